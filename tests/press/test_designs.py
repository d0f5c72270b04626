"""Every page design in every format: printed whole, read back without fault, nothing lost."""

from dataclasses import fields, replace
from functools import lru_cache
from itertools import product

import pytest

from newsroom.layout.check import check_plan
from newsroom.layout.compose import compose_edition
from newsroom.layout.formats import FORMATS
from newsroom.layout.geometry import MM, TABLOID, Area
from newsroom.layout.plan import EditionPlan, PagePlan
from newsroom.press.art import read_art
from newsroom.press.condition import press_condition
from newsroom.press.designs import DESIGNS, DISTRICT, design_of
from newsroom.press.documents import read_back, reading_pdf
from newsroom.press.inks import in_inks
from newsroom.press.marks import Drawing, Frame, Rule, Text
from newsroom.press.nameplate import (
    SMALLEST_RED,
    SMALLEST_REVERSED,
    SMALLEST_TYPE,
    Folio,
    Setter,
    SheetError,
)
from newsroom.press.preflight import preflight
from newsroom.press.reading import Pages, reading_order
from newsroom.press.sheet import build_sheet
from newsroom.press.verify import verify
from tests.layout.composing import type_book
from tests.press import press_room as room

FULL = replace(
    room.MASTHEAD,
    address="海港市码头路1号",
    printer="海港印务有限公司",
    print_run="12000份",
    price="免费",
    distribution_to="全镇各社区、机关、学校",
    editors="林晓、周敏",
)
EARS = {"ear_left": "今日天气　多云转晴　12～19℃", "ear_right": "渡船明日复航　见第2版"}
ENGLISH = replace(
    FULL,
    name="Harbour News",
    publisher="Published by the Harbour Office",
    permit="Permit 0001",
    distribution="Free",
    hotline_label="Call",
    year_month="November 2026",
    weekday="Friday",
    lunar_date="",
    year_number_line="No. 42",
    number_line="Issue 1042",
    page_count_line="2 pages",
    address="1 Quay Street",
    printer="Harbour Press",
    print_run="12,000",
    price="free",
    distribution_to="every household",
    editors="Lin Xiao",
    language="en",
)
ALL = pytest.mark.parametrize(
    ("design", "made"),
    list(product(DESIGNS.values(), FORMATS.values())),
    ids=lambda value: value.code,
)
WITH_EARS = [design for design in DESIGNS.values() if design is not DISTRICT]


def copy_for(design, copy=FULL):
    return copy if design is DISTRICT else replace(copy, **EARS)


def pages_of(design, made, copy, count=2):
    """Pages without stories, with the rows a design keeps: the first as high as it may be."""
    first, folio = design.first_rows(made.nameplate_rows, made.folio_rows)
    corner = design.corner_room(copy, made.grid, type_book())
    area = Area(0, 0, corner.columns, corner.least_rows) if corner else None
    foot = design.imprint_rows(copy, made.grid, type_book())
    empty = [
        PagePlan(number, folio if number > 1 else first, (), foot_rows=foot * (number == count))
        for number in range(1, count + 1)
    ]
    return EditionPlan((replace(empty[0], corner=area), *empty[1:]))


def sheet_in(design, made, copy, plan=None, **more):
    plan = plan or pages_of(design, made, copy)
    folios = folios_of(plan, copy)
    return build_sheet(
        plan, made.grid, type_book(), copy, folios, {}, title="x", design=design, **more
    )


def folios_of(plan, copy):
    return {
        page.number: Folio(page.number, "综合", copy.name, "2026年11月20日", "责任编辑：林晓")
        for page in plan.pages
    }


def texts(marks):
    return [mark for mark in marks if isinstance(mark, Text)]


def box(mark):
    """Left, top, right and foot of a line of type."""
    width = Setter(type_book()).width(mark.text, mark.font, mark.size, mark.tracking)
    left = {"left": mark.x, "center": mark.x - width / 2, "right": mark.x - width}[mark.align]
    return left, mark.y, left + width, mark.y + mark.size


def said(sheet):
    return "".join(text.text for marks in sheet.furniture for text in texts(marks))


def bare(text):
    return "".join(char for char in text if not char.isspace() and char != "\u2005")


@ALL
def test_all_type_stands_on_the_page_apart_and_off_the_rows_of_copy(design, made):
    grid, copy = made.grid, copy_for(design)
    plan = pages_of(design, made, copy)

    for page, marks in zip(plan.pages, sheet_in(design, made, copy).furniture, strict=True):
        boxes = [box(text) for text in texts(marks)]
        for text, (left, top, right, foot) in zip(texts(marks), boxes, strict=True):
            assert text.size >= SMALLEST_TYPE
            assert left > grid.left - 0.05 * text.size
            assert right < grid.left + grid.type_width + 0.5
            in_head = top > grid.top - 1 and foot < grid.y_of(page.first_row) + 0.01
            in_foot = top > grid.y_of(grid.rows - page.foot_rows)
            in_corner = page.corner and foot < grid.y_of(page.corner.bottom)
            assert in_head or in_foot or in_corner, text.text
            assert foot < grid.trim_height - 5 * MM
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                beside = one[2] <= other[0] + 0.01 or other[2] <= one[0] + 0.01
                above = one[3] <= other[1] + 1 or other[3] <= one[1] + 1
                assert beside or above, (texts(marks)[number].text, one, other)


