"""From stories to pages: every module fills its rectangle exactly, every page ends even.

Stories are dealt to pages (`paging`), each has a table of the sizes it fills exactly (`shapes`),
an exact tiling of the page is decided and drawn from (`tiling`), and the designer's rules (`cost`)
choose among complete pages. Budgets count trials, never seconds: the same copy and seed give the
same plan on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from newsroom.copydesk.sentence import sentence as _
from newsroom.copydesk.story import Position, Story
from newsroom.layout.artwork import Artwork, with_art_alone
from newsroom.layout.corner import told_of_corner
from newsroom.layout.cost import Placed, Sheet
from newsroom.layout.dealing import fitting_deals
from newsroom.layout.facing import facing_cost, facing_faults
from newsroom.layout.fitting import MOST_PARTS, NO_PAGES, Fitter, Jumping, Kept
from newsroom.layout.geometry import Area, CornerRoom, PageGrid
from newsroom.layout.heads import Rank
from newsroom.layout.houserules import (
    HARD,
    NO_RULES,
    PICTURE_PRICE,
    HouseRules,
    clashes,
    is_house_rule,
    may_lead,
    raised,
    to_part,
    without_picture,
)
from newsroom.layout.initials import initial_of
from newsroom.layout.jumps import settled_jumps
from newsroom.layout.metrics import TypeBook
from newsroom.layout.modules import page_plan
from newsroom.layout.pagemaking import BREACH, FINAL, SCOUT, Effort, PageMaker
from newsroom.layout.pagination import SHEET, Pagination
from newsroom.layout.paging import (
    LEAST_FLOW,
    NO_PICTURE,
    TAIL_EXTRA,
    Jump,
    Load,
    deals,
    gone_back,
    homes_of,
    parted,
    ranked_deals,
    relieved,
    settled,
)
from newsroom.layout.plan import CopyItem, EditionPlan, FontRole, Overset, PagePlan, PageSpec
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import STRETCHES, Piece, Setting
from newsroom.layout.sheets import Extent
from newsroom.layout.threads import CHINESE, MIN_KEPT, Wording, cuts_near, set_copy

OFTEN: tuple[Jumping, ...] = ("late", "early")
LEADS_TRIED = 3  # stories of one priority that may lead an inner page
DEALS = 24  # pages tried out for as many ways to deal the stories as that makes
GOOD = 20.0  # points of a page that needs no mending
MENDS, MENDS_AT_ONCE = 12, 3  # times a story is taken off the worst page, ways tried each time
EXACT = 24  # ways tried of those in which every page is known to hold its stories
FEW = 5  # stories of each page
LIKELY = (0.6, 1.25)  # of a page: with less or more copy it is not even asked whether that fits
SCOUTED = 4  # ways of a quick look
LEAD_EXTRA = 8  # column rows an inner lead's headline takes beyond its own level's
BANNER_EXTRA = 9  # rows across all columns that headline and picture of a double page take
SMALL_TAIL = 0.5  # of a page: a continuation that is pushed in wherever there is most room
THIN = 4.0  # points for each row left white for want of copy
FACED = 2  # times one of two facing pages is made anew: the right one, then the left
MORE_PAGES = 3  # tried beyond the fewest that could do
RANKS: dict[int, Rank] = {1: "lead", 2: "second", 3: "third", 4: "brief"}
PRIORITY_RANKS: dict[str, Rank] = {
    "lead": "second",  # a second lead on one page yields to the first
    "major": "second",
    "normal": "third",
    "brief": "brief",
}


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


class Composer:
    """Composes one set of items; keeps broken copy and shape tables between passes."""

    has_its_pages = False  # whether it can make no other number of pages

    def __init__(
        self,
        items: Sequence[CopyItem],
        setting: Setting,
        kept: Kept,
        seed: int,
        before: Composer | None = None,
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
        """What comes first is looked for on page 1: where it had no room there, that is said."""
        first = [item.id for item in self.items[:1] if item.page is None]
        on = [page.number for page in plan.pages for m in page.modules if m.item_id in first]
        if not on or min(on) == 1:
            return plan
        front = plan.pages[0]
        front = replace(front, violations=(*front.violations, "first_elsewhere"))
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
        white = sum(page.thin_rows * page.across for page in plan.pages) * self.grid.columns
        return Extent(plan.page_count, area, first, other, white, lines_over(plan), unit)

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

    # One pass ------------------------------------------------------------------------------

    def edition(self, count: int, laid: int = 0) -> EditionPlan:
        """The best of several deals, mended where a page is crowded, worked out thoroughly.

        In the first ``count`` pages of ``laid`` that are laid out, if those are more.
        """
        if count < 1:
            return EditionPlan((), seed=self.seed)
        loads, ways = self._ways(count, laid)
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

        Where pages have few stories: of many, any deal fits that is about even.
        """
        capacities = self._capacities()
        if any(load.flows for load in loads) or len(loads) > FEW * len(capacities):
            return []
        dealt = fitting_deals(settled(loads, capacities), len(capacities), self._holds)
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

    def _pass(self, loads: Sequence[Load], way: Way, effort: Effort) -> EditionPlan:
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
            self._homes(item) if page is None else (),
        )

    def _homes(self, item: CopyItem) -> tuple[int, ...]:
        pages = self.fit.pages
        homes = homes_of(item.section, item.priority, self.names[: pages.pages])
        return tuple(dict.fromkeys(pages.index(home + 1) for home in homes))

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
        """Who may lead: on page 1 the first story, inside any of those with the best claim.

        A double page is led by a picture across the fold, where it can be.
        """
        if page == 0 or not items:
            return list(items[:1])
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
            "“%(headline)s” is %(lines)s lines (about %(characters)s characters) too long.",
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


def _characters_from(story: Story, start: Position) -> int:
    return sum(len(block.text) for block in story.blocks[start.block :]) - start.offset
