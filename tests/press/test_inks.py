"""Pages in black alone or in black and one spot colour: nothing red is left on them."""

import io

import pikepdf
import pytest
from PIL import Image, ImageChops

from newsroom.layout.geometry import TABLOID
from newsroom.press.condition import ConditionError, Spot
from newsroom.press.inks import in_inks
from newsroom.press.marks import Rule, Text
from tests.press import press_room as room

RED = Spot("PANTONE 185 C", (0, 1, 0.8, 0))


def inks_of(sheet, page):
    return {mark.ink for mark in sheet.pages[page] if isinstance(mark, Text | Rule)}


def painted(sheet):
    return pikepdf.open(io.BytesIO(room.painter().pdf(sheet, room.HERE)))


def test_a_sheet_in_four_inks_is_as_it_was():
    sheet = room.sheet_of(room.plan())

    assert in_inks(sheet, {1: "four"}) == sheet
    assert inks_of(sheet, 0) == inks_of(sheet, 1) == {"black", "red"}


def test_nameplate_and_folio_rules_of_a_black_page_are_black():
    sheet = in_inks(room.sheet_of(room.plan()), {1: "black", 2: "black"})

    assert inks_of(sheet, 0) == inks_of(sheet, 1) == {"black"}
    assert "red" in inks_of(sheet, 2)


def test_only_the_ink_of_a_mark_changes():
    before = room.sheet_of(room.plan())
    after = in_inks(before, dict.fromkeys(before.numbers, "black"))

    for old, new in zip(before.pages[0], after.pages[0], strict=True):
        assert old.as_json() | {"ink": ""} == new.as_json() | {"ink": ""}


def test_the_red_of_a_spot_page_is_the_named_ink_in_the_file():
    sheet = in_inks(room.sheet_of(room.plan()), {1: RED, 2: "black", 3: "four"})

    with painted(sheet) as document:
        spaces = [page.Resources.get("/ColorSpace") or {} for page in document.pages]
        [separation] = [space for _name, space in spaces[0].items()]
        red = [b"0 1 1 0 k" in page.Contents.read_bytes() for page in document.pages]

    assert [str(part) for part in list(separation)[:2]] == ["/Separation", "/PANTONE 185 C"]
    assert not list(spaces[1])
    assert red == [False, False, True]


def test_a_spot_page_shows_its_colour_on_a_screen():
    sheet = in_inks(room.sheet_of(room.plan()), {1: RED})

    [page] = room.painter().png(sheet, room.HERE, ppi=36, page=1)

    red, green, _blue = Image.open(io.BytesIO(page)).convert("RGB").split()
    assert sum(ImageChops.subtract(red, green).histogram()[120:]) > 100


def test_a_spot_colour_s_name_is_never_markup():
    hostile = Spot('x") #panic() 专红/(1) <b>', (0, 1, 0.8, 0))

    with painted(in_inks(room.sheet_of(room.plan()), {1: hostile})) as document:
        [space] = [space for _name, space in document.pages[0].Resources.ColorSpace.items()]

    assert str(space[1]) == "/" + hostile.name


def test_two_spot_colours_are_refused():
    with pytest.raises(ConditionError, match="one spot colour"):
        in_inks(room.sheet_of(room.plan()), {1: RED, 2: Spot("PANTONE 300 C", (1, 0.4, 0, 0))})


def test_the_format_of_the_page_does_not_change_with_its_inks():
    sheet = in_inks(room.sheet_of(room.plan()), {1: RED})

    assert (sheet.width, sheet.height) == (TABLOID.trim_width, TABLOID.trim_height)
