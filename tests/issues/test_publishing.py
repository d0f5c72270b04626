"""From a planned issue to its readers, and back; what is published does not change."""

import datetime
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from articles.editing import save_article
from articles.models import Article, AuditEntry
from issues import publishing
from issues.composing import compose_issue
from issues.dummy import CompositionError
from issues.imposition import ExportError
from issues.locks import IssueClosedError
from issues.models import EditionFile, Issue, PublishedArticle
from issues.planning import place_article
from issues.printing import export_issue
from issues.publishing import IssueNotReadyError, publish_issue, withdraw_issue
from newsroom.press.fontset import FontSetError
from tests.desk_cast import make_article, make_issue, make_publication, person, place

pytestmark = pytest.mark.django_db

BODY = "<p>停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票。</p>" * 6


@pytest.fixture
def issue():
    publication = make_publication()
    issue = make_issue(publication)
    for number in range(5):
        place(make_article(publication, f"第{number}班渡船复航", BODY), issue)
    return issue


@pytest.fixture
def published(issue):
    return publish_issue(issue, by=None)


def files(issue):
    return {(file.profile, file.sha256) for file in issue.files.filter(is_current=True)}


def test_publishing_makes_print_and_web_and_freezes_both(published):
    profiles = [file.profile for file in published.files.filter(is_current=True)]

    assert published.state == Issue.State.PUBLISHED
    assert profiles.count("press") == 1
    assert profiles.count("web") == len(published.frozen["pages"])
    assert published.published_articles.count() == 5
    assert published.frozen["masthead"]["name"] == "海港日报"


def test_publishing_again_changes_nothing(published):
    before = files(published)

    again = publish_issue(published, by=None)

    assert again.version == published.version
    assert files(again) == before


def test_readers_keep_what_was_printed_when_the_article_changes(client, published):
    row = published.published_articles.first()
    Article.objects.filter(pk=row.article_id).update(headline="改过的标题", version=9)

    assert "改过的标题" not in client.get(row.get_absolute_url()).content.decode()


def test_a_published_issue_is_exported_as_it_was_printed(published):
    before = files(published)
    Article.objects.update(body="<p>改过。</p>")

    again = export_issue(published, "press", by=None)

    assert {("press", file.sha256) for file in again.files} <= before


def test_a_published_issue_is_neither_composed_nor_filled(published):
    with pytest.raises(IssueClosedError):
        compose_issue(published, by=None)
    with pytest.raises(IssueClosedError):
        place_article(make_article(published.publication, "迟到的稿"), published, by=None)


def test_copy_saved_between_print_and_freeze_is_not_published(issue, monkeypatch):
    real = export_issue

    def slow_export(issue, profile, *, by, step):
        made = real(issue, profile, by=by)
        if profile == "web":
            Article.objects.update(body="<p>刚改。</p>", version=9)
        return made

    monkeypatch.setattr(publishing, "export_issue", slow_export)

    with pytest.raises(IssueNotReadyError):
        publish_issue(issue, by=None)
    issue.refresh_from_db()
    assert issue.state != Issue.State.PUBLISHED
    assert not PublishedArticle.objects.exists()


def test_pages_composed_between_print_and_freeze_are_not_published(issue, monkeypatch):
    real = export_issue

    def slow_export(issue, profile, *, by, step):
        made = real(issue, profile, by=by)
        if profile == "web":
            compose_issue(issue, by=None, seed=7)
        return made

    monkeypatch.setattr(publishing, "export_issue", slow_export)

    with pytest.raises(IssueNotReadyError):
        publish_issue(issue, by=None)


def test_what_is_missing_is_said_in_sentences():
    issue = make_issue(make_publication())

    with pytest.raises(IssueNotReadyError, match="稿件"):
        publish_issue(issue, by=None)


def test_a_withdrawn_issue_is_gone_with_its_reason(client, published):
    withdraw_issue(published, by=None, reason="报头日期印错")

    assert client.get(published.get_absolute_url()).status_code == 404
    assert AuditEntry.objects.filter(verb="withdraw_issue").exists()
    assert Issue.objects.get().withdrawn_reason == "报头日期印错"


def test_withdrawing_needs_a_reason_and_a_published_issue(issue):
    with pytest.raises(IssueNotReadyError):
        withdraw_issue(issue, by=None, reason="为什么")
    published = publish_issue(issue, by=None)
    with pytest.raises(IssueNotReadyError):
        withdraw_issue(published, by=None, reason="  ")


@pytest.mark.parametrize("name", ["wang", "mei", "chen"])
def test_only_a_chief_editor_publishes_and_withdraws(issue, name):
    by = person(name)

    with pytest.raises(PermissionDenied):
        publish_issue(issue, by=by)
    with pytest.raises(PermissionDenied):
        withdraw_issue(issue, by=by, reason="不行")


