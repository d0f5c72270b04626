"""Tilings around rectangles that stand where they are: pins of an editor, a nameplate's corner.

A rectangle is cut in two again and again until what stands fast is a part of its own; what is left
over is filled by exact groups (`tiling.Group`). Around a single fixed rectangle the four rooms of a
pinwheel are tried too, which no straight cut divides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from newsroom.layout.tiling import Group, Place, Tile, bits, subsets, tiles

MOST_STEPS = 1500  # parts looked at before the search gives up: counted, the same everywhere

MOST_REMEMBERED = 200_000  # ways to divide a part: listing them is what takes longest


class _Part(NamedTuple):
    """A rectangle to fill with ``members`` (bits of children) around the ``fixed`` in it."""

    place: Place
    members: int
    fixed: tuple[Place, ...]


class _GaveUpError(Exception):
    """More parts than `MOST_STEPS` were looked at."""


class Pinned:
    """The ways to fill a rectangle with the children of ``group`` around what is fixed in it."""

    def __init__(self, group: Group | None, place: Place, fixed: Sequence[Place]) -> None:
        self._group = group
        self._all = group.all if group else 0
        self._whole = _Part(place, self._all, tuple(sorted(fixed)))
        self._barren: set[_Part] = set()
        self._ways: dict[_Part, list[tuple[_Part, ...]]] = {}
        self._remembered = 0  # ways
        self._fillings: dict[tuple[int, int], list[int]] = {}
        areas = _areas(group) if group else []
        self._least = [sum(areas[i][0] for i in bits(some)) for some in range(self._all + 1)]
        self._most = [sum(areas[i][1] for i in bits(some)) for some in range(self._all + 1)]
        self._steps = 0

    def draw(self, rng: Random) -> list[Tile] | None:
        """A tiling of the free space, drawn at random; None where none was found.

        What is fixed is not among the tiles.
        """
        self._steps = 0
        try:
            return self._filled(self._whole, rng)
        except _GaveUpError:
            return None

    def _filled(self, part: _Part, rng: Random) -> list[Tile] | None:
        place, members, fixed = part
        if not fixed:
            return self._free(place, members, rng)
        if len(fixed) == 1 and fixed[0] == place:
            return None if members else []
        if part in self._barren or not self._may_fit(part):
            return None
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise _GaveUpError
        for way in self._drawn(part, rng):
            found = self._all_filled(way, rng)
            if found is not None:
                return found
        self._barren.add(part)
        return None

    def _drawn(self, part: _Part, rng: Random) -> Iterator[tuple[_Part, ...]]:
        """The ways to divide a part, each once, in an order drawn as far as they are asked for."""
        ways = self._ways.get(part)
        if ways is None:
            ways = [*self._cuts(part), *self._wheels(part)]
            self._remembered += len(ways)
            if self._remembered <= MOST_REMEMBERED:
                self._ways[part] = ways
        for at in range(len(ways)):
            other = at + int(rng.random() * (len(ways) - at))
            ways[at], ways[other] = ways[other], ways[at]
            yield ways[at]

    def _all_filled(self, parts: Sequence[_Part], rng: Random) -> list[Tile] | None:
        """The parts filled: those with something fixed in them first, they fail more often."""
        found: list[Tile] = []
        for part in sorted(parts, key=lambda part: -len(part.fixed)):
            filled = self._filled(part, rng)
            if filled is None:
                return None
            found += filled
        return found

    def _free(self, place: Place, members: int, rng: Random) -> list[Tile] | None:
        if not members or self._group is None:
            return None
        if not self._group.can_fill(members, place.columns, place.rows):
            return None
        return tiles(self._group.draw_part(rng, members, place))

    def _may_fit(self, part: _Part) -> bool:
        free = part.place.columns * part.place.rows
        free -= sum(place.columns * place.rows for place in part.fixed)
        return self._least[part.members] <= free <= self._most[part.members]

    # Straight cuts ----------------------------------------------------------------------------

    def _cuts(self, part: _Part) -> Iterator[tuple[_Part, _Part]]:
        place, fixed = part.place, part.fixed
        for down in range(1, place.columns):
            one = Place(place.column, place.row, down, place.rows)
            other = Place(place.column + down, place.row, place.columns - down, place.rows)
            yield from self._shared(part, one, other)
        tops = min(f.row for f in fixed) - place.row
        feet = max(f.row + f.rows for f in fixed) - place.row
        for row in range(1, max(tops, place.rows - feet) + 1):
            for some in self._filling(place.columns, row, part.members):
                if row <= tops:
                    yield from self._dealt_across(part, row, some, 0)
                if place.rows - row >= feet:
                    yield from self._dealt_across(part, place.rows - row, some, 1)
        edges = {f.row - place.row for f in fixed} | {f.row + f.rows - place.row for f in fixed}
        for row in sorted(row for row in edges if 0 < row < place.rows):
            yield from self._shared(part, *_across(place, row))

    def _dealt_across(
        self, part: _Part, row: int, some: int, side: int
    ) -> Iterator[tuple[_Part, _Part]]:
        """``some`` in the upper part (side 0) or the lower (1), the rest around what is fixed."""
        halves = _across(part.place, row)
        free = _Part(halves[side], some, ())
        rest = _Part(halves[1 - side], part.members ^ some, part.fixed)
        if self._is_likely(rest):
            yield free, rest

    def _shared(self, part: _Part, one: Place, other: Place) -> Iterator[tuple[_Part, _Part]]:
        """The members dealt to both sides of a cut that goes through nothing fixed."""
        first = tuple(f for f in part.fixed if _holds(one, f))
        second = tuple(f for f in part.fixed if _holds(other, f))
        if len(first) + len(second) != len(part.fixed):
            return
        if first and second:
            for some in (*subsets(part.members), 0):
                sides = _Part(one, some, first), _Part(other, part.members ^ some, second)
                if all(self._is_likely(side) for side in sides):
                    yield sides
            return
        free, rest = (other, one) if first else (one, other)
        for some in self._filling(free.columns, free.rows, part.members):
            left = _Part(rest, part.members ^ some, part.fixed)
            if self._is_likely(left):
                yield _Part(free, some, ()), left

    def _is_likely(self, part: _Part) -> bool:
        return part not in self._barren and self._may_fit(part)

    def _filling(self, columns: int, rows: int, members: int) -> list[int]:
        """Which of the members can fill such a rectangle, as sets of them."""
        group, key = self._group, (columns, rows)
        if group is None:
            return []
        if key not in self._fillings:
            able = (some for some in subsets(self._all) if group.can_fill(some, columns, rows))
            self._fillings[key] = list(able)
        return [some for some in self._fillings[key] if not some & ~members]

    # Pinwheels --------------------------------------------------------------------------------

    def _wheels(self, part: _Part) -> Iterator[tuple[_Part, ...]]:
        """Four rooms around the one fixed rectangle, none of them reaching from edge to edge."""
        if len(part.fixed) != 1 or self._group is None:
            return
        hub = part.fixed[0]
        for rooms in _rooms(part.place, hub):
            if all(room.columns > 0 and room.rows > 0 for room in rooms):
                yield from self._dealt(rooms, part.members)

    def _dealt(self, rooms: Sequence[Place], members: int) -> Iterator[tuple[_Part, ...]]:
        if not rooms:
            return
        room, *rest = rooms
        for some in self._filling(room.columns, room.rows, members):
            if not rest and some == members:
                yield (_Part(room, some, ()),)
            for others in self._dealt(rest, members ^ some):
                yield (_Part(room, some, ()), *others)


def _rooms(place: Place, hub: Place) -> list[list[Place]]:
    """The rooms around ``hub``, turning one way and the other."""
    left, top = hub.column - place.column, hub.row - place.row
    right = place.column + place.columns - (hub.column + hub.columns)
    foot = place.row + place.rows - (hub.row + hub.rows)
    east, south = hub.column + hub.columns, hub.row + hub.rows
    return [
        [
            Place(place.column, place.row, left + hub.columns, top),
            Place(east, place.row, right, top + hub.rows),
            Place(hub.column, south, hub.columns + right, foot),
            Place(place.column, hub.row, left, hub.rows + foot),
        ],
        [
            Place(hub.column, place.row, hub.columns + right, top),
            Place(east, hub.row, right, hub.rows + foot),
            Place(place.column, south, left + hub.columns, foot),
            Place(place.column, place.row, left, top + hub.rows),
        ],
    ]


def _areas(group: Group) -> list[tuple[int, int]]:
    """Least and most column rows of each child."""
    found = []
    for number in range(len(group.children)):
        areas = [
            columns * rows
            for columns in range(1, group.columns + 1)
            for rows in group.rows_of(1 << number, columns)
        ]
        found.append((min(areas, default=0), max(areas, default=0)))
    return found


def _across(place: Place, row: int) -> tuple[Place, Place]:
    """The rectangle cut from edge to edge below its first ``row`` rows."""
    return (
        Place(place.column, place.row, place.columns, row),
        Place(place.column, place.row + row, place.columns, place.rows - row),
    )


def _holds(place: Place, inner: Place) -> bool:
    return (
        place.column <= inner.column
        and inner.column + inner.columns <= place.column + place.columns
        and place.row <= inner.row
        and inner.row + inner.rows <= place.row + place.rows
    )
