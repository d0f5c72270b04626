"""What every test stands on: plain settings, folders of its own, browser tests by option."""

import pytest
from django.utils import translation

PLAIN_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
FAST_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"


def pytest_addoption(parser):
    parser.addoption(
        "--browser-tests",
        action="store_true",
        help="Run the tests that drive headless Chromium too.",
    )


def pytest_collection_modifyitems(config, items):
    if config.getoption("--browser-tests"):
        return
    skip = pytest.mark.skip(reason="Drives a browser: run with --browser-tests.")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def static_root(tmp_path_factory):
    """Empty, but there: WhiteNoise warns of a missing folder, and a warning is an error here."""
    return tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def plain_settings(settings, tmp_path, static_root):
    """No collected static files, no slow password hash, no redirect to HTTPS, no file left over."""
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {"default": files, "staticfiles": {"BACKEND": PLAIN_STATIC}}
    settings.STATIC_ROOT = static_root
    settings.PASSWORD_HASHERS = [FAST_HASHER]
    settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EDITION_ROOT = tmp_path / "editions"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture(autouse=True)
def language_of_the_house():
    """A request in English leaves its thread speaking English: the next test hears Chinese."""
    translation.deactivate()
    yield
    translation.deactivate()
