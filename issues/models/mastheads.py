"""What a publication prints about itself: `Masthead`."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Publication
from newsroom.layout.formats import sheet_pages
from newsroom.layout.geometry import PageGrid
from newsroom.layout.houserules import APART, HouseRules
from newsroom.layout.prohibition import LineRules

JSON = dict[str, Any]


def apart_by_default() -> list[list[str]]:
    return [list(pair) for pair in APART]


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
    page_unit = models.PositiveSmallIntegerField(
        _("pages printed together"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(32)],
        help_text=_("Empty: 4 for a tabloid, 2 for a broadsheet. 1: single leaves."),
    )
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
    keeps_protocol = models.BooleanField(
        _("protocol"),
        default=True,
        help_text=_(
            "A story naming an official who stands earlier in the register is not lower on a page, "
            "nor under a smaller headline or with a smaller photo, than one naming a later one."
        ),
    )
    keeps_pictures = models.BooleanField(
        _("a picture on each page"), default=True, help_text=_("Where the copy has one.")
    )
    apart: models.JSONField[Any, Any] = models.JSONField(
        _("not beside one another"),
        default=apart_by_default,
        blank=True,
        help_text=_("Stories of these two natures share no edge on a page."),
    )
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
    def sheet_pages(self) -> int:
        """Pages the printer makes at a time: an issue has so many, or a multiple."""
        return self.page_unit or sheet_pages(self.grid)

    @property
    def house_rules(self) -> HouseRules:
        """What its pages keep even where they look worse for it."""
        pairs = tuple((one, other) for one, other in self.apart)
        return HouseRules(protocol=self.keeps_protocol, apart=pairs, picture=self.keeps_pictures)

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
