"""Prints of the streets: the old lane from above, the bus at the bend, the market hall."""

from __future__ import annotations

import math
from itertools import pairwise

from PIL import Image

from issues.sample.figures import Body, stand
from issues.sample.linocut import (
    DEEP,
    INK,
    MID,
    OCHRE,
    PALE,
    PAPER,
    RED,
    Camera,
    Plate,
    Point,
    Sheet,
    curve,
    mix,
    strokes,
)

# The old lane ------------------------------------------------------------------------------------

LANE = Camera(x=0, y=7.2, centre=880, horizon=330, focal=1080)
HOUSE = 4.6  # metres of lane front
EAVES, RIDGE = (1.35, 3.0), (4.9, 5.1)


def old_street() -> Image.Image:
    """Roofs on both sides step down to a lane with lanterns and drying cloth."""
    sheet = Sheet(1800, 1200, 31)
    _evening(sheet)
    _pavement(sheet)
    for number in range(13, -2, -1):
        z = 6.0 + number * HOUSE
        for side in (-1, 1):
            _back_rows(sheet, side, z + (1.1 if side > 0 else -2.3), number)
    for number in range(13, -2, -1):
        z = 6.0 + number * HOUSE
        for side in (-1, 1):
            _house(sheet, side, z + (0 if side > 0 else -1.6), number)
        if number >= 0:
            _lane_life(sheet, number, z)
    return sheet.print()


def _evening(sheet: Sheet) -> None:
    sheet.plate(PALE).box(0, 0, 1800, 420)
    strokes(sheet.plate(MID), sheet.dice, (0, 0, 1800, 190), 15, (15, 2), (200, 480))
    strokes(sheet.plate(OCHRE), sheet.dice, (0, 130, 1800, 380), 15, (1, 15), (160, 420))
    sheet.plate(PAPER).disc(1010, 205, 92)
    sheet.plate(RED).disc(1010, 205, 74)
    hills = sheet.plate(MID)
    ridge = [(-10, 282), (200, 240), (430, 268), (640, 300), (900, 312), (1180, 270), (1420, 226)]
    hills.poly([*curve([*ridge, (1810, 262)], 10), (1810, 420), (-10, 420)])
    light = sheet.plate(PALE)
    for x in [*range(20, 520, 27), *range(1180, 1800, 27)]:
        light.gouge((x, 274 + 12 * math.sin(x / 90)), (x - 30, 352), 5)
    sheet.plate(INK).box(-10, 348, 1810, 1210)
    _tower(sheet.plate(DEEP), 820, 330)


def _tower(plate: Plate, x: float, y: float) -> None:
    """A storeyed tower far off, its roofs turned up."""
    for storey in range(5):
        half, foot = 34 - storey * 4.4, y - storey * 33
        plate.box(x - half * 0.62, foot - 34, x + half * 0.62, foot)
        brim = [(x - half - 9, foot - 31), (x - half * 0.5, foot - 27), (x + half * 0.5, foot - 27)]
        plate.poly(
            [
                *brim,
                (x + half + 9, foot - 31),
                (x + half * 0.5, foot - 40),
                (x - half * 0.5, foot - 40),
            ]
        )
    plate.gouge((x, y - 160), (x, y - 226), 9, belly=0.2)


def _pavement(sheet: Sheet) -> None:
    sheet.plate(PALE).poly([LANE(-2, 0, 4), LANE(2, 0, 4), LANE(2, 0, 70), LANE(-2, 0, 70)])
    joint = sheet.plate(MID)
    z = 6.0
    while z < 60:
        joint.line([LANE(-2, 0, z), LANE(2, 0, z)], max(1.2, 34 / z))
        for x in (-0.5, 0.5) if int(z * 3) % 2 else (-1.0, 0.0, 1.0):
            joint.line([LANE(x, 0, z), LANE(x, 0, z * 1.05)], max(1, 26 / z))
        z *= 1.05
    glow = sheet.plate(OCHRE)
    for z in (11, 15.5, 20, 26, 34):
        x, y = LANE(0.7, 0, z)
        for row in range(3):
            glow.gouge((x - 700 / z, y + row * 60 / z), (x + 700 / z, y + row * 60 / z), 26 / z * 2)


