"""Whether a change that was refused really cannot be: an exact search of its own.

Nothing here knows how pages are changed: all that is taken from there are the sizes in which a
story can be set. Column by column the stories are dealt so that each column
comes out even; then the columns are filled from the top, whatever stands lowest first. Every
division of a page into rectangles can be made like that, also one that no straight cut divides, so
that nothing found is a proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from newsroom.layout.changes import FAR_SHARE, NEAR_ROWS, Change
from newsroom.layout.geometry import PageGrid
from newsroom.layout.plan import PagePlan
from newsroom.layout.reasons import BROKEN
from newsroom.layout.standing import Board
from newsroom.layout.tiling import Place
from tests.benchmarks.page_quality import MOST_CUTS, quality

MOST_STEPS = 1_500_000  # looked at before it is left undecided: counted, the same everywhere
STRETCHES = (0, 1, 2)  # all the sizes a story can be set in
OPEN = "\0open"  # a place left without a story

Sizes = Mapping[int, Sequence[int]]  # columns -> rows
Spans = dict[str, tuple[int, int]]  # story -> first column and how many
Rows = dict[str, int]  # story -> the numbers of rows it can have, one bit each


class UndecidedError(Exception):
    """More steps than `MOST_STEPS`."""


class Wanted(NamedTuple):
    """One story is to touch ``there``, in one of its sizes, but not to stand where it ``stood``."""

    id: str
    there: Place
    stood: Place

    def is_met(self, place: Place) -> bool:
        return _meet(place, self.there) and place != self.stood


class Question(NamedTuple):
    """A sheet to fill with all of ``sizes``, around what is ``fixed``."""

    columns: int
    rows: int
    sizes: Mapping[str, Sizes]
    fixed: tuple[Place, ...] = ()
    wanted: Wanted | None = None
    crossed: bool = False  # whether something has to cross every gutter
    head: str | None = None  # who stands at the head of the first column


def is_proved(board: Board, change: Change) -> bool:
    """Whether it is proved that the change cannot be. Raises `UndecidedError`."""
    place = change.place
    if place is not None and change.kind in ("move", "resize", "hold"):
        others = board.pinned - {change.item_id}
        if not _inside(board.whole, place):
            return True
        if any(_meet(board.places[id], place) for id in others if id in board.places):
            return True
    return page_for(question_of(board, change)) is None


def is_asked_rightly(board: Board, change: Change) -> bool:
    """Whether it is proved that every page has a new fault, those that the desk names among them,
    on which the story stands or is as large as was asked for, or about so: a resize keeps its
    columns, and the lead at the head of the page. Raises `UndecidedError`."""
    if board.kept_free:
        raise UndecidedError  # what is nobody's is on no page that is looked at
    held = board.pinned & board.places.keys() - {change.item_id}
    pins = {name: board.places[name] for name in held}
    grid = board.setting.grid
    kept = _faults(board.page, grid)
    question = question_of(board, change)._replace(crossed="gutter_through" not in kept)
    id, place = change.item_id, change.place
    if change.kind == "resize" and place is not None:
        off = max(NEAR_ROWS, round(FAR_SHARE * place.rows))
        able, old = board.sizes(id, STRETCHES[-1]).get(place.columns, []), board.places[id]
        about = tuple(rows for rows in able if abs(rows - place.rows) <= off)
        if place.columns == old.columns:  # as it is, or more so, is no answer
            about = tuple(n for n in about if (n - old.rows) * (place.rows - old.rows) > 0)
        sizes = {**question.sizes, id: {place.columns: about}}
        question = question._replace(sizes=sizes, wanted=Wanted(id, place, old))
        question = question._replace(fixed=tuple(pins.values()))
    if change.kind == "resize":
        question = question._replace(head=_lead_at_head(board))
    return not any(
        ("full_width_cuts" in kept or _few_cuts(page)) and _faults(_set(board, page), grid) <= kept
        for page in (found | pins for found in _Exact(question).pages())
    )


def _faults(plan: PagePlan, grid: PageGrid) -> set[str]:
    return {*quality(plan, grid).faults, *(told for told in plan.violations if told in BROKEN)}


def _lead_at_head(board: Board) -> str | None:
    """The story with the lead's headline, where it stands at the head of the first column."""
    heads = (id for id, place in board.places.items() if place[:2] == (0, 0))
    return next((id for id in heads if board.pieces[id].level == 1), None)


