"""Numbered issues, their pages, and what was printed. Stands on `articles`."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Publication, Reporter
from newsroom.copydesk.calendar import full_date, lunar_date, weekday_name
from newsroom.layout.geometry import PageGrid
from newsroom.layout.prohibition import LineRules

JSON = dict[str, Any]


def weekly_on_friday() -> JSON:
    return {"kind": "weekly", "weekday": 4, "every": 1}


class BreakingLevel(models.TextChoices):
    BASIC = "basic", _("Basic")
    GB = "gb", _("GB")
    STRICT = "strict", _("Strict")


class PressProcess(models.TextChoices):
    COLDSET = "coldset", _("Coldset, not trimmed")
    SHEETFED = "sheetfed", _("Sheet-fed, trimmed")


class PdfStandard(models.TextChoices):
    X1A = "x1a", "PDF/X-1a:2003"
    X4 = "x4", "PDF/X-4"


class MastheadQuerySet(models.QuerySet["Masthead"]):
    def in_force(self, publication: Publication, day: datetime.date) -> Masthead | None:
        """What the publication prints about itself on that day."""
        dated = self.filter(publication=publication)
        return (
            dated.filter(valid_from__lte=day).order_by("-valid_from").first()
            or dated.order_by("valid_from").first()
        )


class Masthead(models.Model):
    """What a publication prints about itself, from a day on: imprint, schedule, page format.

    Lengths are millimetres for the sheet, points for type, ems of the body size for columns.
    """

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="mastheads", verbose_name=_("publication")
    )
    valid_from = models.DateField(_("valid from"))
    latin_name = models.CharField(_("Latin name"), max_length=80, blank=True)
    publisher = models.CharField(_("publisher line"), max_length=80, blank=True)
    permit = models.CharField(
        _("permit line"), max_length=80, blank=True, help_text=_("Permit or CN number, as printed.")
    )
    distribution = models.CharField(_("distribution note"), max_length=60, blank=True)
    hotline = models.CharField(_("hotline"), max_length=40, blank=True)
    hotline_label = models.CharField(_("hotline label"), max_length=20, default="监督电话")
    address = models.CharField(_("address"), max_length=120, blank=True)
    printer = models.CharField(_("printer"), max_length=80, blank=True)
    print_run = models.PositiveIntegerField(_("print run"), null=True, blank=True)
    price = models.CharField(_("price"), max_length=40, blank=True)
    schedule = models.JSONField(_("schedule"), default=weekly_on_friday)
    page_names = models.CharField(
        _("page names"),
        max_length=120,
        default="要闻 综合 民生 副刊",
        help_text=_("In page order, apart by spaces; as many as the paper usually has."),
    )
    trim_width_mm = models.FloatField(_("page width, mm"), default=270)
    trim_height_mm = models.FloatField(_("page height, mm"), default=390)
    columns = models.PositiveSmallIntegerField(
        _("columns"), default=5, validators=[MinValueValidator(2), MaxValueValidator(10)]
    )
    column_em = models.FloatField(_("column measure, em"), default=13)
    gutter_em = models.FloatField(_("gutter, em"), default=2.5)
    rows = models.PositiveSmallIntegerField(_("rows"), default=75)
    body_size_pt = models.FloatField(_("body size, pt"), default=9)
    leading_pt = models.FloatField(_("leading, pt"), default=13.5)
    top_margin_mm = models.FloatField(_("top margin, mm"), default=16)
    bleed_mm = models.FloatField(_("bleed, mm"), default=0)
    page_design = models.CharField(_("page design"), max_length=20, default="district")
    nameplate_art = models.FileField(
        _("nameplate art"), upload_to="nameplates/", blank=True, help_text=_("SVG, paths only.")
    )
    font_roles = models.JSONField(
        _("fonts"),
        default=dict,
        blank=True,
        help_text=_("Role: face, where it is another than the known set has."),
    )
    ear_left = models.CharField(_("left ear"), max_length=120, blank=True)
    ear_right = models.CharField(_("right ear"), max_length=120, blank=True)
    breaking_level = models.CharField(
        _("line breaking"),
        max_length=10,
        choices=BreakingLevel,
        default=BreakingLevel.GB,
        help_text=_("What may begin or end a line, after W3C clreq and GB/T 15834."),
    )
    solid_numbers = models.BooleanField(
        _("numbers set solid"),
        default=True,
        help_text=_("2月24日 without white inside."),
    )
    justified = models.BooleanField(_("justified"), default=True)
    hyphenated = models.BooleanField(
        _("hyphenated"), default=True, help_text=_("Latin words may be divided at a line end.")
    )
    hanging_punctuation = models.BooleanField(
        _("hanging punctuation"),
        default=False,
        help_text=_("A comma or full stop may stand outside the measure at a line end."),
    )
    press_process = models.CharField(
        _("press"), max_length=10, choices=PressProcess, default=PressProcess.COLDSET
    )
    pdf_standard = models.CharField(
        _("PDF standard"), max_length=4, choices=PdfStandard, default=PdfStandard.X1A
    )
    total_ink = models.PositiveSmallIntegerField(
        _("total ink, %"),
        null=True,
        blank=True,
        validators=[MinValueValidator(100), MaxValueValidator(400)],
        help_text=_("Empty: 240 coldset, 320 sheet-fed."),
    )
    picture_ppi = models.PositiveSmallIntegerField(
        _("picture resolution, ppi"),
        null=True,
        blank=True,
        validators=[MinValueValidator(50), MaxValueValidator(1200)],
        help_text=_("Empty: 200 coldset, 300 sheet-fed."),
    )
    live_margin_mm = models.FloatField(
        _("margin without ink, mm"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(50)],
    )
    output_condition = models.CharField(
        _("output condition"), max_length=80, blank=True, help_text=_("As registered with the ICC.")
    )
    icc_profile = models.FileField(_("ICC profile"), upload_to="profiles/", blank=True)
    spot_name = models.CharField(_("spot colour"), max_length=60, blank=True)
    spot_cmyk = models.CharField(
        _("spot colour as CMYK, %"), max_length=20, blank=True, help_text="0 100 100 0"
    )
    distribution_to = models.CharField(_("distributed to"), max_length=80, blank=True)
    nameplate_rows = models.PositiveSmallIntegerField(_("nameplate, rows"), default=14)
    folio_rows = models.PositiveSmallIntegerField(_("folio, rows"), default=3)

    objects = MastheadQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]
        verbose_name = _("masthead")
        verbose_name_plural = _("mastheads")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "valid_from"],
                name="masthead_day_unique",
                violation_error_message=_("Another masthead is valid from this day already."),
            ),
            models.CheckConstraint(
                condition=Q(nameplate_rows__lt=F("rows")) & Q(folio_rows__lt=F("rows")),
                name="masthead_leaves_rows",
                violation_error_message=_(
                    "Nameplate and folio leave no row for copy: give the page more rows."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication} {self.valid_from:%Y-%m-%d}"

    def clean(self) -> None:
        from issues.checks import grid_problem

        grid_problem(self)

    @property
    def line_rules(self) -> LineRules:
        """How the paper sets its lines."""
        return LineRules(
            level=self.breaking_level,  # type: ignore[arg-type]  # one of its choices
            language=self.publication.language,
            solid_numbers=self.solid_numbers,
            justified=self.justified,
            hyphenated=self.hyphenated,
            hanging=self.hanging_punctuation,
        )

    @property
    def grid(self) -> PageGrid:
        return PageGrid(
            trim_width_mm=self.trim_width_mm,
            trim_height_mm=self.trim_height_mm,
            columns=self.columns,
            column_em=self.column_em,
            gutter_em=self.gutter_em,
            rows=self.rows,
            body_size_pt=self.body_size_pt,
            leading_pt=self.leading_pt,
            top_margin_mm=self.top_margin_mm,
            bleed_mm=self.bleed_mm,
        )


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
    mourning = models.BooleanField(
        _("mourning"), default=False, help_text=_("The whole issue in black, nameplate included.")
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
    seed = models.IntegerField(default=0)
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


class JobQuerySet(models.QuerySet["Job"]):
    def under_way(self) -> JobQuerySet:
        return self.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])


class Job(models.Model):
    """Work on an issue that is done by the background worker: an export, or publishing."""

    class Kind(models.TextChoices):
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
    sentence = models.TextField(blank=True, help_text="What came of it, for the person who asked.")
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
    def is_under_way(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.RUNNING}


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
