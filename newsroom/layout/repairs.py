"""A tiling with stories in sizes they do not fill, mended by moving a few edges more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from newsroom.layout.slides import Side, slid
from newsroom.layout.tiling import Place

DEPTH = 3  # edges moved besides the first
BEAM = 10  # tilings followed at each step
NEAREST = 3  # sizes tried for a story that does not fill its rectangle
MOST_FOUND = 6

Everything = dict[str, Place]


class Sizes(NamedTuple):
    """What the mender asks of the page."""

    fills: Callable[[str, Place], bool]  # whether the story (or the open place) fills that
    rows: Callable[[str, int], list[int]]  # rows it fills at that many columns
    is_fixed: Callable[[str], bool]


def mended(before: Mapping[str, Place], start: Everything, sizes: Sizes) -> list[Everything]:
    """Tilings near ``start`` in which every story fills its place; the nearest first.

    ``before`` is the page as it stands: what is fixed must stand there as before.
    """
    found: list[Everything] = []
    beam = [start]
    seen = {tuple(sorted(start.items()))}
    for depth in range(DEPTH + 1):
        following: list[Everything] = []
        for tiling in beam:
            failing = [name for name in tiling if not sizes.fills(name, tiling[name])]
            if not failing:
                found.append(tiling)
                continue
            if depth == DEPTH:
                continue
            for other in _stepped(tiling, failing, sizes):
                key = tuple(sorted(other.items()))
                if key not in seen and _is_allowed(start, other, sizes):
                    seen.add(key)
                    following.append(other)
        if len(found) >= MOST_FOUND:
            break
        following.sort(key=lambda tiling: _distance(before, tiling, sizes))
        beam = following[:BEAM]
    return found[:MOST_FOUND]


def _stepped(tiling: Everything, failing: list[str], sizes: Sizes) -> Iterator[Everything]:
    """One edge of a story that does not fill its place moved to where it would."""
    for name in failing:
        place = tiling[name]
        heights = sizes.rows(name, place.columns)
        for rows in sorted(heights, key=lambda count: abs(count - place.rows))[:NEAREST]:
            by = rows - place.rows
            yield from _moved(tiling, name, ("bottom", by), ("top", -by))
        for side in ("left", "right"):
            for by in (1, -1):
                yield from _moved(tiling, name, (side, by))


def _moved(tiling: Everything, name: str, *edges: tuple[Side, int]) -> Iterator[Everything]:
    for side, by in edges:
        other = slid(tiling, name, side, by)
        if other is not None:
            yield other


def _is_allowed(start: Everything, other: Everything, sizes: Sizes) -> bool:
    """Nothing fixed has moved from where it is to stand."""
    return all(other[name] == start[name] for name in start if sizes.is_fixed(name))


def _distance(before: Mapping[str, Place], tiling: Everything, sizes: Sizes) -> tuple[int, int]:
    failing = sum(not sizes.fills(name, place) for name, place in tiling.items())
    moved = sum(before.get(name) != place for name, place in tiling.items())
    return 3 * failing + moved, failing
