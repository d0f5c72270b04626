"""Stories moved and sized on the page desk, with the mouse and with the keyboard alone."""

import pytest

from tests.browser.conftest import overflow, serious_violations
from tests.browser.page_desk import desk_address, places, settled

pytestmark = pytest.mark.browser
__all__ = ["desk_address"]


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
