"""What was exported and what was published."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from issues.models.issues import Issue


class EditionFile(models.Model):
    """An exported file: what it is, what it was made from, what the check of it found."""

    class Profile(models.TextChoices):
        PRESS = "press", _("Press PDF")
        WEB = "web", _("Page picture")
        WEBPDF = "webpdf", _("Web PDF")
        PROOF = "proof", _("Proof")
        CIRCULAR = "circular", _("Proof to send round")
        ARCHIVE = "archive", _("Archive PDF")

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="files", verbose_name=_("issue"))
    page_number = models.PositiveSmallIntegerField(null=True, blank=True)
    profile = models.CharField(_("profile"), max_length=20, choices=Profile)
    path = models.CharField(_("file"), max_length=200, help_text="Below EDITION_ROOT.")
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField(_("bytes"))
    layouts = models.JSONField(default=list, help_text="Keys of the page layouts it shows.")
    zones = models.JSONField(default=list, blank=True)
    fonts = models.JSONField(default=dict)
    engine = models.CharField(_("made by"), max_length=40)
    report = models.JSONField(_("verification"), default=dict)
    is_current = models.BooleanField(_("the newest"), default=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["page_number", "-pk"]
        verbose_name = _("edition file")
        verbose_name_plural = _("edition files")
        indexes = [models.Index(fields=["issue", "profile", "is_current"])]

    def __str__(self) -> str:
        return self.path


class PublishedArticle(models.Model):
    """An article as it was published. Public pages read this and never the live rows."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="published_articles")
    article = models.OneToOneField(Article, models.PROTECT, related_name="published")
    page_number = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField()
    story = models.JSONField(help_text="`Story.as_json()` of the published revision.")
    article_version = models.PositiveIntegerField()
    byline = models.TextField(blank=True)
    section = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=60, blank=True)
    photos = models.JSONField(
        default=list, help_text="[{file, width, height, caption, credit, alt}], file below media."
    )

    class Meta:
        ordering = ["page_number", "order"]
        verbose_name = _("published article")
        verbose_name_plural = _("published articles")

    def __str__(self) -> str:
        return str(self.story["headline"])

    def get_absolute_url(self) -> str:
        return reverse("issues:article", args=[self.issue.publication.slug, self.article_id])
