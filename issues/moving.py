"""Stories moved from page to page of an issue, and the last of these moves taken back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.auditing import Actor
from articles.models import Article
from issues.arranging import arrange_placement
from issues.locks import PageGoneError
from issues.models import Issue, Page, Placement
from issues.planning import PIN, place_article, unplace_article


class MovedSinceError(Exception):
    """The move cannot be taken back any more; ``str()`` says why."""


@dataclass(frozen=True)
class Move:
    """What was done, as plain data. A page of ``None``: the composer chooses."""

    article: int
    was: int | None
    now: int | None
    is_new: bool = False  # copy of no issue before
    pin: tuple[int, ...] = ()  # it had on the page it left
    at: str = ""  # when it was done, in ISO 8601

    @classmethod
    def read(cls, given: dict[str, Any]) -> Move:
        return cls(**given | {"pin": tuple(given["pin"])})

    def as_data(self) -> dict[str, Any]:
        return asdict(self) | {"pin": list(self.pin)}


def move_story(issue: Issue, article: int, page: Page | None, *, by: Actor) -> Move:
    """A story of the issue to another page or to none; copy of no issue into this one."""
    now = page.number if page else None
    placement = _placement(issue, article)
    if placement is None:
        waiting = Article.objects.live().filter(publication=issue.publication, placement=None)
        place_article(get_object_or_404(waiting, pk=article), issue, by=by, page=page)
        return Move(article, None, now, is_new=True, at=timezone.now().isoformat())
    was = _wanted_on(placement)
    pin = tuple(getattr(placement, name) for name in PIN if placement.pin_row is not None)
    placement.page = page
    arrange_placement(placement, by=by)
    return Move(article, was, now, pin=pin, at=timezone.now().isoformat())


def take_back(issue: Issue, move: Move, *, by: Actor) -> None:
    """The story to where it was wanted before, with its pin. Raises `MovedSinceError`."""
    with transaction.atomic():
        placement = _placement(issue, move.article)
        if placement is None or _wanted_on(placement) != move.now:
            raise MovedSinceError(_("The story was moved again since: it stays where it is."))
        if move.is_new:
            unplace_article(placement.article, by=by)
            return
        placement.page = None if move.was is None else _page(issue, move.was)
        # A pin that it got since is one of the page it leaves.
        for name, value in zip(PIN, move.pin or (None,) * len(PIN), strict=True):
            setattr(placement, name, value)
        arrange_placement(placement, by=by, keeps_pin=True)


def _wanted_on(placement: Placement) -> int | None:
    return placement.page.number if placement.page else None


def _page(issue: Issue, number: int) -> Page:
    page = issue.pages.filter(number=number).first()
    if page is None:
        raise PageGoneError(number)
    return page


def _placement(issue: Issue, article: int) -> Placement | None:
    placements = issue.placements.select_related("issue", "article", "page")
    return placements.filter(article_id=article).first()
