"""Rows become page layouts: what the composer is given, what is kept, when it is stale."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.models import Article, AuditEntry
from issues.composing import compose_issue, current_layouts, current_plan, is_current
from issues.dummy import CompositionError, read_dummy, type_book
from issues.models import Masthead, PageLayout
from newsroom.layout.check import check_plan
from newsroom.layout.compose import Composer
from tests.desk_cast import make_article, make_issue, make_publication, make_reporter, person, place

pytestmark = pytest.mark.django_db

BODY = "<p>停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票。</p>" * 6


@pytest.fixture
def issue():
    publication = make_publication()
    issue = make_issue(publication)
    for number in range(4):
        place(make_article(publication, f"第{number}班渡船复航", BODY), issue)
    return issue


def add_story(issue, headline="码头食堂添菜", body=BODY, page=1, **facts):
    return place(make_article(issue.publication, headline, body, **facts), issue, page)


def where(composition):
    """Page of each story's first module."""
    return {
        module.item_id: page.number
        for page in reversed(composition.plan.pages)
        for module in page.modules
        if module.kind == "story"
    }


def test_every_story_stands_on_a_page_and_nothing_is_over(issue):
    composition = compose_issue(issue, by=None)

    assert set(where(composition)) == {str(p.article_id) for p in issue.placements.all()}
    assert composition.overset == ()


def test_a_layout_says_which_copy_and_faces_it_was_made_of(issue):
    Article.objects.update(version=3)

    compose_issue(issue, by=person("mei"), seed=5)

    layout = issue.pages.get(number=1).current_layout
    assert set(layout.versions.values()) == {3}
    assert layout.seed == 5
    assert layout.created_by.username == "mei"
    assert len(layout.fonts["song"]) == 64


def test_composing_again_keeps_the_layout_that_was(issue):
    first = compose_issue(issue, by=None).layouts[0]
    kept = PageLayout.objects.get(pk=first.pk).plan

    compose_issue(issue, by=None)

    page = issue.pages.get(number=1)
    assert [layout.number for layout in page.layouts.all()] == [2, 1]
    assert PageLayout.objects.get(pk=first.pk).plan == kept
    assert page.current_layout.number == 2


def test_the_same_copy_and_seed_make_the_same_page(issue):
    first = compose_issue(issue, by=None, seed=3).plan

    assert compose_issue(issue, by=None, seed=3).plan == first


def test_a_stored_plan_is_the_plan_that_was_composed(issue):
    made = compose_issue(issue, by=None).plan

    assert current_plan(current_layouts(issue)).pages == made.pages[:1]
    assert made.pages[1].modules == ()


def test_a_composed_page_passes_the_geometric_check(issue):
    plan = compose_issue(issue, by=None).plan
    dummy = read_dummy(issue)

    assert check_plan(plan, dummy.items, dummy.masthead.grid, type_book()) == []


def test_a_story_put_on_page_two_stands_there(issue):
    second = add_story(issue, page=2)

    assert where(compose_issue(issue, by=None))[str(second.article_id)] == 2


def test_a_lead_is_offered_first_whatever_its_place_in_the_list(issue):
    lead = add_story(issue, priority=Article.Priority.LEAD)

    assert read_dummy(issue).items[0].id == str(lead.article_id)


def test_a_spiked_story_is_not_composed(issue):
    spiked = add_story(issue, status=Article.Status.SPIKED)

    assert str(spiked.article_id) not in where(compose_issue(issue, by=None))


def test_more_copy_than_pages_makes_more_pages_where_nobody_laid_them_out(issue):
    for number in range(12):
        add_story(issue, f"长稿第{number}篇", BODY * 6)
    issue.placements.update(page=None)
    issue.grows = True

    composition = compose_issue(issue, by=None)

    assert len(composition.plan.pages) > 2
    assert issue.pages.count() == len(composition.plan.pages)
    assert len(where(composition)) == 16


def test_a_page_that_lost_its_stories_shows_no_old_layout(issue):
    second = add_story(issue, page=2)
    compose_issue(issue, by=None)
    second.delete()

    compose_issue(issue, by=None)

    assert issue.pages.get(number=2).current_layout is None


ODD = ["", "<p>一句。</p>", "<h3>小标题</h3>", "<p>" + "渡" * 1200 + "</p>"]


