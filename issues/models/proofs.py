"""Proofs of pages, and who signed them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from issues.models.files import EditionFile
from issues.models.issues import Issue, Page
from issues.models.layouts import PageLayout


class Proof(models.Model):
    """One page of an exported proof 大样: its number, and all that was printed on it."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="proofs")
    page_number = models.PositiveSmallIntegerField(_("page"))
    number = models.PositiveIntegerField(_("proof"), help_text="As printed on its edge.")
    layout = models.ForeignKey(PageLayout, models.CASCADE, related_name="+")
    file = models.ForeignKey(EditionFile, models.RESTRICT, related_name="proofs")
    printed: models.JSONField[Any, Any] = models.JSONField(
        help_text="What the layout does not hold: words of the furniture, hashes of the pictures."
    )
    digest = models.CharField(max_length=64, help_text="SHA-256 of layout and ``printed``.")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        ordering = ["page_number", "-number"]
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "page_number", "number"], name="proof_number_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_number} #{self.number}"


class PageSignoff(models.Model):
    """A signature under a page, bound to what was printed on the proof that was signed."""

    class Stage(models.TextChoices):
        EDITOR = "editor", _("Duty editor")
        FIRST = "first", _("First reading")
        SECOND = "second", _("Second reading")
        THIRD = "third", _("Third reading")
        CHIEF = "chief", _("Chief editor")

    page = models.ForeignKey(Page, models.CASCADE, related_name="signoffs")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    proof = models.ForeignKey(Proof, models.RESTRICT, related_name="signoffs")
    signer = models.CharField(_("signed by"), max_length=150)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(_("signed"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ["signed_at"]
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "stage"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_standing_signature_a_stage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.get_stage_display()} {self.signer}"
