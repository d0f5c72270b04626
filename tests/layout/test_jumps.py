"""A story longer than a page goes over as many pages as it needs, each jump true."""

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from random import Random

from newsroom.copydesk.story import Block, Story
from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID
from newsroom.layout.jumps import settled_jumps
from newsroom.layout.paging import Load, deals
from newsroom.layout.plan import CopyItem
from newsroom.layout.shapes import Setting
from newsroom.layout.threads import cuts, set_copy
from tests.layout.composing import compose, modules_of, type_book
from tests.layout.stories import make_edition, make_item


@lru_cache(maxsize=1)
def long_edition():
    items = [make_item(Random(1), "long", "lead", characters=20_000), *make_edition(3, 1)[1:]]
    return items, compose(items)


def texts(module):
    return [line.text for leg in module.legs for line in leg.lines]


def test_a_story_of_20000_characters_goes_from_page_to_page():
    items, plan = long_edition()

    parts = modules_of(plan, "long")

    assert check_plan(plan, items, TABLOID, type_book()) == []
    assert plan.overset == ()
    assert len(parts) >= 5
    assert parts[0][0] == 1


def test_each_part_names_the_page_before_and_the_page_behind():
    numeral = dict(enumerate("一二三四五六七八九", start=1))
    _items, plan = long_edition()

    parts = modules_of(plan, "long")

    for (page, here), (after, there) in pairwise(parts):
        assert (here.jump_to, there.jump_from) == (after, page)
        assert texts(here)[-1] == f"（下转第{numeral[after]}版）"
        assert f"（上接第{numeral[page]}版）" in [line.text for line in there.head]


def test_each_part_ends_with_a_sentence_and_is_worth_a_place():
    _items, plan = long_edition()

    for _page, part in modules_of(plan, "long")[:-1]:
        lines = texts(part)
        assert lines[-2][-1] in "。！？”"
        assert len(lines) > 8


def test_the_other_stories_of_a_long_edition_all_stand():
    items, plan = long_edition()

    assert all(modules_of(plan, item.id) for item in items)
    assert [v for page in plan.pages for v in page.violations] == []


def test_a_text_without_sentences_is_cut_at_the_end_of_a_line():
    copy = set_copy(Story("题", (Block("长" * 2_000),)), 13, type_book())

    found = cuts(copy)

    assert found
    assert all(cut.rough for cut in found)
    assert all(cut.position.offset == copy.lines[cut.kept - 1].end for cut in found)


def test_a_line_is_no_place_for_a_cut_where_a_sentence_end_is_near():
    story = make_item(Random(2), "s", "lead", characters=1_500).story

    assert not any(cut.rough for cut in cuts(set_copy(story, 13, type_book())))


def test_a_story_that_is_a_book_is_refused_in_one_sentence_and_the_others_stand():
    book = CopyItem("book", Story("没有尽头的稿件", (Block("长句。" * 70_000),)))
    items = [*make_edition(3, 1), book]

    plan = compose(items)

    assert check_plan(plan, items, TABLOID, type_book()) == []
    assert [overset.item_id for overset in plan.overset] == ["book"]
    assert plan.overset[0].told == (
        "“没有尽头的稿件” has 210000 characters, more than 12 pages hold: "
        "print it in parts, or cut it."
    )
    assert len(plan.pages) <= 4


def test_the_pages_behind_a_long_story_are_kept_free_for_it():
    loads = [Load(900, "lead", flows=True)] + [Load(60, "normal")] * 8
    capacities = [300, 365, 365, 365]

    (best,) = deals(loads, capacities, Random(1), 1)

    others = [sum(60 for page in best[1:] if page == number) for number in range(4)]
    free = [whole - taken for whole, taken in zip(capacities, others, strict=True)]
    assert sum(free[best[0] :]) >= 900
    assert min(free) >= 0


def test_a_jump_follows_its_story_to_the_page_where_it_went_on():
    items, plan = long_edition()
    number, second = modules_of(plan, "long")[1]
    moved = replace(plan.pages[number - 1], number=9)
    pages = [moved if page.number == number else page for page in plan.pages]

    settled = settled_jumps(pages, Setting(TABLOID, type_book()))

    first = next(m for m in settled[0].modules if m.item_id == "long")
    assert (first.jump_to, texts(first)[-1]) == (9, "（下转第九版）")
    assert second.jump_from == 1
    assert items


def test_a_jump_to_nowhere_is_taken_back():
    _items, plan = long_edition()

    (alone,) = settled_jumps(plan.pages[:1], Setting(TABLOID, type_book()))

    assert next(m for m in alone.modules if m.item_id == "long").jump_to is None
