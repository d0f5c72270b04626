"""Each rule of the preflight is seen to fail: every file here is broken on purpose in one way."""

import io
from dataclasses import replace
from functools import lru_cache, partial

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from newsroom.layout.geometry import MM, TABLOID
from newsroom.layout.plan import EditionPlan
from newsroom.press.condition import COLDSET, Spot, press_condition
from newsroom.press.inks import in_inks
from newsroom.press.preflight import preflight
from newsroom.press.single import single_page
from tests.press import handmade
from tests.press import press_room as room
from tests.press.press_profile import press_profile
from tests.press.test_pdfx import INKS, RED, TRIMMED, X4, made

WORDS = b"BT /f0 %d Tf 100 400 Td <00010002> Tj ET"


@lru_cache(maxsize=4)
def small(condition=COLDSET) -> bytes:
    """The edition with the head of each page and little more: quickly checked, many times."""
    grid = condition.on(TABLOID)
    sheet = room.sheet_of(room.plan())
    heads = replace(sheet, pages=tuple(marks[:12] for marks in sheet.pages))
    bled = replace(heads, bleed=grid.bleed_mm * MM)
    inked = in_inks(bled, dict(zip(sheet.numbers, INKS, strict=True)))
    return room.finished(inked, grid, condition=condition, inks=INKS)


def edited(edit, condition=COLDSET, version="1.4", **how) -> bytes:
    """That edition after ``edit(document)``."""
    with pikepdf.open(io.BytesIO(small(condition))) as document:
        edit(document)
        out = io.BytesIO()
        how.setdefault("object_stream_mode", pikepdf.ObjectStreamMode.disable)
        document.save(out, force_version=version, deterministic_id="encryption" not in how, **how)
    return out.getvalue()


def checked(pdf, condition=COLDSET, inks=INKS, **more):
    by_page = dict(enumerate(inks, start=1))
    return preflight(pdf, condition, by_page, room.plan(), condition.on(TABLOID), **more)


def against(report, state="fail"):
    return {(check.id, check.page) for check in report.checks if check.state == state}


def draw(content, document, page=2, **xobjects):
    """Draw on a page, the third (in four inks) unless told."""
    resources = document.pages[page].obj.Resources
    for name, thing in xobjects.items():
        resources.XObject = resources.get("/XObject") or Dictionary()
        resources.XObject[Name("/" + name)] = thing(document)
    written = Stream(document, b"q /OverprintOff gs " + content + b" Q")
    document.pages[page].contents_add(written)


def drawn(content, page=2, condition=COLDSET, **xobjects):
    return checked(edited(lambda d: draw(content, d, page, **xobjects), condition), condition)


@pytest.mark.parametrize("condition", [COLDSET, TRIMMED, X4])
@pytest.mark.parametrize("inks", [INKS, ("four",) * 3, ("black",) * 3, (RED,) * 3])
def test_the_edition_passes_on_every_press_in_all_inks(condition, inks):
    report = checked(made(condition, inks), condition, inks)

    assert report.passed
    assert [check.state for check in report.checks] == ["pass"] * len(report.checks)
    assert report.figures["pages"] == 3
    assert report.figures["fonts_embedded"] >= 4


def test_a_profile_of_the_printer_s_own_passes_as_x1a():
    own = press_condition(output_condition="Our press", icc_profile=X4.icc_profile)

    assert checked(small(own), own).passed


def set_box(name, corners, document):
    document.pages[0].obj[Name("/" + name)] = Array(corners)


@pytest.mark.parametrize(
    "edit",
    [
        partial(set_box, "TrimBox", [0, 0, 270 * MM + 0.05, 390 * MM]),
        partial(set_box, "TrimBox", [0, 0, 500, 700]),
        partial(set_box, "BleedBox", [20, 20, 500, 700]),
        partial(set_box, "BleedBox", [-9, -9, 800, 1200]),
        partial(set_box, "MediaBox", [9, 9, 760, 1100]),
        partial(set_box, "CropBox", [9, 9, 700, 1100]),
        partial(set_box, "ArtBox", [9, 9, 700, 1100]),
        lambda document: document.pages[0].obj.__delitem__("/TrimBox"),
        lambda document: document.pages[0].obj.__setitem__("/Rotate", 90),
        lambda document: document.pages[0].obj.__setitem__("/UserUnit", 2),
    ],
    ids=[
        *("trim by 0.05 pt", "trim", "bleed in", "bleed out", "media", "crop", "art"),
        *("no trim", "turned", "scaled"),
    ],
)
def test_a_box_that_is_not_the_format_s(edit):
    assert against(checked(edited(edit))) >= {("boxes", 1)}


