"""What the public pages show: questions to published, frozen rows, as plain objects."""

from __future__ import annotations

import calendar
import io
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from PIL import Image, ImageOps

from articles.models import Publication
from issues.models import EditionFile, Issue, PublishedArticle
from issues.spreads import named
from newsroom.copydesk.parse import html_from_blocks
from newsroom.copydesk.story import Story

PHOTO_WIDTHS = (640, 1280)


@dataclass(frozen=True)
class Reading:
    """A published article with its copy as plain data."""

    row: PublishedArticle
    slug: str

    @cached_property
    def story(self) -> Story:
        return Story.from_json(self.row.story)

    @property
    def headline(self) -> str:
        return " ".join(self.story.headline.split())

    @property
    def url(self) -> str:
        return reverse("issues:article", args=[self.slug, self.row.article_id])

    @property
    def body(self) -> SafeString:
        # Safe: `html_from_blocks` escapes every character of the copy.
        return mark_safe(html_from_blocks(self.story.blocks))  # noqa: S308

    @property
    def opening(self) -> str:
        text = self.story.text
        return text if len(text) <= 90 else text[:88] + "……"

    @property
    def photos(self) -> list[dict[str, Any]]:
        return [
            {
                **photo,
                "url": reverse("issues:photo", args=[self.slug, photo["sha256"], PHOTO_WIDTHS[1]]),
                "small": reverse(
                    "issues:photo", args=[self.slug, photo["sha256"], PHOTO_WIDTHS[0]]
                ),
            }
            for photo in self.row.photos
        ]


@dataclass(frozen=True)
class Sheet:
    """A printed page as readers see it: its picture, its zones, its stories."""

    number: int
    name: str
    picture: EditionFile | None
    articles: tuple[Reading, ...]
    known: dict[int, Reading]  # every article of the issue: a jump ends on another page
    slug: str
    reference: str
    artwork: tuple[dict[str, str], ...] = ()  # label and words of advertisements and fixed boxes
    across: int = 1  # pages that it lies on: two for a double page

    @property
    def numbers(self) -> range:
        return range(self.number, self.number + self.across)

    @property
    def label(self) -> str:
        """2, of a double page 2–3."""
        return named(self.numbers)

    @property
    def url(self) -> str:
        return reverse("issues:page", args=[self.slug, self.reference, self.number])

    @property
    def image(self) -> str:
        return self._picture_url("large")

    @property
    def small_image(self) -> str:
        return self._picture_url("small")

    def _picture_url(self, size: str) -> str:
        if self.picture is None:
            return ""
        args = [self.slug, self.picture.pk, self.picture.sha256[:16], size]
        return reverse("issues:picture", args=args)

    @property
    def zones(self) -> list[dict[str, Any]]:
        """Rectangles in thousandths of the page's width and height, in reading order."""
        found = []
        for zone in self.picture.zones if self.picture else []:
            reading = self.known.get(zone["article"])
            if reading:
                box = {k: round(zone[k] * 1000, 2) for k in ("left", "top", "width", "height")}
                found.append(box | {"reading": reading})
        return sorted(found, key=lambda zone: (zone["top"], zone["left"]))


@dataclass(frozen=True)
class Edition:
    """A published issue, whole."""

    issue: Issue
    sheets: tuple[Sheet, ...]
    pdf: EditionFile | None = None  # all pages, tagged, for readers

    @property
    def pdf_url(self) -> str:
        if self.pdf is None:
            return ""
        args = [self.issue.publication.slug, self.pdf.pk, self.pdf.sha256[:16]]
        return reverse("issues:pdf", args=args)

    @property
    def masthead(self) -> dict[str, Any]:
        return dict(self.issue.frozen.get("masthead", {}))

    @property
    def readings(self) -> list[Reading]:
        return [reading for sheet in self.sheets for reading in sheet.articles]


def default_publication() -> Publication | None:
    return Publication.objects.filter(is_public=True).first()


def published(publication: Publication) -> Any:
    return Issue.objects.published().filter(publication=publication)


