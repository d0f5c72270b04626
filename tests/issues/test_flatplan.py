"""The flatplan: facing pages with their load, stories moved between them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from issues.arranging import add_page, arrange_placement, drop_last_page
from issues.composing import compose_issue
from issues.flatplan import flatplan, told
from issues.locking import lock_page, unlock_page
from issues.models import Issue, Placement
from newsroom.layout.geometry import Area
from tests.desk_cast import make_article, make_issue, make_publication, person, place

pytestmark = pytest.mark.django_db

SENTENCE = "停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票，孩子半价。"


@pytest.fixture(autouse=True)
def in_english(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    with override("en"):
        yield


def an_issue(pages, stories, number=1042):
    """Stories dealt to the pages in turn; publication of its own."""
    publication = make_publication(slug=f"harbour-{number}", name=f"海港{number}")
    publication.mastheads.update(page_names=" ".join(f"版{n}" for n in range(1, pages + 1)))
    issue = make_issue(publication, number=number)
    for n in range(stories):
        article = make_article(
            publication, f"第{n}班渡船今日复航", f"<p>{SENTENCE * 12}</p>", may_jump=False
        )
        place(article, issue, n % pages + 1)
    return issue


@pytest.fixture
def issue():
    """Page 1 with three composed stories, page 2 with one."""
    made = an_issue(4, 0)
    for page, length in ((1, 26), (1, 14), (1, 12), (2, 22)):
        article = make_article(
            made.publication,
            f"第{page}{length}班渡船今日复航",
            f"<p>{SENTENCE * length}</p>",
            may_jump=False,
        )
        place(article, made, page)
    compose_issue(made, by=None)
    return made


def address(issue):
    return reverse("admin:issues_issue_flatplan", args=[issue.pk])


def numbers(plan):
    sides = [(pair.left, pair.right) for pair in plan.pairs]
    return [tuple(side and side.sheet.page.number for side in pair) for pair in sides]


def pages_of(issue) -> Any:
    return flatplan(issue).pages


def move(client, issue, article, page, **more):
    given = {"verb": "move", "article": article.pk, "page": page}
    return client.post(address(issue), given, follow=True, **more)


@pytest.mark.parametrize(
    ("count", "pairs", "centre"),
    [
        (1, [(None, 1)], []),
        (4, [(None, 1), (2, 3), (4, None)], [2]),
        (6, [(None, 1), (2, 3), (4, 5), (6, None)], []),
        (8, [(None, 1), (2, 3), (4, 5), (6, 7), (8, None)], [4]),
    ],
)
def test_pages_face_each_other_as_in_the_folded_paper(count, pairs, centre):
    plan: Any = flatplan(an_issue(count, 0))

    assert numbers(plan) == pairs
    assert [p.left.sheet.page.number for p in plan.pairs if p.is_centre] == centre


def test_a_load_is_said_in_lines():
    assert [told(1), told(12), told(0), told(-1), told(-30)] == [
        "1 line over",
        "12 lines over",
        "full",
        "1 line short",
        "30 lines short",
    ]


def test_an_empty_page_has_room_for_its_whole_depth_and_a_story_takes_some(issue):
    [_first, _second, third, _fourth] = pages_of(issue)
    article = make_article(issue.publication, "候船厅整修", f"<p>{SENTENCE * 9}</p>")
    place(article, issue, 3)

    filled = pages_of(issue)[2]

    assert third.load < filled.load < 0
    assert [story.article for story in filled.stories] == [article]


def test_a_composed_page_without_enough_copy_is_short_by_its_white(issue):
    plan = pages_of(issue)[1]
    layout = plan.sheet.page.current_layout

    white = layout.plan["thin_rows"] * issue.masthead.grid.columns
    assert white > 0
    assert plan.load == -white


def test_newer_copy_makes_its_page_over_by_the_lines_it_has_more(issue):
    before = pages_of(issue)[0].load
    article = issue.placements.filter(page__number=1).first().article
    article.body += f"<p>{SENTENCE * 10}</p>"
    article.version += 1
    article.save()

    page = pages_of(issue)[0]

    assert page.load > before + 10
    assert page.is_changed


def test_a_moved_story_leaves_one_page_and_waits_on_the_other(issue, editor):
    placement = issue.placements.filter(page__number=1).last()
    second = pages_of(issue)[1]

    response = move(editor, issue, placement.article, 2)

    assert "is wanted on page 2 now" in response.content.decode()
    placement.refresh_from_db()
    assert placement.page.number == 2
    first, after = pages_of(issue)[:2]
    assert [s.goes_to for s in first.stories if s.article == placement.article] == [2]
    assert first.after_moves < first.load
    assert after.waiting == 1
    assert after.after_moves > second.load


def test_a_moved_story_stands_where_it_was_moved_once_the_change_is_composed(issue, editor):
    placement = issue.placements.filter(page__number=1).last()
    move(editor, issue, placement.article, 2)

    response = editor.post(address(issue), {"verb": "compose-changed"}, follow=True)

    assert response.redirect_chain[-1][0] == address(issue)
    first, second = pages_of(issue)[:2]
    assert placement.article in [story.article for story in second.stories]
    assert placement.article not in [story.article for story in first.stories]
    assert second.waiting == 0


def test_a_story_put_on_no_page_waits_in_the_list_at_the_side(issue, editor):
    article = make_article(issue.publication, "候船厅整修")
    place(article, issue, 3)

    move(editor, issue, article, "")

    assert [story.article for story in flatplan(issue).unplaced] == [article]


def test_copy_of_no_issue_is_placed_from_the_flatplan(issue, editor):
    article = make_article(issue.publication, "候船厅整修")
    assert "候船厅整修" in editor.get(address(issue)).content.decode()

    move(editor, issue, article, 3)

    assert Placement.objects.filter(article=article, page__number=3).exists()


def test_copy_of_another_issue_or_paper_is_not_taken(issue, editor):
    other = an_issue(2, 1, number=7)
    taken = other.placements.get()
    foreign = make_article(other.publication)

    assert move(editor, issue, taken.article, 1).status_code == 404
    assert move(editor, issue, foreign, 1).status_code == 404

    assert not Placement.objects.filter(article=foreign).exists()
    assert Placement.objects.get(article=taken.article).issue == other


def undo(client, issue):
    return client.post(address(issue), {"verb": "undo"}, follow=True).content.decode()


def wanted(issue):
    """Story -> the page it is wanted on."""
    return {p.article_id: p.page and p.page.number for p in issue.placements.all()}


def test_moves_are_taken_back_one_by_one_and_a_pin_holds_again(issue, editor):
    first, second = issue.placements.filter(page__number=1)[:2]
    Placement.objects.filter(pk=first.pk).update(
        pin_column=0, pin_row=20, pin_columns=2, pin_rows=10
    )
    new = make_article(issue.publication, "候船厅整修")
    before = wanted(issue)
    for article, page in ((first.article, 2), (new, 3), (second.article, "")):
        move(editor, issue, article, page)

    assert "is wanted on page 1" in undo(editor, issue)
    assert wanted(issue) == before | {new.pk: 3, first.article_id: 2}
    assert "is in no issue" in undo(editor, issue)
    assert "is wanted on page 1" in undo(editor, issue)

    assert wanted(issue) == before
    first.refresh_from_db()
    assert first.pin == Area(0, 20, 2, 10)
    assert "no move of yours" in undo(editor, issue)


def test_a_story_that_somebody_moved_since_is_left_there(issue, editor):
    placement = issue.placements.filter(page__number=1).first()
    move(editor, issue, placement.article, 2)
    placement.page = issue.pages.get(number=3)
    arrange_placement(placement, by=None)

    said = undo(editor, issue)

    assert "moved again since" in said
    assert wanted(issue)[placement.article_id] == 3
    assert "data-undo" not in said  # nothing else is to be taken back


def test_a_move_onto_a_page_that_is_locked_since_is_taken_back_once_it_is_open(issue, editor):
    placement = issue.placements.filter(page__number=1).first()
    move(editor, issue, placement.article, 2)
    lock_page(issue.pages.get(number=1), by=None)

    assert "Page 1 is locked by" in undo(editor, issue)
    assert wanted(issue)[placement.article_id] == 2

    unlock_page(issue.pages.get(number=1), by=None)
    assert "is wanted on page 1" in undo(editor, issue)


def test_a_move_from_a_page_that_is_gone_is_not_taken_back(issue, editor):
    article = make_article(issue.publication, "候船厅整修")
    place(article, issue, 4)
    move(editor, issue, article, 3)
    drop_last_page(issue, by=None)

    assert "Page 4 is gone" in undo(editor, issue)
    assert wanted(issue)[article.pk] == 3


def test_a_locked_page_refuses_a_story_with_one_sentence(issue, editor):
    lock_page(issue.pages.get(number=2), by=None)
    placement = issue.placements.filter(page__number=1).first()

    said = move(editor, issue, placement.article, 2).content.decode()

    assert "Page 2 is locked by" in said
    placement.refresh_from_db()
    assert placement.page.number == 1


def test_pages_are_locked_and_unlocked_here(issue, editor):
    editor.post(address(issue), {"verb": "lock", "page": 1})
    assert issue.pages.get(number=1).is_locked

    assert "locked by lin" in editor.get(address(issue)).content.decode()

    editor.post(address(issue), {"verb": "unlock", "page": 1})
    assert not issue.pages.get(number=1).is_locked


def test_the_screen_says_how_each_page_stands(issue, editor):
    said = editor.get(address(issue)).content.decode()

    assert "composed by machine" in said
    assert "empty page" in said
    assert "Centre spread" in said


def test_nobody_sees_it_without_the_right_and_no_stranger_moves_a_story(issue, client):
    client.force_login(person("chen"))
    placement = issue.placements.first()

    assert client.get(address(issue)).status_code == 403
    assert move(client, issue, placement.article, 3).status_code == 403


def test_a_reporter_moves_nothing(issue, client):
    client.force_login(person("wang"))
    placement = issue.placements.filter(page__number=1).first()

    assert b"flatplan-move" not in client.get(address(issue)).content
    assert move(client, issue, placement.article, 3).status_code == 403

    placement.refresh_from_db()
    assert placement.page.number == 1


def test_a_published_issue_is_only_looked_at(issue, editor):
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.PUBLISHED)

    shown = editor.get(address(issue)).content.decode()

    assert "flatplan-pairs" in shown
    for control in ("flatplan-move", 'value="compose"', 'value="lock"'):
        assert control not in shown
    placement = issue.placements.first()
    assert "published" in move(editor, issue, placement.article, 3).content.decode()
    placement.refresh_from_db()
    assert placement.page.number == 1


def test_what_a_stranger_sends_is_not_found(issue, editor):
    placement = issue.placements.first()

    assert editor.post(address(issue), {"verb": "publish"}).status_code == 404
    assert move(editor, issue, placement.article, "99").status_code == 404
    assert move(editor, issue, placement.article, "x").status_code == 404


def test_more_pages_and_stories_ask_no_more_of_the_database(editor):
    small, large = an_issue(4, 4, number=11), an_issue(8, 16, number=12)
    counts = []
    for issue in (small, large):
        compose_issue(issue, by=None)
        moved = issue.placements.filter(page__number=2).first()
        moved.page = issue.pages.get(number=3)
        arrange_placement(moved, by=None)
        editor.get(address(issue))
        with CaptureQueriesContext(connection) as asked:
            assert editor.get(address(issue)).status_code == 200
        counts.append(len(asked))

    assert counts[1] <= counts[0]


def test_the_issue_and_the_page_desk_lead_to_it(issue, editor):
    change = reverse("admin:issues_issue_change", args=[issue.pk])
    desk = reverse("admin:issues_issue_pagedesk", args=[issue.pk, 1])

    for screen in (change, desk):
        assert address(issue) in editor.get(screen).content.decode()


def test_undo_takes_back_the_move_that_its_button_named(issue, editor):
    first, second = issue.placements.filter(page__number=1)[:2]
    move(editor, issue, first.article, 2)
    move(editor, issue, second.article, 3)

    sent = {"verb": "undo", "article": first.article_id}
    said = editor.post(address(issue), sent, follow=True).content.decode()

    assert "another one by now" in said
    assert wanted(issue)[second.article_id] == 3


def test_a_pin_got_since_goes_with_the_move_that_is_taken_back(issue, editor):
    placement = issue.placements.filter(page__number=1).first()
    move(editor, issue, placement.article, 2)
    Placement.objects.filter(pk=placement.pk).update(
        pin_column=0, pin_row=20, pin_columns=2, pin_rows=10
    )

    undo(editor, issue)

    placement.refresh_from_db()
    assert placement.page.number == 1
    assert placement.pin is None


def test_moves_of_stories_that_are_gone_do_not_hide_the_others(issue, editor):
    kept, gone = issue.placements.filter(page__number=1)[:2]
    move(editor, issue, kept.article, 2)
    move(editor, issue, gone.article, 3)
    article = gone.article
    gone.delete()
    article.delete()

    assert "is wanted on page 1" in undo(editor, issue)
    assert wanted(issue)[kept.article_id] == 1


def test_a_move_from_a_page_that_is_dropped_since_hides_none_before_it(issue, editor):
    first = issue.placements.filter(page__number=1).first()
    move(editor, issue, first.article, 2)
    last = add_page(issue, by=None)
    placement = issue.placements.filter(page__number=1).first()
    Placement.objects.filter(pk=placement.pk).update(page=last)
    move(editor, issue, placement.article, 2)
    drop_last_page(issue, by=None)

    assert f"Page {last.number} is gone" in undo(editor, issue)
    assert "is wanted on page 1" in undo(editor, issue)
    assert wanted(issue) | {first.article_id: 1} == wanted(issue)
