"""The register of officials as it stands on a day, for matching with copy."""

from __future__ import annotations

import datetime
from collections import defaultdict

from articles.models import Appointment
from newsroom.copydesk.mentions import Holder


def holders_on(day: datetime.date) -> tuple[Holder, ...]:
    """Every official who holds a post on that day, in protocol order. One query."""
    posts: dict[int, list[Appointment]] = defaultdict(list)
    for appointment in Appointment.objects.on(day):
        posts[appointment.official_id].append(appointment)
    return tuple(
        Holder(rows[0].official.name, tuple(row.post for row in rows), rows[0].order)
        for rows in posts.values()
    )
