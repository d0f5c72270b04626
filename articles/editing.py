"""Verbs on an article: save, spike. Each is the only way to its state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from articles.auditing import Actor, account, name_of, record, require
from articles.models import Article, Byline, Reporter, Revision
from newsroom.copydesk.story import Byline as PrintedByline

COPY_FIELDS = ("kicker", "headline", "deck", "body")


@dataclass
class StaleSaveError(Exception):
    """Somebody saved the article since it was opened. Carries both texts; nothing was written."""

    article: Article
    mine: dict[str, str]
    theirs: dict[str, str]


def copy_of(article: Article) -> dict[str, str]:
    return {name: getattr(article, name) for name in COPY_FIELDS}


def save_article(article: Article, *, by: Actor, expected_version: int | None = None) -> Article:
    """Write the article if nobody saved it since ``expected_version``. Raises `StaleSaveError`.

    Its revision is written by `keep_revision`, once bylines and photos are in place too.
    """
    is_new = article.pk is None
    require(by, "articles.add_article" if is_new else "articles.change_article")
    with transaction.atomic():
        if not is_new:
            _take_version(article, expected_version)
        article.save()
        record(by, "create_article" if is_new else "save_article", article, version=article.version)
    return article


def _take_version(article: Article, expected: int | None) -> None:
    """Count the version up in one statement, so that of two savers only one gets through."""
    rows = Article.objects.filter(pk=article.pk)
    if expected is not None:
        rows = rows.filter(version=expected)
    now = Article.objects.get(pk=article.pk)
    if not rows.update(version=now.version + 1):
        raise StaleSaveError(article, copy_of(article), copy_of(now))
    article.version = now.version + 1


def keep_revision(article: Article, *, by: Actor) -> Revision:
    """Keep the copy as it stands now, under the article's version."""
    fresh = Article.objects.prefetch_related("bylines__reporter").get(pk=article.pk)
    revision, _created = Revision.objects.update_or_create(
        article=fresh,
        version=fresh.version,
        defaults={
            "story": fresh.story().as_json(),
            "author": account(by),
            "author_name": name_of(by),
        },
    )
    return revision


def sign_article(article: Article, bylines: Iterable[PrintedByline]) -> None:
    """Put these people under the article; who is not in the register yet is added to it."""
    for order, byline in enumerate(bylines):
        reporter = Reporter.objects.by_name(byline.name)
        if reporter is None:
            reporter = Reporter.objects.create(name=byline.name)
        Byline.objects.get_or_create(
            article=article, reporter=reporter, role=byline.role, defaults={"order": order}
        )


def spike_article(article: Article, *, by: Actor, reason: str = "") -> None:
    """撤稿: take it out of the running. It stays readable and can be taken up again."""
    require(by, "articles.spike_article")
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(status=Article.Status.SPIKED)
        article.status = Article.Status.SPIKED
        record(by, "spike_article", article, reason=reason)
