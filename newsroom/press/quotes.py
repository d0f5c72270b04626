"""A pull quote as it is printed: lines of Kai in the middle of its place, rules above and below."""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.layout.geometry import PageGrid
from newsroom.layout.linebreak import painted
from newsroom.layout.plan import FontRole, Quote
from newsroom.press.marks import Mark, Rule, Text

QUOTE_FACE: FontRole = "kai"
ABOVE, BELOW = 1.5, 0.5  # thickness of the rules, in points


def line_tops(quote: Quote, grid: PageGrid) -> Iterator[tuple[str, float]]:
    """Each line with the top of its line box, in points from the top of the page."""
    height = quote.area.rows * grid.leading_pt - (grid.leading_pt - grid.body_size_pt)
    taken = (len(quote.lines) - 1) * quote.leading_pt + quote.size_pt
    top = grid.y_of(quote.area.row) + (height - taken) / 2
    for number, line in enumerate(quote.lines):
        yield line, top + number * quote.leading_pt


def quote_marks(quote: Quote, grid: PageGrid) -> Iterator[Mark]:
    left, width = grid.x_of(quote.area.column), grid.width_of(quote.area.columns)
    top = grid.y_of(quote.area.row)
    foot = grid.y_of(quote.area.bottom) - (grid.leading_pt - grid.body_size_pt)
    yield Rule(left, top + ABOVE / 2, width, ABOVE)
    for line, y in line_tops(quote, grid):
        yield Text(painted(line), left + width / 2, y, QUOTE_FACE, quote.size_pt, "center")
    yield Rule(left, foot - BELOW / 2, width, BELOW)
