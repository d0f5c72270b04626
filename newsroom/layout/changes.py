"""A page changed by hand: the least of it moves.

In this order: everything stays and the story is set anew; one edge gives way; two stories change
places; the smallest part around the change is solved anew, then larger ones up to the page. What
cannot be done is answered with its reason. Counted trials, never seconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from newsroom.layout import reasons
from newsroom.layout.geometry import Area
from newsroom.layout.parts import Aim, Arrangement, arranged, meets
from newsroom.layout.plan import CopyItem, PagePlan
from newsroom.layout.repairs import Everything, Sizes, mended
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import STRETCHES
from newsroom.layout.slides import Side, enclosing, slid
from newsroom.layout.standing import OPENED, Board, Places, board_of, place_in
from newsroom.layout.tiling import Place

Way = Literal["kept", "edge", "swap", "part", "page", "open", "filler"]

PRICE = 3.0  # points for each story that moves though nobody asked it to
BREACH = 20.0  # points for each rule the change breaks
NEAR_ROWS = 3  # how far the size may be from the one asked for
FAR_SHARE = 0.2  # of the rows asked for, where any nearer size breaks a rule
ENOUGH_PARTS = 3  # parts that can be solved, compared before one is taken
KEPT = 8  # ways to fill a part that are looked at closely
HARD = 2  # times as many ways are tried for the whole page where all found break more rules
MOST_LEADS = 3  # stories tried in the place of a lead that was moved away
MOST_PARTS = 8  # compared where those break rules that the page did not break before


class Change(NamedTuple):
    """What an editor asks for. Rows count on the sheet, see `Board`."""

    kind: Literal["set", "move", "resize", "hold", "swap", "take_off", "put_on", "take_in"]
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
    levels: tuple[tuple[str, int], ...] = ()  # stories whose headline is of another level now

    def __bool__(self) -> bool:
        return self.plan is not None


@dataclass(frozen=True)
class _Found:
    way: Way
    arrangement: Arrangement
    total: float
    faults: int
    board: Board  # the page it was made of: with another lead perhaps


def changed(board: Board, change: Change) -> Answer:
    """Answer one change of a page."""
    makers = {
        "set": _set,
        "move": _move,
        "resize": _resize,
        "hold": _hold,
        "swap": _swap,
        "take_off": _take_off,
        "put_on": _put_on,
        "take_in": _take_in,
    }
    bent, is_pulled = board.bent, change.kind in ("move", "resize", "swap")
    if bent and (change.other == bent or (is_pulled and change.item_id == bent)):
        return _refused(reasons.around_nameplate(board, bent))
    return makers[change.kind](board, change)


def pinned_page(
    page: PagePlan, items: Mapping[str, CopyItem], book: ShapeBook, pins: Mapping[str, Area]
) -> PagePlan:
    """A page composed anew with what was pinned on it moved back to where it was pinned.

    A pin that can no longer be kept is told on the page as ``wish_not_kept:pin``.
    """
    done: list[str] = []
    for module in page.modules:
        id = module.item_id
        if id not in pins or module.jump_from is not None:
            continue
        board = board_of(page, items, book, pinned=done)
        place = place_in(pins[id], page, book.setting.grid)
        if board.places[id] != place:
            answer = changed(board, Change("hold", id, place))
            if answer.plan is None:
                told = (*page.violations, f"wish_not_kept:pin:{id}")
                page = replace(page, violations=told)
                continue
            page = answer.plan
        done.append(id)
    return page


# The kinds of change -----------------------------------------------------------------------------


def _set(board: Board, change: Change) -> Answer:
    """The story is longer, shorter or otherwise set: it stays where it is if that can be."""
    id = change.item_id
    best = None
    if board.shape(id, *_size(board.places[id])) is not None:
        best = _found(board, "kept", board.places, board.opened)
    if not _fair(board, best):
        best = _either(best, _after_edges(board, id, []))
    if not _fair(board, best):
        best = _either(best, _resolved(board, id, []))
    return _answer(board, best) or _refused(reasons.no_room(board, id))


def _take_in(board: Board, change: Change) -> Answer:
    """A new story (in ``pieces``) comes to an open place, or others draw together for it."""
    id = change.item_id
    if board.opened and (answer := _put_on(board, change)):
        return answer
    if id in board.places or not board.sizes(id, STRETCHES[-1]):
        return _refused(reasons.no_room_for(board, id))
    free = [place for name, place in board.places.items() if name not in board.pinned]
    lowest = max(free, key=lambda p: (p.row + p.rows, -p.columns), default=board.whole)
    return _answer(board, _resolved(board, id, [lowest])) or _refused(
        reasons.no_room_for(board, id)
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
    if _art_under(board, _middle(wanted)):
        return _refused(reasons.artwork_there())
    shifted = _after_edges(board, id, _edges_between(old, wanted))
    below = _under(board, wanted, id)
    if not shifted and below:
        shifted = _swapped(board, id, below)
    if fair := _fair(board, shifted):
        return _answer(board, fair)
    core = [board.places[below]] if below else [wanted]
    target = core[0] if below else wanted
    aim = Aim(id, target, board.sizes(id, 1))
    found = _either(shifted, _resolved(board, id, core, aim))
    if not _fair(board, found):
        for lead in _new_leads(board, id, target):
            led = board.led_by(lead)
            around = [*core, board.places[lead]]
            found = _either(found, _resolved(led, id, around, aim))
            if _fair(board, found):
                break
    return _answer(board, found) or _refused(reasons.no_place(board, id, wanted))


def _new_leads(board: Board, id: str, target: Place) -> list[str]:
    """Who may lead the page when a story was moved: itself, where a lead stands; where it led,
    the next in weight, as far as no editor has set their headlines."""
    column = board.corner.columns if board.corner else 0
    whole = board.pieces[id].came_from is None
    if meets(target, Place(column, 0, 1, 1)):
        return [id] if whole and board.pieces[id].level > 1 else []
    if board.pieces[id].level > 1:
        return []
    able = [
        (piece.level, -len(piece.copy.lines), name)
        for name, piece in board.pieces.items()
        if name != id and name in board.places and name not in board.pinned
        if piece.came_from is None and piece.item.headline_level is None
    ]
    return [name for _level, _lines, name in sorted(able)[:MOST_LEADS]]


def _resize(board: Board, change: Change) -> Answer:
    id, wanted = change.item_id, change.place
    if wanted is None or not _is_on(board.whole, wanted):
        return _refused(reasons.off_the_page())
    if pinned := _pinned_there(board, id, wanted):
        return _refused(reasons.is_pinned(board, pinned))
    if _art_under(board, wanted):
        return _refused(reasons.artwork_there())
    if not board.fills(id, wanted):
        return _refused(reasons.wrong_size(board, id, wanted))
    found = _after_edges(board, id, _edges_between(board.places[id], wanted))
    if not _fair(board, found):
        far = max(NEAR_ROWS, round(FAR_SHARE * wanted.rows))
        aim = Aim(id, wanted, _about(board, id, wanted, NEAR_ROWS))
        wide = aim._replace(sizes=_about(board, id, wanted, far))
        found = _either(found, _resolved(board, id, [], aim, wide=wide))
    # Where hardly any page has it about there, the others are looked for around it.
    found = found or _resolved(board, id, [wanted], held={id: wanted})
    return _answer(board, found) or _refused(reasons.no_place(board, id, wanted))


def _about(board: Board, id: str, wanted: Place, rows: int) -> dict[int, list[int]]:
    """The sizes of that width that are at most so many rows off the one asked for."""
    able = board.sizes(id, 2)[wanted.columns]
    return {wanted.columns: [n for n in able if abs(n - wanted.rows) <= rows]}


def _hold(board: Board, change: Change) -> Answer:
    """The story stands in that very rectangle again, whatever that moves."""
    id, wanted = change.item_id, change.place
    if wanted is None or not _is_on(board.whole, wanted):
        return _refused(reasons.off_the_page())
    found = None
    if board.fills(id, wanted) and not _pinned_there(board, id, wanted):
        found = _after_edges(board, id, _edges_between(board.places[id], wanted))
        found = found or _resolved(board, id, [wanted], held={id: wanted})
    return _answer(board, found) or _refused(reasons.no_place(board, id, wanted))


def _swap(board: Board, change: Change) -> Answer:
    """Two stories change places: in their very rectangles, or each where the other was."""
    id, other = change.item_id, change.other
    if other in board.pinned:
        return _refused(reasons.is_pinned(board, other))
    found = _swapped(board, id, other)
    if found is None:
        there = board.places[other]
        found = _resolved(board, id, [there], Aim(id, there, board.sizes(id, 1)))
    return _answer(board, found) or Answer(
        None, reason=reasons.no_place(board, id, board.places[other])
    )


def _take_off(board: Board, change: Change) -> Answer:
    """The story leaves the page and its place stays open."""
    places = {id: place for id, place in board.places.items() if id != change.item_id}
    opened = _joined([*board.opened, *board.rooms(change.item_id)])
    return Answer(board.plan(places, tuple(opened)), "open")


def _put_on(board: Board, change: Change) -> Answer:
    """A new story (in ``pieces``, in no place yet) goes to an open place, or takes ``other``'s."""
    id, target = change.item_id, change.place
    if change.other:
        target = board.places[change.other]
        board = board.without(change.other)
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
    hole = next((place for place in board.opened if meets(place, target)), None)
    if hole is None:
        return _refused(reasons.place_is_taken())
    found = _resolved(board, id, [hole])
    return _answer(board, found) or _refused(reasons.no_place(board, id, hole))


