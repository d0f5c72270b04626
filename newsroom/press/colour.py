"""Pictures in the inks of a page: through the printer's profile, or by strong grey replacement."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from PIL import Image, ImageChops, ImageCms, ImageMath

from newsroom.press.condition import PageInks, PressCondition

BLACK_SHARE = 0.9  # of the grey part of a colour goes to the black plate
# With that share, three inks of at most (1 - 0.9) grey and one of colour stay below this sum.
TOTAL_INK = 2.4


def for_press(image: Image.Image, condition: PressCondition, inks: PageInks) -> Image.Image:
    """A grey or RGB picture of eight bits as the plates of a page take it: ``L`` or ``CMYK``.

    On a page in black, or in black and a spot colour, every picture is black alone.
    """
    if image.mode == "L" or inks != "four":
        return image.convert("L")
    profile, total = condition.icc_profile, condition.total_ink
    through = _through(image, profile) if profile else None
    if through is None and total >= TOTAL_INK:
        return to_cmyk(image)
    return limited(through or to_cmyk(image), total)


def to_cmyk(image: Image.Image) -> Image.Image:
    """RGB -> CMYK with strong grey replacement, so that newsprint takes at most 240 % of ink.

    No profile ships with the project; a printer's own conversion belongs to the press condition.
    """
    cyan, magenta, yellow = (ImageChops.invert(band) for band in image.split())
    grey = ImageChops.darker(ImageChops.darker(cyan, magenta), yellow)
    black = grey.point([round(value * BLACK_SHARE) for value in range(256)])
    inks = [ImageChops.subtract(band, black) for band in (cyan, magenta, yellow)]
    return Image.merge("CMYK", (*inks, black))


def limited(image: Image.Image, total: float) -> Image.Image:
    """Nowhere more ink than ``total``: cyan, magenta and yellow give way together, black stays."""
    limit = int(total * 255)
    if most_ink(image) <= limit:
        return image
    *coloured, black = image.split()
    cyan, magenta, yellow = coloured
    share = ImageMath.lambda_eval(
        lambda a: a["convert"](
            a["min"]((limit - a["k"]) * 255 / a["max"](a["c"] + a["m"] + a["y"], 1), 255), "L"
        ),
        c=cyan,
        m=magenta,
        y=yellow,
        k=black,
    )
    return Image.merge("CMYK", (*(ImageChops.multiply(ink, share) for ink in coloured), black))


def most_ink(image: Image.Image) -> int:
    """The largest sum of the four inks of one pixel; 255 is one solid plate."""
    bands = dict(zip("cmyk", image.split(), strict=True))
    total = ImageMath.lambda_eval(lambda a: a["c"] + a["m"] + a["y"] + a["k"], **bands)
    _least, most = total.getextrema()
    return int(most)


def _through(image: Image.Image, press: bytes) -> Image.Image | None:
    """Through the picture's own profile, or sRGB, to the press's; None when lcms refuses both."""
    for own in (image.info.get("icc_profile"), None):
        try:
            transform = _transform(press, own)
            return ImageCms.applyTransform(image, transform)
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            continue
    return None


@lru_cache(maxsize=4)
def _transform(press: bytes, own: bytes | None) -> Any:
    """Relative colorimetric with black point compensation, as printers convert photographs."""
    source = ImageCms.getOpenProfile(io.BytesIO(own)) if own else ImageCms.createProfile("sRGB")
    return ImageCms.buildTransform(
        source,
        ImageCms.getOpenProfile(io.BytesIO(press)),
        "RGB",
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
