"""What a composing did to the pages before is told: jumps, moved stories, pictures."""

from dataclasses import replace

import pytest

from newsroom.layout.outcome import MOST_NAMED, outcome
from newsroom.layout.plan import PhotoSpec
from tests.layout.composing import compose
from tests.layout.stories import make_edition

ITEMS = tuple(make_edition(5, 2))


@pytest.fixture(scope="module")
def pages():
    return compose(ITEMS, 2).pages


def headline(id):
    return next(item for item in ITEMS if item.id == id).story.headline.replace("\n", "")


def without_jumps(pages):
    return tuple(
        replace(page, modules=tuple(replace(m, jump_to=None) for m in page.modules))
        for page in pages
    )


def test_pages_composed_as_before_are_not_talked_about(pages):
    shown = {photo.photo_id for page in pages for m in page.modules for photo in m.photos}
    items = [replace(item, photos=tuple(p for p in item.photos if p.id in shown)) for item in ITEMS]

    assert outcome(pages, pages, items) == []


def test_a_story_on_another_page_is_told_with_both(pages):
    first, second = without_jumps(pages)
    story = next(m for m in second.modules if m.jump_from is None)
    others = tuple(m for m in second.modules if m is not story)
    after = (replace(first, modules=(*first.modules, story)), replace(second, modules=others))

    told = outcome((first, second), after, ITEMS)

    line = next(one for one in told if one.startswith("Begins"))
    assert line.values["stories"] == [f"“{headline(story.item_id)}” (page 2 → page 1)"]


def test_a_jump_that_was_not_there_before_is_told(pages):
    first, second = without_jumps(pages)
    jumping = replace(first.modules[0], jump_to=2)
    after = replace(first, modules=(jumping, *first.modules[1:])), second

    told = outcome((first, second), after, ITEMS)

    line = next(one for one in told if one.startswith("Goes on"))
    assert line.values["stories"] == [f"“{headline(jumping.item_id)}” (page 1 → page 2)"]
    assert not [one for one in outcome(after, after, ITEMS) if one.startswith("Goes on")]


def test_a_picture_on_no_page_is_told(pages):
    story = pages[0].modules[0].item_id
    more = PhotoSpec("nowhere", 1.5)
    items = [replace(i, photos=(more,)) if i.id == story else replace(i, photos=()) for i in ITEMS]

    [line] = outcome(pages, pages, items)

    assert line.values["stories"] == [f"“{headline(story)}” (1)"]


def test_of_many_stories_the_first_are_named_and_the_rest_counted(pages):
    more = PhotoSpec("nowhere", 1.5)
    items = [replace(item, photos=(more,)) for item in ITEMS]

    [line] = outcome(pages, pages, items)

    standing = {module.item_id for page in pages for module in page.modules}
    assert len(line.values["stories"]) == MOST_NAMED + 1
    assert line.values["stories"][-1] == f"{len(standing) - MOST_NAMED} more"
