"""What preflight found is stored with the file and told in words; a small picture can be waived."""

import pytest
from django.urls import reverse
from django.utils import translation

from articles.models import ArticlePhoto
from issues.imposition import ExportError
from issues.preflight import preflight_in_words
from issues.printing import export_issue
from tests.desk_cast import (
    make_article,
    make_issue,
    make_photo,
    make_publication,
    person,
    place,
)

pytestmark = pytest.mark.django_db
BODY = "<p>停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票。</p>" * 9


@pytest.fixture
def issue():
    publication = make_publication()
    issue = make_issue(publication)
    for number in range(3):
        place(make_article(publication, f"第{number}班渡船复航", BODY), issue)
    return issue


@pytest.fixture
def small_picture(issue):
    """A picture of 40 pixels over a whole column."""
    article = issue.placements.first().article
    return ArticlePhoto.objects.create(article=article, photo=make_photo(), caption="渡口。")


def test_a_file_is_stored_with_every_rule_it_was_held_against(issue, client):
    file = export_issue(issue, "press", by=None).files[0]
    client.force_login(person("lin"))

    shown = client.get(reverse("admin:issues_editionfile_change", args=[file.pk])).content.decode()

    assert {check["state"] for check in file.report["preflight"]} == {"pass"}
    for label in ("裁切框、出血框、介质框", "总墨量", "逐个对象核对 PDF 标准"):
        assert label in shown
    assert "✓ 合格" in shown


def test_a_picture_with_far_too_few_pixels_is_refused_until_somebody_says_why(issue, small_picture):
    with pytest.raises(ExportError, match="ppi"):
        export_issue(issue, "press", by=None)

    small_picture.resolution_waiver = "只有这一张"
    small_picture.save()

    report = export_issue(issue, "press", by=None).report
    [warning] = [check for check in report["preflight"] if check["state"] == "warn"]
    assert warning["id"] == "resolution"
    assert "渡口" in preflight_in_words(warning).detail


def test_a_finding_is_told_in_the_readers_language():
    check = {
        "id": "inks",
        "state": "fail",
        "page": 2,
        "label": "Total ink",
        "template": "A rule of %(size).2f pt is too fine to print.",
        "values": {"size": 0.1},
    }

    assert preflight_in_words(check) == (
        "blocked",
        "✗ 不合格",
        "总墨量",
        "第 2 版：0.10磅的线太细，印不出来。",
    )
    with translation.override("en"):
        assert preflight_in_words(check).detail.endswith("A rule of 0.10 pt is too fine to print.")


def test_a_file_from_before_preflight_is_shown_too(issue, client):
    file = export_issue(issue, "press", by=None).files[0]
    file.report = {"figures": {}, "faults": []}
    file.save()
    client.force_login(person("lin"))

    answer = client.get(reverse("admin:issues_editionfile_change", args=[file.pk]))

    assert answer.status_code == 200