def find_issue(slug: str, reference: str) -> Issue | None:
    issues = Issue.objects.published().select_related("publication").filter(publication__slug=slug)
    if reference.startswith("s"):
        return issues.filter(pk=int(reference[1:]), number__isnull=True).first()
    return issues.filter(number=int(reference)).first()


def read_edition(issue: Issue) -> Edition:
    """All pages of a published issue in three queries, however many stories it has."""
    slug, reference = issue.publication.slug, issue.reference
    rows = issue.published_articles.order_by("page_number", "order")
    known = {row.article_id: Reading(row, slug) for row in rows}
    readings = defaultdict(list)
    for reading in known.values():
        readings[reading.row.page_number].append(reading)
    kinds = (EditionFile.Profile.WEB, EditionFile.Profile.WEBPDF)
    files = list(issue.files.filter(profile__in=kinds, is_current=True))
    pictures = {f.page_number: f for f in files if f.profile == EditionFile.Profile.WEB}
    whole = (f for f in files if f.profile != EditionFile.Profile.WEB and f.page_number is None)
    sheets = tuple(
        Sheet(
            number=page["number"],
            name=page["name"],
            picture=pictures.get(page["number"]),
            articles=tuple(readings[page["number"]]),
            known=known,
            slug=slug,
            reference=reference,
            artwork=tuple(page.get("artwork", ())),
            across=page.get("across", 1),
        )
        for page in issue.frozen.get("pages", [])
    )
    return Edition(issue, sheets, next(whole, None))


def neighbours(issue: Issue) -> tuple[Issue | None, Issue | None]:
    """The issue before and the one after; there may be several on one day."""
    issues = published(issue.publication).select_related("publication").newest_first()
    same_day = list(issues.filter(date=issue.date))
    index = [other.pk for other in same_day].index(issue.pk)
    later, earlier = same_day[:index], same_day[index + 1 :]
    before = earlier[0] if earlier else issues.filter(date__lt=issue.date).first()
    after = later[-1] if later else issues.filter(date__gt=issue.date).last()
    return before, after


@dataclass(frozen=True)
class Month:
    number: int
    weeks: list[list[tuple[int, list[Issue]]]]  # day 0: not of this month


def year_calendar(publication: Publication, year: int) -> list[Month]:
    """The months of a year with their issues, newest month last; months without issues too."""
    rows = published(publication).filter(year=year).select_related("publication").newest_first()
    by_day: dict[tuple[int, int], list[Issue]] = defaultdict(list)
    for issue in rows.reverse():
        by_day[issue.date.month, issue.date.day].append(issue)
    months = []
    for month in range(1, 13):
        weeks = [
            [(day, by_day.get((month, day), [])) for day in week]
            for week in calendar.monthcalendar(year, month)
        ]
        months.append(Month(month, weeks))
    return months


def years(publication: Publication) -> list[int]:
    return list(published(publication).order_by("-year").values_list("year", flat=True).distinct())


def scaled_photo(publication: Publication, sha256: str, width: int) -> Path | None:
    """A photo at one of our widths, made once. None when no published article shows it."""
    name = _published_photo(publication, sha256) if width in PHOTO_WIDTHS else None
    if name is None:
        return None
    target: Path = settings.VAR_DIR / "cache/photos" / f"{sha256}-{width}.jpg"
    if not target.is_file():
        try:
            data = _scaled(name, width)
        except OSError:  # lost, or no picture any more
            return None
        from issues.imposition import write_atomically

        write_atomically(target, data)
    return target


def _published_photo(publication: Publication, sha256: str) -> str | None:
    """Its file below the media folder, as frozen: the live articles may have moved on."""
    rows = PublishedArticle.objects.filter(
        issue__in=published(publication), photos__icontains=sha256
    )
    for photos in rows.values_list("photos", flat=True):
        for photo in photos:
            if photo["sha256"] == sha256:
                return str(photo["file"])
    return None


def _scaled(name: str, width: int) -> bytes:
    with default_storage.open(name) as file, Image.open(file) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((width, width * 3))
    buffer = io.BytesIO()
    upright.save(buffer, "JPEG", quality=84, optimize=True)
    return buffer.getvalue()
