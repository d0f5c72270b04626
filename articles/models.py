"""Copy and the people in it: publications, articles, bylines, officials, photos.

The ground floor: nothing here knows of issues or pages.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.fields import StoryField
from newsroom.copydesk.parse import blocks_from_html
from newsroom.copydesk.pinyin import name_pinyin
from newsroom.copydesk.story import Byline as PrintedByline
from newsroom.copydesk.story import Story, printed_byline

JSON = dict[str, Any]


class Publication(models.Model):
    """A paper's identity; what is printed about it stands in its masthead."""

    class Kind(models.TextChoices):
        INTERNAL = "internal", _("Internal publication (permit)")
        NEWSPAPER = "newspaper", _("Newspaper (CN number)")
        FREE = "free", _("Free newsletter")

    slug = models.SlugField(
        _("web address"), unique=True, help_text=_("The paper’s part of the address.")
    )
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.INTERNAL)
    language = models.CharField(
        _("language"), max_length=12, default="zh-hans", choices=settings.LANGUAGES
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")
    is_public = models.BooleanField(
        _("on the web"),
        default=True,
        help_text=_("Whether published issues are on the public web site."),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="sections", verbose_name=_("publication")
    )
    name = models.CharField(_("name"), max_length=20)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "name"],
                name="section_name_unique",
                violation_error_message=_("This publication already has a section of this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonManager(models.Manager[Any]):
    def by_name(self, name: str) -> Any:
        return self.filter(name=name).order_by("pk").first()


class Person(models.Model):
    """What reporters and officials share: a name that sorts and is found by its pinyin."""

    name = models.CharField(_("full name"), max_length=40)
    pinyin = models.CharField(_("pinyin"), max_length=120, editable=False, db_index=True)

    class Meta:
        abstract = True
        ordering = ["pinyin", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = self.name.strip()
        self.pinyin = name_pinyin(self.name)[:120]
        super().save(*args, **kwargs)


class Reporter(Person):
    class Kind(models.TextChoices):
        STAFF = "staff", _("Staff reporter")
        CORRESPONDENT = "correspondent", _("Correspondent")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.STAFF)
    aliases = models.CharField(
        _("also signs as"), max_length=120, blank=True, help_text=_("Pen names, apart by spaces.")
    )
    press_card = models.CharField(_("press card number"), max_length=30, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reporter",
        verbose_name=_("account"),
    )

    objects = PersonManager()

    class Meta(Person.Meta):
        verbose_name = _("reporter")
        verbose_name_plural = _("reporters")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "unit"],
                name="reporter_name_unit_unique",
                violation_error_message=_(
                    "There is a reporter of this name already: write the unit to tell them apart."
                ),
            ),
        ]


class Official(Person):
    objects = PersonManager()

    class Meta(Person.Meta):
        verbose_name = _("official")
        verbose_name_plural = _("officials")


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def on(self, day: Any) -> AppointmentQuerySet:
        """Who held which post on this date, in protocol order."""
        started = Q(from_date__isnull=True) | Q(from_date__lte=day)
        not_over = Q(to_date__isnull=True) | Q(to_date__gte=day)
        return self.filter(started, not_over).select_related("official").order_by("order", "pk")


