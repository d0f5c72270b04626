"""The buttons of the issue's screen: each one verb, its result or refusal said in a sentence."""

import datetime

import pytest
from django.urls import reverse

from issues import jobs
from issues.composing import Composition
from issues.dummy import CompositionError
from issues.imposition import ExportError
from issues.models import EditionFile, Issue
from issues.printing import Export
from issues.publishing import IssueNotReadyError
from newsroom.copydesk.story import Position
from newsroom.layout.plan import EditionPlan, Overset, PagePlan
from tests.desk_cast import (
    button,
    make_article,
    make_issue,
    make_publication,
    person,
    place,
    said,
    screen,
    stand_on_page,
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


def test_composing_says_how_many_pages_and_what_found_no_room(
    client, publication, issue, lin, monkeypatch
):
    article = make_article(publication, headline="装不下")
    place(article, issue)
    overset = Overset(str(article.pk), 12, Position(0, 3), "《装不下》多 12 行。")
    plan = EditionPlan((PagePlan(1, 14, ()),), (overset,))
    monkeypatch.setattr(jobs, "compose_issue", lambda issue, *, by, step: Composition(plan))

    response = client.post(button(issue, "compose"), follow=True)

    assert said(response) == ["已组 0 个版。 《装不下》多 12 行。"]


REFUSED = [
    ("compose", "issues.jobs.compose_issue", CompositionError("先上版。")),
    ("export", "issues.jobs.export_issue", ExportError("字体缺字。")),
    ("publish", "issues.jobs.publish_issue", IssueNotReadyError(["缺标题。", "缺报头。"])),
]


@pytest.mark.parametrize(("verb", "name", "error"), REFUSED)
def test_a_refusal_is_a_message_and_no_error_page(
    verb, name, error, client, issue, lin, monkeypatch
):
    def refuse(*args, **kwargs):
        raise error

    monkeypatch.setattr(name, refuse)

    response = client.post(button(issue, verb), follow=True)

    assert response.status_code == 200
    assert said(response) == getattr(error, "problems", [str(error)])


def test_composing_an_issue_without_stories_says_so(client, issue, lin):
    response = client.post(button(issue, "compose"), follow=True)

    assert len(said(response)) == 1


def test_exporting_makes_the_file_that_the_screen_offers(
    client, issue, lin, monkeypatch, settings, tmp_path
):
    settings.EDITION_ROOT = tmp_path
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1")
    file = EditionFile(issue=issue, profile="press", path="a.pdf", sha256="0", size=6, engine="t")

    def export(*args, **kwargs):
        file.save()
        return Export([file])

    monkeypatch.setattr("issues.jobs.export_issue", export)

    response = client.post(button(issue, "export"), follow=True)
    address = reverse("admin:issues_editionfile_file", args=[file.pk])
    download = client.get(address)

    assert address.encode() in response.content
    assert b"".join(download.streaming_content) == b"%PDF-1"
    assert 'filename="a.pdf"' in download.headers["Content-Disposition"]


def test_a_lost_edition_file_is_not_found(client, issue, lin, settings, tmp_path):
    settings.EDITION_ROOT = tmp_path
    file = EditionFile.objects.create(
        issue=issue, profile="press", path="gone.pdf", sha256="0", size=6, engine="t"
    )

    assert client.get(reverse("admin:issues_editionfile_file", args=[file.pk])).status_code == 404


def test_withdrawing_needs_a_reason(client, issue, lin):
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.PUBLISHED)

    client.post(button(issue, "withdraw"), {"reason": " "})
    issue.refresh_from_db()
    before = issue.state
    client.post(button(issue, "withdraw"), {"reason": "第2版人名有误"})

    issue.refresh_from_db()
    assert (before, issue.state) == ("published", "withdrawn")
    assert issue.withdrawn_reason == "第2版人名有误"
    shown = client.get(reverse("admin:issues_issue_change", args=[issue.pk])).content.decode()
    assert "第2版人名有误</p>" in shown  # what comes after it is no part of its sentence


def test_chosen_articles_are_placed_on_a_page_in_their_order(client, publication, issue, lin):
    first = make_article(publication, headline="一")
    second = make_article(publication, headline="二")

    client.post(button(issue, "place"), {"article": [second.pk, first.pk], "page": "2"})

    placed = issue.placements.order_by("order")
    assert [p.article for p in placed] == [second, first]
    assert {p.page.number for p in placed} == {2}


def test_an_article_of_another_publication_is_not_placed(client, issue, lin):
    other = make_article(make_publication(slug="hill", name="山镇报"))

    response = client.post(button(issue, "place"), {"article": [other.pk, "x"]}, follow=True)

    assert not issue.placements.exists()
    assert len(said(response)) == 1


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "-1", "1.5", "一"])
def test_a_key_that_no_row_can_have_is_one_that_no_row_has(client, publication, issue, lin, number):
    article = make_article(publication)

    response = client.post(button(issue, "place"), {"article": number, "page": "2"}, follow=True)
    client.post(button(issue, "place"), {"article": article.pk, "page": number})

    assert len(said(response)) == 1
    assert [(p.article, p.page) for p in issue.placements.all()] == [(article, None)]


def test_pages_are_added_and_the_empty_last_one_is_dropped(client, publication, issue, lin):
    client.post(button(issue, "add-page"))
    added = issue.pages.count()
    stand_on_page(issue, 3)
    client.post(button(issue, "drop-page"))

    assert (added, issue.pages.count()) == (3, 2)


def test_a_page_with_stories_is_not_dropped(client, publication, issue, lin):
    place(make_article(publication), issue, page=2)

    response = client.post(button(issue, "drop-page"), follow=True)

    assert issue.pages.count() == 2
    assert len(said(response)) == 1


VERBS = ["compose", "export", "publish", "cancel", "withdraw", "place", "add-page", "drop-page"]


@pytest.mark.parametrize("verb", VERBS)
def test_buttons_are_posts(verb, client, issue, lin):
    assert client.get(button(issue, verb)).status_code == 405


def test_an_unknown_button_is_not_found(client, issue, lin):
    assert client.post(button(issue, "explode")).status_code == 404


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", ["wang", "chen"])
def test_a_missing_right_hides_the_button_and_refuses_the_verb(
    verb, name, client, publication, issue
):
    state = Issue.State.PUBLISHED if verb == "withdraw" else Issue.State.PLANNING
    Issue.objects.filter(pk=issue.pk).update(state=state)
    article = make_article(publication)
    client.force_login(person(name))

    shown = client.get(screen(issue))
    response = client.post(button(issue, verb), {"article": [article.pk], "reason": "试"})

    assert button(issue, verb).encode() not in shown.content
    assert response.status_code == 403
    issue.refresh_from_db()
    assert (issue.state, issue.pages.count(), issue.placements.count()) == (state, 2, 0)


def test_an_editor_composes_but_does_not_publish(client, issue):
    client.force_login(person("mei"))

    page = client.get(screen(issue)).content.decode()

    assert button(issue, "compose") in page
    assert button(issue, "publish") not in page
