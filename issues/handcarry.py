"""Stories on several pages: let go on, brought back, taken off, settled with newer copy."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from articles.wording import in_words
from issues.handdesk import (
    Answered,
    Desk,
    HandworkError,
    Wish,
    pin_moved,
    refuse_unfit,
)
from issues.models import Issue
from issues.proofing import page_proofs
from issues.wanted import KEPT_WHOLE, Fields
from newsroom.layout import reasons
from newsroom.layout.carrying import Stage, carried, cut_near, lines_of, stages_of
from newsroom.layout.plan import PagePlan
from newsroom.layout.standing import board_of, copy_from


def jumped(desk: Desk, wish: Wish) -> Answered:
    """The story cut about where it is wished, the rest of it on a later page."""
    module, here = desk.module(wish.item_id), desk.page.number
    if wish.page <= here or wish.page not in desk.plans:
        raise HandworkError(
            _("A story goes on to a later page that is composed: choose another page.")
        )
    copy = copy_from(desk.items[wish.item_id], module.text_from, desk.book.setting)
    cut = cut_near(copy, wish.lines or lines_of(module))
    if cut is None:
        headline = desk.items[wish.item_id].story.headline
        raise HandworkError(in_words(reasons.too_short_to_jump(headline)))
    fields: Fields = {}
    if module.jump_from is None:
        target = desk.page.issue.pages.get(number=wish.page)
        fields = {"jump_page_id": target.pk, "jump_lines": cut.kept}
    return _carried(desk, wish.item_id, [Stage(here, cut.kept), Stage(wish.page)], fields)


def joined(desk: Desk, wish: Wish) -> Answered:
    """All that is left of the story on this page."""
    module = desk.module(wish.item_id)
    if module.jump_to is None:
        raise HandworkError(_("The story goes on to no other page."))
    fields: Fields = {}
    if module.jump_from is None:
        fields = {"jump_page_id": None, "jump_lines": KEPT_WHOLE}
    return _carried(desk, wish.item_id, [Stage(desk.page.number)], fields)


def taken_off(desk: Desk, id: str) -> dict[int, PagePlan]:
    """The other pages of a story that leaves this one, its places open: a part that stayed would
    come from nowhere, or lead there."""
    others = [stage.page for stage in stages_of(desk.plans, id) if stage.page != desk.page.number]
    _refuse_newer(desk, set(others))
    refuse_signed(desk.page.issue, set(others))
    return _without(desk, {number: desk.plans[number] for number in others}, id)


def _carried(desk: Desk, id: str, stages: list[Stage], fields: Fields) -> Answered:
    module, here = desk.module(id), desk.page.number
    found = carried(
        *(desk.plans, desk.items[id], stages, desk.items, desk.book, desk.pins),
        start=module.text_from,
        came_from=module.jump_from,
        opens=True,
        stock=desk.dummy.fillers,
    )
    if not found:
        raise HandworkError(in_words(found.reason))
    _refuse_newer(desk, set(found.pages) - {here})
    refuse_signed(desk.page.issue, set(found.pages) - {here})
    fields |= pin_moved(desk, id, found.pages[here])
    return Answered(found.pages, found.ways[here], found.moved, {id: fields})


def _refuse_newer(desk: Desk, numbers: set[int]) -> None:
    """What is newer on another page is settled there, by somebody who looks at it."""
    for number in sorted(numbers):
        refuse_unfit(desk, number)
        if desk.stale(number):
            raise HandworkError(
                _("Copy on page %(page)s was changed since it was composed: settle it there first.")
                % {"page": number}
            )


def refuse_signed(issue: Issue, numbers: Collection[int]) -> None:
    """A signed page is not changed from another, nor taken back: these are the ``numbers`` of the
    other pages. Whoever is at a signed page has been told what a change of it costs."""
    states = page_proofs(issue) if numbers else {}
    for number in sorted(states.keys() & set(numbers)):
        if states[number].signed:
            raise HandworkError(
                _("Page %(page)s is signed: take the signature back first.") % {"page": number}
            )


def settled(desk: Desk) -> Answered:
    """Newer copy set where the old stood, one story after the other, as little moved as can be.

    A story that goes on is settled on all its pages, and so is what else is newer there.
    """
    plans, moved, way = dict(desk.plans), set[str](), "kept"
    wanted: dict[str, Fields] = {}
    newer = _stale_together(desk)
    if not newer:
        raise HandworkError(_("No copy on this page is newer than what stands there."))
    for id in newer:
        if id not in desk.items:
            plans |= _without(desk, plans, id)
            way = "open"
            continue
        stages = stages_of(plans, id)
        found = carried(
            *(plans, desk.items[id], stages, desk.items, desk.book, desk.pins),
            stock=desk.dummy.fillers,
        )
        if not found:
            raise HandworkError(in_words(found.reason))
        plans |= found.pages
        moved |= set(found.moved)
        way = found.ways.get(desk.page.number, way)
        wanted[id] = pin_moved(desk, id, plans[stages[0].page])
    here = desk.page.number
    others = {n: plan for n, plan in plans.items() if plan is not desk.plans[n] and n != here}
    for number in sorted(others):
        refuse_unfit(desk, number)
    refuse_signed(desk.page.issue, set(others))
    return Answered({here: plans[here]} | others, way, tuple(sorted(moved)), wanted)


def _stale_together(desk: Desk) -> list[str]:
    """The stories with newer copy on this page, and on the pages they go on to."""
    numbers, ids = [desk.page.number], list[str]()
    for number in numbers:
        for id in desk.stale(number):
            if id not in ids:
                ids.append(id)
                pages = [stage.page for stage in stages_of(desk.plans, id)]
                numbers += [page for page in pages if page not in numbers]
    return ids


def _without(desk: Desk, plans: Mapping[int, PagePlan], id: str) -> dict[int, PagePlan]:
    """The pages of a story that leaves them, its places open."""
    found = {}
    others = {name: item for name, item in desk.items.items() if name != id}
    for stage in stages_of(plans, id):
        board = board_of(plans[stage.page], others, desk.book, pinned=desk.pins)
        found[stage.page] = board.plan(board.places, board.opened)
    return found
