"""A photo made ready for its frame: cropped, scaled, in the colours of the press or the screen."""

from __future__ import annotations

import io
import warnings
from typing import Literal

from PIL import Image, ImageOps, UnidentifiedImageError

from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _
from newsroom.press.colour import for_press
from newsroom.press.condition import COLDSET, PageInks, PressCondition

Mode = Literal["press", "screen", "grey", "small"]
MAX_PIXELS = 80_000_000
# Pixels an inch of the printed picture, and the quality of the JPEG.
PPI: dict[Mode, int] = {"press": 300, "screen": 170, "grey": 200, "small": 100}
QUALITY: dict[Mode, int] = {"press": 90, "screen": 84, "grey": 84, "small": 60}
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")  # a camera's MPO opens as the JPEG it begins with


class PictureError(Exception):
    """The file is no picture that can be printed; ``str()`` says what to do."""


def open_picture(data: bytes) -> Image.Image:
    """The upright picture. Raises `PictureError` for what is none, is broken or is a bomb."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=FORMATS)
            _refuse_size(image)
            image.load()
            return ImageOps.exif_transpose(image)
    except UnidentifiedImageError as error:
        raise PictureError(
            _("This is not a picture we can print: use JPEG, PNG or TIFF.")
        ) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError(_too_large()) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise PictureError(_("The picture file is damaged: export it once more.")) from error


def _refuse_size(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise PictureError(_too_large())
    if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
        raise PictureError(_("The picture has several frames: save the one that is to be printed."))


def _too_large() -> Sentence:
    return _(
        "The picture has more than %(millions)s million pixels: scale it down.",
        millions=MAX_PIXELS // 1_000_000,
    )


def prepare_picture(
    data: bytes,
    *,
    width_pt: float,
    height_pt: float,
    centre: tuple[float, float] = (0.5, 0.5),
    mode: Mode = "press",
    condition: PressCondition = COLDSET,
    inks: PageInks = "four",
) -> bytes:
    """A JPEG for a frame of ``width_pt`` by ``height_pt`` points, cropped about ``centre``.

    ``centre`` is the focal point as fractions from the top left. Press pictures are CMYK, or grey
    when they were grey or the page has no other inks, within the ink limit of ``condition``, at
    most 300 ppi or what it asks for and never scaled up; nothing but the pixels is kept. Other
    modes are for reading: "screen" in RGB, "small" to be sent round, "grey" for a proof.
    """
    image = _flat(open_picture(data))
    ppi = max(PPI[mode], condition.picture_ppi) if mode == "press" else PPI[mode]
    size = _pixels(image, width_pt, height_pt, ppi)
    fitted = ImageOps.fit(image, size, Image.Resampling.LANCZOS, centering=centre)
    if mode == "press":
        fitted = for_press(fitted, condition, inks)
    elif mode == "grey":
        fitted = fitted.convert("L")
    buffer = io.BytesIO()
    fitted.save(buffer, "JPEG", quality=QUALITY[mode], subsampling=0)
    return buffer.getvalue()


def _pixels(image: Image.Image, width: float, height: float, ppi: int) -> tuple[int, int]:
    """As many pixels as the frame takes at ``ppi``, or fewer where the picture has no more."""
    share = min(1.0, image.width / (width / 72 * ppi), image.height / (height / 72 * ppi))
    return max(1, round(width / 72 * ppi * share)), max(1, round(height / 72 * ppi * share))


def _flat(image: Image.Image) -> Image.Image:
    """Grey or RGB with eight bits and no transparency, on white."""
    if image.mode in {"I;16", "I;16B", "I", "F"}:
        # Pillow computes with sixteen bits of the usual byte order only.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in {"L", "1"}:
        return image.convert("L")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image).convert("RGB")
    return image.convert("RGB")
