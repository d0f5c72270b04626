"""One page: the exact tiling of its pieces, and the search for the one that looks best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from newsroom.layout.cost import Placed, Sheet, cost_of
from newsroom.layout.heads import Rank
from newsroom.layout.photos import PhotoBlock
from newsroom.layout.shapes import Piece, Table
from newsroom.layout.tiling import (
    Child,
    Group,
    Leaf,
    Node,
    Place,
    Tile,
    heights,
    redrawn,
    splits,
    tiles,
)

MOST_CHILDREN = 8  # the tiling's work is 3 to this power; more pieces are tied in pairs
MOST_UNTIED = 12  # where a page is worth a second or two
POOL = 20  # good pages kept for repair
WEIGHTS: dict[Rank, float] = {
    "front": 3.0,
    "lead": 3.0,
    "second": 2.0,
    "third": 1.0,
    "brief": 0.0,
    "continued": -0.3,
}


@dataclass(frozen=True)
class Draft:
    """Pieces that can tile a page, with their tables and the proof."""

    pieces: Sequence[Piece]
    tables: Sequence[Table]
    group: Group
    rows: int
    stretch: int
    corner: int = 0  # columns at the left of the first piece that its tile takes besides

    @property
    def fits(self) -> bool:
        return self.group.fits(self.group.columns, self.rows)

    @property
    def ties(self) -> bool:
        """Whether small pieces are tied in pairs, which leaves out some pages."""
        return len(self.group.children) < len(self.pieces)

    def untied(self) -> Draft:
        """The same with as many pieces by themselves as a second of work allows."""
        columns = self.group.columns
        group = group_of(self.pieces, self.tables, columns, self.rows, MOST_UNTIED)
        return replace(self, group=group)


def group_of(
    pieces: Sequence[Piece],
    tables: Sequence[Table],
    columns: int,
    rows: int,
    most: int = MOST_CHILDREN,
) -> Group:
    """The tiling of a page; where there are more than ``most`` the smallest are tied in pairs."""
    children: list[Child] = [
        Leaf(i, tables[i], columns, WEIGHTS[piece.rank]) for i, piece in enumerate(pieces)
    ]
    lead = 0 if pieces[0].came_from is None else None
    while len(children) > most:
        keep = children[:1] if lead == 0 else []
        small = sorted(children[len(keep) :], key=_least_area)
        children = [*keep, Group(small[:2], columns, rows), *small[2:]]
    return Group(children, columns, rows, lead)


def _least_area(child: Child) -> int:
    areas = [c * heights(mask)[0] for c, mask in enumerate(child.masks) if mask]
    return min(areas, default=0)


class Search:
    """Looks for the page that looks best: many drawn at random, then parts of good ones anew.

    Every drawing is a complete page; the draft must fit.
    """

    def __init__(self, draft: Draft, first_row: int, rng: Random) -> None:
        self._draft = draft
        self._first_row = first_row
        self._rng = rng
        self._pool: list[tuple[float, int, Node, Sheet]] = []
        self._seen: set[tuple[Tile, ...]] = set()

    def run(self, draws: int, repairs: int) -> None:
        """Look on: so many pages at random, and so many with a part drawn anew."""
        whole = Place(0, 0, self._draft.group.columns, self._draft.rows)
        for _ in range(draws):
            self._consider(self._draft.group.draw(self._rng, whole))
        for _ in range(repairs):
            node = self._pool[min(int(self._rng.expovariate(0.35)), len(self._pool) - 1)][2]
            parts = splits(node)
            if not parts:
                break
            path, _part = parts[int(self._rng.random() * len(parts))]
            self._consider(redrawn(node, path, self._rng))

    def best(self, count: int) -> list[tuple[float, Sheet]]:
        """The best pages found so far with their points, the best first."""
        return [(score, sheet) for score, _order, _node, sheet in self._pool[:count]]

    def _consider(self, node: Node) -> None:
        key = tuple(sorted(tiles(node)))
        if key in self._seen:
            return
        self._seen.add(key)
        sheet = _sheet(self._draft, key, self._first_row)
        self._pool.append((cost_of(sheet), len(self._seen), node, sheet))
        self._pool.sort(key=lambda entry: entry[:2])
        del self._pool[POOL:]


def _sheet(draft: Draft, found: Sequence[Tile], first_row: int) -> Sheet:
    placed: list[Placed] = []
    for tile in sorted(found, key=lambda t: (t.row, t.column)):
        shape = draft.tables[tile.piece][tile.columns][tile.rows]
        piece = draft.pieces[tile.piece]
        column = tile.column + (draft.corner if tile.piece == 0 else 0)
        placed.append(with_photo(Placed(piece, shape, column, tile.row), placed))
    return Sheet(placed, draft.group.columns, draft.rows, first_row, draft.corner)


def with_photo(m: Placed, others: Sequence[Placed]) -> Placed:
    """The module with its picture at the right, or elsewhere when it would touch another."""
    block = m.photo
    if block is None:
        return m
    places = [Placed(m.piece, m.shape, m.column, m.row, at) for at in _photo_places(m, block)]
    free = [m for m in places if not any(_photos_touch(m, other) for other in others)]
    return (free or places)[0]


def _photo_places(m: Placed, block: PhotoBlock) -> list[int]:
    """Right, left, middle; copy with subheads was shared out for the right only."""
    first = m.shape.head_columns
    right = first + m.shape.legs - block.columns
    if right == first or m.piece.copy.has_subheads:
        return [right]
    return [right, first] + ([(first + right) // 2] if right - first >= 2 else [])


def _photos_touch(a: Placed, b: Placed) -> bool:
    one, other = a.photo_box, b.photo_box
    if one is None or other is None:
        return False
    beside = min(one[2], other[2]) - max(one[0], other[0])
    above = min(one[3], other[3]) - max(one[1], other[1])
    return (beside >= 0 and above > 0) or (beside > 0 and above > -4)
