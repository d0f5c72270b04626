"""Work that takes longer than a click: a background worker does it, a person can watch and stop it.

The queue is django-tasks'; `Job` is what people see of it. A job writes nothing but whole files and
finished rows, so that one which is killed leaves nothing to clear up and can be asked for again.
"""

from __future__ import annotations

import datetime
import logging
import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from articles.auditing import Actor, account, name_of, record, require
from articles.wording import parts_of, untold
from issues.composing import Composition, compose_issue
from issues.dummy import read_dummy
from issues.faces import substitute_in_words
from issues.holding import standing_of
from issues.models import EditionFile, Issue, Job
from issues.printing import Export, export_issue
from issues.publishing import publish_issue
from issues.recomposing import changed_pages, compose_pages
from issues.refusals import REFUSALS
from issues.remedying import apply_remedy
from issues.steps import Step
from newsroom.copydesk.sentence import sentence

logger = logging.getLogger(__name__)

LOST_AFTER = datetime.timedelta(seconds=150)  # the painter alone may take 60 seconds for one step
WAITS_LONG = datetime.timedelta(seconds=8)  # a worker that runs takes a job up within a second

STEPS = {
    "composing": gettext_lazy("Composing the pages"),
    "advising": gettext_lazy("Trying out what would help"),
    "laying": gettext_lazy("Laying the pages down"),
    "painting": gettext_lazy("Setting the type"),
    "checking": gettext_lazy("Reading the file back"),
    "storing": gettext_lazy("Storing the files"),
    "publishing": gettext_lazy("Opening it to readers"),
}
LOST_SAID = sentence("The worker stopped half way: start it again.")
LOST: dict[str, str] = {
    Job.Kind.REMEDY: sentence(
        "The worker stopped half way: look whether what was advised is done, then compose."
    )
}
COMPOSES = "issues.compose_issue"
RIGHTS: dict[str, str] = {
    **dict.fromkeys((Job.Kind.COMPOSE, Job.Kind.CHANGED, Job.Kind.REMEDY), COMPOSES),
    **dict.fromkeys((Job.Kind.PRESS, Job.Kind.WEB), "issues.export_issue"),
    **dict.fromkeys((Job.Kind.PROOF, Job.Kind.ARCHIVE), "issues.export_issue"),
    Job.Kind.PUBLISH: "issues.publish_issue",
}


class JobRefusedError(Exception):
    """The job cannot be done; ``problems`` say why and what to do, a sentence each."""

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)
        self.problems = list(problems)

    def __str__(self) -> str:
        return " ".join(self.problems)


class _CancelledError(Exception):
    """Raised inside the work, between two steps."""


@dataclass
class _HalfDoneError(Exception):
    """What was done before the work ended, and what ended it."""

    told: str
    cause: Exception


@dataclass
class _Outcome:
    """What came of it, a sentence each, still in parts: who reads it may speak another language."""

    told: list[str]
    files: list[EditionFile] = field(default_factory=list)


def start_job(issue: Issue, kind: str, *, by: Actor, asked: Mapping[str, Any] | None = None) -> Job:
    """Queue the work. Raises `JobRefusedError` while another job of the issue is under way."""
    require(by, RIGHTS[kind])
    _bury_lost(issue)
    try:
        with transaction.atomic():
            job = Job.objects.create(
                issue=issue,
                kind=kind,
                asked=dict(asked or {}),
                language=translation.get_language() or "zh-hans",
                asked_by=account(by),
                asked_by_name=name_of(by),
            )
    except IntegrityError as error:
        running = issue.jobs.under_way().first()
        work = running.get_kind_display() if running else ""
        raise JobRefusedError(
            _("%(work)s: under way already. Wait for it, or cancel it.") % {"work": work}
        ) from error
    work_on.enqueue(job.pk)
    job.refresh_from_db()
    return job


def cancel_job(job: Job, *, by: Actor) -> Job:
    """Take a waiting job back; ask a running one to stop before its next step."""
    require(by, RIGHTS[job.kind])
    rows = Job.objects.filter(pk=job.pk)
    with transaction.atomic():
        waiting = rows.filter(state=Job.State.QUEUED)
        if not waiting.update(state=Job.State.CANCELLED, ended_at=timezone.now()):
            rows.filter(state=Job.State.RUNNING).update(cancel_asked=True)
        record(by, "cancel_job", job.issue, work=job.kind)
    _bury_lost(job.issue)
    job.refresh_from_db()
    return job


def is_lost(job: Job) -> bool:
    """Whether the worker that had the job is gone, killed or without a sign of life."""
    if job.state != Job.State.RUNNING:
        return False
    host, _colon, process = job.worker.rpartition(":")
    if host == socket.gethostname() and not _runs(int(process)):
        return True
    return timezone.now() - job.seen_at > LOST_AFTER


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # another account's
    return True


def waits_long(job: Job) -> bool:
    """Whether nobody takes the job up, so that somebody should look for the worker."""
    return job.state == Job.State.QUEUED and timezone.now() - job.asked_at > WAITS_LONG


def _bury_lost(issue: Issue) -> None:
    for job in issue.jobs.under_way():
        if is_lost(job):
            _end(job, Job.State.FAILED, _Outcome([LOST.get(job.kind, LOST_SAID)]))


@task()
def work_on(job_pk: int) -> None:
    """Do a job, in the worker. Never raises: what went wrong is said in the job."""
    if not _claim(job_pk):
        return  # cancelled meanwhile
    job = Job.objects.select_related("issue__publication", "asked_by").get(pk=job_pk)
    with translation.override(job.language):
        _end(job, *_attempt(job))


