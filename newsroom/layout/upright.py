"""Vertical headlines 竖题: characters from top to bottom, lines from right to left.

Marks take their vertical forms, numbers and abbreviations of up to three characters stand upright
side by side in one square (tate-chu-yoko, clreq 2.3.2), longer Latin words lie on their side.
Lengths along a line are in em of its size unless a name says otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from newsroom.layout.metrics import Advances

CellKind = Literal["upright", "across", "turned"]
MOST_ACROSS = 3  # characters that still make one square
HALF = 0.5
# Vertical forms: an opening mark stands in the lower half of its square, others in the upper half.
OPENING = frozenset("（《〈「『【“‘〔")
CLOSING = frozenset("）》〉」』】”’〕，。、")
TURNED = frozenset("—–-")
DOTS = frozenset("·・")

_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,:/+&%-]*[A-Za-z0-9%+]|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a vertical line.

    ``at`` is where it begins, from the top of the line, ``length`` what it takes. Its glyphs are
    painted ``right`` and ``down`` from there, their width times ``stretch``.
    """

    text: str
    kind: CellKind
    at: float
    length: float
    right: float = 0.0
    down: float = 0.0
    stretch: float = 1.0


def cells(text: str, metrics: Advances, tracking: float = 0.0) -> tuple[Cell, ...]:
    """The places of one vertical line, ``tracking`` em of white after each."""
    found = [cell for token in _TOKEN.findall(text) for cell in _cells_of(token, metrics)]
    starts = accumulate((cell.length + tracking for cell in found), initial=0.0)
    placed = (Cell(c.text, c.kind, at, *_rest(c)) for c, at in zip(found, starts, strict=False))
    return tuple(cell for cell in placed if cell.text.strip())


def length_of(text: str, metrics: Advances) -> float:
    return sum(cell.length for token in _TOKEN.findall(text) for cell in _cells_of(token, metrics))


def count_of(text: str, metrics: Advances) -> int:
    """Places of a line: tracking is added after each but the last."""
    return sum(len(_cells_of(token, metrics)) for token in _TOKEN.findall(text))


def _rest(cell: Cell) -> tuple[float, float, float, float]:
    return cell.length, cell.right, cell.down, cell.stretch


def _cells_of(token: str, metrics: Advances) -> list[Cell]:
    if token.isspace():
        return [Cell(" ", "upright", 0.0, HALF)]
    if len(token) > 1:
        return _latin(token, metrics)
    return [_single(token, metrics)]


def _latin(token: str, metrics: Advances) -> list[Cell]:
    width = sum(metrics.advance(char) for char in token)
    if len(token) <= MOST_ACROSS:
        stretch = min(1.0, 1.0 / width)
        return [Cell(token, "across", 0.0, 1.0, (1 - width * stretch) / 2, 0.0, stretch)]
    if token.isdigit():
        return [_single(char, metrics) for char in token]
    return [Cell(token, "turned", 0.0, width)]


def _single(char: str, metrics: Advances) -> Cell:
    width = metrics.advance(char)
    if char in OPENING:  # the painter cuts the white before an opening mark off, so it stands left
        return Cell(char, "upright", 0.0, HALF, HALF if width > 0.9 else 0.0, -HALF)
    if char in CLOSING:
        return Cell(char, "upright", 0.0, HALF)
    if char in TURNED:
        return Cell(char, "turned", 0.0, width)
    if char in DOTS:
        return Cell(char, "upright", 0.0, HALF, (1 - width) / 2, -HALF / 2)
    return Cell(char, "upright", 0.0, 1.0, (1 - width) / 2)