def _house(sheet: Sheet, side: int, z0: float, number: int) -> None:
    z0, z1 = max(z0, 0.9), z0 + HOUSE
    (xe, ye), (xr, yr) = EAVES, RIDGE
    outline = [
        (xe - 0.1, ye + 0.55),
        (2.1, ye + 0.65),
        (2.1, 4.3),
        (3.3, 4.45),
        (3.3, 5.15),
        (4.3, 5.3),
    ]
    outline += [(4.3, 5.9), (5.6, 5.9), (5.6, 5.3), (9.5, 4.4), (9.5, 0), (xe - 0.1, 0)]
    if number > 0 and number % 2 == (0 if side > 0 else 1):
        _gable(sheet, side, z1, outline)
    roof = [
        LANE(side * xe, ye, z0),
        LANE(side * xe, ye, z1),
        LANE(side * xr, yr, z1),
        LANE(side * xr, yr, z0),
    ]
    _front(sheet, side, z0, z1, number)
    sheet.plate(DEEP).poly(roof)
    _tiles(sheet, side, z0, z1)


def _back_rows(sheet: Sheet, side: int, z0: float, number: int) -> None:
    """The roofs of the lanes behind, seen over the first ridge: fewer cuts, quieter ink."""
    start, z0 = z0, max(z0, 0.9)
    ink, tint = sheet.plate(INK), sheet.plate(MID)
    for low, high in ((21.0, 25.0), (15.0, 19.2), (8.6, 13.2)):
        z1 = start + HOUSE - (0.3 if number % 3 else 1.2)
        roof = [(low, 3.4, z0), (low, 3.4, z1), (high, 5.5, z1), (high, 5.5, z0)]
        sheet.plate(DEEP).poly([LANE(side * x, y, z) for x, y, z in roof])
        for row in range(8):
            z = z0 + (z1 - z0) * row / 7
            tint.gouge(LANE(side * low, 3.4, z), LANE(side * high, 5.5, z), 50 / z + 1)
        ink.line([LANE(side * high, 5.55, z0), LANE(side * high, 5.55, z1)], 240 / max(z0, 4))
        if number % 2:
            wall = [
                (low, 0),
                (low, 3.5),
                (high - 0.4, 5.6),
                (high + 0.6, 5.6),
                (high + 4, 3.4),
                (high + 4, 0),
            ]
            sheet.plate(PALE).poly([LANE(side * x, y, z0) for x, y in wall])
            ink.line([LANE(side * x, y + 0.1, z0) for x, y in wall[1:-1]], 300 / max(z0, 4))


def _gable(sheet: Sheet, side: int, z: float, outline: list[Point]) -> None:
    """A stepped fire wall, white, under a coping of tiles."""
    sheet.plate(PAPER).poly([LANE(side * x, y, z) for x, y in outline])
    coping = [LANE(side * x, y, z) for x, y in outline[:-3]]
    ink = sheet.plate(INK)
    for (ax, ay), (bx, by) in pairwise(coping):
        if abs(bx - ax) > abs(by - ay):
            ink.limb(
                (ax - side * 120 / z, ay), (bx + side * 150 / z, by - 60 / z), 120 / z, 105 / z
            )
    shade = sheet.plate(PALE)
    for row in range(7):
        y = 5.0 - row * 0.42
        shade.gouge(LANE(side * 4.2, y, z), LANE(side * (6.4 + row % 3), y, z), 130 / z)


def _front(sheet: Sheet, side: int, z0: float, z1: float, number: int) -> None:
    """The shop front under the eaves: boards, a lit door, a lattice."""
    wall = [
        LANE(side * 1.75, 0, z0),
        LANE(side * 1.75, 0, z1),
        LANE(side * 1.75, 3.1, z1),
        LANE(side * 1.75, 3.1, z0),
    ]
    sheet.plate(INK).poly(wall)
    lit = sheet.plate(OCHRE if (number + side) % 3 else RED)
    for a, b in ((0.5, 1.4), (1.7, 2.6), (3.0, 4.0)):
        quad = [(z0 + a, 0.2), (z0 + b, 0.2), (z0 + b, 2.2), (z0 + a, 2.2)]
        lit.poly([LANE(side * 1.74, y, z) for z, y in quad])


def _tiles(sheet: Sheet, side: int, z0: float, z1: float) -> None:
    (xe, ye), (xr, yr) = EAVES, RIDGE
    groove, light = sheet.plate(INK), sheet.plate(MID)
    ends = sheet.plate(PALE)
    count = 15
    for row in range(count + 1):
        z = z0 + (z1 - z0) * row / count
        low, high = LANE(side * xe, ye, z), LANE(side * xr, yr, z)
        groove.line([low, high], 42 / z + 0.8)
        mid = z + (z1 - z0) / count * 0.5
        if row < count and z < 40:
            for share in (0.04, 0.3, 0.56, 0.8):
                a, b = (share + 0.02 * (row % 3), share + 0.17 + 0.02 * (row % 2))
                light.gouge(
                    LANE(side * (xe + (xr - xe) * a), ye + (yr - ye) * a, mid),
                    LANE(side * (xe + (xr - xe) * b), ye + (yr - ye) * b, mid),
                    60 / z,
                )
            x, y = LANE(side * xe, ye - 0.04, mid)
            groove.disc(x, y, 130 / z)
            ends.disc(x, y, 82 / z)
    groove.line([LANE(side * xe, ye - 0.16, z0), LANE(side * xe, ye - 0.16, z1)], 90 / z0)
    ridge = [LANE(side * xr, yr + 0.1, z0), LANE(side * xr, yr + 0.1, z1)]
    groove.line(ridge, 260 / z0)


