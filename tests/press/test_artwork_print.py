"""Artwork on paper: whole, with its label above, read back, read aloud and judged by its pixels."""

import tempfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from random import Random

import pypdfium2
import pytest

from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID
from newsroom.press.documents import read_back, reading_pdf
from newsroom.press.marks import Picture, Rule, Text
from newsroom.press.pictures import prepare_picture
from newsroom.press.preflight import preflight
from newsroom.press.reading import Pages, reading_order
from newsroom.press.sheet import SheetError, build_sheet
from newsroom.press.verify import verify
from newsroom.press.weblinks import with_links
from newsroom.press.zones import zones
from tests.layout.artworks import advertisement
from tests.layout.composing import compose, type_book
from tests.layout.stories import make_item
from tests.press import illustrated
from tests.press import press_room as room

GRID = TABLOID


@lru_cache(maxsize=1)
def items():
    rng = Random(4)
    return (make_item(rng, "lead", "lead"), *(make_item(rng, f"s{n}", "normal") for n in range(4)))


@lru_cache(maxsize=1)
def plan():
    tea = advertisement("tea", 2, 12, page=1, place="foot_right")
    return compose(list(items()), 1, artwork=[tea])


def frame():
    [found] = plan().pages[0].artwork
    return found


def sheet(of=None, **names):
    pictures = names or {"tea": "tea.jpg"}
    return build_sheet(
        of or plan(), GRID, type_book(), room.MASTHEAD, room.FOLIOS, pictures, title="海港日报"
    )


@lru_cache(maxsize=4)
def folder(pixels=900, mode="press"):
    path = Path(tempfile.mkdtemp())
    width, height = frame().picture_size(GRID)
    size = (pixels, round(pixels * height / width))
    data = illustrated.picture("L", size, 40)
    picture = prepare_picture(data, width_pt=width, height_pt=height, mode=mode)
    (path / "tea.jpg").write_bytes(picture)
    return path


@lru_cache(maxsize=4)
def pdf(pixels=900):
    return room.finished(sheet(), pictures=folder(pixels))


def test_the_page_reads_back_with_the_word_advertisement_in_its_place():
    assert check_plan(plan(), items(), GRID, type_book()) == []
    report = verify(pdf(), plan(), items(), GRID, sheet().furniture)

    assert report.faults == ()


def test_an_advertisement_without_its_label_on_paper_is_a_fault():
    unsaid = replace(frame(), label="")
    page = replace(plan().pages[0], artwork=(unsaid,))
    printed = room.finished(sheet(replace(plan(), pages=(page,))), pictures=folder())

    report = verify(printed, plan(), items(), GRID, sheet().furniture)

    assert [fault.code for fault in report.faults] == ["artwork"]


def test_the_picture_keeps_its_proportions_and_ends_level_with_the_copy():
    [picture] = [mark for mark in sheet().pages[0] if isinstance(mark, Picture)]

    assert picture.height / picture.width == pytest.approx(frame().aspect)
    assert picture.width == pytest.approx(GRID.width_of(2))
    gap = GRID.leading_pt - GRID.body_size_pt
    assert picture.y + picture.height == pytest.approx(GRID.bottom - gap)


def test_the_picture_is_painted_where_the_plan_has_it():
    image = pypdfium2.PdfDocument(pdf())[0].render(scale=1).to_pil().convert("L")
    bleed = (image.width - GRID.trim_width) / 2
    x, y = GRID.x_of(3) + bleed + 20, GRID.bottom + bleed - 30

    assert image.getpixel((int(x), int(y))) < 120  # of an artwork that is dark all over


def test_no_rule_of_the_page_runs_into_the_artwork():
    area = frame().area
    left, top = GRID.x_of(area.column), GRID.y_of(area.row)
    inside = [
        rule
        for rule in sheet().pages[0]
        if isinstance(rule, Rule) and rule.vertical and rule.y + rule.length > top + 1
        and rule.x > left - GRID.gutter
    ]  # fmt: skip

    assert inside == []


def test_artwork_without_a_file_is_refused():
    with pytest.raises(SheetError, match="tea"):
        sheet(other="other.png")


def test_too_few_pixels_are_told_by_the_words_of_the_artwork():
    flight = preflight(pdf(90), room.CONDITION, {}, plan(), GRID)

    [check] = [check for check in flight.checks if check.id == "resolution" and check.detail]
    assert "tea的画面" in str(check.detail)
    assert not flight.passed


def test_read_aloud_it_is_named_an_advertisement_before_it_is_described():
    pages = Pages(sheet(), plan(), items(), GRID, room.MASTHEAD, room.FOLIOS)
    label, figure = [p for p in reading_order(pages)[0] if p.kind != "ornament"][-2:]

    assert (label.text, label.kind, label.story) == ("广告", "p", "")
    [picture] = figure.marks
    assert isinstance(picture, Picture)
    assert picture.alt == "tea的画面"
    assert isinstance(label.marks[0], Text)


def test_a_file_to_be_read_holds_the_artwork_and_reads_back():
    pages = Pages(sheet(), plan(), items(), GRID, room.MASTHEAD, room.FOLIOS)
    file = room_file(with_links(pages))

    assert read_back(file, pages).faults == ()


def room_file(pages):
    return reading_pdf(
        pages, room.painter(), folder(mode="screen"), standard="archive", timestamp=1_794_000_000
    )


def test_a_reader_who_points_at_artwork_meets_no_story():
    found = zones(plan().pages[0], GRID)

    assert {zone.item_id for zone in found} == {item.id for item in items()}
