"""Shapes an editor asked for: a vertical headline beside the copy, broken columns."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from newsroom.layout.shapes import (
    BOX_PADDING,
    MOST_WHITE,
    SEPARATOR,
    WHITE_BEARING,
    WHITE_COST,
    Piece,
    Setting,
    Shape,
    Table,
    bodies,
    form_cost,
    width_cost,
)
from newsroom.layout.upright_heads import UPRIGHT_COLUMNS, upright_head

Wish = Literal["vertical"]
UNWISHED = 40.0  # a shape that is not as the editor wished: only where nothing else fits
ABOVE_UPRIGHT = 1  # white row above a vertical headline and the copy beside it


def wishes_of(piece: Piece) -> tuple[Wish, ...]:
    """What the editor asked for and this piece may have; a continuation is always plain."""
    if piece.came_from is not None:
        return ()
    return ("vertical",) if piece.item.headline_direction == "vertical" else ()


def is_kept(wish: Wish, shape: Shape) -> bool:
    return shape.head.upright


def wished_table(piece: Piece, setting: Setting, most_rows: int, stretch: int) -> Table:
    """The best shape as wished for every size it fills, up to ``most_rows`` rows."""
    table: Table = {}
    for columns in range(UPRIGHT_COLUMNS + 1, setting.grid.columns + 1):
        extra = width_cost(piece, columns, setting.grid.columns, stretch)
        if extra is None:
            continue
        shapes = _upright_shapes(piece, columns, setting, most_rows, stretch, extra)
        if shapes:
            table[columns] = shapes
    return table


def merged(plain: Table, wished: Table) -> Table:
    """All shapes, the wished ones first."""
    table: Table = {
        columns: {rows: replace(shape, cost=shape.cost + UNWISHED) for rows, shape in found.items()}
        for columns, found in plain.items()
    }
    for columns, found in wished.items():
        table[columns] = table.get(columns, {}) | found
    return table


def _upright_shapes(
    piece: Piece, columns: int, setting: Setting, most_rows: int, stretch: int, extra: float
) -> dict[int, Shape]:
    """Shapes with the headline from top to bottom beside the copy."""
    padding = BOX_PADDING if piece.item.in_box else 0
    bearing = WHITE_BEARING[piece.rank]
    found: dict[int, Shape] = {}
    for body in bodies(piece, columns - UPRIGHT_COLUMNS, setting, most_rows, stretch).values():
        beside = body.rows - padding
        head = upright_head(piece.words, piece.rank, beside, setting.grid, setting.book)
        if head is None:
            continue
        for white in range(MOST_WHITE[stretch] + 1):
            head_rows = padding + ABOVE_UPRIGHT + white
            rows = head_rows + body.rows + SEPARATOR
            if rows > most_rows:
                break
            cost = extra + head.cost + body.cost + WHITE_COST * (2 * white / bearing) ** 2
            cost += form_cost(columns, rows, setting.grid)
            if rows not in found or cost < found[rows].cost:
                found[rows] = Shape(
                    columns, rows, head, head_rows, white, body, cost, UPRIGHT_COLUMNS
                )
    return found
