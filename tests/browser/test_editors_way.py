"""An editor's way in a real browser: a new issue from nothing to what readers see."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import DESKTOP, PHONE, overflow, serious_violations
from tests.browser.page_desk import OPEN_ISSUE, desk_of

pytestmark = pytest.mark.browser

DESK = [
    "/admin/",
    "/admin/issues/issue/",
    "/admin/issues/issue/add/",
    "/admin/issues/issue/2/change/",
    "/admin/issues/issue/2/pages/1/",
    "/admin/issues/issue/2/release/",
    "/admin/issues/issue/import/",
    "/admin/issues/masthead/1/change/",
    "/admin/issues/editionfile/",
    "/admin/articles/article/",
    "/admin/articles/article/add/",
    "/admin/articles/article/3/change/",
    "/admin/articles/reporter/",
    "/admin/articles/official/1/change/",
    "/admin/articles/photo/",
    "/admin/articles/publication/1/change/",
    "/admin/articles/auditentry/",
]
STORY = "周五上午，渡口的老钟重新走了起来。修钟人说，它停了三年，只缺一枚齿轮。" * 6


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("address", DESK)
def test_a_screen_of_the_desk_fits_and_has_no_serious_barrier(editor, address, size):
    page = editor(size)

    answer = page.goto(address)

    assert answer.status == 200
    assert overflow(page) == 0
    assert serious_violations(page) == []


def choose(page, field: str, typed: str, wanted: str) -> None:
    """Pick ``wanted`` in an autocomplete field after filling in ``typed``.

    Filled in at once, not key by key: CKEditor gives the focus up a moment after the click, and on
    a busy machine the keys of that moment are lost.
    """
    page.locator(f"#{field} + .select2-container").click()
    search = page.locator(".select2-container--open .select2-search__field")
    expect(search).to_be_focused()
    search.fill(typed)
    found = page.locator(".select2-results__option", has_text=wanted)
    expect(found, page.locator(".select2-results").inner_text()).to_have_count(1, timeout=60_000)
    found.click()


def key_of(page) -> str:
    """The key of the row whose screen is open."""
    return str(page.url).rstrip("/").split("/")[-2]


def write(page, headline: str, copy: str) -> str:
    """A new article with CKEditor and a byline found by pinyin; its key."""
    page.goto("/admin/articles/article/add/")
    page.fill("#id_headline", headline)
    frame = page.frame_locator("iframe.cke_wysiwyg_frame")
    frame.locator("body").click()
    page.keyboard.insert_text(copy)
    if not page.locator("#id_bylines-0-reporter").count():
        page.locator("#bylines-group .add-row a").click()
    choose(page, "id_bylines-0-reporter", "hezy", "贺知远")
    page.locator("[name=_continue]").click()
    page.wait_for_url(re.compile(r"/article/\d+/change/"))
    return key_of(page)


def new_issue(page) -> str:
    """The proposed next issue, saved as it is; its key."""
    page.goto("/admin/issues/issue/add/")
    assert page.input_value("#id_number") == "129"
    assert page.input_value("#id_year_number") == "46"
    assert page.input_value("#id_date").replace("/", "-") == "2026-11-27"
    expect(page.locator("[data-lunar]")).to_have_text("丙午年十月十九")
    page.fill("#id_date", "2026-11-28")
    page.locator("#id_number").focus()
    expect(page.locator("[data-weekday]")).to_have_text("星期六")
    page.fill("#id_date", "2026-11-27")
    page.fill("[name=page_names]", "要闻")
    page.locator("[name=_save], [name=_continue]").first.click()
    page.wait_for_url(re.compile(r"/issue/\d+/change/"))
    return key_of(page)


def place(page, issue: str, headline: str) -> None:
    page.goto(f"/admin/issues/issue/{issue}/change/")
    page.get_by_label(headline).check()
    page.select_option("#place-page", "1")
    page.locator("button[form=place]").click()
    page.wait_for_load_state()


def test_an_issue_goes_from_nothing_to_its_readers(editor, open_page):
    page = editor()
    issue = new_issue(page)
    article = write(page, "渡口老钟又走了", STORY)

    place(page, issue, "渡口老钟又走了")
    page.locator("form[action$='/compose/'] button").click()
    expect(page.locator(".job.done")).to_be_visible(timeout=60_000)
    page.goto(f"/admin/issues/issue/{issue}/pages/1/")
    picture = page.locator(".proof-picture img")
    picture.wait_for()
    assert picture.evaluate("async image => { await image.decode(); return image.naturalWidth }")
    assert page.locator(f".stories a[href*='/article/{article}/']").count() == 1

    page.goto(f"/admin/issues/issue/{issue}/change/")
    page.locator("details:has(form[action$='/publish/']) summary").click()
    page.locator("form[action$='/publish/'] button").click()
    expect(page.locator(".job.done")).to_be_visible(timeout=60_000)

    reader = open_page(PHONE)
    reader.goto("/weiting-weekly/")
    reader.get_by_role("link", name="渡口老钟又走了").first.click()
    assert "它停了三年" in reader.locator("main").inner_text()
    assert "贺知远" in reader.locator("main").inner_text()


def test_what_is_typed_while_the_worker_composes_stays_when_it_ends(editor, site):
    page = editor()
    page.goto(desk_of(site, OPEN_ISSUE).replace("/pages/1/desk/", "/change/"))
    asked: list[Route] = []

    def hold(route: Route) -> None:
        """The screen hears nothing of the work until it is let."""
        asked.append(route)

    page.route("**/job/", hold)
    page.locator("form[action$='/compose/'] button").click()
    page.wait_for_selector("[data-under-way]")
    name = page.locator("input[name='pages-0-name']")

    name.fill("头版")
    page.unroute("**/job/", hold)
    for route in asked:
        route.continue_()

    expect(page.locator(".job.done")).to_be_visible(timeout=60_000)
    expect(page.locator("[data-from-before]")).to_be_visible()
    assert name.input_value() == "头版"
    page.locator("[data-from-before] a").click()
    expect(page.locator(".light-table img, .sheet img").first).to_be_visible()
    assert page.locator("[data-from-before]:visible").count() == 0
