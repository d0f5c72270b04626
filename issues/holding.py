"""Which pages stay as they are while others are composed, and what that forbids."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from issues.locks import crowded_refused, tail_refused
from issues.models import Issue, Page, PageLayout
from newsroom.layout.partial import Held
from newsroom.layout.plan import CopyItem, EditionPlan, PagePlan, page_from_json


@dataclass(frozen=True)
class Standing:
    """The pages of an issue as they were read, composed or not."""

    pages: tuple[Page, ...]

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

    def held(self, open_pages: Collection[int], count: int) -> Held:
        return Held(tuple(self.plans.values()), frozenset(open_pages), count)

    def changed(self, items: Collection[CopyItem], versions: dict[str, int]) -> set[str]:
        """Stories that stand on a page but not as they are wanted now: in copy, or in place."""
        wanted = {item.id: item for item in items}
        found = set()
        for layout in self.layouts.values():
            for key, version in layout.versions.items():
                item = wanted.get(key)
                is_moved = item is not None and item.page not in (None, self.begins.get(key))
                if item is None or is_moved or versions.get(key) != version:
                    found.add(key)
        return found


def standing_of(issue: Issue) -> Standing:
    """The pages with their layouts, in one query."""
    return Standing(tuple(issue.pages.select_related("current_layout")))


def held_by_locks(
    standing: Standing, items: Collection[CopyItem], versions: dict[str, int]
) -> Iterator[Held]:
    """All pages open but the locked ones, in as few pages as there are now; then in more of those
    that were laid. Raises `PageLockedError` where that cannot be."""
    composed = set(standing.layouts) | {item.page for item in items if item.page}
    least = max(composed)
    ends = [at for at in standing.locked if standing.plans[at].foot_rows]
    most = min(ends) if ends else max(least, *(page.number for page in standing.pages))
    for count in range(min(least, most), most + 1):
        held = standing.held(set(range(1, count + 1)) - standing.locked, count)
        refuse_torn(held, standing.changed(items, versions), items)
        yield held


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
