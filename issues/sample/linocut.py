"""A small linocut press in Pillow: plates of one ink each, cut with gouges, printed in order.

Coordinates are logical pixels from the top left of the sheet; plates are cut at twice that size.
Everything is seeded, so the same drawing gives the same bytes.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
Colour = tuple[int, int, int]

PAPER: Colour = (244, 236, 219)
PALE: Colour = (205, 214, 203)
OCHRE: Colour = (229, 170, 72)
MID: Colour = (108, 146, 145)
RED: Colour = (190, 63, 44)
DEEP: Colour = (43, 76, 94)
INK: Colour = (22, 29, 38)
INKS = (PAPER, PALE, OCHRE, MID, RED, DEEP, INK)  # printed light to dark

SCALE = 2
TILE = 1024


@lru_cache(maxsize=8)
def _noise(size: tuple[int, int], coarse: int, seed: int) -> Image.Image:
    """Even grey noise of the size, its grain about ``coarse`` pixels; small grain is a tile."""
    side = min(max(size), TILE) if coarse < 20 else max(size)
    few = side // coarse + 1
    grain = Image.frombytes("L", (few, few), random.Random(seed).randbytes(few * few))  # noqa: S311
    tile = grain.resize((side, side), Image.Resampling.BICUBIC)
    whole = Image.new("L", size)
    for x in range(0, size[0], side):
        for y in range(0, size[1], side):
            whole.paste(tile, (x, y))
    return whole


def curve(points: Sequence[Point], steps: int = 10, closed: bool = False) -> list[Point]:
    """A Catmull-Rom curve through the points."""
    pts = list(points)
    pts = [pts[-1], *pts, pts[0], pts[1]] if closed else [pts[0], *pts, pts[-1]]
    out: list[Point] = []
    for p0, p1, p2, p3 in zip(pts, pts[1:], pts[2:], pts[3:], strict=False):
        out += [_catmull(p0, p1, p2, p3, step / steps) for step in range(steps)]
    return out if closed else [*out, pts[-1]]


def _catmull(p0: Point, p1: Point, p2: Point, p3: Point, t: float) -> Point:
    def axis(a: float, b: float, c: float, d: float) -> float:
        cubic = (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3
        return 0.5 * (2 * b + (c - a) * t + cubic)

    return axis(p0[0], p1[0], p2[0], p3[0]), axis(p0[1], p1[1], p2[1], p3[1])


def mix(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


@dataclass
class Plate:
    """What takes one ink on a sheet. ``cut=True`` takes lino away down to the ``under`` ink."""

    pen: ImageDraw.ImageDraw
    ink: int
    under: int = 0

    def _fill(self, cut: bool) -> int:
        return self.under if cut else self.ink

    def poly(self, points: Iterable[Point], cut: bool = False) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=self._fill(cut))

    def box(self, x0: float, y0: float, x1: float, y1: float, cut: bool = False) -> None:
        self.poly([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], cut)

    def disc(self, x: float, y: float, r: float, ry: float = 0, cut: bool = False) -> None:
        ry = ry or r
        edges = ((x - r) * SCALE, (y - ry) * SCALE, (x + r) * SCALE, (y + ry) * SCALE)
        self.pen.ellipse(edges, fill=self._fill(cut))

    def line(self, points: Sequence[Point], width: float, cut: bool = False) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        wide = max(1, round(width * SCALE))
        self.pen.line(scaled, fill=self._fill(cut), width=wide, joint="curve")

    def limb(self, a: Point, b: Point, ra: float, rb: float, cut: bool = False) -> None:
        """A rounded bar from a to b that tapers from radius ra to rb."""
        angle = math.atan2(b[1] - a[1], b[0] - a[0]) + math.pi / 2
        dx, dy = math.cos(angle), math.sin(angle)
        sides = [
            (a[0] + dx * ra, a[1] + dy * ra),
            (b[0] + dx * rb, b[1] + dy * rb),
            (b[0] - dx * rb, b[1] - dy * rb),
            (a[0] - dx * ra, a[1] - dy * ra),
        ]
        self.poly(sides, cut)
        self.disc(*a, ra, cut=cut)
        self.disc(*b, rb, cut=cut)

    def chain(self, joints: Sequence[tuple[float, float, float]], cut: bool = False) -> None:
        """Limbs through (x, y, radius) joints."""
        for (ax, ay, ra), (bx, by, rb) in pairwise(joints):
            self.limb((ax, ay), (bx, by), ra, rb, cut)

    def gouge(
        self, a: Point, b: Point, width: float, cut: bool = False, belly: float = 0.4
    ) -> None:
        """The mark of a V-gouge: pointed at both ends, widest at ``belly`` of its length."""
        length = math.hypot(b[0] - a[0], b[1] - a[1]) or 1
        nx, ny = -(b[1] - a[1]) / length * width / 2, (b[0] - a[0]) / length * width / 2
        m1, m2 = mix(a, b, belly), mix(a, b, min(0.95, belly + 0.2))
        self.poly(
            [
                a,
                (m1[0] + nx, m1[1] + ny),
                (m2[0] + nx, m2[1] + ny),
                b,
                (m2[0] - nx, m2[1] - ny),
                (m1[0] - nx, m1[1] - ny),
            ],
            cut,
        )


class Sheet:
    """A print. The drawing is one picture of ink numbers, later marks over earlier ones; it is
    parted into plates, one for each ink, only when it is printed.
    """

    def __init__(self, width: int, height: int, seed: int, ground: Colour = PAPER) -> None:
        self.size = (width, height)
        self.dice = random.Random(seed)  # noqa: S311
        self.drawing = Image.new("L", (width * SCALE, height * SCALE), INKS.index(ground))
        self.pen = ImageDraw.Draw(self.drawing)

    def plate(self, colour: Colour, under: Colour = PAPER) -> Plate:
        return Plate(self.pen, INKS.index(colour), INKS.index(under))

    def print(self) -> Image.Image:
        paper = Image.new("RGB", self.size, PAPER)
        for ink, colour in enumerate(INKS[1:], start=1):
            paper.paste(colour, mask=self._inked(ink))
        return self._grained(paper)

    def _inked(self, ink: int) -> Image.Image:
        """A plate as it prints: edges a little ragged, specks where the ink did not take."""
        mask = self.drawing.point([255 if level == ink else 0 for level in range(256)])
        soft = mask.filter(ImageFilter.BoxBlur(1.6))
        ragged = Image.blend(soft, _noise(mask.size, 3, 7), 0.22).point([0] * 112 + [255] * 144)
        starved = _noise(mask.size, 5, 11).point([0] * 3 + [255] * 253)
        return ImageChops.darker(ragged, starved).reduce(SCALE)

    def _grained(self, paper: Image.Image) -> Image.Image:
        fine = _noise(paper.size, 2, 3).point([236 + v * 19 // 255 for v in range(256)])
        broad = _noise(paper.size, 90, 5).point([240 + v * 15 // 255 for v in range(256)])
        grain = ImageChops.multiply(fine, broad)
        return ImageChops.multiply(paper, Image.merge("RGB", (grain, grain, grain)))


@dataclass(frozen=True)
class Camera:
    """A shift-lens camera: metres, y up, z away from the eye, verticals stay vertical."""

    x: float
    y: float
    centre: float
    horizon: float
    focal: float

    def __call__(self, x: float, y: float, z: float) -> Point:
        z = max(z, 0.05)
        return (
            self.centre + self.focal * (x - self.x) / z,
            self.horizon - self.focal * (y - self.y) / z,
        )

    def scale(self, z: float) -> float:
        """Pixels to a metre at that distance."""
        return self.focal / max(z, 0.05)


def strokes(
    plate: Plate,
    dice: random.Random,
    box: tuple[float, float, float, float],
    gap: float,
    thick: tuple[float, float],
    length: tuple[float, float],
    *,
    cut: bool = False,
    slope: float = 0.0,
) -> None:
    """Rows of level gouge marks in the box; their width runs from thick[0] (top) to thick[1]."""
    x0, y0, x1, y1 = box
    rows = max(1, int((y1 - y0) / gap))
    for row in range(rows):
        t = row / max(1, rows - 1)
        wide = thick[0] + (thick[1] - thick[0]) * t
        y = y0 + (row + 0.5) * gap
        x = x0 - dice.uniform(0, length[1])
        while x < x1:
            run = dice.uniform(*length)
            lift = dice.uniform(-0.18, 0.18) * gap
            weight = wide * dice.uniform(0.75, 1.15)
            if weight > 0.8:
                plate.gouge((x, y + lift), (x + run, y + lift + slope * run), weight, cut)
            x += run * dice.uniform(0.86, 1.05)
