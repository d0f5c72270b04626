"""Prints of the lake and the canal: reeds at low sun, the footbridge, the library at night."""

from __future__ import annotations

import math
import random
from itertools import pairwise

from PIL import Image

from issues.sample.figures import Body, bicycle, stand
from issues.sample.linocut import (
    DEEP,
    INK,
    MID,
    OCHRE,
    PALE,
    PAPER,
    RED,
    Camera,
    Colour,
    Plate,
    Point,
    Sheet,
    curve,
    mix,
    strokes,
)


def reeds() -> Image.Image:
    """A bay at low sun: white plumes in front, a punt and birds far out."""
    sheet = Sheet(1800, 1080, 41)
    dice = sheet.dice
    _reed_sky(sheet)
    _far_shores(sheet)
    _lake(sheet)
    _punt(sheet.plate(INK))
    _geese(sheet.plate(INK), dice)
    for colour, count, base, low, high, seed in (
        (MID, 34, 1110, 250, 430, 1),
        (DEEP, 28, 1120, 300, 560, 2),
        (INK, 17, 1130, 400, 780, 3),
    ):
        _reed_bed(sheet, colour, count, base, (low, high), random.Random(seed))  # noqa: S311
    return sheet.print()


def _reed_sky(sheet: Sheet) -> None:
    sky = sheet.plate(PALE)
    sky.box(0, 0, 1800, 560)
    strokes(sky, sheet.dice, (0, 150, 1800, 560), 15, (2, 14), (160, 420), cut=True)
    warm = sheet.plate(OCHRE)
    strokes(warm, sheet.dice, (0, 330, 1800, 560), 15, (1, 13), (140, 380))
    warm.disc(905, 455, 118, cut=True)
    sun = sheet.plate(RED)
    sun.disc(905, 455, 92)
    for row in range(6):
        y = 455 + 22 + row * 13
        sun.gouge((795, y), (1015, y + 2), 2 + row * 1.3, cut=True)
    high = sheet.plate(MID)
    strokes(high, sheet.dice, (0, 0, 1800, 250), 15, (15, 1), (180, 460))


def _far_shores(sheet: Sheet) -> None:
    hills = sheet.plate(MID)
    ridge = [(0, 520), (210, 492), (420, 512), (600, 528), (900, 508), (1130, 462), (1330, 486)]
    ridge += [(1540, 440), (1800, 478)]
    hills.poly([*curve(ridge, 12), (1800, 575), (0, 575)])
    for x in range(1040, 1800, 26):
        top = 478 + 14 * math.sin(x / 60)
        hills.gouge((x, top), (x - 26, 566), 5, cut=True)
    near = sheet.plate(DEEP)
    shore = [(0, 548), (160, 536), (330, 548), (520, 556), (1240, 558), (1420, 540), (1640, 528)]
    near.poly([*curve([*shore, (1800, 534)], 12), (1800, 580), (0, 576)])
    for x, h in ((1452, 46), (1500, 60), (1560, 50), (1700, 66), (1752, 54), (60, 40), (120, 34)):
        near.poly(
            curve(
                [
                    (x - 34, 548),
                    (x - 24, 540 - h * 0.6),
                    (x, 540 - h),
                    (x + 24, 538 - h * 0.5),
                    (x + 36, 548),
                ],
                6,
            )
        )


def _lake(sheet: Sheet) -> None:
    dice = sheet.dice
    water = sheet.plate(MID)
    water.box(0, 566, 1800, 1080)
    strokes(water, dice, (0, 580, 1800, 760), 15, (7, 9), (90, 300), cut=True)
    strokes(water, dice, (0, 760, 1800, 1080), 21, (6, 3), (140, 420), cut=True)
    glow = sheet.plate(OCHRE)
    for row in range(17):
        y = 578 + row * 15 + row * row * 0.35
        half = 105 + 16 * math.sin(row * 1.7) - row * 2
        glow.gouge(
            (905 - half * dice.uniform(0.6, 1.2), y), (905 + half * dice.uniform(0.6, 1.2), y), 10
        )
    spark = sheet.plate(RED)
    for row in range(9):
        y = 584 + row * 19
        spark.gouge(
            (905 - 46 * dice.uniform(0.5, 1.3), y), (905 + 46 * dice.uniform(0.5, 1.2), y), 6
        )


