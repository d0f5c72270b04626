"""A part of a page solved anew around what stays fast in it, the rest of the page as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from newsroom.layout.pinned import Pinned
from newsroom.layout.search import MOST_CHILDREN, WEIGHTS, Search, tied
from newsroom.layout.standing import Board, Places
from newsroom.layout.tiling import Child, Group, Leaf, Place, Tile
from newsroom.layout.wheels import Wheels

DRAWS = 40  # for each story of the part
MOST_DRAWS = 240
REPAIRS = 2  # times as many as draws
STRETCHES = (1, 2)
WHEELS = 160  # where more than usual is tried: pages that no straight cut crosses
LOOSE = 9  # stories by themselves then, the smallest of more tied in pairs
ROUNDS = 4  # in which more than usual is tried
SEED = 634
ACROSS = 6.0  # rows that a column off is like
MOSTLY = 0.6  # of a place: who stands in so much of it has it
OFF = 0.25  # points for each row a story stands off the place it was wanted in


Sizes = Mapping[int, Sequence[int]]  # columns -> rows


class Aim(NamedTuple):
    """Where a story is wanted, and the sizes it may have there. ``rows``: how far off it may begin,
    in that very column; without it whatever touches the place will do but ``old``, where it
    stands."""

    id: str
    place: Place
    sizes: Sizes
    rows: int | None = None
    old: Place | None = None

    @property
    def aims(self) -> tuple[Aim, ...]:
        return (self,)

    def off(self, places: Mapping[str, Place]) -> float:
        """0 at the place itself; infinite for what is no answer."""
        place, wanted = places[self.id], self.place
        if not meets(place, wanted) or place == self.old:
            return float("inf")
        if self.rows is not None and (
            place.column != wanted.column or abs(place.row - wanted.row) > self.rows
        ):
            return float("inf")
        across = abs(place.column - wanted.column) + abs(_right(place) - _right(wanted))
        down = abs(place.row - wanted.row) + abs(_foot(place) - _foot(wanted))
        return ACROSS * across + down


class Exchange(NamedTuple):
    """Two stories that are each wanted where the other stands."""

    one: Aim
    other: Aim

    @property
    def aims(self) -> tuple[Aim, ...]:
        return self

    def off(self, places: Mapping[str, Place]) -> float:
        """Where either does not stand in the other's place: infinite."""
        if not self.is_done(places):
            return float("inf")
        return sum(_edges_off(places[aim.id], aim.place) for aim in self)

    def is_done(self, places: Mapping[str, Place]) -> bool:
        """Whether a reader would say that the two changed places."""
        now = places[self.one.id], places[self.other.id]
        then = self.one.place, self.other.place
        orders = [(_comes_first(*now, axis), _comes_first(*then, axis)) for axis in (0, 1)]
        turned = [is_so == should for is_so, should in orders if None not in (is_so, should)]
        return all(map(takes_place, now, then)) and bool(turned) and all(turned)


Wanted = Aim | Exchange


def takes_place(now: Place, then: Place) -> bool:
    """Whether who stands there stands in that place: in most of it, or within most of it."""
    across = min(_right(now), _right(then)) - max(now.column, then.column)
    down = min(_foot(now), _foot(then)) - max(now.row, then.row)
    least = min(now.columns * now.rows, then.columns * then.rows)
    return across > 0 and down > 0 and across * down >= MOSTLY * least


def _comes_first(one: Place, other: Place, axis: int) -> bool | None:
    """Whether the one stands wholly left of the other (axis 0), or above it; None: neither."""
    if one[axis] + one[axis + 2] <= other[axis]:
        return True
    return False if other[axis] + other[axis + 2] <= one[axis] else None


def _edges_off(now: Place, then: Place) -> float:
    """From one's sides to the other's, and from its head or its foot, whichever is nearer."""
    across = abs(now.column - then.column) + abs(_right(now) - _right(then))
    return ACROSS * across + min(abs(now.row - then.row), abs(_foot(now) - _foot(then)))