# What they are made of ---------------------------------------------------------------------------


def _answer(board: Board, found: _Found | None) -> Answer:
    if found is None:
        return Answer(None)
    places, opened = found.arrangement
    levels = {id: piece.level for id, piece in found.board.pieces.items()}
    changed = [(id, n) for id, n in levels.items() if n != board.pieces[id].level]
    plan = found.board.plan(places, opened)
    return Answer(plan, found.way, board.moved(places), levels=tuple(changed))


def _refused(reason: str) -> Answer:
    return Answer(None, reason=reason)


def _found(board: Board, way: Way, places: Places, opened: Sequence[Place]) -> _Found:
    breaches, points = board.score(board.finished(places), opened)
    total = points + BREACH * breaches + PRICE * len(board.moved(places))
    return _Found(way, Arrangement(places, tuple(opened)), total, breaches, board)


def _best(found: Sequence[_Found]) -> _Found | None:
    return min(found, key=lambda one: one.total, default=None)


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
    """The page with edges of a story moved, and a few others so that every story bears it."""
    before = _everything(board)
    everything: Everything | None = before
    for side, by in edges:
        if everything is not None:
            everything = slid(everything, id, side, by)
    if everything is None or any(
        everything[name] != before[name] for name in _fixed(board) if name != id
    ):
        return None
    is_asked = bool(edges)
    sizes = Sizes(
        lambda name, place: _may_fill(board, name, place),
        lambda name, columns: [] if name[0] == "\0" else board.sizes(name, 1).get(columns, []),
        lambda name: name in _fixed(board) or (is_asked and name == id),
    )
    found = [_tiled(board, tiling) for tiling in mended(before, everything, sizes)]
    return _best(found)


