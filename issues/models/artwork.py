"""Finished artwork of a publication 广告、公益广告、固定栏, and its bookings in issues."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Photo, Publication
from issues.models.issues import Issue, Page

PLAN_PREFIX = "art-"  # of names in page plans; a photo of a story has a number there


class Artwork(models.Model):
    """Artwork as it was handed in; each finished file of it is an `ArtworkSize`."""

    class Nature(models.TextChoices):
        ADVERTISEMENT = "advertisement", _("advertisement")
        NOTICE = "notice", _("public-service notice")
        BOX = "box", _("fixed box")

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="artwork", verbose_name=_("publication")
    )
    title = models.CharField(_("title"), max_length=60)
    nature = models.CharField(
        _("kind"), max_length=20, choices=Nature, default=Nature.ADVERTISEMENT
    )
    source = models.CharField(_("advertiser or source"), max_length=80, blank=True)
    alt = models.CharField(
        _("alternative text"),
        max_length=200,
        help_text=_("What it says and shows, for those who cannot see."),
    )
    valid_from = models.DateField(_("may run from"), null=True, blank=True)
    valid_to = models.DateField(_("may run to"), null=True, blank=True)
    is_filler = models.BooleanField(
        _("fills up pages"),
        default=False,
        help_text=_("The composer may use it, unbooked, where copy is short. Notices only."),
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("advertisement or artwork")
        verbose_name_plural = _("advertisements and artwork")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_filler=False) | Q(nature="notice"),
                name="artwork_filler_is_a_notice",
                violation_error_message=_(
                    "Only a public-service notice may fill up pages: an advertisement is booked."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="artwork_runs_forward",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ArtworkSize(models.Model):
    """One finished file: so many columns wide, as high as its proportions say."""

    artwork = models.ForeignKey(
        Artwork, models.CASCADE, related_name="sizes", verbose_name=_("artwork")
    )
    photo = models.ForeignKey(
        Photo, models.PROTECT, related_name="artwork_sizes", verbose_name=_("picture")
    )
    columns = models.PositiveSmallIntegerField(
        _("columns"),
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("How wide it is printed; its proportions say how many rows it takes."),
    )
    resolution_waiver = models.CharField(
        _("printed though too small"),
        max_length=120,
        blank=True,
        help_text=_("Why a picture with too few pixels is printed all the same."),
    )

    class Meta:
        ordering = ["columns", "pk"]
        verbose_name = _("size")
        verbose_name_plural = _("sizes")
        constraints = [
            models.UniqueConstraint(
                fields=["artwork", "columns", "photo"],
                name="artwork_size_once",
                violation_error_message=_("This artwork has that picture at that width already."),
            ),
        ]

    def __str__(self) -> str:
        return _("%(title)s, %(columns)s columns") % {
            "title": self.artwork.title,
            "columns": self.columns,
        }

    @property
    def plan_id(self) -> str:
        """Its name in page plans, which no photo of a story has."""
        return f"{PLAN_PREFIX}{self.pk}"


class Booking(models.Model):
    """Artwork that is to stand in an issue, and where."""

    class Place(models.TextChoices):
        ANY = "any", _("anywhere")
        FOOT_RIGHT = "foot_right", _("foot, right")
        FOOT_LEFT = "foot_left", _("foot, left")
        FOOT = "foot", _("foot")
        TOP_RIGHT = "top_right", _("top right")

    issue = models.ForeignKey(
        Issue, models.CASCADE, related_name="bookings", verbose_name=_("issue")
    )
    size = models.ForeignKey(
        ArtworkSize, models.PROTECT, related_name="bookings", verbose_name=_("artwork and size")
    )
    page = models.ForeignKey(
        Page,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="bookings",
        verbose_name=_("page"),
        help_text=_("Empty: the composer chooses."),
    )
    place = models.CharField(_("place"), max_length=20, choices=Place, default=Place.ANY)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("booking")
        verbose_name_plural = _("advertisements and fixed boxes of this issue")
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "size"],
                name="booking_once_an_issue",
                violation_error_message=_("This artwork is booked in the issue already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.size)
