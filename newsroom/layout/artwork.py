"""Finished artwork on the pages: advertisements, public-service notices, fixed boxes, fillers.

Artwork comes finished and is never cropped: its proportions and its width in columns say how many
rows it takes. What was booked is dealt to the pages first and stands in a corner of its page; the
copy is tiled around it exactly, as a piece of one size that may stand there alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.geometry import Area, PageGrid
from newsroom.layout.pagination import Pagination
from newsroom.layout.plan import ArtFrame, ArtNature, LeftOut, PagePlan
from newsroom.layout.tiling import Corner, Place

ArtPlace = Literal["any", "foot_left", "foot_right", "foot", "top_right"]
LABEL_ROWS = 1
MOST_BOOKED = 6  # on a page: every piece doubles what is weighed to tile it
RULE = 1  # row of the rule below what does not reach the foot, as of a story


@dataclass(frozen=True)
class ArtSize:
    """One finished file of an artwork. ``aspect`` is height / width."""

    id: str
    columns: int
    aspect: float


@dataclass(frozen=True)
class Artwork:
    """Artwork offered for the pages; the composer takes one of its ``sizes``.

    ``page`` counts from 1; None: the composer chooses, page 1 last of all.
    """

    name: str
    sizes: tuple[ArtSize, ...]
    nature: ArtNature = "advertisement"
    label: str = ""
    alt: str = ""
    page: int | None = None
    place: ArtPlace = "any"


class Standing(NamedTuple):
    """Artwork that is to stand on a page: its frame, whose ``area`` says the size alone, and the
    corner it must stand in; None: wherever it does least harm."""

    frame: ArtFrame
    corner: Corner | None = None

    @property
    def columns(self) -> int:
        return self.frame.area.columns

    @property
    def rows(self) -> int:
        """Rows on a sheet, the rule's among them."""
        return self.frame.area.rows + RULE


class ArtPlaced(NamedTuple):
    """Artwork in its place on a sheet, which is a row deeper than the page."""

    frame: ArtFrame
    place: Place

    def framed(self, first_row: int, sheet_rows: int) -> ArtFrame:
        """As it stands on the page."""
        at_foot = self.place.row + self.place.rows == sheet_rows
        area = Area(
            self.place.column,
            first_row + self.place.row,
            self.place.columns,
            self.place.rows - int(at_foot),
        )
        return replace(self.frame, area=area, rule_below=not at_foot)


def rows_of(size: ArtSize, label: str, grid: PageGrid) -> int:
    """Rows that artwork takes, its label among them: the least that hold it whole."""
    gap = grid.leading_pt - grid.body_size_pt
    rows = math.ceil((grid.width_of(size.columns) * size.aspect + gap - 0.01) / grid.leading_pt)
    return rows + (LABEL_ROWS if label else 0)


def standing(
    art: Artwork,
    size: ArtSize,
    grid: PageGrid,
    corner: Corner | None = None,
    *,
    filler: bool = False,
) -> Standing:
    area = Area(0, 0, size.columns, rows_of(size, art.label, grid))
    frame = ArtFrame(size.id, area, art.nature, size.aspect, art.label, art.alt, filler=filler)
    return Standing(frame, corner)


def placed_art(frame: ArtFrame, first_row: int) -> ArtPlaced:
    """Artwork of a printed page as the sheet counts it."""
    rows = frame.area.rows + (0 if frame.rule_below else RULE)
    place = Place(frame.area.column, frame.area.row - first_row, frame.area.columns, rows)
    return ArtPlaced(frame, place)


def outer_corner(page: int) -> Corner:
    """The outer corner at the foot of a page (from 0): odd pages are right-hand pages."""
    return "foot_right" if page % 2 == 0 else "foot_left"


def other_side(corner: Corner) -> Corner:
    """The other corner at the foot."""
    return "foot_left" if corner == "foot_right" else "foot_right"


