"""The screen of the flatplan: stories moved from page to page, pages composed and locked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.keys import key_of
from articles.models import Article
from issues import desk
from issues.flatplan import flatplan
from issues.jobdesk import job_context
from issues.locking import RIGHT as LOCKS
from issues.locks import PageGoneError
from issues.models import Issue, Page
from issues.moving import Move, MovedSinceError, move_story, take_back

MOST_MOVES = 20  # that can be taken back


@require_http_methods(["GET", "POST"])
def flatplan_screen(request: HttpRequest, pk: int) -> HttpResponse:
    desk.require_view(request)
    issue = get_object_or_404(Issue.objects.select_related("publication"), pk=pk)
    if request.method == "POST":
        return _done(request, issue)
    is_open, user = not issue.is_closed, request.user
    may_move = is_open and user.has_perm("issues.change_placement")
    context = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,  # all pages beside one another need the window's width
        "title": _("Flatplan"),
        "opts": Issue._meta,
        "issue": issue,
        "plan": flatplan(issue),
        "offered": desk.offered_articles(issue) if may_move else [],
        "may_move": may_move,
        "last_move": _last_move(request, issue) if may_move else None,
        **job_context(issue, user),
        "may_compose": is_open and user.has_perm("issues.compose_issue"),
        "may_lock": is_open and user.has_perm(LOCKS),
    }
    return TemplateResponse(request, "admin/issues/issue/flatplan.html", context)


def _done(request: HttpRequest, issue: Issue) -> HttpResponse:
    """Do it, say what came of it, and return to where it was asked for."""
    verb = VERBS.get(request.POST.get("verb", ""))
    if verb is None:
        raise Http404
    desk.run(request, lambda: verb(request, issue))
    address = reverse("admin:issues_issue_flatplan", args=[issue.pk])
    key = request.POST.get("article", "")
    return HttpResponseRedirect(f"{address}#story-{key}" if key.isdecimal() else address)


def _move(request: HttpRequest, issue: Issue) -> str:
    page, key = _page(request, issue), request.POST.get("article", "")
    pk = key_of(key)
    move = move_story(issue, pk, page, by=request.user)
    if move.is_new or move.was != move.now:
        _keep(request, issue, [*_moves(request, issue), move])
    told = {"headline": _headline(pk), "page": move.now}
    if page is None:
        return _("“%(headline)s” is on no page now: the composer chooses.") % told
    return _("“%(headline)s” is wanted on page %(page)s now.") % told


def _page(request: HttpRequest, issue: Issue) -> Page | None:
    number = request.POST.get("page", "")
    if not number:
        return None
    return get_object_or_404(issue.pages.all(), number=key_of(number))


def _headline(pk: int) -> str:
    return Article.objects.only("headline").get(pk=pk).one_line_headline


# Taken back: an editor's own moves, the last first, as long as the session lasts


def _moves(request: HttpRequest, issue: Issue) -> list[Move]:
    """Those of stories that are still there."""
    moves = [Move.read(given) for given in request.session.get(_kept_as(issue), [])]
    there = Article.objects.only("pk").in_bulk({move.article for move in moves})
    return [move for move in moves if move.article in there]


def _keep(request: HttpRequest, issue: Issue, moves: list[Move]) -> None:
    request.session[_kept_as(issue)] = [move.as_data() for move in moves[-MOST_MOVES:]]


def _kept_as(issue: Issue) -> str:
    return f"flatplan-moves-{issue.pk}"


def _undo(request: HttpRequest, issue: Issue) -> str:
    moves = _moves(request, issue)
    if not moves:
        raise MovedSinceError(_("There is no move of yours to take back."))
    *others, move = moves
    if request.POST.get("article", str(move.article)) != str(move.article):  # sent from elsewhere
        raise MovedSinceError(_("Your last move is another one by now: look again and repeat."))
    try:
        take_back(issue, move, by=request.user)
    except (MovedSinceError, PageGoneError):
        _keep(request, issue, others)  # it never can be: the one before is next
        raise
    _keep(request, issue, others)
    told = {"headline": _headline(move.article), "page": move.was}
    if move.is_new:
        return _("Taken back: “%(headline)s” is in no issue.") % told
    if move.was is None:
        return _("Taken back: “%(headline)s” is wanted on no page.") % told
    return _("Taken back: “%(headline)s” is wanted on page %(page)s.") % told


def _last_move(request: HttpRequest, issue: Issue) -> dict[str, Any] | None:
    """What undo would take back: the story, its headline, and when it was moved."""
    moves = _moves(request, issue)
    if not moves:
        return None
    move = moves[-1]
    at = datetime.fromisoformat(move.at) if move.at else None
    return {"article": move.article, "headline": _headline(move.article), "at": at}


VERBS: dict[str, Callable[[HttpRequest, Issue], str]] = {
    "move": _move,
    "undo": _undo,
    # buttons of the issue's screen too
    **{name: desk.ACTIONS[name] for name in ("compose", "compose-changed", "lock", "unlock")},
}
