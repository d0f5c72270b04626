"""Which characters of an issue or a story no face has, and which another face prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.models import Article
from articles.wording import in_words
from issues.dummy import Dummy, photo_spec, type_book
from issues.faces import missing_in_words, substitute_in_words
from issues.models import Masthead, Placement
from issues.planning import local_today
from issues.typefaces import faces_for
from issues.wording import pages_in_words
from newsroom.layout.plan import CopyItem
from newsroom.press.coverage import (
    MASTHEAD,
    MissingCharacter,
    Substitute,
    missing_characters,
    substituted_characters,
)
from newsroom.press.fontset import Faces, FontSetError
from newsroom.press.nameplate import Folio, MastheadCopy


@dataclass(frozen=True)
class Characters:
    """What is not printed as a matter of course, a sentence each."""

    missing: tuple[str, ...] = ()
    substituted: tuple[str, ...] = ()
    unprintable: frozenset[str] = frozenset()  # keys of the stories that cannot be printed


def characters_of(
    dummy: Dummy, masthead: MastheadCopy | None, folios: Mapping[int, Folio]
) -> Characters:
    """All that the issue prints, looked up in the faces it is set in."""
    try:
        missing = missing_in(dummy, masthead, folios)
        substituted = substitutes_in(dummy, masthead, folios)
    except FontSetError as error:
        return Characters(missing=(in_words(error),))
    names = names_of_places(dummy.items, folios)
    return _told(missing, substituted, names)


def characters_of_article(article: Article) -> Characters:
    """The same of one story, in the faces of the issue it is placed in, or of today's paper."""
    masthead = _masthead_of(article)
    photos = article.article_photos.select_related("photo")
    item = CopyItem(str(article.pk), article.story(), photos=tuple(map(photo_spec, photos)))
    names = {item.id: ""}  # on its own screen a story need not be named
    try:
        faces = faces_for(masthead.font_roles if masthead else {})
        book = type_book(faces=faces)
        missing = missing_characters([item], None, book)
        rows = _rows(substituted_characters([item], None, book), faces, names)
    except FontSetError as error:
        return Characters(missing=(in_words(error),))
    return _told(missing, rows, names)


def missing_in(
    dummy: Dummy, masthead: MastheadCopy | None, folios: Mapping[int, Folio]
) -> list[MissingCharacter]:
    """What no face has. Raises `FontSetError`."""
    book = type_book(faces=dummy.faces)
    return missing_characters(dummy.items, masthead, book, _inner(folios))


def substitutes_in(
    dummy: Dummy, masthead: MastheadCopy | None, folios: Mapping[int, Folio]
) -> list[dict[str, str]]:
    """What another face prints, as it is stored with a file. Raises `FontSetError`."""
    book = type_book(faces=dummy.faces)
    found = substituted_characters(dummy.items, masthead, book, _inner(folios))
    return _rows(found, dummy.faces, names_of_places(dummy.items, folios))


def names_of_places(items: Iterable[CopyItem], folios: Iterable[int]) -> dict[str, str]:
    """What the press calls a place (a story's key, ``page 3``, the masthead), in words."""
    names = {f"page {number}": pages_in_words([number]) for number in folios}
    names |= {item.id: " ".join(item.story.headline.split()) for item in items}
    return names | {MASTHEAD: _("masthead")}


def _inner(folios: Mapping[int, Folio]) -> dict[int, Folio]:
    """Page one has the nameplate in the place of a folio."""
    return {number: head for number, head in folios.items() if number > 1}


def _rows(found: list[Substitute], faces: Faces, names: Mapping[str, str]) -> list[dict[str, str]]:
    """Each character once for each part of a place; own faces go by what people call them."""
    codes = dict(faces)
    once = {(s.where, s.char, s.part): s for s in reversed(found)}  # a headline: Song or Hei
    return [
        {
            "where": names[s.where],
            "char": s.char,
            "font": codes[s.font].label or codes[s.font].code,
            "by": s.by,
            "part": s.part,
            "near": s.near,
        }
        for s in reversed(once.values())
    ]


def _told(
    missing: list[MissingCharacter], rows: list[dict[str, str]], names: Mapping[str, str]
) -> Characters:
    once = {(m.where, m.char, m.part): m for m in reversed(missing)}
    return Characters(
        tuple(missing_in_words(names[m.where], m) for m in reversed(once.values())),
        tuple(substitute_in_words(row) for row in rows),
        frozenset(m.where for m in missing),
    )


def _masthead_of(article: Article) -> Masthead | None:
    placement: Placement | None = getattr(article, "placement", None)
    if placement is not None:
        return placement.issue.masthead
    today = local_today(article.publication)
    return Masthead.objects.in_force(article.publication, today)
