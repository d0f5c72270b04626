"""Exact guillotine tilings: can these pieces tile a rectangle, and how.

For every set of pieces and every width the heights they can fill together are held in one integer,
a lane of bits for each height. Standing two sets side by side asks for a common height, an "and".
Laying one on another adds heights, which is one multiplication: each lane of the product counts the
ways to reach its height, and is then brought back to 0 or 1. So feasibility is decided without
search, and a tiling drawn at random from the tables never meets a dead end.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Literal, NamedTuple, Protocol

THROUGH_CUT = 1e-4  # weight of a gutter through the whole page: only when nothing else fits
LANE = 10  # bits a height; the ways to reach one are fewer than its rows, so up to 511 rows
UPWARD = 1.1  # how strongly weighty pieces are drawn towards the top


Corner = Literal["top_left", "top_right", "foot_left", "foot_right"]


class Tile(NamedTuple):
    """Piece number ``piece`` in its place: columns and rows from the top left of the whole."""

    piece: int
    column: int
    row: int
    columns: int
    rows: int


class Place(NamedTuple):
    column: int
    row: int
    columns: int
    rows: int


def meets(one: Place, other: Place) -> bool:
    """Whether two rectangles have a cell in common."""
    across = one.column < other.column + other.columns and other.column < one.column + one.columns
    return across and one.row < other.row + other.rows and other.row < one.row + one.rows


class Source(Protocol):
    """What draws a part of a page: ``members`` is a bit set of its children."""

    def draw_part(self, rng: Random, members: int, place: Place) -> Node: ...


class Split(NamedTuple):
    """A rectangle cut in parts; ``members`` is the bit set of children of ``source`` in it."""

    source: Source
    members: int
    place: Place
    parts: tuple[Node, ...]


Node = Tile | Split


class Child(Protocol):
    """A piece or a group: ``masks[c]`` has lane h set where c columns by h rows can be filled."""

    masks: list[int]
    weight: float

    def draw(self, rng: Random, place: Place) -> Node: ...


class Leaf:
    """One piece with the sizes it can take."""

    def __init__(
        self, index: int, sizes: Mapping[int, Iterable[int]], columns: int, weight: float = 0.0
    ) -> None:
        self.index = index
        self.weight = weight
        self.masks = [0] * (columns + 1)
        for width, heights in sizes.items():
            for height in heights:
                self.masks[width] |= 1 << height * LANE

    def draw(self, rng: Random, place: Place) -> Node:
        return Tile(self.index, *place)


class Stack:
    """Children one above another, all as wide as the column they make, in their order."""

    def __init__(
        self, children: Sequence[Child], columns: int, most_rows: int, widest: int
    ) -> None:
        self.children = children
        self.weight = max(child.weight for child in children)
        lanes = Lanes(most_rows)
        # For every width the rows that the children from each one on fill together.
        self._from: list[list[int]] = []
        for width in range(columns + 1):
            below = [1 if width <= widest else 0]
            for child in reversed(children):
                below.insert(0, lanes.sums(child.masks[width] & lanes.all, below[0]))
            self._from.append(below)
        self.masks = [below[0] for below in self._from]

    def draw(self, rng: Random, place: Place) -> Node:
        parts = []
        row, foot = place.row, place.row + place.rows
        for child, below in zip(self.children, self._from[place.columns][1:], strict=True):
            able = [deep for deep in heights(child.masks[place.columns]) if row + deep <= foot]
            able = [deep for deep in able if has(below, foot - row - deep)]
            deep = able[int(rng.random() * len(able))]
            parts.append(child.draw(rng, Place(place.column, row, place.columns, deep)))
            row += deep
        return Split(self, (1 << len(parts)) - 1, place, tuple(parts))

    def draw_part(self, rng: Random, _members: int, place: Place) -> Node:
        """The column anew: it is always the whole."""
        return self.draw(rng, place)


class _Choice(NamedTuple):
    weight: float
    above: bool  # cut across (first above second), else first left of second
    first: int
    second: int
    at: list[int]


class Cornered:
    """Children (bits) that stand in corners of everything. A part of the tiling that holds one of
    them lies in that corner too, so each cut need only keep them on their own sides of it."""

    def __init__(self, corners: Mapping[int, Corner]) -> None:
        self.top = sum(1 << child for child, corner in corners.items() if "top" in corner)
        self.foot = sum(1 << child for child, corner in corners.items() if "foot" in corner)
        self.left = sum(1 << child for child, corner in corners.items() if "left" in corner)
        self.right = sum(1 << child for child, corner in corners.items() if "right" in corner)
        # One alone, in the first part of any cut or in the second, forbids no way to part.
        self.several = len(corners) > 1

    def above(self, first: int, second: int) -> bool:
        return not (first & self.foot or second & self.top)

    def beside(self, first: int, second: int) -> bool:
        return not (first & self.right or second & self.left)


class Group:
    """Children that tile a rectangle together.

    At most about nine: the work is 3 to the power of their number.

    Those in ``corners`` stand in that corner of everything: one child a corner.
    """

    def __init__(
        self,
        children: Sequence[Child],
        columns: int,
        most_rows: int,
        corners: Mapping[int, Corner] | None = None,
    ) -> None:
        self.children = children
        self.columns = columns
        self.most_rows = most_rows
        self.weight = max(child.weight for child in children)
        self.all = (1 << len(children)) - 1
        self.cornered = Cornered(corners or {})
        self.lanes = Lanes(most_rows)
        self._reach = self._reached()
        self._known_heights: dict[int, list[int]] = {}
        self._means: dict[int, float] = {}
        self._choices: dict[tuple[int, int, int], tuple[float, list[_Choice]]] = {}
        self.masks = self._reach[self.all]

    def _reached(self) -> list[list[int]]:
        """For every set of children and every width: the heights they can fill."""
        reach: list[list[int]] = [[0] * (self.columns + 1) for _ in range(self.all + 1)]
        wide: list[list[int]] = [[] for _ in range(self.all + 1)]  # the widths they can fill at all
        for members in range(1, self.all + 1):
            low = members & -members
            row = reach[members]
            if members == low:
                child = self.children[low.bit_length() - 1]
                row[:] = [mask & self.lanes.all for mask in child.masks]
            rest = others = members ^ low
            while others:
                others = (others - 1) & rest
                one, other = low | others, rest ^ others
                if wide[one] and wide[other]:
                    self._join(row, reach[one], reach[other], wide[one], self._able(one, other))
            wide[members] = [width for width in range(1, self.columns + 1) if row[width]]
        return reach

    def _able(self, one: int, other: int) -> tuple[bool, bool]:
        """Whether two parts may lie one above the other, and side by side, in either order."""
        if not self.cornered.several:
            return True, True
        above, beside = self.cornered.above, self.cornered.beside
        return above(one, other) or above(other, one), beside(one, other) or beside(other, one)

    def _join(
        self,
        row: list[int],
        ones: list[int],
        others: list[int],
        widths: list[int],
        able: tuple[bool, bool],
    ) -> None:
        above, beside = able
        lanes, almost, top = self.lanes.all, self.lanes.almost, self.lanes.top
        for width in widths:
            mask = ones[width]
            if above and others[width]:  # `Lanes.sums`, written out: most of the time goes here
                row[width] |= ((mask * others[width] & lanes) + almost & top) >> LANE - 1
            if beside:
                for more in range(1, self.columns - width + 1):
                    row[width + more] |= mask & others[more]

    def fits(self, columns: int, rows: int) -> bool:
        return has(self.masks[columns], rows)

    def depths(self, columns: int) -> list[int]:
        """Every number of rows that can be filled, ascending."""
        return heights(self.masks[columns])

    def can_fill(self, members: int, columns: int, rows: int) -> bool:
        """Whether these children alone fill such a rectangle; none fill nothing."""
        return has(self._reach[members][columns], rows)

    def mask(self, members: int, columns: int) -> int:
        """The same as `rows_of` in lanes of bits; of no children none."""
        return self._reach[members][columns]

    def rows_of(self, members: int, columns: int) -> list[int]:
        """The rows that these children fill at that width, ascending."""
        return self._heights(members, columns)

    def draw(self, rng: Random, place: Place) -> Node:
        return self.draw_part(rng, self.all, place)

    def draw_part(self, rng: Random, members: int, place: Place) -> Node:
        """A random tiling of ``place`` by ``members``, which must be able to fill it."""
        if members & (members - 1) == 0:
            return self.children[members.bit_length() - 1].draw(rng, place)
        choice = self._pick(rng, members, place)
        at = choice.at[int(rng.random() * len(choice.at))]
        column, row, columns, rows = place
        if choice.above:
            first, second = (
                Place(column, row, columns, at),
                Place(column, row + at, columns, rows - at),
            )
        else:
            first, second = (
                Place(column, row, at, rows),
                Place(column + at, row, columns - at, rows),
            )
        parts = (
            self.draw_part(rng, choice.first, first),
            self.draw_part(rng, choice.second, second),
        )
        return Split(self, members, place, parts)

    def _pick(self, rng: Random, members: int, place: Place) -> _Choice:
        key = (members, place.columns, place.rows)
        if key not in self._choices:
            found = self._all_choices(*key)
            self._choices[key] = sum(choice.weight for choice in found), found
        total, choices = self._choices[key]
        left = rng.random() * total
        for choice in choices:
            left -= choice.weight
            if left <= 0:
                return choice
        return choices[-1]

    def _all_choices(self, members: int, columns: int, rows: int) -> list[_Choice]:
        found = []
        first = (members - 1) & members
        while first:
            second = members ^ first
            if self.cornered.above(first, second):
                found += self._across(first, second, columns, rows)
            if self.cornered.beside(first, second):
                found += self._along(first, second, columns, rows)
            first = (first - 1) & members
        return found

    def _across(self, first: int, second: int, columns: int, rows: int) -> list[_Choice]:
        below = self._reach[second][columns]
        if not below:
            return []
        # Lane r of ``below`` stands at bit r * LANE: what is left of ``rows`` must be in it.
        at = [
            q for q in self._heights(first, columns) if q < rows and below >> (rows - q) * LANE & 1
        ]
        if not at:
            return []
        upward = math.exp(UPWARD * (self._mean(first) - self._mean(second)))
        return [_Choice(upward * math.sqrt(len(at)), True, first, second, at)]

    def _along(self, first: int, second: int, columns: int, rows: int) -> list[_Choice]:
        lefts, rights = self._reach[first], self._reach[second]
        at = [
            c for c in range(1, columns) if has(lefts[c], rows) and has(rights[columns - c], rows)
        ]
        if not at:
            return []
        tall = rows / self.most_rows
        weight = 1.0 if tall <= 0.6 else 0.5 if tall <= 0.7 else 0.12
        if columns == self.columns and tall >= 0.98:
            weight = THROUGH_CUT
        return [_Choice(1.2 * weight * math.sqrt(len(at)), False, first, second, at)]

    def _heights(self, members: int, columns: int) -> list[int]:
        key = members * (self.columns + 1) + columns
        found = self._known_heights.get(key)
        if found is None:
            found = self._known_heights[key] = heights(self._reach[members][columns])
        return found

    def _mean(self, members: int) -> float:
        mean = self._means.get(members)
        if mean is None:
            chosen = [self.children[i].weight for i in bits(members)]
            mean = self._means[members] = sum(chosen) / len(chosen)
        return mean


class Lanes:
    """Arithmetic on sets of heights up to ``most``."""

    def __init__(self, most: int) -> None:
        count = most + 1
        ones = sum(1 << height * LANE for height in range(count))
        self.all = (1 << count * LANE) - 1
        self.almost = ones * ((1 << LANE - 1) - 1)
        self.top = ones << LANE - 1

    def sums(self, one: int, other: int) -> int:
        """Every sum of a height in ``one`` and a height in ``other``."""
        ways = one * other & self.all
        return (ways + self.almost & self.top) >> LANE - 1  # a lane that counts carries to its top


def has(mask: int, height: int) -> bool:
    return mask >> height * LANE & 1 == 1


def heights(mask: int) -> list[int]:
    """The heights in a set, ascending."""
    lanes = bin(mask)[:1:-LANE]  # the lowest bit of every lane, from the lowest lane on
    return [height for height, lane in enumerate(lanes) if lane == "1"]


def turned(mask: int, rows: int) -> int:
    """For every height in a set what is left of ``rows``, where that is something."""
    below = mask & (1 << rows * LANE) - 1
    return int(f"{below:0{rows * LANE + 1}b}"[::-1], 2)


def bits(mask: int) -> list[int]:
    """Positions of the bits set, ascending."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def subsets(members: int) -> Iterator[int]:
    """Every set of some of the members but the empty one, all of them first."""
    some = members
    while some:
        yield some
        some = (some - 1) & members


def tiles(node: Node) -> list[Tile]:
    found: list[Tile] = []
    left = [node]
    while left:
        one = left.pop()
        if isinstance(one, Tile):
            found.append(one)
        else:
            left.extend(reversed(one.parts))
    return found


def splits(node: Node, path: tuple[int, ...] = ()) -> list[tuple[tuple[int, ...], Split]]:
    """Every cut of a tiling with the way to it."""
    found: list[tuple[tuple[int, ...], Split]] = []
    if isinstance(node, Split):
        found.append((path, node))
        for number, part in enumerate(node.parts):
            if isinstance(part, Split):
                found += splits(part, (*path, number))
    return found


def redrawn(node: Node, path: tuple[int, ...], rng: Random) -> Node:
    """The tiling with the part at ``path`` drawn anew."""
    if isinstance(node, Tile):
        return node
    if not path:
        return node.source.draw_part(rng, node.members, node.place)
    parts = list(node.parts)
    parts[path[0]] = redrawn(parts[path[0]], path[1:], rng)
    return node._replace(parts=tuple(parts))
