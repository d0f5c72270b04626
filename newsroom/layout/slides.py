"""Moving one edge of a tiling: the rectangles on both sides of it give and take, no other moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from newsroom.layout.tiling import Place

Side = Literal["top", "bottom", "left", "right"]
SIDES: tuple[Side, ...] = ("bottom", "top", "right", "left")


def slid(places: Mapping[str, Place], name: str, side: Side, by: int) -> dict[str, Place] | None:
    """The tiling with a side of ``name`` moved ``by`` rows or columns, down or right if positive.

    Whatever meets the edge moves with it. None where the edge is that of the page, or where a
    rectangle would vanish.
    """
    if side in ("left", "right"):
        turned = {one: _turned(place) for one, place in places.items()}
        found = slid(turned, name, "top" if side == "left" else "bottom", by)
        return None if found is None else {one: _turned(place) for one, place in found.items()}
    place = places[name]
    edge = place.row if side == "top" else place.row + place.rows
    above, below = _along(places, edge, place.column, place.column + place.columns)
    if not above or not below:
        return None
    moved = dict(places)
    for one in above:
        moved[one] = moved[one]._replace(rows=moved[one].rows + by)
    for one in below:
        moved[one] = moved[one]._replace(row=moved[one].row + by, rows=moved[one].rows - by)
    return moved if all(moved[one].rows > 0 for one in (*above, *below)) else None


def _along(
    places: Mapping[str, Place], edge: int, left: int, right: int
) -> tuple[list[str], list[str]]:
    """What stands above and below the whole straight edge between these columns."""
    while True:
        above = [n for n, p in places.items() if p.row + p.rows == edge and _meets(p, left, right)]
        below = [n for n, p in places.items() if p.row == edge and _meets(p, left, right)]
        meeting = [places[name] for name in (*above, *below)]
        wider = (
            min([left, *(place.column for place in meeting)]),
            max([right, *(place.column + place.columns for place in meeting)]),
        )
        if wider == (left, right):
            return above, below
        left, right = wider


def _meets(place: Place, left: int, right: int) -> bool:
    return place.column < right and left < place.column + place.columns


def _turned(place: Place) -> Place:
    return Place(place.row, place.column, place.rows, place.columns)


def enclosing(places: Mapping[str, Place], core: list[Place]) -> Iterator[tuple[Place, list[str]]]:
    """Every rectangle of whole places around ``core`` and what stands in it, the smallest first."""
    columns = sorted({edge for p in places.values() for edge in (p.column, p.column + p.columns)})
    rows = sorted({edge for p in places.values() for edge in (p.row, p.row + p.rows)})
    found: list[tuple[int, int, Place, list[str]]] = []
    for left, right in _spans(columns, *_reach(core, 0)):
        for top, foot in _spans(rows, *_reach(core, 1)):
            whole = Place(left, top, right - left, foot - top)
            inside = _inside(places, whole)
            if inside is not None:
                found.append((len(inside), whole.columns * whole.rows, whole, inside))
    for _count, _area, whole, inside in sorted(found):
        yield whole, inside


def _spans(edges: list[int], first: int, last: int) -> Iterator[tuple[int, int]]:
    for low in (edge for edge in edges if edge <= first):
        for high in (edge for edge in edges if edge >= last):
            yield low, high


def _reach(core: list[Place], axis: int) -> tuple[int, int]:
    return min(p[axis] for p in core), max(p[axis] + p[axis + 2] for p in core)


def _inside(places: Mapping[str, Place], whole: Place) -> list[str] | None:
    """What stands in the rectangle; None where something stands half in it."""
    inside = []
    for name, place in places.items():
        across = _overlap(whole, place)
        if across and across < place.columns * place.rows:
            return None
        if across:
            inside.append(name)
    return inside


def _overlap(one: Place, other: Place) -> int:
    across = min(one.column + one.columns, other.column + other.columns) - max(
        one.column, other.column
    )
    down = min(one.row + one.rows, other.row + other.rows) - max(one.row, other.row)
    return max(0, across) * max(0, down)
