"""The page desk in bad company: two editors at once, a slow server, a killed one, no mouse."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT, free_port, manage, wait_for
from tests.browser.page_desk import desk_address, places, settled

__all__ = ["desk_address"]
pytestmark = pytest.mark.browser
SIZE = (1280, 1400)

SECOND_EDITOR = """
from django.contrib.auth.models import Group, User
user, made = User.objects.get_or_create(username="heqing", defaults={"is_staff": True})
user.set_password("a-long-password")
user.save()
user.groups.set(Group.objects.filter(name__startswith="总编"))
"""


@pytest.fixture
def second(site, chromium):
    """second(address) -> the same address, opened by another editor."""
    manage("shell", site.environment, "-c", SECOND_EDITOR)
    context = chromium.new_context(
        base_url=site.url, locale="zh-CN", viewport={"width": SIZE[0], "height": SIZE[1]}
    )
    page = context.new_page()
    page.goto("/admin/")
    page.fill("#id_username", "heqing")
    page.fill("#id_password", "a-long-password")
    page.click("#login-form [type=submit]")
    page.wait_for_selector("#content")
    yield page
    context.close()


def lift(page, id, presses=12):
    """Move a story up with the keyboard, as an editor does who has no mouse."""
    page.focus(f".desk-module[data-id='{id}']")
    page.keyboard.press("Enter")
    for _press in range(presses):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")


def lowest(page):
    return page.locator(".desk-module").last.get_attribute("data-id")


def off_the_page(page, id):
    page.locator(f".desk-module[data-id='{id}']").click()
    page.click("[data-do=take_off]")


# Two editors


def test_each_sees_that_the_other_is_there(editor, second, desk_address):
    page = editor(SIZE)
    page.goto(desk_address)
    page.wait_for_load_state("networkidle")

    second.goto(desk_address)

    second.wait_for_selector("[data-others]:not([hidden])")
    assert "editor" in second.inner_text("[data-others]")


def test_a_move_that_comes_too_late_shows_both_and_can_be_done_all_the_same(
    editor, second, desk_address
):
    page = editor(SIZE)
    page.goto(desk_address)
    second.goto(desk_address)
    settled(second)
    before = places(page)
    id = lowest(second)
    gone = next(key for key in before if key != id)
    off_the_page(page, gone)
    page.wait_for_selector(".desk-open")
    theirs = places(page)

    lift(second, id)
    second.wait_for_selector("[data-refused]:not([hidden])")

    assert places(second) == theirs  # the page as it is now
    assert second.locator("[data-ghost]").is_visible()  # and the place that was wanted
    assert second.inner_text("[data-ghost]")
    second.click("[data-again]")
    settled(second)
    second.wait_for_selector("[data-mine]", state="hidden")
    assert places(second) != theirs or second.inner_text("[data-refused-words]")


def test_a_move_that_came_too_late_is_dropped_at_a_click(editor, second, desk_address):
    page = editor(SIZE)
    page.goto(desk_address)
    second.goto(desk_address)
    settled(second)
    id = lowest(second)
    off_the_page(page, next(key for key in places(page) if key != id))
    page.wait_for_selector(".desk-open")
    lift(second, id)
    second.wait_for_selector("[data-let-be]:visible")

    second.click("[data-let-be]")

    assert places(second) == places(page)
    assert second.locator("[data-refused]").is_hidden()
    assert second.locator("[data-ghost]").is_hidden()


@pytest.fixture
def first(site, chromium, logged_in):
    """A page of the chief editor on which a refusal is no error of the test."""
    context = chromium.new_context(
        base_url=site.url,
        locale="zh-CN",
        storage_state=logged_in,
        viewport={"width": SIZE[0], "height": SIZE[1]},
    )
    yield context.new_page()
    context.close()


def test_of_two_changes_in_one_moment_one_is_done_and_one_is_refused(first, second, desk_address):
    page = first
    page.goto(desk_address)
    second.goto(desk_address)
    settled(second)
    before = places(page)
    last, other = list(before)[-1], list(before)[-2]

    for one, id in ((page, last), (second, other)):
        one.locator(f".desk-module[data-id='{id}']").click()
    for one in (page, second):
        one.evaluate("document.querySelector('[data-do=take_off]').click()")
    for one in (page, second):
        settled(one)

    assert sum(one.locator("[data-again]").is_visible() for one in (page, second)) == 1
    page.reload()
    second.reload()
    assert len(places(page)) == len(before) - 1
    assert places(second) == places(page)


# The server


def test_a_slow_server_is_waited_for_and_asked_once(editor, desk_address):
    page = editor(SIZE)
    page.goto(desk_address)
    before = places(page)
    asked = []

    def slowly(route):
        asked.append(route.request)
        time.sleep(2)
        route.continue_()

    page.route("**/desk/change/", slowly)
    lift(page, lowest(page))
    assert page.inner_text("[data-said]")
    page.keyboard.press("Control+z")  # while the page is at work nothing else is sent
    settled(page)

    assert len(asked) == 1
    assert places(page) != before


def test_an_answer_that_is_lost_is_asked_for_again_and_nothing_is_done_twice(second, desk_address):
    page = second
    page.goto(desk_address)
    before = places(page)
    lost: list[int] = []

    def lose(route):
        answer = route.fetch()
        if lost:
            route.fulfill(response=answer)
        else:
            lost.append(answer.status)
            route.abort()

    page.route("**/desk/change/", lose)
    off_the_page(page, lowest(page))
    page.wait_for_selector(".desk-open", timeout=20_000)
    settled(page)

    assert lost == [200]
    assert len(places(page)) == len(before) - 1
    assert page.locator("[data-refused]").is_hidden()
    page.click("[data-do=undo]")
    page.wait_for_selector(".desk-open", state="detached")
    assert places(page) == before


def test_a_killed_server_loses_nothing(site, second, desk_address):
    """SIGKILL while the desk is open; the move is done when the server is back."""
    environment = site.environment | {"PORT": str(free_port())}
    command = [sys.executable, "-m", "newsroom.supervise"]
    url = f"http://127.0.0.1:{environment['PORT']}"
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(f"{url}/", server)
        page = second
        page.goto(f"{url}{desk_address}")  # cookies know no ports: signed in here too
        page.wait_for_selector(".desk-module")
        before = places(page)
        kill(server, environment["PORT"])

        off_the_page(page, lowest(page))
        page.wait_for_selector("[data-refused]:not([hidden])")
        assert places(page) == before

        server = subprocess.Popen(command, cwd=ROOT, env=environment)
        wait_for(f"{url}/", server)
        page.wait_for_selector(".desk-open", timeout=20_000)
        assert len(places(page)) == len(before) - 1
        assert page.locator("[data-refused]").is_hidden()
    finally:
        kill(server, environment["PORT"])


def kill(server, port):
    """The server and all it started, as a machine that loses its power."""
    own = f"PORT={port}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if own in (process / "environ").read_bytes().split(b"\0"):
                os.kill(int(process.name), signal.SIGKILL)
    server.wait(timeout=10)


def test_who_was_signed_out_is_told_and_goes_on_after_signing_in(second, desk_address):
    page = second
    page.goto(desk_address)
    before = places(page)
    page.context.clear_cookies()

    off_the_page(page, lowest(page))
    page.wait_for_selector("[data-refused]:not([hidden])")
    assert places(page) == before

    other = page.context.new_page()
    other.goto("/admin/")
    other.fill("#id_username", "heqing")
    other.fill("#id_password", "a-long-password")
    other.click("#login-form [type=submit]")
    other.wait_for_selector("#content")
    other.close()
    page.click("[data-do=take_off]")
    page.wait_for_selector(".desk-open")
    assert len(places(page)) == len(before) - 1


# No mouse


def test_everything_is_reached_with_the_tab_key(editor, desk_address):
    page = editor(SIZE)
    page.goto(desk_address)
    reached = set()
    for _press in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.dataset.do || document.activeElement.dataset.id || ''"
            )
        )
    assert set(places(page)) <= reached

    page.focus(f".desk-module[data-id='{lowest(page)}']")
    page.keyboard.press("Enter")
    for _press in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.do || ''"))
    assert {"pin", "take_off", "swap"} <= reached


def test_a_story_is_swapped_pinned_and_let_go_without_a_mouse(editor, desk_address):
    page = editor(SIZE)
    page.goto(desk_address)
    before = places(page)
    page.focus(f".desk-module[data-id='{lowest(page)}']")
    page.keyboard.press("Enter")

    page.focus("[data-do=pin]")
    page.keyboard.press("Enter")
    settled(page)
    page.wait_for_selector("[data-do=unpin]:visible")
    page.focus("[data-do=unpin]")
    page.keyboard.press("Enter")
    settled(page)
    page.wait_for_selector("[data-do=pin]:visible")

    assert places(page) == before
    assert re.search(r"\S", page.inner_text("[data-said]"))
