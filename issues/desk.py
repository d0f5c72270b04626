"""The issue's screen beyond the form: what stands where, the buttons, the import with its preview.

Every button is a POST that calls one verb and says in one sentence what came of it.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from articles.models import Article, Publication
from articles.wording import in_words
from issues import houserules, jobdesk
from issues.arranging import PageInUseError, add_page, drop_last_page
from issues.characters import Characters, characters_of
from issues.composing import (
    Composition,
    CompositionError,
    Dummy,
    compose_issue,
    current_layouts,
    current_plan,
    is_current,
    read_dummy,
    unsold,
    waiting_articles,
)
from issues.forms import PreviewForm, Upload, UploadForm
from issues.holding import Standing, standing_of
from issues.houserules import Breach, breaches_of
from issues.importing import ImportRefusedError, import_page, read_upload
from issues.imposition import ExportError, masthead_copy
from issues.jobs import JobRefusedError
from issues.locking import RIGHT as LOCKS
from issues.locking import lock_page, unlock_page
from issues.mastheads import folios
from issues.models import EditionFile, Issue, Job, Page, Placement
from issues.newer import Save, saves_of
from issues.planning import place_article
from issues.printing import preview_page
from issues.proofing import PageProofs, page_proofs
from issues.publishing import blocking_problems, cautions, withdraw_issue
from issues.recomposing import changed_pages, compose_pages
from issues.refusals import REFUSALS as VERB_REFUSALS
from issues.remedying import RIGHTS, Advice, advice_of, apply_remedy, extent_of
from issues.spreads import (
    SpreadRefusedError,
    around,
    centre_pair,
    join_pages,
    named,
    numbers_of,
    own_pages,
    part_pages,
    spread_of,
)
from newsroom.copydesk.calendar import LunarRangeError, lunar_date, weekday_name
from newsroom.copydesk.decode import UnreadableTextError
from newsroom.copydesk.printed_page import PrintedPage
from newsroom.layout.plan import EditionPlan, Module, page_from_json
from newsroom.press.nameplate import MastheadCopy
from newsroom.press.zones import Zone, zones

REFUSALS = (*VERB_REFUSALS, JobRefusedError, PageInUseError, SpreadRefusedError)
PREVIEW_PPI = {"small": 60, "large": 110}
OFFERED = 40  # articles without an issue that the screen offers


# What the composer calls a breach of a designer's rule, in words.
REMARKS = {
    "headlines_meet": gettext_lazy("Two headlines of about one size stand side by side."),
    "gutter_through": gettext_lazy("One gutter runs down the whole page."),
    "full_width_cuts": gettext_lazy("A straight cut goes across the whole page."),
    "priority_downward": gettext_lazy("A lesser story stands above a greater one."),
    "lead_first": gettext_lazy("The lead does not stand out."),
    "sizes_in_order": gettext_lazy("A lesser story has the larger headline."),
    "photos_meet": gettext_lazy("Two photos touch."),
    "wish_not_kept": gettext_lazy("“%(headline)s” could not be set with a %(wish)s."),
    "artwork_elsewhere": gettext_lazy(
        "Artwork stands elsewhere on the page than it was booked: the place is taken, or the copy "
        "does not go around it there. Move it to another page, or book it for anywhere."
    ),
    "art_apart": gettext_lazy("Artwork stands where the page begins."),
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
    def names(self) -> str:
        return " ".join(page.name for page in self.pages if page.name)

    @property
    def remarks(self) -> list[str]:
        """What is to be mended on the composed page, house rules first; each remark once."""
        broken = [breach.told for breach in self.breaches if breach.override is None]
        told = (violation.split(":") for violation in self.violations)
        remarks = (self._remark(name, details) for name, *details in told if name in REMARKS)
        return list(dict.fromkeys([*broken, *remarks]))

    def _remark(self, name: str, details: list[str]) -> str:
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


def room_for(sheet: Sheet) -> dict[str, Any]:
    """A double page has the width of the window; the way back stands above it."""
    return {"is_nav_sidebar_enabled": False} if sheet.covered else {}


def _lay_out(table: LightTable, plan: EditionPlan) -> None:
    by_key = {str(p.article_id): p for p in table.placements}
    plans = {page.number: page for page in plan.pages}
    for sheet in table.sheets:
        page_plan = plans.get(sheet.page.number)
        if page_plan is None or sheet.page.current_layout is None:
            continue
        sheet.violations = page_plan.violations
        versions = sheet.page.current_layout.versions
        for module in sorted(page_plan.modules, key=lambda m: (m.area.row, m.area.column)):
            placement = by_key.get(module.item_id)
            if placement:
                sheet.stories.append(_standing(placement, module, versions))


def _standing(placement: Placement, module: Module, versions: dict[str, int]) -> StoryOnPage:
    return StoryOnPage(
        placement,
        is_continuation=module.kind == "continuation",
        is_newer=versions.get(module.item_id) != placement.article.version,
    )


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
        for story in sheet.stories:
            story.is_newer = story.is_newer and not issue.is_closed
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


def problems_of(issue: Issue, table: LightTable) -> list[str]:
    """What stands between the issue and its readers, as far as the screen can tell."""
    if issue.is_closed:
        return []
    problems = list(blocking_problems(issue))
    if table.problem and table.problem not in problems:
        problems.append(table.problem)
    unled = [s for s in table.sheets if any(v.startswith("lead_too_short") for v in s.violations)]
    for sheet in unled:  # what stands in the way is the design, not the length of any story
        problems += sheet.remarks
    for placement in () if unled else table.without_room:
        problems.append(
            _("“%(headline)s” does not fit: cut it, drop it or add a page, then compose again.")
            % {"headline": placement.article.one_line_headline}
        )
    problems += table.unsold
    if issue.centre_spread and table.centre is None:
        problems.append(_("A double page needs pages in fours: add or drop pages, or part it."))
    if table.is_stale:
        problems.append(_("Copy or wishes changed after the pages were composed: compose again."))
    return problems


def screen_context(issue: Issue, user: Any) -> dict[str, Any]:
    """What the issue's screen shows besides its form."""
    table = light_table(issue)
    try:
        masthead: Any = masthead_copy(issue, len(table.pages))
    except (ExportError, LunarRangeError):
        masthead = None
    characters = _characters(issue, table, masthead)
    return {
        "light_table": table,
        "changed_pages": _changed(issue, table),
        "masthead": masthead,
        "problems": [*problems_of(issue, table), *characters.missing],
        **advised(issue, table, user),
        "cautions": [] if issue.is_closed else cautions(issue),
        "substituted": characters.substituted,
        "offered": offered_articles(issue) if _may_place(issue, user) else [],
        "press_file": press_file(issue),
        **jobdesk.job_context(issue),
        "may": {
            "compose": not issue.is_closed and user.has_perm("issues.compose_issue"),
            "export": user.has_perm("issues.export_issue"),
            "publish": issue.state != Issue.State.PUBLISHED
            and user.has_perm("issues.publish_issue"),
            "withdraw": issue.state == Issue.State.PUBLISHED
            and user.has_perm("issues.withdraw_issue"),
            "override": not issue.is_closed and user.has_perm(houserules.RIGHT),
            "place": _may_place(issue, user),
            "lock": not issue.is_closed and user.has_perm(LOCKS),
            "spread": not issue.is_closed and user.has_perm("issues.change_issue"),
            "add_page": not issue.is_closed and user.has_perm("issues.add_page"),
            "drop_page": not issue.is_closed
            and len(table.sheets) > 1
            and user.has_perm("issues.delete_page"),
        },
    }


