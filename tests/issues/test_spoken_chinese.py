"""Dates, names and deeds as a Chinese reader writes them; in English when they are asked for so."""

import datetime
import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from articles.auditing import record
from articles.logbook import details_in_words, target_in_words, verb_in_words, who
from articles.models import AuditEntry
from articles.rights import right_in_words
from tests.desk_cast import person
from tests.factories import (
    IssueFactory,
    PlacementFactory,
    PublicationFactory,
    PublishedArticleFactory,
)

pytestmark = pytest.mark.django_db

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def row():
    issue = IssueFactory(
        publication=PublicationFactory(slug="harbour"),
        number=1042,
        date=datetime.date(2026, 11, 20),
        published=True,
    )
    return PublishedArticleFactory(issue=issue)


@pytest.fixture
def operator(client, row):
    """The one who may open accounts and the log."""
    user = person("lin")
    user.is_superuser = True
    user.save()
    client.force_login(user)
    return user


def seen(client, name, *arguments, **options):
    return client.get(reverse(name, args=arguments), **options).content.decode()


def test_every_public_page_writes_the_day_in_chinese(client, row):
    for text in (
        seen(client, "issues:detail", "harbour", 1042),
        seen(client, "issues:page", "harbour", 1042, 1),
        seen(client, "issues:article", "harbour", row.article_id),
        seen(client, "issues:archive", "harbour"),
    ):
        assert "2026年11月20日" in text
        assert "2026-11-20" not in re.sub(r'datetime="[^"]*"', "", text)


def test_the_archive_heads_its_columns_with_one_character(client, row):
    text = seen(client, "issues:archive", "harbour")

    assert "".join(re.findall(r"<abbr[^>]*>(.*?)</abbr>", text)[:7]) == "一二三四五六日"
    assert re.findall(r"<caption>(.*?)</caption>", text) == [f"{n}月" for n in range(1, 13)]


@pytest.mark.parametrize(
    ("headers", "language", "sentence"),
    [({}, "zh-hans", "报上没有这一页"), (ENGLISH, "en", "This page is not in the paper")],
)
def test_a_page_that_is_not_there_says_so_in_the_readers_language(
    client, headers, language, sentence
):
    response = client.get("/nowhere/", headers=headers)

    assert response.status_code == 404
    assert f'<html lang="{language}">' in response.content.decode()
    assert sentence in response.content.decode()


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("publish_issue", "发布"),
        ("add_reporter", "添加记者"),
        ("change_masthead", "修改报头"),
        ("fold_paper", "fold_paper"),
    ],
)
def test_a_deed_is_said_in_words(verb, words):
    assert verb_in_words(verb) == words


def test_an_entry_of_the_log_is_said_in_words():
    assert who("command line") == "命令行"
    assert who("林晓") == "林晓"
    assert target_in_words("issues.issue:7") == "期次 7"
    details = {"page": 2, "reason": "", "fields": ["name", "slug"]}
    assert details_in_words(details) == {"版": 2, "改动项": "name, slug"}


def test_the_log_shows_no_bare_verbs(client, operator, row):
    record(None, "publish_issue", row.issue)
    record(operator, "add_publication", row.issue.publication)

    text = seen(client, "admin:articles_auditentry_changelist")

    assert "命令行" in text
    assert "添加出版物" in text
    assert ">publish_issue<" not in text


def test_the_log_is_filtered_by_deed(client, operator, row):
    record(None, "publish_issue", row.issue)
    record(None, "withdraw_issue", row.issue)
    address = reverse("admin:articles_auditentry_changelist")

    found = client.get(f"{address}?verb=withdraw_issue").context["cl"].queryset

    assert {entry.verb for entry in found} == {"withdraw_issue"}
    assert AuditEntry.objects.count() > 1


@pytest.mark.parametrize(
    ("codename", "words"),
    [
        ("add_article", "稿件：添加"),
        ("view_auditentry", "操作记录：查看"),
        ("publish_issue", "可发布"),
    ],
)
def test_a_right_is_said_in_words(codename, words):
    assert right_in_words(Permission.objects.get(codename=codename)) == words


@pytest.mark.parametrize("screen", ["auth_user_change", "auth_group_change"])
def test_the_screens_of_accounts_and_roles_offer_rights_in_words(client, operator, screen):
    key = operator.pk if "user" in screen else operator.groups.get().pk

    text = seen(client, f"admin:{screen}", key)

    assert "稿件：添加" in text
    assert "Can add" not in text


def test_the_list_of_accounts_names_the_roles(client, operator):
    assert operator.groups.get().name in seen(client, "admin:auth_user_changelist")


def test_a_printed_story_in_no_box_has_a_dash_and_no_picture_named_false(client, operator, row):
    PlacementFactory(issue=row.issue, article=row.article, boxed=False)

    text = seen(client, "admin:issues_issue_change", row.issue_id)

    panel = text[text.index('id="placements-group"') :]
    cell = panel[panel.index('class="field-boxed_word"') :]
    assert "–" in cell[: cell.index("</td>")]
    assert "False" not in panel[: panel.index("</table>")]


@pytest.mark.parametrize(
    ("headers", "words"),
    [({}, ("这个账号无权操作", "可发布")), (ENGLISH, ("Not for this account", "May publish"))],
)
def test_who_may_not_is_told_what_right_is_missing(client, row, headers, words):
    client.force_login(person("mei"))
    address = reverse("admin:issues_issue_do", args=[row.issue_id, "publish"])

    response = client.post(address, headers=headers)

    assert response.status_code == 403
    assert all(word in response.content.decode() for word in words)


def test_who_guesses_passwords_is_told_to_wait(client, row):
    person("mei")
    facts = {"username": "mei", "password": "wrong"}

    for _guess in range(8):
        response = client.post(reverse("admin:login"), facts)

    assert response.status_code == 429
    assert "密码输错次数过多" in response.content.decode()