def _lane_life(sheet: Sheet, number: int, z: float) -> None:
    ink, red = sheet.plate(INK), sheet.plate(RED)
    for side in (-1, 1):
        if (number + (side > 0)) % 2 == 0 and number < 9:
            _lantern(sheet, LANE(side * 1.2, 2.3, z + 1.2), 1080 / (z + 1.2))
    if number in {3, 5}:
        _cloth(sheet, z, -0.95 if number == 3 else 0.1)
    walkers = {
        2: ((-0.35, 1, red), (0.15, 1, sheet.plate(PAPER))),
        4: ((0.4, -1, sheet.plate(MID)),),
    }
    for x, facing, coat in walkers.get(number, ()):
        px, py = LANE(x, 0, z)
        stand(ink, Body(px, py, 1.75 * LANE.scale(z), facing, 0.5), coat=coat, hair=coat is red)


def _lantern(sheet: Sheet, at: Point, metre: float) -> None:
    x, y = at
    r = metre * 0.2
    ink, red = sheet.plate(INK), sheet.plate(RED, under=OCHRE)
    ink.line([(x, y - r * 3), (x, y + r * 1.9)], max(1.5, r * 0.1))
    red.disc(x, y, r * 1.06, r)
    red.disc(x - r * 0.3, y, r * 0.2, r * 0.66, cut=True)
    ink.box(x - r * 0.45, y - r * 1.15, x + r * 0.45, y - r * 0.9)
    ink.box(x - r * 0.45, y + r * 0.9, x + r * 0.45, y + r * 1.15)
    red.gouge((x, y + r * 1.2), (x, y + r * 2.3), r * 0.3)


def _cloth(sheet: Sheet, z: float, x0: float) -> None:
    """A length of resist-dyed blue over a pole across the lane."""
    blue, white = sheet.plate(DEEP), sheet.plate(PAPER)
    sheet.plate(INK).line([LANE(-1.4, 3.05, z), LANE(1.4, 3.15, z)], 90 / z)
    for strip in range(2):
        left = x0 + strip * 0.45
        foot = 0.95 + strip * 0.3
        blue.poly(
            [
                LANE(left, 3.1, z),
                LANE(left + 0.4, 3.1, z),
                LANE(left + 0.42, foot, z),
                LANE(left - 0.02, foot, z),
            ]
        )
        for row in range(6):
            for column in range(3):
                x, y = LANE(
                    left + 0.08 + column * 0.12, foot + 0.2 + row * 0.3 + (column % 2) * 0.12, z
                )
                white.disc(x, y, 34 / z)


# The bus -----------------------------------------------------------------------------------------

KERB = Camera(x=0, y=1.75, centre=930, horizon=590, focal=1400)
NOSE, CHEEK = (0.1, 6.5), (2.15, 7.5)
TAIL = (-3.75, 13.9)


def _side(u: float, up: float) -> Point:
    x, z = mix(NOSE, TAIL, u)
    return KERB(x, up, z)


def _face(u: float, up: float) -> Point:
    x, z = mix(NOSE, CHEEK, u)
    return KERB(x, up, z)


def bus_seven() -> Image.Image:
    """The small bus takes the bend by the stop, old flats and plane trees behind."""
    sheet = Sheet(1800, 1200, 53)
    _morning(sheet)
    _flats(sheet)
    _road(sheet)
    _plane_tree(sheet, 1640, 930, 640)
    _bus(sheet)
    _stop(sheet)
    return sheet.print()


def _morning(sheet: Sheet) -> None:
    sheet.plate(PALE).box(0, 0, 1800, 720)
    strokes(sheet.plate(PAPER), sheet.dice, (0, 120, 1800, 620), 17, (2, 16), (180, 460))
    strokes(sheet.plate(MID), sheet.dice, (0, 0, 1800, 170), 17, (14, 1), (200, 480))
    sheet.plate(OCHRE).disc(1080, 330, 120)
    for row in range(6):
        sheet.plate(PALE).gouge((900, 350 + row * 17), (1260, 351 + row * 17), 4 + row * 1.6)


