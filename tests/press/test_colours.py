"""One sheet in the inks of the press, in the colours of a screen and in grey."""

import io

import pikepdf
import pytest
from PIL import Image

from newsroom.press.fontset import NOTO_WENKAI
from newsroom.press.marks import Frame, Picture, Rule, Text
from newsroom.press.pictures import prepare_picture
from newsroom.press.sheet import Sheet
from tests.press import press_room as room

RED = Text("海港日报", 20, 20, "song_heavy", 40, ink="red")
MARKS = (RED, Rule(20, 80, 100, 2, ink="red"), Frame(20, 90, 50, 30, 1))


def sheet(*marks, bleed=0.0):
    return Sheet("一页", 300, 200, bleed, tuple(NOTO_WENKAI.items()), (1,), (marks,))


def operators(of):
    with pikepdf.open(io.BytesIO(room.painter().pdf(of, room.HERE))) as document:
        return {str(i.operator) for i in pikepdf.parse_content_stream(document.pages[0])}


def pixels(of):
    [png] = room.painter().png(of, room.HERE, ppi=72)
    with Image.open(io.BytesIO(png)) as image:
        raw = image.convert("RGB").tobytes()
    return {tuple(raw[at : at + 3]) for at in range(0, len(raw), 3)}


@pytest.mark.parametrize("colours", ["screen", "grey"])
def test_no_press_ink_is_left_in_a_file_to_be_read(colours):
    assert {"k", "K"} <= operators(sheet(*MARKS))
    assert operators(sheet(*MARKS).shown_in(colours)).isdisjoint({"k", "K"})


def test_on_a_screen_the_red_is_the_red_of_the_site():
    assert (0xB9, 0x14, 0x1B) in pixels(sheet(*MARKS).shown_in("screen"))


def test_in_grey_nothing_has_a_colour():
    assert all(r == g == b for r, g, b in pixels(sheet(*MARKS).shown_in("grey")))


def test_a_page_to_be_read_ends_at_the_trim():
    bled = room.painter().pdf(sheet(*MARKS, bleed=8.5).shown_in("screen"), room.HERE)

    with pikepdf.open(io.BytesIO(bled)) as document:
        assert [round(float(side)) for side in document.pages[0].mediabox] == [0, 0, 300, 200]


@pytest.mark.parametrize(
    ("mode", "bands"), [("press", "CMYK"), ("screen", "RGB"), ("grey", "L"), ("small", "RGB")]
)
def test_a_picture_has_the_colours_of_its_use(mode, bands):
    buffer = io.BytesIO()
    Image.new("RGB", (900, 600), (200, 40, 30)).save(buffer, "PNG")

    data = prepare_picture(buffer.getvalue(), width_pt=144, height_pt=96, mode=mode)

    assert Image.open(io.BytesIO(data)).mode == bands


def test_a_grey_picture_stays_grey_in_the_file(tmp_path):
    Image.new("L", (90, 60), 120).save(tmp_path / "a.jpg")

    of = sheet(Picture("a.jpg", 10, 10, 90, 60)).shown_in("grey")

    with pikepdf.open(io.BytesIO(room.painter().pdf(of, tmp_path))) as document:
        [image] = document.pages[0].get_images().values()
        assert image.ColorSpace[1].N == 1
