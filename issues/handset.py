"""What a change by hand comes to: the pages it makes, and what is remembered of the wish.

Nothing is written here. Each kind of wish is answered by a function of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from issues.handcarry import joined, jumped, settled, taken_off
from issues.handdesk import (
    MOVING,
    Answered,
    Desk,
    HandworkError,
    Wish,
    plan_of,
    refuse_elsewhere,
    refuse_stale,
    refuse_unfit,
)
from issues.handstyle import focused, styled
from issues.models import Page
from issues.proposing import proposals_at
from issues.wanted import NO_PIN, NO_PLACE, Fields, pin_fields
from newsroom.layout.changes import Change
from newsroom.layout.handfill import bared_page, changed_or_filled, filled_page
from newsroom.layout.plan import PagePlan
from newsroom.layout.reasons import ranked_otherwise
from newsroom.layout.standing import Board, new_piece, place_in

PINNING = ("move", "resize")  # who drags a story wants it to stay there


def answered(desk: Desk, wish: Wish) -> Answered:
    """Raises `HandworkError`."""
    if wish.kind == "settle":
        refuse_unfit(desk)
        return settled(desk)
    refuse_stale(desk)
    if wish.kind in MOVING:
        return _moved(desk, wish)
    if wish.kind == "choose":
        return _chosen(desk, wish)
    if wish.kind in ("fill_up", "bare"):
        return _filled(desk, wish)
    desk.module(wish.item_id)
    if wish.item_id not in desk.items:
        raise HandworkError(_("That story is not in this issue: place it in the issue first."))
    return {"focus": focused, "jump": jumped, "join": joined}.get(wish.kind, styled)(desk, wish)


def _moved(desk: Desk, wish: Wish) -> Answered:
    board = desk.board()
    if wish.kind == "put_on":
        board = _with_new(desk, board, wish.item_id)
    elif wish.item_id not in board.places or (wish.kind == "swap" and not wish.other):
        raise HandworkError(_("That story does not stand on this page any more."))
    if wish.other and (wish.other not in board.places or wish.other == wish.item_id):
        raise HandworkError(_("That story does not stand on this page any more."))
    place = place_in(wish.area, desk.plan, desk.dummy.masthead.grid) if wish.area else None
    kind: Any = wish.kind
    change = Change(kind, wish.item_id, place, wish.other, wish.is_anyhow)
    answer = changed_or_filled(board, change, desk.stock)
    plan = plan_of(answer)
    wanted = _wanted_when_moved(desk.page, wish, plan)
    for id, level in answer.levels:
        wanted[id] = wanted.get(id, {}) | {"headline_level": level}
    ranked = ranked_otherwise(board, change, plan)
    leaves = _leaves(wish)
    plans = {desk.page.number: plan} | (taken_off(desk, leaves) if leaves else {})
    return Answered(plans, answer.way, answer.moved, wanted, ranked=ranked)


def _leaves(wish: Wish) -> str:
    """The story that stands on no page afterwards."""
    return {"take_off": wish.item_id, "put_on": wish.other}.get(wish.kind, "")


def _with_new(desk: Desk, board: Board, id: str) -> Board:
    if id not in desk.items:
        raise HandworkError(_("That story is not in this issue: place it in the issue first."))
    refuse_elsewhere(desk.layouts.values(), id)
    return replace(board, pieces={**board.pieces, id: new_piece(desk.items[id], board.setting)})


def _wanted_when_moved(page: Page, wish: Wish, plan: PagePlan) -> dict[str, Fields]:
    """The pin and the page that go with a move."""
    after: dict[str, Fields] = {}
    if wish.kind in PINNING:
        area = next(m.area for m in plan.modules if m.item_id == wish.item_id)
        after[wish.item_id] = pin_fields(area) | {"page_id": page.pk}
    elif wish.kind == "put_on":
        after[wish.item_id] = NO_PIN | {"page_id": page.pk}
    elif wish.kind == "swap":
        after |= {wish.item_id: dict(NO_PIN), wish.other: dict(NO_PIN)}
    if leaves := _leaves(wish):
        after[leaves] = dict(NO_PLACE)
    return after


def _filled(desk: Desk, wish: Wish) -> Answered:
    """A filler of the stock for what is white, or none any more."""
    board = desk.board()
    answer = bared_page(board) if wish.kind == "bare" else filled_page(board, desk.stock)
    return Answered({desk.page.number: plan_of(answer)}, answer.way, answer.moved)


def _chosen(desk: Desk, wish: Wish) -> Answered:
    """One of the other ways to build the page that were shown, by its number from 1."""
    found = proposals_at(desk)
    if not 1 <= wish.value <= len(found):
        raise HandworkError(_("That proposal is gone: look at the proposals again."))
    plan = found[wish.value - 1].plan
    areas = {module.item_id: module.area for module in desk.plan.modules}
    moved = [m.item_id for m in plan.modules if m.area != areas.get(m.item_id)]
    return Answered({desk.page.number: plan}, "page", tuple(sorted(moved)))
