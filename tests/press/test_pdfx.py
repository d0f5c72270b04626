"""PDF/X-1a:2003 and PDF/X-4 object by object, on presses that trim and presses that do not."""

import io
import shutil
import subprocess
from dataclasses import replace
from functools import lru_cache

import pikepdf
import pytest
from PIL import Image

from newsroom.layout.geometry import MM, TABLOID
from newsroom.press.condition import COLDSET, PageInks, Spot, press_condition
from newsroom.press.content import painted_things
from newsroom.press.inks import in_inks
from newsroom.press.prepress import PrepressError, finish_press
from newsroom.press.printer_marks import SLUG, with_slug_lines
from tests.press import press_room as room
from tests.press.press_profile import press_profile

RED = Spot("PANTONE 185 C", (0, 1, 0.8, 0))
TRIMMED = press_condition("sheetfed")
X4 = press_condition("sheetfed", "x4", icc_profile=press_profile(), output_condition="Our press")
INKS: tuple[PageInks, ...] = (RED, "black", "four")


@lru_cache(maxsize=4)
def made(condition, inks=INKS) -> bytes:
    grid = condition.on(TABLOID)
    sheet = replace(room.sheet_of(room.plan()), bleed=grid.bleed_mm * MM)
    sheet = in_inks(sheet, dict(zip(sheet.numbers, inks, strict=True)))
    sheet = with_slug_lines(sheet, {n: f"海港日报　第{n}版　2026-11-20" for n in sheet.numbers})
    return room.finished(sheet, grid, condition=condition, inks=inks)


def opened(condition, inks=INKS):
    return pikepdf.open(io.BytesIO(made(condition, inks)))


def numbers(box):
    return [float(value) for value in box]


@pytest.mark.parametrize(
    ("condition", "version"), [(COLDSET, "1.4"), (TRIMMED, "1.4"), (X4, "1.6")]
)
def test_the_file_has_the_version_of_its_standard_and_an_identity(condition, version):
    with opened(condition) as document:
        assert document.pdf_version == version
        assert len(document.trailer.ID) == 2
        assert set(document.Root.keys()) <= {
            *("/Type", "/Pages", "/Lang", "/ViewerPreferences", "/OutputIntents", "/Metadata")
        }
        assert b"/ObjStm" not in made(condition)
        for page in document.pages:
            assert not {"/Annots", "/AA", "/Group", "/CropBox", "/ArtBox"} & set(page.obj.keys())


def test_no_object_of_an_x1a_file_is_calibrated_or_transparent():
    with opened(TRIMMED) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Array):
                assert "/ICCBased" not in map(str, list(thing)[:1])
            elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                assert not {"/SMask", "/ca", "/CA", "/BM", "/OC", "/JS"} & set(thing.keys())


def test_x1a_names_a_registered_condition_and_needs_no_profile():
    with opened(TRIMMED) as document:
        [intent] = document.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        assert str(intent.RegistryName) == "http://www.color.org"
        assert "/DestOutputProfile" not in intent
        assert str(document.docinfo.GTS_PDFXVersion) == "PDF/X-1a:2003"


def test_a_condition_of_the_printer_s_own_brings_its_profile_and_no_registry():
    own = press_condition(output_condition="Our press", icc_profile=press_profile())
    with opened(own) as document:
        [intent] = document.Root.OutputIntents
        assert intent.DestOutputProfile.read_bytes() == press_profile()
        assert intent.DestOutputProfile.N == 4
        assert "/RegistryName" not in intent