def _flats(sheet: Sheet) -> None:
    for x, z0, z1, tall, wall in (
        (6.6, 17, 30, 9.5, MID),
        (6.6, 9, 16, 12.0, DEEP),
        (-8.2, 26, 44, 10, MID),
        (-8.2, 16, 25, 12.5, MID),
        (-8.2, 8, 15.2, 11.0, DEEP),
    ):
        _block(sheet, x, (z0, z1), tall, wall is DEEP)


def _block(sheet: Sheet, x: float, depth: Point, tall: float, near: bool) -> None:
    z0, z1 = depth
    wall, dark = sheet.plate(DEEP if near else MID), sheet.plate(INK if near else DEEP)
    end = 12.0 if x > 0 else -14.0
    wall.poly([KERB(x, 0, z0), KERB(x, 0, z1), KERB(x, tall, z1), KERB(x, tall, z0)])
    dark.poly([KERB(x, 0, z0), KERB(end, 0, z0), KERB(end, tall, z0), KERB(x, tall, z0)])
    dark.poly(
        [
            KERB(x * 0.95, tall, z0),
            KERB(x * 0.95, tall, z1),
            KERB(x * 1.3, tall + 1.3, z1),
            KERB(x * 1.3, tall + 1.3, z0),
        ]
    )
    bays = int((z1 - z0) / 2.2)
    for floor in range(int(tall / 2.9)):
        for bay in range(bays):
            _window(sheet, x, (z0 + 0.5 + bay * (z1 - z0 - 0.4) / bays, floor * 2.9 + 0.9), near)


def _window(sheet: Sheet, x: float, at: Point, near: bool) -> None:
    z, low = at
    lit = sheet.dice.random() < 0.2
    glass = sheet.plate(OCHRE if lit else PALE if not near else MID)
    glass.poly(
        [KERB(x, low, z), KERB(x, low, z + 1.1), KERB(x, low + 1.4, z + 1.1), KERB(x, low + 1.4, z)]
    )
    frame = sheet.plate(INK if near else DEEP)
    frame.line([KERB(x, low, z + 0.55), KERB(x, low + 1.4, z + 0.55)], 36 / z)
    out = x - math.copysign(0.5, x)
    if sheet.dice.random() < 0.55:
        frame.poly(
            [
                KERB(out, low - 0.25, z - 0.15),
                KERB(out, low - 0.25, z + 1.3),
                KERB(out, low + 0.35, z + 1.3),
                KERB(out, low + 0.35, z - 0.15),
            ]
        )
        if sheet.dice.random() < 0.6:
            wash = sheet.plate(sheet.dice.choice((RED, PAPER, OCHRE)))
            wash.poly(
                [
                    KERB(out, low - 0.1, z + 0.2),
                    KERB(out, low - 0.1, z + 0.7),
                    KERB(out, low + 0.7, z + 0.7),
                    KERB(out, low + 0.7, z + 0.2),
                ]
            )


def _road(sheet: Sheet) -> None:
    sheet.plate(MID).poly([(-10, 690), (1810, 690), (1810, 1210), (-10, 1210)])
    sheet.plate(PALE).poly(
        [KERB(-9, 0, 60), KERB(7, 0, 60), KERB(7, 0, 5), (1810, 1210), (-10, 1210), KERB(-9, 0, 5)]
    )
    strokes(sheet.plate(MID), sheet.dice, (0, 760, 1800, 1200), 22, (3, 7), (140, 420))
    kerb = curve([(-10, 1092), (290, 1060), (480, 985), (560, 880), (566, 780), (592, 712)], 8)
    sheet.plate(PAPER).poly([*kerb, (-10, 712)])
    sheet.plate(INK).line([(x + 3, y + 6) for x, y in kerb], 11)
    far_side = curve([(1400, 742), (1490, 800), (1530, 900), (1640, 990), (1810, 1030)], 8)
    sheet.plate(PAPER).poly([*far_side, (1810, 742)])
    sheet.plate(INK).line([(x - 3, y + 6) for x, y in far_side], 10)
    flags = sheet.plate(PALE)
    for row in range(7):
        flags.gouge((-10, 790 + row * 44), (520 - row * 26, 770 + row * 42), 6)
    shadow = sheet.plate(DEEP)
    shadow.poly(
        [
            _side(1, 0.35),
            _side(0, 0.35),
            _face(1, 0.35),
            KERB(2.95, 0, 7.9),
            KERB(2.5, 0, 6.7),
            KERB(0.25, 0, 5.95),
            _side(0, -0.08),
            _side(1, 0),
        ]
    )
    for row in range(5):
        y = 1000 + row * 16
        shadow.gouge((900 + row * 40, y), (1470 - row * 55, y - 18), 9)


