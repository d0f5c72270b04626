"""The checker finds what is wrong: each test spoils one thing in a page that is right."""

from dataclasses import replace
from random import Random

import pytest

from newsroom.copydesk.story import Position
from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID
from newsroom.layout.plan import Overset
from tests.layout.composing import compose, type_book
from tests.layout.stories import make_item, make_photo


@pytest.fixture(scope="module")
def right():
    rng = Random(2)
    kinds = ["lead", "normal", "normal", "brief"]
    photos = [(make_photo(rng, "p"),), (), (), ()]
    items = [make_item(rng, f"s{n}", kind, photos=pictures)
             for n, (kind, pictures) in enumerate(zip(kinds, photos, strict=True))]  # fmt: skip
    plan = compose(items, 1)
    assert plan.overset == ()
    return items, plan


def spoiled(plan, change, item_id="s0"):
    page = plan.pages[0]
    modules = tuple(change(m) if m.item_id == item_id else m for m in page.modules)
    return replace(plan, pages=(replace(page, modules=modules),))


def faults(plan, items):
    return " ".join(check_plan(plan, items, TABLOID, type_book()))


def with_line(module, at, **changes):
    """The module with one line of its first leg changed."""
    leg = module.legs[0]
    lines = list(leg.lines)
    lines[at] = replace(lines[at], **changes)
    return replace(module, legs=(replace(leg, lines=tuple(lines)), *module.legs[1:]))


def test_a_right_plan_has_no_faults(right):
    items, plan = right

    assert check_plan(plan, items, TABLOID, type_book()) == []


def test_a_module_taken_away_leaves_a_hole_and_a_story_lost(right):
    items, plan = right
    page = plan.pages[0]

    found = faults(replace(plan, pages=(replace(page, modules=page.modules[1:]),)), items)

    assert "belong to no module" in found
    assert f"Story {page.modules[0].item_id}: it is neither placed nor overset." in found


def test_a_module_moved_overlaps_or_leaves_the_page(right):
    items, plan = right

    found = faults(
        spoiled(plan, lambda m: replace(m, area=replace(m.area, row=m.area.row + 60))), items
    )

    assert "belong to two modules" in found
    assert "outside the type area" in found
    assert "runs out of its module" in found


def test_a_leg_over_a_picture_is_found(right):
    items, plan = right

    def move(module):
        leg = module.legs[0]
        area = module.photos[0].area
        return replace(module, legs=(replace(leg, column=area.column), *module.legs[1:]))

    assert "overlap" in faults(spoiled(plan, move), items)


def test_a_line_lost_or_printed_twice_is_found(right):
    items, plan = right

    def lose(module):
        leg = module.legs[0]
        return replace(module, legs=(replace(leg, lines=leg.lines[1:]), *module.legs[1:]))

    def double(module):
        leg = module.legs[0]
        lines = (leg.lines[0], *leg.lines[:-1])
        return replace(module, legs=(replace(leg, lines=lines), *module.legs[1:]))

    assert "out of order" in faults(spoiled(plan, lose), items)
    assert "out of order" in faults(spoiled(plan, double), items)


def test_a_wrong_character_is_found(right):
    items, plan = right

    changed = spoiled(plan, lambda m: with_line(m, 2, text="错" * 13))

    assert "is not what the story says there" in faults(changed, items)


def test_copy_that_stops_early_is_found_unless_it_is_overset(right):
    items, plan = right

    changed = spoiled(plan, lambda m: replace(m, text_to=Position(0, 5)))

    assert "its lines end at" in faults(changed, items)
    assert "it ends at" in faults(changed, items)


def test_an_overset_that_is_not_true_is_found(right):
    items, plan = right

    changed = replace(plan, overset=(Overset("s1", 3, Position(0, 4)),))

    assert "Story s1: it ends at" in faults(changed, items)


def test_a_byline_lost_is_found(right):
    items, plan = right

    def unsigned(module):
        legs = []
        for leg in module.legs:
            lines = tuple(replace(line, tail="") for line in leg.lines if line.style != "byline")
            legs.append(replace(leg, lines=lines))
        return replace(module, legs=tuple(legs))

    assert "its byline is printed as []" in faults(spoiled(plan, unsigned), items)


def test_a_line_too_wide_for_the_column_is_found(right):
    items, plan = right

    changed = spoiled(plan, lambda m: with_line(m, 1, text="宽" * 15))

    assert "wider than the column" in faults(changed, items)


def test_a_headline_too_wide_or_too_near_the_copy_is_found(right):
    items, plan = right

    def grow(module):
        head = tuple(replace(line, text=line.text * 5) for line in module.head)
        return replace(module, head=head)

    def sink(module):
        head = tuple(replace(line, top_pt=line.top_pt + 30) for line in module.head)
        return replace(module, head=head)

    assert "wider than its module" in faults(spoiled(plan, grow), items)
    assert "less than one baseline" in faults(spoiled(plan, sink), items)


def test_legs_that_do_not_end_level_are_found(right):
    items, plan = right

    def uneven(module):
        leg = module.legs[0]
        return replace(module, legs=(replace(leg, lines=leg.lines[:-3]), *module.legs[1:]))

    assert "do not end level" in faults(spoiled(plan, uneven), items)


def test_a_rule_at_the_foot_of_the_page_is_found(right):
    items, plan = right

    changed = spoiled(plan, lambda m: replace(m, rule_below=not m.rule_below))

    assert "if and only if it does not reach the foot" in faults(changed, items)


def test_a_jump_to_nowhere_is_found(right):
    items, plan = right

    found = faults(spoiled(plan, lambda m: replace(m, jump_to=2)), items)

    assert "it jumps from page 1 to nowhere" in found
    assert "has no jump line" in found


def test_an_unknown_story_is_found(right):
    items, plan = right

    assert "unknown stories: s3" in faults(plan, items[:3])
