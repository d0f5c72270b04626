"""How much ink a picture of a PDF lays down, measured on squares large enough to set off.

Total ink matters where wet ink stands in an area, not in single pixels; printers measure over
about fifteen square millimetres. Pictures are therefore read at an eighth of their size, which a
JPEG can do without being decoded in full.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from PIL import Image, ImageChops

from newsroom.press.colour import most_ink

SMALLER = 8
MOST_PIXELS = 100_000_000
INKS = {"/DeviceGray": "L", "/DeviceCMYK": "CMYK"}


def total_ink(picture: Any) -> float | None:
    """The largest sum of inks, 1.0 a solid plate; None when it is no picture in ink that we read.

    Raises what Pillow raises for a damaged picture.
    """
    mode = INKS.get(str(picture.get("/ColorSpace")))
    if mode is None or int(picture.get("/BitsPerComponent", 8)) != 8:
        return None
    width, height = int(picture.Width), int(picture.Height)
    if width * height > MOST_PIXELS:
        return None
    filters = _filters(picture)
    if filters == ["/DCTDecode"]:
        image = _jpeg(picture, mode, (width, height))
    elif "/DCTDecode" in filters:
        return None
    else:
        image = Image.frombytes(mode, (width, height), picture.read_bytes())
        image = image.reduce(min(SMALLER, max(1, min(image.size) // 2)))
    if _is_turned(picture) != (mode == "L"):  # grey counts light, inks count ink
        image = ImageChops.invert(image)
    return (most_ink(image) if mode == "CMYK" else int(_most(image))) / 255


def _jpeg(picture: Any, mode: str, size: tuple[int, int]) -> Image.Image:
    image = Image.open(io.BytesIO(picture.read_raw_bytes()), formats=("JPEG",))
    image.draft(None, (max(1, size[0] // SMALLER), max(1, size[1] // SMALLER)))
    image.load()
    if image.mode != mode:
        raise ValueError(f"{image.mode} is not {mode}")
    # Pillow takes every CMYK file for one of Adobe's and turns it over; a RIP asks Decode.
    return ImageChops.invert(image) if mode == "CMYK" else image


def _filters(picture: Any) -> list[str]:
    told = picture.get("/Filter")
    if told is None:
        return []
    return [str(one) for one in told] if isinstance(told, pikepdf.Array) else [str(told)]


def _is_turned(picture: Any) -> bool:
    told = picture.get("/Decode")
    return told is not None and float(told[0]) > float(told[1])


def _most(image: Image.Image) -> float:
    _least, most = image.getextrema()
    return float(most)  # type: ignore[arg-type]
