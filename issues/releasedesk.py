"""The screen of 付印: what the printer has, handing over, replacing a page, noting a receipt."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from articles.keys import key_of
from articles.wording import listed
from issues.dummy import CompositionError
from issues.models import Issue, Release, ReleasedPage
from issues.proofing import page_proofs
from issues.releasing import (
    RIGHT,
    Order,
    ReleaseRefusedError,
    changed_since,
    inks_of,
    record_receipt,
    release_to_print,
    released_files,
)
from issues.spreads import named, numbers_of, own_pages

SEES = ("issues.view_editionfile", "issues.export_issue", RIGHT)


class OrderForm(forms.Form):
    """What the printer must know besides the files; filled in from the last time."""

    paper = forms.CharField(label=gettext_lazy("Paper"), max_length=60, required=False)
    print_run = forms.IntegerField(
        label=gettext_lazy("Print run"), min_value=1, max_value=100_000_000, required=False
    )
    press_time = forms.DateTimeField(
        label=gettext_lazy("Press time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    telephone = forms.CharField(
        label=gettext_lazy("Telephone of the editor on duty"),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why pages are replaced"), max_length=200, required=False
    )

    unsigned = forms.BooleanField(
        label=gettext_lazy("Hand over pages that lost a signature, too"), required=False
    )

    def order(self) -> Order:
        facts = dict(self.cleaned_data)
        for own in ("reason", "unsigned"):
            facts.pop(own)
        return Order(**facts)


def release_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows; POST hands over (``verb=release``) or notes a receipt (``verb=receipt``)."""
    _require_sight(request)
    issue = get_object_or_404(Issue.objects.select_related("publication"), pk=pk)
    form = OrderForm(initial=_last_order(issue))
    if request.method == "POST":
        if request.POST.get("verb") == "receipt":
            _run(request, lambda: _note_receipt(request, issue))
            return HttpResponseRedirect(request.path)
        form = OrderForm(request.POST)
        if form.is_valid() and _run(request, lambda: _hand_over(request, issue, form)):
            return HttpResponseRedirect(request.path)
    return TemplateResponse(
        request, "admin/issues/issue/release.html", _context(request, issue, form)
    )


def _run(request: HttpRequest, verb: Callable[[], str]) -> bool:
    try:
        messages.success(request, verb())
    except (ReleaseRefusedError, CompositionError) as error:
        messages.error(request, str(error))
        return False
    return True


def _hand_over(request: HttpRequest, issue: Issue, form: OrderForm) -> str:
    chosen = [number for sent in request.POST.getlist("page") if (number := key_of(sent))]
    release = release_to_print(
        issue,
        form.order(),
        by=request.user,
        pages=chosen,
        reason=form.cleaned_data["reason"],
        unsigned=form.cleaned_data["unsigned"],
    )
    names = listed(release.pages.all())
    return _("Released to print: %(files)s") % {"files": names}


def _note_receipt(request: HttpRequest, issue: Issue) -> str:
    file = issue.released_pages.filter(pk=key_of(request.POST.get("file", ""))).first()
    if file is None:
        raise ReleaseRefusedError(_("This file is not of this issue: load the page again."))
    record_receipt(file, request.POST.get("received_by", ""), by=request.user)
    return _("%(file)s: receipt noted.") % {"file": file}


def _last_order(issue: Issue) -> dict[str, Any]:
    last = Release.objects.filter(issue__publication=issue.publication).order_by("-pk").first()
    masthead = issue.masthead
    usual = {"print_run": masthead.print_run if masthead else None}
    if last is None:
        return usual
    same = last.issue_id == issue.pk
    return {
        "paper": last.paper,
        "print_run": last.print_run if same else usual["print_run"] or last.print_run,
        "press_time": last.press_time if same else None,
        "telephone": last.telephone,
    }


def _context(request: HttpRequest, issue: Issue, form: OrderForm) -> dict[str, Any]:
    files = released_files(issue)
    changed = changed_since(issue, files)
    proofs = page_proofs(issue)
    if not any(state.lost for state in proofs.values()):
        del form.fields["unsigned"]
    pages = [
        {
            "page": page,
            "numbers": named(numbers_of(page)),
            "across": len(numbers_of(page)),
            "inks": inks_of(issue, page),
            "file": files.get(page.number),
            "is_changed": page.number in changed,
            "proofs": proofs.get(page.number),
            "is_due": page.current_layout_id
            and (page.number not in files or page.number in changed),
        }
        for page in own_pages(issue.pages.select_related("current_layout"))
    ]
    return {
        **admin.site.each_context(request),
        "title": _("Release to print"),
        "opts": Issue._meta,
        "issue": issue,
        "form": form,
        "rows": pages,
        "releases": issue.releases.prefetch_related("pages"),
        "may_release": request.user.has_perm(RIGHT),
    }


@require_GET
def released_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A page's file as the printer got it."""
    _require_sight(request)
    return _download(get_object_or_404(ReleasedPage, pk=pk).path)


@require_GET
def release_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The sheet 付印单 of a release."""
    _require_sight(request)
    return _download(get_object_or_404(Release, pk=pk).sheet_path)


@require_GET
def release_bundle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Sheet and files of a release in one archive, to send in one go."""
    _require_sight(request)
    release = get_object_or_404(Release.objects.prefetch_related("pages"), pk=pk)
    paths = [release.sheet_path, *(page.path for page in release.pages.all())]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in paths:
            archive.write(_existing(path), Path(path).name)
    buffer.seek(0)
    name = Path(release.sheet_path).with_suffix(".zip").name
    return FileResponse(buffer, as_attachment=True, filename=name)


def _require_sight(request: HttpRequest) -> None:
    if not any(request.user.has_perm(right) for right in SEES):
        raise PermissionDenied


def _download(path: str) -> FileResponse:
    file = _existing(path)
    return FileResponse(file.open("rb"), as_attachment=True, filename=file.name)


def _existing(path: str) -> Path:
    file = Path(settings.EDITION_ROOT) / path
    if not file.is_file():
        raise Http404(_("The file is lost: restore it from the backup."))
    return file
