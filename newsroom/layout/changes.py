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
from newsroom.layout.parts import Aim
from newsroom.layout.plan import CopyItem, PagePlan
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import STRETCHES
from newsroom.layout.standing import Board, board_of, place_in
from newsroom.layout.tiling import Place, meets
from newsroom.layout.ways import (
    Found,
    Way,
    after_edges,
    edges_between,
    either,
    exchanged,
    fair,
    fewest,
    newly_broken,
    resolved,
    swapped,
    weighed,
)

NEAR_ROWS = 3  # how far the size may be from the one asked for
FAR_SHARE = 0.2  # of the rows asked for, where any nearer size breaks a rule
UNKEPT_PIN = "wish_not_kept:pin:"  # what the page tells, with the story
MOST_LEADS = 3  # stories tried in the place of a lead that was moved away


class Change(NamedTuple):
    """What an editor asks for. Rows count on the sheet, see `Board`."""

    kind: Literal["set", "move", "resize", "hold", "swap", "take_off", "put_on", "take_in"]
    item_id: str
    place: Place | None = None
    other: str = ""
    is_anyhow: bool = False  # what comes near, or breaks a rule, is good enough


@dataclass(frozen=True)
class Answer:
    """The page as it can be, how that came about, and which stories moved besides; else why not."""

    plan: PagePlan | None
    way: Way = "kept"
    moved: tuple[str, ...] = ()
    reason: str = ""
    levels: tuple[tuple[str, int], ...] = ()  # stories whose headline is of another level now
    is_near: bool = False  # refused, but it can be done nearly, or with a fault: `Change.is_anyhow`
    pinned: str = ""  # the story whose pin is why it is refused
    broken: tuple[str, ...] = ()  # rules a reader sees broken that were kept before

    def __bool__(self) -> bool:
        return self.plan is not None


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
    return _asked_first(board, change, makers[change.kind](board, change))


def _asked_first(board: Board, change: Change, answer: Answer) -> Answer:
    """The answer; where a place or a size was found only with a rule broken that a reader sees,
    a refusal that says so: it is done when it is wished all the same.

    What comes from elsewhere, or is newer, is not asked about: it has to go somewhere.
    """
    is_pulled = change.kind in ("move", "resize", "swap")
    if not answer.broken or change.is_anyhow or not is_pulled:
        return answer
    reason = reasons.only_broken(board, change, answer.broken)
    return Answer(None, reason=reason, is_near=True, broken=answer.broken)


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
                told = (*page.violations, f"{UNKEPT_PIN}{id}")
                page = replace(page, violations=told)
                continue
            lost = [told for told in page.violations if told.startswith(UNKEPT_PIN)]
            page = replace(answer.plan, violations=(*answer.plan.violations, *lost))
        done.append(id)
    return page


# The kinds of change -----------------------------------------------------------------------------


def _set(board: Board, change: Change) -> Answer:
    """The story is longer, shorter or otherwise set: it stays where it is if that can be."""
    id, place = change.item_id, board.places[change.item_id]
    is_held = id in board.pinned and id != board.bent
    best = None
    if all(board.fills(name, place) for name, place in board.places.items()):
        best = weighed(board, "kept", board.places, board.opened)
    if is_held and not board.fills(id, place):
        return Answer(None, reason=reasons.pinned_as_it_is(board, id), pinned=id)
    if not fair(board, best):
        best = either(best, after_edges(board, id, []))
    if not fair(board, best) and is_held:
        best = either(best, resolved(board, id, [place], held={id: place}))
    elif not fair(board, best):
        best = either(best, fewest(board, id, []))
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
    return _answer(board, resolved(board, id, [lowest])) or _refused(reasons.no_room_for(board, id))


def _move(board: Board, change: Change) -> Answer:
    id, wanted = change.item_id, change.place
    if wanted is None or not _is_on(board.whole, wanted):
        return _refused(reasons.off_the_page())
    old = board.places[id]
    if wanted == old:
        return _answer(board, weighed(board, "kept", board.places, board.opened))
    if pinned := _pinned_there(board, id, wanted):
        return _barred(board, pinned)
    if _art_under(board, _middle(wanted)):
        return _refused(reasons.artwork_there())
    shifted = after_edges(board, id, edges_between(old, wanted))
    below = _under(board, wanted, id)
    if not shifted and below:
        shifted = swapped(board, id, below)
    if fair(board, shifted):
        return _answer(board, shifted)
    if found := _on_the_spot(board, id, wanted):
        return _answer(board, found)
    core = [board.places[below]] if below else [wanted]
    target = core[0] if below else wanted
    aim = Aim(id, target, board.sizes(id, 1), old=old)
    found = either(shifted, resolved(board, id, core, aim))
    if not fair(board, found):
        for lead in _new_leads(board, id, target):
            led = board.led_by(lead)
            around = [*core, board.places[lead]]
            found = either(found, resolved(led, id, around, aim._replace(sizes=led.sizes(id, 1))))
            if fair(board, found):
                break
    return _answer(board, found) or _refused(reasons.no_place(board, id, wanted))


def _on_the_spot(board: Board, id: str, wanted: Place) -> Found | None:
    """The page with the story in the very column it was dropped in, within a few rows, and as
    large as it was if that can be; nothing where any such page breaks more rules."""
    leads = _new_leads(board, id, wanted)
    for lead in leads or [""]:
        led = board.led_by(lead) if lead else board
        aim = Aim(id, wanted, led.sizes(id, 1), NEAR_ROWS, board.places[id])
        around = [wanted, board.places[lead]] if lead else [wanted]
        found = fewest(led, id, around, aim, is_quick=True)
        if fair(board, found):
            return found
    return None


