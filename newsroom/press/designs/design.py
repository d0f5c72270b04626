"""What a page design decides: nameplate, folio, imprint, the rules of a page, the lead's face.

A design paints `MastheadCopy` and `Folio`; it owns no words of its own. All lengths in points.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.geometry import Area, CornerRoom, PageGrid
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import FontRole, PagePlan
from newsroom.press.art import Artwork
from newsroom.press.marks import Mark
from newsroom.press.nameplate import Folio, MastheadCopy, SheetError
from newsroom.press.rules import PLAIN, RuleStyle

Banner = Callable[[MastheadCopy, int, int, PageGrid, TypeBook, Artwork | None], list[Mark]]
Column = Callable[[MastheadCopy, Area, PageGrid, TypeBook, Artwork | None], list[Mark]]
FolioLine = Callable[[Folio, int, PageGrid, TypeBook], list[Mark]]
Imprint = Callable[[MastheadCopy, int, PageGrid, TypeBook], list[Mark]]


@dataclass(frozen=True)
class Corner:
    """A nameplate that stands at the top left, as tall as the lead beside it."""

    paint: Column
    room: Callable[[MastheadCopy, PageGrid, TypeBook, Artwork | None], CornerRoom]


@dataclass(frozen=True)
class Design:
    """One way a paper looks. ``banner`` fills the first rows of page one, or a ``corner`` does."""

    code: str
    name: Sentence
    folio: FolioLine
    imprint: Imprint  # in this many rows at the foot of the last page; 0: below the type area
    imprint_rows: Callable[[MastheadCopy, PageGrid, TypeBook], int]
    banner: Banner | None = None
    corner: Corner | None = None
    rules: RuleStyle = PLAIN
    lead_face: FontRole = "song_heavy"

    def first_rows(self, nameplate_rows: int, folio_rows: int) -> tuple[int, int]:
        """Rows kept at the head of page one and of the others."""
        return (0 if self.corner else nameplate_rows), folio_rows

    def corner_room(
        self, copy: MastheadCopy, grid: PageGrid, book: TypeBook, art: Artwork | None = None
    ) -> CornerRoom | None:
        """What the composer keeps free beside the lead. Raises `SheetError`."""
        return self.corner.room(copy, grid, book, art) if self.corner else None

    def front(
        self,
        copy: MastheadCopy,
        page: PagePlan,
        grid: PageGrid,
        book: TypeBook,
        art: Artwork | None = None,
    ) -> list[Mark]:
        """What page one says of the paper. Raises `SheetError`."""
        if self.corner is not None and page.corner is not None:
            return self.corner.paint(copy, page.corner, grid, book, art)
        if self.banner is None or page.corner is not None:
            raise _composed_for_another()
        return self.banner(copy, page.number, page.first_row, grid, book, art)

    def last_lines(
        self, copy: MastheadCopy, page: PagePlan, grid: PageGrid, book: TypeBook
    ) -> list[Mark]:
        """The imprint on the last page. Raises `SheetError`."""
        if page.foot_rows < self.imprint_rows(copy, grid, book):
            raise _composed_for_another()
        return self.imprint(copy, page.foot_rows, grid, book)


def _composed_for_another() -> SheetError:
    return SheetError(_("The pages were composed for another page design: compose them again."))
