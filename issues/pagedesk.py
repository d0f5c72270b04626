"""The page desk: one page large, its stories dragged, resized, swapped, pinned; steps taken back.

The screen asks for the state of the page as JSON, sends one change at a time, gets the new state.
What cannot be is answered with 409 and one sentence; a page that somebody else changed meanwhile
with that sentence and the page as it stands now.
"""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any, TypeGuard

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from articles.models import Article
from articles.wording import in_words, listed
from issues.advertising import told_of_fillers
from issues.desk import require_view
from issues.handdesk import KINDS, OF_A_PAGE, HandworkError, Kind, Wish
from issues.handwork import (
    Done,
    StaleLayoutError,
    change_page,
    pin_story,
    redo,
    refuse_other,
    undo,
)
from issues.lighttable import light_table, sheet_at
from issues.models import Issue, Page
from issues.pageaddress import at_its_own_address, page_of
from issues.pagestate import modules_of, state_of
from issues.presence import note_presence
from issues.printing import preview_plan
from issues.proposing import proposed
from issues.refusals import REFUSALS
from issues.wording import size_in_words
from newsroom.layout.geometry import Area
from newsroom.layout.proposals import Proposal

PROPOSAL_PPI = 40
MOST_BYTES = 4000  # of a change that is sent

WAYS = {
    "kept": lambda: _("Set anew where it stood; nothing else moved."),
    "edge": lambda: _("Neighbours gave way along the edge."),
    "swap": lambda: _("The two stories changed places."),
    "part": lambda: _("The part of the page around it was arranged anew."),
    "page": lambda: _("The whole page was arranged anew."),
    "open": lambda: _("Its place is open now."),
    "filler": lambda: _("The filler stands elsewhere now."),
}


