"""The page plan: where every line of every story stands. The composer's output, the press's input.

Columns and rows count from 0 at the top left of the type area (`PageGrid`). A `Line` holds the
exact characters of one printed line; nothing downstream may break it again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, NamedTuple

from newsroom.copydesk.story import Position, Story
from newsroom.layout.geometry import Area, PageGrid

Priority = Literal["lead", "major", "normal", "brief"]
LineStyle = Literal["body", "subhead", "byline", "jump"]
HeadRole = Literal["kicker", "headline", "deck", "origin"]
FontRole = Literal["song", "song_heavy", "hei", "hei_heavy", "kai"]
ModuleKind = Literal["story", "continuation"]
ArtNature = Literal["advertisement", "notice", "box"]  # 广告, 公益广告, 固定栏
Direction = Literal["horizontal", "vertical"]
FrameStyle = Literal["plain", "double", "thick_thin"]  # thick_thin: 文武线
LIGHTEST_TINT, DARKEST_TINT = 8, 12  # percent of black: seen on newsprint, and copy stays legible

START = Position(0, 0)
# Fields of a line that most lines have not.
SELDOM = (
    *("spans", "inset_em", "marker", "cells", "ruled"),
    *("hyphen", "hung", "initial", "left_em", "measure_em"),
)


@dataclass(frozen=True)
class PhotoSpec:
    """A picture that goes with a story. ``aspect`` is height / width of the picture itself."""

    id: str
    aspect: float
    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(frozen=True)
class PageSpec:
    """A page of an issue before anything stands on it."""

    number: int
    name: str = ""


@dataclass(frozen=True)
class CopyItem:
    """A story offered for composition, with the editor's wishes."""

    id: str
    story: Story
    priority: Priority = "normal"
    may_jump: bool = True
    photos: tuple[PhotoSpec, ...] = ()
    page: int | None = None  # page the editor put it on, counted from 1; None: the composer chooses
    boxed: bool = False
    headline_level: int | None = None  # 1 the largest; None: the composer chooses
    frame: FrameStyle = "plain"  # of a boxed story
    tint: int = 0  # percent of black behind the story, 0: none; without ``boxed`` it has no frame
    headline_direction: Direction = "horizontal"  # vertical: 竖题, beside the copy
    drop_initial: int = 0  # lines the first character is deep: 0, 2 or 3
    wrapped: bool = False  # copy runs around the picture, which is wider than whole columns
    pull_quote: str = ""  # words of the story, set large in a column of it
    broken_columns: bool = False  # 破栏: fewer legs than columns, each about one and a half wide
    section: str = ""  # a page of about this name is the best place for it
    headline_size: int = 0  # points, chosen by the editor; 0: the composer chooses
    photo_columns: int = 0  # columns its pictures take; 0: the composer chooses
    photo_rows: int = 0  # rows of the first picture without its caption, which crops it
    jump_to: int | None = None  # page it is to go on to, counted from 1
    jump_after: int = 0  # lines it is to have before that, about
    protocol: int | None = None  # place in the order of the first official it names
    nature: tuple[str, ...] = ()  # what house rules ask for: `houserules.NATURES`

    @property
    def in_box(self) -> bool:
        """Whether headline and copy stand in a frame or on a tint, with white inside."""
        return self.boxed or self.tint > 0

    @property
    def told(self) -> tuple[str, ...]:
        """All its words: the headline block, copy and captions."""
        story = self.story
        blocks = (block.text for block in story.blocks)
        captions = (photo.caption for photo in self.photos)
        return (story.kicker, story.headline, story.deck, *blocks, *captions)


# The face of each style; an inline mark or a quotation has spans in another.
FACES: dict[LineStyle, FontRole] = {
    "body": "song",
    "subhead": "hei",
    "byline": "kai",
    "jump": "kai",
}


class Cell(NamedTuple):
    """A cell of a row: ``text[start:end]`` of its line, in a column ``width_em`` wide."""

    start: int
    end: int
    x_em: float
    width_em: float
    is_right: bool
    role: FontRole


class Span(NamedTuple):
    """Code points ``start`` to ``end`` of a text that stand in a face of their own."""

    start: int
    end: int
    role: FontRole


