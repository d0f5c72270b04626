"""Verbs of the issue's screen: its facts, its pages, and the wishes for a story on a page."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from articles.auditing import Actor, record, require
from issues.locks import (
    as_held,
    hold_issue,
    hold_pages,
    locked_under,
    refuse_locked,
    shown_by,
)
from issues.models import Issue, Page, Placement
from issues.planning import PIN
from issues.spreads import numbers_of

WISHES = ("page", "order", "headline_level", "boxed", "treatment", "pull_quote")


class PageInUseError(Exception):
    """The page cannot be dropped; ``str()`` says what stands in the way."""


def save_issue(issue: Issue, *, by: Actor, fields: list[str]) -> Issue:
    """Write changed facts of an issue that is still being made."""
    require(by, "issues.change_issue")
    with transaction.atomic():
        issue.version = hold_issue(issue).version + 1
        issue.save()
        record(by, "change_issue", issue, fields=fields)
    return issue


def save_page(page: Page, *, by: Actor) -> None:
    """Write a page's name and its editor on duty."""
    require(by, "issues.change_page")
    with transaction.atomic():
        hold_pages(page.issue)
        page.save(update_fields=["name", "duty_editor", "inks"])
        record(by, "change_page", page, issue=page.issue_id, name=page.name)


def arrange_placement(placement: Placement, *, by: Actor, keeps_pin: bool = False) -> None:
    """Write where an editor wants a placed story, and how large.

    On another page no pin holds, but one it had there and ``keeps_pin``.
    """
    require(by, "issues.change_placement")
    with transaction.atomic():
        page = as_held(placement.page, hold_pages(placement.issue))
        before = Placement.objects.select_for_update().get(pk=placement.pk)
        refuse_locked([locked_under(placement.issue, placement.article_id)])
        if before.page_id != placement.page_id:
            refuse_locked([shown_by(page)])
            for name in () if keeps_pin else PIN:
                setattr(placement, name, None)
        if before.headline_level != placement.headline_level:
            placement.headline_size = 0  # of another level it would be wrong
        placement.save(update_fields=[*WISHES, *PIN, "headline_size"])
        record(
            by,
            "arrange_placement",
            placement.article,
            issue=placement.issue_id,
            page=placement.page.number if placement.page else None,
        )


def add_page(issue: Issue, *, by: Actor, name: str = "") -> Page:
    """Lay one more empty page behind the last."""
    require(by, "issues.add_page")
    with transaction.atomic():
        number = 1 + max((page.number for page in hold_pages(issue)), default=0)
        page = Page.objects.create(issue=issue, number=number, name=name.strip()[:20])
        _has_its_pages(issue)
        record(by, "add_page", page, issue=issue.pk)
    return page


def drop_last_page(issue: Issue, *, by: Actor) -> int:
    """Take the last page away and say its number. Raises `PageInUseError` when a story is on it."""
    require(by, "issues.delete_page")
    with transaction.atomic():
        page = max(hold_pages(issue), key=lambda one: one.number, default=None)
        if page is None or page.number == 1:
            raise PageInUseError(_("An issue has one page at least."))
        if page.placements.exists():
            raise PageInUseError(
                _("Page %(page)s has stories: move them to another page first.")
                % {"page": page.number}
            )
        refuse_locked([shown_by(page)])
        Page.objects.filter(pk=page.pk).update(current_layout=None)
        record(by, "drop_page", page, issue=issue.pk)
        page.refresh_from_db()
        page.delete()
        _unlaid_without_its_half(issue, page.number)
        Issue.objects.filter(pk=issue.pk).update(version=F("version") + 1)
        _has_its_pages(issue)
    return page.number


def _unlaid_without_its_half(issue: Issue, gone: int) -> None:
    """The left half of a double page whose right one was dropped waits to be composed."""
    left = issue.pages.select_related("current_layout").filter(number=gone - 1).first()
    if left is not None and gone in numbers_of(left):
        left.current_layout = None
        left.save(update_fields=["current_layout"])


def lay_out(issue: Issue, count: int, *, by: Actor) -> None:
    """Add empty pages, or drop the last, until there are ``count``, and keep to that.

    Stories wanted on a page that is dropped find another.
    """
    masthead = issue.masthead
    names = masthead.page_names.split() if masthead else []
    with transaction.atomic():
        hold_pages(issue)
        while (now := issue.pages.count()) < count:
            add_page(issue, by=by, name=names[now] if now < len(names) else "")
        for placement in issue.placements.filter(page__number__gt=count).select_related(
            "issue", "article"
        ):
            placement.page = None
            arrange_placement(placement, by=by)
        for _page in range(now - count):
            drop_last_page(issue, by=by)
        _has_its_pages(issue)


def _has_its_pages(issue: Issue) -> None:
    """An editor said how many pages there are: composing makes no more and no fewer."""
    issue.grows = False
    Issue.objects.filter(pk=issue.pk).update(grows=False)
