"""What a locked page keeps from changing: the guard that every verb asks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from articles.wording import RefusedError
from issues.models import Issue, Page
from newsroom.copydesk.sentence import Sentence, sentence


class PageLockedError(RefusedError):
    """A locked page would change; ``str()`` says which, and what to do."""


def hold_pages(issue: Issue) -> QuerySet[Page]:
    """All pages of the issue, for a transaction that changes some of them, always in this order:
    of two who change pages, one waits for the other. Who changes the issue too changes it first.

    Their keys stay free: who puts a story on a page holds the story and then asks for the key of
    the page, while who changes the page holds that first.
    """
    return issue.pages.select_for_update(of=("self",), no_key=True).order_by("number")


def refuse_locked(pages: Iterable[Page | None]) -> None:
    """Raises `PageLockedError` for the first that is locked."""
    for page in pages:
        if page is not None and page.is_locked:
            raise PageLockedError(lock_told(page))


def lock_told(page: Page) -> Sentence:
    return sentence(
        "Page %(page)s is locked by %(who)s: unlock it first.",
        page=page.number,
        who=page.locked_name or "–",
    )


def shown_by(page: Page | None) -> Page | None:
    """The page whose layout shows it: of the right half of a double page the left one."""
    if page is None or page.current_layout_id is not None:
        return page
    before = page.issue.pages.filter(number=page.number - 1).select_related("current_layout")
    for left in before:
        if left.current_layout is not None and left.current_layout.across > 1:
            return left
    return page


def locked_under(issue: Issue, article_id: int) -> Page | None:
    """The locked page on which the story stands."""
    key = str(article_id)
    return _locked_with(issue, lambda plan: any(m["item_id"] == key for m in plan["modules"]))


def locked_under_artwork(issue: Issue, plan_ids: Collection[str]) -> Page | None:
    """The locked page on which one of these finished files stands."""
    return _locked_with(
        issue, lambda plan: any(f["artwork_id"] in plan_ids for f in plan.get("artwork", ()))
    )


def _locked_with(issue: Issue, is_there: Callable[[dict[str, Any]], bool]) -> Page | None:
    pages = issue.pages.exclude(locked_at=None).select_related("current_layout")
    found = (p for p in pages if p.current_layout and is_there(p.current_layout.plan))
    return next(found, None)


def tail_refused(headline: str, pages: Sequence[int]) -> PageLockedError:
    """Why a changed story cannot be composed: a part of it stands on locked pages."""
    return PageLockedError(
        sentence(
            "“%(headline)s” was changed and goes on between page %(pages)s, which is locked, and "
            "other pages: unlock it, then compose.",
            headline=headline,
            pages=list(pages),
        )
    )


def crowded_refused(headline: str) -> PageLockedError:
    """Why pages cannot be composed: what a locked page sends them finds no room."""
    return PageLockedError(
        sentence(
            "“%(headline)s” goes on between a locked page and this one, which has no room for it "
            "any more: move a story off this page, or unlock the other.",
            headline=headline,
        )
    )
