"""Loads the invented sample paper: the demo's content, also used by tests."""

from __future__ import annotations

import datetime
import hashlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction

from articles.editing import keep_revision, sign_article
from articles.models import (
    Appointment,
    Article,
    ArticlePhoto,
    Official,
    Photo,
    Publication,
    Reporter,
    Section,
)
from issues.models import Artwork, ArtworkSize, Issue, Masthead, Placement
from issues.planning import lay_pages
from issues.sample.notices import ALT, SENDER, TITLE, draw_notice
from issues.sample.pictures import draw_all
from newsroom.copydesk.parse import html_from_blocks
from newsroom.copydesk.story import Block, Byline

SAMPLE = Path(__file__).resolve().parent / "sample"


def read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((SAMPLE / name).read_text(encoding="utf-8"))
    return data


def load_sample(say: Callable[[str], object] = lambda line: None) -> list[Issue]:
    """The sample's issues, oldest first; what is there already is left as it is."""
    facts = read("publication.json")
    names = sorted(path.name for path in SAMPLE.glob("issue-*.json"))
    known = Publication.objects.filter(slug=facts["slug"]).first()
    if known and known.issues.count() >= len(names):
        return list(known.issues.order_by("date"))
    with tempfile.TemporaryDirectory() as folder:
        say("Drawing the pictures")
        pictures = {path.name: path for path in draw_all(Path(folder))}
        with transaction.atomic():
            publication = _publication(facts)
            photos = {name: _photo(path) for name, path in pictures.items()}
            _notice(publication, Path(folder))
            return [_issue(publication, read(name), photos) for name in names]


def _publication(facts: dict[str, Any]) -> Publication:
    publication, created = Publication.objects.get_or_create(
        slug=facts["slug"],
        defaults={key: facts[key] for key in ("name", "kind", "language")},
    )
    if not created:
        return publication
    Masthead.objects.create(publication=publication, **_masthead_facts(facts))
    for order, name in enumerate(facts["sections"]):
        Section.objects.create(publication=publication, name=name, order=order)
    for reporter in facts["reporters"]:
        Reporter.objects.get_or_create(name=reporter["name"], defaults={"kind": reporter["kind"]})
    for order, entry in enumerate(facts["officials"], start=1):
        official, _created = Official.objects.get_or_create(name=entry["name"])
        Appointment.objects.create(
            official=official,
            post=entry["post"],
            organisation=entry.get("organisation", ""),
            order=order * 10,
            from_date=entry.get("from_date") or entry.get("from"),
        )
    return publication


def _notice(publication: Publication, folder: Path) -> None:
    """A public-service notice that may fill up pages."""
    if publication.artwork.exists():
        return
    artwork = Artwork.objects.create(
        publication=publication,
        title=TITLE,
        nature=Artwork.Nature.NOTICE,
        source=SENDER,
        alt=ALT,
        is_filler=True,
    )
    for path, columns in draw_notice(folder, settings.FONT_ROOT).items():
        ArtworkSize.objects.create(artwork=artwork, photo=_photo(path), columns=columns)


def _masthead_facts(facts: dict[str, Any]) -> dict[str, Any]:
    masthead = facts["masthead"]
    keys = (
        *("latin_name", "publisher", "permit", "distribution", "hotline", "hotline_label"),
        *("address", "printer", "print_run", "schedule", "page_unit"),
    )
    found = {key: masthead[key] for key in keys if key in masthead}
    found.setdefault("latin_name", facts.get("latin_name", ""))
    if "schedule" in facts:
        found.setdefault("schedule", facts["schedule"])
    return found | {"valid_from": datetime.date(2020, 1, 1)}


def _photo(path: Path) -> Photo:
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    known = Photo.objects.filter(sha256=sha256).first()
    if known:
        return known
    photo = Photo(sha256=sha256, size=len(data), title=path.stem)
    with path.open("rb") as file:
        photo.file.save(path.name, File(file), save=True)
    return photo


def _issue(publication: Publication, facts: dict[str, Any], photos: dict[str, Photo]) -> Issue:
    known = publication.issues.filter(number=facts["number"]).first()
    if known:
        return known
    issue = Issue.objects.create(
        publication=publication,
        number=facts["number"],
        year_number=facts["year_number"],
        date=datetime.date.fromisoformat(facts["date"]),
    )
    issue.editors.set(
        Reporter.objects.get_or_create(name=name)[0] for name in facts.get("editors", [])
    )
    lay_pages(issue, [page["name"] for page in facts["pages"]])
    pages = {page.number: page for page in issue.pages.all()}
    for order, entry in enumerate(facts["articles"]):
        article = _article(publication, entry, photos)
        Placement.objects.create(
            article=article,
            issue=issue,
            page=pages[entry["page"]],
            order=order,
            boxed=entry.get("boxed", False),
        )
    return issue


def _article(publication: Publication, entry: dict[str, Any], photos: dict[str, Photo]) -> Article:
    blocks = tuple(
        Block(block["text"], block.get("kind", "paragraph")) for block in entry["blocks"]
    )
    article = Article.objects.create(
        publication=publication,
        kicker=entry.get("kicker") or "",
        headline=entry["headline"],
        deck=entry.get("deck") or "",
        body=html_from_blocks(blocks),
        kind=entry.get("kind", "news"),
        section=Section.objects.filter(publication=publication, name=entry["section"]).first(),
        priority=entry["priority"],
        may_jump=entry.get("may_jump", True),
        language=publication.language,
        status=Article.Status.EDITED,
    )
    sign_article(article, tuple(Byline(b["role"], b["name"]) for b in entry.get("bylines", [])))
    for order, use in enumerate(entry.get("photos", [])):
        photo = photos[use["file"]]
        Photo.objects.filter(pk=photo.pk).update(credit=use["credit"], alt=use["alt"])
        focal = use.get("focal", [0.5, 0.5])
        ArticlePhoto.objects.create(
            article=article,
            photo=photo,
            order=order,
            caption=use["caption"],
            focal_x=focal[0],
            focal_y=focal[1],
        )
    keep_revision(article, by=None)
    return article
