"""The last touch on a composed page: headlines a step larger or smaller, a picture cropped anew.

Every module keeps its rectangle, so nothing else has to move. The tables of sizes hold one shape a
rectangle, the best by itself; which one is best beside its neighbours is only known here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from newsroom.layout.cost import LEAD_AHEAD, Placed, Sheet, cost_of, is_at_head
from newsroom.layout.ells import other_ells
from newsroom.layout.heads import Head
from newsroom.layout.search import with_photo
from newsroom.layout.shapes import (
    SEPARATOR,
    Body,
    Piece,
    Setting,
    Shape,
    bodies,
    every_top,
    form_cost,
    width_cost,
)
from newsroom.layout.wishes import wishes_of

PASSES = 3  # over all modules; seldom does the third find anything


Top = tuple[Head, int, int, float]  # a headline block, the rows it takes, white among them, cost


@dataclass
class Finisher:
    """Finishes pages made with one setting; remembers what fills a rectangle."""

    setting: Setting
    _insides: dict[tuple[object, ...], tuple[list[Top], dict[int, Body]]] = field(
        default_factory=dict
    )
    _ells: dict[tuple[object, ...], list[Shape]] = field(default_factory=dict)

    def finished(
        self, sheet: Sheet, stretch: int, free: Collection[int] | None = None
    ) -> tuple[float, Sheet]:
        """The page with each module set the way that serves the page best, and its points.

        With ``free`` only these, by their number on the sheet.
        """
        best = cost_of(sheet)
        numbers = range(len(sheet.placed)) if free is None else sorted(free)
        for _pass in range(PASSES):
            before = best
            for number in numbers:
                for placed in self._others(sheet.placed, number, stretch):
                    other = replace(sheet, placed=placed)
                    cost = cost_of(other)
                    if cost < best - 1e-9:
                        best, sheet = cost, other
            if best >= before - 1e-9:
                break
        return best, sheet

    def led(self, sheet: Sheet, stretch: int, free: Collection[int]) -> Sheet | None:
        """The page with its lead's headline clearly ahead of all others, larger itself or they
        smaller, whatever looks best; `finished` would make none of them smaller by itself. None
        where that cannot be: with what may lead no page, or with what is not ``free``."""
        lead = next((i for i, m in enumerate(sheet.placed) if is_at_head(sheet, m)), None)
        if lead is None or sheet.placed[lead].piece.came_from is not None:
            return None
        ways = [
            self._ways(sheet.placed, number, stretch, free) for number in range(len(sheet.placed))
        ]
        found: list[tuple[float, Sheet]] = []
        for way in ways[lead]:
            able = [[m for m in some if way.size >= LEAD_AHEAD * m.size] for some in ways]
            able[lead] = [way]
            if all(able):
                placed = [min(some, key=lambda m: m.shape.cost) for some in able]
                one = replace(sheet, placed=placed)
                found.append((cost_of(one), one))
        return min(found, key=lambda one: one[0])[1] if found else None

    def _ways(
        self, placed: Sequence[Placed], number: int, stretch: int, free: Collection[int]
    ) -> list[Placed]:
        """The module as it is and, where it is ``free``, otherwise."""
        others = self._others(placed, number, stretch) if number in free else ()
        return [placed[number], *(way[number] for way in others)]

    def _others(
        self, placed: Sequence[Placed], number: int, stretch: int
    ) -> Iterator[list[Placed]]:
        """The page with one module set otherwise in its place."""
        m = placed[number]
        rest = [*placed[:number], *placed[number + 1 :]]
        for shape in self.alternatives(m, stretch):
            if shape.body is m.shape.body:
                other = Placed(m.piece, shape, m.column, m.row, m.photo_at)
            else:
                other = with_photo(Placed(m.piece, shape, m.column, m.row), rest)
            yield [*placed[:number], other, *placed[number + 1 :]]

    def alternatives(self, m: Placed, stretch: int) -> Iterator[Shape]:
        """Other shapes of the same size. A story that has what its editor wished is let be."""
        if wishes_of(m.piece):
            return
        shape, grid = m.shape, self.setting.grid
        if shape.notch is not None:
            yield from self._bent(m.piece, shape, stretch)
            return
        tops, found = self._inside(m.piece, shape.columns, stretch)
        extra = width_cost(m.piece, shape.columns, grid, stretch) or 0.0
        extra += form_cost(shape.columns, shape.rows, grid)
        for head, head_rows, white, cost in tops:
            body = found.get(shape.rows - SEPARATOR - head_rows)
            if body is None or (head.size == m.size and head_rows == shape.head_rows):
                continue
            if body == shape.body:
                body = shape.body
            total = extra + cost + body.cost
            yield Shape(shape.columns, shape.rows, head, head_rows, white, body, total)

    def _bent(self, piece: Piece, shape: Shape, stretch: int) -> Iterator[Shape]:
        """Other L shapes around the same notch."""
        key = ("ell", *_key(piece, shape.columns, stretch), shape.rows, shape.notch)
        if key not in self._ells:
            self._ells[key] = list(other_ells(piece, shape, self.setting, stretch))
        for other in self._ells[key]:
            if (other.head.size, other.head_rows) != (shape.head.size, shape.head_rows):
                yield other

    def _inside(
        self, piece: Piece, columns: int, stretch: int
    ) -> tuple[list[Top], dict[int, Body]]:
        key = _key(piece, columns, stretch)
        if key not in self._insides:
            most = self.setting.grid.rows + 1
            self._insides[key] = (
                list(every_top(piece, columns, self.setting, stretch)),
                bodies(piece, columns, self.setting, most, stretch),
            )
        return self._insides[key]


def _key(piece: Piece, columns: int, stretch: int) -> tuple[object, ...]:
    item, copy = piece.item, piece.copy
    return (
        *(item.id, item.in_box, piece.rank, piece.came_from, copy.start, copy.end),
        *(piece.jumps, piece.cuts, columns, stretch, *piece.asked),
    )
