"""Newer copy: stories saved after the page they stand on was composed."""

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
from issues.models import Issue


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


def newer_copy(issue: Issue) -> list[NewerCopy]:
    """In page order; nothing of a published issue, whose pages are as they were printed."""
    if issue.is_closed:
        return []
    pages = issue.pages.exclude(current_layout=None).select_related("current_layout")
    shown = {page.number: page.current_layout.versions for page in pages if page.current_layout}
    keys = {int(key) for versions in shown.values() for key in versions}
    articles = {str(a.pk): a for a in Article.objects.filter(pk__in=keys).defer("body")}
    return [
        NewerCopy(number, articles[key].one_line_headline)
        for number, versions in shown.items()
        for key, version in versions.items()
        if key in articles and articles[key].version != version
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
