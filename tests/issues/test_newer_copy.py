"""Newer copy is named, and nothing is signed or released over it; locks on the issue's screen."""

import pytest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from articles.editing import keep_revision, save_article
from articles.models import Article
from issues.printing import export_issue
from issues.progress import readiness
from issues.proofing import SigningRefusedError, sign_page
from issues.releasing import Order, ReleaseRefusedError, release_to_print
from tests.desk_cast import person, two_page_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    made = two_page_issue()
    export_issue(made, "proof", by=None)
    return made


def edit(headline):
    article = Article.objects.get(headline=headline)
    article.body = article.body.replace("四十二人", "四十三人", 1)
    article.version += 1
    article.save()


def do(client, issue, verb, **given):
    return client.post(
        reverse("admin:issues_issue_do", args=[issue.pk, verb]), given, follow=True
    ).content.decode()


SCREENS = [("change", ()), ("flatplan", ()), ("pagestate", (1,)), ("proof", (1,))]


def test_newer_copy_is_marked_with_who_saved_it_and_when(client, issue):
    wang = person("wang")
    article = Article.objects.get(headline="渡船复航")
    article.body = article.body.replace("四十二人", "四十三人", 1)
    save_article(article, by=wang, expected_version=article.version)
    kept = keep_revision(article, by=wang)
    client.force_login(person("lin"))

    shown = {
        name: client.get(reverse(f"admin:issues_issue_{name}", args=[issue.pk, *page]))
        for name, page in SCREENS
    }

    when = date_format(localtime(kept.created_at), "SHORT_DATETIME_FORMAT")
    told = f"有新稿：wang，{when}"
    assert told in [module["newer"] for module in shown.pop("pagestate").json()["modules"]]
    assert {name for name, page in shown.items() if told not in page.content.decode()} == set()


def test_newer_copy_without_a_revision_is_marked_all_the_same(client, issue):
    edit("湖堤夜练")
    client.force_login(person("lin"))

    shown = client.get(reverse("admin:issues_issue_flatplan", args=[issue.pk])).content.decode()

    assert shown.count("有新稿") == 1
    assert "有新稿：" not in shown


def test_a_signature_is_refused_by_the_name_of_the_story_and_its_page(issue):
    edit("渡船复航")

    with pytest.raises(SigningRefusedError, match="第 1 版的《渡船复航》有新稿"):
        sign_page(issue.pages.get(number=1), "editor", by=None)


def test_a_page_with_newer_copy_is_not_released(issue):
    edit("湖堤夜练")

    with pytest.raises(ReleaseRefusedError, match="第 2 版的《湖堤夜练》有新稿"):
        release_to_print(issue, Order("0000-0000000"), by=None, unsigned=True)


def test_a_page_is_locked_and_unlocked_on_the_issues_screen(client, issue):
    client.force_login(person("mei"))

    assert "mei 于" in do(client, issue, "lock", page=2)
    assert issue.pages.get(number=2).is_locked
    do(client, issue, "unlock", page=2)
    assert not issue.pages.get(number=2).is_locked


def test_somebody_without_the_right_locks_nothing(client, issue):
    client.force_login(person("wang"))

    do(client, issue, "lock", page=2)

    assert not issue.pages.get(number=2).is_locked


def test_a_page_that_is_not_there_is_not_found(client, issue):
    client.force_login(person("mei"))

    address = reverse("admin:issues_issue_do", args=[issue.pk, "lock"])
    assert client.post(address, {"page": "99999"}).status_code == 404


def test_only_what_changed_is_composed_with_one_button(client, issue):
    client.force_login(person("mei"))
    edit("湖堤夜练")
    before = dict(issue.pages.values_list("number", "current_layout"))

    screen = client.get(reverse("admin:issues_issue_change", args=[issue.pk])).content.decode()
    do(client, issue, "compose-changed")

    after = dict(issue.pages.values_list("number", "current_layout"))
    assert "只重组有改动的版：第 2 版" in screen
    assert after[1] == before[1]
    assert after[2] != before[2]


def sort_as(headline, nature):
    article = Article.objects.get(headline=headline)
    article.nature = [nature]
    save_article(article, by=None, expected_version=article.version)


def test_what_is_not_printed_is_no_newer_copy(client, issue):
    sort_as("渡船复航", "obituary")
    client.force_login(person("lin"))

    shown = {
        name: client.get(reverse(f"admin:issues_issue_{name}", args=[issue.pk, *page]))
        for name, page in SCREENS
    }

    told = shown.pop("pagestate").json()
    assert [module["newer"] for module in told["modules"]] == [""]
    assert told["is_stale"] is False
    assert {name for name, page in shown.items() if "有新稿" in page.content.decode()} == set()
    assert readiness(issue) == "齐了"


def test_a_page_is_signed_after_a_story_was_sorted(issue):
    sort_as("渡船复航", "obituary")

    assert sign_page(issue.pages.get(number=1), "editor", by=None).pk


def test_newer_copy_is_counted_where_issues_are_listed(issue):
    edit("渡船复航")

    assert "1" in readiness(issue)


def test_newer_copy_is_counted_on_the_first_screen_of_the_desk(client, issue):
    edit("渡船复航")
    client.force_login(person("lin"))

    assert "1 篇" in client.get(reverse("admin:index")).content.decode()


def test_of_a_page_with_newer_copy_the_issue_offers_to_compose_it_alone(client, issue):
    edit("渡船复航")
    client.force_login(person("mei"))

    screen = client.get(reverse("admin:issues_issue_change", args=[issue.pk])).content.decode()

    assert "只重组有改动的版：第 1 版" in screen
