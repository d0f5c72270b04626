"""Every exact height a story can take at every width, and the best way to take it.

A shape is a module's inside: headline block, picture, legs, and one row for the rule below. The
white a story leaves is never a hole at its end; it goes into the headline block by whole rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsroom.layout.geometry import PageGrid
from newsroom.layout.heads import UNWISHED, Head, HeadWords, Rank, heads
from newsroom.layout.houserules import NO_RULES, HouseRules
from newsroom.layout.inserts import Wrapped
from newsroom.layout.metrics import TypeBook
from newsroom.layout.photos import PhotoBlock, is_as_wished, photo_blocks
from newsroom.layout.plan import CopyItem, FontRole, Line
from newsroom.layout.threads import CHINESE, Copy, Cut, Wording, kept_lines, share

SEPARATOR = 1  # the row of the rule below a module
BOX_PADDING = 1  # white row inside a frame, above the headline and below the copy
UNDER_PHOTO = 1  # white row between a caption and the copy below it
LEAST_LEG = {
    "banner": 5,
    "front": 5,
    "lead": 5,
    "second": 5,
    "third": 5,
    "brief": 4,
    "continued": 4,
}
LEAST_UNDER_PHOTO = 4  # a leg of fewer lines under a picture looks left over
LONG_LEG = 34  # rows; longer legs tire the reader
LEVELS: dict[Rank, int] = {
    "banner": 1,
    "front": 1,
    "lead": 1,
    "second": 2,
    "third": 3,
    "brief": 4,
    "continued": 4,
}
# Of the columns of a page.
NARROWEST: dict[Rank, float] = {"banner": 2.0, "front": 0.6, "lead": 0.6, "second": 0.4}
WIDEST: dict[Rank, float] = {"third": 0.8, "brief": 0.6, "continued": 0.8}
MOST_PICTURES, DEEPEST_PICTURES = 0.35, 0.6  # of a page and its depth: a story's pictures together
STRETCHES = (0, 1, 2)  # how far a page may go to end even: as designed, roomy, with much white
MOST_WHITE = (3, 8, 10)  # extra white rows in a headline block, by stretch
WHITE_COST = 0.7  # of as many rows as a headline bears well; it grows with the square
WHITE_BEARING: dict[Rank, float] = {  # white rows a headline of this rank bears well
    "banner": 2.5,
    "front": 2.0,
    "lead": 1.7,
    "second": 1.3,
    "third": 1.1,
    "brief": 0.8,
    "continued": 0.8,
}
PHOTO_SHARE: dict[Rank, float] = {  # of the page; a larger picture outweighs its story
    "banner": 0.28,
    "front": 0.19,
    "lead": 0.19,
    "second": 0.12,
    "third": 0.09,
    "brief": 0.05,
    "continued": 0.05,
}
ROUGH_CUT = 4.0  # a jump in the middle of a sentence
CUT_COST = 7.0  # readers do not follow a jump gladly: only where a page is full
SMALL_PHOTO = 1.2  # a picture of one column in a module of three or more
WEAK_LEAD_PHOTO = 0.08  # of the page; a smaller picture does not carry a lead
BANNER_PHOTO = 0.13  # of a double page; a smaller picture does not hold its halves together
SMALL_BANNER = 150.0  # cost of a picture that is so much smaller, were it the whole double page
LEAST_BANNER = 0.3  # of its columns: the least width of a picture in a banner
OFF_FOLD = 3.0  # an odd number of columns, of which no half lies on either side of the fold


@dataclass(frozen=True)
class Setting:
    """What a page is made with: its grid, its type, its words, and the rules of the house."""

    grid: PageGrid
    book: TypeBook
    wording: Wording = CHINESE
    lead_face: FontRole = "song_heavy"  # of the largest headlines, where their lines fit in it
    house: HouseRules = NO_RULES


@dataclass(frozen=True)
class Piece:
    """What stands on one page: a story or its continuation, with the level of its headline.

    With ``cuts`` it must be cut at one of them: for a jump, or, where ``jumps`` is false, because
    the rest finds no place. A ``strict`` piece is set as its editor wishes or not at all.
    """

    item: CopyItem
    copy: Copy
    rank: Rank
    came_from: int | None = None
    cuts: tuple[Cut, ...] = ()
    jumps: bool = False
    strict: bool = False

    @property
    def headline_size(self) -> int:
        """The size its editor wished for; 0 where none was, and of a continuation."""
        return self.item.headline_size if self.came_from is None else 0

    @property
    def asked(self) -> tuple[int | bool, ...]:
        """What tells its shapes from those of the same story without such wishes."""
        return self.headline_size, self.item.photo_columns, self.item.photo_rows, self.strict

    @property
    def level(self) -> int:
        return LEVELS[self.rank]

    @property
    def words(self) -> HeadWords:
        """The headline block without its origin line: see `words_of`."""
        story = self.item.story
        if self.came_from is not None:
            return HeadWords(story.headline)
        return HeadWords(story.headline, story.kicker, story.deck)


@dataclass(frozen=True)
class Body:
    """Legs and picture below a headline. ``blanks`` lines stay white at the feet of the legs."""

    rows: int
    photo: PhotoBlock | None
    own_byline: bool
    cut: Cut | None
    blanks: int
    cost: float
    copy: Copy | None = None  # broken at another measure than that of a column
    wrap: Wrapped | None = None  # copy around a picture or a quote, which ``photo`` is not then


@dataclass(frozen=True)
class Shape:
    """One way to fill ``columns`` by ``rows`` exactly; the last row is the rule's."""

    columns: int
    rows: int
    head: Head
    head_rows: int
    white: int  # rows of the headline block beyond what it needs
    body: Body
    cost: float
    head_columns: int = 0  # taken by a vertical headline, at the left
    broken: Broken | None = None
    notch: Notch | None = None

    @property
    def beside(self) -> int:
        """Columns at the left that belong to a vertical headline, or to the nameplate."""
        return self.notch.columns if self.notch else self.head_columns

    @property
    def span(self) -> int:
        """Columns that a horizontal headline has."""
        return self.columns - self.notch.columns if self.notch else self.columns

    @property
    def legs(self) -> int:
        """How many legs stand under the headline where no picture takes one."""
        return self.broken.legs if self.broken else self.columns - self.beside

    @property
    def under(self) -> tuple[int, ...]:
        """Rows of the legs under the nameplate, which are read after all others."""
        if self.notch is None:
            return ()
        return (self.rows - SEPARATOR - self.notch.rows,) * self.notch.columns


