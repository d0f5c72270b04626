"""What the README and the lock files say is true."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_setting_from_the_environment_is_in_the_readme():
    pattern = r"env\.\w+\(\s*\"([A-Z_]+)\"|environ\.get\(\"([A-Z_]+)\""
    sources = read("newsroom/settings.py") + read("newsroom/gunicorn_conf.py")
    names = {a or b for a, b in re.findall(pattern, sources)}

    assert len(names) > 10
    assert [name for name in sorted(names) if f"`{name}`" not in read("README.md")] == []


def test_every_command_of_ours_is_in_the_readme():
    ours = [name for name, app in get_commands().items() if app in {"issues", "articles"}]

    assert ours
    assert [name for name in ours if f"`{name}" not in read("README.md")] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "package-lock.json"])
def test_lock_files_name_no_address(name):
    assert "http" not in read(name)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_package_has_a_hash(name):
    entries = re.split(r"\n(?=[A-Za-z0-9])", read(name).strip())

    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(
    "package", ["django", "django-ckeditor", "psycopg", "whitenoise", "gunicorn"]
)
def test_the_customers_packages_are_locked(package):
    assert re.search(rf"^{package}(\[.*\])?==", read("requirements.txt"), re.MULTILINE)


def test_every_test_that_the_clreq_table_names_exists():
    named = re.findall(r"`(test_[a-z_]+)`", read("docs/clreq.md"))
    sources = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/test_*.py"))

    assert len(named) > 10
    assert [name for name in named if f"def {name}(" not in sources] == []
