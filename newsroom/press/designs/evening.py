"""Evening: the name in black Hei in the middle, ears at its sides, a red bar below.

Thin rules hold it together; the folio is a strip with the page's name reversed in a bar.
"""

from __future__ import annotations

from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.geometry import PageGrid
from newsroom.layout.linebreak import painted
from newsroom.layout.metrics import TypeBook
from newsroom.press.art import Artwork, fitted_art
from newsroom.press.designs.design import Design
from newsroom.press.designs.imprint import block_imprint, block_rows
from newsroom.press.designs.lines import filled, no_room
from newsroom.press.designs.strokes import (
    field,
    no_head_room,
    no_nameplate_room,
    outside_first,
    standing,
)
from newsroom.press.marks import Mark, Rule, Text
from newsroom.press.nameplate import (
    SMALLEST_REVERSED,
    Folio,
    MastheadCopy,
    Setter,
)
from newsroom.press.rules import RuleStyle

DATE_TYPE, DATE_HEIGHT = 9.5, 17.0
BAR, BAR_WHITE = 5.0, 4.0
INFO_TYPE, INFO_HEIGHT = 9.0, 17.0
WHITE_BELOW = 7.0
LARGEST_NAME, SMALLEST_NAME = 104.0, 28.0
LATIN_TYPE, LATIN_SMALLEST, LATIN_GAP = 12.0, 8.0, 7.0
NAME_TRACKING, LATIN_TRACKING = 0.06, 0.45  # em, at most
EAR_SHARE, EAR_WIDEST, EAR_GAP = 0.205, 150.0, 14.0
EAR_TYPE, EAR_HEIGHT, EAR_PADDING = 12.0, 82.0, 7.0
EAR_RULE, FINE_RULE = 1.5, 0.5

STRIP, STRIP_NAME, STRIP_TYPE = 18.0, 11.5, 9.0


def nameplate(
    copy: MastheadCopy,
    page: int,
    rows: int,
    grid: PageGrid,
    book: TypeBook,
    art: Artwork | None = None,
) -> list[Mark]:
    """The marks of the first ``rows`` rows of page one. Raises `SheetError`."""
    setter = Setter(book)
    info = grid.y_of(rows) - WHITE_BELOW - INFO_HEIGHT
    bar = info - BAR
    top, foot = grid.top + DATE_HEIGHT, bar - BAR_WHITE
    ears = _ears(copy, top, foot, grid, setter)
    room = grid.type_width - (2 * (_ear_width(grid) + EAR_GAP) if ears else 0.0)
    return [
        *_date_line(copy, page, grid, setter),
        *ears,
        *_name(copy, room, top, foot, grid, setter, art),
        Rule(grid.left, bar + BAR / 2, grid.type_width, BAR, ink="red"),
        *_info(copy, info, grid, setter),
    ]


def _date_line(copy: MastheadCopy, page: int, grid: PageGrid, setter: Setter) -> list[Mark]:
    """Date at the left, numbers and pages at the right, a fine rule below both."""
    space = "　" if copy.is_square else "  "
    day = copy.year_month + (f"{copy.day}日" if copy.is_square and copy.day else "")
    if not copy.is_square and copy.day:
        day = f"{copy.day} {copy.year_month}"
    left = space.join(part for part in (day, copy.weekday, copy.lunar_date) if part)
    numbers = (copy.issue_line, copy.page_count_line, copy.own_number(page))
    right = space.join(part for part in numbers if part)
    size = setter.fitted(left + "　　" + right, "hei", DATE_TYPE, grid.type_width)
    base = grid.top + DATE_HEIGHT - 6.0
    marks: list[Mark] = [
        standing(base, right, grid.left + grid.type_width, "hei", size, "right"),
        Rule(grid.left, grid.top + DATE_HEIGHT - 1.0, grid.type_width, FINE_RULE),
    ]
    return [standing(base, left, grid.left, "hei", size), *marks] if left else marks


def _ear_width(grid: PageGrid) -> float:
    return min(EAR_WIDEST * grid.display_scale, EAR_SHARE * grid.type_width)


def _ears(
    copy: MastheadCopy, top: float, foot: float, grid: PageGrid, setter: Setter
) -> list[Mark]:
    width = _ear_width(grid)
    height = min(EAR_HEIGHT * grid.display_scale, foot - top - 2 * EAR_PADDING)
    y = top + (foot - top - height) / 2
    marks: list[Mark] = []
    for text, x in (
        (copy.ear_left, grid.left),
        (copy.ear_right, grid.left + grid.type_width - width),
    ):
        if text:
            marks += _ear(text, x, y, width, height, setter)
    return marks


def _ear(text: str, x: float, y: float, width: float, height: float, setter: Setter) -> list[Mark]:
    """A thick rule above, a fine one below, the words between; wide spaces begin a new line."""
    parts = tuple(part.strip() for part in text.split("　") if part.strip())
    if height < 2 * EAR_TYPE:
        raise no_room(text)
    made = filled(parts, "hei", EAR_TYPE, width - 4.0, height - 2 * EAR_PADDING, setter)
    first = y + (height - made.height) / 2
    lines = [
        Text(painted(line), x + width / 2, first + at * made.pitch, "hei", made.size, "center")
        for at, line in enumerate(made.lines)
    ]
    return [
        Rule(x, y + EAR_RULE / 2, width, EAR_RULE),
        *lines,
        Rule(x, y + height - FINE_RULE / 2, width, FINE_RULE),
    ]


