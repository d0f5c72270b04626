"""Deals of few stories, found exactly: every set that fits, on every page, none twice."""

from itertools import product

from newsroom.layout.check import check_plan
from newsroom.layout.dealing import MOST_FREE, fitting_deals
from newsroom.layout.formats import FORMATS
from tests.benchmarks.composition import composed
from tests.benchmarks.generated import Generator
from tests.layout.composing import type_book

SIZES = (5, 4, 3, 3, 2, 1)
PAGES = (6, 7, 5)


def is_full(page, numbers):
    return sum(SIZES[number] for number in numbers) == PAGES[page]


def test_every_deal_that_fits_is_found_and_no_other():
    settled = [0, None, None, None, None, None]

    found = fitting_deals(settled, 3, is_full)

    every = product(range(3), repeat=len(SIZES))
    assert sorted(found) == [
        deal
        for deal in every
        if deal[0] == 0
        and all(is_full(p, [n for n, page in enumerate(deal) if page == p]) for p in range(3))
    ]
    assert found


def test_where_no_deal_fits_none_is_found():
    assert fitting_deals([None] * 6, 3, lambda page, numbers: len(numbers) > 2) == []


def test_stories_that_no_pages_share_out_are_found_out_soon():
    sizes, pages = [12] * 11, 8
    asked = []

    def fits(page, numbers):
        asked.append(page)
        return len(numbers) == 2 if page == pages - 1 else len(numbers) <= 1

    assert fitting_deals([None] * len(sizes), pages, fits) == []
    assert len(asked) == pages * 2 ** len(sizes)


def test_too_many_free_stories_are_not_looked_at():
    def asked(page, numbers):
        raise AssertionError("not one set is looked at")

    assert fitting_deals([None] * (MOST_FREE + 1), 2, asked) == []


def test_a_small_format_finds_the_few_deals_that_hold_everything():
    edition = Generator(type_book(), 4, FORMATS["a4"]).edition(2000)

    plan = composed(edition)

    assert plan.overset == ()
    assert check_plan(plan, edition.items, edition.grid, type_book()) == []


def test_the_first_story_is_not_left_out_for_those_that_are_tied_to_page_1():
    edition = Generator(type_book(), 4, FORMATS["a4"]).edition(2005)

    plan = composed(edition)

    assert plan.overset == ()
    assert [p.number for p in plan.pages for m in p.modules if m.item_id == "s0"] != [1]
    assert "first_elsewhere" in plan.pages[0].violations
