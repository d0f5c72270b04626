"""An invented press as an ICC profile, made by arithmetic: real ones may not be passed on.

A version 2 output profile with 8-bit tables (ICC.1:2001-04, 6.5.8). Its blacks are 100 % of every
ink, so whoever uses it without an ink limit prints 400 %.
"""

import struct
from functools import lru_cache
from itertools import product

GRID = 9
STEPS = [step / (GRID - 1) for step in range(GRID)]
IDENTITY = [1, 0, 0, 0, 1, 0, 0, 0, 1]


def s15(value):
    return struct.pack(">i", round(value * 65536))


def text(kind, words):
    return kind + bytes(4) + words


def table(inputs, outputs, rows):
    head = b"mft1" + bytes(4) + bytes([inputs, outputs, GRID, 0])
    straight = bytes(range(256))
    body = bytes(round(255 * min(1, max(0, value))) for row in rows for value in row)
    matrix = b"".join(map(s15, IDENTITY))
    return head + matrix + straight * inputs + body + straight * outputs


def lab_of(cyan, magenta, yellow, black):
    red, green, blue = ((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow))
    light = 0.3 * red + 0.6 * green + 0.1 * blue
    return light, 0.5 + 0.35 * (red - green), 0.5 + 0.35 * (green - blue)


def inks_of(light, a, b):
    redder, yellower = (a - 0.5) / 0.35, (b - 0.5) / 0.35
    green = light - 0.3 * redder + 0.1 * yellower
    rgb = (green + redder, green, green - yellower)
    inks = [min(1, max(0, 1 - value)) for value in rgb]
    return (*inks, min(inks) ** 2)


@lru_cache(maxsize=1)
def press_profile() -> bytes:
    white = b"XYZ " + bytes(4) + s15(0.9642) + s15(1) + s15(0.8249)
    named = b"A press that is not\0"
    tags = {
        b"desc": text(b"desc", struct.pack(">I", len(named)) + named + bytes(78)),
        b"cprt": text(b"text", b"No copyright\0"),
        b"wtpt": white,
        b"A2B0": table(4, 3, (lab_of(*inks) for inks in product(STEPS, repeat=4))),
        b"B2A0": table(3, 4, (inks_of(*lab) for lab in product(STEPS, repeat=3))),
    }
    directory, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        data = data + bytes(-len(data) % 4)
        directory += name + struct.pack(">II", start + len(body), len(data))
        body += data
    size = start + len(body)
    head = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02100000, b"prtr", b"CMYK", b"Lab ")
    dated = struct.pack(">6H", 2020, 1, 1, 0, 0, 0)
    rest = b"acsp" + bytes(28) + s15(0.9642) + s15(1) + s15(0.8249)
    head = (head + dated + rest).ljust(128, b"\0")
    profile: bytes = head + struct.pack(">I", len(tags)) + directory + body
    return profile
