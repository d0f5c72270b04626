"""A double page through the press: one page of twice the width, its numbers outside."""

import io
import re
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from newsroom.layout.geometry import MM, TABLOID
from newsroom.press.designs import DESIGNS
from newsroom.press.documents import proof_pdf, read_back, read_proof, reading_pdf
from newsroom.press.folios import joined_folios
from newsroom.press.marks import Rule, Text
from newsroom.press.preflight import preflight
from newsroom.press.proofsheet import ProofSlip, circular_sheet, proof_sheet
from newsroom.press.verify import verify
from newsroom.press.zones import zones
from tests.layout import spreads
from tests.layout.composing import type_book
from tests.press import press_room as room
from tests.press import reading_room as reading
from tests.press import spread_room as printed

SLIP = ProofSlip(1, "2026-11-20 09:30", {1: "1", 2: "4", 4: "1"})


@pytest.fixture(scope="module")
def document():
    with pikepdf.open(io.BytesIO(printed.press_pdf())) as document:
        yield document


def size(box):
    left, bottom, right, top = (float(value) for value in box)
    return round((right - left) / MM, 2), round((top - bottom) / MM, 2)


def test_a_double_page_is_one_page_of_twice_the_trim(document):
    assert [size(page.trimbox) for page in document.pages] == [(270, 390), (540, 390), (270, 390)]
    assert size(document.pages[1].bleedbox) == (546, 396)


def test_a_double_page_reads_back_without_a_fault():
    grid = printed.TRIMMED.on(TABLOID)
    furniture = printed.sheet(grid).furniture
    report = verify(printed.press_pdf(), spreads.edition(), spreads.items(), grid, furniture)

    assert report.faults == ()
    assert report.figures["off_grid"] == report.figures["rebroken"] == 0


def test_a_line_that_moved_on_a_double_page_is_found():
    grid = printed.TRIMMED.on(TABLOID)
    spread = spreads.spread()
    last = spread.modules[-1]
    legs = (replace(last.legs[0], row=last.legs[0].row + 1), *last.legs[1:])
    moved = replace(spread, modules=(*spread.modules[:-1], replace(last, legs=legs)))
    plan = replace(
        spreads.edition(), pages=(spreads.edition().pages[0], moved, spreads.edition().pages[2])
    )

    assert verify(printed.press_pdf(), plan, spreads.items(), grid).faults


def test_the_press_takes_a_double_page():
    grid = printed.TRIMMED.on(TABLOID)
    flight = preflight(printed.press_pdf(), printed.TRIMMED, {}, spreads.edition(), grid)

    assert [str(check.detail) for check in flight.failures] == []


def test_a_file_of_single_pages_is_refused_where_a_double_one_was_planned():
    grid = printed.TRIMMED.on(TABLOID)
    single = replace(spreads.edition(), pages=tuple(
        replace(page, across=1) for page in spreads.edition().pages
    ))  # fmt: skip
    flight = preflight(printed.press_pdf(), printed.TRIMMED, {}, single, grid)

    assert {check.page for check in flight.failures} == {2}


def test_the_fold_is_marked_outside_the_trim(document):
    drawn = document.pages[1].Contents[-1].read_bytes().decode()
    left, _bottom, right, _top = (float(value) for value in document.pages[1].trimbox)
    fold = f"{(left + right) / 2:.3f}"

    assert f"[3 2] 0 d {fold}" in drawn
    assert "[3 2] 0 d" not in document.pages[0].Contents[-1].read_bytes().decode()


@pytest.mark.parametrize("design", DESIGNS.values(), ids=lambda design: design.code)
def test_numbers_stand_outside_and_rules_run_across_the_fold(design):
    marks = printed.folio_of(design)
    spread = TABLOID.spread
    numbers = {
        mark.text.strip("·").split("　")[0]: mark.x for mark in marks if hasattr(mark, "text")
    }
    whole = [m for m in marks if isinstance(m, Rule) and m.length > TABLOID.trim_width]

    assert numbers["2"] < TABLOID.trim_width / 2
    assert numbers["3"] > 1.5 * TABLOID.trim_width
    assert whole
    assert all(rule.length == pytest.approx(spread.type_width) for rule in whole)


@pytest.mark.parametrize("design", DESIGNS.values(), ids=lambda design: design.code)
def test_paper_and_date_stand_once_over_the_fold_not_side_by_side(design):
    said = " ".join(mark.text for mark in printed.folio_of(design) if isinstance(mark, Text))

    assert said.count(room.FOLIOS[2].date_line) == 1
    assert said.count(room.FOLIOS[2].publication) == 1


EDITORS = ((2, "责任编辑：林晓"), (3, "责任编辑：梅雨"))


def test_each_half_keeps_the_editor_that_is_its_own():
    two, three = (replace(room.FOLIOS[number], editor=name) for number, name in EDITORS)

    marks = joined_folios(DESIGNS["district"].folio, [two, three], 3, TABLOID, type_book())

    said = " ".join(mark.text for mark in marks if isinstance(mark, Text))
    assert [name in said for _number, name in EDITORS] == [True, True]


def test_no_rule_stands_on_the_fold():
    spread = spreads.spread()
    at = printed.sheet().numbers.index(spread.number)
    fold = TABLOID.trim_width
    upright = [m for m in printed.sheet().pages[at] if isinstance(m, Rule) and m.vertical]

    assert upright
    assert all(abs(rule.x - fold) > 5 for rule in upright)


def test_zones_of_a_double_page_are_parts_of_both_pages():
    spread = spreads.spread()
    first = zones(spread, spread.on(TABLOID))[0]

    assert first.item_id == "feature"
    assert 0.02 < first.left < 0.04
    assert first.left + first.width == pytest.approx(1 - first.left, abs=1e-4)


def test_a_double_page_can_be_read_aloud_and_its_file_names_both_pages():
    pages = printed.pages()
    pdf = reading_pdf(
        pages, room.painter(), printed.folder("screen"), standard="web", timestamp=reading.DAY
    )

    assert read_back(pdf, pages).faults == ()
    with reading.opened(pdf) as document, document.open_outline() as outline:
        assert [entry.title for entry in outline.root] == [
            "第1版　要闻",
            "第2、3版　综合",
            "第4版　副刊",
        ]
        assert size(document.pages[1].mediabox) == (540, 390)


@pytest.mark.parametrize(("frame", "mode"), [(proof_sheet, "grey"), (circular_sheet, "small")])
def test_a_proof_of_a_double_page_reads_back_without_a_fault(frame, mode):
    pages = printed.pages()
    sheet = frame(pages, SLIP, type_book())
    pdf = proof_pdf(sheet, room.painter(), printed.folder(mode))

    assert read_proof(pdf, pages, sheet, type_book()).faults == ()


def test_a_proof_of_a_double_page_lies_broadwise_on_a3():
    sheet = proof_sheet(printed.pages(), SLIP, type_book())
    pdf = proof_pdf(sheet, room.painter(), printed.folder("grey"))
    document = pypdfium2.PdfDocument(pdf)

    assert [tuple(round(side / MM) for side in page.get_size()) for page in document] == [
        *((297, 420), (420, 297), (297, 420))
    ]
    head = document[1].get_textpage().get_text_range()
    assert re.search("第2、3版\\s*综合\\s*民生", head)


def test_a_double_page_alone_is_a_sheet_of_its_own_width():
    alone = printed.sheet().page(2)

    assert list(alone.widths) == pytest.approx([2 * TABLOID.trim_width])
