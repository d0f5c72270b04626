"""Broken columns: fewer and wider legs than the page has columns, ending level."""

from dataclasses import replace

import pytest

from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID, PageGrid
from newsroom.layout.plan import page_as_json, page_from_json
from newsroom.layout.wishes import broken_legs
from tests.layout.composing import compose, modules_of, type_book
from tests.layout.stories import make_edition


@pytest.fixture(scope="module")
def edition():
    items = make_edition(7, 2)[:12]
    for number in (2, 4, 6):  # two of them with a picture
        items[number] = replace(items[number], broken_columns=True)
    return items, compose(items, 2)


def broken_modules(edition):
    items, plan = edition
    wished = [item.id for item in items if item.broken_columns]
    return [module for id in wished for _page, module in modules_of(plan, id)]


def test_a_page_with_broken_columns_is_right(edition):
    items, plan = edition

    assert check_plan(plan, items, TABLOID, type_book()) == []
    assert not any("wish_not_kept" in v for page in plan.pages for v in page.violations)


def test_the_legs_of_broken_columns_are_fewer_and_wider(edition):
    for module in broken_modules(edition):
        lefts = {round(leg.left(TABLOID), 2) for leg in module.legs}
        assert 1 < len(lefts) < module.area.columns
        assert all(leg.width(TABLOID) > 1.3 * TABLOID.column_width for leg in module.legs)


def test_they_fill_the_width_of_the_module_edge_to_edge(edition):
    for module in broken_modules(edition):
        left = TABLOID.x_of(module.area.column)
        right = left + TABLOID.width_of(module.area.columns)
        things = [*module.legs, *module.photos]
        assert min(thing.left(TABLOID) for thing in things) == pytest.approx(left)
        assert max(t.left(TABLOID) + t.width(TABLOID) for t in things) == pytest.approx(right)


def test_a_picture_among_them_is_as_wide_as_a_leg(edition):
    photos = [(m, photo) for m in broken_modules(edition) for photo in m.photos]

    assert photos
    for module, photo in photos:
        assert photo.width(TABLOID) >= module.legs[0].width(TABLOID)


def test_they_survive_being_stored(edition):
    _items, plan = edition

    assert [page_from_json(page_as_json(page)) for page in plan.pages] == list(plan.pages)


@pytest.mark.parametrize("columns", [3, 4, 5])
@pytest.mark.parametrize("grid", [TABLOID, PageGrid(390, 540, 8, 12, 2, 110, 9, 13, 20)])
def test_legs_measure_whole_ems_and_gaps_take_the_rest(columns, grid):
    broken = broken_legs(columns, grid)

    assert broken is not None
    assert broken.measure_em == int(broken.measure_em)
    assert broken.gap_em >= grid.gutter_em
    width = broken.legs * broken.measure_em + (broken.legs - 1) * broken.gap_em
    assert width == pytest.approx(grid.em_of(columns))


def test_two_columns_cannot_be_broken():
    assert broken_legs(2, TABLOID) is None
