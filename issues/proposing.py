"""Other good ways to build a page, worked out once for a page as it stands."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import astuple
from threading import Lock

from issues.dummy import page_basis, read_dummy
from issues.handdesk import Desk, refuse_stale
from issues.locks import IssueClosedError, refuse_locked
from issues.models import Page
from newsroom.layout.proposals import Proposal, proposals

KEPT = 12  # pages of which a process remembers them
_known: OrderedDict[tuple[object, ...], list[Proposal]] = OrderedDict()
_lock = Lock()


def proposed(page: Page) -> tuple[Desk, list[Proposal]]:
    """The desk of a page and its proposals, the same each time. Raises `HandworkError`.

    Where nothing may change none are worked out: `IssueClosedError`, `PageLockedError`.
    """
    if page.issue.is_closed:
        raise IssueClosedError(page.issue)
    refuse_locked([page])
    desk = Desk.of(page, read_dummy(page.issue))
    refuse_stale(desk)
    pins = tuple(sorted((id, *astuple(area)) for id, area in desk.dummy.pins.items()))
    # What house rules ask for is no part of a page's basis, but they choose among proposals.
    standing = {module.item_id for module in desk.plan.modules}
    asked = tuple((i.id, i.protocol, i.nature) for i in desk.dummy.items if i.id in standing)
    key = (
        desk.layouts[page.number].pk,
        page_basis(desk.dummy, desk.plan),
        *(pins, desk.dummy.house, asked),
    )
    with _lock:
        if key not in _known:
            _known[key] = proposals(desk.board())
            while len(_known) > KEPT:
                _known.popitem(last=False)
        return desk, _known[key]
