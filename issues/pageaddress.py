"""A page by the number in an address: the right half of a double page is shown with the left."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from issues.locks import shown_by
from issues.models import Page

MOST_BITS = 63  # of a number that a database holds


def page_of(pk: int, number: int) -> Page:
    """The page that shows page ``number``. Raises `Http404`."""
    if max(pk.bit_length(), number.bit_length()) > MOST_BITS:
        raise Http404
    pages = Page.objects.select_related("issue__publication", "current_layout__created_by")
    page = get_object_or_404(pages, issue_id=pk, number=number)
    return shown_by(page) or page


def at_its_own_address(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever asks a view for the right half of a double page is led to the double page."""

    @wraps(view)
    def led(request: HttpRequest, pk: int, number: int, **more: Any) -> HttpResponse:
        own = page_of(pk, number).number
        match = request.resolver_match
        if request.method != "GET" or own == number or match is None:
            return view(request, pk, number, **more)
        address = reverse(match.view_name, kwargs={"pk": pk, "number": own, **more})
        asked = urlencode(list(request.GET.lists()), doseq=True)
        return HttpResponseRedirect(f"{address}?{asked}" if asked else address)

    return led