def _few_cuts(page: Mapping[str, Place]) -> bool:
    """Whether a page has no more straight cuts from edge to edge than it may: sooner seen than the
    page is set."""
    feet = {place.row + place.rows for place in page.values()}
    inside = feet - {max(feet)}
    cuts = [y for y in inside if not any(p.row < y < p.row + p.rows for p in page.values())]
    return len(cuts) <= MOST_CUTS


def _set(board: Board, page: Mapping[str, Place]) -> PagePlan:
    places = {id: place for id, place in page.items() if id != OPEN}
    return board.plan(places, (page[OPEN],) if OPEN in page else ())


def question_of(board: Board, change: Change) -> Question:
    """What has to be possible for the change to be answered."""
    id, place = change.item_id, change.place
    fixed = {name: board.places[name] for name in sorted(board.pinned) if name in board.places}
    wanted = None
    if change.kind == "resize" and place is not None:
        fixed[id] = place
    elif change.kind == "move" and place is not None:
        fixed.pop(id, None)
        wanted = Wanted(id, _target(board, id, place), board.places[id])
    free = [name for name in board.pieces if name not in fixed]
    sizes: dict[str, Sizes] = {name: _sizes(board, name) for name in free}
    if board.opened:
        whole = board.whole
        anything = tuple(range(1, whole.rows + 1))
        sizes[OPEN] = dict.fromkeys(range(1, whole.columns + 1), anything)
    around = (*fixed.values(), *board.kept_free.values())
    return Question(board.whole.columns, board.whole.rows, sizes, around, wanted)


def page_for(question: Question) -> dict[str, Place] | None:
    """A page that answers the question, or None: there is none. Raises `UndecidedError`."""
    return next(_Exact(question).pages(), None)


