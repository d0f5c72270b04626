"""A page changed by hand: the least of it moves.

In this order: everything stays and the story is set anew; one edge gives way; two stories change
places; the smallest part around the change is solved anew, then larger ones up to the page. What
cannot be done is answered with its reason. Counted trials, never seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from newsroom.layout import reasons
from newsroom.layout.parts import Arrangement, arranged
from newsroom.layout.plan import PagePlan
from newsroom.layout.slides import SIDES, Side, enclosing, slid
from newsroom.layout.standing import Board, Places
from newsroom.layout.tiling import Place

Way = Literal["kept", "edge", "swap", "part", "page", "open"]

PRICE = 1.5  # points for each story that moves though nobody asked it to
BREACH = 8.0  # points for each rule the change breaks
EDGE_ROWS, EDGE_COLUMNS = 10, 2  # how far an edge gives way
NEAR_ROWS = 3  # a story dropped between two rows goes to one near by
OTHER_SIZES = 10  # tried for a story that is moved, when its own does not go
ENOUGH_PARTS = 3  # parts that can be solved, compared before one is taken
MOST_PARTS = 14  # tried at all


class Change(NamedTuple):
    """What an editor asks for. Rows count on the sheet, see `Board`."""

    kind: Literal["set", "move", "resize", "swap", "take_off", "put_on"]
    item_id: str
    place: Place | None = None
    other: str = ""


@dataclass(frozen=True)
class Answer:
    """The page as it can be, how that came about, and which stories moved besides; else why not."""

    plan: PagePlan | None
    way: Way = "kept"
    moved: tuple[str, ...] = ()
    reason: str = ""

    def __bool__(self) -> bool:
        return self.plan is not None


@dataclass(frozen=True)
class _Found:
    way: Way
    arrangement: Arrangement
    total: float


def changed(board: Board, change: Change) -> Answer:
    """Answer one change of a page."""
    makers = {
        "set": _set,
        "move": _move,
        "resize": _resize,
        "swap": _swap,
        "take_off": _take_off,
        "put_on": _put_on,
    }
    return makers[change.kind](board, change)


# The kinds of change -----------------------------------------------------------------------------


def _set(board: Board, change: Change) -> Answer:
    """The story is longer, shorter or otherwise set: it stays where it is if that can be."""
    id = change.item_id
    if board.shape(id, *_size(board.places[id])) is not None:
        return _answer(board, _found(board, "kept", board.places, board.opened))
    edges = [(side, by) for side in SIDES for by in _steps(side)]
    found = [_after_edges(board, id, [edge]) for edge in edges]
    best = _best([one for one in found if one])
    return _answer(board, best or _resolved(board, id, [None])) or Answer(
        None, reason=reasons.no_room(board, id)
    )


def _move(board: Board, change: Change) -> Answer:
    id, wanted = change.item_id, change.place
    if wanted is None or not _is_on(board.whole, wanted):
        return _refused(reasons.off_the_page())
    old = board.places[id]
    if wanted == old:
        return _answer(board, _found(board, "kept", board.places, board.opened))
    if pinned := _pinned_there(board, id, wanted):
        return _refused(reasons.is_pinned(board, pinned))
    shifted = _after_edges(board, id, _edges_between(old, wanted))
    if shifted:
        return _answer(board, shifted)
    below = _under(board, wanted, id)
    if below and (swapped := _swapped(board, id, below)):
        return _answer(board, swapped)
    aims = _aims(board, id, wanted, board.places.get(below) if below else None)
    return _answer(board, _resolved(board, id, aims)) or Answer(
        None, reason=reasons.no_place(board, id, wanted)
    )


def _resize(board: Board, change: Change) -> Answer:
    id, wanted = change.item_id, change.place
    if wanted is None or not _is_on(board.whole, wanted):
        return _refused(reasons.off_the_page())
    if pinned := _pinned_there(board, id, wanted):
        return _refused(reasons.is_pinned(board, pinned))
    if not board.fills(id, wanted):
        return _refused(reasons.wrong_size(board, id, wanted))
    found = _after_edges(board, id, _edges_between(board.places[id], wanted))
    found = found or _resolved(board, id, [wanted])
    return _answer(board, found) or _refused(reasons.no_place(board, id, wanted))


def _swap(board: Board, change: Change) -> Answer:
    """Two stories change places: in their very rectangles, or each where the other was."""
    id, other = change.item_id, change.other
    if other in board.pinned:
        return _refused(reasons.is_pinned(board, other))
    found = _swapped(board, id, other)
    if found is None:
        there = board.places[other]
        same = board.places[id]._replace(column=there.column, row=there.row)
        found = _resolved(board, id, _aims(board, id, same, there))
    return _answer(board, found) or Answer(
        None, reason=reasons.no_place(board, id, board.places[other])
    )


def _take_off(board: Board, change: Change) -> Answer:
    """The story leaves the page and its place stays open."""
    places = {id: place for id, place in board.places.items() if id != change.item_id}
    opened = _joined([*board.opened, board.places[change.item_id]])
    return Answer(board.plan(places, tuple(opened)), "open")


def _put_on(board: Board, change: Change) -> Answer:
    """A new story (in ``pieces``, in no place yet) goes to an open place, or takes ``other``'s."""
    id, target = change.item_id, change.place
    if change.other:
        target = board.places[change.other]
        board = _without(board, change.other)
    if target is None:
        target = max(board.opened, key=lambda p: p.columns * p.rows, default=None)
    if target is None:
        return _refused(reasons.no_open_place())
    if board.fills(id, target) and target in board.opened:
        places = {**board.places, id: target}
        rest = tuple(place for place in board.opened if place != target)
        return _answer(board, _found(board, "kept", places, rest)) or Answer(
            None, reason=reasons.no_room(board, id)
        )
    hole = next((place for place in board.opened if _overlaps(place, target)), None)
    if hole is None:
        return _refused(reasons.place_is_taken())
    found = _resolved(board, id, [None], core=[hole])
    return _answer(board, found) or _refused(reasons.no_place(board, id, hole))


