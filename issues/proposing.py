"""Other good ways to build a page, worked out once for a page as it stands."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from issues.composing import page_basis, read_dummy
from issues.handdesk import Desk, refuse_stale
from issues.models import Page
from newsroom.layout.proposals import Proposal, proposals

KEPT = 12  # pages of which a process remembers them
_known: OrderedDict[tuple[object, ...], list[Proposal]] = OrderedDict()
_lock = Lock()


def proposed(page: Page) -> tuple[Desk, list[Proposal]]:
    """The desk of a page and its proposals, the same each time. Raises `HandworkError`."""
    desk = Desk.of(page, read_dummy(page.issue))
    refuse_stale(desk)
    pins = tuple(sorted((id, area.column, area.row) for id, area in desk.dummy.pins.items()))
    key = (desk.layouts[page.number].pk, page_basis(desk.dummy, desk.plan), pins)
    with _lock:
        if key not in _known:
            _known[key] = proposals(desk.board())
            while len(_known) > KEPT:
                _known.popitem(last=False)
        return desk, _known[key]
