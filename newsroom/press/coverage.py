"""Is there a glyph for every character? The painter would leave the place empty without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from newsroom.copydesk.story import Block, printed_byline
from newsroom.layout.inline import spans_of
from newsroom.layout.insets import BULLET
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import FACES, CopyItem, FontRole
from newsroom.press.nameplate import Folio, MastheadCopy

MASTHEAD = "masthead"
NOT_PRINTED = {"language"}


@dataclass(frozen=True)
class MissingCharacter:
    """``char`` is in the copy of ``where`` but not in the face it would be printed in.

    ``where`` is the id of a story, ``masthead``, or ``page 3`` for a folio.
    """

    where: str
    char: str
    font: FontRole


@dataclass(frozen=True)
class Substitute:
    """``char`` of ``where`` is printed in the face ``by``, since ``font`` has it not."""

    where: str
    char: str
    font: FontRole
    by: FontRole


def missing_characters(
    items: Iterable[CopyItem],
    masthead: MastheadCopy,
    book: TypeBook,
    folios: Mapping[int, Folio] | None = None,
) -> list[MissingCharacter]:
    """Every character without a glyph in any face, once for each story and face, in order."""
    found: dict[MissingCharacter, None] = {}
    for where, text, font in _printed(items, masthead, folios or {}):
        for char in book[font].missing(text):
            found[MissingCharacter(where, char, font)] = None
    return list(found)


def substituted_characters(
    items: Iterable[CopyItem],
    masthead: MastheadCopy,
    book: TypeBook,
    folios: Mapping[int, Folio] | None = None,
) -> list[Substitute]:
    """Every character that another face stands in for, as `missing_characters`."""
    found: dict[Substitute, None] = {}
    for where, text, font in _printed(items, masthead, folios or {}):
        for char in book[font].substituted(text):
            by = book.face_of(char, font)
            if by is not None:
                found[Substitute(where, char, font, by)] = None
    return list(found)


def _printed(
    items: Iterable[CopyItem], masthead: MastheadCopy, folios: Mapping[int, Folio]
) -> Iterator[tuple[str, str, FontRole]]:
    """Where, what, and in which face; a headline may be set in Song or in Hei."""
    for item in items:
        for text, font in _of_item(item):
            yield item.id, text, font
    name = masthead.name + masthead.latin_name + masthead.day
    yield MASTHEAD, name, "song_heavy"
    rest = "".join(getattr(masthead, f.name) for f in fields(masthead) if f.name not in NOT_PRINTED)
    for font in ("song", "hei", "hei_heavy"):
        yield MASTHEAD, rest, font
    for number, folio in folios.items():
        yield f"page {number}", folio.name, "hei_heavy"
        yield f"page {number}", folio.publication + folio.date_line, "hei"


def _of_item(item: CopyItem) -> Iterator[tuple[str, FontRole]]:
    story = item.story
    yield story.headline, "song_heavy"
    yield story.headline, "hei_heavy"
    yield story.kicker + story.deck + printed_byline(story.bylines), "kai"
    for block in story.blocks:
        yield from _of_block(block)
    for photo in item.photos:
        yield photo.caption + photo.credit, "kai"


def _of_block(block: Block) -> Iterator[tuple[str, FontRole]]:
    """The text in the face of its block, cut where spans have their own."""
    face = FACES["subhead" if block.kind == "subhead" else "body"]
    at = 0
    for span in spans_of(block):
        yield block.text[at : span.start], face
        yield block.text[span.start : span.end], span.role
        at = span.end
    yield block.text[at:], face
    if block.kind == "item":
        yield BULLET, face
