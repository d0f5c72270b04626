"""Prints of people at it: the last penalty of the cup, the clock-mender's hands."""

from __future__ import annotations

import math
from collections.abc import Sequence

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
    Colour,
    Plate,
    Point,
    Sheet,
    curve,
    mix,
    strokes,
)

Joint = tuple[float, float, float]


def form(sheet: Sheet, colour: Colour, joints: list[Joint], light: Point = (-0.16, -0.14)) -> None:
    """A limb lit from one side: the dark of it first, then its ink a little nearer the light."""
    sheet.plate(INK).chain(joints)
    lit = [(x + r * light[0], y + r * light[1], r * 0.8) for x, y, r in joints]
    sheet.plate(colour).chain(lit)


def shape(sheet: Sheet, colour: Colour, outline: Sequence[Point], light: Point = (-6, -5)) -> None:
    """A closed soft shape, lit the same way."""
    smooth = curve(outline, 8, closed=True)
    cx = sum(x for x, _ in smooth) / len(smooth)
    cy = sum(y for _, y in smooth) / len(smooth)
    sheet.plate(INK).poly(smooth)
    inner = [mix((x + light[0], y + light[1]), (cx, cy), 0.055) for x, y in smooth]
    sheet.plate(colour).poly(inner)


# The cup final -----------------------------------------------------------------------------------

PITCH = Camera(x=0, y=1.55, centre=900, horizon=390, focal=1120)


def football() -> Image.Image:
    """The striker has just hit it; the keeper is at full stretch on the left."""
    sheet = Sheet(1800, 1200, 71)
    _afternoon(sheet)
    _grass(sheet)
    _crowd(sheet)
    _goal(sheet)
    _keeper(sheet)
    _ball(sheet)
    _striker(sheet)
    return sheet.print()


def _afternoon(sheet: Sheet) -> None:
    sheet.plate(PALE).box(0, 0, 1800, 400)
    strokes(sheet.plate(MID), sheet.dice, (0, 0, 1800, 150), 15, (14, 2), (200, 480))
    strokes(sheet.plate(OCHRE), sheet.dice, (0, 120, 1800, 330), 15, (2, 15), (160, 420))
    sheet.plate(PAPER).disc(300, 168, 96)
    sheet.plate(OCHRE).disc(300, 168, 78)
    far, trees = sheet.plate(MID), sheet.plate(DEEP)
    x = -20.0
    while x < 1820:
        wide, tall = sheet.dice.uniform(70, 170), sheet.dice.uniform(70, 150)
        if abs(x + wide / 2 - 300) > 170:
            far.box(x, 350 - tall, x + wide, 380)
        x += wide * sheet.dice.uniform(1.0, 1.5)
    for number in range(34):
        x, r = -20 + number * 56 + sheet.dice.uniform(-14, 14), sheet.dice.choice((24, 34, 42, 56))
        trees.poly(
            curve(
                [
                    (x - r, 380),
                    (x - r, 338 - r * 0.3),
                    (x - r * 0.2, 326 - r),
                    (x + r * 0.8, 336 - r * 0.5),
                    (x + r, 380),
                ],
                6,
            )
        )
    for pole in (760, 1420):
        trees.box(pole, 60, pole + 9, 380)
        trees.box(pole - 44, 44, pole + 54, 84)
        for lamp in range(4):
            sheet.plate(PAPER).disc(pole - 30 + lamp * 23, 64, 8)


