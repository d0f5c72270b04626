"""What helps an overfull issue: advised, done with one click, and never once the copy changed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.models import Article, AuditEntry
from issues.arranging import arrange_placement
from issues.composing import CompositionError, compose_issue, read_dummy
from issues.models import Issue, Page
from issues.planning import IssueClosedError
from issues.remedying import advice_of, apply_remedy
from newsroom.copydesk.parse import blocks_from_html
from newsroom.layout.geometry import Area
from tests.desk_cast import make_article, make_issue, make_publication, person, place

pytestmark = pytest.mark.django_db

SENTENCE = "停航三个月的渡船今日复航，码头边站满了人。"
COPY = f"<p>{SENTENCE * 8}</p>" * 3
STORIES = 11


@pytest.fixture
def issue():
    """Two pages; the first has one story more than it holds, and none may jump."""
    publication = make_publication()
    issue = make_issue(publication)
    for number in range(STORIES):
        article = make_article(publication, f"第{number}班渡船复航", COPY, may_jump=False)
        place(article, issue, page=1 if number < 7 else 2)
    return issue


@pytest.fixture
def composed(issue):
    compose_issue(issue, by=None)
    issue.refresh_from_db()
    return issue


def advised(issue, kind):
    dummy = read_dummy(issue)
    return dummy.fingerprint, next(a for a in advice_of(issue, dummy) if a.remedy.kind == kind)


def test_an_overfull_issue_says_what_helps(composed):
    dummy = read_dummy(composed)

    kinds = {advice.remedy.kind for advice in advice_of(composed, dummy)}

    assert kinds == {"jump", "unpin", "unpin_page", "cut", "drop"}


def test_doing_it_moves_the_story_composes_again_and_is_recorded(composed):
    basis, advice = advised(composed, "unpin")

    _advice, composition = apply_remedy(composed, advice.number, basis, by=person("lin"))

    placement = composed.placements.get(article_id=advice.remedy.item_id)
    assert placement.page is None
    assert sum(o.lines_over for o in composition.overset) <= advice.remedy.still_over
    assert AuditEntry.objects.filter(verb="apply_remedy").exists()


def test_all_stories_of_a_page_are_let_go_at_once(issue):
    issue.placements.update(page=issue.pages.get(number=1))
    compose_issue(issue, by=None)
    issue.refresh_from_db()
    basis, advice = advised(issue, "unpin_page")

    _advice, composition = apply_remedy(issue, advice.number, basis, by=person("lin"))

    assert composition.overset == ()
    assert issue.placements.filter(page=None).count() == STORIES - 1


def test_a_story_is_let_jump(composed):
    basis, advice = advised(composed, "jump")

    _advice, composition = apply_remedy(composed, advice.number, basis, by=person("lin"))

    assert Article.objects.get(pk=advice.remedy.item_id).may_jump
    assert composition.overset == ()


def test_a_cut_takes_the_words_it_showed_and_keeps_the_version_before(composed):
    basis, advice = advised(composed, "cut")
    article = Article.objects.get(pk=advice.remedy.item_id)
    before, version = article.story().text, article.version

    apply_remedy(composed, advice.number, basis, by=person("lin"))

    article.refresh_from_db()
    assert before == article.story().text + advice.lost
    assert blocks_from_html(article.body) == article.story().blocks
    assert article.version == version + 1
    assert [r.version for r in article.revisions.all()] == [version + 1, version]


def test_nothing_is_advised_once_the_copy_changed(composed):
    basis, advice = advised(composed, "drop")
    Article.objects.filter(pk=advice.remedy.item_id).update(headline="改过的标题")

    assert advice_of(composed, read_dummy(composed)) == []
    with pytest.raises(CompositionError):
        apply_remedy(composed, advice.number, basis, by=person("lin"))
    assert composed.placements.count() == STORIES


def test_a_second_click_does_not_do_it_twice(composed):
    basis, advice = advised(composed, "drop")
    lin = person("lin")
    apply_remedy(composed, advice.number, basis, by=lin)
    left = composed.placements.count()
    again = Issue.objects.get(pk=composed.pk)

    with pytest.raises(CompositionError):
        apply_remedy(again, advice.number, basis, by=lin)
    assert composed.placements.count() == left


def test_who_may_not_compose_does_not_apply(composed):
    basis, advice = advised(composed, "drop")

    with pytest.raises(PermissionDenied):
        apply_remedy(composed, advice.number, basis, by=person("wang"))
    assert composed.placements.count() == STORIES


def test_a_published_issue_gets_no_advice(composed):
    basis, advice = advised(composed, "drop")
    composed.state = Issue.State.PUBLISHED

    assert advice_of(composed, read_dummy(composed)) == []
    with pytest.raises(IssueClosedError):
        apply_remedy(composed, advice.number, basis, by=person("lin"))


def test_an_issue_that_fits_forgets_what_was_advised(composed):
    composed.placements.filter(order__gt=2).delete()

    compose_issue(composed, by=None)

    composed.refresh_from_db()
    assert composed.advice == {}


def test_the_screen_offers_it_and_a_click_does_it(composed, client):
    client.force_login(person("lin"))
    basis, advice = advised(composed, "drop")
    screen = client.get(reverse("admin:issues_issue_change", args=[composed.pk]))

    assert advice.sentence in screen.content.decode()

    done = client.post(
        reverse("admin:issues_issue_do", args=[composed.pk, "remedy"]),
        {"number": advice.number, "basis": basis},
        follow=True,
    )

    assert done.status_code == 200
    assert composed.placements.count() == STORIES - 1


@pytest.mark.parametrize("number", ["", "-1", "99", "x", "0" * 40])
def test_a_forged_number_is_one_sentence(composed, client, number):
    client.force_login(person("lin"))

    answer = client.post(
        reverse("admin:issues_issue_do", args=[composed.pk, "remedy"]),
        {"number": number, "basis": "0"},
        follow=True,
    )

    assert answer.status_code == 200
    assert composed.placements.count() == STORIES


def test_a_story_on_another_page_is_pinned_no_more(composed):
    placement = composed.placements.first()
    placement.pin_column, placement.pin_row = 0, 20
    placement.pin_columns, placement.pin_rows = 2, 20
    placement.save()
    assert placement.pin == Area(0, 20, 2, 20)

    placement.page = Page.objects.get(issue=composed, number=2)
    arrange_placement(placement, by=person("lin"))

    placement.refresh_from_db()
    assert placement.pin is None
