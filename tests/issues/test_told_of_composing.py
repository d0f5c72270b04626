"""What a composing did to the pages is told after it, and before it what it would undo."""

import pytest
from django.urls import reverse
from django.utils import timezone

from issues.composing import compose_issue, current_layouts
from issues.handwork import undo
from issues.jobs import start_job
from issues.models import Job, PageLayout
from tests.desk_cast import make_article, make_issue, make_publication, person, place

pytestmark = pytest.mark.django_db

BODY = "<p>停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票。</p>" * 12


@pytest.fixture
def issue():
    publication = make_publication()
    issue = make_issue(publication)
    for number in range(6):
        article = make_article(publication, f"第{number}班渡船复航", BODY)
        place(article, issue, number % 2 + 1)
    return issue


@pytest.fixture
def lin():
    return person("lin")


def test_what_moved_is_told_when_pages_were_composed(issue, lin):
    compose_issue(issue, by=lin)
    shown = current_layouts(issue)
    begun = {m["item_id"]: at.page.number for at in shown for m in at.plan["modules"]}
    story = next(p for p in issue.placements.order_by("-order") if begun[str(p.article_id)] == 1)
    story.page = issue.pages.get(number=2)
    story.save(update_fields=["page"])

    job = start_job(issue, "compose", by=lin)

    [line] = [line for line in Job.objects.get(pk=job.pk).lines if line.startswith("换了版")]
    assert f"《{story.article.one_line_headline}》（1版→2版）" in line


def test_before_pages_arranged_by_hand_are_composed_the_screen_says_so(client, issue, lin):
    compose_issue(issue, by=lin)
    client.force_login(lin)
    address = reverse("admin:issues_issue_change", args=[issue.pk])
    told = "第2版手工调整过"
    assert told not in client.get(address).content.decode()
    PageLayout.objects.filter(page__issue=issue, page__number=2).update(change={"kind": "move"})

    assert told in client.get(address).content.decode()
    issue.pages.filter(number=2).update(locked_at=timezone.now())
    assert told not in client.get(address).content.decode()


def test_a_composing_that_was_taken_back_is_not_told_as_if_it_stood(client, issue, lin):
    compose_issue(issue, by=lin)
    start_job(issue, "compose", by=lin)
    client.force_login(lin)
    address = reverse("admin:issues_issue_job", args=[issue.pk])
    assert "其后有改动" not in client.get(address).content.decode()
    page = issue.pages.get(number=1)

    undo(page, on=page.current_layout_id, by=lin)

    assert "第1、2版其后有改动" in client.get(address).content.decode()
