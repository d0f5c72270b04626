"""Verbs that wait for each other's rows in PostgreSQL: none of two stops the other."""

from threading import Event, Thread

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from issues import arranging, handwork, planning, publishing, remedying
from issues.handdesk import Wish
from issues.handwork import change_page
from issues.locks import PageGoneError
from issues.remedying import Advice
from newsroom.copydesk.sentence import sentence
from newsroom.layout.remedy import Remedy
from tests.desk_cast import composed_issue, make_article
from tests.issues.test_at_the_same_time import last_story, page_of

CAN = connection.features.has_select_for_update
pytestmark = [
    pytest.mark.skipif(not CAN, reason="SQLite locks it all."),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(scope="module", autouse=True)
def what_migrations_made(django_db_setup, django_db_blocker):
    """A test with transactions of its own leaves nothing behind, the roles neither."""
    if not CAN:
        yield
        return
    with django_db_blocker.unblock():
        made = connection.creation.serialize_db_to_string()
    yield
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        connection.creation.deserialize_db_from_string(made)


@pytest.fixture
def issue():
    return composed_issue(dict.fromkeys((1, 2), (9, 7, 6, 6, 5, 4)))


def take_off(issue, story):
    return change_page(page_of(issue), Wish("take_off", story), on=None, by=None)


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


def test_a_story_sent_to_another_page_while_its_page_is_changed_stops_neither(issue, monkeypatch):
    story = last_story(issue)
    sent = issue.placements.get(article_id=story)
    sent.page = page_of(issue, 2)
    pages, stories = Event(), Event()
    held_up(monkeypatch, handwork, "_written", pages, stories)
    held_up(monkeypatch, arranging, "refuse_locked", stories, pages)

    assert not together(
        lambda: arranging.arrange_placement(sent, by=None),
        lambda: take_off(issue, story),
    )


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
        lambda: take_off(issue, story),
    )


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


def test_a_story_placed_while_its_issue_is_published_stops_neither(issue, monkeypatch):
    story = make_article(issue.publication, headline="新稿")
    frozen, pages = Event(), Event()
    monkeypatch.setattr(publishing, "is_current", lambda *_: True)
    monkeypatch.setattr(publishing, "_printed_from", lambda *_: True)
    held_up(monkeypatch, publishing, "hold_pages", frozen, pages)
    held_up(monkeypatch, planning, "as_held", pages, frozen)

    wrong = together(
        lambda: publishing._freeze(issue, None),
        lambda: planning.place_article(story, issue, by=None, page=page_of(issue)),
    )

    assert not [error for error in wrong if "deadlock" in str(error)]


def test_the_form_of_an_issue_saved_while_a_page_is_changed_stops_neither(issue, monkeypatch):
    form, desk = Event(), Event()
    moved = issue.placements.filter(page__number=1).first()
    held_up(monkeypatch, handwork, "_written", desk, form)

    def saved():
        with transaction.atomic():
            arranging.save_page(page_of(issue, 2), by=None)
            form.set()
            desk.wait(2)
            arranging.arrange_placement(moved, by=None)

    assert not together(saved, lambda: take_off(issue, last_story(issue)))
