"""Only the pages that changed composed anew; all others stay as they are, byte for byte."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from articles.auditing import Actor, require
from issues.composing import Composition, save_composition, stale_pages
from issues.dummy import CompositionError, Dummy, kept_of, read_dummy, setting_of
from issues.holding import Standing, refuse_crowded, refuse_torn, standing_of
from issues.locks import IssueClosedError, refuse_locked
from issues.models import Issue
from issues.steps import Step, in_silence
from newsroom.copydesk.sentence import sentence
from newsroom.layout.compose import lines_over
from newsroom.layout.partial import Held, PartComposer
from newsroom.layout.passes import Heard
from newsroom.layout.passes import in_silence as unheard
from newsroom.layout.plan import CopyItem, EditionPlan


def compose_pages(
    issue: Issue,
    numbers: Collection[int],
    *,
    by: Actor,
    seed: int = 0,
    step: Step = in_silence,
) -> Composition:
    """Compose some pages, each with the stories wanted there or standing there.

    A page that must change with them is composed too: one that a story leaves, one that shares a
    changed story. Raises `CompositionError`, and `PageLockedError` where that page is locked.
    """
    require(by, "issues.compose_issue")
    if issue.is_closed:
        raise IssueClosedError(issue)
    step("composing")
    dummy, standing = read_dummy(issue), standing_of(issue)
    known = {page.number for page in standing.pages}
    if not numbers or not set(numbers) <= known:
        raise CompositionError(sentence("Choose pages first, then compose them."))
    changes = _Changes(dummy, standing, lambda: step("composing"))
    held, plan = changes.composed(changes.opened(numbers), seed)
    refuse_crowded(held, plan, dummy.items)
    step("laying")
    return save_composition(dummy, plan, (), by, standing=standing, pages=held.open)


def changed_pages(dummy: Dummy, standing: Standing) -> list[int]:
    """The pages that are not as they are wanted now, those that change with them included."""
    changed = _Changes(dummy, standing).all_changed()
    return sorted(at for at in changed if standing.shown_by(at) not in standing.locked)


@dataclass(frozen=True)
class _Changes:
    """What is wanted beside what stands."""

    dummy: Dummy
    standing: Standing
    heard: Heard = unheard

    def all_changed(self) -> set[int]:
        stale = stale_pages(self.dummy, list(self.standing.layouts.values()))
        numbers = {at for at, layout in self.standing.layouts.items() if layout in stale}
        waiting = {
            item.page
            for item in self.dummy.items
            if item.page is not None and self.standing.is_elsewhere(item)
        }
        return self._with_others(numbers | waiting)

    def opened(self, numbers: Collection[int]) -> frozenset[int]:
        """The pages, and those that change with them. Raises `PageLockedError`."""
        open_pages = frozenset(self._with_others(set(numbers)))
        unlocked = self._held(open_pages - self.standing.locked)
        changed = self.standing.changed(self.dummy)
        refuse_torn(unlocked, changed, self.dummy.items)
        refuse_locked(page for page in self.standing.pages if page.number in open_pages)
        return open_pages

    def _with_others(self, numbers: set[int]) -> set[int]:
        """With the pages that a story leaves for one of these, or that share a changed story."""
        stories = self._held(frozenset()).stories
        changed = self.standing.changed(self.dummy)
        comes = {i.id: i.page for i in self.dummy.items if self.standing.is_elsewhere(i)}
        halves = self.standing.halves
        while True:
            more = numbers | self._with_imprint_inside(numbers)
            if more & halves or self.standing.is_joined_otherwise:
                more |= halves
            for id, pages in stories.items():
                if comes.get(id) in numbers or (id in changed and pages & numbers):
                    more |= pages
            if more == numbers:
                return numbers
            numbers = more

    def _with_imprint_inside(self, numbers: set[int]) -> set[int]:
        """The page that was the last, where there is one behind it now."""
        last = max([*self.standing.layouts, *numbers])
        return {at for at, plan in self.standing.plans.items() if plan.foot_rows and at != last}

    def composed(self, open_pages: frozenset[int], seed: int) -> tuple[Held, EditionPlan]:
        """With more pages open where what goes on there and back finds no room as it was cut."""
        best = self._composed(open_pages, seed)
        while best[1].overset:
            more = self._joined(best[0])
            if more == best[0].open:
                break
            wider = self._composed(more, seed)
            if lines_over(wider[1]) >= lines_over(best[1]):
                break
            best = wider
        return best

    def _composed(self, open_pages: frozenset[int], seed: int) -> tuple[Held, EditionPlan]:
        held, dummy = self._held(open_pages), self.dummy
        stories, setting = tuple(self._tied(held)), setting_of(dummy)
        composer = PartComposer(stories, setting, kept_of(dummy), seed, held)
        composer.heard = self.heard
        return held, composer.composed(None)

    def _joined(self, held: Held) -> frozenset[int]:
        """The open pages with those that a story of theirs goes on to or comes from."""
        joined = {page for part in held.parts for page in held.stories[part.module.item_id]}
        return held.open | (joined - self.standing.locked)

    def _tied(self, held: Held) -> Iterator[CopyItem]:
        """The stories of the open pages, each tied to its page; those that stand on others."""
        for item in self.dummy.items:
            at = item.page or self.standing.begins.get(item.id)
            if at in held.open and item.id not in held.begun:
                yield replace(item, page=at)
            elif not held.stories.get(item.id, set()) <= held.open:
                yield item

    def _held(self, open_pages: frozenset[int]) -> Held:
        count = max([1, *self.standing.layouts, *open_pages])
        if self.standing.spread:
            count = len(self.standing.pages)
        return self.standing.held(open_pages, count)
