"""How a story is set on the page desk: headline, form, picture, where it goes on, a notice."""

import re

import pytest

from tests.browser.conftest import serious_violations
from tests.browser.page_desk import OPEN_ISSUE, desk_address, desk_of, settled

pytestmark = pytest.mark.browser
__all__ = ["desk_address"]


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
