"""What a page of a PDF paints: type, rules, fills and pictures, each with its place and ink.

Points; origin is the one of the PDF page, y upwards (ISO 32000-1, 8.3.2). Clipping is taken as the
rectangle around its path. Forms are entered; patterns are named, not entered.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

import pikepdf

from newsroom.press.boxes import EVERYWHERE, IDENTITY, Box, Matrix, around, shared, times
from newsroom.press.pdf_fonts import PdfFont

Kind = Literal["type", "rule", "fill", "picture", "shading"]
NUMBERS = (int, float, Decimal)
DEEPEST = 12  # forms inside forms
DEVICE = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}
TYPE_ABOVE, TYPE_BELOW = 0.88, 0.12  # of the size: the box of a line of type about its baseline


class ContentError(Exception):
    """The page's drawing cannot be followed."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as the file says it; ``ink`` is the name of a Separation."""

    space: str
    values: tuple[float, ...]
    ink: str = ""


@dataclass(frozen=True, slots=True)
class Painted:
    """One thing on the page.

    ``at`` is the index of the instruction where it begins, in the stream it is drawn by; ``depth``
    0 is the page itself. ``size`` is the type size or the stroke width as printed, 0 for a fill;
    ``printed`` are width and height of a whole picture before it is clipped.
    """

    kind: Kind
    at: int
    box: Box
    colour: Colour
    overprints: bool
    size: float = 0.0
    printed: tuple[float, float] = (0.0, 0.0)
    picture: Any = None
    depth: int = 0


BLACK = Colour("DeviceGray", (0.0,))


@dataclass(slots=True)
class _State:
    """The graphics state (ISO 32000-1, 8.4), as much as decides what ink goes where."""

    ctm: Matrix = IDENTITY
    clip: Box = EVERYWHERE
    fill: Colour = BLACK
    stroke: Colour = BLACK
    fill_overprints: bool = False
    stroke_overprints: bool = False
    width: float = 1.0
    font: PdfFont | None = None
    size: float = 1.0
    spacing: float = 0.0
    word: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    render: int = 0


def painted_things(page: pikepdf.Page) -> list[Painted]:
    """Everything the page paints, in order. Raises `ContentError` when it cannot be followed."""
    try:
        resources = page.obj.get("/Resources") or pikepdf.Dictionary()
        return list(_Reader(resources).read(pikepdf.parse_content_stream(page)))
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise ContentError(str(error)) from error
    except (ArithmeticError, RecursionError) as error:
        raise ContentError(str(error)) from error


