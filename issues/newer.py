"""Newer copy: stories that print something else by now than stands on their page.

A save that changes nothing on the page (the nature of a story, its status, a note) counts the
version up all the same; the credit of a photo or a reporter's name changes without one.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.logbook import who
from articles.models import Article, Revision
from issues.dummy import SETTING, Dummy
from issues.models import Issue, PageLayout


@dataclass(frozen=True)
class NewerCopy:
    """A story whose copy moved on since its page was composed."""

    page: int
    headline: str

    def __str__(self) -> str:
        return _(
            "Newer copy of “%(headline)s” exists on page %(page)s: compose the page, or set the "
            "newer copy on the page desk, then read a new proof."
        ) % {"headline": self.headline, "page": self.page}


def newer_stories(dummy: Dummy, layout: PageLayout) -> list[str]:
    """Stories of a page whose copy is newer than what stands there, in the order of its plan."""
    found = {id for id in layout.versions if _is_newer(dummy, layout, id)}
    return [id for module in layout.plan["modules"] if (id := module["item_id"]) in found]


def _is_newer(dummy: Dummy, layout: PageLayout, id: str) -> bool:
    made, now = layout.made_of.get(id), dummy.parts.get(id)
    if made is None or now is None:  # of a page from before that was noted, or in the issue no more
        return bool(layout.versions[id] != dummy.versions.get(id))
    return bool(made[0] != now[0])


def is_set_otherwise(dummy: Dummy, layout: PageLayout) -> bool:
    """Whether masthead, type or fonts are others than the page was made with. A page from before
    that was noted is taken as it is."""
    return bool(layout.made_of.get(SETTING, dummy.setting) != dummy.setting)


def newer_copy(issue: Issue, dummy: Dummy) -> list[NewerCopy]:
    """In page order; nothing of a published issue, whose pages are as they were printed."""
    if issue.is_closed:
        return []
    pages = issue.pages.exclude(current_layout=None).select_related("current_layout")
    layouts = {page.number: page.current_layout for page in pages if page.current_layout}
    found = {number: newer_stories(dummy, layout) for number, layout in layouts.items()}
    keys = {int(key) for newer in found.values() for key in newer}
    articles = {str(a.pk): a for a in Article.objects.filter(pk__in=keys).defer("body")}
    return [
        NewerCopy(number, articles[key].one_line_headline)
        for number, newer in found.items()
        for key in newer
        if key in articles
    ]


@dataclass(frozen=True)
class Save:
    """Who saved a story as it is now, and when."""

    by: str
    at: datetime.datetime

    def __str__(self) -> str:
        when = date_format(localtime(self.at), "SHORT_DATETIME_FORMAT")
        return _("newer copy: %(who)s, %(when)s") % {"who": who(self.by), "when": when}


def saves_of(articles: Collection[int]) -> dict[int, Save]:
    """Of each the save that made its copy; nothing of copy that was written without a revision."""
    rows = Revision.objects.filter(article__in=articles, version=F("article__version"))
    told = rows.values_list("article_id", "author_name", "created_at")
    return {article: Save(by, at) for article, by, at in told}
