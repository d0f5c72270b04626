"""The sample paper as `make serve` serves it, and a browser that complains of every error."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
AXE = ROOT / "node_modules/axe-core/axe.min.js"
DESKTOP, PHONE = (1440, 900), (390, 844)


@dataclass(frozen=True)
class Site:
    url: str
    password: str
    environment: dict[str, str]


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """`manage.py demo` in a folder of its own, served as `make demo` serves it."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "fonts").symlink_to(ROOT / "var/fonts")
    environment = os.environ | {
        "VAR_DIR": str(folder),
        "HTTPS": "off",
        "SECRET_KEY": "for one test run " * 4,
        "DATABASE_URL": f"sqlite:///{folder / 'newsroom.sqlite3'}",
        "PORT": str(free_port()),
    }
    said = manage("demo", environment)
    manage("collectstatic", environment, "--no-input")
    password = re.search(r"password: (\S+)", said)
    assert password, said
    with served(environment) as url:
        yield Site(url, password[1], environment)


@pytest.fixture
def broken_site(site, tmp_path) -> Iterator[str]:
    """The same site on a database that has no tables: every page of it fails."""
    environment = site.environment | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        "PORT": str(free_port()),
        "LOG_LEVEL": "CRITICAL",
    }
    with served(environment) as url:
        yield url


@contextmanager
def served(environment: dict[str, str]) -> Iterator[str]:
    """Server and worker of `make serve`, answering at the address it yields."""
    server = subprocess.Popen(
        [sys.executable, "-m", "newsroom.supervise"],
        cwd=ROOT,
        env=environment,
    )
    url = f"http://127.0.0.1:{environment['PORT']}"
    try:
        wait_for(f"{url}/", server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


def manage(command: str, environment: dict[str, str], *options: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", command, *options],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(120):
        assert server.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310
        except urllib.error.HTTPError:
            return  # it answers, if only to say that it is broken
        except OSError:
            time.sleep(0.25)
        else:
            return
    pytest.fail("The site did not answer within 30 s.")


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def logged_in(site, chromium) -> dict:
    """The cookies of one login: a login is slow on purpose."""
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{site.url}/admin/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", site.password)
    page.click("#login-form [type=submit]")
    page.wait_for_selector("#content")
    state = context.storage_state()
    context.close()
    return dict(state)


@pytest.fixture
def open_page(site, chromium):
    """open_page(size, **context options) -> a page; what it logs as an error fails the test."""
    contexts, errors = [], []

    def note(text: str) -> None:
        errors.append(text)

    def opened(size: tuple[int, int] = DESKTOP, **options) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        given = {"locale": "zh-CN"} | options
        context = chromium.new_context(viewport=viewport, base_url=site.url, **given)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: note(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: note(str(error)))
        page.on("response", lambda r: note(f"{r.status} {r.url}") if r.status >= 400 else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def editor(open_page, logged_in):
    """editor(size) -> a page of somebody who is logged in."""

    def opened(size: tuple[int, int] = DESKTOP) -> Page:
        return open_page(size, storage_state=logged_in)

    return opened


def serious_violations(page: Page) -> list[str]:
    """What axe-core calls serious or critical, one line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run({preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"
    )
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> int:
    """CSS pixels by which the page is wider than its window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return max(wide, 0)
