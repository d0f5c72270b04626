"""The page desk on a phone: the story's controls come into view, and nothing covers the page."""

import json

import pytest

from tests.browser.conftest import PHONE, overflow, serious_violations
from tests.browser.test_page_desk_way import desk_address, places, settled

__all__ = ["desk_address"]
pytestmark = pytest.mark.browser


@pytest.fixture
def phone(open_page, logged_in, desk_address):
    """The desk of the page on a phone."""
    page = open_page(PHONE, storage_state=logged_in, has_touch=True)
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


@pytest.mark.parametrize("which", [0, -1])
def test_a_tap_on_a_story_shows_what_can_be_done_with_it_and_the_story(phone, which):
    id = list(places(phone))[which]

    phone.locator(f".desk-module[data-id='{id}']").tap()

    assert in_sight(phone, "[data-chosen-headline]")
    assert in_sight(phone, "[data-do=take_off]")
    assert in_sight(phone, f".desk-module[data-id='{id}']")
    assert overflow(phone) == 0
    assert serious_violations(phone) == []


def test_the_story_is_let_go_where_its_controls_are_and_has_the_focus_again(phone):
    story = phone.locator(".desk-module").first
    story.tap()

    phone.locator("[data-let-go]").tap()

    assert phone.locator("[data-panel]").is_hidden()
    assert story.get_attribute("aria-pressed") == "false"
    assert story.evaluate("one => one === document.activeElement")


LONG = "已移动到第 2 栏第 41 行起。另外移动了：《一座桥跨过菱塘河》。" * 4


def test_a_long_message_lies_at_the_foot_and_goes_at_a_tap(phone):
    def at_length(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=json.dumps(answer.json() | {"said": LONG}))

    phone.route("**/change/", at_length)
    phone.locator(".desk-module").nth(1).tap()
    phone.locator("[data-do=pin]").tap()
    settled(phone)
    sheet = phone.locator("[data-panel]").bounding_box()

    assert phone.inner_text("[data-said]") == LONG
    assert phone.locator(".desk-told").bounding_box()["y"] >= sheet["y"]
    assert in_sight(phone, "[data-do=unpin]")
    assert in_sight(phone, ".desk-module[aria-pressed=true]")
    assert serious_violations(phone) == []
    phone.locator("[data-hush]").tap()
    assert phone.inner_text("[data-said]") == ""
    assert phone.locator("[data-hush]").is_hidden()


def test_where_there_is_room_the_controls_stand_beside_the_page_with_no_cross(editor, desk_address):
    page = editor((1280, 800))
    page.goto(desk_address)

    page.locator(".desk-module").first.click()

    paper, panel = (page.locator(f"[data-{one}]").bounding_box() for one in ("picture", "panel"))
    assert panel["x"] > paper["x"] + paper["width"]
    assert page.locator("[data-let-go]").is_hidden()
    assert page.locator("[data-hush]").is_hidden()