@require_GET
@at_its_own_address
def page_desk(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The screen itself; it works on the state that `page_state` tells."""
    require_view(request)
    page = page_of(pk, number)
    table = light_table(page.issue)
    sheet, previous, following = sheet_at(table, number)
    context = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,  # the page needs the window's width
        "title": sheet.title,
        "opts": Issue._meta,
        "issue": page.issue,
        "sheet": sheet,
        "sheets": table.sheets,
        "previous": previous,
        "next": following,
        "state": state_of(page, sheet, request.user),
    }
    return TemplateResponse(request, "admin/issues/issue/page_desk.html", context)


@require_http_methods(["GET", "POST"])
@at_its_own_address
def page_state(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """How the page stands; a POST says besides that somebody is at it."""
    require_view(request)
    page = page_of(pk, number)
    if request.method == "POST":
        note_presence(page, request.user)
    return JsonResponse(_state(request, page))


@require_POST
def page_change(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One change, as JSON: ``{"do", "on", "key", "item", "area", "other"}``."""
    require_view(request)
    page = page_of(pk, number)
    try:
        given = _given(request)
        said = _do(request, page, given)
    except StaleLayoutError as error:
        fresh = page_of(pk, number)
        answer = {"refused": str(error), "is_stale": True, "state": _state(request, fresh)}
        return JsonResponse(answer, status=409)
    except REFUSALS as error:
        return JsonResponse({"refused": in_words(error)}, status=409)
    return JsonResponse({"said": said, "state": _state(request, page_of(pk, number))})


def _given(request: HttpRequest) -> dict[str, Any]:
    try:
        given = json.loads(request.body[:MOST_BYTES])
    except (ValueError, RecursionError) as error:
        raise HandworkError(_("The change was not understood: load the page again.")) from error
    if not isinstance(given, dict) or not isinstance(given.get("do"), str):
        raise HandworkError(_("The change was not understood: load the page again."))
    return given


def _do(request: HttpRequest, page: Page, given: dict[str, Any]) -> str:
    kind, on = given["do"], _looked_at(given)
    if kind == "undo":
        undo(page, on=on, by=request.user)
        return _("The last step is taken back.")
    if kind == "redo":
        redo(page, on=on, by=request.user)
        return _("The step is done again.")
    if kind in ("pin", "unpin"):
        refuse_other(page, on)
        return _pin(request, page, str(given.get("item", "")), kind == "pin")
    if kind not in KINDS:
        raise Http404
    key = str(given.get("key", ""))
    done = change_page(page, _wish(kind, given), on=on, by=request.user, key=key)
    item, other = str(given.get("item", "")), str(given.get("other", ""))
    words = _answered(kind, done, item)
    others = [id for id in done.moved if id not in (item, other)]
    if others and done.way in ("edge", "part", "page", "filler"):
        words += " " + _("Moved besides: %(stories)s.") % {"stories": _headlines(others)}
    if kind == "resize" and given.get("area"):
        words += _other_size(done, item, _area(given["area"]))
    return words


def _answered(kind: Kind, done: Done, id: str) -> str:
    """How the change was answered; of a story let go on, or brought back, where it stands now."""
    words = " ".join(told_of_fillers(done.layout)) or WAYS[done.way]()
    if kind not in ("jump", "join"):
        return words
    here = next((m for m in modules_of(done.layout) if m.item_id == id), None)
    goes_to = here.jump_to if here else None
    if done.way == "open":
        words = _("The room it left is open.")
    if goes_to is None:
        return _("All the rest of it stands here now.") + " " + words
    return _("It goes on to page %(page)s now.") % {"page": goes_to} + " " + words


def _other_size(done: Done, id: str, wanted: Area) -> str:
    """That the story has about the size asked for, where it is more than the row of a rule off."""
    area = next((m.area for m in modules_of(done.layout) if m.item_id == id), None)
    if area is None:
        return ""
    if area.columns == wanted.columns and abs(area.rows - wanted.rows) <= 1:
        return ""
    told = _("Its size is now %(columns)s × %(rows)s (columns × rows), near what you asked for.")
    return " " + told % {"columns": area.columns, "rows": area.rows}


def _looked_at(given: dict[str, Any]) -> int:
    """The key of the layout that was looked at; a change that names none is not made."""
    on = given.get("on")
    if not isinstance(on, int) or isinstance(on, bool):
        raise HandworkError(_("The change was not understood: load the page again."))
    return on


def _wish(kind: Kind, given: dict[str, Any]) -> Wish:
    area = given.get("area")
    return Wish(
        kind,
        "" if kind in OF_A_PAGE else str(given.get("item", "")),
        None if area is None else _area(area),
        str(given.get("other", "")),
        value=_count(given, "value"),
        page=_count(given, "page"),
        lines=_count(given, "lines"),
        photo=(_count(given, "columns"), _count(given, "rows")),
        focus=_focus(given.get("focus")),
    )


def _count(given: dict[str, Any], name: str) -> int:
    """A number that may be missing."""
    number = given.get(name, 0)
    if not _is_count(number) or number < 0:
        raise HandworkError(_("The change was not understood: load the page again."))
    return int(number)


def _focus(given: Any) -> tuple[int, float, float] | None:
    """``{"use", "x", "y"}``: fractions of the picture from its top left."""
    if given is None:
        return None
    if not isinstance(given, dict) or not str(given.get("use", "")).isdecimal():
        raise HandworkError(_("The change was not understood: load the page again."))
    x, y = given.get("x"), given.get("y")
    if not _is_share(x) or not _is_share(y):
        raise HandworkError(_("The change was not understood: load the page again."))
    return int(given["use"]), round(x, 3), round(y, 3)


def _is_share(number: object) -> TypeGuard[float]:
    if isinstance(number, bool) or not isinstance(number, int | float):
        return False
    return math.isfinite(number) and 0 <= number <= 1


MOST = 1000  # columns, rows or lines of anything


def _area(given: Any) -> Area:
    names = ("column", "row", "columns", "rows")
    if not isinstance(given, dict) or not all(_is_count(given.get(name)) for name in names):
        raise HandworkError(_("The change was not understood: load the page again."))
    return Area(*(int(given[name]) for name in names))


def _is_count(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and -MOST < number < MOST


def _pin(request: HttpRequest, page: Page, item: str, is_pinned: bool) -> str:
    module = next((m for m in modules_of(page.current_layout) if m.item_id == item), None)
    placement = page.issue.placements.filter(article_id=int(item)).first() if module else None
    if placement is None or module is None:
        raise HandworkError(_("That story does not stand on this page any more."))
    pin_story(placement, module.area if is_pinned else None, by=request.user)
    return _("Pinned: it stays there.") if is_pinned else _("The pin is taken out.")


def _headlines(ids: list[str]) -> str:
    keys = [int(id) for id in ids if id.isdecimal()]
    found = Article.objects.filter(pk__in=keys).only("headline")
    return listed(f"“{article.one_line_headline}”" for article in found)


@require_GET
@at_its_own_address
def page_proposals(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Other good ways to build the page, each with its picture and what is different."""
    require_view(request)
    page = page_of(pk, number)
    try:
        desk, found = proposed(page)
    except REFUSALS as error:
        return JsonResponse({"refused": in_words(error)}, status=409)
    args = [pk, number]
    sheet, _previous, _following = sheet_at(light_table(page.issue), number)
    told = [
        {
            "value": value,
            "picture": f"{reverse('admin:issues_issue_proposal', args=[*args, value])}"
            f"?{desk.layouts[number].pk}",
            "words": _difference(proposal),
            "remarks": replace(sheet, violations=proposal.plan.violations, breaches=[]).remarks,
        }
        for value, proposal in enumerate(found, start=1)
    ]
    return JsonResponse({"proposals": told, "layout": desk.layouts[number].pk})


def _difference(proposal: Proposal) -> str:
    size = size_in_words(proposal.lead.columns, proposal.lead.rows)
    lead = _("The lead takes %(size)s.") % {"size": size}
    cuts = ngettext(
        "%(count)s straight cut goes across.", "%(count)s straight cuts go across.", proposal.cuts
    )
    moved = ngettext("%(count)s story moves.", "%(count)s stories move.", proposal.moved)
    return " ".join(
        [lead, cuts % {"count": proposal.cuts}, moved % {"count": proposal.moved}],
    )


@require_GET
@at_its_own_address
def proposal_picture(request: HttpRequest, pk: int, number: int, value: int) -> HttpResponse:
    """A proposal as it would be printed; 404 with the sentence where it cannot be shown."""
    require_view(request)
    page = page_of(pk, number)
    try:
        _desk, found = proposed(page)
        if not 1 <= value <= len(found):
            raise Http404
        png = preview_plan(page.issue, found[value - 1].plan, ppi=PROPOSAL_PPI)
    except REFUSALS as error:
        return HttpResponse(in_words(error), status=404, content_type="text/plain; charset=utf-8")
    response = HttpResponse(png, content_type="image/png")
    response["Cache-Control"] = "private, max-age=600"
    return response


def _state(request: HttpRequest, page: Page) -> dict[str, Any]:
    sheet, _previous, _next = sheet_at(light_table(page.issue), page.number)
    return state_of(page, sheet, request.user)
