"""The structure tree of a file to be read: the painter's flat list, made into stories.

The painter tags headings, paragraphs and pictures in the order they were painted (ISO 32000-1,
14.7). What it cannot know is added here: which belong to one story, also when that goes on on
another page, which caption to which picture, the bookmarks, and what a link leads to.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, String

from newsroom.copydesk.languages import is_traditional, main_language
from newsroom.layout.geometry import PageGrid
from newsroom.layout.plan import PagePlan
from newsroom.press.marks import Copy, Mark, Text
from newsroom.press.reading import Pages, Passage, goes_on

NAMES = {
    "h1": Name.H1,
    "h2": Name.H2,
    "h3": Name.H3,
    "p": Name.P,
    "caption": Name.P,
    "figure": Name.Figure,
}
PAINTER_LANGUAGE = b"<rdf:li>zh-CN</rdf:li>"  # the width model of the copy stands on it


class StructureError(Exception):
    """The painter's tags are not those it was asked for; a fault of ours, not of the copy."""


@dataclass(frozen=True)
class _Tag:
    """A passage with the element the painter made of it; ``page`` is its index in the file."""

    passage: Passage
    element: Object
    page: int


def structured(pdf: bytes, pages: Pages, order: Sequence[Sequence[Passage]]) -> bytes:
    """The painter's file with stories as sections, bookmarks, links and language.

    Same input, same bytes. Raises `StructureError`.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root.StructTreeRoot.K[0]
        tags = list(_tags(root, order))
        moved = _gather(document, root, tags)
        _point_to_new_parents(document, moved)
        _describe_links(document, order, pages.grid)
        _bookmark(document, pages)
        _say_language(document, pages.masthead.language)
        out = io.BytesIO()
        document.save(
            out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return out.getvalue()


def _tags(root: Object, order: Sequence[Sequence[Passage]]) -> Iterator[_Tag]:
    """Passages beside elements: the painter made exactly one of each, in the same order."""
    read = [
        (passage, at)
        for at, page in enumerate(order)
        for passage in page
        if passage.kind not in {"ornament", "artifact"}
    ]
    elements = list(root.K)
    if len(elements) != len(read):
        raise StructureError(f"{len(read)} passages became {len(elements)} elements.")
    for (passage, at), element in zip(read, elements, strict=True):
        if NAMES[passage.kind] != element.S:
            raise StructureError(f"“{passage.text[:20]}” became {element.S}.")
        yield _Tag(passage, element, at)


def _gather(document: Pdf, root: Object, tags: Sequence[_Tag]) -> dict[tuple[int, int], Object]:
    """Document > Part (a page) > Sect (a story). Returns what took the place of an element."""
    parts: dict[int, Object] = {}
    stories: dict[str, Object] = {}
    moved: dict[tuple[int, int], Object] = {}
    before: dict[str, _Tag] = {}  # the last paragraph of each story
    for tag in tags:
        if tag.page not in parts:
            parts[tag.page] = _element(document, Name.Part, root)
        story = tag.passage.story
        if story and story not in stories:
            stories[story] = _element(document, Name.Sect, parts[tag.page])
        home = stories[story] if story else parts[tag.page]
        last = before.get(story)
        # A paragraph cut by the end of a page; within a page the painter made one of it already.
        if last is not None and goes_on(last.passage, tag.passage):
            moved[tag.element.objgen] = last.element
            _take_kids(last.element, tag.element)
        else:
            _put(document, tag, home)
        if tag.passage.block >= 0 and tag.element.objgen not in moved:
            before[story] = tag
    root.K = Array([parts[page] for page in sorted(parts)])
    return moved


def _element(document: Pdf, kind: Name, parent: Object) -> Object:
    made = document.make_indirect(Dictionary(Type=Name.StructElem, S=kind, P=parent, K=Array([])))
    if kind != Name.Part:
        parent.K.append(made)
    return made


def _put(document: Pdf, tag: _Tag, home: Object) -> None:
    """Below its section; a caption below its picture; a headline repeated is no new heading."""
    element, passage = tag.element, tag.passage
    if passage.kind == "caption" and len(home.K) and Name.Figure == home.K[-1].S:
        element.S = Name.Caption
        home = home.K[-1]
    elif passage.words:
        home = _element(document, Name.H1, home)  # the nameplate, drawn
        home.T = String(passage.words)
    elif _is_no_heading(passage, home):
        element.S = Name.P
    element.P = home
    home.K.append(element)


def _is_no_heading(passage: Passage, home: Object) -> bool:
    """What the painter had to call one: a headline repeated, a line beside a drawn name."""
    if passage.kind == "h1":
        return any(kid.S == Name.H1 for kid in home.K)
    return passage.kind == "h2" and passage.continues


def _take_kids(element: Object, other: Object) -> None:
    """The content of ``other`` behind that of ``element``, each with the page it stands on."""
    for kid in other.K:
        if isinstance(kid, int):
            element.K.append(Dictionary(Type=Name.MCR, Pg=other.Pg, MCID=kid))
        else:
            if Name.P in kid:
                kid.P = element
            element.K.append(kid)


def _point_to_new_parents(document: Pdf, moved: Mapping[tuple[int, int], Object]) -> None:
    """The way back from the content of a page to its element (ISO 32000-1, 14.7.4.4)."""
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    for at in range(1, len(numbers), 2):
        entry = numbers[at]
        if isinstance(entry, Array):
            for place, element in enumerate(entry):
                if isinstance(element, Dictionary) and element.objgen in moved:
                    entry[place] = moved[element.objgen]


def _describe_links(document: Pdf, order: Sequence[Sequence[Passage]], grid: PageGrid) -> None:
    """Links lie over their words and say them (ISO 14289-1, 7.18.5)."""
    for page, passages in zip(document.pages, order, strict=True):
        links = []
        for link in page.obj.get(Name.Annots, ()):
            if uri := link.get(Name.A, {}).get(Name.URI):
                link.Contents = String(unquote(str(uri)))
            else:
                links.append(link)
        leading = [passage for passage in passages if passage.leads_to is not None]
        for passage, link in zip(leading[: len(links)], links, strict=True):
            left, top, right, bottom = _box(passage.marks)
            link.Rect = Array([left, grid.trim_height - bottom, right, grid.trim_height - top])
            link.Contents = String(passage.text)


def _box(marks: Sequence[Mark]) -> tuple[float, float, float, float]:
    boxes = [_box_of(mark) for mark in marks]
    sides = [*zip(*boxes, strict=True)]
    return min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])


def _box_of(mark: Mark) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the words, the width of display type by its ems."""
    if isinstance(mark, Copy):
        rows = sum(len(paragraph.lines) for paragraph in mark.paragraphs)
        return mark.x, mark.y, mark.x + mark.width, mark.y + rows * mark.leading
    if isinstance(mark, Text):
        width = len(mark.text) * (mark.size + mark.tracking)
        left = mark.x - {"left": 0.0, "center": width / 2, "right": width}[mark.align]
        return left, mark.y, left + width, mark.y + mark.size
    raise StructureError(f"A link cannot lie over {type(mark).__name__}.")


