"""District: the name in red Song at the left, a framed date box, a double rule 文武线 below."""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.geometry import PageGrid
from newsroom.layout.linebreak import painted
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import FontRole
from newsroom.press.art import Artwork, fitted_art
from newsroom.press.designs.design import Design
from newsroom.press.designs.imprint import margin_imprint, no_rows
from newsroom.press.designs.strokes import (
    DOUBLE_RULE,
    double_rule,
    no_head_room,
    no_nameplate_room,
    refuse_ears,
    standing,
)
from newsroom.press.marks import Frame, Mark, Rule, Text
from newsroom.press.nameplate import (
    HAIRLINE,
    SMALLEST_RED,
    Folio,
    MastheadCopy,
    Setter,
    SheetError,
)

STRIP_TYPE = 9.0
STRIP_HEIGHT = 15.0
WHITE_BELOW = 6.0  # between the strip and the first row of copy
WHITE_ABOVE_RULE = 10.0

DATE_WIDTH = 0.31  # of the type area
DATE_NARROWEST, DATE_WIDEST = 190.0, 208.0
DATE_LOWEST = 90.0
DATE_GAP = 26.0
CELL_PADDING = 9.0
DAY_SHARE = 0.44  # of the date box
DAY_SIZE, DATE_TYPE, FACTS_TYPE = 68.0, 10.5, 10.5
FACTS_PITCH = 2.3  # of the type

LARGEST_NAME, SMALLEST_NAME = 118.0, 30.0
NAME_TRACKING = 0.08  # em, at most
LATIN_SMALLEST, LATIN_LARGEST = 11.0, 16.0
LATIN_TRACKING, LATIN_MOST_TRACKING = 0.3, 0.6  # em
LATIN_GAP = 8.0
SIDE_BEARING = 0.035  # em: white a Han glyph keeps at its sides, taken back at the type area's edge

FOLIO_NUMBER, FOLIO_NAME, FOLIO_TYPE = 24.0, 13.0, 9.0


def nameplate(
    copy: MastheadCopy,
    page: int,
    rows: int,
    grid: PageGrid,
    book: TypeBook,
    art: Artwork | None = None,
) -> list[Mark]:
    """The marks of the first ``rows`` rows of page one. Raises `SheetError` if they are too few."""
    refuse_ears(copy)
    setter = Setter(book)
    bottom = grid.y_of(rows) - WHITE_BELOW - STRIP_HEIGHT
    rule = bottom - sum(DOUBLE_RULE)
    width = _date_width(grid) if copy.facts or copy.day else 0.0
    room = grid.type_width - width - (DATE_GAP if width else 0.0)
    top, end = grid.top, rule - WHITE_ABOVE_RULE
    if art is not None:
        marks = _drawn(copy, art, room, end - top, grid, setter)
    else:
        marks = _name(copy, room, end - top, grid, setter)
        top, end = _level_with(marks, top, end)
    if width:
        marks += _date_box(copy, width, top, end - top, grid, setter)
    marks += double_rule(grid.left, rule, grid.type_width)
    return marks + _strip(copy, page, bottom, grid, setter)


def _date_width(grid: PageGrid) -> float:
    widest = DATE_WIDEST * grid.display_scale
    return min(widest, max(DATE_NARROWEST, DATE_WIDTH * grid.type_width))


def _name(
    copy: MastheadCopy, room: float, height: float, grid: PageGrid, setter: Setter
) -> list[Mark]:
    """The name as large as its place allows, and the Latin name spread out below it."""
    below = LATIN_LARGEST + LATIN_GAP if copy.latin_name else 0.0
    size = min(LARGEST_NAME * grid.display_scale, height - below)
    if size < SMALLEST_NAME:
        raise no_nameplate_room()
    size = setter.fitted(copy.name, "song_heavy", size, room, SMALLEST_NAME)
    gaps = max(1, len(copy.name) - 1)
    spare = room - setter.width(copy.name, "song_heavy", size)
    tracking = max(0.0, min(NAME_TRACKING * size, spare / gaps))
    x = grid.left - SIDE_BEARING * size
    y = grid.top + (height - below - size) / 2
    marks: list[Mark] = [
        Text(painted(copy.name), x, y, "song_heavy", size, ink="red", tracking=tracking)
    ]
    if copy.latin_name:
        width = setter.width(copy.name, "song_heavy", size, tracking) - 2 * SIDE_BEARING * size
        marks.append(_latin(copy.latin_name, width, y + size + LATIN_GAP, grid, setter))
    return marks


