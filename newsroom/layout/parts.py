"""A part of a page solved anew around what stays fast in it, the rest of the page as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import NamedTuple

from newsroom.layout.pinned import Pinned
from newsroom.layout.search import MOST_CHILDREN, WEIGHTS
from newsroom.layout.standing import Board, Places
from newsroom.layout.tiling import Child, Group, Leaf, Place, Tile, heights, tiles

DRAWS = 40  # for each story of the part
MOST_DRAWS = 240
STRETCHES = (1, 2)
SEED = 634
OFF = 0.25  # points for each row a story stands off the place it was wanted in


class Aim(NamedTuple):
    """Where a story is wanted, and the sizes it may have there."""

    id: str
    place: Place
    sizes: Mapping[int, Sequence[int]]

    def distance(self, place: Place) -> float:
        """0 at the place itself; what does not even touch it is no answer."""
        if not meets(place, self.place):
            return float("inf")
        across = abs(place.column - self.place.column) + abs(_right(place) - _right(self.place))
        down = abs(place.row - self.place.row) + abs(_foot(place) - _foot(self.place))
        return 6.0 * across + down


class Arrangement(NamedTuple):
    """Where the stories of a page stand, and what is left open."""

    places: Places
    opened: tuple[Place, ...]


def arranged(
    board: Board,
    whole: Place,
    members: Sequence[str],
    fixed: Mapping[str, Place],
    *,
    price: float,
    breach: float,
    aim: Aim | None = None,
) -> Arrangement | None:
    """The best way to fill ``whole`` with ``members``, those of ``fixed`` in their rectangles.

    ``price`` counts each story that moves, ``breach`` each rule that is broken badly. None where
    no way was found. First without anything open, then, where something was, with that. The story
    of ``aim`` comes to stand where it is wanted or near by.
    """
    free = [name for name in members if name not in fixed]
    outside = {name: place for name, place in board.places.items() if name not in members}
    was_open = [place for place in board.opened if _is_in(whole, place)]
    still_open = tuple(place for place in board.opened if place not in was_open)
    held = {name: place for name, place in fixed.items() if name in members}
    for blanks in (0, 1) if was_open else (0,):
        for stretch in STRETCHES:
            best: tuple[float, Arrangement] | None = None
            for found in _drawn(board, whole, free, list(fixed.values()), stretch, blanks, aim):
                named = {free[t.piece]: Place(*t[1:]) for t in found if t.piece < len(free)}
                off = aim.distance(named[aim.id]) if aim else 0.0
                if off == float("inf"):
                    continue
                opened = tuple(Place(*t[1:]) for t in found if t.piece >= len(free))
                made = Arrangement(outside | held | named, (*still_open, *opened))
                breaches, points = board.score(*made)
                total = points + breach * breaches + price * len(board.moved(made.places))
                total += OFF * off
                if best is None or total < best[0]:
                    best = (total, made)
            if best is not None:
                return best[1]
    return None


def _drawn(
    board: Board,
    whole: Place,
    free: Sequence[str],
    fixed: Sequence[Place],
    stretch: int,
    blanks: int,
    aim: Aim | None,
) -> list[list[Tile]]:
    """Different tilings of ``whole``; tiles beyond the stories are left open."""
    group = _group(board, whole, free, stretch, blanks, aim)
    rng = Random(SEED)  # noqa: S311, nothing secret hangs on it
    draws = min(MOST_DRAWS, DRAWS * (len(free) + blanks))
    found: dict[tuple[Tile, ...], list[Tile]] = {}
    if group is not None and not fixed:
        if group.fits(whole.columns, whole.rows):
            for _draw in range(draws):
                drawn = tiles(group.draw(rng, whole))
                found.setdefault(tuple(sorted(drawn)), drawn)
        return list(found.values())
    pinned = Pinned(group, whole, fixed)
    for _draw in range(max(1, draws // 4)):
        drawn_around = pinned.draw(rng)
        if drawn_around is None:
            break
        found.setdefault(tuple(sorted(drawn_around)), drawn_around)
    return list(found.values())


def _group(
    board: Board, whole: Place, free: Sequence[str], stretch: int, blanks: int, aim: Aim | None
) -> Group | None:
    children: list[Child] = []
    for number, name in enumerate(free):
        rank = board.pieces[name].rank
        able = aim.sizes if aim and aim.id == name else board.sizes(name, stretch)
        sizes = {columns: rows for columns, rows in able.items() if columns <= whole.columns}
        children.append(Leaf(number, sizes, whole.columns, WEIGHTS[rank]) if sizes else _NOTHING)
    anything = {columns: range(1, whole.rows + 1) for columns in range(1, whole.columns + 1)}
    children += [
        Leaf(len(free) + number, anything, whole.columns, -1.0) for number in range(blanks)
    ]
    if not children or any(child is _NOTHING for child in children):
        return None
    while len(children) > MOST_CHILDREN:
        small = sorted(children, key=_least_area)
        children = [Group(small[:2], whole.columns, whole.rows), *small[2:]]
    return Group(children, whole.columns, whole.rows)


_NOTHING = Leaf(-1, {}, 1)  # a story without a shape


def _least_area(child: Child) -> int:
    areas = [columns * heights(mask)[0] for columns, mask in enumerate(child.masks) if mask]
    return min(areas, default=0)


def _right(place: Place) -> int:
    return place.column + place.columns


def _foot(place: Place) -> int:
    return place.row + place.rows


def meets(one: Place, other: Place) -> bool:
    """Whether two rectangles have a cell in common."""
    across = one.column < _right(other) and other.column < _right(one)
    return across and one.row < _foot(other) and other.row < _foot(one)


def _is_in(whole: Place, place: Place) -> bool:
    return (
        whole.column <= place.column
        and place.column + place.columns <= whole.column + whole.columns
        and whole.row <= place.row
        and place.row + place.rows <= whole.row + whole.rows
    )
