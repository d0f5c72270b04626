"""Reads an exported PDF back and compares it with the plan: nothing is released unseen.

PDFium reads, which did not make the file, what stands where; `preflight` looks at the rest. Points,
origin at the top left of the trimmed page, unless a name says otherwise.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.geometry import MM, PageGrid
from newsroom.layout.initials import initial_size
from newsroom.layout.linebreak import is_forbidden_end, is_forbidden_start
from newsroom.layout.photos import CAPTION_SIZE
from newsroom.layout.plan import (
    ArtFrame,
    CopyItem,
    EditionPlan,
    HeadLine,
    Leg,
    Line,
    Module,
    PagePlan,
    PhotoFrame,
    Quote,
)
from newsroom.layout.prohibition import PLAIN, LineRules
from newsroom.press.artwork import LABEL_SIZE, label_top
from newsroom.press.marks import Mark, Text
from newsroom.press.quotes import line_tops

ASCENT = 0.88  # of the size: from the top of a line box to its baseline, as the painter is told
OFF_GRID = 0.05
NEAR = 0.5  # points: baselines no further apart are read as one
FAR = 1e6
LINE_END_HYPHEN = 2  # the code the reader hands out instead of a hyphen at a line end
# The reader hands out the letters of a ligature that somebody pasted.
LIGATURES = {ord(char): unicodedata.normalize("NFKC", char) for char in "ﬀﬁﬂﬃﬄ"}


@dataclass(frozen=True)
class Fault:
    """Where the file is not what was planned. ``page`` 0 is the file as a whole."""

    code: str
    page: int
    detail: Sentence

    def __str__(self) -> str:
        return f"page {self.page}: {self.detail}" if self.page else self.detail


@dataclass(frozen=True)
class Report:
    """What reading back found; the file may go to the printer when ``faults`` is empty."""

    faults: tuple[Fault, ...]
    figures: dict[str, int | float]


class _Char(NamedTuple):
    char: str
    x: float
    y: float
    place: int  # in the reading order of the page


@dataclass
class _Count:
    rules: LineRules
    faults: list[Fault] = field(default_factory=list)
    lines: int = 0
    characters: int = 0
    off_grid: int = 0
    largest_deviation: float = 0.0
    rebroken: int = 0
    forbidden_starts: int = 0
    forbidden_ends: int = 0

    def fault(self, code: str, page: int, detail: Sentence) -> None:
        self.faults.append(Fault(code, page, detail))


def verify(
    pdf: bytes,
    plan: EditionPlan,
    items: Iterable[CopyItem],
    grid: PageGrid,
    furniture: Sequence[Sequence[Mark]] = (),
    rules: LineRules = PLAIN,
) -> Report:
    """Compare the press PDF with the plan it was made from, character by character.

    ``grid`` is that of a single page. ``furniture`` is the sheet's: nameplate or folio of each
    page, and the imprint. Without it nothing but their place is checked.
    """
    return verify_text(pdf, plan, items, grid, rules, furniture=furniture)


@dataclass(frozen=True)
class Beside:
    """Words that were added to a page for its readers: ``y`` their baseline, points of the page."""

    text: str
    left: float
    right: float
    y: float


def verify_text(
    pdf: bytes,
    plan: EditionPlan,
    items: Iterable[CopyItem],
    grid: PageGrid,
    rules: LineRules = PLAIN,
    *,
    scales: Sequence[float] = (),
    beside: Sequence[Sequence[Beside]] = (),
    furniture: Sequence[Sequence[Mark]] = (),
) -> Report:
    """Compare the text of any PDF of these pages with the plan, character by character.

    Each page lies in the TrimBox, at its part of ``scales`` of its size; ``beside`` are the words
    each page has besides its own, ``furniture`` as in `verify`.
    """
    count = _Count(rules)
    printed: dict[str, list[str]] = defaultdict(list)
    pages = _read_pages(pdf, grid, scales)
    if len(pages) != len(plan.pages):
        said = _(
            "The file has %(found)s pages instead of %(planned)s.",
            found=len(pages),
            planned=len(plan.pages),
        )
        count.fault("pages", 0, said)
    own: Sequence[Sequence[Mark] | None] = furniture or [None] * len(plan.pages)
    for at, (chars, page, marks) in enumerate(zip(pages, plan.pages, own, strict=False)):
        found, its = _Found(chars), page.on(grid)
        for words in beside[at] if beside else ():
            _compare_words(found, words, page, count)
        _compare_page(found, page, its, printed, count)
        _compare_furniture(found, marks or (), page, count)
        _compare_rest(found, page, its, count, known=marks is not None)
    for item in items:
        _compare_story(item, printed, count)
    return Report(tuple(count.faults), _figures(count, len(pages)))


def _compare_words(found: _Found, words: Beside, page: PagePlan, count: _Count) -> None:
    text = "".join(char.char for char in found.take(words.y, words.left, words.right))
    if text != _bare(words.text):
        count.fault("frame", page.number, _misprint(words.text, text))


def _figures(count: _Count, pages: int) -> dict[str, int | float]:
    return {
        "pages": pages,
        "lines": count.lines,
        "characters": count.characters,
        "off_grid": count.off_grid,
        "largest_deviation_pt": round(count.largest_deviation, 4),
        "rebroken": count.rebroken,
        "forbidden_starts": count.forbidden_starts,
        "forbidden_ends": count.forbidden_ends,
    }


def _read_pages(pdf: bytes, grid: PageGrid, scales: Sequence[float] = ()) -> list[list[_Char]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            list(_read_page(page, grid, scales[at] if at < len(scales) else 1.0))
            for at, page in enumerate(document)
        ]
    finally:
        document.close()


def _read_page(page: Any, grid: PageGrid, scale: float) -> Iterator[_Char]:
    """Every visible character with its origin. Read through the raw calls: there are thousands."""
    left, bottom, _right, _top = page.get_trimbox()
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    raw = text.raw
    unicode_at, origin_at = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharOrigin
    px, py = ctypes.byref(x), ctypes.byref(y)
    height = grid.trim_height
    bleed = grid.bleed_mm * MM
    high = 0
    for index in range(text.count_chars()):
        code = unicode_at(raw, index)
        if 0xD800 <= code < 0xDC00:  # the reader hands out UTF-16
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        char = "-" if code == LINE_END_HYPHEN else chr(code)
        if not _is_seen(char):
            continue
        origin_at(raw, index, px, py)
        down = height - (y.value - bottom) / scale
        if bleed and not -bleed < down < height + bleed:
            continue  # the printer's slug line, cut off with the slug
        yield _Char(char, (x.value - left) / scale, down, index)
    text.close()
    page.close()


_place = attrgetter("place")


class _Found:
    """The characters of a page by their baseline; those that were expected are taken out."""

    def __init__(self, chars: Sequence[_Char]) -> None:
        self.rows: dict[int, list[_Char]] = defaultdict(list)  # by whole points
        for char in chars:
            self.rows[math.floor(char.y)].append(char)

    def take(self, y: float, left: float, right: float, reach: float = 0.6) -> list[_Char]:
        """Characters within ``reach`` points of a baseline that begin between left and right.

        In reading order, not by their origins: an opening bracket that lost the white before it
        has its origin left of a narrow letter before it.
        """
        taken: list[_Char] = []
        high, low = y - reach, y + reach
        for key in range(math.floor(high), math.floor(low) + 1):
            others: list[_Char] = []
            for char in self.rows.get(key, ()):
                inside = left <= char.x < right and high <= char.y <= low
                (taken if inside else others).append(char)
            self.rows[key] = others
        return sorted(taken, key=_place)

    def take_square(self, left: float, top: float, size: float, length: float) -> list[_Char]:
        """Characters that begin in a rectangle ``size`` wide and ``length`` deep, downwards."""
        taken: list[_Char] = []
        for key, row in self.rows.items():
            others: list[_Char] = []
            for char in row:
                inside = left <= char.x < left + size and top - 0.3 <= char.y < top + length
                (taken if inside else others).append(char)
            self.rows[key] = others
        return sorted(taken, key=lambda char: (char.y, char.x))

    def rest(self) -> list[_Char]:
        return [char for row in self.rows.values() for char in row]


def _compare_page(
    found: _Found,
    page: PagePlan,
    grid: PageGrid,
    printed: dict[str, list[str]],
    count: _Count,
) -> None:
    for module in page.modules:
        for head in module.head:
            if head.direction == "vertical":
                _compare_upright(found, head, module, page, grid, count)
            else:
                _compare_head(found, head, module, page, grid, count)
        for leg in module.legs:
            for offset, line in enumerate(leg.lines):
                text = _compare_line(found, leg, offset, line, page, grid, count)
                if line.block >= 0:
                    printed[module.item_id].append(text)
        for quote in module.quotes:
            _compare_quote(found, quote, page, grid, count)
        for photo in module.photos:
            _compare_caption(found, photo, page, grid, count)
    for frame in page.artwork:
        _compare_label(found, frame, page, grid, count)


@lru_cache(maxsize=65_536)
def _is_seen(char: str) -> bool:
    """Spaces leave no mark on paper, nor do control and format characters: none is painted."""
    return not char.isspace() and unicodedata.category(char) not in ("Cf", "Cc")


@lru_cache(maxsize=16_384)  # the lines of an edition, which hardly change between two exports
def _bare(text: str) -> str:
    return "".join(char for char in text.translate(LIGATURES) if _is_seen(char))


def _misprint(planned: str, printed: str) -> Sentence:
    return _("“%(planned)s” was printed as “%(printed)s”.", planned=planned, printed=printed)


def _compare_head(
    found: _Found,
    head: HeadLine,
    module: Module,
    page: PagePlan,
    grid: PageGrid,
    count: _Count,
) -> None:
    area = module.area
    y = grid.y_of(area.row) + head.top_pt + ASCENT * head.size_pt
    left = grid.x_of(module.head_column)
    taken = found.take(y, left - grid.gutter / 2, left + grid.width_of(module.head_span) + 1)
    text = "".join(char.char for char in taken)
    if text != _bare(head.text):
        count.fault("head", page.number, _misprint(head.text, text))


def _compare_upright(
    found: _Found,
    head: HeadLine,
    module: Module,
    page: PagePlan,
    grid: PageGrid,
    count: _Count,
) -> None:
    """A vertical line down to the foot of its module: its characters from top to bottom."""
    left = grid.x_of(module.area.column) + head.left_pt
    top = grid.y_of(module.area.row) + head.top_pt
    taken = found.take_square(
        left - head.size_pt * 0.1, top, head.size_pt, grid.y_of(module.area.bottom) - top
    )
    text = "".join(char.char for char in taken)
    if text != _bare(head.text):
        count.fault("head", page.number, _misprint(head.text, text))


def _compare_line(
    found: _Found,
    leg: Leg,
    offset: int,
    line: Line,
    page: PagePlan,
    grid: PageGrid,
    count: _Count,
) -> str:
    """What the PDF has in the place of one planned line, without marker and tail."""
    y = grid.y_of(leg.row + offset) + ASCENT * grid.body_size_pt
    left = leg.left(grid)
    # An opening bracket begins half an em outside the measure.
    taken = found.take(y, left - grid.body_size_pt * 0.75, left + leg.width(grid) + 1)
    taken = _take_initial(found, leg, line, grid) + taken
    text = "".join(char.char for char in taken)
    wanted, marker = _bare(line.initial + line.text), _bare(line.marker)
    tail = "-" if line.hyphen else _bare(line.tail)
    count.lines += 1
    count.characters += len(text)
    if taken:
        deviation = max(abs(char.y - y) for char in taken[len(line.initial) :] or taken)
        count.largest_deviation = max(count.largest_deviation, deviation)
        if deviation > OFF_GRID:
            count.off_grid += 1
            said = _("A line is %(off).2f pt off: “%(line)s”.", off=deviation, line=text)
            count.fault("off_grid", page.number, said)
    if text != marker + wanted + tail:
        count.rebroken += 1
        count.fault("line", page.number, _misprint(line.marker + line.initial + line.text, text))
    if line.style == "body" and wanted:
        _compare_ends(line, wanted, page, count)
    return text.removeprefix(marker).removesuffix(tail)


def _take_initial(found: _Found, leg: Leg, line: Line, grid: PageGrid) -> list[_Char]:
    if not line.initial:
        return []
    y = grid.y_of(leg.row) + ASCENT * initial_size(len(leg.lines), grid)
    left = leg.left(grid)
    return found.take(y, left - line.left_em * grid.body_size_pt - 1, left)


def _compare_ends(line: Line, wanted: str, page: PagePlan, count: _Count) -> None:
    if line.start and is_forbidden_start(wanted, count.rules):
        count.forbidden_starts += 1
        said = _("A line begins with “%(mark)s”: “%(line)s”.", mark=wanted[0], line=wanted)
        count.fault("line_start", page.number, said)
    if line.justified and is_forbidden_end(wanted[-1], count.rules):
        count.forbidden_ends += 1
        said = _("A line ends with “%(mark)s”: “%(line)s”.", mark=wanted[-1], line=wanted)
        count.fault("line_end", page.number, said)


def _compare_quote(
    found: _Found, quote: Quote, page: PagePlan, grid: PageGrid, count: _Count
) -> None:
    left = grid.x_of(quote.area.column)
    for line, top in line_tops(quote, grid):
        y = top + ASCENT * quote.size_pt
        taken = found.take(y, left - 1, left + grid.width_of(quote.area.columns) + 1)
        text = "".join(char.char for char in taken)
        if text != _bare(line):
            count.fault("quote", page.number, _misprint(line, text))


def _compare_caption(
    found: _Found, photo: PhotoFrame, page: PagePlan, grid: PageGrid, count: _Count
) -> None:
    """The words of a caption, then the credit: behind them or on a line of its own."""
    area = photo.area
    left = photo.left(grid)
    text = ""
    for row in range(area.row + photo.picture_rows, area.bottom):
        y = grid.y_of(row) + ASCENT * CAPTION_SIZE
        taken = found.take(y, left - CAPTION_SIZE * 0.75, left + photo.width(grid) + 1)
        text += "".join(char.char for char in taken)
    wanted = "".join(photo.caption) + photo.credit
    if text != _bare(wanted):
        count.fault("caption", page.number, _misprint(wanted, text))


def _compare_label(
    found: _Found, frame: ArtFrame, page: PagePlan, grid: PageGrid, count: _Count
) -> None:
    """The label of finished artwork; in the artwork itself no text is painted."""
    left = grid.x_of(frame.area.column)
    y = label_top(frame, grid) + ASCENT * LABEL_SIZE
    taken = found.take(y, left - 1, left + grid.width_of(frame.area.columns) + 1)
    text = "".join(char.char for char in taken)
    if text != _bare(frame.label):
        count.fault("artwork", page.number, _misprint(frame.label, text))


def _compare_furniture(found: _Found, marks: Sequence[Mark], page: PagePlan, count: _Count) -> None:
    """Nameplate or folio, and imprint: what stands on each baseline, left to right."""
    groups = list(_by_baseline(mark for mark in marks if isinstance(mark, Text)))
    spans = [(_baseline(texts[0]), _baseline(texts[-1])) for texts in groups]
    for texts, span in zip(groups, spans, strict=True):
        high, low = span
        gaps = [max(top - low, high - bottom) for top, bottom in spans if (top, bottom) != span]
        # half way to the next baselines, and not further than a character is off its own
        reach = (low - high) / 2 + min([NEAR, *(gap / 2 for gap in gaps)])
        # Lines on one baseline do not overlap: their ends or middles are in reading order.
        wanted = "".join(text.text for text in sorted(texts, key=lambda text: text.x))
        taken = found.take((high + low) / 2, -FAR, FAR, reach)
        printed = "".join(char.char for char in taken)
        if printed != _bare(wanted):
            count.fault("furniture", page.number, _misprint(wanted, printed))


def _by_baseline(texts: Iterable[Text]) -> Iterator[list[Text]]:
    """Texts by their baseline; those nearer than the reader tells apart are on one."""
    group: list[Text] = []
    for text in sorted(texts, key=_baseline):
        if group and _baseline(text) - _baseline(group[-1]) > NEAR:
            yield group
            group = []
        group.append(text)
    if group:
        yield group


def _baseline(text: Text) -> float:
    return text.y + ASCENT * text.size


def _compare_rest(
    found: _Found, page: PagePlan, grid: PageGrid, count: _Count, *, known: bool
) -> None:
    """Nothing may be left, or nameplate and folio where their words are not known."""
    stray = [char.char for char in found.rest() if known or not _is_in_page_head(char, page, grid)]
    if stray:
        said = _(
            "%(number)s characters stand where none is planned: “%(text)s”.",
            number=len(stray),
            text="".join(stray[:20]),
        )
        count.fault("stray", page.number, said)


def _is_in_page_head(char: _Char, page: PagePlan, grid: PageGrid) -> bool:
    inside = 0 <= char.x <= grid.trim_width and char.y > 0
    return inside and char.y < grid.y_of(page.first_row)


def _compare_story(item: CopyItem, printed: dict[str, list[str]], count: _Count) -> None:
    """All copy, once and in order, over all its legs and pages."""
    wanted = "".join(_bare(block.text) for block in item.story.blocks)
    text = "".join(printed.get(item.id, []))
    if text != wanted:
        at = next((i for i, (a, b) in enumerate(zip(text, wanted, strict=False)) if a != b), -1)
        place = wanted[max(0, at - 5) : at + 10] if at >= 0 else wanted[-15:]
        said = _(
            "“%(headline)s” is not printed as written near “%(place)s”.",
            headline=item.story.headline,
            place=place,
        )
        count.fault("copy", 0, said)
