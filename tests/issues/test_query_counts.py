"""Twenty times the content costs no more queries: every public page, every admin screen."""

import datetime

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.editing import keep_revision
from articles.models import Appointment, Byline, Official
from tests.factories import (
    ArticleFactory,
    EditionFileFactory,
    IssueFactory,
    PageFactory,
    PlacementFactory,
    PublicationFactory,
    ReporterFactory,
    SectionFactory,
    UserFactory,
    add_photo,
    zone,
)

pytestmark = pytest.mark.django_db

PUBLIC = ["home", "newest", "detail", "page", "article", "archive", "archive_year"]
LISTS = sorted(
    reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for model in admin.site._registry
)


def queries(client, address):
    client.get(address)  # what is asked once a process (content types, …) is not counted
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code in {200, 302}, address
    return len(asked)


def fill(publication, first, count, stories):
    """``count`` published issues with everything a reader and an editor can meet."""
    issues = [
        IssueFactory(
            publication=publication,
            number=number,
            year_number=number,
            date=datetime.date(2026, 1, 1) + datetime.timedelta(days=number),
            published=True,
            stories=stories,
        )
        for number in range(first, first + count)
    ]
    for issue in issues:
        rows = list(issue.published_articles.all())
        for row in rows[:2]:
            add_photo(row, data=bytes_of_picture(row.pk))
        for page in (1, 2):
            PageFactory(issue=issue, number=page)
            EditionFileFactory(issue=issue, page_number=page, zones=[zone(row) for row in rows])
        for row in rows:
            sign(row.article)
            PlacementFactory(issue=issue, article=row.article)
            keep_revision(row.article, by=None)
    return issues


def bytes_of_picture(seed):
    from tests.factories import picture_bytes

    return picture_bytes((40, 30), "PNG", (seed % 256, seed // 256 % 256, 7))


def sign(article):
    Byline.objects.create(article=article, reporter=ReporterFactory(), role="记者")


def people(publication, count):
    for number in range(count):
        official = Official.objects.create(name=f"林{'一二三四五六七八九十'[number % 10]}")
        Appointment.objects.create(official=official, post=f"主任{number}")
        SectionFactory(publication=publication)
        UserFactory()
        ArticleFactory(publication=publication)


@pytest.fixture
def small():
    publication = PublicationFactory()
    issue = fill(publication, 1, 1, 2)[0]
    people(publication, 1)
    return publication, issue


def grow(publication, issue):
    """Twenty times the issues, and twenty times the stories of the newest one."""
    fill(publication, 2, 20, 2)
    people(publication, 20)
    return fill(publication, 300, 1, 40)[0]


def public_address(name, publication, issue):
    row = issue.published_articles.first()
    arguments = {
        "home": [],
        "newest": [publication.slug],
        "detail": [publication.slug, issue.reference],
        "page": [publication.slug, issue.reference, 1],
        "article": [publication.slug, row.article_id],
        "archive": [publication.slug],
        "archive_year": [publication.slug, issue.date.year],
    }[name]
    return reverse(f"issues:{name}", args=arguments)


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_asks_no_more_when_the_paper_grows(client, small, name):
    before = queries(client, public_address(name, *small))

    large = grow(*small)

    assert queries(client, public_address(name, small[0], large)) == before


@pytest.mark.parametrize("address", LISTS)
def test_an_admin_list_asks_no_more_when_the_paper_grows(client, small, address):
    client.force_login(User.objects.create_superuser("lin"))
    before = queries(client, address)

    grow(*small)

    assert queries(client, address) <= before


@pytest.mark.parametrize("name", ["admin:index", "admin:issues_issue_add"])
def test_the_desk_asks_no_more_when_the_paper_grows(client, small, name):
    client.force_login(User.objects.create_superuser("lin"))
    before = queries(client, reverse(name))

    grow(*small)

    assert queries(client, reverse(name)) <= before


def test_the_issue_screen_asks_no_more_for_more_stories(client, small):
    client.force_login(User.objects.create_superuser("lin"))
    before = queries(client, reverse("admin:issues_issue_change", args=[small[1].pk]))

    large = grow(*small)

    assert queries(client, reverse("admin:issues_issue_change", args=[large.pk])) <= before