@dataclass(frozen=True)
class Notch:
    """The top left of an L-shaped lead: there the nameplate stands, so deep with its white row."""

    columns: int
    rows: int


@dataclass(frozen=True)
class Broken:
    """Broken columns: so many legs of ``measure_em``, with ``gap_em`` between them."""

    legs: int
    measure_em: float
    gap_em: float


Table = dict[int, dict[int, Shape]]  # columns -> rows -> the best shape


def words_of(piece: Piece, wording: Wording) -> HeadWords:
    words = piece.words
    if piece.came_from is None:
        return words
    return HeadWords(words.headline, origin=wording.origin_line(piece.came_from))


def shape_table(piece: Piece, setting: Setting, most_rows: int, stretch: int = 0) -> Table:
    """The best shape for every size ``piece`` can fill exactly, up to ``most_rows`` rows."""
    table: Table = {}
    for columns in range(1, setting.grid.columns + 1):
        extra = width_cost(piece, columns, setting.grid, stretch)
        if extra is None:
            continue
        found = bodies(piece, columns, setting, most_rows, stretch)
        tops = tops_of(piece, columns, setting, stretch) if found else {}
        shapes = joined(columns, tops, found, extra, setting.grid, most_rows)
        if shapes:
            table[columns] = shapes
    return table


def width_cost(piece: Piece, columns: int, grid: PageGrid, stretch: int) -> float | None:
    """What a width costs a story of this rank; None where it must not stand so narrow or wide.

    On a double page a banner stands across both, every other story is as wide as on one.
    """
    page = grid.columns // grid.across
    if grid.across > 1 and columns > page and piece.rank != "banner":
        return None
    narrow = NARROWEST.get(piece.rank, 0.0) * page
    wide = WIDEST.get(piece.rank, float(grid.across)) * page
    outside = max(0.0, narrow - columns, columns - max(1.0, wide))
    if outside and stretch == 0:
        return None
    return 3.0 * outside


def joined(
    columns: int,
    tops: dict[int, tuple[Head, int, float]],
    bodies: dict[int, Body],
    extra: float,
    grid: PageGrid,
    most_rows: int,
) -> dict[int, Shape]:
    shapes: dict[int, Shape] = {}
    for head_rows, (head, white, head_cost) in tops.items():
        for body in bodies.values():
            rows = head_rows + body.rows + SEPARATOR
            if rows > most_rows:
                continue
            cost = extra + head_cost + body.cost + form_cost(columns, rows, grid)
            known = shapes.get(rows)
            if known is None or cost < known.cost:
                shapes[rows] = Shape(columns, rows, head, head_rows, white, body, cost)
    return shapes


