"""Numbered issues and their pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Publication, Reporter
from issues.models.mastheads import Masthead
from newsroom.copydesk.calendar import full_date, lunar_date, weekday_name


class IssueQuerySet(models.QuerySet["Issue"]):
    def published(self) -> IssueQuerySet:
        """What a reader may see."""
        return self.filter(
            state=Issue.State.PUBLISHED, publication__is_public=True, published_at__isnull=False
        )

    def newest_first(self) -> IssueQuerySet:
        """On one day by number, the special without one last: the same on every database."""
        return self.order_by("-date", F("number").desc(nulls_first=True), "-pk")


class Issue(models.Model):
    class State(models.TextChoices):
        PLANNING = "planning", _("Planning")
        EDITING = "editing", _("Editing")
        PROOF = "proof", _("Proof")
        SIGNED_OFF = "signed_off", _("Signed off")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="issues", verbose_name=_("publication")
    )
    date = models.DateField(_("date"))
    year = models.PositiveSmallIntegerField(editable=False)
    number = models.PositiveIntegerField(
        _("running number"), null=True, blank=True, help_text=_("总第…期; a special may have none.")
    )
    year_number = models.PositiveSmallIntegerField(
        _("number in the year"), null=True, blank=True, help_text=_("第…期")
    )
    is_special = models.BooleanField(_("special issue"), default=False)
    special_name = models.CharField(
        _("name of the special"), max_length=20, blank=True, help_text=_("号外, 增刊 …")
    )
    weekday_override = models.CharField(_("weekday, other"), max_length=20, blank=True)
    lunar_override = models.CharField(_("lunar date, other"), max_length=40, blank=True)
    override_reason = models.CharField(_("reason of the override"), max_length=120, blank=True)
    grows = models.BooleanField(
        _("as many pages as the copy needs"),
        default=False,
        help_text=_("Else as many as are laid out: what is missing or over is said."),
    )
    mourning = models.BooleanField(
        _("mourning"), default=False, help_text=_("The whole issue in black, nameplate included.")
    )
    centre_spread = models.BooleanField(
        _("centre pages as one double page"), default=False, editable=False
    )
    editors = models.ManyToManyField(
        Reporter, blank=True, related_name="+", verbose_name=_("editors on duty")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State, default=State.PLANNING, editable=False
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(max_length=200, blank=True, editable=False)
    frozen = models.JSONField(
        default=dict, editable=False, help_text="Masthead and folios as published."
    )
    advice = models.JSONField(
        default=dict, editable=False, help_text="What would help the pages, as last composed."
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-number"]
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        permissions = [
            ("import_issue", _("May import an issue")),
            ("compose_issue", _("May compose pages")),
            ("export_issue", _("May export for print")),
            ("publish_issue", _("May publish an issue")),
            ("withdraw_issue", _("May withdraw an issue")),
            ("release_issue", _("May release to print")),
            ("sign_page", _("May sign pages")),
            ("lock_page", _("May lock pages")),
            ("override_house_rule", _("May override a house rule")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "number"],
                name="issue_number_unique",
                violation_error_message=_("Another issue already has this running number."),
            ),
            models.UniqueConstraint(
                fields=["publication", "year", "year_number"],
                condition=Q(is_special=False),
                name="issue_year_number_unique",
                violation_error_message=_(
                    "Another issue of this year already has this number in the year."
                ),
            ),
            models.CheckConstraint(
                condition=Q(is_special=True) | Q(number__isnull=False),
                name="issue_has_number",
                violation_error_message=_("Only a special issue may be without a running number."),
            ),
            models.CheckConstraint(
                condition=(Q(weekday_override="") & Q(lunar_override="")) | ~Q(override_reason=""),
                name="issue_override_has_reason",
                violation_error_message=_(
                    "Write the reason why weekday or lunar date is not the computed one."
                ),
            ),
        ]
        indexes = [models.Index(fields=["publication", "state", "-date"])]

    def __str__(self) -> str:
        return f"{self.publication} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.year = self.date.year
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("issues:detail", args=[self.publication.slug, self.reference])

    def clean(self) -> None:
        self.year = self.date.year if self.date else 0

    @property
    def reference(self) -> str:
        """Its part of the web address: the running number, or ``s`` and the key of a special."""
        return str(self.number) if self.number is not None else f"s{self.pk}"

    @property
    def title(self) -> str:
        if self.number is None:
            return f"{self.special_name or '增刊'} {self.full_date}"
        return f"第{self.year_number}期（总第{self.number}期）"

    @property
    def full_date(self) -> str:
        """In the language of the paper: 2026年11月20日."""
        return full_date(self.date, self.publication.language)

    @property
    def weekday(self) -> str:
        return self.weekday_override or weekday_name(self.date, self.publication.language)

    @property
    def lunar_date(self) -> str:
        return self.lunar_override or lunar_date(self.date)

    @property
    def masthead(self) -> Masthead | None:
        return Masthead.objects.in_force(self.publication, self.date)

    @property
    def is_closed(self) -> bool:
        """Before its readers: nothing of it may change. A withdrawn issue can be mended."""
        return self.state == self.State.PUBLISHED


class Page(models.Model):
    class Inks(models.TextChoices):
        FOUR = "four", _("Four colours")
        BLACK = "black", _("Black")
        SPOT = "spot", _("Black and spot")

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="pages", verbose_name=_("issue"))
    number = models.PositiveSmallIntegerField(
        _("page"), validators=[MinValueValidator(1), MaxValueValidator(96)]
    )
    name = models.CharField(_("page name"), max_length=20, blank=True)
    duty_editor = models.ForeignKey(
        Reporter,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("editor on duty"),
    )
    inks = models.CharField(_("inks"), max_length=10, choices=Inks, default=Inks.FOUR)
    current_layout = models.ForeignKey(
        "PageLayout", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    locked_at = models.DateTimeField(null=True, blank=True, editable=False)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    locked_name = models.CharField(max_length=150, blank=True, editable=False)

    class Meta:
        ordering = ["number"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "number"],
                name="page_number_unique",
                violation_error_message=_("The issue already has a page of this number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def is_locked(self) -> bool:
        """Whether it stays as it is, whatever is done to the issue (`issues.locking`)."""
        return self.locked_at is not None