def _punt(ink: Plate) -> None:
    hull = curve([(1090, 640), (1130, 662), (1230, 668), (1340, 660), (1392, 632)], 8)
    ink.poly([*hull, (1340, 650), (1230, 654), (1140, 650)])
    body = Body(1318, 657, 128, facing=-1, stride=0.7, stoop=0.12)
    stand(ink, body, arm=0.14)
    ink.poly([(1264, 540), (1330, 540), (1298, 516)])
    ink.line([(1262, 520), (1290, 604), (1352, 742)], 4.5)
    for row in range(4):
        ink.gouge((1110 - row * 12, 684 + row * 13), (1360 - row * 26, 685 + row * 13), 7 - row)


def _geese(ink: Plate, dice: random.Random) -> None:
    for index in range(9):
        side = 1 if index % 2 else -1
        x = 1130 + (index + 1) // 2 * 58 * (1 if side > 0 else -0.72)
        y = 190 + (index + 1) // 2 * 30 + dice.uniform(-6, 6)
        size = 34 - index * 1.3
        lift = dice.uniform(0.25, 0.6) * size
        ink.gouge((x - size, y - lift), (x + 2, y + 3), size * 0.2, belly=0.6)
        ink.gouge((x + size, y - lift * 0.9), (x - 2, y + 3), size * 0.2, belly=0.6)
        ink.gouge((x - size * 0.5, y + 4), (x + size * 0.8, y), size * 0.2)


def _reed_bed(
    sheet: Sheet, colour: Colour, count: int, base: float, tall: Point, dice: random.Random
) -> None:
    stems, white = sheet.plate(colour), sheet.plate(PAPER)
    weight = tall[1] / 100
    for index in range(count):
        x = (index + dice.uniform(0.1, 0.9)) * 1900 / count - 50
        dip = 1 - 0.5 * math.exp(-(((x - 1100) / 400) ** 2))
        height = dice.uniform(*tall) * dip
        lean = 60 + height * dice.uniform(0.1, 0.24)
        spine = curve(
            [(x, base), (x + lean * 0.25, base - height * 0.6), (x + lean, base - height)], 12
        )
        stems.line(spine, weight * 0.9)
        for _leaf in range(dice.randint(2, 4)):
            at = spine[int(len(spine) * dice.uniform(0.15, 0.66))]
            reach = dice.uniform(0.16, 0.3) * height * (1 if dice.random() < 0.7 else -1)
            drop = dice.uniform(-0.16, 0.05) * height
            bend = (at[0] + reach * 0.55, at[1] + drop * 0.8 - abs(reach) * 0.75)
            blade = curve([at, bend, (at[0] + reach * 1.25, at[1] + drop - abs(reach) * 0.7)], 8)
            half = len(blade) // 2
            for k, (a, b) in enumerate(pairwise(blade)):
                ra, rb = (
                    weight * 0.9 * (1 - abs(joint - half) / (half + 1)) for joint in (k, k + 1)
                )
                stems.limb(a, b, ra, rb)
        _plume(stems, white, spine[-1], 70 + height * dice.uniform(0.16, 0.24), dice)


