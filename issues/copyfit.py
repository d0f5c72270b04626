"""Copyfit in lines of copy, with one meaning on every screen of the desk.

Lines of copy are those that the copy itself is set in, its subheads among them. Those of a byline,
of a jump and its origin, of headline and captions are none: they come and go with the place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from newsroom.layout.carrying import lines_of
from newsroom.layout.plan import Module
from newsroom.layout.threads import Copy


def lines_needed(copy: Copy) -> int:
    """Of a story in one column, or of the rest of one."""
    return len(copy.lines) + copy.beyond


def lines_standing(modules: Iterable[Module]) -> Counter[str]:
    """Story -> its lines in these modules."""
    found: Counter[str] = Counter()
    for module in modules:
        found[module.item_id] += lines_of(module)
    return found
