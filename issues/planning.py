"""Verbs that open an issue and put stories into it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.auditing import Actor, record, require
from articles.models import Article, Publication
from issues.locks import (
    as_held,
    hold_pages,
    locked_under,
    refuse_locked,
    shown_by,
)
from issues.models import Issue, Masthead, Page, Placement
from newsroom.copydesk.numbering import NumberedIssue, Schedule, Suggestion, suggest_next

PIN = ("pin_column", "pin_row", "pin_columns", "pin_rows")


def local_today(publication: Publication) -> datetime.date:
    import zoneinfo

    return timezone.now().astimezone(zoneinfo.ZoneInfo(publication.time_zone)).date()


def suggest_issue(publication: Publication, *, today: datetime.date | None = None) -> Suggestion:
    """Date and numbers of the next issue, from the last one and the schedule."""
    today = today or local_today(publication)
    last = publication.issues.filter(is_special=False).order_by("-date", "-number").first()
    masthead = Masthead.objects.in_force(publication, today)
    schedule = Schedule.from_json(masthead.schedule) if masthead else Schedule("irregular")
    return suggest_next(as_numbered(last) if last else None, schedule, today=today)


def as_numbered(issue: Issue) -> NumberedIssue:
    return NumberedIssue(
        number=issue.number,
        year_number=issue.year_number,
        date=issue.date,
        special=issue.is_special,
    )


def open_issue(issue: Issue, *, by: Actor, page_names: Sequence[str] | None = None) -> Issue:
    """Save a new issue and lay out its empty pages, named as the masthead says."""
    require(by, "issues.add_issue")
    with transaction.atomic():
        issue.save()
        lay_pages(issue, page_names)
        record(by, "open_issue", issue)
    return issue


def lay_pages(issue: Issue, page_names: Sequence[str] | None = None) -> None:
    """Empty pages of these names, or of those the masthead has; without any the issue grows."""
    if page_names is None:
        masthead = issue.masthead
        page_names = masthead.page_names.split() if masthead else [""]
    names = list(page_names) or [""]
    Page.objects.bulk_create(
        Page(issue=issue, number=number, name=name) for number, name in enumerate(names, start=1)
    )
    if names == [""]:  # nobody said how many pages there are
        issue.grows = True
        Issue.objects.filter(pk=issue.pk).update(grows=True)


def place_article(
    article: Article, issue: Issue, *, by: Actor, page: Page | None = None
) -> Placement:
    """Put an article into the issue (once; moving it to another page is the same call)."""
    require(by, "issues.change_placement")
    before = Placement.objects.select_related("issue").filter(article=article).first()
    touched = {issue.pk: issue} | ({before.issue_id: before.issue} if before else {})
    wanted: dict[str, Any] = {"issue": issue, "page": page}
    if before and before.issue_id != issue.pk:  # what was set by hand holds for the old pages
        wanted |= dict.fromkeys((*PIN, "jump_page", "jump_lines"))
    with transaction.atomic():
        pages = [one for _pk, held in sorted(touched.items()) for one in hold_pages(held)]
        left = locked_under(before.issue, article.pk) if before else None
        refuse_locked((shown_by(as_held(page, pages)), left))
        placement, _created = Placement.objects.update_or_create(
            article=article,
            defaults=wanted,
            create_defaults={
                "issue": issue,
                "page": page,
                "order": issue.placements.count(),
            },
        )
        record(by, "place_article", article, issue=issue.pk, page=page.number if page else None)
    return placement


def unplace_article(article: Article, *, by: Actor) -> None:
    """Take it out of its issue again."""
    require(by, "issues.change_placement")
    placement = Placement.objects.select_related("issue").filter(article=article).first()
    if placement is None:
        return
    with transaction.atomic():
        hold_pages(placement.issue)
        refuse_locked([locked_under(placement.issue, article.pk)])
        placement.delete()
        record(by, "unplace_article", article, issue=placement.issue_id)
