"""All the pages that there are for the stories of a page, as far as counted steps go.

Draws at random (`parts`) are quick, and nearly always find a sound page; where they do not, the
sound ones are few and far between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random

from newsroom.layout.parts import (
    SEED,
    Arrangement,
    Judge,
    best_first,
    fillings,
    lead_of,
    sizes_for,
)
from newsroom.layout.shapes import STRETCHES
from newsroom.layout.tiling import Tile

STEPS = 40_000  # of each search: counted, the same everywhere
MOST_PAGES = 2000  # of each search
ALIKE = 2  # pages with the same columns, before others have their turn


def every(judge: Judge) -> Iterator[list[Arrangement]]:
    """The ways to fill the page of the ``judge`` that there are, as far as `STEPS` go: no gutter
    down the page, and the lead at its head where nothing fixed stands there; those with a
    headline of a lead, then the others. Of each those first that are best but for what finishing
    may mend."""
    board = judge.board
    lead = lead_of(board, board.whole, judge.free, judge.aim, judge.around)
    seen: set[frozenset[Tile]] = set()
    for is_large in (False,) if lead is None else (True, False):
        found: list[tuple[float, Arrangement]] = []
        for tiling in _tilings(judge, lead, is_large=is_large):
            made = None if frozenset(tiling) in seen else judge.made(tiling)
            seen.add(frozenset(tiling))
            if made is not None:
                sheet = board.sheet(made.places)
                faults = judge.breach * board.lasting(sheet)
                found.append((judge.points(made, sheet) + faults, made))
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


def _tilings(judge: Judge, lead: int | None, *, is_large: bool) -> list[Sequence[Tile]]:
    board, free, aim = judge.board, judge.free, judge.aim
    whole, large = board.whole, lead if is_large else None
    crossed = "gutter_through" not in board.broken
    found: list[Sequence[Tile]] = []
    closed = () if board.page.thin_rows else (0,)  # else white is shared out to all its stories
    for blanks in (*closed, 1) if judge.was_open else (0,):
        sizes = sizes_for(board, whole, free, STRETCHES[-1], blanks, aim, large)
        ways = fillings(board, whole, free, sizes, judge.around, aim, lead, crossed=crossed)
        rng = Random(SEED)  # noqa: S311, nothing secret hangs on it
        found += islice(ways.pages(rng, STEPS), MOST_PAGES)
        if found:
            break
    return found
