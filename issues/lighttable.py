"""What stands where in an issue: its pages with their stories, remarks and proofs."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from articles.wording import in_words, listed
from issues.composing import current_layouts, current_plan, is_current, unsold
from issues.dummy import CompositionError, Dummy, read_dummy
from issues.holding import Standing
from issues.houserules import Breach, breaches_of
from issues.models import Issue, Page, Placement
from issues.newer import Save, newer_stories, saves_of
from issues.proofing import PageProofs, page_proofs
from issues.spreads import around, centre_pair, named, numbers_of, own_pages, spread_of
from issues.wording import pages_in_words
from newsroom.layout.plan import EditionPlan, Module
from newsroom.layout.reasons import BROKEN

# What else is to be mended on a composed page, in words.
REMARKS = {
    "wish_not_kept": gettext_lazy("“%(headline)s” could not be set with a %(wish)s."),
    "artwork_elsewhere": gettext_lazy(
        "Artwork stands elsewhere on the page than it was booked: the place is taken, or the copy "
        "does not go around it there. Move it to another page, or book it for anywhere."
    ),
    "first_elsewhere": gettext_lazy(
        "The first story of the issue stands on another page: what is tied to page 1 leaves it no "
        "room. Untie a story there, or put another one first."
    ),
    "first_outranked": gettext_lazy(
        "The first story of the issue does not lead page 1: another one there names an official "
        "who stands before all whom it names. Put that one first, or on another page."
    ),
    "photo_left_out": gettext_lazy("A photo found no room and was left out."),
    "lead_too_short": gettext_lazy(
        "No story of this page is long enough to stand beside the nameplate, %(detail)s rows deep: "
        "put a longer one first, or choose another page design."
    ),
    "page_thin": gettext_lazy("The page is not full: about %(detail)s lines of copy are missing."),
    "page_open": gettext_lazy(
        "A place on the page is open: about %(detail)s lines of copy are missing."
    ),
    "page_empty": gettext_lazy("The page is empty: place stories on it, or drop it."),
}

# The composer's word for what an editor may wish
WISHES = {
    "vertical": Placement.Treatment.VERTICAL.label,
    "broken": Placement.Treatment.BROKEN.label,
    "initial": Placement.Treatment.INITIAL.label,
    "wrap": Placement.Treatment.WRAPPED.label,
    "quote": Placement.Treatment.QUOTE.label,
    "pin": gettext_lazy("place of its own"),
    "size": gettext_lazy("headline of the size chosen"),
    "photo": gettext_lazy("picture of the size chosen"),
}

# What stands where


@dataclass
class StoryOnPage:
    """A story as it stands on a composed page, or waits to."""

    placement: Placement
    is_continuation: bool = False
    is_newer: bool = False  # the copy was saved after the page was composed
    save: Save | None = None  # that made the newer copy
    is_cut_off: bool = False  # its end found no room on any page
    is_unprintable: bool = False  # no font has one of its characters

    @property
    def article(self) -> Article:
        return self.placement.article

    @property
    def newer_told(self) -> str:
        if not self.is_newer:
            return ""
        return str(self.save) if self.save else _("newer copy exists")


@dataclass
class Sheet:
    """A page on the light table. ``waiting`` was put on it but does not stand on it yet."""

    page: Page
    stories: list[StoryOnPage] = field(default_factory=list)
    waiting: list[Placement] = field(default_factory=list)
    breaches: list[Breach] = field(default_factory=list)  # of house rules
    violations: tuple[str, ...] = ()
    proofs: PageProofs | None = None
    covered: list[Page] = field(default_factory=list)  # the right half of a double page

    @property
    def is_composed(self) -> bool:
        return self.page.current_layout is not None

    @property
    def pages(self) -> list[Page]:
        return [self.page, *self.covered]

    @property
    def numbers(self) -> str:
        return named(page.number for page in self.pages)

    @property
    def title(self) -> str:
        return pages_in_words([page.number for page in self.pages])

    @property
    def names(self) -> str:
        return " ".join(dict.fromkeys(page.name for page in self.pages if page.name))

    @property
    def remarks(self) -> list[str]:
        """What is to be mended on the composed page, house rules first; each remark once."""
        broken = [breach.told for breach in self.breaches if breach.override is None]
        told = (violation.split(":") for violation in self.violations)
        known = [one for one in told if one[0] in REMARKS or one[0] in BROKEN]
        unpinned = {str(s.placement.article_id) for s in self.stories if not s.placement.pin}
        known = [one for one in known if one[1:2] != ["pin"] or one[-1] not in unpinned]
        remarks = (self._remark(name, details) for name, *details in known)
        return list(dict.fromkeys([*broken, *remarks]))

    def _remark(self, name: str, details: list[str]) -> str:
        if name in BROKEN:
            return in_words(BROKEN[name])
        words = {"detail": details[0] if details else ""}
        if name == "wish_not_kept":
            headlines = {
                str(s.placement.article_id): s.article.one_line_headline for s in self.stories
            }
            words = {"wish": str(WISHES[details[0]]), "headline": headlines.get(details[-1], "–")}
        return str(REMARKS[name]) % words


@dataclass
class LightTable:
    """All pages of an issue, what found no place, and what the pages do not show yet."""

    sheets: list[Sheet]
    placements: list[Placement]
    unassigned: list[Placement] = field(default_factory=list)  # no page named, on none yet
    without_room: list[Placement] = field(default_factory=list)
    unsold: list[str] = field(default_factory=list)  # booked artwork that stands nowhere, and why
    is_stale: bool = False
    problem: str = ""
    dummy: Dummy | None = None

    @property
    def breaches(self) -> list[Breach]:
        """Of house rules, on all pages."""
        return [breach for sheet in self.sheets for breach in sheet.breaches]

    @property
    def composed(self) -> int:
        return sum(sheet.is_composed for sheet in self.sheets)

    @property
    def pages(self) -> list[Page]:
        return [page for sheet in self.sheets for page in sheet.pages]

    @property
    def by_hand(self) -> str:
        """Numbers of the pages that were arranged by hand and that composing would lay anew."""
        layouts = ((page, page.current_layout) for page in self.pages if not page.is_locked)
        return listed(page.number for page, layout in layouts if layout and layout.is_by_hand)

    def standing(self, issue: Issue) -> Standing:
        return Standing(tuple(self.pages), spread_of(issue, len(self.pages)) is not None)

    @property
    def centre(self) -> tuple[int, int] | None:
        """The two pages that may be one double page."""
        return centre_pair(len(self.pages))


def light_table(issue: Issue) -> LightTable:
    pages = list(issue.pages.select_related("current_layout", "duty_editor"))
    placements = list(
        issue.placements.exclude(article__status=Article.Status.SPIKED).select_related(
            "article", "page"
        )
    )
    table = LightTable(_sheets(pages), placements)
    layouts = [page.current_layout for page in pages if page.current_layout]
    ends: dict[str, tuple[int, int]] = {}
    if layouts:
        for sheet in table.sheets:
            sheet.violations = () if sheet.is_composed else ("page_empty",)
        plan = current_plan(layouts)
        ends = _text_ends(plan)
        _lay_out(table, plan)
    _settle(issue, table, ends)
    states = page_proofs(issue)
    for sheet in table.sheets:
        sheet.proofs = states.get(sheet.page.number)
    return table


def _sheets(pages: list[Page]) -> list[Sheet]:
    by_number = {page.number: page for page in pages}
    return [
        Sheet(page, covered=[by_number[n] for n in numbers_of(page)[1:] if n in by_number])
        for page in own_pages(pages)
    ]


def sheet_at(table: LightTable, number: int) -> tuple[Sheet, int | None, int | None]:
    """The sheet that begins with that page, and the numbers before and after. Raises `Http404`."""
    sheets = {sheet.page.number: sheet for sheet in table.sheets}
    if number not in sheets:
        raise Http404
    return sheets[number], *around(number, list(sheets))


def _lay_out(table: LightTable, plan: EditionPlan) -> None:
    by_key = {str(p.article_id): p for p in table.placements}
    plans = {page.number: page for page in plan.pages}
    for sheet in table.sheets:
        page_plan = plans.get(sheet.page.number)
        if page_plan is None or sheet.page.current_layout is None:
            continue
        sheet.violations = page_plan.violations
        for module in sorted(page_plan.modules, key=lambda m: (m.area.row, m.area.column)):
            placement = by_key.get(module.item_id)
            if placement:
                sheet.stories.append(_standing(placement, module))


def _standing(placement: Placement, module: Module) -> StoryOnPage:
    return StoryOnPage(placement, is_continuation=module.kind == "continuation")


def _text_ends(plan: EditionPlan) -> dict[str, tuple[int, int]]:
    """Article key -> how far its copy is set, over all pages."""
    ends: dict[str, tuple[int, int]] = {}
    for page in plan.pages:
        for module in page.modules:
            end = (module.text_to.block, module.text_to.offset)
            ends[module.item_id] = max(end, ends.get(module.item_id, (0, 0)))
    return ends


def _settle(issue: Issue, table: LightTable, ends: dict[str, tuple[int, int]]) -> None:
    """What waits, what is cut off, and whether the pages are behind the copy."""
    standing = {s.placement.pk for sheet in table.sheets for s in sheet.stories}
    for sheet in table.sheets:
        keys = {page.pk for page in sheet.pages}
        sheet.waiting = [p for p in table.placements if p.page_id in keys and p.pk not in standing]
    table.unassigned = [p for p in table.placements if p.page_id is None and p.pk not in standing]
    try:
        dummy = read_dummy(issue)
    except CompositionError as error:
        table.problem = str(error)
        return
    table.dummy = dummy
    if not ends:
        return
    layouts = current_layouts(issue)
    table.is_stale = not issue.is_closed and not is_current(dummy, layouts)
    breaches = breaches_of(issue, dummy, layouts)
    for sheet in table.sheets:
        sheet.breaches = [breach for breach in breaches if breach.page == sheet.page.number]
    blocks = {item.id: item.story.blocks for item in dummy.items}
    cut_off = set()
    for key, end in ends.items():
        copy = blocks.get(key)
        if copy and end[0] < len(copy) and end < (len(copy) - 1, len(copy[-1].text)):
            cut_off.add(key)
    for sheet in table.sheets:
        layout = None if issue.is_closed else sheet.page.current_layout
        newer = newer_stories(dummy, layout) if layout else []
        for story in sheet.stories:
            story.is_newer = str(story.placement.article_id) in newer
            story.is_cut_off = str(story.placement.article_id) in cut_off and not story.is_newer
    _tell_saves(table)
    if not issue.is_closed and not table.is_stale:
        table.unsold = unsold(dummy, current_plan(layouts))
    if not table.is_stale:
        table.without_room = [
            p for p in table.placements if p.pk not in standing or str(p.article_id) in cut_off
        ]


def _tell_saves(table: LightTable) -> None:
    newer = [s for sheet in table.sheets for s in sheet.stories if s.is_newer]
    saves = saves_of([story.article.pk for story in newer]) if newer else {}
    for story in newer:
        story.save = saves.get(story.article.pk)
