"""What the page desk marks and says of the page as it stands."""

import pytest

from tests.browser.conftest import serious_violations
from tests.browser.page_desk import OPEN_ISSUE, desk_address, desk_of, settled

pytestmark = pytest.mark.browser
__all__ = ["desk_address"]


# Three times the copy that the page holds.
OVERSET = OPEN_ISSUE.replace("2 * length", "6 * length")


def test_lines_that_found_no_room_are_marked_and_said(editor, site):
    page = editor((1280, 800))
    page.goto(desk_of(site, OVERSET))

    assert page.locator(".mark.overset").count() == 1
    assert page.inner_text("[data-load]").startswith("多 ")
    story = page.locator(".desk-module:has(.overset)")
    assert "排不下：还有" in story.get_attribute("aria-label")
    story.click()
    assert "排不下：还有" in page.inner_text("[data-chosen-facts]")
    assert serious_violations(page) == []


NEWER = (
    OPEN_ISSUE
    + """
article.headline = "末班渡船今日停航"
article.version += 1
article.save()
"""
)


def test_newer_copy_is_said_on_the_story_itself(editor, site):
    page = editor((1280, 800))
    page.goto(desk_of(site, NEWER))

    mark = page.locator(".mark.newer")

    assert mark.count() == 1
    assert mark.is_visible()
    assert mark.inner_text() == page.locator("[data-words]").get_attribute("data-newer") != ""
    story = page.locator(".desk-module:has(.newer)")
    assert "有新稿" in story.get_attribute("aria-label")


@pytest.mark.parametrize("is_pinned", [True, False])
def test_pins_are_named_only_where_there_are_some_when_no_other_way_is_found(
    editor, desk_address, is_pinned
):
    page = editor((1280, 1400))
    page.goto(desk_address)
    page.route("**/proposals/", lambda r: r.fulfill(json={"proposals": [], "layout": 0}))
    if is_pinned:
        page.locator(".desk-module").first.click()
        page.click("[data-do=pin]")
        page.wait_for_selector(".mark.pin")
        settled(page)

    page.click("[data-propose]")

    page.wait_for_selector("[data-none-proposed]:visible")
    assert page.locator("[data-unpin-first]").is_visible() is is_pinned


# Four pages, made two in the middle and then one double page.
JOINED = """
from datetime import date
from articles.models import Article, Publication
from issues.composing import compose_issue
from issues.models import Issue, Page, Placement
from issues.spreads import join_pages
publication = Publication.objects.first()
issue = Issue.objects.create(publication=publication, date=date(2027, 1, 7), is_special=True)
pages = [Page.objects.create(issue=issue, number=number) for number in range(1, 5)]
for number in range(12):
    article = Article.objects.create(
        publication=publication,
        headline=f"第{number}班渡船今日复航",
        body="<p>" + "停航三个月的渡船今日复航，码头边站满了人。" * (6 + number) + "</p>",
    )
    Placement.objects.create(article=article, issue=issue, page=pages[number % 4], order=number)
compose_issue(issue, by=None)
join_pages(issue, (2, 3), by=None)
compose_issue(issue, by=None)
print("issue", issue.pk)
"""


def test_undo_across_the_making_of_a_double_page_shows_heading_and_width_of_what_stands(
    editor, site
):
    page = editor((1280, 800))
    # A question is no error of the page, which the browser would log it as.
    page.route("**/change/", lambda r: r.fulfill(response=r.fetch(), status=200))
    page.goto(desk_of(site, JOINED).replace("/1/desk/", "/3/desk/"))

    assert page.url.endswith("/pages/2/desk/")
    assert page.inner_text("h1") == "第 2–3 版"
    assert page.locator("#nav-sidebar").count() == 0
    page.click("[data-do=undo]")
    page.click("[data-again]")
    page.wait_for_selector("h1:text-is('第 2 版')")
    page.wait_for_selector("[data-said]:has-text('已撤销上一步。')")
    assert page.locator("#nav-sidebar").count() == 0
    page.click("[data-do=redo]")
    page.wait_for_selector("h1:text-is('第 2–3 版')")
    page.wait_for_selector("[data-said]:has-text('已重做。')")


LOCKED = (
    OPEN_ISSUE
    + "page.refresh_from_db()\nfrom issues.locking import lock_page\nlock_page(page, by=None)"
)


def test_a_locked_page_says_so_at_the_top_and_offers_no_change(editor, site):
    page = editor((1280, 800))
    page.goto(desk_of(site, LOCKED))
    page.locator(".desk-module").first.click()

    assert "锁版" in page.inner_text("[data-barred]")
    assert page.locator("[data-do]:visible, [data-propose]:visible, select:visible").count() == 0
    assert page.locator("[data-chosen-link]:visible").count() == 1
    assert serious_violations(page) == []
    page.click("[data-unlock]")
    page.wait_for_selector("[data-barred]", state="hidden")
    settled(page)
    assert page.locator("[data-do=pin]").is_visible()


def test_a_pin_that_is_in_the_way_is_taken_out_beside_the_message(editor, desk_address):
    page = editor((1280, 800))
    # A refusal is no error of the page, which the browser would log it as.
    page.route("**/change/", lambda r: r.fulfill(response=r.fetch(), status=200))
    page.goto(desk_address)
    stories = page.locator(".desk-module")
    pinned = stories.nth(1).get_attribute("data-id")
    stories.nth(1).click()
    page.click("[data-do=pin]")
    page.wait_for_selector(".mark.pin")
    settled(page)
    stories.nth(2).click()
    page.select_option("[data-other]", pinned)
    page.click("[data-do=swap]")

    page.click("[data-free]")
    page.wait_for_selector(".mark.pin", state="detached")
    settled(page)

    assert page.locator("[data-refused]").is_hidden()
