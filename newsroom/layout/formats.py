"""Page formats a paper starts from: sheet, columns, measure, rows and the rows kept for its head.

A format is a set of figures, not a kind of page: whoever needs another size changes the figures.
Millimetres for the sheet, points for type, ems of the body size for columns.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.geometry import TABLOID, PageGrid

FormatCode = Literal["tabloid", "broadsheet", "a3", "a4"]


@dataclass(frozen=True)
class PageFormat:
    """A named page: its grid, and how many rows nameplate and folio take of it."""

    code: FormatCode
    name: Sentence
    grid: PageGrid
    nameplate_rows: int
    folio_rows: int

    @property
    def figures(self) -> dict[str, float]:
        """Every measure by its field name; the bleed is the printer's, not the format's."""
        grid = {key: value for key, value in asdict(self.grid).items() if key != "bleed_mm"}
        return grid | {"nameplate_rows": self.nameplate_rows, "folio_rows": self.folio_rows}


BROADSHEET = PageGrid(
    trim_width_mm=390,
    trim_height_mm=540,
    columns=8,
    column_em=12,
    gutter_em=2,
    rows=106,
    body_size_pt=9,
    leading_pt=13.5,
    top_margin_mm=16,
)
A3 = PageGrid(
    trim_width_mm=297,
    trim_height_mm=420,
    columns=5,
    column_em=14,
    gutter_em=2.5,
    rows=80,
    body_size_pt=9,
    leading_pt=13.5,
    top_margin_mm=18,
)
A4 = PageGrid(
    trim_width_mm=210,
    trim_height_mm=297,
    columns=3,
    column_em=16,
    gutter_em=2.5,
    rows=54,
    body_size_pt=9.5,
    leading_pt=14,
    top_margin_mm=15,
)

FORMATS: dict[FormatCode, PageFormat] = {
    made.code: made
    for made in (
        PageFormat("tabloid", _("Tabloid 270 × 390 mm"), TABLOID, 14, 3),
        PageFormat("broadsheet", _("Broadsheet 390 × 540 mm"), BROADSHEET, 18, 3),
        PageFormat("a3", _("A3 297 × 420 mm"), A3, 14, 3),
        PageFormat("a4", _("A4 210 × 297 mm"), A4, 10, 3),
    )
}


def sheet_pages(grid: PageGrid) -> int:
    """Pages that are usually printed together: a tabloid by four, a large page by two."""
    return 2 if grid.trim_width_mm >= A3.trim_width_mm else 4


def format_of(grid: PageGrid, nameplate_rows: int, folio_rows: int) -> PageFormat | None:
    """The format that has just these figures, whatever the bleed; None is a free size."""
    given = asdict(grid) | {"nameplate_rows": nameplate_rows, "folio_rows": folio_rows}
    for known in FORMATS.values():
        if all(given[key] == value for key, value in known.figures.items()):
            return known
    return None
