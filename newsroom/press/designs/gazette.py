"""Gazette: the name stands upright 竖排报名 in the first column beside the lead, in a double frame.

Below it what the paper says of itself; quiet hairlines everywhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.geometry import Area, CornerRoom, PageGrid
from newsroom.layout.linebreak import painted
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import FontRole
from newsroom.press.art import Artwork, fitted_art
from newsroom.press.designs.design import Corner, Design
from newsroom.press.designs.imprint import margin_imprint, no_rows
from newsroom.press.designs.lines import Setting, filled
from newsroom.press.designs.strokes import no_head_room, no_nameplate_room, outside_first, standing
from newsroom.press.marks import Frame, Ink, Mark, Rule, Text
from newsroom.press.nameplate import HAIRLINE, Folio, MastheadCopy, Setter
from newsroom.press.rules import RuleStyle

FRAME, FRAME_WHITE = 1.0, 2.5  # the outer rule of the double frame, and the white inside it
PADDING = 8.0
NAME_SHARE, LARGEST_NAME, SMALLEST_NAME = 0.64, 92.0, 26.0  # of the column's width
NAME_TALL = 0.3  # of the type area's height
NARROWEST = 112.0  # points; narrower columns are taken two at a time
MOST_OF_PAGE, SPARE_ROWS = 0.75, 14
NAME_PITCH, LOOSEST_PITCH = 1.06, 1.3  # em
LATIN_TYPE = 10.0
DAY_SIZE, DATE_TYPE, DATA_TYPE = 34.0, 9.5, 9.0
FACTS_TYPE, SMALLEST_FACTS = 8.0, 7.0
GAP = 7.0  # above and below a hairline between parts
FOLIO_TYPE, FOLIO_NAME = 9.0, 10.5
WHITE_BELOW = 7.0


@dataclass(frozen=True)
class _Part:
    """Centred lines of one face, between hairlines."""

    made: Setting
    font: FontRole
    ink: Ink = "black"


def column_room(
    copy: MastheadCopy, grid: PageGrid, book: TypeBook, art: Artwork | None = None
) -> CornerRoom:
    """What the column needs, and how far it can be stretched. Raises `SheetError`."""
    setter = Setter(book)
    columns = _columns(grid)
    width = _inner_width(grid.width_of(columns))
    parts = _parts(copy, width, setter)
    name = _name_height(copy, width, grid, setter, art)
    height = name + sum(part.made.height + 2 * GAP for part in parts) + 2 * _inset()
    rows = math.ceil((height + _line_gap(grid)) / grid.leading_pt) + 1
    if rows > MOST_OF_PAGE * grid.rows:
        raise no_nameplate_room()
    return CornerRoom(columns, rows, rows + SPARE_ROWS)


def column(
    copy: MastheadCopy, area: Area, grid: PageGrid, book: TypeBook, art: Artwork | None = None
) -> list[Mark]:
    """The marks of the first column of page one beside the lead."""
    setter = Setter(book)
    x, top = grid.x_of(area.column), grid.y_of(area.row)
    width = grid.width_of(area.columns)
    foot = grid.y_of(area.bottom - 1) - _line_gap(grid)
    middle, inner = x + width / 2, _inner_width(width)
    parts = _parts(copy, inner, setter)
    taken = sum(part.made.height + 2 * GAP for part in parts)
    room = foot - top - 2 * _inset() - taken
    marks: list[Mark] = list(_frame(x, top, width, foot - top))
    marks += _name(copy, middle, top + _inset(), inner, room, grid, setter, art)
    y = top + _inset() + room
    for part in parts:
        marks.append(Rule(middle - inner / 2, y, inner, HAIRLINE))
        for at, line in enumerate(part.made.lines):
            place = y + GAP + at * part.made.pitch
            size = part.made.size
            marks.append(Text(painted(line), middle, place, part.font, size, "center", part.ink))
        y += part.made.height + 2 * GAP
    return marks


def _inset() -> float:
    return FRAME + FRAME_WHITE + PADDING


def _columns(grid: PageGrid) -> int:
    """One, where that is wide enough to be seen."""
    wide = (count for count in range(1, grid.columns) if grid.width_of(count) >= NARROWEST)
    return next(wide, 1)


def _inner_width(width: float) -> float:
    return width - 2 * (FRAME + FRAME_WHITE + 3.0)


def _line_gap(grid: PageGrid) -> float:
    return grid.leading_pt - grid.body_size_pt


def _frame(x: float, y: float, width: float, height: float) -> tuple[Mark, Mark]:
    inset = FRAME + FRAME_WHITE
    return (
        Frame(x + FRAME / 2, y + FRAME / 2, width - FRAME, height - FRAME, FRAME),
        Frame(x + inset, y + inset, width - 2 * inset, height - 2 * inset, HAIRLINE),
    )


def _name_size(copy: MastheadCopy, width: float, grid: PageGrid, setter: Setter) -> float:
    """A Han name stands upright; a Latin one lies, a word to the line."""
    limit = min(LARGEST_NAME, NAME_SHARE * width)
    if copy.is_square:
        tall = (len(_name_lines(copy)) - 1) * NAME_PITCH + 1
        limit = min(limit, NAME_TALL * grid.type_height / tall)
        if limit < SMALLEST_NAME:
            raise no_nameplate_room()
        return limit
    return min(
        setter.fitted(word, "song_heavy", limit, width, SMALLEST_NAME / 2)
        for word in copy.name.split()
    )


def _name_lines(copy: MastheadCopy) -> tuple[str, ...]:
    bare = "".join(copy.name.split())
    return tuple(bare) if copy.is_square else tuple(copy.name.split())


def _name_height(
    copy: MastheadCopy, width: float, grid: PageGrid, setter: Setter, art: Artwork | None
) -> float:
    if art is not None:
        return min(art.height * width / art.width, NAME_TALL * grid.type_height)
    size = _name_size(copy, width, grid, setter)
    return ((len(_name_lines(copy)) - 1) * NAME_PITCH + 1) * size + GAP


def _name(
    copy: MastheadCopy,
    middle: float,
    top: float,
    width: float,
    room: float,
    grid: PageGrid,
    setter: Setter,
    art: Artwork | None,
) -> list[Mark]:
    """Character below character in red, opened up where the lead is taller."""
    if art is not None:
        return fitted_art(art, middle, top, width, room - GAP)[0]
    lines = _name_lines(copy)
    size = _name_size(copy, width, grid, setter)
    gaps = max(1, len(lines) - 1)
    pitch = min(LOOSEST_PITCH * size, max(NAME_PITCH * size, (room - GAP - size) / gaps))
    height = (len(lines) - 1) * pitch + size
    first = top + (room - height) / 2 - GAP / 4
    return [
        Text(painted(line), middle, first + at * pitch, "song_heavy", size, "center", "red")
        for at, line in enumerate(lines)
    ]


def _parts(copy: MastheadCopy, width: float, setter: Setter) -> list[_Part]:
    """What stands below the name, from top to bottom. Raises `SheetError`."""
    endless = 2000.0
    parts: list[_Part] = []
    if copy.latin_name:
        made = filled((copy.latin_name,), "song_heavy", LATIN_TYPE, width, endless, setter)
        parts.append(_Part(made, "song_heavy"))
    date = (copy.year_month + (f"{copy.day}日" if copy.is_square and copy.day else ""),)
    if not copy.is_square:
        date = (f"{copy.day} {copy.year_month}".strip(),)
    dated = tuple(line for line in (*date, copy.weekday, copy.lunar_date) if line)
    space = "　" if copy.is_square else " "
    own = space.join(part for part in (copy.page_count_line, copy.own_number(1)) if part)
    numbers = (copy.year_number_line, copy.number_line, own)
    numbered = tuple(line for line in numbers if line)
    for lines, font, size in (
        (dated, "hei", DATE_TYPE),
        (numbered, "hei", DATA_TYPE),
        (_ears(copy), "kai", DATE_TYPE),
        (_facts(copy), "song", FACTS_TYPE),
    ):
        if lines:
            role: FontRole = font  # type: ignore[assignment] # one of the roles above
            made = filled(lines, role, size, width, endless, setter, leading=1.45)
            parts.append(_Part(made, role))
    return parts


def _ears(copy: MastheadCopy) -> tuple[str, ...]:
    return tuple(words.strip() for words in (copy.ear_left, copy.ear_right) if words.strip())


def _facts(copy: MastheadCopy) -> tuple[str, ...]:
    parts = (copy.publisher, copy.permit, copy.distribution, copy.hotline_line)
    return tuple(part for part in parts if part)


def folio(copy: Folio, rows: int, grid: PageGrid, book: TypeBook) -> list[Mark]:
    """One quiet line between hairlines: number outside, the page's name in the middle."""
    setter = Setter(book)
    foot = grid.y_of(rows) - WHITE_BELOW
    top = foot - 16.0
    if top < grid.top - 0.5:
        raise no_head_room(copy.number)
    right = copy.number % 2 == 1
    base = foot - 4.5
    edge, inside = grid.left + grid.type_width, grid.left
    if not right:
        edge, inside = inside, edge
    number = f"·{copy.number}·"
    marks: list[Mark] = [
        Rule(grid.left, top, grid.type_width, HAIRLINE),
        Rule(grid.left, foot, grid.type_width, HAIRLINE),
        standing(base, number, edge, "song_heavy", FOLIO_NAME, "right" if right else "left"),
    ]
    third = grid.type_width / 2 - 40.0
    middle = grid.left + grid.type_width / 2
    if copy.name:
        size = setter.fitted(copy.name, "song_heavy", FOLIO_NAME, third)
        room = (grid.type_width - setter.width(copy.name, "song_heavy", size)) / 2 - 12.0
        marks.append(standing(base, copy.name, middle, "song_heavy", size, "center"))
    else:
        room = third
    line = "　".join(part for part in outside_first(copy, right) if part)
    if line:
        size = setter.fitted(line, "kai", FOLIO_TYPE, room)
        marks.append(standing(base, line, inside, "kai", size, "left" if right else "right"))
    return marks


GAZETTE = Design(
    "gazette",
    _("Gazette: the name upright beside the lead, hairlines"),
    folio=folio,
    imprint=margin_imprint,
    imprint_rows=no_rows,
    corner=Corner(column, column_room),
    rules=RuleStyle(column=0.3, story=0.3, box=0.5),
)
