"""A reader points at the page picture and meets the story that stands there."""

from itertools import combinations

import pytest

from newsroom.layout.geometry import TABLOID, Area
from newsroom.layout.plan import Module, PagePlan
from newsroom.press.zones import zones
from tests.press import press_room as room

ROUNDING = 2e-5


def page(*areas):
    modules = [Module(f"s{n}", "story", area, 0, (), ()) for n, area in enumerate(areas)]
    return PagePlan(1, 3, tuple(modules))


def test_the_whole_type_area_as_fractions_of_the_trimmed_page():
    [zone] = zones(page(Area(0, 0, 5, 75)), TABLOID)

    # 5 columns of 117 pt with 4 gutters of 22.5 pt on 270 mm; 75 rows of 13.5 pt on 390 mm
    assert zone.width == pytest.approx(675 / 765.354, abs=1e-5)
    assert zone.left == pytest.approx((765.354 - 675) / 2 / 765.354, abs=1e-5)
    assert zone.top == pytest.approx(16 / 390, abs=1e-5)
    assert zone.height == pytest.approx(75 * 13.5 / 1105.512, abs=1e-5)


def test_zones_keep_the_order_and_names_of_the_plan():
    found = zones(page(Area(2, 10, 3, 5), Area(0, 10, 2, 5)), TABLOID)

    assert [zone.item_id for zone in found] == ["s0", "s1"]
    assert found[1].left < found[0].left


def test_the_zones_of_an_edition_lie_inside_the_page_and_apart():
    for plan in room.plan().pages:
        found = zones(plan, TABLOID)
        assert len(found) == len(plan.modules)
        for zone in found:
            assert 0 < zone.left < zone.left + zone.width < 1
            assert 0 < zone.top < zone.top + zone.height < 1
        assert not [pair for pair in combinations(found, 2) if overlap(*pair) > ROUNDING]


def overlap(one, other):
    """The smaller of width and height that two zones share; negative when they lie apart."""
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return min(across, down)