def test_a_page_without_the_bleed_its_press_trims():
    report = checked(small(), TRIMMED)

    assert ("boxes", 1) in against(report)
    assert "0.00 mm instead of 3.00" in str(report.failures[0].detail)


@pytest.mark.parametrize(
    "content",
    [
        b"0 0 0 1 k 5 500 9 9 re f",
        b"0 0 0 1 K /OverprintOn gs 1 w 100 8 m 300 8 l S",
        b"0 1 1 0 k BT /f0 20 Tf 740 500 Td <00010002> Tj ET",
        b"q 100 0 0 100 700 500 cm /P Do Q",
    ],
    ids=["fill", "rule", "type", "picture"],
)
def test_ink_where_a_press_that_does_not_trim_cannot_print(content):
    report = drawn(content, P=partial(handmade.picture, size=(300, 300)))

    assert against(report) == {("live_area", 3)}
    assert "the press prints up to 8.0 mm" in str(report.failures[0].detail)


def test_white_in_the_margin_and_ink_in_a_bleed_are_no_faults():
    assert drawn(b"0 0 0 0 k 5 500 9 9 re f").passed
    assert drawn(b"0 0 0 1 k 0 0 900 30 re f", condition=TRIMMED).passed


def test_what_is_clipped_away_is_not_in_the_margin():
    assert drawn(b"100 500 50 50 re W n 0 0 0 1 k 0 500 900 50 re f").passed


@pytest.mark.parametrize(
    ("content", "page", "words"),
    [
        (b"0 1 1 0 k 99 500 9 9 re f", 1, "magenta"),
        (b"0 1 1 0 k 99 500 9 9 re f", 0, "magenta"),
        (b"1 0 0 rg 99 500 9 9 re f", 2, "DeviceRGB"),
        (b"/DeviceRGB cs 1 0 0 sc 99 500 9 9 re f", 2, "DeviceRGB"),
        (b"/All cs 1 scn 99 500 9 9 re f", 2, "All"),
        (b"/Pattern cs /P scn 99 500 9 9 re f", 2, "Pattern"),
        (b"/Sh sh", 2, "Shading"),
    ],
)
def test_an_ink_the_page_does_not_have(content, page, words):
    def edit(document):
        draw(content, document, page)
        spaces = Dictionary(All=Array([Name.Separation, Name.All, Name.DeviceCMYK, Dictionary()]))
        document.pages[page].obj.Resources.ColorSpace = spaces

    report = checked(edited(edit))

    assert ("inks", page + 1) in against(report)
    assert any(words in str(check.detail) for check in report.failures)


@pytest.mark.parametrize(
    ("mode", "page"), [("RGB", 2), ("CMYK", 1), ("CMYK", 0)], ids=["screen", "black", "spot"]
)
def test_a_picture_in_inks_the_page_does_not_have(mode, page):
    picture = partial(handmade.picture, mode=mode, size=(300, 300))

    report = drawn(b"q 90 0 0 90 100 500 cm /P Do Q", page, P=picture)

    assert ("inks", page + 1) in against(report)


def test_a_page_made_for_other_inks_than_it_is_checked_for():
    report = checked(made(COLDSET, ("four",) * 3), inks=("black", "four", Spot("X", (0, 0, 0, 1))))

    assert {("inks", 1), ("inks", 3)} == against(report)


@pytest.mark.parametrize(
    ("condition", "ink", "fails"),
    [
        (COLDSET, b"0.6 0.6 0.6 0.6 k", False),
        (COLDSET, b"0.7 0.6 0.6 0.6 k", True),
        (TRIMMED, b"0.8 0.8 0.8 0.8 k", False),
        (TRIMMED, b"0.9 0.8 0.8 0.8 k", True),
    ],
)
def test_a_colour_of_more_ink_than_the_paper_takes(condition, ink, fails):
    report = drawn(ink + b" 100 500 90 90 re f", condition=condition)

    assert (("total_ink", 3) in against(report)) == fails


def flat(document, colour):
    """An uncompressed CMYK picture."""
    image = Stream(document, bytes(colour) * 90_000, Type=Name.XObject, Subtype=Name.Image)
    image.Width = image.Height = 300
    image.BitsPerComponent, image.ColorSpace = 8, Name.DeviceCMYK
    return document.make_indirect(image)


