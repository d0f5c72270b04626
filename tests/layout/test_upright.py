"""Vertical headlines: squares, marks and numbers, and the block beside the copy."""

from dataclasses import replace

import pytest

from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID
from newsroom.layout.heads import UNWISHED, HeadWords
from newsroom.layout.plan import CopyItem
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import Piece, Setting
from newsroom.layout.threads import set_copy
from newsroom.layout.upright import cells, length_of
from newsroom.layout.upright_heads import set_upright_head, upright_head
from tests.layout.composing import compose, modules_of, plain_story, type_book
from tests.layout.stories import make_edition


def squares(text, **more):
    return [(cell.text, cell.kind) for cell in cells(text, type_book()["hei_heavy"], **more)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("春", [("春", "upright")]),
        ("12万", [("12", "across"), ("万", "upright")]),
        ("第7届", [("第", "upright"), ("7", "upright"), ("届", "upright")]),
        ("100%", [("100%", "turned")]),  # four characters are too many for one square
        ("38%", [("38%", "across")]),
        ("2026", [("2", "upright"), ("0", "upright"), ("2", "upright"), ("6", "upright")]),
        ("5G", [("5G", "across")]),
        ("COVID-19", [("COVID-19", "turned")]),
        ("—", [("—", "turned")]),
        ("（图）", [("（", "upright"), ("图", "upright"), ("）", "upright")]),
        ("老 街", [("老", "upright"), ("街", "upright")]),
    ],
)
def test_what_stands_in_a_square(text, expected):
    assert squares(text) == expected


def test_a_number_across_is_never_wider_than_its_square():
    for text in ("12", "128", "99%"):
        (cell,) = cells(text, type_book()["song_heavy"])
        width = sum(type_book()["song_heavy"].advance(char) for char in text) * cell.stretch
        assert width + 2 * cell.right == pytest.approx(1.0)
        assert cell.right >= 0


def test_squares_follow_each_other_without_gap_and_marks_take_half_of_one():
    line = cells("“春”来了。", type_book()["hei_heavy"])

    assert [cell.length for cell in line] == [0.5, 1, 0.5, 1, 1, 0.5]
    assert [cell.at for cell in line] == [0, 0.5, 1.5, 2, 3, 4]
    assert length_of("“春”来了。", type_book()["hei_heavy"]) == 4.5


def test_a_vertical_block_stands_in_its_column_and_beside_its_copy():
    words = HeadWords("老街灯会：今晚亮灯！", "第38届柳溪民俗节", "——2026年票价不变")
    for rows in range(12, 40, 4):
        head = upright_head(words, "third", rows, TABLOID, type_book())
        assert head is not None
        lines = set_upright_head(head, 13.5, rows, "hei_heavy", TABLOID, type_book())
        assert lines[0].role == "kicker"
        lefts = [line.left_pt for line in lines]
        assert lefts == sorted(lefts, reverse=True)  # they are read from right to left
        assert min(lefts) >= 0
        assert max(line.left_pt + line.size_pt for line in lines) <= TABLOID.column_width
        for line in lines:
            last = cells(line.text, type_book()[line.font], line.tracking_pt / line.size_pt)[-1]
            assert line.top_pt >= 13.5
            foot = line.top_pt + (last.at + last.length) * line.size_pt
            assert foot <= 13.5 + rows * TABLOID.leading_pt


def test_words_too_long_for_the_height_have_no_vertical_block():
    assert upright_head(HeadWords("很" * 60), "third", 10, TABLOID, type_book()) is None


def wished_piece():
    story = plain_story(60, headline="老街灯会今晚亮灯")
    item = CopyItem("s", story, headline_direction="vertical")
    return Piece(item, set_copy(story, 13, type_book()), "third")


def test_a_wish_comes_before_what_is_merely_better():
    book = ShapeBook(Setting(TABLOID, type_book()))

    table, wished = (make(wished_piece(), 76, 0) for make in (book.table, book.wished))

    assert wished
    for columns, found in table.items():
        for rows, shape in found.items():
            assert shape.head.upright == (rows in wished.get(columns, {}))
            assert shape.head.upright or shape.cost >= UNWISHED


def test_a_continuation_has_no_vertical_headline():
    book = ShapeBook(Setting(TABLOID, type_book()))
    tail = replace(wished_piece(), came_from=1, rank="continued")

    table = book.wished(tail, 76, 0)

    assert not any(shape.head.upright for found in table.values() for shape in found.values())


@pytest.mark.parametrize("number", [2, 5, 7])
def test_a_page_is_composed_with_the_vertical_headline_asked_for(number):
    items = make_edition(7, 2)[:12]
    items[number] = replace(items[number], headline_direction="vertical")

    plan = compose(items, 2)

    assert check_plan(plan, items, TABLOID, type_book()) == []
    _page, module = modules_of(plan, items[number].id)[0]
    assert {line.direction for line in module.head} == {"vertical"}
    assert module.head_columns == 1
    assert min(leg.column for leg in module.legs) == module.area.column + 1


def test_a_vertical_headline_that_cannot_be_is_told():
    story = plain_story(6, headline="一个长得无论如何也竖不起来的标题" * 3)
    items = [CopyItem("s", story, "brief", headline_direction="vertical")]

    plan = compose(items, 1)

    assert check_plan(plan, items, TABLOID, type_book()) == []
    assert "wish_not_kept:vertical:s" in plan.pages[0].violations
