"""A composed edition as a sheet: pages of marks, each in its place, ready for the painter.

Everything the painter prints is decided here. Text goes to it as data, never as markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, Literal

from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.geometry import PageGrid
from newsroom.layout.initials import initial_size
from newsroom.layout.linebreak import painted
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import (
    EditionPlan,
    FontRole,
    HeadLine,
    Leg,
    Module,
    PagePlan,
    PhotoFrame,
)
from newsroom.layout.upright import cells
from newsroom.press.art import Artwork
from newsroom.press.artwork import art_marks
from newsroom.press.columns import leg_marks
from newsroom.press.condition import Spot
from newsroom.press.designs.design import Design
from newsroom.press.designs.district import DISTRICT
from newsroom.press.folios import joined_folios
from newsroom.press.fontset import NOTO_WENKAI, FontFace, families
from newsroom.press.marks import (
    Copy,
    Frame,
    Mark,
    PaintedLine,
    Paragraph,
    Picture,
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

__all__ = [
    "CAPTION_SIZE",
    "Colours",
    "Folio",
    "MastheadCopy",
    "Sheet",
    "SheetError",
    "build_sheet",
    "caption_lines",
    "picture_size",
]


@dataclass(frozen=True)
class Section:
    """The marks of one story on a page: those from index ``first`` to before ``end``.

    Behind the stories of a page its artwork has sections of the same kind.
    """

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
    proportional: bool = False  # quotation marks as wide as Latin ones, as measured
    sections: tuple[tuple[Section, ...], ...] = ()  # of each page, in the order of the plan
    across: tuple[int, ...] = ()  # how many times as wide as ``width`` each page is; empty: once

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
            across=self.across[at : at + 1],
            furniture=self.furniture[at : at + 1],
        )

    @property
    def widths(self) -> tuple[float, ...]:
        """Of each page; a double page is as wide as two."""
        return tuple(self.width * across for across in self.across or (1,) * len(self.pages))

    def _as_json(self) -> dict[str, Any]:
        fonts = {
            role: {"family": families(face), "weight": face.weight} for role, face in self.faces
        }
        spot = {"name": self.spot.name, "cmyk": self.spot.cmyk} if self.spot else None
        return {
            **({"spot": spot} if spot else {}),
            **({"widths": self.widths} if max(self.across, default=1) > 1 else {}),
            **({"features": ["pwid"]} if self.proportional else {}),
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
    for page, head in zip(plan.pages, furniture, strict=True):
        own = page.on(grid)
        marks = [*head, *page_rules(page, own, design.rules)]
        sections.append(tuple(_stories(page, own, book, pictures, marks)))
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
        proportional=not book.rules.is_square,
        sections=tuple(sections),
        across=tuple(page.across for page in plan.pages),
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
        else:
            heads = [_folio(number, folios) for number in page.numbers]
            marks = joined_folios(design.folio, heads, page.first_row, grid, book)
        if page is plan.pages[-1]:
            marks += design.last_lines(masthead, page, grid, book)
        found.append(tuple(marks))
    return tuple(found)


def _folio(number: int, folios: Mapping[int, Folio]) -> Folio:
    if number not in folios:
        raise SheetError(
            _("Page %(page)s has no folio: add the page to the issue first.", page=number)
        )
    return folios[number]


def _stories(
    page: PagePlan,
    grid: PageGrid,
    book: TypeBook,
    pictures: Mapping[str, str],
    marks: list[Mark],
) -> Iterator[Section]:
    """Append the marks of every story and artwork to ``marks`` and tell which are whose."""
    for module in page.modules:
        first = len(marks)
        marks += _story(module, page, grid, book, pictures)
        yield Section(module.item_id, first, len(marks))
    for frame in page.artwork:
        first = len(marks)
        marks += art_marks(frame, _file_name(frame.artwork_id, pictures), grid)
        yield Section(frame.artwork_id, first, len(marks))


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
        yield from leg_marks(leg, page, grid, book.rules)


def _head_line(head: HeadLine, module: Module, grid: PageGrid) -> Text:
    left, width = grid.x_of(module.head_column), grid.width_of(module.head_span)
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
