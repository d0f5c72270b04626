"""Whether finished pages keep the rules of the house: read off the pages alone.

Knows nothing of how they were made, by whom, or what an editor excused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations, product

from newsroom.layout.geometry import Area, PageGrid
from newsroom.layout.houserules import Broken, HouseRules
from newsroom.layout.plan import CopyItem, Module, PagePlan

ROUNDING = 0.05  # pt and rows of a pt


def broken_rules(
    pages: Sequence[PagePlan], items: Mapping[str, CopyItem], rules: HouseRules, grid: PageGrid
) -> list[Broken]:
    """Everything these pages of one issue break, page by page. What is not in ``items`` is no
    story of the issue any more."""
    found: list[Broken] = []
    for page in pages:
        known = [module for module in page.modules if module.item_id in items]
        if rules.protocol:
            found += _out_of_order(page.number, known, items, page.on(grid))
        found += _side_by_side(page.number, known, items, rules)
        found += _beside_artwork(page, known, items, rules)
    return found + (list(_without_pictures(pages, items)) if rules.picture else [])


def _out_of_order(
    page: int, modules: Sequence[Module], items: Mapping[str, CopyItem], grid: PageGrid
) -> Iterator[Broken]:
    stories = [m for m in modules if m.jump_from is None]
    for one, other in permutations(stories, 2):
        order = items[one.item_id].protocol, items[other.item_id].protocol
        if order[0] is None or order[1] is None or order[0] >= order[1]:
            continue
        how = []
        if one.area.row > other.area.row:
            how.append("lower")
        if _largest_line(one) < _largest_line(other) - ROUNDING:
            how.append("smaller_headline")
        has_picture = bool(items[one.item_id].photos)
        if has_picture and _largest_photo(one, grid) < _largest_photo(other, grid) - ROUNDING:
            how.append("smaller_picture")
        if how:
            yield Broken("protocol", (one.item_id, other.item_id), tuple(how), page)


def _largest_line(module: Module) -> float:
    return max((line.size_pt for line in module.head if line.role == "headline"), default=0.0)


def _largest_photo(module: Module, grid: PageGrid) -> float:
    """Points across times rows of the picture itself."""
    return max((photo.width(grid) * photo.picture_rows for photo in module.photos), default=0.0)


def _side_by_side(
    page: int, modules: Sequence[Module], items: Mapping[str, CopyItem], rules: HouseRules
) -> Iterator[Broken]:
    never = {frozenset(pair) for pair in rules.apart}
    for one, other in combinations(sorted(modules, key=lambda m: m.item_id), 2):
        natures = items[one.item_id].nature, items[other.item_id].nature
        meet = {frozenset((a, b)) for a in natures[0] for b in natures[1]}
        if meet & never and _around(one.area) & _cells(other.area):
            yield Broken("not_beside", (one.item_id, other.item_id), page=page)


def _beside_artwork(
    page: PagePlan, modules: Sequence[Module], items: Mapping[str, CopyItem], rules: HouseRules
) -> Iterator[Broken]:
    never = {frozenset(pair) for pair in rules.apart}
    for module, art in product(modules, page.artwork):
        meet = {frozenset((nature, art.nature)) for nature in items[module.item_id].nature}
        if meet & never and _around(module.area) & _cells(art.area):
            yield Broken("not_beside", (module.item_id,), (), page.number, art.artwork_id)


def _cells(area: Area) -> set[tuple[int, int]]:
    return {(c, r) for c in range(area.column, area.right) for r in range(area.row, area.bottom)}


def _around(area: Area) -> set[tuple[int, int]]:
    """The cells that share an edge with one of the area."""
    beside = {(c, r) for c in (area.column - 1, area.right) for r in range(area.row, area.bottom)}
    above = {(c, r) for r in (area.row - 1, area.bottom) for c in range(area.column, area.right)}
    return beside | above


def _without_pictures(pages: Sequence[PagePlan], items: Mapping[str, CopyItem]) -> Iterator[Broken]:
    """Pages whose own stories have pictures and show none; and those of stories without, while
    another page shows one that might stand here beside another."""
    lead = next(iter(items), "")
    spare = False
    for page in pages:
        shown = {m.item_id for m in page.modules if m.photos and m.item_id in items}
        free = {id for id in shown if items[id].page is None and id != lead}
        spare = spare or (len(shown) > 1 and bool(free))
    for page in pages:
        stories = [m for m in page.modules if m.jump_from is None and m.item_id in items]
        if not stories or any(m.photos for m in page.modules):
            continue
        own = tuple(sorted(m.item_id for m in stories if items[m.item_id].photos))
        if own or spare:
            yield Broken("picture", own, page=page.number)
