"""Mastheads, exported files and the front page of the admin."""

import datetime

import pytest
from django.urls import reverse

from issues.models import EditionFile
from tests.desk_cast import (
    form_values,
    make_article,
    make_issue,
    make_publication,
    person,
    place,
    screen,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 20)


@pytest.fixture
def publication():
    return make_publication()


@pytest.fixture
def issue(publication):
    return make_issue(publication)


@pytest.fixture
def lin(client):
    user = person("lin")
    client.force_login(user)
    return user


def test_a_schedule_is_written_in_words(client, publication, lin):
    masthead = publication.mastheads.get()
    address = reverse("admin:issues_masthead_change", args=[masthead.pk])
    data = form_values(client.get(address))

    client.post(address, data | {"schedule_kind": "monthly", "schedule_days": "20 10"})

    masthead.refresh_from_db()
    assert masthead.schedule == {"kind": "monthly", "days": [10, 20]}


def test_a_page_format_that_holds_no_columns_is_refused(client, publication, lin):
    masthead = publication.mastheads.get()
    address = reverse("admin:issues_masthead_change", args=[masthead.pk])
    data = form_values(client.get(address))

    response = client.post(address, data | {"trim_width_mm": 100})

    assert response.context["adminform"].form.errors


def test_what_the_check_found_is_told_to_the_printer(client, issue, lin):
    report = {
        "figures": {"pages": 2, "characters": 900},
        "faults": [{"code": "x", "page": 1, "detail": "缺字"}],
    }
    file = EditionFile.objects.create(
        issue=issue, profile="press", path="a.pdf", sha256="0", size=6, engine="t", report=report
    )

    page = client.get(reverse("admin:issues_editionfile_change", args=[file.pk])).content.decode()

    assert "缺字" in page
    assert "900" in page


@pytest.mark.parametrize("files", [1, 20])
def test_the_list_of_files_takes_a_flat_number_of_queries(
    files, client, issue, lin, django_assert_max_num_queries
):
    for number in range(files):
        EditionFile.objects.create(
            issue=issue, profile="web", path=f"{number}", sha256="0", size=6, engine="t"
        )

    with django_assert_max_num_queries(10):
        response = client.get(reverse("admin:issues_editionfile_changelist"))

    assert response.status_code == 200


def test_the_front_page_shows_what_is_in_the_making(client, issue, lin):
    page = client.get(reverse("admin:index")).content.decode()

    assert screen(issue) in page


def test_the_front_page_tells_nothing_to_who_has_no_right(client, publication, issue):
    make_article(publication, headline="还没人该知道")
    client.force_login(person("chen"))

    page = client.get(reverse("admin:index")).content.decode()

    assert "还没人该知道" not in page
    assert screen(issue) not in page


@pytest.mark.parametrize("issues", [1, 5])
def test_the_front_page_takes_a_flat_number_of_queries(
    issues, client, publication, lin, django_assert_max_num_queries
):
    for number in range(issues):
        row = make_issue(publication, number + 1, DAY + datetime.timedelta(days=7 * number))
        place(make_article(publication), row)

    with django_assert_max_num_queries(10):
        client.get(reverse("admin:index"))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_desk_speaks_both_languages(language, client, issue, lin):
    client.post(reverse("set_language"), {"language": language, "next": "/admin/"})

    page = client.get(screen(issue)).content.decode()

    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize("words", ["1042", "2026-11-20", "海港", "<b>'\"%", "99999999999999999999"])
@pytest.mark.parametrize("name", ["issue", "editionfile"])
def test_any_words_may_be_searched_for(name, words, client, issue, lin):
    response = client.get(reverse(f"admin:issues_{name}_changelist"), {"q": words})

    assert response.status_code == 200
