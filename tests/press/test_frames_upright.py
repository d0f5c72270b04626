"""Vertical headlines on paper: every character in its square, read from top to bottom."""

from dataclasses import replace
from functools import lru_cache
from random import Random

import pytest

from newsroom.layout.geometry import TABLOID
from newsroom.press.marks import Upright
from newsroom.press.reading import Pages, reading_order
from newsroom.press.verify import verify
from tests.layout.composing import compose, modules_of
from tests.layout.stories import make_item
from tests.press import press_room as room

HEADLINES = (
    "“两河三岸”让城更美（图）",
    "12万册藏书：5G阅览室年内启用！",
    "《老街》灯会、夜市，今晚开张",
    "2026年COVID-19门诊迁址",
)


@lru_cache(maxsize=4)
def edition(headline):
    items = [make_item(Random(n), f"s{n}", "normal") for n in range(5)]
    story = replace(items[2].story, headline=headline, kicker="第38届民俗节", deck="——票价不变")
    items[2] = replace(items[2], headline_direction="vertical", story=story)
    plan = compose(items)
    sheet = room.sheet_of(plan)
    return items, plan, sheet, room.finished(sheet)


@pytest.mark.parametrize("headline", HEADLINES)
def test_a_vertical_headline_reads_back_from_the_file(headline):
    items, plan, _sheet, pdf = edition(headline)

    assert any(line.direction == "vertical" for line in modules_of(plan, "s2")[0][1].head)
    assert verify(pdf, plan, items, TABLOID).faults == ()


def test_a_wrong_character_in_a_vertical_headline_is_found():
    items, plan, _sheet, pdf = edition(HEADLINES[0])

    def misread(module):
        head = tuple(replace(line, text=line.text.replace("城", "河")) for line in module.head)
        return replace(module, head=head)

    pages = tuple(
        replace(page, modules=tuple(misread(m) for m in page.modules)) for page in plan.pages
    )

    codes = [fault.code for fault in verify(pdf, replace(plan, pages=pages), items, TABLOID).faults]
    assert codes == ["head"]


def test_every_square_stands_inside_the_column_of_its_headline():
    _items, plan, sheet, _pdf = edition(HEADLINES[2])
    page, module = modules_of(plan, "s2")[0]
    left, right = TABLOID.x_of(module.area.column), TABLOID.x_of(module.area.column + 1)

    lines = [m for m in sheet.pages[page - 1] if isinstance(m, Upright)]

    assert lines
    for line in lines:
        assert left <= line.x
        assert line.x + line.size < right


def test_a_vertical_headline_is_read_aloud_as_one_heading():
    items, plan, sheet, _pdf = edition(HEADLINES[3])
    pages = Pages(sheet, plan, tuple(items), TABLOID, room.MASTHEAD, room.FOLIOS)

    headings = [p.text for page in reading_order(pages) for p in page if p.kind == "h2"]

    assert any(heading.replace(" ", "") == HEADLINES[3] for heading in headings)
