"""Pages that lie side by side when the paper is open: 2 and 3, 4 and 5, and so on.

Over the fold no two headlines of about one size should compete, and no two pictures meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Literal

from newsroom.layout.plan import Module, PagePlan

Fault = Literal["headlines", "pictures"]
COST: dict[Fault, float] = {"headlines": 6.0, "pictures": 8.0}
NEAR = 1.3  # headlines nearer in size than this are of one size to the eye (LOOK.md, 3)


def facing_faults(pages: Sequence[PagePlan], columns: int) -> Iterator[tuple[int, Fault]]:
    """What two facing pages do to each other, with the number of the left one."""
    by_number = {page.number: page for page in pages}
    for page in pages:
        right = by_number.get(page.number + 1)
        if page.number % 2 == 0 and right is not None:
            yield from ((page.number, fault) for fault in _faults(page, right, columns))


def facing_cost(pages: Sequence[PagePlan], columns: int) -> float:
    """Points an edition loses by its facing pages."""
    return sum(COST[fault] for _page, fault in facing_faults(pages, columns))


def _faults(left: PagePlan, right: PagePlan, columns: int) -> Iterator[Fault]:
    inner = [m for m in left.modules if m.area.right == columns]
    outer = [m for m in right.modules if m.area.column == 0]
    if any(_compete(one, other) for one, other in product(inner, outer)):
        yield "headlines"
    ends = [p.area for m in inner for p in m.photos if p.area.right == columns]
    begins = [p.area for m in outer for p in m.photos if p.area.column == 0]
    if any(a.row < b.bottom and b.row < a.bottom for a, b in product(ends, begins)):
        yield "pictures"


def _compete(one: Module, other: Module) -> bool:
    """Whether two headlines on one height are of about one size and neither is set apart."""
    if one.kind != "story" or other.kind != "story" or {one.boxed, other.boxed} == {True, False}:
        return False
    tops, feet = zip(*((m.area.row, m.area.row + m.head_rows) for m in (one, other)), strict=True)
    small, large = sorted((_size(one), _size(other)))
    return max(tops) < min(feet) and large < NEAR * small


def _size(module: Module) -> float:
    sizes = (line.size_pt for line in module.head if line.role == "headline")
    return max(sizes, default=0.0)
