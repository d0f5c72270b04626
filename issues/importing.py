"""The text of a printed page -> an issue with its articles. Nothing is saved before it is whole."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.auditing import Actor, account, name_of, record, require
from articles.editing import keep_revision, sign_article
from articles.models import Appointment, Article, Import, Official, Publication, Reporter
from articles.wording import in_words
from issues.models import Issue, Masthead
from issues.planning import lay_pages, place_article
from newsroom.copydesk.decode import decode_text
from newsroom.copydesk.officials import ProposedOfficial
from newsroom.copydesk.parse import html_from_blocks
from newsroom.copydesk.printed_page import (
    PrintedPage,
    PrintedStory,
    read_printed_page,
    story_from_printed,
)


class ImportRefusedError(Exception):
    """The text cannot become an issue; ``str()`` says why and what to do. Nothing was changed."""


@dataclass
class ImportResult:
    issue: Issue
    created: bool  # False: this very text was imported before, no row was touched
    record: Import


def read_upload(data: bytes) -> PrintedPage:
    """Understand a file without saving anything. Raises `UnreadableTextError` with a sentence."""
    names = Reporter.objects.values_list("name", flat=True)
    return read_printed_page(decode_text(data), known_reporters=list(names))


def find_publication(slug: str) -> Publication | None:
    return Publication.objects.filter(slug=slug).first()


def import_page(
    page: PrintedPage,
    *,
    original: bytes,
    file_name: str,
    by: Actor,
    publication: Publication | None = None,
    slug: str = "",
    officials: tuple[ProposedOfficial, ...] = (),
    fill: bool = False,
) -> ImportResult:
    """Create the issue and its articles in one transaction, or change nothing.

    The same bytes for the same publication a second time are answered with what they created.
    With ``fill`` an open issue of that number and day that has no stories yet is filled. Raises
    `ImportRefusedError` when the number or the date is taken otherwise.
    """
    require(by, "issues.import_issue")
    sha256 = hashlib.sha256(original).hexdigest()
    publication = publication or find_publication(slug)
    before = _imported_before(publication, sha256)
    if before is not None:
        return before
    day = _complete(page)
    with transaction.atomic():
        publication = publication or _publication_from(page, slug, day)
        issue = waiting_issue(publication, page, lock=True) if fill else None
        is_filled = issue is not None
        if issue is None:
            _refuse_taken(publication, page, day)
            issue = _create_issue(publication, page, day)
        articles = [_create_article(story, issue, by) for story in page.stories]
        for official in officials:
            register_official(official)
        kept = Import.objects.create(
            publication=publication,
            file_name=file_name[:200],
            original=original,
            sha256=sha256,
            understood=_understood(page),
            created={"issue": issue.pk, "articles": [article.pk for article in articles]},
            author=account(by),
            author_name=name_of(by),
        )
        record(by, "import_issue", issue, file=file_name, sha256=sha256, filled=is_filled)
    return ImportResult(issue, True, kept)


def _imported_before(publication: Publication | None, sha256: str) -> ImportResult | None:
    if publication is None:
        return None
    for kept in Import.objects.filter(publication=publication, sha256=sha256):
        issue = Issue.objects.filter(pk=kept.created.get("issue")).first()
        if issue is not None:
            return ImportResult(issue, False, kept)
    return None


def _complete(page: PrintedPage) -> datetime.date:
    """The day of an issue that has all it needs; refused otherwise."""
    if page.imprint.number is None or page.imprint.date is None:
        raise ImportRefusedError(
            _(
                "No masthead with a running number (总第…期) and a date was found in the text: "
                "add those lines at its top, or import it in the admin and fill them in there."
            )
        )
    if not page.stories:
        raise ImportRefusedError(_("The text has a masthead but no story below it."))
    for story in page.stories:
        if not story.headline:
            raise ImportRefusedError(
                _(
                    "The story that begins “%(start)s…” has no headline: write one above it, "
                    "or import the text in the admin and fill it in there."
                )
                % {"start": "".join(story.paragraphs)[:20]}
            )
    return page.imprint.date


def waiting_issue(
    publication: Publication | None, page: PrintedPage, *, lock: bool = False
) -> Issue | None:
    """The issue of that number and day that is open and has no stories yet."""
    if publication is None or page.imprint.number is None:
        return None
    issues = publication.issues.select_for_update(of=("self",)) if lock else publication.issues
    asked = {"number": page.imprint.number, "date": page.imprint.date}
    issue = issues.filter(**asked).first()
    if issue is None or issue.is_closed or issue.placements.exists():
        return None
    if page.imprint.year_number not in {None, issue.year_number}:
        return None
    return issue


def _refuse_taken(publication: Publication, page: PrintedPage, day: datetime.date) -> None:
    if publication.issues.filter(number=page.imprint.number).exists():
        raise ImportRefusedError(
            _(
                "Issue %(number)s of %(publication)s exists already with other text: "
                "nothing was changed. Correct the number, or edit that issue."
            )
            % {"number": page.imprint.number, "publication": publication}
        )
    in_year = publication.issues.filter(year=day.year, is_special=False)
    if in_year.filter(year_number=page.imprint.year_number).exists():
        raise ImportRefusedError(
            _(
                "%(publication)s has a number %(number)s in %(year)s already: nothing was changed. "
                "Correct the number in the year."
            )
            % {
                "publication": publication,
                "number": page.imprint.year_number,
                "year": day.year,
            }
        )


def _publication_from(page: PrintedPage, slug: str, day: datetime.date) -> Publication:
    """A paper that we did not know: everything we can say about it stands in its masthead."""
    slug = slug or slugify(page.imprint.latin_name or "")
    if not slug or not page.imprint.name:
        raise ImportRefusedError(
            _("The publication is not known and the text does not name it: say which one it is.")
        )
    publication = Publication.objects.create(slug=slug, name=page.imprint.name)
    Masthead.objects.create(
        publication=publication,
        valid_from=day,
        latin_name=page.imprint.latin_name or "",
        publisher=page.imprint.publisher or "",
        permit=page.imprint.permit or "",
        distribution=page.imprint.distribution or "",
        hotline=page.imprint.hotline or "",
        **({"hotline_label": page.imprint.hotline_label} if page.imprint.hotline_label else {}),
        schedule={"kind": "irregular"},
        page_names="",
    )
    return publication


def _create_issue(publication: Publication, page: PrintedPage, day: datetime.date) -> Issue:
    issue = Issue(
        publication=publication,
        date=day,
        number=page.imprint.number,
        year_number=page.imprint.year_number,
        **_overrides(publication, page, day),
    )
    issue.full_clean(exclude=["editors"])
    issue.save()
    lay_pages(issue, [""])
    return issue


def _overrides(publication: Publication, page: PrintedPage, day: datetime.date) -> dict[str, str]:
    """Weekday and lunar date as printed, where the calendar says otherwise."""
    computed = Issue(publication=publication, date=day)
    found: dict[str, str] = {}
    if page.imprint.weekday and page.imprint.weekday != computed.weekday:
        found["weekday_override"] = page.imprint.weekday
    if page.imprint.lunar_date and page.imprint.lunar_date != computed.lunar_date:
        found["lunar_override"] = page.imprint.lunar_date
    if found:
        found["override_reason"] = _("As printed in the imported issue.")
    return found


def _create_article(story: PrintedStory, issue: Issue, by: Actor) -> Article:
    copy = story_from_printed(story)
    article = Article(
        publication=issue.publication,
        kicker=copy.kicker,
        headline=copy.headline,
        deck=copy.deck,
        body=html_from_blocks(copy.blocks),
        language=issue.publication.language,
        status=Article.Status.EDITED,
    )
    try:
        article.full_clean()
    except ValidationError as error:
        raise ImportRefusedError(f"“{copy.headline}”: {' '.join(error.messages)}") from error
    article.save()
    sign_article(article, copy.bylines)
    keep_revision(article, by=by)
    place_article(article, issue, by=by)
    return article


def register_official(proposed: ProposedOfficial) -> Appointment:
    """Take a person named with a post into the register of officials."""
    official = Official.objects.by_name(proposed.name)
    if official is None:
        official = Official.objects.create(name=proposed.name)
    appointment, _created = Appointment.objects.get_or_create(
        official=official, post=proposed.post, defaults={"order": 100 + official.pk % 1000}
    )
    return appointment


def _understood(page: PrintedPage) -> dict[str, Any]:
    """The page as plain data, its doubts in the reader's language."""
    said = page.as_json()
    for doubt in said["doubts"]:
        doubt["message"] = in_words(doubt["message"])
    return said


def as_json(result: ImportResult, page: PrintedPage) -> dict[str, Any]:
    """The answer of ``import_issue --json``."""
    understood = _understood(page)
    return {
        "publication": result.issue.publication.slug,
        "issue": understood["issue"],
        "articles": understood["articles"],
        "doubts": understood["doubts"],
    }