def _grass(sheet: Sheet) -> None:
    sheet.plate(MID).box(0, 376, 1800, 1200)
    bands = sheet.plate(PALE)
    for number in range(-14, 16, 2):
        x = number * 2.6 + 1.4
        bands.poly(
            [PITCH(x, 0, 2.1), PITCH(x + 2.6, 0, 2.1), PITCH(x + 2.6, 0, 60), PITCH(x, 0, 60)]
        )
    dice = sheet.dice
    for number in range(230):
        depth = dice.uniform(2.1, 9)
        x, y = PITCH(dice.uniform(-7, 7) * depth / 5, 0, depth)
        blades = sheet.plate((DEEP, DEEP, PAPER)[number % 3])
        for lean in (-0.5, -0.05, 0.4):
            tall = dice.uniform(70, 110) / depth
            blades.gouge((x, y), (x + lean * tall, y - tall), 13 / depth + 1, belly=0.2)
    line = sheet.plate(PAPER)
    for a, b in (((-30, 10.2), (30, 12.4)), ((-30, 5.0), (-1.2, 5.7))):
        (ax, az), (bx, bz) = a, b
        line.poly(
            [PITCH(ax, 0, az), PITCH(bx, 0, bz), PITCH(bx, 0, bz + 0.16), PITCH(ax, 0, az + 0.16)]
        )


def _crowd(sheet: Sheet) -> None:
    dice = sheet.dice
    for row in range(2):
        for number in range(46):
            z = 21 - row * 3
            x, y = PITCH(-17 + number * 0.78 + dice.uniform(-0.2, 0.2), 0, z)
            coat = sheet.plate(dice.choice((RED, DEEP, PAPER, OCHRE, INK, DEEP)))
            tall = dice.uniform(1.45, 1.85) * PITCH.scale(z)
            stand(
                sheet.plate(INK), Body(x, y, tall, dice.choice((-1, 1)), 0.1), coat=coat, arm=0.05
            )
    board = [PITCH(-22, 0, 16.6), PITCH(22, 0, 16.6), PITCH(22, 0.8, 16.6), PITCH(-22, 0.8, 16.6)]
    sheet.plate(INK).poly(board)
    for number in range(14):
        x = -20 + number * 2.9
        pane = [
            PITCH(x, 0.08, 16.5),
            PITCH(x + 2.7, 0.08, 16.5),
            PITCH(x + 2.7, 0.72, 16.5),
            PITCH(x, 0.72, 16.5),
        ]
        sheet.plate((PAPER, RED, OCHRE)[number % 3]).poly(pane)


def _goal(sheet: Sheet) -> None:
    """Posts from left near to right far, the net bellied behind them."""
    net, post = sheet.plate(PAPER), sheet.plate(PAPER)
    left, right, deep, tall = (-7.6, 10.4), (-0.9, 11.8), 2.1, 2.44

    def back(t: float, up: float) -> Point:
        x, z = mix(left, right, t)
        drop = 1 - 0.45 * (up / tall)
        return PITCH(x - 0.3, up, z + deep * drop)

    for step in range(31):
        t = step / 30
        net.line([back(t, up / 8 * tall) for up in range(9)], 1.6)
        x, z = mix(left, right, t)
        net.line([PITCH(x, tall, z), back(t, tall)], 1.4)
    for up in range(11):
        net.line([back(t / 10, up / 10 * tall) for t in range(11)], 1.6)
    for end in (left, right):
        for up in range(9):
            height = up / 8 * tall
            net.line([PITCH(end[0], height, end[1]), back(0 if end is left else 1, height)], 1.4)
    frame = [
        PITCH(left[0], 0, left[1]),
        PITCH(left[0], tall, left[1]),
        PITCH(right[0], tall, right[1]),
    ]
    frame.append(PITCH(right[0], 0, right[1]))
    sheet.plate(INK).line([(x + 4, y + 3) for x, y in frame], 17)
    post.line(frame, 13)


