"""Shape tables made once: a story keeps its table while pages are tried."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from newsroom.layout.ells import ell_table
from newsroom.layout.finishing import Finisher
from newsroom.layout.geometry import CornerRoom
from newsroom.layout.plan import PagePlan
from newsroom.layout.shapes import Piece, Setting, Table, shape_table
from newsroom.layout.wishes import merged, wished_table, wishes_of


@dataclass
class ShapeBook:
    """The tables of all pieces that were asked for.

    ``most_rows`` is the depth of the sheet, ``stretch`` how far a page may go to end even.
    """

    setting: Setting
    _tables: dict[tuple[object, ...], Table] = field(default_factory=dict)
    finisher: Finisher = field(init=False)

    def __post_init__(self) -> None:
        self.finisher = Finisher(self.setting)

    def on(self, page: PagePlan) -> ShapeBook:
        """The book for a page: a double page has one of its own."""
        return self.wide if page.across > self.setting.grid.across else self

    @cached_property
    def wide(self) -> ShapeBook:
        return ShapeBook(replace(self.setting, grid=self.setting.grid.spread))

    def table(self, piece: Piece, most_rows: int, stretch: int) -> Table:
        """Every size the piece fills; what is not as the editor wished is dear."""
        key = ("all", *_key(piece, most_rows, stretch))
        if key not in self._tables:
            if wishes_of(piece) and piece.strict:
                table = self.wished(piece, most_rows, stretch)
            else:
                table = shape_table(piece, self.setting, most_rows, stretch)
            if wishes_of(piece) and not piece.strict:
                table = merged(table, self.wished(piece, most_rows, stretch))
            self._tables[key] = table
        return self._tables[key]

    def wished(self, piece: Piece, most_rows: int, stretch: int) -> Table:
        """The sizes it fills just as the editor wished; all sizes where nothing was wished."""
        if not wishes_of(piece):
            return self.table(piece, most_rows, stretch)
        key = ("wished", *_key(piece, most_rows, stretch))
        if key not in self._tables:
            self._tables[key] = wished_table(piece, self.setting, most_rows, stretch)
        return self._tables[key]

    def ells(self, piece: Piece, corner: CornerRoom, most_rows: int, stretch: int) -> Table:
        """The sizes it fills around the nameplate, its columns counted."""
        key = ("ells", corner, *_key(piece, most_rows, stretch))
        if key not in self._tables:
            self._tables[key] = ell_table(piece, corner, self.setting, most_rows, stretch)
        return self._tables[key]


def _key(piece: Piece, most_rows: int, stretch: int) -> tuple[object, ...]:
    copy, item = piece.copy, piece.item
    wishes = (item.in_box, *wishes_of(piece), *piece.asked)
    return (
        *(
            item.id,
            wishes,
            piece.rank,
            piece.came_from,
            copy.start,
            copy.end,
            piece.jumps,
            piece.cuts,
        ),
        *(most_rows, stretch),
    )