# What they are made of ---------------------------------------------------------------------------


def _answer(board: Board, found: _Found | None) -> Answer:
    if found is None:
        return Answer(None)
    places, opened = found.arrangement
    return Answer(board.plan(places, opened), found.way, board.moved(places))


def _refused(reason: str) -> Answer:
    return Answer(None, reason=reason)


def _found(board: Board, way: Way, places: Places, opened: Sequence[Place]) -> _Found:
    breaches, points = board.score(places, opened)
    total = points + BREACH * breaches + PRICE * len(board.moved(places))
    return _Found(way, Arrangement(places, tuple(opened)), total)


def _best(found: Sequence[_Found]) -> _Found | None:
    return min(found, key=lambda one: one.total, default=None)


def _steps(side: Side) -> list[int]:
    most = EDGE_ROWS if side in ("top", "bottom") else EDGE_COLUMNS
    return [by for step in range(1, most + 1) for by in (step, -step)]


def _edges_between(old: Place, new: Place) -> list[tuple[Side, int]]:
    """The edges that turn one rectangle into the other, in an order that does not pinch it."""
    right = new.column + new.columns - old.column - old.columns
    bottom = new.row + new.rows - old.row - old.rows
    edges: list[tuple[Side, int]] = [
        ("bottom", bottom),
        ("top", new.row - old.row),
        ("right", right),
        ("left", new.column - old.column),
    ]
    return sorted((edge for edge in edges if edge[1]), key=lambda edge: _shrinks(*edge))


def _shrinks(side: Side, by: int) -> bool:
    return by < 0 if side in ("bottom", "right") else by > 0


def _after_edges(board: Board, id: str, edges: Sequence[tuple[Side, int]]) -> _Found | None:
    """The page with edges of a story moved, where every story along them can bear it."""
    everything: dict[str, Place] | None = _everything(board)
    for side, by in edges:
        if everything is not None:
            everything = slid(everything, id, side, by)
    if everything is None or not edges:
        return None
    before = _everything(board)
    for name, place in everything.items():
        if place == before[name] and name != id:
            continue
        if name == CORNER or (name in board.pinned and name != id):
            return None
        if not name.startswith(OPENED) and not board.fills(name, place):
            return None
    places = {name: place for name, place in everything.items() if name in board.places}
    opened = [place for name, place in everything.items() if name.startswith(OPENED)]
    return _found(board, "edge", places, opened)


OPENED, CORNER = "\0open", "\0corner"  # names no story has


def _everything(board: Board) -> dict[str, Place]:
    """All rectangles of the page, the open ones and the nameplate's corner among them."""
    found = dict(board.places)
    found |= {f"{OPENED}{number}": place for number, place in enumerate(board.opened)}
    return found | ({CORNER: board.corner} if board.corner else {})


def _swapped(board: Board, id: str, other: str) -> _Found | None:
    """Both in the other's very rectangle."""
    if other in board.pinned:
        return None
    places = {**board.places, id: board.places[other], other: board.places[id]}
    if board.fills(id, places[id]) and board.fills(other, places[other]):
        return _found(board, "swap", places, board.opened)
    return None


