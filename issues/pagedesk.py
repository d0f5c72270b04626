"""The page desk: one page large, its stories dragged, resized, swapped, pinned; steps taken back.

The screen asks for the state of the page as JSON, sends one change at a time, gets the new state.
What cannot be is answered with 409 and one sentence; a page that somebody else changed meanwhile
with that sentence and the page as it stands now.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, TypeGuard

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from articles.keys import key_of
from articles.wording import in_words
from issues.desk import require_view
from issues.dummy import read_dummy, shape_book
from issues.handdesk import KINDS, OF_A_PAGE, HandworkError, Kind, NearError, Wish, refuse_rest
from issues.handtold import of_several_pages, other_pages, told_of
from issues.handwork import (
    StaleLayoutError,
    change_page,
    pin_story,
    redo,
    refuse_other,
    undo,
)
from issues.lighttable import light_table, sheet_at
from issues.locking import unlock_page
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
        "state": state_of(page, table, request.user),
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
    """One change, as JSON: ``{"do", "on", "key", "item", "area", "other"}``; with "anyhow" what
    comes near, or has a fault, is good enough."""
    require_view(request)
    page = page_of(pk, number)
    try:
        given = _given(request)
        said = _do(request, page, given)
    except StaleLayoutError as error:
        return JsonResponse(_overtaken(error, _state(request, page_of(pk, number))), status=409)
    except NearError as error:
        return JsonResponse({"refused": str(error), "is_near": True}, status=409)
    except REFUSALS as error:
        pinned = error.pinned if isinstance(error, HandworkError) else ""
        return JsonResponse({"refused": in_words(error), "pinned": pinned}, status=409)
    return JsonResponse({"said": said, "state": _state(request, page_of(pk, number))})


def _overtaken(error: StaleLayoutError, state: dict[str, Any]) -> dict[str, Any]:
    """The page as somebody else left it: the change can be done again there, or none can be."""
    if state["barred"]:
        return {"refused": state["barred"], "state": state}
    return {"refused": str(error), "is_stale": True, "state": state}


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
        step = page.current_layout
        told = of_several_pages(step)
        if told and step and step.pk == on and given.get("anyhow") is not True:
            raise NearError(told)
        undo(page, on=on, by=request.user)
        return " ".join([_("The last step is taken back."), *(other_pages(step) if step else ())])
    if kind == "redo":
        layout = redo(page, on=on, by=request.user)
        return " ".join([_("The step is done again."), *other_pages(layout)])
    if kind == "unlock":
        unlock_page(page, by=request.user)
        return _("Page %(page)s is unlocked.") % {"page": page.number}
    if kind in ("pin", "unpin"):
        return _pin(request, page, given, kind == "pin")
    if kind not in KINDS:
        raise Http404
    key = str(given.get("key", ""))
    done = change_page(page, _wish(kind, given), on=on, by=request.user, key=key)
    wanted = None if given.get("area") is None else _area(given["area"])
    return told_of(kind, done, str(given.get("item", "")), str(given.get("other", "")), wanted)


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
        is_anyhow=given.get("anyhow") is True,
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
    if not isinstance(given, dict):
        raise HandworkError(_("The change was not understood: load the page again."))
    use, x, y = key_of(str(given.get("use", ""))), given.get("x"), given.get("y")
    if not use or not _is_share(x) or not _is_share(y):
        raise HandworkError(_("The change was not understood: load the page again."))
    return use, round(x, 3), round(y, 3)


def _is_share(number: object) -> TypeGuard[float]:
    if isinstance(number, bool) or not isinstance(number, int | float):
        return False
    return 0 <= number <= 1


MOST = 1000  # columns, rows or lines of anything


def _area(given: Any) -> Area:
    names = ("column", "row", "columns", "rows")
    if not isinstance(given, dict) or not all(_is_count(given.get(name)) for name in names):
        raise HandworkError(_("The change was not understood: load the page again."))
    return Area(*(int(given[name]) for name in names))


def _is_count(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and -MOST < number < MOST


def _pin(request: HttpRequest, page: Page, given: dict[str, Any], is_pinned: bool) -> str:
    item, key = str(given.get("item", "")), str(given.get("key", ""))
    if page.current_layout and page.current_layout.step != key:  # else it was asked for before
        refuse_other(page, _looked_at(given))
    module = next((m for m in modules_of(page.current_layout) if m.item_id == item), None)
    placement = page.issue.placements.filter(article_id=int(item)).first() if module else None
    if placement is None or module is None:
        raise HandworkError(_("That story does not stand on this page any more."))
    if is_pinned:
        refuse_rest(module)
    shape_book(read_dummy(page.issue))  # a page that cannot be set is only looked at
    area = module.area if is_pinned else None
    pin_story(placement, area, by=request.user, page=page, on=_looked_at(given), key=key)
    return _("Pinned: it stays there.") if is_pinned else _("The pin is taken out.")


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
    return state_of(page, light_table(page.issue), request.user)
