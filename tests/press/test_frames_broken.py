"""Broken columns on paper: copy, caption and rules stand where they were planned."""

import tempfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest

from newsroom.layout.geometry import TABLOID
from newsroom.press.marks import Rule
from newsroom.press.pictures import prepare_picture
from newsroom.press.rules import COLUMN_RULE
from newsroom.press.sheet import build_sheet, picture_size
from newsroom.press.verify import verify
from tests.layout.composing import compose, modules_of, type_book
from tests.layout.stories import make_item
from tests.press import illustrated
from tests.press import press_room as room


@lru_cache(maxsize=1)
def edition():
    items = [make_item(Random(n), f"s{n}", "normal") for n in range(5)]
    items[1] = replace(items[1], broken_columns=True, boxed=True, photos=(illustrated.COLOUR,))
    plan = compose(items)
    names = {"colour": "colour.jpg"}
    sheet = build_sheet(plan, TABLOID, type_book(), room.MASTHEAD, room.FOLIOS, names, title="试")
    (frame,) = modules_of(plan, "s1")[0][1].photos
    with tempfile.TemporaryDirectory() as folder:
        taken = illustrated.picture("RGB", (900, 600), (10, 90, 200))
        width, height = picture_size(frame, TABLOID)
        made = prepare_picture(taken, width_pt=width, height_pt=height)
        (Path(folder) / "colour.jpg").write_bytes(made)
        pdf = room.finished(sheet, pictures=Path(folder))
    return items, plan, sheet, pdf


def test_the_file_reads_back_as_planned():
    items, plan, _sheet, pdf = edition()

    assert verify(pdf, plan, items, TABLOID).faults == ()


def test_a_hairline_stands_in_the_middle_between_two_legs():
    _items, plan, sheet, _pdf = edition()
    page, module = modules_of(plan, "s1")[0]
    first = min(module.legs, key=lambda leg: leg.left(TABLOID))
    edge = first.left(TABLOID) + first.width(TABLOID)
    gap = min(leg.left(TABLOID) for leg in module.legs if leg.left(TABLOID) > edge) - edge

    rules = [m.x for m in sheet.pages[page - 1]
             if isinstance(m, Rule) and m.vertical and m.thickness == COLUMN_RULE]  # fmt: skip

    assert edge + gap / 2 in [pytest.approx(x) for x in rules]