def _keeper(sheet: Sheet) -> None:
    """At full stretch to the left, a hand's breadth off the ground."""

    def at(*joints: Joint) -> list[Joint]:
        return [(330 + x * 0.92, 468 + y * 0.92, r * 0.92) for x, y, r in joints]

    shadow = sheet.plate(DEEP)
    for row in range(4):
        shadow.gouge((180 + row * 24, 562 + row * 9), (640 - row * 30, 560 + row * 9), 12)
    form(sheet, OCHRE, at((150, 26, 22), (232, 6, 17), (292, 44, 12)))
    form(sheet, PAPER, at((240, 10, 16), (292, 44, 13), (322, 40, 10)))
    form(sheet, INK, at((120, 22, 30), (172, 20, 25)))
    form(sheet, OCHRE, at((150, 40, 23), (218, 72, 18), (300, 82, 12)))
    form(sheet, PAPER, at((230, 75, 16), (300, 82, 13), (330, 72, 10)))
    form(sheet, INK, at((112, 38, 33), (170, 50, 26)))
    form(sheet, RED, at((-6, 4, 22), (-62, 26, 18), (-108, 44, 13)))
    form(sheet, RED, at((10, -2, 38), (60, 14, 40), (112, 30, 36)))
    form(sheet, RED, at((-4, -18, 21), (-58, -24, 17), (-112, -6, 13)))
    form(sheet, PAPER, at((-112, 44, 16), (-136, 52, 15)))
    form(sheet, PAPER, at((-116, -6, 16), (-142, 0, 15)))
    form(sheet, OCHRE, at((-38, -4, 26), (-44, -6, 25)))
    hair = at((-30, -20, 22), (-14, -12, 20))
    sheet.plate(INK).chain(hair)


def _ball(sheet: Sheet) -> None:
    trail = sheet.plate(PAPER)
    for number, lift in enumerate((-30, -12, 4, 20, 34)):
        start = (800 - number % 2 * 90, 690 + lift * 1.3)
        trail.gouge(start, (206, 538 + lift * 0.5), 9 - abs(lift) * 0.08, belly=0.2)
    ink, ball = sheet.plate(INK), sheet.plate(PAPER)
    x, y, r = 150, 528, 34
    ink.disc(x + 3, y + 3, r)
    ball.disc(x - 1, y - 1, r - 4)
    for turn in range(5):
        a = turn * math.tau / 5 + 0.5
        px, py = x + math.cos(a) * r * 0.66, y + math.sin(a) * r * 0.66
        ink.disc(px, py, r * 0.2)
    ink.disc(x, y, r * 0.3)
    sheet.plate(RED).gouge((700, 672), (200, 538), 8, belly=0.2)


def _striker(sheet: Sheet) -> None:
    shadow = sheet.plate(DEEP)
    shadow.poly(
        curve(
            [
                (1200, 1130),
                (1330, 1108),
                (1560, 1118),
                (1810, 1150),
                (1810, 1190),
                (1480, 1176),
                (1260, 1160),
            ],
            8,
            closed=True,
        )
    )
    for row in range(4):
        shadow.gouge((1160 + row * 30, 1144 + row * 12), (1810, 1170 + row * 10), 9)
    form(sheet, OCHRE, [(1545, 490, 34), (1640, 540, 28), (1722, 470, 20), (1744, 440, 22)])
    form(sheet, RED, [(1470, 440, 48), (1560, 500, 40)])
    _standing_leg(sheet)
    _kicking_leg(sheet)
    shirt = [
        (1372, 404),
        (1450, 392),
        (1506, 436),
        (1490, 560),
        (1446, 704),
        (1350, 738),
        (1254, 706),
        (1280, 570),
    ]
    shape(sheet, RED, [*shirt, (1326, 446)])
    cuts = sheet.plate(INK)
    for x, y, dx, dy in (
        (1474, 470, -18, 150),
        (1446, 540, -22, 130),
        (1300, 680, 100, -26),
        (1292, 640, 70, -36),
    ):
        cuts.gouge((x, y), (x + dx, y + dy), 10)
    _shirt_number(sheet.plate(PAPER))
    form(sheet, OCHRE, [(1422, 408, 38), (1424, 366, 35)])
    _head(sheet)
    form(sheet, OCHRE, [(1310, 494, 35), (1206, 524, 30), (1104, 446, 21), (1084, 414, 23)])
    form(sheet, RED, [(1386, 456, 53), (1284, 506, 43)])


