"""What changed between two states of a page 版样比对: words, pictures, and where they stand.

Two plans are compared, not two pictures: a word that only moved to another line is no change of
words, and one that changed is found however small. Lengths in points from the top left of the trim.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Literal
from unicodedata import east_asian_width

from newsroom.copydesk.story import Position
from newsroom.layout.geometry import Area, PageGrid
from newsroom.layout.plan import ArtFrame, HeadLine, HeadRole, Module, PagePlan, PhotoFrame
from newsroom.press.running import Box, Run, copy_run, derived_run, differences

Kind = Literal["words", "added", "removed", "moved", "picture", "furniture", "form"]
Setting = Literal["grid", "fonts", "lines"]
Copy = Literal["copy", "byline"]
Words = HeadRole | Copy | Literal["quote", "caption", "credit", "alt", "label"]
Form = Setting | Literal["face", "sign", "frame"]
Part = Words | Form | Literal["picture", "story", "furniture", "artwork"]

AROUND = 8  # characters shown before and behind a change


@dataclass(frozen=True)
class PrintedPage:
    """A page as it was printed. ``pictures`` are the hashes of its pictures by their ids,
    ``furniture`` what stands on it besides stories, by its name, ``setting`` the grid, the faces
    and the way lines are spread, of which only that they are others is told; ``at_foot`` names the
    furniture that stands at the foot of the page."""

    plan: PagePlan
    pictures: Mapping[str, str] = field(default_factory=dict)
    furniture: Mapping[str, str] = field(default_factory=dict)
    setting: Mapping[str, object] = field(default_factory=dict)
    at_foot: Collection[str] = ()


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
    return (
        *_setting(old, new, grid),
        *_furniture(old, new, grid),
        *_stories(old, new, grid),
        *_artwork(old, new, grid),
    )


def _setting(old: PrintedPage, new: PrintedPage, grid: PageGrid) -> Iterator[Change]:
    named: dict[str, Setting] = {
        "grid": "grid",
        "across": "grid",
        "fonts": "fonts",
        "lines": "lines",
    }
    was, now = ({**page.setting, "across": page.plan.across} for page in (old, new))
    others = [name for name in {**named, **was, **now} if was.get(name) != now.get(name)]
    whole = _box(Area(0, 0, grid.columns, grid.rows), grid)
    parts: dict[Part, None] = dict.fromkeys(named.get(name, "story") for name in others)
    for part in parts:
        yield Change("form", part, "", (whole,))


def _furniture(old: PrintedPage, new: PrintedPage, grid: PageGrid) -> Iterator[Change]:
    head = Box(grid.left, 0, grid.type_width, grid.y_of(new.plan.first_row))
    foot = _box(_foot(new.plan, grid), grid) if new.plan.foot_rows else head
    for name in dict.fromkeys([*old.furniture, *new.furniture]):
        was, now = old.furniture.get(name, ""), new.furniture.get(name, "")
        if was != now:
            box = foot if name in new.at_foot else head
            yield Change("furniture", "furniture", "", (box,), was, now)
    for place in (_head, _foot, _corner):
        at, to = place(old.plan, grid), place(new.plan, grid)
        if at != to:
            boxes = tuple(_box(area, grid) for area in (to or at,) if area)
            yield Change("moved", "furniture", "", boxes, was=at, now=to)


def _head(plan: PagePlan, grid: PageGrid) -> Area:
    return Area(0, 0, grid.columns, plan.first_row)


def _foot(plan: PagePlan, grid: PageGrid) -> Area:
    return Area(0, grid.rows - plan.foot_rows, grid.columns, plan.foot_rows)


def _corner(plan: PagePlan, _grid: PageGrid) -> Area | None:
    return plan.corner


def _stories(old: PrintedPage, new: PrintedPage, grid: PageGrid) -> Iterator[Change]:
    before, after = _by_name(old.plan), _by_name(new.plan)
    for key, module in after.items():
        if key in before:
            yield from _story(before[key], module, old, new, grid)
        else:
            box = (_box(module.area, grid),)
            yield Change("added", "story", module.item_id, box, new=_headline(module))
    for key, module in before.items():
        if key not in after:
            box = (_box(module.area, grid),)
            yield Change("removed", "story", module.item_id, box, old=_headline(module))


def _by_name(plan: PagePlan) -> dict[tuple[str, int], Module]:
    """The stories in reading order. One that goes on on its own page stands there twice."""
    count = Counter[str]()
    found = {}
    for module in _in_order(plan.modules):
        found[module.item_id, count[module.item_id]] = module
        count[module.item_id] += 1
    return found


def _headline(module: Module) -> str:
    return _joined(line for line in module.head if line.role == "headline")


def _in_order(modules: Iterable[Module]) -> list[Module]:
    return sorted(modules, key=lambda module: (module.area.row, module.area.column))


def _story(
    was: Module, now: Module, old: PrintedPage, new: PrintedPage, grid: PageGrid
) -> Iterator[Change]:
    told = list(_told(was, now, old, new, grid))
    if not told and _printed(was) != _printed(now):
        told = [Change("form", "story", now.item_id, (_box(now.area, grid),))]
    yield from told


def _told(
    was: Module, now: Module, old: PrintedPage, new: PrintedPage, grid: PageGrid
) -> Iterator[Change]:
    """What has a name of its own."""
    box = (_box(now.area, grid),)
    if was.area != now.area:
        yield Change("moved", "story", now.item_id, box, was=was.area, now=now.area)
    if _frame(was) != _frame(now):
        yield Change("form", "frame", now.item_id, box)
    yield from _heads(was, now, grid)
    if was.legs != now.legs:
        yield from _words("copy", now.item_id, copy_run(was, grid), copy_run(now, grid))
        yield from _words("byline", now.item_id, derived_run(was, grid), derived_run(now, grid))
    yield from _quotes(was, now, grid)
    yield from _photos(was, now, old, new, grid)


def _printed(module: Module) -> Module:
    """The module without what nobody sees: which words of its story these are."""
    legs = tuple(
        replace(leg, lines=tuple(replace(line, block=0, start=0, end=0) for line in leg.lines))
        for leg in module.legs
    )
    start = Position(0, 0)
    return replace(module, legs=legs, text_from=start, text_to=start, headline_level=0)


def _frame(module: Module) -> tuple[object, ...]:
    return module.boxed, module.frame if module.boxed else "", module.tint, module.rule_below


def _heads(was: Module, now: Module, grid: PageGrid) -> Iterator[Change]:
    roles: tuple[HeadRole, ...] = ("kicker", "headline", "deck", "origin")
    columns = now.head_columns or now.head_span
    rows = now.area.rows if now.head_columns else max(1, now.head_rows)
    box = (_box(Area(now.head_column, now.area.row, columns, rows), grid),)
    for role in roles:
        before = [line for line in was.head if line.role == role]
        after = [line for line in now.head if line.role == role]
        told, said = _joined(before), _joined(after)
        if told != said:
            yield Change("words", role, now.item_id, box, told, said)
        elif _set(before) != _set(after):
            yield Change("form", role, now.item_id, box, new=said)


def _joined(lines: Iterable[HeadLine]) -> str:
    """The words of a headline, however they are broken: of wide characters, without a space."""
    text = ""
    for line in lines:
        text += " " * _is_parted(text[-1:], line.text[:1]) + line.text
    return text


def _is_parted(last: str, first: str) -> bool:
    """Whether a space was lost where the line ended."""
    hangul = ("\uac00", "\ud7a3")
    return bool(last and first) and all(
        east_asian_width(char) not in "WF" or hangul[0] <= char <= hangul[1]
        for char in (last, first)
    )


def _set(lines: Iterable[HeadLine]) -> list[tuple[object, ...]]:
    """How a headline looks, wherever it stands."""
    return [(line.text, line.font, line.size_pt, line.align, line.direction) for line in lines]


def _quotes(was: Module, now: Module, grid: PageGrid) -> Iterator[Change]:
    for before, after in zip_longest(was.quotes, now.quotes):
        told, said = ("".join(quote.lines) if quote else "" for quote in (before, after))
        box = (_box((after or before).area, grid),)
        if told != said:
            yield Change("words", "quote", now.item_id, box, told, said)
        elif _within(before.area, was) != _within(after.area, now):
            at, to = before.area, after.area
            yield Change("moved", "quote", now.item_id, box, was=at, now=to)


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
        if _stand(known, was) != _stand(photo, now):
            at, to = known.area, photo.area
            yield Change("moved", "picture", now.item_id, box, was=at, now=to)
        yield from _captions(known, photo, now.item_id, box)
    for key, photo in before.items():
        if key not in after:
            box = (_photo_box(photo, grid),)
            yield Change("removed", "picture", now.item_id, box, old="".join(photo.caption))


def _captions(
    was: PhotoFrame, now: PhotoFrame, item_id: str, box: tuple[Box, ...]
) -> Iterator[Change]:
    words: list[tuple[Words, str, str]] = [
        ("caption", "".join(was.caption), "".join(now.caption)),
        ("credit", was.credit, now.credit),
        ("alt", was.alt, now.alt),
    ]
    for part, told, said in words:
        if told != said:
            yield Change("words", part, item_id, box, told, said)


def _artwork(old: PrintedPage, new: PrintedPage, grid: PageGrid) -> Iterator[Change]:
    before = {frame.artwork_id: frame for frame in old.plan.artwork}
    after = {frame.artwork_id: frame for frame in new.plan.artwork}
    for key, frame in after.items():
        if key not in before:
            yield Change("added", "artwork", "", (_box(frame.area, grid),), new=frame.alt)
        else:
            is_other = old.pictures.get(key) != new.pictures.get(key)
            yield from _artwork_changes(before[key], frame, is_other, grid)
    for key, frame in before.items():
        if key not in after:
            yield Change("removed", "artwork", "", (_box(frame.area, grid),), old=frame.alt)


def _artwork_changes(
    was: ArtFrame, now: ArtFrame, is_other: bool, grid: PageGrid
) -> Iterator[Change]:
    box = (_box(now.area, grid),)
    if was.area != now.area:
        yield Change("moved", "artwork", "", box, was=was.area, now=now.area)
    if is_other:
        yield Change("picture", "artwork", "", box)
    words: list[tuple[Words, str, str]] = [
        ("label", was.label, now.label),
        ("alt", was.alt, now.alt),
    ]
    for part, told, said in words:
        if told != said:
            yield Change("words", part, "", box, told, said)
    if (was.aspect, was.rule_below) != (now.aspect, now.rule_below):
        yield Change("form", "artwork", "", box)


def _within(area: Area, module: Module) -> Area:
    """Where it stands in its story, which may have moved as a whole."""
    return replace(area, column=area.column - module.area.column, row=area.row - module.area.row)


def _stand(photo: PhotoFrame, module: Module) -> tuple[object, ...]:
    """The place of a picture in its story, and its size, by which it is cropped."""
    area = _within(photo.area, module)
    return area, photo.picture_rows, photo.shift_em, photo.measure_em


def _words(part: Copy, item_id: str, was: Run, now: Run) -> Iterator[Change]:
    for kind, i1, i2, j1, j2 in differences(was, now):
        place = now.boxes(j1, j2)
        before, behind = now.text[max(0, j1 - AROUND) : j1], now.text[j2 : j2 + AROUND]
        if kind == "words":
            old, new = was.text[i1:i2], now.text[j1:j2]
            yield Change("words", part, item_id, place, old, new, before, behind)
        elif kind == "face":
            yield Change("form", "face", item_id, place, "", now.text[j1:j2], before, behind)
        else:
            old, new = was.signs(i1, i2), now.signs(j1, j2)
            behind = now.text[j1 : j1 + AROUND]
            yield Change("form", "sign", item_id, place, old, new, before, behind)


def _box(area: Area, grid: PageGrid) -> Box:
    height = area.rows * grid.leading_pt
    return Box(grid.x_of(area.column), grid.y_of(area.row), grid.width_of(area.columns), height)


def _photo_box(photo: PhotoFrame, grid: PageGrid) -> Box:
    height = photo.picture_rows * grid.leading_pt
    return Box(photo.left(grid), grid.y_of(photo.area.row), photo.width(grid), height)
