"""A change by hand that the stories of the page alone do not bear: with a filler on it they may.

The last step before a change is refused. What fills up the page already gives way or is exchanged;
else a filler of the stock comes to its foot, and the stories are arranged anew around it. Counted
trials, the likeliest first: a change that cannot be is refused about as soon as without a stock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice, product
from typing import NamedTuple

from newsroom.layout.artwork import (
    ArtPlaced,
    Artwork,
    Standing,
    other_side,
    outer_corner,
    standing,
)
from newsroom.layout.changes import NEAR_ROWS, Answer, Change, changed
from newsroom.layout.fillers import MOST_FILLERS
from newsroom.layout.pagemaking import MOST_WHITE
from newsroom.layout.parts import Aim, Arrangement, Judge, Wanted, arranged, is_in
from newsroom.layout.reasons import needed_by, needs, no_filler, nothing_to_take_off
from newsroom.layout.slides import enclosing
from newsroom.layout.standing import OPENED, Board, Places, place_of
from newsroom.layout.tiling import Corner, Place, meets
from newsroom.layout.ways import BREACH, PRICE, exchange, newly_broken

TRIED = 4  # fillers in a corner, for one change
ENOUGH = 2  # of them that can be, compared where they break more rules than the page did


class _Filled(NamedTuple):
    total: float
    faults: int
    board: Board
    made: Arrangement


def changed_or_filled(board: Board, change: Change, stock: Sequence[Artwork] = ()) -> Answer:
    """`changed`; with other fillers on the page where it would be refused, or where stories moved
    or asked about, and where stories moved and the page is short of copy all the same."""
    answer = changed(board, change)
    is_bent = bool(board.bent) and board.bent in (change.item_id, change.other)
    if not answer and is_bent and change.kind != "set":
        return answer  # no filler makes an L that runs around the nameplate go elsewhere
    if change.kind == "set" and change.item_id in board.pinned - {board.bent}:
        return answer  # nor one that is pinned
    if answer and not (answer.way in ("part", "page") and _is_short(board, answer)):
        return answer
    filled = filled_up(board, change, stock)
    if filled is None or (answer and not _is_better(board, filled, answer)):
        return answer
    if answer and _is_further(board, change, filled, answer):
        return answer
    is_asked = not answer and answer.broken
    return answer if is_asked and filled.broken else filled


def _is_further(board: Board, change: Change, filled: Answer, answer: Answer) -> bool:
    """Whether the story stands further from where it was dropped."""
    aim = Aim(change.item_id, change.place or board.whole, {})
    return change.kind == "move" and aim.off(_places(filled)) > aim.off(_places(answer))


def _places(answer: Answer) -> Places:
    plan = answer.plan
    return {m.item_id: place_of(m, plan) for m in plan.modules} if plan else {}


def filled_up(board: Board, change: Change, stock: Sequence[Artwork]) -> Answer | None:
    """The change with a filler of the ``stock`` more, or with one less, or another."""
    bare = _bare(board)
    if bare is not board:
        answer = changed(bare, change)
        if answer.plan and not _opens_more(board, answer):
            return replace(answer, way="filler")
    boards = (board, bare) if bare is not board else (board,)
    asked = [ask for one in boards if (ask := _Asked.of(one, change))]
    return _best(board, [one for ask in asked for one in ask.below(stock)], asked, stock)


def _best(
    board: Board, found: list[_Filled], asked: Sequence[_Asked], stock: Sequence[Artwork]
) -> Answer | None:
    """The best of what was ``found``, or of parts of the page and of all of it arranged anew."""
    in_parts = (spot for ask in asked for spot in ask.in_parts(stock))
    on_page = (spot for ask in asked for spot in ask.on_page(stock))
    for spot in chain(islice(in_parts, TRIED), islice(on_page, TRIED)):
        if len(found) >= ENOUGH or any(one.faults <= board.faults for one in found):
            break
        found += spot.filled()
    best = min(found, key=lambda one: (one.faults > board.faults, one.total), default=None)
    if best is None:
        return None
    places, opened = best.made
    broken = newly_broken(board, best.board, places)
    return Answer(best.board.plan(places, opened), "filler", board.moved(places), broken=broken)


def filled_page(board: Board, stock: Sequence[Artwork]) -> Answer:
    """A filler for what is open or white on the page, the stories moved as little as can be."""
    ask = _Asked(board, "", tuple(board.places))
    answer = _best(board, ask.in_open_places(stock), [ask], stock)
    if answer is None or not _is_fuller(board, answer):
        return Answer(None, reason=no_filler(board))
    return answer


def _is_fuller(board: Board, answer: Answer) -> bool:
    """Whether less of the page is white than before."""
    if answer.plan is None:
        return False
    before = board.page.blank_rows + sum(p.columns * p.rows for p in board.opened)
    return bool(board.opened) or answer.plan.blank_rows < before


def bared_page(board: Board) -> Answer:
    """What fills up the page taken off, its place open."""
    bare = _bare(board)
    if bare is board:
        return Answer(None, reason=nothing_to_take_off())
    return Answer(bare.plan(bare.places, bare.opened), "open")


def _is_short(board: Board, answer: Answer) -> bool:
    """Whether the change leaves more white inside the stories than a page of enough copy has."""
    if answer.plan is None:
        return False
    room = MOST_WHITE * board.whole.columns * board.whole.rows
    return answer.plan.blank_rows > max(room, board.page.blank_rows)


def _is_better(board: Board, filled: Answer, answer: Answer) -> bool:
    """Less white, and no more rules broken."""
    if filled.plan is None or answer.plan is None or _is_short(board, filled):
        return False
    return len(filled.plan.violations) <= len(answer.plan.violations)


def _bare(board: Board) -> Board:
    """The page without what fills it up."""
    stay = tuple(art for art in board.art if not art.frame.filler)
    if len(stay) == len(board.art):
        return board
    left = [art.place for art in board.art if art.frame.filler]
    return replace(board, art=stay, opened=(*board.opened, *left), _finished={})


def _opens_more(board: Board, answer: Answer) -> bool:
    before, after = board.page, answer.plan
    if after is None:
        return True
    return len(after.open_areas) > len(before.open_areas) or after.thin_rows > before.thin_rows


class _Asked(NamedTuple):
    """What is asked of a page: its stories, where one of them is wanted, and which is held."""

    board: Board
    id: str
    members: tuple[str, ...]
    aim: Wanted | None = None
    held: Place | None = None

    @classmethod
    def of(cls, board: Board, change: Change) -> _Asked | None:
        """None where no filler could help."""
        id, place = change.item_id, change.place
        if change.other in board.pinned or not board.sizes(id, 1):
            return None
        if change.kind in ("move", "resize", "hold"):
            if place is None or not is_in(board.whole, place) or _is_barred(board, id, place):
                return None
            if change.kind != "move" and not board.fills(id, place):
                return None
        if change.kind == "put_on" and change.other:
            place = board.places[change.other]
            board = board.without(change.other)
        members = tuple(board.places) if id in board.places else (*board.places, id)
        if change.kind == "hold":
            return cls(board, id, members, held=place)
        sizes = board.sizes(id, 1)
        if change.kind == "swap":
            return cls(board, id, members, exchange(board, id, change.other))
        if change.kind == "resize" and place:
            near = [rows for rows in sizes[place.columns] if abs(rows - place.rows) <= NEAR_ROWS]
            sizes = {place.columns: near}
        return cls(board, id, members, Aim(id, place, sizes) if place else None)

    def below(self, stock: Sequence[Artwork]) -> list[_Filled]:
        """Where it stands, or is put into an open place: a filler below it and nothing else
        moves."""
        board, id = self.board, self.id
        place = board.places.get(id) if self.aim is None else self.aim.aims[0].place
        is_there = self.aim is None and id in board.places
        if place is None or self.held or not (is_there or place in board.opened):
            return []
        opened = tuple(other for other in board.opened if other != place)
        found = []
        for one in self._fillers(stock):
            upper = place._replace(rows=place.rows - one.rows)
            lower = place._replace(row=place.row + upper.rows, rows=one.rows)
            if one.columns == place.columns and upper.rows > 0 and board.fills(id, upper):
                made = Arrangement({**board.places, id: upper}, opened)
                found.append(_judged(_with(board, ArtPlaced(one.frame, lower)), made))
            if len(found) == TRIED:
                break
        return found

    def in_open_places(self, stock: Sequence[Artwork]) -> list[_Filled]:
        """Fillers that take an open place, a story above or below it the rows they leave."""
        board, found = self.board, list[_Filled]()
        for place, one in product(board.opened, self._fillers(stock)):
            rest = place.rows - one.rows
            if one.columns != place.columns or len(found) == TRIED:
                continue
            opened = tuple(other for other in board.opened if other != place)
            for places in self._grown(place, rest):
                lower = place._replace(row=place.row + rest, rows=one.rows)
                if any(meets(lower, other) for other in places.values()):
                    lower = lower._replace(row=place.row)
                made = Arrangement(places, opened)
                found.append(_judged(_with(board, ArtPlaced(one.frame, lower)), made))
        return found

    def _grown(self, place: Place, rest: int) -> Iterator[Places]:
        """The page with a story over the first or the last rows of an open place, too, or with a
        shorter one, where the rest is less than nothing."""
        board = self.board
        if not rest:
            yield board.places
            return
        for id, old in board.places.items():
            is_beside = (old.column, old.columns) == (place.column, place.columns)
            grown = old._replace(rows=old.rows + rest)
            if old.row == place.row + place.rows:
                grown = grown._replace(row=old.row - rest)
            elif old.row + old.rows != place.row:
                continue
            if is_beside and id not in board.pinned and board.fills(id, grown):
                yield {**board.places, id: grown}

    def in_parts(self, stock: Sequence[Artwork]) -> Iterator[_Spot]:
        """Fillers at the foot of parts of the page around what is asked for, the smallest first."""
        board = self.board
        place = self.aim.aims[0].place if self.aim else self.held or board.places.get(self.id)
        place = place or max(board.opened, key=lambda p: p.columns * p.rows, default=None)
        own = [board.places[self.id]] if self.id in board.places else []
        everything = board.places | board.kept_free
        everything |= {f"{OPENED}{at}": opened for at, opened in enumerate(board.opened)}
        fillers = self._fillers(stock)
        for whole, inside in enclosing(everything, [*own, place]) if place else ():
            if whole != board.whole:
                members = [name for name in self.members if name in inside or name == self.id]
                fixed = [everything[name] for name in inside if name in board.kept_free]
                yield from self._spots(fillers, whole, members, fixed)

    def on_page(self, stock: Sequence[Artwork]) -> Iterator[_Spot]:
        """Fillers at the foot of the page, the likeliest first."""
        fixed = list(self.board.kept_free.values())
        yield from self._spots(self._fillers(stock), self.board.whole, self.members, fixed)

    def _spots(
        self,
        fillers: Sequence[Standing],
        whole: Place,
        members: Sequence[str],
        fixed: Sequence[Place],
    ) -> Iterator[_Spot]:
        """Those that leave the stories of a part neither too much room nor too little, each in
        the corners at its foot that are free."""
        least, most = needed_by(self.board, members)
        room = _area(whole) - sum(map(_area, fixed))
        for one in fillers:
            if least <= room - _area(one) <= most:
                for place in self._corners(one, whole):
                    yield _Spot(self, ArtPlaced(one.frame, place), whole, tuple(members))

    def _fillers(self, stock: Sequence[Artwork]) -> list[Standing]:
        """Every file that may come onto the page besides what fills it up already; those nearest
        to what is missing first."""
        grid, (room, _least, _most) = self.board.setting.grid, needs(self.board)
        missing = max(0, room - sum(map(self._area, self.members))) or self.board.page.blank_rows
        there = {art.frame.artwork_id for art in self.board.art if art.frame.filler}
        able = (
            standing(art, size, grid, filler=True)
            for art in stock
            if len(there) < MOST_FILLERS and not there & {size.id for size in art.sizes}
            for size in art.sizes
            if size.columns <= grid.columns
        )
        return sorted(able, key=lambda one: abs(_area(one) - missing))

    def _area(self, id: str) -> int:
        """What a story takes: as it stands, or, where it is set anew, as one would design it."""
        board = self.board
        if id in board.modules and id in board.places:
            return board.places[id].columns * board.places[id].rows
        for stretch in (0, 1):
            table = board.shapes.table(board.pieces[id], board.setting.grid.rows + 1, stretch)
            shapes = [shape for by_rows in table.values() for shape in by_rows.values()]
            if shapes:
                best = min(shapes, key=lambda shape: shape.cost)
                return best.columns * best.rows
        return 0

    def _corners(self, one: Standing, whole: Place) -> Iterator[Place]:
        """At the foot of a part: the page's outer side first."""
        outer = outer_corner(self.board.page.number - 1)
        row = whole.row + whole.rows - one.rows
        right = whole.column + whole.columns - one.columns
        at: dict[Corner, int] = {"foot_left": whole.column, "foot_right": right}
        for column in dict.fromkeys((at[outer], at[other_side(outer)])):
            place = Place(column, row, one.columns, one.rows)
            barred = _is_barred(self.board, self.id, place) or row <= 0
            if is_in(whole, place) and not barred and not self._is_held(place):
                yield place

    def _is_held(self, place: Place) -> bool:
        return self.held is not None and meets(self.held, place)