class Arrangement(NamedTuple):
    """Where the stories of a page stand, and what is left open."""

    places: Places
    opened: tuple[Place, ...]


Judge = Callable[[Sequence[Tile]], "tuple[float, Arrangement] | None"]


def arranged(
    board: Board,
    whole: Place,
    members: Sequence[str],
    fixed: Mapping[str, Place],
    *,
    price: float,
    breach: float,
    aim: Wanted | None = None,
    most: int = 1,
    effort: int = 1,
    is_quick: bool = False,
) -> list[Arrangement]:
    """The best ways to fill ``whole`` with ``members``, those of ``fixed`` in their rectangles.

    ``price`` counts each story that moves, ``breach`` each slight fault. Nothing
    where no way was found. First without anything open, then, where something was, with that. The
    story of ``aim`` comes to stand where it is wanted or near by. ``effort`` times as much is tried
    as usual; what ``is_quick`` tries the likeliest way alone.
    """
    free = [name for name in members if name not in fixed]
    outside = {name: place for name, place in board.places.items() if name not in members}
    was_open = [place for place in board.opened if is_in(whole, place)]
    still_open = tuple(place for place in board.opened if place not in was_open)
    held = {name: place for name, place in fixed.items() if name in members}

    def judged(found: Sequence[Tile]) -> tuple[float, Arrangement] | None:
        """The tiling as an arrangement of the page with its points; tiles beyond the stories are
        left open."""
        named = {free[t.piece]: Place(*t[1:]) for t in found if t.piece < len(free)}
        off = aim.off(held | named) if aim else 0.0
        if off == float("inf"):
            return None
        opened = tuple(Place(*t[1:]) for t in found if t.piece >= len(free))
        made = Arrangement(outside | held | named, (*still_open, *opened))
        breaches, points = board.score(board.sheet(made.places), made.opened)
        moved = len(board.moved(made.places))
        sound.append(breaches <= board.faults)
        return points + breach * breaches + price * moved + OFF * off, made

    found: list[Arrangement] = []
    sound: list[bool] = []  # of every tiling looked at: whether it breaks no more rules than before
    leading = lead_of(board, whole, free, aim)
    loose = LOOSE if effort > 1 else MOST_CHILDREN
    tries: list[tuple[int | None, bool]] = []
    if leading is not None:
        tries += [(leading, True), (leading, False)]
    if board.bent not in free:  # that stands nowhere but around the nameplate
        tries.append((None, False))
    for blanks in (0, 1) if was_open else (0,):
        for stretch in STRETCHES[:1] if is_quick else STRETCHES:
            for lead, is_large in tries[:1] if is_quick else tries:
                group = group_for(board, whole, free, stretch, blanks, aim, lead, is_large, loose)
                if fixed:
                    able = _around(list(fixed.values()), group, whole, judged, effort)
                else:
                    able = _looked_for(group, whole, judged, most, effort, sound)
                found += _first(able, most)
                if any(sound) or (fixed and found):
                    return found
        if found:
            return found
    return []


def _first(able: Sequence[tuple[float, Arrangement]], most: int) -> list[Arrangement]:
    return [made for _points, made in sorted(able, key=lambda one: one[0])[:most]]


