"""The sample paper's public-service notice: a linocut with its words cut into the block."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageFont

from issues.sample.linocut import (
    DEEP,
    INK,
    MID,
    OCHRE,
    PALE,
    PAPER,
    SCALE,
    Plate,
    Sheet,
    curve,
    strokes,
)

FACE = "NotoSerifSC_900Black.ttf"
SLOGAN = ("关紧一个龙头", "留住半湖秋水")
SENDER = "苇汀区公益广告"
TITLE = "节约用水"
ALT = "公益广告：关紧一个龙头，留住半湖秋水。木刻画面上一滴水从龙头落入湖中。"


def upright_block(fonts: Path) -> Image.Image:
    """Two columns wide: the tap above the lake, the words beside it."""
    sheet = Sheet(1100, 760, 17, ground=DEEP)
    _lake(sheet, 1100, 760, 500)
    _tap(sheet, 60, 70)
    for at, words in enumerate(SLOGAN):
        _cut(sheet, words, 505, 150 + at * 130, 88, fonts)
    _cut(sheet, SENDER, 505, 632, 46, fonts)
    return sheet.print()


def strip(fonts: Path) -> Image.Image:
    """Across the whole page."""
    sheet = Sheet(2800, 430, 23, ground=DEEP)
    _lake(sheet, 2800, 430, 300)
    _tap(sheet, 60, 10, 0.72)
    for at, words in enumerate(SLOGAN):
        _cut(sheet, words, 520 + at * 1010, 70, 150, fonts)
    _cut(sheet, SENDER, 2290, 350, 44, fonts)
    return sheet.print()


NOTICE: dict[str, tuple[int, Callable[[Path], Image.Image]]] = {
    "water-two.jpg": (2, upright_block),
    "water-strip.jpg": (5, strip),
}


def draw_notice(folder: Path, fonts: Path) -> dict[Path, int]:
    """Draws every size into the folder; the paths with the columns each is made for."""
    made = {}
    for name, (columns, drawing) in NOTICE.items():
        path = folder / name
        drawing(fonts).save(path, "JPEG", quality=90, dpi=(300, 300))
        made[path] = columns
    return made


def _cut(sheet: Sheet, words: str, x: float, y: float, size: int, fonts: Path) -> None:
    """Words cut away, so that the paper shows."""
    font = ImageFont.truetype(str(fonts / FACE), size * SCALE)
    plate = sheet.plate(DEEP)
    plate.pen.text((x * SCALE, y * SCALE), words, font=font, fill=plate.under)


def _lake(sheet: Sheet, width: int, height: int, level: int) -> None:
    water = sheet.plate(MID, under=DEEP)
    strokes(water, sheet.dice, (0, level, width, height), 22, (3, 13), (120, 360))
    glint = sheet.plate(PALE)
    strokes(glint, sheet.dice, (120, level + 30, 420, height - 20), 40, (4, 9), (50, 130))
    far = sheet.plate(INK)
    shore = [(0, level), (width * 0.3, level - 12), (width * 0.65, level - 5), (width, level - 16)]
    far.poly([*curve(shore, 10), (width, level + 8), (0, level + 8)])


def _tap(sheet: Sheet, x: float, y: float, size: float = 1.0) -> None:
    """A tap that is nearly shut, and the drop below it."""

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * size, y + dy * size

    sun = sheet.plate(OCHRE)
    sun.disc(*at(210, 215), 190 * size)
    strokes(sun, sheet.dice, (*at(30, 230), *at(390, 400)), 18, (2, 10), (60, 160), cut=False)
    brass = sheet.plate(INK)
    brass.box(*at(0, 120), *at(250, 190))
    brass.chain(
        [(*at(250, 155), 38 * size), (*at(300, 190), 36 * size), (*at(305, 250), 32 * size)]
    )
    brass.box(*at(268, 240), *at(342, 275))
    brass.box(*at(130, 55), *at(165, 125))
    brass.limb(at(70, 50), at(225, 50), 17 * size, 17 * size)
    _shine(sheet.plate(INK, under=PAPER), at, size)
    drop = sheet.plate(PALE, under=MID)
    tip, left, foot, right = at(305, 300), at(268, 375), at(305, 420), at(342, 375)
    drop.poly(curve([tip, left, foot, right], 12, closed=True))
    drop.gouge(at(288, 360), at(296, 405), 9 * size, cut=True)


def _shine(plate: Plate, at: Callable[[float, float], tuple[float, float]], size: float) -> None:
    for row in range(3):
        plate.gouge(at(12, 135 + row * 13), at(225 - row * 30, 137 + row * 13), 5 * size, cut=True)
    plate.gouge(at(90, 46), at(200, 46), 6 * size, cut=True)
