"""What a verb says no with: one sentence, nothing changed."""

from __future__ import annotations

from issues.advertising import ArtworkError
from issues.dummy import CompositionError
from issues.handdesk import HandworkError
from issues.houserules import OverrideRefusedError
from issues.importing import ImportRefusedError
from issues.imposition import ExportError
from issues.locks import IssueClosedError, PageGoneError, PageLockedError
from issues.moving import MovedSinceError
from issues.publishing import IssueNotReadyError
from newsroom.copydesk.decode import UnreadableTextError
from newsroom.press.fontset import FontSetError

REFUSALS = (
    ArtworkError,
    CompositionError,
    ExportError,
    FontSetError,
    HandworkError,
    ImportRefusedError,
    IssueClosedError,
    IssueNotReadyError,
    MovedSinceError,
    OverrideRefusedError,
    PageGoneError,
    PageLockedError,
    UnreadableTextError,
)
