"""Pages changed by hand: every change is a new layout, every step can be taken back.

A change names the layout it was made on; when another stands by now it is refused, nothing is lost.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.auditing import Actor, account, record, require
from issues.composing import refuse_if_changed, save_layout
from issues.dummy import ARTWORK, Dummy, MadeOf, read_dummy
from issues.handcarry import refuse_signed
from issues.handdesk import Answered, Desk, HandworkError, Wish, refuse_elsewhere
from issues.handset import answered
from issues.locks import IssueClosedError, hold_pages, locked_under, refuse_locked
from issues.models import Issue, Page, PageLayout, Placement
from issues.wanted import NO_PIN, pin_fields, rewrite_wishes, write_focus, write_wishes
from newsroom.layout.geometry import Area
from newsroom.layout.plan import PagePlan, page_from_json

STEP_KEY = re.compile("[0-9a-f]{32}")


class StaleLayoutError(HandworkError):
    """Somebody changed the page meanwhile; ``layout`` is how it stands now."""

    def __init__(self, layout: PageLayout | None) -> None:
        self.layout = layout
        by = layout.created_by if layout else None
        said = _("%(who)s changed the page meanwhile: look at it as it is now, then do it again.")
        super().__init__(said % {"who": by or _("Somebody")})


@dataclass(frozen=True)
class Done:
    """The layout that stands now, and how the change was answered."""

    layout: PageLayout
    way: str
    moved: tuple[str, ...]


def change_page(page: Page, wish: Wish, *, on: int | None, by: Actor, key: str = "") -> Done:
    """Change a composed page. ``on`` is the key of the layout that was looked at.

    A story that goes on changes the page it goes on to in the same step. Whoever asks again with
    the same ``key`` (32 hexadecimal digits), because the answer was lost, is told what was done; it
    is not done twice. Raises `HandworkError`, `CompositionError`.
    """
    require(by, "issues.compose_issue")
    _refuse_closed(page.issue)
    if _is_done(page.current_layout, key, wish):
        return _done(page.current_layout)
    layout = _standing(page, on)
    refuse_locked([page])
    dummy = read_dummy(page.issue)
    desk = Desk.of(page, dummy)
    answer = answered(desk, wish)
    with transaction.atomic():
        there = {one.number: one for one in hold_pages(page.issue)}
        pages = _touched(there, answer)
        now = pages[page.number].current_layout
        if _is_done(now, key, wish):
            return _done(now)
        if now != layout:
            raise StaleLayoutError(now)
        refuse_locked(pages.values())
        _refuse_changed(pages, desk.layouts)
        if wish.kind == "put_on":
            refuse_elsewhere(_layouts_of(there.values()), wish.item_id)
        refuse_if_changed(dummy)
        made = _written(pages, page.number, answer, wish, dummy, by=by, key=_fresh(key))
    return _done(made)


def _touched(there: Mapping[int, Page], answer: Answered) -> dict[int, Page]:
    """The pages of the answer, if they all are there still."""
    if gone := set(answer.plans) - there.keys():
        raise HandworkError(
            _("Page %(page)s was changed meanwhile: do it once more.") % {"page": min(gone)}
        )
    return {number: there[number] for number in answer.plans}


def _layouts_of(pages: Iterable[Page]) -> QuerySet[PageLayout]:
    return PageLayout.objects.filter(pk__in=[page.current_layout_id for page in pages])


def _written(
    pages: Mapping[int, Page],
    here: int,
    answer: Answered,
    wish: Wish,
    dummy: Dummy,
    *,
    by: Actor,
    key: str,
) -> PageLayout:
    """Every page of the answer with its new layout, all in one step; that of page ``here``."""
    issue = dummy.issue
    beside: dict[str, Any] = {"kind": wish.kind, "item": wish.item_id, "way": answer.way}
    beside |= {"wish": repr(wish), "moved": []}
    told = beside | {"moved": list(answer.moved), "ranked": list(answer.ranked)}
    told |= {"where": write_wishes(issue, answer.wanted), "focus": write_focus(answer.focus)}
    # Read again: what is wanted of a story is a part of what its page is made of.
    fresh = read_dummy(issue) if told["where"] else dummy
    for number in sorted(set(answer.plans) - {here}):
        _save(pages[number], answer, fresh, by, key, beside)
    made = _save(pages[here], answer, fresh, by, key, told)
    record(by, f"page_{wish.kind}", issue, page=here, article=wish.item_id)
    return made


def _save(
    page: Page, answer: Answered, dummy: Dummy, by: Actor, key: str, told: dict[str, Any]
) -> PageLayout:
    plan, before = answer.plans[page.number], page.current_layout
    how: dict[str, Any] = {"step": key, "change": told}
    if before:
        how |= {"seed": before.seed, "kept": _as_before(before, plan, answer.wanted)}
    return save_layout(page, plan, dummy, by, **how)


def _as_before(before: PageLayout, plan: PagePlan, wanted: Collection[str]) -> MadeOf:
    """What the page is made of as it was: stories that nobody ``wanted`` otherwise and that stand
    as they stood, and artwork. What was changed of those elsewhere is still to be composed."""
    old = page_from_json(before.plan)
    stood = {module.item_id: module for module in old.modules}
    same = {m.item_id for m in plan.modules if m == stood.get(m.item_id)} - set(wanted)
    same |= {ARTWORK} if plan.artwork == old.artwork else set()
    return {name: made for name, made in before.made_of.items() if name in same}


def _refuse_changed(pages: Mapping[int, Page], looked_at: Mapping[int, PageLayout]) -> None:
    """Another page of the change was changed while this one was worked out."""
    for number, page in pages.items():
        if page.current_layout_id != looked_at[number].pk:
            raise HandworkError(
                _("Page %(page)s was changed meanwhile: do it once more.") % {"page": number}
            )


def _is_done(layout: PageLayout | None, key: str, wish: Wish) -> TypeGuard[PageLayout]:
    """Whether the page stands as the step of that key left it. Raises `HandworkError` where that
    was a step of another wish: what it came to is no answer to this one."""
    if layout is None or not layout.change or not key or layout.step != key:
        return False
    if layout.change.get("wish") != repr(wish):
        raise HandworkError(_("The change was not understood: load the page again."))
    return True


def _fresh(key: str) -> str:
    """The key of a new step: one that was asked for is taken once."""
    if STEP_KEY.fullmatch(key) and not PageLayout.objects.filter(step=key).exists():
        return key
    return uuid.uuid4().hex


def _done(layout: PageLayout) -> Done:
    return Done(layout, layout.change["way"], tuple(layout.change["moved"]))


def refuse_other(page: Page, on: int | None) -> None:
    """Raises `StaleLayoutError` where another layout stands than the one looked at."""
    if on is not None and page.current_layout_id != on:
        raise StaleLayoutError(page.current_layout)


def _standing(page: Page, on: int | None) -> PageLayout:
    if page.current_layout is None:
        raise HandworkError(_("The page is not composed yet: press Compose pages first."))
    refuse_other(page, on)
    return page.current_layout


def _refuse_closed(issue: Issue) -> None:
    if issue.is_closed:
        raise IssueClosedError(issue)


def pin_story(
    placement: Placement,
    area: Area | None,
    *,
    by: Actor,
    page: Page | None = None,
    on: int | None = None,
    key: str = "",
) -> None:
    """Keep a story where it stands whenever the page is composed, or let it go again.

    On a composed ``page`` that is a step as any other, see `change_page`, though the page stays as
    it is. Raises `HandworkError`.
    """
    require(by, "issues.compose_issue")
    issue, id = placement.issue, str(placement.article_id)
    wish = Wish("pin" if area else "unpin", id, area)
    with transaction.atomic():
        here = next((one for one in hold_pages(issue) if one == page), None)
        now = here.current_layout if here else None
        if _is_done(now, key, wish):
            return
        if page and (now is None or on not in (None, now.pk)):
            raise StaleLayoutError(now)
        refuse_locked([locked_under(issue, placement.article_id)])
        told = write_wishes(issue, {id: pin_fields(area) if area else NO_PIN})
        if not told:
            return  # it is as it was wished
        if now:
            _save_pinned(now, wish, told, by, key)
        record(by, f"{wish.kind}_story", placement.article, issue=issue.pk)


def _save_pinned(before: PageLayout, wish: Wish, told: dict[str, Any], by: Actor, key: str) -> None:
    """The layout once more, to be taken back with the pin; all that is known of it stays true."""
    prints = {"layout": before.prints, "number": before.version, "by_hand": before.is_by_hand}
    change = {"kind": wish.kind, "item": wish.item_id, "wish": repr(wish), "where": told}
    layout = PageLayout.objects.get(pk=before.pk)
    layout.pk, layout._state.adding = None, True
    layout.number = before.page.layouts.latest("number").number + 1
    layout.previous, layout.emptied = before, {}
    layout.step, layout.change = _fresh(key), change | {"prints": prints}
    layout.created_by = account(by)
    layout.save()
    Page.objects.filter(pk=before.page_id).update(current_layout=layout)


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
        _turn(page, turns)
        rewrite_wishes(page.issue, step, "before")
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
        _turn(page, turns)
        rewrite_wishes(page.issue, step, "after")
        record(by, "page_redo", page.issue, page=page.number, layout=following.number)
    return following


def _of_step(layout: PageLayout) -> list[PageLayout]:
    if not layout.step:
        return [layout]
    rows = PageLayout.objects.filter(step=layout.step, page__issue=layout.page.issue_id)
    return list(rows.select_related("previous"))


def changed_with(layout: PageLayout) -> list[int]:
    """Numbers of the other pages that the step of a layout changed, and that undo changes back."""
    step = _of_step(layout)
    keys = {one.page_id for one in step} | _emptied(step).keys()
    pages = Page.objects.filter(pk__in=keys - {layout.page_id}).order_by("number")
    return list(pages.values_list("number", flat=True))


def _emptied(step: list[PageLayout]) -> dict[int, int]:
    """Pages that lost their layout in a step, but for those dropped since."""
    kept = {int(key): layout_id for one in step for key, layout_id in one.emptied.items()}
    there = set(PageLayout.objects.filter(pk__in=kept.values()).values_list("pk", flat=True))
    return {key: layout_id for key, layout_id in kept.items() if layout_id in there}


Turns = dict[int, tuple[int | None, int | None]]  # page key -> layout that stands, that shall stand


def _turn(here: Page, turns: Turns) -> None:
    """Let other layouts stand, or none, if none of the pages was changed since. Raises
    `StaleLayoutError` where the page one is at was: by whoever was quicker with the same step."""
    pages = {page.pk: page for page in hold_pages(here.issue)}
    if here.pk in pages:
        refuse_other(pages[here.pk], turns[here.pk][0])
    for key, (now, _then) in turns.items():
        if key not in pages or pages[key].current_layout_id != now:
            number = pages[key].number if key in pages else "–"
            raise HandworkError(
                _("Page %(page)s was changed since: take that back first.") % {"page": number}
            )
        refuse_locked([pages[key]])
    refuse_signed(here.issue, [pages[key].number for key in turns if key != here.pk])
    _refuse_twice(pages, turns)
    for key, (_now, then) in turns.items():
        Page.objects.filter(pk=key).update(current_layout=then)


def _refuse_twice(pages: Mapping[int, Page], turns: Turns) -> None:
    """What comes back onto a page was put on none of the others meanwhile."""
    now, then = (
        PageLayout.objects.filter(pk__in=keys) for keys in zip(*turns.values(), strict=True)
    )
    others = _layouts_of(page for key, page in pages.items() if key not in turns)
    for id in sorted(_stories_of(then) - _stories_of(now)):
        refuse_elsewhere(others, id)


def _stories_of(layouts: Iterable[PageLayout]) -> set[str]:
    return {module["item_id"] for layout in layouts for module in layout.plan["modules"]}
