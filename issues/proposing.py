"""Other good ways to build a page, worked out once for a page as it stands."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings

from issues.dummy import page_basis, read_dummy
from issues.handdesk import Desk, refuse_stale
from issues.imposition import write_atomically
from issues.locks import IssueClosedError, refuse_locked
from issues.models import Page
from newsroom.layout.plan import page_as_json, page_from_json
from newsroom.layout.proposals import Proposal, proposals
from newsroom.layout.tiling import Place

VERSION = 1  # counted up when other proposals would be made of the same page
KEPT = 50  # pages of which they are remembered
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
    return desk, proposals_at(desk)


def proposals_at(desk: Desk) -> list[Proposal]:
    """Kept on disk: the one who shows them, paints them and chooses one need not be the same
    process, and they take seconds."""
    kept = settings.VAR_DIR / "cache/proposals" / f"{_key(desk)}.json"
    with _lock:
        try:
            return _read(kept)
        except (OSError, ValueError, TypeError, KeyError):  # none, or another version's
            found = proposals(desk.board())
        write_atomically(kept, json.dumps([_as_data(one) for one in found]).encode())
        _forget(kept.parent)
    return found


def _key(desk: Desk) -> str:
    """Of all that the proposals are made from."""
    pins = sorted(desk.pins), sorted((id, *astuple(a)) for id, a in desk.dummy.pins.items())
    # What house rules ask for is no part of a page's basis, but they choose among proposals.
    standing = {module.item_id for module in desk.plan.modules}
    asked = [(i.id, i.protocol, i.nature) for i in desk.dummy.items if i.id in standing]
    page = page_as_json(desk.plan), page_basis(desk.dummy, desk.plan)
    house = {**vars(desk.dummy.house), "excused": sorted(desk.dummy.house.excused)}
    given = repr((VERSION, page, pins, house, asked))
    return hashlib.sha256(given.encode()).hexdigest()


def _forget(folder: Path) -> None:
    """The oldest, beyond those that are kept."""
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
    for file in files[:-KEPT]:
        file.unlink(missing_ok=True)


def _as_data(one: Proposal) -> dict[str, Any]:
    return vars(one) | {"plan": page_as_json(one.plan)}


def _read(kept: Path) -> list[Proposal]:
    return [
        Proposal(**data | {"plan": page_from_json(data["plan"]), "lead": Place(*data["lead"])})
        for data in json.loads(kept.read_bytes())
    ]
