"""A plan as marks: every line where the grid has it, every refusal a sentence."""

import json
from dataclasses import replace

import pytest

from newsroom.layout.geometry import TABLOID, Area
from newsroom.layout.plan import EditionPlan, HeadLine, Leg, Line, Module, PagePlan, PhotoFrame
from newsroom.press.frames import PLAIN_RULE
from newsroom.press.marks import Copy, Frame, Picture, Rule, Text
from newsroom.press.rules import COLUMN_RULE, STORY_RULE, page_rules
from newsroom.press.sheet import SheetError, build_sheet, caption_lines, picture_size
from tests.layout.composing import type_book
from tests.press import press_room as room

PLACE = Area(0, 12, 2, 10)
BODY = Line("渡船今日复航码头早市开张", "body", 0, 0, 12, 0.0, True)


def story(area, legs=(), *, photos=(), head=(), **more):
    return Module("s", "story", area, 2, tuple(head), tuple(legs), tuple(photos), **more)


def marks_of(*modules, number=2):
    page = PagePlan(number, 3, tuple(modules))
    sheet = build_sheet(
        EditionPlan((page,)), TABLOID, type_book(), room.MASTHEAD, room.FOLIOS,
        {"p": "p.jpg"}, title="一页",
    )  # fmt: skip
    return sheet.pages[0]


def copies(marks):
    return [mark for mark in marks if isinstance(mark, Copy)]


def test_a_leg_stands_on_its_column_and_row():
    [copy] = copies(marks_of(story(Area(1, 10, 2, 9), [Leg(2, 12, (BODY,))])))

    assert (copy.x, copy.y) == (TABLOID.x_of(2), TABLOID.y_of(12))
    assert (copy.width, copy.size, copy.leading) == (117, 9, 13.5)


def test_lines_of_a_block_are_one_paragraph_and_an_indent_begins_another():
    lines = (
        replace(BODY, indent_em=2.0),
        replace(BODY, justified=False),
        replace(BODY, block=1, indent_em=2.0),
        replace(BODY, block=2, style="subhead"),
        Line("（下转第3版）", "jump"),
    )
    [copy] = copies(marks_of(story(Area(0, 10, 1, 9), [Leg(0, 12, lines)])))

    assert [len(p.lines) for p in copy.paragraphs] == [2, 1, 1, 1]
    assert [p.font for p in copy.paragraphs] == ["song", "song", "hei", "kai"]
    assert [p.align for p in copy.paragraphs] == ["left", "left", "center", "right"]
    assert [p.indent_em for p in copy.paragraphs] == [2.0, 2.0, 0.0, 0.0]


def test_a_byline_behind_the_last_words_is_the_tail_of_its_paragraph():
    last = replace(BODY, justified=False, tail="（记者　林晓）")
    [copy] = copies(marks_of(story(Area(0, 10, 1, 9), [Leg(0, 12, (BODY, last))])))

    assert [p.tail for p in copy.paragraphs] == ["（记者　林晓）"]


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_headline_is_set_from_the_edge_it_is_aligned_to(align):
    head = HeadLine("渡船复航", "headline", "hei_heavy", 24, 3.0, align)
    module = story(Area(1, 10, 2, 9), [Leg(1, 12, (BODY,))], head=[head])
    [text] = [m for m in marks_of(module) if isinstance(m, Text) and m.text == "渡船复航"]

    left, width = TABLOID.x_of(1), TABLOID.width_of(2)
    assert text.x == {"left": left, "center": left + width / 2, "right": left + width}[align]
    assert text.y == TABLOID.y_of(10) + 3


@pytest.mark.parametrize(
    "leg", [Leg(0, 75, (BODY,)), Leg(0, 74, (BODY, BODY)), Leg(4, 12, (BODY,), columns=2)]
)
def test_copy_outside_the_type_area_is_refused(leg):
    with pytest.raises(SheetError, match="Page 2 has copy outside its type area"):
        marks_of(story(Area(0, 10, 1, 9), [leg]))


def test_the_last_row_and_column_are_inside():
    assert copies(marks_of(story(Area(4, 70, 1, 5), [Leg(4, 74, (BODY,))])))


def photo(area=PLACE, caption=("码头早市",), credit="林晓　摄", id="p"):
    return PhotoFrame(id, area, caption, credit, "早市")


@pytest.mark.parametrize(
    "frame",
    [
        photo(Area(4, 12, 2, 10)),
        photo(Area(0, 70, 2, 10)),
        photo(Area(0, 12, 2, 1)),
    ],
    ids=["too far right", "too low", "no row but the caption's"],
)
def test_a_picture_outside_the_type_area_is_refused(frame):
    with pytest.raises(SheetError, match="Page 2 has a picture outside its type area"):
        marks_of(story(Area(0, 10, 2, 20), photos=[frame]))


