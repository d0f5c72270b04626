"""Drop initials: deep as two or three lines, the copy beside them narrower, nothing lost."""

from dataclasses import replace
from random import Random

import pytest

from newsroom.copydesk.story import Block, Story
from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID
from newsroom.layout.initials import initial_of, initial_size
from newsroom.layout.plan import page_as_json, page_from_json
from newsroom.layout.threads import set_copy
from tests.layout.composing import compose, modules_of, plain_story, type_book
from tests.layout.stories import make_edition, make_item

MANY = "市民来了许多，" * 20


def set_with(story, lines):
    return set_copy(story, 13, type_book(), initial=initial_of(lines, TABLOID))


@pytest.mark.parametrize("lines", [2, 3])
def test_as_many_lines_as_it_is_deep_stand_beside_an_initial(lines):
    copy = set_with(plain_story(12), lines)

    beside = [line for line in copy.lines if line.left_em]

    assert copy.dropped == lines
    assert beside == list(copy.lines[:lines])
    assert [line.initial for line in beside] == ["新", *[""] * (lines - 1)]
    assert all(line.left_em + line.measure_em == 13 for line in beside)
    assert beside[0].left_em * 9 >= initial_size(lines, TABLOID)


def test_an_initial_takes_no_character_from_the_story():
    story = make_item(Random(3), "s", "normal").story

    copy = set_with(story, 3)

    assert "".join(line.initial + line.text for line in copy.lines) == story.text


@pytest.mark.parametrize("text", ["“新馆今天开门。”" + MANY, "一句话新闻。", "2026年，" + MANY])
def test_a_mark_a_figure_or_a_short_paragraph_gets_no_initial(text):
    copy = set_with(Story("题", (Block(text),)), 2)

    assert copy.dropped == 0
    assert copy.lines[0].indent_em == 2


def test_an_initial_that_cannot_be_set_is_told():
    items = [replace(make_item(Random(3), "s", "lead", characters=600), drop_initial=2)]
    item = replace(items[0], story=Story("题", (Block("2026年，" + MANY * 4),)))

    plan = compose([item])

    assert "wish_not_kept:initial:s" in plan.pages[0].violations


@pytest.mark.parametrize(("wished", "lines"), [(1, 2), (2, 2), (3, 3), (9, 3)])
def test_an_initial_is_two_or_three_lines_deep(wished, lines):
    initial = initial_of(wished, TABLOID)

    assert initial is not None
    assert initial.lines == lines
    assert initial_of(0, TABLOID) is None


def test_a_page_with_initials_is_right_and_survives_being_stored():
    items = make_edition(7, 2)[:12]
    items[2] = replace(items[2], drop_initial=2)
    items[7] = replace(items[7], drop_initial=3, broken_columns=True)

    plan = compose(items, 2)

    assert check_plan(plan, items, TABLOID, type_book()) == []
    for number, lines in ((2, 2), (7, 3)):
        _page, module = modules_of(plan, items[number].id)[0]
        first, below = module.legs[:2]
        assert first.lines[0].initial == items[number].story.text[0]
        assert len(first.lines) == lines
        assert below.row == first.row + lines
        assert first.left(TABLOID) > below.left(TABLOID)
    assert [page_from_json(page_as_json(page)) for page in plan.pages] == list(plan.pages)
