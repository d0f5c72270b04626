"""Links of the copy in a file that is read on a screen; on paper they are nothing but their words.

A link ends before the marks that stand beside others which are not in it: the painter squeezes no
pair of marks across its border.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote, urlsplit

from newsroom.copydesk.parse import SCHEMES
from newsroom.copydesk.story import Block
from newsroom.layout.inline import MARKS
from newsroom.layout.plan import Line, Module
from newsroom.layout.prohibition import PLAIN, LineRules
from newsroom.press.columns import painted_line
from newsroom.press.marks import Copy, Mark, PaintedLine
from newsroom.press.reading import Pages
from newsroom.press.sheet import Section

MOST = 2000  # characters of an address; readers of PDF take hardly more
SAFE = "%/:=&?~#+!$,;'@()*[]-._"


def with_links(pages: Pages, rules: LineRules = PLAIN) -> Pages:
    """The same pages, words that lead somewhere told as such. Addresses are made plain ASCII."""
    blocks = {item.id: item.story.blocks for item in pages.items if _has_links(item.story.blocks)}
    if not blocks:
        return pages
    shown = tuple(
        _linked_page(marks, sections, plan.modules, blocks, rules)
        for marks, sections, plan in zip(
            pages.sheet.pages, pages.sheet.sections, pages.plan.pages, strict=True
        )
    )
    return replace(pages, sheet=replace(pages.sheet, pages=shown))


def _has_links(blocks: Sequence[Block]) -> bool:
    return any(mark.kind == "link" for block in blocks for mark in block.marks)


def _linked_page(
    marks: Sequence[Mark],
    sections: Sequence[Section],
    modules: Sequence[Module],
    blocks: dict[str, tuple[Block, ...]],
    rules: LineRules,
) -> tuple[Mark, ...]:
    shown = list(marks)
    for section, module in zip(sections, modules, strict=False):
        if module.item_id in blocks:
            own = blocks[module.item_id]
            lines = (
                painted_line(line, rules, _hrefs(line, own))
                for leg in module.legs
                for line in leg.lines
            )
            for at in range(section.first, section.end):
                shown[at] = _linked(shown[at], lines)
    return tuple(shown)


def _linked(mark: Mark, lines: Iterator[PaintedLine]) -> Mark:
    """A mark of copy with the next of ``lines``; other marks, and captions, as they are."""
    if not isinstance(mark, Copy) or any(p.style == "caption" for p in mark.paragraphs):
        return mark
    paragraphs = tuple(
        replace(p, lines=tuple(next(lines) for _line in p.lines)) for p in mark.paragraphs
    )
    return replace(mark, paragraphs=paragraphs)


def _hrefs(line: Line, blocks: Sequence[Block]) -> list[str]:
    """Where each character of the line leads; empty where none does."""
    if line.block < 0:
        return []
    start = line.end - len(line.text)  # a drop initial is not in the text
    hrefs = [""] * len(line.text)
    for mark in blocks[line.block].marks:
        if mark.kind == "link" and mark.start < line.end and mark.end > start:
            first, end = max(mark.start, start) - start, min(mark.end, line.end) - start
            hrefs[first:end] = [address(mark.href)] * (end - first)
    for found in MARKS.finditer(line.text):
        first, end = found.span()
        if len(set(hrefs[first:end])) > 1:
            hrefs[first:end] = [""] * (end - first)
    return hrefs


def address(href: str) -> str:
    """The address as a PDF may have it (ISO 32000-1, 12.6.4.7), or nothing."""
    try:
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        return ""
    plain = quote(href, safe=SAFE)
    return plain if scheme in SCHEMES and len(plain) <= MOST else ""
