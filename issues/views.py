"""Public pages. Only what was published and frozen is shown here."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.dates import WEEKDAYS
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.models import Publication
from issues.models import EditionFile, Issue, PublishedArticle
from issues.reading import (
    Edition,
    Reading,
    default_publication,
    find_issue,
    neighbours,
    published,
    read_edition,
    scaled_photo,
    year_calendar,
    years,
)
from newsroom.copydesk.widths import is_han

View = Callable[..., HttpResponseBase]
FOR_EVER = cache_control(public=True, max_age=31536000, immutable=True)


@cache
def _look() -> str:
    """Another one after every upgrade, so that a reader's old page is not answered with 304."""
    files = [
        *settings.BASE_DIR.glob("templates/**/*.html"),
        *settings.BASE_DIR.glob("locale/**/*.mo"),
    ]
    newest = max(file.stat().st_mtime_ns for file in files)
    return f"{getattr(staticfiles_storage, 'manifest_hash', '')}{newest:x}"


def _etag(request: HttpRequest, *parts: object) -> str:
    seen = (*parts, get_language(), _look())
    return quote_etag("-".join(str(part) for part in seen))


def _show(
    request: HttpRequest, template: str, context: dict[str, Any], *parts: object
) -> HttpResponse:
    """Render, or 304 when the reader has this very state: a published issue does not change."""
    etag = _etag(request, *parts)
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = render(request, template, context)
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=60)
    response["Vary"] = "Accept-Language, Cookie"
    return response


def public_publication(view: View) -> View:
    """Turns the slug of the address into a publication that is on the web, or 404."""

    @require_safe
    @wraps(view)
    def found(request: HttpRequest, slug: str, **rest: Any) -> HttpResponseBase:
        publication = get_object_or_404(Publication, slug=slug, is_public=True)
        return view(request, publication, **rest)

    return found


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    publication = default_publication()
    if publication is None:
        return render(request, "issues/empty.html", {"publication": None})
    return redirect("issues:newest", publication.slug)


@require_safe
def old_address(request: HttpRequest, reference: str) -> HttpResponse:
    publication = default_publication()
    if publication is None:
        raise Http404
    return redirect("issues:detail", publication.slug, reference, permanent=True)


@public_publication
def newest(request: HttpRequest, publication: Publication) -> HttpResponse:
    issue = published(publication).select_related("publication").newest_first().first()
    if issue is None:
        return render(request, "issues/empty.html", {"publication": publication})
    return _issue_page(request, issue)


@public_publication
def issue_detail(request: HttpRequest, publication: Publication, reference: str) -> HttpResponse:
    return _issue_page(request, _issue_or_404(publication, reference))


def _issue_or_404(publication: Publication, reference: str) -> Issue:
    issue = find_issue(publication.slug, reference)
    if issue is None:
        raise Http404
    return issue


def _issue_page(request: HttpRequest, issue: Issue) -> HttpResponse:
    before, after = neighbours(issue)
    edition = read_edition(issue)
    context = _context(edition) | {"before": before, "after": after}
    return _show(
        request,
        "issues/issue_detail.html",
        context,
        "issue",
        issue.pk,
        issue.version,
        before,
        after,
    )


def _context(edition: Edition) -> dict[str, Any]:
    return {
        "edition": edition,
        "issue": edition.issue,
        "publication": edition.issue.publication,
        "masthead": edition.masthead,
    }


@public_publication
def page_detail(
    request: HttpRequest, publication: Publication, reference: str, number: int
) -> HttpResponse:
    issue = _issue_or_404(publication, reference)
    edition = read_edition(issue)
    shown = [at for at, sheet in enumerate(edition.sheets) if number in sheet.numbers]
    if not shown:
        raise Http404
    index = shown[0]
    if edition.sheets[index].number != number:  # the right half of a double page
        return redirect(edition.sheets[index].url)
    context = _context(edition) | {
        "sheet": edition.sheets[index],
        "position": index + 1,
        "before": edition.sheets[index - 1] if index else None,
        "after": edition.sheets[index + 1] if index + 1 < len(edition.sheets) else None,
    }
    return _show(
        request, "issues/page_detail.html", context, "page", issue.pk, issue.version, number
    )


@public_publication
def article_detail(request: HttpRequest, publication: Publication, pk: int) -> HttpResponse:
    row = get_object_or_404(
        PublishedArticle.objects.select_related("issue__publication").filter(
            issue__in=Issue.objects.published()
        ),
        article_id=pk,
        issue__publication=publication,
    )
    edition = read_edition(row.issue)
    order = [reading.row.pk for reading in edition.readings]
    index = order.index(row.pk)
    readings = edition.readings
    context = _context(edition) | {
        "reading": Reading(row, publication.slug),
        "sheet": next(sheet for sheet in edition.sheets if sheet.number == row.page_number),
        "before": readings[index - 1] if index else None,
        "after": readings[index + 1] if index + 1 < len(order) else None,
    }
    return _show(
        request, "issues/article_detail.html", context, "article", row.pk, row.issue.version
    )


@public_publication
def archive(
    request: HttpRequest, publication: Publication, year: int | None = None
) -> HttpResponse:
    known = years(publication)
    if year is not None and year not in known:
        raise Http404
    shown = year or (known[0] if known else None)
    context = {
        "publication": publication,
        "years": known,
        "year": shown,
        "months": year_calendar(publication, shown) if shown else [],
        "weekdays": [(name, _letter(str(name))) for name in WEEKDAYS.values()],
    }
    return render(request, "issues/archive.html", context)


@FOR_EVER
@public_publication
def picture(
    request: HttpRequest, publication: Publication, pk: int, digest: str, size: str
) -> HttpResponseBase:
    """A page picture. Its address carries its hash, so it can be kept for ever."""
    file = get_object_or_404(
        EditionFile,
        pk=pk,
        profile=EditionFile.Profile.WEB,
        issue__publication=publication,
        issue__in=Issue.objects.published(),
    )
    if not file.sha256.startswith(digest) or size not in {"large", "small"}:
        raise Http404
    path = settings.EDITION_ROOT / file.path
    if size == "small":
        path = path.with_name(f"{path.stem}-small.webp")
    return _file(path, "image/webp")


@FOR_EVER
@public_publication
def pdf(request: HttpRequest, publication: Publication, pk: int, digest: str) -> HttpResponseBase:
    """All pages of an issue in one file. Its address carries its hash."""
    file = get_object_or_404(
        EditionFile,
        pk=pk,
        profile=EditionFile.Profile.WEBPDF,
        issue__publication=publication,
        issue__in=Issue.objects.published(),
    )
    if not file.sha256.startswith(digest):
        raise Http404
    return _file(settings.EDITION_ROOT / file.path, "application/pdf")


@FOR_EVER
@public_publication
def photo(
    request: HttpRequest, publication: Publication, sha256: str, width: int
) -> HttpResponseBase:
    path = scaled_photo(publication, sha256, width)
    if path is None:
        raise Http404
    return _file(path, "image/jpeg")


def _file(path: Path, content_type: str) -> FileResponse:
    try:
        return FileResponse(path.open("rb"), content_type=content_type)
    except FileNotFoundError as error:
        raise Http404 from error


def _letter(weekday: str) -> str:
    """星期五 -> 五, Friday -> F: what stands over a column of the calendar."""
    return weekday[-1] if is_han(weekday[-1]) else weekday[0]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs neither the database nor a request context."""
    return HttpResponse(render_to_string("500.html"), status=500)