def _standing_leg(sheet: Sheet) -> None:
    form(sheet, OCHRE, [(1396, 820, 54), (1430, 912, 45)])
    form(sheet, INK, [(1428, 930, 44), (1416, 1010, 41), (1376, 1096, 28)])
    sheet.plate(PAPER).line([(1386, 948), (1466, 958)], 13)
    form(sheet, RED, [(1384, 1110, 27), (1322, 1128, 22), (1280, 1132, 16)])
    form(sheet, PAPER, [(1368, 726, 76), (1396, 800, 64)])


def _kicking_leg(sheet: Sheet) -> None:
    form(sheet, OCHRE, [(1190, 744, 54), (1080, 742, 45)])
    form(sheet, INK, [(1066, 742, 44), (970, 712, 41), (882, 676, 27)])
    sheet.plate(PAPER).line([(1044, 700), (1026, 772)], 13)
    form(sheet, RED, [(872, 672, 26), (838, 632, 22), (816, 590, 15)])
    form(sheet, PAPER, [(1310, 716, 78), (1184, 744, 65)])


def _shirt_number(plate: Plate) -> None:
    plate.poly([(1366, 520), (1386, 518), (1372, 622), (1352, 622)])
    plate.poly([(1406, 516), (1428, 514), (1414, 620), (1392, 621)])


def _head(sheet: Sheet) -> None:
    """In profile to the left, chin up after the ball."""
    profile = [
        (1440, 354),
        (1416, 372),
        (1384, 372),
        (1368, 354),
        (1366, 336),
        (1352, 322),
        (1362, 304),
        (1368, 268),
    ]
    profile += [(1406, 242), (1456, 256), (1472, 300)]
    shape(sheet, OCHRE, profile, light=(-4, -3))
    hair = [
        (1366, 282),
        (1372, 250),
        (1412, 222),
        (1464, 236),
        (1490, 282),
        (1478, 336),
        (1454, 348),
        (1446, 306),
        (1416, 288),
        (1392, 290),
    ]
    sheet.plate(INK).poly(curve(hair, 8, closed=True))
    sheet.plate(INK).gouge((1374, 298), (1394, 294), 7)
    sheet.plate(INK).gouge((1368, 348), (1390, 346), 7)
    for number in range(4):
        sheet.plate(MID).gouge(
            (1400 + number * 17, 240 + number * 5), (1426 + number * 13, 282 + number * 10), 5
        )


# The clock-mender --------------------------------------------------------------------------------


def clock_mender() -> Image.Image:
    """Two hands and a pocket watch under the lamp; the wall behind is all clocks."""
    sheet = Sheet(1800, 1350, 83, ground=DEEP)
    _clock_wall(sheet)
    _bench(sheet)
    _lamp(sheet)
    _left_hand(sheet)
    _watch(sheet)
    _left_thumb(sheet)
    _right_hand(sheet)
    return sheet.print()


def _clock_wall(sheet: Sheet) -> None:
    strokes(sheet.plate(INK), sheet.dice, (0, 0, 1800, 820), 22, (15, 5), (200, 560))
    rays = sheet.plate(MID)
    for number in range(26):
        a = 0.32 + number * 0.098
        start = (1010 + math.cos(a) * 190, 330 + math.sin(a) * 120)
        rays.gouge(start, (1010 + math.cos(a) * 900, 330 + math.sin(a) * 640), 11, belly=0.25)
    _long_case(sheet, 330, 560)
    _long_case(sheet, 1600, 590)
    round_clocks = (
        (140, 170, 120, 10, 10),
        (420, 110, 88, 3, 42),
        (650, 250, 118, 7, 25),
        (330, 400, 112, 1, 50),
        (1390, 190, 128, 9, 15),
        (1660, 120, 100, 4, 35),
        (1600, 420, 120, 11, 5),
        (1330, 480, 84, 6, 20),
        (90, 560, 96, 2, 40),
        (870, 90, 70, 5, 55),
        (600, 560, 84, 8, 8),
        (1130, 70, 60, 12, 30),
    )
    for number, (x, y, r, hour, minute) in enumerate(round_clocks):
        _clock(sheet, (x, y), r, (hour, minute), number)


