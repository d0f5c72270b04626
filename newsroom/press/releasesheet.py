"""付印单: the sheet that goes to the printer with the files, one A4 page or more.

It names every file with its hash, so that both sides can say which file was printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsroom.layout.linebreak import painted
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import FontRole
from newsroom.press.fontset import NOTO_WENKAI, FontFace
from newsroom.press.marks import Align, Mark, Rule, Text
from newsroom.press.nameplate import Setter
from newsroom.press.sheet import Sheet

WIDTH, HEIGHT = 595.28, 841.89  # ISO 216 A4 in points
MARGIN = 54.0
FOOT = HEIGHT - 118.0  # the rows of the table end here; the signatures stand below
COLUMNS = (0.0, 46.0, 130.0, 238.0)  # page, its name, inks, file
FACT_STEP, ROW_STEP = 21.0, 38.0
SMALLEST = 5.0


@dataclass(frozen=True)
class ReleaseWording:
    """The words of the sheet itself, in the language of the paper."""

    title: str = "付印单"
    heads: tuple[str, str, str, str] = ("版次", "版名", "油墨", "文件与 SHA-256")
    void: str = "作废"
    signatures: tuple[str, str, str] = ("签发", "印厂签收", "时间")
    of_pages: str = "第 %(page)d 页，共 %(pages)d 页"


CHINESE = ReleaseWording()
ENGLISH = ReleaseWording(
    "Release to print",
    ("Page", "Name", "Inks", "File and SHA-256"),
    "void",
    ("Released by", "Received by the printer", "Time"),
    "%(page)d / %(pages)d",
)


@dataclass(frozen=True)
class ReleasedFile:
    """A page file; ``void`` is the name of the file it takes the place of."""

    page: int
    name: str
    inks: str
    file: str
    sha256: str
    void: str = ""


@dataclass(frozen=True)
class ReleaseCopy:
    """What the sheet says. ``facts`` are pairs of label and value, in order."""

    publication: str
    issue: str
    facts: tuple[tuple[str, str], ...]
    files: tuple[ReleasedFile, ...]


def release_sheet(
    copy: ReleaseCopy,
    book: TypeBook,
    wording: ReleaseWording = CHINESE,
    faces: Mapping[FontRole, FontFace] = NOTO_WENKAI,
) -> Sheet:
    """The release sheet, ready for the painter; text too long for its place is set smaller."""
    writer = _Writer(Setter(book))
    head = _head(copy, wording, writer)
    rows_of_pages = _distributed(copy.files, first=_table_top(copy) + ROW_STEP)
    pages = []
    for number, rows in enumerate(rows_of_pages, start=1):
        top = _table_top(copy) if number == 1 else MARGIN + 20
        marks = [*(head if number == 1 else ()), *_table(rows, top, wording, writer)]
        marks += _foot(number, len(rows_of_pages), wording, writer)
        pages.append(tuple(marks))
    return Sheet(
        title=f"{wording.title} {copy.issue}",
        width=WIDTH,
        height=HEIGHT,
        bleed=0.0,
        faces=tuple(faces.items()),
        numbers=tuple(range(1, len(pages) + 1)),
        pages=tuple(pages),
    )


@dataclass(frozen=True)
class _Writer:
    setter: Setter

    def line(
        self,
        text: str,
        x: float,
        y: float,
        font: FontRole,
        size: float,
        room: float,
        align: Align = "left",
    ) -> Text:
        text = self._cut(text, font, room)
        fit = self.setter.fitted(text, font, size, room, SMALLEST) if text else size
        return Text(painted(text), x, y + 0.88 * (size - fit), font, fit, align)

    def _cut(self, text: str, font: FontRole, room: float) -> str:
        """What does not fit in the smallest type ends in a mark: the record has it whole."""
        kept = text
        while kept and self.setter.width(kept, font, SMALLEST) > room:
            text = text[:-1]
            kept = f"{text}…"
        return kept


def _head(copy: ReleaseCopy, wording: ReleaseWording, writer: _Writer) -> list[Mark]:
    room = WIDTH - 2 * MARGIN
    marks: list[Mark] = [
        writer.line(wording.title, WIDTH / 2, MARGIN, "song_heavy", 26, room, "center"),
        writer.line(copy.publication, MARGIN, MARGIN + 44, "song_heavy", 13, room * 0.45),
        writer.line(copy.issue, WIDTH - MARGIN, MARGIN + 44, "hei", 11, room * 0.5, "right"),
        Rule(MARGIN, MARGIN + 64, room, 1.5),
    ]
    for index, (label, value) in enumerate(copy.facts):
        x = MARGIN + (index % 2) * room / 2
        y = MARGIN + 74 + (index // 2) * FACT_STEP
        marks.append(writer.line(label, x, y + 1.5, "hei", 9, 70))
        marks.append(writer.line(value, x + 76, y, "song", 11, room / 2 - 82))
    return marks


def _table_top(copy: ReleaseCopy) -> float:
    return MARGIN + 84 + -(-len(copy.facts) // 2) * FACT_STEP


def _distributed(files: Sequence[ReleasedFile], first: float) -> list[list[ReleasedFile]]:
    """The rows of each sheet; the first has the head above its table."""
    pages: list[list[ReleasedFile]] = [[]]
    y = first
    for file in files:
        height = ROW_STEP + (13.0 if file.void else 0.0)
        if y + height > FOOT and pages[-1]:
            pages.append([])
            y = MARGIN + 20 + ROW_STEP
        pages[-1].append(file)
        y += height
    return pages


def _table(
    rows: Sequence[ReleasedFile], top: float, wording: ReleaseWording, writer: _Writer
) -> list[Mark]:
    room = WIDTH - 2 * MARGIN
    marks: list[Mark] = [Rule(MARGIN, top, room, 0.5)]
    for x, head in zip(COLUMNS, wording.heads, strict=True):
        marks.append(writer.line(head, MARGIN + x, top + 6, "hei", 9, 100))
    y = top + 22
    for row in rows:
        marks.append(Rule(MARGIN, y, room, 0.3))
        marks += _row(row, y + 6, wording, writer)
        y += ROW_STEP + (13.0 if row.void else 0.0)
    return [*marks, Rule(MARGIN, y, room, 0.5)]


def _row(row: ReleasedFile, y: float, wording: ReleaseWording, writer: _Writer) -> list[Mark]:
    page, name, inks, file = (MARGIN + x for x in COLUMNS)
    room = WIDTH - MARGIN - file
    marks: list[Mark] = [
        writer.line(str(row.page), page, y, "song_heavy", 14, 40),
        writer.line(row.name, name, y + 2, "song", 11, inks - name - 8),
        writer.line(row.inks, inks, y + 2, "hei", 9, file - inks - 8),
        writer.line(row.file, file, y, "hei_heavy", 9, room),
        writer.line(row.sha256, file, y + 14, "hei", 7.5, room),
    ]
    if row.void:
        marks.append(
            writer.line(f"{wording.void}：{row.void}", file, y + 26, "hei_heavy", 8.5, room)
        )
    return marks


def _foot(page: int, pages: int, wording: ReleaseWording, writer: _Writer) -> list[Mark]:
    room = (WIDTH - 2 * MARGIN) / 3
    marks: list[Mark] = []
    for index, label in enumerate(wording.signatures):
        x = MARGIN + index * room
        marks.append(writer.line(label, x, HEIGHT - 92, "hei", 9, room - 14))
        marks.append(Rule(x, HEIGHT - 58, room - 14, 0.5))
    said = wording.of_pages % {"page": page, "pages": pages}
    return [*marks, writer.line(said, WIDTH / 2, HEIGHT - 42, "hei", 8, 200, "center")]
