"""What the database holds of people, posts and copy, and says in words an editor understands."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from articles.models import (
    Appointment,
    Article,
    ArticlePhoto,
    Byline,
    Official,
    Publication,
    Reporter,
    Revision,
    Section,
)
from tests.desk_cast import make_article, make_photo, make_publication, make_reporter

pytestmark = pytest.mark.django_db


def said(row):
    """What the form says about a row, in one text."""
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return " ".join(refused.value.messages)


def is_refused_by_the_database(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    return True


def day(text):
    return datetime.date.fromisoformat(text) if text else None


# What there is once


def test_a_papers_address_is_its_own():
    make_publication()
    again = Publication(slug="harbour", name="另一家")

    assert said(again)
    assert is_refused_by_the_database(again)


def test_a_section_is_there_once_in_a_paper():
    publication = make_publication()
    Section.objects.create(publication=publication, name="民生")
    again = Section(publication=publication, name="民生")

    assert "栏目" in said(again)
    assert is_refused_by_the_database(again)
    Section(publication=make_publication(slug="hill"), name="民生").full_clean()


def test_two_reporters_of_one_name_are_told_apart_by_their_unit():
    make_reporter("林晓")
    again = Reporter(name="林晓")

    assert "单位" in said(again)
    assert is_refused_by_the_database(again)
    Reporter(name="林晓", unit="第二组").full_clean()


def test_a_person_signs_once_in_a_role():
    article, reporter = make_article(make_publication()), make_reporter()
    Byline.objects.create(article=article, reporter=reporter, role="记者")
    again = Byline(article=article, reporter=reporter, role="记者")

    assert "署名" in said(again)
    assert is_refused_by_the_database(again)
    Byline(article=article, reporter=reporter, role="通讯员").full_clean()


def test_a_photo_stands_once_in_an_article():
    article, photo = make_article(make_publication()), make_photo()
    ArticlePhoto.objects.create(article=article, photo=photo)
    again = ArticlePhoto(article=article, photo=photo)

    assert "照片" in said(again)
    assert is_refused_by_the_database(again)


@pytest.mark.parametrize("facts", [{"focal_x": -0.1}, {"focal_y": 1.1}], ids=str)
def test_a_focal_point_is_in_the_picture(facts):
    use = ArticlePhoto(article=make_article(make_publication()), photo=make_photo(), **facts)

    assert said(use)


def test_a_version_has_one_revision():
    article = make_article(make_publication())

    assert is_refused_by_the_database(Revision(article=article, version=1, story={}))


# Appointments


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-01-01", "2026-01-01"), ("2026-01-01", None), (None, "2026-01-01"), (None, None)],
)
def test_an_appointment_runs_from_a_day_to_a_day_or_open(first, last):
    official = Official.objects.create(name="祝晚晴")
    post = Appointment(official=official, post="区长", from_date=day(first), to_date=day(last))

    post.full_clean()
    post.save()

    assert official.appointments.get() == post


def test_an_appointment_does_not_end_before_it_begins():
    official = Official.objects.create(name="祝晚晴")
    wrong = Appointment(
        official=official, post="区长", from_date=day("2026-02-01"), to_date=day("2026-01-31")
    )

    assert "任职" in said(wrong)
    assert is_refused_by_the_database(wrong)


def test_who_held_which_post_on_a_day_is_told_in_protocol_order():
    zhu, tian = Official.objects.create(name="祝晚晴"), Official.objects.create(name="田一苇")
    Appointment.objects.create(official=zhu, post="区长", order=20, to_date=day("2026-06-30"))
    Appointment.objects.create(official=tian, post="区长", order=20, from_date=day("2026-07-01"))
    Appointment.objects.create(official=tian, post="书记", order=10)

    def on(text):
        return [str(post) for post in Appointment.objects.on(day(text))]

    assert on("2026-06-30") == ["书记 田一苇", "区长 祝晚晴"]
    assert on("2026-07-01") == ["书记 田一苇", "区长 田一苇"]


# Nothing that is in use goes away


def test_what_is_in_use_is_not_deleted():
    publication, reporter, photo = make_publication(), make_reporter(), make_photo()
    article = make_article(publication)
    article.bylines.create(reporter=reporter)
    article.article_photos.create(photo=photo)
    official = Official.objects.create(name="祝晚晴")
    official.appointments.create(post="区长")

    for row in (publication, reporter, photo, official):
        with pytest.raises(ProtectedError):
            row.delete()


def test_an_article_outlives_its_section():
    publication = make_publication()
    section = Section.objects.create(publication=publication, name="民生")
    article = make_article(publication, section=section)

    section.delete()

    article.refresh_from_db()
    assert article.section is None


# Names and copy


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [("欧阳秋", "ou yang qiu"), (" 祝晚晴 ", "zhu wan qing")],
)
def test_a_person_sorts_and_is_found_by_pinyin(name, pinyin):
    person = Reporter.objects.create(name=name)

    assert (person.name, person.pinyin) == (name.strip(), pinyin)


@pytest.mark.parametrize("name", ["欧" * 40, "Wolfeschlegelsteinhausenbergerdorff X", "𱍐", "—"])
def test_every_name_that_fits_its_field_is_stored(name):
    for register in (Reporter, Official):
        person = register(name=name)
        person.full_clean(exclude=["pinyin"])
        person.save()

        assert register.objects.by_name(name) == person


@pytest.mark.parametrize(
    "facts",
    [{"headline": ""}, {"headline": "题" * 201}, {"kicker": "眉" * 81}, {"deck": "副" * 201}],
    ids=["no headline", "headline", "kicker", "deck"],
)
def test_copy_that_does_not_fit_its_field_is_refused(facts):
    facts = {"headline": "渡船复航"} | facts

    assert said(Article(publication=make_publication(), **facts))


def test_a_broken_headline_is_shown_in_one_line():
    article = make_article(make_publication(), headline="渡船\n今日复航")

    assert str(article) == "渡船 今日复航"
    assert article.story().headline == "渡船\n今日复航"


def test_the_printed_byline_comes_from_the_people(django_assert_num_queries):
    article = make_article(make_publication())
    for order, name in enumerate(["贺知远", "田一苇"]):
        article.bylines.create(reporter=make_reporter(name), order=order)

    read = Article.objects.prefetch_related("bylines__reporter").get(pk=article.pk)

    with django_assert_num_queries(0):
        assert "贺知远" in read.byline_text
        assert "田一苇" in read.byline_text
