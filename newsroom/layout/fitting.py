"""Which pieces a page can hold, decided exactly: as designed, with a jump, or less of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Literal

from newsroom.copydesk.story import Position
from newsroom.layout.artwork import Artwork, Booking, Standing, is_as_booked, standing
from newsroom.layout.corner import beside_corner, with_ells
from newsroom.layout.cost import Sheet
from newsroom.layout.geometry import CornerRoom, PageGrid
from newsroom.layout.houserules import page_rules
from newsroom.layout.pagination import Pagination
from newsroom.layout.plan import CopyItem
from newsroom.layout.search import Draft, group_of
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import STRETCHES, Piece, Table
from newsroom.layout.threads import MIN_KEPT, Copy, Cut, cuts
from newsroom.layout.wishes import wishes_of

LONG = 0.9  # of a page: no page holds more copy with its headline
SHORT_TAIL = 3 * MIN_KEPT  # lines that go on elsewhere where there is hardly room for them
# When a full page lets a story jump: before smaller headlines and narrower modules, after them, or
# only where nothing else helps, and then as little as can be.
Jumping = Literal["early", "late", "least"]
NO_PAGES = Pagination(0)
MOST_PARTS = 12  # pages: a longer story is a book
# What is tried one after the other: whether with a jump, and how far tables are stretched.
STEPS: dict[Jumping, tuple[tuple[bool, int], ...]] = {
    "early": ((False, 0), (True, 0), (False, 1), (True, 1), (False, 2)),
    "late": ((False, 0), (False, 1), (True, 0), (True, 1), (False, 2)),
    "least": ((False, 0), (False, 1), (False, 2), (True, 0), (True, 1), (True, 2)),
}


# Of a page: with less to spare than this between the least areas and the page, roomier sizes never
# made it fit (0 of 500 drafts of 70 pages), and deciding so exactly is what takes longest.
LEAST_PLAY = (0.0, 0.025, 0.05)


@dataclass(frozen=True)
class Kept:
    """What no copy may take: rows of page 1, of the others, and at the foot of the last."""

    nameplate_rows: int
    folio_rows: int
    foot_rows: int = 0
    corner: CornerRoom | None = None
    artwork: tuple[Artwork, ...] = ()  # booked
    fillers: tuple[Artwork, ...] = ()  # may stand where copy is missing

    def with_booked(self, more: Sequence[Artwork]) -> Kept:
        """With ``more`` artwork booked; what is booked fills up no page besides."""
        booked = {size.id for art in more for size in art.sizes}
        fillers = (art for art in self.fillers if not booked & {size.id for size in art.sizes})
        return replace(self, artwork=(*self.artwork, *more), fillers=tuple(fillers))


@dataclass
class Fitter:
    """Makes drafts of pages and remembers them.

    ``area`` tells about how many column rows an item takes; ``pages`` are those that are being
    made.
    """

    shapes: ShapeBook
    kept: Kept
    area: Callable[[CopyItem], float]
    pages: Pagination = NO_PAGES
    _drafts: dict[tuple[object, ...], Draft | None] = field(default_factory=dict)
    _bookings: dict[Pagination, Booking] = field(default_factory=dict)

    @property
    def booking(self) -> Booking:
        """The booked artwork in that many pages."""
        if self.pages not in self._bookings:
            every = range(self.pages.count)
            depths, grids = [self.depth(page) for page in every], [self.grid(p) for p in every]
            self._bookings[self.pages] = Booking(self.kept.artwork, grids, depths, self.pages)
        return self._bookings[self.pages]

    def art(self, page: int) -> tuple[Standing, ...]:
        """What is booked for a page; nothing while it is not known how many pages there are."""
        return tuple(self.booking.on[page]) if page < self.pages.count else ()

    def book(self, page: int) -> ShapeBook:
        return self.shapes.wide if self.pages.across(page) > 1 else self.shapes

    def grid(self, page: int) -> PageGrid:
        return self.book(page).setting.grid

    def first_row(self, page: int) -> int:
        return self.kept.nameplate_rows if page == 0 else self.kept.folio_rows

    def foot_rows(self, page: int) -> int:
        return self.kept.foot_rows if page == self.pages.count - 1 else 0

    def depth(self, page: int) -> int:
        """Rows of a sheet: with the row of the rules the modules at its foot do without."""
        rows = self.grid(page).rows
        return rows - self.first_row(page) - self.foot_rows(page) + 1

    def capacity(self, page: int) -> int:
        """Column rows of a page that copy may take."""
        corner = self.kept.corner if page == 0 else None
        taken = corner.columns * corner.least_rows if corner else 0
        taken += self.booking.area(page) if page < self.pages.count else 0
        return max(1, self.grid(page).columns * self.depth(page) - taken)

    def fitted(
        self, pieces: list[Piece], page: int, last: bool, jumping: Jumping
    ) -> tuple[Draft | None, list[Piece]]:
        """Pieces that tile the page, and those that had to leave it."""
        homeless: list[Piece] = []
        while pieces:
            draft = self._plain_or_jumped(pieces, page, last, jumping)
            movable = _movable(pieces)
            if draft is None and not last and _only_tails(pieces, movable):
                draft = self.jumped(pieces, page, 1, tails=True)
            if draft is None and (last or not movable):
                draft = self._trimmed(pieces, page)
            if draft is not None:
                return draft, homeless
            leaving = self._leaving(pieces, page, last)
            homeless.append(leaving)
            pieces = [piece for piece in pieces if piece is not leaving]
        return None, homeless

    def _plain_or_jumped(
        self, pieces: list[Piece], page: int, last: bool, jumping: Jumping
    ) -> Draft | None:
        """As designed; else with a jump or with wider tables, in the order asked for."""
        for is_jumped, stretch in STEPS[jumping]:
            if not is_jumped:
                draft = self.draft(pieces, page, stretch)
            else:
                short = jumping == "least"
                draft = None if last else self.jumped(pieces, page, stretch, short=short)
            if draft is not None and draft.fits:
                return draft
        for stretch in STRETCHES:
            draft = self.draft(pieces, page, stretch)
            if draft is not None and draft.wheels:
                return draft
        return next(self.bent(pieces, page), None) or self.thin(pieces, page, (0, 1))

    def bent(self, pieces: Sequence[Piece], page: int) -> Iterator[Draft]:
        """With a lead that goes on under the nameplate: where no other page is, or a good one."""
        if page > 0 or self.kept.corner is None:
            return
        for stretch in (0, 1):
            draft = self.draft(pieces, page, stretch, bent=True)
            if draft is not None and draft.bends and draft.fits:
                yield draft

    def thin(self, pieces: Sequence[Piece], page: int, stretches: Sequence[int]) -> Draft | None:
        """Too little copy: the page as designed and as deep as that goes, white below it."""
        for stretch in stretches:
            draft = self.draft(pieces, page, stretch)
            depths = draft.group.depths(draft.group.columns) if draft else []
            if draft is not None and depths:
                return replace(draft, rows=_best_depth(draft, depths))
        return None

    def draft(
        self,
        pieces: Sequence[Piece],
        page: int,
        stretch: int,
        fillers: tuple[Standing, ...] = (),
        *,
        bent: bool = False,
    ) -> Draft | None:
        """None when a piece has no shape at all, or all together have too much area.

        ``bent``: the lead may go on under a nameplate that stands in a corner.
        """
        names = tuple(
            (p.item.id, p.item.may_jump, p.rank, p.came_from, p.copy.start, p.jumps, p.cuts)
            for p in pieces
        )
        art = self.art(page)
        rows = (self.first_row(page), self.foot_rows(page))
        key = (names, rows, page == 0, self.pages.across(page), stretch, art, fillers, bent)
        if key not in self._drafts:
            made = None
            ways = self.booking.ways(page, last=stretch == STRETCHES[-1])
            for way in ways if art else [()]:
                made = self._drafted(pieces, page, stretch, (*way, *fillers), bent)
                if made is not None and made.fits:
                    break
            self._drafts[key] = made
        return self._drafts[key]

    def _drafted(
        self,
        pieces: Sequence[Piece],
        page: int,
        stretch: int,
        art: tuple[Standing, ...],
        bent: bool,
    ) -> Draft | None:
        """Just as the editor wished; where that does not fit, wishes give way."""
        wished = [piece for piece in pieces if wishes_of(piece)]
        tries = [wished, *([one] for one in wished if len(wished) > 1)] if wished else []
        for kept, level in product(tries, sorted({stretch, max(1, stretch)})):
            tables = self._tables(pieces, kept, page, level)
            draft = self._tiled(pieces, tables, page, level, art, bent)
            if draft is not None and draft.fits:
                return draft
        tables = self._tables(pieces, [], page, stretch)
        return self._tiled(pieces, tables, page, stretch, art, bent)

    def _tables(
        self, pieces: Sequence[Piece], kept: Sequence[Piece], page: int, stretch: int
    ) -> list[Table]:
        """The tables of the pieces; those in ``kept`` get nothing but what was wished for them."""
        book, most = self.book(page), self.grid(page).rows + 1
        return [
            book.wished(piece, most, stretch) if piece in kept else book.table(piece, most, stretch)
            for piece in pieces
        ]

    def _tiled(
        self,
        pieces: Sequence[Piece],
        tables: Sequence[Table],
        page: int,
        stretch: int,
        art: tuple[Standing, ...],
        bent: bool,
    ) -> Draft | None:
        grid = self.grid(page)
        rows = self.depth(page)
        corner = self.kept.corner if page == 0 else None
        if corner:
            lead = beside_corner(tables[0], corner, grid.columns)
            if bent:
                lead = with_ells(lead, self.shapes.ells(pieces[0], corner, grid.rows + 1, stretch))
            tables = [lead, *tables[1:]]
        least = [min((c * h for c in t for h in t[c]), default=None) for t in tables]
        taken = sum(one.columns * one.rows for one in art)
        play = rows * grid.columns - sum(area for area in least if area) - taken
        if None in least or play < LEAST_PLAY[stretch] * rows * grid.columns:
            return None
        house = page_rules(self.shapes.setting.house, pieces, grid)
        group = group_of(pieces, tables, grid.columns, rows, art=art, house=house)
        beside = corner.columns if corner else 0
        return Draft(pieces, tables, group, rows, stretch, beside, art, house)

    def is_long(self, item: CopyItem, copy: Copy, page: int | None = None) -> bool:
        """Whether a story must be cut for a jump: no page holds it whole, or that ``page`` not."""
        lines = len(copy.lines) + copy.beyond
        is_double = page is not None and self.pages.across(page) > 1
        room = self.capacity(page) if page is not None and is_double else self.plain_room
        return item.may_jump and LONG * room < lines <= self.longest

    @property
    def plain_room(self) -> int:
        """Column rows of a single page inside that copy may take."""
        if self.pages.across(1) == 1:
            return self.capacity(1)
        grid = self.shapes.setting.grid
        return grid.columns * (grid.rows - self.kept.folio_rows + 1)

    @property
    def longest(self) -> int:
        """Lines that no story may exceed: it would go on and on."""
        return MOST_PARTS * self.plain_room

    @property
    def booked_area(self) -> int:
        """Column rows that the booked artwork takes, wherever it stands."""
        grid = self.shapes.setting.grid
        made = [standing(art, art.sizes[0], grid) for art in self.kept.artwork]
        return sum(one.columns * one.rows for one in made)

    def elsewhere(self, sheet: Sheet) -> list[str]:
        """Booked artwork that does not stand where it was booked, told on the page."""
        wishes = self.booking.wishes
        return [
            f"artwork_elsewhere:{art.frame.artwork_id}"
            for art in sheet.art
            if not art.frame.filler
            and not is_as_booked(art, wishes[art.frame.artwork_id], sheet.columns, sheet.rows)
        ]

    def _may_jump(self, piece: Piece, tails: bool) -> bool:
        endless = len(piece.copy.lines) + piece.copy.beyond > self.longest
        return piece.item.may_jump and (piece.came_from is None or tails) and not endless

    def jumped(
        self,
        pieces: list[Piece],
        page: int,
        stretch: int,
        *,
        tails: bool = False,
        short: bool = False,
    ) -> Draft | None:
        """The page with one story cut for a jump, or two; with ``tails`` a continuation too.

        ``short``: what goes on elsewhere has `SHORT_TAIL` lines at most.
        """
        long = [p for p in pieces if self.is_long(p.item, p.copy, page)]
        able = long + [p for p in pieces if p not in long and self._may_jump(p, tails)]
        cut = {p.item.id: tuple(cuts(p.copy)) for p in able}
        if short:
            cut |= {p.item.id: _late(p.copy, cut[p.item.id]) for p in able if p not in long}
        able = sorted(
            (p for p in able if cut[p.item.id]), key=lambda p: (p.level == 1, -len(p.copy.lines))
        )
        must = {p.item.id for p in long}
        more = [p.item.id for p in able if p.item.id not in must]
        tried = [must, *(must | {id} for id in more[:3]), must | set(more[:2])]
        for chosen in tried:
            changed = [
                replace(p, cuts=cut[p.item.id], jumps=True) if p.item.id in chosen else p
                for p in pieces
            ]
            draft = self.draft(changed, page, stretch) if chosen else None
            if draft is not None and draft.fits:
                return draft
        return None

    def _trimmed(self, pieces: list[Piece], page: int) -> Draft | None:
        """The page with the end of one story left out: overset, told with figures."""
        for piece in sorted(pieces, key=_by_length)[:3]:
            ends = _line_ends(piece.copy)
            if not ends:
                continue
            changed = [replace(p, cuts=ends) if p is piece else p for p in pieces]
            for stretch in (1, 2):
                draft = self.draft(changed, page, stretch)
                if draft is not None and draft.fits:
                    return draft
        return None

    def _leaving(self, pieces: list[Piece], page: int, last: bool) -> Piece:
        """The piece whose going helps most: free, of least weight, about as large as needed."""
        movable = [] if last else _movable(pieces)
        choice = movable or pieces[1:] or pieces
        over = sum(self.area(p.item) for p in pieces) - self.capacity(page)
        return min(
            choice,
            key=lambda p: (-p.level if p.came_from is None else 0, abs(self.area(p.item) - over)),
        )


def _late(copy: Copy, found: Sequence[Cut]) -> tuple[Cut, ...]:
    least = copy.lengths[-1] + copy.beyond - SHORT_TAIL
    return tuple(cut for cut in found if cut.kept >= least)


def _best_depth(draft: Draft, depths: list[int]) -> int:
    """The deepest that is designed so; of a lone story in a roomy shape the one that looks best."""
    if draft.stretch == 0 or len(draft.pieces) > 1:
        return max(depths)
    return min(depths, key=lambda rows: _lone_cost(draft, rows))


def _lone_cost(draft: Draft, rows: int) -> float:
    """What a lone story costs that fills all of a page so deep but for its artwork."""
    room = draft.group.columns * rows - sum(one.columns * one.rows for one in draft.art)
    shapes = (
        shape
        for columns, by_rows in draft.tables[0].items()
        for deep, shape in by_rows.items()
        if deep <= rows and columns * deep == room
    )
    return min((shape.cost for shape in shapes), default=math.inf)


def _movable(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that may go to a later page; the lead stays."""
    return [p for p in pieces[1:] if p.item.page is None or p.came_from is not None]


def _only_tails(pieces: Sequence[Piece], movable: Sequence[Piece]) -> bool:
    """Whether continuations alone are left to leave the page, which they should not."""
    tails = [p for p in pieces if p.came_from is not None]
    return bool(tails) and all(p in tails for p in movable)


def _by_length(piece: Piece) -> tuple[bool, bool, int]:
    """What is cut off first: runaway copy, then the longest story; the lead last."""
    return (not piece.copy.beyond, piece.level == 1, -len(piece.copy.lines))


def _line_ends(copy: Copy) -> tuple[Cut, ...]:
    return tuple(
        Cut(Position(line.block, line.end), number)
        for number, line in enumerate(copy.lines, start=1)
        if number >= MIN_KEPT and line.style != "subhead"
    )