@pytest.mark.parametrize("body", ODD, ids=["no copy", "a line", "a subhead", "no stop"])
@pytest.mark.parametrize(
    "wishes",
    [{}, {"page": 2}, {"boxed": True}, {"headline_level": 4}, {"boxed": True, "page": 2}],
    ids=str,
)
def test_odd_copy_is_composed_all_the_same(issue, body, wishes):
    wishes = dict(wishes)
    odd = add_story(issue, "怪稿", body, page=wishes.pop("page", 1))
    issue.placements.filter(pk=odd.pk).update(**wishes or {"order": odd.order})

    composition = compose_issue(issue, by=None)

    dummy = read_dummy(issue)
    assert str(odd.article_id) in where(composition)
    assert composition.overset == ()
    assert check_plan(composition.plan, dummy.items, dummy.masthead.grid, type_book()) == []


# When a layout is stale


def facts_of(model, **facts):
    return lambda issue: model.objects.update(**facts)


@pytest.mark.parametrize(
    "change",
    [
        facts_of(Article, headline="改过的标题"),
        facts_of(Article, body="<p>改过。</p>"),
        facts_of(Article, kicker="眉题"),
        facts_of(Article, priority=Article.Priority.BRIEF),
        facts_of(Article, may_jump=False),
        facts_of(Masthead, rows=76),
        facts_of(Masthead, nameplate_rows=15),
        lambda issue: issue.placements.update(boxed=True),
        lambda issue: issue.placements.update(headline_level=1),
        lambda issue: issue.placements.first().delete(),
        lambda issue: add_story(issue),
        lambda issue: issue.placements.first().article.bylines.create(reporter=make_reporter()),
    ],
)
def test_a_change_of_what_is_printed_makes_the_pages_stale(issue, change):
    layouts = compose_issue(issue, by=None).layouts
    assert is_current(read_dummy(issue), layouts)

    change(issue)

    assert not is_current(read_dummy(issue), layouts)


@pytest.mark.parametrize("facts", [{"section": None}, {"source": "海港文化馆"}, {"kind": "brief"}])
def test_what_is_not_printed_leaves_the_pages_as_they_are(issue, facts):
    layouts = compose_issue(issue, by=None).layouts

    Article.objects.update(**facts)

    assert is_current(read_dummy(issue), layouts)


def test_no_layout_at_all_is_not_current(issue):
    assert not is_current(read_dummy(issue), current_layouts(issue))


# Refusals


def test_an_issue_without_stories_is_refused_with_what_to_do():
    issue = make_issue(make_publication())

    with pytest.raises(CompositionError, match="稿件"):
        compose_issue(issue, by=None)


def test_a_paper_without_a_masthead_is_refused_with_what_to_do(issue):
    Masthead.objects.all().delete()

    with pytest.raises(CompositionError, match="海港日报"):
        compose_issue(issue, by=None)


def test_copy_saved_meanwhile_is_refused_and_no_layout_is_written(issue, monkeypatch):
    composed = Composer.composed

    def slow(composer, *pages):
        Article.objects.update(version=9)
        return composed(composer, *pages)

    monkeypatch.setattr(Composer, "composed", slow)

    with pytest.raises(CompositionError):
        compose_issue(issue, by=None)
    assert not PageLayout.objects.exists()
    assert not AuditEntry.objects.filter(verb="compose_issue").exists()


@pytest.mark.parametrize("name", ["wang", "chen"])
def test_composing_is_for_editors(issue, name):
    with pytest.raises(PermissionDenied):
        compose_issue(issue, by=person(name))
    assert not PageLayout.objects.exists()


def test_a_story_that_may_not_jump_and_fits_no_page_is_named_with_what_would_help(issue):
    giant = add_story(issue, "长卷", "<p>" + "渡船今日复航。" * 3000 + "</p>", may_jump=False)

    composition = compose_issue(issue, by=None)

    assert [over.item_id for over in composition.overset] == [str(giant.article_id)]
    assert composition.overset[0].lines_over > 0
    assert composition.overset[0].told


@pytest.mark.parametrize(
    ("treatment", "kept"),
    [
        ("vertical", lambda module: any(h.direction == "vertical" for h in module.head)),
        ("tint", lambda module: module.tint > 0),
        ("rules", lambda module: module.boxed and module.frame == "thick_thin"),
    ],
)
def test_a_story_stands_apart_as_the_editor_wished(issue, treatment, kept):
    placement = issue.placements.order_by("pk").last()
    placement.treatment = treatment
    placement.save()

    plan = compose_issue(issue, by=None).plan

    modules = [m for p in plan.pages for m in p.modules if m.item_id == str(placement.article_id)]
    assert kept(modules[0])
