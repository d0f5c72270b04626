"""Headlines, forms, pictures and jumps set by hand: remembered, taken back, composed again."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from articles.models import Article, ArticlePhoto
from issues import handcarry
from issues.composing import compose_issue, current_layouts, current_plan, is_current
from issues.dummy import read_dummy
from issues.handdesk import Desk, HandworkError, Wish
from issues.handstyle import headline_size
from issues.handtold import told_of
from issues.handwork import change_page, pin_story, redo, undo
from issues.models import Page
from issues.pagestate import modules_of
from newsroom.layout.carrying import lines_of
from newsroom.layout.geometry import TABLOID
from newsroom.layout.heads import sizes_of
from tests.desk_cast import composed_issue, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def issue():
    return composed_issue({1: (26, 15, 8, 7, 6), 2: (20, 14, 9, 7)})


def page_of(issue, number=1):
    return Page.objects.select_related("issue", "current_layout").get(issue=issue, number=number)


def module_of(issue, id, number=1):
    return next(
        (m for m in modules_of(page_of(issue, number).current_layout) if m.item_id == id), None
    )


def second_story(issue):
    """The longest story of page 1 but the lead."""
    return max(modules_of(page_of(issue).current_layout)[1:], key=lines_of).item_id


def do(issue, kind, number=1, **wish):
    return change_page(page_of(issue, number), Wish(kind, **wish), on=None, by=None)


def test_a_larger_headline_is_remembered_taken_back_and_kept_by_the_composer(issue):
    id = second_story(issue)
    before = headline_size(module_of(issue, id))

    do(issue, "smaller", item_id=id)

    after = headline_size(module_of(issue, id))
    placement = issue.placements.get(article_id=id)
    assert after < before
    assert placement.headline_size == after
    assert is_current(read_dummy(issue), current_layouts(issue))
    undo(page_of(issue), on=None, by=None)
    assert headline_size(module_of(issue, id)) == before
    assert issue.placements.get(article_id=id).headline_size == 0
    redo(page_of(issue), on=None, by=None)
    compose_issue(issue, by=None)
    assert headline_size(module_of(issue, id)) == after


def test_a_headline_made_ever_larger_makes_no_second_lead(issue):
    id = second_story(issue)
    for _step in range(8):
        try:
            do(issue, "larger", item_id=id)
        except HandworkError:
            break

    levels = [module.headline_level for module in modules_of(page_of(issue).current_layout)]
    assert headline_size(module_of(issue, id)) > max(sizes_of("second", TABLOID))
    assert levels.count(1) == 1
    assert module_of(issue, id).headline_level == 2


def test_a_box_is_put_round_a_story_and_taken_off(issue):
    id = second_story(issue)

    do(issue, "box", item_id=id, value=1)
    assert module_of(issue, id).frame == "plain"
    do(issue, "box", item_id=id, value=0)

    assert not module_of(issue, id).boxed
    assert not issue.placements.get(article_id=id).boxed


def test_a_story_let_go_changes_two_pages_in_one_step(issue):
    id = second_story(issue)
    lines = lines_of(module_of(issue, id))
    before = [layout.pk for layout in current_layouts(issue)]

    do(issue, "jump", item_id=id, page=2, lines=lines - 12)

    assert module_of(issue, id).jump_to == 2
    assert module_of(issue, id, 2).jump_from == 1
    assert issue.placements.get(article_id=id).jump_page == page_of(issue, 2)
    assert len({layout.step for layout in current_layouts(issue)}) == 1
    assert is_current(read_dummy(issue), current_layouts(issue))
    undo(page_of(issue, 2), on=None, by=None)
    assert [layout.pk for layout in current_layouts(issue)] == before
    assert issue.placements.get(article_id=id).jump_page is None


def test_a_jump_is_kept_when_the_pages_are_composed_and_ends_when_it_is_brought_back(issue):
    id = second_story(issue)
    lines = lines_of(module_of(issue, id))
    do(issue, "jump", item_id=id, page=2, lines=lines - 12)

    compose_issue(issue, by=None)
    assert module_of(issue, id).jump_to == 2

    do(issue, "join", item_id=id)
    assert module_of(issue, id).jump_to is None
    assert module_of(issue, id, 2) is None
    assert not next(i for i in read_dummy(issue).items if i.id == id).may_jump


@pytest.fixture
def sign(monkeypatch):
    """Call it with the number of a page: that one alone is signed from now on."""

    def signed(number):
        states = {n: SimpleNamespace(signed=["chief"] * (n == number)) for n in (1, 2)}
        monkeypatch.setattr(handcarry, "page_proofs", lambda issue: states)

    return signed


def test_a_story_does_not_go_on_to_a_page_that_is_signed(issue, sign):
    id = second_story(issue)
    sign(2)
    before = [layout.pk for layout in current_layouts(issue)]

    with pytest.raises(HandworkError, match="signed"):
        do(issue, "jump", item_id=id, page=2, lines=lines_of(module_of(issue, id)) - 12)

    assert [layout.pk for layout in current_layouts(issue)] == before


def test_a_step_that_changed_a_signed_page_is_taken_back_and_done_again_from_that_page_only(
    issue, sign
):
    id = second_story(issue)
    do(issue, "jump", item_id=id, page=2, lines=lines_of(module_of(issue, id)) - 12)
    sign(2)

    with pytest.raises(HandworkError, match="Page 2 is signed"):
        undo(page_of(issue, 1), on=None, by=None)
    assert module_of(issue, id, 2)
    undo(page_of(issue, 2), on=None, by=None)
    assert module_of(issue, id, 2) is None
    with pytest.raises(HandworkError, match="Page 2 is signed"):
        redo(page_of(issue, 1), on=None, by=None)
    assert module_of(issue, id).jump_to is None
    redo(page_of(issue, 2), on=None, by=None)

    assert module_of(issue, id).jump_to == 2


@pytest.mark.parametrize("wish", [{"page": 1}, {"page": 9}, {"page": 0}])
def test_a_story_goes_on_to_later_pages_only(issue, wish):
    with pytest.raises(HandworkError, match="later page"):
        do(issue, "jump", item_id=second_story(issue), lines=20, **wish)


def test_newer_copy_of_a_story_that_goes_on_is_settled_on_both_pages(issue):
    id = second_story(issue)
    do(issue, "jump", item_id=id, page=2, lines=lines_of(module_of(issue, id)) - 12)
    article = Article.objects.get(pk=id)
    Article.objects.filter(pk=id).update(
        body=f"<p>{article.story().text}码头添了雨棚。</p>", version=article.version + 1
    )
    assert not is_current(read_dummy(issue), current_layouts(issue))

    do(issue, "settle", 2)

    assert is_current(read_dummy(issue), current_layouts(issue))
    assert "雨棚" in str(page_of(issue, 2).current_layout.plan)
    ends = [m.text_to for p in current_plan(current_layouts(issue)).pages for m in p.modules]
    assert ends
    undo(page_of(issue), on=None, by=None)
    assert "雨棚" not in str(page_of(issue, 2).current_layout.plan)


@pytest.fixture
def pictured(issue):
    """The same issue with a picture in a story of page 1, and the key of that use."""
    id = second_story(issue)
    use = ArticlePhoto.objects.create(article_id=id, photo=make_photo(), caption="渡船靠岸。")
    compose_issue(issue, by=None)
    assert module_of(issue, id).photos
    return id, use


@pytest.mark.parametrize("kind", ["box", "vertical", "larger", "level"])
def test_a_pinned_story_set_otherwise_stays_in_its_rectangle_or_the_pin_is_named(issue, kind):
    kept, refused = [], []
    for module in modules_of(page_of(issue).current_layout)[1:]:
        id, placement = module.item_id, issue.placements.get(article_id=module.item_id)
        pin_story(placement, module.area, by=None, page=page_of(issue))
        try:
            do(issue, kind, item_id=id, value=3 if kind == "level" else 1)
        except HandworkError as error:
            refused.append(error.pinned == id and "unpin it" in str(error))
        else:
            kept.append(module_of(issue, id).area == module.area)
            undo(page_of(issue), on=None, by=None)
        undo(page_of(issue), on=None, by=None)

    assert all(kept)
    assert all(refused)


def test_a_wish_that_a_change_of_another_kind_does_not_keep_is_named(issue):
    id = second_story(issue)
    done = do(issue, "smaller", item_id=id)
    done.layout.plan["violations"] = [f"wish_not_kept:vertical:{id}", f"wish_not_kept:box:{id}"]
    done.layout.previous.plan["violations"] = [f"wish_not_kept:box:{id}"]

    told = told_of("smaller", done, id, "", None)

    headline = Article.objects.get(pk=id).one_line_headline
    assert f"“{headline}” could not be set with a vertical headline." in told
    assert told.count("could not be set") == 1


def test_a_picture_is_cropped_about_another_point_and_the_step_taken_back(issue, pictured):
    id, use = pictured
    before = module_of(issue, id)

    do(issue, "focus", item_id=id, focus=(use.pk, 0.25, 0.75))

    use.refresh_from_db()
    assert (use.focal_x, use.focal_y) == (0.25, 0.75)
    assert module_of(issue, id) == before
    undo(page_of(issue), on=None, by=None)
    use.refresh_from_db()
    assert (use.focal_x, use.focal_y) == (0.5, 0.5)


def test_a_picture_takes_the_size_that_was_chosen_and_keeps_it(issue, pictured):
    id, _use = pictured
    photo = module_of(issue, id).photos[0]
    columns = 1 if photo.area.columns > 1 else 2

    do(issue, "photo", item_id=id, photo=(columns, 0))
    assert module_of(issue, id).photos[0].area.columns == columns
    compose_issue(issue, by=None)

    assert module_of(issue, id).photos[0].area.columns == columns


def test_the_picture_of_another_story_is_not_cropped_from_this_one(issue, pictured):
    _id, use = pictured
    other = modules_of(page_of(issue).current_layout)[-1].item_id

    with pytest.raises(HandworkError, match="no picture"):
        do(issue, "focus", item_id=other, focus=(use.pk, 0.1, 0.1))


def test_a_pin_that_composing_could_not_keep_holds_nothing_elsewhere(issue):
    id = second_story(issue)
    placement = issue.placements.get(article_id=id)
    away = {"pin_column": 0, "pin_row": 1, "pin_columns": 1, "pin_rows": 1}
    type(placement).objects.filter(pk=placement.pk).update(**away)
    page = page_of(issue)

    board = Desk.of(page, read_dummy(page.issue)).board()

    assert id in read_dummy(page.issue).pins
    assert id not in board.pinned


def test_headlines_that_take_another_size_are_told(issue):
    id = second_story(issue)
    before = headline_size(module_of(issue, id))

    done = do(issue, "level", item_id=id, value=3)

    told = told_of("level", done, id, "", None)
    now = headline_size(module_of(issue, id))
    assert f"has {now:g} pt now ({before:g} before)" in told


def levels(issue):
    found = issue.placements.filter(page=page_of(issue)).values_list("article", "headline_level")
    return {str(id): level for id, level in found}


def leads(issue):
    return [m.item_id for m in modules_of(page_of(issue).current_layout) if m.headline_level == 1]


def test_a_new_lead_sends_the_old_one_to_the_second_level_and_undo_brings_both_back(issue):
    [old], id, before = leads(issue), second_story(issue), levels(issue)

    done = do(issue, "level", item_id=id, value=1)

    assert leads(issue) == [id]
    assert (levels(issue)[id], levels(issue)[old]) == (1, 2)
    assert is_current(read_dummy(issue), current_layouts(issue))
    told = told_of("level", done, id, "", None)
    headlines = {str(a.pk): a.one_line_headline for a in Article.objects.all()}
    assert f"“{headlines[id]}” leads the page now." in told
    assert f"“{headlines[old]}” has a headline of level 2 now." in told
    undo(page_of(issue), on=None, by=None)
    assert (leads(issue), levels(issue)) == ([old], before)


def test_a_lead_that_an_editor_made_one_stays_and_both_are_told(issue):
    [old], id = leads(issue), second_story(issue)
    issue.placements.filter(article_id=old).update(headline_level=1)
    compose_issue(issue, by=None)

    done = do(issue, "level", item_id=id, value=1)

    assert set(leads(issue)) == {id, old}
    assert levels(issue)[old] == 1
    told = told_of("level", done, id, "", None)
    assert "The page has 2 leads now: “" in told
    assert "leads the page now" not in told


def test_a_story_that_stands_elsewhere_than_it_was_dropped_is_told_of_first(issue):
    id = second_story(issue)
    done = do(issue, "smaller", item_id=id)
    area = module_of(issue, id).area

    told = told_of("move", done, id, "", replace(area, row=area.row + 9))

    assert told.startswith("Not quite as wished: “")
