"""A change by hand that only a filler makes possible: the last step before it is refused."""

from dataclasses import replace

import pytest

from newsroom.layout import handfill
from newsroom.layout.changes import Change, changed
from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID
from newsroom.layout.handfill import TRIED, bared_page, changed_or_filled, filled_page
from newsroom.layout.pagemaking import MOST_WHITE
from newsroom.layout.plan import EditionPlan, page_as_json, page_from_json
from newsroom.layout.standing import board_of
from tests.layout.artworks import advertisement, notice
from tests.layout.composing import type_book
from tests.layout.test_changes import edition, standing

STOCK = (
    notice("节水", (1, 14), (2, 10), (5, 5)),
    notice("让座", (2, 16), (3, 12)),
    notice("读书", (1, 20), (2, 13), (5, 8)),
)
DICE = 2  # page 1 has small stories at its foot
COLUMN = "s11"  # at the outer foot of page 1, two columns by 29 rows


def cut_to(item, share):
    blocks = (
        replace(block, text=block.text[: max(12, int(len(block.text) * share))], marks=())
        for block in item.story.blocks
    )
    return replace(item, story=replace(item.story, blocks=tuple(blocks)))


def shortened(id, share, page=None, pinned=None):
    """Page 1 with a story cut to a share of its copy, the other stories pinned."""
    known = {item.id: item for item in edition(DICE)[0]}
    known[id] = cut_to(known[id], share)
    before = standing(1, DICE)
    pinned = before.places.keys() - {id} if pinned is None else pinned
    return known, board_of(page or before.page, known, before.shapes, changed=[id], pinned=pinned)


def faults(answer, known):
    pages = (answer.plan, *edition(DICE)[1].pages[1:])
    return check_plan(EditionPlan(pages), list(known.values()), TABLOID, type_book())


def areas(page):
    return {module.item_id: module.area for module in page.modules}


def filled():
    known, board = shortened(COLUMN, 0.3)
    return known, board, changed_or_filled(board, Change("set", COLUMN), STOCK)


def test_a_story_cut_short_among_pinned_ones_has_a_filler_below_it_and_nothing_else_moves():
    known, board, answer = filled()

    assert not changed(board, Change("set", COLUMN))
    assert (answer.way, answer.moved) == ("filler", (COLUMN,))
    [frame] = answer.plan.artwork
    old, new = board.page.modules, areas(answer.plan)
    assert {id: area for id, area in new.items() if id != COLUMN} == {
        module.item_id: module.area for module in old if module.item_id != COLUMN
    }
    assert frame.filler
    assert (frame.area.column, frame.area.bottom) == (new[COLUMN].column, TABLOID.rows)
    assert not answer.plan.open_areas
    assert faults(answer, known) == []


def test_a_filler_comes_to_the_foot_where_the_story_stands_elsewhere():
    known, board = shortened("s12", 0.5)

    answer = changed_or_filled(board, Change("set", "s12"), STOCK)

    assert not changed(board, Change("set", "s12"))
    assert answer.plan
    assert [frame.area.bottom for frame in answer.plan.artwork] == [TABLOID.rows]
    assert faults(answer, known) == []


def test_without_a_filler_that_helps_the_reason_is_the_same_as_ever():
    _known, board = shortened(COLUMN, 0.3)
    refused = changed(board, Change("set", COLUMN))

    assert refused.reason
    assert changed_or_filled(board, Change("set", COLUMN)) == refused
    wide = (notice("太宽", (7, 10)), notice("太深", (2, 80)))
    assert changed_or_filled(board, Change("set", COLUMN), wide) == refused


def test_a_filler_that_stands_gives_way_to_a_story_that_needs_its_room():
    _known, before, answer = filled()
    page = page_from_json(page_as_json(answer.plan))
    whole, board = shortened(COLUMN, 1.0, page)

    back = changed_or_filled(board, Change("set", COLUMN), STOCK)

    assert not changed(board, Change("set", COLUMN))
    assert back.plan
    assert (back.way, back.plan.artwork) == ("filler", ())
    assert areas(back.plan) == areas(before.page)
    assert faults(back, whole) == []


def test_a_filler_is_exchanged_where_a_smaller_one_is_needed():
    _known, _board, answer = filled()
    page = page_from_json(page_as_json(answer.plan))
    known, board = shortened(COLUMN, 0.5, page)

    other = changed_or_filled(board, Change("set", COLUMN), STOCK)

    assert other.plan
    assert other.way == "filler"
    [old], [new] = page.artwork, other.plan.artwork
    assert new.artwork_id != old.artwork_id
    assert faults(other, known) == []


