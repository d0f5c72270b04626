"""大样: a page on A3 as large as it will be printed, with what its readers sign; a double page lies
on the sheet broadwise.

Around the page stand the paper, issue, page, number and time of the proof, and boxes for the
signatures; beside every column the number of each fifth line, counted in rows of the page, so that
one line has the same number for everybody who talks about it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from newsroom.copydesk.languages import is_traditional, label, main_language
from newsroom.layout.geometry import MM, PageGrid
from newsroom.layout.linebreak import painted
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import FontRole, PagePlan
from newsroom.press.marks import Align, Copy, Frame, Mark, Rule, Text
from newsroom.press.nameplate import Setter
from newsroom.press.reading import Pages
from newsroom.press.sheet import Sheet
from newsroom.press.verify import ASCENT, Beside

HEAD, FOOT, SIDE = 14 * MM, 16 * MM, 5 * MM  # kept free of the page; an office printer's margin
FRAME_LEFT = 13.5 * MM
HEAD_TOP, HEAD_RULE = 5.2 * MM, 12.8 * MM
BOX_RISE, BOX_HEIGHT, LABEL_WIDTH = 15.2 * MM, 10.4 * MM, 13 * MM
HAIRLINE, THIN = 0.3, 0.5
TICK, TICK_GAP = 3 * MM, 1 * MM  # corner marks of the trim
EVERY = 5
LINE_NUMBER = 4.5
NUMBER_GAP = 3.0
BOX_REACH = 9.0  # the rules of a box stand so near its copy: there the number is outside the box
COLUMN_NUMBER = 6.0
STAMP_PITCH = 1.25  # of the size of a letter
SLIP_TYPE = 6.5


@dataclass(frozen=True)
class ProofWording:
    """The words of the frame, in the language of the paper."""

    page_proof: str
    clean_proof: str
    stamp: str
    number: str
    revision: str
    actual_size: str
    reduced: str
    column: str
    signatures: tuple[str, ...]
    signed_at: str
    space: str


CHINESE = ProofWording(
    page_proof="大样",
    clean_proof="清样",
    stamp="清样",
    number="第%d次",
    revision="版本%s",
    actual_size="原大",
    reduced="缩至%d%%",
    column="%d栏",
    signatures=("责编", "一校", "二校", "三校", "总编"),
    signed_at="时　　分",
    space="　",
)
ENGLISH = ProofWording(
    page_proof="Page proof",
    clean_proof="Final proof",
    stamp="PROOF",
    number="proof %d",
    revision="revision %s",
    actual_size="actual size",
    reduced="reduced to %d%%",
    column="col. %d",
    signatures=("Editor", "1st read", "2nd read", "3rd read", "Chief"),
    signed_at="time",
    space="  ",
)


@dataclass(frozen=True)
class ProofSlip:
    """What a proof says of itself. ``revisions`` are the page's own, by page number;
    ``printed_at`` is the time in the words to be printed; ``clean`` pages were read three times,
    so that this is the last proof 清样."""

    number: int
    printed_at: str
    revisions: dict[int, str]
    clean: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Stamp:
    """One letter of a watermark: ``x``, ``y`` its middle, turned by ``angle`` degrees."""

    letter: str
    x: float
    y: float
    size: float
    angle: float

    def as_json(self) -> dict[str, Any]:
        data = {"x": self.x, "y": self.y, "size": self.size, "angle": self.angle}
        return {"t": "stamp", "s": self.letter, **{k: round(v, 4) for k, v in data.items()}}


@dataclass(frozen=True)
class Paper:
    """What a proof is printed on, in points."""

    width: float
    height: float

    @property
    def frame_width(self) -> float:
        return self.width - 2 * FRAME_LEFT

    @property
    def box_top(self) -> float:
        return self.height - BOX_RISE


A3 = Paper(297 * MM, 420 * MM)  # ISO 216
A3_BROADWISE = Paper(A3.height, A3.width)


@dataclass(frozen=True)
class Lie:
    """Where the trimmed page lies on its paper, and how far it is reduced."""

    paper: Paper
    left: float = 0.0
    top: float = 0.0
    scale: float = 1.0


@dataclass(frozen=True)
class ProofSheet:
    """Pages with words around and on them, each as it lies; ``around`` counts from the corner of
    the paper, ``on_page`` from the corner of the page."""

    sheet: Sheet
    lies: tuple[Lie, ...]
    around: tuple[tuple[Mark, ...], ...]
    on_page: tuple[tuple[Mark | Stamp, ...], ...]

    @cached_property
    def json(self) -> str:
        """What the painter reads."""
        pages = [
            [*(mark.as_json() for mark in self.around[at]), self._page(at)]
            for at in range(len(self.lies))
        ]
        papers = [lie.paper for lie in self.lies]
        told: dict[str, Any] = {"width": papers[0].width, "height": papers[0].height}
        if len(set(papers)) > 1:
            told["widths"] = [paper.width for paper in papers]
            told["heights"] = [paper.height for paper in papers]
        return self.sheet.json_with(**told, pages=pages)

    def _page(self, at: int) -> dict[str, Any]:
        lie = self.lies[at]
        return {
            "t": "page",
            "x": round(lie.left, 4),
            "y": round(lie.top, 4),
            "w": self.sheet.widths[at],
            "h": self.sheet.height,
            "scale": lie.scale,
            "m": [mark.as_json() for mark in (*self.sheet.pages[at], *self.on_page[at])],
        }

    def beside(self, book: TypeBook) -> tuple[tuple[Beside, ...], ...]:
        """Every added word in points of the page, for reading the file back."""
        setter = Setter(book)
        return tuple(
            (
                *(_word(m, setter, lie.left, lie.top, lie.scale) for m in around if _is_text(m)),
                *(_word(m, setter, 0, 0, 1) for m in added if _is_text(m)),
            )
            for lie, around, added in zip(self.lies, self.around, self.on_page, strict=True)
        )


def _is_text(mark: Mark | Stamp) -> bool:
    return isinstance(mark, Text | Stamp)


def _word(mark: Mark | Stamp, setter: Setter, left: float, top: float, scale: float) -> Beside:
    if isinstance(mark, Stamp):
        x, y = _origin(mark, setter)
        return Beside(mark.letter, x - 1, x + 1, y)
    assert isinstance(mark, Text)  # noqa: S101 (the caller chose)
    width = setter.width(mark.text, mark.font, mark.size)
    x = mark.x - {"left": 0.0, "center": width / 2, "right": width}[mark.align]
    baseline = mark.y + ASCENT * mark.size
    ends = (x - 0.5 - left) / scale, (x + width - 0.2 - left) / scale
    return Beside(mark.text, *ends, (baseline - top) / scale)


def _origin(stamp: Stamp, setter: Setter) -> tuple[float, float]:
    """Where the letter begins on its baseline, after it was turned about its middle."""
    across = -setter.width(stamp.letter, "hei_heavy", stamp.size) / 2
    down = (ASCENT - 0.5) * stamp.size
    turn = math.radians(stamp.angle)
    x = stamp.x + across * math.cos(turn) - down * math.sin(turn)
    return x, stamp.y + across * math.sin(turn) + down * math.cos(turn)


def wording(language: str) -> ProofWording:
    if main_language(language) != "zh":
        return ENGLISH
    return CHINESE if not is_traditional(language) else _labelled(CHINESE, language)


def _labelled(words: ProofWording, language: str) -> ProofWording:
    """The same labels in the script of the paper."""
    facts: dict[str, Any] = {
        name: tuple(label(one, language) for one in text)
        if isinstance(text, tuple)
        else label(text, language)
        for name, text in vars(words).items()
    }
    return ProofWording(**facts)


def proof_sheet(pages: Pages, slip: ProofSlip, book: TypeBook) -> ProofSheet:
    """Each page on a sheet of A3: one to one, or scaled down as far as it must and so marked."""
    shown = pages.sheet.shown_in("grey")
    words = wording(pages.masthead.language)
    lies: list[Lie] = []
    around: list[tuple[Mark, ...]] = []
    on_page: list[tuple[Mark | Stamp, ...]] = []
    for page, marks in zip(pages.plan.pages, shown.pages, strict=True):
        grid = page.on(pages.grid)
        lie = _lie(grid)
        head = _head(page, pages, slip, lie, words, Setter(book))
        ticks = _ticks(lie.left, HEAD, lie.scale * grid.trim_width, lie.scale * grid.trim_height)
        lies.append(lie)
        around.append((*head, *ticks, *_signatures(lie.paper, words, Setter(book))))
        on_page.append((*_line_numbers(marks, grid), *_column_numbers(grid, words)))
    return ProofSheet(shown, tuple(lies), tuple(around), tuple(on_page))


def _lie(grid: PageGrid) -> Lie:
    paper = A3_BROADWISE if grid.across > 1 else A3
    wide, high = paper.width - 2 * SIDE, paper.height - HEAD - FOOT
    scale = min(1.0, round(min(wide / grid.trim_width, high / grid.trim_height), 4))
    return Lie(paper, (paper.width - scale * grid.trim_width) / 2, HEAD, scale)


def circular_sheet(pages: Pages, slip: ProofSlip, book: TypeBook) -> ProofSheet:
    """Each page in its own size with 清样 across it and a line at the foot: to be sent round."""
    shown = pages.sheet.shown_in("screen")
    words = wording(pages.masthead.language)
    added: list[tuple[Mark | Stamp, ...]] = []
    for page in pages.plan.pages:
        grid = page.on(pages.grid)
        line = words.space.join(_facts(page, pages, slip, words))
        y = grid.trim_height - 2.2 * SLIP_TYPE
        size = Setter(book).fitted(line, "hei", SLIP_TYPE, grid.type_width, 3.0)
        note = _text(line, grid.trim_width / 2, y, "hei", size, "center", quiet=True)
        added.append((*_stamps(words.stamp, grid), note))
    lies = tuple(Lie(Paper(width, shown.height)) for width in shown.widths)
    nothing: tuple[tuple[Mark, ...], ...] = ((),) * len(added)
    return ProofSheet(shown, lies, nothing, tuple(added))


def _facts(page: PagePlan, pages: Pages, slip: ProofSlip, words: ProofWording) -> list[str]:
    """Paper, issue, page, which proof, of which revision, when."""
    head = pages.masthead
    facts = (head.name, head.issue_line, head.own_number(*page.numbers), words.stamp)
    return [fact for fact in (*facts, *_state(page.number, slip, words)) if fact]


def _state(number: int, slip: ProofSlip, words: ProofWording) -> list[str]:
    revision = slip.revisions.get(number, "")
    stated = [words.number % slip.number, words.revision % revision if revision else ""]
    return [*(part for part in stated if part), slip.printed_at]


def _head(
    plan: PagePlan, pages: Pages, slip: ProofSlip, lie: Lie, words: ProofWording, setter: Setter
) -> Iterator[Mark]:
    """Left what paper it is, in the middle which page, right which proof and when."""
    number, scale, frame = plan.number, lie.scale, lie.paper.frame_width
    masthead = pages.masthead
    kind = words.clean_proof if number in slip.clean else words.page_proof
    room, right = frame / 3, FRAME_LEFT + frame
    yield _text(kind, FRAME_LEFT, HEAD_TOP, "song_heavy", 19)
    after = FRAME_LEFT + setter.width(kind, "song_heavy", 19) + 10
    left_lines = [
        words.space.join(part for part in (masthead.name, masthead.issue_line) if part),
        _date(pages, number),
    ]
    yield from _lines(left_lines, after, FRAME_LEFT + room - after + 40, "left", setter)
    heads = (pages.folios.get(own) for own in plan.numbers)
    names = dict.fromkeys(head.name for head in heads if head)
    page = words.space.join(part for part in (masthead.own_number(*plan.numbers), *names) if part)
    middle = FRAME_LEFT + frame / 2
    size = setter.fitted(page, "hei_heavy", 17, room - 60, 6)
    yield _text(page, middle, HEAD_TOP + (19 - size) / 2, "hei_heavy", size, "center")
    *state, time = _state(number, slip, words)
    as_large = words.actual_size if scale == 1 else words.reduced % round(scale * 100)
    yield Rule(FRAME_LEFT, HEAD_RULE, frame, 0.8)
    right_lines = [words.space.join((*state, as_large)), time]
    yield from _lines(right_lines, right, room, "right", setter)


def _date(pages: Pages, number: int) -> str:
    """The day of the paper: of page one it says year and month, day and weekday apart."""
    folio = pages.folios.get(number)
    if folio and folio.date_line:
        return folio.date_line
    return " ".join(part for part in (pages.masthead.year_month, pages.masthead.day) if part)


def _lines(lines: list[str], x: float, room: float, align: Align, setter: Setter) -> Iterator[Mark]:
    for at, line in enumerate(lines):
        if line:
            size = setter.fitted(line, "hei", 8, room, 3.0)
            yield _text(line, x, HEAD_TOP - 1 + at * 11.5, "hei", size, align)


def _signatures(paper: Paper, words: ProofWording, setter: Setter) -> Iterator[Mark]:
    """A box for each reader: a label, room for the name, room for the time."""
    width, top = paper.frame_width / len(words.signatures), paper.box_top
    yield Frame(FRAME_LEFT, top, paper.frame_width, BOX_HEIGHT, 0.8)
    for at, stage in enumerate(words.signatures):
        x = FRAME_LEFT + at * width
        if at:
            yield Rule(x, top, BOX_HEIGHT, 0.8, vertical=True)
        yield Rule(x + LABEL_WIDTH, top, BOX_HEIGHT, HAIRLINE, vertical=True)
        size = setter.fitted(stage, "hei_heavy", 10, LABEL_WIDTH - 4, 4)
        middle = top + (BOX_HEIGHT - size) / 2
        yield _text(stage, x + LABEL_WIDTH / 2, middle, "hei_heavy", size, "center")
        foot = top + BOX_HEIGHT - 9
        yield _text(words.signed_at, x + width - 5, foot, "hei", 6, "right", quiet=True)


def _ticks(left: float, top: float, width: float, height: float) -> Iterator[Mark]:
    """Corner marks: where the page is cut."""
    for x, way in ((left, -1), (left + width, 1)):
        start = x - TICK_GAP - TICK if way < 0 else x + TICK_GAP
        for y in (top, top + height):
            yield Rule(start, y, TICK, HAIRLINE)


def _line_numbers(marks: tuple[Mark, ...], grid: PageGrid) -> Iterator[Text]:
    """Beside each column the number of every fifth row that has a line of copy."""
    frames = [mark.x for mark in marks if isinstance(mark, Frame)]
    for mark in marks:
        if not isinstance(mark, Copy):
            continue
        if any(paragraph.style == "caption" for paragraph in mark.paragraphs):
            continue
        beside = [x for x in frames if 0 < mark.x - x < BOX_REACH]
        x = min(beside, default=mark.x) - NUMBER_GAP
        for line in range(sum(len(paragraph.lines) for paragraph in mark.paragraphs)):
            y = mark.y + line * mark.leading
            row = round((y - grid.top) / grid.leading_pt) + 1
            if row % EVERY == 0:
                middle = y + (mark.size - LINE_NUMBER) / 2
                yield _text(str(row), x, middle, "hei", LINE_NUMBER, "right", quiet=True)


def _column_numbers(grid: PageGrid, words: ProofWording) -> Iterator[Text]:
    y = grid.y_of(grid.rows) + COLUMN_NUMBER
    for column in range(grid.columns):
        x = grid.x_of(column) + grid.column_width / 2
        yield _text(words.column % (column + 1), x, y, "hei", COLUMN_NUMBER, "center", quiet=True)


def _stamps(word: str, grid: PageGrid) -> Iterator[Stamp]:
    """The word from the lower left to the upper right, as large as the page takes."""
    rise = -math.degrees(math.atan2(grid.trim_height, grid.trim_width))
    diagonal = math.hypot(grid.trim_width, grid.trim_height)
    size = min(0.62 * diagonal / (STAMP_PITCH * len(word)), 0.4 * grid.trim_width)
    for at, letter in enumerate(word):
        along = (at - (len(word) - 1) / 2) * STAMP_PITCH * size
        x = grid.trim_width / 2 + along * math.cos(math.radians(rise))
        y = grid.trim_height / 2 + along * math.sin(math.radians(rise))
        yield Stamp(letter, x, y, size, rise)


def _text(
    text: str,
    x: float,
    y: float,
    font: FontRole,
    size: float,
    align: Align = "left",
    *,
    quiet: bool = False,
) -> Text:
    return Text(painted(text), x, y, font, size, align, "quiet" if quiet else "black")
