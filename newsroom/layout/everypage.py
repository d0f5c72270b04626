"""All the pages that there are for the stories of a page, as far as counted steps go.

Draws at random (`parts`) are quick, and nearly always find a sound page; where they do not, the
sound ones are few and far between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from random import Random

from newsroom.layout.columnwise import Allowed, Columnwise
from newsroom.layout.parts import (
    SEED,
    Arrangement,
    Judge,
    Sizes,
    Wanted,
    anything,
    best_first,
    both,
    lead_of,
)
from newsroom.layout.shapes import STRETCHES
from newsroom.layout.standing import Board
from newsroom.layout.tiling import Place, Tile, meets

STEPS = 40_000  # of each search: counted, the same everywhere
MOST_PAGES = 2000  # of each search
ALIKE = 2  # pages with the same columns, before others have their turn


def every(
    board: Board,
    members: Sequence[str],
    fixed: Mapping[str, Place],
    *,
    price: float,
    breach: float,
    aim: Wanted | None = None,
) -> Iterator[list[Arrangement]]:
    """The ways to fill the page with ``members`` that there are, as far as `STEPS` go: no gutter
    down the page, and the lead at its head where nothing ``fixed`` stands there; those with a
    headline of a lead, then the others. Of each those first that are best but for what finishing
    may mend."""
    judge = Judge(board, board.whole, members, fixed, price, aim)
    is_taken = any(meets(place, board.head) for place in fixed.values())
    lead = None if is_taken else lead_of(board, board.whole, judge.free, aim)
    bounds = _bounds(board, judge.free, aim, lead)
    seen: set[frozenset[Tile]] = set()
    for is_large in (False,) if lead is None else (True, False):
        sizes = _sizes(board, judge.free, aim, lead if is_large else None)
        found: list[tuple[float, Arrangement]] = []
        for tiling in _tilings(board, judge, sizes, list(fixed.values()), bounds):
            made = None if frozenset(tiling) in seen else judge.made(tiling)
            seen.add(frozenset(tiling))
            if made is not None:
                sheet = board.sheet(made.places)
                found.append((judge.points(made, sheet) + breach * board.lasting(sheet), made))
        yield _spread(found)


def _spread(found: Sequence[tuple[float, Arrangement]]) -> list[Arrangement]:
    """The best first, but of those with the same columns for every story, which are much alike,
    no third before two of all others."""
    alike: Counter[object] = Counter()
    waves: list[tuple[int, Arrangement]] = []
    for made in best_first(found):
        key = tuple(sorted((id, place[0], place[2]) for id, place in made.places.items()))
        waves.append((alike[key] // ALIKE, made))
        alike[key] += 1
    return [made for _wave, made in sorted(waves, key=lambda one: one[0])]


def _tilings(
    board: Board,
    judge: Judge,
    sizes: Sequence[Sizes],
    around: Sequence[Place],
    allowed: Mapping[int, Allowed],
) -> list[Sequence[Tile]]:
    crossed = "gutter_through" not in board.broken
    found: list[Sequence[Tile]] = []
    closed = () if board.page.thin_rows else (0,)  # else white is shared out to all its stories
    for blanks in (*closed, 1) if judge.was_open else (0,):
        open_places = [anything(board.whole)] * blanks
        ways = Columnwise([*sizes, *open_places], board.whole, around, allowed, crossed=crossed)
        rng = Random(SEED)  # noqa: S311, nothing secret hangs on it
        found += islice(ways.pages(rng, STEPS), MOST_PAGES)
        if found:
            break
    return found


def _bounds(
    board: Board, free: Sequence[str], aim: Wanted | None, lead: int | None
) -> dict[int, Allowed]:
    """Where alone a story may stand, by its number: where it is wanted, the lead at the head."""
    bounds = dict(aim.bounds) if aim else {}
    if lead is not None:
        bounds[free[lead]] = _at_head(board.head, bounds.get(free[lead]))
    return {number: bounds[name] for number, name in enumerate(free) if name in bounds}


def _at_head(head: Place, bound: Allowed | None) -> Allowed:
    return lambda place: place[:2] == head[:2] and (bound is None or bound(place))


def _sizes(board: Board, free: Sequence[str], aim: Wanted | None, large: int | None) -> list[Sizes]:
    wanted = {one.id: one.sizes for one in aim.aims} if aim else {}
    most = STRETCHES[-1]
    sizes = [wanted[name] if name in wanted else board.sizes(name, most) for name in free]
    if large is not None:
        sizes[large] = both(sizes[large], board.large_sizes(free[large], most))
    return sizes
