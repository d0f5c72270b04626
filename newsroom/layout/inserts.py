"""What copy runs around: a picture a little wider than whole columns, or a pull quote in a column.

Lengths in em of the body size unless a name says otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from newsroom.layout.geometry import PageGrid
from newsroom.layout.headline import break_headline
from newsroom.layout.metrics import TypeBook
from newsroom.layout.photos import (
    CROPS,
    LEAST_ROWS,
    MOST_ROWS,
    crop_allowed,
    set_caption_in,
)
from newsroom.layout.plan import PhotoSpec
from newsroom.layout.runaround import BESIDE, LEAST_NARROW, Insert, Run

QUOTE_SIZE = 13.0  # points
QUOTE_LEADING = 1.5  # of its size
QUOTE_ROOM = 0.92  # of the width, at most
QUOTE_AT = 0.35  # of the depth of the copy: a quote stands above its middle
LEAST_ALONE = 5  # em: a narrower picture in a column of its own is too small to be seen
LEAST_ABOVE = 4  # lines of copy above a quote, and below it
UNDER = 1  # white row below an insert, and above one that is not at the top


@dataclass(frozen=True)
class Pictured:
    """A picture as an insert: the rows of picture and caption, its width, what its crop costs.

    ``column_em`` is the measure of the column it stands in with a part.
    """

    insert: Insert
    photo: PhotoSpec
    rows: int
    caption: tuple[str, ...]
    measure_em: float
    column_em: float
    cost: float


@dataclass(frozen=True)
class Quoted:
    """A pull quote as an insert, in lines of display type; its rules are part of its rows."""

    insert: Insert
    lines: tuple[str, ...]
    rows: int
    measure_em: float


@dataclass(frozen=True)
class Wrapped:
    """A body with an insert: the runs its copy stands in, and what it runs around."""

    runs: tuple[Run, ...]
    picture: Pictured | None
    quote: Quoted | None


def pictured(photo: PhotoSpec, columns: int, grid: PageGrid, book: TypeBook) -> Iterator[Pictured]:
    """Every way ``photo`` stands a part of a column wider than whole ones, copy beside it."""
    most = math.floor(grid.column_em - LEAST_NARROW - BESIDE + 1e-9)
    for whole in range(columns):
        for extra in range(most, max(1, most - 2), -1) if whole or most >= LEAST_ALONE else ():
            measure = extra + (grid.em_of(whole) + grid.gutter_em if whole else 0.0)
            width = measure * grid.body_size_pt
            caption = set_caption_in(photo, width, book)
            for crop in CROPS:
                rows = round(width * photo.aspect * (1 + crop) / grid.leading_pt)
                shape = rows * grid.leading_pt / width
                if LEAST_ROWS <= rows <= MOST_ROWS and crop_allowed(photo.aspect, shape):
                    deep = rows + len(caption)
                    insert = Insert(whole, extra, 0, deep + UNDER)
                    yield Pictured(
                        insert, photo, deep, caption, measure, grid.column_em, 6 * abs(crop)
                    )


def quoted(text: str, copy_rows: int, grid: PageGrid, book: TypeBook) -> Quoted | None:
    """The quote across the last column, with copy above and below it; None without room."""
    width = grid.column_width * QUOTE_ROOM
    lines = break_headline(text, book["kai"], QUOTE_SIZE, width, 8)
    if lines is None or not text.strip():
        return None
    rows = math.ceil((len(lines) + 1) * QUOTE_SIZE * QUOTE_LEADING / grid.leading_pt)
    at = round(QUOTE_AT * (copy_rows - rows))
    if at < LEAST_ABOVE or copy_rows - at - rows - 2 * UNDER < LEAST_ABOVE:
        return None
    return Quoted(Insert(1, 0.0, at, rows + 2 * UNDER), lines, rows, grid.column_em)
