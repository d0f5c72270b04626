"""Whatever a drawing says its colours are, it ends on its page's plates; overprint is right."""

import pytest
from pikepdf import Array, Dictionary, Name, Stream

from newsroom.press.condition import Spot
from newsroom.press.content import painted_things
from newsroom.press.plates import ink_page
from tests.press import handmade

RED = Spot("PANTONE 185 C", (0, 1, 0.8, 0))
BOX = b" 10 10 50 50 re f"
WORDS = b" BT /F %d Tf 20 20 Td (Ferry) Tj ET"


def things(content, inks="four", document=None, **more):
    document = document or handmade.drawn(content, **more)
    ink_page(document, document.pages[0], inks)
    return painted_things(document.pages[0])


def colour(content, inks="four", **more):
    [thing] = things(content, inks, **more)
    return thing.colour.space, tuple(round(value, 2) for value in thing.colour.values)


@pytest.mark.parametrize(
    ("said", "four"),
    [
        (b"0 g", (0, 0, 0, 1)),
        (b"0.9 g", (0, 0, 0, 0.1)),
        (b"0 0 0 rg", (0, 0, 0, 1)),
        (b"1 1 1 rg", (0, 0, 0, 0)),
        (b"0.8 0 0 rg", (0, 0.8, 0.8, 0.2)),
        (b"/DeviceRGB cs 0 0 1 sc", (1, 1, 0, 0)),
        (b"/DeviceRGB cs", (0, 0, 0, 1)),
        (b"0 1 1 0 k", (0, 1, 1, 0)),
    ],
)
def test_colours_of_a_screen_become_ink(said, four):
    assert colour(said + BOX) == ("DeviceCMYK", four)


@pytest.mark.parametrize(("components", "said"), [(1, b"0.9"), (3, b"0.9 0.9 0.9")])
def test_calibrated_colours_become_ink_and_leave_no_profile(components, said):
    document = handmade.drawn(b"/C cs " + said + b" scn" + BOX)
    space = Array([Name.ICCBased, Stream(document, b"profile", N=components)])
    document.pages[0].Resources.ColorSpace = Dictionary(C=space)

    [thing] = things(b"", document=document)

    assert thing.colour.space == "DeviceCMYK"
    assert thing.colour.values == pytest.approx((0, 0, 0, 0.1), abs=0.01)
    assert not list(document.pages[0].Resources.ColorSpace.keys())


@pytest.mark.parametrize(
    ("said", "share"),
    [(b"0 1 1 0 k", 1), (b"0.8 0 0 rg", 1), (b"0 0 0 .1 k", 0.1), (b"0 0.2 0.2 0 k", 0.14)],
)
def test_on_a_black_page_dark_colours_are_solid_and_light_ones_tints(said, share):
    space, values = colour(said + BOX, "black")

    assert space == "DeviceCMYK"
    assert values == pytest.approx((0, 0, 0, share), abs=0.01)


def test_on_a_spot_page_colours_are_the_spot_and_greys_are_black():
    assert colour(b"0 1 1 0 k" + BOX, RED) == ("Separation", (1,))
    assert colour(b"0.8 0 0 rg" + BOX, RED) == ("Separation", (1,))
    assert colour(b"0.5 g" + BOX, RED) == ("DeviceCMYK", (0, 0, 0, 0.5))


def test_a_stroke_is_inked_as_a_fill_is():
    assert colour(b"1 0 0 RG 10 10 m 90 10 l S", "black") == ("DeviceCMYK", (0, 0, 0, 1))


def test_forms_in_forms_are_inked_for_their_page_alone():
    document = handmade.drawn(b"/Outer Do")
    inner = handmade.form(document, b"1 0 0 rg" + BOX)
    outer = handmade.form(document, b"/Inner Do", XObject=Dictionary(Inner=inner))
    document.pages[0].Resources.XObject = Dictionary(Outer=outer)
    document.pages.append(document.pages[0])

    black = things(b"", "black", document=document)
    ink_page(document, document.pages[1], "four")
    [four] = painted_things(document.pages[1])

    assert [thing.colour.values for thing in black] == [(0, 0, 0, 1)]
    assert four.colour.values == (0, 1, 1, 0)