def test_x4_says_so_in_its_metadata_and_carries_the_profile():
    with opened(X4) as document:
        told = document.open_metadata()
        assert told["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] == "PDF/X-4"
        assert told["dc:title"] == "海港日报 1042"
        assert told["pdf:Trapped"] == "False"
        assert told["xmp:CreateDate"] == told["xmp:ModifyDate"] == told["xmp:MetadataDate"]
        assert told["xmpMM:DocumentID"].startswith("uuid:")
        assert "/DestOutputProfile" in document.Root.OutputIntents[0]
        assert "/GTS_PDFXVersion" not in document.docinfo


def test_x4_without_a_profile_is_refused_in_a_sentence():
    with pytest.raises(PrepressError, match="needs the ICC profile"):
        finish_press(b"", TABLOID, title="x", condition=replace(X4, icc_profile=None))


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\nnothing", b"not a PDF"])
def test_a_painted_file_that_is_none_is_refused_in_a_sentence(pdf):
    with pytest.raises(PrepressError, match="damaged"):
        finish_press(pdf, TABLOID, title="x")


def test_a_title_may_be_empty_or_hostile():
    sheet = room.sheet_of(room.plan())
    for title, told in (("", "Newsroom"), ("a<b>&\x00\x1b]", "a<b>&]")):
        painted = room.painter().pdf(sheet, room.HERE)
        pdf = finish_press(painted, X4.on(TABLOID), title=title, condition=X4)
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert document.open_metadata()["dc:title"] == told
            assert str(document.docinfo.Title) == told


@pytest.mark.parametrize("condition", [COLDSET, TRIMMED, X4])
def test_the_boxes_are_exact_to_a_hundredth_of_a_millimetre(condition):
    with opened(condition) as document:
        for page in document.pages:
            trim, bleed = numbers(page.obj.TrimBox), numbers(page.obj.BleedBox)
            media = numbers(page.obj.MediaBox)
            assert (trim[2] - trim[0]) / MM == pytest.approx(270, abs=0.01)
            assert (trim[3] - trim[1]) / MM == pytest.approx(390, abs=0.01)
            out = [(t - b) / MM for t, b in zip(trim, bleed, strict=True)]
            mm = condition.bleed_mm
            assert out == pytest.approx([mm, mm, -mm, -mm], abs=0.01)
            slug = SLUG if mm else 0
            assert bleed[0] - media[0] == pytest.approx(slug, abs=0.01)


def outside(document, page):
    """What is painted in the slug of a page."""
    bleed = numbers(document.pages[page].obj.BleedBox)
    things = painted_things(document.pages[page])
    return [
        t for t in things
        if t.box[2] < bleed[0] or t.box[0] > bleed[2] or t.box[3] < bleed[1] or t.box[1] > bleed[3]
    ]  # fmt: skip


def test_marks_stand_outside_the_bleed_and_on_every_plate():
    with opened(TRIMMED) as document:
        rules = [thing for thing in outside(document, 2) if thing.kind == "rule"]

    assert len(rules) == 8 + 4 * 3  # corners, and a ring and two hairs at each side
    assert {(rule.colour.space, rule.colour.ink) for rule in rules} == {("Separation", "All")}


@pytest.mark.parametrize(
    ("page", "inks"),
    [(0, {"PANTONE 185 C", "black"}), (1, {"black"}), (2, {"process"})],
)
def test_the_colour_bar_is_in_the_inks_of_its_page(page, inks):
    with opened(TRIMMED) as document:
        bar = [thing for thing in outside(document, page) if thing.kind == "fill"]

    found = {
        patch.colour.ink or ("process" if any(patch.colour.values[:3]) else "black")
        for patch in bar
    }
    assert found - {"black"} == inks - {"black"}
    assert "black" in found


def test_the_slug_line_names_the_page_where_nothing_of_the_paper_is():
    with opened(TRIMMED) as document:
        [words] = [thing for thing in outside(document, 0) if thing.kind == "type"]
        media = numbers(document.pages[0].obj.MediaBox)

    assert media[0] < words.box[0] < words.box[2] < media[2]
    assert media[1] < words.box[1]


def test_a_press_that_does_not_trim_has_no_marks_and_no_slug_line():
    with opened(COLDSET) as document:
        assert outside(document, 0) == []
        assert "/AllInks" not in document.pages[0].obj.Resources.ColorSpace


@pytest.mark.parametrize("condition", [COLDSET, TRIMMED, X4])
def test_the_same_edition_on_the_same_press_is_the_same_bytes(condition):
    first = made(condition)
    made.cache_clear()

    assert made(condition) == first


def needs(program):
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed.")


@needs("qpdf")
@pytest.mark.parametrize("condition", [COLDSET, TRIMMED, X4])
def test_qpdf_finds_no_fault_on_any_press(condition, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(made(condition))

    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")


@needs("pdffonts")
def test_poppler_finds_every_font_embedded_and_subset(tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(made(X4))

    done = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True)

    fonts = [line.split()[-5:-2] for line in done.stdout.splitlines()[2:]]
    assert len(fonts) > 3
    assert {tuple(font) for font in fonts} == {("yes", "yes", "yes")}


@needs("gs")
def test_ghostscript_separates_each_page_into_its_inks_and_no_others(tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(made(COLDSET))
    subprocess.run(
        ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", "-r36",
         f"-sOutputFile={tmp_path}/p%d.tif", str(file)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    def inked(page):
        plates = {}
        for plate in tmp_path.glob(f"p{page}(*.tif"):
            dark = sum(Image.open(plate).convert("L").histogram()[:128])
            plates[plate.stem.partition("(")[2].rstrip(")")] = dark
        return {name for name, dark in plates.items() if dark}

    assert inked(1) == {"Black", "PANTONE 185 C"}
    assert inked(2) == {"Black"}
    assert inked(3) == {"Black", "Magenta", "Yellow"}
