"""Which story stands on which page: loads even, weight forward, pictures spread, sections at home.

Where a page is too full and one of its stories may jump, room is kept for what goes on elsewhere.
Where there is too little copy for all pages, the first are filled as well as it goes.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random

from newsroom.layout.plan import Priority

TRIALS = 4000  # moves tried; counted, so that every machine finds the same pages
WEIGHT: dict[Priority, float] = {"lead": 3.0, "major": 2.0, "normal": 1.0, "brief": 0.0}
MOST_MODULES, LEAST_MODULES = 9, 4
MOST_PHOTOS = 3
NO_PICTURE = 5.0  # cost of a page without one
DETOUR = 6.0  # cost of moving a story to another page than the one that bears it best
NO_BANNER = 12.0  # cost of a double page without a weighty story that has a picture
LEAST_FLOW = 0.15  # of a page: the least part of a long story that is worth a place on it
NAMED = 9.0  # cost of a story on another page than one that bears the name of its section
FRONT_NAMES = ("要闻", "头版", "头条", "front", "main news")  # pages for what weighs most
CROWDED = 1.06  # of a page: with more copy a story of it goes on elsewhere
TAIL_EXTRA = 8  # column rows a continuation takes beyond its copy
FULL = 1.1  # of a page: hardly any copy beyond that can be set
WELL_FILLED = 0.8  # of a page: with less copy for each it is better to fill fewer
RELIEF = (0.015, 0.16)  # of a page: how much lighter a crowded page is made at a time


@dataclass(frozen=True)
class Load:
    """What a story asks of a page: its area in column rows, and what the planner minds."""

    area: float
    priority: Priority
    photos: int = 0
    page: int | None = None  # from 0; None: free
    flows: bool = False  # too long for one page: it goes on over the pages behind its own
    jumps: bool = False  # may go on elsewhere where its page is too full
    roams: bool = False  # of the first story: it may stand on any page
    homes: tuple[int, ...] = ()  # pages, from 0, that bear the name of its section
    # Stories before it (by number) that had better be on another page, and what it costs.
    clashes: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, order=True)
class Jump:
    """A story that goes on from one page to another, both from 0. ``target`` -1: it may not."""

    page: int
    item_id: str
    target: int = -1


def gone_back(
    jumps: Sequence[Jump], ruled: Sequence[Jump], full: Collection[int], count: int
) -> list[tuple[Jump, ...]]:
    """Other rules for the jumps where the pages ``full`` could not take what came to them.

    Of each jump that led there, the nearest first: another target, then none at all, so that
    another story goes on, or its page is made without.
    """
    found = []
    fixed = {(rule.page, rule.item_id): rule for rule in ruled}
    for jump in sorted(jumps, key=lambda jump: (jump.target not in full, -jump.page, jump.item_id)):
        others = [q for q in range(jump.page + 1, count) if q not in full and q != jump.target]
        for target in (*others, -1):
            rule = Jump(jump.page, jump.item_id, target)
            changed = fixed | {(rule.page, rule.item_id): rule}
            found.append(tuple(changed[key] for key in sorted(changed)))
    return found


def homes_of(section: str, priority: Priority, names: Sequence[str]) -> tuple[int, ...]:
    """Pages with about the name of a section; for leads and majors without one the front pages."""
    section = section.strip().casefold()
    named = [name.strip().casefold() for name in names]
    own = [n for n, name in enumerate(named) if section and name and _alike(section, name)]
    if not own and priority in ("lead", "major"):
        own = [n for n, name in enumerate(named) if any(front in name for front in FRONT_NAMES)]
    return tuple(own)


def _alike(section: str, name: str) -> bool:
    return section in name or name in section


def deals(
    loads: Sequence[Load],
    capacities: Sequence[int],
    rng: Random,
    count: int,
    picture: float = NO_PICTURE,
    double: int | None = None,
) -> list[list[int]]:
    """The best ``count`` ways to deal the stories: for each the page (from 0) of every story.

    Where the first story goes says `settled`. ``picture`` is the price of a page without one. One
    page may be a ``double`` one.
    """
    pages = _first_guess(loads, capacities)
    free = _free(loads)
    now = _cost(loads, pages, capacities, picture, double)
    seen = {tuple(pages): now}
    for trial in range(TRIALS if free and len(capacities) > 1 else 0):
        moved = _moved(pages, free, len(capacities), rng)
        after = seen.get(tuple(moved))
        if after is None:
            after = seen[tuple(moved)] = _cost(loads, moved, capacities, picture, double)
        heat = 3.0 * (1 - trial / TRIALS) ** 2 + 0.01
        if after <= now or rng.random() < math.exp((now - after) / heat):
            pages, now = moved, after
    best = sorted(seen, key=lambda dealt: (seen[dealt], dealt))
    return [list(dealt) for dealt in best[:count]]


def ranked_deals(
    loads: Sequence[Load],
    dealt: Sequence[Sequence[int]],
    capacities: Sequence[int],
    picture: float = NO_PICTURE,
    double: int | None = None,
) -> list[tuple[int, ...]]:
    """Deals found otherwise, the best first."""
    costs = {tuple(one): _cost(loads, one, capacities, picture, double) for one in dealt}
    return sorted(costs, key=lambda one: (costs[one], one))


def relieved(
    loads: Sequence[Load],
    pages: Sequence[int],
    capacities: Sequence[int],
    page: int,
    towards: int,
    double: int | None = None,
) -> list[list[int]]:
    """Deals one move or exchange away that make ``page`` somewhat lighter.

    Those that burden the page ``towards``, which bears it best, come first, then the cheapest.
    """
    free = _free(loads)
    here = [i for i in free if pages[i] == page]
    found: list[tuple[float, list[int]]] = []
    for one, other in product(here, [-1 - p for p in range(len(capacities))] + free):
        moved = list(pages)
        back = 0.0
        if other < 0:
            moved[one] = -1 - other
        else:
            moved[one], moved[other] = moved[other], moved[one]
            back = loads[other].area
        less = (loads[one].area - back) / capacities[page]
        if moved[one] != page and RELIEF[0] <= less <= RELIEF[1]:
            cost = _cost(loads, moved, capacities, double=double)
            found.append((cost + DETOUR * (moved[one] != towards), moved))
    return [moved for _cost_of, moved in sorted(found)]


def parted(
    loads: Sequence[Load],
    pages: Sequence[int],
    capacities: Sequence[int],
    leaving: Sequence[int],
    picture: float = NO_PICTURE,
    double: int | None = None,
) -> list[list[int]]:
    """Deals one move or exchange away with one of ``leaving`` on another page, the best first."""
    free = _free(loads)
    found: list[tuple[float, list[int]]] = []
    for one in (i for i in leaving if i in free):
        for other in [-1 - p for p in range(len(capacities))] + free:
            moved = list(pages)
            if other < 0:
                moved[one] = -1 - other
            else:
                moved[one], moved[other] = moved[other], moved[one]
            if moved[one] != pages[one]:
                found.append((_cost(loads, moved, capacities, picture, double), moved))
    return [moved for _cost_of, moved in sorted(found)]


def settled(loads: Sequence[Load]) -> list[int | None]:
    """The page of each story that has one; the first goes to page 0, unless it `Load.roams`."""
    pages = [load.page for load in loads]
    if pages and pages[0] is None and not loads[0].roams:
        pages[0] = 0
    return pages


def is_crowded_out(loads: Sequence[Load], capacities: Sequence[int]) -> bool:
    """Whether stories tied to page 0 leave the first story hardly any room there."""
    if len(capacities) < 2 or not loads or loads[0].page is not None:
        return False
    tied = sum(load.area for load in loads if load.page == 0)
    return tied > 0 and tied + loads[0].area > FULL * capacities[0]


def _free(loads: Sequence[Load]) -> list[int]:
    return [number for number, page in enumerate(settled(loads)) if page is None]


def _first_guess(loads: Sequence[Load], capacities: Sequence[int]) -> list[int]:
    """In the editor's order, page after page."""
    total = sum(load.area for load in loads) or 1.0
    used = _filled_well(total, capacities)
    whole = sum(capacities[:used])
    known = settled(loads)
    pages, done = [], 0.0
    for number, load in enumerate(loads):
        at = done / total * whole
        page, end = 0, capacities[0]
        while at >= end and page < used - 1:
            page += 1
            end += capacities[page]
        own = known[number]
        pages.append(page if own is None else own)
        done += load.area
    return pages


