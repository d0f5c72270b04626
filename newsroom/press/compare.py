"""What changed between two states of a page 版样比对: words, pictures, and where they stand.

Two plans are compared, not two pictures: a word that only moved to another line is no change of
words, and one that changed is found however small. Lengths in points from the top left of the trim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from newsroom.layout.geometry import Area, PageGrid
from newsroom.layout.plan import HeadRole, Leg, Line, Module, PagePlan, PhotoFrame
from newsroom.press.passages import differing

Kind = Literal["words", "added", "removed", "moved", "picture", "furniture", "form"]
Setting = Literal["grid", "fonts", "lines"]
Part = HeadRole | Setting | Literal["copy", "byline", "caption", "picture", "story", "furniture"]

AROUND = 8  # characters shown before and behind a change


@dataclass(frozen=True)
class Box:
    """A rectangle on the page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class PrintedPage:
    """A page as it was printed. ``pictures`` are the hashes of its pictures by their ids,
    ``furniture`` what stands on it besides stories, by its name, ``setting`` the grid, the faces
    and the way lines are spread, of which only that they are others is told."""

    plan: PagePlan
    pictures: Mapping[str, str] = field(default_factory=dict)
    furniture: Mapping[str, str] = field(default_factory=dict)
    setting: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """One change, in reading order. ``boxes`` lie on the newer page; of what is gone, where it was.

    ``before`` and ``behind`` are the words around ``old`` and ``new``; of what moved, ``was`` and
    ``now`` are its places in columns and rows.
    """

    kind: Kind
    part: Part
    item_id: str
    boxes: tuple[Box, ...]
    old: str = ""
    new: str = ""
    before: str = ""
    behind: str = ""
    was: Area | None = None
    now: Area | None = None


def compare_pages(old: PrintedPage, new: PrintedPage, grid: PageGrid) -> tuple[Change, ...]:
    """Everything that a reader of the newer page would see changed."""
    return (*_setting(old, new, grid), *_furniture(old, new, grid), *_stories(old, new, grid))


def _setting(old: PrintedPage, new: PrintedPage, grid: PageGrid) -> Iterator[Change]:
    names: tuple[Setting, ...] = ("grid", "fonts", "lines")
    for name in names:
        if old.setting.get(name) != new.setting.get(name):
            whole = _box(Area(0, 0, grid.columns, grid.rows), grid)
            yield Change("form", name, "", (whole,))


def _furniture(old: PrintedPage, new: PrintedPage, grid: PageGrid) -> Iterator[Change]:
    for name in dict.fromkeys([*old.furniture, *new.furniture]):
        was, now = old.furniture.get(name, ""), new.furniture.get(name, "")
        if was != now:
            head = Box(grid.left, 0, grid.type_width, grid.y_of(new.plan.first_row))
            yield Change("furniture", "furniture", "", (head,), was, now)


def _stories(old: PrintedPage, new: PrintedPage, grid: PageGrid) -> Iterator[Change]:
    before = {module.item_id: module for module in old.plan.modules}
    after = {module.item_id: module for module in new.plan.modules}
    for module in _in_order(new.plan.modules):
        was = before.get(module.item_id)
        if was is None:
            head = "".join(line.text for line in module.head if line.role == "headline")
            yield Change("added", "story", module.item_id, (_box(module.area, grid),), new=head)
        else:
            yield from _story(was, module, old, new, grid)
    for module in _in_order(old.plan.modules):
        if module.item_id not in after:
            head = "".join(line.text for line in module.head if line.role == "headline")
            yield Change("removed", "story", module.item_id, (_box(module.area, grid),), old=head)


def _in_order(modules: Iterable[Module]) -> list[Module]:
    return sorted(modules, key=lambda module: (module.area.row, module.area.column))


def _story(
    was: Module, now: Module, old: PrintedPage, new: PrintedPage, grid: PageGrid
) -> Iterator[Change]:
    if was.area != now.area:
        boxes = (_box(now.area, grid),)
        yield Change("moved", "story", now.item_id, boxes, was=was.area, now=now.area)
    yield from _heads(was, now, grid)
    yield from _words("copy", now.item_id, _Run.of_copy(was, grid), _Run.of_copy(now, grid))
    yield from _words("byline", now.item_id, _Run.of_derived(was, grid), _Run.of_derived(now, grid))
    yield from _photos(was, now, old, new, grid)


