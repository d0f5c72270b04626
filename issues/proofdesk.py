"""The screen of a page's proofs: who signed, what changed between two of them, drawn and listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.keys import key_of
from articles.models import Article
from issues.models import Issue, Page, PageSignoff, Proof
from issues.pageaddress import at_its_own_address, page_of
from issues.proofing import (
    SIGNS,
    SIGNS_AS_CHIEF,
    PageProofs,
    SigningRefusedError,
    compare_proofs,
    grid_of,
    page_proofs,
    sign_page,
    withdraw_signature,
)
from issues.spreads import around, numbers_of
from issues.wording import pages_in_words, size_in_words
from newsroom.layout.geometry import Area, PageGrid
from newsroom.layout.plan import PagePlan, page_from_json
from newsroom.press.compare import Change
from newsroom.press.running import Box

SEES = ("issues.view_editionfile", "issues.export_issue", SIGNS)
MOST_SHOWN = 150  # changes; a page that changed more is another page
LEAST_MARK = 3.0  # points: a smaller mark is not seen

LABELS: dict[tuple[str, str], Any] = {
    ("words", "kicker"): gettext_lazy("Kicker"),
    ("words", "headline"): gettext_lazy("Headline"),
    ("words", "deck"): gettext_lazy("Deck"),
    ("words", "origin"): gettext_lazy("Back-reference"),
    ("words", "copy"): gettext_lazy("Copy"),
    ("words", "byline"): gettext_lazy("Byline or jump line"),
    ("words", "quote"): gettext_lazy("Pull quote"),
    ("words", "caption"): gettext_lazy("Caption"),
    ("words", "credit"): gettext_lazy("Credit"),
    ("words", "alt"): gettext_lazy("Text alternative"),
    ("added", "story"): gettext_lazy("New on the page"),
    ("removed", "story"): gettext_lazy("No longer on the page"),
    ("moved", "story"): gettext_lazy("Moved or of another size"),
    ("added", "picture"): gettext_lazy("New picture"),
    ("removed", "picture"): gettext_lazy("Picture taken out"),
    ("added", "artwork"): gettext_lazy("New artwork"),
    ("removed", "artwork"): gettext_lazy("Artwork taken out"),
    ("moved", "artwork"): gettext_lazy("Artwork moved or of another size"),
    ("picture", "artwork"): gettext_lazy("Another file of the artwork"),
    ("form", "artwork"): gettext_lazy("Artwork set otherwise"),
    ("words", "label"): gettext_lazy("Label of the artwork"),
    ("moved", "picture"): gettext_lazy("Picture moved or of another size"),
    ("moved", "quote"): gettext_lazy("Pull quote moved or of another size"),
    ("moved", "furniture"): gettext_lazy("Room of nameplate, folio or imprint"),
    ("picture", "picture"): gettext_lazy("Another picture or crop"),
    ("furniture", "furniture"): gettext_lazy("Nameplate, folio or imprint"),
    ("form", "grid"): gettext_lazy("Page format or type area"),
    ("form", "fonts"): gettext_lazy("Other faces of type"),
    ("form", "lines"): gettext_lazy("Lines spread otherwise"),
    ("form", "face"): gettext_lazy("Set in another face: bold, emphasis, subhead or initial"),
    ("form", "sign"): gettext_lazy("New paragraph, mark of a list, or rule of a table"),
    ("form", "frame"): gettext_lazy("Frame, tint or rule"),
    ("form", "kicker"): gettext_lazy("Kicker set otherwise"),
    ("form", "headline"): gettext_lazy("Headline set otherwise"),
    ("form", "deck"): gettext_lazy("Deck set otherwise"),
    ("form", "origin"): gettext_lazy("Back-reference set otherwise"),
    ("form", "story"): gettext_lazy("Set otherwise, in the same words"),
}


@dataclass(frozen=True)
class ShownChange:
    """A change with its number, as the list and the drawing name it."""

    number: int
    label: str
    headline: str
    change: Change
    boxes: tuple[Box, ...]
    old: str
    new: str


@dataclass(frozen=True)
class Drawing:
    """A page in outline; lengths in points from the top left of the trim."""

    width: float
    height: float
    stories: tuple[Box, ...]
    lines: tuple[Box, ...]
    pictures: tuple[Box, ...]
    headlines: tuple[tuple[Box, str, float], ...]


@dataclass(frozen=True)
class Comparison:
    old: Proof
    new: Proof
    changes: tuple[ShownChange, ...]
    more: int
    drawing: Drawing
    is_on_picture: bool  # the newer proof shows the layout that stands, of which there is a picture


@at_its_own_address
def proof_screen(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """GET shows; POST signs (``verb=sign``) or takes a signature back (``verb=withdraw``)."""
    if not any(request.user.has_perm(right) for right in SEES):
        raise PermissionDenied
    page = page_of(pk, number)
    if request.method == "POST":
        verbs = {"sign": _sign, "withdraw": _withdraw}
        verb = verbs.get(request.POST.get("verb", ""))
        if verb is None:
            raise Http404
        _run(request, lambda: verb(request, page))
        return HttpResponseRedirect(request.path)
    return TemplateResponse(
        request, "admin/issues/issue/proofs.html", _context(request, page.issue, page.number)
    )


def _run(request: HttpRequest, verb: Callable[[], str]) -> None:
    try:
        messages.success(request, verb())
    except SigningRefusedError as error:
        messages.error(request, str(error))


def _sign(request: HttpRequest, page: Page) -> str:
    number = key_of(request.POST.get("proof", ""))
    signoff = sign_page(page, request.POST.get("stage", ""), by=request.user, read=number)
    return _("%(stage)s: page %(page)s is signed, proof %(proof)s.") % {
        "stage": signoff.get_stage_display(),
        "page": page.number,
        "proof": signoff.proof.number,
    }


def _withdraw(request: HttpRequest, page: Page) -> str:
    signoff = page.signoffs.filter(pk=key_of(request.POST.get("signoff", ""))).first()
    if signoff is None:
        raise SigningRefusedError(_("This signature is not of this page: load the page again."))
    withdraw_signature(signoff, request.POST.get("reason", ""), by=request.user)
    return _("%(stage)s: the signature is taken back.") % {"stage": signoff.get_stage_display()}


def _context(request: HttpRequest, issue: Issue, number: int) -> dict[str, Any]:
    all_pages = page_proofs(issue)
    if number not in all_pages:
        raise Http404
    state = all_pages[number]
    previous, following = around(number, list(all_pages))
    may_sign = request.user.has_perm(SIGNS) and not issue.is_closed
    may_sign_as_chief = may_sign and request.user.has_perm(SIGNS_AS_CHIEF)
    return {
        **admin.site.each_context(request),
        "title": _("Proofs: %(pages)s") % {"pages": pages_in_words(numbers_of(state.page))},
        "opts": Issue._meta,
        "issue": issue,
        "state": state,
        "previous": previous,
        "next": following,
        "comparison": _comparison(request, state),
        "rows": [
            (s, may_sign_as_chief if s.stage == PageSignoff.Stage.CHIEF else may_sign)
            for s in state.signatures
        ],
    }


def _comparison(request: HttpRequest, state: PageProofs) -> Comparison | None:
    """Of the two proofs asked for; else the newest and the one that was signed, or the last."""
    by_number = {str(proof.number): proof for proof in state.proofs}
    new = by_number.get(request.GET.get("new", ""), state.newest)
    older = [proof for proof in state.proofs if new and proof.number < new.number]
    signed = [s.signoff.proof_id for s in state.signatures if s.signoff]
    usual = next((p for p in older if p.pk in signed), older[0] if older else None)
    old = by_number.get(request.GET.get("old", ""), usual)
    if new is None or old is None or old == new:
        return None
    shown = _shown(compare_proofs(old, new))
    drawing = _drawing(page_from_json(new.layout.plan), grid_of(new))
    stands = state.page.current_layout
    is_current = stands is not None and stands.prints == new.layout.prints
    return Comparison(
        old, new, shown[:MOST_SHOWN], max(0, len(shown) - MOST_SHOWN), drawing, is_current
    )


def _shown(changes: tuple[Change, ...]) -> tuple[ShownChange, ...]:
    keys = {change.item_id for change in changes if change.item_id}
    articles = Article.objects.filter(pk__in=keys)
    headlines = {str(article.pk): article.one_line_headline for article in articles}
    return tuple(
        ShownChange(
            number,
            str(LABELS[change.kind, change.part]),
            headlines.get(change.item_id, ""),
            change,
            tuple(_seen(box) for box in change.boxes),
            change.old or _place(change.was),
            change.new or _place(change.now),
        )
        for number, change in enumerate(changes, start=1)
    )


def _place(area: Area | None) -> str:
    if area is None:
        return ""
    return _("%(size)s, from column %(column)s, row %(row)s") % {
        "size": size_in_words(area.columns, area.rows),
        "column": area.column + 1,
        "row": area.row + 1,
    }


def _seen(box: Box) -> Box:
    """Wide enough to be seen, about the same middle."""
    wider = max(0.0, LEAST_MARK - box.width)
    return Box(
        round(box.x - wider / 2, 2),
        round(box.y, 2),
        round(box.width + wider, 2),
        round(box.height, 2),
    )


def _drawing(plan: PagePlan, grid: PageGrid) -> Drawing:
    stories, lines, pictures, headlines = [], [], [], []
    for module in plan.modules:
        left, top = grid.x_of(module.head_column), grid.y_of(module.area.row)
        width = grid.width_of(module.head_span)
        for part in module.parts:
            x, y = grid.x_of(part.column), grid.y_of(part.row)
            height = part.rows * grid.leading_pt
            stories.append(Box(x, y, grid.width_of(part.columns), height))
        for head in module.head:
            if head.role == "headline" and head.direction == "horizontal":
                x = {"left": left, "center": left + width / 2, "right": left + width}[head.align]
                box = Box(x, top + head.top_pt + head.size_pt * 0.88, width, head.size_pt)
                headlines.append((box, head.text, head.size_pt))
        for leg in module.legs:
            height = len(leg.lines) * grid.leading_pt
            lines.append(Box(leg.left(grid), grid.y_of(leg.row), leg.width(grid), height))
        for photo in module.photos:
            height = photo.picture_rows * grid.leading_pt
            x, y = photo.left(grid), grid.y_of(photo.area.row)
            pictures.append(Box(x, y, photo.width(grid), height))
    return Drawing(
        width=grid.trim_width,
        height=grid.trim_height,
        stories=tuple(stories),
        lines=tuple(lines),
        pictures=tuple(pictures),
        headlines=tuple(headlines),
    )
