"""One page: the exact tiling of its pieces, and the search for the one that looks best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from random import Random
from typing import Generic, TypeVar

from newsroom.layout.artwork import ArtPlaced, Standing
from newsroom.layout.cost import Placed, Sheet, cost_of
from newsroom.layout.heads import Rank
from newsroom.layout.houserules import PageRules
from newsroom.layout.photos import PhotoBlock
from newsroom.layout.shapes import Piece, Table, photo_home
from newsroom.layout.tiling import (
    Child,
    Corner,
    Group,
    Leaf,
    Node,
    Place,
    Split,
    Stack,
    Tile,
    heights,
    redrawn,
    splits,
    tiles,
)
from newsroom.layout.wheels import Wheels
from newsroom.layout.wishes import wishes_of

MOST_CHILDREN = 8  # the tiling's work is 3 to this power; more pieces are tied in pairs
MOST_UNTIED = 12  # where a page is worth a second or two
MOST_LOOSE = 10  # of a page that has more stories than that
LOOSENED = 3  # numbers tried until columns of briefs fit: the more, the shorter they are
LEAST_STACKED, MOST_STACKED = 3, 6  # briefs in a column of them
WIDEST_STACK = 2  # columns
MOST_UNTIED_WIDE = 9  # of a double page, which has four times as many ways to cut it
POOL = 20  # good pages kept for repair
TURNED = 4  # of them: pages a part of which is made a pinwheel
WEIGHTS: dict[Rank, float] = {
    "banner": 3.0,
    "front": 3.0,
    "lead": 3.0,
    "second": 2.0,
    "third": 1.0,
    "brief": 0.0,
    "continued": -0.3,
}


ART_WEIGHT = -1.0  # down the page

Made = TypeVar("Made")


@dataclass(frozen=True)
class Draft:
    """Pieces that can tile a page, with their tables and the proof."""

    pieces: Sequence[Piece]
    tables: Sequence[Table]
    group: Group
    rows: int
    stretch: int
    corner: int = 0  # columns at the left of the first piece that its tile takes besides
    art: Sequence[Standing] = ()
    house: PageRules | None = None

    @property
    def fits(self) -> bool:
        """Whether straight cuts can part the page among them; where none can, `wheels` may."""
        return self.group.fits(self.group.columns, self.rows)

    @property
    def bends(self) -> bool:
        """Whether the first piece may be an L around the nameplate."""
        return any(s.notch for by_rows in self.tables[0].values() for s in by_rows.values())

    @property
    def ties(self) -> bool:
        """Whether small pieces are tied in pairs, which leaves out some pages."""
        return len(self.group.children) < len(self.pieces) + len(self.art)

    def untied(self) -> Draft:
        """The same with as many pieces by themselves as a second of work allows."""
        columns = self.group.columns
        most = MOST_UNTIED if len(self.pieces) <= MOST_UNTIED else MOST_LOOSE
        most = MOST_UNTIED_WIDE if self.pieces[0].rank == "banner" else most
        group = group_of(self.pieces, self.tables, columns, self.rows, most, self.art, self.house)
        return replace(self, group=group)

    @cached_property
    def wheels(self) -> Wheels:
        """The ways to fill the page that no straight cut crosses."""
        whole = Place(0, 0, self.group.columns, self.rows)
        return Wheels(self.group, self.group.all, whole)


def group_of(
    pieces: Sequence[Piece],
    tables: Sequence[Table],
    columns: int,
    rows: int,
    most: int = MOST_CHILDREN,
    art: Sequence[Standing] = (),
    house: PageRules | None = None,
) -> Group:
    """The tiling of a page. Where there are more than ``most`` briefs stand in columns of their
    own, or, where that does not fit or is not enough, the smallest are tied in pairs.

    Tiles beyond the pieces are the ``art``.
    """
    children: list[Child] = [
        Leaf(
            i, tables[i], columns, WEIGHTS[piece.rank] + (house.lift(piece.item.id) if house else 0)
        )
        for i, piece in enumerate(pieces)
    ]
    is_led = bool(pieces) and pieces[0].came_from is None
    fast = [
        (Leaf(len(pieces) + n, {one.columns: [one.rows]}, columns, ART_WEIGHT), one.corner)
        for n, one in enumerate(art)
    ]
    tried: set[tuple[int, int]] = set()
    for loose in range(most, most + LOOSENED) if len(children) + len(fast) > most else ():
        stacked = _stacked(pieces, children, columns, rows, loose - len(fast))
        in_stacks = len(children) - sum(isinstance(child, Leaf) for child in stacked)
        way = in_stacks, min(len(stacked) + len(fast), loose)
        if not in_stacks or way in tried:  # with one more by itself it is often just the same
            continue
        tried.add(way)
        group = tied(stacked, columns, rows, is_led=is_led, most=loose, fast=fast)
        if group.fits(columns, rows):
            return group
    return tied(children, columns, rows, is_led=is_led, most=most, fast=fast)


def _stacked(
    pieces: Sequence[Piece], children: Sequence[Child], columns: int, rows: int, most: int
) -> list[Child]:
    """The children with as many briefs in columns 简讯栏 as it takes, the last ones first."""
    briefs = [i for i, piece in enumerate(pieces) if i and _may_be_stacked(piece)]
    for count in range(LEAST_STACKED, len(briefs) + 1):
        stacks = -(-count // MOST_STACKED)
        if len(children) - count + stacks <= most or count == len(briefs):
            chosen = briefs[len(briefs) - count :]
            ends = [len(chosen) * number // stacks for number in range(stacks + 1)]
            columns_of = [chosen[one:other] for one, other in pairwise(ends)]
            alone = [child for i, child in enumerate(children) if i not in chosen]
            return alone + [
                Stack([children[i] for i in column], columns, rows, WIDEST_STACK)
                for column in columns_of
            ]
    return list(children)


def _may_be_stacked(piece: Piece) -> bool:
    """Whether this is a plain brief: without a picture, a frame or a wish of the editor."""
    plain = not piece.item.photos and not piece.item.in_box and not wishes_of(piece)
    return plain and piece.rank == "brief" and piece.came_from is None


def tied(
    children: Sequence[Child],
    columns: int,
    rows: int,
    *,
    is_led: bool,
    most: int = MOST_CHILDREN,
    fast: Sequence[tuple[Child, Corner | None]] = (),
) -> Group:
    """A group of at most ``most``: the smallest are tied in pairs. The first of one that
    ``is_led`` stands at the top left, and is tied to none; nor are the ``fast``, which stand in
    corners of their own."""
    first, others = list(children[: int(is_led)]), list(children[int(is_led) :])
    while len(first) + len(others) + len(fast) > most and len(others) > 1:
        small = sorted(others, key=_least_area)
        others = [Group(small[:2], columns, rows), *small[2:]]
    corners: dict[int, Corner] = {0: "top_left"} if is_led else {}
    for number, (_child, corner) in enumerate(fast, start=len(first) + len(others)):
        if corner:
            corners[number] = corner
    return Group([*first, *others, *(child for child, _corner in fast)], columns, rows, corners)


def _least_area(child: Child) -> int:
    areas = [c * heights(mask)[0] for c, mask in enumerate(child.masks) if mask]
    return min(areas, default=0)


class Search(Generic[Made]):
    """Looks for the best tiling of ``whole``: many drawn at random, then parts of good ones anew.

    ``judged`` makes something of a tiling and gives it points, the fewer the better, or None where
    it will not do. The group must fit, or have ``wheels`` of the whole.
    """

    def __init__(
        self,
        group: Group,
        whole: Place,
        rng: Random,
        judged: Callable[[Sequence[Tile]], tuple[float, Made] | None],
        wheels: Callable[[], Wheels] | None = None,
    ) -> None:
        self._group = group
        self._whole = whole
        self._rng = rng
        self._judged = judged
        self._wheels = wheels
        self._wheels_in: dict[tuple[Group, int, Place], Wheels] = {}
        self._pool: list[tuple[float, int, Node, Made]] = []
        self._seen: set[tuple[Tile, ...]] = set()

    def run(self, draws: int, repairs: int, wheels: int = 0) -> None:
        """Look on: so many tilings at random, so many ``wheels`` and as many in parts of good
        pages, and so many pages with a part drawn anew."""
        is_plain = self._group.fits(self._whole.columns, self._whole.rows)
        for _ in range(draws if is_plain else 0):
            self._consider(self._group.draw(self._rng, self._whole))
        self._turn(wheels if is_plain else wheels + draws)
        self._turn_parts(wheels)
        for _ in range(repairs if self._pool else 0):
            node = self._pool[min(int(self._rng.expovariate(0.35)), len(self._pool) - 1)][2]
            parts = splits(node)
            if not parts:
                break
            path, _part = parts[int(self._rng.random() * len(parts))]
            self._consider(redrawn(node, path, self._rng))

    def _turn(self, count: int) -> None:
        """Pinwheels of the whole page."""
        if self._wheels is None or not count:
            return
        wheels = self._wheels()
        for _ in range(count if wheels else 0):
            self._consider(wheels.draw(self._rng))

    def _turn_parts(self, count: int) -> None:
        """Pinwheels in the parts of good pages that their first cut makes."""
        for _points, _order, node, _made in self._pool[:TURNED] if count else ():
            if not isinstance(node, Split):
                continue
            for number, part in enumerate(node.parts):
                wheels = self._wheels_of(part)
                for _ in range(count // TURNED):
                    if wheels:
                        parts = list(node.parts)
                        parts[number] = wheels.draw(self._rng)
                        self._consider(node._replace(parts=tuple(parts)))

    def _wheels_of(self, part: Node) -> Wheels | None:
        if not isinstance(part, Split) or not isinstance(part.source, Group):
            return None
        key = part.source, part.members, part.place
        if key not in self._wheels_in:
            self._wheels_in[key] = Wheels(*key)
        return self._wheels_in[key]

    def best(self, count: int) -> list[tuple[float, Made]]:
        """The best found so far with their points, the best first."""
        return [(points, made) for points, _order, _node, made in self._pool[:count]]

    def _consider(self, node: Node) -> None:
        key = tuple(sorted(tiles(node)))
        if key in self._seen:
            return
        self._seen.add(key)
        found = self._judged(key)
        if found is None:
            return
        self._pool.append((found[0], len(self._seen), node, found[1]))
        self._pool.sort(key=lambda entry: entry[:2])
        del self._pool[POOL:]


def page_search(draft: Draft, first_row: int, rng: Random) -> Search[Sheet]:
    """The search for a page; every drawing is a complete one."""

    def judged(found: Sequence[Tile]) -> tuple[float, Sheet]:
        sheet = _sheet(draft, found, first_row)
        return cost_of(sheet), sheet

    whole = Place(0, 0, draft.group.columns, draft.rows)
    return Search(draft.group, whole, rng, judged, lambda: draft.wheels)


def _sheet(draft: Draft, found: Sequence[Tile], first_row: int) -> Sheet:
    placed: list[Placed] = []
    art: list[ArtPlaced] = []
    for tile in sorted(found, key=lambda t: (t.row, t.column)):
        if tile.piece >= len(draft.pieces):
            frame = draft.art[tile.piece - len(draft.pieces)].frame
            art.append(ArtPlaced(frame, Place(*tile[1:])))
            continue
        shape = draft.tables[tile.piece][tile.columns][tile.rows]
        piece = draft.pieces[tile.piece]
        is_beside = tile.piece == 0 and shape.notch is None
        column = tile.column + (draft.corner if is_beside else 0)
        placed.append(with_photo(Placed(piece, shape, column, tile.row), placed))
    columns = draft.group.columns
    return Sheet(placed, columns, draft.rows, first_row, draft.corner, tuple(art), draft.house)


def with_photo(m: Placed, others: Sequence[Placed]) -> Placed:
    """The module with its picture at the right, or elsewhere when it would touch another."""
    block = m.photo
    if block is None:
        return m
    places = [Placed(m.piece, m.shape, m.column, m.row, at) for at in _photo_places(m, block)]
    free = [m for m in places if not any(_photos_touch(m, other) for other in others)]
    return (free or places)[0]


def _photo_places(m: Placed, block: PhotoBlock) -> list[int]:
    """At its home, left, middle; copy with subheads was shared out for the first only."""
    first = m.shape.beside
    right = first + m.shape.legs - block.columns
    home = first + (photo_home(m.piece, m.shape.legs, block) or 0)
    if right == first or m.piece.copy.has_subheads or m.piece.rank == "banner":
        return [home]
    return [home, first] + ([(first + right) // 2] if right - first >= 2 else [])


def _photos_touch(a: Placed, b: Placed) -> bool:
    one, other = a.photo_box, b.photo_box
    if one is None or other is None:
        return False
    beside = min(one[2], other[2]) - max(one[0], other[0])
    above = min(one[3], other[3]) - max(one[1], other[1])
    return (beside >= 0 and above > 0) or (beside > 0 and above > -4)
