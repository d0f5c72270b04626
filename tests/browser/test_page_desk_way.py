"""A page arranged by hand in a browser: with the mouse, with the keyboard alone, and taken back."""

import re

import pytest

from tests.browser.conftest import manage, overflow, serious_violations

pytestmark = pytest.mark.browser

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


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_the_desk_fits_and_has_no_serious_barrier(editor, desk_address, size):
    page = editor(size)
    page.goto(desk_address)

    assert overflow(page) == 0
    assert serious_violations(page) == []


def test_a_story_is_dragged_and_the_step_taken_back_after_a_reload(editor, desk_address):
    page = editor((1280, 1400))
    page.goto(desk_address)
    before = places(page)
    handles = page.locator(".desk-module").all()
    start, aim = handles[-1].bounding_box(), handles[-2].bounding_box()

    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(aim["x"] + 20, aim["y"] + 20, steps=6)
    page.mouse.up()
    settled(page)

    assert places(page) != before
    page.reload()
    assert places(page) != before
    page.click("[data-do=undo]")
    settled(page)
    assert places(page) == before


def test_a_story_is_moved_and_moved_back_with_the_keyboard_alone(editor, desk_address):
    page = editor((1280, 1400))
    page.goto(desk_address)
    before = places(page)
    id = page.locator(".desk-module").last.get_attribute("data-id")
    page.focus(f"[data-id='{id}']")

    page.keyboard.press("Enter")
    for _press in range(12):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    settled(page)

    assert places(page) != before
    assert page.inner_text("[data-said]")
    page.keyboard.press("Control+z")
    settled(page)
    assert places(page) == before


def test_a_story_let_go_in_the_middle_of_a_move_is_told_where_it_stands(editor, desk_address):
    page = editor((1280, 1400))
    page.goto(desk_address)
    story = page.locator(".desk-module").last
    story.focus()
    page.keyboard.press("Enter")
    stands = page.inner_text("[data-chosen-facts]")

    for _press in range(10):
        page.keyboard.press("ArrowUp")
    wanted = page.inner_text("[data-said]")
    page.keyboard.press("Escape")
    let_go = page.inner_text("[data-said]")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.locator(".desk-module").first.click()

    assert wanted not in stands
    assert let_go
    assert let_go in stands
    assert page.inner_text("[data-said]") == ""


def test_undo_needs_no_focus_and_a_story_stays_chosen_until_escape_or_a_click_on_white(
    editor, desk_address
):
    page = editor((1280, 800))
    page.goto(desk_address)
    before = places(page)
    story = page.locator(".desk-module").nth(1)

    story.click()
    story.click()
    assert story.get_attribute("aria-pressed") == "true"
    page.keyboard.press("Escape")
    assert page.locator("[data-panel]").is_hidden()
    story.click()
    page.locator("[data-modules]").click(position={"x": 4, "y": 400})
    assert page.locator("[data-panel]").is_hidden()
    story.click()
    page.click("[data-do=take_off]")
    page.wait_for_selector(".desk-open")
    settled(page)

    page.reload()
    page.keyboard.press("Control+z")
    page.wait_for_selector(".desk-open", state="detached")
    settled(page)
    assert places(page) == before
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+Shift+z")
    page.wait_for_selector(".desk-open")


def test_the_frame_goes_with_the_hand_at_the_corner_and_what_is_said_moves_nothing(
    editor, desk_address
):
    page = editor((1280, 1400))
    page.goto(desk_address)
    page.locator(".desk-module").first.click()
    top = page.locator("[data-picture]").bounding_box()["y"]
    corner = page.locator("[data-corner]").bounding_box()
    x, y = corner["x"] + 18, corner["y"] + 18

    widths = []
    page.mouse.move(x, y)
    page.mouse.down()
    for step in (2, 3):
        page.mouse.move(x - page.locator("[data-picture]").bounding_box()["width"] / 6 * step, y)
        widths.append(page.locator("[data-ghost]").bounding_box()["width"])
    page.mouse.up()
    settled(page)

    assert widths[0] > widths[1]
    assert page.inner_text("[data-said]") or page.inner_text("[data-refused-words]")
    assert page.locator("[data-picture]").bounding_box()["y"] == top


# Three times the copy that the page holds.
OVERSET = OPEN_ISSUE.replace("2 * length", "6 * length")


