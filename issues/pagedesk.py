"""The page desk: one page large, its stories dragged, resized, swapped, pinned; steps taken back.

The screen asks for the state of the page as JSON, sends one change at a time, gets the new state.
What cannot be is answered with 409 and one sentence; a page that somebody else changed meanwhile
with that sentence and the page as it stands now.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, User
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from articles.auditing import name_of
from articles.logbook import who
from articles.models import Article
from articles.wording import in_words
from issues.composing import Dummy, read_dummy, shape_book, stale_pages
from issues.desk import Sheet, light_table, require_view
from issues.handwork import (
    KINDS,
    HandworkError,
    Kind,
    StaleLayoutError,
    Wish,
    change_page,
    pin_story,
    redo,
    undo,
)
from issues.models import Issue, Page, PageLayout, Placement
from issues.presence import note_presence, others_at
from issues.refusals import REFUSALS
from newsroom.layout.geometry import Area, PageGrid
from newsroom.layout.plan import Module, PagePlan, page_from_json
from newsroom.layout.standing import Board, board_of
from newsroom.press.zones import Zone

MOST_BYTES = 4000  # of a change that is sent

WAYS = {
    "kept": lambda: _("Set anew where it stood; nothing else moved."),
    "edge": lambda: _("Neighbours gave way along the edge."),
    "swap": lambda: _("The two stories changed places."),
    "part": lambda: _("The part of the page around it was arranged anew."),
    "page": lambda: _("The whole page was arranged anew."),
    "open": lambda: _("Its place is open now."),
}


def page_of(pk: int, number: int) -> Page:
    pages = Page.objects.select_related("issue__publication", "current_layout__created_by")
    return get_object_or_404(pages, issue_id=pk, number=number)


@require_GET
def page_desk(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The screen itself; it works on the state that `page_state` tells."""
    require_view(request)
    page = page_of(pk, number)
    sheets = {sheet.page.number: sheet for sheet in light_table(page.issue).sheets}
    context = {
        **admin.site.each_context(request),
        "title": _("Page %(page)s") % {"page": number},
        "opts": Issue._meta,
        "issue": page.issue,
        "sheet": sheets[number],
        "sheets": list(sheets.values()),
        "previous": number - 1 if number - 1 in sheets else None,
        "next": number + 1 if number + 1 in sheets else None,
        "state": state_of(page, sheets[number], request.user),
    }
    return TemplateResponse(request, "admin/issues/issue/page_desk.html", context)


def may_change(user: User | AnonymousUser, issue: Issue) -> bool:
    return not issue.is_closed and user.has_perm("issues.compose_issue")


@require_http_methods(["GET", "POST"])
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
    except ValueError as error:
        raise HandworkError(_("The change was not understood: load the page again.")) from error
    if not isinstance(given, dict) or not isinstance(given.get("do"), str):
        raise HandworkError(_("The change was not understood: load the page again."))
    return given


def _do(request: HttpRequest, page: Page, given: dict[str, Any]) -> str:
    kind, on = given["do"], given.get("on")
    on = on if isinstance(on, int) else None
    if kind == "undo":
        undo(page, on=on, by=request.user)
        return _("The last step is taken back.")
    if kind == "redo":
        redo(page, on=on, by=request.user)
        return _("The step is done again.")
    if kind in ("pin", "unpin"):
        return _pin(request, page, str(given.get("item", "")), kind == "pin")
    if kind not in KINDS:
        raise Http404
    key = str(given.get("key", ""))
    done = change_page(page, _wish(kind, given), on=on, by=request.user, key=key)
    words = WAYS[done.way]()
    others = [id for id in done.moved if id != given.get("item")]
    if others and done.way in ("edge", "part", "page"):
        words += " " + _("Moved besides: %(stories)s.") % {"stories": _headlines(others)}
    return words


def _wish(kind: Kind, given: dict[str, Any]) -> Wish:
    area = given.get("area")
    if area is not None:
        area = _area(area)
    return Wish(kind, str(given.get("item", "")), area, str(given.get("other", "")))


MOST = 1000  # columns or rows of any page


def _area(given: Any) -> Area:
    names = ("column", "row", "columns", "rows")
    if not isinstance(given, dict) or not all(_is_count(given.get(name)) for name in names):
        raise HandworkError(_("The change was not understood: load the page again."))
    return Area(*(int(given[name]) for name in names))


