"""A story carried over pages by hand: cut for a jump, brought back, set again with newer copy.

Every page it touches is answered by the least that moves (`changes`). Where a story that goes on
elsewhere leaves more white than its neighbours bear, its foot stays open for another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from newsroom.copydesk.story import Position
from newsroom.layout.artwork import Artwork
from newsroom.layout.changes import Answer, Change, changed
from newsroom.layout.fillers import unused
from newsroom.layout.handfill import changed_or_filled
from newsroom.layout.plan import START, CopyItem, Module, PagePlan
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import STRETCHES, Piece
from newsroom.layout.standing import Board, board_of, copy_from
from newsroom.layout.threads import Copy, Cut, cuts
from newsroom.layout.ways import Way

ROUGH = 4  # lines a cut may be further off when it ends a sentence
WHITE = 3  # rows more than before that a story bears when its foot has gone elsewhere
LEAST_OPEN = 5  # rows: a smaller place is none for another story
LEAST_AREA = 16  # column rows


class Stage(NamedTuple):
    """A page of a story, and about how many lines of it stand there; 0: all that are left."""

    page: int
    lines: int = 0


@dataclass(frozen=True)
class Carried:
    """The pages that changed, how each was answered and what moved besides; else why not."""

    pages: Mapping[int, PagePlan] = field(default_factory=dict)
    ways: Mapping[int, Way] = field(default_factory=dict)
    moved: tuple[str, ...] = ()
    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


def carried(
    pages: Mapping[int, PagePlan],
    item: CopyItem,
    stages: Sequence[Stage],
    items: Mapping[str, CopyItem],
    book: ShapeBook,
    pinned: Iterable[str] = (),
    start: Position = START,
    came_from: int | None = None,
    *,
    opens: bool = False,
    stock: Sequence[Artwork] = (),
) -> Carried:
    """The story on the pages of ``stages`` and on none behind the first of them but these, each
    cut near the lines asked for.

    It comes from page ``came_from`` and begins at ``start``; of copy too short for all stages the
    last are left out. ``pages`` are those of the issue by number. With ``opens`` the room that it
    leaves is opened for another story rather than filled with white. Else fillers of the ``stock``
    may stand there.
    """
    done: dict[int, PagePlan] = {}
    ways: dict[int, Way] = {}
    moved: set[str] = set()
    fast = [id for id in pinned if id != item.id]
    for number, stage in enumerate(stages):
        copy = copy_from(item, start, book.setting)
        goes_on = number + 1 < len(stages)
        cut = cut_near(copy, stage.lines) if goes_on else None
        target = stages[number + 1].page if cut else None
        board = _board(pages[stage.page], item, items, book, fast, target)
        piece = _piece(board, item, copy, came_from, cut)
        board = replace(board, pieces={**board.pieces, item.id: piece})
        answer = _set(board, item.id, opens, unused(stock, {**pages, **done}, stage.page))
        if answer.plan is None:
            return Carried(reason=answer.reason)
        done[stage.page], ways[stage.page] = answer.plan, answer.way
        moved |= set(answer.moved)
        if cut is None:
            break
        start, came_from = cut.position, stage.page
    for number in sorted(pages):
        if number > stages[0].page and number not in done and _module(pages[number], item.id):
            board = _board(pages[number], item, items, book, fast, None)
            answer = changed(board, Change("take_off", item.id))
            if answer.plan is not None:
                done[number], ways[number] = answer.plan, answer.way
    return Carried(done, ways, tuple(sorted(moved - {item.id})))


def stages_of(pages: Mapping[int, PagePlan], id: str) -> list[Stage]:
    """The pages a story stands on, in the order it is read."""
    found = []
    for number in sorted(pages):
        module = _module(pages[number], id)
        if module is not None:
            found.append(Stage(number, lines_of(module) if module.jump_to else 0))
    return found


def lines_of(module: Module) -> int:
    """Lines of copy, those of byline and jump not among them."""
    return sum(line.block >= 0 for leg in module.legs for line in leg.lines)


def cut_near(copy: Copy, lines: int) -> Cut | None:
    """Where to cut for about so many lines: at the end of a sentence where one is near."""
    found = cuts(copy)
    return min(
        found, key=lambda cut: (abs(cut.kept - lines) + ROUGH * cut.rough, cut.kept), default=None
    )


def _module(page: PagePlan, id: str) -> Module | None:
    return next((module for module in page.modules if module.item_id == id), None)


def _board(
    page: PagePlan,
    item: CopyItem,
    items: Mapping[str, CopyItem],
    book: ShapeBook,
    pinned: Sequence[str],
    target: int | None,
) -> Board:
    """The page with the story to be set anew, its jump leading to ``target``."""
    modules = tuple(replace(m, jump_to=target) if m.item_id == item.id else m for m in page.modules)
    page = replace(page, modules=modules)
    return board_of(page, items, book, pinned=pinned, changed=[item.id])


def _piece(
    board: Board, item: CopyItem, copy: Copy, came_from: int | None, cut: Cut | None
) -> Piece:
    known = board.pieces.get(item.id)
    own = known.item if known else item
    rank = "continued" if came_from is not None or known is None else known.rank
    return Piece(own, copy, rank, came_from, cuts=(cut,) if cut else (), jumps=cut is not None)


def _set(board: Board, id: str, opens: bool, stock: Sequence[Artwork]) -> Answer:
    """In its old place if it can be."""
    if id not in board.places:
        return changed_or_filled(board, Change("take_in", id), stock)
    answer = changed_or_filled(board, Change("set", id), () if opens else stock)
    if answer.plan is not None:
        white = answer.plan.blank_rows - board.page.blank_rows
        if not opens or white <= WHITE * board.places[id].columns:
            return answer
    return _opened(board, id) or answer


def _opened(board: Board, id: str) -> Answer | None:
    """The story as designed in the upper part of its old place, the rest left open."""
    place = board.places[id]
    least = max(LEAST_OPEN, -(-LEAST_AREA // place.columns))
    for stretch in STRETCHES:
        rows = board.sizes(id, stretch).get(place.columns, [])
        able = [count for count in rows if count <= place.rows - least]
        if able:
            upper, left = place._replace(rows=able[-1]), place.rows - able[-1]
            places = {**board.places, id: upper}
            opened = (*board.opened, place._replace(row=place.row + able[-1], rows=left))
            return Answer(board.plan(places, opened), "open", board.moved(places))
    return None