@dataclass(frozen=True)
class Line:
    """One printed line of copy.

    ``block`` is the index in `Story.blocks` and ``start``/``end`` are code points in that block;
    a derived line (byline, jump) has block -1. ``tail`` is set flush right on the same line (a
    byline that still fits behind the last words). Not ``justified``: last line of its paragraph.
    A line beside a drop initial is ``measure_em`` wide and begins ``left_em`` from the left edge of
    its leg; the first of them names the ``initial``, which is not in its ``text``. A ``hyphen`` is
    painted behind a divided word, a ``hung`` mark is the last of ``text`` and stands outside the
    measure, ``stretch`` is the width of the characters, 1 their own: those of a line that is a
    hair too full are narrowed.
    The line begins ``inset_em`` from the left edge of its measure, and ``marker`` stands there: the
    bullet or number of a list, which is in no text.
    A row of a table has ``cells``; ``ruled``: a fine rule stands below it.
    ``spans`` of the text are not in the face of its style; they are in order and do not overlap.
    """

    text: str
    style: LineStyle = "body"
    block: int = -1
    start: int = 0
    end: int = 0
    indent_em: float = 0.0
    justified: bool = True
    tail: str = ""
    initial: str = ""
    left_em: float = 0.0
    measure_em: float = 0.0
    hyphen: bool = False
    hung: bool = False
    stretch: float = 1.0
    spans: tuple[Span, ...] = ()
    inset_em: float = 0.0
    marker: str = ""
    cells: tuple[Cell, ...] = ()
    ruled: bool = False


@dataclass(frozen=True)
class Leg:
    """A column of copy: lines on consecutive rows, from ``row`` down.

    A leg of broken columns is ``measure_em`` wide and begins ``shift_em`` to the right of its
    column's left edge (both in em of the body size); with 0 it is as wide as its columns.
    """

    column: int
    row: int
    lines: tuple[Line, ...]
    columns: int = 1
    shift_em: float = 0.0
    measure_em: float = 0.0

    def left(self, grid: PageGrid) -> float:
        """Left edge in points from the left edge of the page."""
        return grid.x_of(self.column) + self.shift_em * grid.body_size_pt

    def width(self, grid: PageGrid) -> float:
        """Points a full line measures."""
        return self.measure_em * grid.body_size_pt or grid.width_of(self.columns)


@dataclass(frozen=True)
class HeadLine:
    """One line of a headline block. ``top_pt`` is measured from the top of the module's area.

    The line box is exactly ``size_pt`` high; ``stretch`` narrows the glyphs (0.9 to 1.0) and
    ``tracking_pt`` is added after each character. A vertical line is ``size_pt`` wide and begins
    ``left_pt`` from the left edge of the area.
    """

    text: str
    role: HeadRole
    font: FontRole
    size_pt: float
    top_pt: float
    align: Literal["left", "center", "right"] = "center"
    stretch: float = 1.0
    tracking_pt: float = 0.0
    direction: Direction = "horizontal"
    left_pt: float = 0.0


@dataclass(frozen=True)
class PhotoFrame:
    """A picture in place: ``area`` holds the picture and, in its last rows, the caption lines.

    ``shift_em`` and ``measure_em`` are those of a `Leg`, for a picture that is not as wide as its
    area.
    """

    photo_id: str
    area: Area
    caption: tuple[str, ...] = ()
    credit: str = ""  # flush right on the last caption line, or on a line of its own
    alt: str = ""
    shift_em: float = 0.0
    measure_em: float = 0.0

    def left(self, grid: PageGrid) -> float:
        """Left edge in points from the left edge of the page."""
        return grid.x_of(self.area.column) + self.shift_em * grid.body_size_pt

    def width(self, grid: PageGrid) -> float:
        """Width in points of the picture and its caption."""
        return self.measure_em * grid.body_size_pt or grid.width_of(self.area.columns)

    @property
    def picture_rows(self) -> int:
        """Rows of the picture itself; the caption stands below it."""
        return self.area.rows - len(self.caption)


@dataclass(frozen=True)
class Quote:
    """A pull quote in place: its lines stand in the middle of ``area``, a rule above and below."""

    area: Area
    lines: tuple[str, ...]
    size_pt: float
    leading_pt: float


