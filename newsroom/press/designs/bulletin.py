"""Bulletin: the name white out of a red block, the issue's data in a box at its right.

For newsletters of a few columns, English ones too; quiet below, without column rules.
"""

from __future__ import annotations

from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.geometry import PageGrid
from newsroom.layout.linebreak import painted
from newsroom.layout.metrics import TypeBook
from newsroom.press.art import Artwork, fitted_art
from newsroom.press.designs.design import Design
from newsroom.press.designs.imprint import block_imprint, block_rows
from newsroom.press.designs.lines import filled
from newsroom.press.designs.strokes import (
    field,
    no_head_room,
    no_nameplate_room,
    outside_first,
    standing,
)
from newsroom.press.marks import Mark, Rule, Text
from newsroom.press.nameplate import HAIRLINE, SMALLEST_RED, Folio, MastheadCopy, Setter
from newsroom.press.rules import RuleStyle

WHITE_BELOW, INFO_HEIGHT, INFO_TYPE = 8.0, 17.0, 9.0
EARS_HEIGHT, EARS_TYPE = 17.0, 9.0
BLOCK_SHARE, BLOCK_LEAST = 0.68, 0.5  # of the type area
BLOCK_GAP, PADDING = 12.0, 14.0
LARGEST_NAME, SMALLEST_NAME, LEAST_BLOCK = 84.0, 24.0, 44.0
NAME_TRACKING = 0.08  # em
SIDE_BEARING = 0.04  # em: white a Han glyph keeps at its side
LATIN_LARGEST, LATIN_GAP = 16.0, 6.0  # reversed out of two inks: 14 pt at least
DATA_TYPE, DATA_NUMBER = 12.0, 20.0
FOLIO_TYPE, FOLIO_NUMBER = 9.0, 16.0
HEAVY = 2.0


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
    ears = EARS_HEIGHT if copy.ear_left or copy.ear_right else 0.0
    height = info - ears - 4.0 - grid.top
    if height < LEAST_BLOCK:
        raise no_nameplate_room()
    most = BLOCK_SHARE * grid.type_width
    width = most if art else _block_width(copy, most, height, grid, setter)
    return [
        *_block(copy, width, height, grid, setter, art),
        *_data(copy, page, width + BLOCK_GAP, height, grid, setter),
        *_pair((copy.ear_left, copy.ear_right), info - ears, EARS_TYPE, grid, setter),
        *_info(copy, info, grid, setter),
    ]


def _block_width(
    copy: MastheadCopy, most: float, height: float, grid: PageGrid, setter: Setter
) -> float:
    """The field closes about a short name, and leaves more to what is beside it."""
    size, tracking, latin = _name_setting(copy, most - 2 * PADDING, height, grid, setter)
    name = setter.width(copy.name, "hei_heavy", size, tracking)
    below = setter.width(copy.latin_name, "hei_heavy", latin) if latin else 0.0
    return min(most, max(BLOCK_LEAST * grid.type_width, max(name, below) + 2 * PADDING))


def _name_setting(
    copy: MastheadCopy, room: float, height: float, grid: PageGrid, setter: Setter
) -> tuple[float, float, float]:
    """Size and tracking of the name, and the size of the Latin name (0: none)."""
    latin = _latin_size(copy, room, setter)
    below = latin + LATIN_GAP if latin else 0.0
    limit = min(LARGEST_NAME * grid.display_scale, height - below - PADDING)
    size = setter.fitted(copy.name, "hei_heavy", limit, room, SMALLEST_NAME)
    gaps = max(1, len(copy.name) - 1)
    spare = room - setter.width(copy.name, "hei_heavy", size)
    return size, min(NAME_TRACKING * size, spare / gaps), latin


def _block(
    copy: MastheadCopy,
    width: float,
    height: float,
    grid: PageGrid,
    setter: Setter,
    art: Artwork | None,
) -> list[Mark]:
    """A red field with the name in it; a drawing of its own stands on white instead."""
    room = width - 2 * PADDING
    if art is not None:
        return _drawn(copy, art, width, height, grid, setter)
    block = field(grid.left, grid.top, width, height, "red")
    size, tracking, latin = _name_setting(copy, room, height, grid, setter)
    below = latin + LATIN_GAP if latin else 0.0
    x = grid.left + PADDING
    y = grid.top + (height - size - below) / 2
    bearing = SIDE_BEARING * size if copy.is_square else 0.0
    name = Text(
        painted(copy.name), x - bearing, y, "hei_heavy", size, ink="paper", tracking=tracking
    )
    if not latin:
        return [block, name]
    at = y + size + LATIN_GAP
    return [block, name, Text(painted(copy.latin_name), x, at, "hei_heavy", latin, ink="paper")]


def _drawn(
    copy: MastheadCopy, art: Artwork, width: float, height: float, grid: PageGrid, setter: Setter
) -> list[Mark]:
    """The paper's own drawing on white in place of the field, the Latin name below it."""
    latin = _latin_size(copy, width, setter)
    below = latin + LATIN_GAP if latin else 0.0
    marks, _width, foot = fitted_art(art, grid.left, grid.top, width, height - below, across=0)
    if latin:
        name = painted(copy.latin_name)
        marks.append(Text(name, grid.left, foot + LATIN_GAP - 2.0, "hei_heavy", latin))
    return marks