def _characters(issue: Issue, table: LightTable, masthead: MastheadCopy | None) -> Characters:
    """What no font has is said before anybody exports; the stories concerned are marked."""
    if issue.is_closed or table.dummy is None:
        return Characters()
    try:
        found = characters_of(table.dummy, masthead, folios(issue))
    except LunarRangeError:
        return Characters()
    for sheet in table.sheets:
        for story in sheet.stories:
            story.is_unprintable = str(story.placement.article_id) in found.unprintable
    return found


def _changed(issue: Issue, table: LightTable) -> list[int]:
    """The pages to be composed anew, where others may stay as they are."""
    if issue.is_closed or table.dummy is None or not table.composed:
        return []
    return changed_pages(table.dummy, table.standing(issue))


def _may_place(issue: Issue, user: Any) -> bool:
    return not issue.is_closed and bool(user.has_perm("issues.change_placement"))


def offered_articles(issue: Issue) -> list[Article]:
    """Copy that the screen offers for the issue."""
    return list(waiting_articles(issue).select_related("section").defer("body")[:OFFERED])


def press_file(issue: Issue) -> EditionFile | None:
    return issue.files.filter(
        profile=EditionFile.Profile.PRESS, page_number=None, is_current=True
    ).first()


# The buttons


def _change_url(issue: Issue) -> str:
    return reverse("admin:issues_issue_change", args=[issue.pk])


