"""One pass over the pages of an edition: of the stories dealt to each, pages are made.

Who leads a page, how large headlines are, and what becomes of copy that finds no room on its page.
Which deal of the stories is taken says `newsroom.layout.compose`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from newsroom.copydesk.sentence import sentence as _
from newsroom.copydesk.story import Position, Story
from newsroom.layout.artwork import with_art_alone
from newsroom.layout.cost import Placed, Sheet
from newsroom.layout.fitting import MOST_PARTS, Fitter, Jumping, Kept
from newsroom.layout.geometry import Area
from newsroom.layout.heads import Rank
from newsroom.layout.houserules import ahead_of_first, may_lead, raised, without_picture
from newsroom.layout.initials import initial_of
from newsroom.layout.jumps import settled_jumps
from newsroom.layout.modules import page_plan
from newsroom.layout.pagemaking import SCOUT, Effort, PageMaker
from newsroom.layout.paging import LEAST_FLOW, TAIL_EXTRA, Jump, Load
from newsroom.layout.plan import CopyItem, EditionPlan, Overset, PagePlan, PageSpec
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import Piece, Setting
from newsroom.layout.threads import MIN_KEPT, cuts_near, set_copy

LEADS_TRIED = 3  # stories of one priority that may lead an inner page
SMALL_TAIL = 0.5  # of a page: a continuation that is pushed in wherever there is most room
RANKS: dict[int, Rank] = {1: "lead", 2: "second", 3: "third", 4: "brief"}
PRIORITY_RANKS: dict[str, Rank] = {
    "lead": "second",  # a second lead on one page yields to the first
    "major": "second",
    "normal": "third",
    "brief": "brief",
}


Heard = Callable[[], None]  # called before each pass; what it raises stops the work


def in_silence() -> None:
    """Nobody waits to hear."""


@dataclass(frozen=True)
class Solved:
    """What one page came to; the pieces in ``homeless`` found no place on it."""

    score: float
    sheet: Sheet | None
    homeless: Sequence[Piece]
    plans: dict[tuple[object, ...], PagePlan] = field(default_factory=dict)  # made when asked for


@dataclass(frozen=True, order=True)
class Way:
    """A way to go about an edition: the page of each story, what a full page tries first, and
    jumps that are ruled because they did not go well before."""

    pages: tuple[int, ...]
    jumping: Jumping
    ruled: tuple[Jump, ...] = ()


@dataclass
class Run:
    """The state of one pass over all pages."""

    dealt: list[list[CopyItem]]
    tails: list[list[Piece]]
    room: list[float]  # share of each page that is taken
    jumping: Jumping
    effort: Effort = SCOUT
    ruled: dict[tuple[int, str], int] = field(default_factory=dict)  # story of a page -> its target
    jumps: list[Jump] = field(default_factory=list)
    pages: list[PagePlan] = field(default_factory=list)
    overset: list[Overset] = field(default_factory=list)

    @property
    def fillers(self) -> frozenset[str]:
        """Fillers that stand on a page already: none stands twice in an edition."""
        return frozenset(f.artwork_id for page in self.pages for f in page.artwork if f.filler)


class Passes:
    """Makes the pages of one set of items; keeps broken copy and shape tables between passes."""

    def __init__(
        self,
        items: Sequence[CopyItem],
        setting: Setting,
        kept: Kept,
        seed: int,
        before: Passes | None = None,
        pages: Sequence[PageSpec] = (),
        *,
        spread: bool = False,
    ) -> None:
        self.items = list(items)
        self.setting = setting
        self.grid = setting.grid
        self.house = setting.house
        self.seed = seed
        self.spread = spread
        self.heard: Heard = before.heard if before else in_silence
        self._jumps: dict[Way, tuple[Jump, ...]] = {}
        self._unjumped: dict[str, CopyItem] = {}
        self.pages = tuple(pages)
        names = {page.number: page.name for page in pages}
        self.names = [names.get(number, "") for number in range(1, max(names, default=0) + 1)]
        self.shapes: ShapeBook = before.shapes if before else ShapeBook(setting)
        self.fit = Fitter(self.shapes, kept, self.area)
        self._solved: dict[tuple[object, ...], Solved] = before._solved if before else {}
        self.maker = PageMaker(self.fit, seed)
        self._limit = self.grid.columns * self.grid.rows * (1 + spread) + MIN_KEPT
        self.copies = {
            item.id: set_copy(
                item.story,
                self.grid.column_em,
                setting.book,
                limit=self._limit,
                initial=initial_of(item.drop_initial, self.grid),
            )
            for item in self.items
        }

    def area(self, item: CopyItem) -> float:
        """About the column rows an item takes when it is set as one would like to."""
        copy = self.copies[item.id]
        is_first = item.id in [first.id for first in self.items[:1]]  # all may be held elsewhere
        rank: Rank = "front" if is_first else PRIORITY_RANKS[item.priority]
        table = self.shapes.table(Piece(item, copy, rank), self.grid.rows, 0)
        shapes = [shape for heights in table.values() for shape in heights.values()]
        if not shapes:
            lines = len(copy.lines) + copy.beyond
            return 12.0 + (lines if lines <= self.fit.longest else self.fit.plain_room)
        best = min(shapes, key=lambda shape: shape.cost)
        return best.columns * best.rows

    def _pass(self, loads: Sequence[Load], way: Way, effort: Effort) -> EditionPlan:
        """The edition as this way makes it."""
        self.heard()
        count = self.fit.pages.count
        empty: list[list[CopyItem]] = [[] for _ in range(count)]
        run = Run(empty, [[] for _ in range(count)], [0.0] * count, way.jumping, effort)
        run.ruled = {(j.page, j.item_id): j.target for j in way.ruled if j.target > 0}
        kept = {(j.page, j.item_id) for j in way.ruled if j.target < 0}
        for item, load, page in zip(self.items, loads, way.pages, strict=True):
            run.dealt[page].append(self._kept(item) if (page, item.id) in kept else item)
            run.room[page] += load.area / self.fit.capacity(page)
        for page in range(count):
            run.pages.append(self._page(run, page, count))
        self._jumps[way] = tuple(run.jumps)
        pages = without_picture(settled_jumps(run.pages, self.setting), self.items, self.house)
        left_out = tuple(self.fit.booking.left_out)
        return EditionPlan(pages, tuple(run.overset), self.seed, left_out)

    def _kept(self, item: CopyItem) -> CopyItem:
        """The item, whole on its page."""
        if item.may_jump and item.id not in self._unjumped:
            self._unjumped[item.id] = replace(item, may_jump=False)
        return self._unjumped.get(item.id, item)

    def _page(self, run: Run, page: int, count: int) -> PagePlan:
        solved = self._solved_page(run, page, last=page == count - 1)
        for piece in solved.homeless:
            self._pass_on(run, piece, page, count)
        if solved.sheet is None:
            return with_art_alone(self._empty(page), self.fit.art(page), self.fit.grid(page))
        placed = solved.sheet.placed
        jumps = {m.piece.item.id: self._cut_off(run, m, page) for m in placed if _is_cut(m)}
        key = (page, tuple(jumps.items()))
        if key not in solved.plans:
            plan = page_plan(
                solved.sheet,
                self.fit.pages.number(page),
                solved.score,
                self.fit.book(page),
                jumps,
                self.fit.foot_rows(page),
            )
            told = (*plan.violations, *self.fit.elsewhere(solved.sheet))
            solved.plans[key] = replace(plan, violations=told)
        return solved.plans[key]

    def _empty(self, page: int) -> PagePlan:
        corner = self.fit.kept.corner if page == 0 else None
        return PagePlan(
            self.fit.pages.number(page),
            self.fit.first_row(page),
            (),
            violations=("page_empty",),
            thin_rows=self.grid.rows - self.fit.first_row(page) - self.fit.foot_rows(page),
            foot_rows=self.fit.foot_rows(page),
            corner=Area(0, 0, corner.columns, corner.least_rows) if corner else None,
            across=self.fit.pages.across(page),
        )

    def _solved_page(self, run: Run, page: int, last: bool) -> Solved:
        """The page's best sheet, remembered: many deals differ on two pages only."""
        items, tails = run.dealt[page], run.tails[page]
        names = tuple((i.id, i.page, i.may_jump, self.copies[i.id].end) for i in items)
        starts = tuple((t.item.id, t.copy.start, t.copy.end, t.came_from) for t in tails)
        used = run.fillers if run.effort.finished else frozenset()
        throw = self.maker.throws.get(page + 1, 0)
        at = (page, self.fit.pages.number(page), self.fit.pages.across(page))
        stand = (self.fit.art(page), used, throw)
        key = (*at, last, run.jumping, run.effort, names, starts, *stand)
        if key not in self._solved:
            pieces = self.led(items, tails, page)
            draft, homeless = self.fit.fitted(pieces, page, last, run.jumping)
            solved = Solved(0.0, None, homeless)
            if draft is not None:
                score, sheet = self.maker.made(draft, page, last, run.effort, used)
                solved = replace(solved, score=score, sheet=sheet)
            self._solved[key] = solved
        return self._solved[key]

    def led(self, items: Sequence[CopyItem], tails: list[Piece], page: int) -> list[Piece]:
        """The page's pieces, the lead first; of the likely ways, one that makes the page easy."""
        first: list[Piece] = []
        for lead, modest in product(self._leads(items, page), (False, True)):
            pieces = self._ranked(lead, items, page, modest) + tails
            draft = self.fit.draft(pieces, page, 0)
            if draft is not None and draft.fits:
                return pieces
            first = first or pieces
        return first or list(tails)

    def _leads(self, items: Sequence[CopyItem], page: int) -> list[CopyItem]:
        """Who may lead: on page 1 the first story, but for one there that protocol puts before it;
        inside any of those with the best claim.

        A double page is led by a picture across the fold, where it can be.
        """
        if page == 0 or not items:
            return ahead_of_first(self.house, items) or list(items[:1])
        if self.fit.pages.across(page) > 1:
            items = [item for item in items if item.photos and self._is_weighty(item)] or items
        ordered = sorted(may_lead(self.house, items), key=self._claim)
        best = self._claim(ordered[0])[:2]
        return [item for item in ordered if self._claim(item)[:2] == best][:LEADS_TRIED]

    def _is_weighty(self, item: CopyItem) -> bool:
        return item.priority in ("lead", "major") or item.headline_level == 1

    def _ranked(
        self, lead: CopyItem, items: Sequence[CopyItem], page: int, modest: bool
    ) -> list[Piece]:
        """The stories with the level of their headlines, the lead first.

        On a ``modest`` page there is nothing between the lead and the third level: a full page
        with many majors is easier to read so, and to fill.
        """
        others = [item for item in items if item is not lead]
        ranks: dict[str, Rank] = {item.id: PRIORITY_RANKS[item.priority] for item in others}
        thirds = [item for item in others if ranks[item.id] == "third"]
        if modest:
            ranks = {id: "third" if rank == "second" else rank for id, rank in ranks.items()}
        elif "second" not in ranks.values() and len(others) >= 3:
            ranks |= {item.id: "second" for item in thirds[: max(1, len(thirds) // 3)]}
        for item in others:
            if item.headline_level is not None:
                ranks[item.id] = RANKS[min(4, max(1, item.headline_level))]
        ranks = raised(self.house, others, ranks)
        inside: Rank = "banner" if self.fit.pages.across(page) > 1 else "lead"
        ranks[lead.id] = "front" if page == 0 else inside
        pieces = (Piece(item, self.copies[item.id], ranks[item.id]) for item in (lead, *others))
        return [self._cut_as_wished(piece, page) for piece in pieces]

    def _cut_as_wished(self, piece: Piece, page: int) -> Piece:
        """A story its editor lets go on to a later page is cut about where he wished."""
        pages = self.fit.pages
        if not page < pages.index(piece.item.jump_to or 0) < pages.count:
            return piece
        near = cuts_near(piece.copy, piece.item.jump_after)
        return replace(piece, cuts=near, jumps=bool(near))

    def _claim(self, item: CopyItem) -> tuple[int, int, int]:
        """Who leads an inner page: the editor's wish, then priority, then weight of copy."""
        order = ("lead", "major", "normal", "brief").index(item.priority)
        weight = len(self.copies[item.id].lines) + 30 * bool(item.photos)
        return (item.headline_level or 9, order, -weight)

    # What is left over -------------------------------------------------------------------------

    def _pass_on(self, run: Run, piece: Piece, page: int, count: int) -> None:
        """A piece that found no place goes to the next page if it may, else it is overset."""
        if page + 1 < count and piece.item.page is None and piece.came_from is None:
            run.dealt[page + 1].append(piece.item)
        elif page + 1 < count and piece.came_from is not None:
            run.tails[page + 1].append(piece)
        else:
            copy = piece.copy
            lines = copy.lengths[-1] + copy.beyond
            number = self.fit.pages.number(page)
            run.overset.append(self._overset(piece, copy.start, lines, number))

    def _cut_off(self, run: Run, m: Placed, page: int) -> int:
        """Deal with what was cut off: a later page gets it, or it is overset. Page from 1."""
        piece, cut, number = m.piece, m.shape.body.cut, self.fit.pages.number
        if cut is None or not piece.jumps:
            if cut is not None:
                over = piece.copy.lengths[-1] + piece.copy.beyond - cut.kept
                run.overset.append(self._overset(piece, cut.position, over, number(page)))
            return 0
        rest = set_copy(
            piece.item.story,
            self.grid.column_em,
            self.setting.book,
            start=cut.position,
            limit=self._limit,
        )
        area = len(rest.lines) + rest.beyond + TAIL_EXTRA
        wished = self.fit.pages.index(piece.item.jump_to or 0)
        is_kept = piece.came_from is None and page < wished < len(run.room)
        ruled = run.ruled.get((page, piece.item.id)) or (wished if is_kept else 0)
        target = ruled or self._target(run, page, area)
        run.jumps.append(Jump(page, piece.item.id, target))
        tail = Piece(piece.item, rest, "continued", came_from=number(page))
        run.tails[target].append(tail)
        run.room[target] += area / self.fit.capacity(target)
        return number(target)

    def _target(self, run: Run, page: int, area: float) -> int:
        """The page that gets a tail: the emptiest, or, when none holds it whole, the next."""
        later = range(page + 1, len(run.room))
        emptiest = min(later, key=lambda q: (run.room[q], q))
        capacity = self.fit.capacity(emptiest)
        if area <= SMALL_TAIL * capacity or run.room[emptiest] + area / capacity <= 1:
            return emptiest
        return next((q for q in later if run.room[q] <= 1 - LEAST_FLOW), page + 1)

    def _overset(self, piece: Piece, start: Position, lines: int, page: int) -> Overset:
        story = piece.item.story
        if lines > self.fit.longest:
            return Overset(piece.item.id, lines, start, _endless(story), page)
        told = _(
            "“%(headline)s”: %(lines)s lines (about %(characters)s characters) found no place.",
            headline=story.headline.replace("\n", ""),
            lines=lines,
            characters=_characters_from(story, start),
        )
        return Overset(piece.item.id, lines, start, told, page)


def _endless(story: Story) -> str:
    return _(
        "“%(headline)s” has %(characters)s characters, more than %(pages)s pages hold: "
        "print it in parts, or cut it.",
        headline=story.headline.replace("\n", ""),
        characters=len(story.text),
        pages=MOST_PARTS,
    )


def _is_cut(m: Placed) -> bool:
    return m.shape.body.cut is not None


def _characters_from(story: Story, start: Position) -> int:
    return sum(len(block.text) for block in story.blocks[start.block :]) - start.offset