def _name(
    copy: MastheadCopy,
    room: float,
    top: float,
    foot: float,
    grid: PageGrid,
    setter: Setter,
    art: Artwork | None,
) -> list[Mark]:
    """As large as the room between the ears, with the Latin name spread below it."""
    middle = grid.left + grid.type_width / 2
    below = LATIN_TYPE + LATIN_GAP if copy.latin_name else 0.0
    height = foot - top - below - 8.0
    if height < SMALLEST_NAME:
        raise no_nameplate_room()
    if art is not None:
        marks, width, end = fitted_art(art, middle, top + 4.0, room, height)
    else:
        size = setter.fitted(
            copy.name,
            "hei_heavy",
            min(LARGEST_NAME * grid.display_scale, height),
            room,
            SMALLEST_NAME,
        )
        gaps = max(1, len(copy.name) - 1)
        spare = room - setter.width(copy.name, "hei_heavy", size)
        tracking = max(0.0, min(NAME_TRACKING * size, spare / gaps))
        y = top + 4.0 + (height - size) / 2
        width = setter.width(copy.name, "hei_heavy", size, tracking)
        # Tracking stands behind the last character too: half of it would push the name aside.
        name = Text(painted(copy.name), middle - width / 2, y, "hei_heavy", size, tracking=tracking)
        marks, end = [name], y + size
    if not copy.latin_name:
        return marks
    return [*marks, _latin(copy.latin_name, width, middle, end + LATIN_GAP - 2.0, setter)]


def _latin(text: str, width: float, middle: float, y: float, setter: Setter) -> Text:
    size = setter.fitted(text, "hei", LATIN_TYPE, width, LATIN_SMALLEST)
    gaps = max(1, len(text) - 1)
    tracking = min(LATIN_TRACKING * size, (width - setter.width(text, "hei", size)) / gaps)
    x = middle - setter.width(text, "hei", size, tracking) / 2
    return Text(painted(text), x, y, "hei", size, tracking=tracking)


def _info(copy: MastheadCopy, top: float, grid: PageGrid, setter: Setter) -> list[Mark]:
    """Publisher, permit, distribution and hotline, spread over the width; a fine rule below."""
    parts = [copy.publisher, copy.permit, copy.distribution, copy.hotline_line]
    parts = [part for part in parts if part]
    edge = grid.left + grid.type_width
    marks: list[Mark] = [Rule(grid.left, top + INFO_HEIGHT, grid.type_width, FINE_RULE)]
    if not parts:
        return marks
    size = setter.fitted("　　".join(parts), "song", INFO_TYPE, grid.type_width)
    widths = [setter.width(part, "song", size) for part in parts]
    gap = (grid.type_width - sum(widths)) / (len(parts) - 1) if len(parts) > 1 else 0.0
    y = top + (INFO_HEIGHT - size) / 2
    x = grid.left
    for number, (part, width) in enumerate(zip(parts, widths, strict=True)):
        last = 0 < number == len(parts) - 1
        marks.append(
            Text(painted(part), edge if last else x, y, "song", size, "right" if last else "left")
        )
        x += width + gap
    return marks


def folio(copy: Folio, rows: int, grid: PageGrid, book: TypeBook) -> list[Mark]:
    """A strip: number and page name reversed in a black bar outside, the rest inside."""
    setter = Setter(book)
    foot = grid.y_of(rows) - WHITE_BELOW
    top = foot - STRIP
    if top < grid.top - 0.5:
        raise no_head_room(copy.number)
    right = copy.number % 2 == 1
    label = f"{copy.number}　{copy.name}" if copy.name else str(copy.number)
    size = setter.fitted(label, "hei_heavy", STRIP_NAME, grid.type_width / 3, SMALLEST_REVERSED)
    width = setter.width(label, "hei_heavy", size) + 2 * size
    left = grid.left + grid.type_width - width if right else grid.left
    base = top + STRIP / 2 + 0.38 * size
    parts = outside_first(copy, right)
    gap = width + 12.0
    room = grid.type_width - gap
    line = "　".join(part for part in parts if part)
    marks: list[Mark] = [
        field(left, top, width, STRIP),
        standing(base, label, left + width / 2, "hei_heavy", size, "center", "paper"),
        Rule(grid.left, foot, grid.type_width, 1.0),
    ]
    if line:
        small = setter.fitted(line, "hei", STRIP_TYPE, room)
        x = grid.left if right else grid.left + grid.type_width
        marks.append(standing(base - 1.0, line, x, "hei", small, "left" if right else "right"))
    return marks


EVENING = Design(
    "evening",
    _("Evening: name in black Hei in the middle, ears, a red bar"),
    folio=folio,
    imprint=block_imprint,
    imprint_rows=block_rows,
    banner=nameplate,
    rules=RuleStyle(column=0, story=0.5, box=1.0),
    lead_face="hei_heavy",
)
