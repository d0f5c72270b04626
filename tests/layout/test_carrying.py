"""A story let go on to another page by hand, brought back, and set again with newer copy."""

from dataclasses import replace

import pytest

from newsroom.layout.carrying import Stage, carried, lines_of, stages_of
from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID
from newsroom.layout.plan import EditionPlan
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import Setting
from tests.benchmarks.changes import stretched
from tests.layout.composing import type_book
from tests.layout.test_changes import edition

LONG = 40  # lines


def standing():
    items, plan = edition()
    pages = {page.number: page for page in plan.pages}
    return {item.id: item for item in items}, pages, ShapeBook(Setting(TABLOID, type_book()))


def long_story(pages):
    """A story of page 1 that is worth turning a page for, not the lead."""
    return next(m for m in pages[1].modules[1:] if lines_of(m) >= LONG)


def faults(pages, items):
    _items, plan = edition()
    whole = EditionPlan(tuple(pages[number] for number in sorted(pages)), plan.overset)
    return check_plan(whole, tuple(items.values()), TABLOID, type_book())


def let_go(lines):
    items, pages, book = standing()
    id = long_story(pages).item_id
    stages = [Stage(1, lines), Stage(2)]
    return id, carried(pages, items[id], stages, items, book, opens=True), items, pages, book


@pytest.mark.parametrize("share", [0.5, 0.8])
def test_a_story_goes_on_near_the_line_asked_for_and_nothing_is_lost(share):
    _items, pages, _book = standing()
    lines = round(share * lines_of(long_story(pages)))

    id, found, items, pages, _book = let_go(lines)

    assert found, found.reason
    after = pages | dict(found.pages)
    first, second = stages_of(after, id)
    assert (first.page, second.page) == (1, 2)
    assert abs(first.lines - lines) <= 8
    assert faults(after, items) == []
    jump = next(m for m in after[1].modules if m.item_id == id)
    assert jump.jump_to == 2
    assert next(m for m in after[2].modules if m.item_id == id).jump_from == 1


def test_a_jump_ends_a_sentence():
    items, pages, book = standing()
    id = long_story(pages).item_id
    text = items[id].story.blocks

    found = carried(pages, items[id], [Stage(1, 25), Stage(2)], items, book)

    end = next(m for m in found.pages[1].modules if m.item_id == id).text_to
    before = text[end.block].text[end.offset - 1] if end.offset else text[end.block - 1].text[-1]
    assert before in "。！？”"


def test_a_story_brought_back_stands_whole_and_leaves_its_other_place_open():
    id, found, items, pages, book = let_go(30)
    after = pages | dict(found.pages)

    back = carried(after, items[id], [Stage(1)], items, book)

    again = after | dict(back.pages)
    assert [stage.page for stage in stages_of(again, id)] == [1]
    assert again[2].open_areas
    assert faults(again, items) == []


def test_newer_copy_is_set_on_every_page_of_a_story_that_goes_on():
    id, found, items, pages, book = let_go(30)
    after = pages | dict(found.pages)
    newer = items | {id: stretched(items[id], 4)}

    settled = carried(after, newer[id], stages_of(after, id), newer, book)

    assert settled, settled.reason
    again = after | dict(settled.pages)
    assert [stage.page for stage in stages_of(again, id)] == [1, 2]
    assert faults(again, newer) == []


def test_copy_cut_down_to_a_few_lines_goes_on_no_more():
    id, found, items, pages, book = let_go(30)
    after = pages | dict(found.pages)
    short = stretched(items[id], 4).story.blocks[-1]
    newer = items | {id: replace(items[id], story=replace(items[id].story, blocks=(short,)))}
    newer[id] = replace(
        newer[id], story=replace(newer[id].story, blocks=(replace(short, text=short.text[:150]),))
    )

    settled = carried(after, newer[id], stages_of(after, id), newer, book, opens=True)

    assert settled, settled.reason
    assert [stage.page for stage in stages_of(after | dict(settled.pages), id)] == [1]


def test_a_page_without_room_says_how_much_is_over():
    items, pages, book = standing()
    id = max(pages[1].modules, key=lines_of).item_id
    crowded = {**items}
    for module in pages[2].modules:
        crowded[module.item_id] = stretched(items[module.item_id], 12)

    found = carried(pages, items[id], [Stage(1, 12), Stage(2)], crowded, book)

    assert not found
    assert getattr(found.reason, "values", {}).get("page") == 2
