"""Every way to fill a rectangle with stories around what stays fast in it, column by column.

First the stories are dealt to the columns so that each comes out even; then the columns are filled
from the top, whatever stands lowest first. Every division into rectangles can be made like that,
also one that no straight cut divides (`tiling`, `wheels`), so that where it comes to its end
without a page there is none. What makes it quick is that the areas have to come out even too: of
hardly any widths do they. Counted steps, never seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from random import Random
from typing import NamedTuple

from newsroom.layout.tiling import Place, Tile, bits, meets

TURN_PAGES = 4  # of one deal before another has its turn: they are much alike
TURN_STEPS = 200
PAUSE = 50  # steps, after which a deal can be left and taken up again

Sizes = Mapping[int, Sequence[int]]  # columns -> rows
Allowed = Callable[[Place], bool]


class Span(NamedTuple):
    """The columns of a story and the numbers of rows it may have there, one bit each."""

    first: int
    columns: int
    rows: int

    @property
    def end(self) -> int:
        return self.first + self.columns


Spans = dict[int, Span]  # of each story that has its columns


class Columnwise:
    """The ways to fill ``whole`` with all of ``stories``, each in one of its sizes, around the
    ``fixed`` rectangles. ``allowed`` says for some stories, by number, where they may stand; where
    it is ``crossed``, something crosses every gutter."""

    def __init__(
        self,
        stories: Sequence[Sizes],
        whole: Place,
        fixed: Sequence[Place] = (),
        allowed: Mapping[int, Allowed] | None = None,
        *,
        crossed: bool = False,
    ) -> None:
        self._whole, self._fixed, self._crossed = whole, fixed, crossed
        self._allowed = allowed or {}
        self._columns = range(whole.column, whole.column + whole.columns)
        self._free = [_free_rows(whole, fixed, column) for column in self._columns]
        self._area = sum(free[0] for free in self._free)
        self._before = [sum(free[0] for free in self._free[:n]) for n in range(whole.columns + 1)]
        self._able = [self._spans_of(number, sizes) for number, sizes in enumerate(stories)]
        self._spans = self._able
        self._wanting: dict[tuple[int, int], int] = {}
        self._steps = _Steps(0)

    def pages(self, rng: Random, steps: int) -> Iterator[tuple[Tile, ...]]:
        """Pages as long as the ``steps`` last, the deals in an order drawn at random and each some
        at a time. Another search begins only where one has ended."""
        self._steps = _Steps(steps)
        self._spans = [list(spans) for spans in self._able]
        for spans in self._spans:
            rng.shuffle(spans)
        order = list(range(len(self._spans)))
        rng.shuffle(order)
        try:
            waiting: list[Iterator[tuple[Tile, ...] | None]] = []
            for deal in self._dealt(0, {}, order, 1):
                filling = _Filling(self._whole, self._fixed, self._free, self._allowed, deal)
                waiting.append(filling.pages(self._steps))
                yield from self._turn(waiting, -1)
            while waiting:
                for at in reversed(range(len(waiting))):
                    yield from self._turn(waiting, at)
        except _NoMoreError:
            return

    def _turn(
        self, waiting: list[Iterator[tuple[Tile, ...] | None]], at: int
    ) -> Iterator[tuple[Tile, ...]]:
        """Some pages of the deal that is ``waiting`` there; it goes when it has no more."""
        count, least = 0, self._steps.left - TURN_STEPS
        for page in waiting[at]:
            if page is not None:
                yield page
                count += 1
            if count == TURN_PAGES or self._steps.left < least:
                return
        del waiting[at]

    def _spans_of(self, number: int, sizes: Sizes) -> list[Span]:
        may_stand = self._allowed.get(number)
        found = []
        for count, able in sizes.items():
            deep = [rows for rows in able if rows <= self._whole.rows]
            for first in range(self._whole.columns - count + 1):
                at = self._whole.column + first
                fit = [n for n in deep if not may_stand or self._is_able(may_stand, at, count, n)]
                if fit:
                    found.append(Span(first, count, sum(1 << rows for rows in fit)))
        return found

    def _is_able(self, may_stand: Allowed, column: int, columns: int, rows: int) -> bool:
        tops = range(self._whole.row, self._whole.row + self._whole.rows - rows + 1)
        return any(may_stand(Place(column, top, columns, rows)) for top in tops)

    def _dealt(
        self, column: int, spans: Spans, waiting: Sequence[int], areas: int
    ) -> Iterator[Spans]:
        """Columns for every story ``waiting``: none of those before ``column``, which have to come
        out even. ``areas``: what the others can take together, one bit each."""
        narrow = self._narrowed(column, spans)
        if narrow is None or not self._is_crossed(column, spans):
            return
        if not self._may_fill(column, narrow, waiting):
            return
        if column == len(self._free):
            yield narrow
            return
        sums, free = 1, self._free[column][0]
        for span in narrow.values():
            if span.end > column:
                sums = _sums(sums, span.rows, free)
        yield from self._begun(column, narrow, (), waiting, sums, areas)

    def _begun(
        self,
        column: int,
        spans: Spans,
        passed: tuple[int, ...],
        waiting: Sequence[int],
        sums: int,
        areas: int,
    ) -> Iterator[Spans]:
        """Which of those ``waiting`` begin in this column, and how wide they are; those ``passed``
        begin later. ``sums``: the rows of the column that can be taken."""
        self._steps.take()
        free = self._free[column][0]
        if sums >> free & 1 and areas & self._wanted(column + 1, [*passed, *waiting]):
            yield from self._dealt(column + 1, spans, [*passed, *waiting], areas)
        for at, number in enumerate(waiting):
            before, after = (*passed, *waiting[:at]), waiting[at + 1 :]
            for span in self._spans[number]:
                taken = _sums(sums, span.rows, free) if span.first == column else 0
                if not taken:
                    continue
                more = _sums(areas, _times(span.rows, span.columns), self._area)
                if more & self._wanted(column, [*before, *after]):
                    wider = spans | {number: span}
                    yield from self._begun(column, wider, before, after, taken, more)

    def _wanted(self, column: int, waiting: Sequence[int]) -> int:
        """The areas that the others may take, where these begin in this column or after it."""
        key = column, sum(1 << number for number in waiting)
        if key not in self._wanting:
            sums = 1
            for number in waiting:
                able = 0
                for span in self._spans[number]:
                    if span.first >= column:
                        able |= _times(span.rows, span.columns)
                sums = _sums(sums, able, self._area)
            self._wanting[key] = _turned(sums, self._area)
        return self._wanting[key]

    def _is_crossed(self, column: int, spans: Spans) -> bool:
        if not self._crossed or not 0 < column < len(self._free):
            return True
        at = self._whole.column + column
        around = any(f.column < at < f.column + f.columns for f in self._fixed)
        return around or any(span.first < column < span.end for span in spans.values())

    def _may_fill(self, column: int, spans: Spans, waiting: Sequence[int]) -> bool:
        """Whether what is to stand in the columns left is neither too little nor too much."""
        sums = 1
        for span in spans.values():
            if span.end > column:
                sums = _sums(sums, _times(span.rows, span.end - column), self._area)
        return bool(sums << self._before[column] & self._wanted(column, waiting))

    def _narrowed(self, columns: int, spans: Spans) -> Spans | None:
        """With the rows each story may have where the first ``columns`` come out even; None where
        they do not."""
        rows = {number: span.rows for number, span in spans.items()}
        inside = [
            [number for number, span in spans.items() if span.first <= column < span.end]
            for column in range(columns)
        ]
        is_new = True
        while is_new:
            is_new = False
            for free, there in zip(self._free, inside, strict=False):
                for number in there:
                    others = 1
                    for other in there:
                        if other != number:
                            others = _sums(others, rows[other], free[0])
                    able = rows[number] & _turned(others, free[0])
                    if not able:
                        return None
                    is_new = is_new or able != rows[number]
                    rows[number] = able
        return {n: Span(span.first, span.columns, rows[n]) for n, span in spans.items()}


class _Filling:
    """The columns of one deal filled from the top. Columns count from the first of ``whole``."""

    def __init__(
        self,
        whole: Place,
        fixed: Sequence[Place],
        free: Sequence[Sequence[int]],
        allowed: Mapping[int, Allowed],
        spans: Spans,
    ) -> None:
        self._whole, self._fixed, self._free = whole, fixed, free
        self._allowed, self._spans = allowed, spans
        self._dead: set[tuple[tuple[int, ...], int]] = set()
        self._takes: dict[tuple[int, int], int] = {}

    def pages(self, steps: _Steps) -> Iterator[tuple[Tile, ...] | None]:
        """Every page, and None where one has not come for some steps."""
        members = sum(1 << number for number in self._spans)
        return self._down((0,) * self._whole.columns, members, steps)

    def _down(
        self, depths: tuple[int, ...], left: int, steps: _Steps
    ) -> Iterator[tuple[Tile, ...] | None]:
        """What is ``left`` below what the columns hold down to their ``depths``."""
        top = min(depths)
        if top == self._whole.rows:
            yield from [] if left else [()]
            return
        if (depths, left) in self._dead:
            return
        is_dead = True
        for page in self._laid(depths, left, top, steps):
            is_dead = is_dead and page is None
            yield page
        if is_dead:
            self._dead.add((depths, left))

    def _laid(
        self, depths: tuple[int, ...], left: int, top: int, steps: _Steps
    ) -> Iterator[tuple[Tile, ...] | None]:
        first = depths.index(top)
        column, row = self._whole.column + first, self._whole.row + top
        here = next((f for f in self._fixed if f[:2] == (column, row)), None)
        if here is not None:
            below = _deeper(depths, first, here.columns, here.rows)
            yield from self._down(below, left, steps) if below else ()
            return
        for number in bits(left):
            span = self._spans[number]
            if span.first != first:
                continue
            for rows in bits(span.rows):
                steps.take()
                if not steps.left % PAUSE:
                    yield None
                place = Place(column, row, span.columns, rows)
                below = _deeper(depths, first, span.columns, rows)
                if below and self._may_stand(number, place, left ^ 1 << number):
                    for page in self._down(below, left ^ 1 << number, steps):
                        yield None if page is None else (Tile(number, *place), *page)

    def _may_stand(self, number: int, place: Place, rest: int) -> bool:
        """Whether it is free there, and those that are left can fill what is below."""
        foot = place.row + place.rows - self._whole.row
        if foot > self._whole.rows or any(meets(place, other) for other in self._fixed):
            return False
        if number in self._allowed and not self._allowed[number](place):
            return False
        first = place.column - self._whole.column
        columns = range(first, first + place.columns)
        return all(self._taken_by(rest, at) >> self._free[at][foot] & 1 for at in columns)

    def _taken_by(self, left: int, column: int) -> int:
        """Every number of rows of a column that those who are left can take."""
        key = column, left
        if key not in self._takes:
            sums = 1
            for number in bits(left):
                span = self._spans[number]
                if span.first <= column < span.end:
                    sums = _sums(sums, span.rows, self._whole.rows)
            self._takes[key] = sums
        return self._takes[key]


class _NoMoreError(Exception):
    """All the steps were taken."""


class _Steps:
    def __init__(self, count: int) -> None:
        self.left = count

    def take(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise _NoMoreError


def _free_rows(whole: Place, fixed: Sequence[Place], column: int) -> list[int]:
    """For every row of the column, and its foot: the rows from there down that are free."""
    there = [f for f in fixed if f.column <= column < f.column + f.columns]
    return [
        whole.rows - top - sum(f.rows for f in there if f.row >= whole.row + top)
        for top in range(whole.rows + 1)
    ]


def _deeper(depths: tuple[int, ...], first: int, count: int, rows: int) -> tuple[int, ...] | None:
    """The columns with something laid on them; None where they are not level there."""
    top = depths[first]
    if any(depth != top for depth in depths[first : first + count]):
        return None
    return (*depths[:first], *[top + rows] * count, *depths[first + count :])


@lru_cache(maxsize=100_000)
def _sums(one: int, other: int, most: int) -> int:
    """Every sum, up to ``most``, of a number of the one set and one of the other."""
    found = 0
    for number in bits(other):
        found |= one << number
    return found & (1 << most + 1) - 1


@lru_cache(maxsize=100_000)
def _times(numbers: int, count: int) -> int:
    """Every number of the set so many times."""
    return sum(1 << number * count for number in bits(numbers))


@lru_cache(maxsize=100_000)
def _turned(numbers: int, whole: int) -> int:
    """What is missing to ``whole`` for each number of the set."""
    return sum(1 << whole - number for number in bits(numbers) if number <= whole)
