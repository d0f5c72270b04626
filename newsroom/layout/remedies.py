"""What helps where copy finds no place or is too short. Nothing is offered that was not tried.

Each remedy was composed with before it is said (`Composer.scouted`), so that `Composer.composed`
does as well. Trials are counted: the same copy gets the same advice on every machine. A cut is
found by halving; since a page is not always easier to fill with less copy, it is enough, but
perhaps not the least (COMPOSITION: "sufficient, not proved minimal").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Literal, get_args

from newsroom.copydesk.cutting import sentence_ends, text_behind
from newsroom.copydesk.story import Position
from newsroom.layout.compose import Composer, lines_over
from newsroom.layout.fillers import stock_for, wanted_sizes
from newsroom.layout.pagemaking import is_short
from newsroom.layout.paging import homes_of
from newsroom.layout.plan import CopyItem, EditionPlan, Overset, PagePlan
from newsroom.layout.remedy import Offer, Remedy, RemedyKind, applied, tied_to
from newsroom.layout.threads import MIN_KEPT

MOST_TRIED = 24  # compositions tried for one edition
MOST_CUT = 0.5  # of a story: one that would lose more is better dropped, or printed in parts
HALVINGS = 4  # cuts tried of one story
NEIGHBOURS = 3  # other stories of the crowded page that are tried
TARGETS = 2  # pages a story is tried on
MOST_TOLD = 6  # that help a little, where none settles everything
SQUEEZED = 1.6  # of so many pages: with more copy nobody would want to make do with them
ROOMIER = 3  # ways to take several stories out, each with a little more than the one before
FILLERS = 2  # tried on a page
WANTED = 3  # sizes of one tried there, where none of the stock helps
MOST_WANTED = 0.5  # of a page: more is no matter of a filler
SHORT_PAGES = 2  # for which fillers are tried
STORIES = 3  # that found no place: beyond these the edition is planned anew, not mended


def remedies(
    composer: Composer, offer: Offer, plan: EditionPlan, spare: Sequence[CopyItem] = ()
) -> tuple[Remedy, ...]:
    """What helps ``plan``, which ``composer`` made of ``offer``: the gentlest first.

    Empty where nothing is over or short, and where nothing that was tried helps.
    """
    search = _Search(composer, offer, plan, tuple(spare))
    return search.for_too_much() if plan.overset else search.for_too_little()


class _Search:
    """Tries remedies one by one, at most `MOST_TRIED`."""

    def __init__(
        self, composer: Composer, offer: Offer, plan: EditionPlan, spare: tuple[CopyItem, ...]
    ) -> None:
        self.composer = composer
        self.offer = offer
        self.plan = plan
        self.spare = spare
        self.over = lines_over(plan)
        self.items = {item.id: item for item in offer.items}
        self.pages = plan.page_count
        self.extent = composer.extent(plan, offer.unit)
        self.left = MOST_TRIED

    def for_too_much(self) -> tuple[Remedy, ...]:
        found: list[Remedy] = []
        over = {self.items[o.item_id].page for o in self.plan.overset if o.item_id in self.items}
        pages = sorted(page for page in over if page is not None)
        found += self._helping([Remedy("unpin_page", page=page) for page in pages], "")
        found += self._more_pages()
        for overset in self.plan.overset[:STORIES]:
            found += self._of_story(overset)
        if not any(r.kind in ("cut", "drop") and not r.still_over for r in found):
            found += self._taken_out("drop_some", self.pages, self.over)
        return _sorted(found or self._without_what_is_over())

    def for_too_little(self) -> tuple[Remedy, ...]:
        found: list[Remedy] = []
        if self.extent.missing:
            missing = self._white(self.plan)
            for item in self._fillers(missing):
                found += self._filling(Remedy("fill", item.id), missing)
        has_copy = bool(found)
        short = sorted(filter(self._is_short, self.plan.pages), key=self._white_on, reverse=True)
        for page in short[:SHORT_PAGES]:
            found += self._with_filler(page) or ([] if has_copy else self._with_wanted(page))
        if self.extent.is_told:
            found += self._fewer_pages()
        if self.extent.pages % self.extent.unit and self.extent.fills(self.extent.more):
            found += self._more_pages()
        return tuple(found)

    def _more_pages(self) -> list[Remedy]:
        """The next larger edition that holds everything."""
        if self.composer.has_its_pages:
            return []
        tied = {item.id for item in self.offer.items[1:] if item.page}
        is_full = self.extent.share_of(self.pages) > 100
        over = tuple(o.item_id for o in self.plan.overset if is_full and o.item_id in tied)
        for freed in [(), over] if over else [()]:  # with pages to spare no story needs its tie
            for more in (self.extent.more, self.extent.more + self.extent.unit):
                full = self.extent.share_of(more)
                fitting = self._fitting([Remedy("add_page", page=more, full=full, freed=freed)])
                if fitting:
                    return fitting
        return []

    def _fewer_pages(self) -> list[Remedy]:
        """The next smaller edition: as it is, or with some stories taken out."""
        fewer = self.extent.fewer
        if not fewer or self.composer.has_its_pages:
            return []
        full = self.extent.share_of(fewer)
        found = self._fitting([Remedy("drop_page", page=fewer, full=full)] if full <= 100 else [])
        over = round(self.extent.area * (1 - 100 / full)) if full > 100 else 1
        return found or self._taken_out("drop_page", fewer, over)

    def _taken_out(
        self, kind: Literal["drop_some", "drop_page"], pages: int, over: int
    ) -> list[Remedy]:
        """Several stories of least weight taken out, so that the rest fits into so many pages."""
        if self.extent.share_of(pages) > SQUEEZED * 100:
            return []
        for step in range(ROOMIER):
            out = self._of_least_weight(over * (1 + step / ROOMIER))
            tried = Remedy(kind, page=pages, out=out)
            fitting = self._fitting([tried] if out else [])
            if fitting:
                return fitting
        return []

    def _without_what_is_over(self) -> list[Remedy]:
        """Far too much copy, of which no story by itself helps: all that found no place taken
        out. One more try than others have."""
        over = (overset.item_id for overset in self.plan.overset)
        out = tuple(dict.fromkeys(id for id in over if id in self.items))
        self.left = max(self.left, 1)
        staying = self.offer.items[0].id not in out and len(out) > 1
        return self._helping([Remedy("drop_some", page=self.pages, out=out)] if staying else [], "")

    def _of_least_weight(self, area: float) -> tuple[str, ...]:
        """The last stories in order that take so much room together; none they could spare."""
        out: list[CopyItem] = []
        for item in reversed(self.offer.items[1:]):
            if area <= 0:
                break
            out.append(item)
            area -= self.composer.area(item)
        for item in list(out):  # what is not needed after all stays
            if self.composer.area(item) <= -area:
                out.remove(item)
                area += self.composer.area(item)
        return tuple(item.id for item in reversed(out)) if area <= 0 else ()

    def _fitting(self, tried: Iterable[Remedy]) -> list[Remedy]:
        """Those after which no copy is over."""
        plans = ((remedy, self._scouted(remedy)) for remedy in tried)
        return [remedy for remedy, plan in plans if plan is not None and not plan.overset]

    def _of_story(self, overset: Overset) -> list[Remedy]:
        """What makes room for one story, on the page where it is too much."""
        item = self.items.get(overset.item_id)
        if item is None:
            return []
        page = item.page or self._page_of(item.id) or overset.page or None
        found: list[Remedy] = []
        for make in (self._jumps, self._moves):
            found += self._helping(make(item, page), item.id)
        found += self._cut(item, overset)
        beside = self._beside(item, page, overset.lines_over)
        if not found:  # something else gives way
            for other in beside or self._longest_on(page):
                found += self._cut(other, overset)
        found += self._helping([Remedy("drop", other.id) for other in (item, *beside)], item.id)
        return found

    # What may be tried --------------------------------------------------------------------------

    def _page_of(self, id: str) -> int | None:
        return next((p.number for p in self.plan.pages for m in p.modules if m.item_id == id), None)

    def _beside(self, item: CopyItem, page: int | None, lines: int) -> list[CopyItem]:
        """Other stories of its page that are tied to it, of the size that is needed first."""
        if page is None:
            return []
        others = [i for i in tied_to(self.offer.items, page) if i.id != item.id]
        area = self.composer.fit.area
        return sorted(others, key=lambda i: abs(area(i) - lines))[:NEIGHBOURS]

    def _longest_on(self, page: int | None) -> list[CopyItem]:
        """The stories that have most lines to lose on a page, the edition's first excepted."""
        there = [i for i in self.offer.items[1:] if self._page_of(i.id) == page]
        return sorted(there, key=lambda i: -len(self.composer.copies[i.id].lines))[:NEIGHBOURS]

    def _jumps(self, item: CopyItem, page: int | None) -> Iterator[Remedy]:
        if page is None or page >= self.pages:
            return
        on_page = [i for i in self.offer.items if i.page == page and i.id != item.id]
        longest = sorted(on_page, key=lambda i: -len(self.composer.copies[i.id].lines))
        for other in (item, *longest[:NEIGHBOURS]):
            if not other.may_jump and len(self.composer.copies[other.id].lines) >= 3 * MIN_KEPT:
                yield Remedy("jump", other.id)

    def _moves(self, item: CopyItem, page: int | None) -> Iterator[Remedy]:
        """Off the page it is tied to: wherever there is room, else where there is most."""
        if page is None:
            return
        lines = self.plan.overset[0].lines_over
        tied = [item] if item.page and item is not self.offer.items[0] else []
        for other in (*tied, *self._beside(item, page, lines)):
            yield Remedy("unpin", other.id)
            for target in self._calmest(page):
                yield Remedy("move", other.id, page=target)

    def _calmest(self, page: int) -> list[int]:
        load = [0.0] * self.pages
        for item in self.offer.items:
            at = item.page or self._page_of(item.id) or self.pages
            load[min(at, self.pages) - 1] += self.composer.fit.area(item)
        pages = [number for number in range(1, self.pages + 1) if number != page]
        return sorted(pages, key=lambda number: load[number - 1])[:TARGETS]

    def _fillers(self, room: float) -> list[CopyItem]:
        """Waiting stories that fill the room best."""
        areas = {item.id: self._area(item) for item in self.spare}
        fitting = [item for item in self.spare if areas[item.id] <= room]
        return sorted(fitting, key=lambda item: room - areas[item.id])[:NEIGHBOURS]

    def _area(self, item: CopyItem) -> float:
        return self.composer.of_others([*self.offer.items[:1], item]).fit.area(item)

    # Trying it ------------------------------------------------------------------------------------

    def _scouted(self, remedy: Remedy) -> EditionPlan | None:
        """The edition with the remedy; None when enough was tried."""
        if self.left <= 0:
            return None
        self.left -= 1
        offer = applied(remedy, self.offer, self.spare, self.composer.fit.kept.fillers)
        if not offer.items:
            return None
        return self.composer.of_others(offer.items, offer.artwork).scouted(offer.page_count)

    def _tried(self, remedy: Remedy, id: str) -> Remedy | None:
        """The remedy with what is over after it; None where it does not help the story."""
        plan = self._scouted(remedy)
        if plan is None:
            return None
        over = lines_over(plan)
        helps = over < self.over and id not in {overset.item_id for overset in plan.overset}
        return replace(self._landing(remedy, plan), still_over=over) if helps else None

    def _landing(self, remedy: Remedy, plan: EditionPlan) -> Remedy:
        """Where what it lets go came to stand, and how much of that beside pages of its section."""
        if remedy.kind == "jump":
            tails = pages_of(plan, remedy.item_id, begins=False)
            return replace(remedy, lands=tuple(tails))
        if remedy.kind not in ("unpin", "move", "unpin_page"):
            return remedy
        tied = tied_to(self.offer.items, remedy.page) if remedy.kind == "unpin_page" else []
        let_go = [item.id for item in tied] or [remedy.item_id]
        begun = [(id, at) for id in let_go for at in pages_of(plan, id)]
        strays = sum(self._strays(self.items[id], at) for id, at in begun)
        return replace(remedy, lands=tuple(sorted({at for _id, at in begun})), strays=strays)

    def _strays(self, item: CopyItem, page: int) -> bool:
        """Whether a page is of another section: not of the story's own, where that has pages."""
        names = self.composer.names
        own = homes_of(item.section, "normal", names)
        if own:
            return page - 1 not in own
        sections = {other.section for other in self.offer.items}
        return any(page - 1 in homes_of(section, "normal", names) for section in sections)

    def _helping(self, tried: Iterable[Remedy], id: str) -> list[Remedy]:
        """Those that help; of one sort of each story the first."""
        found: dict[tuple[str, str], Remedy] = {}
        for remedy in tried:
            sort = "move" if remedy.kind == "unpin" else remedy.kind
            if remedy.item_id and (sort, remedy.item_id) in found:
                continue
            helpful = self._tried(remedy, id)
            if helpful is not None:
                # Another page may yet keep the story with its section.
                kept = f"{sort} astray" if helpful.strays else sort
                found.setdefault((kept, remedy.item_id), helpful)
                settles = not helpful.still_over and not helpful.strays
                if settles and remedy.kind in ("jump", "unpin", "move"):
                    break
        return list(found.values())

    def _cut(self, item: CopyItem, overset: Overset) -> list[Remedy]:
        """The least cut at the end of a story that makes it fit, found by halving."""
        ends = [
            end
            for end in sentence_ends(item.story)
            if len(text_behind(item.story, end)) <= MOST_CUT * len(item.story.text)
        ]
        ends.reverse()  # the least cut first
        best: Remedy | None = None
        low, high = 0, len(ends) - 1
        for _halving in range(HALVINGS):
            if low > high:
                break
            middle = (low + high) // 2 if best else self._guess(item, ends, overset.lines_over)
            middle = min(max(middle, low), high)
            helpful = self._tried(self._cut_behind(item, ends[middle]), overset.item_id)
            if helpful and (best is None or helpful.still_over <= best.still_over):
                best = helpful
            if helpful and not helpful.still_over:
                high = middle - 1
            else:
                low = middle + 1
        return [best] if best else []

    def _guess(self, item: CopyItem, ends: Sequence[Position], lines: int) -> int:
        """The first end that takes as many lines away as are too many."""
        for number, end in enumerate(ends):
            if self._lines_behind(item, end) >= lines:
                return number
        return len(ends) - 1

    def _lines_behind(self, item: CopyItem, end: Position) -> int:
        lines = self.composer.copies[item.id].lines
        return sum(1 for line in lines if (line.block, line.start) >= (end.block, end.offset))

    def _cut_behind(self, item: CopyItem, end: Position) -> Remedy:
        characters = len(text_behind(item.story, end))
        lines = max(1, self._lines_behind(item, end))
        return Remedy("cut", item.id, end=end, lines=lines, characters=characters)

    def _filling(self, remedy: Remedy, missing: int) -> list[Remedy]:
        plan = self._scouted(remedy)
        if plan is None or plan.overset:
            return []
        return [remedy] if self._white(plan) < missing else []

    def _white(self, plan: EditionPlan) -> int:
        """Column rows that no copy stands on, below the stories and inside them."""
        return sum(map(self._white_on, plan.pages))

    # Fillers --------------------------------------------------------------------------------------

    def _white_on(self, page: PagePlan) -> int:
        return page.thin_rows * page.on(self.composer.grid).columns + page.blank_rows

    def _is_short(self, page: PagePlan) -> bool:
        """Whether copy is missing on a page that is printed."""
        return bool(page.modules) and is_short(page, self.composer.grid)

    def _with_filler(self, page: PagePlan) -> list[Remedy]:
        """Fillers of the stock that make the page full."""
        grid = page.on(self.composer.grid)
        used = {frame.artwork_id for one in self.plan.pages for frame in one.artwork}
        stock = stock_for(self.composer.fit.kept.fillers, used, grid, self._missing(page))
        able = (Remedy("filler", page=page.number, size=id) for id in stock[:FILLERS])
        return [remedy for remedy in able if self._fills(remedy)]

    def _with_wanted(self, page: PagePlan) -> list[Remedy]:
        """How large a filler would have to be that makes the page full."""
        grid = page.on(self.composer.grid)
        able = (
            Remedy("wanted_filler", page=page.number, wanted=one)
            for rows in self._missing(page)
            if rows <= MOST_WANTED * grid.columns * grid.rows
            for one in wanted_sizes(grid, rows)[:WANTED]
        )
        return next(([remedy] for remedy in able if self._fills(remedy)), [])

    def _missing(self, page: PagePlan) -> list[int]:
        """About how many column rows a filler may take: what is white below, or all that is."""
        white = self._white_on(page)
        return sorted({page.thin_rows * page.on(self.composer.grid).columns or white, white})

    def _fills(self, remedy: Remedy) -> bool:
        """Whether its page is full then, and less is white in the whole edition."""
        plan = self._scouted(remedy)
        if plan is None or plan.overset or plan.left_out:
            return False
        is_full = not any(self._is_short(p) for p in plan.pages if p.number == remedy.page)
        return is_full and self._white(plan) < self._white(self._as_it_is)

    @cached_property
    def _as_it_is(self) -> EditionPlan:
        """The edition looked at as quickly as with a remedy."""
        return self.composer.of_others(self.offer.items).scouted(self.offer.page_count)


def _sorted(found: Sequence[Remedy]) -> tuple[Remedy, ...]:
    """Each once, the gentlest first: those that settle everything, or else the best few."""
    ordered = sorted(dict.fromkeys(found), key=_burden)
    settling = tuple(remedy for remedy in ordered if not remedy.still_over)
    return settling or tuple(ordered[:MOST_TOLD])


def _burden(remedy: Remedy) -> tuple[int, int, int, int]:
    kind = get_args(RemedyKind).index(remedy.kind)
    return (remedy.still_over, remedy.strays, kind, remedy.characters)


def pages_of(plan: EditionPlan, id: str, *, begins: bool = True) -> list[int]:
    """Numbers of the pages on which a story begins, or goes on."""
    return [
        page.number
        for page in plan.pages
        for module in page.modules
        if module.item_id == id and (module.jump_from is None) == begins
    ]
