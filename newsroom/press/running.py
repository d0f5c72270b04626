"""Running words as they stand on a page: of each character its place, its face, what it begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from newsroom.layout.geometry import PageGrid
from newsroom.layout.plan import FACES, Leg, Line, Module
from newsroom.press.passages import differing

PARAGRAPH, RULE = "¶", "▁"  # what stands for a new paragraph and for a rule below a row


@dataclass(frozen=True)
class Box:
    """A rectangle on the page."""

    x: float
    y: float
    width: float
    height: float


class Character(NamedTuple):
    """A character of copy: its line, what part of its width it takes, and how it is set."""

    box: Box
    first: float
    last: float
    face: tuple[str, ...]
    sign: str  # what it begins or ends besides words: a paragraph, an item of a list, a rule


@dataclass(frozen=True)
class Run:
    """Running words and, of each character, how it stands."""

    text: str
    characters: tuple[Character, ...]

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Where ``text[start:end]`` stands; of no characters, the place between two."""
        if not self.characters:
            return ()
        if start == end:
            at = self.characters[min(start, len(self.characters) - 1)]
            return (Box(at.box.x + at.box.width * at.first - 1, at.box.y, 2, at.box.height),)
        found = []
        for box, group in groupby(self.characters[start:end], key=lambda each: each.box):
            line = list(group)
            left, width = line[0].first * box.width, (line[-1].last - line[0].first) * box.width
            found.append(Box(box.x + left, box.y, width, box.height))
        return tuple(found)

    def signs(self, start: int, end: int) -> str:
        return "".join(each.sign for each in self.characters[start:end])


def copy_run(module: Module, grid: PageGrid) -> Run:
    """The words of a story."""
    pieces, characters, last = [], list[Character](), None
    for leg, offset, line in _lines(module):
        if line.block >= 0:
            opens = line.block != last and (last is not None or not line.start)
            last = line.block
            pieces.append(line.initial + line.text)
            characters += _characters(line, _line_box(leg, offset, grid), opens=opens)
    return Run("".join(pieces), tuple(characters))


def derived_run(module: Module, grid: PageGrid) -> Run:
    """Bylines and jump lines, those behind the last words of copy too."""
    pieces, characters = [], list[Character]()
    for leg, offset, line in _lines(module):
        text = line.tail if line.block >= 0 else line.text
        face = ("byline", FACES["byline"]) if line.block >= 0 else (line.style, FACES[line.style])
        box, shares = _line_box(leg, offset, grid), [at / len(text) for at in range(len(text))]
        pieces.append(text)
        characters += [Character(box, a, b, face, "") for a, b in pairwise([*shares, 1.0])]
    return Run("".join(pieces), tuple(characters))


def _lines(module: Module) -> Iterator[tuple[Leg, int, Line]]:
    for leg in module.legs:
        for offset, line in enumerate(leg.lines):
            yield leg, offset, line


def _line_box(leg: Leg, offset: int, grid: PageGrid) -> Box:
    return Box(leg.left(grid), grid.y_of(leg.row + offset), leg.width(grid), grid.body_size_pt)


def _characters(line: Line, box: Box, *, opens: bool) -> Iterator[Character]:
    faces = _faces(line)
    signs = [""] * len(faces)
    if signs:
        signs[0] = (PARAGRAPH if opens else "") + line.marker
        signs[-1] += RULE if line.ruled else ""
    for at, (face, sign) in enumerate(zip(faces, signs, strict=True)):
        yield Character(box, at / len(faces), (at + 1) / len(faces), face, sign)


def _faces(line: Line) -> list[tuple[str, ...]]:
    faces: list[tuple[str, ...]] = [(line.style, FACES[line.style])] * len(line.text)
    pieces = [(each.start, each.end, each.role) for each in line.cells]
    pieces += [(each.start, each.end, each.role) for each in line.spans]
    for start, end, role in pieces:
        faces[start:end] = [(line.style, role)] * len(faces[start:end])
    return [("initial", FACES[line.style])] * len(line.initial) + faces


class Difference(NamedTuple):
    """``was.text[i1:i2]`` became ``now.text[j1:j2]``; with no other words, it is set otherwise."""

    kind: str  # words, face or sign
    i1: int
    i2: int
    j1: int
    j2: int


def differences(was: Run, now: Run) -> Iterator[Difference]:
    """Other words, and the same words in another face or beginning something else, in order."""
    if was == now:
        return
    i0, j0 = 0, 0
    old, new = len(was.text), len(now.text)
    for i1, i2, j1, j2 in [*differing(was.text, now.text), (old, old, new, new)]:
        yield from _set_otherwise(was.characters[i0:i1], now.characters[j0:j1], i0, j0)
        if i1 < i2 or j1 < j2:
            yield Difference("words", i1, i2, j1, j2)
        i0, j0 = i2, j2


def _set_otherwise(
    old: Sequence[Character], new: Sequence[Character], i0: int, j0: int
) -> Iterator[Difference]:
    """Of equally many characters that are the same."""
    kinds = [
        "face" if a.face != b.face else "sign" if a.sign != b.sign else ""
        for a, b in zip(old, new, strict=True)
    ]
    first = 0
    for kind, group in groupby(kinds):
        length = len(list(group))
        if kind:
            ends = first + length
            yield Difference(kind, i0 + first, i0 + ends, j0 + first, j0 + ends)
        first += length
