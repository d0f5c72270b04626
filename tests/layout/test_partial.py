"""Some pages composed anew, the others left as they are: line for line, jumps and all."""

from dataclasses import replace

import pytest

from newsroom.layout.check import check_plan
from newsroom.layout.compose import Composer
from newsroom.layout.fitting import Kept
from newsroom.layout.geometry import TABLOID
from newsroom.layout.partial import Held, PartComposer
from newsroom.layout.plan import CopyItem
from newsroom.layout.remedies import remedies
from newsroom.layout.remedy import Offer
from newsroom.layout.shapes import Setting
from newsroom.layout.threads import CHINESE
from tests.layout.composing import (
    FOLIO_ROWS,
    NAMEPLATE_ROWS,
    compose,
    modules_of,
    plain_story,
    type_book,
)

LENGTHS = {1: (150, 90, 70), 2: (80, 70, 60, 50), 3: (90, 70, 50)}


def stories():
    """Three pages; the lead is too long for the first and may go on."""
    return [
        CopyItem(
            f"{page}-{number}",
            plain_story(lines, headline=f"渡船复航第{page}{number}班今日开"),
            "lead" if (page, number) == (1, 0) else "normal",
            may_jump=(page, number) == (1, 0),
            page=page,
        )
        for page, all_lines in LENGTHS.items()
        for number, lines in enumerate(all_lines)
    ]


@pytest.fixture(scope="module")
def edition():
    items = stories()
    plan = compose(items, 3)
    assert plan.overset == ()
    assert [number for number, _module in modules_of(plan, "1-0")] == [1, 3]
    return items, plan


def composer(items, plan, open_pages, count=3):
    held = Held(plan.pages, frozenset(open_pages), count)
    setting = Setting(TABLOID, type_book(), CHINESE)
    return PartComposer(items, setting, Kept(NAMEPLATE_ROWS, FOLIO_ROWS), 0, held)


def recomposed(items, plan, open_pages, count=3):
    return composer(items, plan, open_pages, count).composed(None)


def with_story(items, id, **facts):
    return [replace(item, **facts) if item.id == id else item for item in items]


@pytest.mark.parametrize("open_pages", [{1}, {2}, {3}, {1, 2}, {1, 3}, {2, 3}])
def test_pages_that_are_held_stay_line_for_line_and_every_jump_still_leads_on(edition, open_pages):
    items, plan = edition
    items = with_story(items, "2-2", story=plain_story(58)) if 2 in open_pages else items

    new = recomposed(items, plan, open_pages)

    for before, after in zip(plan.pages, new.pages, strict=True):
        assert after == before or before.number in open_pages
    assert new.overset == ()
    assert list(check_plan(new, items, TABLOID, type_book())) == []


def test_a_story_added_to_one_page_changes_that_page_alone(edition):
    items, _plan = edition
    short = with_story(items, "3-1", story=plain_story(40))
    before = compose(short, 3)
    items = [*short, CopyItem("new", plain_story(20), "brief", may_jump=False, page=3)]

    new = recomposed(items, before, {3})

    assert new.pages[:2] == before.pages[:2]
    assert [number for number, _module in modules_of(new, "new")] == [3]


def test_a_story_wanted_on_a_held_page_waits_and_is_told(edition):
    items, plan = edition
    new = CopyItem("new", plain_story(20), "brief", page=2)

    [over] = recomposed([*items, new], plan, {1}).overset

    assert (over.item_id, over.page) == ("new", 2)
    assert "unlock" in over.told


def test_a_free_story_goes_to_an_open_page(edition):
    items, plan = edition
    items = [*items, CopyItem("new", plain_story(20), "brief", may_jump=False)]

    new = recomposed(items, plan, {3, 4}, count=4)

    assert {number for number, _module in modules_of(new, "new")} <= {3, 4}
    assert new.pages[:2] == plan.pages[:2]


def test_a_page_that_cannot_hold_what_goes_on_there_is_named(edition):
    items, plan = edition
    more = [CopyItem(f"new-{n}", plain_story(30), may_jump=False, page=3) for n in range(4)]
    items = [*with_story(items, "3-1", story=plain_story(30)), *more]
    held = Held(plan.pages, frozenset({3}), 3)

    crowded = held.crowded(recomposed(items, plan, {3}))

    assert crowded is not None
    assert crowded.item_id == "1-0"


def test_a_changed_story_on_open_and_held_pages_is_torn(edition):
    _items, plan = edition

    assert Held(plan.pages, frozenset({1}), 3).torn({"1-0", "2-0"}) == {"1-0": [3]}
    assert Held(plan.pages, frozenset({1, 3}), 3).torn({"1-0"}) == {}


def test_remedies_are_tried_with_the_held_pages_in_place(edition):
    items, plan = edition
    items = with_story(items, "3-1", story=plain_story(130))
    part = composer(items, plan, {3})
    new = part.composed(None)
    assert new.overset

    for remedy in remedies(part, Offer(tuple(items)), new):
        assert remedy.kind in ("cut", "drop", "jump")
        assert remedy.item_id.startswith("3-")


def test_whether_a_page_holds_stories_is_asked_of_the_open_page_itself(edition):
    items, plan = edition
    part = composer(items, plan, {2, 3})
    part._ways(2)
    numbers = [number for number, item in enumerate(part.items) if item.page == 2]

    assert part._holds(0, numbers)  # the first of the open pages
    assert not Composer._holds(part, 0, numbers)  # page 1, under the nameplate
