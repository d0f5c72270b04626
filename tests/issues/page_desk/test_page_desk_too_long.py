"""The desk of a page with a story that no page holds, and of one with hardly a line."""

from typing import Any

import pytest
from django.utils.translation import override

from issues.handdesk import HandworkError, Wish
from issues.handwork import change_page, undo
from issues.models import Page
from issues.pagestate import modules_of
from newsroom.layout.geometry import Area
from tests.desk_cast import composed_issue

pytestmark = pytest.mark.django_db

TOO_LONG = 4000  # sentences: no shape of a whole page holds them


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def page_of(issue):
    return Page.objects.select_related("issue", "current_layout").get(issue=issue, number=1)


def stories(issue):
    return [module.item_id for module in modules_of(page_of(issue).current_layout)]


def do(issue, kind, item_id, **wish):
    return change_page(page_of(issue), Wish(kind, item_id, **wish), on=None, by=None)


WISHES: dict[str, Any] = {
    "larger": {},
    "box": {"value": 1},
    "move": {"area": Area(0, 40, 1, 20)},
    "resize": {"area": Area(0, 40, 2, 20)},
    "take_off": {},
}


@pytest.mark.parametrize("lengths", [(TOO_LONG,), (TOO_LONG, 9, 7, 6, 6)])
@pytest.mark.parametrize("kind", WISHES)
def test_every_wish_is_done_or_refused(lengths, kind):
    issue = composed_issue({1: lengths})
    assert stories(issue)
    for id in stories(issue):
        before = page_of(issue).current_layout
        try:
            do(issue, kind, id, **WISHES[kind])
        except HandworkError:
            assert page_of(issue).current_layout == before
        else:
            undo(page_of(issue), on=None, by=None)


def test_the_story_that_is_too_long_can_be_taken_off():
    issue = composed_issue({1: (TOO_LONG, 9, 7, 6, 6)})
    longest = str(max(issue.placements.all(), key=lambda p: len(p.article.body)).article_id)
    assert longest in stories(issue)

    do(issue, "take_off", longest)

    assert longest not in stories(issue)


@pytest.mark.parametrize("count", [1, 2])
def test_a_page_short_of_copy_can_be_emptied_story_by_story(count):
    issue = composed_issue({1: (5,) * count})
    assert page_of(issue).current_layout.plan["thin_rows"]

    for id in stories(issue):
        do(issue, "take_off", id)

    assert stories(issue) == []
    for _step in range(count):
        undo(page_of(issue), on=None, by=None)
    assert len(stories(issue)) == count
