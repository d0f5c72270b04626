"""Pages by the sheet: what is short, what is over, and what would help, each tried."""

from dataclasses import replace
from random import Random

import pytest

from newsroom.layout.compose import Composer
from newsroom.layout.fitting import Kept
from newsroom.layout.formats import FORMATS, sheet_pages
from newsroom.layout.geometry import TABLOID
from newsroom.layout.remedies import remedies
from newsroom.layout.remedy import Offer, applied
from newsroom.layout.shapes import Setting
from newsroom.layout.sheets import Extent
from tests.layout.composing import FOLIO_ROWS, NAMEPLATE_ROWS, compose, type_book
from tests.layout.stories import make_edition, make_item


def advised(items, pages, unit):
    offer = Offer(tuple(items), pages, unit)
    composer = Composer(
        offer.items, Setting(TABLOID, type_book()), Kept(NAMEPLATE_ROWS, FOLIO_ROWS), 0
    )
    plan = composer.composed(pages, unit)
    return offer, plan, composer.extent(plan, unit), remedies(composer, offer, plan)


def done(remedy, offer):
    mended = applied(remedy, offer)
    return compose(mended.items, mended.page_count)


@pytest.mark.parametrize(
    ("code", "unit"), [("tabloid", 4), ("broadsheet", 2), ("a3", 2), ("a4", 4)]
)
def test_a_format_has_the_unit_its_printers_have(code, unit):
    assert sheet_pages(FORMATS[code].grid) == unit


@pytest.mark.parametrize(
    ("pages", "filled", "unit", "made"),
    [
        (3, 2.9, 4, 3),
        (4, 3.7, 4, 4),
        (7, 7.0, 8, 8),
        (3, 2.9, 1, 3),
        (1, 0.2, 2, 1),
        (3, 3.6, 2, 4),
    ],
)
def test_pages_become_whole_sheets_only_where_copy_fills_them(pages, filled, unit, made):
    assert Extent(pages, filled, unit=unit).whole == made


def test_an_edition_that_fills_whole_sheets_is_not_talked_about():
    assert Extent(4, 3.9, unit=4).sentences() == []
    assert not Extent(4, 3.9, unit=4).is_told


def test_short_long_and_unprintable_are_told_with_figures():
    assert Extent(4, 3.21, missing=240, unit=4).sentences() == [
        "The copy fills 3.2 of 4 pages: about 240 lines (2880 characters) are missing."
    ]
    assert Extent(4, 2310, 500, 500, over=150, unit=4).sentences() == [
        "The copy needs 4.6 pages and there are 4: 150 lines are over."
    ]
    assert Extent(4, 2033, 500, 500, over=118, unit=4, per_line=13).sentences() == [
        "The copy needs 4.1 pages and there are 4: 118 lines found no place, but altogether only "
        "about 33 lines (429 characters) are too many."
    ]
    assert Extent(4, 1900, 500, 500, over=118, unit=4).sentences() == [
        "118 lines found no place where they are wanted, though the copy fills only 3.8 of 4 pages."
    ]
    assert Extent(3, 2.9, unit=4).sentences() == [
        "The printer makes 4 pages at a time, and there are 3: the copy would fill 72 % of 4."
    ]


def test_where_copy_is_short_no_more_pages_are_proposed():
    assert Extent(1, 120, 360, 400, missing=240, unit=2).sentences() == [
        "The copy fills 0.3 of 1 pages: about 240 lines (2880 characters) are missing.",
        "The printer makes 2 pages at a time, and there are 1.",
    ]


@pytest.mark.parametrize(
    ("extent", "fewer", "more"),
    [
        (Extent(4, 4.6, unit=4), 0, 8),
        (Extent(8, 6.0, unit=4), 4, 12),
        (Extent(6, 6.0, unit=4), 4, 8),
        (Extent(2, 7.0, unit=2), 0, 8),
        (Extent(1, 2.1, first=1, other=1, unit=1), 0, 2),
        (Extent(3, 3.5, unit=1), 2, 4),
    ],
)
def test_more_and_fewer_pages_go_by_the_sheet(extent, fewer, more):
    assert (extent.fewer, extent.more) == (fewer, more)


def test_copy_too_long_for_its_pages_may_have_another_sheet_or_lose_stories():
    offer, plan, extent, found = advised(make_edition(3, 2)[:6], 1, 1)

    assert plan.overset
    assert extent.over > 0
    more = next(remedy for remedy in found if remedy.kind == "add_page")
    fewer = next(remedy for remedy in found if remedy.kind == "drop_some")
    assert (more.page, more.full) == (2, extent.share_of(2))
    assert len(fewer.out) > 1
    assert offer.items[0].id not in fewer.out
    for remedy in (more, fewer):
        assert done(remedy, offer).overset == ()


def test_copy_too_short_for_its_pages_may_make_do_with_a_sheet_less():
    items = [item for item in make_edition(3, 2) if item.priority != "brief"]

    offer, plan, extent, found = advised(items, 4, 2)

    assert extent.missing > 100
    fewer = next(remedy for remedy in found if remedy.kind == "drop_page")
    assert fewer.page == 2
    after = done(fewer, offer)
    assert after.overset == ()
    assert len(after.pages) == 2
    assert sum(page.thin_rows for page in plan.pages) > sum(page.thin_rows for page in after.pages)


def test_pages_at_the_end_that_no_story_reaches_stay_empty_and_are_counted():
    items = [make_item(Random(n), f"b{n}", "normal") for n in range(3)]

    plan = compose(items, 4, foot_rows=5)

    assert [bool(page.modules) for page in plan.pages] == [True, False, False, False]
    assert [page.foot_rows for page in plan.pages] == [5, 0, 0, 0]


def test_a_story_wanted_on_a_page_that_is_dropped_finds_another():
    items = [replace(item, page=4 if n == 2 else None) for n, item in enumerate(make_edition(3, 1))]
    offer, _plan, _extent, found = advised(items, 4, 2)

    fewer = next(remedy for remedy in found if remedy.kind == "drop_page")

    assert all(item.page is None for item in applied(fewer, offer).items)
