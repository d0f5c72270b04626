"""How good composed pages are, told from the plan alone: nothing here knows how they were made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from newsroom.layout.geometry import Area, PageGrid
from newsroom.layout.plan import Leg, Module, PagePlan

NEAR_SIZE = 1.3  # headlines of neighbours nearer than this are of one size to the eye (LOOK.md, 3)
LEAD = 1.25  # times the next headline
MOST_CUTS = 2  # straight across the whole page


@dataclass(frozen=True)
class Quality:
    """Of one page; ``faults`` are the names of the rules it breaks."""

    fill: float
    faults: tuple[str, ...]
    near_sizes: int
    jumps: bool


def quality(page: PagePlan, grid: PageGrid) -> Quality:
    rows = grid.rows - page.first_row - page.foot_rows
    area = rows * grid.columns
    stories = page.modules
    return Quality(
        fill=1 - _white(page, grid) / area,
        faults=tuple(dict.fromkeys(_faults(page, stories, grid))),
        near_sizes=sum(1 for _pair in _near_sizes(stories)),
        jumps=any(m.jump_to or m.jump_from for m in page.modules),
    )


def _cells(area: Area) -> int:
    return area.columns * area.rows


def _white(page: PagePlan, grid: PageGrid) -> int:
    """Column rows in no module, and those that legs leave empty at the foot of theirs."""
    rows = grid.rows - page.first_row - page.foot_rows
    corner = _cells(page.corner) if page.corner else 0
    white = rows * grid.columns - corner - sum(map(_cells, _areas(page)))
    white += sum(_cells(module.notch) for module in page.modules if module.notch)
    return white + sum(_white_at_feet(module) for module in page.modules)


def _areas(page: PagePlan) -> list[Area]:
    """All rectangles of a page, those of artwork too."""
    return [*(m.area for m in page.modules), *(frame.area for frame in page.artwork)]


def _white_at_feet(module: Module) -> int:
    """Rows below the copy of each column, and above a byline or jump line set at its foot."""
    columns: dict[int, list[Leg]] = {}
    for leg in module.legs:
        columns.setdefault(leg.column, []).append(leg)
    feet = [_foot(leg) for leg in module.legs]
    white = 0
    for legs in columns.values():
        last = max(legs, key=_foot)
        white += max(feet) - _foot(last)
        above = [_foot(leg) for leg in legs if leg is not last]
        if above and all(line.style in ("byline", "jump") for line in last.lines):
            white += last.row - max(above)
    return white


def _foot(leg: Leg) -> int:
    return leg.row + len(leg.lines)


def _faults(page: PagePlan, stories: Sequence[Module], grid: PageGrid) -> Iterator[str]:
    if any(size == other for size, other in _pairs_beside(stories)):
        yield "equal_headlines"
    if _gutter_through(page, grid):
        yield "gutter_through"
    if _full_cuts(page, grid) > MOST_CUTS:
        yield "full_width_cuts"
    if not _lead_stands_out(page, stories):
        yield "lead_first"
    photos = [photo.area for module in page.modules for photo in module.photos]
    if any(_touch(one, other) for one, other in combinations(photos, 2)):
        yield "photos_meet"


def _head_size(module: Module) -> float:
    return max((line.size_pt for line in module.head if line.role == "headline"), default=0.0)


def _set_apart(module: Module) -> bool:
    vertical = any(line.direction == "vertical" for line in module.head)
    return bool(module.boxed or module.tint or vertical)


def _beside(one: Module, other: Module) -> bool:
    """Whether their headlines stand side by side: in neighbouring columns, on rows in common."""
    left, right = sorted((one, other), key=lambda m: m.area.column)
    if left.area.right != right.area.column:
        return False
    tops = left.area.row, right.area.row
    ends = tops[0] + left.head_rows, tops[1] + right.head_rows
    return min(ends) > max(tops)


def _pairs_beside(stories: Sequence[Module]) -> Iterator[tuple[float, float]]:
    for one, other in combinations(stories, 2):
        if _beside(one, other) and not (_set_apart(one) or _set_apart(other)):
            yield _head_size(one), _head_size(other)


def _near_sizes(stories: Sequence[Module]) -> Iterator[tuple[float, float]]:
    for pair in _pairs_beside(stories):
        if max(pair) < NEAR_SIZE * min(pair):
            yield pair


def _gutter_through(page: PagePlan, grid: PageGrid) -> bool:
    """A straight white line from the head of the page to its foot."""
    areas = [m.area for m in page.modules if m.notch is None]
    areas += [frame.area for frame in page.artwork]
    # The headline of an L-shaped lead begins beside the nameplate.
    areas += [
        Area(m.head_column, m.area.row, m.head_span, m.area.rows) for m in page.modules if m.notch
    ]
    return any(
        not any(area.column < column < area.right for area in areas)
        for column in range(1, grid.columns)
        if len(areas) > 1
    )


def _full_cuts(page: PagePlan, grid: PageGrid) -> int:
    feet = {module.area.bottom for module in page.modules}
    edges = feet - {max(feet, default=0)}  # where the copy ends, or artwork begins below all of it
    return sum(1 for edge in edges if not any(a.row < edge < a.bottom for a in _areas(page)))


def _lead_stands_out(page: PagePlan, stories: Sequence[Module]) -> bool:
    sizes = sorted((_head_size(m) for m in stories), reverse=True)
    if len(sizes) < 2:
        return True
    top = min(m.area.row for m in page.modules)
    leads = [m for m in stories if _head_size(m) == sizes[0]]
    return leads[0].area.row == top and sizes[0] >= LEAD * sizes[1] - 0.01


def _touch(one: Area, other: Area) -> bool:
    across = one.column <= other.right and other.column <= one.right
    down = one.row <= other.bottom and other.row <= one.bottom
    return across and down
