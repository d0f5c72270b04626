"""A part of a page solved anew around what stays fast in it, the rest of the page as it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from random import Random
from typing import NamedTuple

from newsroom.layout.columnwise import Allowed, Columnwise
from newsroom.layout.cost import Sheet
from newsroom.layout.search import WEIGHTS, Search, tied
from newsroom.layout.shapes import STRETCHES
from newsroom.layout.standing import Board, Places, faults_of
from newsroom.layout.tiling import Child, Group, Leaf, Place, Tile, meets

DRAWS = 40  # for each story of the part
MOST_DRAWS = 240
REPAIRS = 2  # times as many as draws
SOUGHT = STRETCHES[1:]  # as designed few parts come out even
AROUND_STEPS = 4000  # where something is fixed: counted, the same everywhere
MOST_AROUND = 60  # pages
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

    @property
    def bounds(self) -> dict[str, Callable[[Place], bool]]:
        """Where alone a story may stand in an answer."""
        return {self.id: self._is_met}

    def _is_met(self, place: Place) -> bool:
        wanted = self.place
        if not meets(place, wanted) or place == self.old:
            return False
        if self.rows is None:
            return True
        return place.column == wanted.column and abs(place.row - wanted.row) <= self.rows

    def off(self, places: Mapping[str, Place]) -> float:
        """0 at the place itself; infinite for what is no answer."""
        place, wanted = places[self.id], self.place
        if not self._is_met(place):
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

    @property
    def bounds(self) -> dict[str, Callable[[Place], bool]]:
        return {aim.id: partial(takes_place, then=aim.place) for aim in self}

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


class Judge:
    """What a way to fill ``whole`` with ``members`` is worth, those of ``fixed`` in their
    rectangles: the tiles beyond the other stories are left open.

    ``price`` counts each story that moves, ``breach`` each slight fault. The story of ``aim``
    comes to stand where it is wanted or near by.
    """

    def __init__(
        self,
        board: Board,
        whole: Place,
        members: Sequence[str],
        fixed: Mapping[str, Place],
        *,
        price: float,
        breach: float,
        aim: Wanted | None = None,
    ) -> None:
        self.board, self.whole, self.aim, self.breach = board, whole, aim, breach
        self.around = list(fixed.values())
        self.free = [name for name in members if name not in fixed]
        self.was_open = [place for place in board.opened if is_in(whole, place)]
        self._still_open = [place for place in board.opened if place not in self.was_open]
        self._fast = {n: place for n, place in board.places.items() if n not in members}
        self._fast |= {name: place for name, place in fixed.items() if name in members}
        self._price = price

    def made(self, found: Sequence[Tile]) -> Arrangement | None:
        """The tiling as an arrangement of the page; None where the aim is not met."""
        count = len(self.free)
        named = {self.free[t.piece]: Place(*t[1:]) for t in found if t.piece < count}
        opened = (Place(*t[1:]) for t in found if t.piece >= count)
        places = self._fast | named
        if self.aim and self.aim.off(places) == float("inf"):
            return None
        return Arrangement(places, (*self._still_open, *opened))

    def points(self, made: Arrangement, sheet: Sheet) -> float:
        """Beside its faults."""
        moved = len(self.board.moved(made.places))
        off = OFF * self.aim.off(made.places) if self.aim else 0.0
        return self.board.points(sheet, made.opened) + self._price * moved + off


Judged = Callable[[Sequence[Tile]], "tuple[float, Arrangement] | None"]


def arranged(judge: Judge, most: int = 1, *, is_quick: bool = False) -> list[Arrangement]:
    """The best ways to fill the part of the ``judge``; nothing where no way was found.

    First without anything open, then, where something was, with that. What ``is_quick`` tries the
    likeliest way alone.
    """
    board, whole, free, aim = judge.board, judge.whole, judge.free, judge.aim

    def judged(tiling: Sequence[Tile]) -> tuple[float, Arrangement] | None:
        made = judge.made(tiling)
        if made is None:
            return None
        sheet = board.sheet(made.places)
        breaches = faults_of(sheet)
        sound.append(breaches <= board.faults)
        return judge.points(made, sheet) + judge.breach * breaches, made

    found: list[Arrangement] = []
    sound: list[bool] = []  # of every tiling looked at: whether it breaks no more rules than before
    leading = lead_of(board, whole, free, aim, judge.around)
    tries: list[tuple[int | None, bool]] = []
    if leading is not None:
        tries += [(leading, True), (leading, False)]
    if board.bent not in free:  # that stands nowhere but around the nameplate
        tries.append((None, False))
    for blanks in (0, 1) if judge.was_open else (0,):
        for stretch in SOUGHT[:1] if is_quick else SOUGHT:
            for lead, is_large in tries[:1] if is_quick else tries:
                large = lead if is_large else None
                sizes = sizes_for(board, whole, free, stretch, blanks, aim, large)
                if judge.around:
                    ways = fillings(board, whole, free, sizes, judge.around, aim, lead)
                    able = [one for one in map(judged, some_pages(ways)) if one]
                else:
                    group = group_for(board, whole, free, sizes, lead)
                    able = _looked_for(group, whole, judged, most)
                found += best_first(able)[:most]
                if any(sound) or (judge.around and found):
                    return found
        if found:
            return found
    return []


def anything(whole: Place) -> Sizes:
    """Of a place that is left open."""
    return dict.fromkeys(range(1, whole.columns + 1), range(1, whole.rows + 1))


def best_first(able: Sequence[tuple[float, Arrangement]]) -> list[Arrangement]:
    return [made for _points, made in sorted(able, key=lambda one: one[0])]


def some_pages(ways: Columnwise) -> Iterator[tuple[Tile, ...]]:
    """Some of the ways to fill a page around what is fixed, of as many kinds as can be."""
    rng = Random(SEED)  # noqa: S311, nothing secret hangs on it
    return islice(ways.pages(rng, AROUND_STEPS), MOST_AROUND)


def _looked_for(
    group: Group | None, whole: Place, judged: Judged, most: int
) -> list[tuple[float, Arrangement]]:
    """The best of many tilings, where there are some."""
    if group is None or not group.fits(whole.columns, whole.rows):
        return []
    search = Search(group, whole, Random(SEED), judged)  # noqa: S311, nothing secret hangs on it
    search.run(_draws(group), REPAIRS * _draws(group))
    return search.best(most)


def _draws(group: Group | None) -> int:
    return min(MOST_DRAWS, DRAWS * len(group.children)) if group else 1


def lead_of(
    board: Board,
    whole: Place,
    free: Sequence[str],
    aim: Wanted | None,
    fixed: Collection[Place] = (),
) -> int | None:
    """The number of the story that leads the page, where it is to stand where a lead stands and
    nothing ``fixed`` does."""
    if board.bent:
        return free.index(board.bent) if board.bent in free else None
    head = board.head
    if not meets(whole, head) or any(meets(place, head) for place in fixed):
        return None
    leads = [n for n, id in enumerate(free) if board.pieces[id].level == 1]
    leads += [n for n, id in enumerate(free) if meets(board.places.get(id, _NOWHERE), head)]
    if not leads:
        return None
    aims = aim.aims if aim else ()
    if any(meets(one.place, head) != (free[leads[0]] == one.id) for one in aims):
        return None
    return leads[0]


def sizes_for(
    board: Board,
    whole: Place,
    free: Sequence[str],
    stretch: int,
    blanks: int,
    aim: Wanted | None,
    lead: int | None,
) -> list[Sizes]:
    """The sizes of the stories, and of so many places left open; where there is a ``lead`` its
    headline is one of a lead."""
    wanted = {one.id: one.sizes for one in aim.aims} if aim else {}
    sizes = [wanted[name] if name in wanted else board.sizes(name, stretch) for name in free]
    if lead is not None:
        sizes[lead] = both(sizes[lead], board.large_sizes(free[lead], stretch))
    sizes += [anything(whole)] * blanks
    return [{c: rows for c, rows in able.items() if c <= whole.columns} for able in sizes]


def group_for(
    board: Board, whole: Place, free: Sequence[str], sizes: Sequence[Sizes], lead: int | None
) -> Group | None:
    """The stories with their sizes, the lead before all others; None where one has no size."""
    if not sizes or not all(sizes):
        return None
    weights = [WEIGHTS[board.pieces[name].rank] for name in free]
    weights += [-1.0] * (len(sizes) - len(free))
    children: list[Child] = [
        Leaf(number, able, whole.columns, weight)
        for number, (able, weight) in enumerate(zip(sizes, weights, strict=True))
    ]
    first = [] if lead is None else [children.pop(lead)]
    return tied([*first, *children], whole.columns, whole.rows, is_led=bool(first))


def fillings(
    board: Board,
    whole: Place,
    free: Sequence[str],
    sizes: Sequence[Sizes],
    fixed: Sequence[Place],
    aim: Wanted | None,
    lead: int | None,
    *,
    crossed: bool = False,
) -> Columnwise:
    """The ways to fill ``whole`` around what is ``fixed``, each story where alone it may stand:
    where it is wanted, the lead at the head; ``crossed``: with no gutter down the page."""
    bounds = dict(aim.bounds) if aim else {}
    if lead is not None:
        bounds[free[lead]] = _at_head(board.head, bounds.get(free[lead]))
    allowed = {number: bounds[name] for number, name in enumerate(free) if name in bounds}
    return Columnwise(sizes, whole, fixed, allowed, crossed=crossed)


def _at_head(head: Place, bound: Allowed | None) -> Allowed:
    return lambda place: place[:2] == head[:2] and (bound is None or bound(place))


def both(one: Sizes, other: Sizes) -> Sizes:
    """The sizes that are in both."""
    found = {c: [r for r in rows if r in other.get(c, ())] for c, rows in one.items()}
    return {columns: rows for columns, rows in found.items() if rows}


_NOWHERE = Place(-1, -1, 0, 0)


def _right(place: Place) -> int:
    return place.column + place.columns


def _foot(place: Place) -> int:
    return place.row + place.rows


def is_in(whole: Place, place: Place) -> bool:
    return (
        whole.column <= place.column
        and place.column + place.columns <= whole.column + whole.columns
        and whole.row <= place.row
        and place.row + place.rows <= whole.row + whole.rows
    )
