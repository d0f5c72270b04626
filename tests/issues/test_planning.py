"""The next issue as the desk proposes it, its pages, and stories going in and out."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles.models import AuditEntry
from issues.locks import IssueClosedError
from issues.models import Issue, Masthead, Placement
from issues.planning import (
    local_today,
    open_issue,
    place_article,
    suggest_issue,
    unplace_article,
)
from tests.desk_cast import make_article, make_issue, make_publication, person

pytestmark = pytest.mark.django_db

FRIDAY = datetime.date(2026, 11, 20)
WEEKLY = {"kind": "weekly", "weekday": 4, "every": 1}


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.fixture
def publication():
    return make_publication()


def proposed(publication, today="2026-11-21"):
    found = suggest_issue(publication, today=day(today))
    return str(found.date), found.number, found.year_number


# Date and numbers


def test_the_first_issue_is_number_one_on_the_next_day_of_the_schedule(publication):
    assert proposed(publication) == ("2026-11-27", 1, 1)


def test_the_next_issue_follows_the_last(publication):
    make_issue(publication, 1042, FRIDAY)

    assert proposed(publication) == ("2026-11-27", 1043, 43)


@pytest.mark.parametrize(
    ("schedule", "last", "expected"),
    [
        (WEEKLY, "2026-11-20", "2026-11-27"),
        (WEEKLY | {"every": 2}, "2026-11-20", "2026-12-04"),
        ({"kind": "monthly", "days": [1, 15]}, "2026-11-20", "2026-12-01"),
        ({"kind": "monthly", "days": [31]}, "2026-11-20", "2026-11-30"),
        ({"kind": "irregular"}, "2026-11-20", "2026-11-21"),
    ],
    ids=["weekly", "fortnightly", "twice a month", "end of the month", "irregular"],
)
def test_the_date_follows_the_schedule(publication, schedule, last, expected):
    Masthead.objects.update(schedule=schedule)
    make_issue(publication, 1042, day(last))

    assert proposed(publication)[0] == expected


def test_the_number_in_the_year_starts_again_at_new_year(publication):
    make_issue(publication, 1047, day("2026-12-25"))

    assert proposed(publication, "2026-12-26") == ("2027-01-01", 1048, 1)


def test_a_special_issue_is_not_counted(publication):
    make_issue(publication, 1042, FRIDAY)
    special = Issue(publication=publication, date=day("2026-11-24"), is_special=True)
    open_issue(special, by=None)

    assert proposed(publication) == ("2026-11-27", 1043, 43)


def test_another_papers_issues_are_not_counted(publication):
    make_issue(make_publication(slug="hill"), 77, FRIDAY)

    assert proposed(publication)[1] == 1


def test_the_last_is_the_last_by_date_whatever_was_entered_last(publication):
    make_issue(publication, 1042, FRIDAY)
    make_issue(publication, 1041, day("2026-11-13"))

    assert proposed(publication)[1] == 1043


def test_a_paper_without_a_masthead_is_proposed_today(publication):
    Masthead.objects.all().delete()

    assert proposed(publication) == ("2026-11-21", 1, 1)


def test_a_proposal_can_be_saved_as_it_is(publication):
    make_issue(publication, 1047, day("2026-12-25"))
    found = suggest_issue(publication, today=day("2026-12-26"))

    issue = Issue(
        publication=publication,
        date=found.date,
        number=found.number,
        year_number=found.year_number,
    )

    issue.full_clean()
    assert open_issue(issue, by=None).pk


def test_today_is_the_papers_own_day(publication, monkeypatch):
    late = datetime.datetime(2026, 11, 20, 20, 0, tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)

    shanghai = local_today(publication)
    publication.time_zone = "America/New_York"

    assert (shanghai, local_today(publication)) == (day("2026-11-21"), FRIDAY)


# Pages


def new_issue(publication):
    return Issue(publication=publication, date=FRIDAY, number=1042, year_number=42)


@pytest.mark.parametrize(
    ("names", "expected"),
    [(None, ["要闻", "综合"]), (["头版", "副刊", "专版"], ["头版", "副刊", "专版"]), ([], [""])],
    ids=["as the masthead says", "as the editor says", "none"],
)
def test_a_new_issue_has_its_pages(publication, names, expected):
    issue = open_issue(new_issue(publication), by=None, page_names=names)

    assert [(page.number, page.name) for page in issue.pages.all()] == [
        *enumerate(expected, start=1)
    ]


def test_an_issue_that_cannot_be_saved_leaves_nothing(publication):
    open_issue(new_issue(publication), by=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        open_issue(new_issue(publication), by=None)

    assert AuditEntry.objects.filter(verb="open_issue").count() == 1


@pytest.mark.parametrize("name", ["wang", "chen"])
def test_opening_an_issue_is_for_editors(publication, name):
    with pytest.raises(PermissionDenied):
        open_issue(new_issue(publication), by=person(name))
    assert not Issue.objects.exists()


# Stories


def test_a_story_goes_in_at_the_end_and_is_recorded(publication):
    issue = make_issue(publication)
    mei = person("mei")

    for number in range(2):
        place_article(make_article(publication, f"第{number}班"), issue, by=mei)

    assert [p.order for p in issue.placements.all()] == [0, 1]
    assert AuditEntry.objects.filter(verb="place_article", actor=mei).count() == 2


def test_placing_again_moves_the_story_and_keeps_its_order(publication):
    issue = make_issue(publication)
    article = make_article(publication)
    place_article(article, issue, by=None)
    place_article(make_article(publication, "另一篇"), issue, by=None)

    page = issue.pages.get(number=2)

    place_article(article, issue, by=None, page=page)

    moved = Placement.objects.get(article=article)
    assert (moved.page, moved.order) == (page, 0)


def test_a_story_taken_out_can_go_into_another_issue(publication):
    first = make_issue(publication)
    second = make_issue(publication, 1043, day("2026-11-27"))
    article = make_article(publication)
    place_article(article, first, by=None)

    unplace_article(article, by=None)
    place_article(article, second, by=None)

    assert Placement.objects.get().issue == second


def test_taking_out_what_is_in_no_issue_does_nothing(publication):
    unplace_article(make_article(publication), by=None)

    assert not AuditEntry.objects.filter(verb="unplace_article").exists()


def test_a_published_issue_takes_no_story_and_gives_none(publication):
    issue = make_issue(publication)
    inside = make_article(publication)
    place_article(inside, issue, by=None)
    issue.state = Issue.State.PUBLISHED
    issue.save()

    with pytest.raises(IssueClosedError, match="1042"):
        place_article(make_article(publication, "迟到的稿"), issue, by=None)
    with pytest.raises(IssueClosedError):
        unplace_article(inside, by=None)
    assert Placement.objects.get().article == inside


def test_a_story_cannot_leave_a_closed_issue_through_another(publication):
    closed = make_issue(publication)
    article = make_article(publication)
    place_article(article, closed, by=None)
    closed.state = Issue.State.PUBLISHED
    closed.save()
    following = make_issue(publication, 1043, day("2026-11-27"))

    with pytest.raises(IssueClosedError):
        place_article(article, following, by=None)

    assert Placement.objects.get().issue == closed


@pytest.mark.parametrize("name", ["wang", "chen"])
def test_placing_is_for_editors(publication, name):
    issue, article, by = make_issue(publication), make_article(publication), person(name)

    with pytest.raises(PermissionDenied):
        place_article(article, issue, by=by)
    with pytest.raises(PermissionDenied):
        unplace_article(article, by=by)
    assert not Placement.objects.exists()