def test_a_picture_without_a_file_is_refused_by_its_id():
    with pytest.raises(SheetError, match="picture lost has no file: add it again or take it off"):
        marks_of(story(Area(0, 10, 2, 20), photos=[photo(id="lost")]))


@pytest.mark.parametrize(
    "name", ["../p.jpg", "/p.jpg", "a/p.jpg", "a\\p.jpg", "C:p.jpg", ".p", "@p", "p\n.jpg"]
)
def test_a_picture_name_that_leads_elsewhere_is_refused(name):
    page = PagePlan(2, 3, (story(Area(0, 10, 2, 20), photos=[photo()]),))

    with pytest.raises(SheetError, match="is not a plain picture name"):
        build_sheet(
            EditionPlan((page,)), TABLOID, type_book(), room.MASTHEAD, room.FOLIOS,
            {"p": name}, title="一页",
        )  # fmt: skip


def test_a_picture_and_its_caption_fill_their_rows():
    marks = marks_of(story(Area(0, 10, 2, 20), photos=[photo()]))
    [picture] = [mark for mark in marks if isinstance(mark, Picture)]
    [caption] = copies(marks)

    assert (picture.width, picture.height) == picture_size(photo(), TABLOID)
    assert (picture.width, picture.height) == (256.5, 9 * 13.5 - 4.5)
    assert caption.y == TABLOID.y_of(21)
    assert (caption.size, caption.leading) == (8, 13.5)


@pytest.mark.parametrize(
    ("caption", "credit", "lines", "row"),
    [
        (("码头早市",), "林晓　摄", ("码头早市",), 0),
        (("码头早市", ""), "林晓　摄", ("码头早市",), 0),
        (("码" * 30, ""), "林晓　摄", ("码" * 30, ""), 1),
        (("",), "林晓　摄", ("",), 0),
        (("码头早市",), "", ("码头早市",), None),
        (("码头早市", "", ""), "", ("码头早市",), None),
        ((), "", (), None),
    ],
)
def test_the_credit_stands_behind_the_words_or_below_them(caption, credit, lines, row):
    assert caption_lines(photo(caption=caption, credit=credit), TABLOID, type_book()) == (
        lines,
        row,
    )


def test_a_credit_without_a_line_is_refused():
    with pytest.raises(SheetError, match="picture p has no line for its credit"):
        caption_lines(photo(caption=()), TABLOID, type_book())


def test_what_the_painter_reads_is_plain_data_without_a_long_number():
    data = json.loads(room.sheet_of(room.plan()).json)

    assert [len(page) > 10 for page in data["pages"]] == [True] * len(room.plan().pages)
    numbers = [
        value for page in data["pages"] for mark in page for value in mark.values()
        if isinstance(value, float)
    ]  # fmt: skip
    assert all(round(value, 4) == value for value in numbers)


def rules_of(*modules):
    return page_rules(PagePlan(2, 3, tuple(modules)), TABLOID)


def test_columns_of_a_story_are_parted_beside_the_copy_alone():
    legs = [Leg(0, 12, (BODY,) * 7), Leg(1, 12, (BODY,) * 6)]

    below, column = rules_of(story(Area(0, 10, 2, 10), legs))

    assert column.thickness == COLUMN_RULE
    assert column.vertical
    assert column.x == TABLOID.x_of(1) - TABLOID.gutter / 2
    assert column.y == TABLOID.y_of(12)
    assert column.length == 7 * 13.5 - 4.5
    assert below.thickness == STORY_RULE


def test_stories_side_by_side_are_parted_to_the_end_of_the_shorter():
    left = story(Area(0, 10, 2, 12), rule_below=False)
    right = story(Area(2, 10, 3, 8), rule_below=False)

    [rule] = rules_of(left, right)

    assert (rule.y, rule.length) == (TABLOID.y_of(10), 8 * 13.5 - 4.5)


def test_rules_below_neighbours_are_one():
    [upright, rule] = rules_of(story(Area(0, 10, 2, 8)), story(Area(2, 10, 3, 8)))

    assert (rule.x, rule.length) == (TABLOID.left, TABLOID.type_width)
    assert TABLOID.y_of(17) < rule.y < TABLOID.y_of(18)
    assert upright.vertical


def test_a_box_has_a_frame_instead_of_rules():
    [frame] = rules_of(story(Area(0, 10, 2, 8), boxed=True))

    assert isinstance(frame, Frame)
    assert frame.thickness == PLAIN_RULE


def test_no_rule_of_an_edition_lies_outside_the_type_area_or_over_another():
    for page in room.plan().pages:
        rules = [mark for mark in page_rules(page, TABLOID) if isinstance(mark, Rule)]
        assert len({(r.x, r.y, r.vertical) for r in rules}) == len(rules)
        for rule in rules:
            bottom = rule.y + (rule.length if rule.vertical else 0)
            assert TABLOID.y_of(page.first_row) <= rule.y <= bottom
            assert bottom <= TABLOID.top + TABLOID.type_height
