"""Editor HTML <-> story blocks. The only reader of HTML in the project.

Whatever an editor, a paste or an import hands us is hostile until `clean_html` has passed it
through the allow-list (nh3, a wrapper of Mozilla's ammonia).
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import escape
from html.parser import HTMLParser

import nh3

from newsroom.copydesk.story import Block, BlockKind, Mark, MarkKind

TAGS = {"p", "h3", "blockquote", "ul", "ol", "li", "strong", "em", "a", "br"} | {
    *("table", "thead", "tbody", "tr", "th", "td"),
}
SCHEMES = {"http", "https", "mailto"}
MOST_PASSES = 4
MAX_HTML = 5 * 1024 * 1024  # characters; a longer text is cut off by the caller's limits first

KIND_OF_TAG: dict[str, BlockKind] = {"h3": "subhead", "blockquote": "quote", "li": "item"}
MARK_OF_TAG: dict[str, MarkKind] = {"strong": "strong", "em": "emphasis", "a": "link"}
TAG_OF_MARK = {mark: tag for tag, mark in MARK_OF_TAG.items()}
LISTS = {"ol", "ul"}
ROW_ENDS = {"table", "thead", "tbody", "tr"}
CELLS = {"th", "td"}
MOST_CELLS, MOST_ROWS = 8, 60  # a larger table is no copy: its rows become paragraphs
FIRST_NUMBER = re.compile("[1-9][0-9]{0,3}")
SPACES = re.compile(r"[ \t\r\n\f\v\x85\u00a0\u2028\u2029]+")
# What pastes bring along and nobody sees: no width, no glyph.
INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\u2060\ufeff]+")
AROUND = " \u3000"  # an indent typed as 　　 is the layout's business
# What other editors call the same thing; nh3 would drop the tag and keep its text.
SYNONYMS = re.compile(
    r"(</?)(b|i|h1|h2|h4|h5|h6|div|section|article|header|footer|center)(?=[\s>/])", re.IGNORECASE
)
HEADINGS = dict.fromkeys(("h1", "h2", "h4", "h5", "h6"), "h3")
BOXES = dict.fromkeys(("div", "section", "article", "header", "footer", "center"), "p")
SAME_AS = {"b": "strong", "i": "em"} | BOXES | HEADINGS


def clean_html(html: str) -> str:
    """The project's own subset of HTML: `TAGS`, ``href`` and ``start``; everything else is gone.

    Scripts and styles go with their content, other unknown elements leave their text behind.
    """
    same = SYNONYMS.sub(lambda m: m.group(1) + SAME_AS[m.group(2).lower()], html[:MAX_HTML])
    cleaned = _allowed(same)
    # What a dropped element kept apart may nest wrongly now; another reading settles it.
    for _again in range(MOST_PASSES):
        before, cleaned = cleaned, _allowed(cleaned)
        if cleaned == before:
            break
    return cleaned


def _allowed(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags={"script", "style", "iframe", "noscript", "textarea", "title", "svg"},
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


@lru_cache(maxsize=256)
def blocks_from_html(html: str) -> tuple[Block, ...]:
    """The blocks of a piece of HTML, which is cleaned first. Empty blocks are dropped."""
    reader = _Reader()
    reader.feed(clean_html(html))
    reader.close()
    reader.end_block()
    return tuple(reader.blocks)


def html_from_blocks(blocks: tuple[Block, ...]) -> str:
    """Clean HTML of the blocks; neighbouring items share one list. Inverse of that reading."""
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None and block.is_more_of(before):
            parts[-1] = parts[-1].removesuffix("</li>") + f"<br>{_inline_html(block)}</li>"
        elif _shares_list(before, block) or (before and before.kind == block.kind == "row"):
            parts.append(_block_html(block))
        else:
            parts += [_list_end(before), _list_start(block), _block_html(block)]
        before = block
    return "".join([*parts, _list_end(before)])


def _shares_list(before: Block | None, block: Block) -> bool:
    if before is None or not before.kind == block.kind == "item":
        return False
    return block.number == (before.number + 1 if before.number else 0)


def _list_start(block: Block) -> str:
    if block.kind == "row":
        return "<table><tbody>"
    if block.kind != "item":
        return ""
    start = f' start="{block.number}"' if block.number > 1 else ""
    return f"<ol{start}>" if block.number else "<ul>"


def _list_end(block: Block | None) -> str:
    if block is not None and block.kind == "row":
        return "</tbody></table>"
    if block is None or block.kind != "item":
        return ""
    return "</ol>" if block.number else "</ul>"


def _row_html(block: Block) -> str:
    tag = "th" if block.is_header else "td"
    cells = (f"<{tag}>{_inline_html(_cell(block, *place))}</{tag}>" for place in block.cells())
    return f"<tr>{''.join(cells)}</tr>"


def _cell(block: Block, start: int, end: int) -> Block:
    """The words of one cell with their marks."""
    marks = (
        replace(m, start=max(m.start, start) - start, end=min(m.end, end) - start)
        for m in block.marks
    )
    return Block(block.text[start:end], marks=tuple(m for m in marks if m.start < m.end))


def _block_html(block: Block) -> str:
    if block.kind == "row":
        return _row_html(block)
    inline = _inline_html(block)
    if block.kind == "quote":
        return f"<blockquote><p>{inline}</p></blockquote>"
    tag = {"subhead": "h3", "item": "li"}.get(block.kind, "p")
    return f"<{tag}>{inline}</{tag}>"


def _inline_html(block: Block) -> str:
    """Cut at every mark border, so that overlapping marks nest properly."""
    borders = sorted({0, len(block.text), *(p for m in block.marks for p in (m.start, m.end))})
    parts = []
    for start, end in itertools.pairwise(borders):
        piece = escape(block.text[start:end], quote=False)
        for mark in block.marks:
            if mark.start <= start and end <= mark.end:
                tag = TAG_OF_MARK[mark.kind]
                href = f' href="{escape(mark.href)}"' if mark.kind == "link" else ""
                piece = f"<{tag}{href}>{piece}</{tag}>"
        parts.append(piece)
    return "".join(parts)


@dataclass
class _OpenMark:
    kind: MarkKind
    start: int
    href: str = ""
    depth: int = 1


@dataclass
class _Draft:
    kind: BlockKind = "paragraph"
    number: int = 0
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    cells: int = 0  # of a row
    is_header: bool = False


class _Reader(HTMLParser):
    """Turns cleaned HTML into blocks; inline marks are carried over block borders."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.kinds: list[tuple[str, BlockKind, int]] = []
        self.last_numbers: list[int | None] = []  # in each open list; None: it has no numbers
        self.open_marks: list[_OpenMark] = []
        self.draft = _Draft()
        self.rows = 0  # of the table at hand

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in MARK_OF_TAG:
            href = dict(attrs).get("href") or "" if tag == "a" else ""
            self._open_mark(MARK_OF_TAG[tag], href)
            return
        if self.draft.kind == "row" and tag not in ROW_ENDS:
            self._within_row(tag)
            return
        self.end_block()
        if tag == "tr":
            self.draft = _Draft("row")
        elif tag in LISTS:
            self.last_numbers.append(_start(dict(attrs)) - 1 if tag == "ol" else None)
        elif tag in KIND_OF_TAG:
            number = self._next_number() if tag == "li" else 0
            self.kinds.append((tag, KIND_OF_TAG[tag], number))
            self.draft = self._new_draft()

    def handle_endtag(self, tag: str) -> None:
        if tag in MARK_OF_TAG:
            self._close_mark(MARK_OF_TAG[tag])
            return
        if self.draft.kind == "row" and tag not in ROW_ENDS:
            return
        self.end_block()
        if tag == "table":
            self.rows = 0
        if tag in LISTS and self.last_numbers:
            self.last_numbers.pop()
        if self.kinds and self.kinds[-1][0] == tag:
            self.kinds.pop()
        self.draft = self._new_draft()

    def _within_row(self, tag: str) -> None:
        """A cell begins behind a tab; whatever else would begin a paragraph parts words."""
        draft = self.draft
        if tag in CELLS:
            if draft.cells:
                draft.text = draft.text.rstrip(AROUND) + "\t"
            draft.cells += 1
            draft.is_header |= tag == "th"
        elif draft.text and draft.text[-1] not in " \t":
            draft.text += " "

    def _next_number(self) -> int:
        """An item without words is dropped and has no number."""
        last = self.last_numbers[-1] if self.last_numbers else None
        return 0 if last is None else last + 1

    def _new_draft(self) -> _Draft:
        _tag, kind, number = self.kinds[-1] if self.kinds else ("", "paragraph", 0)
        return _Draft(kind, number)

    def handle_data(self, data: str) -> None:
        text = SPACES.sub(" ", INVISIBLE.sub("", data))
        if not self.draft.text:
            text = text.lstrip(AROUND)
        elif self.draft.text.endswith((" ", "\t")):
            text = text.lstrip(" " if self.draft.text.endswith(" ") else AROUND)
        self.draft.text += text

    def _open_mark(self, kind: MarkKind, href: str) -> None:
        """One mark of a kind at a time: thousands of nested ones cost no more than one."""
        if kind == "link":
            self._close_mark("link")
            if not href:
                return
        for mark in self.open_marks:
            if mark.kind == kind:
                mark.depth += 1
                return
        self.open_marks.append(_OpenMark(kind, len(self.draft.text), href))

    def _close_mark(self, kind: MarkKind) -> None:
        for mark in self.open_marks:
            if mark.kind == kind:
                mark.depth -= 1
                if not mark.depth:
                    self.open_marks.remove(mark)
                    self._keep(mark)
                return

    def _keep(self, mark: _OpenMark) -> None:
        self.draft.marks.append(Mark(mark.kind, mark.start, len(self.draft.text), mark.href))

    def end_block(self) -> None:
        for mark in self.open_marks:
            self._keep(mark)
            mark.start = 0
        text = self.draft.text.rstrip(AROUND)
        if self.draft.kind == "row":
            self._end_row(text)
        elif text:
            self._add(Block(text, self.draft.kind, _tidy(self.draft.marks, len(text))))
        self.draft = self._new_draft()

    def _end_row(self, text: str) -> None:
        """A row; of a table that is too large a paragraph, so that nothing is lost."""
        if not text.strip("\t" + AROUND):
            return
        self.rows += 1
        marks = _tidy(self.draft.marks, len(text))
        if self.draft.cells > MOST_CELLS or self.rows > MOST_ROWS:
            self.blocks.append(Block(text.replace("\t", "　").strip(AROUND), "paragraph"))
        else:
            self.blocks.append(Block(text, "row", marks, is_header=self.draft.is_header))

    def _add(self, block: Block) -> None:
        if self.draft.number and self.last_numbers:
            self.last_numbers[-1] = self.draft.number
            block = replace(block, number=self.draft.number)
        self.blocks.append(block)


def _start(attrs: dict[str, str | None]) -> int:
    """The number an ordered list begins with."""
    start = attrs.get("start") or ""
    return int(start) if FIRST_NUMBER.fullmatch(start) else 1


def _tidy(marks: list[Mark], length: int) -> tuple[Mark, ...]:
    """Marks within the text, empty ones gone, touching ones of one kind joined; sorted."""
    joined: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.kind, m.href, m.start, m.end)):
        end = min(mark.end, length)
        if mark.start >= end:
            continue
        last = joined[-1] if joined else None
        same = last and (last.kind, last.href) == (mark.kind, mark.href)
        if last and same and mark.start <= last.end:
            joined[-1] = Mark(last.kind, last.start, max(last.end, end), last.href)
        else:
            joined.append(Mark(mark.kind, mark.start, end, mark.href))
    return tuple(sorted(joined, key=lambda m: (m.start, m.end, m.kind, m.href)))
