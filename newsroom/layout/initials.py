"""Drop initials: the first character of a story over two or three lines of it."""

from __future__ import annotations

import math
from typing import NamedTuple

from newsroom.copydesk.story import Block
from newsroom.layout.endings import ending_of
from newsroom.layout.geometry import PageGrid
from newsroom.layout.inline import clipped, measured, spans_of
from newsroom.layout.linebreak import break_lines, is_han
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import Line

LEAST_LINES, MOST_LINES = 2, 3
WHITE = 0.25  # em between the initial and the lines beside it, at least
LEAST_MEASURE = 6.0  # em: narrower lines beside an initial are full of holes


class Initial(NamedTuple):
    """How many lines an initial is deep, and how much of their measure it takes, in em."""

    lines: int
    em: float


def initial_of(wished: int, grid: PageGrid) -> Initial | None:
    """The initial an editor wished for, in whole ems, so that lines beside it stay solid."""
    if not wished:
        return None
    lines = min(MOST_LINES, max(LEAST_LINES, wished))
    return Initial(lines, math.ceil(initial_size(lines, grid) / grid.body_size_pt + WHITE))


def initial_size(lines: int, grid: PageGrid) -> float:
    """Points: from the top of the first line to the foot of the last."""
    return (lines - 1) * grid.leading_pt + grid.body_size_pt


def lines_beside(
    block: Block, index: int, column_em: float, book: TypeBook, stop: int, initial: Initial
) -> tuple[Line, ...]:
    """The lines beside the initial of a paragraph; none where it begins with a mark, is too short,
    or the column is too narrow."""
    narrow = column_em - initial.em
    first = block.text[:1]
    if (
        block.kind != "paragraph"
        or narrow < LEAST_MEASURE
        or not (is_han(first) or first.isalpha())
    ):
        return ()
    spans = spans_of(block)
    ready = measured(block.text[:stop], clipped(spans, 0, stop), book)
    ends = break_lines(ready, narrow, first_indent_em=0.0, start=1)
    if len(ends) <= initial.lines:
        return ()
    starts = [1, *ends]
    return tuple(
        Line(
            block.text[starts[number] : ends[number]],
            block=index,
            start=0 if number == 0 else starts[number],
            end=ends[number],
            initial=first if number == 0 else "",
            left_em=initial.em,
            measure_em=narrow,
            spans=clipped(spans, starts[number], ends[number]),
            **ending_of(ready, starts[number], ends[number], narrow, 0.0)._asdict(),
        )
        for number in range(initial.lines)
    )
