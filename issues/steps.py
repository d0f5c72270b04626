"""Long work tells its steps as it goes on; whoever listens may stop it by raising between two."""

from __future__ import annotations

from collections.abc import Callable

Step = Callable[[str], None]


def in_silence(step: str) -> None:
    """The listener where nobody waits to hear."""
