"""What stands around a boxed story: a frame of one rule or two, a tint below it, or both."""

from __future__ import annotations

from newsroom.layout.geometry import PageGrid
from newsroom.layout.plan import FrameStyle, Module
from newsroom.press.marks import Frame, Tint

BOX_WHITE = 0.3  # of a gutter: between the copy of a box and its frame
PLAIN_RULE = 0.8
# Rules of a frame from outside in, each with the white between its middle and the one before.
FRAMES: dict[FrameStyle, tuple[tuple[float, float], ...]] = {
    "plain": ((PLAIN_RULE, 0.0),),
    "double": ((0.4, 0.0), (0.4, 1.8)),
    "thick_thin": ((2.0, 0.0), (0.4, 2.6)),
}


def last_row(module: Module) -> int:
    """The row behind the last one that may hold copy; below it only the separator may stand."""
    return module.area.bottom - (1 if module.rule_below else 0)


def box_tint(module: Module, grid: PageGrid) -> list[Tint]:
    """The tint of a box, to be painted before anything that stands on it."""
    if not module.tint:
        return []
    return [Tint(*_edges(module, grid), module.tint)]


def box_frame(module: Module, grid: PageGrid, plain: float = PLAIN_RULE) -> list[Frame]:
    """The rules around a box; ``plain`` is the thickness of a single one."""
    if not module.boxed or not module.frame:
        return []
    x, y, width, height = _edges(module, grid)
    marks = []
    inset = 0.0
    for thickness, white in FRAMES[module.frame]:
        inset += white
        rule = plain if module.frame == "plain" else thickness
        marks.append(Frame(x + inset, y + inset, width - 2 * inset, height - 2 * inset, rule))
    return marks


def _edges(module: Module, grid: PageGrid) -> tuple[float, float, float, float]:
    """Left, top, width, height of a box. Its edge stands in the gutters, so that boxed copy keeps
    the measure of its columns."""
    area = module.area
    white = BOX_WHITE * grid.gutter
    gap = grid.leading_pt - grid.body_size_pt  # what is level with copy ends above its row's foot
    top = grid.y_of(area.row)
    # At the foot of the page the frame stands level with the copy beside it.
    bottom = grid.y_of(last_row(module)) - gap + (white if module.rule_below else 0.0)
    return (
        grid.x_of(area.column) - white,
        top,
        grid.width_of(area.columns) + 2 * white,
        bottom - top,
    )