def run(request: HttpRequest, verb: Callable[[], str]) -> bool:
    """Call a verb and say what came of it; a refusal is a message, never an error page."""
    try:
        sentence = verb()
    except REFUSALS as error:
        for line in getattr(error, "problems", None) or [in_words(error)]:
            messages.error(request, line)
        return False
    messages.success(request, sentence)
    return True


@require_POST
def do(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    issue = get_object_or_404(Issue.objects.select_related("publication"), pk=pk)
    action = ACTIONS.get(verb)
    if action is None:
        raise Http404
    run(request, lambda: action(request, issue))
    return HttpResponseRedirect(_change_url(issue))


def compose(request: HttpRequest, issue: Issue) -> str:
    return _told(request, compose_issue(issue, by=request.user))


def _told(request: HttpRequest, composition: Composition, *, only_written: bool = False) -> str:
    for overset in composition.overset:
        if overset.told:
            messages.warning(request, in_words(overset.told))
    for left in composition.plan.left_out:
        messages.warning(request, in_words(left.told))
    count = sum(layout.across for layout in composition.layouts)
    return ngettext("%(count)s page composed.", "%(count)s pages composed.", count) % {
        "count": count
    }


def _remedy(request: HttpRequest, issue: Issue) -> str:
    number, basis = request.POST.get("number", ""), request.POST.get("basis", "")
    advice, composition = apply_remedy(
        issue, int(number) if number.isdecimal() else -1, basis, by=request.user
    )
    messages.info(request, _("Done: %(advice)s") % {"advice": advice.sentence})
    return _told(request, composition)


def advised(issue: Issue, table: LightTable, user: Any) -> dict[str, Any]:
    """What would help, as far as the reader may do it."""
    found: list[Advice] = []
    extent: list[str] = []
    if table.dummy is not None and user.has_perm("issues.compose_issue"):
        found = [a for a in advice_of(issue, table.dummy) if user.has_perm(RIGHTS[a.remedy.kind])]
        extent = extent_of(issue, table.dummy)
    return {"advice": found, "extent": extent, "advice_basis": issue.advice.get("basis", "")}


def _override(request: HttpRequest, issue: Issue) -> str:
    key, reason = request.POST.get("breach", ""), request.POST.get("reason", "")
    houserules.override_rule(issue, key, reason, by=request.user)
    return _("The rule is overridden; the reason is kept.")


def _restore(request: HttpRequest, issue: Issue) -> str:
    houserules.restore_rule(issue, request.POST.get("breach", ""), by=request.user)
    return _("The override is taken back: the rule holds again.")


def _export(request: HttpRequest, issue: Issue) -> str:
    kind = request.POST.get("kind", Job.Kind.PRESS)
    if kind not in (Job.Kind.PRESS, Job.Kind.PROOF, Job.Kind.WEB, Job.Kind.ARCHIVE):
        raise Http404
    return jobdesk.start(request, issue, kind)


def _publish(request: HttpRequest, issue: Issue) -> str:
    return jobdesk.start(request, issue, Job.Kind.PUBLISH)


def _withdraw(request: HttpRequest, issue: Issue) -> str:
    withdraw_issue(issue, by=request.user, reason=request.POST.get("reason", ""))
    return _("%(issue)s is withdrawn from the web.") % {"issue": issue}


def _place(request: HttpRequest, issue: Issue) -> str:
    number = request.POST.get("page", "")
    page = issue.pages.filter(number=int(number)).first() if number.isdecimal() else None
    keys = [int(key) for key in request.POST.getlist("article") if key.isdecimal()]
    articles = Article.objects.live().filter(
        pk__in=keys, publication=issue.publication, placement=None
    )
    chosen = sorted(articles, key=lambda article: keys.index(article.pk))
    if not chosen:
        raise CompositionError(_("Choose articles first, then place them."))
    for article in chosen:
        place_article(article, issue, by=request.user, page=page)
    return ngettext("%(count)s article placed.", "%(count)s articles placed.", len(chosen)) % {
        "count": len(chosen)
    }


def _add_page(request: HttpRequest, issue: Issue) -> str:
    page = add_page(issue, by=request.user)
    return _("Page %(page)s is added.") % {"page": page.number}


def _drop_page(request: HttpRequest, issue: Issue) -> str:
    return _("Page %(page)s is dropped.") % {"page": drop_last_page(issue, by=request.user)}


def _compose_changed(request: HttpRequest, issue: Issue) -> str:
    numbers = changed_pages(read_dummy(issue), standing_of(issue))
    return _told(request, compose_pages(issue, numbers, by=request.user))


def _lock(request: HttpRequest, issue: Issue) -> str:
    page = lock_page(_asked_page(request, issue), by=request.user)
    return _("Page %(page)s is locked: nothing changes it until it is unlocked.") % {
        "page": page.number
    }


def _unlock(request: HttpRequest, issue: Issue) -> str:
    page = unlock_page(_asked_page(request, issue), by=request.user)
    return _("Page %(page)s is unlocked.") % {"page": page.number}


def _asked_page(request: HttpRequest, issue: Issue) -> Page:
    number = request.POST.get("page", "")
    wanted = int(number) if number.isdecimal() and len(number) < 4 else 0
    return get_object_or_404(issue.pages.all(), number=wanted)


def _join(request: HttpRequest, issue: Issue) -> str:
    """The pair is sent as ``pages=4-5``."""
    left, _dash, right = request.POST.get("pages", "").partition("-")
    if not all(number.isdecimal() and len(number) < 4 for number in (left, right)):
        raise Http404
    join_pages(issue, (int(left), int(right)), by=request.user)
    return _("Pages %(pages)s are one double page now: compose the pages.") % {
        "pages": named((int(left), int(right)))
    }


def _part(request: HttpRequest, issue: Issue) -> str:
    part_pages(issue, by=request.user)
    return _("The centre pages are two pages again: compose the pages.")


ACTIONS: dict[str, Callable[[HttpRequest, Issue], str]] = {
    "compose": compose,
    "remedy": _remedy,
    "override": _override,
    "restore": _restore,
    "export": _export,
    "publish": _publish,
    "cancel": jobdesk.cancel,
    "withdraw": _withdraw,
    "place": _place,
    "add-page": _add_page,
    "drop-page": _drop_page,
    "compose-changed": _compose_changed,
    "lock": _lock,
    "unlock": _unlock,
    "join": _join,
    "part": _part,
}


# Pictures, files, dates


@require_GET
def page_picture(request: HttpRequest, pk: int, number: int, size: str) -> HttpResponse:
    """A composed page as PNG; 404 with the sentence where it cannot be shown."""
    require_view(request)
    issue = get_object_or_404(Issue.objects.select_related("publication"), pk=pk)
    if size not in PREVIEW_PPI:
        raise Http404
    try:
        png = preview_page(issue, number, ppi=PREVIEW_PPI[size])
    except REFUSALS as error:
        return HttpResponse(in_words(error), status=404, content_type="text/plain; charset=utf-8")
    tag = f'"{hashlib.sha256(png).hexdigest()[:32]}"'
    response: HttpResponse = (
        HttpResponseNotModified()
        if request.headers.get("If-None-Match") == tag
        else HttpResponse(png, content_type="image/png")
    )
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


@require_GET
def page_proof(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One page large, its stories beside it."""
    require_view(request)
    issue = get_object_or_404(Issue.objects.select_related("publication"), pk=pk)
    sheet, previous, following = sheet_at(light_table(issue), number)
    context = {
        **admin.site.each_context(request),
        **room_for(sheet),
        "title": _("Page %(page)s") % {"page": sheet.numbers},
        "opts": Issue._meta,
        "issue": issue,
        "sheet": sheet,
        "previous": previous,
        "next": following,
        "zones": _zones(issue, sheet),
    }
    return TemplateResponse(request, "admin/issues/issue/page_proof.html", context)


def _zones(issue: Issue, sheet: Sheet) -> list[tuple[Zone, str]]:
    """Where each story stands on the picture, and its headline."""
    layout, masthead = sheet.page.current_layout, issue.masthead
    if layout is None or masthead is None:
        return []
    headlines = {str(s.article.pk): s.article.one_line_headline for s in sheet.stories}
    plan = page_from_json(layout.plan)
    found = zones(plan, plan.on(masthead.grid))
    return [(zone, headlines[zone.item_id]) for zone in found if zone.item_id in headlines]


def require_view(request: HttpRequest) -> None:
    rights = ("issues.view_issue", "issues.change_issue")
    if not any(request.user.has_perm(right) for right in rights):
        raise PermissionDenied


@require_GET
def edition_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    rights = ("issues.view_editionfile", "issues.export_issue")
    if not any(request.user.has_perm(right) for right in rights):
        raise PermissionDenied
    file = get_object_or_404(EditionFile, pk=pk)
    path = Path(settings.EDITION_ROOT) / file.path
    if not path.is_file():
        raise Http404(_("The file is not there any more: export it again."))
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


@require_GET
def day_facts(request: HttpRequest) -> JsonResponse:
    """Weekday and lunar date of ``?date=``; empty where there are none."""
    require_view(request)
    language = request.GET.get("language", "zh")
    try:
        day = datetime.date.fromisoformat(request.GET.get("date", ""))
        facts = {"weekday": weekday_name(day, language), "lunar": lunar_date(day)}
    except (ValueError, LunarRangeError):
        facts = {"weekday": "", "lunar": ""}
    return JsonResponse(facts)


# Import


def import_issue(request: HttpRequest) -> HttpResponse:
    """Hand in a text; see what was understood and mend it; save. Nothing is saved before."""
    if not request.user.has_perm("issues.import_issue"):
        raise PermissionDenied
    if request.method == "POST" and "sealed" in request.POST:
        return _save_import(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            upload = form.upload()
            page = read_upload(upload.data)
            publication = form.cleaned_data["publication"] or _named_in(page)
            return _show_preview(request, PreviewForm(page, publication), upload)
        except UnreadableTextError as error:
            form.add_error(None, in_words(error))
    context = {"title": _("Import a printed page"), "form": form}
    return _import_page(request, "admin/issues/issue/import.html", context)


def _named_in(page: PrintedPage) -> Publication | None:
    """The publication whose name the masthead says, or the only one when it says none."""
    if page.imprint.name:
        return Publication.objects.filter(name=page.imprint.name).first()
    publications = list(Publication.objects.all()[:2])
    return publications[0] if len(publications) == 1 else None


def _save_import(request: HttpRequest) -> HttpResponse:
    try:
        upload = Upload.opened(request.POST["sealed"])
        page = read_upload(upload.data)
    except (ValidationError, UnreadableTextError) as error:
        messages.error(request, " ".join(getattr(error, "messages", [in_words(error)])))
        return HttpResponseRedirect(reverse("admin:issues_issue_import"))
    key = request.POST.get("publication", "")
    publication = Publication.objects.filter(pk=int(key)).first() if key.isdecimal() else None
    preview = PreviewForm(page, publication, request.POST)
    if not preview.is_valid():
        return _show_preview(request, preview, upload)
    try:
        result = import_page(
            preview.corrected(),
            original=upload.data,
            file_name=upload.name,
            by=request.user,
            publication=publication,
            slug=preview.slug,
            officials=preview.officials(),
        )
    except (ImportRefusedError, ValidationError) as error:
        for line in getattr(error, "messages", [str(error)]):
            messages.error(request, line)
        return _show_preview(request, preview, upload)
    if result.created:
        messages.success(request, _("%(issue)s is imported.") % {"issue": result.issue})
    else:
        messages.info(request, _("This text was imported before: nothing was changed."))
    return HttpResponseRedirect(_change_url(result.issue))


def _show_preview(request: HttpRequest, preview: PreviewForm, upload: Upload) -> HttpResponse:
    printed = preview.page.imprint.name
    if preview.publication and printed and printed != preview.publication.name:
        messages.warning(
            request,
            _("The masthead says “%(printed)s”, but the text will go into “%(publication)s”.")
            % {"printed": printed, "publication": preview.publication},
        )
    context = {
        "title": _("What was understood"),
        "preview": preview,
        "upload": upload,
        "doubts": len(preview.page.doubts),
        "errors": list(_errors(preview)),
    }
    return _import_page(request, "admin/issues/issue/import_preview.html", context)


def _errors(preview: PreviewForm) -> Iterator[Any]:
    for form in (preview.imprint, *preview.stories):
        if form.is_bound and form.errors:
            yield form


def _import_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    shared = {**admin.site.each_context(request), "opts": Issue._meta}
    return TemplateResponse(request, template, shared | context)