@pytest.mark.parametrize(
    ("content", "overprints"),
    [
        (b"0 0 0 1 k" + WORDS % 12, True),
        (b"0 0 0 1 k" + WORDS % 13, False),
        (b"0 0 0 1 k 2 0 0 2 0 0 cm" + WORDS % 7, False),
        (b"0 0 0 1 k BT /F 1 Tf 13 0 0 13 9 9 Tm (x) Tj ET", False),
        (b"0 0 0 1 k BT /F 1 Tf 9 0 0 9 9 9 Tm (x) Tj ET", True),
        (b"0 0 0 .5 k" + WORDS % 9, False),
        (b"0 0 0 0 k" + WORDS % 9, False),
        (b"0 1 1 0 k" + WORDS % 9, False),
        (b"0 g" + WORDS % 9, True),
        (b"0 0 0 1 K .3 w 10 10 m 90 10 l S", True),
        (b"0 0 0 .5 K .3 w 10 10 m 90 10 l S", False),
        (b"0 1 1 0 K 1 w 10 10 m 90 10 l S", False),
        (b"0 0 0 1 k 10 10 200 1 re f", True),
        (b"0 0 0 1 k 10 10 200 90 re f", False),
        (b"0 0 0 .1 k 10 10 200 1 re f", False),
        (b"0 0 0 1 k q 0 1 1 0 k Q" + WORDS % 9, True),
        (b"0 0 0 1 k" + WORDS % 9 + b" 0 0 0 0 k" + WORDS % 9, [True, False]),
        (b"q 0 0 0 1 k" + WORDS % 9 + b" Q 0 1 1 0 k" + BOX, [True, False]),
    ],
)
def test_black_small_type_and_rules_overprint_and_nothing_else(content, overprints):
    wanted = overprints if isinstance(overprints, list) else [overprints]

    assert [thing.overprints for thing in things(content)] == wanted


def test_a_picture_never_overprints():
    document = handmade.drawn(b"0 0 0 1 k" + WORDS % 9 + b" 90 0 0 90 0 0 cm /P Do")
    document.pages[0].Resources.XObject = Dictionary(P=handmade.picture(document))

    assert [thing.overprints for thing in things(b"", document=document)] == [True, False]


def test_overprint_is_never_set_inside_a_path():
    document = handmade.drawn(b"0 0 0 1 K 10 10 m 90 10 l S 0 1 1 0 K 10 20 m 90 20 l S")
    ink_page(document, document.pages[0], "four")

    written = document.pages[0].Contents.read_bytes().split()

    assert written.index(b"/OverprintOn") < written.index(b"m")
    assert written[written.index(b"S") :].index(b"gs") < written[written.index(b"S") :].index(b"m")


def test_states_that_only_say_opaque_are_cleaned_and_transparent_ones_are_not_hidden():
    document = handmade.drawn(b"/A gs /B gs" + BOX)
    states = Dictionary(A=Dictionary(ca=1, BM=Name.Normal, SMask=Name("/None"), LW=2))
    states.B = Dictionary(ca=0.5)
    document.pages[0].Resources.ExtGState = states

    ink_page(document, document.pages[0], "four")

    left = document.pages[0].Resources.ExtGState
    assert set(left.A.keys()) == {"/LW"}
    assert "/ca" in left.B


def test_a_form_that_draws_itself_comes_to_an_end():
    document = handmade.drawn(b"/Loop Do")
    loop = handmade.form(document, b"/Loop Do" + BOX)
    loop.Resources.XObject = Dictionary(Loop=loop)
    document.pages[0].Resources.XObject = Dictionary(Loop=loop)

    ink_page(document, document.pages[0], "four")
