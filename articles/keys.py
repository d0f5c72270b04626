"""Numbers that a browser sends back: keys of rows, numbers of pages and versions."""

from __future__ import annotations

KEY_DIGITS = 18  # as many as every database stores in a key


def key_of(sent: str) -> int:
    """The number that was sent; 0, which no row has, for anything else."""
    return int(sent) if sent.isdecimal() and len(sent) <= KEY_DIGITS else 0