def test_every_step_is_in_the_record(published):
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))

    assert {"compose_issue", "export_press", "export_web", "publish_issue"} <= verbs


def test_a_character_that_no_font_has_is_named_with_its_story(issue):
    place(make_article(issue.publication, "怪字", "<p>他叫\U00031350山。</p>"), issue)

    with pytest.raises(ExportError, match="怪字") as refused:
        export_issue(issue, "press", by=None)
    assert "\U00031350" in str(refused.value)
    assert "U+31350" in str(refused.value)
    assert not EditionFile.objects.exists()


def test_a_missing_font_is_one_sentence(issue, settings, tmp_path):
    from issues.dummy import type_book

    settings.FONT_ROOT = tmp_path / "nowhere"
    type_book.cache_clear()

    with pytest.raises(FontSetError, match="make setup"):
        compose_issue(issue, by=None)
    type_book.cache_clear()


def test_a_page_too_small_for_its_masthead_is_one_sentence(issue):
    masthead = issue.masthead
    masthead.nameplate_rows = 3
    masthead.save()

    with pytest.raises((ExportError, CompositionError)) as refused:
        export_issue(issue, "press", by=None)
    assert str(refused.value).endswith("。")


def test_the_same_pages_make_the_same_bytes_and_one_file(issue):
    first = export_issue(issue, "press", by=None)
    second = export_issue(issue, "press", by=None)

    assert [file.pk for file in first.files] == [file.pk for file in second.files]


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("compose_issue", ["7777"]),
        ("export_issue", ["7777", "--profile", "press"]),
        ("publish_issue", ["7777"]),
        ("withdraw_issue", ["7777", "--reason", "x"]),
        ("export_issue", ["1042", "--profile", "press", "--page", "9"]),
    ],
)
def test_a_command_that_cannot_be_done_is_one_sentence(issue, command, arguments, tmp_path):
    if command == "export_issue":
        arguments = [*arguments, "--output", str(tmp_path)]

    with pytest.raises(CommandError) as refused:
        call_command(command, *arguments, stdout=io.StringIO())
    assert "\n" not in str(refused.value)


def test_a_database_without_tables_is_one_sentence(monkeypatch):
    from django.db import OperationalError, connection

    from issues.models import Issue

    def fail(*args, **options):
        raise OperationalError("no such table")

    monkeypatch.setattr(Issue.objects, "select_related", fail)
    monkeypatch.setattr(connection.introspection, "table_names", list)

    with pytest.raises(CommandError, match="migrate"):
        call_command("compose_issue", "1")


def test_a_withdrawn_issue_is_mended_and_published_again(client, published):
    withdraw_issue(published, by=None, reason="标题有误")
    article = published.published_articles.first().article
    article.headline = "渡船明日复航"
    save_article(article, by=None)

    again = publish_issue(Issue.objects.get(), by=None)

    assert again.state == Issue.State.PUBLISHED
    assert "渡船明日复航" in client.get(again.get_absolute_url()).content.decode()
    assert again.files.filter(profile="press").count() == 2


def test_a_story_of_a_withdrawn_issue_can_come_out_in_another(published):
    withdraw_issue(published, by=None, reason="停印")
    article = published.published_articles.first().article
    other = make_issue(published.publication, number=1043, date=datetime.date(2026, 11, 27))
    place_article(article, other, by=None)

    publish_issue(other, by=None)

    assert PublishedArticle.objects.get(article=article).issue == other


def test_what_an_editor_should_see_before_publishing_is_said(issue):
    article = issue.placements.first().article
    Article.objects.exclude(pk=article.pk).update(status=Article.Status.EDITED)
    Issue.objects.update(date=datetime.date(2090, 1, 6))

    said = publishing.cautions(Issue.objects.get())

    assert len(said) == 3
    assert "1、2" in said[0]
    assert article.headline in said[1]


def test_the_desk_says_that_a_printed_article_does_not_change_for_readers(client, published):
    client.force_login(person("mei"))
    row = published.published_articles.first()

    text = client.get(f"/admin/articles/article/{row.article_id}/change/").content.decode()

    assert "printed-note" in text
    assert row.get_absolute_url() in text


def test_a_form_with_an_old_token_is_answered_in_words():
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "lin"})

    assert response.status_code == 403
    assert "什么都没有保存" in response.content.decode()


def test_the_record_names_who_published_and_not_the_machine(issue):
    lin = person("lin")

    publish_issue(issue, by=lin)

    entries = AuditEntry.objects.filter(verb__in=["compose_issue", "export_press", "publish_issue"])
    assert {entry.actor for entry in entries} == {lin}
