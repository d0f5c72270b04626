"""Quotations and lists: copy that stands in from the left, an item behind its bullet or number."""

from __future__ import annotations

from collections.abc import Sequence

from newsroom.copydesk.story import Block

QUOTE_INSET, NARROW_QUOTE_INSET = 2.0, 1.0  # em
NARROW = 16.0  # em: in a narrower measure every em counts
BULLET = "▪"  # one em wide, its square in the middle
BULLET_INSET = 1.0
NUMBER_INSET = 2.0  # a digit is little more than half an em wide: three need one em more


def inset_of(block: Block, measure_em: float) -> float:
    """Ems by which all lines of a block begin further right, whole ones so that they stay solid."""
    if block.kind == "quote":
        return QUOTE_INSET if measure_em >= NARROW else NARROW_QUOTE_INSET
    if block.kind == "item":
        return max(NUMBER_INSET, float(len(str(block.number)))) if block.number else BULLET_INSET
    return 0.0


def marker_of(blocks: Sequence[Block], index: int) -> str:
    """What stands before an item; nothing before another paragraph of the same item."""
    block = blocks[index]
    if block.kind != "item" or block.is_more_of(blocks[index - 1] if index else None):
        return ""
    return f"{block.number}." if block.number else BULLET
