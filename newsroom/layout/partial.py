"""Some pages of an edition composed anew around others that stay as they are, line for line.

A story that stands on both sorts of pages stays cut where it was: its copy on the held pages is
printed already, so to speak. Where that cannot be, the story is named (`Held.torn`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from newsroom.copydesk.sentence import sentence as _
from newsroom.copydesk.story import Position
from newsroom.layout.artwork import Artwork
from newsroom.layout.compose import SCOUTED, Composer, lines_over
from newsroom.layout.corner import told_of_corner
from newsroom.layout.cost import Placed
from newsroom.layout.fitting import Kept
from newsroom.layout.houserules import without_picture
from newsroom.layout.jumps import settled_jumps
from newsroom.layout.pagemaking import SCOUT, Effort
from newsroom.layout.pagination import Pagination
from newsroom.layout.paging import TAIL_EXTRA, Load
from newsroom.layout.passes import Run, Way
from newsroom.layout.plan import (
    START,
    CopyItem,
    EditionPlan,
    Module,
    Overset,
    PagePlan,
    PageSpec,
)
from newsroom.layout.shapes import Piece, Setting
from newsroom.layout.threads import Copy, Cut, set_copy

FULL = 9.0  # share of a held page that is taken: nothing goes there


@dataclass(frozen=True)
class Part:
    """Copy of a story that must stay on an open page, from where to where it was cut."""

    page: int  # from 0
    module: Module

    @property
    def is_tail(self) -> bool:
        return self.module.jump_from is not None

    @property
    def goes_to(self) -> int:
        """The page it goes on to, from 1; 0: it ends here."""
        return self.module.jump_to or 0


@dataclass(frozen=True)
class Held:
    """The pages of an edition of ``count`` pages as they stand, and which of them are ``open``.

    Pages count from 1; of a page that was never composed there is no plan. With ``spread`` the
    centre ones are a double page.
    """

    pages: tuple[PagePlan, ...]
    open: frozenset[int]
    count: int
    spread: bool = False

    @cached_property
    def pagination(self) -> Pagination:
        return Pagination(self.count, self.spread)

    @cached_property
    def plans(self) -> dict[int, PagePlan]:
        """The held pages by their index from 0."""
        index = self.pagination.index
        return {index(p.number): p for p in self.pages if p.number not in self.open}

    @cached_property
    def indices(self) -> list[int]:
        """The open pages, from 0."""
        pages = self.pagination
        return [index for index in range(pages.count) if pages.number(index) in self.open]

    @cached_property
    def stories(self) -> dict[str, set[int]]:
        """Story -> all pages it stands on."""
        found: dict[str, set[int]] = {}
        for page in self.pages:
            for module in page.modules:
                found.setdefault(module.item_id, set()).add(page.number)
        return found

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What stands on open pages of stories that stand on held ones too."""
        return tuple(
            Part(self.pagination.index(page.number), module)
            for page in self.pages
            if page.number in self.open
            for module in page.modules
            if not self.stories[module.item_id] <= self.open
        )

    @cached_property
    def begun(self) -> set[str]:
        """Stories that begin on a held page, or stand on held pages only."""
        return {m.item_id for p in self.plans.values() for m in p.modules if m.jump_from is None}

    def crowded(self, plan: EditionPlan) -> Overset | None:
        """The first story of held pages that open ones of ``plan`` could not hold as before."""
        kept = {part.module.item_id for part in self.parts}
        return next((over for over in plan.overset if over.item_id in kept), None)

    def torn(self, changed: Collection[str]) -> dict[str, list[int]]:
        """The ``changed`` stories that stand on open and on held pages -> those held pages."""
        split = {part.module.item_id for part in self.parts} & set(changed)
        return {id: sorted(self.stories[id] - self.open) for id in sorted(split)}