@pytest.mark.parametrize(
    ("picture", "fails"),
    [
        (partial(handmade.picture, mode="CMYK", size=(300, 300), colour=(150,) * 4), False),
        (partial(handmade.picture, mode="CMYK", size=(300, 300), colour=(170,) * 4), True),
        (partial(handmade.picture, mode="L", size=(300, 300), colour=0), False),
        (partial(flat, colour=(150,) * 4), False),
        (partial(flat, colour=(170,) * 4), True),
    ],
    ids=["within", "over", "black", "flat within", "flat over"],
)
def test_a_picture_of_more_ink_than_the_paper_takes(picture, fails):
    report = drawn(b"q 90 0 0 90 100 500 cm /P Do Q", P=picture)

    assert against(report) == ({("total_ink", 3)} if fails else set())


def test_a_picture_s_inks_are_read_the_way_a_rip_reads_them():
    """Without Decode the same bytes are the opposite inks."""
    light = partial(handmade.picture, mode="CMYK", size=(300, 300), colour=(20,) * 4)

    def edit(document):
        draw(b"q 90 0 0 90 100 500 cm /P Do Q", document, P=light)
        del document.pages[2].obj.Resources.XObject.P.Decode

    assert against(checked(edited(edit))) == {("total_ink", 3)}


@pytest.mark.parametrize(
    ("pixels", "state"), [(300, "pass"), (250, "pass"), (240, "warn"), (126, "warn"), (120, "fail")]
)
def test_a_picture_of_too_few_pixels(pixels, state):
    """90 points wide: 200 ppi are 250 pixels."""
    picture = partial(handmade.picture, size=(pixels, pixels))

    report = drawn(b"q 90 0 0 90 100 500 cm /P Do Q", P=picture)

    [found] = [check for check in report.checks if check.id == "resolution"]
    assert found.state == state
    assert report.figures["lowest_ppi"] == round(pixels / 90 * 72)


def test_a_stretched_picture_is_judged_by_its_worse_side():
    picture = partial(handmade.picture, size=(300, 300))

    report = drawn(b"q 90 0 0 400 100 500 cm /P Do Q", P=picture)

    assert against(report) == {("resolution", 3)}


@pytest.mark.parametrize("operators", [b"%g w 100 500 m 300 500 l S", b"100 500 200 %g re f"])
@pytest.mark.parametrize(
    ("ink", "thickness", "rule"),
    [
        (b"0 0 0 1", 0.2, "hairlines"),
        (b"0 0 0 1", 0.3, None),
        (b"0 1 1 0", 0.9, "coloured"),
        (b"0 1 1 0", 1.0, None),
        (b"0 0 0 .2", 0.5, None),
    ],
)
def test_a_rule_too_fine_for_its_inks(operators, ink, thickness, rule):
    state = b"/OverprintOn gs " if ink == b"0 0 0 1" and b" S" in operators else b""

    report = drawn(state + ink + b" k " + ink + b" K " + operators % thickness)

    assert against(report, "warn") == ({(rule, 3)} if rule else set())
    assert report.passed


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"0 0 0 0 k " + WORDS % 9, "reversed"),
        (b"1 g " + WORDS % 9, "reversed"),
        (b"0 0 0 0 k " + WORDS % 10, None),
        (b"0 1 1 0 k " + WORDS % 13, "coloured"),
        (b"0 1 1 0 k " + WORDS % 14, None),
        (b"0 1 1 0 k .5 0 0 .5 0 0 cm " + WORDS % 20, "coloured"),
    ],
)
def test_type_too_small_for_its_inks(content, rule):
    assert against(drawn(content), "warn") == ({(rule, 3)} if rule else set())


@pytest.mark.parametrize(
    "content",
    [
        b"0 0 0 1 k " + WORDS % 9,
        b"0 0 0 1 K 1 w 100 500 m 300 500 l S",
        b"/OverprintOn gs 0 0 0 0 k " + WORDS % 20,
        b"/OverprintOn gs 0 0 0 .5 k 100 500 90 90 re f",
        b"/OverprintOn gs 0 1 1 0 k " + WORDS % 20,
        b"/OverprintOn gs q 300 0 0 300 100 400 cm /P Do Q",
        b"q 300 0 0 300 100 300 cm /P Do Q /OverprintOn gs 0 0 0 1 k " + WORDS % 20,
    ],
    ids=["type", "rule", "white", "tint", "colour", "picture", "large type on a picture"],
)
def test_overprint_that_is_not_what_a_press_needs(content):
    report = drawn(content, P=partial(handmade.picture, size=(900, 900)))

    assert against(report) == {("overprint", 3)}