class Appointment(models.Model):
    """An official in a post, from a day to a day (both included; empty means not known or open)."""

    official = models.ForeignKey(
        Official, models.PROTECT, related_name="appointments", verbose_name=_("official")
    )
    post = models.CharField(_("post"), max_length=60)
    organisation = models.CharField(_("organisation"), max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(
        _("protocol order"), default=100, help_text=_("The lowest number is named first.")
    )
    from_date = models.DateField(_("from"), null=True, blank=True)
    to_date = models.DateField(_("to"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True)
                | Q(from_date__isnull=True)
                | Q(to_date__gte=F("from_date")),
                name="appointment_dates_in_order",
                violation_error_message=_("The appointment ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}{self.post} {self.official}"


class ArticleQuerySet(models.QuerySet["Article"]):
    def in_section(self, name: str) -> ArticleQuerySet:
        return self.filter(section__name=name)

    def live(self) -> ArticleQuerySet:
        """Everything that was not spiked."""
        return self.exclude(status=Article.Status.SPIKED)


class Article(models.Model):
    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        BRIEF = "brief", _("Brief")
        PHOTO = "photo", _("Photo story")
        FEATURE = "feature", _("Feature")
        NOTICE = "notice", _("Notice")
        SERVICE = "service", _("Public-service notice")

    class Priority(models.TextChoices):
        LEAD = "lead", _("Lead")
        MAJOR = "major", _("Major")
        NORMAL = "normal", _("Normal")
        BRIEF = "brief", _("Brief")

    class Nature(models.TextChoices):
        """What the rules of the house ask of a story (`newsroom.layout.houserules`)."""

        ADVERTISEMENT = "advertisement", _("Advertisement")
        OBITUARY = "obituary", _("Obituary")
        ACCIDENT = "accident", _("Accident report")
        PORTRAIT = "portrait", _("Portrait photo")
        CEREMONY = "ceremony", _("Celebration or ceremony")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        EDITED = "edited", _("Edited")
        SPIKED = "spiked", _("Spiked")

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="articles", verbose_name=_("publication")
    )
    kicker = models.CharField(_("kicker"), max_length=80, blank=True)
    headline = models.TextField(
        _("headline"),
        max_length=200,
        validators=[MaxLengthValidator(200)],  # a TextField's length binds only its form
        help_text=_("A line break here is kept in print as your own break."),
    )
    deck = models.CharField(_("deck"), max_length=200, blank=True)
    body = StoryField(_("copy"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NEWS)
    section = models.ForeignKey(
        Section, models.SET_NULL, null=True, blank=True, verbose_name=_("section")
    )
    priority = models.CharField(
        _("priority"), max_length=10, choices=Priority, default=Priority.NORMAL
    )
    nature: models.JSONField[Any, Any] = models.JSONField(
        _("nature"),
        default=list,
        blank=True,
        help_text=_("House rules keep some of these apart on a page."),
    )
    may_jump = models.BooleanField(
        _("may jump"), default=True, help_text=_("May go on on another page when a page is full.")
    )
    source = models.CharField(
        _("source"), max_length=60, blank=True, help_text=_("Empty for our own copy.")
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    language = models.CharField(
        _("language"), max_length=12, default="zh-hans", choices=settings.LANGUAGES
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last saved"), auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [("spike_article", _("May spike an article"))]

    def __str__(self) -> str:
        return self.one_line_headline

    @property
    def one_line_headline(self) -> str:
        return " ".join(self.headline.split())

    def printed_bylines(self) -> tuple[PrintedByline, ...]:
        """From `bylines`, which a list view prefetches with their reporters."""
        return tuple(PrintedByline(b.role, b.reporter.name) for b in self.bylines.all())

    @property
    def byline_text(self) -> str:
        return printed_byline(self.printed_bylines())

    def story(self) -> Story:
        """The copy as plain data; the body was cleaned when it was saved."""
        return Story(
            headline=self.headline,
            kicker=self.kicker,
            deck=self.deck,
            blocks=blocks_from_html(self.body),
            bylines=self.printed_bylines(),
        )


class Revision(models.Model):
    """The copy as it stood after one save. Never changed."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    story = models.JSONField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    author_name = models.CharField(max_length=150, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(fields=["article", "version"], name="revision_version_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} v{self.version}"


class Byline(models.Model):
    """Who signed, as what. The printed form is derived from these rows, never typed."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")
    reporter = models.ForeignKey(
        Reporter, models.PROTECT, related_name="bylines", verbose_name=_("reporter")
    )
    role = models.CharField(_("role"), max_length=20, default="记者")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "reporter", "role"],
                name="byline_once",
                violation_error_message=_("This person signs the article twice in the same role."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.reporter}"


class Photo(models.Model):
    """A picture in the archive, once per file; how an article uses it is `ArticlePhoto`."""

    file = models.ImageField(
        _("file"), upload_to="photos/%Y/%m/", width_field="width", height_field="height"
    )
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    size = models.PositiveIntegerField(editable=False)
    title = models.CharField(_("title"), max_length=80, blank=True)
    credit = models.CharField(
        _("credit"), max_length=60, blank=True, help_text=_("As it will be printed: 记者 某某 摄")
    )
    rights = models.CharField(_("rights"), max_length=120, blank=True)
    alt = models.CharField(
        _("alternative text"), max_length=200, blank=True, help_text=_("For those who cannot see.")
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return self.title or self.alt or PurePath(self.file.name or "").name

    @property
    def aspect(self) -> float:
        """Height / width."""
        return self.height / self.width


class ArticlePhoto(models.Model):
    """A photo in an article: caption and focal point (fractions from the picture's top left)."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="article_photos")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="uses", verbose_name=_("photo"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    focal_x = models.FloatField(
        _("focal point, from the left"),
        default=0.5,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    focal_y = models.FloatField(
        _("focal point, from the top"),
        default=0.5,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )

    resolution_waiver = models.CharField(
        _("printed though too small"),
        max_length=120,
        blank=True,
        help_text=_("Why a picture with too few pixels is printed all the same."),
    )

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("photo of the article")
        verbose_name_plural = _("photos of the article")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "photo"],
                name="article_photo_once",
                violation_error_message=_("This photo stands in the article already."),
            ),
        ]

    def __str__(self) -> str:
        return self.caption or str(self.photo)


class Import(models.Model):
    """A text that came from outside: its bytes, what was understood, what it created."""

    publication = models.ForeignKey(
        Publication,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("publication"),
    )
    file_name = models.CharField(_("file"), max_length=200)
    original = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64, db_index=True, editable=False)
    understood = models.JSONField(default=dict)
    corrected = models.JSONField(default=dict, blank=True)
    created = models.JSONField(default=dict, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    author_name = models.CharField(max_length=150, blank=True)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.file_name


class AuditEntry(models.Model):
    """Who did what to what, when. Append-only: triggers on both databases refuse the rest."""

    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        verbose_name=_("account"),
    )
    actor_name = models.CharField(_("who"), max_length=150, blank=True)
    verb = models.CharField(_("what"), max_length=40)
    target = models.CharField(_("to what"), max_length=60)
    label = models.CharField(_("name"), max_length=200, blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M} {self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValidationError(_("An audit entry is never changed."))
        super().save(*args, **kwargs)
