"""Two editors at two pages of one issue in the same moment: the second is refused in a sentence."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from issues import composing, handwork
from issues.composing import current_layouts
from issues.handdesk import HandworkError, Wish
from issues.handset import answered
from issues.handwork import StaleLayoutError, change_page, redo, undo
from issues.locks import IssueClosedError
from issues.models import Issue, Page
from issues.pagestate import modules_of
from newsroom.layout.carrying import lines_of
from tests.desk_cast import composed_issue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def issue():
    return composed_issue(dict.fromkeys((1, 2), (9, 7, 6, 6, 5, 4)))


def page_of(issue, number=1):
    return Page.objects.select_related("issue", "current_layout").get(issue=issue, number=number)


def last_story(issue, number=1):
    return modules_of(page_of(issue, number).current_layout)[-1].item_id


def do(issue, kind, number=1, **wish):
    return change_page(page_of(issue, number), Wish(kind, **wish), on=None, by=None)


def pages_with(issue, id):
    return [
        layout.page.number
        for layout in current_layouts(issue)
        if any(module.item_id == id for module in modules_of(layout))
    ]


@pytest.fixture
def meanwhile(monkeypatch):
    """Call it with what somebody else does while the next change is worked out."""

    def set_up(other_change):
        def beaten(desk, wish):
            answer = answered(desk, wish)
            monkeypatch.setattr(handwork, "answered", answered)
            other_change()
            return answer

        monkeypatch.setattr(handwork, "answered", beaten)

    return set_up


@pytest.fixture
def waiting(issue):
    """A story taken off page 1; page 2 has an open place too."""
    story = last_story(issue)
    do(issue, "take_off", 1, item_id=story)
    do(issue, "take_off", 2, item_id=last_story(issue, 2))
    return story


def test_a_waiting_story_put_on_two_pages_at_once_stands_on_the_first_only(
    issue, waiting, meanwhile
):
    meanwhile(lambda: do(issue, "put_on", 1, item_id=waiting))

    with pytest.raises(HandworkError, match="That story stands on another page"):
        do(issue, "put_on", 2, item_id=waiting)

    assert pages_with(issue, waiting) == [1]
    assert issue.placements.get(article_id=waiting).page == page_of(issue, 1)


def test_a_story_put_on_another_page_since_does_not_come_back_with_undo_or_redo(issue, waiting):
    do(issue, "put_on", 2, item_id=waiting)
    with pytest.raises(HandworkError, match="That story stands on another page"):
        undo(page_of(issue, 1), on=None, by=None)
    undo(page_of(issue, 2), on=None, by=None)
    undo(page_of(issue, 1), on=None, by=None)
    with pytest.raises(HandworkError, match="That story stands on another page"):
        redo(page_of(issue, 2), on=None, by=None)

    assert pages_with(issue, waiting) == [1]


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("turn", [undo, redo])
def test_of_two_who_turn_one_step_at_once_the_second_is_shown_the_page_as_it_stands(
    issue, turn, number
):
    story = max(modules_of(page_of(issue).current_layout)[1:], key=lines_of)
    do(issue, "jump", item_id=story.item_id, page=2, lines=lines_of(story) - 12)
    if turn is redo:
        undo(page_of(issue), on=None, by=None)
    seen, quicker = page_of(issue, number), page_of(issue, 1)
    turn(quicker, on=quicker.current_layout_id, by=None)

    with pytest.raises(StaleLayoutError) as refused:
        turn(seen, on=seen.current_layout_id, by=None)

    assert refused.value.layout == page_of(issue, number).current_layout


@pytest.mark.skipif(not connection.features.has_select_for_update, reason="SQLite locks it all.")
def test_whoever_changes_a_page_by_hand_locks_all_pages_of_the_issue_in_their_order(issue):
    with CaptureQueriesContext(connection) as asked:
        do(issue, "take_off", item_id=last_story(issue))

    held = [query["sql"] for query in asked if "FOR NO KEY UPDATE" in query["sql"]]
    assert ['FROM "issues_issue"' in sql for sql in held] == [True, False]
    assert "ORDER BY" in held[1]
    assert " IN (" not in held[1]


VERBS = {
    "change": (
        handwork,
        "answered",
        lambda issue: do(issue, "take_off", item_id=last_story(issue)),
    ),
    "undo": (handwork, "_of_step", lambda issue: undo(page_of(issue), on=None, by=None)),
    "compose": (composing, "_left_over", lambda issue: composing.compose_issue(issue, by=None)),
}


@pytest.mark.parametrize("verb", VERBS)
def test_no_page_is_changed_of_an_issue_that_is_published_meanwhile(issue, verb, monkeypatch):
    module, name, does = VERBS[verb]
    do(issue, "take_off", item_id=last_story(issue))
    function, before = getattr(module, name), page_of(issue).current_layout

    def published(*args, **kwargs):
        Issue.objects.filter(pk=issue.pk).update(state=Issue.State.PUBLISHED)
        return function(*args, **kwargs)

    monkeypatch.setattr(module, name, published)
    with pytest.raises(IssueClosedError):
        does(issue)

    assert page_of(issue).current_layout == before
