"""What a change by hand came to, told to whoever made it: what moved, and what else is different.

Read off the two layouts, before and after: a side effect is told whoever caused it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from articles.models import Article
from articles.wording import listed
from issues.advertising import told_of_fillers
from issues.handdesk import Kind
from issues.handstyle import headline_size, is_lead
from issues.handwork import Done, changed_with
from issues.lighttable import REMARKS, WISHES
from issues.models import PageLayout
from issues.pagestate import modules_of
from issues.wording import pages_in_words, size_in_words, story_in_words
from newsroom.layout.geometry import Area
from newsroom.layout.plan import Module

RULE_ROW = 1  # a size or a place that is no more off than the row of a rule is the one asked for
LESS = 2 / 3  # of its area: a picture that is smaller than that is told of any story
LESS_HEAD = 0.9  # of its size: a headline that is smaller than that, or as much larger, is told of
OTHERS_NAMED = ("edge", "part", "page", "filler")

WAYS = {
    "kept": lambda: _("Set anew where it stood; nothing else moved."),
    "edge": lambda: _("Neighbours gave way along the edge."),
    "swap": lambda: _("The two stories changed places."),
    "part": lambda: _("The part of the page around it was arranged anew."),
    "page": lambda: _("The whole page was arranged anew."),
    "open": lambda: _("Its place is open now."),
    "filler": lambda: _("The filler stands elsewhere now."),
}


def told_of(kind: Kind, done: Done, id: str, other: str, wanted: Area | None) -> str:
    """All there is to tell of a change of the story ``id``, as one text."""
    both = Both.of(done.layout)
    told = list(both.elsewhere(id, wanted)) if kind in ("move", "resize") and wanted else []
    if kind == "settle":
        told += both.left_the_issue()
    told.append(_answered(kind, done, id))
    others = [one for one in done.moved if one not in (id, other)]
    if others and done.way in OTHERS_NAMED:
        told.append(_("Moved besides: %(stories)s.") % {"stories": headlines(others)})
    if kind == "swap" and done.way != "swap":
        told += [both.stands(one) for one in (id, other)]
    elif id and kind not in ("move", "resize", "jump", "join"):
        told += both.otherwise_set(id, is_wished=kind == "photo")
    told += both.pictures([] if kind == "swap" else [id])
    told += both.headline_sizes()
    told += both.new_leads()
    told += both.ranked(done.layout.change.get("ranked", ()))
    told += both.wishes_lost(done.layout)
    told += other_pages(done.layout)
    told += _on_other_pages(done.layout)
    return " ".join(told)


def headlines(ids: Sequence[str]) -> str:
    keys = [int(id) for id in ids if id.isdecimal()]
    found = Article.objects.filter(pk__in=keys).only("headline")
    return listed(story_in_words(article.one_line_headline) for article in found)


def _answered(kind: Kind, done: Done, id: str) -> str:
    """How the change was answered; of a story let go on, or brought back, where it stands now."""
    words = " ".join(told_of_fillers(done.layout)) or WAYS[done.way]()
    if kind not in ("jump", "join"):
        return words
    here = next((m for m in modules_of(done.layout) if m.item_id == id), None)
    goes_to = here.jump_to if here else None
    if done.way == "open":
        words = _("The room it left is open.")
    if goes_to is None:
        return _("All the rest of it stands here now.") + " " + words
    return _("It goes on to page %(page)s now.") % {"page": goes_to} + " " + words


@dataclass(frozen=True)
class Both:
    """The stories of a page before and after a change."""

    before: Mapping[str, Module]
    after: Mapping[str, Module]

    @classmethod
    def of(cls, layout: PageLayout) -> Both:
        pages = (modules_of(layout.previous), modules_of(layout))
        return cls(*({m.item_id: m for m in modules} for modules in pages))

    @cached_property
    def names(self) -> Mapping[str, str]:
        keys = [int(id) for id in self.after if id.isdecimal()]
        found = Article.objects.filter(pk__in=keys).only("headline")
        return {str(article.pk): article.one_line_headline for article in found}

    def left_the_issue(self) -> Iterator[str]:
        """Stories that copy settled on the page took off it: they belong to the issue no more."""
        if gone := [id for id in self.before if id not in self.after]:
            yield _("No longer in this issue, and taken off: %(stories)s.") % {
                "stories": headlines(gone)
            }

    def stands(self, id: str) -> str:
        area = self.after[id].area
        return _("“%(headline)s” stands in column %(column)s from row %(row)s, %(size)s.") % {
            "headline": self.names.get(id, ""),
            "column": area.column + 1,
            "row": area.row + 1,
            "size": size_in_words(area.columns, area.rows),
        }

    def elsewhere(self, id: str, wanted: Area) -> Iterator[str]:
        """That the story is not quite where, or as large as, it was dropped."""
        area = self.after[id].area
        off = abs(area.row - wanted.row), abs(area.rows - wanted.rows)
        is_there = (area.column, area.columns) == (wanted.column, wanted.columns)
        if not is_there or max(off) > RULE_ROW:
            yield _("Not quite as wished: %(stands)s") % {"stands": self.stands(id)}

    def otherwise_set(self, id: str, *, is_wished: bool) -> Iterator[str]:
        """That the story itself is of another width now; with a picture that was wished, of
        another depth."""
        old, new = self.before.get(id), self.after.get(id)
        if old is None or new is None or old.jump_to != new.jump_to:
            return
        is_moved = (old.area.column, old.area.row) != (new.area.column, new.area.row)
        is_wider = old.area.columns != new.area.columns
        if is_wider or is_moved or (is_wished and old.area.rows != new.area.rows):
            yield self.stands(id)

    def pictures(self, own: Sequence[str]) -> Iterator[str]:
        """Pictures that became smaller, of the ``own`` stories any that changed."""
        for id, new in self.after.items():
            old = self.before.get(id)
            was, now = _picture(old), _picture(new)
            if was is None or (old and old.jump_from is None) != (new.jump_from is None):
                continue
            told = {"headline": self.names.get(id, ""), "old": size_in_words(*was)}
            if now is None:
                yield _("The picture of “%(headline)s” was left out (was %(old)s).") % told
            elif now[0] * now[1] < LESS * was[0] * was[1] or (id in own and now != was):
                told |= {"new": size_in_words(*now)}
                yield _("The picture of “%(headline)s” is now %(new)s (was %(old)s).") % told

    def headline_sizes(self) -> Iterator[str]:
        """Headlines that are of a clearly other size now."""
        for id, new in self.after.items():
            old = self.before.get(id)
            was, now = (headline_size(old), headline_size(new)) if old else (0.0, 0.0)
            if was and now and not LESS_HEAD < now / was < 1 / LESS_HEAD:
                yield _("The headline of “%(headline)s” has %(new)s pt now (%(old)s before).") % {
                    "headline": self.names.get(id, ""),
                    "new": f"{now:g}",
                    "old": f"{was:g}",
                }

    def new_leads(self) -> Iterator[str]:
        """Stories that lead the page and did not before, and those that did and do no more."""
        leads = [id for id, module in self.after.items() if is_lead(module)]
        new = [id for id in leads if id in self.before and not is_lead(self.before[id])]
        if new and len(leads) > 1:
            yield _("The page has %(count)s leads now: %(stories)s.") % {
                "count": len(leads),
                "stories": listed(story_in_words(self.names.get(id, "")) for id in leads),
            }
            return
        for id in new:
            yield _("“%(headline)s” leads the page now.") % {"headline": self.names.get(id, "")}
        for id in self.after if new else ():
            if id in self.before and is_lead(self.before[id]) and not is_lead(self.after[id]):
                yield _("“%(headline)s” has a headline of level %(level)s now.") % {
                    "headline": self.names.get(id, ""),
                    "level": self.after[id].headline_level,
                }

    def wishes_lost(self, layout: PageLayout) -> Iterator[str]:
        """Wishes of an editor that were kept before the change and are no more."""
        before = layout.previous.plan["violations"] if layout.previous else []
        for told in layout.plan["violations"]:
            name, *details = told.split(":")
            id = details[-1] if details else ""
            is_new = told not in before and self.before.get(id) != self.after.get(id)
            if name == "wish_not_kept" and is_new:
                words = {"wish": str(WISHES[details[0]]), "headline": self.names.get(id, "–")}
                yield str(REMARKS[name]) % words

    def ranked(self, pair: Sequence[str]) -> Iterator[str]:
        """Why a story does not stand where it was dropped, where that is the order of officials."""
        if pair:
            first, second = (self.names.get(id, "") for id in pair)
            yield _("By the order of officials “%(first)s” may not stand below “%(second)s”.") % {
                "first": first,
                "second": second,
            }


def other_pages(layout: PageLayout) -> Iterator[str]:
    """The other pages that were changed in the same step."""
    if numbers := changed_with(layout):
        yield _("Changed with it: %(pages)s.") % {"pages": _pages(numbers)}


def _on_other_pages(layout: PageLayout) -> Iterator[str]:
    """What a reader would see changed there, and that a place is open."""
    step = PageLayout.objects.filter(step=layout.step, page__issue=layout.page.issue_id)
    others = step.exclude(pk=layout.pk).select_related("page", "previous")
    for other in others.order_by("page__number") if layout.step else ():
        both = Both.of(other)
        yield from both.pictures([])
        yield from both.headline_sizes()
        yield from both.new_leads()
        yield from both.wishes_lost(other)
        now, was = (
            one.plan.get("open_areas", []) if one else [] for one in (other, other.previous)
        )
        if now and now != was:
            yield _("%(page)s has an open place now.") % {"page": _pages([other.page.number])}


def of_several_pages(layout: PageLayout | None) -> str:
    """That undo takes back more than the page one is at, where nobody there changed the others:
    they were composed together."""
    if layout is None or layout.previous_id is None or layout.change:
        return ""
    numbers = changed_with(layout)
    told = _("Undo takes back the composing of %(pages)s together.")
    return told % {"pages": _pages(sorted([layout.page.number, *numbers]))} if numbers else ""


def _pages(numbers: Sequence[int]) -> str:
    return listed(pages_in_words([number]) for number in numbers)


def _picture(module: Module | None) -> tuple[int, int] | None:
    """Columns and rows of the largest picture of a story, its caption not counted."""
    sizes = [(p.area.columns, p.picture_rows) for p in module.photos] if module else []
    return max(sizes, key=lambda size: size[0] * size[1], default=None)