def _heads(was: Module, now: Module, grid: PageGrid) -> Iterator[Change]:
    roles: tuple[HeadRole, ...] = ("kicker", "headline", "deck", "origin")
    for role in roles:
        told = "".join(line.text for line in was.head if line.role == role)
        said = "".join(line.text for line in now.head if line.role == role)
        if told != said:
            area = now.area
            head = Area(area.column, area.row, area.columns, max(1, now.head_rows))
            yield Change("words", role, now.item_id, (_box(head, grid),), told, said)


def _photos(
    was: Module, now: Module, old: PrintedPage, new: PrintedPage, grid: PageGrid
) -> Iterator[Change]:
    before = {photo.photo_id: photo for photo in was.photos}
    after = {photo.photo_id: photo for photo in now.photos}
    for key, photo in after.items():
        known = before.get(key)
        box = (_photo_box(photo, grid),)
        if known is None:
            yield Change("added", "picture", now.item_id, box, new="".join(photo.caption))
            continue
        if old.pictures.get(key) != new.pictures.get(key):
            yield Change("picture", "picture", now.item_id, box)
        if (known.area.rows, _photo_box(known, grid).width) != (photo.area.rows, box[0].width):
            at, to = known.area, photo.area
            yield Change("moved", "picture", now.item_id, box, was=at, now=to)
        told, said = _caption(known), _caption(photo)
        if told != said:
            yield Change("words", "caption", now.item_id, box, told, said)
    for key, photo in before.items():
        if key not in after:
            box = (_photo_box(photo, grid),)
            yield Change("removed", "picture", now.item_id, box, old="".join(photo.caption))


def _caption(photo: PhotoFrame) -> str:
    return "".join(photo.caption) + photo.credit


@dataclass(frozen=True)
class _Run:
    """Running words and, of each character, the box of its line and its share of it."""

    text: str
    places: tuple[tuple[Box, float, float], ...]

    @classmethod
    def of_copy(cls, module: Module, grid: PageGrid) -> _Run:
        return cls._of(
            module, grid, lambda line: line.initial + line.text if line.block >= 0 else ""
        )

    @classmethod
    def of_derived(cls, module: Module, grid: PageGrid) -> _Run:
        return cls._of(module, grid, lambda line: line.tail if line.block >= 0 else line.text)

    @classmethod
    def _of(cls, module: Module, grid: PageGrid, words: Callable[[Line], str]) -> _Run:
        pieces: list[str] = []
        places: list[tuple[Box, float, float]] = []
        for leg in module.legs:
            for offset, line in enumerate(leg.lines):
                text = words(line)
                box = _line_box(leg, offset, grid)
                pieces.append(text)
                places += [(box, at / len(text), (at + 1) / len(text)) for at in range(len(text))]
        return cls("".join(pieces), tuple(places))

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Where ``text[start:end]`` stands; of no characters, the place between two."""
        if not self.places:
            return ()
        if start == end:
            box, first, _last = self.places[min(start, len(self.places) - 1)]
            return (Box(box.x + box.width * first - 1, box.y, 2, box.height),)
        found = []
        for box, group in groupby(self.places[start:end], key=lambda place: place[0]):
            shares = [share for _box, *share in group]
            first, last = shares[0][0], shares[-1][1]
            width = box.width * (last - first)
            found.append(Box(box.x + box.width * first, box.y, width, box.height))
        return tuple(found)


def _words(part: Part, item_id: str, was: _Run, now: _Run) -> Iterator[Change]:
    if was.text == now.text:
        return
    for i1, i2, j1, j2 in differing(was.text, now.text):
        yield Change(
            *("words", part, item_id, now.boxes(j1, j2)),
            old=was.text[i1:i2],
            new=now.text[j1:j2],
            before=now.text[max(0, j1 - AROUND) : j1],
            behind=now.text[j2 : j2 + AROUND],
        )


def _box(area: Area, grid: PageGrid) -> Box:
    height = area.rows * grid.leading_pt
    return Box(grid.x_of(area.column), grid.y_of(area.row), grid.width_of(area.columns), height)


def _photo_box(photo: PhotoFrame, grid: PageGrid) -> Box:
    height = photo.picture_rows * grid.leading_pt
    return Box(photo.left(grid), grid.y_of(photo.area.row), photo.width(grid), height)


def _line_box(leg: Leg, offset: int, grid: PageGrid) -> Box:
    return Box(leg.left(grid), grid.y_of(leg.row + offset), leg.width(grid), grid.body_size_pt)