def _moved(pages: list[int], free: list[int], count: int, rng: Random) -> list[int]:
    """One story on another page, or two changed about."""
    moved = list(pages)
    one = free[int(rng.random() * len(free))]
    if rng.random() < 0.5:
        moved[one] = int(rng.random() * count)
    else:
        other = free[int(rng.random() * len(free))]
        moved[one], moved[other] = moved[other], moved[one]
    return moved


def _cost(
    loads: Sequence[Load],
    pages: Sequence[int],
    capacities: Sequence[int],
    picture: float = NO_PICTURE,
    double: int | None = None,
) -> float:
    count = len(capacities)
    area, number, photos, heads = [0.0] * count, [0] * count, [0] * count, [0] * count
    banners = [0] * count
    cost = 0.0
    for order, (load, page) in enumerate(zip(loads, pages, strict=True)):
        area[page] += 0.0 if load.flows else load.area
        number[page] += 1
        photos[page] += load.photos > 0
        heads[page] += WEIGHT[load.priority] >= 2
        banners[page] += load.photos > 0 and WEIGHT[load.priority] >= 2
        cost += NAMED * bool(load.homes and page not in load.homes)
        cost += sum(price for other, price in load.clashes if pages[other] == page)
        cost += page * (0.4 * WEIGHT[load.priority] - 0.3 + 0.3 * (1 - order / len(loads))) / count
    _flow(loads, pages, capacities, area)
    used = _filled_well(sum(area), capacities)
    even = sum(area) / sum(capacities[:used])
    fewest = min(LEAST_MODULES, len(loads) // used)
    _reserve(loads, pages, capacities, area)
    for page in range(count):
        share = area[page] / capacities[page]
        aim = even if page < used else 0.0
        cost += 300 * max(0.0, share - max(1.0, even))
        cost += 20 * abs(share - aim)
        bare = photos[page] == 0 < sum(photos)
        cost += (picture - NO_PICTURE) * bare
        most = 2 if page == double else 1  # times what a single page bears
        if page == double and banners[page] == 0 < sum(banners):
            cost += NO_BANNER
        if used < count or even < WELL_FILLED:  # short of copy: a page at home is worth more
            continue
        cost += 90 * max(0.0, abs(share - even) - 0.02)
        cost += 6 * max(0, number[page] - MOST_MODULES * most) + 6 * max(0, fewest - number[page])
        cost += 5 * max(0, photos[page] - MOST_PHOTOS * most) + NO_PICTURE * bare
        cost += 4 * (heads[page] == 0 < sum(heads))
    return cost


def _filled_well(area: float, capacities: Sequence[int]) -> int:
    """How many pages, from the first, so much copy is spread over: all, unless it is too thin."""
    used = len(capacities)
    while used > 1 and area < min(
        WELL_FILLED * sum(capacities[:used]), sum(capacities[: used - 1])
    ):
        used -= 1
    return used


def _reserve(
    loads: Sequence[Load], pages: Sequence[int], capacities: Sequence[int], area: list[float]
) -> None:
    """Keep room on the emptiest later page for what has to go on from a crowded one."""
    jumping = {page for load, page in zip(loads, pages, strict=True) if load.jumps}
    for page in sorted(jumping - {len(capacities) - 1}):
        over = area[page] - CROWDED * capacities[page]
        if over > 0:
            later = range(page + 1, len(capacities))
            target = min(later, key=lambda q: area[q] / capacities[q])
            area[target] += over + TAIL_EXTRA


def _flow(
    loads: Sequence[Load], pages: Sequence[int], capacities: Sequence[int], area: list[float]
) -> None:
    """Add the stories too long for one page: each takes what the others leave, page after page."""
    for load, page in zip(loads, pages, strict=True):
        if not load.flows:
            continue
        rest = load.area
        for here in range(page, len(capacities)):
            free = max(LEAST_FLOW * capacities[here], capacities[here] - area[here])
            taken = rest if here == len(capacities) - 1 else min(rest, free)
            area[here] += taken
            rest -= taken
