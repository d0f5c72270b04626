"""Which words of the copy stand in another face: strong ones in Hei, emphasis in Kai.

Chinese has no italics. Inside a quotation, which is all in Kai, emphasis goes back to Song. A face
changes with its marks, but for these:

- The full-width marks of Kai are those of Song: its curly quotes are narrow, made for Latin.
- Marks side by side are in one face, the copy's own where they would not be: the painter squeezes
  no pair across a change of face.
- A combining character is in the face of what it combines with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

from newsroom.copydesk.story import Block
from newsroom.layout.linebreak import CLOSING, OPENING, Measured, Part, measure
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import FACES, FontRole, Line, LineStyle, Span

BODY = FACES["body"]
MARKS = re.compile(f"[{OPENING}{CLOSING}·・]+")


def spans_of(block: Block) -> tuple[Span, ...]:
    """The spans of a block's text that are not in the face of body copy, in order.

    A subhead is in one face; a link is nothing but its words.
    """
    is_quote = block.kind == "quote"
    if block.kind == "subhead" or not (is_quote or any(m.kind != "link" for m in block.marks)):
        return ()
    roles = _marked(block, "kai" if is_quote else BODY)
    _settle(block.text, roles)
    spans = []
    at = 0
    for role, run in groupby(roles):
        end = at + len(list(run))
        if role != BODY:
            spans.append(Span(at, end, role))
        at = end
    return tuple(spans)


def _marked(block: Block, own: FontRole) -> list[FontRole]:
    """The face each mark asks for; strong is stronger than emphasis."""
    roles = [own] * len(block.text)
    emphasis: FontRole = "kai" if own == BODY else BODY
    asked: tuple[tuple[str, FontRole], ...] = (("emphasis", emphasis), ("strong", "hei"))
    for kind, role in asked:
        for mark in block.marks:
            if mark.kind == kind:
                end = min(mark.end, len(roles))
                roles[mark.start : end] = [role] * (end - mark.start)
    return roles


def _settle(text: str, roles: list[FontRole]) -> None:
    """Give marks and combining characters the faces they can be painted in."""
    for found in MARKS.finditer(text):
        start, end = found.span()
        asked = set(roles[start:end])
        if "kai" in asked or len(asked) > 1:
            roles[start:end] = [BODY] * (end - start)
    for at, char in enumerate(text):
        if at and ord(char) > 0x2FF and unicodedata.category(char) in ("Mn", "Me"):
            roles[at] = roles[at - 1]


def clipped(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """The spans of ``text[start:end]``, counted from its own beginning."""
    if not spans:
        return ()
    return tuple(
        Span(max(span.start, start) - start, min(span.end, end) - start, span.role)
        for span in spans
        if span.start < end and span.end > start
    )


def measured(
    text: str, spans: Sequence[Span], book: TypeBook, style: LineStyle = "body"
) -> Measured:
    """The text ready for breaking, each span in its face."""
    face = book[FACES[style]]
    if not spans:
        return measure(text, face, book.rules)
    parts = tuple(Part(s.start, s.end, book[s.role]) for s in spans)
    return measure(text, face, book.rules, parts)


def measured_line(line: Line, book: TypeBook) -> Measured:
    """The text of one printed line, without tail."""
    return measured(line.text, line.spans, book, line.style)


def roles_of(line: Line) -> list[FontRole | None]:
    """The face of each character, None that of the line's style."""
    roles: list[FontRole | None] = [None] * len(line.text)
    for span in line.spans:
        roles[span.start : span.end] = [span.role] * (span.end - span.start)
    return roles


def last_role(line: Line) -> FontRole:
    """The face of the last character, and of the hyphen behind it."""
    own = FACES[line.style]
    return next((s.role for s in line.spans if s.end >= len(line.text)), own)
