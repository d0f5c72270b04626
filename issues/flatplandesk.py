"""The screen of the flatplan: stories moved from page to page, pages composed and locked."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.models import Article
from issues import desk
from issues.arranging import arrange_placement
from issues.flatplan import flatplan
from issues.locking import RIGHT as LOCKS
from issues.models import Issue, Page
from issues.planning import place_article

SHARED = ("compose", "compose-changed", "lock", "unlock")  # buttons of the issue's screen too


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
        "title": _("Flatplan"),
        "opts": Issue._meta,
        "issue": issue,
        "plan": flatplan(issue),
        "offered": desk.offered_articles(issue) if may_move else [],
        "may_move": may_move,
        "may_compose": is_open and user.has_perm("issues.compose_issue"),
        "may_lock": is_open and user.has_perm(LOCKS),
    }
    return TemplateResponse(request, "admin/issues/issue/flatplan.html", context)


def _done(request: HttpRequest, issue: Issue) -> HttpResponse:
    """Do it, say what came of it, and return to where it was asked for."""
    name = request.POST.get("verb", "")
    verb: Callable[[HttpRequest, Issue], str] = desk.ACTIONS[name] if name in SHARED else _move
    if name not in (*SHARED, "move"):
        raise Http404
    desk.run(request, lambda: verb(request, issue))
    address = reverse("admin:issues_issue_flatplan", args=[issue.pk])
    key = request.POST.get("article", "")
    return HttpResponseRedirect(f"{address}#story-{key}" if key.isdecimal() else address)


def _move(request: HttpRequest, issue: Issue) -> str:
    """A story of the issue to another page or to none; copy of no issue into this one."""
    page, key = _page(request, issue), request.POST.get("article", "")
    pk = int(key) if key.isdecimal() and len(key) < 18 else 0
    placements = issue.placements.select_related("issue", "article", "page")
    placement = placements.filter(article_id=pk).first()
    if placement is not None:
        article = placement.article
        placement.page = page
        arrange_placement(placement, by=request.user)
    else:
        waiting = Article.objects.live().filter(publication=issue.publication, placement=None)
        article = get_object_or_404(waiting, pk=pk)
        place_article(article, issue, by=request.user, page=page)
    told = {"headline": article.one_line_headline, "page": page.number if page else ""}
    if page is None:
        return _("“%(headline)s” is on no page now: the composer chooses.") % told
    return _("“%(headline)s” is wanted on page %(page)s now.") % told


def _page(request: HttpRequest, issue: Issue) -> Page | None:
    number = request.POST.get("page", "")
    if not number:
        return None
    return get_object_or_404(
        issue.pages.all(), number=int(number) if number.isdecimal() and len(number) < 4 else 0
    )
