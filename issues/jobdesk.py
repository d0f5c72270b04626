"""What an issue's screen shows of the background work: how far it is, what came of it."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from articles.wording import in_words, listed
from issues.jobs import (
    LOST,
    LOST_SAID,
    RIGHTS,
    STEPS,
    JobRefusedError,
    cancel_job,
    is_lost,
    start_job,
    waits_long,
)
from issues.models import EditionFile, Issue, Job, Page, PageLayout
from issues.outdated import layouts_now, shows_other_pages

LAYS = (Job.Kind.COMPOSE, Job.Kind.CHANGED, Job.Kind.REMEDY)
SHOWN_FOR = datetime.timedelta(minutes=15)


def last_job(issue: Issue) -> Job | None:
    """The work under way, or what ended a moment ago."""
    job = issue.jobs.prefetch_related("files").first()
    if job is None or job.is_under_way:
        return job
    ended = job.ended_at or job.asked_at
    return job if timezone.now() - ended < SHOWN_FOR else None


def job_context(issue: Issue, user: User | AnonymousUser) -> dict[str, Any]:
    job = last_job(issue)
    if job is None:
        return {"job": None}
    return {
        "job": job,
        "job_step": STEPS.get(job.step, ""),
        "job_is_lost": is_lost(job),
        "job_lost_words": in_words(LOST.get(job.kind, LOST_SAID)),
        "job_waits_long": waits_long(job),
        "job_lines": job.lines,
        "job_files": _files(job),
        "job_since": _changed_since(job),
        "may_cancel": user.has_perm(RIGHTS[job.kind]),
    }


def _files(job: Job) -> list[tuple[EditionFile, str]]:
    """What was made, and what makes a file out of date since."""
    files = job.files.all()
    if not files:
        return []
    pages = Page.objects.filter(issue=job.issue_id).select_related("current_layout")
    now = layouts_now(pages.defer("current_layout__plan"))
    return [(file, shows_other_pages(file, now)) for file in files]


def _changed_since(job: Job) -> str:
    """Says on which pages something else stands by now than the work has laid down there."""
    if job.kind not in LAYS or job.state != Job.State.DONE or job.ended_at is None:
        return ""
    when = (job.asked_at, job.ended_at)
    of_issue = Page.objects.filter(issue=job.issue_id)
    standing = PageLayout.objects.filter(pk__in=of_issue.values("current_layout"))
    stand = [layout.prints for layout in standing.only("change")]
    laid = PageLayout.objects.filter(page__in=of_issue, created_at__range=when, change={})
    gone = laid.exclude(pk__in=stand).order_by("page__number")
    pages = list(dict.fromkeys(gone.values_list("page__number", flat=True)))
    if not pages:
        return ""
    told = _("Page %(pages)s was changed since: what is said here does not hold for it any more.")
    return told % {"pages": listed(pages)}


@require_GET
def job_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel alone, asked for again and again while the work goes on."""
    if not request.user.has_perm("issues.view_issue"):
        raise PermissionDenied
    issue = get_object_or_404(Issue, pk=pk)
    context = {"original": issue, **job_context(issue, request.user)}
    response = render(request, "admin/issues/issue/job.html", context)
    response["Cache-Control"] = "no-store"
    return response


def start(request: HttpRequest, issue: Issue, kind: str, **asked: Any) -> str:
    """Queue the work and say so, or what came of it where it was done on the spot."""
    job = start_job(issue, kind, by=request.user, asked=asked)
    if job.is_under_way:
        return _("%(work)s: under way.") % {"work": job.get_kind_display()}
    if job.state == Job.State.DONE:
        return " ".join(job.lines)
    raise JobRefusedError(*job.lines)


def cancel(request: HttpRequest, issue: Issue) -> str:
    if not any(request.user.has_perm(right) for right in RIGHTS.values()):
        raise PermissionDenied
    job = issue.jobs.under_way().first()
    if job is None:
        raise JobRefusedError(_("Nothing is under way: there is nothing to cancel."))
    job = cancel_job(job, by=request.user)
    if job.is_under_way:
        return _("%(work)s stops after this step.") % {"work": job.get_kind_display()}
    return _("%(work)s is cancelled.") % {"work": job.get_kind_display()}
