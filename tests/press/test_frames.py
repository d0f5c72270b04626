"""Frames and tints as they are painted, and read back from the file."""

from dataclasses import replace
from functools import lru_cache
from random import Random

import pikepdf
import pytest

from newsroom.layout.geometry import TABLOID, Area
from newsroom.layout.plan import Module
from newsroom.press.frames import FRAMES, box_frame, box_tint
from newsroom.press.marks import Tint
from newsroom.press.verify import verify
from tests.layout.composing import compose
from tests.layout.stories import make_item
from tests.press import press_room as room


@lru_cache(maxsize=1)
def boxed_edition():
    items = [make_item(Random(n), f"s{n}", "normal") for n in range(6)]
    items[2] = replace(items[2], boxed=True, frame="thick_thin")
    items[3] = replace(items[3], tint=10)
    plan = compose(items)
    sheet = room.sheet_of(plan)
    return items, plan, sheet, room.finished(sheet)


def box(**changes):
    area = Area(1, 10, 2, 12)
    return Module("s", "story", area, 4, (), (), boxed=True, **changes)


@pytest.mark.parametrize("style", FRAMES)
def test_every_rule_of_a_frame_stands_inside_the_gutters_and_off_the_copy(style):
    marks = box_frame(box(frame=style), TABLOID)

    assert len(marks) == len(FRAMES[style])
    for mark in marks:
        half = mark.thickness / 2
        assert TABLOID.x_of(1) - TABLOID.gutter / 2 < mark.x - half
        assert mark.x + half < TABLOID.x_of(1)
        assert mark.thickness >= 0.3


def test_the_thick_rule_of_a_frame_lies_outside_the_thin_one():
    thick, thin = box_frame(box(frame="thick_thin"), TABLOID)

    assert thick.thickness > thin.thickness
    assert (thick.x, thick.y) < (thin.x, thin.y)
    assert thick.width > thin.width


def test_a_tint_without_a_frame_has_no_rule():
    assert box_frame(box(frame="", tint=10), TABLOID) == []
    (tint,) = box_tint(box(frame="", tint=10), TABLOID)
    assert tint.percent == 10


def test_a_box_at_the_foot_of_the_page_ends_level_with_the_copy_beside_it():
    at_foot = replace(box(rule_below=False), area=Area(1, 63, 2, 12))

    (frame,) = box_frame(at_foot, TABLOID)

    assert frame.y + frame.height == pytest.approx(TABLOID.y_of(75) - 4.5)


def test_tints_are_painted_before_all_that_stands_on_them():
    _items, _plan, sheet, _pdf = boxed_edition()

    (page,) = [marks for marks in sheet.pages if any(isinstance(m, Tint) for m in marks)]
    first_story = next(i for i, m in enumerate(page) if m.as_json()["t"] == "copy")

    assert next(i for i, m in enumerate(page) if isinstance(m, Tint)) < first_story


def test_the_file_with_boxes_reads_back_as_planned():
    items, plan, _sheet, pdf = boxed_edition()

    assert verify(pdf, plan, items, TABLOID).faults == ()


def test_a_tint_is_a_share_of_black_alone(tmp_path):
    _items, _plan, _sheet, pdf = boxed_edition()
    (tmp_path / "a.pdf").write_bytes(pdf)

    with pikepdf.open(tmp_path / "a.pdf") as file:
        inks = {
            tuple(round(float(value), 3) for value in step.operands)
            for page in file.pages
            for step in pikepdf.parse_content_stream(page, "k")
        }

    (tint,) = inks - {(0, 0, 0, 1), (0, 1, 1, 0)}
    assert tint == pytest.approx((0, 0, 0, 0.1), abs=0.003)  # the painter counts in 255 steps
