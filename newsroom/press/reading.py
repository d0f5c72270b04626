"""The order in which a page is read: stories as headings, paragraphs, pictures and links.

A sheet says where marks stand. Here they become passages: the fragments of a paragraph that lies in
two columns are one, a headline of two lines is one heading, rules and running heads are ornament.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any, Literal

from newsroom.layout.geometry import PageGrid
from newsroom.layout.linebreak import painted
from newsroom.layout.plan import ArtFrame, CopyItem, EditionPlan, Module, PagePlan
from newsroom.press.marks import Copy, Drawing, Mark, Picture, Text, Upright
from newsroom.press.nameplate import Folio, MastheadCopy
from newsroom.press.sheet import Colours, Section, Sheet

Kind = Literal["h1", "h2", "h3", "p", "caption", "figure", "artifact", "ornament"]


@dataclass(frozen=True)
class Pages:
    """All that a document is made of: the sheet and what it was laid out from."""

    sheet: Sheet
    plan: EditionPlan
    items: tuple[CopyItem, ...]
    grid: PageGrid
    masthead: MastheadCopy
    folios: Mapping[int, Folio]

    def only(self, number: int) -> Pages:
        """The same with one page and its stories. Raises `SheetError` if there is none."""
        sheet = self.sheet.page(number)
        pages = tuple(page for page in self.plan.pages if page.number == number)
        there = {module.item_id for page in pages for module in page.modules}
        items = tuple(item for item in self.items if item.id in there)
        return replace(self, sheet=sheet, plan=replace(self.plan, pages=pages), items=items)

    def shown_in(self, colours: Colours) -> Pages:
        return replace(self, sheet=self.sheet.shown_in(colours))

    @property
    def whole_items(self) -> tuple[CopyItem, ...]:
        """The stories without those that go on, or began, on a page that is not here."""
        numbers = {None, *self.sheet.numbers}
        torn = {
            module.item_id
            for page in self.plan.pages
            for module in page.modules
            if not {module.jump_to, module.jump_from} <= numbers
        }
        return tuple(item for item in self.items if item.id not in torn)

    @property
    def headlines(self) -> dict[str, str]:
        return {item.id: item.story.headline for item in self.items}


@dataclass(frozen=True)
class Passage:
    """What is read in one go. ``story`` is empty in the head of a page; ``block`` is the paragraph
    of the story (-1: none); ``leads_to`` the number of the page that a jump line names."""

    kind: Kind
    marks: tuple[Mark, ...]
    story: str = ""
    block: int = -1
    leads_to: int | None = None
    continues: bool = False  # of a story that began on another page of the same file
    words: str = ""  # what a drawing says

    @property
    def text(self) -> str:
        return " ".join(_words(mark) for mark in self.marks)


@dataclass(frozen=True)
class Tagged:
    """Marks that are one heading, paragraph or ornament to whoever hears the page read aloud.

    ``kind`` is h1 to h3, p or artifact (ISO 32000-1, 14.8). ``link`` is the page, x and y it leads
    to, counted from 1 in the file.
    """

    kind: str
    marks: tuple[Mark, ...]
    link: tuple[int, float, float] | None = None

    def as_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            "t": "tagged",
            "as": self.kind,
            "m": [mark.as_json() for mark in self.marks],
        }
        if self.link is not None:
            page, x, y = self.link
            data["to"] = {"page": page, "x": round(x, 4), "y": round(y, 4)}
        return data


@dataclass(frozen=True)
class Drawn:
    """Drawings that are one picture to a reader: the nameplate."""

    marks: tuple[Drawing, ...]
    alt: str

    def as_json(self) -> dict[str, Any]:
        xs, ys = zip(*_corners(self.marks), strict=True)
        place = {"x": min(xs), "y": min(ys), "w": max(xs) - min(xs), "h": max(ys) - min(ys)}
        marks = [mark.as_json() for mark in self.marks]
        rounded = {name: round(value, 4) for name, value in place.items()}
        return {"t": "drawn", **rounded, "m": marks, "alt": self.alt}


def _corners(marks: Sequence[Drawing]) -> Iterator[tuple[float, float]]:
    """Every point of the paths; a curve stays inside its control points."""
    for mark in marks:
        for _kind, *points in mark.path:
            yield from ((mark.x + x, mark.y + y) for x, y in points)


@dataclass(frozen=True)
class TaggedSheet:
    """A sheet whose marks stand in the order in which they are read."""

    sheet: Sheet
    pages: tuple[tuple[Mark | Tagged | Drawn, ...], ...]

    @cached_property
    def json(self) -> str:
        marks = [[mark.as_json() for mark in page] for page in self.pages]
        return self.sheet.json_with(pages=marks, tagged=True)


def reading_order(pages: Pages) -> tuple[tuple[Passage, ...], ...]:
    """The passages of each page, ornaments first: they lie below what is read."""
    begun: set[str] = set()
    order = []
    for number, plan, marks, sections in zip(
        pages.sheet.numbers,
        pages.plan.pages,
        pages.sheet.pages,
        pages.sheet.sections,
        strict=True,
    ):
        head = marks[: sections[0].first] if sections else marks
        passages = list(_page_head(number, head, plan, pages))
        for module, section in zip(plan.modules, sections, strict=False):
            passages += _joined(_story(module, section, marks, pages, module.item_id in begun))
        for frame, section in zip(plan.artwork, sections[len(plan.modules) :], strict=True):
            passages += _artwork(frame, marks[section.first : section.end])
        begun |= {module.item_id for module in plan.modules}
        order.append(tuple(passages))
    return tuple(order)


def _artwork(frame: ArtFrame, marks: Sequence[Mark]) -> Iterator[Passage]:
    """What it is, then the picture with what it shows."""
    for mark in marks:
        if isinstance(mark, Text):
            yield Passage("p", (mark,))
        elif isinstance(mark, Picture):
            yield Passage("figure", (_described(mark, frame.label or frame.artwork_id),))
        else:
            yield Passage("ornament", (mark,))


def tagged_sheet(pages: Pages, order: Sequence[Sequence[Passage]]) -> TaggedSheet:
    """The sheet with its marks in reading order, each passage tagged for the painter."""
    places = _places(pages)
    painted_pages = tuple(
        tuple(mark for passage in page for mark in _marks(passage, places)) for page in order
    )
    return TaggedSheet(pages.sheet, painted_pages)


def _marks(
    passage: Passage, places: Mapping[tuple[int, str], tuple[int, float, float]]
) -> tuple[Mark | Tagged | Drawn, ...]:
    drawings = tuple(mark for mark in passage.marks if isinstance(mark, Drawing))
    if passage.kind == "figure" and drawings:
        return (Drawn(drawings, passage.words),)
    if passage.kind in {"figure", "ornament"}:
        return passage.marks  # the painter tags a picture by its alternative text
    kind = "p" if passage.kind == "caption" else passage.kind
    link = None
    if passage.leads_to is not None:
        link = places.get((passage.leads_to, passage.story))
    return (Tagged(kind, passage.marks, link),)


def _places(pages: Pages) -> dict[tuple[int, str], tuple[int, float, float]]:
    """Where each story stands: (page number, story) -> (page in the file, x, y)."""
    return {
        (page.number, module.item_id): (
            at,
            page.on(pages.grid).x_of(module.head_column),
            pages.grid.y_of(module.area.row),
        )
        for at, page in enumerate(pages.plan.pages, start=1)
        for module in page.modules
    }


def _page_head(
    number: int, marks: Sequence[Mark], plan: PagePlan, pages: Pages
) -> Iterator[Passage]:
    """The name of the paper or of the page is its first heading; running lines are not read, the
    imprint at the foot is."""
    foot = pages.grid.y_of(pages.grid.rows - plan.foot_rows)
    texts = [mark for mark in marks if isinstance(mark, Text) and mark.y < foot]
    drawn = _drawn_name(texts, marks, number, pages)
    for mark in marks:
        if not _is_read(mark) and mark not in drawn:
            yield Passage("ornament", (mark,))
    if drawn:
        yield Passage("figure", drawn, words=pages.masthead.name)
    named = _named(texts, number, pages)
    if named:
        yield Passage("h1", tuple(named))
    for mark in marks:
        if isinstance(mark, Picture):
            yield Passage("figure", (_described(mark, pages.masthead.name),))
        elif isinstance(mark, Text) and mark not in named:
            read = number == 1 or mark.y >= foot
            yield Passage("p" if read else "artifact", (mark,))


def _drawn_name(
    texts: list[Text], marks: Sequence[Mark], number: int, pages: Pages
) -> tuple[Mark, ...]:
    """The drawing that is printed in place of the name on page one, if it is."""
    if number != 1 or _spelling(pages.masthead.name, texts):
        return ()
    return tuple(mark for mark in marks if isinstance(mark, Drawing))


def _is_read(mark: Mark) -> bool:
    return isinstance(mark, Text | Upright | Copy | Picture)


def _named(texts: list[Text], number: int, pages: Pages) -> list[Text]:
    if number == 1:
        return _spelling(pages.masthead.name, texts) or texts[:1]
    folio = pages.folios[number]
    running = [painted(line) for line in (folio.publication, folio.date_line) if line]
    return [mark for mark in texts if not any(line in mark.text for line in running)] or texts


def _spelling(name: str, texts: list[Text]) -> list[Text]:
    """The lines that are the name: one, or one below another where it stands upright."""
    wanted = _letters(name)
    for first in range(len(texts)):
        spelt = ""
        for end, mark in enumerate(texts[first:], start=first + 1):
            spelt += _letters(mark.text)
            if spelt == wanted:
                return texts[first:end]
            if not wanted.startswith(spelt):
                break
    return []


def _letters(text: str) -> str:
    return "".join(painted(text).replace("\u2005", "").split())


def _described(picture: Picture, words: str) -> Picture:
    """No picture without an alternative text (ISO 14289-1, 7.3)."""
    return picture if picture.alt.strip() else replace(picture, alt=words)


def _story(
    module: Module, section: Section, marks: Sequence[Mark], pages: Pages, continues: bool
) -> Iterator[Passage]:
    own = marks[section.first : section.end]
    headline = pages.headlines.get(module.item_id, "")
    subhead: Kind = "h3" if any(_role(mark) == "headline" for mark in own) else "h2"
    for role, group in groupby(own, key=_role):
        if role:
            yield _head(role, tuple(group), module, continues)
            continue
        for mark in group:
            if isinstance(mark, Picture):
                yield Passage("figure", (_described(mark, headline),), module.item_id)
            elif isinstance(mark, Copy):
                yield from _copy(mark, module, subhead, continues)
            else:
                read: Kind = "p" if isinstance(mark, Text | Upright) else "ornament"
                yield Passage(read, (mark,), module.item_id, continues=continues)


def _role(mark: Mark) -> str:
    return (mark.role or "") if isinstance(mark, Text | Upright) else ""


def _head(role: str, marks: tuple[Mark, ...], module: Module, continues: bool) -> Passage:
    return Passage(
        "h2" if role == "headline" else "p",
        marks,
        module.item_id,
        leads_to=module.jump_from if role == "origin" else None,
        continues=continues,
    )


def _copy(copy: Copy, module: Module, subhead: Kind, continues: bool) -> Iterator[Passage]:
    """Each paragraph of a column as a mark of its own, where it stood."""
    rows = 0
    for paragraph in copy.paragraphs:
        mark = replace(copy, y=copy.y + rows * copy.leading, paragraphs=(paragraph,))
        rows += len(paragraph.lines)
        kinds: dict[str, Kind] = {"subhead": subhead, "caption": "caption"}
        yield Passage(
            kinds.get(paragraph.style, "p"),
            (mark,),
            module.item_id,
            paragraph.block,
            module.jump_to if paragraph.style == "jump" else None,
            continues,
        )


def _joined(passages: Iterator[Passage]) -> list[Passage]:
    """The fragments of a paragraph, or the lines of a caption, as one passage."""
    joined: list[Passage] = []
    for passage in passages:
        last = joined[-1] if joined else None
        if last is not None and (goes_on(last, passage) or _is_caption(last, passage)):
            joined[-1] = replace(last, marks=(*last.marks, *passage.marks))
        else:
            joined.append(passage)
    return joined


def goes_on(passage: Passage, following: Passage) -> bool:
    """Whether the second is the rest of the same paragraph."""
    same = (passage.story, passage.block) == (following.story, following.block)
    return same and passage.block >= 0


def _is_caption(passage: Passage, following: Passage) -> bool:
    return passage.kind == following.kind == "caption"


def _words(mark: Mark) -> str:
    if isinstance(mark, Text | Upright):
        return mark.text
    if isinstance(mark, Copy):
        return "".join(
            line.text + line.hung for paragraph in mark.paragraphs for line in paragraph.lines
        )
    return ""