def _plume(dark: Plate, white: Plate, foot: Point, length: float, dice: random.Random) -> None:
    """A feathery head that nods to the right: a dark body, then barbs of white cut over it."""
    x, y = foot
    bend = dice.uniform(0.5, 0.8)
    tip = (x + length * bend, y - length * 0.72)
    rachis = curve(
        [foot, (x + length * 0.14, y - length * 0.45), (x + length * 0.4, y - length * 0.76), tip],
        7,
    )
    barbs = []
    for step, (px, py) in enumerate(rachis[1:], start=1):
        t = step / (len(rachis) - 1)
        reach = length * (0.2 + 0.22 * math.sin(math.pi * min(1, t + 0.2)))
        heading = -1.25 + 1.2 * t
        for side in (-1, 1):
            angle = heading + side * dice.uniform(0.28, 0.62) + (0.25 if side > 0 else 0)
            end = (px + math.cos(angle) * reach, py + math.sin(angle) * reach + reach * 0.12)
            barbs.append(((px, py), end))
    for a, b in barbs:
        dark.gouge(mix(b, a, 1.12), mix(a, b, 1.1), length * 0.085, belly=0.35)
    for a, b in barbs:
        white.gouge(mix(a, b, 0.06), b, length * 0.042, belly=0.35)


# The footbridge ----------------------------------------------------------------------------------

EYE = Camera(x=0, y=2.0, centre=900, horizon=745, focal=1050)
SPAN = 48.0


def _on_bridge(t: float, side: float, up: float) -> Point:
    """A point at share t of the span, ``side`` metres right of the axis, ``up`` over the deck."""
    x = -6.2 + 23.2 * t + 0.875 * side
    z = 8.0 + 42.0 * t - 0.483 * side
    return EYE(x, 3.4 + 0.9 * math.sin(math.pi * t) + up, z)


def _depth(t: float) -> float:
    return 8.0 + 42.0 * t


def _rise(t: float) -> float:
    """Height of the arch over the deck."""
    return 8.6 * 4 * t * (1 - t) - 0.9 * math.sin(math.pi * t)


def footbridge() -> Image.Image:
    """The arch from the left bank over the canal to the lit houses of the right one."""
    sheet = Sheet(1800, 1200, 19)
    _dusk(sheet)
    _town(sheet)
    _canal(sheet)
    _bridge(sheet)
    _crossing(sheet)
    _near_rail(sheet)
    _willow(sheet.plate(INK), sheet.dice)
    return sheet.print()


def _dusk(sheet: Sheet) -> None:
    sheet.plate(MID).box(0, 0, 1800, 800)
    strokes(sheet.plate(DEEP), sheet.dice, (0, 0, 1800, 330), 17, (21, 2), (200, 520))
    strokes(sheet.plate(PALE), sheet.dice, (0, 200, 1800, 520), 17, (2, 15), (180, 460))
    sheet.plate(PALE).box(0, 510, 1800, 800)
    strokes(sheet.plate(OCHRE), sheet.dice, (0, 430, 1800, 790), 16, (2, 19), (160, 420))
    sun = sheet.plate(RED, under=OCHRE)
    sun.disc(1492, 610, 128)
    for row in range(5):
        sun.gouge((1350, 640 + row * 19), (1640, 641 + row * 19), 3 + row * 1.8, cut=True)


def _town(sheet: Sheet) -> None:
    dice = sheet.dice
    far, near = sheet.plate(MID), sheet.plate(DEEP)
    ridge = [(-10, 742), (180, 716), (420, 748), (700, 704), (960, 746), (1200, 720), (1400, 752)]
    far.poly([*curve([*ridge, (1620, 722), (1810, 690)], 10), (1810, 795), (-10, 795)])
    lit = sheet.plate(OCHRE)
    x = 1010.0
    while x < 1820:
        wide, tall = dice.uniform(95, 150), dice.uniform(50, 128)
        if abs(x + wide / 2 - 1492) < 100:
            tall = dice.uniform(40, 62)
        _house(near, lit, (x, 785), (wide, tall), dice)
        x += wide + dice.choice((0, 0, 14))
    trees = sheet.plate(INK)
    for index in range(26):
        x, r = -10 + index * 39 + dice.uniform(-8, 8), dice.choice((16, 24, 30, 46))
        _tree(trees if index % 3 else near, x, r)
    for x, r in ((985, 42), (1046, 30), (1330, 34), (1372, 26), (1640, 40), (1700, 30), (1790, 46)):
        _tree(trees, x, r)
    trees.box(-10, 784, 1810, 800)


