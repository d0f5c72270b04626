"""Other good ways to build a page: the same stories in clearly different places.

The lead is tried at every width it may have, so that the ways differ where a reader sees it first.
What is pinned stays. Counted trials, never seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from newsroom.layout.parts import (
    Aim,
    Arrangement,
    fillings,
    group_for,
    lead_of,
    sizes_for,
    some_pages,
)
from newsroom.layout.plan import PagePlan
from newsroom.layout.search import Search
from newsroom.layout.standing import GRAVE, Board
from newsroom.layout.tiling import Place, Tile
from newsroom.layout.wheels import Wheels

MOST = 3
DRAWS, REPAIRS, WHEELS = 120, 240, 60  # for each width of the lead
APART = 0.3  # of the page: where as much belongs to another story, two pages look different
BREACH = 10.0  # points for each slight fault
FINISHED = 12  # of each width, looked at as they would be printed
SEED = 811


@dataclass(frozen=True)
class Proposal:
    """A page to choose. ``lead`` is where its first story stands, ``cuts`` counts the straight cuts
    from edge to edge, ``moved`` the stories that would move."""

    plan: PagePlan
    lead: Place
    cuts: int
    moved: int


@dataclass(frozen=True)
class _Able:
    points: float
    arrangement: Arrangement


def proposals(board: Board, most: int = MOST) -> list[Proposal]:
    """Up to ``most`` pages, the best first, clearly different from this one and from each other.

    None breaks more rules than this page does, unless there are too few of those: then one more,
    which its remarks tell.
    """
    able = sorted(_able(board), key=lambda one: one.points)
    chosen: list[_Able] = []
    for more in (0, GRAVE):
        for one in able:
            if len(chosen) == most or not _is_apart(board, one, chosen):
                continue
            if board.score(board.finished(one.arrangement.places))[0] <= board.faults + more:
                chosen.append(one)
    return [_proposal(board, one.arrangement) for one in chosen]


def _is_apart(board: Board, one: _Able, chosen: Sequence[_Able]) -> bool:
    known = [board.places, *(other.arrangement.places for other in chosen)]
    return all(_difference(board, other, one.arrangement.places) >= APART for other in known)


def _able(board: Board) -> list[_Able]:
    """Some good pages for each width of the lead."""
    fixed = _fixed(board)
    free = [id for id in board.places if id not in fixed]
    lead = lead_of(board, board.whole, free, None, fixed.values())
    if lead is None:
        return _looked_for(board, free, fixed, None, None)
    able: list[_Able] = []
    widths = {c: r for c, r in board.sizes(free[lead], 1).items() if not _is_askew(c, board)}
    for columns, rows in sorted(widths.items()):
        aim = Aim(free[lead], board.whole, {columns: rows})
        able += _looked_for(board, free, fixed, aim, lead)
    return able


def _is_askew(columns: int, board: Board) -> bool:
    """Whether it goes across the fold of a double page, but not over the whole of both."""
    grid = board.setting.grid
    return grid.columns // grid.across < columns < grid.columns


def _fixed(board: Board) -> dict[str, Place]:
    return {id: board.places[id] for id in board.pinned if id in board.places}


def _looked_for(
    board: Board,
    free: Sequence[str],
    fixed: dict[str, Place],
    aim: Aim | None,
    lead: int | None,
) -> list[_Able]:
    """Pages with the stories of ``free`` around what is ``fixed``."""

    def judged(found: Sequence[Tile]) -> tuple[float, Arrangement]:
        named = {free[tile.piece]: Place(*tile[1:]) for tile in found}
        made = Arrangement(fixed | named, ())
        breaches, points = board.score(board.sheet(made.places))
        return points + BREACH * breaches, made

    whole, held = board.whole, [*fixed.values(), *board.kept_free.values()]
    sizes = sizes_for(board, whole, free, 1, 0, aim, None)
    group = group_for(board, whole, free, sizes, lead)
    if held:
        ways = fillings(board, whole, free, sizes, held, aim, lead)
        found = sorted(map(judged, some_pages(ways)), key=lambda one: one[0])[:FINISHED]
    elif group:
        wheels = Wheels(group, group.all, whole)
        rng = Random(SEED)  # noqa: S311, nothing secret hangs on it
        search = Search(group, whole, rng, judged, lambda: wheels)
        search.run(DRAWS, REPAIRS, WHEELS)
        found = search.best(FINISHED)
    else:
        found = []
    return [_Able(points, made) for points, made in found]


def _difference(board: Board, one: dict[str, Place], other: dict[str, Place]) -> float:
    """The share of the page that belongs to another story."""
    same = sum(_overlap(one[id], other[id]) for id in one if id in other)
    return 1 - same / (board.whole.columns * board.whole.rows)


def _overlap(one: Place, other: Place) -> int:
    right = min(one.column + one.columns, other.column + other.columns)
    foot = min(one.row + one.rows, other.row + other.rows)
    across, down = right - max(one.column, other.column), foot - max(one.row, other.row)
    return max(0, across) * max(0, down)


def _proposal(board: Board, made: Arrangement) -> Proposal:
    places = made.places
    lead = min(places.values(), key=lambda place: (place.row, place.column))
    return Proposal(board.plan(places), lead, _cuts(board, places), len(board.moved(places)))


def _cuts(board: Board, places: dict[str, Place]) -> int:
    feet = {place.row + place.rows for place in places.values()} - {board.whole.rows}
    return sum(
        not any(place.row < row < place.row + place.rows for place in places.values())
        for row in feet
    )