def test_large_black_type_may_overprint_paper():
    assert drawn(b"/OverprintOn gs 0 0 0 1 k " + WORDS % 20).passed


def strip_fonts(document):
    for thing in document.objects:
        if isinstance(thing, Dictionary):
            for name in ("/FontFile3", "/FontFile2"):
                if name in thing:
                    del thing[name]


def test_a_font_that_is_not_embedded():
    report = checked(edited(strip_fonts))

    assert against(report) == {("fonts", 0)}
    assert report.figures["fonts_embedded"] == 0


def test_a_font_that_is_embedded_whole_is_only_said():
    def rename(document):
        for thing in document.objects:
            if isinstance(thing, Dictionary) and thing.get("/Type") == "/Font":
                thing.BaseFont = Name("/" + str(thing.BaseFont)[8:])

    assert against(checked(edited(rename)), "warn") == {("fonts", 0)}


def add_state(document, **state):
    document.pages[0].obj.Resources.ExtGState.Odd = Dictionary(**state)


def add_group(document):
    document.pages[0].obj.Group = Dictionary(S=Name.Transparency)


def add_mask(document):
    mask = handmade.picture(document)
    document.pages[0].obj.Resources.XObject = Dictionary(
        P=handmade.picture(document, "L", SMask=mask)
    )


TRANSPARENT = [
    partial(add_state, ca=0.5),
    partial(add_state, CA=0.99),
    partial(add_state, BM=Name.Multiply),
    partial(add_state, SMask=Dictionary(S=Name.Luminosity)),
    add_group,
    add_mask,
]


@pytest.mark.parametrize("edit", TRANSPARENT, ids=["ca", "CA", "BM", "SMask", "group", "picture"])
def test_what_is_transparent(edit):
    assert against(checked(edited(edit))) == {("transparency", 0)}
    x4 = checked(edited(edit, X4, version="1.6"), X4)
    assert against(x4, "warn") == {("transparency", 0)}


def root(key, value, document):
    document.Root[Name(key)] = value


def info(key, value, document):
    document.docinfo[Name(key)] = value


def add_picture(document, **changes):
    document.pages[0].obj.Resources.XObject = Dictionary(
        P=handmade.picture(document, "L", **changes)
    )


def add_space(space, document):
    document.pages[1].obj.Resources.ColorSpace = Dictionary(S=space(document))


def icc(document):
    return Array([Name.ICCBased, Stream(document, b"profile", N=3)])


OF_THE_STANDARD = {
    "not named": partial(info, "/GTS_PDFXVersion", String("PDF/X-3:2002")),
    "trapped": partial(info, "/Trapped", Name("/Unknown")),
    "no title": partial(info, "/Title", String("")),
    "layers": partial(root, "/OCProperties", Dictionary(OCGs=Array([]))),
    "action": partial(root, "/OpenAction", Dictionary(S=Name.GoTo)),
    "program": partial(root, "/Names", Dictionary(JavaScript=Dictionary())),
    "form": partial(root, "/AcroForm", Dictionary(Fields=Array([]))),
    "attached": partial(root, "/Names", Dictionary(EmbeddedFiles=Dictionary())),
    "no intent": lambda document: root("/OutputIntents", Array([]), document),
    "notes": lambda document: document.pages[0].obj.__setitem__("/Annots", Array([])),
    "transfer": partial(add_state, TR=Name.Identity),
    "16 bit": partial(add_picture, BitsPerComponent=16),
    "JPEG 2000": partial(add_picture, Filter=Name.JPXDecode),
    "LZW": partial(add_picture, Filter=Array([Name.LZWDecode])),
    "other versions": partial(add_picture, Alternates=Array([])),
    "RGB picture": partial(add_picture, ColorSpace=Name.DeviceRGB),
    "ICC": partial(add_space, icc),
    "CalRGB": partial(add_space, lambda _d: Array([Name.CalRGB, Dictionary()])),
    "Lab": partial(add_space, lambda _d: Array([Name.Lab, Dictionary()])),
    "Indexed": partial(
        add_space, lambda _d: Array([Name.Indexed, Array([Name.CalRGB, Dictionary()]), 0, b"abc"])
    ),
}


@pytest.mark.parametrize("edit", OF_THE_STANDARD.values(), ids=OF_THE_STANDARD)
def test_an_object_that_pdf_x1a_forbids(edit):
    assert against(checked(edited(edit))) == {("standard", 0)}


