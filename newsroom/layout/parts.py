"""A part of a page solved anew around what stays fast in it, the rest of the page as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from newsroom.layout.pinned import Pinned
from newsroom.layout.search import MOST_CHILDREN, POOL, WEIGHTS
from newsroom.layout.standing import Board, Places
from newsroom.layout.tiling import (
    Child,
    Group,
    Leaf,
    Node,
    Place,
    Tile,
    heights,
    redrawn,
    splits,
    tiles,
)

DRAWS = 40  # for each story of the part
MOST_DRAWS = 240
REPAIRS = 2  # times as many as draws
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

    def judged(found: Sequence[Tile]) -> _Judged | None:
        """The tiling as an arrangement of the page with its points; tiles beyond the stories are
        left open."""
        named = {free[t.piece]: Place(*t[1:]) for t in found if t.piece < len(free)}
        off = aim.distance(named[aim.id]) if aim else 0.0
        if off == float("inf"):
            return None
        opened = tuple(Place(*t[1:]) for t in found if t.piece >= len(free))
        made = Arrangement(outside | held | named, (*still_open, *opened))
        breaches, points = board.score(board.sheet(made.places), made.opened)
        moved = len(board.moved(made.places))
        return _Judged(points + breach * breaches + price * moved + OFF * off, made)

    for blanks in (0, 1) if was_open else (0,):
        for stretch in STRETCHES:
            for lead in dict.fromkeys((_lead(board, whole, free, aim), None)):
                group = _group(board, whole, free, stretch, blanks, aim, lead)
                if fixed:
                    best = _around(list(fixed.values()), group, whole, judged)
                elif group is not None and group.fits(whole.columns, whole.rows):
                    best = _looked_for(group, whole, judged)
                else:
                    best = None
                if best is not None:
                    return best.made
    return None


class _Judged(NamedTuple):
    points: float
    made: Arrangement


Judge = Callable[[Sequence[Tile]], _Judged | None]


def _around(
    fixed: Sequence[Place], group: Group | None, whole: Place, judged: Judge
) -> _Judged | None:
    """The best of some tilings around what stays where it is."""
    rng = Random(SEED)  # noqa: S311, nothing secret hangs on it
    pinned = Pinned(group, whole, fixed)
    best: _Judged | None = None
    for _draw in range(_draws(group) // 4 or 1):
        found = pinned.draw(rng)
        if found is None:
            break
        best = _better(best, judged(found))
    return best


def _looked_for(group: Group, whole: Place, judged: Judge) -> _Judged | None:
    """The best of many tilings drawn at random, then of good ones with a part drawn anew."""
    rng = Random(SEED)  # noqa: S311, nothing secret hangs on it
    pool: list[tuple[float, int, Node, _Judged]] = []
    seen: set[tuple[Tile, ...]] = set()

    def consider(node: Node) -> None:
        key = tuple(sorted(tiles(node)))
        if key not in seen:
            seen.add(key)
            found = judged(key)
            if found is not None:
                pool.append((found.points, len(seen), node, found))
                pool.sort(key=lambda entry: entry[:2])
                del pool[POOL:]

    for _draw in range(_draws(group)):
        consider(group.draw(rng, whole))
    for _repair in range(REPAIRS * _draws(group) if pool else 0):
        node = pool[min(int(rng.expovariate(0.35)), len(pool) - 1)][2]
        parts = splits(node)
        if not parts:
            break
        path, _part = parts[int(rng.random() * len(parts))]
        consider(redrawn(node, path, rng))
    return pool[0][3] if pool else None


def _draws(group: Group | None) -> int:
    return min(MOST_DRAWS, DRAWS * len(group.children)) if group else 1


def _better(one: _Judged | None, other: _Judged | None) -> _Judged | None:
    return min((found for found in (one, other) if found), default=None, key=lambda f: f.points)


def _lead(board: Board, whole: Place, free: Sequence[str], aim: Aim | None) -> int | None:
    """The number of the story that leads the page, where it is to stay where it leads."""
    column = board.corner.columns if board.corner else 0
    head = Place(column, 0, 1, 1)
    if not meets(whole, head) or (aim and meets(aim.place, head)):
        return None
    leads = (n for n, id in enumerate(free) if id in board.places and meets(board.places[id], head))
    number = next(leads, None)
    return None if aim and number is not None and free[number] == aim.id else number


def _group(
    board: Board,
    whole: Place,
    free: Sequence[str],
    stretch: int,
    blanks: int,
    aim: Aim | None,
    lead: int | None,
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
    first = [] if lead is None else [children.pop(lead)]
    while len(first) + len(children) > MOST_CHILDREN:
        small = sorted(children, key=_least_area)
        children = [Group(small[:2], whole.columns, whole.rows), *small[2:]]
    return Group([*first, *children], whole.columns, whole.rows, 0 if first else None)


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
