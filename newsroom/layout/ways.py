"""The means of a change by hand: edges that give way, places exchanged, parts solved anew.

Each makes a page, or several, and weighs it: what a designer minds, rules broken, stories moved.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from newsroom.layout.everypage import every
from newsroom.layout.parts import OFF, Aim, Arrangement, Exchange, Judge, Wanted, arranged
from newsroom.layout.repairs import Everything, Sizes, mended
from newsroom.layout.slides import Side, enclosing, slid
from newsroom.layout.standing import OPENED, Board, Places, seen_broken
from newsroom.layout.tiling import Place

Way = Literal["kept", "edge", "swap", "part", "page", "open", "filler"]

PRICE = 3.0  # points for each story that moves though nobody asked it to
BREACH = 40.0  # points for each slight fault: nearly any page without a grave one is better
ENOUGH_PARTS = 3  # parts that can be solved, compared before one is taken
KEPT = 8  # ways to fill a part that are looked at closely
CLOSELY = 60  # pages finished where all found break more rules, the likeliest of those there are
ENOUGH = 4  # of them that break none: one of them is taken
FEW = 3  # stories moved: no other way is looked for that moves fewer
MOST_LOOSENED = 3  # stories solved anew with the one changed, wherever they stand
MANY = 100  # more than any page has
MOST_PARTS = 5  # compared where those break rules that the page did not break before


@dataclass(frozen=True)
class Found:
    """A page that can be made, and what it costs."""

    way: Way
    arrangement: Arrangement
    total: float
    faults: int
    board: Board  # the page it was made of: with another lead perhaps


def weighed(
    board: Board, way: Way, places: Places, opened: Sequence[Place], aim: Wanted | None = None
) -> Found:
    breaches, points = board.score(board.finished(places), opened)
    total = points + BREACH * breaches + PRICE * len(board.moved(places))
    total += OFF * aim.off(places) if aim else 0.0
    return Found(way, Arrangement(places, tuple(opened)), total, breaches, board)


def best_of(found: Sequence[Found]) -> Found | None:
    return min(found, key=lambda one: one.total, default=None)


def either(one: Found | None, other: Found | None) -> Found | None:
    return best_of([found for found in (one, other) if found])


def fair(board: Board, found: Found | None) -> Found | None:
    """What weighs no more in faults than the page did before, and shows a reader no new one: it is
    taken at once."""
    if found is None or found.faults > board.faults:
        return None
    return None if newly_broken(board, found.board, found.arrangement.places) else found


def newly_broken(board: Board, other: Board, places: Places) -> tuple[str, ...]:
    """Rules that a reader sees broken with the stories of ``other`` in ``places`` and that the
    page of ``board`` keeps."""
    return tuple(sorted(seen_broken(other.finished(places)) - board.broken))


def any_fair(board: Board, found: Sequence[Found]) -> bool:
    return any(fair(board, one) for one in found)


def edges_between(old: Place, new: Place) -> list[tuple[Side, int]]:
    """The edges that turn one rectangle into the other, in an order that does not pinch it."""
    right = new.column + new.columns - old.column - old.columns
    bottom = new.row + new.rows - old.row - old.rows
    edges: list[tuple[Side, int]] = [
        ("bottom", bottom),
        ("top", new.row - old.row),
        ("right", right),
        ("left", new.column - old.column),
    ]
    return sorted((edge for edge in edges if edge[1]), key=lambda edge: _shrinks(*edge))


def _shrinks(side: Side, by: int) -> bool:
    return by < 0 if side in ("bottom", "right") else by > 0


def after_edges(board: Board, id: str, edges: Sequence[tuple[Side, int]]) -> Found | None:
    """The page with edges of a story moved, and a few others so that every story bears it."""
    before = _everything(board)
    everything: Everything | None = before
    for side, by in edges:
        if everything is not None:
            everything = slid(everything, id, side, by)
    if everything is None or any(
        everything[name] != before[name] for name in _fixed(board) if name != id
    ):
        return None
    sizes = _sizes(board, _fixed(board) | ({id} if edges else set()))
    found = [_tiled(board, tiling) for tiling in mended(before, everything, sizes)]
    return best_of(found)


def _may_fill(board: Board, name: str, place: Place) -> bool:
    """An open place is more than the row of a rule."""
    if name.startswith(OPENED):
        return place.rows > 1
    return name[0] == "\0" or board.fills(name, place)


def _tiled(board: Board, everything: Everything) -> Found:
    places = {name: place for name, place in everything.items() if name in board.places}
    opened = [place for name, place in everything.items() if name.startswith(OPENED)]
    return weighed(board, "edge", places, opened)


def _fixed(board: Board) -> set[str]:
    return {*board.pinned & board.places.keys(), *board.kept_free}


def _everything(board: Board) -> Everything:
    """All rectangles of the page, the open ones and what is nobody's among them."""
    found = dict(board.places)
    found |= {f"{OPENED}{number}": place for number, place in enumerate(board.opened)}
    return found | board.kept_free


def swapped(board: Board, id: str, other: str) -> Found | None:
    """Both in the other's very rectangle."""
    if other in board.pinned:
        return None
    places = {**board.places, id: board.places[other], other: board.places[id]}
    if board.fills(id, places[id]) and board.fills(other, places[other]):
        return weighed(board, "swap", places, board.opened)
    return None