def _claim(job_pk: int) -> bool:
    waiting = Job.objects.filter(pk=job_pk, state=Job.State.QUEUED)
    worker = f"{socket.gethostname()}:{os.getpid()}"
    return bool(
        waiting.update(state=Job.State.RUNNING, seen_at=timezone.now(), worker=worker[-80:])
    )


def _attempt(job: Job) -> tuple[str, _Outcome]:
    try:
        return Job.State.DONE, _WORK[Job.Kind(job.kind)](job, _listener(job))
    except _HalfDoneError as half:
        state, outcome = _ended_by(half.cause, job)
        return state, _Outcome([half.told, *outcome.told])
    except Exception as error:
        return _ended_by(error, job, sentence("Nothing was changed."))


def _ended_by(error: Exception, job: Job, *unchanged: str) -> tuple[str, _Outcome]:
    """The end of work that raised; what is ``unchanged`` is said of a fault of ours."""
    if isinstance(error, _CancelledError):
        return Job.State.CANCELLED, _Outcome([])
    if isinstance(error, (*REFUSALS, PermissionDenied)):
        return Job.State.FAILED, _Outcome(getattr(error, "problems", None) or [untold(error)])
    logger.error("Job %s failed", job.pk, exc_info=error)
    said = sentence("Something broke that should not; it is in the log.")
    return Job.State.FAILED, _Outcome([said, *unchanged])


def _listener(job: Job) -> Step:
    """Writes each step down, which is a sign of life, and stops the work when asked to."""

    def hear(step: str) -> None:
        mine = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, cancel_asked=False)
        if not mine.update(step=step, seen_at=timezone.now()):
            raise _CancelledError

    return hear


def _end(job: Job, state: str, outcome: _Outcome) -> None:
    """Only a running job ends: one that was given up for lost stays so."""
    with transaction.atomic():
        running = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING)
        ended = running.update(
            state=state, told=parts_of(outcome.told), ended_at=timezone.now(), cancel_asked=False
        )
        if ended:
            job.files.set(outcome.files)


def _compose(job: Job, step: Step) -> _Outcome:
    return _Outcome(_told(compose_issue(job.issue, by=_asker(job), step=step)))


def _compose_changed(job: Job, step: Step) -> _Outcome:
    numbers = changed_pages(read_dummy(job.issue), standing_of(job.issue))
    return _Outcome(_told(compose_pages(job.issue, numbers, by=_asker(job), step=step)))


def _remedy(job: Job, step: Step) -> _Outcome:
    """``asked``: the number of the advice, and what it was given for."""
    number, basis = job.asked["number"], job.asked["basis"]
    is_done = False

    def hear(name: str) -> None:
        nonlocal is_done
        is_done = True  # the first step comes when what was advised is done
        step(name)

    try:
        advice, composed = apply_remedy(job.issue, number, basis, by=_asker(job), step=hear)
    except Exception as error:
        if not is_done:
            raise
        said = sentence("What was advised is done; the pages are not composed with it yet.")
        raise _HalfDoneError(said, error) from error
    return _Outcome([sentence("Done: %(advice)s", advice=advice.said), *_told(composed)])


def _told(composition: Composition) -> list[str]:
    """How many pages were made, what found no room on them, and what moved."""
    count = sum(layout.across for layout in composition.layouts)
    made = sentence("Pages composed: %(count)s.", count=count)
    over = [overset.told for overset in composition.overset if overset.told]
    left_out = (left.told for left in composition.plan.left_out)
    return [made, *over, *left_out, *composition.told]


def _press(job: Job, step: Step) -> _Outcome:
    export = _exported(job, EditionFile.Profile.PRESS, step)
    if export.composed:
        said = sentence("The pages were composed anew; the press PDF is made and checked.")
    else:
        said = sentence("The press PDF is made and checked.")
    lines = [substitute_in_words(row) for row in export.report.get("substitutes", ())]
    return _Outcome([said, *lines], export.files)


def _web(job: Job, step: Step) -> _Outcome:
    export = _exported(job, EditionFile.Profile.WEB, step)
    return _Outcome([sentence("The web edition is made.")], export.files)


def _proof(job: Job, step: Step) -> _Outcome:
    export = _exported(job, EditionFile.Profile.PROOF, step)
    said = sentence("Proof %(number)s is made.", number=export.report["proof"])
    return _Outcome([said], export.files)


def _archive(job: Job, step: Step) -> _Outcome:
    export = _exported(job, EditionFile.Profile.ARCHIVE, step)
    return _Outcome([sentence("The archive PDF is made.")], export.files)


def _publish(job: Job, step: Step) -> _Outcome:
    publish_issue(job.issue, by=_asker(job), step=step)
    return _Outcome([sentence("%(issue)s is published.", issue=str(job.issue))])


def _exported(job: Job, profile: str, step: Step) -> Export:
    return export_issue(job.issue, profile, by=_asker(job), step=step)


def _asker(job: Job) -> Actor:
    """Who asked; rights are those of now. An account that is gone may do nothing."""
    if job.asked_by is None:
        raise PermissionDenied(sentence("The account that asked for this is gone: ask again."))
    return job.asked_by


_WORK: dict[Job.Kind, Callable[[Job, Step], _Outcome]] = {
    Job.Kind.COMPOSE: _compose,
    Job.Kind.CHANGED: _compose_changed,
    Job.Kind.REMEDY: _remedy,
    Job.Kind.PRESS: _press,
    Job.Kind.WEB: _web,
    Job.Kind.PROOF: _proof,
    Job.Kind.ARCHIVE: _archive,
    Job.Kind.PUBLISH: _publish,
}