@ALL
def test_nothing_the_masthead_knows_is_left_out(design, made):
    copy = copy_for(design)
    printed = bare(said(sheet_in(design, made, copy)))
    known = {f.name: getattr(copy, f.name) for f in fields(copy) if f.name != "language"}

    lost = [
        name
        for name, value in known.items()
        if not all(bare(part) in printed for part in str(value).split("　"))
    ]
    assert lost == []


@pytest.mark.parametrize("design", WITH_EARS, ids=lambda design: design.code)
@pytest.mark.parametrize("code", ["tabloid", "a4"])
def test_an_english_paper_is_set_in_the_same_design(design, code):
    copy = replace(ENGLISH, ear_left="Cloudy, 12 to 19 degrees", ear_right="Ferry back: page 2")
    sheet = sheet_in(design, FORMATS[code], copy)
    printed, front = bare(said(sheet)), texts(sheet.furniture[0])

    for words in ("HarbourNews", "No.42", "Page1", "1QuayStreet", "Ferryback:page2"):
        assert words in printed
    assert not set("版期第年月") & set("".join(t.text for t in front))


@ALL
def test_red_type_is_large_red_rules_thick_and_reversed_type_heavy(design, made):
    marks = [m for own in sheet_in(design, made, copy_for(design)).furniture for m in own]

    for mark in marks:
        ink = getattr(mark, "ink", "black")
        if isinstance(mark, Text) and ink == "red":
            assert mark.size >= SMALLEST_RED
        if isinstance(mark, Text) and ink == "paper":
            assert mark.size >= SMALLEST_REVERSED
            assert mark.font == "hei_heavy"
        if isinstance(mark, Rule):
            assert mark.thickness >= (1.0 if ink == "red" else 0.3)
        if isinstance(mark, Frame):
            assert mark.thickness >= 0.3


@pytest.mark.parametrize("design", DESIGNS.values(), ids=lambda design: design.code)
def test_the_folios_of_left_and_right_pages_mirror_each_other(design):
    made = FORMATS["tabloid"]
    middle = TABLOID.left + TABLOID.type_width / 2
    sides = []
    for number in (2, 3):
        copy = Folio(number, "综合", "海港日报", "九日", "责任编辑：林晓")
        marks = texts(design.folio(copy, 3, TABLOID, type_book()))
        [own] = [mark for mark in marks if str(number) in mark.text]
        left, _top, right, _foot = box(own)
        sides.append((left + right) / 2 - middle)
        assert {"综合", "海港日报", "责任编辑：林晓"} <= set(
            "　".join(mark.text for mark in marks).replace("\u2005", "").split("　")
        )
    assert sides[0] == pytest.approx(-sides[1], abs=3)
    assert sides[0] < -0.4 * TABLOID.type_width
    assert made.folio_rows == 3


@pytest.mark.parametrize("design", DESIGNS.values(), ids=lambda design: design.code)
def test_too_little_room_is_refused_in_a_sentence(design):
    tiny = replace(FORMATS["tabloid"], nameplate_rows=3, folio_rows=1)
    with pytest.raises(SheetError, match=r"no room|does not fit"):
        design.folio(Folio(7, "综合"), 1, TABLOID, type_book())
    long = replace(copy_for(design), name="海" * 60)
    with pytest.raises(SheetError, match=r"no room|does not fit"):
        sheet_in(design, tiny, long)


def test_ears_a_design_has_no_place_for_are_refused():
    with pytest.raises(SheetError, match="no ears for “今日天气"):
        sheet_in(DISTRICT, FORMATS["tabloid"], replace(FULL, **EARS))


def printed_or_refused(design, copy):
    try:
        return bare(said(sheet_in(design, FORMATS["tabloid"], copy)))
    except SheetError:
        return "refused"


@pytest.mark.parametrize(("code", "limit"), [("evening", 120), ("gazette", 120), ("bulletin", 60)])
def test_an_ear_of_any_length_is_printed_whole_or_refused(code, limit):
    design = design_of(code)
    for length in (2, 20, 60, 120):
        words = "晴" * length
        copy = replace(FULL, ear_left=words)
        printed = printed_or_refused(design, copy)
        assert printed == "refused" if length > limit else printed.count("晴") == length


def test_pages_composed_for_one_design_are_not_printed_in_another():
    made = FORMATS["tabloid"]
    corner = pages_of(design_of("gazette"), made, FULL)
    banner = pages_of(DISTRICT, made, FULL)

    for design, plan in (("evening", corner), ("gazette", banner), ("evening", banner)):
        with pytest.raises(SheetError, match="compose them again"):
            sheet_in(design_of(design), made, FULL, plan=plan)