def _drawn(
    copy: MastheadCopy, art: Artwork, room: float, height: float, grid: PageGrid, setter: Setter
) -> list[Mark]:
    """The paper's own drawing in place of the name set in type."""
    below = LATIN_LARGEST + LATIN_GAP if copy.latin_name else 0.0
    if height - below < SMALLEST_NAME:
        raise no_nameplate_room()
    marks, width, foot = fitted_art(art, grid.left, grid.top, room, height - below, across=0)
    if copy.latin_name:
        marks.append(_latin(copy.latin_name, width, foot + LATIN_GAP, grid, setter))
    return marks


def _latin(text: str, width: float, y: float, grid: PageGrid, setter: Setter) -> Text:
    """As wide as the name above it: first by its size, then by letterspacing."""
    gaps = max(1, len(text) - 1)
    spaced = setter.width(text, "song_heavy", 1.0) + gaps * LATIN_TRACKING
    size = min(LATIN_LARGEST, max(LATIN_SMALLEST, width / spaced))
    size = setter.fitted(text, "song_heavy", size, width)
    spare = width - setter.width(text, "song_heavy", size)
    tracking = min(LATIN_MOST_TRACKING * size, spare / gaps)
    return Text(painted(text), grid.left, y, "song_heavy", size, tracking=tracking)


def _level_with(name: list[Mark], top: float, foot: float) -> tuple[float, float]:
    """Top and foot of the date box: those of the name, or beyond where a long name is low."""
    first, last = _ink_of(name)
    more = max(0.0, DATE_LOWEST - (last - first)) / 2
    return max(top, first - more), min(foot, last + more)


def _ink_of(marks: list[Mark]) -> tuple[float, float]:
    """Top of the name's strokes and baseline of the last line: what the date box is level with."""
    lines = [mark for mark in marks if isinstance(mark, Text)]
    first, last = lines[0], lines[-1]
    foot = 0.96 if first is last else 0.88  # a Han name reaches below the Latin baseline
    return first.y + 0.05 * first.size, last.y + foot * last.size


def _date_box(
    copy: MastheadCopy, width: float, top: float, height: float, grid: PageGrid, setter: Setter
) -> list[Mark]:
    """A framed box at the right: the day, large; beside it what else the issue says of itself."""
    left = grid.left + grid.type_width - width
    marks: list[Mark] = [Frame(left, top, width, height, 0.5)]
    day = width * DAY_SHARE if copy.facts else width
    marks += _day(copy, left + day / 2, day, top, height, setter)
    if copy.facts:
        length = height - 2 * CELL_PADDING
        marks.append(Rule(left + day, top + CELL_PADDING, length, HAIRLINE, vertical=True))
        marks += _facts(copy, left + day, width - day, top, height, setter)
    return marks


def _day(
    copy: MastheadCopy, middle: float, width: float, top: float, height: float, setter: Setter
) -> Iterator[Mark]:
    room = width - 2 * CELL_PADDING
    lines = [line for line in (copy.year_month, copy.weekday) if line]
    small = _common_size(lines, "hei", DATE_TYPE, room, setter)
    below = len(lines) * small * 1.5
    size = min(DAY_SIZE, (height - below) * 0.62)
    if copy.day:
        size = setter.fitted(copy.day, "song_heavy", size, room, SMALLEST_RED)
    # Lining figures are 0.74 em high: the white of the line box is taken off above and below.
    figure = 0.74 * size if copy.day else 0.0
    y = top + (height - figure - below) / 2
    if copy.day:
        yield Text(copy.day, middle, y - 0.14 * size, "song_heavy", size, "center", "red")
    for number, line in enumerate(lines):
        at = y + figure + small * (0.5 + 1.5 * number) + 0.25 * small
        yield Text(painted(line), middle, at, "hei", small, "center")


