"""What a printer sets and cuts by, outside the bleed: crop marks, crosses, colour bar, slug."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pikepdf import Name, Page, Pdf, Stream

from newsroom.layout.geometry import MM, PageGrid
from newsroom.layout.linebreak import painted
from newsroom.press.condition import PageInks, Spot
from newsroom.press.marks import Mark, Text
from newsroom.press.plates import SPOT, separation
from newsroom.press.sheet import Sheet

SLUG = 8 * MM  # room for marks outside the bleed
GAP = 1.0  # points between bleed and mark, mark and edge
HAIRLINE = 0.25
CROSS, RING = 7.0, 4.0  # points from the middle of a registration cross
PATCH = 4 * MM
SLUG_TYPE = 6.0
ALL_INKS = Name("/AllInks")

FOUR_INKS = ("1 0 0 0 k", "0 1 0 0 k", "0 0 1 0 k", "0 0 0 1 k")
FOUR_TINTS = (".5 0 0 0 k", "0 .5 0 0 k", "0 0 .5 0 k", "0 0 0 .5 k")
OVERLAPS = ("1 1 0 0 k", "1 0 1 0 k", "0 1 1 0 k")
BLACKS = ("0 0 0 1 k", "0 0 0 .8 k", "0 0 0 .5 k", "0 0 0 .2 k")


def add_printer_marks(document: Pdf, page: Page, grid: PageGrid, inks: PageInks) -> None:
    """Crop marks and crosses on every plate, a colour bar in the inks of the page.

    The page has its boxes. Hairlines here are in all inks on purpose.
    """
    spaces = page.obj.Resources.ColorSpace
    spaces[ALL_INKS] = document.make_indirect(separation("All", (1, 1, 1, 1)))
    if isinstance(inks, Spot) and SPOT not in spaces:
        spaces[SPOT] = document.make_indirect(separation(inks.name, inks.cmyk))
    left, bottom, right, top = (float(value) for value in page.obj.TrimBox)
    box = (left, bottom, right, top)
    marks = f"{_crop_marks(box, grid)} {_crosses(box, grid)} {_fold_marks(box, grid)}"
    lines = f"/AllInks CS 1 SCN {HAIRLINE} w {marks}"
    drawn = f"q /OverprintOff gs {lines} {_colour_bar(box, grid, inks)} Q"
    page.contents_add(Stream(document, drawn.encode("ascii")), prepend=False)


def _crop_marks(box: tuple[float, float, float, float], grid: PageGrid) -> str:
    """Four pairs of hairlines at the corners of the trim."""
    left, bottom, right, top = box
    near, far = grid.bleed_mm * MM + GAP, grid.bleed_mm * MM + SLUG - GAP
    lines = []
    for x in (left, right):
        lines += [(x, bottom - near, x, bottom - far), (x, top + near, x, top + far)]
    for y in (bottom, top):
        lines += [(left - near, y, left - far, y), (right + near, y, right + far, y)]
    return " ".join(_line(*line) for line in lines)


def _fold_marks(box: tuple[float, float, float, float], grid: PageGrid) -> str:
    """Dashed hairlines at head and foot where a double page is folded."""
    if not grid.fold:
        return ""
    left, bottom, right, top = box
    near, far = grid.bleed_mm * MM + GAP, grid.bleed_mm * MM + SLUG - GAP
    x = (left + right) / 2
    lines = _line(x, bottom - near, x, bottom - far), _line(x, top + near, x, top + far)
    return " ".join(("[3 2] 0 d", *lines, "[] 0 d"))


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0:.3f} {y0:.3f} m {x1:.3f} {y1:.3f} l S"


def _crosses(box: tuple[float, float, float, float], grid: PageGrid) -> str:
    """A cross in a ring at the middle of each side; at head and foot beside a fold."""
    left, bottom, right, top = box
    out = grid.bleed_mm * MM + SLUG / 2
    x, y = (left + right) / 2 - (2 * CROSS if grid.fold else 0.0), (bottom + top) / 2
    places = ((x, bottom - out), (x, top + out), (left - out, y), (right + out, y))
    return " ".join(_cross(*place) for place in places)


def _cross(x: float, y: float) -> str:
    r, k = RING, RING * 0.5523  # a quarter of a circle as a curve
    ring = (
        f"{x + r:.3f} {y:.3f} m "
        f"{x + r:.3f} {y + k:.3f} {x + k:.3f} {y + r:.3f} {x:.3f} {y + r:.3f} c "
        f"{x - k:.3f} {y + r:.3f} {x - r:.3f} {y + k:.3f} {x - r:.3f} {y:.3f} c "
        f"{x - r:.3f} {y - k:.3f} {x - k:.3f} {y - r:.3f} {x:.3f} {y - r:.3f} c "
        f"{x + k:.3f} {y - r:.3f} {x + r:.3f} {y - k:.3f} {x + r:.3f} {y:.3f} c s"
    )
    upright = _line(x, y - CROSS, x, y + CROSS)
    return f"{ring} {_line(x - CROSS, y, x + CROSS, y)} {upright}"


def patches(inks: PageInks) -> tuple[str, ...]:
    """Solids, half tints and two-ink overlaps of the inks a page has, as they are set."""
    if isinstance(inks, Spot):
        return (*BLACKS, "/PageSpot cs 1 scn", "/PageSpot cs .5 scn")
    return BLACKS if inks == "black" else (*FOUR_INKS, *FOUR_TINTS, *OVERLAPS)


def _colour_bar(box: tuple[float, float, float, float], grid: PageGrid, inks: PageInks) -> str:
    """In the slug at the head, right of the cross there."""
    left, _bottom, right, top = box
    x = (left + right) / 2 + 2 * CROSS
    y = top + grid.bleed_mm * MM + (SLUG - PATCH) / 2
    fit = int((right - x) / PATCH)
    return " ".join(
        f"{ink} {x + number * PATCH:.3f} {y:.3f} {PATCH:.3f} {PATCH:.3f} re f"
        for number, ink in enumerate(patches(inks)[:fit])
    )


def with_slug_lines(sheet: Sheet, words: Mapping[int, str]) -> Sheet:
    """The sheet with a line of ``words`` by page number in the slug at the foot of each page.

    For presses that trim only: without bleed the sheet has no slug and is returned as it is.
    """
    if not sheet.bleed:
        return sheet
    pages = tuple(
        (*marks, _slug_line(words[number], sheet)) if words.get(number) else marks
        for number, marks in zip(sheet.numbers, sheet.pages, strict=True)
    )
    return replace(sheet, pages=pages)


def _slug_line(words: str, sheet: Sheet) -> Mark:
    """Between the crop mark and the cross at the foot."""
    y = sheet.height + sheet.bleed + (SLUG - SLUG_TYPE) / 2
    return Text(painted(" ".join(words.split())), 4 * MM, y, "hei", SLUG_TYPE)
