"""What can stand on a sheet: text, copy, rules, frames and pictures, each in its place.

Coordinates are points from the top left of the trimmed page. Nothing here flows: the painter puts
every mark where it is told and decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from newsroom.layout.plan import FontRole, HeadRole, LineStyle
from newsroom.layout.upright import Cell

# Red is two process inks; the spot is an ink of its own; paper is what no ink covers; quiet is a
# grey for files to be read, not for plates.
Ink = Literal["black", "red", "spot", "paper", "quiet"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Text:
    """One line of display type. ``x`` is its left end, middle or right end, as ``align`` says;
    ``y`` is the top of the line box, which is exactly ``size`` high."""

    text: str
    x: float
    y: float
    font: FontRole
    size: float
    align: Align = "left"
    ink: Ink = "black"
    tracking: float = 0.0
    stretch: float = 1.0
    role: HeadRole | None = None  # what it is in the head of a story; None: page head

    def as_json(self) -> dict[str, Any]:
        return {
            "t": "text",
            "x": _pt(self.x),
            "y": _pt(self.y),
            "s": self.text,
            "font": self.font,
            "size": _pt(self.size),
            "align": self.align,
            "ink": self.ink,
            "track": _pt(self.tracking),
            "stretch": _pt(self.stretch),
        }


class Piece(NamedTuple):
    """Words of a line in one face (None: that of the paragraph); ``href`` is where they lead."""

    text: str
    role: FontRole | None = None
    href: str = ""

    def as_json(self) -> list[str | None]:
        return [self.text, self.role, self.href] if self.href else [self.text, self.role]


@dataclass(frozen=True)
class PaintedLine:
    """A line of copy: its characters, and whether it is spread to the full measure.

    ``hung`` is painted behind it, outside the measure; ``stretch`` makes its characters narrower.
    ``pieces`` are the same characters cut where the face or a link changes; a line in one face
    has none. ``hung_in`` is the face of the mark behind it. A row of a table has ``cells`` instead:
    words, where they begin and how wide their column is in em, whether they end with it, face.
    """

    text: str
    justified: bool = True
    hung: str = ""
    stretch: float = 1.0
    pieces: tuple[Piece, ...] = ()
    hung_in: FontRole | None = None
    cells: tuple[tuple[str, float, float, bool, FontRole], ...] = ()

    @property
    def is_apart(self) -> bool:
        """Whether the painter must set it in a box of its own."""
        return bool(self.hung) or self.stretch != 1

    def as_json(self) -> dict[str, Any]:
        """How a line that is set apart ends."""
        role = {"role": self.hung_in} if self.hung_in else {}
        return {"hung": self.hung, "stretch": self.stretch} | role

    def words_as_json(self) -> str | list[list[str | None]] | dict[str, Any]:
        if self.cells:
            return {"cells": [list(cell) for cell in self.cells]}
        return [piece.as_json() for piece in self.pieces] if self.pieces else self.text


@dataclass(frozen=True)
class Paragraph:
    """Lines of one paragraph that stand in one column, in one face.

    ``tail`` is set flush right on the last line, in the Kai face. ``block`` is the index in the
    story's blocks, by which a paragraph that goes on in the next column is known; -1: none.
    ``marker`` stands ``marker_em`` left of the first line, its end a quarter em before it.
    """

    lines: tuple[PaintedLine, ...]
    font: FontRole = "song"
    indent_em: float = 0.0
    align: Align = "left"
    tail: str = ""
    style: LineStyle | Literal["caption"] = "body"
    block: int = -1
    marker: str = ""
    marker_em: float = 0.0

    def as_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            "l": [line.words_as_json() for line in self.lines],
            "j": [line.justified for line in self.lines],
            "font": self.font,
        }
        if self.indent_em:
            data["in"] = self.indent_em
        if self.align != "left":
            data["align"] = self.align
        if self.tail:
            data["tail"] = self.tail
        if self.marker:
            data["m"] = [self.marker, self.marker_em]
        if apart := {
            str(at): line.as_json() for at, line in enumerate(self.lines) if line.is_apart
        }:
            data["apart"] = apart
        return data


@dataclass(frozen=True)
class Copy:
    """Running text: lines of ``size`` on a pitch of ``leading``, ``width`` points wide."""

    x: float
    y: float
    width: float
    size: float
    leading: float
    paragraphs: tuple[Paragraph, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "t": "copy",
            "x": _pt(self.x),
            "y": _pt(self.y),
            "w": _pt(self.width),
            "size": _pt(self.size),
            "gap": _pt(self.leading - self.size),
            "p": [paragraph.as_json() for paragraph in self.paragraphs],
        }


@dataclass(frozen=True)
class Rule:
    """A straight rule from its left or top end; ``x``, ``y`` is the middle of its thickness."""

    x: float
    y: float
    length: float
    thickness: float
    vertical: bool = False
    ink: Ink = "black"

    def as_json(self) -> dict[str, Any]:
        return {
            "t": "rule",
            "x": _pt(self.x),
            "y": _pt(self.y),
            "len": _pt(self.length),
            "th": self.thickness,
            "v": self.vertical,
            "ink": self.ink,
        }


@dataclass(frozen=True)
class Frame:
    """A rectangle drawn with a rule; the rule lies on the edge, half of it inside."""

    x: float
    y: float
    width: float
    height: float
    thickness: float

    def as_json(self) -> dict[str, Any]:
        return {
            "t": "frame",
            "x": _pt(self.x),
            "y": _pt(self.y),
            "w": _pt(self.width),
            "h": _pt(self.height),
            "th": self.thickness,
        }


@dataclass(frozen=True)
class Picture:
    """A picture that fills its rectangle; what is over in one direction is cut off evenly."""

    file: str
    x: float
    y: float
    width: float
    height: float
    alt: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "t": "picture",
            "x": _pt(self.x),
            "y": _pt(self.y),
            "w": _pt(self.width),
            "h": _pt(self.height),
            "file": self.file,
            "alt": self.alt,
        }


@dataclass(frozen=True)
class Tint:
    """A rectangle filled with ``percent`` of black; it lies below all that stands on it."""

    x: float
    y: float
    width: float
    height: float
    percent: int

    def as_json(self) -> dict[str, Any]:
        return {
            "t": "tint",
            "x": _pt(self.x),
            "y": _pt(self.y),
            "w": _pt(self.width),
            "h": _pt(self.height),
            "k": self.percent,
        }


@dataclass(frozen=True)
class Upright:
    """A line of display type from top to bottom; ``x``, ``y`` is the top left of its first square.

    Places and lengths in ``cells`` are in em of ``size``.
    """

    cells: tuple[Cell, ...]
    x: float
    y: float
    font: FontRole
    size: float
    role: HeadRole | None = None

    @property
    def text(self) -> str:
        return "".join(cell.text for cell in self.cells)

    def as_json(self) -> dict[str, Any]:
        return {
            "t": "upright",
            "font": self.font,
            "size": _pt(self.size),
            "c": [self._cell(cell) for cell in self.cells],
        }

    def _cell(self, cell: Cell) -> dict[str, Any]:
        return {
            "s": cell.text,
            "x": _pt(self.x + cell.right * self.size),
            "y": _pt(self.y + (cell.at + cell.down) * self.size),
            "k": cell.kind,
            "stretch": _pt(cell.stretch),
        }


@dataclass(frozen=True)
class Drawing:
    """A filled path from ``x``, ``y``: ``m`` and ``l`` go to a point, ``c`` goes over two control
    points, ``z`` closes."""

    x: float
    y: float
    path: tuple[tuple[str, *tuple[tuple[float, float], ...]], ...]
    even_odd: bool = False
    ink: Ink = "black"

    def as_json(self) -> dict[str, Any]:
        steps = [
            [kind, *(_pt(value) for point in points for value in point)]
            for kind, *points in self.path
        ]
        place = {"x": _pt(self.x), "y": _pt(self.y)}
        return {"t": "drawing", **place, "d": steps, "eo": self.even_odd, "ink": self.ink}


Mark = Text | Copy | Rule | Frame | Picture | Drawing | Tint | Upright


def _pt(value: float) -> float:
    """Short numbers: a ten-thousandth of a point is finer than any plate."""
    return round(value, 4)
