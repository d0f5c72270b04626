"""Readers' pages in a real browser: phone and desktop, light and dark, without JavaScript."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE, overflow, serious_violations

pytestmark = pytest.mark.browser

ISSUE = "/weiting-weekly/issues/128/"
PAGES = {
    "newest": "/weiting-weekly/",
    "issue": ISSUE,
    "sheet": f"{ISSUE}pages/2/",
    "archive": "/weiting-weekly/archive/",
}


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_public_page_fits_and_has_no_serious_barrier(open_page, name, size, scheme):
    page = open_page(size, color_scheme=scheme)

    page.goto(PAGES[name])

    assert overflow(page) == 0
    assert serious_violations(page) == []


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_story_of_the_issue_opens_and_fits(open_page, size):
    page = open_page(size)
    page.goto(ISSUE)
    links = page.locator("main a[href*='/articles/']")
    addresses = {links.nth(i).get_attribute("href") for i in range(links.count())}

    assert len(addresses) == 30
    for address in sorted(addresses):
        page.goto(address)
        assert overflow(page) == 0, address
    assert serious_violations(page) == []


def test_a_zone_of_the_page_picture_opens_its_story_without_javascript(open_page):
    page = open_page(java_script_enabled=False)
    page.goto(f"{ISSUE}pages/1/")
    zone = page.locator("a[href*='/articles/']").first
    address = zone.get_attribute("href")

    box = page.locator("img").first.bounding_box()
    assert box["height"] > 500
    page.goto(address)

    assert page.locator("h1").inner_text().strip()
    assert len(page.locator("article, main").first.inner_text()) > 100


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_that_does_not_exist_says_so_in_the_papers_look(chromium, site, size, scheme):
    page = plain_page(chromium, size, scheme)

    answer = page.goto(f"{site.url}/no-such-paper/")

    assert answer.status == 404
    assert overflow(page) == 0
    assert serious_violations(page) == []
    assert page.locator("a[href='/']").count() >= 1
    page.context.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_broken_site_owns_up_in_the_papers_look(chromium, broken_site, size, scheme):
    page = plain_page(chromium, size, scheme)

    answer = page.goto(f"{broken_site}/")

    assert answer.status == 500
    assert overflow(page) == 0
    assert serious_violations(page) == []
    assert "Traceback" not in page.content()
    page.context.close()


def plain_page(chromium, size, scheme):
    """A page that may meet an error: the browser logs every 404 and 500 as one."""
    viewport = {"width": size[0], "height": size[1]}
    return chromium.new_context(viewport=viewport, color_scheme=scheme).new_page()
