"""锁版: a page that nothing changes until it is unlocked."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.auditing import Actor, account, name_of, record, require
from issues.dummy import CompositionError
from issues.locks import IssueClosedError
from issues.models import Page

RIGHT = "issues.lock_page"


def lock_page(page: Page, *, by: Actor) -> Page:
    """Keep the page as it stands: no composing, no change by hand, no story on or off it."""
    require(by, RIGHT)
    with transaction.atomic():
        locked = _page(page)
        if locked.current_layout_id is None:
            raise CompositionError(_("The page is not composed yet: press Compose pages first."))
        if not locked.is_locked:
            locked.locked_at, locked.locked_by = timezone.now(), account(by)
            locked.locked_name = name_of(by)
            locked.save(update_fields=["locked_at", "locked_by", "locked_name"])
            record(by, "lock_page", locked.issue, page=locked.number)
    return locked


def unlock_page(page: Page, *, by: Actor) -> Page:
    """Let the page be changed again."""
    require(by, RIGHT)
    with transaction.atomic():
        locked = _page(page)
        if locked.is_locked:
            record(by, "unlock_page", locked.issue, page=locked.number, was=locked.locked_name)
            locked.locked_at = locked.locked_by = None
            locked.locked_name = ""
            locked.save(update_fields=["locked_at", "locked_by", "locked_name"])
    return locked


def _page(page: Page) -> Page:
    found = Page.objects.select_for_update(of=("self",)).select_related("issue__publication")
    locked = found.get(pk=page.pk)
    if locked.issue.is_closed:
        raise IssueClosedError(locked.issue)
    return locked
