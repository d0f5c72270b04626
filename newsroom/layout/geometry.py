"""The page in numbers: trim, type area, columns and baseline rows.

Origin of every coordinate is the top left of the trimmed page (points) or of the type area
(columns and rows). One point is 1/72 inch.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import ClassVar

MM = 72 / 25.4  # points in a millimetre
# Type areas up to this many points wide, and what headlines measure there against a tabloid's.
HEADLINE_SCALES = ((560.0, 0.8), (860.0, 1.0))
LARGEST_SCALE = 1.25


@dataclass(frozen=True)
class PageGrid:
    """A page format. Everything on a page stands on whole columns and whole baseline rows."""

    trim_width_mm: float
    trim_height_mm: float
    columns: int
    column_em: float  # measure of one column, in ems of the body size
    gutter_em: float
    rows: int
    body_size_pt: float
    leading_pt: float
    top_margin_mm: float
    bleed_mm: float = 0.0

    across: ClassVar[int] = 1  # facing pages that it lies on

    @property
    def spread(self) -> SpreadGrid:
        """Two facing pages as one 通版, the outer margins and the measure kept.

        There are twice as many columns, so that a gutter lies on the fold; what the margins at the
        fold leave over goes into all the gutters.
        """
        columns = 2 * self.columns
        width = 2 * self.trim_width - 2 * self.left
        gutter = (width - columns * self.column_width) / (columns - 1)
        doubled = {
            "trim_width_mm": 2 * self.trim_width_mm,
            "columns": columns,
            "gutter_em": gutter / self.body_size_pt,
        }
        return SpreadGrid(**{**asdict(self), **doubled})

    @property
    def fold(self) -> int:
        """The column behind the fold; 0 where there is none."""
        return self.columns // 2 if self.across == 2 else 0

    @property
    def trim_width(self) -> float:
        return self.trim_width_mm * MM

    @property
    def trim_height(self) -> float:
        return self.trim_height_mm * MM

    @property
    def column_width(self) -> float:
        return self.column_em * self.body_size_pt

    @property
    def gutter(self) -> float:
        return self.gutter_em * self.body_size_pt

    @property
    def type_width(self) -> float:
        """Width of the type area 版心, in points."""
        return self.width_of(self.columns)

    @property
    def type_height(self) -> float:
        return self.rows * self.leading_pt

    @property
    def headline_scale(self) -> float:
        """How large headlines are against those of a tabloid: a narrow page shouts less."""
        wide = self.type_width / self.across
        fitting = (scale for width, scale in HEADLINE_SCALES if wide <= width)
        return next(fitting, LARGEST_SCALE)

    @property
    def display_scale(self) -> float:
        """How large a nameplate may grow: as a tabloid's at least, for its rows bound it too."""
        return max(1.0, self.headline_scale)

    @property
    def bottom(self) -> float:
        """Where the type area ends, in points from the top of the sheet."""
        return self.y_of(self.rows)

    @property
    def left(self) -> float:
        """Left edge of the type area; it is centred on the page."""
        return (self.trim_width - self.type_width) / 2

    @property
    def top(self) -> float:
        return self.top_margin_mm * MM

    def width_of(self, columns: int) -> float:
        """Points that ``columns`` neighbouring columns measure, gutters between them included."""
        return columns * self.column_width + (columns - 1) * self.gutter

    def em_of(self, columns: int) -> float:
        return self.width_of(columns) / self.body_size_pt

    def x_of(self, column: int) -> float:
        return self.left + column * (self.column_width + self.gutter)

    def y_of(self, row: float) -> float:
        return self.top + row * self.leading_pt


@dataclass(frozen=True)
class SpreadGrid(PageGrid):
    """A double page 通版, made by `PageGrid.spread`."""

    across: ClassVar[int] = 2


TABLOID = PageGrid(
    trim_width_mm=270,
    trim_height_mm=390,
    columns=5,
    column_em=13,
    gutter_em=2.5,
    rows=75,
    body_size_pt=9,
    leading_pt=13.5,
    top_margin_mm=16,
)


@dataclass(frozen=True)
class Area:
    """A rectangle of whole columns and whole rows; column 0, row 0 is the type area's top left."""

    column: int
    row: int
    columns: int
    rows: int

    @property
    def right(self) -> int:
        return self.column + self.columns

    @property
    def bottom(self) -> int:
        return self.row + self.rows

    def overlaps(self, other: Area) -> bool:
        return (
            self.column < other.right
            and other.column < self.right
            and self.row < other.bottom
            and other.row < self.bottom
        )


@dataclass(frozen=True)
class CornerRoom:
    """What a nameplate beside the lead asks for, from the top left of page one.

    It is as tall as the lead turns out: between so many rows, the row of the rule below included.
    """

    columns: int
    least_rows: int
    most_rows: int
