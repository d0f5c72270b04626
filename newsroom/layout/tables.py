"""Tables in copy: a row is one line, its cells in columns that fit the measure.

A table that is wider than the measure is set as running lines, a row to the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newsroom.copydesk.story import Block
from newsroom.layout.linebreak import measure, width_of
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import Cell, FontRole, Line

LEAST_GAP, MOST_GAP = 0.6, 4.0  # em of white between two columns
HEADER: FontRole = "hei"
BODY: FontRole = "song"
NUMBER = re.compile(r"[\d.,:：%％+\-–—−/¥￥$ ()（）]*\d[\d.,:：%％+\-–—−/¥￥$ ()（）]*")


def rows_with(blocks: Sequence[Block], index: int) -> tuple[Block, ...]:
    """The rows that stand together with the row at ``index``."""
    first = index
    while first and blocks[first - 1].kind == "row":
        first -= 1
    end = index
    while end < len(blocks) and blocks[end].kind == "row":
        end += 1
    return tuple(blocks[first:end])


def row_line(blocks: Sequence[Block], index: int, measure_em: float, book: TypeBook) -> Line | None:
    """The row as one line; None where its table is wider than the measure."""
    block = blocks[index]
    places = _columns(rows_with(blocks, index), measure_em, book)
    if places is None:
        return None
    role = HEADER if block.is_header else BODY
    cells = tuple(
        Cell(start, end, x, width, is_right, role)
        for (start, end), (x, width, is_right) in zip(block.cells(), places, strict=False)
        if end > start
    )
    is_last = index + 1 == len(blocks) or blocks[index + 1].kind != "row"
    return Line(
        block.text,
        block=index,
        end=len(block.text),
        justified=False,
        cells=cells,
        ruled=block.is_header or is_last,
    )


@lru_cache(maxsize=512)
def _columns(
    rows: tuple[Block, ...], measure_em: float, book: TypeBook
) -> tuple[tuple[float, float, bool], ...] | None:
    """Of each column where it begins, how wide it is, and whether it is set flush right."""
    table = [[row.text[a:b] for a, b in row.cells()] for row in rows]
    count = max(map(len, table))
    widths = [0.0] * count
    for row, texts in zip(rows, table, strict=True):
        for column, text in enumerate(texts):
            widths[column] = max(widths[column], _width(text, row.is_header, book))
    gaps = count - 1
    spare = measure_em - sum(widths) - LEAST_GAP * gaps
    if spare < 0:
        return None
    gap = min(MOST_GAP, LEAST_GAP + spare / gaps) if gaps else 0.0
    found, x = [], 0.0
    for column, width in enumerate(widths):
        found.append((round(x, 4), round(width, 4), _is_numbers(rows, table, column)))
        x += width + gap
    return tuple(found)


def _width(text: str, is_header: bool, book: TypeBook) -> float:
    face = book[HEADER if is_header else BODY]
    return width_of(measure(text, face, book.rules.for_captions), 0, len(text))


def _is_numbers(rows: Sequence[Block], table: Sequence[Sequence[str]], column: int) -> bool:
    told = [
        texts[column]
        for row, texts in zip(rows, table, strict=True)
        if column < len(texts) and texts[column] and not row.is_header
    ]
    return bool(told) and all(NUMBER.fullmatch(text) for text in told)
