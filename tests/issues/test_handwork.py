"""Pages changed by hand: kept, taken back, refused when somebody was quicker."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from articles.models import Article, AuditEntry
from issues.arranging import add_page, arrange_placement
from issues.composing import (
    compose_issue,
    current_layouts,
    current_plan,
    is_current,
    stale_pages,
)
from issues.dummy import read_dummy
from issues.handdesk import HandworkError, Wish
from issues.handwork import StaleLayoutError, change_page, pin_story, redo, undo
from issues.imposition import ExportError, impose
from issues.models import Page
from issues.newer import newer_stories
from issues.outdated import layouts_now
from issues.printing import press_basis
from newsroom.layout.changes import changed
from newsroom.layout.geometry import Area
from newsroom.layout.plan import page_from_json
from tests.desk_cast import (
    composed_issue,
    make_article,
    make_issue,
    make_publication,
    person,
    place,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


LENGTHS = (9, 7, 6, 6, 5, 4)
BODY = "停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票，孩子半价。"


@pytest.fixture
def issue():
    publication = make_publication()
    issue = make_issue(publication)
    for number, length in enumerate(LENGTHS):
        body = f"<p>{BODY * length}</p>"
        place(make_article(publication, f"第{number}班渡船今日复航", body), issue)
    compose_issue(issue, by=None)
    return issue


def page_of(issue):
    return Page.objects.select_related("issue", "current_layout").get(issue=issue, number=1)


def modules(issue):
    return {m["item_id"]: m["area"] for m in page_of(issue).current_layout.plan["modules"]}


def two(issue):
    """Two stories of the page, neither the lead."""
    return sorted(modules(issue))[-2:]


def swapped(issue, by=None):
    one, other = two(issue)
    page = page_of(issue)
    return change_page(page, Wish("swap", one, other=other), on=page.current_layout_id, by=by)


def test_a_swap_is_a_new_layout_and_the_pages_stay_current(issue):
    before = modules(issue)

    done = swapped(issue)

    assert done.layout.pk == page_of(issue).current_layout_id
    assert modules(issue) != before
    assert is_current(read_dummy(issue), current_layouts(issue))
    assert not impose(issue, by=None).composed


def test_new_levels_of_headlines_are_kept_and_can_be_taken_back(issue, monkeypatch):
    one, other = two(issue)

    def with_levels(board, change, _stock):
        return replace(changed(board, change), levels=((one, 1), (other, 2)))

    def levels():
        found = issue.placements.values_list("article_id", "headline_level")
        return {str(article): level for article, level in found}

    before = levels()
    monkeypatch.setattr("issues.handset.changed_or_filled", with_levels)

    swapped(issue)

    assert (levels()[one], levels()[other]) == (1, 2)
    assert is_current(read_dummy(issue), current_layouts(issue))
    undo(page_of(issue), on=page_of(issue).current_layout_id, by=None)
    assert levels() == before


def test_a_step_is_taken_back_and_done_again(issue):
    before = modules(issue)
    swapped(issue)
    after = modules(issue)

    undo(page_of(issue), on=None, by=None)
    assert modules(issue) == before
    redo(page_of(issue), on=None, by=None)

    assert modules(issue) == after
    with pytest.raises(HandworkError, match="nothing to do again"):
        redo(page_of(issue), on=None, by=None)


def test_a_change_of_a_page_that_somebody_else_changed_is_refused_and_shows_theirs(issue):
    seen = page_of(issue).current_layout_id
    swapped(issue, by=person("mei"))
    one, other = two(issue)

    with pytest.raises(StaleLayoutError) as refused:
        change_page(page_of(issue), Wish("swap", one, other=other), on=seen, by=None)

    assert "mei" in str(refused.value)
    stands = refused.value.layout
    assert stands
    assert stands.pk == page_of(issue).current_layout_id


def test_a_story_taken_off_leaves_an_open_place_that_is_not_printed(issue):
    one, _other = two(issue)

    change_page(page_of(issue), Wish("take_off", one), on=None, by=None)

    assert issue.placements.get(article_id=one).page is None
    assert current_plan(current_layouts(issue)).pages[0].open_areas
    with pytest.raises(ExportError, match="by hand"):
        impose(issue, by=None)


def test_a_story_is_put_back_where_it_was_and_undo_takes_it_off_again(issue):
    one, _other = two(issue)
    change_page(page_of(issue), Wish("take_off", one), on=None, by=None)

    change_page(page_of(issue), Wish("put_on", one), on=None, by=None)

    assert issue.placements.get(article_id=one).page == page_of(issue)
    assert one in modules(issue)
    undo(page_of(issue), on=None, by=None)
    assert one not in modules(issue)
    assert issue.placements.get(article_id=one).page is None


def test_what_is_moved_is_pinned_and_stays_when_the_pages_are_composed_anew(issue):
    one, other = two(issue)
    target = dict(modules(issue)[other])
    change_page(page_of(issue), Wish("move", one, Area(**target)), on=None, by=None)
    pinned = modules(issue)[one]
    assert issue.placements.get(article_id=one).pin == Area(**pinned)

    compose_issue(issue, by=None)

    assert modules(issue)[one] == pinned


def test_a_pin_is_taken_out_again(issue):
    one, _other = two(issue)
    placement = issue.placements.get(article_id=one)
    pin_story(placement, Area(**modules(issue)[one]), by=None)
    assert read_dummy(issue).pins

    pin_story(placement, None, by=None)

    assert read_dummy(issue).pins == {}


def pinned(issue, id, **more):
    placement = issue.placements.get(article_id=id)
    pin_story(placement, Area(**modules(issue)[id]), by=None, page=page_of(issue), **more)
    return page_of(issue).current_layout


def test_a_pin_is_a_step_that_is_taken_back_before_the_one_before_it(issue):
    one, _other = two(issue)
    first = page_of(issue).current_layout
    change_page(page_of(issue), Wish("smaller", one), on=None, by=None)
    smaller = page_of(issue).current_layout
    pinned(issue, one)
    assert issue.placements.get(article_id=one).pin

    undo(page_of(issue), on=None, by=None)
    assert issue.placements.get(article_id=one).pin is None
    assert page_of(issue).current_layout == smaller
    redo(page_of(issue), on=None, by=None)
    assert issue.placements.get(article_id=one).pin
    undo(page_of(issue), on=None, by=None)
    undo(page_of(issue), on=None, by=None)

    assert page_of(issue).current_layout == first
    with pytest.raises(HandworkError, match="nothing to take back"):
        undo(page_of(issue), on=None, by=None)


def test_taking_a_pin_out_is_a_step_too(issue):
    one, _other = two(issue)
    pinned(issue, one)
    where = issue.placements.get(article_id=one).pin

    pin_story(issue.placements.get(article_id=one), None, by=None, page=page_of(issue))
    assert issue.placements.get(article_id=one).pin is None
    undo(page_of(issue), on=None, by=None)

    assert issue.placements.get(article_id=one).pin == where


def test_a_pin_asked_for_twice_is_one_step(issue):
    one, other = two(issue)
    on, key = page_of(issue).current_layout_id, "0123456789abcdef" * 2

    first = pinned(issue, one, on=on, key=key)

    assert first.step == key
    assert pinned(issue, one, on=on, key=key) == first
    assert pinned(issue, one) == first
    with pytest.raises(StaleLayoutError):
        pinned(issue, other, on=on)
    assert AuditEntry.objects.filter(verb="pin_story").count() == 1


def test_a_pinned_page_is_the_page_that_was_signed_exported_and_composed(issue):
    Article.objects.filter(pk=two(issue)[1]).update(headline="第十班渡船", version=9)
    before = page_of(issue).current_layout
    read = read_dummy(issue), current_layouts(issue)

    after = pinned(issue, two(issue)[0])

    assert (after.prints, after.version) == (before.pk, before.number)
    assert pinned(issue, two(issue)[1]).prints == before.pk
    assert not after.is_by_hand  # so that an export composes it anew as before
    assert newer_stories(read_dummy(issue), after) == newer_stories(read[0], before)
    assert stale_pages(read_dummy(issue), [after]) == [after]
    assert layouts_now([page_of(issue)]).keys() == {before.pk}
    assert press_basis(issue, current_layouts(issue)) == press_basis(issue, read[1])


def test_newer_copy_is_settled_where_the_old_stood(issue):
    one, other = two(issue)
    swapped(issue)
    article = Article.objects.get(pk=one)
    Article.objects.filter(pk=one).update(
        body=f"<p>{article.story().text}码头添了雨棚。</p>", version=article.version + 1
    )
    with pytest.raises(ExportError, match="by hand"):
        impose(issue, by=None)
    with pytest.raises(HandworkError, match="settle"):
        change_page(page_of(issue), Wish("swap", one, other=other), on=None, by=None)

    change_page(page_of(issue), Wish("settle"), on=None, by=None)

    assert is_current(read_dummy(issue), current_layouts(issue))
    assert "雨棚" in str(page_of(issue).current_layout.plan)


def test_who_may_not_compose_may_not_change_a_page(issue):
    with pytest.raises(PermissionDenied):
        swapped(issue, by=person("chen"))


def test_undo_of_composing_brings_a_page_back_that_lost_its_stories(issue):
    second = place(make_article(issue.publication, "码头食堂添菜", f"<p>{BODY}</p>"), issue, page=2)
    compose_issue(issue, by=None)
    before = issue.pages.get(number=2).current_layout
    assert before
    second.delete()
    compose_issue(issue, by=None)
    assert issue.pages.get(number=2).current_layout is None

    undo(page_of(issue), on=None, by=None)
    assert issue.pages.get(number=2).current_layout == before

    redo(page_of(issue), on=None, by=None)
    assert issue.pages.get(number=2).current_layout is None


def test_undo_of_composing_takes_a_new_page_off_again_and_redo_brings_it(issue):
    place(make_article(issue.publication, "码头食堂添菜", f"<p>{BODY}</p>"), issue, page=2)
    compose_issue(issue, by=None)
    made = issue.pages.get(number=2).current_layout

    undo(page_of(issue), on=None, by=None)
    assert issue.pages.get(number=2).current_layout is None

    redo(page_of(issue), on=None, by=None)
    assert issue.pages.get(number=2).current_layout == made


def test_undo_leaves_what_was_wished_of_a_story_since(issue):
    id = two(issue)[0]
    page = page_of(issue)
    area = modules(issue)[id]
    change_page(page, Wish("larger", id), on=page.current_layout_id, by=None)
    placement = issue.placements.get(article_id=int(id))
    placement.headline_size, placement.headline_level = 0, 4
    placement.save()

    undo(page_of(issue), on=None, by=None)

    placement.refresh_from_db()
    assert placement.headline_level == 4
    assert modules(issue)[id] == area


def test_a_pin_put_elsewhere_since_is_not_taken_back(issue):
    id = two(issue)[0]
    placement = issue.placements.get(article_id=int(id))
    page = page_of(issue)
    area = Area(**modules(issue)[id])
    pin_story(placement, area, by=None, page=page)
    issue.placements.filter(pk=placement.pk).update(pin_row=area.row + 1)

    undo(page_of(issue), on=None, by=None)

    placement.refresh_from_db()
    assert placement.pin == replace(area, row=area.row + 1)


def test_a_pinned_story_wanted_on_no_page_is_composed_on_the_page_it_was_pinned_on():
    issue = composed_issue(dict.fromkeys((1, 2), (9, 7, 6, 6, 5, 4)))
    issue.placements.update(page=None)
    compose_issue(issue, by=None)
    second = issue.pages.select_related("current_layout").get(number=2)
    module = page_from_json(second.current_layout.plan).modules[-1]
    placement = issue.placements.get(article_id=int(module.item_id))
    pin_story(placement, module.area, by=None, page=second)

    assert is_current(read_dummy(issue), current_layouts(issue))
    for seed in range(1, 4):
        compose_issue(issue, by=None, seed=seed)
        second.refresh_from_db()
        stands = {m.item_id: m.area for m in page_from_json(second.current_layout.plan).modules}
        assert stands[module.item_id] == module.area


def test_a_pin_does_not_come_back_to_a_story_that_was_sent_to_another_page(issue):
    id = two(issue)[0]
    placement = issue.placements.get(article_id=int(id))
    other = add_page(issue, by=None)
    pin_story(placement, Area(**modules(issue)[id]), by=None, page=page_of(issue))
    undo(page_of(issue), on=None, by=None)
    placement.refresh_from_db()
    placement.page = other
    arrange_placement(placement, by=None)

    redo(page_of(issue), on=None, by=None)

    placement.refresh_from_db()
    assert (placement.page, placement.pin) == (other, None)
