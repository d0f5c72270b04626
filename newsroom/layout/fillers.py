"""Public-service artwork where copy is missing: at most two pieces a page, each in its exact size.

A filler stands at the foot of a page, outside first. It is chosen by its area: as near as can be to
what is missing, so that the stories keep the design they have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import combinations

from newsroom.layout.artwork import Artwork, Standing, other_side, outer_corner, standing
from newsroom.layout.geometry import PageGrid
from newsroom.layout.tiling import Corner

MOST_FILLERS = 2  # on a page
TRIED = 12  # ways to fill up a page that are looked at
ENOUGH = 3  # that fit, compared before one is taken
TOO_MUCH = 1.5  # of what is missing: a larger filler would press the copy
TOO_LITTLE = 0.3


def fillings(
    stock: Sequence[Artwork],
    used: Set[str],
    booked: Sequence[Standing],
    grid: PageGrid,
    page: int,
    missing: int,
) -> Iterator[tuple[Standing, ...]]:
    """Fillers for a page (from 0) on which so many column rows are missing, the likeliest first.

    Those ``used`` elsewhere in the edition are left out, and corners that are ``booked``.
    """
    taken = {one.corner for one in booked}
    outer = outer_corner(page)
    corners = [corner for corner in (outer, other_side(outer)) if corner not in taken]
    sizes = [
        [
            standing(art, size, grid, filler=True)
            for size in art.sizes
            if size.columns <= grid.columns
        ]
        for art in stock
        if not used & {size.id for size in art.sizes}
    ]
    found: list[tuple[float, tuple[Standing, ...]]] = []
    for count in range(1, min(MOST_FILLERS, len(corners)) + 1):
        for chosen in combinations(sizes, count):
            found += _together(chosen, corners, grid, missing)
    for _off, fillers in sorted(found, key=lambda one: one[0])[:TRIED]:
        yield fillers


def _together(
    chosen: Sequence[Sequence[Standing]], corners: Sequence[Corner], grid: PageGrid, missing: int
) -> Iterator[tuple[float, tuple[Standing, ...]]]:
    """One size of each, with how far that is from what is missing; a single one is the better."""
    first, *others = chosen
    for one in first:
        for other in others[0] if others else [None]:
            both = [one, *([other] if other else [])]
            if sum(s.columns for s in both) > grid.columns:
                continue
            area = sum(s.columns * s.rows for s in both)
            if TOO_LITTLE * missing <= area <= TOO_MUCH * missing:
                off = abs(area - missing) / missing + 0.2 * (len(both) - 1)
                stood = [s._replace(corner=c) for s, c in zip(both, corners, strict=False)]
                yield off, tuple(stood)
