"""From stories to pages: every module fills its rectangle exactly, every page ends even.

Stories are dealt to pages (`paging`), each has a table of the sizes it fills exactly (`shapes`),
an exact tiling of the page is decided and drawn from (`tiling`), and the designer's rules (`cost`)
choose among complete pages. Budgets count trials, never seconds: the same copy and seed give the
same plan on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsroom.layout.artwork import Artwork
from newsroom.layout.corner import told_of_corner
from newsroom.layout.dealing import fitting_deals
from newsroom.layout.facing import facing_cost, facing_faults
from newsroom.layout.fitting import NO_PAGES, Jumping, Kept
from newsroom.layout.geometry import CornerRoom, PageGrid
from newsroom.layout.houserules import (
    HARD,
    NO_RULES,
    PICTURE_PRICE,
    HouseRules,
    ahead_of_first,
    clashes,
    is_house_rule,
    to_part,
)
from newsroom.layout.metrics import TypeBook
from newsroom.layout.pagemaking import BREACH, FINAL, SCOUT
from newsroom.layout.pagination import SHEET, Pagination
from newsroom.layout.paging import (
    NO_PICTURE,
    Jump,
    Load,
    deals,
    gone_back,
    homes_of,
    is_crowded_out,
    parted,
    ranked_deals,
    relieved,
    settled,
)
from newsroom.layout.passes import Passes, Way
from newsroom.layout.plan import CopyItem, EditionPlan, FontRole, Overset, PagePlan, PageSpec
from newsroom.layout.shapes import STRETCHES, Setting
from newsroom.layout.sheets import Extent
from newsroom.layout.threads import CHINESE, Wording

OFTEN: tuple[Jumping, ...] = ("late", "early")
DEALS = 24  # pages tried out for as many ways to deal the stories as that makes
GOOD = 20.0  # points of a page that needs no mending
MENDS, MENDS_AT_ONCE = 12, 3  # times a story is taken off the worst page, ways tried each time
EXACT = 24  # ways tried of those in which every page is known to hold its stories
FEW = 5  # stories of each page
NARROW = 4  # columns
ENOUGH = 0.85  # of all pages: with less copy they are left white anyway
LIKELY = (0.6, 1.25)  # of a page: with less or more copy it is not even asked whether that fits
SCOUTED = 4  # ways of a quick look
LEAD_EXTRA = 8  # column rows an inner lead's headline takes beyond its own level's
BANNER_EXTRA = 9  # rows across all columns that headline and picture of a double page take
THIN = 4.0  # points for each row left white for want of copy
FACED = 2  # times one of two facing pages is made anew: the right one, then the left
MORE_PAGES = 3  # tried beyond the fewest that could do


def compose_edition(
    items: Sequence[CopyItem],
    grid: PageGrid,
    book: TypeBook,
    *,
    nameplate_rows: int,
    folio_rows: int,
    page_count: int | None = None,
    seed: int = 0,
    wording: Wording = CHINESE,
    foot_rows: int = 0,
    corner: CornerRoom | None = None,
    lead_face: FontRole = "song_heavy",
    artwork: Sequence[Artwork] = (),
    fillers: Sequence[Artwork] = (),
    unit: int = 1,
    pages: Sequence[PageSpec] = (),
    house: HouseRules = NO_RULES,
    spread: bool = False,
) -> EditionPlan:
    """Compose all pages of an issue. ``items`` come in order of importance.

    ``nameplate_rows`` rows stay free on top of page 1, ``folio_rows`` on top of the others,
    ``foot_rows`` at the foot of the last; beside the lead ``corner``. The copy stands around the
    booked ``artwork``; ``fillers`` may stand where it is too short. With ``page_count`` None there
    are as many pages as the copy needs, in whole sheets of ``unit`` pages where it fills them.
    ``pages`` have names: a story of such a section goes there where it can. With ``spread`` the two
    centre ones are one double page. What finds no place is in `EditionPlan.overset` and
    `EditionPlan.left_out`, never an exception.
    """
    setting = Setting(grid, book, wording, lead_face, house)
    kept = Kept(nameplate_rows, folio_rows, foot_rows, corner, tuple(artwork), tuple(fillers))
    composer = Composer(items, setting, kept, seed, pages=pages, spread=spread)
    return composer.composed(page_count, unit)


class Composer(Passes):
    """Composes one set of items: the best of many ways to deal them to pages."""

    _first_roams = False  # tried where it had no room on page 1
    has_its_pages = False  # whether it can make no other number of pages

    def of_others(self, items: Sequence[CopyItem], artwork: Sequence[Artwork] = ()) -> Composer:
        """A composer of other items, with more ``artwork`` booked, who begins with what this one
        knows.

        Between the two a story may differ in its page, in whether it may jump, and in where it
        ends; in nothing else.
        """
        kept = self.fit.kept.with_booked(artwork)
        given = items, self.setting, kept, self.seed, self, self.pages
        return Composer(*given, spread=self.spread)

    def composed(self, page_count: int | None, unit: int = 1) -> EditionPlan:
        """The edition in so many pages, or with None in as many as it needs: whole sheets of
        ``unit`` pages where the copy fills them."""
        if page_count is not None:
            plan = self.laid_out(page_count)
        else:
            plan = self.shortest(unit) if self.items else EditionPlan((), seed=self.seed)
        return told_of_corner(self._told_of_first(plan), self.fit.kept.corner)

    def _told_of_first(self, plan: EditionPlan) -> EditionPlan:
        """What comes first is looked for on page 1, as its lead: where it is not, that is said."""
        first = [item.id for item in self.items[:1]]
        on = [page.number for page in plan.pages for m in page.modules if m.item_id in first]
        if not on:
            return plan
        front = plan.pages[0]
        here = {m.item_id for m in front.modules if m.jump_from is None}
        if min(on) > 1:
            told = ("first_elsewhere",) if self.items[0].page is None else ()
        else:
            stories = [item for item in self.items if item.id in here]
            told = ("first_outranked",) if ahead_of_first(self.house, stories) else ()
        front = replace(front, violations=(*front.violations, *told))
        return replace(plan, pages=(front, *plan.pages[1:]))

    def laid_out(self, count: int) -> EditionPlan:
        """The edition in so many pages; those at its end that no story reaches stay empty.

        They are not printed, so the page before them has the imprint at its foot.
        """
        pages = Pagination(count, self.spread)
        _loads, ways = self._ways(count) if count else ([], [])
        dealt = [pages.last(page) for way in ways for page in way.pages]
        booked = [pages.whole(min(a.page, count)) for a in self.fit.kept.artwork if a.page]
        plan = self.edition(max(dealt + booked, default=min(count, 1)), count)
        if plan.overset and plan.page_count < count:  # what goes on elsewhere has room there
            plan = self.edition(count)
        while (used := self._used(plan)) < plan.page_count:
            plan = self.edition(used, count)
        empty = (self._empty(page) for page in range(len(plan.pages), pages.count))
        return replace(plan, pages=(*plan.pages, *empty))

    def _used(self, plan: EditionPlan) -> int:
        """Pages up to the last that a story stands on or is wanted on."""
        count, whole = plan.page_count, self.fit.pages.whole
        standing = [page.numbers[-1] for page in plan.pages if page.modules or page.artwork]
        wanted = [whole(min(item.page, count)) for item in self.items if item.page]
        return max(standing + wanted, default=min(count, 1))

    def extent(self, plan: EditionPlan, unit: int = 1) -> Extent:
        """How far the copy fills the pages of ``plan``."""
        free = replace(self.fit, pages=NO_PAGES)  # of no edition: nothing is booked on its pages
        foot = free.kept.foot_rows * self.grid.columns
        first, other = free.capacity(0) - foot, free.capacity(1)
        area = round(sum(self.area(item) for item in self.items) + free.booked_area, 1)
        per_line = int(self.grid.column_em)
        white = sum(page.thin_rows * page.across for page in plan.pages) * self.grid.columns
        return Extent(plan.page_count, area, first, other, white, lines_over(plan), unit, per_line)

    def shortest(self, unit: int = 1) -> EditionPlan:
        """The edition of the fewest pages that hold everything, or lose the least; of whole sheets
        where the copy fills them."""
        fewest, *more = self._counts()
        plan = self.edition(fewest)
        for count in more:
            if not plan.overset:
                break
            if lines_over(self.scouted(count)) < lines_over(plan):
                plan = min(plan, self.edition(count), key=lines_over)
        whole = self.extent(plan, unit).whole
        return min(self.edition(whole), plan, key=lines_over) if whole > plan.page_count else plan

    def scouted(self, page_count: int | None, laid: int = 0) -> EditionPlan:
        """What the first deals come to, without mending: a quick look at whether all copy fits.

        `composed` leaves out no more lines than this.
        """
        if page_count is None:
            plans = (self.scouted(count) for count in self._counts())
        else:
            loads, ways = self._ways(page_count, laid)
            plans = (self._pass(loads, way, SCOUT) for way in ways[:SCOUTED])
        best: EditionPlan | None = None
        for plan in plans:
            best = min(best or plan, plan, key=lines_over)
            if not plan.overset:
                break
        if best is not None and page_count and self._used(best) < page_count:
            return self.scouted(self._used(best), laid or page_count)
        return best or EditionPlan((), seed=self.seed)

    def _counts(self) -> range:
        """Numbers of pages to try, from the fewest that could do: whole sheets round a spread."""
        step = SHEET if self.spread else 1
        self.fit.pages = NO_PAGES  # artwork is on no page yet
        total = sum(self.area(item) for item in self.items) + self.fit.booked_area
        artwork = self.fit.kept.artwork
        least = max([1, *(item.page or 1 for item in self.items), *(a.page or 1 for a in artwork)])
        fewest = -(-least // step) * step
        while self._room(fewest) * 1.05 < total and fewest < 64:
            fewest += step
        return range(fewest, fewest + MORE_PAGES * step, step)

    def _room(self, pages: int) -> int:
        """Column rows of so many pages, artwork or copy."""
        self.fit.pages = Pagination(0, self.spread, pages)
        return sum(self.fit.capacity(page) for page in range(Pagination(pages, self.spread).count))

    def edition(self, count: int, laid: int = 0) -> EditionPlan:
        """The best of several deals, mended where a page is crowded, worked out thoroughly.

        In the first ``count`` pages of ``laid`` that are laid out, if those are more.
        """
        if count < 1:
            return EditionPlan((), seed=self.seed)
        plan = self._best_of(*self._ways(count, laid))
        if plan.overset and is_crowded_out(self._loads(), self._capacities()):
            self._first_roams = True
            plan = min(plan, self._best_of(*self._ways(count, laid)), key=lines_over)
            self._first_roams = False
        return plan

    def _best_of(self, loads: list[Load], ways: Sequence[Way]) -> EditionPlan:
        count = self.fit.pages.count
        tried = {way: self._pass(loads, way, SCOUT) for way in ways}
        if count > 1:
            self._mend(tried, loads)
            if not any(map(_is_good, tried.values())):
                tried |= {way: self._pass(loads, way, SCOUT) for way in self._exact_ways(loads)}
        best = min(tried, key=lambda way: (_badness(tried[way]), way))
        plan = min(self._pass(loads, best, FINAL), tried[best], key=_badness)
        return self._faced(plan, loads, best)

    def _faced(self, plan: EditionPlan, loads: Sequence[Load], way: Way) -> EditionPlan:
        """Where two facing pages compete, one of them looked for with other dice."""
        index = self.fit.pages.index
        for turn in range(FACED):
            pairs = {left for left, _fault in facing_faults(plan.pages, self.grid.columns)}
            if not pairs:
                break
            self.maker.throws = {index(left + 1 - turn) + 1: turn + 1 for left in sorted(pairs)}
            other = self._pass(loads, way, FINAL)
            plan = min(plan, other, key=self._badness_with_faces)
        self.maker.throws = {}
        return plan

    def _badness_with_faces(self, plan: EditionPlan) -> tuple[int, int, float]:
        over, broken, looks = _badness(plan)
        return over, broken, looks + facing_cost(plan.pages, self.grid.columns)

    def _ways(self, count: int, laid: int = 0) -> tuple[list[Load], list[Way]]:
        """What each story asks of a page, and the ways to begin with."""
        self.fit.pages = Pagination(count, self.spread, laid)
        return self._dealt(count)

    def _dealt(self, count: int) -> tuple[list[Load], list[Way]]:
        loads = self._loads()
        dealt = deals(
            *(loads, self._capacities(), self.maker.rng(0), max(2, DEALS // count)),
            *(self._picture_price, self._double()),
        )
        return loads, [Way(tuple(pages), jumping) for pages in dealt for jumping in OFTEN]

    def _capacities(self) -> list[int]:
        pages = range(self.fit.pages.count)
        return [max(1, self.fit.capacity(page) - self._extra(page)) for page in pages]

    def _double(self) -> int | None:
        """The place of the double page in a plan."""
        pages = self.fit.pages
        return next((page for page in range(pages.count) if pages.across(page) > 1), None)

    def _extra(self, page: int) -> int:
        """Column rows that a lead's headline takes beyond its own level's."""
        if self.fit.pages.across(page) > 1:
            return BANNER_EXTRA * self.fit.grid(page).columns
        return LEAD_EXTRA * (page > 0)

    def _mend(self, tried: dict[Way, EditionPlan], loads: Sequence[Load]) -> None:
        """Take a story off the worst page of the best way, until all are good or trials are out."""
        capacities = self._capacities()
        for _mend in range(MENDS):
            best = min(tried, key=lambda way: (_badness(tried[way]), way))
            pages = tried[best].pages
            if _is_good(tried[best]):
                return
            full = {self._at(overset) for overset in tried[best].overset}
            worst = max(range(len(pages)), key=lambda page: (page in full, _looks(pages[page])))
            calm = min(range(len(pages)), key=lambda page: _looks(pages[page]))
            leaving, double = to_part(pages[worst], self.items), self._double()
            if leaving and not full:
                price = self._picture_price
                moved = parted(loads, best.pages, capacities, leaving, price, double)
            else:
                moved = relieved(loads, best.pages, capacities, worst, calm, double)
            jumping = "least" if full else best.jumping
            ways = [Way(tuple(pages), jumping, best.ruled) for pages in moved]
            back = self._ways_back(best, full, len(capacities)) if full else []
            for some in (ways, back):
                for way in [way for way in some if way not in tried][:MENDS_AT_ONCE]:
                    tried[way] = self._pass(loads, way, SCOUT)

    def _ways_back(self, way: Way, full: set[int], count: int) -> list[Way]:
        """To the pages that let stories go on to the full ones: let them do otherwise."""
        rules = gone_back(self._jumps.get(way, ()), way.ruled, full, count)
        return [replace(way, ruled=ruled) for ruled in rules]

    def _exact_ways(self, loads: Sequence[Load]) -> list[Way]:
        """The best ways in which every page holds its stories whole.

        Where narrow pages have few stories, and copy enough: else about any deal fits that is even.
        """
        capacities = self._capacities()
        is_few = len(loads) <= FEW * len(capacities) and self.grid.columns <= NARROW
        is_full = sum(load.area for load in loads) >= ENOUGH * sum(capacities)
        if not (is_few and is_full) or any(load.flows for load in loads):
            return []
        dealt = fitting_deals(settled(loads), len(capacities), self._holds)
        ranked = ranked_deals(loads, dealt, capacities, self._picture_price, self._double())
        return [Way(pages, "late", self._all_kept(pages)) for pages in ranked[:EXACT]]

    def _all_kept(self, pages: Sequence[int]) -> tuple[Jump, ...]:
        """The rule that no story goes on elsewhere."""
        placed = zip(self.items, pages, strict=True)
        return tuple(sorted(Jump(page, item.id) for item, page in placed if item.may_jump))

    def _holds(self, page: int, numbers: Sequence[int]) -> bool:
        """Whether a page can be made of these stories and nothing else, without a jump."""
        items = [self.items[number] for number in numbers]
        share = sum(self.area(item) for item in items) / self.fit.capacity(page)
        if not LIKELY[0] < share < LIKELY[1]:
            return False
        pieces = self.led(items, [], page)
        drafts = (self.fit.draft(pieces, page, stretch) for stretch in STRETCHES)
        return any(draft is not None and draft.fits for draft in drafts)

    @property
    def _picture_price(self) -> float:
        return PICTURE_PRICE if self.house.picture else NO_PICTURE

    def _at(self, overset: Overset) -> int:
        """The place of its page in a plan."""
        return self.fit.pages.index(overset.page)

    def _loads(self) -> list[Load]:
        """What each story asks of a page, and which others had better be on another."""
        apart = clashes(self.house, self.items)
        loads = [self._load(item) for item in self.items]
        return [replace(load, clashes=found) for load, found in zip(loads, apart, strict=True)]

    def _load(self, item: CopyItem) -> Load:
        pages = self.fit.pages
        page = None if item.page is None else pages.index(min(item.page, pages.pages))
        flows = self.fit.is_long(item, self.copies[item.id], page)
        return Load(
            self.area(item),
            item.priority,
            len(item.photos),
            page,
            flows,
            item.may_jump and not flows,
            self._first_roams and item is self.items[0],
            self._homes(item) if page is None else (),
        )

    def _homes(self, item: CopyItem) -> tuple[int, ...]:
        pages = self.fit.pages
        homes = homes_of(item.section, item.priority, self.names[: pages.pages])
        return tuple(dict.fromkeys(pages.index(home + 1) for home in homes))


def _badness(plan: EditionPlan) -> tuple[int, int, float]:
    """Copy lost counts before house rules, those before looks."""
    broken = sum(is_house_rule(name) for page in plan.pages for name in page.violations)
    return lines_over(plan), broken, sum(_looks(page) for page in plan.pages)


def _is_good(plan: EditionPlan) -> bool:
    """Whether it has all copy, and no page that needs mending."""
    return not plan.overset and all(_looks(page) < GOOD for page in plan.pages)


def _looks(page: PagePlan) -> float:
    """Points of a page; a house rule broken is worse than any looks."""
    house = HARD * any(is_house_rule(name) for name in page.violations)
    return house + page.score + BREACH * len(page.violations) + THIN * page.thin_rows


def lines_over(plan: EditionPlan) -> int:
    return sum(overset.lines_over for overset in plan.overset)