@dataclass(frozen=True)
class Module:
    """One story (or its continuation) on a page: a rectangle that it fills exactly.

    ``head_rows`` rows at the top belong to the headline block and span ``area.columns``. The last
    row of a module that does not reach the foot of the page is the separator (``rule_below``).
    A vertical headline stands in the first ``head_columns`` columns below those rows instead.
    A boxed module has white inside its edges and around it a frame (none where ``frame`` is empty);
    ``tint`` is the percentage of black printed behind it.
    An L-shaped lead has the nameplate in the ``notch`` at its top left: the headline block stands
    beside that, and the legs below it are read last.
    """

    item_id: str
    kind: ModuleKind
    area: Area
    head_rows: int
    head: tuple[HeadLine, ...]
    legs: tuple[Leg, ...]
    photos: tuple[PhotoFrame, ...] = ()
    text_from: Position = START
    text_to: Position = START
    headline_level: int = 3
    boxed: bool = False
    rule_below: bool = True
    jump_to: int | None = None  # page this story goes on to
    jump_from: int | None = None  # page it comes from
    frame: FrameStyle | Literal[""] = "plain"
    tint: int = 0
    head_columns: int = 0
    quotes: tuple[Quote, ...] = ()
    notch: Area | None = None

    @property
    def head_column(self) -> int:
        """The first column of a horizontal headline."""
        return self.area.column + (self.notch.columns if self.notch else 0)

    @property
    def head_span(self) -> int:
        """How many columns it has."""
        return self.area.right - self.head_column

    @property
    def parts(self) -> tuple[Area, ...]:
        """The rectangles that are its own: of an L that beside the nameplate, then that below."""
        area, notch = self.area, self.notch
        if notch is None:
            return (area,)
        below = Area(area.column, notch.bottom, notch.columns, area.bottom - notch.bottom)
        return replace(area, column=notch.right, columns=area.right - notch.right), below

    @property
    def column_rows(self) -> int:
        """Column rows that are its own."""
        return sum(part.columns * part.rows for part in self.parts)


@dataclass(frozen=True)
class ArtFrame:
    """Finished artwork in place: nothing of it is set here, and no copy stands in its ``area``.

    The last row of the area is the rule's (``rule_below``) unless it reaches the foot of the page;
    with a ``label`` the first is that of the label. The picture stands level with the copy beside
    it at its foot, whole: what is over of a row is white above it. ``aspect`` is height / width.
    """

    artwork_id: str
    area: Area
    nature: ArtNature
    aspect: float
    label: str = ""  # what the law asks for above an advertisement
    alt: str = ""
    rule_below: bool = False
    filler: bool = False  # nobody booked it: it stands where copy was missing

    @property
    def foot(self) -> int:
        """The row below the picture."""
        return self.area.bottom - int(self.rule_below)

    def picture_size(self, grid: PageGrid) -> tuple[float, float]:
        """Width and height in points."""
        width = grid.width_of(self.area.columns)
        return width, width * self.aspect

    def top_pt(self, grid: PageGrid) -> float:
        """Where the picture begins, in points from the top of the page."""
        gap = grid.leading_pt - grid.body_size_pt
        return grid.y_of(self.foot) - gap - self.picture_size(grid)[1]


