"""A publication's own nameplate: the filled paths of an SVG drawing, in black and in red.

Nothing of the file reaches the painter but coordinates. What could run, fetch, or print in screen
colours is refused with a sentence. The red becomes the spot colour, or black, as the page's inks
say; holes are holes of a path, not white shapes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _
from newsroom.press.marks import Drawing, Mark
from newsroom.press.svgpath import PathError, Point, Segment, segments

MOST_BYTES = 300_000
MOST_SEGMENTS = 40_000
MOST_DEPTH = 60
NAMESPACE = "{http://www.w3.org/2000/svg}"
UNPAINTED = {"title", "desc", "metadata", "defs"}
SHAPES = {"path", "rect", "circle", "ellipse", "polygon"}
REFUSED = {
    "script": _("The drawing holds a script: save it as plain SVG."),
    "foreignObject": _("The drawing holds a web page: save it as plain SVG."),
    "image": _("The drawing holds a bitmap: a nameplate is paths only."),
    "text": _("The drawing holds type: turn it into paths first."),
    "use": _("The drawing refers to parts elsewhere: save it with the parts themselves."),
    "style": _("The drawing holds a style sheet: save it with the colours at the paths."),
}
NAMED = {"black": "#000000", "red": "#ff0000", "none": "", "transparent": ""}
HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
RGB = re.compile(r"rgb\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\)")
STEP = re.compile(r"\s*(matrix|translate|scale|rotate)\s*\(([^()]*)\)[\s,]*")
DARK, NEUTRAL = 110, 40  # of 255: a grey darker than this is black; less apart than this is grey

Matrix = tuple[float, float, float, float, float, float]
STILL: Matrix = (1, 0, 0, 1, 0, 0)


class ArtError(Exception):
    """The drawing cannot be a nameplate; ``str()`` is one sentence for a person."""


@dataclass(frozen=True)
class Outline:
    """A filled path. ``ink`` is ``black`` or ``red``."""

    ink: str
    even_odd: bool
    path: tuple[Segment, ...]


@dataclass(frozen=True)
class Artwork:
    """Outlines whose ink begins at 0, 0 and measures ``width`` by ``height``."""

    width: float
    height: float
    outlines: tuple[Outline, ...]


def read_art(data: bytes) -> Artwork:
    """The drawing in an SVG file. Raises `ArtError` with one sentence."""
    if len(data) > MOST_BYTES:
        raise ArtError(_("The drawing is larger than 300 kB: simplify its paths."))
    if b"<!" in data.replace(b"<!--", b""):  # entities could grow without end
        raise ArtError(_("The drawing holds a document type: save it as plain SVG."))
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 (no entity is left to expand)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ArtError(_("The file is no SVG drawing.")) from error
    if root.tag != NAMESPACE + "svg":
        raise ArtError(_("The file is no SVG drawing."))
    outlines = tuple(_outlines(root, STILL, {}))
    if sum(len(outline.path) for outline in outlines) > MOST_SEGMENTS:
        raise ArtError(_("The drawing has too many points: simplify its paths."))
    return _at_origin(outlines)


def fitted_art(
    art: Artwork, x: float, top: float, width: float, height: float, *, across: float = 0.5
) -> tuple[list[Mark], float, float]:
    """The drawing as large as ``width`` by ``height`` allows: marks, its width, its foot.

    ``x`` is its left end at ``across`` 0 and its middle at 0.5.
    """
    scale = min(width / art.width, height / art.height)
    left = x - across * art.width * scale
    y = top + (height - art.height * scale) / 2
    size: Matrix = (scale, 0, 0, scale, 0, 0)
    marks: list[Mark] = [
        Drawing(left, y, _moved(o.path, size), o.even_odd, "red" if o.ink == "red" else "black")
        for o in art.outlines
    ]
    return marks, art.width * scale, y + art.height * scale


def _at_origin(outlines: tuple[Outline, ...]) -> Artwork:
    points = [point for o in outlines for segment in o.path for point in segment[1:]]
    if not points:
        raise ArtError(_("The drawing has no filled path."))
    left, top = min(x for x, y in points), min(y for x, y in points)
    width, height = max(x for x, y in points) - left, max(y for x, y in points) - top
    if width <= 0 or height <= 0 or max(width, height) > 100 * min(width, height):
        raise ArtError(_("The drawing has no extent: draw filled shapes, not lines."))
    move: Matrix = (1, 0, 0, 1, -left, -top)
    placed = tuple(Outline(o.ink, o.even_odd, _moved(o.path, move)) for o in outlines)
    return Artwork(width, height, placed)


def _outlines(
    element: ElementTree.Element, matrix: Matrix, above: dict[str, str], depth: int = 0
) -> Iterator[Outline]:
    """What ``element`` and its children paint, the fill and transform of parents applied."""
    if depth > MOST_DEPTH:
        raise ArtError(_("The drawing is nested too deeply: ungroup it."))
    if not str(element.tag).startswith(NAMESPACE):
        return  # an editor's own notes: never painted
    name = str(element.tag).removeprefix(NAMESPACE)
    _refuse_attributes(element)
    looks = above | _looks(element)
    if name in UNPAINTED or looks.get("display") == "none":
        _refuse_within(element)
        return
    matrix = _times(matrix, _matrix(element.get("transform", "")))
    if name in ("svg", "g"):
        for child in element:
            yield from _outlines(child, matrix, looks, depth + 1)
    elif name in SHAPES:
        yield from _outline(element, name, matrix, looks)
    else:
        raise ArtError(REFUSED.get(name) or _unknown(name))


def _unknown(name: str) -> Sentence:
    return _("The drawing holds <%(name)s>: a nameplate is filled paths only.", name=name[:30])


def _refuse_within(element: ElementTree.Element) -> None:
    """What is not painted may still run or fetch."""
    for child in element.iter():
        name = str(child.tag).removeprefix(NAMESPACE)
        if name in ("script", "foreignObject", "image", "style"):
            raise ArtError(REFUSED[name])
        _refuse_attributes(child)


def _refuse_attributes(element: ElementTree.Element) -> None:
    for key, value in element.attrib.items():
        name = key.rpartition("}")[2].lower()
        if name.startswith("on"):
            raise ArtError(REFUSED["script"])
        if name == "href" and str(element.tag) != NAMESPACE + "a" and value:
            raise ArtError(REFUSED["use"])
        if name in ("clip-path", "mask", "filter") and value != "none":
            raise ArtError(_("The drawing has a mask or an effect: a nameplate is paths only."))


def _looks(element: ElementTree.Element) -> dict[str, str]:
    """The properties that decide the ink, from attributes and, before them, the style."""
    wanted = ("fill", "fill-rule", "stroke", "opacity", "fill-opacity", "display")
    found = {name: element.get(name, "").strip() for name in wanted}
    for part in element.get("style", "").split(";"):
        name, _colon, value = part.partition(":")
        found[name.strip()] = value.strip()
        if name.strip() in ("clip-path", "mask", "filter") and value.strip() != "none":
            raise ArtError(_("The drawing has a mask or an effect: a nameplate is paths only."))
    return {name: found[name].lower() for name in wanted if found.get(name)}


def _outline(
    element: ElementTree.Element, name: str, matrix: Matrix, looks: dict[str, str]
) -> Iterator[Outline]:
    if looks.get("stroke", "none") not in ("none", "transparent"):
        raise ArtError(_("The drawing has outlines drawn with a pen: turn them into paths first."))
    if any(looks.get(key, "1") not in ("1", "1.0", "100%") for key in ("opacity", "fill-opacity")):
        raise ArtError(_("The drawing is transparent: a press prints ink or none."))
    ink = _ink(looks.get("fill", "black"))
    if not ink:
        return
    try:
        path = segments(element.get("d", "") if name == "path" else _as_path(element, name))
    except (PathError, OverflowError) as error:
        raise ArtError(_("A path of the drawing cannot be read: save it again.")) from error
    if path:
        yield Outline(ink, looks.get("fill-rule") == "evenodd", _moved(tuple(path), matrix))


def _ink(fill: str) -> str:
    """``black``, ``red``, or nothing. Raises `ArtError` for what is neither."""
    colour = NAMED.get(fill, fill)
    if not colour:
        return ""
    red, green, blue = _rgb(colour)
    if max(red, green, blue) - min(red, green, blue) < NEUTRAL and max(red, green, blue) <= DARK:
        return "black"
    if red >= 120 and max(green, blue) <= 0.45 * red:
        return "red"
    raise ArtError(
        _(
            "The colour %(colour)s of the drawing is neither black nor red: "
            "colour its paths black or red, and cut holes instead of covering with white.",
            colour=fill[:30],
        )
    )


def _rgb(colour: str) -> tuple[int, int, int]:
    if HEX.fullmatch(colour):
        digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    found = RGB.fullmatch(colour)
    if found:
        red, green, blue = (int(value) for value in found.groups())
        return red, green, blue
    return 255, 255, 255  # whatever it is, it is no ink


def _as_path(element: ElementTree.Element, name: str) -> str:
    """A basic shape (SVG 1.1, 9) as path data; round corners of a rectangle are cut square."""

    def value(key: str) -> float:
        text = element.get(key, "0").strip().removesuffix("px")
        try:
            return float(text)
        except ValueError as error:
            raise PathError(text) from error

    if name == "polygon":
        return f"M{element.get('points', '')}Z" if element.get("points", "").strip() else ""
    if name == "rect":
        x, y, width, height = value("x"), value("y"), value("width"), value("height")
        return f"M{x} {y}h{width}v{height}h{-width}z" if width and height else ""
    rx = value("r") if name == "circle" else value("rx")
    ry = value("r") if name == "circle" else value("ry")
    x, y = value("cx") - rx, value("cy")
    half = f"a{rx} {ry} 0 1 1 "
    return f"M{x} {y}{half}{2 * rx} 0{half}{-2 * rx} 0z" if rx and ry else ""


def _matrix(text: str) -> Matrix:
    """The transforms of an attribute, the first outermost (SVG 1.1, 7.6)."""
    made, at = STILL, 0
    while at < len(text.strip()):
        step = STEP.match(text, at)
        if step is None:
            raise ArtError(_("The drawing is moved in a way that cannot be read: flatten it."))
        made = _times(made, _step(step.group(1), step.group(2)))
        at = step.end()
    return made


def _step(kind: str, text: str) -> Matrix:
    try:
        v = [float(part) for part in re.split(r"[\s,]+", text.strip())]
        if kind == "matrix":
            a, b, c, d, e, f = v
            return a, b, c, d, e, f
        if kind == "translate":
            return 1, 0, 0, 1, v[0], v[1] if len(v) > 1 else 0
        if kind == "scale":
            return v[0], 0, 0, v[1] if len(v) > 1 else v[0], 0, 0
        return _turned(*v)
    except (ValueError, TypeError) as error:
        raise ArtError(
            _("The drawing is moved in a way that cannot be read: flatten it.")
        ) from error


def _turned(degrees: float, x: float = 0.0, y: float = 0.0) -> Matrix:
    a, b = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return a, b, -b, a, x - a * x + b * y, y - b * x - a * y


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        (a * k + c * m + e),
        b * k + d * m + f,
    )


def _moved(path: tuple[Segment, ...], by: Matrix) -> tuple[Segment, ...]:
    a, b, c, d, e, f = by

    def at(point: Point) -> Point:
        x, y = point
        return a * x + c * y + e, b * x + d * y + f

    return tuple((segment[0], *(at(point) for point in segment[1:])) for segment in path)
