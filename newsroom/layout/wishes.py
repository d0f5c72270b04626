"""Shapes an editor asked for: a vertical headline beside the copy, broken columns."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Literal

from newsroom.layout.geometry import PageGrid
from newsroom.layout.heads import UNWISHED
from newsroom.layout.initials import initial_of
from newsroom.layout.shapes import (
    BOX_PADDING,
    MOST_WHITE,
    SEPARATOR,
    WHITE_BEARING,
    WHITE_COST,
    Broken,
    Piece,
    Setting,
    Shape,
    Table,
    bodies,
    form_cost,
    joined,
    tops_of,
    width_cost,
)
from newsroom.layout.threads import set_copy
from newsroom.layout.upright_heads import UPRIGHT_COLUMNS, upright_head
from newsroom.layout.wrapped import wrapped_bodies

Wish = Literal["vertical", "broken", "wrap", "quote"]
LEGS = {3: 2, 4: 3, 5: 3, 6: 4, 7: 5, 8: 5}  # columns of a module: legs when they are broken
ABOVE_UPRIGHT = 1  # white row above a vertical headline and the copy beside it


def wishes_of(piece: Piece) -> tuple[Wish, ...]:
    """What the editor asked for and this piece may have; a continuation is always plain."""
    if piece.came_from is not None:
        return ()
    if piece.item.headline_direction == "vertical":
        return ("vertical",)
    if piece.item.broken_columns:
        return ("broken",)
    if piece.item.wrapped and piece.item.photos:
        return ("wrap",)
    return ("quote",) if piece.item.pull_quote.strip() else ()


def is_kept(wish: Wish, shape: Shape) -> bool:
    if wish in ("wrap", "quote"):
        return shape.body.wrap is not None
    return shape.head.upright if wish == "vertical" else shape.broken is not None


def wished_table(piece: Piece, setting: Setting, most_rows: int, stretch: int) -> Table:
    """The best shape as wished for every size it fills, up to ``most_rows`` rows."""
    table: Table = {}
    for columns in range(1, setting.grid.columns + 1):
        extra = width_cost(piece, columns, setting.grid, stretch)
        if extra is None:
            continue
        makers = {"vertical": _upright_shapes, "broken": _broken_shapes}
        make = makers.get(wishes_of(piece)[0], _wrapped_shapes)
        shapes = make(piece, columns, setting, most_rows, stretch, extra)
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
    if columns <= UPRIGHT_COLUMNS:
        return found
    for body in bodies(piece, columns - UPRIGHT_COLUMNS, setting, most_rows, stretch).values():
        beside = body.rows - padding
        head = upright_head(
            *(piece.words, piece.rank, beside, setting.grid, setting.book), piece.headline_size
        )
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


def broken_legs(columns: int, grid: PageGrid) -> Broken | None:
    """How a module of ``columns`` is divided into fewer legs, each of whole ems."""
    legs = LEGS.get(columns)
    if legs is None:
        return None
    width = grid.em_of(columns)
    measure = math.floor((width - (legs - 1) * grid.gutter_em) / legs + 1e-9)
    return Broken(legs, measure, (width - legs * measure) / (legs - 1))


def _broken_shapes(
    piece: Piece, columns: int, setting: Setting, most_rows: int, stretch: int, extra: float
) -> dict[int, Shape]:
    """Shapes of fewer and wider legs, pictures as wide as one or more. Cut copy is not broken."""
    broken = broken_legs(columns, setting.grid)
    if broken is None or piece.cuts:
        return {}
    initial = initial_of(piece.item.drop_initial, setting.grid)
    copy = set_copy(piece.item.story, broken.measure_em, setting.book, initial=initial)
    inside = _inside(broken, columns, setting)
    found = {
        rows: replace(body, copy=copy)
        for rows, body in bodies(
            replace(piece, copy=copy), broken.legs, inside, most_rows, stretch
        ).items()
    }
    tops = tops_of(piece, columns, setting, stretch) if found else {}
    shapes = joined(columns, tops, found, extra, setting.grid, most_rows)
    return {rows: replace(shape, broken=broken) for rows, shape in shapes.items()}


def _wrapped_shapes(
    piece: Piece, columns: int, setting: Setting, most_rows: int, stretch: int, extra: float
) -> dict[int, Shape]:
    """Shapes with copy around a picture or a quote. Copy that is cut or endless is not wrapped."""
    if piece.cuts or piece.copy.beyond:
        return {}
    found = wrapped_bodies(piece, columns, setting, most_rows)
    tops = tops_of(piece, columns, setting, stretch) if found else {}
    return joined(columns, tops, found, extra, setting.grid, most_rows)


def _inside(broken: Broken, columns: int, setting: Setting) -> Setting:
    """The page as it would be if all its columns were as wide as these legs."""
    grid = replace(
        setting.grid,
        columns=max(1, round(setting.grid.columns * broken.legs / columns)),
        column_em=broken.measure_em,
        gutter_em=broken.gap_em,
    )
    return replace(setting, grid=grid)
