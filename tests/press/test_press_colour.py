"""Pictures in the inks of their page and never more ink than the paper takes."""

import io
import shutil
import subprocess
from typing import Any

import pytest
from PIL import Image

from newsroom.layout.geometry import TABLOID
from newsroom.layout.plan import EditionPlan
from newsroom.press.colour import for_press, limited, most_ink, to_cmyk
from newsroom.press.condition import Spot, press_condition
from newsroom.press.marks import Picture
from newsroom.press.pictures import prepare_picture
from newsroom.press.preflight import preflight
from newsroom.press.sheet import Sheet
from tests.press import press_room as room
from tests.press.press_profile import press_profile

RED = Spot("PANTONE 185 C", (0, 1, 0.8, 0))
PROFILED = press_condition(icc_profile=press_profile())


def of(colour, mode="RGB"):
    return Image.new(mode, (20, 10), colour)


def first_pixel(image) -> Any:
    return image.getpixel((0, 0))


def every_colour():
    """A picture of 4,096 colours."""
    steps = range(0, 256, 17)
    image = Image.new("RGB", (64, 64))
    image.putdata([(r, g, b) for r in steps for g in steps for b in steps])
    return image


@pytest.mark.parametrize("inks", ["black", RED])
@pytest.mark.parametrize("condition", [press_condition(), PROFILED])
def test_on_a_page_without_four_inks_a_picture_is_black_alone(inks, condition):
    made = for_press(of((200, 30, 30)), condition, inks)

    assert made.mode == "L"


def test_a_grey_picture_stays_on_the_black_plate_of_a_page_in_four_inks():
    assert for_press(of(90, "L"), PROFILED, "four").mode == "L"


def test_with_a_profile_the_picture_goes_through_it():
    own = first_pixel(for_press(of((200, 30, 30)), press_condition(), "four"))
    through = first_pixel(for_press(of((200, 30, 30)), PROFILED, "four"))

    assert through != own
    assert through[0] < 120 < through[1]  # red still: little cyan, much magenta


def test_a_profile_s_own_black_is_held_to_the_limit_of_the_press():
    rich = press_condition(icc_profile=press_profile(), total_ink_percent=400)

    assert most_ink(for_press(of((0, 0, 0)), rich, "four")) > 3.2 * 255
    assert most_ink(for_press(of((0, 0, 0)), PROFILED, "four")) <= 2.4 * 255


@pytest.mark.parametrize("percent", [100, 150, 200, 240, 320])
@pytest.mark.parametrize("profile", [None, press_profile()])
def test_no_colour_takes_more_than_the_printer_s_limit(percent, profile):
    condition = press_condition(total_ink_percent=percent, icc_profile=profile)

    assert most_ink(for_press(every_colour(), condition, "four")) <= percent / 100 * 255


def test_a_picture_within_the_limit_is_left_as_it_is():
    separated = to_cmyk(every_colour())

    assert limited(separated, 2.4) is separated


def test_where_ink_is_taken_away_black_stays_and_the_hue_is_kept():
    image = Image.new("CMYK", (2, 2), (200, 100, 50, 200))

    cyan, magenta, yellow, black = first_pixel(limited(image, 1.5))

    assert black == 200
    assert cyan + magenta + yellow + black <= 1.5 * 255
    assert (cyan / magenta, magenta / yellow) == pytest.approx((2, 2), rel=0.1)


def test_a_picture_s_own_broken_profile_does_no_harm():
    image = of((200, 30, 30))
    image.info["icc_profile"] = b"broken" * 50

    assert (
        for_press(image, PROFILED, "four").tobytes()
        == for_press(of((200, 30, 30)), PROFILED, "four").tobytes()
    )


def test_the_same_picture_is_the_same_bytes_and_carries_no_profile():
    buffer = io.BytesIO()
    every_colour().save(buffer, "PNG")

    made = [
        prepare_picture(buffer.getvalue(), width_pt=72, height_pt=72, condition=PROFILED)
        for _time in range(2)
    ]

    assert made[0] == made[1]
    assert b"ICC_PROFILE" not in made[0]


def test_a_press_that_asks_for_more_pixels_gets_them():
    buffer = io.BytesIO()
    Image.new("RGB", (2000, 2000)).save(buffer, "PNG")
    fine = press_condition("sheetfed", picture_ppi=400)

    data = prepare_picture(buffer.getvalue(), width_pt=72, height_pt=72, condition=fine)

    assert Image.open(io.BytesIO(data)).size == (400, 400)


@pytest.mark.skipif(shutil.which("gs") is None, reason="Ghostscript is not installed.")
def test_ghostscript_counts_no_more_ink_on_the_page_than_the_press_takes(tmp_path):
    """The darkest picture through a profile whose blacks are 400 %, as plates."""
    image = Image.new("RGB", (600, 600), "black")
    image.paste(every_colour().resize((300, 300), Image.Resampling.NEAREST))
    image.save(tmp_path / "dark.png")
    made = prepare_picture(
        (tmp_path / "dark.png").read_bytes(), width_pt=144, height_pt=144, condition=PROFILED
    )
    (tmp_path / "dark.jpg").write_bytes(made)
    marks = (Picture("dark.jpg", 100, 100, 144, 144),)
    faces = room.sheet_of(room.plan()).faces
    sheet = Sheet("墨量", TABLOID.trim_width, TABLOID.trim_height, 0, faces, (1,), (marks,))
    pdf = room.finished(sheet, pictures=tmp_path, condition=PROFILED)
    (tmp_path / "page.pdf").write_bytes(pdf)

    subprocess.run(
        ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiff32nc", "-r72",
         f"-sOutputFile={tmp_path}/page.tif", str(tmp_path / "page.pdf")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with Image.open(tmp_path / "page.tif") as page:
        ink = most_ink(page.reduce(4)) / 255  # a JPEG's single pixels are not exact

    flight = preflight(pdf, PROFILED, {}, EditionPlan(()), TABLOID)
    assert 2.0 < ink <= 2.43
    assert flight.passed
    assert flight.figures["most_ink_percent"] == pytest.approx(ink * 100, abs=6)