def _clock(sheet: Sheet, at: Point, r: float, time: tuple[int, int], number: int) -> None:
    x, y = at
    near = math.hypot(x - 1010, y - 420) < 640
    case, dial = ((RED, OCHRE, INK)[number % 3], PAPER if near else PALE)
    ink = sheet.plate(INK)
    ink.disc(x + 9, y + 11, r * 1.06)
    ink.disc(x, y, r * 1.04)
    sheet.plate(case).disc(x - 2, y - 2, r)
    ink.disc(x, y, r * 0.86)
    sheet.plate(dial).disc(x, y, r * 0.82)
    for mark in range(12):
        a = mark * math.tau / 12
        inner = 0.6 if mark % 3 == 0 else 0.68
        ink.line(
            [
                (x + math.sin(a) * r * inner, y - math.cos(a) * r * inner),
                (x + math.sin(a) * r * 0.76, y - math.cos(a) * r * 0.76),
            ],
            r * (0.06 if mark % 3 == 0 else 0.03),
        )
    hour, minute = time
    for a, reach, wide in (
        ((hour + minute / 60) * math.tau / 12, 0.44, 0.11),
        (minute * math.tau / 60, 0.66, 0.075),
    ):
        tip = (x + math.sin(a) * r * reach, y - math.cos(a) * r * reach)
        ink.gouge(
            (x - math.sin(a) * r * 0.14, y + math.cos(a) * r * 0.14), tip, r * wide, belly=0.5
        )
    ink.disc(x, y, r * 0.06)
    if number % 3 == 1:
        shade = sheet.plate(MID)
        for row in range(4):
            shade.gouge(
                (x + r * (0.2 + row * 0.13), y + r * 0.62),
                (x + r * 0.78, y + r * (0.1 - row * 0.06)),
                5,
            )


def _long_case(sheet: Sheet, x: float, y: float) -> None:
    """The pendulum box below a clock."""
    ink, wood = sheet.plate(INK), sheet.plate(RED)
    ink.box(x - 62, y - 60, x + 62, y + 250)
    wood.box(x - 54, y - 52, x + 54, y + 250)
    ink.box(x - 38, y - 36, x + 38, y + 250)
    sheet.plate(OCHRE).line([(x, y - 36), (x + 14, y + 110)], 6)
    sheet.plate(OCHRE).disc(x + 17, y + 132, 26)
    sheet.plate(PAPER).disc(x + 11, y + 125, 7)


def _bench(sheet: Sheet) -> None:
    ink, wood = sheet.plate(INK), sheet.plate(RED)
    wood.poly([(-10, 790), (1810, 790), (1810, 1360), (-10, 1360)])
    ink.box(-10, 782, 1810, 806)
    strokes(ink, sheet.dice, (0, 815, 1800, 1350), 26, (9, 12), (260, 700))
    lit = sheet.plate(RED)
    lit.disc(960, 1090, 640, 225)
    grain = sheet.plate(INK)
    for row in range(13):
        y = 880 + row * 34
        half = 610 * math.sqrt(max(0.0, 1 - ((y - 1090) / 225) ** 2))
        grain.gouge(
            (960 - half * sheet.dice.uniform(0.6, 1), y),
            (960 + half * sheet.dice.uniform(0.5, 1), y + 4),
            4,
        )
    for x, y, r in (
        (1010, 1262, 40),
        (1112, 1284, 24),
        (690, 1292, 28),
        (1560, 900, 34),
        (250, 880, 30),
    ):
        _wheel(sheet, (x, y), r, 12, OCHRE)
    sheet.plate(INK).limb((60, 985), (330, 905), 13, 6)
    sheet.plate(OCHRE).limb((56, 982), (170, 948), 17, 15)


