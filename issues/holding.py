"""Which pages stay as they are while others are composed, and what that forbids."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from issues.dummy import Dummy
from issues.locks import crowded_refused, refuse_locked, tail_refused
from issues.models import Issue, Page, PageLayout
from issues.newer import newer_stories
from issues.spreads import spread_of
from newsroom.layout.pagination import centre_of
from newsroom.layout.partial import Held
from newsroom.layout.plan import CopyItem, EditionPlan, PagePlan, page_from_json


@dataclass(frozen=True)
class Standing:
    """The pages of an issue as they were read, composed or not; with ``spread`` the centre ones are
    to be one double page."""

    pages: tuple[Page, ...]
    spread: bool = False

    @cached_property
    def layouts(self) -> dict[int, PageLayout]:
        return {p.number: p.current_layout for p in self.pages if p.current_layout}

    @cached_property
    def plans(self) -> dict[int, PagePlan]:
        return {at: page_from_json(layout.plan) for at, layout in self.layouts.items()}

    @cached_property
    def locked(self) -> frozenset[int]:
        return frozenset(page.number for page in self.pages if page.is_locked)

    @cached_property
    def begins(self) -> dict[str, int]:
        """Story -> the page on which it begins."""
        return {
            module.item_id: at
            for at, plan in self.plans.items()
            for module in plan.modules
            if module.jump_from is None
        }

    @cached_property
    def _shown(self) -> dict[int, int]:
        return {n: at for at, plan in self.plans.items() for n in plan.numbers}

    def shown_by(self, number: int) -> int:
        """The number of the page that shows it: the left one for both of a double page."""
        return self._shown.get(number, number)

    def is_elsewhere(self, item: CopyItem) -> bool:
        """Whether it is wanted on another page than it begins on."""
        return item.page is not None and self.shown_by(item.page) != self.begins.get(item.id)

    @cached_property
    def halves(self) -> set[int]:
        """Numbers of the pages that are a double page, or are to be one."""
        centre = centre_of(len(self.pages)) if self.spread else None
        wanted = {centre, centre + 1} if centre else set()
        return wanted.union(*(plan.numbers for plan in self.plans.values() if plan.across > 1))

    @property
    def is_joined_otherwise(self) -> bool:
        """Whether the double page stands as two, or two pages as a double one."""
        wide = {at for at, plan in self.plans.items() if plan.across > 1}
        return bool(self.halves) and wide != ({min(self.halves)} if self.spread else set())

    def held(self, open_pages: Collection[int], count: int) -> Held:
        return Held(tuple(self.plans.values()), frozenset(open_pages), count, self.spread)

    def changed(self, dummy: Dummy) -> set[str]:
        """Stories that stand on a page but not as they are wanted now: in copy, or in place."""
        wanted = {item.id: item for item in dummy.items}
        found = set()
        for layout in self.layouts.values():
            found.update(newer_stories(dummy, layout))
            for key in layout.versions:
                item = wanted.get(key)
                if item is None or self.is_elsewhere(item):
                    found.add(key)
        return found


def standing_of(issue: Issue) -> Standing:
    """The pages with their layouts, in one query."""
    pages = tuple(issue.pages.select_related("current_layout"))
    return Standing(pages, spread_of(issue, len(pages)) is not None)


def held_by_locks(standing: Standing, dummy: Dummy) -> Iterator[Held]:
    """All pages open but the locked ones, in as few pages as there are now; then in more of those
    that were laid. Raises `PageLockedError` where that cannot be."""
    composed = set(standing.layouts) | {item.page for item in dummy.items if item.page}
    least = max(composed)
    ends = [at for at in standing.locked if standing.plans[at].foot_rows]
    most = min(ends) if ends else max(least, *(page.number for page in standing.pages))
    if standing.spread:
        least = most = len(standing.pages)  # which pages are the centre hangs on their number
    changed = standing.changed(dummy)
    for count in range(min(least, most), most + 1):
        held = standing.held(set(range(1, count + 1)) - standing.locked, count)
        refuse_torn(held, changed, dummy.items)
        yield held


def refuse_locked_halves(standing: Standing) -> None:
    """A double page is not made of a locked page, nor parted where it is locked."""
    if standing.is_joined_otherwise:
        refuse_locked(page for page in standing.pages if page.number in standing.halves)


def refuse_torn(held: Held, changed: Collection[str], items: Collection[CopyItem]) -> None:
    """A story that changed is not composed on one of its pages alone."""
    names = _headlines(items)
    for id, pages in held.torn(changed).items():
        raise tail_refused(names.get(id, "–"), pages)


def refuse_crowded(held: Held, plan: EditionPlan, items: Collection[CopyItem]) -> None:
    """What a held page sends to others must be taken there."""
    crowded = held.crowded(plan)
    if crowded is not None:
        raise crowded_refused(_headlines(items).get(crowded.item_id, "–"))


def _headlines(items: Collection[CopyItem]) -> dict[str, str]:
    return {item.id: item.story.headline.replace("\n", "") for item in items}
