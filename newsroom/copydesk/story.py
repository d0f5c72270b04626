"""What a story is: headline, blocks of text, and the people who signed it.

A position in copy is (block index, Unicode code point), never a byte or a UTF-16 unit.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

BlockKind = Literal["paragraph", "subhead", "quote", "item", "row"]
MarkKind = Literal["strong", "emphasis", "link"]


@dataclass(frozen=True, order=True)
class Position:
    """A place in a story's copy: before code point ``offset`` of block ``block``."""

    block: int
    offset: int


@dataclass(frozen=True)
class Mark:
    """An inline mark over ``text[start:end]`` of its block; ``href`` only for a link."""

    kind: MarkKind
    start: int
    end: int
    href: str = ""


@dataclass(frozen=True)
class Block:
    """One paragraph-like unit of copy: plain text without line breaks, and its marks.

    ``number`` is that of an item in an ordered list, counted from 1; 0 in any other. A row of a
    table has a tab between its cells, and nothing else has one; ``is_header``: it names them.
    """

    text: str
    kind: BlockKind = "paragraph"
    marks: tuple[Mark, ...] = ()
    number: int = 0
    is_header: bool = False

    def cells(self) -> tuple[tuple[int, int], ...]:
        """Where each cell of a row begins and ends in its text."""
        starts = [0, *(at + 1 for at, char in enumerate(self.text) if char == "\t")]
        return tuple((a, b - 1) for a, b in itertools.pairwise([*starts, len(self.text) + 1]))

    def is_more_of(self, before: Block | None) -> bool:
        """Whether this is another paragraph of the same numbered item."""
        if before is None or not self.number:
            return False
        return (self.kind, self.number) == (before.kind, before.number)


@dataclass(frozen=True)
class Byline:
    """A person and what they did for the story, in the words to be printed (记者, 摄影 ...)."""

    role: str
    name: str


@dataclass(frozen=True)
class Story:
    """The whole copy of one story. A line break in ``headline`` is the editor's own break mark."""

    headline: str
    blocks: tuple[Block, ...] = ()
    kicker: str = ""
    deck: str = ""
    bylines: tuple[Byline, ...] = ()

    @property
    def text(self) -> str:
        return "".join(block.text for block in self.blocks)

    def as_json(self) -> dict[str, Any]:
        return {
            "headline": self.headline,
            "kicker": self.kicker,
            "deck": self.deck,
            "blocks": [_block_as_json(block) for block in self.blocks],
            "bylines": [{"role": b.role, "name": b.name} for b in self.bylines],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Story:
        return cls(
            headline=data["headline"],
            kicker=data["kicker"],
            deck=data["deck"],
            blocks=tuple(_block_from_json(block) for block in data["blocks"]),
            bylines=tuple(Byline(b["role"], b["name"]) for b in data["bylines"]),
        )


def _block_as_json(block: Block) -> dict[str, Any]:
    marks = [
        {"kind": m.kind, "start": m.start, "end": m.end} | ({"href": m.href} if m.href else {})
        for m in block.marks
    ]
    data: dict[str, Any] = {"kind": block.kind, "text": block.text}
    if marks:
        data["marks"] = marks
    if block.number:
        data["number"] = block.number
    if block.is_header:
        data["header"] = True
    return data


def _block_from_json(data: Mapping[str, Any]) -> Block:
    marks = tuple(
        Mark(m["kind"], m["start"], m["end"], m.get("href", "")) for m in data.get("marks", ())
    )
    number, is_header = data.get("number", 0), data.get("header", False)
    return Block(data["text"], data["kind"], marks, number, is_header)


def printed_byline(bylines: tuple[Byline, ...]) -> str:
    """``（记者　沈砚秋　田一苇　通讯员　卜春枝）``: each role once, its people in order; or empty.

    The parts are set apart by an ideographic space; names of two characters are not spaced out.
    """
    parts: list[str] = []
    last_role = None
    for byline in bylines:
        if byline.role != last_role:
            parts.append(byline.role)
            last_role = byline.role
        parts.append(byline.name)
    return f"（{'　'.join(parts)}）" if parts else ""
