"""版面总览: all pages of an issue as facing pairs, with their stories and their load in lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article
from issues.copyfit import lines_needed, lines_standing
from issues.dummy import CompositionError, Dummy, kept_rows, setting_of
from issues.holding import Standing
from issues.lighttable import LightTable, Sheet, StoryOnPage, light_table
from issues.models import Issue, Placement
from issues.recomposing import changed_pages
from newsroom.layout.compose import Composer
from newsroom.layout.pagination import Pagination
from newsroom.layout.plan import CopyItem, PagePlan


@dataclass(frozen=True)
class PlannedStory:
    """A story in the list of the page it is wanted on, else of the one it stands on."""

    article: Article
    lines: int | None = None
    stands: StoryOnPage | None = None
    is_continuation: bool = False
    goes_to: int | None = None  # it stands here still, but is wanted on that page

    @property
    def is_movable(self) -> bool:
        return not self.is_continuation and self.goes_to is None


@dataclass
class PlannedPage:
    """A page of the flatplan. ``load`` is lines over, or short where it is below nothing."""

    sheet: Sheet
    stories: list[PlannedStory] = field(default_factory=list)
    load: int | None = None
    after_moves: int | None = None
    is_changed: bool = False

    @property
    def is_by_hand(self) -> bool:
        layout = self.sheet.page.current_layout
        return layout is not None and layout.is_by_hand

    @property
    def waiting(self) -> int:
        return sum(story.is_movable and story.stands is None for story in self.stories)

    @property
    def load_told(self) -> str:
        return "" if self.load is None else told(self.load)

    @property
    def after_told(self) -> str:
        if self.after_moves is None:
            return ""
        return _("once composed: %(load)s") % {"load": told(self.after_moves)}


@dataclass(frozen=True)
class Pair:
    """Two pages that face each other; the first and often the last page have nobody beside.

    A double page 通版 is at the left, and lies on both.
    """

    left: PlannedPage | None
    right: PlannedPage | None
    is_centre: bool = False


@dataclass(frozen=True)
class Flatplan:
    pairs: list[Pair]
    unplaced: list[PlannedStory]
    table: LightTable
    changed: list[int]

    @property
    def pages(self) -> list[PlannedPage]:
        sides = (side for pair in self.pairs for side in (pair.left, pair.right))
        return [page for page in sides if page is not None]


def told(load: int) -> str:
    """Lines over or short, in words."""
    if load > 0:
        words = ngettext("%(count)s line over", "%(count)s lines over", load)
    elif load < 0:
        words = ngettext("%(count)s line short", "%(count)s lines short", -load)
    else:
        return _("full")
    return words % {"count": abs(load)}


def flatplan(issue: Issue) -> Flatplan:
    """Read in a number of queries that grows neither with the pages nor with the stories."""
    table = light_table(issue)
    standing = table.standing(issue)
    changed: list[int] = []
    if table.dummy is not None and table.composed and not issue.is_closed:
        changed = changed_pages(table.dummy, standing)
    gauge = _gauge(table, standing)
    pages = [
        PlannedPage(sheet, is_changed=any(page.number in changed for page in sheet.pages))
        for sheet in table.sheets
    ]
    for page in pages:
        page.stories = list(planned(page.sheet, table, gauge))
        if gauge is not None:
            _weigh(page, gauge, standing)
    unplaced = [PlannedStory(p.article, _lines(gauge, p)) for p in table.unassigned]
    return Flatplan(facing(pages), unplaced, table, changed)


def facing(pages: list[PlannedPage]) -> list[Pair]:
    """Even pages at the left, odd pages at the right, as a reader opens the paper."""
    by_number = {page.sheet.page.number: page for page in pages}
    last = max((page.number for one in pages for page in one.sheet.pages), default=0)
    return [
        Pair(
            by_number.get(left),
            by_number.get(left + 1),
            is_centre=last % 4 == 0 and left * 2 == last,
        )
        for left in range(0, last + 1, 2)
    ]


def planned(sheet: Sheet, table: LightTable, gauge: Gauge | None = None) -> Iterator[PlannedStory]:
    """Those standing in reading order, then those that wait."""
    begins = {s.placement.pk: at for at in table.sheets for s in _beginning(at)}
    for story in sheet.stories:
        placement, wanted = story.placement, story.placement.page
        is_leaving = wanted is not None and not _shows(begins.get(placement.pk), wanted.pk)
        yield PlannedStory(
            placement.article,
            _lines(gauge, placement),
            story,
            is_continuation=story.is_continuation,
            goes_to=wanted.number if wanted and is_leaving else None,
        )
    for placement in table.placements:
        if _shows(sheet, placement.page_id) and begins.get(placement.pk) is not sheet:
            yield PlannedStory(placement.article, _lines(gauge, placement))


def _shows(sheet: Sheet | None, page_id: int | None) -> bool:
    return sheet is not None and any(page.pk == page_id for page in sheet.pages)


def _beginning(sheet: Sheet) -> list[StoryOnPage]:
    return [story for story in sheet.stories if not story.is_continuation]


# Lines


@dataclass(frozen=True)
class Gauge:
    """Measures copy and pages in lines of one column."""

    composer: Composer
    ends: dict[str, int]  # story -> the last page it stands on
    set_lines: Counter[str]  # of each story, on all pages

    @cached_property
    def items(self) -> dict[str, CopyItem]:
        return {item.id: item for item in self.composer.items}

    def lines(self, key: str) -> int | None:
        copy = self.composer.copies.get(key)
        return None if copy is None else lines_needed(copy)

    def area(self, key: str) -> int:
        item = self.items.get(key)
        return round(self.composer.area(item)) if item else 0

    def capacity(self, number: int) -> int:
        fit = self.composer.fit
        return fit.capacity(fit.pages.index(number))

    def free(self, plan: PagePlan) -> int:
        """Lines for which there is no copy on a composed page."""
        open_rows = sum(area.columns * area.rows for area in plan.open_areas)
        return open_rows + plan.thin_rows * plan.on(self.composer.grid).columns

    def over(self, key: str) -> int:
        """Lines a story has more than stand."""
        lines = self.lines(key)
        return 0 if lines is None else lines - self.set_lines[key]


def _gauge(table: LightTable, standing: Standing) -> Gauge | None:
    """None where the issue could not be composed either."""
    dummy = table.dummy
    if dummy is None:
        return None
    try:
        composer = _composer(dummy, standing)
    except CompositionError:
        return None
    is_double = any(plan.across > 1 for plan in standing.plans.values())
    composer.fit.pages = Pagination(len(standing.pages), is_double)
    ends: dict[str, int] = {}
    set_lines: Counter[str] = Counter()
    for number, plan in sorted(standing.plans.items()):
        ends |= {module.item_id: number for module in plan.modules}
        set_lines += lines_standing(plan.modules)
    return Gauge(composer, ends, set_lines)


def _composer(dummy: Dummy, standing: Standing) -> Composer:
    kept = replace(kept_rows(dummy.issue, dummy.masthead), artwork=dummy.artwork)
    given = dummy.items, setting_of(dummy), kept, 0
    return Composer(*given, pages=dummy.pages, spread=standing.spread)


def _lines(gauge: Gauge | None, placement: Placement) -> int | None:
    return gauge.lines(str(placement.article_id)) if gauge else None


def _weigh(page: PlannedPage, gauge: Gauge, standing: Standing) -> None:
    """The load as the page stands, and with what is to come and to go."""
    number = page.sheet.page.number
    plan = standing.plans.get(number)
    coming = sum(
        gauge.area(str(story.article.pk))
        for story in page.stories
        if story.is_movable and story.stands is None
    )
    if plan is None:
        page.load = coming - gauge.capacity(number)
        return
    page.load = sum(_over(page.sheet, number, gauge)) - gauge.free(plan)
    leaving = {str(story.article.pk) for story in page.stories if story.goes_to is not None}
    if coming or leaving:
        freed = sum(m.column_rows for m in plan.modules if m.item_id in leaving)
        page.after_moves = page.load + coming - freed


def _over(sheet: Sheet, number: int, gauge: Gauge) -> Iterator[int]:
    """Where a story ends, the lines that do not stand or that newer copy has more."""
    for story in sheet.stories:
        key = str(story.placement.article_id)
        if gauge.ends.get(key) == number and (story.is_newer or story.is_cut_off):
            yield gauge.over(key)