def _bookmark(document: Pdf, pages: Pages) -> None:
    """Pages, and below each the stories that begin there."""
    begun: set[str] = set()
    with document.open_outline() as outline:
        outline.root.clear()
        for at, page in enumerate(pages.plan.pages):
            entry = OutlineItem(_page_name(page, pages), at, "XYZ", top=_top(pages.grid))
            for module in page.modules:
                if module.item_id in begun:
                    continue
                begun.add(module.item_id)
                y = pages.grid.trim_height - pages.grid.y_of(module.area.row)
                title = pages.headlines.get(module.item_id) or "—"
                x = page.on(pages.grid).x_of(module.head_column)
                entry.children.append(OutlineItem(title, at, "XYZ", left=x, top=y))
            outline.root.append(entry)


def _top(grid: PageGrid) -> float:
    return round(grid.trim_height, 2)


def _page_name(page: PagePlan, pages: Pages) -> str:
    name = pages.folios[page.number].name if page.number in pages.folios else ""
    space = "　" if pages.masthead.is_square else ": "
    number = pages.masthead.own_number(*page.numbers)
    return space.join(part for part in (number, name) if part)


def _say_language(document: Pdf, language: str) -> None:
    if main_language(language) == "zh" and not is_traditional(language):
        return
    document.Root.Lang = String(language)
    told = document.Root.Metadata.read_bytes()
    there = f"<rdf:li>{language}</rdf:li>".encode()
    document.Root.Metadata.write(told.replace(PAINTER_LANGUAGE, there))
