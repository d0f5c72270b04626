"""The layer rule: what may import what."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OUTSIDE = {"django", "ckeditor", "issues", "articles", "axes", "csp", "environ"}
UPWARD = {
    "newsroom/copydesk": {"newsroom.layout", "newsroom.press"},
    "newsroom/layout": {"newsroom.press"},
    "newsroom/press": set(),
}


def imported_names(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def files_of(package):
    paths = sorted((ROOT / package).rglob("*.py"))
    assert len(paths) > 1, f"{package} is empty"
    return paths


@pytest.mark.parametrize("package", UPWARD)
def test_core_knows_no_django(package):
    names = {name.split(".")[0] for path in files_of(package) for name in imported_names(path)}

    assert names.isdisjoint(OUTSIDE)


@pytest.mark.parametrize("package", UPWARD)
def test_core_layers_point_one_way(package):
    names = {name for path in files_of(package) for name in imported_names(path)}

    assert not [n for n in names for up in UPWARD[package] if n == up or n.startswith(up + ".")]


def test_articles_know_nothing_of_issues():
    names = {name.split(".")[0] for path in files_of("articles") for name in imported_names(path)}

    assert "issues" not in names


def test_only_the_field_module_knows_the_editor_package():
    paths = [*files_of("articles"), *files_of("issues")]

    users = {
        path.name for path in paths for name in imported_names(path) if name.startswith("ckeditor")
    }

    assert users == {"fields.py"}


def test_no_app_module_is_a_drawer_for_everything():
    names = {
        path.stem for package in ("newsroom", "articles", "issues") for path in files_of(package)
    }

    assert names.isdisjoint({"utils", "helpers", "manager", "base", "misc", "common"})
