"""Two editors at two pages of one issue in the same moment: the second is refused in a sentence."""

from threading import Event, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from issues import arranging, composing, handwork, remedying
from issues.composing import current_layouts
from issues.handdesk import HandworkError, Wish
from issues.handset import answered
from issues.handwork import StaleLayoutError, change_page, redo, undo
from issues.locks import IssueClosedError, PageGoneError
from issues.models import Issue, Page
from issues.pagestate import modules_of
from issues.remedying import Advice
from newsroom.copydesk.sentence import sentence
from newsroom.layout.carrying import lines_of
from newsroom.layout.remedy import Remedy
from tests.desk_cast import composed_issue

pytestmark = pytest.mark.django_db


def on_rows(test):
    """Of verbs that wait for each other's rows, each in a transaction of its own."""
    can = connection.features.has_select_for_update
    test = pytest.mark.skipif(not can, reason="SQLite locks it all.")(test)
    return pytest.mark.django_db(transaction=True)(test)


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

    [locking] = [query["sql"] for query in asked if "FOR NO KEY UPDATE" in query["sql"]]
    assert "ORDER BY" in locking
    assert " IN (" not in locking


def together(*verbs):
    """What went wrong where each is done in a thread of its own."""
    wrong = []

    def guarded(verb):
        try:
            verb()
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [Thread(target=guarded, args=[verb]) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert not any(thread.is_alive() for thread in threads)
    return wrong


def held_up(monkeypatch, module, name, mine, theirs):
    """The function tells that it was come to, and goes on once the other one was too, or cannot."""
    function = getattr(module, name)

    def waits(*args, **kwargs):
        mine.set()
        theirs.wait(2)
        return function(*args, **kwargs)

    monkeypatch.setattr(module, name, waits)


@on_rows
def test_a_story_sent_to_another_page_while_its_page_is_changed_stops_neither(issue, monkeypatch):
    story = last_story(issue)
    sent = issue.placements.get(article_id=story)
    sent.page = page_of(issue, 2)
    pages, stories = Event(), Event()
    held_up(monkeypatch, handwork, "_written", pages, stories)
    held_up(monkeypatch, arranging, "refuse_locked", stories, pages)

    assert not together(
        lambda: arranging.arrange_placement(sent, by=None),
        lambda: do(issue, "take_off", item_id=story),
    )


@on_rows
def test_a_remedy_done_while_a_page_is_changed_stops_neither(issue, monkeypatch):
    story = last_story(issue)
    issue.placements.filter(article_id=story).update(page=page_of(issue))
    pages, stories = Event(), Event()
    held_up(monkeypatch, handwork, "_written", pages, stories)
    held_up(monkeypatch, remedying, "lay_out", stories, pages)
    remedy = Remedy("add_page", page=2, freed=(story,))
    monkeypatch.setattr(remedying, "advice_of", lambda *_: [Advice(0, remedy, sentence(""), "")])
    monkeypatch.setattr(remedying, "compose_issue", lambda *_, **__: None)
    basis = remedying.name_of_advice(issue)

    assert not together(
        lambda: remedying.apply_remedy(issue, 0, basis, by=None),
        lambda: do(issue, "take_off", item_id=story),
    )


@on_rows
def test_of_a_story_sent_to_a_page_and_that_page_dropped_the_second_is_refused(issue, monkeypatch):
    last = arranging.add_page(issue, by=None)
    story = last_story(issue)
    issue.placements.filter(article_id=story).update(jump_page=last, jump_lines=10)
    sent = issue.placements.get(article_id=story)
    sent.page = last
    pages, stories = Event(), Event()
    held_up(monkeypatch, arranging, "shown_by", pages, stories)
    held_up(monkeypatch, arranging, "locked_under", stories, pages)

    [wrong] = together(
        lambda: arranging.arrange_placement(sent, by=None),
        lambda: arranging.drop_last_page(issue, by=None),
    )

    assert isinstance(wrong, arranging.PageInUseError | PageGoneError)


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