def test_the_corner_tells_the_size_that_letting_go_asks_for(editor, desk_address):
    page = editor((1280, 1400))
    page.goto(desk_address)
    page.locator(".desk-module").last.click()  # at the foot: any narrower it would be too high
    asked = []
    page.on("request", lambda r: asked.append(r.post_data_json) if "/change/" in r.url else None)
    # A refusal is no error of the page, which the browser would log it as.
    page.route("**/change/", lambda r: r.fulfill(response=r.fetch(), status=200))
    corner, picture = (
        page.locator(f"[data-{one}]").bounding_box() for one in ("corner", "picture")
    )
    x, y = corner["x"] + 18, corner["y"] + 18

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - picture["width"] / 5, y, steps=3)
    told = page.inner_text("[data-ghost]")
    page.mouse.up()
    settled(page)

    area = asked[0]["area"]
    assert told == f"{area['columns']} 栏 × {area['rows']} 行"


def test_a_story_that_is_dragged_is_the_chosen_one(editor, desk_address):
    page = editor((1280, 1400))
    page.goto(desk_address)
    stories = page.locator(".desk-module")
    stories.first.click()
    id = stories.last.get_attribute("data-id")
    start, aim = stories.last.bounding_box(), stories.nth(2).bounding_box()

    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(aim["x"] + 20, aim["y"] + 20, steps=6)
    page.mouse.up()
    settled(page)

    assert page.get_attribute(".is-chosen .desk-module", "data-id") == id
    assert page.locator("[data-panel]").is_visible()


def test_a_size_that_there_is_not_is_said_and_enter_is_answered(editor, desk_address):
    page = editor((1280, 1400))
    page.goto(desk_address)
    page.locator(".desk-module").first.focus()
    page.keyboard.press("Enter")

    for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
        said = ""
        for _press in range(200):
            page.keyboard.press(f"Shift+{key}")
            if page.inner_text("[data-said]") == said:
                break
            said = page.inner_text("[data-said]")
        assert "尺寸" in said
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    assert page.inner_text("[data-said]").startswith("没有要做的改动")
    assert page.locator("[data-do=undo]").is_disabled()


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


def test_a_story_taken_off_waits_in_the_list_and_is_put_back(editor, desk_address):
    page = editor((1280, 1400))
    page.goto(desk_address)
    count = len(places(page))
    page.locator(".desk-module").last.click()

    page.click("[data-do=take_off]")
    page.wait_for_selector(".desk-open")

    assert len(places(page)) == count - 1
    page.locator("[data-unplaced] button").click()
    page.wait_for_selector(".desk-open", state="detached")
    settled(page)
    assert len(places(page)) == count


def heads(page):
    return page.inner_text("[data-size]")


def test_a_notice_is_taken_off_and_fills_its_place_up_again_with_the_keyboard_alone(
    editor, desk_address
):
    """The page is short of copy: the composer filled it up with the notice of the sample paper."""
    page = editor((1280, 1400))
    page.goto(desk_address)

    page.locator("[data-do=bare]").press("Enter")
    page.wait_for_selector("[data-do=bare]", state="hidden")
    settled(page)
    said = page.inner_text("[data-said]")
    page.locator("[data-do=fill_up]").press("Enter")
    page.wait_for_selector("[data-do=bare]")
    settled(page)

    assert said.startswith("已撤下补白“")
    assert re.match("已用“.+”补白", page.inner_text("[data-said]"))
    page.click("[data-do=undo]")
    page.wait_for_selector("[data-do=bare]", state="hidden")


def test_a_headline_is_made_smaller_and_boxed_with_the_keyboard_alone(editor, desk_address):
    page = editor((1280, 1400))
    page.goto(desk_address)
    id = page.locator(".desk-module").nth(1).get_attribute("data-id")
    page.focus(f".desk-module[data-id='{id}']")
    page.keyboard.press("Enter")
    before = heads(page)

    page.keyboard.press("-")
    page.wait_for_function(
        "text => document.querySelector('[data-size]').innerText != text", arg=before
    )
    settled(page)

    assert page.inner_text("[data-said]")
    assert page.evaluate("document.activeElement.dataset.id") == id
    page.keyboard.press("b")
    page.wait_for_selector("[data-do=box][aria-pressed=true]")
    settled(page)
    page.keyboard.press("Control+z")
    page.wait_for_selector("[data-do=box][aria-pressed=false]")
    settled(page)
    page.keyboard.press("Control+z")
    page.wait_for_function(
        "text => document.querySelector('[data-size]').innerText == text", arg=before
    )
    assert serious_violations(page) == []


TWO_PAGES = OPEN_ISSUE.replace(
    "compose_issue(issue, by=None)",
    """
second = Page.objects.create(issue=issue, number=2)
for number, length in enumerate((12, 9, 6, 5)):
    article = Article.objects.create(
        publication=publication,
        headline=f"第{number}座桥今日合龙",
        body="<p>" + "停航三个月的渡船今日复航，码头边站满了人。" * 2 * length + "</p>",
    )
    Placement.objects.create(article=article, issue=issue, page=second, order=number)
compose_issue(issue, by=None)
""",
).replace("(9, 7, 6, 6, 5, 4)", "(26, 15, 8, 7, 6)")