def exchanged(board: Board, id: str, other: str) -> Found | None:
    """Each where the other stood, in a size of its own, and others moved as they must."""
    before = _everything(board)
    both = exchange(board, id, other)
    sizes = _sizes(board, _fixed(board) - {id, other})
    start = before | {aim.id: aim.place for aim in both}
    tilings = [tiling for tiling in mended(before, start, sizes) if both.is_done(tiling)]
    best = best_of([_tiled(board, tiling) for tiling in tilings])
    if not fair(board, best):
        best = either(best, fewest(board, id, [board.places[other]], both))
    if best and not set(board.moved(best.arrangement.places)) - {id, other}:
        return replace(best, way="swap")
    return best


def exchange(board: Board, id: str, other: str) -> Exchange:
    one, two = board.places[id], board.places[other]
    return Exchange(Aim(id, two, board.sizes(id, 1)), Aim(other, one, board.sizes(other, 1)))


def _sizes(board: Board, fixed: Collection[str]) -> Sizes:
    """What the mender asks of the page."""
    return Sizes(
        lambda name, place: _may_fill(board, name, place),
        lambda name, columns: [] if name[0] == "\0" else board.sizes(name, 1).get(columns, []),
        lambda name: name in fixed,
    )


def fewest(
    board: Board,
    id: str,
    core: Sequence[Place],
    aim: Wanted | None = None,
    *,
    wide: Wanted | None = None,
    is_quick: bool = False,
) -> Found | None:
    """`resolved`, or what moves fewer stories and is as sound."""
    found = resolved(board, id, core, aim, wide=wide, is_quick=is_quick)
    is_sound = fair(board, found) is not None
    if found is None or (is_quick and not is_sound):
        return found
    moved = len(board.moved(found.arrangement.places)) if is_sound else MANY
    few = loosened(board, id, core, aim, min(moved - 2, MOST_LOOSENED)) if moved > FEW else None
    return few if few and len(board.moved(few.arrangement.places)) < moved else found


def loosened(
    board: Board, id: str, core: Sequence[Place], aim: Wanted | None, most: int
) -> Found | None:
    """The story and those nearest to it solved anew, one more at a time, all others as they stand:
    what is free need not be a rectangle. Only what breaks no more rules than the page did."""
    fast = _fixed(board)
    around = [*core, board.places[id], *(one.place for one in (aim.aims if aim else ()))]
    near = [name for name in board.places if name != id and name not in fast]
    near.sort(key=lambda name: min(_apart(board.places[name], place) for place in around))
    for count in range(1, min(most, len(near) - 1) + 1):
        held = {name: board.places[name] for name in near[count:]}
        made = _filled(board, id, board.whole, list(_everything(board)), aim, held)
        best = best_of([one for one in made if fair(board, one)])
        if best:
            return replace(best, way="part")
    return None


def _apart(one: Place, other: Place) -> tuple[int, int]:
    """How far two places are apart; of those that meet, the more they share the nearer."""
    across = max(one.column, other.column) - min(
        one.column + one.columns, other.column + other.columns
    )
    down = max(one.row, other.row) - min(one.row + one.rows, other.row + other.rows)
    is_met = across < 0 and down < 0
    return (-across * down if is_met else 0), max(0, across) * 6 + max(0, down)


def resolved(
    board: Board,
    id: str,
    core: Sequence[Place],
    aim: Wanted | None = None,
    held: Mapping[str, Place] | None = None,
    wide: Wanted | None = None,
    *,
    is_quick: bool = False,
) -> Found | None:
    """The smallest part around story and ``core`` solved anew, then larger ones up to the page.

    ``wide`` is what will do where any page after ``aim`` breaks more rules than before; all pages
    that there are are looked at then (`everypage`), unless it ``is_quick``.
    """
    everything = _everything(board)
    own = [board.places[id]] if id in board.places else []
    found: list[Found] = []
    parts = 0
    for whole, inside in enclosing(everything, [*own, *core]):
        made = _filled(board, id, whole, inside, aim, held, is_quick=is_quick)
        found += made
        parts += bool(made)
        if parts >= (ENOUGH_PARTS if any_fair(board, found) else MOST_PARTS):
            break
    if not is_quick and not any_fair(board, found):
        found += _likeliest(board, id, wide or aim, held)
    return best_of(found)


def _likeliest(
    board: Board, id: str, aim: Wanted | None, held: Mapping[str, Place] | None
) -> list[Found]:
    """Of all the pages that there are those that may break no more rules than the page did."""
    inside = list(_everything(board))
    judge = _judge(board, id, board.whole, inside, aim, held)
    found: list[Found] = []
    for likely in every(judge):
        sound: list[Found] = []
        for made in likely[:CLOSELY]:
            one = weighed(board, "page", *made, aim=aim)
            (sound if fair(board, one) else found).append(one)
            if len(sound) == ENOUGH:
                break
        if sound:
            return sound
    return found


def _filled(
    board: Board,
    id: str,
    whole: Place,
    inside: Sequence[str],
    aim: Wanted | None,
    held: Mapping[str, Place] | None,
    *,
    is_quick: bool = False,
) -> list[Found]:
    """The best ways to fill a part of the page, looked at closely."""
    made = arranged(_judge(board, id, whole, inside, aim, held), KEPT, is_quick=is_quick)
    way: Way = "page" if whole == board.whole else "part"
    return [weighed(board, way, *one, aim=aim) for one in made]


def _judge(
    board: Board,
    id: str,
    whole: Place,
    inside: Sequence[str],
    aim: Wanted | None,
    held: Mapping[str, Place] | None,
) -> Judge:
    """Of a part with the stories ``inside``, that of the change among them, and what is fixed."""
    everything = _everything(board)
    fixed = {name: everything[name] for name in inside if name in _fixed(board) - {id}}
    members = [name for name in inside if name in board.places]
    members += [] if id in members else [id]
    fixed |= held or {}
    return Judge(board, whole, members, fixed, price=PRICE, breach=BREACH, aim=aim)
