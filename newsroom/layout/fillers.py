"""Public-service artwork where copy is missing: at most two pieces a page, each in its exact size.

A filler stands at the foot of a page, outside first. It is chosen by its area: as near as can be to
what is missing, so that the stories keep the design they have.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import combinations

from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.artwork import (
    RULE,
    ArtSize,
    Artwork,
    Standing,
    other_side,
    outer_corner,
    rows_of,
    standing,
)
from newsroom.layout.geometry import PageGrid
from newsroom.layout.plan import PagePlan
from newsroom.layout.tiling import Corner

MOST_FILLERS = 2  # on a page
TRIED = 12  # ways to fill up a page that are looked at
ENOUGH = 3  # that fit, compared before one is taken
TOO_MUCH = 1.5  # of what is missing: a larger filler would press the copy
TOO_LITTLE = 0.3
LEAST_ROWS = 5  # of a filler that is asked for
SHAPELY = 0.7  # height / width of a filler that one would like to have
MM_PER_PT = 25.4 / 72


@dataclass(frozen=True)
class WantedFiller:
    """A filler that would help if there was one. Its picture is so large at most."""

    columns: int
    rows: int
    width_mm: int
    height_mm: int

    @classmethod
    def of(cls, columns: int, rows: int, grid: PageGrid) -> WantedFiller:
        width = grid.width_of(columns) * MM_PER_PT
        height = ((rows - 1) * grid.leading_pt + grid.body_size_pt) * MM_PER_PT
        # Less by what rounding the width may add: it must not come to a row more.
        return cls(columns, rows, round(width), int(height * (1 - 0.5 / width)))

    def artwork(self, page: int) -> Artwork:
        """As if it was booked for a page."""
        size = ArtSize("\0wanted", self.columns, self.height_mm / self.width_mm)
        return Artwork("", (size,), nature="notice", page=page)

    def sentence(self, page: int) -> Sentence:
        return _(
            "No notice in stock fills page %(page)s. One of %(columns)s columns by %(rows)s rows "
            "(%(width)s × %(height)s mm) would.",
            page=page,
            columns=self.columns,
            rows=self.rows,
            width=self.width_mm,
            height=self.height_mm,
        )


def wanted_sizes(grid: PageGrid, missing: int) -> list[WantedFiller]:
    """Fillers of half the page's width and more for so many column rows, the shapeliest first."""
    widths = range(math.ceil(grid.columns / 2), grid.columns + 1)
    deep = {columns: missing // columns - RULE for columns in widths}
    found = [WantedFiller.of(c, rows, grid) for c, rows in deep.items() if rows >= LEAST_ROWS]
    return sorted(found, key=lambda one: abs(math.log(one.height_mm / one.width_mm / SHAPELY)))


def stock_for(
    stock: Sequence[Artwork], used: Set[str], grid: PageGrid, missing: Sequence[int]
) -> list[str]:
    """Files of fillers not ``used`` yet, of about a size that may be ``missing``, the likeliest
    first."""
    found: list[tuple[float, str]] = []
    for art in stock:
        for size in () if used & {size.id for size in art.sizes} else art.sizes:
            area = size.columns * (rows_of(size, art.label, grid) + RULE)
            off = [abs(area / m - 1) for m in missing if TOO_LITTLE <= area / m <= TOO_MUCH]
            if off and size.columns <= grid.columns:
                found.append((min(off), size.id))
    return [id for _off, id in sorted(found, key=lambda one: one[0])]


def unused(
    stock: Sequence[Artwork], pages: Mapping[int, PagePlan], here: int
) -> tuple[Artwork, ...]:
    """The fillers that stand on no page but perhaps on page ``here``."""
    there = {f.artwork_id for at, page in pages.items() if at != here for f in page.artwork}
    return tuple(art for art in stock if not there & {size.id for size in art.sizes})


def booked_on(stock: Sequence[Artwork], id: str, page: int) -> Artwork | None:
    """A file of the stock as if it was booked for a page."""
    for art in stock:
        for size in art.sizes:
            if size.id == id:
                return replace(art, sizes=(size,), page=page)
    return None


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