@dataclass(frozen=True)
class PagePlan:
    """One composed page. ``first_row`` rows at the top belong to nameplate or folio, ``foot_rows``
    at the foot to the imprint; ``corner`` is kept for a nameplate beside the lead. A double page
    通版 lies ``across`` two pages and has the number of the left one."""

    number: int
    first_row: int
    modules: tuple[Module, ...]
    blank_rows: int = 0  # column rows left white on purpose inside modules
    score: float = 0.0
    violations: tuple[str, ...] = ()
    foot_rows: int = 0
    thin_rows: int = 0  # rows above the foot that no story fills: there is too little copy
    corner: Area | None = None  # the row of the rule below it included
    open_areas: tuple[Area, ...] = ()  # left without a story by hand: no page to print as it is
    artwork: tuple[ArtFrame, ...] = ()
    across: int = 1

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the pages it lies on."""
        return tuple(range(self.number, self.number + self.across))

    def on(self, grid: PageGrid) -> PageGrid:
        """Its own grid, where ``grid`` is that of a single page of the edition."""
        return grid.spread if self.across == 2 else grid

    def sketch(self, grid: PageGrid) -> list[str]:
        """The page in letters, one string a row: what a reviewer reads in a test."""
        cells = [["." for _ in range(grid.columns)] for _ in range(grid.rows)]
        for row in range(self.first_row):
            cells[row] = ["#"] * grid.columns
        for row in range(grid.rows - self.foot_rows, grid.rows):
            cells[row] = ["#"] * grid.columns
        for index, module in enumerate(self.modules):
            area = module.area
            for row in range(area.row, area.bottom):
                for column in range(area.column, area.right):
                    cells[row][column] = chr(ord("A") + index % 26)
        if self.corner:
            for row in range(self.corner.row, self.corner.bottom):
                cells[row][: self.corner.right] = ["#"] * self.corner.right
        for frame in self.artwork:
            for row in range(frame.area.row, frame.area.bottom):
                cells[row][frame.area.column : frame.area.right] = ["*"] * frame.area.columns
        return ["".join(row) for row in cells]


@dataclass(frozen=True)
class Overset:
    """A story that found no place, whole or in part; ``told`` is one sentence for a person.

    ``page`` is the last page that had no room for it, counted from 1.
    """

    item_id: str
    lines_over: int
    from_position: Position
    told: str = ""
    page: int = 0


@dataclass(frozen=True)
class LeftOut:
    """Booked artwork that stands nowhere; ``told`` is one sentence that says why and what helps."""

    artwork_id: str
    told: str


@dataclass(frozen=True)
class EditionPlan:
    """All pages of an issue; what did not fit is data, not an exception."""

    pages: tuple[PagePlan, ...]
    overset: tuple[Overset, ...] = ()
    seed: int = 0
    left_out: tuple[LeftOut, ...] = ()

    @property
    def page_count(self) -> int:
        """Pages to print; a double page is two of them."""
        return sum(page.across for page in self.pages)


def page_as_json(page: PagePlan) -> dict[str, Any]:
    """Plain data; what only some lines have is written with those alone."""
    data = asdict(page)
    if not page.artwork:
        del data["artwork"]
    if page.across == 1:
        del data["across"]
    for module in data["modules"]:
        if not module["notch"]:
            del module["notch"]
        for leg in module["legs"]:
            for line in leg["lines"]:
                for name in SELDOM:
                    if not line[name]:
                        del line[name]
    return data


def _line(data: dict[str, Any]) -> Line:
    spans = tuple(Span(*span) for span in data.get("spans", ()))
    cells = tuple(Cell(*cell) for cell in data.get("cells", ()))
    return Line(**{**data, "spans": spans, "cells": cells})


def page_from_json(data: dict[str, Any]) -> PagePlan:
    return PagePlan(
        number=data["number"],
        first_row=data["first_row"],
        modules=tuple(_module(m) for m in data["modules"]),
        blank_rows=data["blank_rows"],
        score=data["score"],
        violations=tuple(data["violations"]),
        foot_rows=data.get("foot_rows", 0),
        thin_rows=data.get("thin_rows", 0),
        corner=Area(**data["corner"]) if data.get("corner") else None,
        open_areas=tuple(Area(**area) for area in data.get("open_areas", ())),
        artwork=tuple(
            ArtFrame(**{**frame, "area": Area(**frame["area"])})
            for frame in data.get("artwork", ())
        ),
        across=data.get("across", 1),
    )


def _module(data: dict[str, Any]) -> Module:
    return Module(
        **{
            **data,
            "area": Area(**data["area"]),
            "head": tuple(HeadLine(**h) for h in data["head"]),
            "legs": tuple(
                Leg(**{**leg, "lines": tuple(map(_line, leg["lines"]))}) for leg in data["legs"]
            ),
            "photos": tuple(
                PhotoFrame(**{**p, "area": Area(**p["area"]), "caption": tuple(p["caption"])})
                for p in data["photos"]
            ),
            "quotes": tuple(
                Quote(**{**q, "area": Area(**q["area"]), "lines": tuple(q["lines"])})
                for q in data.get("quotes", ())
            ),
            "notch": Area(**data["notch"]) if data.get("notch") else None,
            "text_from": Position(**data["text_from"]),
            "text_to": Position(**data["text_to"]),
        }
    )