def form_cost(columns: int, rows: int, grid: PageGrid) -> float:
    """Towers and ribbons are hard to read and to build a page with."""
    form = grid.width_of(columns) / (rows * grid.leading_pt)
    tower = 4 * max(0.0, 0.5 - form) if columns > 1 else 0.1 * max(0, rows - 26)
    return tower + 1.2 * max(0.0, form - 3.4)


def tops_of(
    piece: Piece, columns: int, setting: Setting, stretch: int
) -> dict[int, tuple[Head, int, float]]:
    """The best headline block of each number of rows: the block, its white rows and the cost."""
    tops: dict[int, tuple[Head, int, float]] = {}
    for head, rows, white, cost in every_top(piece, columns, setting, stretch):
        if rows not in tops or cost < tops[rows][2]:
            tops[rows] = (head, white, cost)
    return tops


def every_top(
    piece: Piece, columns: int, setting: Setting, stretch: int
) -> Iterator[tuple[Head, int, int, float]]:
    """Every headline block: the block, the rows it takes, how many of them white, and the cost."""
    padding = BOX_PADDING if piece.item.in_box else 0
    bearing = WHITE_BEARING[piece.rank]
    words = words_of(piece, setting.wording)
    lax = stretch > 0
    found = heads(
        *(words, piece.rank, columns, setting.grid, setting.book),
        lax=lax,
        wished=piece.headline_size,
        strict=piece.strict,
    )
    for head in found:
        for white in range(MOST_WHITE[stretch] + 1):
            rows = head.rows + padding + white
            yield head, rows, white, head.cost + WHITE_COST * (white / bearing) ** 2


def bodies(
    piece: Piece, columns: int, setting: Setting, most_rows: int, stretch: int
) -> dict[int, Body]:
    """The best body of each number of rows."""
    found: dict[int, Body] = {}
    for body in _all_bodies(piece, columns, setting, most_rows, stretch):
        known = found.get(body.rows)
        if known is None or body.cost < known.cost:
            found[body.rows] = body
    return found


def _all_bodies(
    piece: Piece, columns: int, setting: Setting, most_rows: int, stretch: int
) -> Iterator[Body]:
    padding = BOX_PADDING if piece.item.in_box else 0
    blocks = blocks_of(piece, columns, setting)
    for length, own_byline, cut, length_cost in lengths_of(piece):
        for photo, photo_cost in blocks:
            for rows in _body_rows(length, columns, photo):
                if rows + padding > most_rows:
                    continue
                cost = length_cost + photo_cost + legs_cost(rows, columns, photo, length)
                if stretch == 0 and too_shallow(piece, rows, columns, photo, length):
                    continue
                legs = rooms(columns, rows, photo, None)
                if min(legs, default=rows) < piece.copy.dropped:
                    continue
                blanks = sum(legs) - length
                body = Body(rows + padding, photo, own_byline, cut, blanks, cost + 0.3 * blanks)
                if _can_be_shared(piece, body, columns, setting, padding):
                    yield body


def lengths_of(piece: Piece) -> Iterator[tuple[int, bool, Cut | None, float]]:
    """Lines to place: count, byline on its own line, where cut, cost."""
    if not piece.cuts:
        for number, length in enumerate(piece.copy.lengths):
            own = number > 0 or not piece.copy.byline_fits
            yield length, own and bool(piece.copy.byline), None, 0.15 * number
        return
    total = len(piece.copy.lines)
    for cut in piece.cuts:
        cost = CUT_COST + 0.02 * (total - cut.kept) + ROUGH_CUT * cut.rough
        yield cut.kept + (1 if piece.jumps else 0), False, cut, cost