class PartComposer(Composer):
    """Composes the open pages of ``held``; its plans show all pages, the held ones untouched."""

    has_its_pages = True

    def __init__(
        self,
        items: Sequence[CopyItem],
        setting: Setting,
        kept: Kept,
        seed: int,
        held: Held,
        before: Composer | None = None,
        pages: Sequence[PageSpec] = (),
    ) -> None:
        self.held = held
        self.open = held.indices
        self.given = {item.id: item for item in items}
        stay = {part.module.item_id: part for part in held.parts if not part.is_tail}
        free = [item for item in items if item.id not in held.begun]
        super().__init__(
            [self._bound(item, stay.get(item.id)) for item in free if not self._is_barred(item)],
            setting,
            beside_held(kept, held),
            seed,
            before=before,
            pages=pages,
            spread=held.spread,
        )
        self.tails = {
            (part.module.item_id, part.module.text_from) for part in held.parts if part.is_tail
        }
        for item in items:
            if item.id not in self.copies:  # asked about, if not dealt
                self.copies[item.id] = self._copy(item, START)
        self.barred = [item for item in free if self._is_barred(item)]
        self.fixed = {
            (part.module.item_id, part.module.text_to): part.goes_to
            for part in held.parts
            if part.goes_to
        }

    def of_others(self, items: Sequence[CopyItem], artwork: Sequence[Artwork] = ()) -> Composer:
        kept = self.fit.kept.with_booked(artwork)
        given = items, self.setting, kept, self.seed, self.held
        return PartComposer(*given, before=self, pages=self.pages)

    def _is_barred(self, item: CopyItem) -> bool:
        """Whether it is wanted on a page that stays as it is, and does not stand there."""
        page = item.page
        return (
            page is not None
            and self.held.pagination.index(min(page, self.held.count)) not in self.open
        )

    # The whole edition ------------------------------------------------------------------------

    def composed(self, page_count: int | None, unit: int = 1) -> EditionPlan:
        """The open pages composed anew; how many pages there are is settled."""
        plan = self._whole(self.edition(len(self.open)))
        return told_of_corner(plan, self.fit.kept.corner) if 0 in self.open else plan

    def scouted(self, page_count: int | None, laid: int = 0) -> EditionPlan:
        loads, ways = self._ways(len(self.open))
        best: EditionPlan | None = None
        for way in ways[:SCOUTED]:
            plan = self._pass(loads, way, SCOUT)
            best = min(best or plan, plan, key=lines_over)
            if not plan.overset:
                break
        return self._whole(best or EditionPlan((), seed=self.seed))

    def _whole(self, plan: EditionPlan) -> EditionPlan:
        """With the held pages among the open ones, and pages by their own numbers again."""
        pages = dict(self.held.plans) | dict(zip(self.open, plan.pages, strict=True))
        over = (*plan.overset, *(self._shut_out(item) for item in self.barred))
        left_out = tuple(self.fit.booking.left_out)
        return EditionPlan(tuple(pages[i] for i in sorted(pages)), over, self.seed, left_out)

    def _shut_out(self, item: CopyItem) -> Overset:
        page = item.page or 1
        told = _(
            "“%(headline)s” is wanted on page %(page)s, which stays as it is: unlock the page, or "
            "move the story.",
            headline=item.story.headline.replace("\n", ""),
            page=page,
        )
        copy = self._copy(item, START)
        return Overset(item.id, len(copy.lines) + copy.beyond, START, told, page)

    # One pass over the open pages; ways, and plans until `_whole`, have those alone --------------

    def _ways(self, count: int, laid: int = 0) -> tuple[list[Load], list[Way]]:
        self.fit.pages = self.held.pagination
        return self._dealt(count)

    def _load(self, item: CopyItem) -> Load:
        load = super()._load(item)
        homes = tuple(self.open.index(page) for page in load.homes if page in self.open)
        page = None if load.page is None else self.open.index(load.page)
        return replace(load, page=page, homes=homes)

    def _double(self) -> int | None:
        double = super()._double()
        return self.open.index(double) if double in self.open else None

    def _capacities(self) -> list[int]:
        whole = super()._capacities()
        taken = dict.fromkeys(self.open, 0)
        for part in self.held.parts:
            if part.is_tail:
                taken[part.page] += part.module.area.columns * part.module.area.rows
        return [max(1, whole[index] - taken[index]) for index in self.open]

    def _holds(self, page: int, numbers: Sequence[int]) -> bool:
        return super()._holds(self.open[page], numbers)

    def _at(self, overset: Overset) -> int:
        return self.open.index(super()._at(overset))

    def _pass(self, loads: Sequence[Load], way: Way, effort: Effort) -> EditionPlan:
        self.heard()
        pages = range(self.held.pagination.count)
        room = [0.0 if page in self.open else FULL for page in pages]
        run = Run([[] for _ in pages], [[] for _ in pages], room, way.jumping, effort)
        for part in self.held.parts:
            if part.is_tail and part.module.item_id in self.given:
                self._keep_tail(run, part)
        for item, load, at in zip(self.items, loads, way.pages, strict=True):
            page = self.open[at]
            run.dealt[page].append(item)
            run.room[page] += load.area / self.fit.capacity(page)
        last = self.open[-1] + 1
        run.pages += [
            self.held.plans.get(page) or self._empty(page)
            if page not in self.open
            else self._page(run, page, last)
            for page in pages
        ]
        pages_made = settled_jumps(run.pages, self.setting)
        told = without_picture(pages_made, tuple(self.given.values()), self.house)
        own = tuple(told[index] for index in self.open)
        return EditionPlan(own, tuple(run.overset), self.seed)

    def _keep_tail(self, run: Run, part: Part) -> None:
        """What goes on here from a page that is held, or goes on from here to one."""
        module = part.module
        copy = self._copy(self.given[module.item_id], module.text_from)
        item = self._bound(self.given[module.item_id], part)
        piece = Piece(item, copy, "continued", came_from=module.jump_from)
        run.tails[part.page].append(self._cut_as_before(piece, module))
        run.room[part.page] += (len(copy.lines) + TAIL_EXTRA) / self.fit.capacity(part.page)

    def _ranked(
        self, lead: CopyItem, items: Sequence[CopyItem], page: int, modest: bool
    ) -> list[Piece]:
        stay = {p.module.item_id: p.module for p in self.held.parts if not p.is_tail}
        return [
            self._cut_as_before(piece, stay[piece.item.id]) if piece.item.id in stay else piece
            for piece in super()._ranked(lead, items, page, modest)
        ]

    def _cut_as_before(self, piece: Piece, module: Module) -> Piece:
        if not module.jump_to:
            return piece
        return replace(piece, cuts=(_cut_at(piece.copy, module.text_to),), jumps=True)

    def _cut_off(self, run: Run, m: Placed, page: int) -> int:
        cut = m.shape.body.cut
        goes_to = self.fixed.get((m.piece.item.id, cut.position)) if cut else None
        return goes_to or super()._cut_off(run, m, page)

    def _target(self, run: Run, page: int, area: float) -> int:
        target = super()._target(run, page, area)
        return target if target in self.open else self._following(page)

    def _pass_on(self, run: Run, piece: Piece, page: int, count: int) -> None:
        """To the next open page; copy that must stay on this one is overset instead."""
        is_kept = piece.came_from is not None and (piece.item.id, piece.copy.start) in self.tails
        if is_kept or page == self.open[-1]:
            copy = piece.copy
            lines = copy.lengths[-1] + copy.beyond
            number = self.fit.pages.number(page)
            run.overset.append(self._overset(piece, copy.start, lines, number))
        else:
            super()._pass_on(run, piece, self._following(page) - 1, count)

    def _following(self, page: int) -> int:
        return next(index for index in self.open if index > page)

    def _copy(self, item: CopyItem, start: Position) -> Copy:
        return set_copy(
            item.story, self.grid.column_em, self.setting.book, start=start, limit=self._limit
        )

    def _bound(self, item: CopyItem, part: Part | None) -> CopyItem:
        """A story that must stay on a page, cut where it was and nowhere else."""
        if part is None:
            return item
        return replace(item, page=self.held.pagination.number(part.page), may_jump=False)


def beside_held(kept: Kept, held: Held) -> Kept:
    """The artwork for the open pages: none that stands on a held page or is booked for one; what
    may stand anywhere stands where it stood, or on the last of the open pages."""
    stands = {f.artwork_id: page.number for page in held.pages for f in page.artwork}
    booked = []
    for art in kept.artwork:
        at = stands.get(art.sizes[0].id, 0)
        page = art.page or (at if at in held.open else max(held.open, default=0))
        if (not at or at in held.open) and page in held.open:
            booked.append(replace(art, page=page))
    return replace(kept, artwork=tuple(booked))


def _cut_at(copy: Copy, position: Position) -> Cut:
    """The cut of copy set before, wherever in a line it was."""
    for number, line in enumerate(copy.lines, start=1):
        is_within = line.block == position.block and line.end >= position.offset > line.start
        is_last = line.end == len(copy.story.blocks[line.block].text)
        if is_within or (is_last and position == Position(line.block + 1, 0)):
            return Cut(position, number)
    return Cut(position, len(copy.lines))
