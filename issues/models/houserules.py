"""Breaches of house rules that an editor let stand."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from issues.models.issues import Issue


class HouseRuleOverride(models.Model):
    """For these stories of an issue a house rule does not hold; the reason is kept."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="house_rule_overrides")
    subject = models.CharField(
        max_length=600, help_text="Rule and stories: the key of the breach, `houserules.Broken`."
    )
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=150, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("override of a house rule")
        verbose_name_plural = _("overrides of house rules")
        constraints = [
            models.UniqueConstraint(fields=["issue", "subject"], name="house_rule_overridden_once"),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="house_rule_override_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issue} {self.subject}"