def _latin_size(copy: MastheadCopy, room: float, setter: Setter) -> float:
    if not copy.latin_name:
        return 0.0
    return setter.fitted(copy.latin_name, "hei_heavy", LATIN_LARGEST, room, SMALLEST_RED)


def _data(
    copy: MastheadCopy, page: int, offset: float, height: float, grid: PageGrid, setter: Setter
) -> list[Mark]:
    """Number, date and pages under a heavy rule, above a fine one."""
    x, width = grid.left + offset, grid.type_width - offset
    day = f"{copy.day}日" if copy.is_square and copy.day else ""
    date = copy.year_month + day if copy.is_square else f"{copy.day} {copy.year_month}".strip()
    space = "　" if copy.is_square else ", "
    dated = space.join(part for part in (date, copy.weekday) if part)
    own = space.join(part for part in (copy.page_count_line, copy.own_number(page)) if part)
    lines = tuple(line for line in (dated, copy.lunar_date, copy.number_line, own) if line)
    number = copy.year_number_line
    size = setter.fitted(number, "hei_heavy", DATA_NUMBER, width) if number else 0.0
    below = height - size * 1.5 - 2 * HEAVY - 8.0
    made = filled(lines, "hei", DATA_TYPE, width, below, setter, leading=1.5)
    top = grid.top + (height - made.height - size * 1.5) / 2
    marks: list[Mark] = [
        Rule(x, grid.top + HEAVY / 2, width, HEAVY),
        Rule(x, grid.top + height - HAIRLINE / 2, width, HAIRLINE),
    ]
    if number:
        marks.append(Text(painted(number), x, top, "hei_heavy", size))
    first = top + size * 1.5
    return marks + [
        Text(painted(line), x, first + at * made.pitch, "hei", made.size)
        for at, line in enumerate(made.lines)
    ]


def _pair(
    words: tuple[str, str], top: float, size: float, grid: PageGrid, setter: Setter
) -> list[Mark]:
    """Two lines of words at either end of the width."""
    room = grid.type_width / 2 - 6.0 if all(words) else grid.type_width
    marks: list[Mark] = []
    for text, right in zip(words, (False, True), strict=True):
        if text:
            now = setter.fitted(text, "hei", size, room)
            x = grid.left + grid.type_width * right
            y = top + (EARS_HEIGHT - now) / 2
            marks.append(Text(painted(text), x, y, "hei", now, "right" if right else "left"))
    return marks


def _info(copy: MastheadCopy, top: float, grid: PageGrid, setter: Setter) -> list[Mark]:
    """Publisher, permit, distribution and hotline between two rules."""
    parts = (copy.publisher, copy.permit, copy.distribution, copy.hotline_line)
    line = ("　|　" if copy.is_square else "  |  ").join(part for part in parts if part)
    marks: list[Mark] = [
        Rule(grid.left, top, grid.type_width, HAIRLINE),
        Rule(grid.left, top + INFO_HEIGHT, grid.type_width, 1.0),
    ]
    if not line:
        return marks
    size = setter.fitted(line, "song", INFO_TYPE, grid.type_width)
    middle = grid.left + grid.type_width / 2
    y = top + (INFO_HEIGHT - size) / 2
    return [*marks, Text(painted(line), middle, y, "song", size, "center")]


def folio(copy: Folio, rows: int, grid: PageGrid, book: TypeBook) -> list[Mark]:
    """Number outside under a short heavy rule, the words beside it, a hairline below."""
    setter = Setter(book)
    foot = grid.y_of(rows) - WHITE_BELOW
    base = foot - 6.0
    if base - FOLIO_NUMBER * 0.8 - 6.0 < grid.top - 0.5:
        raise no_head_room(copy.number)
    right = copy.number % 2 == 1
    edge = grid.left + grid.type_width if right else grid.left
    number = str(copy.number)
    step = setter.width(number, "hei_heavy", FOLIO_NUMBER) + 8.0
    marks: list[Mark] = [
        Rule(edge - step * right, base - FOLIO_NUMBER * 0.8 - 4.0, step, HEAVY, ink="red"),
        standing(base, number, edge, "hei_heavy", FOLIO_NUMBER, "right" if right else "left"),
        Rule(grid.left, foot, grid.type_width, HAIRLINE),
    ]
    if copy.name:
        room = grid.type_width / 2 - step
        size = setter.fitted(copy.name, "hei_heavy", FOLIO_TYPE + 1.5, room)
        x = edge - step if right else edge + step
        marks.append(standing(base, copy.name, x, "hei_heavy", size, "right" if right else "left"))
    line = "　".join(part for part in outside_first(copy, right) if part)
    if line:
        size = setter.fitted(line, "hei", FOLIO_TYPE, grid.type_width / 2 + 20.0)
        x = grid.left if right else grid.left + grid.type_width
        marks.append(standing(base, line, x, "hei", size, "left" if right else "right"))
    return marks


BULLETIN = Design(
    "bulletin",
    _("Bulletin: name white out of a red block, the issue's data at its right"),
    folio=folio,
    imprint=block_imprint,
    imprint_rows=block_rows,
    banner=nameplate,
    rules=RuleStyle(column=0, story=0.5, box=0.5),
    lead_face="hei_heavy",
)