@dataclass
class _Reader:
    """Follows one content stream; a form gets a reader of its own."""

    resources: Any
    state: _State = field(default_factory=_State)
    depth: int = 0

    def __post_init__(self) -> None:
        self._stack: list[_State] = []
        self._points: list[tuple[float, float]] = []
        self._path_at = -1
        self._clips = False
        self._text: Matrix = IDENTITY
        self._line: Matrix = IDENTITY
        self._fonts: dict[str, PdfFont] = {}
        self._spaces: dict[str, Colour] = {}

    def read(self, instructions: Any) -> Iterator[Painted]:
        for at, instruction in enumerate(instructions):
            act = ACTIONS.get(str(instruction.operator))
            if act is not None:
                made = act(self, at, instruction.operands)
                if made:
                    yield from made

    def _thing(self, kind: Kind, at: int, box: Box, stroked: bool, **more: Any) -> Painted:
        state = self.state
        return Painted(
            kind,
            at,
            shared(box, state.clip),
            state.stroke if stroked else state.fill,
            state.stroke_overprints if stroked else state.fill_overprints,
            depth=self.depth,
            **more,
        )

    # The graphics state

    def save(self, _at: int, _operands: Any) -> None:
        self._stack.append(copy(self.state))

    def restore(self, _at: int, _operands: Any) -> None:
        if self._stack:
            self.state = self._stack.pop()

    def concat(self, _at: int, operands: Any) -> None:
        self.state.ctm = times(_matrix(operands), self.state.ctm)

    def set_width(self, _at: int, operands: Any) -> None:
        self.state.width = float(operands[0])

    def set_state(self, _at: int, operands: Any) -> None:
        states = self.resources.get("/ExtGState") or {}
        told = states.get(str(operands[0]))
        if told is None:
            return
        if "/OP" in told:
            self.state.stroke_overprints = bool(told.OP)
            self.state.fill_overprints = bool(told.get("/op", told.OP))
        elif "/op" in told:
            self.state.fill_overprints = bool(told.op)
        if "/LW" in told:
            self.state.width = float(told.LW)

    # Colours

    def fill_space(self, _at: int, operands: Any) -> None:
        self.state.fill = self._space(str(operands[0]))

    def stroke_space(self, _at: int, operands: Any) -> None:
        self.state.stroke = self._space(str(operands[0]))

    def fill_colour(self, _at: int, operands: Any) -> None:
        self.state.fill = _with(self.state.fill, operands)

    def stroke_colour(self, _at: int, operands: Any) -> None:
        self.state.stroke = _with(self.state.stroke, operands)

    def _space(self, name: str) -> Colour:
        if name not in self._spaces:
            spaces = self.resources.get("/ColorSpace") or {}
            self._spaces[name] = space_of(spaces.get(name, pikepdf.Name(name)))
        return self._spaces[name]

    # Paths

    def begin(self, at: int, operands: Any) -> None:
        if self._path_at < 0:
            self._path_at = at
        self._points.append((float(operands[-2]), float(operands[-1])))

    def curve(self, _at: int, operands: Any) -> None:
        values = _numbers(operands)
        self._points += zip(values[::2], values[1::2], strict=False)

    def rectangle(self, at: int, operands: Any) -> None:
        x, y, width, height = _numbers(operands)
        self.begin(at, (x, y))
        self._points.append((x + width, y + height))

    def clip(self, _at: int, _operands: Any) -> None:
        self._clips = True

    def fill(self, at: int, _operands: Any) -> list[Painted]:
        return self._paint(at, fills=True, strokes=False)

    def stroke(self, at: int, _operands: Any) -> list[Painted]:
        return self._paint(at, fills=False, strokes=True)

    def both(self, at: int, _operands: Any) -> list[Painted]:
        return self._paint(at, fills=True, strokes=True)

    def end(self, at: int, _operands: Any) -> list[Painted]:
        return self._paint(at, fills=False, strokes=False)

    def _paint(self, at: int, *, fills: bool, strokes: bool) -> list[Painted]:
        made: list[Painted] = []
        if self._points:
            xs, ys = zip(*self._points, strict=True)
            box = around(self.state.ctm, min(xs), min(ys), max(xs), max(ys))
            start = self._path_at if self._path_at >= 0 else at
            made = self._path(start, box, fills, strokes)
            if self._clips:
                self.state.clip = shared(self.state.clip, box)
        self._points, self._path_at, self._clips = [], -1, False
        return made

    def _path(self, at: int, box: Box, fills: bool, strokes: bool) -> list[Painted]:
        made = [self._thing("fill", at, box, stroked=False)] if fills else []
        if strokes:
            a, b, c, d, _e, _f = self.state.ctm
            width = self.state.width * math.sqrt(abs(a * d - b * c))
            half = width / 2
            outer = (box[0] - half, box[1] - half, box[2] + half, box[3] + half)
            made.append(self._thing("rule", at, outer, stroked=True, size=width))
        return made

    def shade(self, at: int, _operands: Any) -> list[Painted]:
        return [self._thing("shading", at, self.state.clip, stroked=False)]

    # Type

    def begin_text(self, _at: int, _operands: Any) -> None:
        self._text = self._line = IDENTITY

    def set_font(self, _at: int, operands: Any) -> None:
        name = str(operands[0])
        if name not in self._fonts:
            self._fonts[name] = PdfFont.of((self.resources.get("/Font") or {}).get(name))
        self.state.font, self.state.size = self._fonts[name], float(operands[1])

    def set_text_matrix(self, _at: int, operands: Any) -> None:
        self._text = self._line = _matrix(operands)

    def move(self, _at: int, operands: Any) -> None:
        x, y = _numbers(operands)
        self._line = self._text = times((1, 0, 0, 1, x, y), self._line)

    def move_leading(self, at: int, operands: Any) -> None:
        self.state.leading = -float(operands[1])
        self.move(at, operands)

    def next_line(self, at: int, _operands: Any) -> None:
        self.move(at, (0.0, -self.state.leading))

    def show(self, at: int, operands: Any) -> list[Painted]:
        return self._show(at, (operands[-1],))

    def show_spaced(self, at: int, operands: Any) -> list[Painted]:
        return self._show(at, operands[0])

    def show_next(self, at: int, operands: Any) -> list[Painted]:
        self.next_line(at, operands)
        return self._show(at, (operands[-1],))

    def _show(self, at: int, parts: Any) -> list[Painted]:
        state = self.state
        advance = self._advance(parts)
        matrix = times(self._text, state.ctm)
        self._text = times((1, 0, 0, 1, advance, 0), self._text)
        if state.render == 3:  # neither filled nor stroked
            return []
        low, high = state.rise - TYPE_BELOW * state.size, state.rise + TYPE_ABOVE * state.size
        box = around(matrix, 0, low, advance, high)
        size = abs(state.size) * math.hypot(matrix[2], matrix[3])
        return [self._thing("type", at, box, stroked=state.render == 1, size=size)]

    def _advance(self, parts: Any) -> float:
        """How far the line goes on (ISO 32000-1, 9.4.4)."""
        state = self.state
        ems, characters, spaces = 0.0, 0, 0
        for part in parts:
            if isinstance(part, NUMBERS):
                ems -= float(part) / 1000
            elif state.font:
                wide, number, blank = state.font.measure(bytes(part))
                ems, characters, spaces = ems + wide, characters + number, spaces + blank
        extra = characters * state.spacing + spaces * state.word
        return (ems * state.size + extra) * state.stretch

    def set_spacing(self, _at: int, operands: Any) -> None:
        self.state.spacing = float(operands[0])

    def set_word(self, _at: int, operands: Any) -> None:
        self.state.word = float(operands[0])

    def set_stretch(self, _at: int, operands: Any) -> None:
        self.state.stretch = float(operands[0]) / 100

    def set_leading(self, _at: int, operands: Any) -> None:
        self.state.leading = float(operands[0])

    def set_rise(self, _at: int, operands: Any) -> None:
        self.state.rise = float(operands[0])

    def set_render(self, _at: int, operands: Any) -> None:
        self.state.render = int(operands[0])

    # Pictures and forms

    def place(self, at: int, operands: Any) -> Iterator[Painted]:
        found = (self.resources.get("/XObject") or {}).get(str(operands[0]))
        if found is None:
            raise ContentError(f"No such picture: {operands[0]}")
        if str(found.get("/Subtype")) == "/Form":
            yield from self._form(found)
        else:
            yield self._picture(at, found)

    def inline(self, at: int, operands: Any) -> list[Painted]:
        return [self._picture(at, operands[0])]

    def _picture(self, at: int, picture: Any) -> Painted:
        ctm = self.state.ctm
        printed = (math.hypot(ctm[0], ctm[1]), math.hypot(ctm[2], ctm[3]))
        box = around(ctm, 0, 0, 1, 1)
        return self._thing("picture", at, box, stroked=False, printed=printed, picture=picture)

    def _form(self, form: Any) -> Iterator[Painted]:
        if self.depth >= DEEPEST:
            raise ContentError("forms inside forms without end")
        inner = copy(self.state)
        if "/Matrix" in form:
            inner.ctm = times(_matrix(form.Matrix), inner.ctm)
        if "/BBox" in form:
            inner.clip = shared(inner.clip, around(inner.ctm, *_numbers(form.BBox)))
        resources = form.get("/Resources") or self.resources
        yield from _Reader(resources, inner, self.depth + 1).read(
            pikepdf.parse_content_stream(form)
        )


