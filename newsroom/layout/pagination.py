"""The pages of an edition in order, and which two of them may be one double page 通版."""

from __future__ import annotations

from dataclasses import dataclass

SHEET = 4  # pages of a folded sheet


def centre_of(pages: int) -> int | None:
    """The left of the two centre pages, which lie on one side of one sheet.

    None where the innermost sheet has no fold in the middle of the edition: then facing pages are
    printed on two sheets, and nothing may run across.
    """
    return pages // 2 if pages >= SHEET and pages % SHEET == 0 else None


@dataclass(frozen=True)
class Pagination:
    """So many pages; with ``spread`` the two centre ones are composed as one.

    What is composed at once is counted from 0 (``index``), printed pages from 1 (``number``).
    Where they are the first of more pages that are ``laid`` out, the centre is that of those.
    """

    pages: int
    spread: bool = False
    laid: int = 0

    @property
    def centre(self) -> int | None:
        """The number of the left page of the spread; None where there is no spread."""
        return centre_of(self.laid or self.pages) if self.spread else None

    @property
    def count(self) -> int:
        """How many are composed."""
        return self.pages - (self.centre is not None and self.centre < self.pages)

    def number(self, index: int) -> int:
        """The number of a page, of a spread that of its left one."""
        return index + 1 + (self.centre is not None and index >= self.centre)

    def index(self, number: int) -> int:
        return number - 1 - (self.centre is not None and number > self.centre)

    def last(self, index: int) -> int:
        """The number of a page, of a spread that of its right one."""
        return self.number(index) + self.across(index) - 1

    def whole(self, number: int) -> int:
        """Pages up to that number, none of them half a spread."""
        return self.last(self.index(number))

    def across(self, index: int) -> int:
        """Pages that it lies on."""
        return 2 if self.centre is not None and index == self.centre - 1 else 1
