"""The head of page one and of the inner pages, in every format and with any field left out."""

from dataclasses import fields, replace

import pytest

from newsroom.layout.geometry import TABLOID
from newsroom.press.designs.district import folio, nameplate
from newsroom.press.marks import Frame, Rule, Text
from newsroom.press.nameplate import (
    SMALLEST_RED,
    SMALLEST_TYPE,
    Folio,
    MastheadCopy,
    Setter,
    SheetError,
)
from tests.layout.composing import NAMEPLATE_ROWS, type_book
from tests.press import press_room as room

RIGHT = TABLOID.left + TABLOID.type_width
OPTIONAL = [f.name for f in fields(MastheadCopy) if f.name not in {"name", "language"}]


def plate(copy=room.MASTHEAD, rows=NAMEPLATE_ROWS, grid=TABLOID):
    return nameplate(copy, 1, rows, grid, type_book())


def texts(marks):
    return [mark for mark in marks if isinstance(mark, Text)]


def span(mark):
    """Left and right end of a line of type in points."""
    width = Setter(type_book()).width(mark.text, mark.font, mark.size, mark.tracking)
    left = {"left": mark.x, "center": mark.x - width / 2, "right": mark.x - width}[mark.align]
    return left, left + width


def assert_in_its_place(marks, rows, grid=TABLOID):
    """Inside the type area (a Han glyph's own white may hang out) and above the first row."""
    right = grid.left + grid.type_width
    for mark in texts(marks):
        left, end = span(mark)
        assert left > grid.left - 0.04 * mark.size
        assert end < right + 0.5
        assert grid.top - 1 < mark.y
        assert mark.y + mark.size < grid.y_of(rows)
        assert mark.size >= SMALLEST_TYPE
    lines = texts(marks)
    for index, one in enumerate(lines):
        for other in lines[index + 1 :]:
            beside = span(one)[1] <= span(other)[0] or span(other)[1] <= span(one)[0]
            above = one.y + one.size <= other.y + 1 or other.y + other.size <= one.y + 1
            assert beside or above, (one.text, other.text)


def test_all_that_page_one_says_stands_inside_and_apart():
    assert_in_its_place(plate(), NAMEPLATE_ROWS)


@pytest.mark.parametrize("field", OPTIONAL)
def test_a_field_left_out_leaves_the_others_in_place(field):
    copy = replace(room.MASTHEAD, **{field: ""})

    marks = plate(copy)

    assert_in_its_place(marks, NAMEPLATE_ROWS)
    assert not any(mark.text.strip() == "" for mark in texts(marks))


def test_a_paper_of_a_name_alone_has_no_date_box():
    marks = plate(MastheadCopy("海港日报"))

    assert not [mark for mark in marks if isinstance(mark, Frame)]
    assert [mark.text for mark in texts(marks)] == ["海港日报", "第1版"]


def test_both_numbers_are_one_line_and_one_alone_stands_without_brackets():
    assert room.MASTHEAD.issue_line == "第42期（总第1042期）"
    assert replace(room.MASTHEAD, year_number_line="").issue_line == "总第1042期"
    assert replace(room.MASTHEAD, number_line="").issue_line == "第42期"


def test_an_english_paper_is_bracketed_and_numbered_in_english():
    copy = replace(
        room.MASTHEAD, language="en", year_number_line="No. 42", number_line="Issue 1042"
    )

    assert copy.issue_line == "No. 42 (Issue 1042)"
    assert copy.own_number(1) == "Page 1"


def test_only_large_type_is_red():
    red = [mark for mark in texts(plate()) if mark.ink == "red"]

    assert {mark.text for mark in red} == {"海港日报", "20"}
    assert all(mark.size >= SMALLEST_RED for mark in red)


def test_the_double_rule_runs_over_the_whole_type_area():
    red = [mark for mark in plate() if isinstance(mark, Rule) and mark.ink == "red"]

    assert [(rule.x, rule.length) for rule in red] == [(TABLOID.left, TABLOID.type_width)] * 2
    assert red[0].thickness > red[1].thickness >= 1


@pytest.mark.parametrize("latin_name", ["HARBOUR DAILY", ""])
@pytest.mark.parametrize("length", [1, 2, 4, 8, 11, 14])
def test_a_name_of_any_length_leaves_the_date_its_box(length, latin_name):
    marks = plate(replace(room.MASTHEAD, name="海" * length, latin_name=latin_name))

    assert_in_its_place(marks, NAMEPLATE_ROWS)
    [box] = [mark for mark in marks if isinstance(mark, Frame)]
    assert box.height > 80
    assert box.y > TABLOID.top - 0.01
    for line in texts(marks):
        if span(line)[0] > box.x and line.y < box.y + box.height:
            assert box.y < line.y
            assert line.y + line.size < box.y + box.height + 1


def test_a_name_that_fits_at_no_size_is_refused_by_its_words():
    with pytest.raises(SheetError, match=r"“海+” does not fit the page head at 30 pt: shorten it"):
        plate(replace(room.MASTHEAD, name="海" * 40))


@pytest.mark.parametrize("rows", [1, 3, 5])
def test_too_few_rows_are_refused_with_what_to_do(rows):
    with pytest.raises(SheetError, match="no room: give it more rows, or choose a larger page"):
        plate(rows=rows)


@pytest.mark.parametrize("columns", [1, 2])
def test_a_page_format_too_small_for_its_masthead_is_refused_in_a_sentence(columns):
    small = replace(TABLOID, columns=columns, trim_width_mm=20 + columns * 49.5)

    with pytest.raises(SheetError, match="choose a wider page format"):
        plate(grid=small)


@pytest.mark.parametrize("columns", [3, 5, 6, 8])
def test_other_formats_hold_the_same_nameplate(columns):
    grid = replace(TABLOID, columns=columns, trim_width_mm=20 + columns * 49.5)

    assert_in_its_place(plate(grid=grid), NAMEPLATE_ROWS, grid)


def inner(number, rows=3, **words):
    copy = Folio(
        number, **({"name": "综合", "publication": "海港日报", "date_line": "20日"} | words)
    )
    return folio(copy, rows, TABLOID, type_book())


@pytest.mark.parametrize("number", [2, 3, 10, 11, 128])
def test_folios_mirror_each_other(number):
    marks = inner(number)
    lines = {mark.text: mark for mark in texts(marks)}
    outside, inside = lines[str(number)], lines["海港日报　20日"]

    assert_in_its_place(marks, 3)
    edges = (RIGHT, TABLOID.left) if number % 2 else (TABLOID.left, RIGHT)
    assert (outside.x, inside.x) == edges
    assert (outside.align, inside.align) == (("right", "left") if number % 2 else ("left", "right"))


def test_the_type_of_a_folio_stands_on_one_baseline():
    baselines = {round(mark.y + 0.88 * mark.size, 6) for mark in texts(inner(2))}

    assert len(baselines) == 1


def test_a_folio_of_a_number_alone():
    marks = inner(2, name="", publication="", date_line="")

    assert [mark.text for mark in texts(marks)] == ["2"]


def test_a_folio_without_room_names_its_page():
    with pytest.raises(SheetError, match="head of page 7 has no room"):
        inner(7, rows=1)


def test_a_page_name_too_long_for_half_the_page_is_refused_by_its_words():
    with pytest.raises(SheetError, match="综合新闻"):
        inner(2, name="综合新闻" * 20)