def _numbers(operands: Any) -> tuple[float, ...]:
    return tuple(map(float, operands))


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


def _with(colour: Colour, operands: Any) -> Colour:
    """The colour space kept, the values new; a pattern's name is no number."""
    values = tuple(float(value) for value in operands if not isinstance(value, pikepdf.Name))
    return Colour(colour.space, values, colour.ink)


def space_of(told: Any) -> Colour:
    """A colour space by the name of its family, in its first colour."""
    if not isinstance(told, pikepdf.Array):
        name = str(told).strip("/")
        first = {"DeviceCMYK": (0.0, 0.0, 0.0, 1.0), "DeviceRGB": (0.0, 0.0, 0.0)}
        return Colour(name, first.get(name, (0.0,)))
    family = str(told[0]).strip("/")
    if family == "Separation":
        return Colour(family, (1.0,), str(told[1]).removeprefix("/"))
    return Colour(family, ())


def _device(kind: str, space: str) -> Any:
    def fill(reader: _Reader, _at: int, operands: Any) -> None:
        reader.state.fill = Colour(space, _numbers(operands))

    def stroke(reader: _Reader, _at: int, operands: Any) -> None:
        reader.state.stroke = Colour(space, _numbers(operands))

    return fill if kind == "fill" else stroke


ACTIONS: dict[str, Any] = {
    "q": _Reader.save,
    "Q": _Reader.restore,
    "cm": _Reader.concat,
    "w": _Reader.set_width,
    "gs": _Reader.set_state,
    **{name: _device("fill", space) for name, space in DEVICE.items()},
    **{name.upper(): _device("stroke", space) for name, space in DEVICE.items()},
    "cs": _Reader.fill_space,
    "CS": _Reader.stroke_space,
    **dict.fromkeys(("sc", "scn"), _Reader.fill_colour),
    **dict.fromkeys(("SC", "SCN"), _Reader.stroke_colour),
    **dict.fromkeys(("m", "l"), _Reader.begin),
    **dict.fromkeys(("c", "v", "y"), _Reader.curve),
    "re": _Reader.rectangle,
    **dict.fromkeys(("W", "W*"), _Reader.clip),
    **dict.fromkeys(("f", "F", "f*"), _Reader.fill),
    **dict.fromkeys(("S", "s"), _Reader.stroke),
    **dict.fromkeys(("B", "B*", "b", "b*"), _Reader.both),
    "n": _Reader.end,
    "sh": _Reader.shade,
    "BT": _Reader.begin_text,
    "Tf": _Reader.set_font,
    "Tm": _Reader.set_text_matrix,
    "Td": _Reader.move,
    "TD": _Reader.move_leading,
    "T*": _Reader.next_line,
    "Tj": _Reader.show,
    "TJ": _Reader.show_spaced,
    "'": _Reader.show_next,
    '"': _Reader.show_next,
    "Tc": _Reader.set_spacing,
    "Tw": _Reader.set_word,
    "Tz": _Reader.set_stretch,
    "TL": _Reader.set_leading,
    "Ts": _Reader.set_rise,
    "Tr": _Reader.set_render,
    "Do": _Reader.place,
    "INLINE IMAGE": _Reader.inline,
}
