from random import Random

import pytest

from newsroom.layout.search import Search
from newsroom.layout.tiling import Group, Leaf, Place, tiles
from newsroom.layout.wheels import Wheels

WHOLE = Place(0, 0, 3, 9)
# Rooms that only a pinwheel makes a page of: two wide and low, two narrow and tall, one between.
ROOMS = ({2: [3]}, {1: [6]}, {2: [3]}, {1: [6]}, {1: [3]})


def group_of(sizes, whole=WHOLE, lead=0, corners=None):
    children = [Leaf(i, size, whole.columns) for i, size in enumerate(sizes)]
    placed = {lead: "top_left", **(corners or {})}
    return Group(children, whole.columns, whole.rows, placed)


def wheels_of(group, whole=WHOLE):
    return Wheels(group, group.all, whole)


def cells(found):
    return [
        (column, row)
        for tile in found
        for column in range(tile.column, tile.column + tile.columns)
        for row in range(tile.row, tile.row + tile.rows)
    ]


def crossed(found, whole):
    """Whether no straight cut goes through the page."""
    downs = {t.column for t in found} - {0}
    acrosses = {t.row for t in found} - {0}
    return all(any(t.column < c < t.column + t.columns for t in found) for c in downs) and all(
        any(t.row < r < t.row + t.rows for t in found) for r in acrosses
    )


def test_a_page_that_no_straight_cut_crosses_is_found_where_there_is_no_other():
    group = group_of(ROOMS)
    wheels = wheels_of(group)
    assert not group.fits(WHOLE.columns, WHOLE.rows)
    assert wheels

    found = tiles(wheels.draw(Random(1)))

    assert sorted(cells(found)) == sorted(set(cells(found)))
    assert len(cells(found)) == WHOLE.columns * WHOLE.rows
    assert crossed(found, WHOLE)


@pytest.mark.parametrize("lead", [0, 1])
def test_the_lead_of_a_wheel_stands_at_the_top_left_be_it_wide_or_tall(lead):
    wheels = wheels_of(group_of(ROOMS, lead=lead))

    for seed in range(8):
        found = {t.piece: t for t in tiles(wheels.draw(Random(seed)))}
        assert (found[lead].column, found[lead].row) == (0, 0)


def test_what_can_stand_in_the_middle_only_cannot_lead_a_wheel():
    assert not wheels_of(group_of(ROOMS, lead=4))


def test_artwork_in_a_corner_of_the_page_stands_in_that_corner_of_a_wheel():
    wheels = wheels_of(group_of(ROOMS, corners={2: "foot_right"}))

    for seed in range(8):
        found = {t.piece: t for t in tiles(wheels.draw(Random(seed)))}
        assert (found[2].column + found[2].columns, found[2].row + found[2].rows) == (3, 9)
        assert (found[0].column, found[0].row) == (0, 0)


def test_a_wheel_of_stories_with_many_sizes_covers_the_place_with_sizes_each_has():
    sizes = [{c: range(14 // c, 14 // c + 10) for c in (1, 2, 3, 4)} for _ in range(7)]
    place = Place(0, 4, 4, 36)
    group = group_of(sizes, place)
    wheels = wheels_of(group, place)

    for seed in range(6):
        found = tiles(wheels.draw(Random(seed)))
        assert len(cells(found)) == len(set(cells(found))) == place.columns * place.rows
        assert min(t.row for t in found) == place.row
        assert all(t.rows in sizes[t.piece][t.columns] for t in found)


def test_four_stories_make_no_wheel():
    sizes = [{c: range(1, 30) for c in (1, 2, 3)} for _ in range(4)]

    assert not wheels_of(group_of(sizes))


def test_the_search_draws_wheels_where_nothing_else_fills_the_page():
    group = group_of(ROOMS)
    search = Search(
        group,
        WHOLE,
        Random(1),
        lambda found: (0.0, tuple(found)),
        lambda: wheels_of(group),
    )

    search.run(3, 3)

    assert search.best(1)
