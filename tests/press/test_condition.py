"""The press condition: figures of the process, the printer's own, and what makes no sense."""

import pytest

from newsroom.layout.geometry import TABLOID
from newsroom.press.condition import (
    ConditionError,
    Spot,
    page_inks,
    press_condition,
    spot_ink,
    the_spot,
)

RED = Spot("PANTONE 185 C", (0, 1, 0.8, 0))


def profile(kind=b"prtr", space=b"CMYK", size=200):
    head = size.to_bytes(4, "big") + bytes(8) + kind + space + bytes(16) + b"acsp"
    return head + bytes(200 - len(head))


def test_a_coldset_press_has_its_own_figures():
    press = press_condition("coldset")

    assert (press.total_ink, press.picture_ppi, press.bleed_mm) == (2.4, 200, 0)
    assert press.live_margin_mm > 0
    assert press.pdf_standard == "x1a"


def test_a_sheet_fed_press_bleeds_and_takes_more_ink():
    press = press_condition("sheetfed")

    assert (press.total_ink, press.picture_ppi, press.bleed_mm) == (3.2, 300, 3)
    assert press.on(TABLOID).bleed_mm == 3
    assert press.on(TABLOID).trim_width == TABLOID.trim_width


def test_the_printer_s_own_figures_count():
    press = press_condition(
        "sheetfed", total_ink_percent=280, picture_ppi=240, live_margin_mm=5, bleed_mm=5,
        output_condition=" FOGRA51 ",
    )  # fmt: skip

    assert (press.total_ink, press.picture_ppi, press.live_margin_mm) == (2.8, 240, 5)
    assert (press.bleed_mm, press.output_condition) == (5, "FOGRA51")


@pytest.mark.parametrize(
    ("name", "registered"),
    [("CGATS TR 002", True), ("FOGRA39", True), ("JC200103", True), ("our own press", False)],
)
def test_a_condition_is_known_by_its_registered_name(name, registered):
    assert press_condition(output_condition=name).is_registered == registered


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"process": "gravure"}, "gravure"),
        ({"pdf_standard": "x9"}, "x9"),
        ({"total_ink_percent": 24}, "total ink"),
        ({"total_ink_percent": float("nan")}, "total ink"),
        ({"picture_ppi": 5}, "resolution"),
        ({"live_margin_mm": -1}, "margin"),
        ({"bleed_mm": 300}, "bleed"),
        ({"pdf_standard": "x4"}, "needs the ICC profile"),
        ({"icc_profile": b"not a profile"}, "damaged"),
        ({"icc_profile": profile(size=9999)}, "damaged"),
        ({"icc_profile": profile(space=b"RGB ")}, "not that of a CMYK press"),
        ({"icc_profile": profile(kind=b"mntr")}, "not that of a CMYK press"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(figures, words):
    with pytest.raises(ConditionError, match=words):
        press_condition(**figures)


def test_with_a_profile_pdf_x4_is_possible():
    press = press_condition(pdf_standard="x4", icc_profile=profile())

    assert press.icc_profile == profile()


@pytest.mark.parametrize(
    "written", ["0 100 80 0", "0, 100, 80, 0", "0% 100% 80% 0%", "0，100，80，0"]
)
def test_a_spot_colour_is_read_as_people_write_it(written):
    assert spot_ink(" PANTONE  185 C ", written) == RED


@pytest.mark.parametrize(
    ("name", "cmyk"),
    [
        ("", "0 100 100 0"),
        ("Black", "0 0 0 100"),
        ("All", "0 0 0 100"),
        ("a\x00b", "0 0 0 100"),
        ("红", ""),
        ("红", "0 100 100"),
        ("红", "0 100 101 0"),
        ("红", "0 100 -1 0"),
        ("红", "0 100 x 0"),
    ],
)
def test_a_spot_colour_that_is_none_is_refused(name, cmyk):
    with pytest.raises(ConditionError, match="spot colour"):
        spot_ink(name, cmyk)


@pytest.mark.parametrize(
    ("kind", "inks"), [("four", "four"), ("black", "black"), ("spot", RED), ("", "four")]
)
def test_a_page_has_the_inks_it_names(kind, inks):
    assert page_inks(kind, RED) == inks


@pytest.mark.parametrize("kind", ["four", "black", "spot"])
def test_mourning_makes_every_page_black(kind):
    assert page_inks(kind, None, mourning=True) == "black"


def test_a_page_in_a_spot_colour_without_a_name_is_refused():
    with pytest.raises(ConditionError, match="name the colour first"):
        page_inks("spot", None)


def test_an_edition_has_one_spot_colour_at_most():
    assert the_spot(["four", RED, "black", RED]) == RED
    assert the_spot(["four", "black"]) is None
    with pytest.raises(ConditionError, match="not with two"):
        the_spot([RED, Spot("PANTONE 300 C", (1, 0.4, 0, 0))])
