import time
from dataclasses import replace
from random import Random

import pytest

from newsroom.copydesk.story import Block, Story
from newsroom.layout.check import check_plan
from newsroom.layout.compose import compose_edition
from newsroom.layout.geometry import TABLOID, PageGrid
from newsroom.layout.plan import START, CopyItem, page_as_json, page_from_json
from newsroom.layout.threads import ENGLISH
from tests.layout.composing import compose, modules_of, plain_story, real_issue, type_book
from tests.layout.stories import make_edition, make_item, make_photo, make_story


def faults(plan, items, grid=TABLOID):
    return check_plan(plan, items, grid, type_book())


def headline_size(module):
    return max((line.size_pt for line in module.head if line.role == "headline"), default=0)


@pytest.fixture(scope="module")
def edition():
    items = make_edition(3, 4)
    return items, compose(items, 4)


def test_an_edition_of_four_pages_is_right_and_broken_by_no_rule(edition):
    items, plan = edition

    assert len(items) == 28
    assert faults(plan, items) == []
    assert plan.overset == ()
    assert [page.violations for page in plan.pages] == [()] * 4


def test_the_lead_stands_top_left_of_page_one_under_the_largest_headline(edition):
    items, plan = edition

    first = plan.pages[0].modules[0]

    assert (first.item_id, first.area.column, first.area.row) == (items[0].id, 0, 14)
    assert headline_size(first) > max(headline_size(m) for m in plan.pages[0].modules[1:])


def test_every_page_has_a_lead_of_its_own(edition):
    _items, plan = edition

    for page in plan.pages:
        lead, *others = sorted(page.modules, key=lambda m: (m.area.row, m.area.column))
        assert (lead.area.row, lead.area.column) == (page.first_row, 0)
        assert headline_size(lead) >= 1.25 * max(map(headline_size, others))


def test_headlines_side_by_side_differ_by_size_face_or_frame(edition):
    _items, plan = edition
    pairs = 0
    for page in plan.pages:
        for a in page.modules:
            for b in page.modules:
                beside = a.area.right == b.area.column
                level = a.area.row < b.area.row + b.head_rows
                if beside and level and b.area.row < a.area.row + a.head_rows:
                    pairs += 1
                    small, large = sorted((headline_size(a), headline_size(b)))
                    faces = {m.head[0].font for m in (a, b)}
                    assert large >= 1.3 * small or len(faces) == 2 or a.boxed != b.boxed
    assert pairs


def test_the_white_is_shared_out(edition):
    _items, plan = edition

    for page in plan.pages:
        assert page.blank_rows <= 0.08 * 5 * (75 - page.first_row)


def test_the_same_copy_and_seed_give_the_same_plan(edition):
    items, plan = edition

    assert compose(items, 4) == plan


def test_a_page_survives_being_stored(edition):
    _items, plan = edition

    assert [page_from_json(page_as_json(page)) for page in plan.pages] == list(plan.pages)


@pytest.mark.parametrize("number", [8, 12, 30])
def test_a_lead_with_far_too_many_pictures_stands_with_those_that_leave_it_room(number):
    lead, *others = make_edition(4, 1)
    photos = tuple(make_photo(Random(n), f"p{n}") for n in range(number))
    items = [replace(lead, photos=photos), *others[:3]]
    plan = compose(items, 1)
    [front] = plan.pages
    shown = {photo.photo_id for module in front.modules for photo in module.photos}
    told = {name for name in front.violations if name.startswith("photo_left_out")}

    assert {m.item_id for m in front.modules} == {item.id for item in items}
    assert shown & {photo.id for photo in photos}
    assert told == {f"photo_left_out:{photo.id}" for photo in photos if photo.id not in shown}
    assert faults(plan, items) == []


def test_it_does_not_take_long(edition):
    items, _plan = edition
    began = time.process_time()

    compose(items, 4, seed=5)

    assert time.process_time() - began < 12  # half of this is usual


def test_without_a_page_count_there_are_as_few_pages_as_hold_the_copy():
    items = make_edition(1, 1)

    plan = compose(items)

    assert faults(plan, items) == []
    assert plan.overset == ()
    assert len(plan.pages) == 2  # nameplate, two photos and seven stories are more than one page


def test_the_real_issue_fills_two_pages_evenly():
    items = real_issue()
    began = time.process_time()

    plan = compose(items, 2)

    assert time.process_time() - began < 6  # a quarter of this is usual
    assert faults(plan, items) == []
    assert plan.overset == ()
    assert plan.pages[0].modules[0].item_id == "2"
    assert all(page.blank_rows < 30 for page in plan.pages)


@pytest.mark.parametrize("share", [0.5, 0.75])
def test_a_short_edition_ends_even_on_every_page(share):
    items = make_edition(2, 2)
    items = items[: int(len(items) * share)]

    plan = compose(items, 2)

    assert faults(plan, items) == []
    assert plan.overset == ()


def test_a_single_brief_still_makes_a_page():
    items = [CopyItem("s", plain_story(9), "brief")]

    plan = compose(items, 1)

    assert faults(plan, items) == []
    (page,) = plan.pages
    assert page.violations == (f"page_thin:{5 * page.thin_rows}",)


def test_pages_without_a_story_say_so():
    plan = compose([CopyItem("s", plain_story(60))], 2)

    assert [page.violations for page in plan.pages][1] == ("page_empty",)
    assert compose([]).pages == ()
    assert compose([], 1).pages[0].violations == ("page_empty",)


def test_a_story_stays_on_the_page_it_is_pinned_to():
    items = [replace(item, page=2 if n in (1, 5) else None)
             for n, item in enumerate(make_edition(4, 2))]  # fmt: skip

    plan = compose(items, 3)

    assert faults(plan, items) == []
    for item in (items[1], items[5]):
        assert modules_of(plan, item.id)[0][0] == 2