def _may_fill(board: Board, name: str, place: Place) -> bool:
    """An open place is more than the row of a rule."""
    if name.startswith(OPENED):
        return place.rows > 1
    return name[0] == "\0" or board.fills(name, place)


def _tiled(board: Board, everything: Everything) -> _Found:
    places = {name: place for name, place in everything.items() if name in board.places}
    opened = [place for name, place in everything.items() if name.startswith(OPENED)]
    return _found(board, "edge", places, opened)


def _fixed(board: Board) -> set[str]:
    return {*board.pinned & board.places.keys(), *board.kept_free}


def _everything(board: Board) -> Everything:
    """All rectangles of the page, the open ones and what is nobody's among them."""
    found = dict(board.places)
    found |= {f"{OPENED}{number}": place for number, place in enumerate(board.opened)}
    return found | board.kept_free


def _swapped(board: Board, id: str, other: str) -> _Found | None:
    """Both in the other's very rectangle."""
    if other in board.pinned:
        return None
    places = {**board.places, id: board.places[other], other: board.places[id]}
    if board.fills(id, places[id]) and board.fills(other, places[other]):
        return _found(board, "swap", places, board.opened)
    return None


def _resolved(
    board: Board,
    id: str,
    core: Sequence[Place],
    aim: Aim | None = None,
    held: Mapping[str, Place] | None = None,
    wide: Aim | None = None,
) -> _Found | None:
    """The smallest part around story and ``core`` solved anew, then larger ones up to the page.

    ``wide`` is what will do where any page after ``aim`` breaks more rules than before.
    """
    everything = _everything(board)
    own = [board.places[id]] if id in board.places else []
    found: list[_Found] = []
    parts = 0
    for whole, inside in enclosing(everything, [*own, *core]):
        made = _filled(board, id, whole, inside, aim, held)
        found += made
        parts += bool(made)
        if parts >= (ENOUGH_PARTS if _any_fair(board, found) else MOST_PARTS):
            break
    if not _any_fair(board, found) and not _fixed(board) - {id}:
        found += _filled(board, id, board.whole, list(everything), wide or aim, held, effort=HARD)
    return _best(found)