def blocks_of(
    piece: Piece, columns: int, setting: Setting
) -> list[tuple[PhotoBlock | None, float]]:
    """The picture blocks this piece may use. A picture is dropped only where all together leave
    the story hardly any room on a page."""
    photos = piece.item.photos if piece.came_from is None else ()
    if not photos:
        return [(None, 0.0)]
    page = setting.grid.columns * setting.grid.rows
    found: list[tuple[PhotoBlock | None, float]] = []
    for number in range(len(photos), 0, -1):
        for block in photo_blocks(photos[:number], columns, setting.grid, setting.book):
            as_wished = is_as_wished(piece.item, block)
            if piece.strict and not (as_wished and number == len(photos)):
                continue
            if piece.rank == "banner" and block.columns < LEAST_BANNER * columns:
                continue
            lost = 30.0 * (len(photos) - number) + (0.0 if as_wished else UNWISHED)
            found.append((block, lost + block.cost + _photo_cost(piece, block, columns, page)))
        if any(block and _leaves_room(block, setting.grid) for block, _cost in found):
            break
    if piece.strict and piece.item.photo_columns:
        return found
    return found or [(None, 30.0 * len(photos))]


def _leaves_room(block: PhotoBlock, grid: PageGrid) -> bool:
    is_small = block.columns * block.rows <= MOST_PICTURES * grid.columns * grid.rows
    return is_small and block.rows <= DEEPEST_PICTURES * grid.rows


def _photo_cost(piece: Piece, block: PhotoBlock, columns: int, page: int) -> float:
    taken = block.columns * block.rows / page
    cost = 60 * max(0.0, taken - PHOTO_SHARE[piece.rank])
    if piece.rank == "banner":
        cost += SMALL_BANNER * max(0.0, BANNER_PHOTO - taken) + OFF_FOLD * (block.columns % 2)
    elif piece.level == 1:
        cost += 12 * max(0.0, WEAK_LEAD_PHOTO - taken)
    if block.columns == 1 and columns >= 3:
        cost += SMALL_PHOTO
    return cost + (0.3 if block.columns == columns else 0.0)


def _body_rows(length: int, columns: int, photo: PhotoBlock | None) -> list[int]:
    """Rows of the body, counted so that less than one line a leg stays white."""
    if photo is None:
        return [-(-length // columns)]
    if photo.columns == columns:
        return [photo.rows + (UNDER_PHOTO - (-length // columns) if length else 0)]
    deep = photo.rows + UNDER_PHOTO
    found = []
    around = -(-(length + photo.columns * deep) // columns)
    if around - deep >= LEAST_UNDER_PHOTO:
        found.append(around)
    beside = columns - photo.columns
    if 0 <= beside * photo.rows - length < beside:
        found.append(photo.rows)
    return found


def rooms(columns: int, rows: int, photo: PhotoBlock | None, at: int | None) -> list[int]:
    """Rows of each leg, left to right; the picture stands at column ``at`` (None: far right)."""
    legs = [rows] * columns
    if photo is not None:
        first = columns - photo.columns if at is None else at
        for column in range(first, first + photo.columns):
            legs[column] = max(0, rows - photo.rows - UNDER_PHOTO)
    return [leg for leg in legs if leg]


def too_shallow(
    piece: Piece, rows: int, columns: int, photo: PhotoBlock | None, length: int
) -> bool:
    deep = rooms(columns, rows, photo, None)
    return columns > 1 and bool(deep) and max(deep) < LEAST_LEG[piece.rank] and length > 0


def legs_cost(rows: int, columns: int, photo: PhotoBlock | None, length: int) -> float:
    deep = max(rooms(columns, rows, photo, None), default=0)
    shallow = 1.5 * max(0, 5 - deep) if columns > 1 and length else 0.0
    beside = 0.2 if photo is not None and photo.columns < columns and rows == photo.rows else 0.0
    return 0.12 * max(0, deep - LONG_LEG) + shallow + beside


def _can_be_shared(piece: Piece, body: Body, columns: int, setting: Setting, padding: int) -> bool:
    """Only subheads can spoil a division into legs, so only copy with subheads is tried."""
    if not piece.copy.has_subheads:
        return True
    lines = piece_lines(piece, body, setting, page=1)
    at = photo_home(piece, columns, body.photo)
    return share(lines, rooms(columns, body.rows - padding, body.photo, at)) is not None


def photo_home(piece: Piece, legs: int, photo: PhotoBlock | None) -> int | None:
    """The leg at which a picture begins as a rule: in a banner it lies across the fold."""
    if photo is None:
        return None
    return (legs - photo.columns) // (2 if piece.rank == "banner" else 1)


def piece_lines(piece: Piece, body: Body, setting: Setting, page: int) -> tuple[Line, ...]:
    """The lines ``body`` holds; a jump line names ``page``."""
    if body.cut is None:
        return (body.copy or piece.copy).closed(body.own_byline)
    lines = kept_lines(piece.copy, body.cut, setting.wording.jump_line(page))
    return lines if piece.jumps else lines[:-1]
