"""A printed page handed in as text: what was understood is shown and mended, then saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.keys import key_of
from articles.models import Publication
from articles.wording import in_words
from issues.desk import change_url
from issues.forms import PreviewForm, Upload, UploadForm
from issues.importing import ImportRefusedError, import_page, read_upload, waiting_issue
from issues.models import Issue
from newsroom.copydesk.decode import UnreadableTextError
from newsroom.copydesk.printed_page import PrintedPage


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
    publication = Publication.objects.filter(pk=key_of(request.POST.get("publication", ""))).first()
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
            fill="fill" in request.POST,
        )
    except (ImportRefusedError, ValidationError) as error:
        for line in getattr(error, "messages", [str(error)]):
            messages.error(request, line)
        return _show_preview(request, preview, upload)
    if result.created:
        messages.success(request, _("%(issue)s is imported.") % {"issue": result.issue})
    else:
        messages.info(request, _("This text was imported before: nothing was changed."))
    return HttpResponseRedirect(change_url(result.issue))


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
        "fillable": waiting_issue(preview.publication, preview.page),
        "fills": "fill" in request.POST,
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