def _resolved(
    board: Board, id: str, aims: Sequence[Place | None], core: Sequence[Place] = ()
) -> _Found | None:
    """The smallest part around the change solved anew, with the story at one of ``aims``."""
    everything = _everything(board)
    own = [board.places[id]] if id in board.places else []
    found: list[_Found] = []
    parts: list[tuple[int, int, int, Place, list[str], Place | None]] = []
    for order, aim in enumerate(aims):
        around = [*own, *core, *([aim] if aim else [])]
        for whole, inside in enclosing(everything, around):
            stories = [name for name in inside if name in board.places]
            parts.append((len(stories), order, whole.columns * whole.rows, whole, inside, aim))
    for _count, _order, _area, whole, inside, aim in sorted(parts, key=lambda part: part[:3])[
        : MOST_PARTS * max(1, len(aims) // 2)
    ]:
        fixed = {name: board.places[name] for name in inside if name in board.pinned - {id}}
        fixed |= {CORNER: everything[CORNER]} if CORNER in inside else {}
        fixed |= {id: aim} if aim else {}
        members = [name for name in inside if name in board.places or name == id]
        members += [id] if id not in members else []
        made = arranged(board, whole, members, fixed, price=PRICE, breach=BREACH)
        if made is None:
            continue
        way: Way = "page" if whole == board.whole else "part"
        found.append(_found(board, way, made.places, made.opened))
        if len(found) >= ENOUGH_PARTS:
            break
    return _best(found)


def _aims(board: Board, id: str, wanted: Place, below: Place | None) -> list[Place | None]:
    """Rectangles that would do for a story dropped at ``wanted``, the likeliest first."""
    found: list[Place] = []
    near = sorted(range(-NEAR_ROWS, NEAR_ROWS + 1), key=lambda by: (abs(by), by))
    spots = [(wanted.column, wanted.row + by) for by in near]
    spots += [(below.column, below.row)] if below else []
    for column, row in spots:
        found.append(Place(column, row, wanted.columns, wanted.rows))
    area = wanted.columns * wanted.rows
    sizes = [(c, r) for c, rows in board.sizes(id, 1).items() for r in rows]
    sizes.sort(key=lambda size: (size[0] != wanted.columns, abs(size[0] * size[1] - area), size))
    corners = [(wanted.column, wanted.row), *([(below.column, below.row)] if below else [])]
    for columns, rows in sizes[:OTHER_SIZES]:
        found += [Place(column, row, columns, rows) for column, row in corners]
    fitting = [p for p in dict.fromkeys(found) if _is_on(board.whole, p) and board.fills(id, p)]
    return [p for p in fitting if p != board.places.get(id)]


def _under(board: Board, wanted: Place, id: str) -> str:
    """The story in the middle of where another is dropped."""
    column = wanted.column + (wanted.columns - 1) // 2
    row = wanted.row + wanted.rows // 2
    for name, place in board.places.items():
        if name != id and _overlaps(place, Place(column, row, 1, 1)):
            return name
    return ""


def _pinned_there(board: Board, id: str, wanted: Place) -> str:
    """A pinned story in the way."""
    others = (name for name in board.pinned if name != id and name in board.places)
    return next((name for name in others if _overlaps(board.places[name], wanted)), "")


def _without(board: Board, id: str) -> Board:
    """The page with the place of a story open."""
    places = {name: place for name, place in board.places.items() if name != id}
    return replace(board, places=places, opened=(*board.opened, board.places[id]))


def _joined(opened: Sequence[Place]) -> list[Place]:
    """Open places that make one rectangle together are one."""
    found = list(opened)
    for one in opened:
        for other in found:
            both = _both(one, other)
            if both and one in found and one != other:
                return _joined([*(p for p in found if p not in (one, other)), both])
    return found


def _both(one: Place, other: Place) -> Place | None:
    if (one.column, one.columns) == (other.column, other.columns):
        high, low = sorted((one, other), key=lambda p: p.row)
        if high.row + high.rows == low.row:
            return high._replace(rows=high.rows + low.rows)
    if (one.row, one.rows) == (other.row, other.rows):
        left, right = sorted((one, other))
        if left.column + left.columns == right.column:
            return left._replace(columns=left.columns + right.columns)
    return None


def _is_on(whole: Place, place: Place) -> bool:
    return (
        place.column >= 0
        and place.row >= 0
        and place.columns > 0
        and place.rows > 0
        and place.column + place.columns <= whole.columns
        and place.row + place.rows <= whole.rows
    )


def _overlaps(one: Place, other: Place) -> bool:
    return (
        one.column < other.column + other.columns
        and other.column < one.column + one.columns
        and one.row < other.row + other.rows
        and other.row < one.row + one.rows
    )


def _size(place: Place) -> tuple[int, int]:
    return place.columns, place.rows
