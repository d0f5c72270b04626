"""Pictures for the press: CMYK within the ink limit, never larger than the frame; or a sentence."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from newsroom.press.colour import TOTAL_INK
from newsroom.press.pictures import PictureError, open_picture, prepare_picture

FRAME: dict[str, Any] = {"width_pt": 144.0, "height_pt": 72.0}  # two inches by one


def encoded(mode="RGB", size=(1200, 900), colour=None, form="PNG", **how):
    buffer = io.BytesIO()
    Image.new(mode, size, colour if colour is not None else 0).save(buffer, form, **how)
    return buffer.getvalue()


def prepared(data, **how):
    return Image.open(io.BytesIO(prepare_picture(data, **(FRAME | how))))


def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def bomb(width=60_000, height=60_000):
    """A PNG of a few hundred bytes that claims 3.6 thousand million pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(99)))


def animated(form):
    later = Image.new("RGB", (60, 40), "red")
    return encoded(size=(60, 40), form=form, save_all=True, append_images=[later])


def test_a_colour_picture_becomes_cmyk_at_300_ppi():
    picture = prepared(encoded(colour=(200, 30, 30)))

    assert (picture.mode, picture.size) == ("CMYK", (600, 300))


def test_a_small_picture_is_cropped_and_never_scaled_up():
    assert prepared(encoded(size=(100, 100))).size == (100, 50)


def test_a_grey_picture_stays_grey():
    assert prepared(encoded("L", colour=90)).mode == "L"


@pytest.mark.parametrize(
    "colour", [(0, 0, 0), (20, 0, 0), (60, 20, 5), (0, 0, 90), (255, 255, 255), (3, 40, 2)]
)
def test_the_inks_of_a_colour_stay_within_the_limit(colour):
    inks = prepared(encoded(colour=colour)).getpixel((5, 5))

    assert sum(inks) / 255 <= TOTAL_INK + 0.05


def test_black_is_printed_with_black_ink_for_the_most_part():
    cyan, magenta, yellow, black = prepared(encoded(colour=(0, 0, 0))).getpixel((5, 5))

    assert black > 215
    assert max(cyan, magenta, yellow) < 40


@pytest.mark.parametrize(
    "data",
    [
        encoded("CMYK", colour=(10, 20, 30, 40), form="JPEG"),
        encoded("RGBA", colour=(9, 9, 9, 0)),
        encoded("P"),
        encoded("I;16", colour=40_000),
        encoded("1"),
        encoded("LA", colour=(5, 0)),
        encoded(form="WEBP"),
        encoded(form="TIFF"),
    ],
    ids=["cmyk", "transparent", "palette", "16 bit", "bilevel", "grey alpha", "webp", "tiff"],
)
def test_every_kind_of_picture_ends_as_cmyk_or_grey_of_eight_bits(data):
    assert prepared(data).mode in {"CMYK", "L"}


def test_what_is_transparent_prints_as_paper():
    assert prepared(encoded("RGBA", colour=(0, 0, 0, 0))).getpixel((5, 5)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("mode", "form"), [("I;16", "PNG"), ("I;16", "TIFF"), ("I;16B", "TIFF"), ("I", "TIFF")]
)
def test_sixteen_bits_keep_their_tone(mode, form):
    grey = prepared(encoded(mode, colour=32_768, form=form)).getpixel((5, 5))

    assert abs(grey - 128) <= 1


def test_a_camera_held_upright_gives_an_upright_picture():
    exif = Image.Exif()
    exif[0x0112] = 6
    data = encoded(size=(400, 200), form="JPEG", exif=exif.tobytes())

    assert open_picture(data).size == (200, 400)


def test_nothing_of_where_and_who_is_left_in_the_file():
    exif = Image.Exif()
    exif[0x010F] = "camera of the reporter"
    data = encoded(form="JPEG", exif=exif.tobytes())

    assert b"camera of the reporter" not in prepare_picture(data, **FRAME)


@pytest.mark.parametrize("centre", [(0.0, 0.0), (1.0, 1.0), (0.5, 0.5)])
def test_the_focal_point_steers_the_crop(centre):
    image = Image.new("RGB", (1200, 1200), "white")
    image.paste("black", (0, 0, 1200, 300) if centre[1] == 0 else (0, 900, 1200, 1200))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")

    black = prepared(buffer.getvalue(), centre=centre).convert("L").histogram()[:128]

    assert (sum(black) > 0) == (centre != (0.5, 0.5))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a picture"),
        (b"not a picture at all", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "not a picture"),
        (encoded()[:200], "damaged"),
        (bomb(), "million pixels"),
        (bomb(12_000, 12_000), "million pixels"),
        (
            encoded(
                form="TIFF", save_all=True, append_images=[Image.new("RGB", (1200, 900), "red")]
            ),
            "several frames",
        ),
        (animated("PNG"), "several frames"),
        (animated("WEBP"), "several frames"),
        (animated("GIF"), "not a picture"),
    ],
    ids=[
        *("empty", "text", "svg", "eps", "cut off", "bomb", "large bomb", "frames"),
        *("moving png", "moving webp", "gif"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_a_sentence(data, words):
    with pytest.raises(PictureError, match=words):
        prepare_picture(data, **FRAME)
