"""A whole edition through the press: what stands on the sheets."""

from dataclasses import replace
from random import Random

import pypdfium2
import pytest

from newsroom.copydesk.story import Block
from newsroom.layout.geometry import TABLOID
from newsroom.press.sheet import SheetError, build_sheet
from newsroom.press.verify import verify
from tests.layout.composing import compose, type_book
from tests.layout.stories import make_item
from tests.press import press_room as room


@pytest.fixture(scope="module")
def pages():
    document = pypdfium2.PdfDocument(room.press_pdf())
    return [
        "".join(page.get_textpage().get_text_range().split()).replace("\ufffe", "")
        for page in document
    ]


def test_the_press_pdf_reads_back_without_a_fault():
    report = verify(room.press_pdf(), room.plan(), room.items(), TABLOID)

    assert report.faults == ()
    assert report.figures["off_grid"] == report.figures["rebroken"] == 0
    assert report.figures["forbidden_starts"] == report.figures["forbidden_ends"] == 0
    assert report.figures["lines"] > 400


@pytest.mark.parametrize(
    "field",
    [
        *("name", "latin_name", "publisher", "permit", "distribution", "hotline"),
        *("hotline_label", "year_month", "day", "weekday", "lunar_date", "year_number_line"),
        *("number_line", "page_count_line"),
    ],
)
def test_page_one_prints_the_masthead(pages, field):
    assert "".join(getattr(room.MASTHEAD, field).split()) in pages[0]


@pytest.mark.parametrize("number", [2, 3])
def test_an_inner_page_prints_its_folio_on_the_outside(pages, number):
    document = pypdfium2.PdfDocument(room.press_pdf())
    text = document[number - 1].get_textpage()
    [place] = [
        text.get_charbox(i)
        for i in range(text.count_chars())
        if text.get_text_range(i, 1) == str(number)
        and text.get_charbox(i)[3] - text.get_charbox(i)[1] > 12  # the large one
    ]

    middle = TABLOID.trim_width / 2
    assert (place[0] < middle) == (number % 2 == 0)
    assert room.FOLIOS[number].name in pages[number - 1]
    assert "2026年11月20日" in pages[number - 1]


def test_a_jump_is_said_at_both_ends_with_the_other_s_page(pages):
    [(number, came)] = [
        (page.number, module)
        for page in room.plan().pages
        for module in page.modules
        if module.kind == "continuation" and module.jump_from == 1
    ]
    [left] = [m for m in room.plan().pages[0].modules if m.item_id == came.item_id]
    said = left.legs[-1].lines[-1]
    [answered] = [head for head in came.head if head.role == "origin"]

    assert said.style == "jump"
    assert (left.jump_to, came.jump_from) == (number, 1)
    assert "下转" in said.text
    assert "上接" in answered.text
    assert "".join(said.text.split()) in pages[0]
    assert "".join(answered.text.split()) in pages[number - 1]


def test_every_headline_is_printed_once(pages):
    text = "".join(pages)

    goes_on = {
        module.item_id for page in room.plan().pages for module in page.modules if module.jump_to
    }
    for item in room.items():
        if item.id in goes_on:  # its continuation says the headline again
            continue
        assert text.count("".join(item.story.headline.split())) == 1


def test_the_same_edition_is_the_same_bytes():
    assert room.finished(room.sheet_of(room.plan())) == room.press_pdf()


def test_markup_in_copy_is_printed_as_it_stands():
    hostile = '#import "x": * $a$ `code` *粗* _斜_ <b>标签</b> \\u{41} @ref // 注 /* 注 */'
    item = make_item(Random(1), "s", "lead")
    story = type(item.story)("#panic() 与 [标题]", (*item.story.blocks, Block(hostile)))
    item = type(item)("s", story, "lead")
    plan = compose([item])

    report = verify(room.finished(room.sheet_of(plan)), plan, [item], TABLOID)

    assert report.faults == ()


def test_a_page_without_a_folio_is_refused():
    with pytest.raises(SheetError, match="Page 2"):
        build_sheet(room.plan(), TABLOID, type_book(), room.MASTHEAD, {}, {}, title="x")


def test_a_masthead_line_too_long_for_the_page_is_refused_by_its_words():
    masthead = replace(room.MASTHEAD, permit="准印证号" * 60)

    with pytest.raises(SheetError, match="准印证号"):
        build_sheet(room.plan(), TABLOID, type_book(), masthead, room.FOLIOS, {}, title="x")
