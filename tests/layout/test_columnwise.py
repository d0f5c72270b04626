"""Pages filled column by column: all that there are, and nothing else."""

from itertools import pairwise
from random import Random

import pytest

from newsroom.layout.columnwise import Columnwise
from newsroom.layout.tiling import Place, Tile, meets

PLENTY = 1_000_000  # steps
SHEET = Place(0, 0, 3, 6)


def pages(ways: Columnwise, seed: int = 1, steps: int = PLENTY) -> list[frozenset[Tile]]:
    return [frozenset(page) for page in ways.pages(Random(seed), steps)]


def every_page(sizes, whole: Place, fixed=()) -> set[frozenset[Tile]]:
    """The same by another way: cell after cell whatever fits."""
    cells = [(c, r) for r in range(whole.rows) for c in range(whole.columns)]
    free = {(whole.column + c, whole.row + r) for c, r in cells}
    free -= {cell for place in fixed for cell in cells_of(place)}
    return set(_filled(sizes, free, frozenset()))


def _filled(sizes, free, page):
    if not free:
        if len(page) == len(sizes):
            yield page
        return
    column, row = min(free, key=lambda cell: (cell[1], cell[0]))
    for number in set(range(len(sizes))) - {tile.piece for tile in page}:
        for columns, able in sizes[number].items():
            for rows in able:
                tile = Tile(number, column, row, columns, rows)
                cells = cells_of(Place(*tile[1:]))
                if cells <= free:
                    yield from _filled(sizes, free - cells, page | {tile})


def cells_of(place: Place) -> set[tuple[int, int]]:
    columns = range(place.column, place.column + place.columns)
    return {(c, r) for c in columns for r in range(place.row, place.row + place.rows)}


def drawn_sizes(rng: Random, count: int) -> list[dict[int, list[int]]]:
    widths = [sorted(rng.sample((1, 2, 3), rng.randint(1, 3))) for _ in range(count)]
    return [{w: sorted(rng.sample(range(1, 6), 3)) for w in some} for some in widths]


@pytest.mark.parametrize("seed", range(30))
def test_every_page_there_is_comes_once_and_no_other(seed):
    rng = Random(seed)
    sizes = drawn_sizes(rng, 4)
    fixed = [Place(rng.randint(0, 2), rng.randint(0, 4), 1, 2)][: seed % 2]

    found = pages(Columnwise(sizes, SHEET, fixed), seed)

    assert len(found) == len(set(found))
    assert set(found) == every_page(sizes, SHEET, fixed)


def test_the_draws_are_not_all_of_sheets_that_nothing_fills():
    assert sum(bool(every_page(drawn_sizes(Random(seed), 4), SHEET)) for seed in range(30)) > 5


def test_rectangles_count_from_the_corner_of_the_page_and_not_of_the_part():
    whole = Place(1, 4, 2, 3)

    (page,) = pages(Columnwise([{2: [1]}, {1: [2]}], whole, [Place(2, 5, 1, 2)]))

    assert page == {Tile(0, 1, 4, 2, 1), Tile(1, 1, 5, 1, 2)}


def test_a_pinwheel_around_two_stories_is_found():
    """No straight cut divides it."""
    sizes = [{3: [2]}, {1: [4]}, {3: [1]}, {1: [3]}, {1: [2]}, {1: [2]}]
    whole = Place(0, 0, 4, 5)

    found = pages(Columnwise(sizes, whole))

    assert set(found) == every_page(sizes, whole)
    assert any(is_undivided(page, whole) for page in found)


def is_undivided(page: frozenset[Tile], whole: Place) -> bool:
    across = any(
        all(not t.row < row < t.row + t.rows for t in page) for row in range(1, whole.rows)
    )
    down = any(
        all(not t.column < at < t.column + t.columns for t in page)
        for at in range(1, whole.columns)
    )
    return not across and not down


def test_a_story_stands_where_alone_it_may():
    sizes = [{1: range(1, 7), 2: range(1, 7)} for _ in range(4)]
    at_head = {0: lambda place: place[:2] == (0, 0)}

    found = pages(Columnwise(sizes, SHEET, allowed=at_head))

    everything = every_page(sizes, SHEET)
    assert set(found) == {p for p in everything if any(t[:3] == (0, 0, 0) for t in p)}
    assert 0 < len(found) < len(everything)


def test_where_it_is_to_be_crossed_no_gutter_goes_down_the_whole_sheet():
    sizes = [{1: range(1, 7), 2: range(1, 7)} for _ in range(4)]

    found = set(pages(Columnwise(sizes, SHEET, crossed=True)))

    everything = every_page(sizes, SHEET)
    crossed = {p for p in everything if all(is_crossed(p, at) for at in (1, 2))}
    assert found == crossed
    assert found < everything


def is_crossed(page: frozenset[Tile], column: int) -> bool:
    return any(tile.column < column < tile.column + tile.columns for tile in page)


def test_steps_are_counted_and_the_same_seed_gives_the_same_pages():
    sizes = [{1: [2, 3, 4, 6], 2: [1, 2, 3]} for _ in range(5)]
    ways = Columnwise(sizes, Place(0, 0, 4, 6))

    found = pages(ways)

    few = [pages(Columnwise(sizes, Place(0, 0, 4, 6)), steps=400) for _ in range(2)]
    assert few[0] == few[1] == found[: len(few[0])]
    assert len(few[0]) < len(found)


def test_one_deal_does_not_use_up_the_steps_of_the_others():
    """Of many pages with the same columns some come, then others have their turn."""
    sizes = [{1: [2, 3, 4, 6], 2: [1, 2, 3]} for _ in range(6)]
    found = pages(Columnwise(sizes, Place(0, 0, 4, 8)), steps=3000)

    deals = [tuple(sorted((t.piece, t.column, t.columns) for t in page)) for page in found]
    changes = sum(one != other for one, other in pairwise(deals))
    assert len(found) > 50
    assert changes >= len(found) // 5


def test_nothing_is_laid_over_what_is_fixed():
    fixed = [Place(1, 2, 1, 2), Place(2, 0, 1, 1)]
    sizes = [{1: range(1, 7), 2: range(1, 7)} for _ in range(5)]

    found = pages(Columnwise(sizes, SHEET, fixed))

    assert found
    for page in found:
        assert not any(meets(Place(*tile[1:]), one) for tile in page for one in fixed)


def test_another_search_of_the_same_finds_the_same_again():
    ways = Columnwise(drawn_sizes(Random(3), 4), SHEET)

    assert [*ways.pages(Random(1), PLENTY)] == [*ways.pages(Random(1), PLENTY)]