def _facts(
    copy: MastheadCopy, left: float, width: float, top: float, height: float, setter: Setter
) -> Iterator[Mark]:
    """One size for all lines, so that none shouts; the issue numbers are set heavier."""
    size = _common_size(copy.facts, "hei", FACTS_TYPE, width - 2 * CELL_PADDING, setter)
    pitch = min(size * FACTS_PITCH, (height - 2 * CELL_PADDING) / len(copy.facts))
    if pitch < size:
        raise SheetError(
            _("The date box of the nameplate has no room for its lines: give it more rows.")
        )
    y = top + (height - pitch * (len(copy.facts) - 1) - size) / 2
    for number, line in enumerate(copy.facts):
        font: FontRole = "hei_heavy" if line == copy.issue_line else "song"
        yield Text(painted(line), left + width / 2, y + number * pitch, font, size, "center")


def _common_size(
    lines: list[str] | tuple[str, ...], font: FontRole, size: float, room: float, setter: Setter
) -> float:
    return min((setter.fitted(line, font, size, room) for line in lines), default=size)


def _strip(copy: MastheadCopy, page: int, top: float, grid: PageGrid, setter: Setter) -> list[Mark]:
    """The line under the double rule: publisher, permit, how many pages and which one this is."""
    space = "　" if copy.is_square else "  "
    right = space.join(part for part in (copy.page_count_line, copy.own_number(page)) if part)
    parts = [part for part in (copy.publisher, copy.permit, right) if part]
    joined = "　　".join(parts)
    size = setter.fitted(joined, "song", STRIP_TYPE, grid.type_width)
    y = top + (STRIP_HEIGHT - size) / 2
    edge = grid.left + grid.type_width
    marks: list[Mark] = [Text(painted(right), edge, y, "hei", size, "right")]
    if copy.publisher:
        marks.append(Text(painted(copy.publisher), grid.left, y, "song", size))
    if copy.permit:
        marks.append(_permit(copy, right, y, size, grid, setter))
    marks.append(Rule(grid.left, top + STRIP_HEIGHT, grid.type_width, HAIRLINE))
    return marks


def _permit(
    copy: MastheadCopy, right: str, y: float, size: float, grid: PageGrid, setter: Setter
) -> Text:
    """In the middle of the white between its neighbours, not of the page."""
    left = grid.left + setter.width(copy.publisher, "song", size)
    end = grid.left + grid.type_width - setter.width(right, "hei", size)
    return Text(painted(copy.permit), (left + end) / 2, y, "song", size, "center")


def folio(copy: Folio, rows: int, grid: PageGrid, book: TypeBook) -> list[Mark]:
    """The head of an inner page, its number outside: odd pages are right-hand pages."""
    setter = Setter(book)
    rule = grid.y_of(rows) - WHITE_BELOW - sum(DOUBLE_RULE)
    height = rule - grid.top - 3.0
    size = min(FOLIO_NUMBER, height)
    if size < SMALLEST_RED:
        raise no_head_room(copy.number)
    baseline = rule - 5.0
    right = copy.number % 2 == 1
    marks = _folio_outside(copy, right, baseline, size, grid, setter)
    marks += _folio_inside(copy, right, baseline, grid, setter)
    return marks + double_rule(grid.left, rule, grid.type_width)


def _folio_outside(
    copy: Folio, right: bool, baseline: float, size: float, grid: PageGrid, setter: Setter
) -> list[Mark]:
    """Page number and page name."""
    edge = grid.left + grid.type_width if right else grid.left
    number = str(copy.number)
    marks: list[Mark] = [
        standing(baseline, number, edge, "song_heavy", size, "right" if right else "left", "red")
    ]
    if copy.name:
        step = setter.width(number, "song_heavy", size) + 10.0
        room = grid.type_width / 2 - step
        small = setter.fitted(copy.name, "hei_heavy", FOLIO_NAME, room)
        x = edge - step if right else edge + step
        marks.append(
            standing(baseline, copy.name, x, "hei_heavy", small, "right" if right else "left")
        )
    return marks


def _folio_inside(
    copy: Folio, right: bool, baseline: float, grid: PageGrid, setter: Setter
) -> list[Mark]:
    """Name of the publication and date."""
    parts = (copy.publication, copy.date_line, copy.editor)
    line = "　".join(part for part in parts if part)
    if not line:
        return []
    size = setter.fitted(line, "hei", FOLIO_TYPE, grid.type_width / 2)
    x = grid.left if right else grid.left + grid.type_width
    return [standing(baseline, line, x, "hei", size, "left" if right else "right")]


DISTRICT = Design(
    "district",
    _("District: name in red Song, date box, double rule"),
    folio=folio,
    imprint=margin_imprint,
    imprint_rows=no_rows,
    banner=nameplate,
)
