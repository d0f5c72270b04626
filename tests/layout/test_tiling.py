from itertools import product
from random import Random

import pytest

from newsroom.layout.tiling import (
    Group,
    Lanes,
    Leaf,
    Place,
    Stack,
    heights,
    redrawn,
    splits,
    tiles,
)


def mask(*values):
    return Leaf(0, {1: values}, 1).masks[1]


def test_sums_of_heights_are_all_the_sums():
    lanes = Lanes(40)
    one, other = (1, 2, 3, 9, 30), (4, 5, 12, 38)

    wanted = sorted({a + b for a, b in product(one, other) if a + b <= 40})

    assert heights(lanes.sums(mask(*one), mask(*other))) == wanted


def test_many_ways_to_one_height_count_once():
    everything = mask(*range(100))

    assert heights(Lanes(100).sums(everything, everything)) == list(range(101))


def leaves(*sizes):
    return [Leaf(i, size, 3, float(-i)) for i, size in enumerate(sizes)]


def test_pieces_that_cannot_tile_are_known_without_search():
    group = Group(leaves({3: [4]}, {2: [5]}, {1: [5]}), 3, 12)

    assert group.fits(3, 9)
    assert not group.fits(3, 10)


@pytest.mark.parametrize("seed", range(5))
def test_a_drawn_tiling_covers_the_place_once_with_sizes_each_piece_has(seed):
    rng = Random(seed)
    sizes = [{c: range(12 // c, 12 // c + 4) for c in (1, 2, 3)} for _ in range(5)]
    group = Group(leaves(*sizes), 3, 25, {0: "top_left"})
    assert group.fits(3, 22)

    node = group.draw(rng, Place(0, 0, 3, 22))
    for path, _part in splits(node):
        node = redrawn(node, path, rng)

    found = tiles(node)
    cells = [(c, r) for t in found for c in range(t.column, t.column + t.columns)
             for r in range(t.row, t.row + t.rows)]  # fmt: skip
    assert len(cells) == len(set(cells)) == 3 * 22
    assert all(t.rows in sizes[t.piece][t.columns] for t in found)
    assert next(t for t in found if t.piece == 0)[1:3] == (0, 0)


def test_a_group_inside_a_group_keeps_its_pieces_together():
    one, two, three = leaves({1: [6], 2: [3]}, {1: [4]}, {1: [2]})
    group = Group([one, Group([two, three], 3, 6)], 3, 6)
    assert group.fits(2, 6)

    found = {t.piece: t for t in tiles(group.draw(Random(1), Place(0, 0, 2, 6)))}

    assert found[1].column == found[2].column


def test_a_stack_keeps_its_pieces_in_one_column_in_their_order():
    stack = Stack(leaves({1: [4, 5], 2: [3]}, {1: [3], 2: [2]}, {1: [2, 6]}), 3, 20, widest=2)
    assert heights(stack.masks[1]) == [9, 10, 13, 14]
    assert not stack.masks[2]

    for seed in range(4):
        node = stack.draw(Random(seed), Place(2, 1, 1, 13))
        for path, _part in splits(node):
            node = redrawn(node, path, Random(seed))
        assert [t[:4] for t in tiles(node)] == [(0, 2, 1, 1), (1, 2, 5, 1), (2, 2, 8, 1)]


def test_a_stack_is_never_wider_than_it_may_be():
    stack = Stack(leaves({2: [3], 3: [2]}, {2: [3], 3: [2]}), 3, 20, widest=2)

    assert heights(stack.masks[2]) == [6]
    assert not stack.masks[3]
