"""How far an issue is: one phrase for lists, from rows fetched in a fixed number of queries.

An issue of which a story was saved since is read whole: a save need not change what is printed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article
from issues.dummy import CompositionError, read_dummy
from issues.models import Issue, Page, PageLayout, Placement
from issues.newer import newer_stories


def open_issues() -> Any:
    """Issues that are still being made."""
    return Issue.objects.exclude(state=Issue.State.PUBLISHED).select_related("publication")


def with_progress(issues: Any) -> Any:
    """Issues with what `readiness` reads; the plans themselves stay in the database."""
    pages = Page.objects.select_related("current_layout").defer("current_layout__plan")
    placements = (
        Placement.objects.exclude(article__status=Article.Status.SPIKED)
        .select_related("article")
        .only("issue_id", "page_id", "article_id", "article__version")
    )
    return issues.prefetch_related(Prefetch("pages", pages), Prefetch("placements", placements))


def readiness(issue: Issue) -> str:
    """What is to be done next, in a phrase; nothing for a closed issue."""
    if issue.is_closed:
        return ""
    placements, pages = issue.placements.all(), issue.pages.all()
    if not placements:
        return _("No stories yet")
    layouts = [page.current_layout for page in pages if page.current_layout]
    if not layouts:
        return _("Not composed yet")
    now = {str(placement.article_id): placement.article.version for placement in placements}
    newer = len(now.keys() - {key for layout in layouts for key in layout.versions})
    if saved := _saved(layouts, now):
        newer += _newer(issue, layouts, saved)
    if newer:
        return ngettext(
            "%(count)s story newer than its page", "%(count)s stories newer than their pages", newer
        ) % {"count": newer}
    empty = len(pages) - sum(layout.across for layout in layouts)
    if empty:
        return ngettext("%(count)s page empty", "%(count)s pages empty", empty) % {"count": empty}
    return _("Ready")


def _saved(layouts: list[PageLayout], now: Mapping[str, int]) -> set[str]:
    """Stories of the issue that were saved since a page was made of them."""
    shown = (pair for layout in layouts for pair in layout.versions.items())
    return {key for key, version in shown if now.get(key, version) != version}


def _newer(issue: Issue, layouts: list[PageLayout], saved: Collection[str]) -> int:
    """How many of those ``saved`` print something else by now; all, where that cannot be known."""
    whole = Issue.objects.select_related("publication").get(pk=issue.pk)  # not a list's few fields
    try:
        dummy = read_dummy(whole)
    except CompositionError:
        return len(saved)
    rows = PageLayout.objects.filter(pk__in=[layout.pk for layout in layouts])
    return len({id for layout in rows for id in newer_stories(dummy, layout)} & set(saved))
