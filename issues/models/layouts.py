"""Where stories stand: the editor's wishes and the composed pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from issues.models.issues import Issue, Page
from newsroom.layout.geometry import Area


class PageLayout(models.Model):
    """Where everything stands on a page (`newsroom.layout.plan.PagePlan`). Never changed."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="layouts")
    number = models.PositiveIntegerField()
    plan = models.JSONField()
    versions = models.JSONField(help_text="Article key -> version of the copy that was set.")
    fonts = models.JSONField(help_text="Font role -> SHA-256 of the face.")
    basis = models.CharField(
        max_length=64, help_text="Hash of all that the composer was given: another one is stale."
    )
    made_of = models.JSONField(
        default=dict,
        blank=True,
        help_text="Hashes, part by part: `issues.dummy.made_of`.",
    )
    seed = models.IntegerField(default=0)
    previous = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="following",
        help_text="What stood here before: undo goes back to it.",
    )
    step = models.CharField(
        max_length=32, blank=True, db_index=True, help_text="Layouts made together share it."
    )
    left_over = models.JSONField(
        default=dict, blank=True, help_text="Article key -> hash of copy that found no room."
    )
    emptied = models.JSONField(
        default=dict,
        blank=True,
        help_text="Page key -> layout taken off in the same step; on one layout of the step.",
    )
    change = models.JSONField(
        default=dict, blank=True, help_text="What was done by hand, and how it was answered."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-number"]
        verbose_name = _("page layout")
        verbose_name_plural = _("page layouts")
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="layout_number_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.page} #{self.number}"

    @property
    def across(self) -> int:
        """Pages that it lies on: two for a double page, which is kept with the left one."""
        return int(self.plan.get("across", 1))

    @property
    def numbers(self) -> range:
        """Of these pages."""
        return range(self.page.number, self.page.number + self.across)

    @property
    def is_by_hand(self) -> bool:
        return bool(self._printed("by_hand", self.change))

    @property
    def prints(self) -> int:
        """Key of the layout whose page it prints: a pin is a step, and the page stays as it is."""
        return int(self._printed("layout", self.pk))

    @property
    def version(self) -> int:
        """Which page of all that stood here it prints."""
        return int(self._printed("number", self.number))

    def _printed(self, name: str, own: Any) -> Any:
        return self.change.get("prints", {}).get(name, own)


class PagePresence(models.Model):
    """Who looks at a page on the page desk, and when last."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "user"], name="presence_once_a_page"),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.user}"


class PlacementQuerySet(models.QuerySet["Placement"]):
    def unplaced(self) -> PlacementQuerySet:
        """In the issue, on no page yet."""
        return self.filter(page__isnull=True)


class Placement(models.Model):
    """A story in an issue: page or none yet, and the editor's wishes."""

    class Treatment(models.TextChoices):
        """How a story is to stand apart; empty: as the composer likes."""

        VERTICAL = "vertical", _("vertical headline")
        BROKEN = "broken", _("broken columns")
        TINT = "tint", _("on a tint")
        RULES = "rules", _("box of a thick and a thin rule")
        INITIAL = "initial", _("drop initial")
        WRAPPED = "wrapped", _("copy around its picture")
        QUOTE = "quote", _("pull quote")

    article = models.OneToOneField(
        Article,
        models.PROTECT,
        related_name="placement",
        verbose_name=_("article"),
        error_messages={"unique": _("This article is in an issue already.")},
    )
    issue = models.ForeignKey(
        Issue, models.CASCADE, related_name="placements", verbose_name=_("issue")
    )
    page = models.ForeignKey(
        Page,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="placements",
        verbose_name=_("page"),
        help_text=_("Empty: the composer chooses."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    headline_level = models.PositiveSmallIntegerField(
        _("headline level"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(4)],
        help_text=_("1 is the largest; empty: by priority."),
    )
    boxed = models.BooleanField(_("in a box"), default=False)
    treatment = models.CharField(
        _("treatment"), max_length=10, choices=Treatment, blank=True, default=""
    )
    pull_quote = models.CharField(
        _("words of the pull quote"),
        max_length=80,
        blank=True,
        help_text=_("Set large in a column of a story without pictures."),
    )
    headline_size = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Points, as set at the page desk; 0: the composer's."
    )
    photo_columns = models.PositiveSmallIntegerField(default=0, editable=False)
    photo_rows = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Of the first picture, which crops it; 0: its own."
    )
    jump_page = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    jump_lines = models.PositiveSmallIntegerField(
        null=True, editable=False, help_text="Before it goes on to jump_page; 0: it is kept whole."
    )
    pin_column = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    pin_row = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    pin_columns = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    pin_rows = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    pin_column__isnull=True,
                    pin_row__isnull=True,
                    pin_columns__isnull=True,
                    pin_rows__isnull=True,
                )
                | Q(
                    pin_column__isnull=False,
                    pin_row__isnull=False,
                    pin_columns__isnull=False,  # what is compared with NULL is not refused
                    pin_rows__isnull=False,
                    pin_columns__gte=1,
                    pin_rows__gte=1,
                ),
                name="placement_pin_is_a_rectangle",
                violation_error_message=_("A pinned place is a whole rectangle."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.article)

    @property
    def pin(self) -> Area | None:
        """The rectangle of the page that an editor gave it."""
        if self.pin_column is None or self.pin_row is None:
            return None
        return Area(self.pin_column, self.pin_row, self.pin_columns or 1, self.pin_rows or 1)
