"""Pages side by side in the open paper: headlines do not compete over the fold, pictures part."""

from dataclasses import replace

import pytest

from newsroom.layout.facing import facing_cost, facing_faults
from newsroom.layout.geometry import Area
from newsroom.layout.plan import HeadLine, Module, PagePlan, PhotoFrame


def module(column, row, columns, size=30.0, photo=None, **more):
    head = (HeadLine("新馆开门", "headline", "song_heavy", size, 0.0),)
    photos = (PhotoFrame("p", photo),) if photo else ()
    return Module("s", "story", Area(column, row, columns, 30), 5, head, (), photos, **more)


def faults(left, right, number=2):
    pages = [PagePlan(number, 3, (left,)), PagePlan(number + 1, 3, (right,))]
    return [fault for _page, fault in facing_faults(pages, 5)]


def test_equal_headlines_at_the_fold_compete():
    assert faults(module(2, 3, 3), module(0, 3, 4)) == ["headlines"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (module(0, 3, 4), module(0, 3, 4)),  # not at the fold
        (module(2, 40, 3), module(0, 3, 4)),  # lower down
        (module(2, 3, 3, size=20), module(0, 3, 4)),  # much smaller
        (replace(module(2, 3, 3), boxed=True), module(0, 3, 4)),  # set apart
        (replace(module(2, 3, 3), kind="continuation"), module(0, 3, 4)),
    ],
)
def test_headlines_apart_do_not(left, right):
    assert faults(left, right) == []


def test_only_an_even_page_lies_beside_the_next():
    assert faults(module(2, 3, 3), module(0, 3, 4), number=1) == []
    assert faults(module(2, 3, 3), module(0, 3, 4), number=4) == ["headlines"]


def test_pictures_that_meet_over_the_fold_are_told():
    left = module(2, 3, 3, photo=Area(4, 10, 1, 10))
    right = module(0, 50, 4, photo=Area(0, 12, 2, 10))

    assert faults(left, right) == ["pictures"]
    assert faults(module(2, 3, 3, photo=Area(3, 10, 1, 10)), right) == []


def test_what_competes_costs_an_edition_points():
    pages = [PagePlan(2, 3, (module(2, 3, 3),)), PagePlan(3, 3, (module(0, 3, 4),))]

    assert facing_cost(pages, 5) > 0
    assert facing_cost(pages[:1], 5) == 0
