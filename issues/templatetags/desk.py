"""What the desk's templates ask: lists in the order of the work, and what is in the making."""

from __future__ import annotations

from typing import Any

from django import template

from articles.models import Article
from articles.wording import listed
from issues.models import Issue
from issues.progress import open_issues, readiness, with_progress

register = template.Library()

APPS = ("issues", "articles", "auth")
MODELS = (
    *("Issue", "Artwork", "EditionFile", "Masthead"),
    *("Article", "Photo", "Reporter", "Official", "Publication", "Import", "AuditEntry"),
    *("User", "Group"),
)


register.filter("listed", listed)


@register.filter
def by_work(apps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The apps and their lists in the order in which a paper is made; strangers last."""
    for app in apps:
        app["models"].sort(key=lambda model: _rank(MODELS, model["object_name"]))
    return sorted(apps, key=lambda app: _rank(APPS, app["app_label"]))


def _rank(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)


@register.simple_tag
def issues_at_work() -> list[tuple[Issue, str]]:
    """Issues that are being made, with what is to be done next."""
    return [(issue, readiness(issue)) for issue in with_progress(open_issues())[:6]]


@register.simple_tag
def copy_saved_last() -> Any:
    return Article.objects.live().defer("body").order_by("-updated_at")[:8]
