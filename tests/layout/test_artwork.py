"""Advertisements and fillers: the copy is tiled around finished artwork, which stands whole."""

from dataclasses import replace
from functools import lru_cache

import pytest

from newsroom.layout.artwork import MOST_BOOKED
from newsroom.layout.changes import Change, changed
from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID
from newsroom.layout.plan import CopyItem, EditionPlan, page_as_json, page_from_json
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import Setting
from newsroom.layout.standing import board_of
from tests.layout.artworks import advertisement, notice
from tests.layout.composing import FOLIO_ROWS, compose, plain_story, type_book
from tests.layout.stories import make_edition

FULL = TABLOID.rows - FOLIO_ROWS  # rows of an inner page


@lru_cache(maxsize=1)
def items():
    return tuple(make_edition(3, 1)) + tuple(
        replace(item, id=f"b{item.id}", priority="normal", photos=())
        for item in make_edition(5, 1)[1:8]
    )


@lru_cache(maxsize=8)
def around(*artwork):
    return compose(items(), 2, artwork=artwork)


def faults(plan, copy=None):
    return check_plan(plan, copy or items(), TABLOID, type_book())


def frames(plan):
    return {f.artwork_id: (p.number, f) for p in plan.pages for f in p.artwork}


CORNER = advertisement("茶社", 2, 16, page=2, place="foot_right")
STRIP = advertisement("书店", 5, 9, page=1, place="foot")


def test_an_advertisement_stands_in_the_corner_it_was_booked_for_and_copy_fills_the_rest():
    plan = around(CORNER, STRIP)

    number, frame = frames(plan)["茶社"]
    area = frame.area
    assert (number, area.columns, area.rows) == (2, 2, 17)  # its label takes the first row
    assert (area.right, area.bottom, frame.rule_below) == (5, TABLOID.rows, False)
    assert faults(plan) == []


def test_a_strip_stands_at_the_foot_from_edge_to_edge():
    number, frame = frames(around(CORNER, STRIP))["书店"]

    area = frame.area
    assert (number, area.column, area.columns, area.bottom) == (1, 0, 5, TABLOID.rows)


@pytest.mark.parametrize(
    ("place", "edges"),
    [("foot_left", (0, TABLOID.rows)), ("top_right", (3, FOLIO_ROWS + 17 + 1))],
)
def test_any_corner_but_that_of_the_lead_can_be_booked(place, edges):
    plan = around(replace(CORNER, place=place))

    _number, frame = frames(plan)["茶社"]
    assert (frame.area.column, frame.area.bottom) == edges
    assert frame.rule_below == (place == "top_right")
    assert faults(plan) == []
    assert not any("artwork_elsewhere" in v for page in plan.pages for v in page.violations)


def test_what_may_stand_anywhere_stands_at_the_outer_foot_of_an_inner_page():
    plan = around(advertisement("茶社", 2, 16))

    number, frame = frames(plan)["茶社"]
    assert (number, frame.area.column, frame.area.bottom) == (2, 0, TABLOID.rows)


def test_a_strip_booked_above_the_lead_stands_elsewhere_and_the_page_says_so():
    plan = around(replace(STRIP, page=2, place="top_right"))

    [frame] = plan.pages[1].artwork
    assert frame.area.row > FOLIO_ROWS
    assert "artwork_elsewhere:书店" in plan.pages[1].violations
    assert faults(plan) == []
    assert not plan.overset


def test_two_booked_for_one_corner_stand_apart_and_the_page_says_so():
    plan = around(CORNER, replace(advertisement("渡船", 2, 10), page=2, place="foot_right"))

    assert set(frames(plan)) == {"茶社", "渡船"}
    assert faults(plan) == []
    assert "artwork_elsewhere:渡船" in plan.pages[1].violations


def test_a_page_takes_so_many_pieces_and_of_more_it_is_said():
    many = [advertisement(f"茶社{number}", 1, 6, page=2) for number in range(9)]
    plan = around(*many)

    assert len(plan.pages[1].artwork) == MOST_BOOKED
    assert [left.told for left in plan.left_out] == [
        f"“茶社{number}” finds no place: a page takes 6 pieces of artwork at most. Put small ones "
        "together in one file, or book it for another page."
        for number in range(MOST_BOOKED, 9)
    ]
    assert faults(plan) == []


@pytest.mark.parametrize(
    ("artwork", "told"),
    [
        (
            replace(CORNER, page=3),
            "“茶社” is booked for page 3 and the issue has 2: book it for another page.",
        ),
        (
            advertisement("宽", 6, 9),
            "“宽” is 6 columns wide and the page has 5: book it in a narrower size.",
        ),
        (
            advertisement("高", 2, 90, page=1),
            "“高” does not fit on page 1 beside what is booked there: it takes 2 columns by "
            "91 rows. Book it for another page.",
        ),
        (
            advertisement("高", 2, 90),
            "“高” finds no room on any page: it takes 2 columns by 91 rows. Book a smaller size, "
            "or add a page.",
        ),
    ],
)
def test_artwork_that_cannot_stand_is_left_out_with_a_sentence(artwork, told):
    plan = compose(items()[:4], 2, artwork=[artwork])

    assert not frames(plan)
    assert [left.told for left in plan.left_out] == [told]


