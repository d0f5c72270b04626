"""Page counts in printable units: how far the copy fills them, and what is missing or over."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _

MOST_PAGES = 96
TIGHT = 1.15  # of its pages: more than copy can be squeezed into them
FULL_ENOUGH = 0.87  # of whole sheets: with as much copy its pages close by pictures and headlines


@dataclass(frozen=True)
class Extent:
    """How much copy an issue has for its pages.

    ``area`` is what the copy takes when every story is set as one would like to, ``first`` and
    ``other`` what page 1 and each other page hold, in column rows; ``missing`` and ``over`` are
    column lines of the pages as they were made. ``unit`` pages are printed together. A full line
    has ``per_line`` characters.
    """

    pages: int
    area: float
    first: int = 1
    other: int = 1
    missing: int = 0
    over: int = 0
    unit: int = 1
    per_line: int = 12

    @property
    def is_told(self) -> bool:
        """Whether an editor has to hear of it."""
        return bool(self.missing or self.over or self.pages % self.unit)

    @property
    def more(self) -> int:
        """The next larger number of pages that makes whole sheets and may hold the copy."""
        more = (self.pages // self.unit + 1) * self.unit
        while self.share_of(more) > TIGHT * 100 and more < MOST_PAGES:
            more += self.unit
        return more

    @property
    def fewer(self) -> int:
        """The next smaller number of pages that makes whole sheets; 0: there is none."""
        return (self.pages - 1) // self.unit * self.unit

    def fills(self, pages: int) -> bool:
        """Whether the copy closes so many pages."""
        return self.share_of(pages) >= FULL_ENOUGH * 100

    @property
    def filled(self) -> float:
        """How many of the pages the copy would fill."""
        return self.pages * self.area / self._room(self.pages)

    @property
    def too_much(self) -> int:
        """About so many lines the copy has more than the pages together hold."""
        return max(0, round(self.area - self._room(self.pages)))

    def _room(self, pages: int) -> int:
        return max(1, self.first + self.other * (pages - 1))

    def share_of(self, pages: int) -> int:
        """Percent of so many pages that the copy fills."""
        return round(100 * self.area / self._room(pages))

    def sentences(self) -> list[Sentence]:
        """What is short, long or not printable; nothing where all is well."""
        told = []
        filled = f"{self.filled:.1f}"
        if self.over:
            told.append(self._too_long(filled))
        elif self.missing:
            told.append(
                _(
                    "The copy fills %(filled)s of %(pages)s pages: about %(lines)s lines "
                    "(%(characters)s characters) are missing.",
                    filled=filled,
                    pages=self.pages,
                    lines=self.missing,
                    characters=self.missing * self.per_line,
                )
            )
        if self.pages % self.unit:
            told.append(self._not_printable())
        return told

    def _too_long(self, filled: str) -> Sentence:
        """A story that finds no place is counted whole: the edition may be over by far less."""
        if not self.too_much:
            return _(
                "%(lines)s lines found no place where they are wanted, though the copy fills only "
                "%(filled)s of %(pages)s pages.",
                lines=self.over,
                filled=filled,
                pages=self.pages,
            )
        if self.too_much < self.over:
            return _(
                "The copy needs %(filled)s pages and there are %(pages)s: %(lines)s lines found no "
                "place, but altogether only about %(too_much)s lines (%(characters)s characters) "
                "are too many.",
                filled=filled,
                pages=self.pages,
                lines=self.over,
                too_much=self.too_much,
                characters=self.too_much * self.per_line,
            )
        return _(
            "The copy needs %(filled)s pages and there are %(pages)s: %(lines)s lines are over.",
            filled=filled,
            pages=self.pages,
            lines=self.over,
        )

    def _not_printable(self) -> Sentence:
        if self.missing and not self.fills(self.more):  # nobody fills more pages with less copy
            return _(
                "The printer makes %(unit)s pages at a time, and there are %(pages)s.",
                unit=self.unit,
                pages=self.pages,
            )
        return _(
            "The printer makes %(unit)s pages at a time, and there are %(pages)s: the copy would "
            "fill %(share)s %% of %(more)s.",
            unit=self.unit,
            pages=self.pages,
            share=self.share_of(self.more),
            more=self.more,
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def whole(self) -> int:
        """So many pages, or as many as make whole sheets where the copy fills those."""
        whole = -(-self.pages // self.unit) * self.unit
        return whole if self.fills(whole) else self.pages
