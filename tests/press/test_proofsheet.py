"""大样 and the copies sent round: what stands about a page, and that it is read back."""

from dataclasses import replace
from functools import lru_cache

import pypdfium2
import pytest

from newsroom.layout.compose import compose_edition
from newsroom.layout.geometry import MM, TABLOID
from newsroom.press.documents import proof_pdf, read_proof
from newsroom.press.marks import Copy, Text
from newsroom.press.proofsheet import ProofSlip, circular_sheet, proof_sheet
from newsroom.press.reading import Pages
from newsroom.press.sheet import build_sheet
from tests.layout.composing import type_book
from tests.press import press_room as room
from tests.press import reading_room as library

SLIP = ProofSlip(2, "2026年11月19日 21:40", {1: "12", 2: "9", 3: "4"})
BROADSHEET = replace(TABLOID, trim_width_mm=390, trim_height_mm=540, columns=7, rows=104)
KINDS = {"proof": (proof_sheet, "grey"), "circular": (circular_sheet, "small")}


def framed(pages, kind="proof", slip=SLIP):
    return KINDS[kind][0](pages, slip, type_book())


def made(pages, kind="proof", slip=SLIP):
    folder = library.picture_folder(KINDS[kind][1])
    return proof_pdf(framed(pages, kind, slip), room.painter(), folder)


def faults(pdf, pages, kind="proof", slip=SLIP):
    report = read_proof(pdf, pages, framed(pages, kind, slip), type_book())
    return {fault.code for fault in report.faults}


@lru_cache(maxsize=4)
def first_proof(kind="proof"):
    return made(library.jumping(), kind)


@lru_cache(maxsize=1)
def broadsheet():
    plan = compose_edition(
        list(room.items()), BROADSHEET, type_book(), nameplate_rows=14, folio_rows=3
    )
    english = replace(room.MASTHEAD, language="en")
    sheet = build_sheet(plan, BROADSHEET, type_book(), english, room.FOLIOS, {}, title="x")
    return Pages(sheet, plan, room.items(), BROADSHEET, english, room.FOLIOS)


def words(pdf, page=0):
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_range()
    return "".join(text.split())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("edition", [library.jumping, library.with_pictures])
def test_a_proof_reads_back_without_a_fault(edition, kind):
    assert faults(made(edition(), kind), edition(), kind) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_proof_is_the_same_bytes(kind):
    assert made(library.jumping(), kind) == first_proof(kind)


def test_a_tabloid_lies_on_a3_as_large_as_it_will_be_printed():
    page = pypdfium2.PdfDocument(first_proof())[0]
    left, bottom, right, top = page.get_trimbox()

    assert page.get_size() == pytest.approx((297 * MM, 420 * MM), abs=0.01)
    assert (right - left, top - bottom) == pytest.approx((270 * MM, 390 * MM), abs=0.01)
    assert "原大" in words(first_proof())


def test_a_broadsheet_is_scaled_down_and_says_how_far():
    pages = broadsheet()
    pdf = made(pages)

    assert framed(pages).lies[0].scale == pytest.approx(390 / 540, abs=0.001)
    assert faults(pdf, pages) == set()
    assert "reducedto72%" in words(pdf)


def test_a_proof_says_which_one_it_is_and_has_boxes_to_sign():
    text = words(first_proof(), page=1)

    stated = ("大样", "海港日报", "第42期", "第2版", "综合", "第2次", "版本9", "2026年11月19日")
    assert [said for said in stated if said not in text] == []
    for label in ("责编", "一校", "二校", "三校", "总编"):
        assert text.count(label) == 1


def test_an_english_paper_has_english_labels():
    text = words(made(broadsheet()))

    stated = ("Pageproof", "proof2", "revision12", "Editor", "Chief")
    assert [said for said in stated if said not in text] == []
    assert "责编" not in text


def test_the_last_proof_is_called_clean():
    assert "清样" in words(made(library.jumping(), slip=replace(SLIP, clean=frozenset({1}))))


def test_every_fifth_line_has_its_number_in_the_rows_of_the_page():
    pages = library.jumping()
    sheet = framed(pages)
    tops = {
        round(mark.y + line * mark.leading, 2)
        for mark in pages.sheet.pages[0]
        if isinstance(mark, Copy)
        for line in range(sum(len(paragraph.lines) for paragraph in mark.paragraphs))
    }
    fives = range(5, TABLOID.rows + 1, 5)
    fifth = [row for row in fives if round(TABLOID.y_of(row - 1), 2) in tops]

    numbers = [m.text for m in sheet.on_page[0] if isinstance(m, Text) and m.text.isdigit()]

    assert len(fifth) > 5
    assert sorted(set(numbers), key=int) == [str(row) for row in fifth]


def test_a_line_number_stands_in_the_gutter_beside_its_column():
    gap = TABLOID.gutter / 2
    columns = [TABLOID.x_of(column) for column in range(TABLOID.columns)]

    for mark in framed(library.jumping()).on_page[0]:
        if isinstance(mark, Text) and mark.text.isdigit():
            assert any(x - gap < mark.x - 6 and mark.x < x for x in columns)


def test_a_proof_has_no_colour():
    page = pypdfium2.PdfDocument(first_proof())[0]
    pixels = page.render(scale=0.5, rev_byteorder=True).to_pil().convert("RGB").tobytes()

    assert all(pixels[at] == pixels[at + 1] == pixels[at + 2] for at in range(0, len(pixels), 3))


def test_a_proof_is_printed_with_the_black_of_the_printer_alone():
    with library.opened(made(library.with_pictures())) as document:
        spaces = {str(s) for p in document.pages for s in p.obj.Resources.ColorSpace.values()}
        images = {str(i.ColorSpace) for p in document.pages for i in p.get_images().values()}

    assert spaces == images == {"/DeviceGray"}


def test_a_copy_to_be_sent_round_has_the_watermark_on_every_page():
    texts = [words(first_proof("circular"), page) for page in range(3)]

    assert all("清" in text and "样" in text and "第2次" in text for text in texts)


def test_a_wrong_word_of_the_frame_is_found():
    pages = library.jumping()

    assert faults(first_proof(), pages, slip=replace(SLIP, number=3)) == {"frame"}


def test_a_lost_line_of_copy_is_found_in_a_proof():
    pages = library.jumping()
    marks = [m for m in pages.sheet.pages[0] if not isinstance(m, Copy)]
    empty = replace(pages.sheet, pages=(tuple(marks), *pages.sheet.pages[1:]))
    torn = replace(pages, sheet=empty)

    assert "line" in faults(made(torn), torn)


def test_a_proof_of_one_page_reads_back():
    pages = library.jumping().only(2)
    pdf = made(pages)

    assert len(pypdfium2.PdfDocument(pdf)) == 1
    assert faults(pdf, pages) == set()
