"""A sheet in the inks its pages are printed with: what is red becomes black or the spot colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from newsroom.press.condition import PageInks, the_spot
from newsroom.press.marks import Ink, Mark
from newsroom.press.sheet import Sheet


def in_inks(sheet: Sheet, inks: Mapping[int, PageInks]) -> Sheet:
    """The sheet with each page in its own inks; pages not named keep all four.

    Nothing else than colour changes. Raises `ConditionError` when two spot colours are asked for.
    """
    pages = [
        _page(marks, inks.get(number, "four"))
        for number, marks in zip(sheet.numbers, sheet.pages, strict=True)
    ]
    return replace(sheet, pages=tuple(pages), spot=the_spot(inks.values()))


def _page(marks: tuple[Mark, ...], inks: PageInks) -> tuple[Mark, ...]:
    if inks == "four":
        return marks
    return tuple(_mark(mark, "black" if inks == "black" else "spot") for mark in marks)


def _mark(mark: Mark, coloured: Ink) -> Mark:
    """Black and paper stay; every colour of the design becomes the one there is."""
    if getattr(mark, "ink", "black") in ("black", "paper"):
        return mark
    return replace(mark, ink=coloured)  # type: ignore[arg-type] # it has an ink, as was asked