def _filled(
    board: Board,
    id: str,
    whole: Place,
    inside: Sequence[str],
    aim: Aim | None,
    held: Mapping[str, Place] | None,
    effort: int = 1,
) -> list[_Found]:
    """The best ways to fill a part of the page, looked at closely."""
    everything = _everything(board)
    fixed = {name: everything[name] for name in inside if name in _fixed(board) - {id}}
    fixed |= held or {}
    members = [name for name in inside if name in board.places]
    members += [] if id in members else [id]
    how = {"price": PRICE, "breach": BREACH}
    made = arranged(board, whole, members, fixed, **how, aim=aim, most=KEPT, effort=effort)
    way: Way = "page" if whole == board.whole else "part"
    return [_found(board, way, *one) for one in made]


def _any_fair(board: Board, found: Sequence[_Found]) -> bool:
    return any(_fair(board, one) for one in found)


def _fair(board: Board, found: _Found | None) -> _Found | None:
    """What breaks no more rules than the page did before: it is taken at once."""
    return found if found and found.faults <= board.faults else None


def _either(one: _Found | None, other: _Found | None) -> _Found | None:
    return _best([found for found in (one, other) if found])


def _under(board: Board, wanted: Place, id: str) -> str:
    """The story in the middle of where another is dropped."""
    for name, place in board.places.items():
        if name != id and meets(place, _middle(wanted)):
            return name
    return ""


def _middle(place: Place) -> Place:
    column = place.column + (place.columns - 1) // 2
    return Place(column, place.row + place.rows // 2, 1, 1)


def _art_under(board: Board, wanted: Place) -> bool:
    return any(meets(art.place, wanted) for art in board.art)


def _pinned_there(board: Board, id: str, wanted: Place) -> str:
    """A pinned story in the way."""
    others = (name for name in board.pinned if name != id and name in board.places)
    return next((name for name in others if meets(board.places[name], wanted)), "")


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


def _size(place: Place) -> tuple[int, int]:
    return place.columns, place.rows
