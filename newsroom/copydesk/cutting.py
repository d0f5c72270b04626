"""Where copy may end: behind a sentence or a paragraph, never behind a subhead."""

from __future__ import annotations

import re
from dataclasses import replace

from newsroom.copydesk.story import Block, Mark, Position, Story

SENTENCE_END = re.compile(r"[。！？!?][”’」』）)]*|(?<=[a-z])\.(?= )")


def sentence_ends(story: Story) -> list[Position]:
    """Places at which the story may be cut so that the rest reads as whole copy, first to last.

    The end of the story itself is not among them.
    """
    found: list[Position] = []
    for number, block in enumerate(story.blocks):
        if block.kind == "subhead":
            continue
        ends = {match.end() for match in SENTENCE_END.finditer(block.text)}
        if block.kind != "paragraph":
            ends = set()  # a list, a table or a quotation is kept or dropped by whole blocks
        found += [Position(number, end) for end in sorted(ends | {len(block.text)})]
    return found[:-1]


def cut_at(story: Story, end: Position) -> Story:
    """The story up to ``end``, without subheads that would be left at its foot."""
    blocks = [*story.blocks[: end.block], _clipped(story.blocks[end.block], end.offset)]
    while blocks and (not blocks[-1].text or blocks[-1].kind == "subhead"):
        blocks.pop()
    return replace(story, blocks=tuple(blocks))


def text_behind(story: Story, end: Position) -> str:
    """What a cut at ``end`` takes away."""
    blocks = story.blocks[end.block :]
    return "".join(block.text for block in blocks)[end.offset :]


def _clipped(block: Block, end: int) -> Block:
    marks = tuple(
        Mark(mark.kind, mark.start, min(mark.end, end), mark.href)
        for mark in block.marks
        if mark.start < end
    )
    return replace(block, text=block.text[:end], marks=marks)
