"""Who else is at a page: everybody at the page desk says so from time to time."""

from __future__ import annotations

import datetime

from django.utils import timezone

from articles.auditing import Actor, account, name_of
from issues.models import Page, PagePresence

GONE_AFTER = datetime.timedelta(seconds=40)  # the desk says so every 15 seconds


def note_presence(page: Page, by: Actor) -> None:
    user = account(by)
    if user is not None:
        now = timezone.now()
        PagePresence.objects.update_or_create(page=page, user=user, defaults={"seen_at": now})


def others_at(page: Page, by: Actor) -> list[str]:
    """Names of the others who were at the page a moment ago."""
    since = timezone.now() - GONE_AFTER
    rows = page.presences.filter(seen_at__gte=since).select_related("user")
    me = account(by)
    return sorted(name_of(row.user) for row in rows if row.user != me)