def _new_leads(board: Board, id: str, target: Place) -> list[str]:
    """Who may lead the page when a story was moved: itself, where a lead stands; where it led,
    the next in weight, as far as no editor has set their headlines."""
    whole = board.pieces[id].came_from is None
    if meets(target, board.head):
        return [id] if whole and board.pieces[id].level > 1 else []
    if board.pieces[id].level > 1:
        return []
    able = [
        (piece.level, -len(piece.copy.lines), name)
        for name, piece in board.pieces.items()
        if name != id and name in board.places and name not in board.pinned
        if _is_free_to_lead(board, name)
    ]
    return [name for _level, _lines, name in sorted(able)[:MOST_LEADS]]


def _is_free_to_lead(board: Board, id: str) -> bool:
    piece = board.pieces[id]
    return piece.came_from is None and piece.item.headline_level is None


def _resize(board: Board, change: Change) -> Answer:
    id, wanted = change.item_id, change.place
    if wanted is None or not _is_on(board.whole, wanted):
        return _refused(reasons.off_the_page())
    if pinned := _pinned_there(board, id, wanted):
        return _barred(board, pinned)
    if _art_under(board, wanted):
        return _refused(reasons.artwork_there())
    if not board.fills(id, wanted):
        return _refused(reasons.wrong_size(board, id, wanted))
    found = after_edges(board, id, edges_between(board.places[id], wanted))
    if not fair(board, found):
        far = max(NEAR_ROWS, round(FAR_SHARE * wanted.rows))
        aim = Aim(id, wanted, _about(board, id, wanted, NEAR_ROWS))
        wide = aim._replace(sizes=_about(board, id, wanted, far))
        found = either(found, fewest(board, id, [], aim, wide=wide))
    # Where hardly any page has it about there, the others are looked for around it.
    found = found or resolved(board, id, [wanted], held={id: wanted})
    return _answer(board, found) or _refused(reasons.no_place(board, id, wanted))


def _about(board: Board, id: str, wanted: Place, rows: int) -> dict[int, list[int]]:
    """The sizes of that width that are at most so many rows off the one asked for, and on its side
    of the size the story has."""
    able, old = board.sizes(id, 2)[wanted.columns], board.places[id]
    near = [n for n in able if abs(n - wanted.rows) <= rows]
    if wanted.columns == old.columns and wanted.rows != old.rows:
        near = [n for n in near if (n - old.rows) * (wanted.rows - old.rows) > 0]
    return {wanted.columns: near}


def _hold(board: Board, change: Change) -> Answer:
    """The story stands in that very rectangle again, whatever that moves."""
    id, wanted = change.item_id, change.place
    if wanted is None or not _is_on(board.whole, wanted):
        return _refused(reasons.off_the_page())
    found = None
    if board.fills(id, wanted) and not _pinned_there(board, id, wanted):
        found = after_edges(board, id, edges_between(board.places[id], wanted))
        found = found or resolved(board, id, [wanted], held={id: wanted})
    return _answer(board, found) or _refused(reasons.no_place(board, id, wanted))


def _swap(board: Board, change: Change) -> Answer:
    """Two stories change places: in their very rectangles, or each where the other was."""
    id, other = change.item_id, change.other
    if other in board.pinned:
        return _barred(board, other)
    if found := fair(board, swapped(board, id, other)):
        return _answer(board, found)
    if found := exchanged(_led_by_heir(board, id, other), id, other):
        return _answer(board, found)
    near = _near(board, id, other)
    if near and change.is_anyhow:
        return near
    return _refused(reasons.no_exchange(board, id, other, near.plan), is_near=bool(near))


def _led_by_heir(board: Board, id: str, other: str) -> Board:
    """The page with the lead's headline on the one that takes its place."""
    for lead, heir in ((id, other), (other, id)):
        if board.pieces[lead].level == 1 and _is_free_to_lead(board, heir):
            return board.led_by(heir)
    return board


def _near(board: Board, id: str, other: str) -> Answer:
    """The one about where the other stands, wherever that goes then."""
    there = board.places[other]
    return _answer(board, resolved(board, id, [there], Aim(id, there, board.sizes(id, 1))))


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
        return _answer(board, weighed(board, "kept", places, rest)) or Answer(
            None, reason=reasons.no_room(board, id)
        )
    hole = next((place for place in board.opened if meets(place, target)), None)
    if hole is None:
        return _refused(reasons.place_is_taken())
    found = resolved(board, id, [hole])
    return _answer(board, found) or _refused(reasons.no_place(board, id, hole))


# What they are made of ---------------------------------------------------------------------------


def _answer(board: Board, found: Found | None) -> Answer:
    if found is None:
        return Answer(None)
    places, opened = found.arrangement
    levels = {id: piece.level for id, piece in found.board.pieces.items()}
    changed = [(id, n) for id, n in levels.items() if n != board.pieces[id].level]
    plan = found.board.plan(places, opened)
    broken = newly_broken(board, found.board, places)
    return Answer(plan, found.way, board.moved(places), levels=tuple(changed), broken=broken)


def _refused(reason: str, *, is_near: bool = False) -> Answer:
    return Answer(None, reason=reason, is_near=is_near)


def _barred(board: Board, id: str) -> Answer:
    if id == board.bent:
        return _refused(reasons.around_nameplate(board, id))
    return Answer(None, reason=reasons.is_pinned(board, id), pinned=id)


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
