"""Path data of SVG (SVG 1.1, 8.3) as lines and cubic curves in absolute coordinates."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

Point = tuple[float, float]
# ("m", point), ("l", point), ("c", control, control, point), ("z",)
Segment = tuple[str, *tuple[Point, ...]]
TOKEN = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|([\s,]+)")
ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
FLAG = re.compile(r"[01]")
LARGEST = 1e6


class PathError(ValueError):
    """The data is no path."""


def segments(data: str) -> list[Segment]:
    """The path, every segment absolute. Raises `PathError`."""
    pen = _Pen()
    for command, values in _commands(data):
        pen.draw(command, values)
    return pen.out


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with one set of its numbers; a number set that follows repeats the command."""
    at, command = 0, ""
    values: list[float] = []
    while at < len(data):
        if command and command in "Aa" and len(values) in (3, 4):
            flag = FLAG.match(data, at)  # flags may stand without white between: "0 01 5"
            if flag:
                values.append(float(flag.group()))
                at = flag.end()
                continue
        match = TOKEN.match(data, at)
        if match is None:
            raise PathError(data[at : at + 10])
        at = match.end()
        letter, number, _white = match.groups()
        if letter:
            if values:
                raise PathError(letter)
            command = letter
            if letter in "Zz":
                yield letter, []
        elif number:
            if not command or command in "Zz" or abs(float(number)) > LARGEST:
                raise PathError(number)
            if command in "Aa" and len(values) in (3, 4):
                raise PathError(number)  # a flag is 0 or 1
            values.append(float(number))
            if len(values) == ARGUMENTS[command.upper()]:
                yield command, values
                values = []
                command = {"M": "L", "m": "l"}.get(command, command)
    if values:
        raise PathError(command)


@dataclass
class _Pen:
    out: list[Segment] = field(default_factory=list)
    here: Point = (0.0, 0.0)
    start: Point = (0.0, 0.0)
    cubic: Point | None = None  # the last control point, for S
    quadratic: Point | None = None  # ... and for T

    def draw(self, command: str, values: list[float]) -> None:
        upper = command.upper()
        if upper != "M" and not self.out:
            raise PathError(command)
        if command.islower():
            values = self._absolute(upper, values)
        points = list(zip(values[::2], values[1::2], strict=False))
        cubic, quadratic = self.cubic, self.quadratic
        self.cubic = self.quadratic = None
        if upper == "M":
            self.out.append(("m", points[0]))
            self.here = self.start = points[0]
        elif upper == "Z":
            self.out.append(("z",))
            self.here = self.start
        elif upper in "LHV":
            x, y = self.here
            self._line({"L": points[0] if points else (x, y), "H": (values[0], y),
                        "V": (x, values[0])}[upper])  # fmt: skip
        elif upper in "CS":
            first = points[0] if upper == "C" else self._mirrored(cubic)
            self._curve(first, points[-2], points[-1])
            self.cubic = points[-2]
        elif upper in "QT":
            control = points[0] if upper == "Q" else self._mirrored(quadratic)
            self._quadratic(control, points[-1])
            self.quadratic = control
        else:
            self._arc(values)

    def _absolute(self, upper: str, values: list[float]) -> list[float]:
        x, y = self.here
        if upper == "H":
            return [values[0] + x]
        if upper == "V":
            return [values[0] + y]
        if upper == "A":
            return [*values[:5], values[5] + x, values[6] + y]
        return [value + (x, y)[index % 2] for index, value in enumerate(values)]

    def _mirrored(self, control: Point | None) -> Point:
        (x, y), (cx, cy) = self.here, control or self.here
        return 2 * x - cx, 2 * y - cy

    def _line(self, end: Point) -> None:
        self.out.append(("l", end))
        self.here = end

    def _curve(self, first: Point, second: Point, end: Point) -> None:
        self.out.append(("c", first, second, end))
        self.here = end

    def _quadratic(self, control: Point, end: Point) -> None:
        """Raised to a cubic: the controls stand two thirds of the way to the one control."""
        (x, y), (cx, cy), (ex, ey) = self.here, control, end
        first = x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3
        self._curve(first, (ex + (cx - ex) * 2 / 3, ey + (cy - ey) * 2 / 3), end)

    def _arc(self, values: list[float]) -> None:
        """By the centre (SVG 1.1, F.6), in pieces of at most a quarter turn."""
        rx, ry, turn, large, sweep = abs(values[0]), abs(values[1]), *values[2:5]
        end = values[5], values[6]
        if not rx or not ry:
            self._line(end)
        elif end != self.here:
            for first, second, to in _arc_curves(
                self.here, end, rx, ry, math.radians(turn), bool(large), bool(sweep)
            ):
                self._curve(first, second, to)


def _arc_curves(
    start: Point, end: Point, rx: float, ry: float, turn: float, large: bool, sweep: bool
) -> Iterator[tuple[Point, Point, Point]]:
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * dx + sin * dy, cos * dy - sin * dx
    scale = math.sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))
    rx, ry = rx * scale, ry * scale
    below = (rx * y) ** 2 + (ry * x) ** 2
    root = math.sqrt(max(0.0, (rx * ry) ** 2 / below - 1)) * (-1 if large == sweep else 1)
    cx, cy = root * rx * y / ry, -root * ry * x / rx
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    delta = (math.atan2((-y - cy) / ry, (-x - cx) / rx) - first) % (2 * math.pi)
    delta -= 0 if sweep else 2 * math.pi
    count = max(1, math.ceil(abs(delta) / (math.pi / 2) - 1e-9))
    step = delta / count
    reach = 4 / 3 * math.tan(step / 4)

    def at(angle: float, out: float = 0.0) -> Point:
        px = rx * (math.cos(angle) - out * math.sin(angle)) + cx
        py = ry * (math.sin(angle) + out * math.cos(angle)) + cy
        return middle[0] + cos * px - sin * py, middle[1] + sin * px + cos * py

    for number in range(count):
        here, there = first + number * step, first + (number + 1) * step
        yield at(here, reach), at(there, -reach), end if number == count - 1 else at(there)
