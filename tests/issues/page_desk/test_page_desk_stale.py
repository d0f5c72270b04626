"""No change by hand makes a page look current that is made of something else by now."""

import pytest
from django.db.models import F

from articles.models import Article, Byline, Reporter
from issues.arranging import arrange_placement
from issues.composing import compose_issue, is_current
from issues.dummy import read_dummy
from issues.models import Booking, Masthead
from issues.recomposing import compose_pages
from tests.desk_cast import make_article, make_artwork, make_reporter, place
from tests.issues.page_desk.asking import BODY, send, state

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", [{"do": "settle"}, {"do": "take_off"}, {"do": "pin"}])
@pytest.mark.parametrize("facts", [{"nameplate_rows": 25}, {"columns": 4, "column_em": 16}])
def test_no_change_by_hand_makes_a_page_of_another_masthead_look_current(
    desk, issue, change, facts
):
    before = state(desk, issue)
    Masthead.objects.update(**facts)
    item = before["modules"][-1]["id"]

    answer = send(desk, issue, **change, item=item)

    assert not is_current(read_dummy(issue), [layout(issue)])
    if change["do"] != "pin":
        assert state(desk, issue)["layout"] == before["layout"]
        assert answer.status_code == 409
        assert "重新组版" in answer.json()["refused"]


def test_of_two_stories_saved_since_only_that_which_prints_something_else_is_newer(desk, issue):
    one, other = [module["id"] for module in state(desk, issue)["modules"][:2]]
    Article.objects.filter(pk__in=(one, other)).update(version=F("version") + 1)
    Article.objects.filter(pk=one).update(headline="第十班渡船今日复航", nature=["accident"])
    Article.objects.filter(pk=other).update(nature=["accident"])

    told = state(desk, issue)["modules"]

    assert [module["id"] for module in told if module["newer"]] == [one]


def test_what_changed_without_a_version_is_newer_copy_until_it_is_set(desk, issue):
    one, other = [module["id"] for module in state(desk, issue)["modules"][-2:]]
    reporter = make_reporter("欧阳秋")
    Byline.objects.create(article_id=one, reporter=reporter)
    compose_issue(issue, by=None)
    Reporter.objects.update(name="欧阳夏")

    told = state(desk, issue)["modules"]
    refused = send(desk, issue, do="swap", item=one, other=other)
    settled = send(desk, issue, do="settle")

    assert [module["id"] for module in told if module["newer"]] == [one]
    assert refused.status_code == 409
    assert settled.status_code == 200
    assert not any(module["newer"] for module in settled.json()["state"]["modules"])
    assert is_current(read_dummy(issue), [layout(issue)])


def layout(issue):
    return issue.pages.select_related("current_layout").get(number=1).current_layout


def test_a_wish_from_a_form_is_still_to_be_composed_after_a_change_of_other_stories(desk, issue):
    wished, *_others, one, other = [module["id"] for module in state(desk, issue)["modules"]]
    issue.placements.filter(article_id=wished).update(boxed=True)

    after = send(desk, issue, do="swap", item=one, other=other)

    assert after.status_code == 200
    assert [m["newer"] for m in after.json()["state"]["modules"]] == [""] * 6
    assert not is_current(read_dummy(issue), [layout(issue)])
    compose_issue(issue, by=None)
    assert is_current(read_dummy(issue), [layout(issue)])


def test_a_story_moved_to_another_page_waits_in_words_and_there_is_no_copy_to_settle(desk, issue):
    compose_pages_of_two(issue)
    moved = issue.placements.get(article__headline="第3班渡船今日复航")
    moved.page = issue.pages.get(number=2)
    arrange_placement(moved, by=None)

    here, there = (state(desk, issue, number) for number in (1, 2))

    assert "《第3班渡船今日复航》移往第 2 版，待组版。" in here["remarks"]
    assert "《第3班渡船今日复航》移来本版，待组版。" in there["remarks"]
    assert not here["is_stale"]
    assert "没有比现排更新的稿件" in send(desk, issue, do="settle").json()["refused"]
    assert not is_current(read_dummy(issue), [layout(issue)])
    compose_pages(issue, [1, 2], by=None)
    assert not any("待组版" in said for said in state(desk, issue)["remarks"])


def compose_pages_of_two(issue):
    place(make_article(issue.publication, "夜航", f"<p>{BODY * 9}</p>"), issue, 2)
    compose_issue(issue, by=None)


def test_artwork_that_was_booked_is_still_to_be_composed_after_a_change(desk, issue):
    made = layout(issue)
    one, other = [module["id"] for module in state(desk, issue)["modules"][-2:]]
    size = make_artwork(issue.publication).sizes.get()
    Booking.objects.create(issue=issue, size=size, page=issue.pages.get(number=1))

    after = send(desk, issue, do="swap", item=one, other=other)

    assert after.status_code == 200
    assert layout(issue) != made
    assert not is_current(read_dummy(issue), [layout(issue)])


def test_a_story_does_not_go_on_to_a_page_of_another_masthead(desk, issue):
    for headline in ("夜航", "早班"):
        place(make_article(issue.publication, headline, f"<p>{BODY * 8}</p>"), issue, 2)
    compose_issue(issue, by=None)
    Masthead.objects.update(nameplate_rows=16)
    compose_pages(issue, [1], by=None)
    told = [
        send(desk, issue, do="jump", item=m["id"], page=2, lines=m["lines"] - 10)
        for m in state(desk, issue)["modules"]
        if m["may_jump"] and m["lines"] > 20
    ]

    assert {answer.status_code for answer in told} == {409}
    assert any("第 2 版组版之后" in answer.json()["refused"] for answer in told)