def test_what_was_booked_never_gives_way():
    _known, _board, answer = filled()
    [frame] = answer.plan.artwork
    page = replace(answer.plan, artwork=(replace(frame, filler=False),))
    _whole, board = shortened(COLUMN, 1.0, page)
    booked = advertisement("茶社", 2, 10)

    assert not changed_or_filled(board, Change("set", COLUMN), (*STOCK[1:], booked))


def test_a_story_is_dropped_where_a_filler_stands():
    known, _board, answer = filled()
    board = board_of(answer.plan, known, standing(1, DICE).shapes)
    [art] = board.art
    move = Change("move", "s12", art.place)

    moved = changed_or_filled(board, move, STOCK)

    assert "artwork stands there" in changed(board, move).reason
    area = areas(moved.plan)["s12"]
    assert area.column <= art.place.column < area.right
    assert faults(moved, known) == []


def test_a_page_arranged_anew_that_is_still_short_of_copy_has_a_filler():
    known, board = shortened(COLUMN, 0.1, pinned=("s00", "s01"))
    plain = changed(board, Change("set", COLUMN))
    room = MOST_WHITE * board.whole.columns * board.whole.rows

    answer = changed_or_filled(board, Change("set", COLUMN), STOCK)

    assert plain.plan
    assert answer.plan
    assert plain.way in ("part", "page")
    assert plain.plan.blank_rows > room > answer.plan.blank_rows
    assert answer.way == "filler"
    assert faults(answer, known) == []


def test_so_many_fillers_are_tried_in_parts_and_on_the_page_and_no_more(monkeypatch):
    tried = []

    def none_found(*asked, **how):
        tried.append(asked)
        return []

    monkeypatch.setattr(handfill, "arranged", none_found)
    many = tuple(notice(f"公益{n}", (1, 12 + n), (3, 8 + n), (4, 9 + n)) for n in range(9))
    _known, board = shortened("s12", 0.5)

    assert not changed_or_filled(board, Change("set", "s12"), many)
    assert 0 < len(tried) <= 2 * TRIED


@pytest.mark.parametrize("id", ["s11", "s12"])
def test_the_same_change_gets_the_same_filler(id):
    def answer():
        return changed_or_filled(shortened(id, 0.3)[1], Change("set", id), STOCK).plan

    assert answer() == answer()


# Asked for


def opened(id=COLUMN, **more):
    """Page 1 with a story taken off, its place open."""
    before = standing(1, DICE)
    page = made(changed(before, Change("take_off", id)))
    known = {item.id: item for item in edition(DICE)[0] if item.id != id}
    return known, board_of(page, known, before.shapes, **more)


def made(answer):
    """The page of an answer that is no refusal."""
    assert answer.plan is not None
    return answer.plan


def of_page(answer, known):
    return check_plan(
        EditionPlan((answer.plan,)),
        [known[module.item_id] for module in answer.plan.modules],
        TABLOID,
        type_book(),
    )


def test_an_open_place_is_filled_with_a_filler_of_its_size_and_no_story_moves():
    known, board = opened()
    [place] = board.opened

    answer = filled_page(board, (notice("节水", (place.columns, place.rows - 1)),))

    [frame] = made(answer).artwork
    assert (answer.moved, made(answer).open_areas, frame.filler) == ((), (), True)
    assert (frame.area.column, frame.area.columns) == (place.column, place.columns)
    assert made(answer).modules == board.page.modules
    assert of_page(answer, known) == []


def test_the_story_above_an_open_place_takes_the_rows_that_a_smaller_filler_leaves():
    known, board = opened("s12")
    [place] = board.opened

    answer = filled_page(board, (notice("节水", (place.columns, place.rows - 4)),))

    assert answer.moved == ("s06",)
    assert made(answer).open_areas == ()
    assert of_page(answer, known) == []


def test_an_open_place_of_another_width_is_filled_by_arranging_the_page_anew():
    known, board = opened()

    answer = filled_page(board, (notice("节水", (3, 19), (5, 11)),))

    assert (answer.way, made(answer).open_areas) == ("filler", ())
    assert of_page(answer, known) == []


def test_where_no_filler_fits_the_size_of_the_place_is_told():
    _known, board = opened()
    [place] = board.opened

    assert filled_page(board, ()).reason == (
        "No notice in stock fills the open place: put a story there, or add a notice of "
        f"{place.columns} columns by {place.rows - 1} rows."
    )


def test_a_full_page_gets_no_filler():
    tiny = (notice("节水", (1, 5)), notice("让座", (5, 40)))

    assert "put a story on" in filled_page(standing(1, DICE), tiny).reason


def test_a_filler_is_taken_off_and_leaves_its_place_open():
    known, board = opened()
    [place] = board.opened
    page = made(filled_page(board, (notice("节水", (place.columns, place.rows - 1)),)))
    filled_board = board_of(page, known, board.shapes)

    answer = bared_page(filled_board)

    assert answer.plan == board.page
    assert bared_page(board).reason == "No notice fills up this page."