def _is_count(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and -MOST < number < MOST


def _pin(request: HttpRequest, page: Page, item: str, is_pinned: bool) -> str:
    placement = page.issue.placements.filter(
        article_id=int(item) if item.isdecimal() else 0
    ).first()
    module = next((m for m in _modules(page.current_layout) if m.item_id == item), None)
    if placement is None or module is None:
        raise HandworkError(_("That story does not stand on this page any more."))
    pin_story(placement, module.area if is_pinned else None, by=request.user)
    return _("Pinned: it stays there.") if is_pinned else _("The pin is taken out.")


def _modules(layout: PageLayout | None) -> tuple[Module, ...]:
    return page_from_json(layout.plan).modules if layout else ()


def _headlines(ids: list[str]) -> str:
    keys = [int(id) for id in ids if id.isdecimal()]
    found = Article.objects.filter(pk__in=keys).only("headline")
    return "、".join(f"“{article.one_line_headline}”" for article in found)


# What the screen is told ------------------------------------------------------------------------


def _state(request: HttpRequest, page: Page) -> dict[str, Any]:
    sheets = {sheet.page.pk: sheet for sheet in light_table(page.issue).sheets}
    return state_of(page, sheets[page.pk], request.user)


def state_of(page: Page, sheet: Sheet, user: User | AnonymousUser) -> dict[str, Any]:
    """The page as data: its grid, its stories with the sizes each can fill, what may be done."""
    issue, layout = page.issue, page.current_layout
    masthead = issue.masthead
    told: dict[str, Any] = {
        "page": page.number,
        "layout": layout.pk if layout else None,
        "step": layout.step if layout else "",
        "changed_by": who(name_of(layout.created_by)) if layout else "",
        "others": others_at(page, user),
        "may_change": layout is not None and may_change(user, issue),
        "remarks": sheet.remarks,
        "unplaced": _unplaced(issue),
        "modules": [],
        "open": [],
    }
    if layout is None or masthead is None:
        return told
    plan = page_from_json(layout.plan)
    dummy = read_dummy(issue)
    items = {item.id: item for item in dummy.items}
    board = board_of(plan, items, shape_book(dummy))
    stale = layout in stale_pages(dummy, [layout])
    headlines = {str(s.article.pk): s.article.one_line_headline for s in sheet.stories}
    told |= {
        "grid": _grid(masthead.grid, plan),
        "picture": _picture(page, layout),
        "is_stale": stale,
        "can_undo": layout.previous_id is not None,
        "can_redo": layout.following.exists(),
        "modules": [
            _module(m, board, dummy, masthead.grid, headlines.get(m.item_id, "–"), layout)
            for m in plan.modules
        ],
        "open": [
            {"area": asdict(area), "box": asdict(_box(area, masthead.grid))}
            for area in plan.open_areas
        ],
    }
    return told


def _grid(grid: PageGrid, plan: PagePlan) -> dict[str, Any]:
    """Fractions of the trimmed page, for a picture of any size."""
    pitch = grid.column_width + grid.gutter
    return {
        "columns": grid.columns,
        "first_row": plan.first_row,
        "last_row": grid.rows - plan.foot_rows,
        "left": grid.left / grid.trim_width,
        "top": grid.top / grid.trim_height,
        "column": pitch / grid.trim_width,
        "row": grid.leading_pt / grid.trim_height,
        "gutter": grid.gutter / grid.trim_width,
        "shape": grid.trim_width / grid.trim_height,
    }


def _picture(page: Page, layout: PageLayout) -> str:
    args = [page.issue_id, page.number, "large"]
    return f"{reverse('admin:issues_issue_picture', args=args)}?{layout.pk}"


def _module(
    module: Module, board: Board, dummy: Dummy, grid: PageGrid, headline: str, layout: PageLayout
) -> dict[str, Any]:
    id = module.item_id
    lines = sum(len(leg.lines) for leg in module.legs)
    sizes = board.sizes(id, 2) if id in board.pieces else {}
    depth = 0 if module.rule_below else 1
    return {
        "id": id,
        "headline": headline,
        "url": reverse("admin:articles_article_change", args=[int(id)]),
        "area": asdict(module.area),
        "box": asdict(_box(module.area, grid)),
        "lines": lines,
        "characters": sum(
            len(line.text) for leg in module.legs for line in leg.lines if line.block >= 0
        ),
        # Rows of the module as they are drawn: the row of a rule at the foot is nobody's.
        "sizes": {columns: [row - depth for row in rows] for columns, rows in sizes.items()},
        "is_pinned": dummy.pins.get(id) == module.area,
        "is_newer": layout.versions.get(id) != dummy.versions.get(id),
        "goes_on": module.jump_to,
        "comes_from": module.jump_from,
    }


def _box(area: Area, grid: PageGrid) -> Zone:
    """The area in fractions of the trimmed page."""
    left, top = grid.x_of(area.column), grid.y_of(area.row)
    return Zone(
        "",
        left / grid.trim_width,
        top / grid.trim_height,
        grid.width_of(area.columns) / grid.trim_width,
        area.rows * grid.leading_pt / grid.trim_height,
    )


def _unplaced(issue: Issue) -> list[dict[str, Any]]:
    """Stories of the issue that stand on no page."""
    layouts = PageLayout.objects.filter(pk__in=issue.pages.values("current_layout"))
    standing = {module["item_id"] for layout in layouts for module in layout.plan["modules"]}
    waiting = Placement.objects.filter(issue=issue).exclude(article__status=Article.Status.SPIKED)
    rows = waiting.select_related("article").exclude(article_id__in=[int(id) for id in standing])
    return [
        {
            "id": str(row.article_id),
            "headline": row.article.one_line_headline,
            "url": reverse("admin:articles_article_change", args=[row.article_id]),
            "characters": len(row.article.story().text),
        }
        for row in rows
    ]
