"""What is not changed, published issues and locked pages: the guards that every verb asks, and the
order in which verbs hold the rows they change: the issue, its pages, its stories."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from articles.wording import RefusedError
from issues.models import Issue, Page
from newsroom.copydesk.sentence import Sentence, sentence


class IssueClosedError(RefusedError):
    """A published issue is not changed any more."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(
            sentence("%(issue)s is published: it does not change any more.", issue=str(issue))
        )


class PageLockedError(RefusedError):
    """A locked page would change; ``str()`` says which, and what to do."""


class PageGoneError(RefusedError):
    """A story is wanted on a page that was dropped; it stays where it is."""

    def __init__(self, number: int) -> None:
        super().__init__(
            sentence("Page %(page)s is gone: the story stays where it is.", page=number)
        )


def hold_issue(issue: Issue) -> Issue:
    """The issue as it stands, kept from others until the transaction ends; before its pages.
    Raises `IssueClosedError` where it was published meanwhile."""
    held = Issue.objects.select_for_update(of=("self",), no_key=True).get(pk=issue.pk)
    if held.is_closed:
        raise IssueClosedError(held)
    return held


def hold_pages(issue: Issue) -> list[Page]:
    """All pages of the issue by number, kept with it from others until the transaction ends;
    before its stories. Of two who change pages, or put stories on them, one waits for the other.
    Raises `IssueClosedError` where the issue was published meanwhile."""
    hold_issue(issue)
    return list(issue.pages.select_for_update(of=("self",), no_key=True).order_by("number"))


def as_held(page: Page | None, pages: Iterable[Page]) -> Page | None:
    """The page as it stands among those that are held. Raises `PageGoneError`."""
    if page is None:
        return None
    held = next((one for one in pages if one == page), None)
    if held is None:
        raise PageGoneError(page.number)
    return held


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