def crowded_front_page():
    """Page 1 is given more than it holds; page 2 has room."""
    rng = Random(8)
    kinds = [("lead", 1200), ("major", 1100), ("major", 1000), ("normal", 500)]
    items = [
        make_item(rng, f"s{n}", kind, page=1, characters=c) for n, (kind, c) in enumerate(kinds)
    ]
    return items + [make_item(rng, f"t{n}", "normal", page=2) for n in range(6)]


def test_a_full_page_jumps_a_story_to_a_later_one():
    items = crowded_front_page()

    plan = compose(items, 2)

    assert faults(plan, items) == []
    kept = [m for m in plan.pages[0].modules if m.jump_to]
    assert kept
    for module in kept:
        lines = [line for leg in module.legs for line in leg.lines]
        (_page, rest) = modules_of(plan, module.item_id)[1]
        assert lines[-1].text == "（下转第二版）"
        assert lines[-2].text[-1] in "。！？”"
        assert len(lines) - 1 >= 8
        assert rest.jump_from == 1
        assert "（上接第一版）" in [line.text for line in rest.head if line.role == "origin"]
        assert headline_size(rest) <= 16
        assert (rest.area.row, rest.area.column) != (plan.pages[1].first_row, 0)


def test_a_story_that_may_not_jump_does_not():
    items = [replace(item, may_jump=False) for item in crowded_front_page()]

    plan = compose(items, 2)

    assert faults(plan, items) == []
    assert not any(m.jump_to for page in plan.pages for m in page.modules)
    assert plan.overset


def test_an_english_paper_jumps_in_english():
    plan = compose(crowded_front_page(), 2, wording=ENGLISH)

    lines = [line.text for m in plan.pages[0].modules for leg in m.legs for line in leg.lines]
    assert "Continued on page 2" in lines


def test_what_does_not_fit_is_told_with_figures():
    items = make_edition(5, 2)

    plan = compose(items, 1)

    assert faults(plan, items) == []
    assert plan.overset
    for overset in plan.overset:
        story = next(item.story for item in items if item.id == overset.item_id)
        assert overset.lines_over > 0
        assert overset.told.startswith(f"“{story.headline}”: {overset.lines_over} lines (about ")
    assert {o.item_id for o in plan.overset if o.from_position == START}


def test_a_runaway_story_is_overset_and_nothing_hangs():
    items = [CopyItem("s", Story("没有尽头的稿件", (Block("长" * 200_000),)))]
    began = time.process_time()

    plan = compose(items)

    assert time.process_time() - began < 20
    assert faults(plan, items) == []
    assert plan.overset[0].lines_over > 10_000


def test_every_photo_is_placed_with_its_story():
    rng = Random(6)
    items = make_edition(6, 2)[:9]
    photos = tuple(make_photo(rng, f"many{n}") for n in range(4))
    items[1] = replace(items[1], photos=photos)

    plan = compose(items, 2)

    assert faults(plan, items) == []
    shown = [photo.photo_id for page in plan.pages for m in page.modules for photo in m.photos]
    wanted = [photo.id for item in items for photo in item.photos]
    assert sorted(shown) == sorted(wanted)


def test_a_photo_no_page_can_hold_is_told():
    rng = Random(6)
    tall = replace(make_photo(rng, "tall"), aspect=9.0)
    items = [replace(item, photos=(tall,) if n == 2 else ())
             for n, item in enumerate(make_edition(6, 1))]  # fmt: skip

    plan = compose(items, 2)

    assert faults(plan, items) == []
    assert "photo_left_out:tall" in [v for page in plan.pages for v in page.violations]


def test_a_boxed_story_keeps_its_copy_off_the_frame():
    items = make_edition(7, 2)[:12]
    items[4] = replace(items[4], boxed=True)

    plan = compose(items, 2)

    assert faults(plan, items) == []
    ((_page, module),) = modules_of(plan, items[4].id)
    foot = module.area.bottom - (1 if module.rule_below else 0)
    assert max(leg.row + len(leg.lines) for leg in module.legs) <= foot - 1
    assert module.head[0].top_pt >= TABLOID.leading_pt


def test_thirteen_stories_fit_one_page():
    rng = Random(11)
    kinds = [("lead", 700), ("normal", 300)] + [("brief", 90)] * 11
    items = [make_item(rng, f"s{n}", kind, characters=c) for n, (kind, c) in enumerate(kinds)]

    plan = compose(items, 1)

    assert faults(plan, items) == []
    assert plan.overset == ()
    assert len(plan.pages[0].modules) == 13


def test_a_page_of_another_format_is_composed_too():
    a4 = PageGrid(210, 297, 3, 18, 2, 50, 9, 14, 18)
    items = [make_item(Random(n), f"s{n}", kind)
             for n, kind in enumerate(["lead", "normal", "brief", "brief"])]  # fmt: skip
    plan = compose_edition(items, a4, type_book(), nameplate_rows=9, folio_rows=3)

    assert faults(plan, items, a4) == []
    assert plan.overset == ()


def test_a_headline_level_the_editor_asks_for_is_kept():
    items = make_edition(9, 1)
    items[5] = replace(items[5], headline_level=2)

    plan = compose(items, 2)

    assert modules_of(plan, items[5].id)[0][1].headline_level in (1, 2)


def test_stories_that_only_differ_in_id_are_all_placed():
    story = make_story(Random(1), 400)
    items = [CopyItem(f"s{n}", story) for n in range(6)]

    plan = compose(items, 1)

    assert faults(plan, items) == []
