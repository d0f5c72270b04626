"""Stories moved on the flatplan: by mouse, finger and keyboard, without scripts, and taken back."""

import re

import pytest

from tests.browser.conftest import manage, overflow, serious_violations

pytestmark = pytest.mark.browser

OPEN_ISSUE = """
from datetime import date
from articles.models import Article, Publication
from issues.models import Issue, Page, Placement
publication = Publication.objects.first()
issue = Issue.objects.create(
    publication=publication, date=date(2026, 12, 30), is_special=True, special_name="总览"
)
pages = [Page.objects.create(issue=issue, number=n) for n in (1, 2, 3, 4)]
for number in range(5):
    article = Article.objects.create(
        publication=publication,
        headline=f"第{number}班渡船今日复航",
        body="<p>" + "停航三个月的渡船今日复航，码头边站满了人。" * 12 + "</p>",
    )
    page = pages[0] if number else None
    Placement.objects.create(article=article, issue=issue, page=page, order=number)
print("issue", issue.pk, "story", issue.placements.get(page=None).article_id)
"""
CLOSE_ISSUE = """
from articles.models import Article
from issues.models import Issue
issue = Issue.objects.get(pk={})
keys = list(issue.placements.values_list("article_id", flat=True))
issue.delete()
Article.objects.filter(pk__in=keys).delete()
"""


@pytest.fixture
def plan(site):
    """The address of the flatplan of a new issue, and the handle of a story on no page."""
    said = manage("shell", site.environment, "-c", OPEN_ISSUE)
    found = re.search(r"issue (\d+) story (\d+)", said)
    assert found
    yield f"/admin/issues/issue/{found[1]}/flatplan/", f"#story-{found[2]}"
    manage("shell", site.environment, "-c", CLOSE_ISSUE.format(found[1]))


def dragged(page, story, aim):
    """Take the story up, carry it over the aim, and leave it in the hand."""
    start, end = page.locator(story).bounding_box(), page.locator(aim).bounding_box()
    page.mouse.move(start["x"] + 20, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 20, end["y"] + 20, steps=5)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_the_flatplan_fits_and_has_no_serious_barrier(open_page, logged_in, plan, size, language):
    page = open_page(size, storage_state=logged_in, locale=language)
    page.goto(plan[0])
    page.locator("summary", has_text={"zh-CN": "移动", "en": "Move"}[language]).first.click()

    assert overflow(page) == 0
    assert serious_violations(page) == []


@pytest.mark.parametrize(("language", "said"), [("zh-CN", "第 3 版"), ("en", "wanted on page 3")])
def test_a_story_is_dragged_onto_a_page_and_said_to_be_there(
    open_page, logged_in, plan, language, said
):
    address, story = plan
    page = open_page((1280, 1400), storage_state=logged_in, locale=language)
    page.goto(address)

    dragged(page, story, "[data-page='3'] .sheet")
    assert page.locator(".aimed").get_attribute("data-page") == "3"
    page.mouse.up()
    page.wait_for_selector(f"[data-page='3'] {story}")

    assert said in page.inner_text("[data-said]:not(:empty)")
    assert page.evaluate("document.activeElement.id") == story[1:]
    page.reload()
    assert page.locator(f"[data-page='3'] {story}").count() == 1


def test_a_story_is_carried_by_a_finger_at_its_grip(open_page, logged_in, plan):
    address, story = plan
    page = open_page((1280, 1400), storage_state=logged_in, has_touch=True)
    page.goto(address)
    grip = page.locator(f"{story} [data-grip]").bounding_box()
    aim = page.locator("[data-page='2'] .sheet").bounding_box()
    touch = page.context.new_cdp_session(page)

    for kind, box in (("touchStart", grip), ("touchMove", aim), ("touchEnd", None)):
        at = [{"x": box["x"] + 20, "y": box["y"] + 20}] if box else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    page.wait_for_selector(f"[data-page='2'] {story}")


def test_a_story_let_go_with_escape_stays_and_a_click_opens_it(editor, plan):
    address, story = plan
    page = editor((1280, 1400))
    page.goto(address)

    dragged(page, story, "[data-page='3'] .sheet")
    page.keyboard.press("Escape")
    page.mouse.up()

    assert page.locator(f"[data-page=''] {story}").count() == 1
    assert page.locator("[data-dragged]").is_hidden()
    page.click(f"{story} .headline")
    page.wait_for_url("**/articles/article/**")


def test_a_story_is_moved_with_the_keyboard_alone(editor, plan):
    address, story = plan
    page = editor((1280, 1400))
    page.goto(address)

    page.focus(f"{story} summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("4")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"[data-page='4'] {story}")

    assert "第 4 版" in page.inner_text("[data-said]:not(:empty)")
    assert page.evaluate("document.activeElement.id") == story[1:]
    page.reload()
    page.keyboard.press("Control+z")
    page.wait_for_selector(f"[data-page=''] {story}")
    assert "已撤销" in page.inner_text("[data-said]:not(:empty)")
    assert page.locator("[data-undo]").count() == 0


def test_a_story_is_moved_without_scripts(open_page, logged_in, plan):
    address, story = plan
    page = open_page((1280, 900), storage_state=logged_in, java_script_enabled=False)
    page.goto(address)

    page.click(f"{story} summary")
    page.select_option(f"{story} select", "2")
    page.click(f"{story} .button")

    assert page.locator(f"[data-page='2'] {story}").count() == 1
    assert page.locator(".messagelist .success").count() == 1