def _target(board: Board, id: str, place: Place) -> Place:
    """Where a story comes to stand that is dropped there: the place of the story in its middle."""
    middle = Place(place.column + (place.columns - 1) // 2, place.row + place.rows // 2, 1, 1)
    others = (there for name, there in board.places.items() if name != id)
    return next((there for there in others if _meet(there, middle)), place)


def _sizes(board: Board, id: str) -> Sizes:
    found: dict[int, set[int]] = {}
    for stretch in STRETCHES:
        for columns, rows in board.sizes(id, stretch).items():
            found.setdefault(columns, set()).update(rows)
    if id in board.modules:
        as_printed = board.places[id]
        found.setdefault(as_printed.columns, set()).add(as_printed.rows)
    return {columns: tuple(sorted(rows)) for columns, rows in sorted(found.items())}


class _Exact:
    def __init__(self, question: Question) -> None:
        self._q = question
        self._ids = sorted(question.sizes)
        self._steps = 0
        self._free = [_free_rows(question, column, 0) for column in range(question.columns)]
        areas = {id: _areas(sizes) for id, sizes in question.sizes.items()}
        self._least = {id: min(found, default=10**6) for id, found in areas.items()}
        self._most = {id: max(found, default=0) for id, found in areas.items()}
        self._area = sum(self._free)
        self._areas: dict[frozenset[str], int] = {}

    def pages(self) -> Iterator[dict[str, Place]]:
        """Every page that answers the question."""
        if not sum(self._least.values()) <= sum(self._free) <= sum(self._most.values()):
            return
        for spans, rows in self._dealt(0, {}, {}):
            yield from _Filled(self._q, spans, rows, self).pages()

    def step(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise UndecidedError

    def _dealt(self, column: int, spans: Spans, rows: Rows) -> Iterator[tuple[Spans, Rows]]:
        """Columns for every story, and the rows it can have then, so that each column can come out
        even."""
        narrowed = self._narrowed(column, spans, rows)
        waiting = [id for id in self._ids if id not in spans]
        if narrowed is None or not self._may_fill(column, spans, narrowed, waiting):
            return
        if self._q.crossed and not self._is_crossed(column, spans):
            return
        if column == self._q.columns:
            yield spans, narrowed
            return
        carried = 1
        for id, span in spans.items():
            if sum(span) > column:
                carried = _sums(carried, narrowed[id], self._free[column])
        yield from self._begun(column, spans, narrowed, waiting, carried)

    def _is_crossed(self, column: int, spans: Spans) -> bool:
        """Whether something crosses the gutter left of the column, as far as it is inside."""
        across = [*spans.values(), *((f.column, f.columns) for f in self._q.fixed)]
        is_inside = 0 < column < self._q.columns
        return not is_inside or any(first < column < first + n for first, n in across)

    def _may_fill(self, column: int, spans: Spans, rows: Rows, waiting: Sequence[str]) -> bool:
        """Whether what is to stand in the columns left can be as much as they hold."""
        still = {id: max(0, sum(span) - column) for id, span in spans.items()}
        least = sum(n * _bits(rows[id])[0] for id, n in still.items())
        most = sum(n * _bits(rows[id])[-1] for id, n in still.items())
        least += sum(self._least[id] for id in waiting)
        most += sum(self._most[id] for id in waiting)
        return least <= sum(self._free[column:]) <= most

    def _narrowed(self, columns: int, spans: Spans, rows: Rows) -> Rows | None:
        """The rows each story can have where the first ``columns`` come out even; None where they
        cannot."""
        rows = dict(rows)
        before: Rows = {}
        while before != rows:
            before = dict(rows)
            for column in range(columns):
                inside = [id for id, (f, count) in spans.items() if f <= column < f + count]
                for id in inside:
                    others = 1
                    for other in inside:
                        if other != id:
                            others = _sums(others, rows[other], self._free[column])
                    rows[id] &= _turned(others, self._free[column])
                    if not rows[id]:
                        return None
        return rows

    def _begun(
        self, column: int, spans: Spans, rows: Rows, waiting: Sequence[str], sums: int
    ) -> Iterator[tuple[Spans, Rows]]:
        """Which of the stories waiting begin in this column, and how wide they are."""
        self.step()
        if sums >> self._free[column] & 1:
            yield from self._dealt(column + 1, spans, rows)
        for at, id in enumerate(waiting):
            for count, able in self._q.sizes[id].items():
                if column + count <= self._q.columns and self._may_span(id, column, count):
                    mask = _mask(tuple(able))
                    more = _sums(sums, mask, self._free[column])
                    wider, taller = spans | {id: (column, count)}, rows | {id: mask}
                    if more and self._comes_out(wider):
                        yield from self._begun(column, wider, taller, waiting[at + 1 :], more)

    def _comes_out(self, spans: Spans) -> bool:
        """Whether all areas, in whatever columns the others stand, can be the whole sheet."""
        others = frozenset(self._ids).difference(spans)
        if others not in self._areas:
            sums = 1
            for id in others:
                sums = _sums(sums, _mask(tuple(_areas(self._q.sizes[id]))), self._area)
            self._areas[others] = sums
        sums = self._areas[others]
        for id, (_first, count) in spans.items():
            able = tuple(count * rows for rows in self._q.sizes[id][count])
            sums = _sums(sums, _mask(able), self._area)
        return bool(sums >> self._area & 1)

    def _may_span(self, id: str, first: int, count: int) -> bool:
        wanted = self._q.wanted
        if id == self._q.head and first:
            return False
        if wanted is None or wanted.id != id:
            return True
        there = wanted.there
        return first < there.column + there.columns and there.column < first + count


class _Filled:
    """A page whose stories have their columns, filled from the top."""

    def __init__(self, question: Question, spans: Spans, rows: Rows, counter: _Exact) -> None:
        self._q = question
        self._spans = spans
        self._masks = rows
        self._rows = {id: _bits(mask) for id, mask in rows.items()}
        self._ids = sorted(spans)
        self._counter = counter
        self._dead: set[tuple[tuple[int, ...], int]] = set()
        self._known: dict[tuple[int, int], int] = {}

    def pages(self) -> Iterator[dict[str, Place]]:
        return self._down((0,) * self._q.columns, (1 << len(self._ids)) - 1)

    def _down(self, depths: tuple[int, ...], left: int) -> Iterator[dict[str, Place]]:
        if min(depths) == self._q.rows:
            if not left:
                yield {}
            return
        if (depths, left) in self._dead:
            return
        is_dead = True
        for page in self._placed(depths, left):
            is_dead = False
            yield page
        if is_dead:
            self._dead.add((depths, left))

    def _placed(self, depths: tuple[int, ...], left: int) -> Iterator[dict[str, Place]]:
        top = min(depths)
        column = depths.index(top)
        here = next((f for f in self._q.fixed if (f.column, f.row) == (column, top)), None)
        if here is not None:
            below = _deeper(depths, here)
            yield from self._down(below, left) if below else ()
            return
        for number, id in enumerate(self._ids):
            first, count = self._spans[id]
            if not left >> number & 1 or first != column:
                continue
            for rows in self._rows[id]:
                self._counter.step()
                place = Place(column, top, count, rows)
                rest = left ^ 1 << number
                below = _deeper(depths, place) if self._may_stand(id, place, rest) else None
                for page in self._down(below, rest) if below else ():
                    yield page | {id: place}

    def _may_stand(self, id: str, place: Place, rest: int) -> bool:
        """Whether it is free there, and the stories that are left can fill what is below."""
        wanted = self._q.wanted
        if wanted and wanted.id == id and not wanted.is_met(place):
            return False
        if self._q.head == id and place[:2] != (0, 0):
            return False
        foot = place.row + place.rows
        if foot > self._q.rows or any(_meet(place, other) for other in self._q.fixed):
            return False
        return all(
            self._sums_of(column, rest) >> _free_rows(self._q, column, foot) & 1
            for column in range(place.column, place.column + place.columns)
        )

    def _sums_of(self, column: int, left: int) -> int:
        """Every number of rows that the stories left for a column can take in it."""
        key = (column, left)
        if key not in self._known:
            sums = 1
            for number, id in enumerate(self._ids):
                first, count = self._spans[id]
                if left >> number & 1 and first <= column < first + count:
                    sums = _sums(sums, self._masks[id], self._q.rows)
            self._known[key] = sums
        return self._known[key]


def _deeper(depths: tuple[int, ...], place: Place) -> tuple[int, ...] | None:
    """The columns with something laid on them; None where they are not level there."""
    first, last = place.column, place.column + place.columns
    if any(depth != place.row for depth in depths[first:last]):
        return None
    return (*depths[:first], *[place.row + place.rows] * place.columns, *depths[last:])


def _free_rows(question: Question, column: int, top: int) -> int:
    """Rows of a column from ``top`` down that nothing fixed takes."""
    fixed = (f for f in question.fixed if f.column <= column < f.column + f.columns)
    return question.rows - top - sum(f.rows for f in fixed if f.row >= top)


def _areas(sizes: Sizes) -> list[int]:
    return [columns * count for columns, rows in sizes.items() for count in rows]


@lru_cache(maxsize=4096)
def _mask(rows: tuple[int, ...]) -> int:
    return sum(1 << count for count in set(rows))


@lru_cache(maxsize=200_000)
def _sums(one: int, other: int, most: int) -> int:
    """Every sum, up to ``most``, of a number in the one set and a number in the other."""
    found = 0
    for at in _bits(other):
        found |= one << at
    return found & ((1 << most + 1) - 1)


def _turned(sums: int, whole: int) -> int:
    """What is missing to ``whole`` for each number in the set."""
    return sum(1 << whole - at for at in _bits(sums) if at <= whole)


@lru_cache(maxsize=100_000)
def _bits(mask: int) -> tuple[int, ...]:
    return tuple(at for at in range(mask.bit_length()) if mask >> at & 1)


def _meet(one: Place, other: Place) -> bool:
    across = min(one.column + one.columns, other.column + other.columns)
    down = min(one.row + one.rows, other.row + other.rows)
    return across > max(one.column, other.column) and down > max(one.row, other.row)


def _inside(whole: Place, place: Place) -> bool:
    return (
        min(place.column, place.row) >= 0
        and place.column + place.columns <= whole.columns
        and place.row + place.rows <= whole.rows
    )