def _around(
    fixed: Sequence[Place], group: Group | None, whole: Place, judged: Judge, effort: int
) -> list[tuple[float, Arrangement]]:
    """Some tilings around what stays where it is."""
    rng = Random(SEED)  # noqa: S311, nothing secret hangs on it
    pinned = Pinned(group, whole, fixed)
    made = []
    for _draw in range(effort * _draws(group) // 4 or 1):
        found = pinned.draw(rng)
        if found is None:
            break
        made.append(judged(found))
    return [one for one in made if one]


def _looked_for(
    group: Group | None,
    whole: Place,
    judged: Judge,
    most: int,
    effort: int,
    sound: Sequence[bool],
) -> list[tuple[float, Arrangement]]:
    """The best of many tilings, where there are some; more than usual only until one is sound."""
    if group is None:
        return []
    wheels = Wheels(group, group.all, whole, LOOSE) if effort > 1 else None
    if not wheels and not group.fits(whole.columns, whole.rows):
        return []
    rng = Random(SEED)  # noqa: S311, nothing secret hangs on it
    search = Search(group, whole, rng, judged, (lambda: wheels) if wheels else None)
    rounds = 1 if effort == 1 else ROUNDS
    draws = effort * _draws(group) // rounds
    for _round in range(rounds):
        search.run(draws, REPAIRS * draws, WHEELS // rounds if wheels else 0)
        if any(sound):
            break
    return search.best(most)


def _draws(group: Group | None) -> int:
    return min(MOST_DRAWS, DRAWS * len(group.children)) if group else 1


def lead_of(board: Board, whole: Place, free: Sequence[str], aim: Wanted | None) -> int | None:
    """The number of the story that leads the page, where it is to stand where a lead stands."""
    if board.bent:
        return free.index(board.bent) if board.bent in free else None
    column = board.corner.columns if board.corner else 0
    head = Place(column, 0, 1, 1)
    if not meets(whole, head):
        return None
    leads = [n for n, id in enumerate(free) if board.pieces[id].level == 1]
    leads += [n for n, id in enumerate(free) if meets(board.places.get(id, _NOWHERE), head)]
    if not leads:
        return None
    aims = aim.aims if aim else ()
    if any(meets(one.place, head) != (free[leads[0]] == one.id) for one in aims):
        return None
    return leads[0]


def group_for(
    board: Board,
    whole: Place,
    free: Sequence[str],
    stretch: int,
    blanks: int,
    aim: Wanted | None,
    lead: int | None,
    is_large: bool,
    loose: int = MOST_CHILDREN,
) -> Group | None:
    """The stories with their sizes, at most so many by themselves; where the lead ``is_large``, its
    headline is one of a lead."""
    children: list[Child] = []
    wanted = {one.id: one.sizes for one in aim.aims} if aim else {}
    for number, name in enumerate(free):
        rank = board.pieces[name].rank
        able = wanted[name] if name in wanted else board.sizes(name, stretch)
        if is_large and number == lead:
            able = _both(able, board.large_sizes(name, stretch))
        sizes = {columns: rows for columns, rows in able.items() if columns <= whole.columns}
        children.append(Leaf(number, sizes, whole.columns, WEIGHTS[rank]) if sizes else _NOTHING)
    anything = {columns: range(1, whole.rows + 1) for columns in range(1, whole.columns + 1)}
    children += [
        Leaf(len(free) + number, anything, whole.columns, -1.0) for number in range(blanks)
    ]
    if not children or any(child is _NOTHING for child in children):
        return None
    first = [] if lead is None else [children.pop(lead)]
    return tied([*first, *children], whole.columns, whole.rows, is_led=bool(first), most=loose)


def _both(one: Sizes, other: Sizes) -> Sizes:
    found = {c: [r for r in rows if r in other.get(c, ())] for c, rows in one.items()}
    return {columns: rows for columns, rows in found.items() if rows}


_NOWHERE = Place(-1, -1, 0, 0)
_NOTHING = Leaf(-1, {}, 1)  # a story without a shape


def _right(place: Place) -> int:
    return place.column + place.columns


def _foot(place: Place) -> int:
    return place.row + place.rows


def meets(one: Place, other: Place) -> bool:
    """Whether two rectangles have a cell in common."""
    across = one.column < _right(other) and other.column < _right(one)
    return across and one.row < _foot(other) and other.row < _foot(one)


def is_in(whole: Place, place: Place) -> bool:
    return (
        whole.column <= place.column
        and place.column + place.columns <= whole.column + whole.columns
        and whole.row <= place.row
        and place.row + place.rows <= whole.row + whole.rows
    )