def nothing(_document):
    pass


@pytest.mark.parametrize(
    "how",
    [
        {"version": "1.7"},
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate, "version": "1.5"},
        {"encryption": pikepdf.Encryption(owner="x", user="", R=3, aes=False, metadata=False)},
    ],
    ids=["version", "object streams", "encrypted"],
)
def test_a_file_that_pdf_x1a_forbids(how):
    assert against(checked(edited(nothing, **how))) == {("standard", 0)}


def test_an_x1a_file_is_no_x4_file_and_the_other_way_round():
    assert ("standard", 0) in against(checked(small(TRIMMED), X4))
    assert ("standard", 0) in against(checked(small(X4), TRIMMED))


def test_a_file_for_another_press():
    other = press_condition(output_condition="FOGRA51")

    assert against(checked(small(), other)) == {("condition", 0)}


def test_a_condition_nobody_registered_and_no_profile_is_only_said():
    own = press_condition(output_condition="Our press")

    report = checked(small(own), own)

    assert against(report, "warn") == {("condition", 0)}
    assert "ask the printer for the ICC profile" in str(report.warnings[0].detail)


def test_a_profile_that_is_not_the_press_s():
    def swap(document):
        profile = press_profile()[:60] + b"?" + press_profile()[61:]
        document.Root.OutputIntents[0].DestOutputProfile = Stream(document, profile, N=4)

    def spoil(document):
        document.Root.OutputIntents[0].DestOutputProfile = Stream(document, b"no profile", N=4)

    for edit in (swap, spoil):
        assert against(checked(edited(edit, X4, version="1.6"), X4)) == {("condition", 0)}


@pytest.mark.parametrize(
    "pdf",
    [
        b"",
        b"not a PDF",
        b"%PDF-1.4\n%%EOF",
        small()[: len(small()) // 3],
        b"%PDF-1.4\n" + bytes(range(256)) * 40,
    ],
    ids=["empty", "text", "bare", "cut off", "noise"],
)
def test_a_file_that_is_none_is_one_sentence(pdf):
    report = checked(pdf)

    assert not report.passed
    assert all(check.detail for check in report.failures)


@pytest.mark.parametrize(
    "content",
    [
        b"Q Q Q /Nothing Do",
        b"1 0 0 cm",
        b"(a) (b) k 9 9 9 9 re f",
        b"/f0 Tf [<01> /x] TJ",
        b"0 0 0 0 0 0 cm /P Do",
        b"/Loop Do",
    ],
)
def test_a_page_that_draws_nonsense_is_one_sentence(content):
    def loop(document):
        form = handmade.form(document, b"/Loop Do")
        form.Resources.XObject = Dictionary(Loop=form)
        return form

    report = drawn(content, P=handmade.picture, Loop=loop)

    assert ("readable", 3) in against(report)


def test_a_damaged_picture_is_one_sentence():
    def broken(document):
        image = handmade.picture(document, "CMYK", (900, 900), noise=3)
        image.write(image.read_raw_bytes()[:500], filter=Name.DCTDecode)
        return image

    assert ("readable", 3) in against(drawn(b"q 90 0 0 90 100 500 cm /P Do Q", P=broken))


def test_many_faults_of_a_kind_are_counted_not_listed():
    content = b"".join(b"0 0 0 1 k %d 500 %d 9 re f " % (x, x + 1) for x in range(1, 9))

    report = drawn(content)

    assert len(report.failures) == 4
    assert "more of this kind" in str(report.failures[-1].detail)


def test_a_report_can_be_kept_as_json_and_said_again_in_another_language():
    [failed] = [check for check in drawn(b"0 0 0 1 k 5 500 9 9 re f").checks if check.detail]

    kept = failed.as_json()

    assert kept["template"] % kept["values"] == kept["detail"]
    assert (kept["id"], kept["state"], kept["page"]) == ("live_area", "fail", 3)


@pytest.mark.parametrize("condition", [COLDSET, TRIMMED, X4])
def test_a_page_handed_over_alone_passes_as_the_edition_did(condition):
    whole = made(condition)
    for index, page in enumerate(room.plan().pages):
        alone, inks = EditionPlan((page,)), {page.number: INKS[index]}
        report = preflight(single_page(whole, index), condition, inks, alone, condition.on(TABLOID))
        assert report.failures == report.warnings == ()


def test_more_pages_than_planned_are_checked_as_well():
    report = preflight(small(), COLDSET, {}, EditionPlan(()), TABLOID)

    assert report.figures["pages"] == 3
