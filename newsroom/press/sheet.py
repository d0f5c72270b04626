"""A composed edition as a sheet: pages of marks, each in its place, ready for the painter.

Everything the painter prints is decided here. Text goes to it as data, never as markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, Literal

from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.geometry import PageGrid
from newsroom.layout.initials import initial_size
from newsroom.layout.inline import last_role, roles_of
from newsroom.layout.linebreak import painted, painted_pieces
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import (
    FACES,
    EditionPlan,
    FontRole,
    HeadLine,
    Leg,
    Line,
    LineStyle,
    Module,
    PagePlan,
    PhotoFrame,
)
from newsroom.layout.prohibition import LineRules
from newsroom.layout.upright import cells
from newsroom.press.art import Artwork
from newsroom.press.condition import Spot
from newsroom.press.designs.design import Design
from newsroom.press.designs.district import DISTRICT
from newsroom.press.fontset import NOTO_WENKAI, FontFace, families
from newsroom.press.marks import (
    Align,
    Copy,
    Frame,
    Mark,
    PaintedLine,
    Paragraph,
    Picture,
    Piece,
    Text,
    Upright,
)
from newsroom.press.nameplate import Folio, MastheadCopy, Setter, SheetError
from newsroom.press.quotes import quote_marks
from newsroom.press.rules import page_rules

Colours = Literal["press", "screen", "grey"]  # CMYK inks; sRGB; black alone, for an office printer
CAPTION_SIZE = 8.0
CREDIT_GAP = 1.0  # em between the words of a caption and the credit on the same line
PICTURE_RULE = 0.3

ALIGNED: dict[LineStyle, Align] = {
    "body": "left",
    "subhead": "center",
    "byline": "right",
    "jump": "right",
}

__all__ = [
    "CAPTION_SIZE",
    "FACES",
    "Colours",
    "Folio",
    "MastheadCopy",
    "Sheet",
    "SheetError",
    "build_sheet",
    "caption_lines",
    "painted_line",
    "paragraphs_of",
    "picture_size",
]


@dataclass(frozen=True)
class Section:
    """The marks of one story on a page: those from index ``first`` to before ``end``."""

    item_id: str
    first: int
    end: int


@dataclass(frozen=True)
class Sheet:
    """Pages of marks. Lengths in points; ``faces`` are the family and weight of each font role."""

    title: str
    width: float
    height: float
    bleed: float
    faces: tuple[tuple[FontRole, FontFace], ...]
    numbers: tuple[int, ...]  # page number of each page
    pages: tuple[tuple[Mark, ...], ...]
    spot: Spot | None = None  # the ink of marks in "spot"
    furniture: tuple[tuple[Mark, ...], ...] = ()  # of each page: nameplate or folio, and imprint
    colours: Colours = "press"
    sections: tuple[tuple[Section, ...], ...] = ()  # of each page, in the order of the plan

    def shown_in(self, colours: Colours) -> Sheet:
        """The same sheet to be read, not plated: other colours, nothing beyond the trim."""
        return replace(self, colours=colours, bleed=0.0)

    @cached_property
    def json(self) -> str:
        """What the painter reads; the same sheet always gives the same characters."""
        return self.json_with()

    def json_with(self, **changes: Any) -> str:
        """The same with some keys changed or added, for a file made of these pages."""
        data = {**self._as_json(), **changes}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    def page(self, number: int) -> Sheet:
        """A sheet of that page alone. Raises `SheetError` when there is no such page."""
        if number not in self.numbers:
            raise SheetError(f"The edition has no page {number}.")
        at = self.numbers.index(number)
        return replace(
            self,
            numbers=(number,),
            pages=(self.pages[at],),
            sections=self.sections[at : at + 1],
            furniture=self.furniture[at : at + 1],
        )

    def _as_json(self) -> dict[str, Any]:
        fonts = {
            role: {"family": families(face), "weight": face.weight} for role, face in self.faces
        }
        spot = {"name": self.spot.name, "cmyk": self.spot.cmyk} if self.spot else None
        return {
            **({"spot": spot} if spot else {}),
            "title": self.title,
            "width": self.width,
            "height": self.height,
            "bleed": self.bleed,
            "colours": self.colours,
            "fonts": fonts,
            "pages": [[mark.as_json() for mark in marks] for marks in self.pages],
        }


def build_sheet(
    plan: EditionPlan,
    grid: PageGrid,
    book: TypeBook,
    masthead: MastheadCopy,
    folios: Mapping[int, Folio],
    pictures: Mapping[str, str],
    *,
    title: str,
    faces: Mapping[FontRole, FontFace] = NOTO_WENKAI,
    design: Design = DISTRICT,
    art: Artwork | None = None,
) -> Sheet:
    """Lay out every page of ``plan``.

    ``pictures`` maps a photo id to a plain file name inside the folder the painter will be given.
    Page one gets the nameplate (``art`` in place of the name), the others the folio of their
    number, the last the imprint. Raises `SheetError`.
    """
    furniture = _furniture(plan, grid, book, masthead, folios, design, art)
    pages, sections = [], []
    for page, own in zip(plan.pages, furniture, strict=True):
        marks = [*own, *page_rules(page, grid, design.rules)]
        sections.append(tuple(_stories(page, grid, book, pictures, marks)))
        pages.append(tuple(marks))
    return Sheet(
        title=title,
        width=grid.trim_width,
        height=grid.trim_height,
        bleed=grid.bleed_mm * 72 / 25.4,
        faces=tuple(faces.items()),
        numbers=tuple(page.number for page in plan.pages),
        pages=tuple(pages),
        furniture=furniture,
        sections=tuple(sections),
    )


def picture_size(frame: PhotoFrame, grid: PageGrid) -> tuple[float, float]:
    """Width and height in points of the picture itself: level with the copy beside it."""
    gap = grid.leading_pt - grid.body_size_pt
    return frame.width(grid), frame.picture_rows * grid.leading_pt - gap


def _furniture(
    plan: EditionPlan,
    grid: PageGrid,
    book: TypeBook,
    masthead: MastheadCopy,
    folios: Mapping[int, Folio],
    design: Design,
    art: Artwork | None,
) -> tuple[tuple[Mark, ...], ...]:
    """What each page says of the paper itself."""
    found = []
    for page in plan.pages:
        if page.number == 1:
            marks = design.front(masthead, page, grid, book, art)
        elif page.number in folios:
            marks = design.folio(folios[page.number], page.first_row, grid, book)
        else:
            raise SheetError(
                _("Page %(page)s has no folio: add the page to the issue first.", page=page.number)
            )
        if page is plan.pages[-1]:
            marks += design.last_lines(masthead, page, grid, book)
        found.append(tuple(marks))
    return tuple(found)


def _stories(
    page: PagePlan,
    grid: PageGrid,
    book: TypeBook,
    pictures: Mapping[str, str],
    marks: list[Mark],
) -> Iterator[Section]:
    """Append the marks of every story to ``marks`` and tell which are whose."""
    for module in page.modules:
        first = len(marks)
        marks += _story(module, page, grid, book, pictures)
        yield Section(module.item_id, first, len(marks))


def _story(
    module: Module, page: PagePlan, grid: PageGrid, book: TypeBook, pictures: Mapping[str, str]
) -> Iterator[Mark]:
    for head in module.head:
        if head.direction == "vertical":
            yield _upright_line(head, module, grid, book)
        else:
            yield _head_line(head, module, grid)
    for photo in module.photos:
        yield from _photo(photo, page, grid, book, pictures)
    for quote in module.quotes:
        yield from quote_marks(quote, grid)
    for leg in module.legs:
        if leg.lines[0].initial:
            yield _initial(leg, grid)
        yield from _leg(leg, page, grid, book.rules)


def _head_line(head: HeadLine, module: Module, grid: PageGrid) -> Text:
    left, width = grid.x_of(module.area.column), grid.width_of(module.area.columns)
    x = {"left": left, "center": left + width / 2, "right": left + width}[head.align]
    return Text(
        painted(head.text),
        x,
        grid.y_of(module.area.row) + head.top_pt,
        head.font,
        head.size_pt,
        head.align,
        tracking=head.tracking_pt,
        stretch=head.stretch,
        role=head.role,
    )


def _upright_line(head: HeadLine, module: Module, grid: PageGrid, book: TypeBook) -> Upright:
    return Upright(
        cells(head.text, book[head.font], head.tracking_pt / head.size_pt),
        grid.x_of(module.area.column) + head.left_pt,
        grid.y_of(module.area.row) + head.top_pt,
        head.font,
        head.size_pt,
        head.role,
    )


def _initial(leg: Leg, grid: PageGrid) -> Text:
    """The drop initial at the left of the lines beside it, as deep as they are."""
    first = leg.lines[0]
    x = leg.left(grid) - first.left_em * grid.body_size_pt
    size = initial_size(len(leg.lines), grid)
    return Text(first.initial, x, grid.y_of(leg.row), "song_heavy", size)


def _leg(leg: Leg, page: PagePlan, grid: PageGrid, rules: LineRules) -> Iterator[Copy]:
    """A mark for the lines of each inset that follow each other: most legs have no other."""
    right = grid.left + grid.type_width + 0.01
    if leg.row + len(leg.lines) > grid.rows or leg.left(grid) + leg.width(grid) > right:
        raise SheetError(
            _(
                "Page %(page)s has copy outside its type area: compose the page again.",
                page=page.number,
            )
        )
    row = leg.row
    for inset_em, group in groupby(leg.lines, key=lambda line: line.inset_em):
        lines = tuple(group)
        inset = inset_em * grid.body_size_pt
        yield Copy(
            leg.left(grid) + inset,
            grid.y_of(row),
            leg.width(grid) - inset,
            grid.body_size_pt,
            grid.leading_pt,
            tuple(paragraphs_of(lines, rules)),
        )
        row += len(lines)


def paragraphs_of(lines: tuple[Line, ...], rules: LineRules) -> Iterator[Paragraph]:
    """Lines of one block and style that follow each other, as the paragraphs they belong to."""
    run: list[Line] = []
    for line in lines:
        if run and not _goes_on(run[-1], line):
            yield _paragraph(run, rules)
            run = []
        run.append(line)
    if run:
        yield _paragraph(run, rules)


def _goes_on(above: Line, below: Line) -> bool:
    same = (above.block, above.style) == (below.block, below.style) and above.block >= 0
    return same and not above.tail and not below.indent_em


def _paragraph(lines: list[Line], rules: LineRules) -> Paragraph:
    first, last = lines[0], lines[-1]
    solid = rules.solid_numbers
    return Paragraph(
        tuple(painted_line(line, rules) for line in lines),
        FACES[first.style],
        first.indent_em,
        ALIGNED[first.style],
        painted(last.tail, solid_numbers=solid),
        first.style,
        first.block,
        first.marker,
        first.inset_em if first.marker else 0.0,
    )


def painted_line(line: Line, rules: LineRules, hrefs: Sequence[str] = ()) -> PaintedLine:
    """The line as it is painted; ``hrefs`` says of each character where it leads, or nothing."""
    words, hung = (line.text[:-1], line.text[-1]) if line.hung else (line.text, "")
    solid, hyphen = rules.solid_numbers, "-" if line.hyphen else ""
    text = painted(words, solid_numbers=solid) + hyphen
    plain = PaintedLine(text, line.justified and rules.justified, hung, line.stretch)
    if not (line.spans or any(hrefs)):
        return plain
    keys = list(zip(roles_of(line), hrefs or [""] * len(line.text), strict=True))
    cut = painted_pieces(words, keys[: len(words)], solid_numbers=solid)
    pieces = [Piece(piece, role, href) for piece, (role, href) in cut]
    if hyphen:
        pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + hyphen)
    own, role = FACES[line.style], last_role(line)
    hung_in = role if hung and role != own else None
    return replace(plain, pieces=tuple(pieces), hung_in=hung_in)


def _photo(
    photo: PhotoFrame,
    page: PagePlan,
    grid: PageGrid,
    book: TypeBook,
    pictures: Mapping[str, str],
) -> Iterator[Mark]:
    area = photo.area
    if area.bottom > grid.rows or area.right > grid.columns or photo.picture_rows < 1:
        raise SheetError(
            _(
                "Page %(page)s has a picture outside its type area: compose the page again.",
                page=page.number,
            )
        )
    x, y = photo.left(grid), grid.y_of(area.row)
    width, height = picture_size(photo, grid)
    yield Picture(_file_name(photo.photo_id, pictures), x, y, width, height, photo.alt)
    inset = PICTURE_RULE / 2
    yield Frame(x + inset, y + inset, width - 2 * inset, height - 2 * inset, PICTURE_RULE)
    lines, credit_row = caption_lines(photo, grid, book)
    if lines:
        top = grid.y_of(area.bottom - len(photo.caption))
        yield _caption(lines, credit_row, photo.credit, x, top, width, grid)


def _file_name(photo_id: str, pictures: Mapping[str, str]) -> str:
    """A plain name: the painter may read nothing but what lies in its own folder."""
    name = pictures.get(photo_id)
    if not name:
        raise SheetError(
            _("The picture %(photo)s has no file: add it again or take it off.", photo=photo_id)
        )
    plain = PurePosixPath(name).name == name == PureWindowsPath(name).name
    if not plain or name.startswith((".", "@")) or not name.isprintable():
        raise SheetError(f"“{name}” is not a plain picture name.")
    return name


def caption_lines(
    photo: PhotoFrame, grid: PageGrid, book: TypeBook
) -> tuple[tuple[str, ...], int | None]:
    """The printed lines of a caption and the index of the one that carries the credit.

    The credit stands behind the last words if there is room, else on the line below them.
    """
    words = [painted(line, solid_numbers=book.rules.solid_numbers) for line in photo.caption]
    last = max((index for index, line in enumerate(words) if line), default=-1)
    if not photo.credit:
        return tuple(words[: last + 1]), None
    setter = Setter(book)
    used = setter.width(words[last], "kai", CAPTION_SIZE) if last >= 0 else 0.0
    credit = setter.width(photo.credit, "kai", CAPTION_SIZE)
    room = photo.width(grid) - CREDIT_GAP * CAPTION_SIZE * (last >= 0)
    if last >= 0 and (used + credit <= room or last + 1 == len(words)):
        return tuple(words[: last + 1]), last
    if last + 1 >= len(words):
        raise SheetError(
            _("The picture %(photo)s has no line for its credit.", photo=photo.photo_id)
        )
    return (*words[: last + 1], ""), last + 1


def _caption(
    lines: tuple[str, ...],
    credit_row: int | None,
    credit: str,
    x: float,
    y: float,
    width: float,
    grid: PageGrid,
) -> Copy:
    """Caption lines keep the rows of the page; in their smaller type they hang from the top."""
    painted_lines = [
        PaintedLine(line, justified=bool(line) and index < len(lines) - 1)
        for index, line in enumerate(lines)
    ]
    tail = painted(credit) if credit_row is not None else ""
    if credit_row is not None and not lines[credit_row] and len(lines) > 1:
        words, own_line = tuple(painted_lines[:-1]), (painted_lines[-1],)
        paragraphs: tuple[Paragraph, ...] = (
            Paragraph((*words[:-1], PaintedLine(words[-1].text, False)), "kai", style="caption"),
            Paragraph(own_line, "kai", tail=tail, style="caption"),
        )
    else:
        paragraphs = (Paragraph(tuple(painted_lines), "kai", tail=tail, style="caption"),)
    return Copy(x, y, width, CAPTION_SIZE, grid.leading_pt, paragraphs)