def _plane_tree(sheet: Sheet, x: float, y: float, tall: float) -> None:
    ink, leaf = sheet.plate(INK), sheet.plate(OCHRE)
    dice = sheet.dice
    ink.chain(
        [
            (x, y, 26),
            (x - 8, y - tall * 0.5, 19),
            (x - 40, y - tall * 0.8, 11),
            (x - 90, y - tall, 6),
        ]
    )
    ink.chain([(x - 6, y - tall * 0.5, 16), (x + 90, y - tall * 0.85, 9), (x + 150, y - tall, 5)])
    ink.chain(
        [(x - 6, y - tall * 0.62, 12), (x - 150, y - tall * 0.84, 7), (x - 260, y - tall * 0.86, 4)]
    )
    for number in range(330):
        lx = x - 30 + dice.gauss(0, 150)
        ly = y - tall * 0.98 + dice.gauss(0, 92)
        plate = (leaf, leaf, sheet.plate(RED), leaf)[number % 4]
        angle = dice.uniform(0, math.pi)
        dx, dy = math.cos(angle) * 20, math.sin(angle) * 20
        plate.gouge((lx - dx, ly - dy), (lx + dx, ly + dy), 19, belly=0.3)
    for _fallen in range(26):
        lx, ly = dice.uniform(1380, 1790), dice.uniform(900, 1180)
        leaf.gouge((lx - 15, ly), (lx + 15, ly + 4), 8)


def _bus(sheet: Sheet) -> None:
    body, skirt, ink = sheet.plate(PAPER), sheet.plate(RED), sheet.plate(INK)
    top, floor = 2.95, 0.32
    ink.poly(
        [
            _side(1, floor),
            _side(0, floor),
            _face(1, floor),
            _face(1, top),
            _side(0, top + 0.06),
            _side(1, top),
        ]
    )
    body.poly(
        [
            _side(0.993, floor + 0.05),
            _side(0.004, floor + 0.05),
            _side(0.004, top),
            _side(0.993, top - 0.05),
        ]
    )
    skirt.poly(
        [
            _side(0.993, floor + 0.05),
            _side(0.004, floor + 0.05),
            _side(0.004, 1.18),
            _side(0.993, 1.18),
        ]
    )
    sheet.plate(PALE).poly(
        [_face(0.02, floor + 0.05), _face(0.97, floor + 0.05), _face(0.97, top), _face(0.02, top)]
    )
    sheet.plate(RED).poly(
        [_face(0.02, floor + 0.05), _face(0.97, floor + 0.05), _face(0.97, 1.18), _face(0.02, 1.18)]
    )
    _bus_side(sheet)
    _bus_face(sheet)


def _quad(low: Point, high: Point, side: bool = True) -> list[Point]:
    at = _side if side else _face
    return [at(low[0], low[1]), at(high[0], low[1]), at(high[0], high[1]), at(low[0], high[1])]


def _bus_side(sheet: Sheet) -> None:
    glass, ink, pale = sheet.plate(DEEP), sheet.plate(INK), sheet.plate(MID)
    for u0, u1 in ((0.25, 0.4), (0.42, 0.53), (0.665, 0.79), (0.81, 0.95)):
        glass.poly(_quad((u0, 1.35), (u1, 2.55)))
        pale.gouge(_side(u0 + 0.02, 1.5), _side(u0 + 0.07, 2.45), 9)
        head = _side((u0 + u1) / 2 - 0.01, 1.66)
        size = 150 / (6.5 + 7.4 * u0)
        ink.disc(head[0], head[1] - size * 0.9, size, size * 1.15)
        ink.disc(head[0], head[1] + size * 1.2, size * 1.7, size * 1.5)
    for u0, u1 in ((0.07, 0.21), (0.55, 0.645)):
        ink.poly(_quad((u0, 0.4), (u1, 2.62)))
        middle = (u0 + u1) / 2
        for a, b in ((u0 + 0.008, middle - 0.004), (middle + 0.004, u1 - 0.008)):
            glass.poly(_quad((a, 0.6), (b, 2.52)))
            pale.gouge(_side(a + 0.012, 0.9), _side(b - 0.012, 2.3), 7)
    ink.poly(_quad((0.25, 2.66), (0.52, 2.86)))
    for u in (0.285, 0.325, 0.365, 0.405, 0.445):
        sheet.plate(OCHRE).poly(_quad((u, 2.7), (u + 0.022, 2.82)))
    for u in (0.3, 0.79):
        x, y = _side(u, 0.46)
        r = 0.47 * KERB.scale(mix(NOSE, TAIL, u)[1])
        ink.disc(x, y, r * 0.78, r)
        sheet.plate(PALE).disc(x, y, r * 0.36, r * 0.48)
        ink.disc(x, y, r * 0.14, r * 0.2)
    sheet.plate(PAPER).line([_side(0.25, 1.0), _side(0.99, 1.0)], 5)