def test_a_page_sold_whole_has_no_copy_and_is_not_called_empty():
    sold = advertisement("书店", 5, FULL - 1, page=2)

    plan = compose([replace(item, page=None) for item in items()[:8]], 3, artwork=[sold])

    assert plan.pages[1].modules == ()
    assert plan.pages[1].violations == ()
    assert faults(plan, items()[:8]) == []


@pytest.mark.parametrize(
    "beside",
    [
        [advertisement("书店", 5, 19, page=1, place="foot")],
        [advertisement("书店", 5, 9, page=1, place="foot"), advertisement("茶社", 5, 9, page=1)],
        [advertisement("茶社", 2, 16, page=1, place="foot_right")],
    ],
    ids=["strip", "two strips", "corner"],
)
def test_a_lone_story_too_short_for_its_page_stands_with_the_artwork_booked_there(beside):
    copy = [CopyItem("1", plain_story(10))]

    plan = compose(copy, 1, artwork=beside)

    assert [module.item_id for module in plan.pages[0].modules] == ["1"]
    assert set(frames(plan)) == {art.name for art in beside}
    assert faults(plan, copy) == []


def test_artwork_alone_on_a_page_and_a_row_shorter_stands_at_the_foot_without_a_rule():
    copy = items()[:4]
    alone = advertisement("书店", 5, FULL - 2, page=2)

    plan = compose([replace(item, page=1) for item in copy], 2, artwork=[alone])

    number, frame = frames(plan)["书店"]
    assert plan.pages[number - 1].modules == ()
    assert (frame.area.bottom, frame.rule_below) == (TABLOID.rows, False)
    assert faults(plan, copy) == []


def test_an_edition_is_as_long_as_its_copy_and_its_advertisements_ask():
    copy = [replace(item, page=None) for item in items()[:8]]

    without, sold = compose(copy), compose(copy, artwork=[advertisement("书店", 5, FULL - 1)])

    assert len(sold.pages) == len(without.pages) + 1


def test_the_same_artwork_gives_the_same_pages():
    assert around(CORNER, STRIP) == compose(items(), 2, artwork=[CORNER, STRIP])


def test_artwork_is_kept_in_a_stored_page():
    page = around(CORNER, STRIP).pages[1]

    assert page_from_json(page_as_json(page)) == page


def test_the_checker_finds_artwork_that_was_moved_cut_or_printed_twice():
    plan = around(CORNER, STRIP)
    first, second = plan.pages
    [frame] = second.artwork

    def with_second(*artwork):
        return faults(replace(plan, pages=(first, replace(second, artwork=artwork))))

    moved = replace(frame, area=replace(frame.area, column=2))
    assert any("belong to two modules" in fault for fault in with_second(moved))
    cut = replace(frame, area=replace(frame.area, row=frame.area.row + 3, rows=frame.area.rows - 3))
    assert "Page 2, artwork 茶社: its area is not as deep as the artwork." in with_second(cut)
    assert "Artwork 茶社 stands 2 times." in with_second(frame, frame)


# By hand ------------------------------------------------------------------------------------------


def board():
    plan = around(CORNER)
    book = ShapeBook(Setting(TABLOID, type_book()))
    return plan, board_of(plan.pages[1], {item.id: item for item in items()}, book)


def test_changes_by_hand_leave_artwork_where_it_is():
    plan, page = board()
    done = 0

    for id, other in zip(page.places, list(page.places)[1:], strict=False):
        answer = changed(page, Change("swap", id, other=other))
        if answer.plan is not None:
            done += 1
            assert answer.plan.artwork == plan.pages[1].artwork
            mended = EditionPlan((plan.pages[0], answer.plan), plan.overset)
            assert faults(mended) == []
    assert done


def test_a_story_dropped_on_artwork_is_refused():
    _plan, page = board()
    [art] = page.art
    id = next(iter(page.places))

    answer = changed(page, Change("move", id, art.place))

    assert (
        answer.reason
        == "Finished artwork stands there and does not give way: choose another place."
    )


# Fillers ------------------------------------------------------------------------------------------

STOCK = (notice("节水", (2, 12), (5, 8)), notice("让座", (2, 20), (3, 14)), notice("读书", (1, 15)))


def short_copy():
    lengths = (80, 40, 30, 20)
    return [
        replace(item, story=plain_story(lines, f"第{number}条新闻今日开门"), photos=(), page=None)
        for number, (lines, item) in enumerate(zip(lengths, items(), strict=False))
    ]


def test_fillers_stand_where_copy_is_short_and_only_there():
    copy = short_copy()
    without = compose(copy, 1)
    assert without.pages[0].thin_rows

    plan = compose(copy, 1, fillers=STOCK)

    page = plan.pages[0]
    assert not page.thin_rows
    assert 1 <= len(page.artwork) <= 2
    assert all(frame.filler and frame.area.bottom == TABLOID.rows for frame in page.artwork)
    assert faults(plan, copy) == []


def test_a_full_edition_has_no_fillers():
    assert compose(items(), 2, fillers=STOCK) == around()


def test_no_filler_stands_on_page_one_where_there_are_others_nor_twice_in_an_edition():
    copy = [replace(item, id=f"{item.id}{half}") for half in "ab" for item in short_copy()]

    plan = compose(copy, 3, fillers=STOCK)

    assert plan.pages[0].artwork == ()
    placed = [f.artwork_id for page in plan.pages for f in page.artwork]
    assert placed
    assert len(placed) == len({id.split("-")[0] for id in placed})