@pytest.fixture
def two_pages(site):
    """The desk of the first page of a new issue of two."""
    return desk_of(site, TWO_PAGES)


def test_a_story_goes_on_to_the_next_page_by_its_foot_and_comes_back(editor, two_pages):
    page = editor((1280, 1400))
    page.goto(two_pages)
    page.locator(".desk-module").first.click()
    assert page.locator("[data-do=join]").is_hidden()
    foot = page.locator("[data-foot]").bounding_box()
    height = page.locator("[data-picture]").bounding_box()["height"]
    x, y = foot["x"] + foot["width"] / 2, foot["y"] + foot["height"] / 2

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - height * 0.04, steps=5)
    assert page.inner_text("[data-ghost]")
    page.mouse.up()
    page.wait_for_selector("[data-do=join]:visible")
    settled(page)

    assert page.inner_text("[data-chosen-facts]").count("2")
    page.click("[data-do=undo]")
    page.wait_for_selector("[data-do=join]", state="hidden")


def test_a_story_goes_on_with_the_keyboard_alone(editor, two_pages):
    page = editor((1280, 1400))
    page.goto(two_pages)
    page.locator(".desk-module").first.focus()
    page.keyboard.press("Enter")

    page.keyboard.press("j")
    lines = int(page.input_value("[data-jump-lines]")) * 2 - 10
    page.keyboard.press("Control+a")
    page.keyboard.type(str(lines))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-do=join]:visible")
    settled(page)

    assert page.inner_text("[data-said]")
    page.focus("[data-do=join]")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-do=join]", state="hidden")


def test_letters_work_beside_the_story_and_a_key_while_the_desk_works_is_said_to_be_lost(
    editor, desk_address
):
    page = editor((1280, 1400))
    page.goto(desk_address)
    page.locator(".desk-module").nth(1).click()
    page.focus("[data-do=pin]")

    page.keyboard.press("b")
    page.keyboard.press("t")
    assert "没有生效" in page.inner_text("[data-said]")
    page.wait_for_selector("[data-do=box][aria-pressed=true]")
    settled(page)

    assert page.get_attribute("[data-do=tint]", "aria-pressed") == "false"


def test_one_of_the_proposals_is_chosen_and_taken_back(editor, desk_address):
    page = editor((1280, 1400))
    page.goto(desk_address)
    before = places(page)

    page.click("[data-propose]")
    page.locator(".desk-proposal button").first.click()
    page.wait_for_selector("[data-do=undo]:enabled")
    settled(page)

    assert places(page) != before
    page.click("[data-do=undo]")
    page.wait_for_selector("[data-do=undo]:disabled")
    assert places(page) == before


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


PICTURED = OPEN_ISSUE.replace(
    "compose_issue(issue, by=None)",
    """
from articles.models import ArticlePhoto, Photo
led = issue.placements.order_by("order").first().article
ArticlePhoto.objects.create(article=led, photo=Photo.objects.first(), caption="渡船靠岸")
compose_issue(issue, by=None)
""",
)


@pytest.fixture
def pictured(site):
    """The desk of a new issue whose first story has a picture."""
    return desk_of(site, PICTURED)


def test_a_picture_is_cropped_with_the_keyboard_alone_and_the_step_is_taken_back(editor, pictured):
    page = editor((1280, 1400))
    page.goto(pictured)
    page.locator(".desk-module").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("c")
    page.wait_for_selector("[data-photo][open]")
    assert serious_violations(page) == []
    page.focus("[data-photo-frame]")
    before = page.inner_text("[data-photo-told]")

    for _press in range(6):
        page.keyboard.press("ArrowLeft")
    after = page.inner_text("[data-photo-told]")
    page.focus("[data-photo-set]")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-photo]:not([open])", state="attached")
    page.wait_for_selector("[data-do=undo]:enabled")
    settled(page)

    assert after != before
    page.focus(".desk-module >> nth=0")
    page.keyboard.press("c")
    page.wait_for_selector("[data-photo][open]")
    assert page.inner_text("[data-photo-told]") == after
    page.keyboard.press("Escape")
    page.wait_for_selector("[data-photo]:not([open])", state="attached")
    page.click("[data-do=undo]")
    page.wait_for_selector("[data-do=undo]:disabled")
    settled(page)
    page.focus(".desk-module >> nth=0")
    page.keyboard.press("c")
    assert page.inner_text("[data-photo-told]") == before


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
