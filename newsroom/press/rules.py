"""Rules between stories and between the columns of a story.

A thin rule parts the columns of one story, a thicker one its neighbours; where a story ends above
another a rule lies in the row kept free for it. Rules of neighbours that meet end to end are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from newsroom.layout.geometry import Area, PageGrid
from newsroom.layout.plan import Module, PagePlan
from newsroom.press.frames import PLAIN_RULE, box_frame, box_tint, last_row
from newsroom.press.marks import Mark, Rule

COLUMN_RULE = 0.3
STORY_RULE = 0.6


@dataclass(frozen=True)
class RuleStyle:
    """Thickness of the rules of a page in points; 0 is white instead of a rule."""

    column: float = COLUMN_RULE
    story: float = STORY_RULE
    box: float = PLAIN_RULE


PLAIN = RuleStyle()


def page_rules(page: PagePlan, grid: PageGrid, style: RuleStyle = PLAIN) -> list[Mark]:
    """Every rule and frame of the stories of a page."""
    blocks = list(_blocks(page))
    marks: list[Mark] = [tint for module in page.modules for tint in box_tint(module, grid)]
    if style.story:
        marks += _between_stories(blocks, grid, style.story)
        marks += _below_stories(blocks, grid, style.story)
    for module in page.modules:
        if style.column:
            marks += _between_columns(module, grid, style.column)
        marks += box_frame(module, grid, style.box)
    return marks


@dataclass(frozen=True)
class _Block:
    """What a rule parts: a story, or the nameplate in its corner."""

    area: Area
    rule_below: bool
    boxed: bool
    story: int = -1  # its number: the parts of an L have one


def _blocks(page: PagePlan) -> Iterator[_Block]:
    if page.corner is not None:
        foot = page.corner.bottom
        below = any(m.rule_below or m.notch for m in page.modules if foot in _feet(m))
        yield _Block(page.corner, rule_below=below, boxed=False)
    for number, module in enumerate(page.modules):
        for part in module.parts:
            yield _Block(part, module.rule_below, module.boxed, number)
    for frame in page.artwork:
        yield _Block(frame.area, frame.rule_below, boxed=True)  # it has a hairline of its own


def _feet(module: Module) -> tuple[int, ...]:
    """Rows behind the last of the story, and of what stands in the notch of an L."""
    return (module.area.bottom, module.notch.bottom) if module.notch else (module.area.bottom,)


def _below_stories(blocks: list[_Block], grid: PageGrid, thickness: float) -> Iterator[Mark]:
    """A rule in each separator row; side by side they run on through the gutter."""
    by_row: dict[int, list[tuple[int, int]]] = {}
    for block in blocks:
        if block.rule_below and not block.boxed:
            area = block.area
            by_row.setdefault(area.bottom - 1, []).append((area.column, area.right))
    for row, spans in sorted(by_row.items()):
        for first, end in _joined(spans):
            y = grid.y_of(row) + (grid.leading_pt - _line_gap(grid)) / 2
            yield Rule(grid.x_of(first), y, grid.width_of(end - first), thickness)


def _between_stories(blocks: list[_Block], grid: PageGrid, thickness: float) -> Iterator[Mark]:
    """A rule in the gutter along every stretch where two stories stand side by side; the fold of
    a double page parts them by itself."""
    for column in (at for at in range(1, grid.columns) if at != grid.fold):
        spans = [
            span
            for left in blocks
            for right in blocks
            if left.area.right == column == right.area.column and not (left.boxed or right.boxed)
            if left.story != right.story or left.story < 0
            for span in [_shared_rows(left, right)]
            if span[0] < span[1]
        ]
        for first, end in _joined(spans):
            yield _upright(column, first, end, grid, thickness)


def _shared_rows(left: _Block, right: _Block) -> tuple[int, int]:
    """Rows both stories have. Where only one ends, the rule runs on to the next pair's."""
    first = max(left.area.row, right.area.row)
    end = min(left.area.bottom, right.area.bottom)
    return first, end - 1 if left.rule_below and left.area.bottom == right.area.bottom else end


def _between_columns(module: Module, grid: PageGrid, thickness: float) -> Iterator[Mark]:
    """Hairlines beside the copy, not beside the headline nor across a picture."""
    if any(leg.measure_em and leg.columns > 1 for leg in module.legs):
        yield from _between_broken(module, grid, thickness)
        return
    first = module.area.column + module.head_columns
    for column in (at for at in range(first + 1, module.area.right) if at != grid.fold):
        rows = [
            row
            for row in range(module.area.row + module.head_rows, last_row(module))
            if not _crosses(module, column, row) and _has_copy(module, column, row)
            if not _beside_nameplate(module, column, row)
        ]
        for first, end in _joined((row, row + 1) for row in rows):
            if end - first > 1:  # beside a single row, a byline under a picture, it is a speck
                yield _upright(column, first, end, grid, thickness)


def _between_broken(module: Module, grid: PageGrid, thickness: float) -> Iterator[Mark]:
    """Hairlines in the middle between legs that do not stand on the columns of the page."""
    top = min(leg.row for leg in module.legs)
    foot = max(leg.row + len(leg.lines) for leg in module.legs)
    length = (foot - top) * grid.leading_pt - _line_gap(grid)
    legs = [leg for leg in module.legs if not leg.lines[0].left_em]
    edges = sorted({(leg.left(grid), leg.left(grid) + leg.width(grid)) for leg in legs})
    for (_left, right), (left, _right) in pairwise(edges):
        yield Rule((left + right) / 2, grid.y_of(top), length, thickness, vertical=True)


def _crosses(module: Module, column: int, row: int) -> bool:
    """Whether a picture or a wide leg lies across the gutter before ``column``."""
    areas = [(p.area.column, p.area.right, p.area.row, p.area.bottom) for p in module.photos]
    areas += [(g.column, g.column + g.columns, g.row, g.row + len(g.lines)) for g in module.legs]
    return any(left < column < right and top <= row < end for left, right, top, end in areas)


def _beside_nameplate(module: Module, column: int, row: int) -> bool:
    """Whether the gutter before ``column`` parts an L from the nameplate, not from itself."""
    notch = module.notch
    return notch is not None and column == notch.right and row < notch.bottom


def _has_copy(module: Module, column: int, row: int) -> bool:
    """Whether copy stands on one side at least; a row at the foot may be empty on the other."""
    return any(
        leg.row <= row <= leg.row + len(leg.lines) - 1
        and column in (leg.column, leg.column + leg.columns)
        for leg in module.legs
    )


def _upright(column: int, first: int, end: int, grid: PageGrid, thickness: float) -> Rule:
    x = grid.x_of(column) - grid.gutter / 2
    length = (end - first) * grid.leading_pt - _line_gap(grid)
    return Rule(x, grid.y_of(first), length, thickness, vertical=True)


def _line_gap(grid: PageGrid) -> float:
    """White below the last line of a row: what is level with copy ends above it."""
    return grid.leading_pt - grid.body_size_pt


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch, as one."""
    joined: list[tuple[int, int]] = []
    for first, end in sorted(spans):
        if joined and joined[-1][1] >= first:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((first, end))
    return joined
