"""A file that shows other pages than those that stand says so, and is not offered to be sent."""

import pytest
from django.urls import reverse
from django.utils import translation

from articles.models import Article
from issues.composing import compose_issue
from issues.models import Issue, Page
from issues.outdated import layouts_now, shows_other_pages
from issues.printing import export_issue
from tests.desk_cast import two_page_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    made = two_page_issue()
    export_issue(made, "press", by=None)
    return Issue.objects.get(pk=made.pk)


def screen(client, name, *given):
    return client.get(reverse(f"admin:issues_{name}", args=given)).content.decode()


def download(issue):
    return reverse("admin:issues_editionfile_file", args=[issue.files.get(profile="press").pk])


def test_a_press_pdf_of_the_pages_as_they_stand_is_offered(editor, issue):
    shown = screen(editor, "issue_change", issue.pk)

    assert f'href="{download(issue)}"' in shown
    assert "已过期" not in shown + screen(editor, "editionfile_changelist")


def test_a_press_pdf_of_pages_composed_anew_since_is_out_of_date_and_not_offered(editor, issue):
    compose_issue(issue, by=None)

    shown = screen(editor, "issue_change", issue.pk)
    files = screen(editor, "editionfile_changelist")

    assert "已过期：其后版面有改动（" in shown
    assert f'href="{download(issue)}"' not in shown
    assert "已过期：其后版面有改动（" in files


def test_a_time_that_ends_in_a_full_stop_ends_no_sentence(issue):
    compose_issue(issue, by=None)
    file, layouts = issue.files.get(profile="press"), layouts_now(issue.pages.all())

    with translation.override("en"):
        told = shows_other_pages(file, layouts)

    assert told.endswith("m.).")  # 7:04 a.m.


def test_a_page_that_was_taken_off_makes_the_press_pdf_out_of_date(editor, issue):
    Page.objects.filter(issue=issue, number=2).update(current_layout=None)

    assert "已过期：其后版面有改动<" in screen(editor, "issue_change", issue.pk)


def test_copy_that_moved_on_makes_the_press_pdf_out_of_date(editor, issue):
    Article.objects.filter(headline="渡船复航").update(headline="又改了", version=9)

    assert "已过期：其后稿件或要求有改动" in screen(editor, "issue_change", issue.pk)


def test_another_press_makes_the_press_pdf_out_of_date(editor, issue):
    issue.publication.mastheads.update(press_process="sheetfed")

    assert "已过期：其后报头、报眉或印刷设置有改动" in screen(editor, "issue_change", issue.pk)


def test_what_work_has_made_is_marked_beside_its_outcome_too(editor, issue):
    editor.post(reverse("admin:issues_issue_do", args=[issue.pk, "export"]), {"kind": "proof"})
    assert "已过期" not in screen(editor, "issue_job", issue.pk)
    Page.objects.filter(issue=issue, number=2).update(current_layout=None)

    assert screen(editor, "issue_job", issue.pk).count("已过期") == 2
