"""Pages changed by hand: every change is a new layout, every step can be taken back.

A change names the layout it was made on; when another stands by now it is refused, nothing is lost.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeGuard, cast

from django.db import transaction
from django.utils.translation import gettext as _

from articles.auditing import Actor, record, require
from articles.wording import in_words
from issues.arranging import PIN
from issues.composing import (
    Dummy,
    page_basis,
    read_dummy,
    refuse_if_changed,
    save_layout,
    shape_book,
)
from issues.locks import locked_under, refuse_locked
from issues.models import Issue, Page, PageLayout, Placement
from issues.planning import IssueClosedError
from newsroom.layout.changes import Answer, Change, changed
from newsroom.layout.geometry import Area
from newsroom.layout.plan import CopyItem, PagePlan, page_from_json
from newsroom.layout.standing import Board, board_of, new_piece, place_in

Kind = Literal["move", "resize", "swap", "take_off", "put_on", "settle"]
KINDS: tuple[Kind, ...] = ("move", "resize", "swap", "take_off", "put_on", "settle")
STEP_KEY = re.compile("[0-9a-f]{32}")
PINNING = ("move", "resize")  # who drags a story wants it to stay there
WHERE = ("page_id", *PIN)


class HandworkError(Exception):
    """The page cannot be changed like that; ``str()`` says why and what to do."""


class StaleLayoutError(HandworkError):
    """Somebody changed the page meanwhile; ``layout`` is how it stands now."""

    def __init__(self, layout: PageLayout | None) -> None:
        self.layout = layout
        by = layout.created_by if layout else None
        said = _("%(who)s changed the page meanwhile: look at it as it is now, then do it again.")
        super().__init__(said % {"who": by or _("Somebody")})


@dataclass(frozen=True)
class Wish:
    """What is to be done on a page; ``area`` counts columns and rows of the type area."""

    kind: Kind
    item_id: str = ""
    area: Area | None = None
    other: str = ""


@dataclass(frozen=True)
class Done:
    """The layout that stands now, and how the change was answered."""

    layout: PageLayout
    way: str
    moved: tuple[str, ...]


def change_page(page: Page, wish: Wish, *, on: int | None, by: Actor, key: str = "") -> Done:
    """Change a composed page. ``on`` is the key of the layout that was looked at.

    Whoever asks again with the same ``key`` (32 hexadecimal digits), because the answer was lost,
    is told what was done; it is not done twice. Raises `HandworkError`, `CompositionError`.
    """
    require(by, "issues.compose_issue")
    _refuse_closed(page.issue)
    if not STEP_KEY.fullmatch(key):
        key = uuid.uuid4().hex
    if _is_done(page.current_layout, key):
        return _done(page.current_layout)
    layout = _standing(page, on)
    refuse_locked([page])
    dummy = read_dummy(page.issue)
    answer = _answered(page, layout, wish, dummy)
    if answer.plan is None:
        raise HandworkError(in_words(answer.reason))
    with transaction.atomic():
        locked = Page.objects.select_for_update(of=("self",)).get(pk=page.pk)
        if _is_done(locked.current_layout, key):
            return _done(locked.current_layout)
        if locked.current_layout_id != layout.pk:
            raise StaleLayoutError(locked.current_layout)
        refuse_locked([locked])
        if PageLayout.objects.filter(step=key).exists():
            key = uuid.uuid4().hex
        refuse_if_changed(dummy)
        told: dict[str, Any] = {
            **{"kind": wish.kind, "item": wish.item_id, "way": answer.way},
            **{"moved": list(answer.moved), "where": _where(page, wish, answer)},
        }
        fresh = _as_it_will_be(page.issue) if told["where"] else dummy
        made = save_layout(locked, answer.plan, fresh, by, step=key, seed=layout.seed, change=told)
        record(by, f"page_{wish.kind}", page.issue, page=page.number, article=wish.item_id)
    return _done(made)


def _is_done(layout: PageLayout | None, key: str) -> TypeGuard[PageLayout]:
    return layout is not None and layout.is_by_hand and layout.step == key


def _done(layout: PageLayout) -> Done:
    return Done(layout, layout.change["way"], tuple(layout.change["moved"]))


def _as_it_will_be(issue: Issue) -> Dummy:
    """Read again: where a story is wanted is a part of what its page is made of."""
    return read_dummy(issue)


def _answered(page: Page, layout: PageLayout, wish: Wish, dummy: Dummy) -> Answer:
    items = {item.id: item for item in dummy.items}
    plan = page_from_json(layout.plan)
    stale = _stale(layout, dummy, plan)
    board = board_of(plan, items, shape_book(dummy), pinned=dummy.pins, changed=stale)
    if wish.kind == "settle":
        return _settled(plan, items, dummy, stale)
    if stale:
        raise HandworkError(
            _("Copy on this page was changed since it was composed: settle it first.")
        )
    if wish.kind == "put_on":
        board = _with_new(board, wish.item_id, items, page)
    elif wish.item_id not in board.places or (wish.kind == "swap" and not wish.other):
        raise HandworkError(_("That story does not stand on this page any more."))
    if wish.other and (wish.other not in board.places or wish.other == wish.item_id):
        raise HandworkError(_("That story does not stand on this page any more."))
    place = place_in(wish.area, plan, dummy.masthead.grid) if wish.area else None
    return changed(board, Change(wish.kind, wish.item_id, place, wish.other))


def _with_new(board: Board, id: str, items: dict[str, CopyItem], page: Page) -> Board:
    if id not in items:
        raise HandworkError(_("That story is not in this issue: place it in the issue first."))
    if id in _standing_elsewhere(page):
        raise HandworkError(
            _("That story stands on another page: take it off there first, then put it here.")
        )
    return replace(board, pieces={**board.pieces, id: new_piece(items[id], board.setting)})


def _standing_elsewhere(page: Page) -> set[str]:
    layouts = PageLayout.objects.filter(pk__in=page.issue.pages.values("current_layout"))
    return {module["item_id"] for layout in layouts for module in layout.plan["modules"]}


def _stale(layout: PageLayout, dummy: Dummy, plan: PagePlan) -> list[str]:
    """Stories of the page whose copy is newer than what stands there."""
    if layout.basis == page_basis(dummy, plan):
        return []
    ids = [module.item_id for module in plan.modules]
    return [id for id in ids if layout.versions.get(id) != dummy.versions.get(id)]


def _settled(
    plan: PagePlan, items: dict[str, CopyItem], dummy: Dummy, stale: Iterable[str]
) -> Answer:
    """Newer copy set where the old stood, one story after the other, as little moved as can be."""
    moved: set[str] = set()
    answer = Answer(plan)
    book = shape_book(dummy)
    for id in stale:
        module = next(m for m in plan.modules if m.item_id == id)
        if id not in items:
            change = None
        elif module.jump_to or module.jump_from:
            raise HandworkError(
                _("A story with newer copy goes on to another page: press Compose pages.")
            )
        else:
            change = Change("set", id)
        board = board_of(plan, items, book, pinned=dummy.pins, changed=[id])
        answer = (
            changed(board, change) if change else Answer(board.plan(board.places, board.opened))
        )
        if answer.plan is None:
            return answer
        plan, moved = answer.plan, moved | set(answer.moved)
    return Answer(plan, answer.way, tuple(sorted(moved)))


def _standing(page: Page, on: int | None) -> PageLayout:
    layout = page.current_layout
    if layout is None:
        raise HandworkError(_("The page is not composed yet: press Compose pages first."))
    if on is not None and layout.pk != on:
        raise StaleLayoutError(layout)
    return layout


def _refuse_closed(issue: Issue) -> None:
    if issue.is_closed:
        raise IssueClosedError(issue)


# Where stories are wanted ---------------------------------------------------------------------


def _where(page: Page, wish: Wish, answer: Answer) -> dict[str, Any]:
    """Write the pin, the page and the levels of headlines that go with a change; what was written,
    to take it back."""
    plan = cast(PagePlan, answer.plan)
    after: dict[str, dict[str, int | None]] = {}
    if wish.kind in PINNING:
        after[wish.item_id] = _pin(next(m.area for m in plan.modules if m.item_id == wish.item_id))
        after[wish.item_id] |= {"page_id": page.pk}
    elif wish.kind == "put_on":
        after[wish.item_id] = NO_PIN | {"page_id": page.pk}
    if wish.kind == "take_off":
        after[wish.item_id] = NO_PIN | {"page_id": None}
    if wish.kind in ("put_on", "swap") and wish.other:
        after[wish.other] = NO_PIN | ({"page_id": None} if wish.kind == "put_on" else {})
    if wish.kind == "swap":
        after[wish.item_id] = dict(NO_PIN)
    for id, level in answer.levels:
        after[id] = after.get(id, {}) | {"headline_level": level}
    return _written(page.issue, after)


NO_PIN: dict[str, int | None] = dict.fromkeys(PIN)


def _pin(area: Area) -> dict[str, int | None]:
    return {
        "pin_column": area.column,
        "pin_row": area.row,
        "pin_columns": area.columns,
        "pin_rows": area.rows,
    }


def _written(issue: Issue, after: dict[str, dict[str, int | None]]) -> dict[str, Any]:
    told = {}
    for placement in issue.placements.filter(article_id__in=[int(key) for key in after]):
        new = after[str(placement.article_id)]
        before = {name: getattr(placement, name) for name in new}
        if before != new:
            Placement.objects.filter(pk=placement.pk).update(**new)
            told[str(placement.article_id)] = {"before": before, "after": new}
    return told


def pin_story(placement: Placement, area: Area | None, *, by: Actor) -> None:
    """Keep a story where it stands whenever the page is composed, or let it go again."""
    require(by, "issues.compose_issue")
    _refuse_closed(placement.issue)
    refuse_locked([locked_under(placement.issue, placement.article_id)])
    with transaction.atomic():
        _written(placement.issue, {str(placement.article_id): _pin(area) if area else NO_PIN})
        kind = "pin_story" if area else "unpin_story"
        record(by, kind, placement.article, issue=placement.issue_id)


# Undo and redo --------------------------------------------------------------------------------


def undo(page: Page, *, on: int | None, by: Actor) -> PageLayout:
    """Take the last step back that made this page as it is, on every page it touched."""
    require(by, "issues.compose_issue")
    _refuse_closed(page.issue)
    layout = _standing(page, on)
    if layout.previous is None:
        raise HandworkError(_("There is nothing to take back on this page."))
    step = _of_step(layout)
    turns: Turns = {one.page_id: (one.pk, one.previous_id) for one in step}
    turns |= {key: (None, layout_id) for key, layout_id in _emptied(step).items()}
    with transaction.atomic():
        _turn(page.issue, turns)
        _rewrite(page.issue, step, "before")
        record(by, "page_undo", page.issue, page=page.number, layout=layout.previous.number)
    return layout.previous


def redo(page: Page, *, on: int | None, by: Actor) -> PageLayout:
    """Do again what was taken back last."""
    require(by, "issues.compose_issue")
    _refuse_closed(page.issue)
    layout = _standing(page, on)
    following = layout.following.order_by("-number").first()
    if following is None:
        raise HandworkError(_("There is nothing to do again on this page."))
    step = _of_step(following)
    turns: Turns = {one.page_id: (one.previous_id, one.pk) for one in step}
    turns |= {key: (layout_id, None) for key, layout_id in _emptied(step).items()}
    with transaction.atomic():
        _turn(page.issue, turns)
        _rewrite(page.issue, step, "after")
        record(by, "page_redo", page.issue, page=page.number, layout=following.number)
    return following


def _of_step(layout: PageLayout) -> list[PageLayout]:
    if not layout.step:
        return [layout]
    rows = PageLayout.objects.filter(step=layout.step, page__issue=layout.page.issue_id)
    return list(rows.select_related("previous"))


def _emptied(step: list[PageLayout]) -> dict[int, int]:
    """Pages that lost their layout in a step, but for those dropped since."""
    kept = {int(key): layout_id for one in step for key, layout_id in one.emptied.items()}
    there = set(PageLayout.objects.filter(pk__in=kept.values()).values_list("pk", flat=True))
    return {key: layout_id for key, layout_id in kept.items() if layout_id in there}


Turns = dict[int, tuple[int | None, int | None]]  # page key -> layout that stands, that shall stand


def _turn(issue: Issue, turns: Turns) -> None:
    """Let other layouts stand, or none, if none of the pages was changed since."""
    pages = {page.pk: page for page in issue.pages.select_for_update(of=("self",))}
    for key, (now, then) in turns.items():
        if key not in pages or pages[key].current_layout_id != now:
            number = pages[key].number if key in pages else "–"
            raise HandworkError(
                _("Page %(page)s was changed since: take that back first.") % {"page": number}
            )
        refuse_locked([pages[key]])
        Page.objects.filter(pk=key).update(current_layout=then)


def _rewrite(issue: Issue, step: list[PageLayout], which: Literal["before", "after"]) -> None:
    for layout in step:
        for key, told in layout.change.get("where", {}).items():
            Placement.objects.filter(issue=issue, article_id=int(key)).update(**told[which])
