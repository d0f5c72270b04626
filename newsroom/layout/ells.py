"""L-shaped leads: headline and legs rise beside the nameplate, the last legs stand below it.

Such a lead fills a rectangle with the nameplate in its top left. A reader begins under the
headline, so the legs below the nameplate are read when all others have been.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from newsroom.layout.geometry import CornerRoom
from newsroom.layout.heads import Head
from newsroom.layout.photos import PhotoBlock
from newsroom.layout.shapes import (
    LEAST_UNDER_PHOTO,
    SEPARATOR,
    UNDER_PHOTO,
    Body,
    Notch,
    Piece,
    Setting,
    Shape,
    Table,
    blocks_of,
    form_cost,
    legs_cost,
    lengths_of,
    piece_lines,
    rooms,
    too_shallow,
    tops_of,
    width_cost,
)
from newsroom.layout.threads import Cut, share
from newsroom.layout.wishes import wishes_of

ELL_COST = 6.0  # from the foot of the last leg the eye has to find back to the left
LEAST_BELOW = 8  # rows of a leg below the nameplate: fewer look left over
MOST_PICTURES = 8  # blocks of pictures tried, those that look best


class _Copy(NamedTuple):
    """Copy and pictures of a lead as they may be placed; see `Body`."""

    length: int
    own_byline: bool
    cut: Cut | None
    photo: PhotoBlock | None
    cost: float


class _Trial(NamedTuple):
    rows: int
    notch_rows: int
    head: Head
    head_rows: int
    white: int
    copy: _Copy
    blanks: int
    cost: float


def ell_table(
    piece: Piece, corner: CornerRoom, setting: Setting, most_rows: int, stretch: int
) -> Table:
    """The best L for every size ``piece`` fills so, the nameplate's columns counted."""
    table: Table = {}
    for span in range(1, setting.grid.columns - corner.columns + 1):
        best: dict[int, _Trial] = {}
        for trial in _trials(piece, span, corner, setting, most_rows, stretch):
            if trial.rows not in best or trial.cost < best[trial.rows].cost:
                best[trial.rows] = trial
        if best:
            table[corner.columns + span] = {
                rows: _shape(best[rows], span, corner.columns) for rows in sorted(best)
            }
    return table


def other_ells(piece: Piece, shape: Shape, setting: Setting, stretch: int) -> Iterator[Shape]:
    """Every L of the same size around the same notch."""
    notch = shape.notch
    if notch is None:
        return
    corner = CornerRoom(notch.columns, notch.rows, notch.rows)
    for trial in _trials(piece, shape.span, corner, setting, shape.rows, stretch):
        if trial.rows == shape.rows:
            yield _shape(trial, shape.span, notch.columns)


def _shape(trial: _Trial, span: int, beside: int) -> Shape:
    copy = trial.copy
    deep = trial.rows - SEPARATOR - trial.head_rows
    return Shape(
        beside + span,
        trial.rows,
        trial.head,
        trial.head_rows,
        trial.white,
        Body(deep, copy.photo, copy.own_byline, copy.cut, trial.blanks, copy.cost),
        trial.cost,
        notch=Notch(beside, trial.notch_rows),
    )


def _trials(
    piece: Piece, span: int, corner: CornerRoom, setting: Setting, most_rows: int, stretch: int
) -> Iterator[_Trial]:
    """Every way to set the lead with ``span`` columns beside the nameplate.

    The nameplate is not made taller than it takes to end the legs level.
    """
    grid, beside = setting.grid, corner.columns
    extra = width_cost(piece, span, grid, stretch)
    too_narrow = width_cost(piece, span, grid, 0) is None
    if extra is None or too_narrow or not _may_bend(piece):
        return
    legs = span + beside
    tall = range(corner.least_rows, min(corner.most_rows, corner.least_rows + legs - 1) + 1)
    tops = tops_of(piece, span, setting, stretch)
    for copy in _copies(piece, span, setting):
        taken = copy.photo.columns * (copy.photo.rows + UNDER_PHOTO) if copy.photo else 0
        for head_rows, (head, white, head_cost) in tops.items():
            for notch_rows in tall:
                area = copy.length + taken + span * head_rows + beside * notch_rows
                deep = -(-area // legs)
                rows, body = deep + SEPARATOR, deep - head_rows
                if rows > most_rows or not _is_sound(piece, copy, span, body, stretch):
                    continue
                if deep - notch_rows < LEAST_BELOW:
                    continue
                blanks = legs * deep - area
                cost = ELL_COST + extra + head_cost + copy.cost + 0.3 * blanks
                cost += legs_cost(body, span, copy.photo, copy.length)
                cost += form_cost(legs, rows, grid)
                trial = _Trial(rows, notch_rows, head, head_rows, white, copy, blanks, cost)
                if _can_be_shared(piece, trial, span, beside, setting):
                    yield trial


def _may_bend(piece: Piece) -> bool:
    """Whether this is a whole story without a frame or another form that its editor wished for."""
    return piece.came_from is None and not piece.item.in_box and not wishes_of(piece)


def _copies(piece: Piece, span: int, setting: Setting) -> Iterator[_Copy]:
    blocks = sorted(blocks_of(piece, span, setting), key=lambda block: block[1])
    for length, own_byline, cut, length_cost in lengths_of(piece):
        for photo, cost in blocks[:MOST_PICTURES]:
            yield _Copy(length, own_byline, cut, photo, length_cost + cost)


def _is_sound(piece: Piece, copy: _Copy, span: int, body: int, stretch: int) -> bool:
    """Whether legs of so many rows are deep enough, those below a picture too."""
    if copy.photo and body - copy.photo.rows - UNDER_PHOTO < LEAST_UNDER_PHOTO:
        return False
    if stretch == 0 and too_shallow(piece, body, span, copy.photo, copy.length):
        return False
    return min(rooms(span, body, copy.photo, None), default=0) >= max(1, piece.copy.dropped)


def _can_be_shared(piece: Piece, trial: _Trial, span: int, beside: int, setting: Setting) -> bool:
    """Only subheads can spoil a division into legs."""
    if not piece.copy.has_subheads:
        return True
    shape = _shape(trial, span, beside)
    lines = piece_lines(piece, shape.body, setting, page=1)
    beside_it = rooms(span, shape.body.rows, trial.copy.photo, None)
    return share(lines, [*beside_it, *shape.under]) is not None
