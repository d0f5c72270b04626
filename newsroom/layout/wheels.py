"""Pinwheels: five rooms, four around one in the middle, so that no straight cut crosses the page.

The two rooms at the left edge are an arm: a wide one and a narrow one, together as deep as the
page. The two at the right are another, turned upside down; the hub stands between the narrow rooms.
Each room is filled by a `tiling.Group`, so whether there is a wheel is decided exactly too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random
from typing import NamedTuple, TypeVar

from newsroom.layout.tiling import LANE, Group, Place, Split, has, heights, subsets, turned

ROOMS = 5
MOST_IN_WHEEL = 8  # children: the work is 3 to this power for every two widths

Choice = TypeVar("Choice")


class _Arm(NamedTuple):
    """Columns of its two rooms, and which children must stand in the upper and the lower one:
    those of the page's corners."""

    wide: int
    narrow: int
    is_wide_on_top: bool
    top: int
    foot: int

    def takes(self, wide: int, narrow: int) -> bool:
        """Whether these children stand right."""
        upper, lower = (wide, narrow) if self.is_wide_on_top else (narrow, wide)
        return upper & self.top == self.top and lower & self.foot == self.foot


class _Wheel(NamedTuple):
    """The hub stands from column ``west`` to ``east``, with the children that no arm has.

    ``is_clockwise``: the wide room of the left arm stands on top, else at the foot.
    """

    is_clockwise: bool
    west: int
    east: int
    left: int
    right: int


class Wheels:
    """Every pinwheel of ``members``, children of ``group``, that fills ``place``; what belongs in
    a corner of the page stands in that of the wheel. None of more than `MOST_IN_WHEEL` members."""

    def __init__(self, group: Group, members: int, place: Place) -> None:
        self._group = group
        self._members = members
        self._place = place
        self._known: dict[_Arm, dict[int, int]] = {}
        able = ROOMS <= members.bit_count() <= MOST_IN_WHEEL
        self._found = list(self._all_wheels()) if able else []

    def __bool__(self) -> bool:
        return bool(self._found)

    def draw(self, rng: Random) -> Split:
        """One at random; there must be one."""
        wheel = _any(rng, self._found)
        group, rows = self._group, self._place.rows
        left, right = self._arms(*wheel[:3])
        hub = self._members ^ wheel.left ^ wheel.right
        between = group.mask(hub, wheel.east - wheel.west)
        ends = turned(self._reach(right)[wheel.right], rows)
        able = heights(self._reach(left)[wheel.left])
        first = _any(rng, [deep for deep in able if between << deep * LANE & ends])
        last = rows - _any(rng, heights(between << first * LANE & ends))
        members = (
            *_any(rng, self._shared(left, wheel.left, first)),
            *_any(rng, self._shared(right, wheel.right, last)),
            hub,
        )
        rooms = _rooms(wheel, self._place, first, last)
        parts = (group.draw_part(rng, *part) for part in zip(members, rooms, strict=True))
        return Split(self, self._members, self._place, tuple(parts))

    def draw_part(self, rng: Random, _members: int, _place: Place) -> Split:
        """The wheel anew."""
        return self.draw(rng)

    def _all_wheels(self) -> Iterator[_Wheel]:
        group, place, members = self._group, self._place, self._members
        for west, east in combinations(range(1, place.columns), 2):
            for is_clockwise in (True, False):
                one, other = self._arms(is_clockwise, west, east)
                rights = [(m, turned(deep, place.rows)) for m, deep in self._reach(other).items()]
                for left, deep in self._reach(one).items():
                    for right, ends in rights:
                        hub = 0 if left & right else members ^ left ^ right
                        between = group.mask(hub, east - west)
                        if between and group.lanes.sums(deep, between) & ends:
                            yield _Wheel(is_clockwise, west, east, left, right)

    def _arms(self, is_clockwise: bool, west: int, east: int) -> tuple[_Arm, _Arm]:
        whole, corners = self._place.columns, self._group.cornered
        top, foot = corners.top & self._members, corners.foot & self._members
        left, right = corners.left, corners.right
        return (
            _Arm(east, west, is_clockwise, top & left, foot & left),
            _Arm(whole - west, whole - east, not is_clockwise, top & right, foot & right),
        )

    def _reach(self, arm: _Arm) -> dict[int, int]:
        """Children that can fill the arm -> the rows its wide room may have."""
        if arm not in self._known:
            group, rows = self._group, self._place.rows
            some = list(subsets(self._members))
            narrow = {m: turned(group.mask(m, arm.narrow), rows) for m in some}
            found: dict[int, int] = {}
            for one in some:
                wide = group.mask(one, arm.wide)
                for other in subsets(self._members ^ one) if wide else ():
                    if wide & narrow[other] and arm.takes(one, other):
                        found[one | other] = found.get(one | other, 0) | wide & narrow[other]
            self._known[arm] = found
        return self._known[arm]

    def _shared(self, arm: _Arm, members: int, rows: int) -> list[tuple[int, int]]:
        """The ways to share the children of an arm whose wide room has so many rows."""
        group = self._group
        return [
            (wide, members ^ wide)
            for wide in subsets(members)
            if arm.takes(wide, members ^ wide)
            and has(group.mask(wide, arm.wide), rows)
            and has(group.mask(members ^ wide, arm.narrow), self._place.rows - rows)
        ]


def _any(rng: Random, choices: Sequence[Choice]) -> Choice:
    return choices[int(rng.random() * len(choices))]


def _rooms(wheel: _Wheel, place: Place, left: int, right: int) -> list[Place]:
    """Wide and narrow room of the left arm, of the right arm, and the hub; ``left`` and ``right``
    are the rows of the wide ones."""
    west, east = wheel.west, wheel.east
    column, row, columns, rows = place
    if wheel.is_clockwise:
        return [
            Place(column, row, east, left),
            Place(column, row + left, west, rows - left),
            Place(column + west, row + rows - right, columns - west, right),
            Place(column + east, row, columns - east, rows - right),
            Place(column + west, row + left, east - west, rows - left - right),
        ]
    return [
        Place(column, row + rows - left, east, left),
        Place(column, row, west, rows - left),
        Place(column + west, row, columns - west, right),
        Place(column + east, row + right, columns - east, rows - right),
        Place(column + west, row + right, east - west, rows - left - right),
    ]
