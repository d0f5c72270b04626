"""Only what changed is composed anew; locked pages stay whatever is done around them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from articles.models import Article, AuditEntry
from articles.wording import in_words
from issues import composing
from issues.arranging import add_page, arrange_placement, drop_last_page
from issues.composing import compose_issue, current_layouts, current_plan, is_current
from issues.dummy import CompositionError, read_dummy
from issues.handdesk import Wish
from issues.handwork import change_page, pin_story, redo, undo
from issues.holding import standing_of
from issues.imposition import ExportError, impose
from issues.locking import lock_page, unlock_page
from issues.locks import PageLockedError
from issues.models import Page, PageLayout, Placement
from issues.planning import place_article, unplace_article
from issues.recomposing import changed_pages, compose_pages
from newsroom.layout.check import check_plan
from tests.desk_cast import (
    SENTENCE,
    composed_issue,
    make_article,
    make_issue,
    make_publication,
    person,
    place,
)

pytestmark = pytest.mark.django_db

LENGTHS = {1: (26, 14, 12), 2: (22, 18, 14), 3: (22, 18, 16)}


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def issue():
    """Three composed pages of three stories."""
    publication = make_publication()
    publication.mastheads.update(page_names="要闻 综合 副刊")
    return composed_issue(LENGTHS, publication, may_jump=False)


@pytest.fixture
def jumping(issue):
    """The lead of page 1 is too long for it and goes on."""
    lead = story(issue, 1)
    Article.objects.filter(pk=lead.article_id).update(
        body=f"<p>{SENTENCE * 100}</p>", may_jump=True, priority="lead", version=9
    )
    compose_issue(issue, by=None)
    assert current_plan(current_layouts(issue)).overset == ()
    return issue


def page(issue, number):
    return Page.objects.select_related("issue", "current_layout").get(issue=issue, number=number)


def story(issue, number, at=0):
    stories = issue.placements.filter(page__number=number).select_related("article", "page")
    return stories.order_by("order", "pk")[at]


def layouts(issue):
    return {layout.page.number: layout for layout in current_layouts(issue)}


def edit(placement, length):
    Article.objects.filter(pk=placement.article_id).update(
        body=f"<p>{SENTENCE * length}</p>", version=placement.article.version + 1
    )


def to_page(placement, number):
    placement.page = placement.issue.pages.get(number=number)
    arrange_placement(placement, by=None)


def changed(issue):
    return changed_pages(read_dummy(issue), standing_of(issue))


def goes_on_to(issue):
    [module] = [m for m in layouts(issue)[1].plan["modules"] if m["jump_to"]]
    return module["jump_to"]


def test_only_the_page_of_an_edited_story_is_composed_anew(issue):
    before = layouts(issue)
    edit(story(issue, 2, 1), 17)

    assert changed(issue) == [2]
    made = compose_pages(issue, [2], by=None)

    after = layouts(issue)
    assert [layout.page.number for layout in made.layouts] == [2]
    assert (after[1], after[3]) == (before[1], before[3])
    assert after[2].number == before[2].number + 1
    assert changed(issue) == []
    assert is_current(read_dummy(issue), current_layouts(issue))
    assert AuditEntry.objects.get(verb="compose_pages").details["pages"] == [2]


def test_a_story_moved_to_another_page_changes_both_and_no_third(issue):
    before = layouts(issue)
    to_page(story(issue, 3, 2), 2)

    assert changed(issue) == [2, 3]
    compose_pages(issue, [2], by=None)

    after = layouts(issue)
    assert after[1] == before[1]
    assert len(after[2].plan["modules"]) == 4
    assert len(after[3].plan["modules"]) == 2


def test_all_pages_composed_together_are_taken_back_in_one_step(issue):
    before = layouts(issue)
    to_page(story(issue, 3, 2), 2)
    compose_pages(issue, [2, 3], by=None)

    undo(page(issue, 3), on=None, by=None)

    assert layouts(issue) == before
    redo(page(issue, 2), on=None, by=None)
    assert len(layouts(issue)[2].plan["modules"]) == 4


def test_a_page_whose_story_goes_on_elsewhere_is_composed_around_the_cut(jumping):
    target = goes_on_to(jumping)
    before = layouts(jumping)
    edit(story(jumping, 1, 2), 10)

    compose_pages(jumping, [1], by=None)

    after = layouts(jumping)
    plan = current_plan(list(after.values()))
    dummy = read_dummy(jumping)
    assert after[target] == before[target]
    assert list(check_plan(plan, dummy.items, dummy.masthead.grid, _book(dummy))) == []


def _book(dummy):
    from issues.dummy import type_book

    return type_book(dummy.masthead.line_rules, dummy.faces)


def test_a_changed_story_takes_the_page_it_goes_on_to_with_it(jumping):
    target = goes_on_to(jumping)
    edit(story(jumping, 1), 101)

    assert changed(jumping) == sorted({1, target})
    made = compose_pages(jumping, [1], by=None)

    assert {layout.page.number for layout in made.layouts} == {1, target}
    assert is_current(read_dummy(jumping), current_layouts(jumping))


@pytest.mark.parametrize("numbers", [[], [9], [1, 9]])
def test_pages_that_are_not_there_are_refused(issue, numbers):
    with pytest.raises(CompositionError):
        compose_pages(issue, numbers, by=None)


def test_a_reporter_composes_no_page_and_locks_none(issue):
    with pytest.raises(PermissionDenied):
        compose_pages(issue, [1], by=person("wang"))
    for verb in (lock_page, unlock_page):
        with pytest.raises(PermissionDenied):
            verb(page(issue, 1), by=person(f"wang{verb.__name__}"))


# Locks ------------------------------------------------------------------------------------------


def test_a_lock_names_who_set_it_and_when_and_stands_in_the_trail(issue):
    mei = person("mei")

    lock_page(page(issue, 2), by=mei)

    locked = page(issue, 2)
    assert locked.is_locked
    assert (locked.locked_by, locked.locked_name) == (mei, "mei")
    unlock_page(locked, by=None)
    assert not page(issue, 2).is_locked
    assert [e.verb for e in AuditEntry.objects.filter(verb__endswith="lock_page")] != []


def test_a_page_that_is_not_composed_is_not_locked(issue):
    Page.objects.filter(issue=issue, number=2).update(current_layout=None)

    with pytest.raises(CompositionError):
        lock_page(page(issue, 2), by=None)


def test_composing_leaves_a_locked_page_as_it_is(issue):
    lock_page(page(issue, 2), by=None)
    before = layouts(issue)
    for number in (1, 2):
        edit(story(issue, number, 1), 13)

    compose_issue(issue, by=None)

    after = layouts(issue)
    assert after[2] == before[2]
    assert after[1] != before[1]
    assert {m["item_id"] for m in after[2].plan["modules"]}.isdisjoint(
        m["item_id"] for number in (1, 3) for m in after[number].plan["modules"]
    )


def test_an_export_prints_no_locked_page_with_older_copy(issue):
    lock_page(page(issue, 2), by=None)
    edit(story(issue, 1, 1), 13)
    assert [plan.number for plan in impose(issue, by=None).plan.pages] == [1, 2, 3]
    edit(story(issue, 2, 1), 13)

    with pytest.raises(ExportError, match="after page 2 was locked"):
        impose(issue, by=None)


def test_nothing_is_composed_where_every_page_is_locked(issue):
    for number in LENGTHS:
        lock_page(page(issue, number), by=None)

    with pytest.raises(PageLockedError, match="Every page is locked"):
        compose_issue(issue, by=None)


def test_a_locked_page_is_not_among_those_to_be_composed(issue):
    edit(story(issue, 2, 1), 17)
    lock_page(page(issue, 2), by=None)

    assert changed(issue) == []
    with pytest.raises(PageLockedError, match="Page 2 is locked"):
        compose_pages(issue, [2], by=None)


def test_a_locked_tail_page_refuses_a_moved_cut(jumping):
    target = goes_on_to(jumping)
    lock_page(page(jumping, target), by=None)
    before = layouts(jumping)
    edit(story(jumping, 1), 104)

    for compose in (
        lambda: compose_issue(jumping, by=None),
        lambda: compose_pages(jumping, [1], by=None),
    ):
        with pytest.raises(PageLockedError, match=f"page {target}, which is locked"):
            compose()

    assert layouts(jumping) == before


def test_pages_beside_a_locked_tail_are_composed_around_it(jumping):
    target = goes_on_to(jumping)
    lock_page(page(jumping, target), by=None)
    before = layouts(jumping)
    edit(story(jumping, 1, 2), 10)

    compose_issue(jumping, by=None)

    assert layouts(jumping)[target] == before[target]
    assert goes_on_to(jumping) == target


def test_no_hand_changes_a_locked_page(issue):
    placement = story(issue, 2, 1)
    other = story(issue, 2, 2)
    lock_page(page(issue, 2), by=None)
    wish = Wish("swap", str(placement.article_id), other=str(other.article_id))

    for verb in (
        lambda: change_page(page(issue, 2), wish, on=None, by=None),
        lambda: pin_story(placement, None, by=None),
        lambda: to_page(placement, 3),
        lambda: to_page(story(issue, 3), 2),
        lambda: place_article(make_article(issue.publication), issue, by=None, page=page(issue, 2)),
        lambda: unplace_article(placement.article, by=None),
    ):
        with pytest.raises(PageLockedError, match="Page 2 is locked"):
            verb()
    assert Placement.objects.filter(pk=placement.pk, page__number=2).exists()


def test_a_step_is_not_taken_back_on_a_locked_page(issue):
    compose_issue(issue, by=None)
    lock_page(page(issue, 2), by=None)
    before = layouts(issue)

    with pytest.raises(PageLockedError):
        undo(page(issue, 1), on=None, by=None)

    assert layouts(issue) == before


def test_a_locked_last_page_is_not_dropped(issue):
    lock_page(page(issue, 3), by=None)
    issue.placements.filter(page__number=3).delete()

    with pytest.raises(PageLockedError):
        drop_last_page(issue, by=None)


def test_a_page_locked_while_the_others_were_composed_is_not_written(issue, monkeypatch):
    from issues import composing

    real = composing._left_over

    def meanwhile(*args, **kwargs):
        Page.objects.filter(issue=issue, number=2).update(locked_at="2026-11-20T10:00:00Z")
        return real(*args, **kwargs)

    monkeypatch.setattr(composing, "_left_over", meanwhile)
    before = layouts(issue)

    with pytest.raises(CompositionError, match="locked or changed"):
        compose_issue(issue, by=None)

    assert layouts(issue) == before


def test_a_page_changed_by_hand_while_all_were_composed_is_not_composed_away(issue, monkeypatch):
    from issues import composing

    real = composing._left_over
    compose_issue(issue, by=None)
    first, second = (issue.pages.get(number=number) for number in (1, 2))

    def meanwhile(*args, **kwargs):
        layout = first.current_layout
        layout.pk, layout.number = None, layout.number + 1
        layout.save()
        Page.objects.filter(pk=first.pk).update(current_layout=layout)
        return real(*args, **kwargs)

    monkeypatch.setattr(composing, "_left_over", meanwhile)

    with pytest.raises(CompositionError, match="locked or changed"):
        compose_issue(issue, by=None)

    assert issue.pages.get(number=2).current_layout_id == second.current_layout_id


def test_a_step_is_taken_back_though_the_page_its_story_was_wanted_on_is_gone(issue):
    extra = add_page(issue, by=None)
    moved = story(issue, 1, at=2)
    Placement.objects.filter(pk=moved.pk).update(page=extra)
    item = str(moved.article_id)
    change_page(page(issue, 1), Wish("take_off", item), on=None, by=None)
    drop_last_page(issue, by=None)

    undo(page(issue, 1), on=None, by=None)

    assert Placement.objects.get(pk=moved.pk).page is None
    assert item in {m["item_id"] for m in page(issue, 1).current_layout.plan["modules"]}


def test_a_story_brought_to_another_issue_leaves_behind_what_was_set_by_hand(issue):
    moved = story(issue, 1, at=1)
    pages = {"jump_page": page(issue, 3), "jump_lines": 12, "pin_column": 0, "pin_row": 20}
    Placement.objects.filter(pk=moved.pk).update(**pages, pin_columns=2, pin_rows=20)
    other = make_issue(issue.publication, number=issue.number + 1)

    place_article(moved.article, other, by=None)

    placed = Placement.objects.get(article=moved.article)
    assert (placed.issue, placed.jump_page, placed.jump_lines, placed.pin) == (
        other,
        None,
        None,
        None,
    )


def test_changed_pages_are_hashed_once_each(issue, monkeypatch):
    dummy, standing = read_dummy(issue), standing_of(issue)
    hashed = []

    def hashing(dummy, plan):
        hashed.append(plan.number)
        return "other"

    monkeypatch.setattr(composing, "page_basis", hashing)

    assert changed_pages(dummy, standing) == [1, 2, 3]
    assert hashed == [1, 2, 3]


def test_an_empty_page_behind_locked_ones_is_composed(issue):
    for number in (1, 2, 3):
        layout = page(issue, number).current_layout
        PageLayout.objects.filter(pk=layout.pk).update(plan=layout.plan | {"foot_rows": 0})
        lock_page(page(issue, number), by=None)
    add_page(issue, by=None)
    late = make_article(issue.publication, "第四版渡船今日复航", f"<p>{SENTENCE * 20}</p>")
    placement = place(late, issue)

    told = compose_issue(issue, by=None).overset

    assert [one.item_id for one in told] == [str(late.pk)]
    assert "is wanted on page 1, which stays as it is" in in_words(told[0].told)
    Placement.objects.filter(pk=placement.pk).update(page=None)
    compose_issue(issue, by=None)
    assert [m["item_id"] for m in page(issue, 4).current_layout.plan["modules"]] == [str(late.pk)]
