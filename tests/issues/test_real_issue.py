"""The whole way of the real front page: file, database, pages, verified press PDF."""

import io
import json
from collections import Counter

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from issues.models import EditionFile, Issue
from newsroom.copydesk.widths import normalise_widths
from tests.real_page import MASTHEAD, TEXT, gold, need_real_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def real_page():
    need_real_page()


def run(command, *arguments, **options):
    said = io.StringIO()
    call_command(command, *arguments, json=True, stdout=said, **options)
    return json.loads(said.getvalue())


def import_page(path=TEXT):
    return run("import_issue", str(path), publication="shangjie")


def every_row():
    """All rows of all tables as they are now."""
    return {
        model: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models()
    }


def test_the_answer_equals_the_gold_reading():
    answer = import_page()

    wanted = gold()
    assert answer["publication"] == "shangjie"
    for theirs, ours in MASTHEAD.items():
        assert answer["issue"][ours] == wanted["masthead"][theirs]
    assert len(answer["articles"]) == len(wanted["stories"])
    for article, story in zip(answer["articles"], wanted["stories"], strict=True):
        assert article["headline"] == story["headline_as_printed"]
        assert article["paragraphs"] == [p["text_fullwidth"] for p in story["paragraphs"]]
        assert [byline["name"] for byline in article["bylines"]] == story["reporters"]
    assert [doubt["code"] for doubt in answer["doubts"]] == ["jump_without_continuation"]
    assert "下转二版" in answer["doubts"][0]["message"]


def test_the_same_file_again_changes_no_row():
    import_page()
    before = every_row()

    answer = import_page()

    assert every_row() == before
    assert answer["issue"]["number"] == 634


def test_another_text_for_the_number_is_refused_and_changes_no_row(tmp_path):
    import_page()
    before = every_row()
    other = tmp_path / "other.txt"
    other.write_text(TEXT.read_text(encoding="utf-8").replace("会议", "大会"), encoding="utf-8")

    with pytest.raises(CommandError, match="634"):
        import_page(other)

    assert every_row() == before


def test_the_press_pdf_is_verified_on_two_pages(tmp_path):
    import_page()
    call_command("compose_issue", "634", stdout=io.StringIO())
    answer = run("export_issue", "634", profile="press", output=tmp_path)

    figures = EditionFile.objects.get(profile="press").report["figures"]
    assert answer["files"] == [str(tmp_path / "shangjie-634.pdf")]
    assert answer["verification"]["faults"] == []
    assert figures["pages"] == 2
    assert figures["off_grid"] == figures["rebroken"] == 0
    assert figures["forbidden_starts"] == figures["forbidden_ends"] == 0
    assert figures["fonts_embedded"] >= 4


def test_nothing_printed_was_invented(tmp_path):
    """Every Han character of the PDF is in the import, the publication or a derived line."""
    import_page()
    run("export_issue", "634", profile="press", output=tmp_path)
    file = EditionFile.objects.get(profile="press")

    printed = Counter(c for c in text_of(file) if "\u4e00" <= c <= "\u9fff")
    imported = Counter(c for c in normalise_widths(TEXT.read_text(encoding="utf-8")))
    issue = Issue.objects.get(number=634)
    derived = Counter(f"{issue.weekday}{issue.lunar_date}年月日星期版第一二本期共总要闻综合" * 12)
    assert printed - imported - derived - folio_and_jump_words() == Counter()


def text_of(file):
    import pypdfium2
    from django.conf import settings

    document = pypdfium2.PdfDocument(str(settings.EDITION_ROOT / file.path))
    return "".join(page.get_textpage().get_text_range() for page in document)


def folio_and_jump_words():
    """Derived lines: folio lines with the name, 下转／上接 with the headline."""
    headlines = "".join(story["headline_as_printed"] for story in gold()["stories"])
    return Counter(("下转上接紧版" + gold()["masthead"]["title"]) * 6 + headlines)
