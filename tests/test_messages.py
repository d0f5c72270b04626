"""Every sentence of the interface is in the Chinese catalogue, translated, in Chinese type."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.utils import translation
from django.utils.translation.template import templatize

from articles.wording import in_words
from newsroom.copydesk.sentence import sentence

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = polib.pofile(str(ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"))
MARKS = {"_", "sentence", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
PLACEHOLDER = re.compile(r"%\(\w+\)[\d.]*[sdfgX]")
# A half-width mark right after a Han character belongs to no Chinese sentence.
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!]")


def marked(source: str) -> set[str]:
    """The first argument of every call that marks a sentence."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    found: set[str] = set()
    for call in calls:
        name = getattr(call.func, "id", "") or getattr(call.func, "attr", "")
        if name in MARKS and call.args and isinstance(call.args[0], ast.Constant):
            found.add(str(call.args[0].value))
    return found


def in_template(text: str) -> set[str]:
    """Django's own reading of a template: Python calls between noise."""
    calls = re.findall(r"""n?gettext\(u?(['"])(.*?)(?<!\\)\1""", templatize(text), re.DOTALL)
    return {
        call[1].encode("latin-1", "backslashreplace").decode("unicode_escape") for call in calls
    }


def sentences() -> set[str]:
    found: set[str] = set()
    for folder in ("articles", "issues", "newsroom"):
        for path in (ROOT / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                found |= marked(path.read_text(encoding="utf-8"))
    for path in (ROOT / "templates").rglob("*.html"):
        found |= in_template(path.read_text(encoding="utf-8"))
    return found


def test_every_marked_sentence_is_in_the_catalogue():
    known = {entry.msgid for entry in CATALOGUE}

    assert sentences() - known == set()


def core_sentences() -> list[tuple[str, set[str]]]:
    """Every sentence of the pure core with the names of the values it is made with."""
    found = []
    for path in (ROOT / "newsroom").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_" and node.args:
                template = ast.literal_eval(node.args[0])
                found.append((template, {keyword.arg or "" for keyword in node.keywords}))
    return found


@pytest.mark.parametrize(("template", "names"), core_sentences())
def test_a_sentence_of_the_core_is_made_with_the_values_it_names(template, names):
    assert set(re.findall(r"%\((\w+)\)", template)) == names


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "“潮平” was printed as “潮乎”."),
        ("zh-hans", "“潮平”印成了“潮乎”。"),
    ],
)
def test_what_the_core_says_is_heard_in_the_readers_language(language, said):
    fault = sentence("“%(planned)s” was printed as “%(printed)s”.", planned="潮平", printed="潮乎")

    with translation.override(language):
        assert in_words(fault) == said
        assert in_words(ValueError(fault)) == said


def test_the_catalogue_holds_nothing_that_is_not_said_any_more():
    assert {entry.msgid for entry in CATALOGUE} - sentences() == set()


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.msgid[:40])
def test_a_sentence_is_translated_with_its_values_and_in_full_width_marks(entry):
    said = entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr

    assert entry.translated()
    assert not entry.fuzzy
    meant = {*PLACEHOLDER.findall(entry.msgid), *PLACEHOLDER.findall(entry.msgid_plural)}
    assert set(PLACEHOLDER.findall(said)) == meant
    assert not HALF_WIDTH.search(said)
