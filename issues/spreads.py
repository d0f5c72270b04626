"""The centre pages of an issue as one double page 通版: which they are, and the verb."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from articles.auditing import Actor, record, require
from issues.locks import hold_issue, hold_pages, refuse_locked
from issues.models import Issue, Page
from newsroom.layout.pagination import SHEET, centre_of

Pair = tuple[int, int]
RIGHT = "issues.change_issue"


class SpreadRefusedError(Exception):
    """These pages cannot be one; ``str()`` says which can."""


def centre_pages(issue: Issue) -> Pair | None:
    """The two pages that lie on one side of the innermost sheet; None where there are no such."""
    return centre_pair(issue.pages.count())


def centre_pair(count: int) -> Pair | None:
    """The same of so many pages."""
    left = centre_of(count)
    return (left, left + 1) if left else None


def spread_of(issue: Issue, count: int | None = None) -> Pair | None:
    """The pages that are to be one double page; ``count`` where it is known how many there are."""
    if not issue.centre_spread:
        return None
    return centre_pages(issue) if count is None else centre_pair(count)


def centre_told(issue: Issue, count: int) -> str:
    """What becomes of the double page when there are ``count`` pages; nothing where it stays."""
    now = spread_of(issue)
    then = spread_of(issue, count)
    if now == then:
        return ""
    if then is not None:
        return _(
            "With %(count)s pages, pages %(pages)s are the centre: they will be the double page "
            "when the pages are composed."
        ) % {"count": count, "pages": named(then)}
    return _(
        "A double page needs a multiple of 4 pages: with any other number pages %(pages)s are "
        "composed as two pages, until it is one again."
    ) % {"pages": named(now or ())}


def own_pages(pages: Iterable[Page]) -> list[Page]:
    """Pages that have a layout, or wait for one; the right half of a double page has none."""
    known = list(pages)
    covered = {n for page in known for n in numbers_of(page)[1:]}
    return [page for page in known if page.number not in covered]


def numbers_of(page: Page) -> range:
    """The numbers of the pages that its layout shows."""
    across = page.current_layout.across if page.current_layout else 1
    return range(page.number, page.number + across)


def named(numbers: Iterable[int]) -> str:
    """2, of a double page 2–3."""
    return "–".join(str(number) for number in numbers)


def around(number: int, numbers: list[int]) -> tuple[int | None, int | None]:
    """The numbers before and behind one of ``numbers``: a double page has one of its two."""
    before, behind = (None, *numbers), (*numbers[1:], None)
    at = numbers.index(number)
    return before[at], behind[at]


def join_pages(issue: Issue, pages: Pair, *, by: Actor) -> None:
    """Make two facing pages one double page. Raises `SpreadRefusedError`."""
    require(by, RIGHT)
    _refuse_wrong_pages(issue, pages)
    _write(issue, True, by)


def part_pages(issue: Issue, *, by: Actor) -> None:
    """Make the double page two pages again."""
    require(by, RIGHT)
    if not issue.centre_spread:
        raise SpreadRefusedError(_("The issue has no double page: nothing is to be parted."))
    _write(issue, False, by)


def _refuse_wrong_pages(issue: Issue, pages: Pair) -> None:
    centre, count = centre_pages(issue), issue.pages.count()
    if centre is None:
        raise SpreadRefusedError(
            _(
                "The issue has %(count)s pages, so no two of them are the centre of one sheet: "
                "a double page needs a number of pages that is a multiple of %(sheet)s."
            )
            % {"count": count, "sheet": SHEET}
        )
    if pages != centre:
        raise SpreadRefusedError(
            _(
                "Only pages %(left)s and %(right)s, the centre of %(count)s, are printed on one "
                "side of one sheet: no others can be a double page."
            )
            % {"left": centre[0], "right": centre[1], "count": count}
        )


def _write(issue: Issue, spread: bool, by: Actor) -> None:
    with transaction.atomic():
        state = hold_issue(issue)
        pages = hold_pages(issue)
        # Those that are to be one, and those that are one as they stand: pages may be gone since.
        halves = {*(centre_pages(issue) or ())}
        for page in issue.pages.select_related("current_layout"):
            numbers = numbers_of(page)
            halves |= set(numbers) if len(numbers) > 1 else set()
        refuse_locked(page for page in pages if page.number in halves)
        state.centre_spread = spread
        state.version += 1
        state.save(update_fields=["centre_spread", "version"])
        record(by, "join_pages" if spread else "part_pages", issue)
    issue.centre_spread, issue.version = state.centre_spread, state.version
