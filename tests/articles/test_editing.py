"""The verbs on an article: saved against a version, kept as revisions, cleaned, signed, spiked."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import F

from articles.editing import (
    StaleSaveError,
    keep_revision,
    save_article,
    sign_article,
    spike_article,
)
from articles.models import Article, AuditEntry, Reporter
from newsroom.copydesk.story import Byline
from tests.desk_cast import make_article, make_publication, make_reporter, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication():
    return make_publication()


@pytest.fixture
def article(publication):
    return make_article(publication)


def opened(article):
    """The same row as another editor has it on the screen."""
    return Article.objects.get(pk=article.pk)


# Saving


def test_a_new_article_is_version_one_and_recorded(publication):
    wang = person("wang")

    made = save_article(Article(publication=publication, headline="渡船复航"), by=wang)

    assert opened(made).version == 1
    assert AuditEntry.objects.get(verb="create_article").actor == wang


def test_each_save_counts_the_version_up(article):
    for expected in (1, 2):
        mine = opened(article)
        mine.headline = f"第{expected}稿"
        save_article(mine, by=None, expected_version=expected)

    assert (opened(article).version, opened(article).headline) == (3, "第2稿")
    versions = AuditEntry.objects.filter(verb="save_article").order_by("pk")
    assert [entry.details["version"] for entry in versions] == [2, 3]


def test_a_stale_save_is_refused_with_both_texts_and_writes_nothing(article):
    mine, theirs = opened(article), opened(article)
    theirs.headline, theirs.body = "渡船改道", "<p>改道。</p>"
    save_article(theirs, by=None, expected_version=1)
    mine.headline = "渡船停航"

    with pytest.raises(StaleSaveError) as refused:
        save_article(mine, by=None, expected_version=1)

    assert refused.value.mine["headline"] == "渡船停航"
    assert refused.value.theirs["headline"] == "渡船改道"
    assert refused.value.theirs["body"] == "<p>改道。</p>"
    assert (opened(article).headline, opened(article).version) == ("渡船改道", 2)
    assert AuditEntry.objects.filter(verb="save_article").count() == 1


def test_a_save_that_expects_nothing_always_gets_through(article):
    Article.objects.filter(pk=article.pk).update(version=F("version") + 7)

    assert save_article(opened(article), by=None).version == 9


@pytest.mark.parametrize("name", ["chen"])
def test_who_may_not_write_changes_nothing(publication, article, name):
    by, mine = person(name), opened(article)
    mine.headline = "渡船停航"

    with pytest.raises(PermissionDenied):
        save_article(mine, by=by)
    with pytest.raises(PermissionDenied):
        save_article(Article(publication=publication, headline="新稿"), by=by)
    assert [a.headline for a in Article.objects.all()] == ["渡船复航"]


# What is stored


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("<p>渡船<script>alert(1)</script>复航。</p>", "渡船复航。"),
        ("<p onclick='x()'>渡船复航。</p>", "渡船复航。"),
        ("<p><a href='javascript:x()'>渡船</a>复航。</p>", "渡船复航。"),
        ("<p>渡船<img src=x onerror=x()>复航。</p>", "渡船复航。"),
        ("<svg><a xlink:href='javascript:x()'>渡船</a></svg><p>复航。</p>", "复航。"),
        ("<p class='MsoNormal' style='color:red'><o:p></o:p>渡船复航。</p>", "渡船复航。"),
        ("<style>p{}</style><!-- a --><p>渡船复航。</p>", "渡船复航。"),
        ("<p>&lt;script&gt;渡船</p>", "<script>渡船"),
    ],
)
def test_copy_is_cleaned_before_it_is_stored(article, given, text):
    article.body = given

    save_article(article, by=None)

    stored = opened(article)
    assert stored.story().text.endswith(text)
    for mark in ("<script", "onclick", "onerror", "javascript:", "<img", "<svg", "style", "Mso"):
        assert mark not in stored.body


def test_cleaning_what_is_clean_changes_nothing(article):
    save_article(article, by=None)
    once = opened(article).body

    save_article(opened(article), by=None)

    assert opened(article).body == once


@pytest.mark.parametrize("given", ["", "   ", "<p></p>", "<p>&nbsp;</p>", "<br><br>"])
def test_copy_without_words_is_a_story_without_words(article, given):
    article.body = given

    save_article(article, by=None)

    assert opened(article).story().text.strip() == ""


# Revisions


def test_a_revision_keeps_the_copy_of_its_version(article):
    sign_article(article, [Byline("记者", "贺知远")])
    first = keep_revision(article, by=person("mei"))
    article.headline = "渡船改道"
    save_article(article, by=None)
    keep_revision(article, by=None)

    first.refresh_from_db()
    assert [r.version for r in article.revisions.all()] == [2, 1]
    assert first.story["headline"] == "渡船复航"
    assert first.story["bylines"][0]["name"] == "贺知远"
    assert first.author_name == "mei"


def test_a_version_has_one_revision(article):
    keep_revision(article, by=None)
    keep_revision(article, by=None)

    assert article.revisions.count() == 1


# Bylines


def test_people_sign_in_the_order_given_and_the_unknown_enter_the_register(article):
    known = make_reporter("贺知远")

    sign_article(article, [Byline("记者", "田一苇"), Byline("通讯员", "贺知远")])

    assert [(b.role, b.reporter.name) for b in article.bylines.all()] == [
        ("记者", "田一苇"),
        ("通讯员", "贺知远"),
    ]
    assert list(Reporter.objects.filter(name="贺知远")) == [known]


def test_nobody_signs_twice_in_one_role(article):
    sign_article(article, [Byline("记者", "贺知远"), Byline("记者", "贺知远")])
    sign_article(article, [Byline("记者", "贺知远")])

    assert article.bylines.count() == 1


# Spiking


def test_a_spiked_article_stays_with_its_reason_in_the_record(article):
    spike_article(article, by=person("mei"), reason="时效已过")

    assert opened(article).status == Article.Status.SPIKED
    assert not Article.objects.live().exists()
    assert AuditEntry.objects.get(verb="spike_article").details == {"reason": "时效已过"}


@pytest.mark.parametrize("name", ["wang", "chen"])
def test_spiking_is_for_editors(article, name):
    with pytest.raises(PermissionDenied):
        spike_article(article, by=person(name))
    assert opened(article).status == Article.Status.DRAFT
