"""Copy around a picture or a pull quote: lines in runs of rows, some of them narrower.

The insert stands at the right edge of its module, over whole columns and perhaps a part of the one
beside them; the copy there is narrower for as many rows as the insert is deep.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from newsroom.copydesk.story import Position, Story
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import Line
from newsroom.layout.threads import Copy, set_copy

LEAST_NARROW = 8.0  # em: copy beside an insert is never narrower
BESIDE = 1.0  # em of white between an insert and the narrow lines


@dataclass(frozen=True)
class Insert:
    """``columns`` whole columns and ``extra_em`` of the one at their left, ``rows`` deep from row
    ``at`` of the body on, the white row below (and above, when it is not at the top) included."""

    columns: int
    extra_em: float
    at: int
    rows: int


class Run(NamedTuple):
    """Rows of one column of the body, all of one measure (0: the column's own)."""

    column: int
    row: int
    rows: int
    measure_em: float = 0.0


def runs_around(insert: Insert, columns: int, rows: int, short: int, column_em: float) -> list[Run]:
    """The runs of ``columns`` of ``rows`` rows in reading order; the last ``short`` columns end a
    row early."""
    return [
        run
        for column in range(columns)
        for run in _column(insert, column, columns, rows - (column >= columns - short), column_em)
        if run.rows > 0
    ]


def _column(
    insert: Insert, column: int, columns: int, rows: int, column_em: float
) -> Iterator[Run]:
    first = columns - insert.columns
    end = insert.at + insert.rows
    if column >= first:
        yield Run(column, 0, insert.at)
        yield Run(column, end, rows - end)
    elif column == first - 1 and insert.extra_em:
        yield Run(column, 0, insert.at)
        yield Run(column, insert.at, insert.rows, column_em - insert.extra_em - BESIDE)
        yield Run(column, end, rows - end)
    else:
        yield Run(column, 0, rows)


def copy_in_runs(
    story: Story, runs: Sequence[Run], column_em: float, book: TypeBook
) -> Copy | None:
    """The copy broken for these runs; None when it does not fill them to the last line.

    The byline may stand behind the last words or on a line of its own: `Copy.closed` tells.
    """
    lines: list[Line] = []
    at = Position(0, 0)
    rest = set_copy(story, column_em, book)
    for number, run in enumerate(runs):
        measure = run.measure_em or column_em
        if number and measure != (runs[number - 1].measure_em or column_em):
            rest = set_copy(story, measure, book, start=at)
        taken = rest.lines[: run.rows]
        if len(taken) < run.rows and number < len(runs) - 1:
            return None
        if taken and taken[-1].style == "subhead":
            return None
        lines += [replace(line, measure_em=run.measure_em) for line in taken]
        at = Position(taken[-1].block, taken[-1].end) if taken else at
        rest = replace(rest, lines=rest.lines[run.rows :])
    left = len(rest.lines)
    return replace(rest, lines=tuple(lines), start=Position(0, 0)) if not left else None
