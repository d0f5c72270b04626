"""What readers get, and what strangers never see."""

import datetime

import pytest
from django.urls import reverse

from issues.models import Issue
from tests.factories import (
    EditionFileFactory,
    IssueFactory,
    PublicationFactory,
    PublishedArticleFactory,
    add_photo,
    zone,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    publication = PublicationFactory(slug="harbour")
    return IssueFactory(
        publication=publication,
        number=1042,
        year_number=42,
        date=datetime.date(2026, 11, 20),
        published=True,
    )


def page(name, *arguments):
    return reverse(f"issues:{name}", args=arguments)


def test_an_empty_newsroom_says_what_to_do(client):
    response = client.get("/")

    assert response.status_code == 200
    assert "make demo" in response.content.decode()


def test_a_paper_without_a_published_issue_says_so(client):
    PublicationFactory(slug="harbour")

    assert "第一期正在编" in client.get(page("newest", "harbour")).content.decode()


def test_home_goes_to_the_only_paper(client, issue):
    assert client.get("/").headers["Location"] == "/harbour/"


def test_the_newest_issue_shows_its_masthead_and_stories(client, issue):
    row = PublishedArticleFactory(issue=issue, article__headline="渡船复航")

    text = client.get(page("newest", "harbour")).content.decode()

    for words in ("海港日报", "总第1042期", "2026年11月", "星期五", "丙午年十月十二", "渡船复航"):
        assert words in text
    assert page("article", "harbour", row.article_id) in text


def test_an_older_issue_keeps_its_address(client, issue):
    IssueFactory(publication=issue.publication, number=1043, published=True)

    assert client.get(page("detail", "harbour", 1042)).status_code == 200


def test_a_page_is_a_picture_with_zones_that_are_links(client, issue):
    row = PublishedArticleFactory(issue=issue)
    file = EditionFileFactory(issue=issue, page_number=1, zones=[zone(row)])

    text = client.get(page("page", "harbour", 1042, 1)).content.decode()

    assert page("picture", "harbour", file.pk, file.sha256[:16], "large") in text
    assert text.count(page("article", "harbour", row.article_id)) >= 2


def test_a_page_that_is_not_there_is_not_found(client, issue):
    assert client.get(page("page", "harbour", 1042, 9)).status_code == 404


def test_an_article_shows_copy_byline_source_and_photos(client, issue):
    row = PublishedArticleFactory(issue=issue, article__source="海港文化馆")
    add_photo(row, caption="码头早市", credit="记者　林晓　摄")

    text = client.get(page("article", "harbour", row.article_id)).content.decode()

    for words in ("船票不涨价。", "码头早市", "林晓", "渡船靠岸"):
        assert words in text


def test_hostile_copy_is_shown_as_text(client, issue):
    row = PublishedArticleFactory(
        issue=issue,
        article__headline="<script>alert(1)</script>",
        article__body="<p>&lt;img src=x onerror=alert(1)&gt;</p>",
    )

    text = client.get(page("article", "harbour", row.article_id)).content.decode()

    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("state", [s for s in Issue.State.values if s != Issue.State.PUBLISHED])
def test_what_is_not_published_is_nowhere(client, issue, state):
    row = PublishedArticleFactory(issue=issue)
    file = EditionFileFactory(issue=issue, page_number=1)
    Issue.objects.update(state=state)

    for address in (
        page("detail", "harbour", 1042),
        page("page", "harbour", 1042, 1),
        page("article", "harbour", row.article_id),
        page("picture", "harbour", file.pk, file.sha256[:16], "large"),
    ):
        assert client.get(address).status_code == 404
    assert row.article.headline not in client.get(page("newest", "harbour")).content.decode()
    assert "1042" not in client.get(page("archive", "harbour")).content.decode()


def test_a_paper_that_is_not_public_is_nowhere(client, issue):
    PublishedArticleFactory(issue=issue)
    issue.publication.is_public = False
    issue.publication.save()

    for name, arguments in (("newest", []), ("detail", [1042]), ("archive", [])):
        assert client.get(page(name, "harbour", *arguments)).status_code == 404


def test_another_papers_article_has_no_address_here(client, issue):
    other = PublishedArticleFactory()

    assert client.get(page("article", "harbour", other.article_id)).status_code == 404


@pytest.mark.parametrize(
    "digest", ["0" * 16, "..%2F..%2Fetc", "short", "%00"], ids=["wrong", "path", "short", "nul"]
)
def test_a_picture_is_given_only_under_its_own_hash(client, issue, digest):
    file = EditionFileFactory(issue=issue, page_number=1)

    assert client.get(f"/harbour/pictures/{file.pk}-{digest}-large.webp").status_code == 404


@pytest.mark.parametrize("size", ["large", "small"])
def test_a_picture_can_be_kept_for_ever(client, issue, size):
    file = EditionFileFactory(issue=issue, page_number=1)

    response = client.get(page("picture", "harbour", file.pk, file.sha256[:16], size))

    assert response.headers["Content-Type"] == "image/webp"
    assert "immutable" in response.headers["Cache-Control"]
    assert b"".join(response.streaming_content)[:4] == b"RIFF"


def test_the_issue_can_be_had_as_one_pdf(client, issue):
    file = EditionFileFactory(
        issue=issue, page_number=None, profile="webpdf", path="harbour/1042/harbour-1042-web.pdf"
    )
    address = page("pdf", "harbour", file.pk, file.sha256[:16])
    one_page = EditionFileFactory(issue=issue, page_number=1, profile="webpdf", path="h/p1.pdf")

    front, sheet = (
        client.get(page("newest", "harbour")),
        client.get(page("page", "harbour", 1042, 1)),
    )
    pdf = client.get(address)

    assert f'href="{address}"' in front.content.decode()
    assert f'href="{address}#page=1"' in sheet.content.decode()
    assert str(one_page.sha256[:16]) not in front.content.decode()
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert "harbour-1042-web.pdf" in pdf.headers["Content-Disposition"]
    assert "immutable" in pdf.headers["Cache-Control"]
    assert b"".join(pdf.streaming_content)


def test_a_pdf_of_an_issue_that_was_withdrawn_is_nowhere(client, issue):
    file = EditionFileFactory(issue=issue, page_number=None, profile="webpdf", path="h/web.pdf")
    press = EditionFileFactory(issue=issue, page_number=None, profile="press", path="h/press.pdf")
    address = page("pdf", "harbour", file.pk, file.sha256[:16])

    assert client.get(page("pdf", "harbour", file.pk, "0" * 16)).status_code == 404
    assert client.get(page("pdf", "harbour", press.pk, press.sha256[:16])).status_code == 404
    Issue.objects.update(state=Issue.State.WITHDRAWN)
    assert client.get(address).status_code == 404


def test_a_reader_who_has_the_page_gets_304(client, issue):
    address = page("newest", "harbour")
    seen = client.get(address).headers["ETag"]

    assert client.get(address, headers={"if-none-match": seen}).status_code == 304


def test_a_new_story_is_not_hidden_by_304(client, issue):
    address = page("newest", "harbour")
    seen = client.get(address).headers["ETag"]
    IssueFactory(
        publication=issue.publication, number=1043, date=datetime.date(2026, 11, 27), published=True
    )

    assert client.get(address, headers={"if-none-match": seen}).status_code == 200


def test_the_archive_lists_every_issue_of_the_year(client, issue):
    IssueFactory(
        publication=issue.publication, number=1000, date=datetime.date(2025, 1, 3), published=True
    )

    now = client.get(page("archive", "harbour")).content.decode()
    then = client.get(page("archive_year", "harbour", 2025)).content.decode()

    assert page("detail", "harbour", 1042) in now
    assert page("detail", "harbour", 1000) not in now
    assert page("detail", "harbour", 1000) in then
    assert client.get(page("archive_year", "harbour", 2024)).status_code == 404


def test_nothing_but_reading_is_allowed(client, issue):
    assert client.post(page("newest", "harbour")).status_code == 405


def test_english_readers_get_english(client, issue):
    text = client.get(
        page("archive", "harbour"), headers={"accept-language": "en"}
    ).content.decode()

    assert "Archive" in text
    assert '<html lang="en' in text


def test_a_mistyped_address_is_answered_in_the_papers_look(client, issue):
    response = client.get("/harbour/nothing/here/")

    assert response.status_code == 404
    assert "报上没有这一页" in response.content.decode()


@pytest.mark.parametrize("name", ["newest", "archive"])
def test_a_page_that_caches_may_keep_carries_nothing_of_one_reader(client, issue, name):
    response = client.get(page(name, "harbour"))

    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_a_reader_changes_the_language_and_comes_back(issue):
    from django.test import Client

    reader = Client(enforce_csrf_checks=True)
    archive = page("archive", "harbour")

    response = reader.post("/language/", {"language": "en", "next": archive})

    assert response.headers["Location"] == archive
    assert "Archive" in reader.get(archive).content.decode()


@pytest.mark.parametrize("next", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_language_switch_leads_nowhere_else(client, issue, next):
    response = client.post("/language/", {"language": "en", "next": next})

    assert response.headers["Location"] == "/"


def test_the_picture_of_a_page_says_what_its_advertisements_show(client, issue):
    EditionFileFactory(issue=issue, page_number=1)
    sold = {"label": "广告", "alt": "江边茶社，新茶到店"}
    issue.frozen = {**issue.frozen, "pages": [{"number": 1, "name": "要闻", "artwork": [sold]}]}
    issue.save()

    text = client.get(page("page", "harbour", 1042, 1)).content.decode()

    assert "广告: 江边茶社，新茶到店" in text
