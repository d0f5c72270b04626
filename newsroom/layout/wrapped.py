"""Bodies with copy around a picture or a pull quote, solved for their depth.

How many lines a story has depends on where they are narrow, and that on the depth: a few depths
about the likely one are tried.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.layout.inserts import Pictured, Quoted, Wrapped, pictured, quoted
from newsroom.layout.runaround import BESIDE, Run, copy_in_runs, runs_around
from newsroom.layout.shapes import (
    BOX_PADDING,
    LEAST_UNDER_PHOTO,
    LONG_LEG,
    PHOTO_SHARE,
    Body,
    Piece,
    Setting,
)
from newsroom.layout.threads import Copy

DEPTHS = (-1, 0, 1, 2)  # rows tried about the likely depth
NEAR = 2  # lines: a guess this far off is not worth setting
QUOTE_COST = 0.5


def wrapped_bodies(piece: Piece, columns: int, setting: Setting, most_rows: int) -> dict[int, Body]:
    """The best body of each number of rows, the picture or the quote of the story in its copy."""
    found: dict[int, Body] = {}
    for body in _all_bodies(piece, columns, setting):
        fits = body.rows <= most_rows
        if fits and (body.rows not in found or body.cost < found[body.rows].cost):
            found[body.rows] = body
    return found


def _all_bodies(piece: Piece, columns: int, setting: Setting) -> Iterator[Body]:
    for content in _contents(piece, columns, setting):
        area = _area(content, setting)
        for rows in _depths(piece, columns, area):
            for short in range(columns):
                off = rows * columns - short - area - len(piece.copy.lines)
                if -NEAR <= off <= NEAR + len(piece.copy.byline):
                    body = _body(piece, content, columns, rows, short, setting)
                    if body is not None:
                        yield body


def _contents(piece: Piece, columns: int, setting: Setting) -> Iterator[Pictured | Quoted]:
    photos, grid = piece.item.photos, setting.grid
    if piece.item.wrapped and len(photos) == 1:
        yield from pictured(photos[0], columns, grid, setting.book)
    elif piece.item.pull_quote and not photos:
        depth = -(-len(piece.copy.lines) // columns)
        quote = quoted(piece.item.pull_quote, depth, grid, setting.book)
        if quote is not None:
            yield quote


def _area(content: Pictured | Quoted, setting: Setting) -> float:
    """Column lines that the insert takes from the copy."""
    insert = content.insert
    narrow = (insert.extra_em + BESIDE) / setting.grid.column_em if insert.extra_em else 0.0
    return insert.rows * (insert.columns + narrow)


def _depths(piece: Piece, columns: int, area: float) -> Iterator[int]:
    likely = -(-int(len(piece.copy.lines) + area) // columns)
    for more in DEPTHS:
        if likely + more > 0:
            yield likely + more


def _body(
    piece: Piece, content: Pictured | Quoted, columns: int, rows: int, short: int, setting: Setting
) -> Body | None:
    if content.insert.at + content.insert.rows > rows:
        return None
    grid = setting.grid
    runs = runs_around(content.insert, columns, rows, short, grid.column_em)
    if any(run.row and run.rows < LEAST_UNDER_PHOTO for run in runs):
        return None
    copy = copy_in_runs(piece.item.story, runs, grid.column_em, setting.book)
    own = _own_byline(copy, runs) if copy else None
    if copy is None or own is None:
        return None
    picture = content if isinstance(content, Pictured) else None
    quote = content if isinstance(content, Quoted) else None
    cost = _cost(piece, content, rows, setting) + 0.3 * short
    padding = BOX_PADDING if piece.item.in_box else 0
    wrap = Wrapped(tuple(runs), picture, quote)
    return Body(rows + padding, None, own, None, short, cost, copy, wrap)


def _own_byline(copy: Copy, runs: list[Run]) -> bool | None:
    """Whether the byline takes lines of its own; None where the lines do not fill the runs."""
    missing = sum(run.rows for run in runs) - len(copy.lines)
    if missing == 0 and (not copy.byline or copy.byline_fits):
        return False
    return True if copy.byline and missing == len(copy.byline) else None


def _cost(piece: Piece, content: Pictured | Quoted, rows: int, setting: Setting) -> float:
    long = 0.12 * max(0, rows - LONG_LEG)
    if isinstance(content, Quoted):
        return QUOTE_COST + long
    grid = setting.grid
    taken = content.rows * content.measure_em / (grid.em_of(grid.columns) * grid.rows)
    return content.cost + long + 60 * max(0.0, taken - PHOTO_SHARE[piece.rank])
