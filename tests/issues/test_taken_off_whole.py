"""A story that goes on is taken off every page it stands on, in one step, or not at all."""

import pytest
from django.utils.translation import override

from articles.models import Article
from issues import handcarry
from issues.composing import current_layouts, is_current
from issues.dummy import read_dummy
from issues.handdesk import HandworkError, Wish
from issues.handtold import told_of
from issues.handwork import change_page, redo, undo
from issues.locking import lock_page
from issues.locks import PageLockedError
from issues.models import Page
from issues.pagestate import modules_of
from newsroom.layout.carrying import lines_of
from tests.desk_cast import composed_issue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def issue():
    return composed_issue({1: (26, 15, 8, 7, 6), 2: (20, 14, 9, 7)})


@pytest.fixture
def story(issue):
    """A story that begins on page 1 and goes on to page 2."""
    module = max(modules_of(page_of(issue).current_layout)[1:], key=lines_of)
    do(issue, "jump", item_id=module.item_id, page=2, lines=lines_of(module) - 12)
    return module.item_id


def page_of(issue, number=1):
    return Page.objects.select_related("issue", "current_layout").get(issue=issue, number=number)


def do(issue, kind, number=1, **wish):
    return change_page(page_of(issue, number), Wish(kind, **wish), on=None, by=None)


def pages_with(issue, id):
    return [
        layout.page.number
        for layout in current_layouts(issue)
        if any(module.item_id == id for module in modules_of(layout))
    ]


def wishes(issue, id):
    names = ("page", "jump_page", "jump_lines", "pin_column")
    return issue.placements.values_list(*names).get(article_id=id)


@pytest.mark.parametrize("number", [1, 2])
def test_a_story_that_goes_on_is_taken_off_both_pages_from_either(issue, story, number):
    done = do(issue, "take_off", number, item_id=story)

    assert pages_with(issue, story) == []
    assert all(layout.plan["open_areas"] for layout in current_layouts(issue))
    assert len({layout.step for layout in current_layouts(issue)}) == 1
    assert wishes(issue, story) == (None, None, None, None)
    told = told_of("take_off", done, story, "", None)
    other = f"Page {3 - number}"
    assert told.endswith(f"Changed with it: {other}. {other} has an open place now.")


def test_what_a_story_taken_off_leaves_is_current(issue, story):
    do(issue, "take_off", item_id=story)
    issue.placements.get(article_id=story).delete()

    assert is_current(read_dummy(issue), current_layouts(issue))


def test_undo_brings_every_part_of_it_back_and_redo_takes_them_off_again(issue, story):
    before, wished = [layout.pk for layout in current_layouts(issue)], wishes(issue, story)
    do(issue, "take_off", 2, item_id=story)

    undo(page_of(issue, 1), on=None, by=None)
    assert [layout.pk for layout in current_layouts(issue)] == before
    assert wishes(issue, story) == wished
    redo(page_of(issue, 2), on=None, by=None)

    assert pages_with(issue, story) == []
    assert wishes(issue, story) == (None, None, None, None)


def test_a_story_taken_off_both_pages_is_put_on_again_whole(issue, story):
    do(issue, "take_off", 2, item_id=story)

    do(issue, "put_on", 1, item_id=story)

    [module] = [m for m in modules_of(page_of(issue).current_layout) if m.item_id == story]
    assert (module.jump_from, module.jump_to) == (None, None)
    assert pages_with(issue, story) == [1]


@pytest.mark.parametrize("number", [1, 2])
def test_a_story_in_whose_place_another_is_put_leaves_its_other_page_too(issue, story, number):
    other = min(modules_of(page_of(issue).current_layout), key=lines_of).item_id
    do(issue, "take_off", item_id=other)

    do(issue, "put_on", number, item_id=other, other=story)

    assert pages_with(issue, other) == [number]
    assert pages_with(issue, story) == []
    assert wishes(issue, story) == (None, None, None, None)
    assert page_of(issue, 3 - number).current_layout.plan["open_areas"]


@pytest.fixture
def nothing_changes(issue, story):
    before = [layout.pk for layout in current_layouts(issue)], wishes(issue, story)
    yield
    assert ([layout.pk for layout in current_layouts(issue)], wishes(issue, story)) == before


@pytest.mark.usefixtures("nothing_changes")
@pytest.mark.parametrize("number", [1, 2])
def test_no_part_of_a_story_is_taken_off_when_another_stands_on_a_locked_page(issue, story, number):
    lock_page(page_of(issue, 3 - number), by=None)

    with pytest.raises(PageLockedError, match=f"Page {3 - number} is locked"):
        do(issue, "take_off", number, item_id=story)


@pytest.mark.usefixtures("nothing_changes")
def test_no_part_of_a_story_is_taken_off_when_another_stands_on_a_signed_page(issue, story, signed):
    signed(2)

    with pytest.raises(HandworkError, match="Page 2 is signed"):
        do(issue, "take_off", item_id=story)


@pytest.mark.usefixtures("nothing_changes")
def test_no_part_of_a_story_is_taken_off_when_copy_is_newer_on_its_other_page(issue, story):
    other = next(m for m in modules_of(page_of(issue, 2).current_layout) if m.item_id != story)
    Article.objects.filter(pk=other.item_id).update(headline="渡口清晨开航", version=2)

    with pytest.raises(HandworkError, match="Copy on page 2"):
        do(issue, "take_off", item_id=story)


@pytest.fixture
def signed(monkeypatch):
    """Call it with the number of a page: that one is signed from now on."""

    class Signed:
        def __init__(self, *signatures):
            self.signed = signatures

    def sign(number):
        states = {1: Signed(), 2: Signed(), number: Signed("chief")}
        monkeypatch.setattr(handcarry, "page_proofs", lambda issue: states)

    return sign
