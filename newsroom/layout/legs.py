"""Copy and pictures of a module in their places, in the columns of the page or in broken ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from newsroom.layout.cost import Placed
from newsroom.layout.geometry import Area
from newsroom.layout.inserts import QUOTE_LEADING, QUOTE_SIZE, UNDER, Pictured, Wrapped
from newsroom.layout.plan import Leg, Line, PhotoFrame, Quote
from newsroom.layout.shapes import BOX_PADDING, UNDER_PHOTO, rooms
from newsroom.layout.threads import share


class _Across(NamedTuple):
    """Where something stands in the width of a module: see `Leg`."""

    column: int
    columns: int
    shift_em: float
    measure_em: float


def _across(m: Placed, first: int, count: int) -> _Across:
    """``count`` legs of the module from leg ``first`` on."""
    broken = m.shape.broken
    if broken is None:
        return _Across(m.column + first, count, 0.0, 0.0)
    shift = first * (broken.measure_em + broken.gap_em)
    measure = count * broken.measure_em + (count - 1) * broken.gap_em
    return _Across(m.column, m.shape.columns, shift, measure)


def set_legs(m: Placed, area: Area, lines: tuple[Line, ...]) -> tuple[Leg, ...]:
    """The copy in its legs, ending level. Raises ``ValueError`` where it does not fill them."""
    if m.shape.body.wrap is not None:
        return tuple(_wrapped_legs(m.shape.body.wrap, area, m.shape.head_rows, lines))
    rows = body_rooms(m)
    taken = share(lines, rows)
    if taken is None:
        raise ValueError(f"The copy of {m.piece.item.id!r} does not fill its legs.")
    top = area.row + m.shape.head_rows
    below = _leg_below(m)
    columns = range(m.shape.beside, m.shape.beside + m.shape.legs)
    used = [column for column in columns if below or not _photo_above(m, column)]
    used += range(len(m.shape.under))  # a reader begins under the headline
    legs: list[Leg] = []
    done = deep = 0
    for column, count, room in zip(used, taken, rows, strict=bool(rows)):  # none: no copy
        run = lines[done : done + count]
        if run:  # a single line leaves the legs beside it empty
            at = _across(m, column, 1)
            row = top + _photo_above(m, column) if column >= m.shape.beside else _under(m, area)
            legs.append(Leg(at.column, row, run, at.columns, at.shift_em, at.measure_em))
            deep = room
        done += count
    closed = (*legs[:-1], *_closed(legs[-1], deep)) if legs else ()
    return tuple(run for leg in closed for run in _runs(leg))


def _wrapped_legs(
    wrap: Wrapped, area: Area, head_rows: int, lines: tuple[Line, ...]
) -> Iterator[Leg]:
    """Copy around an insert: a leg for each of its runs."""
    done = 0
    for run in wrap.runs:
        column, row = area.column + run.column, area.row + head_rows + run.row
        taken = lines[done : done + run.rows]
        leg = Leg(column, row, taken, measure_em=run.measure_em)
        done += run.rows
        yield from _closed(leg, run.rows) if run is wrap.runs[-1] else (leg,)


def _runs(leg: Leg) -> Iterator[Leg]:
    """A leg in runs of lines of one measure: those beside a drop initial stand apart."""
    row = leg.row
    for (left, measure), group in groupby(
        leg.lines, key=lambda line: (line.left_em, line.measure_em)
    ):
        lines = tuple(group)
        shift, width = leg.shift_em + left, measure or leg.measure_em
        yield replace(leg, row=row, lines=lines, shift_em=shift, measure_em=width)
        row += len(lines)


def _closed(leg: Leg, rows: int) -> tuple[Leg, ...]:
    """The last leg; byline or jump line of its own go down to the foot, which so ends even."""
    derived = sum(1 for line in leg.lines if line.style in ("byline", "jump"))
    if len(leg.lines) in (derived, rows) or not derived:
        return (leg,)
    foot = replace(leg, row=leg.row + rows - derived, lines=leg.lines[-derived:])
    return replace(leg, lines=leg.lines[:-derived]), foot


def body_rooms(m: Placed) -> list[int]:
    """Rows of each leg in reading order."""
    padding = BOX_PADDING if m.piece.item.in_box else 0
    at = m.photo_at - m.shape.beside
    beside = rooms(m.shape.legs, m.shape.body.rows - padding, m.photo, at)
    return [*beside, *m.shape.under]


def _under(m: Placed, area: Area) -> int:
    """The first row under the nameplate."""
    return area.row + (m.shape.notch.rows if m.shape.notch else 0)


def _photo_above(m: Placed, column: int) -> int:
    """Rows of picture and white above the leg in ``column`` of the module."""
    if m.photo is None or not m.photo_at <= column < m.photo_at + m.photo.columns:
        return 0
    return m.photo.rows + UNDER_PHOTO


def _leg_below(m: Placed) -> bool:
    padding = BOX_PADDING if m.piece.item.in_box else 0
    return m.photo is not None and m.shape.body.rows - padding > m.photo.rows + UNDER_PHOTO


def set_photos(m: Placed, area: Area) -> tuple[PhotoFrame, ...]:
    """The pictures below the headline, their captions below them."""
    wrap = m.shape.body.wrap
    if wrap is not None and wrap.picture is not None:
        return (_wrapped_photo(wrap.picture, m, area),)
    if m.photo is None:
        return ()
    top = area.row + m.shape.head_rows
    frames = []
    for spot in m.photo.spots:
        at = _across(m, m.photo_at + spot.column, spot.columns)
        place = Area(at.column, top + spot.row, at.columns, spot.rows)
        photo = spot.photo
        frames.append(
            PhotoFrame(
                *(photo.id, place, spot.caption, photo.credit, photo.alt),
                shift_em=at.shift_em,
                measure_em=at.measure_em,
            )
        )
    return tuple(frames)


def _wrapped_photo(picture: Pictured, m: Placed, area: Area) -> PhotoFrame:
    """A picture that ends with the module and begins inside a column."""
    insert, photo = picture.insert, picture.photo
    first = area.right - insert.columns - 1  # the column that it stands in with a part
    place = Area(first, area.row + m.shape.head_rows + insert.at, insert.columns + 1, picture.rows)
    return PhotoFrame(
        *(photo.id, place, picture.caption, photo.credit, photo.alt),
        shift_em=picture.column_em - insert.extra_em,
        measure_em=picture.measure_em,
    )


def set_quotes(m: Placed, area: Area) -> tuple[Quote, ...]:
    """The pull quote, white above and below it."""
    quote = m.shape.body.wrap.quote if m.shape.body.wrap else None
    if quote is None:
        return ()
    top = area.row + m.shape.head_rows + quote.insert.at + UNDER
    place = Area(area.right - quote.insert.columns, top, quote.insert.columns, quote.rows)
    return (Quote(place, quote.lines, QUOTE_SIZE, QUOTE_SIZE * QUOTE_LEADING),)
