"""The desk of a page of a new issue, for tests in a browser."""

import re

import pytest

from tests.browser.conftest import manage

OPEN_ISSUE = """
from datetime import date
from articles.models import Article, Publication
from issues.composing import compose_issue
from issues.models import Issue, Page, Placement
publication = Publication.objects.first()
issue = Issue.objects.create(publication=publication, date=date(2026, 12, 31), is_special=True)
page = Page.objects.create(issue=issue, number=1)
for number, length in enumerate((9, 7, 6, 6, 5, 4)):
    article = Article.objects.create(
        publication=publication,
        headline=f"第{number}班渡船今日复航",
        body="<p>" + "停航三个月的渡船今日复航，码头边站满了人。" * 2 * length + "</p>",
    )
    Placement.objects.create(article=article, issue=issue, page=page, order=number)
compose_issue(issue, by=None)
print("issue", issue.pk)
"""


@pytest.fixture
def desk_address(site):
    """The desk of the one page of a new issue that nobody published."""
    return desk_of(site, OPEN_ISSUE)


def desk_of(site, script):
    """The desk of the first page of the issue that a script makes."""
    found = re.search(r"issue (\d+)", manage("shell", site.environment, "-c", script))
    assert found
    return f"/admin/issues/issue/{found[1]}/pages/1/desk/"


def places(page):
    """Story -> where its handle stands, as the style says."""
    handles = page.locator(".desk-module").all()
    return {h.get_attribute("data-id"): h.locator("..").get_attribute("style") for h in handles}


def settled(page):
    page.wait_for_selector("[data-page-desk]:not([aria-busy])")
