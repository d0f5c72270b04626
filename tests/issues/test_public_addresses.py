"""Every address a stranger can type: a page, a redirect or 404, and never more than readers get."""

import datetime

import pytest
from django.urls import reverse

from articles.models import Photo
from issues.models import Issue
from tests.factories import (
    EditionFileFactory,
    IssueFactory,
    PublicationFactory,
    PublishedArticleFactory,
    add_photo,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    publication = PublicationFactory(slug="harbour")
    return IssueFactory(publication=publication, number=1042, published=True)


def photo_of(row, width=640, sha256=""):
    sha256 = sha256 or row.photos[0]["sha256"]
    return f"/harbour/photos/{sha256}-{width}.jpg"


HUGE = "9" * 40


@pytest.mark.parametrize(
    "address",
    [
        "/harbour/issues/999999999/",
        "/harbour/issues/0/",
        "/harbour/issues/s1/",
        "/harbour/issues/s999999999/",
        f"/harbour/issues/{HUGE}/",
        f"/harbour/issues/1042/pages/{HUGE}/",
        f"/harbour/articles/{HUGE}/",
        "/harbour/articles/-1/",
        f"/harbour/archive/{HUGE}/",
        "/harbour/archive/0/",
        f"/harbour/pictures/{HUGE}-{'0' * 16}-large.webp",
        f"/harbour/photos/{'0' * 64}-640.jpg",
        "/harbour/photos/%00-640.jpg",
        "/harbour/photos/..%2F..%2Fetc%2Fpasswd-640.jpg",
        f"/harbour/photos/{'0' * 64}-{HUGE}.jpg",
        "/hill/",
        "/hill/archive/",
        "/issues/x/",
        "/%00/",
        "/港/",
        "/harbour/issues/１０４２/",
        "/harbour/articles/１/",
    ],
)
def test_an_address_that_leads_nowhere_is_not_found(client, issue, address):
    assert client.get(address).status_code == 404


def test_an_address_of_before_there_were_several_papers_leads_on(client, issue):
    response = client.get("/issues/1042/")

    assert (response.status_code, response.headers["Location"]) == (301, "/harbour/issues/1042/")


def test_a_special_issue_without_a_number_has_an_address(client, issue):
    special = IssueFactory(
        publication=issue.publication,
        number=None,
        year_number=None,
        is_special=True,
        published=True,
    )

    assert client.get(special.get_absolute_url()).status_code == 200
    assert client.get(f"/harbour/issues/s{issue.pk}/").status_code == 404


@pytest.mark.parametrize("name", ["newest", "archive"])
def test_a_page_can_be_asked_for_its_head(client, issue, name):
    response = client.head(reverse(f"issues:{name}", args=["harbour"]))

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "address", ["/", "/harbour/", "/harbour/archive/", "/harbour/issues/1042/"]
)
def test_nothing_is_written_by_readers(client, issue, address, method):
    assert getattr(client, method)(address).status_code == 405


# Photos


def test_a_printed_photo_is_given_at_our_widths_and_kept_for_ever(client, issue):
    row = PublishedArticleFactory(issue=issue)
    add_photo(row)

    response = client.get(photo_of(row))

    assert response.headers["Content-Type"] == "image/jpeg"
    assert "immutable" in response.headers["Cache-Control"]
    assert b"".join(response.streaming_content)[:3] == b"\xff\xd8\xff"


@pytest.mark.parametrize("width", [0, 1, 641, 99999])
def test_a_photo_is_not_made_at_any_other_width(client, issue, width, settings):
    row = PublishedArticleFactory(issue=issue)
    add_photo(row)

    assert client.get(photo_of(row, width)).status_code == 404
    assert not (settings.VAR_DIR / "cache").exists()


def test_a_photo_that_no_published_story_shows_is_nowhere(client, issue):
    row = PublishedArticleFactory(issue=issue)
    add_photo(row)
    Issue.objects.update(state=Issue.State.WITHDRAWN)

    assert client.get(photo_of(row)).status_code == 404


def test_a_photo_made_before_it_was_withdrawn_is_nowhere_after(client, issue):
    row = PublishedArticleFactory(issue=issue)
    add_photo(row)
    b"".join(client.get(photo_of(row)).streaming_content)
    Issue.objects.update(state=Issue.State.WITHDRAWN)

    assert client.get(photo_of(row)).status_code == 404


def test_a_photo_whose_file_is_lost_is_not_found(client, issue, settings):
    row = PublishedArticleFactory(issue=issue)
    photo = add_photo(row)
    (settings.MEDIA_ROOT / photo.file.name).unlink()

    assert client.get(photo_of(row)).status_code == 404


def test_a_page_picture_whose_file_is_lost_is_not_found(client, issue, settings):
    file = EditionFileFactory(issue=issue, page_number=1)
    (settings.EDITION_ROOT / file.path).unlink()
    address = reverse("issues:picture", args=["harbour", file.pk, file.sha256[:16], "large"])

    assert client.get(address).status_code == 404


def test_the_press_pdf_is_not_on_the_web(client, issue):
    file = EditionFileFactory(issue=issue, profile="press", page_number=None)
    address = reverse("issues:picture", args=["harbour", file.pk, file.sha256[:16], "large"])

    assert client.get(address).status_code == 404


def test_a_photo_that_went_into_the_article_after_printing_is_nowhere(client, issue):
    row = PublishedArticleFactory(issue=issue)
    photo = add_photo(PublishedArticleFactory())
    row.article.article_photos.create(photo=photo)

    assert client.get(photo_of(row, sha256=photo.sha256)).status_code == 404


def test_a_printed_photo_stays_when_the_article_lets_it_go(client, issue):
    row = PublishedArticleFactory(issue=issue)
    add_photo(row)
    Photo.objects.all().delete()

    assert b"".join(client.get(photo_of(row)).streaming_content)[:3] == b"\xff\xd8\xff"


# What goes out with a page


def test_a_page_runs_no_script_of_others_and_stands_in_no_frame(client, issue):
    response = client.get("/harbour/")

    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_same_page_in_another_language_is_another_page_to_a_cache(client, issue):
    chinese = client.get("/harbour/")
    english = client.get("/harbour/", headers={"accept-language": "en"})

    assert chinese.headers["ETag"] != english.headers["ETag"]
    assert "Accept-Language" in english.headers["Vary"]


def test_a_withdrawn_issue_is_not_kept_by_304(client, issue):
    address = "/harbour/issues/1042/"
    seen = client.get(address).headers["ETag"]
    Issue.objects.update(state=Issue.State.WITHDRAWN)

    assert client.get(address, headers={"if-none-match": seen}).status_code == 404


def test_two_issues_of_one_day_are_both_in_the_archive(client, issue):
    day = datetime.date(2026, 11, 20)
    for number in (1050, 1051):
        IssueFactory(publication=issue.publication, number=number, date=day, published=True)

    text = client.get("/harbour/archive/").content.decode()

    assert "/harbour/issues/1050/" in text
    assert "/harbour/issues/1051/" in text


def test_an_issue_of_a_day_with_two_has_both_as_neighbours(client, issue):
    for number in (1043, 1044):
        IssueFactory(publication=issue.publication, number=number, date=issue.date, published=True)

    text = client.get("/harbour/issues/1043/").content.decode()

    assert "/harbour/issues/1042/" in text
    assert "/harbour/issues/1044/" in text
