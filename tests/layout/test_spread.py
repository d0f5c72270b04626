"""Double pages 通版: the centre of an edition composed as one page on a doubled grid."""

from dataclasses import replace
from random import Random

import pytest

from newsroom.layout.changes import Change, changed
from newsroom.layout.check import check_plan
from newsroom.layout.formats import FORMATS
from newsroom.layout.geometry import TABLOID
from newsroom.layout.pagination import Pagination, centre_of
from newsroom.layout.plan import EditionPlan, PagePlan, page_as_json, page_from_json
from newsroom.layout.proposals import proposals
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import Setting
from newsroom.layout.standing import board_of
from tests.layout import spreads
from tests.layout.composing import compose, modules_of, type_book
from tests.layout.stories import make_item


@pytest.fixture
def items():
    return spreads.items()


@pytest.fixture
def edition():
    return spreads.edition()


@pytest.fixture
def spread():
    return spreads.spread()


@pytest.fixture
def board(items, spread):
    book = ShapeBook(Setting(TABLOID, type_book()))
    return board_of(spread, {item.id: item for item in items}, book)


def faults(edition, items):
    return check_plan(edition, items, TABLOID, type_book())


@pytest.mark.parametrize(
    ("pages", "left"),
    [(4, 2), (8, 4), (12, 6), (96, 48), (1, None), (2, None), (3, None), (6, None), (10, None)],
)
def test_only_whole_sheets_have_a_true_centre(pages, left):
    assert centre_of(pages) == left


def test_pages_behind_the_spread_keep_their_numbers():
    pages = Pagination(8, spread=True)

    assert [pages.number(index) for index in range(pages.count)] == [1, 2, 3, 4, 6, 7, 8]
    assert [pages.index(number) for number in range(1, 9)] == [0, 1, 2, 3, 3, 4, 5, 6]
    assert [pages.across(index) for index in range(pages.count)] == [1, 1, 1, 2, 1, 1, 1]


def test_an_edition_without_a_centre_is_paged_as_ever():
    pages = Pagination(6, spread=True)

    assert pages.count == 6
    assert [pages.number(index) for index in range(6)] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("code", FORMATS)
def test_the_fold_lies_in_a_gutter_and_outer_margins_and_measure_stay(code):
    single = FORMATS[code].grid
    spread = single.spread

    assert spread.left == pytest.approx(single.left)
    assert spread.trim_width - spread.left - spread.type_width == pytest.approx(single.left)
    assert spread.column_width == single.column_width
    behind = spread.x_of(spread.fold)
    assert behind - spread.gutter / 2 == pytest.approx(spread.trim_width / 2)
    assert spread.headline_scale == single.headline_scale


def test_the_centre_pages_are_one_page_of_twice_the_width(edition, items):
    assert [page.numbers for page in edition.pages] == [(1,), (2, 3), (4,)]
    assert edition.page_count == 4
    assert faults(edition, items) == []


def test_the_banner_and_its_picture_lie_across_the_fold(spread):
    grid = spread.on(TABLOID)
    lead = next(m for m in spread.modules if m.item_id == "feature")
    (photo,) = lead.photos

    assert (lead.area.column, lead.area.columns) == (0, grid.columns)
    assert max(head.size_pt for head in lead.head) >= 48
    assert photo.area.column < grid.fold < photo.area.right
    assert photo.area.columns >= 3


def test_headlines_of_the_other_stories_are_no_larger_than_on_a_single_page(spread):
    others = [m for m in spread.modules if m.item_id != "feature"]

    assert others
    assert max(head.size_pt for m in others for head in m.head) <= 28


def test_a_story_bound_to_the_right_page_stands_on_the_spread(items):
    moved = (*items[:2], *(replace(item, page=3) for item in items[2:4]), *items[4:])
    edition = compose(moved, page_count=4, spread=True)

    for item in moved[2:4]:
        assert [number for number, _module in modules_of(edition, item.id)] == [2]


def test_a_story_goes_on_from_the_spread_to_the_page_behind_it():
    long = make_item(Random(1), "long", "major", characters=9000, page=2)
    lead = make_item(Random(2), "lead", "lead", characters=900)
    edition = compose((lead, long), page_count=4, spread=True)

    parts = modules_of(edition, "long")
    assert [number for number, _module in parts] == [2, 4]
    assert (parts[0][1].jump_to, parts[1][1].jump_from) == (4, 2)
    assert faults(edition, (lead, long)) == []


def test_as_many_pages_as_needed_are_whole_sheets_round_a_spread(items):
    edition = compose(items[:6], spread=True)

    assert edition.page_count == 4
    assert edition.pages[1].across == 2


def test_the_centre_stays_where_it_is_laid_out_though_the_last_pages_are_empty(items):
    edition = compose(items[:12], page_count=8, spread=True)

    assert [page.numbers for page in edition.pages] == [(1,), (2,), (3,), (4, 5), (6,), (7,), (8,)]
    assert not edition.pages[-1].modules
    assert edition.overset == ()
    assert faults(edition, items[:12]) == []


def test_the_same_copy_makes_the_same_spread(items, edition):
    assert compose(items, page_count=4, spread=True) == edition


def test_a_spread_is_kept_as_plain_data(spread):
    assert page_from_json(page_as_json(spread)) == spread


def test_a_single_page_is_kept_as_it_always_was(edition):
    assert "across" not in page_as_json(edition.pages[0])


def test_the_checker_knows_the_true_centre():
    pages = (PagePlan(1, 3, (), violations=("page_empty",), across=2),
             PagePlan(3, 3, (), violations=("page_empty",)))  # fmt: skip

    told = check_plan(EditionPlan(pages), (), TABLOID, type_book())

    assert "Page 1 is no true centre of 3 pages." in told
    assert "Page 1 is double among 3 pages, no whole sheets." in told


def test_the_checker_finds_copy_on_the_fold(edition, items, spread):
    lead = spread.modules[0]
    leg = next(leg for leg in lead.legs if leg.column == 4)
    shifted = replace(leg, shift_em=8.0)
    legs = tuple(shifted if one is leg else one for one in lead.legs)
    broken = replace(spread, modules=(replace(lead, legs=legs), *spread.modules[1:]))
    pages = tuple(broken if page is spread else page for page in edition.pages)

    assert any("lies on the fold" in told for told in faults(replace(edition, pages=pages), items))


def test_the_checker_misses_a_page_that_is_left_out(edition, items):
    torn = replace(edition, pages=(edition.pages[0], edition.pages[2]))

    assert "Page 4 stands where page 2 belongs." in faults(torn, items)


def with_page(edition, page):
    pages = (page if one.number == page.number else one for one in edition.pages)
    return replace(edition, pages=tuple(pages))


def test_two_stories_of_a_spread_change_places_by_hand(board, edition, items):
    one, other = list(board.places)[-2:]

    answer = changed(board, Change("swap", one, other=other))

    assert answer.plan is not None
    assert answer.plan.across == 2
    assert faults(with_page(edition, answer.plan), items) == []


def test_other_ways_to_build_a_spread_have_the_lead_on_one_page_or_on_both(board, edition, items):
    found = proposals(board)

    widths = {module.area.columns for one in found for module in one.plan.modules}
    assert found
    assert widths <= {1, 2, 3, 4, 5, 10}
    assert all(faults(with_page(edition, one.plan), items) == [] for one in found)
