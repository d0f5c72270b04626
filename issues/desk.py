"""The issue's screen beyond the form: what it shows, its buttons, pages and files.

Every button is a POST that calls one verb and says in one sentence what came of it.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
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
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from articles.keys import key_of
from articles.models import Article
from articles.wording import in_words
from issues import houserules, jobdesk
from issues.arranging import PageInUseError, add_page, drop_last_page
from issues.characters import Characters, characters_of
from issues.composing import waiting_articles
from issues.dummy import CompositionError
from issues.imposition import ExportError, masthead_copy
from issues.jobs import JobRefusedError
from issues.lighttable import LightTable, Sheet, light_table, sheet_at
from issues.locking import RIGHT as LOCKS
from issues.locking import lock_page, unlock_page
from issues.mastheads import folios
from issues.models import EditionFile, Issue, Job, Page
from issues.outdated import press_outdated
from issues.pageaddress import at_its_own_address
from issues.planning import place_article
from issues.printing import preview_page
from issues.publishing import blocking_problems, cautions, withdraw_issue
from issues.recomposing import changed_pages
from issues.refusals import REFUSALS as VERB_REFUSALS
from issues.remedying import RIGHTS, Advice, advice_of, extent_of, name_of_advice
from issues.spreads import SpreadRefusedError, centre_told, join_pages, named, part_pages
from newsroom.copydesk.calendar import LunarRangeError, lunar_date, weekday_name
from newsroom.layout.plan import page_from_json
from newsroom.press.nameplate import MastheadCopy
from newsroom.press.zones import Zone, zones

REFUSALS = (*VERB_REFUSALS, JobRefusedError, PageInUseError, SpreadRefusedError)
PREVIEW_PPI = {"small": 60, "large": 110}
OFFERED = 40  # articles without an issue that the screen offers


def room_for(sheet: Sheet) -> dict[str, Any]:
    """A double page has the width of the window; the way back stands above it."""
    return {"is_nav_sidebar_enabled": False} if sheet.covered else {}


def problems_of(issue: Issue, table: LightTable) -> list[str]:
    """What stands between the issue and its readers, as far as the screen can tell."""
    if issue.is_closed:
        return []
    problems = [in_words(problem) for problem in blocking_problems(issue)]
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
        "centre_told": _centre_told(issue, len(table.pages)),
        "changed_pages": _changed(issue, table),
        "masthead": masthead,
        "problems": [*problems_of(issue, table), *characters.missing],
        **advised(issue, table, user),
        "cautions": [] if issue.is_closed else cautions(issue),
        "substituted": characters.substituted,
        "offered": offered_articles(issue) if _may_place(issue, user) else [],
        **_press_file(issue, table),
        **jobdesk.job_context(issue, user),
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


def _centre_told(issue: Issue, count: int) -> list[str]:
    """What becomes of the double page with a page more, and with one fewer."""
    told = (centre_told(issue, other) for other in (count + 1, count - 1))
    return list(dict.fromkeys(filter(None, told)))


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


def _press_file(issue: Issue, table: LightTable) -> dict[str, Any]:
    """The newest press PDF, and why it is not one to send where the issue moved on."""
    file = press_file(issue)
    if file is None:
        return {"press_file": None}
    layouts = [page.current_layout for page in table.pages if page.current_layout]
    try:
        outdated = press_outdated(issue, file, table.dummy, layouts)
    except (ExportError, LunarRangeError) as error:
        outdated = in_words(error)
    return {"press_file": file, "press_outdated": outdated}


# The buttons


def change_url(issue: Issue) -> str:
    return reverse("admin:issues_issue_change", args=[issue.pk])


def run(request: HttpRequest, verb: Callable[[], str]) -> bool:
    """Call a verb and say what came of it; a refusal is a message, never an error page."""
    try:
        sentence = verb()
    except REFUSALS as error:
        for line in getattr(error, "problems", None) or [in_words(error)]:
            messages.error(request, in_words(line))
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
    return HttpResponseRedirect(change_url(issue))


def compose(request: HttpRequest, issue: Issue) -> str:
    return jobdesk.start(request, issue, Job.Kind.COMPOSE)


def _remedy(request: HttpRequest, issue: Issue) -> str:
    number, basis = request.POST.get("number", ""), request.POST.get("basis", "")
    basis = basis if re.fullmatch(r"[0-9a-f]{64}", basis) else ""
    known = int(number) if number.isdecimal() and len(number) < 4 else -1
    return jobdesk.start(request, issue, Job.Kind.REMEDY, number=known, basis=basis)


def advised(issue: Issue, table: LightTable, user: Any) -> dict[str, Any]:
    """What would help, as far as the reader may do it."""
    found: list[Advice] = []
    extent: list[str] = []
    if table.dummy is not None and user.has_perm("issues.compose_issue"):
        found = [a for a in advice_of(issue, table.dummy) if user.has_perm(RIGHTS[a.remedy.kind])]
        extent = extent_of(issue, table.dummy)
    return {"advice": found, "extent": extent, "advice_basis": name_of_advice(issue)}


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
    page = issue.pages.filter(number=key_of(request.POST.get("page", ""))).first()
    keys = [key_of(key) for key in request.POST.getlist("article")]
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
    told = centre_told(issue, issue.pages.count() + 1)
    page = add_page(issue, by=request.user)
    return " ".join([_("Page %(page)s is added.") % {"page": page.number}, told]).strip()


def _drop_page(request: HttpRequest, issue: Issue) -> str:
    told = centre_told(issue, issue.pages.count() - 1)
    number = drop_last_page(issue, by=request.user)
    return " ".join([_("Page %(page)s is dropped.") % {"page": number}, told]).strip()


def _compose_changed(request: HttpRequest, issue: Issue) -> str:
    return jobdesk.start(request, issue, Job.Kind.CHANGED)


def _lock(request: HttpRequest, issue: Issue) -> str:
    page = lock_page(_asked_page(request, issue), by=request.user)
    return _("Page %(page)s is locked: nothing changes it until it is unlocked.") % {
        "page": page.number
    }


def _unlock(request: HttpRequest, issue: Issue) -> str:
    page = unlock_page(_asked_page(request, issue), by=request.user)
    return _("Page %(page)s is unlocked.") % {"page": page.number}


def _asked_page(request: HttpRequest, issue: Issue) -> Page:
    return get_object_or_404(issue.pages.all(), number=key_of(request.POST.get("page", "")))


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
@at_its_own_address
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
@at_its_own_address
def page_proof(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One page large, its stories beside it."""
    require_view(request)
    issue = get_object_or_404(Issue.objects.select_related("publication"), pk=pk)
    sheet, previous, following = sheet_at(light_table(issue), number)
    context = {
        **admin.site.each_context(request),
        **room_for(sheet),
        "title": sheet.title,
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
