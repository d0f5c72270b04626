"""Copy as printed lines, and how those lines walk through the legs of a module and over a jump.

A story is broken once, at the measure of one column; whatever shape it takes, these are its lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate, combinations

from newsroom.copydesk.cutting import SENTENCE_END
from newsroom.copydesk.languages import is_traditional, main_language
from newsroom.copydesk.numerals import chinese_numeral
from newsroom.copydesk.story import Block, Byline, Position, Story, printed_byline
from newsroom.layout.endings import PLAIN_ENDING, ending_of
from newsroom.layout.initials import MOST_LINES, Initial, lines_beside
from newsroom.layout.inline import clipped, measured, measured_line, spans_of
from newsroom.layout.insets import inset_of, marker_of
from newsroom.layout.linebreak import break_lines, measure, width_of
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import START, Line, LineStyle, Span
from newsroom.layout.tables import row_line

INDENTED = ("paragraph", "quote")  # blocks whose first line is indented
TAIL_GAP = 1.0  # em of white between the last words and a byline on the same line
MIN_KEPT = 8  # lines on either side of a jump: less is not worth turning a page for
CLOSE = 6  # lines: a cut this near is about where an editor asked for it
NEAR = 8  # lines: a sentence end this near is worth going to for a jump


@dataclass(frozen=True)
class Wording:
    """The few words the composer prints by itself. The default is Chinese.

    ``jump`` and ``origin`` are formatted with ``page``. With ``han_pages`` a page number is
    written 二, otherwise 2.
    """

    jump: str = "（下转第{page}版）"
    origin: str = "（上接第{page}版）"
    han_pages: bool = True

    def jump_line(self, page: int) -> str:
        return self.jump.format(page=self._numeral(page))

    def origin_line(self, page: int) -> str:
        return self.origin.format(page=self._numeral(page))

    def _numeral(self, page: int) -> str:
        return chinese_numeral(page) if self.han_pages and 1 <= page <= 99 else str(page)


CHINESE = Wording()
TRADITIONAL = Wording(jump="（下轉第{page}版）")
JAPANESE = Wording(jump="（{page}面へ続く）", origin="（{page}面から続く）", han_pages=False)
ENGLISH = Wording(
    jump="Continued on page {page}",
    origin="Continued from page {page}",
    han_pages=False,
)


def wording_of(language: str) -> Wording:
    """The words of a paper in that language; English where we know no others."""
    if is_traditional(language):
        return TRADITIONAL
    return {"zh": CHINESE, "ja": JAPANESE}.get(main_language(language), ENGLISH)


@dataclass(frozen=True)
class Copy:
    """The lines of a story, or of the rest of one, in one column.

    ``lines`` hold no byline. ``beyond`` is the estimated number of lines that were not broken
    because no edition could print them; they begin at ``end``.
    """

    story: Story
    lines: tuple[Line, ...]
    byline: tuple[str, ...] = ()  # in as many lines as its people need
    byline_fits: bool = False  # behind the last words, with white between
    start: Position = START
    end: Position = START
    beyond: int = 0

    def closed(self, own_line: bool) -> tuple[Line, ...]:
        """All lines with the byline: behind the last words, or on a line of its own."""
        if not self.byline:
            return self.lines
        if own_line or not self.byline_fits:
            signed = (Line(text, "byline", justified=False) for text in self.byline)
            return (*self.lines, *signed)
        return (*self.lines[:-1], replace(self.lines[-1], tail=self.byline[0]))

    @cached_property
    def has_subheads(self) -> bool:
        return any(line.style == "subhead" for line in self.lines)

    @cached_property
    def dropped(self) -> int:
        """How many lines stand beside a drop initial."""
        return sum(1 for line in self.lines[:MOST_LINES] if line.left_em)

    @property
    def lengths(self) -> tuple[int, ...]:
        """How many lines the whole may take: without and with a line for the byline alone."""
        count = len(self.lines)
        if not self.byline:
            return (count,)
        signed = count + len(self.byline)
        return (count, signed) if self.byline_fits else (signed,)


def set_copy(
    story: Story,
    column_em: float,
    book: TypeBook,
    *,
    start: Position = START,
    limit: int = 10_000,
    initial: Initial | None = None,
) -> Copy:
    """Break ``story`` from ``start`` into lines of ``column_em``.

    At most about ``limit`` lines are broken, so that a runaway text costs bounded work; the rest
    is counted by its length in `Copy.beyond`, and then there is no byline. ``initial`` asks for a
    drop initial, which a story that begins with a mark or a short paragraph does not get.
    """
    lines: list[Line] = []
    end = start
    for index in range(start.block, len(story.blocks)):
        block = story.blocks[index]
        offset = start.offset if index == start.block else 0
        room = limit - len(lines)
        if room <= 0:
            break
        row = row_line(story.blocks, index, column_em, book) if block.kind == "row" else None
        if row is not None:
            lines.append(row)
            end = Position(index, row.end)
            continue
        stop = min(len(block.text), offset + int(room * column_em))
        if initial and (index, offset) == (0, 0):
            lines += lines_beside(block, index, column_em, book, stop, initial)
            offset = lines[-1].end if lines else 0
        marker = marker_of(story.blocks, index) if not offset else ""
        lines += set_block(block, index, column_em, book, offset, stop, marker)
        end = Position(index, stop)
        if stop < len(block.text):
            break
    beyond = _estimate(story, end, column_em)
    if beyond:
        return Copy(story, tuple(lines), start=start, end=end, beyond=beyond)
    byline = byline_lines(story.bylines, column_em, book)
    fits = bool(lines) and _byline_fits(lines[-1], byline, column_em, book)
    return Copy(story, tuple(lines), byline, fits, start, end_of(story))


@lru_cache(maxsize=4096)  # the rest of a cut story has the same blocks again
def set_block(
    block: Block,
    index: int,
    column_em: float,
    book: TypeBook,
    start: int,
    stop: int,
    marker: str = "",
) -> tuple[Line, ...]:
    """The lines of ``block.text[start:stop]``. A block entered in its middle has no indent."""
    style: LineStyle = "subhead" if block.kind == "subhead" else "body"
    indent = book.rules.first_indent_em if start == 0 and block.kind in INDENTED else 0.0
    inset = inset_of(block, column_em)
    spans = spans_of(block)
    ready = measured(block.text[:stop], clipped(spans, 0, stop), book, style)
    width = column_em - inset
    lines: list[Line] = []
    for end in break_lines(ready, width, first_indent_em=indent, start=start):
        text = block.text[start:end]
        at_end = ending_of(ready, start, end, width, indent, behind=bool(marker))
        own = (text, style, index, start, end, indent)
        lines.append(Line(*own, justified=end < stop, **at_end._asdict()))
        start, indent = end, 0.0
    return _apart(lines, spans, inset, marker) if spans or inset else tuple(lines)


def _apart(lines: list[Line], spans: Sequence[Span], inset: float, marker: str) -> tuple[Line, ...]:
    """The lines with their marked words, further right, the first behind its marker."""
    return tuple(
        replace(
            line,
            spans=clipped(spans, line.start, line.end),
            inset_em=inset,
            marker="" if number else marker,
        )
        for number, line in enumerate(lines)
    )


def end_of(story: Story) -> Position:
    """The position behind the last character."""
    if not story.blocks:
        return START
    return Position(len(story.blocks) - 1, len(story.blocks[-1].text))


def _estimate(story: Story, end: Position, column_em: float) -> int:
    left = sum(len(block.text) for block in story.blocks[end.block :]) - end.offset
    return -int(-left // column_em) if story.blocks and left > 0 else 0


def byline_lines(bylines: tuple[Byline, ...], column_em: float, book: TypeBook) -> tuple[str, ...]:
    """The printed byline in lines that fit the column: cut before a role, else between names."""
    starts = {byline.role for byline in bylines}
    lines: list[str] = []
    groups: list[str] = []
    for part in printed_byline(bylines).split("　") if bylines else ():
        if groups and part.lstrip("（") not in starts:
            groups[-1] += f"　{part}"
        else:
            groups.append(part)
    for group in groups:
        parts = [group] if _kai_width(group, book) <= column_em else group.split("　")
        for part in parts:
            longer = f"{lines[-1]}　{part}" if lines else part
            if lines and _kai_width(longer, book) <= column_em:
                lines[-1] = longer
            else:
                lines.append(part)
    return tuple(lines)


def _kai_width(text: str, book: TypeBook) -> float:
    return width_of(measure(text, book["kai"], book.rules), 0, len(text))


def _byline_fits(last: Line, byline: tuple[str, ...], column_em: float, book: TypeBook) -> bool:
    if len(byline) != 1 or last.style != "body" or last.cells:
        return False
    words = measured_line(last, book)
    used = last.inset_em + last.indent_em + width_of(words, 0, len(last.text))
    return used + TAIL_GAP + _kai_width(byline[0], book) <= column_em


@dataclass(frozen=True)
class Cut:
    """A place where a story may be cut for a jump: the end of a sentence where one is near.

    ``kept`` counts the lines before it, the jump line not among them. ``rough``: within a sentence.
    """

    position: Position
    kept: int
    rough: bool = False


def cuts(copy: Copy) -> list[Cut]:
    """Every sentence end that leaves enough lines on both sides of a jump.

    Where none is within `NEAR` lines the end of any line will do, so that no text is too long.
    """
    total = len(copy.lines) + copy.beyond
    lines = list(enumerate(copy.lines[: total - MIN_KEPT], start=1))[MIN_KEPT - 1 :]
    found: list[Cut] = []
    last = MIN_KEPT
    for number, line in lines:
        is_copy = line.style == "body" and not line.cells
        ends = [m.end() for m in SENTENCE_END.finditer(line.text)] if is_copy else []
        if ends:
            found += _rough_cuts(copy, last, number)
            found.append(Cut(_after(copy.story, line, ends[-1]), number))
            last = number
    return found + (_rough_cuts(copy, last, lines[-1][0] + 1) if lines else [])


def cuts_near(copy: Copy, lines: int) -> tuple[Cut, ...]:
    """The cuts within a few lines of ``lines``, or the nearest one; none of copy too short."""
    found = cuts(copy)
    close = tuple(cut for cut in found if abs(cut.kept - lines) <= CLOSE)
    return close or tuple(sorted(found, key=lambda cut: abs(cut.kept - lines))[:1])


def _rough_cuts(copy: Copy, above: int, below: int) -> list[Cut]:
    """Ends of lines further than `NEAR` from the sentence ends above and below."""
    far = copy.lines[above + NEAR - 1 : max(0, below - NEAR)]
    return [
        Cut(Position(line.block, line.end), number, rough=True)
        for number, line in enumerate(far, start=above + NEAR)
        if line.style == "body" and line.justified
    ]


def _after(story: Story, line: Line, offset: int) -> Position:
    place = line.start + offset
    if place < len(story.blocks[line.block].text):
        return Position(line.block, place)
    return Position(line.block + 1, 0)


def kept_lines(copy: Copy, cut: Cut, jump_line: str) -> tuple[Line, ...]:
    """The lines before ``cut``, closed by the jump line."""
    lines = list(copy.lines[: cut.kept])
    last = lines[-1]
    if cut.position.block == last.block and cut.position.offset < last.end:
        end = cut.position.offset
        text = last.text[: end - last.start]
        spans = clipped(last.spans, 0, len(text))
        cut_off = replace(last, text=text, end=end, justified=False, spans=spans)
        lines[-1] = replace(cut_off, **PLAIN_ENDING._asdict())
    return (*lines, Line(jump_line, "jump", justified=False))


def share(lines: Sequence[Line], rooms: Sequence[int]) -> tuple[int, ...] | None:
    """How many lines each leg takes, legs ending level: none is more than one line short.

    ``rooms`` are the rows of the legs in reading order. No leg ends on a subhead; where there is
    a choice no paragraph's last line stands alone on top of a leg, and the later legs are short.
    None when the lines cannot be shared out like that.
    """
    spare = sum(rooms) - len(lines)
    if not 0 <= spare <= len(rooms):
        return None
    best: tuple[int, tuple[int, ...]] | None = None
    for short in combinations(reversed(range(len(rooms))), spare):
        taken = tuple(room - (leg in short) for leg, room in enumerate(rooms))
        turns = list(accumulate(taken))[:-1]
        if any(_is_subhead(lines, turn) for turn in turns):
            continue
        lonely = sum(_is_lonely(lines, turn) for turn in turns)
        if best is None or lonely < best[0]:
            best = (lonely, taken)
    return best[1] if best else None


def _is_subhead(lines: Sequence[Line], turn: int) -> bool:
    """Whether a leg would end on a subhead, or on the head of a table."""
    if not 0 < turn < len(lines):
        return False
    above = lines[turn - 1]
    return above.style == "subhead" or (above.ruled and bool(lines[turn].cells))


def _is_lonely(lines: Sequence[Line], turn: int) -> bool:
    """Whether the leg that begins at ``turn`` begins with the last line of a longer paragraph."""
    if not 0 < turn < len(lines):
        return False
    above, below = lines[turn - 1], lines[turn]
    return above.block == below.block and not below.justified
