"""Where each story stands on the picture of a page, so that a reader can point at it."""

from __future__ import annotations

from dataclasses import dataclass

from newsroom.layout.geometry import PageGrid
from newsroom.layout.plan import Module, PagePlan


@dataclass(frozen=True)
class Zone:
    """A rectangle as fractions (0 to 1) of the trimmed page, measured from its top left."""

    item_id: str
    left: float
    top: float
    width: float
    height: float


def zones(page: PagePlan, grid: PageGrid) -> list[Zone]:
    """One zone for each story or continuation on ``page``, in the order of the plan."""
    return [_zone(module, grid) for module in page.modules]


def _zone(module: Module, grid: PageGrid) -> Zone:
    area = module.area
    return Zone(
        module.item_id,
        left=round(grid.x_of(area.column) / grid.trim_width, 5),
        top=round(grid.y_of(area.row) / grid.trim_height, 5),
        width=round(grid.width_of(area.columns) / grid.trim_width, 5),
        height=round(area.rows * grid.leading_pt / grid.trim_height, 5),
    )