def _bus_face(sheet: Sheet) -> None:
    glass, ink, light = sheet.plate(DEEP), sheet.plate(INK), sheet.plate(PAPER)
    ink.poly(_quad((0.06, 1.2), (0.93, 2.46), side=False))
    glass.poly(_quad((0.08, 1.24), (0.91, 2.42), side=False))
    for u in (0.2, 0.34):
        sheet.plate(MID).gouge(_face(u, 1.35), _face(u + 0.16, 2.35), 12)
    x, y = _face(0.7, 1.62)
    ink.chain([(x, y + 42, 46), (x, y - 6, 34)])
    ink.disc(x - 2, y - 58, 30, 35)
    ink.limb(_face(0.58, 1.36), _face(0.86, 1.42), 7, 7)
    ink.poly(_quad((0.1, 2.52), (0.9, 2.88), side=False))
    _seven(sheet.plate(OCHRE), _face(0.22, 2.82), 56)
    for u in (0.36, 0.49, 0.62, 0.75):
        sheet.plate(OCHRE).poly(_quad((u, 2.6), (u + 0.085, 2.8), side=False))
        ink.line([_face(u + 0.042, 2.6), _face(u + 0.042, 2.8)], 4)
        ink.line([_face(u, 2.7), _face(u + 0.085, 2.7)], 4)
    for u in (0.14, 0.84):
        lx, ly = _face(u, 0.78)
        ink.disc(lx, ly, 30, 32)
        light.disc(lx, ly, 22, 24)
        sheet.plate(OCHRE).disc(lx, ly, 10, 11)
    ink.poly(_quad((0.3, 0.66), (0.7, 0.86), side=False))
    light.poly(_quad((0.42, 0.7), (0.58, 0.82), side=False))
    ink.poly(_quad((0.02, 0.34), (0.97, 0.48), side=False))
    for u in (0.02, 0.98):
        a, b = _face(u, 2.5), _face(u + (0.1 if u > 0.5 else -0.1), 2.3)
        ink.line([a, b], 8)
        ink.limb(b, (b[0], b[1] + 62), 13, 13)


def _seven(plate: Plate, at: Point, tall: float) -> None:
    x, y = at
    plate.line(
        [(x, y + tall * 0.08), (x + tall * 0.55, y + tall * 0.05), (x + tall * 0.2, y + tall)],
        tall * 0.17,
    )


def _stop(sheet: Sheet) -> None:
    ink, red, light = sheet.plate(INK), sheet.plate(RED), sheet.plate(PAPER)
    ink.box(338, 330, 350, 905)
    red.disc(344, 330, 74)
    light.disc(344, 330, 62)
    red.disc(344, 330, 56)
    _seven(light, (318, 288), 86)
    light.box(296, 430, 392, 610)
    for row in range(6):
        ink.gouge((308, 452 + row * 26), (380, 452 + row * 26), 6)
    stand(ink, Body(185, 1016, 470, 1, 0.28, 0.16), coat=sheet.plate(DEEP), arm=0.2)
    ink.line([(313, 792), (330, 1022)], 9)
    stand(ink, Body(440, 960, 290, 1, 0.3), coat=sheet.plate(OCHRE), arm=0.05)
    sheet.plate(RED).limb((402, 758), (404, 828), 26, 28)


# The market --------------------------------------------------------------------------------------

HALL = Camera(x=0.25, y=2.35, centre=900, horizon=470, focal=940)
BAY = 3.2


def market() -> Image.Image:
    """Rows of stalls run back under lamps; people between them with baskets."""
    sheet = Sheet(1800, 1200, 61, ground=INK)
    _hall(sheet)
    for number in range(9, -1, -1):
        z = 3.3 + number * BAY
        _truss(sheet, z + BAY)
        for side in (-1, 1):
            _stall(sheet, side, z, number)
        _shoppers(sheet, number, z)
    return sheet.print()


