"""The imprint 版权块: who publishes, prints and answers for the paper, on its last page.

Either a line or two in the margin below the type area, or rows of the last page kept for it.
"""

from __future__ import annotations

import math

from newsroom.layout.geometry import MM, PageGrid
from newsroom.layout.linebreak import painted
from newsroom.layout.metrics import TypeBook
from newsroom.press.designs.lines import Setting, joined, no_room
from newsroom.press.marks import Mark, Rule, Text
from newsroom.press.nameplate import HAIRLINE, SMALLEST_TYPE, MastheadCopy, Setter

SIZES = (8.5, 8.0, 7.5, SMALLEST_TYPE)
LEADING = 1.45
BELOW = 7.0  # points of white between the type area, or a rule, and the first line
KEPT_WHITE = 6 * MM  # at the foot of the sheet: no printer reaches further
MOST_LINES = 6
WIDE_GAP = {True: "　　", False: "    "}


def no_rows(copy: MastheadCopy, grid: PageGrid, book: TypeBook) -> int:
    """The imprint in the margin takes nothing off the page."""
    return 0


def margin_imprint(copy: MastheadCopy, rows: int, grid: PageGrid, book: TypeBook) -> list[Mark]:
    """Below the type area, under a hairline. Raises `SheetError` when the margin is too small."""
    if not copy.imprint:
        return []
    room = grid.trim_height - KEPT_WHITE - grid.bottom - BELOW
    made = _set(copy, copy.imprint, grid.type_width, room, book)
    top = grid.bottom + BELOW
    rule = Rule(grid.left, top - 2.5, grid.type_width, HAIRLINE)
    return [rule, *_centred(made, top, grid)]


def block_rows(copy: MastheadCopy, grid: PageGrid, book: TypeBook) -> int:
    """Rows at the foot of the last page that `block_imprint` fills, its white above included."""
    if not copy.imprint:
        return 0
    made = _set(copy, copy.whole_imprint, grid.type_width, MOST_LINES * SIZES[0] * LEADING, book)
    return math.ceil((made.height + 2 * BELOW) / grid.leading_pt) + 1


def block_imprint(copy: MastheadCopy, rows: int, grid: PageGrid, book: TypeBook) -> list[Mark]:
    """Between a black bar and a hairline in the last ``rows`` rows."""
    if not rows:
        return []
    top = grid.y_of(grid.rows - rows) + grid.leading_pt / 2
    foot = grid.bottom - (grid.leading_pt - grid.body_size_pt)
    made = _set(copy, copy.whole_imprint, grid.type_width, foot - top - BELOW, book)
    white = (foot - top - made.height) / 2
    return [
        Rule(grid.left, top, grid.type_width, 2.0),
        *_centred(made, top + white, grid),
        Rule(grid.left, foot, grid.type_width, HAIRLINE),
    ]


def _set(
    copy: MastheadCopy, texts: tuple[str, ...], width: float, room: float, book: TypeBook
) -> Setting:
    setter = Setter(book)
    gap = WIDE_GAP[copy.is_square]
    for size in SIZES:
        lines = joined(texts, "song", size, width, setter, gap)
        made = Setting(lines or (), size, size * LEADING)
        if lines is not None and made.height <= room + 0.01:
            return made
    raise no_room(max(texts, key=len))


def _centred(made: Setting, top: float, grid: PageGrid) -> list[Mark]:
    middle = grid.left + grid.type_width / 2
    return [
        Text(painted(line), middle, top + at * made.pitch, "song", made.size, "center")
        for at, line in enumerate(made.lines)
    ]