def _wheel(sheet: Sheet, at: Point, r: float, teeth: int, colour: Colour) -> None:
    x, y = at
    ink, metal = sheet.plate(INK), sheet.plate(colour)
    ink.disc(x + 3, y + 4, r * 1.16)
    rim = []
    for step in range(teeth * 4):
        a = step * math.tau / (teeth * 4)
        reach = r * (1.1 if step % 4 < 2 else 0.92)
        rim.append((x + math.cos(a) * reach, y + math.sin(a) * reach))
    metal.poly(rim)
    ink.disc(x, y, r * 0.66)
    for spoke in range(5):
        a = spoke * math.tau / 5 + 0.3
        metal.line([(x, y), (x + math.cos(a) * r * 0.75, y + math.sin(a) * r * 0.75)], r * 0.15)
    metal.disc(x, y, r * 0.24)
    ink.disc(x, y, r * 0.09)


def _lamp(sheet: Sheet) -> None:
    ink = sheet.plate(INK)
    ink.line([(1010, -10), (1010, 210)], 14)
    shape(
        sheet,
        RED,
        [(820, 350), (870, 240), (960, 196), (1060, 196), (1150, 240), (1200, 350), (1010, 366)],
        light=(-8, -4),
    )
    ink.disc(1010, 352, 192, 34)
    sheet.plate(PAPER).disc(1010, 354, 180, 26)
    sheet.plate(OCHRE).disc(1010, 360, 84, 15)
    for number in range(6):
        sheet.plate(PAPER).gouge(
            (880 + number * 14, 316 - number * 4),
            (900 + number * 12, 246 - number * 5),
            6 - number * 0.5,
        )


SKIN = OCHRE


def _left_hand(sheet: Sheet) -> None:
    _sleeve(
        sheet,
        [(-40, 1130), (180, 1070), (300, 1040), (352, 1150), (330, 1290), (150, 1370), (-40, 1400)],
    )
    form(sheet, SKIN, [(560, 1020, 50), (680, 906, 44), (792, 872, 36), (836, 880, 30)])
    form(sheet, SKIN, [(600, 1200, 48), (740, 1256, 44), (850, 1250, 34)])
    form(sheet, SKIN, [(600, 1130, 52), (740, 1190, 46), (862, 1186, 36)])
    palm = [
        (300, 1070),
        (400, 1000),
        (520, 962),
        (620, 990),
        (672, 1080),
        (662, 1190),
        (590, 1252),
        (450, 1276),
        (320, 1270),
    ]
    shape(sheet, SKIN, palm, light=(-2, -8))
    _creases(
        sheet,
        (
            (420, 1210, 560, 1196),
            (410, 1180, 540, 1150),
            (470, 1236, 600, 1222),
            (640, 1120, 610, 1180),
        ),
    )


def _left_thumb(sheet: Sheet) -> None:
    form(sheet, SKIN, [(500, 1060, 60), (640, 1010, 50), (742, 1000, 42), (806, 1006, 34)])
    sheet.plate(PAPER).disc(812, 992, 20, 13)
    _creases(sheet, ((650, 984, 660, 1024), (668, 982, 678, 1022), (560, 1090, 640, 1060)))