def test_a_design_that_is_gone_prints_as_the_first():
    assert design_of("forgotten") is DISTRICT


# Through the press

ART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100">
<path d="M0 0h90v100h-90zM20 20v60h50v-60z" fill="#c8102e"/><g transform="translate(110)">
<circle cx="50" cy="50" r="50"/></g><path fill="black" d="M220 0l90 100h-90z"/></svg>"""


@lru_cache(maxsize=8)
def composed(code):
    design, made = design_of(code), FORMATS["tabloid"]
    copy = copy_for(design)
    first, folio = design.first_rows(made.nameplate_rows, made.folio_rows)
    return compose_edition(
        room.items(),
        made.grid,
        type_book(),
        nameplate_rows=first,
        folio_rows=folio,
        foot_rows=design.imprint_rows(copy, made.grid, type_book()),
        corner=design.corner_room(copy, made.grid, type_book()),
        lead_face=design.lead_face,
    )


@pytest.mark.parametrize(("code", "process"), list(product(DESIGNS, ("coldset", "sheetfed"))))
def test_a_design_is_printed_read_back_and_passed_by_preflight(code, process):
    """On the second press with a drawing of its own in place of the name."""
    design, condition = design_of(code), press_condition(process)
    grid = condition.on(TABLOID)
    made = replace(FORMATS["tabloid"], grid=grid)
    art = read_art(ART.encode()) if process == "sheetfed" else None
    plan = composed(code)
    sheet = sheet_in(design, made, copy_for(design), plan=plan, art=art)
    pdf = room.finished(sheet, grid=grid, condition=condition)

    report = verify(pdf, plan, room.items(), grid, sheet.furniture)
    flight = preflight(pdf, condition, {}, plan, grid)

    assert [str(fault) for fault in report.faults] == []
    assert [str(check.detail) for check in flight.failures] == []
    assert check_plan(plan, room.items(), grid, type_book()) == []


@pytest.mark.parametrize("code", DESIGNS)
def test_a_word_of_the_paper_itself_that_is_printed_otherwise_is_found(code):
    design, made = design_of(code), FORMATS["tabloid"]
    plan = composed(code)
    sheet = sheet_in(design, made, copy_for(design), plan=plan)
    marks = list(sheet.pages[0])
    at = next(i for i, mark in enumerate(marks) if isinstance(mark, Text) and "星期" in mark.text)
    marks[at] = replace(marks[at], text=marks[at].text.replace("五", "六"))
    pdf = room.finished(replace(sheet, pages=(tuple(marks), *sheet.pages[1:])))

    report = verify(pdf, plan, room.items(), TABLOID, sheet.furniture)

    assert [fault.code for fault in report.faults] == ["furniture"]
    assert "六" in str(report.faults[0])


def test_a_page_in_one_ink_leaves_white_type_white():
    sheet = sheet_in(design_of("bulletin"), FORMATS["a4"], FULL)
    black = in_inks(sheet, {1: "black"})

    inks = {getattr(mark, "ink", "black") for mark in black.pages[0]}
    assert inks == {"black", "paper"}


def test_the_name_set_in_type_gives_way_to_a_drawing():
    art = read_art(ART.encode())
    for design, made in product(DESIGNS.values(), FORMATS.values()):
        copy = copy_for(design)
        marks = sheet_in(design, made, copy, art=art).furniture[0]
        drawn = [mark for mark in marks if isinstance(mark, Drawing)]
        points = [(m.x + x, m.y + y) for m in drawn for step in m.path for x, y in step[1:]]
        assert {mark.ink for mark in drawn} == {"black", "red"}
        assert all(0 < x - made.grid.left + 1 < made.grid.type_width + 1 for x, _y in points)
        assert not any(mark.text == copy.name and mark.size > 20 for mark in texts(marks))


@pytest.mark.parametrize("code", DESIGNS)
@pytest.mark.parametrize("standard", ["web", "archive"])
def test_a_design_can_be_read_on_a_screen(code, standard):
    design, made, plan = design_of(code), FORMATS["tabloid"], composed(code)
    copy = copy_for(design)
    sheet = sheet_in(design, made, copy, plan=plan)
    pages = Pages(sheet, plan, room.items(), TABLOID, copy, folios_of(plan, copy))

    pdf = reading_pdf(pages, room.painter(), room.HERE, standard=standard, timestamp=0)
    first, *_inner, last = reading_order(pages)

    assert [str(fault) for fault in read_back(pdf, pages).faults] == []
    assert [bare(words_of(p)) for p in first if p.kind == "h1"] == [copy.name]
    [title] = [words_of(p) for p in last if p.kind == "h1"]
    assert "综合" in title
    assert "地址" not in title
    assert any("地址" in words_of(p) for p in last if p.kind == "p")


def words_of(passage):
    return "".join(getattr(mark, "text", "") for mark in passage.marks)