def _hall(sheet: Sheet) -> None:
    far = 3.3 + 10 * BAY
    sheet.plate(DEEP).box(0, 0, 1800, 760)
    sheet.plate(OCHRE).poly(
        [HALL(x, y, far) for x, y in ((-7, 0), (7, 0), (7, 5), (0, 7.6), (-7, 5))]
    )
    sheet.plate(PAPER).poly(
        [HALL(x, y, far) for x, y in ((-3, 0), (3, 0), (3, 3.6), (0, 5), (-3, 3.6))]
    )
    floor = sheet.plate(PALE)
    floor.poly([HALL(-1.75, 0, 2.0), HALL(1.75, 0, 2.0), HALL(1.75, 0, far), HALL(-1.75, 0, far)])
    z = 3.0
    while z < far:
        for _tile in range(3):
            x = sheet.dice.uniform(-1.65, 1.1)
            sheet.plate(MID).gouge(HALL(x, 0, z), HALL(x + 0.55, 0, z), 38 / z)
        z *= 1.03
    for side in (-1, 1):
        roof = [
            HALL(0, 7.8, far),
            HALL(0, 7.8, 2.4),
            HALL(side * 8, 5, 2.4),
            HALL(side * 8, 5, far),
        ]
        sheet.plate(INK).poly(roof)
        for z in (5, 8, 11.4, 14.8, 18, 21.3, 24.5, 27.7, 31):
            pane = [(1.6, 7.24, z), (4.4, 6.26, z), (4.4, 6.26, z + 1.5), (1.6, 7.24, z + 1.5)]
            sheet.plate(PALE).poly([HALL(side * x, y, d) for x, y, d in pane])


def _truss(sheet: Sheet, z: float) -> None:
    ink, edge = sheet.plate(INK), sheet.plate(MID)
    wide = 260 / z + 1
    for side in (-1, 1):
        ink.line([HALL(side * 8, 4.9, z), HALL(0, 7.7, z)], wide)
        ink.line([HALL(side * 4, 6.3, z), HALL(side * 2, 5.0, z)], wide * 0.6)
        ink.line([HALL(side * 2, 7.0, z), HALL(side * 2, 5.0, z)], wide * 0.6)
        ink.line([HALL(side * 7.0, 0, z), HALL(side * 7.0, 5.2, z)], wide * 1.2)
    ink.line([HALL(-8, 5.0, z), HALL(8, 5.0, z)], wide)
    edge.line([HALL(-8, 5.03, z), HALL(8, 5.03, z)], max(1, wide * 0.16))


def _stall(sheet: Sheet, side: int, z: float, number: int) -> None:
    ink = sheet.plate(INK)
    z1 = z + BAY * 0.86
    front, back = side * 1.75, side * 4.7
    _seller(sheet, side, z, number)
    ink.poly([HALL(front, 0, z), HALL(back, 0, z), HALL(back, 1.5, z), HALL(front, 0.95, z)])
    ink.poly([HALL(front, 0, z), HALL(front, 0, z1), HALL(front, 0.95, z1), HALL(front, 0.95, z)])
    for plank in range(9):
        x = front + (back - front) * (plank + 0.5) / 9
        sheet.plate(DEEP).gouge(HALL(x, 0.04, z), HALL(x, 0.86 + plank * 0.05, z), 70 / z)
    cloth = sheet.plate((RED, MID, PALE)[(number + (side > 0)) % 3])
    cloth.poly(
        [HALL(front, 0.35, z), HALL(front, 0.35, z1), HALL(front, 0.97, z1), HALL(front, 0.97, z)]
    )
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        d = z + (z1 - z) * share
        ink.line([HALL(front, 0.36, d), HALL(front, 0.94, d)], 20 / d)
    sheet.plate(OCHRE).poly(
        [HALL(front, 0.96, z), HALL(front, 0.96, z1), HALL(back, 1.5, z1), HALL(back, 1.5, z)]
    )
    _goods(sheet, side, z, number)
    _lamp(
        sheet, HALL(side * 2.7, 3.2, z + 0.9), HALL.scale(z + 0.9), HALL(side * 2.7, 5.0, z + 0.9)
    )


def _seller(sheet: Sheet, side: int, z: float, number: int) -> None:
    x, y = HALL(side * (3.9 + 0.5 * (number % 2)), 0.15, z + 1.6)
    coat = sheet.plate((PAPER, MID, RED, PALE)[(number * 2 + (side > 0)) % 4])
    stand(
        sheet.plate(INK),
        Body(x, y, 1.95 * HALL.scale(z + 1.6), -side, 0.2),
        coat=coat,
        arm=0.3,
        hair=number % 2 == 0,
    )


