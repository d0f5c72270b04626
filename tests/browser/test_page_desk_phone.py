"""The page desk on a phone: the story's controls come into view, and nothing covers the page."""

import json

import pytest

from tests.browser.conftest import PHONE, overflow, serious_violations
from tests.browser.page_desk import desk_address, places, settled

__all__ = ["desk_address"]
pytestmark = pytest.mark.browser


@pytest.fixture
def phone(open_page, logged_in, desk_address):
    """The desk of the page on a phone."""
    page = open_page(PHONE, storage_state=logged_in, has_touch=True, is_mobile=True)
    page.goto(desk_address)
    return page


def in_sight(page, selector):
    """Whether it is what a finger meets in the middle of where it stands."""
    return page.locator(selector).first.evaluate(
        """one => {
            const box = one.getBoundingClientRect();
            const met = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return one.contains(met);
        }"""
    )


def chosen(phone, story):
    """Tap the story; the tap has its effect a moment after the finger is gone."""
    story.tap()
    phone.wait_for_selector("[data-panel]:visible")


@pytest.mark.parametrize("which", [0, -1])
def test_a_tap_on_a_story_shows_what_can_be_done_with_it_and_the_story(phone, which):
    id = list(places(phone))[which]

    chosen(phone, phone.locator(f".desk-module[data-id='{id}']"))

    assert in_sight(phone, "[data-chosen-headline]")
    assert in_sight(phone, "[data-do=take_off]")
    assert in_sight(phone, f".desk-module[data-id='{id}']")
    assert overflow(phone) == 0
    assert serious_violations(phone) == []


# Scrolls the middle of a story to a height, as far as the page goes, and waits until it rests.
BROUGHT = """async (one, y) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    const box = one.getBoundingClientRect();
    scrollBy({ top: box.y + box.height / 2 - y, behavior: "instant" });
    await frame();
    await frame();
    const now = one.getBoundingClientRect();
    return [now.x + now.width / 2, now.y + now.height / 2];
}"""


def test_a_tap_where_the_controls_come_up_presses_none_of_them(phone):
    asked = []
    phone.on("request", lambda r: asked.append(r.url) if "/change/" in r.url else None)
    story = phone.locator(".desk-module").last

    for y in range(560, 760, 18):  # down the sheet of the chosen story
        phone.touchscreen.tap(*story.evaluate(BROUGHT, y))
        phone.wait_for_selector("[data-panel]:visible")
        assert story.get_attribute("aria-pressed") == "true"
        phone.locator("[data-let-go]").tap()
        phone.wait_for_selector("[data-panel]", state="hidden")

    assert asked == []


def test_the_story_is_let_go_where_its_controls_are_and_has_the_focus_again(phone):
    story = phone.locator(".desk-module").first
    chosen(phone, story)

    phone.locator("[data-let-go]").tap()
    phone.wait_for_selector("[data-panel]", state="hidden")

    assert story.get_attribute("aria-pressed") == "false"
    assert story.evaluate("one => one === document.activeElement")


LONG = "已移动到第 2 栏第 41 行起。另外移动了：《一座桥跨过菱塘河》。" * 4


def told_at_length(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=json.dumps(answer.json() | {"said": LONG}))


def test_a_long_message_lies_at_the_foot_and_goes_at_a_tap(phone):
    phone.route("**/change/", told_at_length)
    chosen(phone, phone.locator(".desk-module").nth(1))
    phone.locator("[data-do=pin]").tap()
    phone.wait_for_selector("[data-do=unpin]:visible")
    settled(phone)
    sheet = phone.locator("[data-panel]").bounding_box()

    assert phone.inner_text("[data-said]") == LONG
    assert phone.locator(".desk-told").bounding_box()["y"] >= sheet["y"]
    assert in_sight(phone, "[data-do=unpin]")
    assert in_sight(phone, ".desk-module[aria-pressed=true]")
    assert serious_violations(phone) == []
    phone.locator("[data-hush]").tap()
    phone.wait_for_selector("[data-hush]", state="hidden")
    assert phone.inner_text("[data-said]") == ""


def test_a_long_message_beside_which_there_is_room_is_closed_with_a_key(editor, desk_address):
    page = editor((1280, 800))
    page.goto(desk_address)
    page.route("**/change/", told_at_length)
    page.locator(".desk-module").nth(1).click()
    page.click("[data-do=pin]")
    page.wait_for_selector("[data-do=unpin]:visible")
    settled(page)

    page.locator("[data-hush]").focus()
    in_the_open, barriers = in_sight(page, "[data-hush]"), serious_violations(page)
    page.keyboard.press("Enter")

    assert in_the_open
    assert barriers == []
    assert page.inner_text("[data-said]") == ""
    assert in_sight(page, "[data-chosen-headline]")


def test_where_there_is_room_the_controls_stand_beside_the_page_with_no_cross(editor, desk_address):
    page = editor((1280, 800))
    page.goto(desk_address)

    page.locator(".desk-module").first.click()

    paper, panel = (page.locator(f"[data-{one}]").bounding_box() for one in ("picture", "panel"))
    assert panel["x"] > paper["x"] + paper["width"]
    assert page.locator("[data-let-go]").is_hidden()
    assert page.locator("[data-hush]").is_hidden()