def _right_hand(sheet: Sheet) -> None:
    _sleeve(
        sheet,
        [
            (1840, 1040),
            (1640, 1010),
            (1530, 1010),
            (1490, 1110),
            (1520, 1250),
            (1680, 1330),
            (1840, 1370),
        ],
    )
    for finger in (
        [(1380, 1180, 42), (1300, 1236, 36), (1252, 1240, 28)],
        [(1350, 1140, 46), (1246, 1194, 40), (1180, 1190, 31)],
        [(1320, 1080, 48), (1210, 1130, 42), (1136, 1112, 32)],
    ):
        form(sheet, SKIN, [(float(x), float(y), float(r)) for x, y, r in finger])
    back = [
        (1540, 1030),
        (1440, 960),
        (1340, 930),
        (1272, 960),
        (1262, 1050),
        (1310, 1140),
        (1400, 1220),
        (1540, 1246),
    ]
    shape(sheet, SKIN, back, light=(-8, -6))
    _tweezers(sheet)
    form(sheet, SKIN, [(1330, 1076, 50), (1222, 1050, 44), (1128, 994, 33)])
    form(sheet, SKIN, [(1330, 972, 50), (1226, 916, 44), (1140, 948, 35), (1104, 974, 28)])
    sheet.plate(PAPER).disc(1116, 956, 19, 12)
    _creases(
        sheet,
        (
            (1236, 900, 1216, 944),
            (1254, 902, 1236, 950),
            (1400, 990, 1470, 1060),
            (1440, 980, 1500, 1050),
            (1372, 1130, 1440, 1180),
            (1240, 1060, 1210, 1080),
        ),
    )


def _sleeve(sheet: Sheet, outline: list[Point]) -> None:
    shape(sheet, MID, outline, light=(-4, -8))
    xs = [x for x, _ in outline]
    inside = 340.0 if min(xs) < 0 else 1502.0
    sheet.plate(PAPER).limb((inside - 10, 1080), (inside + 4, 1240), 26, 24)
    ink = sheet.plate(INK)
    for number in range(6):
        x = (60 + number * 40) if inside < 900 else (1580 + number * 40)
        ink.gouge((x, 1110 + number % 2 * 16), (x + 22, 1290 - number % 3 * 18), 9)


def _creases(sheet: Sheet, lines: tuple[tuple[float, float, float, float], ...]) -> None:
    for x0, y0, x1, y1 in lines:
        sheet.plate(INK).gouge((x0, y0), (x1, y1), 7)


def _tweezers(sheet: Sheet) -> None:
    ink, steel = sheet.plate(INK), sheet.plate(PAPER)
    for bend in (-15, 13):
        arm = curve(
            [(1390, 880), (1250, 930 + bend), (1110, 975 + bend), (965, 1042 + bend * 0.2)], 10
        )
        ink.line(arm, 17)
        steel.line(arm[:-2], 8)
    ink.limb((1378, 884), (1420, 868), 14, 12)
    steel.limb((1380, 882), (1416, 869), 7, 6)


def _watch(sheet: Sheet) -> None:
    x, y, r = 930.0, 1075.0, 182.0
    ink, metal = sheet.plate(INK), sheet.plate(OCHRE)
    ink.disc(x + 8, y + 14, r * 1.05)
    shape(
        sheet,
        PALE,
        [
            (x - 30, y - r - 4),
            (x - 36, y - r - 50),
            (x, y - r - 70),
            (x + 36, y - r - 50),
            (x + 30, y - r - 4),
        ],
        light=(-3, -3),
    )
    ink.disc(x, y, r * 1.03)
    metal.disc(x - 2, y - 3, r * 0.99)
    ink.disc(x, y, r * 0.86)
    sheet.plate(PALE).disc(x, y, r * 0.83)
    for row in range(13):
        half = r * 0.8 * math.sqrt(max(0.0, 1 - ((row - 6) / 6.6) ** 2))
        sheet.plate(MID).gouge(
            (x - half, y + (row - 6) * 23), (x + half, y + (row - 6) * 23 + 3), 5
        )
    for dx, dy, size, teeth, colour in (
        (-62, -46, 52, 16, OCHRE),
        (50, -66, 38, 14, RED),
        (-36, 66, 40, 14, PAPER),
        (62, 52, 56, 18, OCHRE),
    ):
        _wheel(sheet, (x + dx, y + dy), size, teeth, colour)
    sheet.plate(RED).disc(x + 20, y - 18, 10)
    ink.disc(x + 34, y - 32, 8)
