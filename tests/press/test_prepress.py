"""What a printer opens first: boxes, overprint, output intent, fonts, marks, metadata."""

import io
import subprocess
from dataclasses import replace

import pikepdf
import pytest

from newsroom.layout.geometry import MM, TABLOID
from newsroom.press.content import painted_things
from newsroom.press.marks import Text
from newsroom.press.sheet import Sheet
from tests.press import press_room as room


@pytest.fixture(scope="module")
def document():
    with pikepdf.open(io.BytesIO(room.press_pdf())) as opened:
        yield opened


def numbers(box):
    return [float(value) for value in box]


def test_the_trim_is_the_format_to_a_hundredth_of_a_millimetre(document):
    for page in document.pages:
        left, bottom, right, top = numbers(page.trimbox)
        assert (right - left) / MM == pytest.approx(270, abs=0.01)
        assert (top - bottom) / MM == pytest.approx(390, abs=0.01)


def test_without_bleed_there_are_no_marks_and_all_boxes_agree(document):
    page = document.pages[0]

    assert numbers(page.mediabox) == numbers(page.trimbox) == numbers(page.obj.BleedBox)
    assert "/AllInks" not in str(page.obj.Resources.get("/ColorSpace", ""))


def test_bleed_and_crop_marks_lie_outside_the_trim():
    grid = replace(TABLOID, bleed_mm=3)
    [sheet] = [one_page(grid)]
    with pikepdf.open(io.BytesIO(room.finished(sheet, grid))) as document:
        page = document.pages[0]
        trim, bleed, media = map(numbers, (page.trimbox, page.obj.BleedBox, page.mediabox))

    assert [(t - b) / MM for t, b in zip(trim, bleed, strict=True)] == pytest.approx(
        [3, 3, -3, -3], abs=0.01
    )
    assert all(m < b for m, b in zip(media[:2], bleed[:2], strict=True))
    assert all(m > b for m, b in zip(media[2:], bleed[2:], strict=True))


def one_page(grid):
    words = Text("渡船", 100, 100, "song", 20)
    sheet = room.sheet_of(room.plan())
    return Sheet("一页", grid.trim_width, grid.trim_height, grid.bleed_mm * MM, sheet.faces,
                 (1,), ((words,),))  # fmt: skip


def test_the_output_intent_names_a_registered_condition(document):
    [intent] = document.Root.OutputIntents

    assert intent.S == "/GTS_PDFX"
    assert str(intent.OutputConditionIdentifier) == "CGATS TR 002"
    assert str(intent.RegistryName) == "http://www.color.org"


def test_nothing_is_there_that_a_rip_may_stumble_over(document):
    for key in ("/Metadata", "/StructTreeRoot", "/MarkInfo", "/OCProperties", "/AcroForm"):
        assert key not in document.Root
    assert document.pdf_version == "1.4"
    assert not document.is_encrypted


def test_the_file_tells_its_title_and_nothing_of_the_hour_it_was_made(document):
    told = {name: str(value) for name, value in document.docinfo.items()}

    assert told == {
        "/Title": "海港日报 1042",
        "/Creator": "Newsroom",
        "/Producer": "Typst, pikepdf",
        "/CreationDate": "D:20200101000000Z",
        "/ModDate": "D:20200101000000Z",
        "/Trapped": "/False",
        "/GTS_PDFXVersion": "PDF/X-1a:2003",
    }


def test_no_page_has_a_colour_of_a_screen(document):
    used = {
        str(instruction.operator)
        for page in document.pages
        for instruction in pikepdf.parse_content_stream(page)
    }

    assert {"k", "K"} <= used
    assert used.isdisjoint({"rg", "RG", "g", "G", "cs", "CS", "sc", "SC", "scn", "SCN", "sh"})


def test_every_font_is_embedded_as_a_subset(document):
    fonts = [
        obj
        for obj in document.objects
        if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor"
    ]

    assert len(fonts) >= 4
    for font in fonts:
        assert "/FontFile3" in font or "/FontFile2" in font
        assert str(font.FontName)[7] == "+"


def test_black_type_to_12_pt_and_black_rules_overprint_and_the_red_knocks_out(document):
    things = [thing for page in document.pages for thing in painted_things(page)]

    assert {thing.kind for thing in things} == {"type", "rule"}
    for thing in things:
        black = thing.colour.values == (0, 0, 0, 1)
        assert thing.overprints == (black and (thing.kind == "rule" or thing.size <= 12))


def test_qpdf_has_nothing_to_say(tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(room.press_pdf())
    if not _installed("qpdf"):
        pytest.skip("qpdf is not installed.")

    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")


def test_text_stands_on_the_black_plate_alone(tmp_path):
    """Ghostscript's separations: the coloured plates carry the nameplate's red and nothing else."""
    if not _installed("gs"):
        pytest.skip("Ghostscript is not installed.")
    from PIL import Image

    file = tmp_path / "paper.pdf"
    file.write_bytes(room.press_pdf())
    subprocess.run(
        ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", "-r36",
         "-dFirstPage=1", "-dLastPage=1", f"-sOutputFile={tmp_path}/plate.tif", str(file)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    plates = {
        name: Image.open(tmp_path / f"plate({name}).tif").convert("L")
        for name in ("Cyan", "Magenta", "Yellow", "Black")
    }

    def inked(plate):
        return sum(plate.histogram()[:128])

    assert inked(plates["Cyan"]) == 0
    assert inked(plates["Black"]) > 1000
    below = plates["Magenta"].crop((0, plates["Magenta"].height // 3, *plates["Magenta"].size))
    assert inked(below) == 0


def _installed(program):
    from shutil import which

    return which(program) is not None
