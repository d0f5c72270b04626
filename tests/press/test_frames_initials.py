"""Drop initials on paper: the file reads back with them, and without them it does not."""

from dataclasses import replace
from functools import lru_cache
from random import Random

from newsroom.layout.geometry import TABLOID
from newsroom.press.marks import Text
from newsroom.press.verify import verify
from tests.layout.composing import compose, modules_of
from tests.layout.stories import make_item
from tests.press import press_room as room


@lru_cache(maxsize=1)
def edition():
    items = [make_item(Random(n), f"s{n}", "normal") for n in range(6)]
    first = next(n for n, item in enumerate(items) if n and item.story.text[0].isalpha())
    items[first] = replace(items[first], drop_initial=3)
    plan = compose(items)
    sheet = room.sheet_of(plan)
    return items[first], items, plan, sheet, room.finished(sheet)


def test_the_file_reads_back_as_planned():
    _item, items, plan, _sheet, pdf = edition()

    assert verify(pdf, plan, items, TABLOID).faults == ()


def test_an_initial_is_as_deep_as_the_lines_beside_it():
    item, _items, plan, sheet, _pdf = edition()
    page, module = modules_of(plan, item.id)[0]

    (initial,) = [m for m in sheet.pages[page - 1]
                  if isinstance(m, Text) and m.text == item.story.text[0]]  # fmt: skip

    top, foot = TABLOID.y_of(module.legs[0].row), TABLOID.y_of(module.legs[1].row)
    assert (initial.y, initial.y + initial.size) == (top, foot - 4.5)


def test_another_initial_is_found():
    item, items, plan, _sheet, pdf = edition()

    def changed(leg):
        first = replace(leg.lines[0], initial="错") if leg.lines[0].initial else leg.lines[0]
        return replace(leg, lines=(first, *leg.lines[1:]))

    pages = tuple(
        replace(
            page,
            modules=tuple(replace(m, legs=tuple(map(changed, m.legs))) for m in page.modules),
        )
        for page in plan.pages
    )

    faults = verify(pdf, replace(plan, pages=pages), items, TABLOID).faults
    assert [fault.code for fault in faults] == ["line"]
    assert item.story.text[0] in str(faults[0])