def _goods(sheet: Sheet, side: int, z: float, number: int) -> None:
    """Three heaps a stall, back to front: fruit as balls, greens as leaves, roots as tapers."""
    for place in (2, 1, 0):
        for row in range(6, -1, -1):
            share = row / 6
            kind = (number * 2 + place + (3 if side > 0 else 0)) % 5
            for step in range(6):
                d = z + 0.12 + place * 0.9 + step * 0.14
                lift = 0.26 * math.sin(math.pi * (step + 0.5) / 6)
                x, y = side * (1.85 + share * 2.6), 1.0 + share * 0.5 + lift
                _thing(sheet, kind, HALL(x, y, d), 0.115 * HALL.scale(d), row + step)


def _thing(sheet: Sheet, kind: int, at: Point, r: float, count: int) -> None:
    x, y = at
    ink = sheet.plate(INK)
    if kind in (0, 1):
        sheet.plate(INK).disc(x, y, r * 1.08)
        sheet.plate((RED, OCHRE)[kind]).disc(x - r * 0.06, y - r * 0.08, r * 0.92)
        sheet.plate(PAPER).disc(x - r * 0.35, y - r * 0.4, r * 0.2)
    elif kind in (2, 3):
        leaf = sheet.plate((MID, PALE)[kind - 2])
        ink.disc(x, y, r * 1.15)
        for turn in range(4):
            a = 2.3 + turn * 0.75 + count * 0.4
            leaf.gouge(
                (x - math.cos(a) * r * 0.5, y - math.sin(a) * r * 0.4),
                (x + math.cos(a) * r * 1.5, y + math.sin(a) * r * 1.2),
                r * 0.7,
            )
    else:
        ink.limb((x, y - r * 0.3), (x + r * 0.4, y + r * 1.1), r * 0.82, r * 0.3)
        sheet.plate(PAPER).limb(
            (x - r * 0.05, y - r * 0.35), (x + r * 0.35, y + r), r * 0.66, r * 0.16
        )
        sheet.plate(MID).gouge((x, y - r * 0.7), (x - r * 0.6, y - r * 1.8), r * 0.5)


def _lamp(sheet: Sheet, at: Point, metre: float, hook: Point) -> None:
    x, y = at
    r = metre * 0.3
    ink = sheet.plate(INK)
    ink.line([hook, (x, y - r * 0.6)], max(1.5, metre * 0.02))
    sheet.plate(RED).poly(
        [
            (x - r, y + r * 0.25),
            (x - r * 0.25, y - r * 0.6),
            (x + r * 0.25, y - r * 0.6),
            (x + r, y + r * 0.25),
        ]
    )
    sheet.plate(PAPER).disc(x, y + r * 0.26, r * 0.94, r * 0.24)
    sheet.plate(OCHRE).disc(x, y + r * 0.3, r * 0.4, r * 0.14)


def _shoppers(sheet: Sheet, number: int, z: float) -> None:
    ink = sheet.plate(INK)
    people = {
        0: ((-0.62, 1, DEEP, 1.72),),
        1: ((0.95, -1, RED, 1.6),),
        2: ((-0.2, -1, OCHRE, 1.7), (0.25, -1, PAPER, 1.1)),
        3: ((0.9, 1, MID, 1.7),),
        4: ((-0.8, 1, RED, 1.62),),
        5: ((0.3, -1, DEEP, 1.7),),
        7: ((-0.4, 1, INK, 1.7), (0.5, 1, INK, 1.6)),
    }
    for x, facing, coat, tall in people.get(number, ()):
        px, py = HALL(x, 0, z + 1.2)
        metre = HALL.scale(z + 1.2)
        stand(
            ink,
            Body(px, py, tall * metre, facing, 0.5),
            coat=sheet.plate(coat),
            arm=0.12,
            hair=tall < 1.65,
        )
        if number in {0, 1, 4}:
            _basket(sheet, (px + facing * metre * 0.36, py - metre * 0.62), metre * 0.24)


def _basket(sheet: Sheet, at: Point, r: float) -> None:
    x, y = at
    ink, cane = sheet.plate(INK), sheet.plate(OCHRE)
    for a in (-1.0, -0.4, 0.3, 0.9):
        sheet.plate(MID).gouge((x + a * r * 0.4, y), (x + a * r, y - r * 1.1), r * 0.5)
    ink.line([(x - r, y), (x - r * 0.5, y - r), (x + r * 0.5, y - r), (x + r, y)], r * 0.12)
    cane.poly([(x - r, y), (x + r, y), (x + r * 0.7, y + r * 0.9), (x - r * 0.7, y + r * 0.9)])
    for row in range(3):
        ink.gouge((x - r, y + r * (0.2 + row * 0.25)), (x + r, y + r * (0.2 + row * 0.25)), r * 0.1)
