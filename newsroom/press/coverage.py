"""Is there a glyph for every character? The painter would leave the place empty without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import NamedTuple

from newsroom.copydesk.story import Block, printed_byline
from newsroom.layout.inline import spans_of
from newsroom.layout.insets import BULLET
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import FACES, CopyItem, FontRole
from newsroom.press.nameplate import Folio, MastheadCopy

MASTHEAD = "masthead"
NOT_PRINTED = {"language"}
NEAR = 8  # characters on either side
STOPS = "　（）\n。，、"


@dataclass(frozen=True)
class MissingCharacter:
    """``char`` is in the copy of ``where`` but not in the face it would be printed in.

    ``where`` is the id of a story, ``masthead``, or ``page 3`` for a folio; ``part`` is what of it
    (headline, byline, copy …), ``near`` the name or the few words the character first stands in.
    """

    where: str
    char: str
    font: FontRole
    part: str
    near: str = field(default="", compare=False)


@dataclass(frozen=True)
class Substitute:
    """``char`` of ``where`` is printed in the face ``by``, since that of ``font`` has it not."""

    where: str
    char: str
    font: FontRole
    by: str  # the code of the face
    part: str
    near: str = field(default="", compare=False)


class _Printed(NamedTuple):
    where: str
    part: str
    text: str
    font: FontRole


def missing_characters(
    items: Iterable[CopyItem],
    masthead: MastheadCopy | None,
    book: TypeBook,
    folios: Mapping[int, Folio] | None = None,
) -> list[MissingCharacter]:
    """Every character without a glyph in any face, once for each part and face, in order."""
    found: dict[MissingCharacter, None] = {}
    for where, part, text, font in _printed(items, masthead, folios or {}):
        for char in book[font].missing(text):
            found.setdefault(MissingCharacter(where, char, font, part, near(char, text)))
    return list(found)


def substituted_characters(
    items: Iterable[CopyItem],
    masthead: MastheadCopy | None,
    book: TypeBook,
    folios: Mapping[int, Folio] | None = None,
) -> list[Substitute]:
    """Every character that another face stands in for, as `missing_characters`."""
    found: dict[Substitute, None] = {}
    for where, part, text, font in _printed(items, masthead, folios or {}):
        for char in book[font].substituted(text):
            by = book.face_of(char, font)
            if by is not None:
                found.setdefault(Substitute(where, char, font, by, part, near(char, text)))
    return list(found)


def near(char: str, text: str) -> str:
    """The name or the few words around the first ``char`` of ``text``."""
    at = text.index(char)
    start = max(0, at - NEAR, *(text.rfind(stop, 0, at) + 1 for stop in STOPS))
    ends = [end for stop in STOPS if (end := text.find(stop, at + 1)) >= 0]
    return text[start : min(at + NEAR + 1, *ends, len(text))]


def _printed(
    items: Iterable[CopyItem], masthead: MastheadCopy | None, folios: Mapping[int, Folio]
) -> Iterator[_Printed]:
    """Where, what, and in which face; a headline may be set in Song or in Hei."""
    for item in items:
        for part, text, font in _of_item(item):
            yield _Printed(item.id, part, text, font)
    if masthead is not None:
        yield from _of_masthead(masthead)
    for number, folio in folios.items():
        where, rest = f"page {number}", (folio.publication, folio.date_line, folio.editor)
        yield _Printed(where, "folio", folio.name, "hei_heavy")
        yield _Printed(where, "folio", "　".join(rest), "hei")


def _of_masthead(masthead: MastheadCopy) -> Iterator[_Printed]:
    name = masthead.name, masthead.latin_name, masthead.day
    yield _Printed(MASTHEAD, "masthead", "　".join(name), "song_heavy")
    printed = (getattr(masthead, f.name) for f in fields(masthead) if f.name not in NOT_PRINTED)
    rest = "　".join(printed)
    for font in ("song", "hei", "hei_heavy"):
        yield _Printed(MASTHEAD, "masthead", rest, font)


def _of_item(item: CopyItem) -> Iterator[tuple[str, str, FontRole]]:
    story = item.story
    yield "headline", story.headline, "song_heavy"
    yield "headline", story.headline, "hei_heavy"
    yield "kicker", story.kicker, "kai"
    yield "deck", story.deck, "kai"
    yield "byline", printed_byline(story.bylines), "kai"
    for block in story.blocks:
        for text, font in _of_block(block):
            yield "subhead" if block.kind == "subhead" else "copy", text, font
    if item.drop_initial and story.blocks:
        yield "copy", story.blocks[0].text[:1], "song_heavy"
    yield "quote", item.pull_quote, "kai"
    for photo in item.photos:
        yield "caption", photo.caption, "kai"
        yield "credit", photo.credit, "kai"


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
