"""What the database holds by itself, and says in words an editor understands."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from issues.models import Issue, Masthead, Page, PageLayout, Placement
from tests.desk_cast import make_article, make_issue, make_publication, place

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 20)


@pytest.fixture
def publication():
    return make_publication()


@pytest.fixture
def issue(publication):
    return make_issue(publication)


def issue_like(issue, **facts):
    facts = {"number": issue.number + 1, "year_number": issue.year_number + 1} | facts
    return Issue(publication=issue.publication, date=DAY + datetime.timedelta(days=7), **facts)


def said(row):
    """What the form says about a row, in one text."""
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return " ".join(refused.value.messages)


def is_refused_by_the_database(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    return True


# Issues


def test_an_issue_that_keeps_the_rules_is_taken(issue):
    following = issue_like(issue)

    following.full_clean()
    following.save()

    assert following.year == 2026


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"number": 1042}, "总期号"),
        ({"year_number": 42}, "年内期号"),
        ({"number": None}, "特刊"),
        ({"weekday_override": "星期六"}, "理由"),
        ({"lunar_override": "丙午年十月十一"}, "理由"),
    ],
    ids=["running number", "number in the year", "no number", "weekday", "lunar date"],
)
def test_an_issue_that_breaks_a_rule_is_refused_in_words_and_by_the_database(issue, facts, words):
    wrong = issue_like(issue, **facts)

    assert words in said(wrong)
    assert is_refused_by_the_database(wrong)


def test_another_paper_has_numbers_of_its_own(issue):
    other = make_publication(slug="hill", name="山镇报")

    make_issue(other, number=1042)

    assert Issue.objects.filter(number=1042).count() == 2


def test_another_year_has_the_same_number_again(issue):
    following = issue_like(issue, year_number=42)
    following.date = datetime.date(2027, 1, 1)

    following.full_clean()
    following.save()

    assert following.year == 2027


def test_a_special_issue_needs_no_number_and_takes_none_from_the_year(issue):
    for _time in range(2):
        special = issue_like(issue, number=None, year_number=42, is_special=True)
        special.full_clean()
        special.save()

    assert Issue.objects.filter(year_number=42).count() == 3


def test_the_year_follows_the_date(issue):
    issue.date = datetime.date(2027, 1, 8)
    issue.save()

    issue.refresh_from_db()
    assert issue.year == 2027


def test_an_issue_is_named_as_it_is_printed(issue):
    special = issue_like(issue, number=None, is_special=True, special_name="号外")

    assert str(issue) == "海港日报 第42期（总第1042期）"
    assert special.title == "号外 2026年11月27日"


def test_a_paper_with_issues_is_not_deleted(issue):
    with pytest.raises(ProtectedError):
        issue.publication.delete()


# Pages, placements, layouts


def test_an_article_is_in_one_issue_at_most(issue):
    article = make_article(issue.publication)
    place(article, issue)
    other = make_issue(issue.publication, 1043, DAY + datetime.timedelta(days=7))

    again = Placement(article=article, issue=other)

    assert "已编入" in said(again)
    assert is_refused_by_the_database(again)


def test_a_placed_article_is_not_deleted(issue):
    placement = place(make_article(issue.publication), issue)

    with pytest.raises(ProtectedError):
        placement.article.delete()


def test_a_deleted_page_leaves_its_stories_in_the_issue(issue):
    placement = place(make_article(issue.publication), issue, page=2)

    issue.pages.get(number=2).delete()

    assert list(issue.placements.unplaced()) == [placement]


def test_a_page_number_is_there_once(issue):
    again = Page(issue=issue, number=1)

    assert "版" in said(again)
    assert is_refused_by_the_database(again)


@pytest.mark.parametrize("number", [0, 97])
def test_a_page_number_is_between_1_and_96(issue, number):
    assert said(Page(issue=issue, number=number))


PIN = {"pin_column": 0, "pin_row": 14, "pin_columns": 2, "pin_rows": 20}


@pytest.mark.parametrize("pin", [{}, PIN], ids=["none", "whole"])
def test_a_story_is_pinned_to_a_whole_rectangle_or_not_at_all(issue, pin):
    placement = Placement(article=make_article(issue.publication), issue=issue, **pin)

    placement.full_clean()
    placement.save()

    assert Placement.objects.get().pin_columns == pin.get("pin_columns")


@pytest.mark.parametrize(
    "wrong",
    [
        *({name: None} for name in PIN),
        {"pin_columns": 0},
        {"pin_rows": 0},
    ],
    ids=str,
)
def test_a_part_of_a_rectangle_is_refused_in_words_and_by_the_database(issue, wrong):
    placement = Placement(article=make_article(issue.publication), issue=issue, **PIN | wrong)

    assert "矩形" in said(placement)
    assert is_refused_by_the_database(placement)


@pytest.mark.parametrize("level", [0, 5])
def test_a_headline_level_is_1_to_4(issue, level):
    article = make_article(issue.publication)

    assert said(Placement(article=article, issue=issue, headline_level=level))


def test_a_layout_has_a_number_of_its_own_on_its_page(issue):
    facts = {"page": issue.pages.get(number=1), "number": 1, "plan": {}, "versions": {}}
    PageLayout.objects.create(**facts, fonts={}, basis="a")

    assert is_refused_by_the_database(PageLayout(**facts, fonts={}, basis="b"))


# Mastheads


def masthead_like(publication, **facts):
    return Masthead(publication=publication, valid_from=DAY, page_names="要闻", **facts)


def test_the_masthead_in_force_is_the_newest_that_is_valid_on_the_day(publication):
    first = publication.mastheads.get()
    newer = masthead_like(publication, publisher="新社")
    newer.save()

    at = Masthead.objects.in_force
    assert at(publication, DAY) == newer
    assert at(publication, DAY - datetime.timedelta(days=1)) == first
    assert at(publication, datetime.date(1999, 1, 1)) == first


def test_two_mastheads_from_one_day_are_refused(publication):
    masthead_like(publication).save()
    again = masthead_like(publication)

    assert "报头" in said(again)
    assert is_refused_by_the_database(again)


@pytest.mark.parametrize("rows", [{"nameplate_rows": 75}, {"folio_rows": 80}], ids=str)
def test_a_nameplate_that_leaves_no_row_is_refused(publication, rows):
    wrong = masthead_like(publication, **rows)

    assert "行" in said(wrong)
    assert is_refused_by_the_database(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": 8},
        {"rows": 120},
        {"trim_width_mm": 100.0},
        {"trim_height_mm": 100.0},
        {"columns": 1},
        {"columns": 0},
        {"rows": 0},
        {"leading_pt": 0.0},
        {"leading_pt": 6.0},
        {"body_size_pt": 0.0},
        {"body_size_pt": -9.0},
        {"column_em": 0.0},
        {"column_em": 1.0},
        {"gutter_em": -1.0},
        {"trim_width_mm": -270.0},
        {"trim_width_mm": float("nan")},
        {"top_margin_mm": -20.0},
        {"bleed_mm": -3.0},
    ],
    ids=str,
)
def test_a_format_that_cannot_be_printed_is_refused_with_a_sentence(publication, wrong):
    assert said(masthead_like(publication, **wrong))
