"""The head of a double page: those of its two pages, numbers outside, rules across the fold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeGuard

from newsroom.layout.geometry import PageGrid
from newsroom.layout.metrics import TypeBook
from newsroom.press.designs.design import FolioLine
from newsroom.press.marks import Drawing, Mark, Rule, Text
from newsroom.press.nameplate import Folio

INSIDE = ("publication", "date_line", "editor")  # of a folio, towards the fold


def joined_folios(
    paint: FolioLine, heads: Sequence[Folio], rows: int, grid: PageGrid, book: TypeBook
) -> list[Mark]:
    """The head of a page, or of the pages of a double one, each where its own page lies."""
    first, *others = (paint(head, rows, grid, book) for head in _said_once(heads))
    marks = [_lengthened(mark, grid) if others else mark for mark in first]
    for number, own in enumerate(others, start=1):
        right = number * grid.trim_width
        marks += [_moved(mark, right) for mark in own if not _is_whole_rule(mark, grid)]
    return marks


def _said_once(heads: Sequence[Folio]) -> Iterator[Folio]:
    """Name of the paper, date and editor meet at the fold: what is the same stands on the left."""
    first, *others = heads
    yield first
    for head in others:
        same = [name for name in INSIDE if getattr(head, name) == getattr(first, name)]
        unsaid: dict[str, Any] = dict.fromkeys(same, "")
        yield replace(head, **unsaid)


def _is_whole_rule(mark: Mark, grid: PageGrid) -> TypeGuard[Rule]:
    """Whether it is a rule over the whole type area."""
    if not isinstance(mark, Rule) or mark.vertical:
        return False
    return (mark.x, mark.length) == (grid.left, grid.type_width)


def _lengthened(mark: Mark, grid: PageGrid) -> Mark:
    if _is_whole_rule(mark, grid):
        return replace(mark, length=grid.spread.type_width)
    return mark


def _moved(mark: Mark, right: float) -> Mark:
    """No folio has other marks: a picture or copy in one would be a new kind of head."""
    assert isinstance(mark, Text | Rule | Drawing)  # noqa: S101
    return replace(mark, x=mark.x + right)