@dataclass
class Booking:
    """The booked artwork of an edition of so many pages, dealt to them.

    ``depths`` are the rows of each sheet, the row of the rules included.
    """

    artwork: Sequence[Artwork]
    grids: Sequence[PageGrid]
    depths: Sequence[int]
    pages: Pagination
    on: list[list[Standing]] = field(init=False)
    wishes: dict[str, ArtPlace] = field(init=False)
    left_out: list[LeftOut] = field(init=False)

    def __post_init__(self) -> None:
        self.on = [[] for _page in self.depths]
        self.wishes = {}
        self.left_out = []
        bound = [art for art in self.artwork if art.page is not None]
        for art in [*bound, *(art for art in self.artwork if art.page is None)]:
            self._deal(art)

    def area(self, page: int) -> int:
        """Column rows of a page that artwork takes."""
        return sum(standing.columns * standing.rows for standing in self.on[page])

    def ways(self, page: int, *, last: bool) -> Iterator[tuple[Standing, ...]]:
        """The artwork of a page; what may stand anywhere at its foot, outside first.

        As a ``last`` resort, where the copy does not go around it as booked, it may stand wherever
        there is room: the page says so.
        """
        given = tuple(self.on[page])
        yield given
        free = [s for s in given if self.wishes[s.frame.artwork_id] == "any"]
        if len(free) == 1 and len(given) == 1:
            inner = other_side(free[0].corner or self._outer(page))
            if free[0].columns < self.grids[page].columns:
                yield (free[0]._replace(corner=inner),)
            yield (free[0]._replace(corner=None),)
        elif last and any(one.corner for one in given):
            yield tuple(one._replace(corner=None) for one in given)

    def _deal(self, art: Artwork) -> None:
        size, number = art.sizes[0], art.page
        if number is not None and number > self.pages.pages:
            self._leave(art, _no_page(art, self.pages.pages))
            return
        pages = [self.pages.index(number)] if number is not None else self._by_room()
        wide = [page for page in pages if size.columns <= self.grids[page].columns]
        if pages and not wide:
            self._leave(art, _too_wide(art, size, self.grids[pages[0]]))
            return
        sizes = {page: standing(art, size, self.grids[page]) for page in wide}
        page = next((page for page in wide if self._holds(page, sizes[page])), None)
        if page is None:
            is_full = all(len(self.on[page]) >= MOST_BOOKED for page in wide)
            made = standing(art, size, self.grids[0])
            self._leave(art, _too_many(art) if is_full else _no_room(art, made))
            return
        made = sizes[page]
        corner = self._corner(art, made, page)
        self.on[page].append(made._replace(corner=corner))
        self.wishes[size.id] = art.place

    def _by_room(self) -> list[int]:
        """Pages for artwork that may stand on any: those with least of it, the last first, a double
        page and page one only where there is no other."""
        pages = sorted(
            range(1, len(self.depths)),
            key=lambda page: (self.pages.across(page), self.area(page), -page),
        )
        return [*pages, 0]

    def _outer(self, page: int) -> Corner:
        return outer_corner(self.pages.number(page) - 1)

    def _holds(self, page: int, made: Standing) -> bool:
        if len(self.on[page]) >= MOST_BOOKED:
            return False
        room = self.grids[page].columns * self.depths[page] - self.area(page)
        return made.rows <= self.depths[page] and made.columns * made.rows <= room

    def _corner(self, art: Artwork, made: Standing, page: int) -> Corner | None:
        """The corner it was booked for, where that is free and the rows beside it are not full."""
        outer = self._outer(page)
        inner = other_side(outer)
        wished: dict[ArtPlace, tuple[Corner, ...]] = {
            "any": (outer, inner),
            "foot": (outer, inner),
            "foot_left": ("foot_left",),
            "foot_right": ("foot_right",),
            "top_right": ("top_right",),
        }
        for corner in wished[art.place]:
            if self._is_free(page, made, corner):
                return corner
        return None

    def _is_free(self, page: int, made: Standing, corner: Corner) -> bool:
        if corner == "top_right" and made.columns == self.grids[page].columns:
            return False  # a page begins with its lead
        for other in self.on[page]:
            if other.corner is None or other.corner == corner:
                if other.corner == corner:
                    return False
                continue
            beside = made.columns + other.columns > self.grids[page].columns
            above = made.rows + other.rows > self.depths[page]
            same_end = ("foot" in other.corner) == ("foot" in corner)
            same_side = ("left" in other.corner) == ("left" in corner)
            if (same_end and beside) or (same_side and above) or (beside and above):
                return False
        return True

    def _leave(self, art: Artwork, told: Sentence) -> None:
        self.left_out.append(LeftOut(art.sizes[0].id, told))


def with_art_alone(page: PagePlan, art: Sequence[Standing], grid: PageGrid) -> PagePlan:
    """A page without stories: its artwork one below the other. A whole page of it is no empty
    page."""
    if not art:
        return page
    rows = grid.rows + RULE - page.first_row - page.foot_rows
    frames, at = [], 0
    for one in art:
        # A rule in the last row of the page would part nothing: what ends there stands at the foot.
        lower = RULE if at + one.rows == rows - RULE else 0
        place = Place(0, at + lower, one.columns, one.rows)
        if at + one.rows <= rows:
            frames.append(ArtPlaced(one.frame, place).framed(page.first_row, rows))
            at += one.rows
    is_full = at == rows and all(one.columns == grid.columns for one in art)
    return replace(
        page,
        artwork=tuple(frames),
        thin_rows=0,
        violations=() if is_full else page.violations,
    )


def is_as_booked(placed: ArtPlaced, wish: ArtPlace, columns: int, rows: int) -> bool:
    """Whether artwork stands where it was booked; a wish for any place is always kept."""
    place = placed.place
    foot = place.row + place.rows == rows
    right = place.column + place.columns == columns
    return {
        "any": True,
        "foot": foot,
        "foot_left": foot and place.column == 0,
        "foot_right": foot and right,
        "top_right": place.row == 0 and right,
    }[wish]


def _too_wide(art: Artwork, size: ArtSize, grid: PageGrid) -> Sentence:
    return _(
        "“%(name)s” is %(columns)s columns wide and the page has %(all)s: "
        "book it in a narrower size.",
        name=art.name,
        columns=size.columns,
        all=grid.columns,
    )


def _no_page(art: Artwork, pages: int) -> Sentence:
    return _(
        "“%(name)s” is booked for page %(page)s and the issue has %(pages)s: "
        "book it for another page.",
        name=art.name,
        page=art.page or 0,
        pages=pages,
    )


def _too_many(art: Artwork) -> Sentence:
    return _(
        "“%(name)s” finds no place: a page takes %(most)s pieces of artwork at most. Put small "
        "ones together in one file, or book it for another page.",
        name=art.name,
        most=MOST_BOOKED,
    )


def _no_room(art: Artwork, made: Standing) -> Sentence:
    if art.page is None:
        return _(
            "“%(name)s” finds no room on any page: it takes %(columns)s columns by %(rows)s rows. "
            "Book a smaller size, or add a page.",
            name=art.name,
            columns=made.columns,
            rows=made.frame.area.rows,
        )
    return _(
        "“%(name)s” does not fit on page %(page)s beside what is booked there: "
        "it takes %(columns)s columns by %(rows)s rows. Book it for another page.",
        name=art.name,
        page=art.page,
        columns=made.columns,
        rows=made.frame.area.rows,
    )