def _tree(plate: Plate, x: float, r: float) -> None:
    crown = [(x - r, 795), (x - r * 0.95, 772 - r * 0.35), (x - r * 0.25, 764 - r)]
    plate.poly(curve([*crown, (x + r * 0.7, 768 - r * 0.6), (x + r, 795)], 6))


def _house(wall: Plate, lit: Plate, foot: Point, size: Point, dice: random.Random) -> None:
    (x, y), (wide, tall) = foot, size
    wall.box(x, y - tall, x + wide, y)
    if dice.random() < 0.6:
        roof = [(x - 8, y - tall), (x + wide * 0.2, y - tall - 26), (x + wide * 0.8, y - tall - 26)]
        wall.poly([*roof, (x + wide + 8, y - tall)])
    for column in range(int(wide // 24)):
        for row in range(int(tall // 27)):
            if dice.random() < 0.62:
                wx, wy = x + 9 + column * 24, y - tall + 9 + row * 27
                lit.box(wx, wy, wx + 10, wy + 14)


def _canal(sheet: Sheet) -> None:
    dice = sheet.dice
    water = sheet.plate(MID)
    water.box(0, 798, 1800, 1200)
    strokes(sheet.plate(PALE), dice, (0, 800, 1800, 960), 14, (7, 5), (80, 260))
    strokes(sheet.plate(DEEP), dice, (0, 800, 1800, 1200), 19, (4, 25), (120, 420))
    strokes(sheet.plate(INK), dice, (0, 1050, 1800, 1200), 23, (3, 22), (160, 480))
    _glitter(sheet.plate(OCHRE), dice, 1492, (806, 1190), 130, 11)
    _glitter(sheet.plate(RED), dice, 1492, (812, 1100), 70, 8)
    for x in (1070, 1180, 1290, 1650, 1745):
        _glitter(sheet.plate(OCHRE), dice, x, (806, 930), 15, 5)
    _reflection(sheet.plate(DEEP), dice)


def _glitter(
    plate: Plate, dice: random.Random, x: float, rows: Point, half: float, thick: float
) -> None:
    y = rows[0]
    while y < rows[1]:
        t = (y - rows[0]) / (rows[1] - rows[0])
        left, right = (half * (1 - 0.45 * t) * dice.uniform(0.4, 1.15) for _ in range(2))
        plate.gouge((x - left, y), (x + right, y), thick * (1 - 0.3 * t))
        y += 17 + 8 * t


def _reflection(plate: Plate, dice: random.Random) -> None:
    """The arch stands on its head in the water, broken into level strokes."""
    y = 806.0
    for t, rise in [(1 - k / 400, up) for k in range(400) for up in (0.0, 1.0)]:
        z = _depth(t)
        x, mirrored = EYE(-6.2 + 23.2 * t, -(3.4 + _rise(t) * rise), z)
        if mirrored > y and rise == 0:
            y += 16
            reach = 50 + 700 / z * dice.uniform(0.8, 1.3)
            plate.gouge((x - reach, mirrored), (x + reach * 0.8, mirrored), 14)


def _bridge(sheet: Sheet) -> None:
    ink = sheet.plate(INK)
    ts = [k / 60 for k in range(-14, 61)]
    for side in (-2.5, 2.5):
        _rib(ink, side)
        for step in range(3, 29):
            t = step / 31
            ink.line([_on_bridge(t, side, 0), _on_bridge(t, side, _rise(t))], 26 / _depth(t) + 1)
    for step in (8, 13, 18, 23):
        t = step / 31
        ink.line([_on_bridge(t, -2.5, _rise(t)), _on_bridge(t, 2.5, _rise(t))], 100 / _depth(t))
    soffit = sheet.plate(DEEP)
    soffit.poly(
        [
            *(_on_bridge(t, 2.2, -0.5) for t in ts),
            *(_on_bridge(t, -2.3, -0.42) for t in reversed(ts)),
        ]
    )
    _bank(ink, sheet.plate(MID, under=INK), sheet.dice)


def _bank(ink: Plate, light: Plate, dice: random.Random) -> None:
    """Grass and reeds of the near bank, a wedge in the lower left corner."""
    ink.poly(
        curve([(-10, 985), (140, 1010), (330, 1062), (520, 1130), (690, 1215), (-10, 1215)], 8)
    )
    for _tuft in range(150):
        x = dice.uniform(-10, 660)
        y = 992 + 0.00043 * x * x + dice.uniform(0, 24)
        tall, lean = dice.uniform(36, 120) * (1 - x / 1100), dice.uniform(-18, 46)
        ink.gouge((x, y + 40), (x + lean, y - tall), 8, belly=0.3)
    for _blade in range(70):
        x, y = dice.uniform(-10, 560), dice.uniform(1050, 1190)
        if y > 1040 + 0.00045 * x * x:
            light.gouge((x, y), (x + dice.uniform(-6, 22), y - dice.uniform(30, 62)), 4)


def _rib(ink: Plate, side: float) -> None:
    steps = [k / 60 for k in range(61)]
    outer = [_on_bridge(t, side, _rise(t) + 0.28) for t in steps]
    inner = [_on_bridge(t, side, _rise(t) - 0.28) for t in steps]
    ink.poly([*outer, *reversed(inner)])


def _crossing(sheet: Sheet) -> None:
    ink, red, pale = sheet.plate(INK), sheet.plate(RED), sheet.plate(PALE)
    far_rail = sheet.plate(DEEP)
    far_rail.line([_on_bridge(k / 60, -2.2, 1.1) for k in range(-14, 61)], 4)
    people = (
        (0.52, 0.4, 1, ink),
        (0.44, -0.6, -1, ink),
        (0.385, 0.8, -1, ink),
        (0.33, -0.4, 1, pale),
        (0.255, 0.3, -1, ink),
    )
    for t, side, facing, coat in people:
        _walker(coat, t, side, 1.68, facing)
    _walker(ink, 0.15, 0.2, 1.6, 1, stoop=0.16)
    _walker(red, 0.185, 0.5, 1.15, 1)
    x, y = _on_bridge(0.245, 0.9, 0)
    bicycle(ink, x - 40, y, 0.95 * EYE.scale(_depth(0.24)), -1)


def _walker(
    plate: Plate, t: float, side: float, tall: float, facing: int, stoop: float = 0
) -> None:
    x, y = _on_bridge(t, side, 0.05)
    body = Body(x, y, 1.22 * tall * EYE.scale(_depth(t)), facing, 0.75, stoop, skirt=tall < 1.65)
    stand(plate, body, arm=0.1, hair=tall < 1.65)


def _near_rail(sheet: Sheet) -> None:
    ink, glow = sheet.plate(INK), sheet.plate(OCHRE)
    ts = [k / 60 for k in range(-14, 61)]
    edge = [_on_bridge(t, 2.3, 0.1) for t in ts]
    ink.poly([*edge, *(_on_bridge(t, 2.3, -0.5) for t in reversed(ts))])
    for t in ts:
        if t > -0.15:
            ink.line(
                [_on_bridge(t, 2.3, 0), _on_bridge(t, 2.3, 1.15)], 22 / max(4, _depth(t)) + 0.6
            )
    for up, wide in ((1.15, 90), (0.8, 18), (0.45, 18)):
        for a, b in pairwise(ts):
            ink.line(
                [_on_bridge(a, 2.3, up), _on_bridge(b, 2.3, up)], wide / max(4, _depth(a)) + 0.5
            )
    for a, b in pairwise(ts):
        glow.line([_on_bridge(a, 2.34, 0.0), _on_bridge(b, 2.34, 0.0)], 70 / max(5, _depth(a)) + 1)


def _willow(ink: Plate, dice: random.Random) -> None:
    for strand in range(13):
        x = 1320 + strand * 40 + dice.uniform(-9, 9)
        length = 120 + 360 * ((x - 1300) / 520) ** 1.4 * dice.uniform(0.7, 1.15)
        spine = curve(
            [(x + 30, -20), (x + 10, length * 0.4), (x - 6, length * 0.75), (x - 22, length)], 10
        )
        ink.line(spine, 2.6)
        for number, (px, py) in enumerate(spine[2:]):
            side = 1 if number % 2 else -1
            reach = dice.uniform(34, 54)
            ink.gouge((px, py), (px + side * reach * 0.45, py + reach), 10, belly=0.35)


# The library -------------------------------------------------------------------------------------

SQUARE = Camera(x=0, y=1.6, centre=760, horizon=880, focal=1000)
CORNER, RIGHT_END, LEFT_END = (-4.6, 15.5), (17.0, 33.0), (-15.0, 25.0)
STOREYS, STOREY = 3, 4.1
BAYS = 9


def _wall(end: Point, u: float, height: float) -> Point:
    """A point of the wall from the corner to ``end``: share u along it, metres up."""
    x, z = mix(CORNER, end, u)
    return SQUARE(x, height, z)


def _pane(end: Point, u0: float, u1: float, low: float, high: float) -> list[Point]:
    return [_wall(end, u0, low), _wall(end, u1, low), _wall(end, u1, high), _wall(end, u0, high)]


def library() -> Image.Image:
    """The reading rooms lit over a wet square, a bare tree and a rider before them."""
    sheet = Sheet(1800, 1200, 23, ground=DEEP)
    _night(sheet)
    _facade(sheet)
    _wet_square(sheet)
    _bare_tree(sheet.plate(INK), sheet.dice, (1610, 1150), -1.62, 300, 34)
    _passers(sheet)
    return sheet.print()


def _night(sheet: Sheet) -> None:
    ink = sheet.plate(INK)
    strokes(ink, sheet.dice, (0, 0, 1800, 560), 18, (24, 6), (220, 560))
    strokes(sheet.plate(MID), sheet.dice, (0, 560, 1800, 890), 18, (2, 13), (180, 480))
    moon = sheet.plate(PAPER, under=INK)
    rim = [(1440 + 76 * math.cos(a / 20), 190 + 76 * math.sin(a / 20)) for a in range(-32, 47)]
    bite = [(1414 + 62 * math.cos(a / 20), 178 + 62 * math.sin(a / 20)) for a in range(-22, 38)]
    moon.poly([*rim, *reversed(bite)])
    for _star in range(60):
        x, y = sheet.dice.uniform(0, 1800), sheet.dice.uniform(0, 480)
        moon.disc(x, y, sheet.dice.uniform(1.5, 3.5))
    shore = sheet.plate(INK)
    ridge = [(1000, 890), (1180, 850), (1340, 838), (1520, 856), (1660, 830), (1810, 848)]
    shore.poly([*curve(ridge, 8), (1810, 925), (1000, 925)])
    for x in range(1230, 1800, 47):
        sheet.plate(OCHRE).box(x, 872 + x % 13, x + 7, 880 + x % 13)


def _facade(sheet: Sheet) -> None:
    ink, top = sheet.plate(INK), STOREYS * STOREY
    ink.poly(_pane(LEFT_END, 0, 1, 0, top + 0.3))
    sheet.plate(DEEP).poly(_pane(RIGHT_END, 0, 1, 0, top + 0.3))
    roof = [
        _wall(LEFT_END, 1.05, top + 0.2),
        _wall(LEFT_END, -0.03, top + 0.3),
        _wall(RIGHT_END, 1.04, top + 0.2),
    ]
    ink.poly(
        [
            *roof,
            _wall(RIGHT_END, 1.04, top + 1.0),
            _wall(RIGHT_END, -0.03, top + 1.3),
            _wall(LEFT_END, 1.05, top + 0.9),
        ]
    )
    sheet.plate(PALE).line(
        [_wall(RIGHT_END, -0.03, top + 1.3), _wall(RIGHT_END, 1.04, top + 1.0)], 3
    )
    for floor in range(STOREYS):
        for bay in range(BAYS):
            _reading_room(sheet, floor, bay)
        for bay in range(4):
            low = floor * STOREY + 0.9
            if (floor, bay) in {(2, 0), (1, 2), (0, 1)}:
                sheet.plate(OCHRE).poly(
                    _pane(LEFT_END, bay / 4 + 0.07, bay / 4 + 0.17, low, low + 2.4)
                )
            else:
                sheet.plate(DEEP).poly(
                    _pane(LEFT_END, bay / 4 + 0.07, bay / 4 + 0.17, low, low + 2.4)
                )


def _reading_room(sheet: Sheet, floor: int, bay: int) -> None:
    """One bay of glass: shelves at the back or a reader at a lamp."""
    u0, u1 = (bay + 0.07) / BAYS, (bay + 0.93) / BAYS
    low, high = floor * STOREY + (0.15 if floor == 0 else 0.5), (floor + 1) * STOREY - 0.35
    ink = sheet.plate(INK)
    sheet.plate(OCHRE).poly(_pane(RIGHT_END, u0, u1, low, high))
    if floor == 0 and bay in (3, 4):
        _door(sheet, u0, u1, low)
    elif (bay * 2 + floor) % 3 == 0:
        _shelves(sheet, u0, u1, low, high)
    else:
        _reader(sheet, (u0 + u1) / 2, low, bay + floor)
    for share in (0.5,):
        u = u0 + (u1 - u0) * share
        ink.line([_wall(RIGHT_END, u, low), _wall(RIGHT_END, u, high)], 3)
    ink.line([_wall(RIGHT_END, u0, high - 0.75), _wall(RIGHT_END, u1, high - 0.75)], 3)


def _shelves(sheet: Sheet, u0: float, u1: float, low: float, high: float) -> None:
    dice = sheet.dice
    inks = [sheet.plate(colour) for colour in (RED, DEEP, INK, PAPER, RED, MID)]
    for shelf in range(4):
        foot = low + 0.1 + shelf * 0.68
        u = u0
        while u < u1 - 0.003:
            wide = dice.uniform(0.0035, 0.0075)
            tall = dice.uniform(0.34, 0.54)
            dice.choice(inks).poly(_pane(RIGHT_END, u, min(u1, u + wide), foot, foot + tall))
            u += wide * 1.12
        sheet.plate(INK).poly(_pane(RIGHT_END, u0, u1, foot - 0.1, foot))


def _reader(sheet: Sheet, u: float, low: float, kind: int) -> None:
    ink, wide = sheet.plate(INK), 0.021
    x, y = _wall(RIGHT_END, u - wide * (1 if kind % 2 else -1), low + 0.95)
    size = abs(_wall(RIGHT_END, u, low + 1)[1] - _wall(RIGHT_END, u, low)[1])
    facing = 1 if kind % 2 else -1
    ink.poly(_pane(RIGHT_END, u - 0.047, u + 0.047, low, low + 0.12))
    ink.poly(_pane(RIGHT_END, u - 0.047, u + 0.047, low + 0.72, low + 0.8))
    bust = [(-0.32, 0.62), (-0.36, 0.1), (-0.28, -0.28), (-0.1, -0.42), (0.14, -0.4), (0.26, -0.2)]
    bust += [(0.3, 0.2), (0.24, 0.62)]
    ink.poly(curve([(x + facing * a * size, y + b * size) for a, b in bust], 5, closed=True))
    ink.chain(
        [(x, y - size * 0.4, size * 0.1), (x + facing * size * 0.1, y - size * 0.64, size * 0.19)]
    )
    ink.disc(x + facing * size * 0.02, y - size * 0.7, size * 0.2, size * 0.21)
    elbow = (x + facing * size * 0.3, y + size * 0.12, size * 0.1)
    ink.chain(
        [
            (x + facing * size * 0.16, y - size * 0.2, size * 0.12),
            elbow,
            (x + facing * size * 0.46, y - size * 0.06, size * 0.07),
        ]
    )
    lamp = (x + facing * size * 0.75, y + size * 0.16)
    ink.line([lamp, (lamp[0], lamp[1] - size * 0.62)], max(2, size * 0.05))
    shade = [(-0.28, -0.5), (0.28, -0.5), (0.14, -0.78), (-0.14, -0.78)]
    sheet.plate(RED).poly([(lamp[0] + a * size, lamp[1] + b * size) for a, b in shade])
    glow = [(-0.26, -0.5), (0.26, -0.5), (0.5, 0.0), (-0.5, 0.0)]
    sheet.plate(PAPER).poly([(lamp[0] + a * size, lamp[1] + b * size) for a, b in glow])


def _door(sheet: Sheet, u0: float, u1: float, low: float) -> None:
    sheet.plate(PAPER).poly(_pane(RIGHT_END, u0, u1, low, low + 2.7))
    x, y = _wall(RIGHT_END, (u0 + u1) / 2, low)
    stand(sheet.plate(INK), Body(x, y, 1.7 * SQUARE.scale(22.0), 1, 0.6), arm=0.08)


def _wet_square(sheet: Sheet) -> None:
    dice = sheet.dice
    ground = sheet.plate(INK)
    foot = [_wall(LEFT_END, 1.4, 0), _wall(LEFT_END, 0, 0), _wall(RIGHT_END, 1, 0), (1810, 925)]
    ground.poly([(-10, 930), *foot[1:], (1810, 1210), (-10, 1210)])
    strokes(sheet.plate(DEEP), dice, (0, 990, 1800, 1200), 19, (4, 13), (140, 420))
    for bay in range(BAYS):
        u = (bay + 0.5) / BAYS
        x, y = _wall(RIGHT_END, u, 0)
        half = (
            _wall(RIGHT_END, u + 0.45 / BAYS, 0)[0] - _wall(RIGHT_END, u - 0.45 / BAYS, 0)[0]
        ) / 2
        row = y + 8
        while row < 1195:
            t = (row - y) / (1200 - y)
            reach = half * dice.uniform(0.5, 1.1) * (1 - 0.35 * t)
            sheet.plate(OCHRE).gouge((x - reach, row), (x + reach, row), 11 - 5 * t)
            row += 14 + 12 * t
    water = sheet.plate(MID)
    for row in range(5):
        water.gouge((1240 + row * 20, 930 + row * 12), (1810, 931 + row * 12), 5)


def _bare_tree(
    ink: Plate, dice: random.Random, foot: Point, angle: float, length: float, thick: float
) -> None:
    tip = (foot[0] + math.cos(angle) * length, foot[1] + math.sin(angle) * length)
    ink.limb(foot, tip, thick / 2, thick * 0.36)
    if thick < 3:
        return
    for turn in (-0.42, 0.36) if thick < 14 else (-0.55, -0.05, 0.5):
        spread = angle + turn * dice.uniform(0.7, 1.3)
        _bare_tree(ink, dice, tip, spread, length * dice.uniform(0.62, 0.8), thick * 0.62)


def _passers(sheet: Sheet) -> None:
    ink, red = sheet.plate(INK), sheet.plate(RED)
    light = sheet.plate(PALE)
    stand(ink, Body(930, 1096, 262, -1, 0.8, 0.05, skirt=True), coat=red, arm=0.1, hair=True)
    stand(ink, Body(1030, 1088, 258, -1, 0.7), coat=light, arm=0.12)
    stand(sheet.plate(DEEP), Body(372, 1140, 300, 1, 0.8), coat=sheet.plate(MID), arm=0.16)
    bicycle(light, 470, 1146, 166, 1)
    for x, y, w in ((930, 1108, 90), (1030, 1100, 90), (420, 1152, 190)):
        ink.gouge((x - w, y), (x + w, y + 2), 10)
