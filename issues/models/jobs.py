"""Work off the request path."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.wording import from_parts, in_words
from issues.models.files import EditionFile
from issues.models.issues import Issue


class JobQuerySet(models.QuerySet["Job"]):
    def under_way(self) -> JobQuerySet:
        return self.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])


class Job(models.Model):
    """Work on an issue that is done by the background worker: composing, an export, publishing."""

    class Kind(models.TextChoices):
        COMPOSE = "compose", _("Composing")
        CHANGED = "changed", _("Composing what changed")
        REMEDY = "remedy", _("Doing what helps")
        PRESS = "press", _("Press PDF")
        WEB = "web", _("Web edition")
        PROOF = "proof", _("Proof")
        ARCHIVE = "archive", _("Archive PDF")
        PUBLISH = "publish", _("Publishing")

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="jobs", verbose_name=_("issue"))
    kind = models.CharField(_("work"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    step = models.CharField(max_length=20, blank=True, help_text="`issues.jobs.STEPS`")
    asked = models.JSONField(default=dict, blank=True, help_text="What a kind needs to know.")
    told = models.JSONField(
        default=list,
        blank=True,
        help_text="What came of it, a sentence each, as `articles.wording.parts_of` has it.",
    )
    files = models.ManyToManyField(EditionFile, related_name="+")
    language = models.CharField(max_length=10)
    cancel_asked = models.BooleanField(default=False)
    worker = models.CharField(max_length=80, blank=True, help_text="host:process")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_by_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(auto_now_add=True, help_text="Last sign of life.")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = [
            models.UniqueConstraint(
                fields=["issue"],
                condition=Q(state__in=["queued", "running"]),
                name="one_job_an_issue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.issue}"

    @property
    def lines(self) -> list[str]:
        """What came of it, in the language of whoever reads it."""
        return [in_words(from_parts(parts)) for parts in self.told]

    @property
    def is_under_way(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.RUNNING}