class _Spot(NamedTuple):
    """A filler in its place, and the part of the page around it that is arranged anew."""

    ask: _Asked
    filler: ArtPlaced
    whole: Place
    members: tuple[str, ...]

    def filled(self) -> list[_Filled]:
        """The best way to do that; none on which as much stays open as before."""
        ask, board = self.ask, _with(self.ask.board, self.filler)
        fast = dict(board.kept_free)
        fast |= {id: board.places[id] for id in self.members if id in board.pinned - {ask.id}}
        fast |= {ask.id: ask.held} if ask.held else {}
        fixed = {name: place for name, place in fast.items() if is_in(self.whole, place)}
        asked = board, self.whole, self.members, fixed
        made = arranged(Judge(*asked, price=PRICE, breach=BREACH, aim=ask.aim))
        most = max(0, len(board.opened) - 1)
        return [_judged(board, one) for one in made if len(one.opened) <= most]


def _with(board: Board, filler: ArtPlaced) -> Board:
    return replace(board, art=(*board.art, filler), _finished={})


def _judged(board: Board, made: Arrangement) -> _Filled:
    faults, points = board.score(board.finished(made.places), made.opened)
    total = points + BREACH * faults + PRICE * len(board.moved(made.places))
    return _Filled(total, faults, board, made)


def _area(one: Standing | Place) -> int:
    return one.columns * one.rows


def _is_barred(board: Board, id: str, place: Place) -> bool:
    """Whether something stands there that does not give way."""
    fast = [board.places[name] for name in board.pinned - {id} if name in board.places]
    return any(meets(one, place) for one in (*fast, *board.kept_free.values()))
