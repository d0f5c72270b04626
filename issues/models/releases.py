"""付印: pages handed to the printer."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from issues.models.issues import Issue
from issues.models.layouts import PageLayout


class Release(models.Model):
    """付印: pages handed to the printer, with the sheet that names every file. Never changed."""

    issue = models.ForeignKey(
        Issue, models.PROTECT, related_name="releases", verbose_name=_("issue")
    )
    number = models.PositiveSmallIntegerField(_("release"))
    paper = models.CharField(_("paper"), max_length=60, blank=True)
    print_run = models.PositiveIntegerField(_("print run"), null=True, blank=True)
    press_time = models.DateTimeField(_("press time"), null=True, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    sheet_path = models.CharField(max_length=200, help_text="Below EDITION_ROOT.")
    sheet_sha256 = models.CharField(max_length=64)
    released_at = models.DateTimeField(_("released"), auto_now_add=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    signer = models.CharField(_("signed by"), max_length=150)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("release to print")
        verbose_name_plural = _("releases to print")
        constraints = [
            models.UniqueConstraint(fields=["issue", "number"], name="release_number_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.issue} #{self.number}"


class ReleasedPage(models.Model):
    """A page's file as the printer got it. ``version`` counts up when the page is replaced 换版."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="pages")
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="released_pages")
    page_number = models.PositiveSmallIntegerField(_("page"))
    version = models.PositiveSmallIntegerField(_("version"))
    inks = models.CharField(_("inks"), max_length=80)
    path = models.CharField(max_length=200, help_text="Below EDITION_ROOT.")
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField(_("bytes"))
    layout = models.ForeignKey(PageLayout, models.SET_NULL, null=True, related_name="+")
    received_at = models.DateTimeField(_("received"), null=True, blank=True)
    received_by = models.CharField(_("received by"), max_length=80, blank=True)

    class Meta:
        ordering = ["page_number", "-version"]
        verbose_name = _("released page")
        verbose_name_plural = _("released pages")
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "page_number", "version"], name="released_page_version_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        return self.path.rpartition("/")[2]
