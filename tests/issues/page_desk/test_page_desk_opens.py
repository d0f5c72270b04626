"""The page desk opens whatever became of the pictures of a story or of the type of its masthead."""

import pytest
from django.db.models import F

from articles.models import Article, ArticlePhoto
from issues import pagestate
from issues.composing import compose_issue
from issues.models import Masthead
from newsroom.press.fontset import FontSetError
from tests.desk_cast import make_article, make_photo, place
from tests.issues.page_desk.asking import address, send, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def pictured(issue):
    """The story of the composed page that is printed with two pictures, by its key."""
    article = issue.placements.order_by("order").first().article
    for number in range(2):
        photo = make_photo(sha256=f"{number:064}")
        ArticlePhoto.objects.create(article=article, photo=photo, caption="渡船靠岸", order=number)
    compose_issue(issue, by=None)
    return str(article.pk)


def without(pictures, pk):
    """The story saved once more, as the article form does when pictures are ticked away."""
    for use in pictures:
        use.delete()
    Article.objects.filter(pk=pk).update(version=F("version") + 1)


def story(told, id):
    return next(module for module in told["modules"] if module["id"] == id)


def test_a_story_whose_pictures_are_all_gone_is_shown_as_newer_copy_without_any(
    desk, issue, pictured
):
    assert len(story(state(desk, issue), pictured)["photo"]["uses"]) == 2
    without(ArticlePhoto.objects.all(), pictured)

    told = story(state(desk, issue), pictured)

    assert desk.get(address(issue, "pagedesk")).status_code == 200
    assert told["newer"]
    assert told["photo"] is None


def test_of_two_pictures_the_one_that_is_left_is_still_told(desk, issue, pictured):
    first, second = ArticlePhoto.objects.order_by("order")
    without([first], pictured)

    told = story(state(desk, issue), pictured)

    assert told["newer"]
    assert [use["id"] for use in told["photo"]["uses"]] == [second.pk]


def test_setting_a_story_without_its_pictures_is_taken_back_to_the_page_that_has_them(
    desk, issue, pictured
):
    without(ArticlePhoto.objects.all(), pictured)

    settled = send(desk, issue, do="settle")
    back = send(desk, issue, do="undo")

    assert (settled.status_code, back.status_code) == (200, 200)
    assert not story(settled.json()["state"], pictured)["newer"]
    assert story(back.json()["state"], pictured)["newer"]


# A font that the masthead names and that is there no more


SENTENCE = "“fangsong”"


@pytest.fixture
def fontless(issue):
    """The issue, composed before a font of its masthead was taken out of faces.json."""
    Masthead.objects.update(font_roles={"song": "fangsong"})
    return issue


def test_a_page_whose_font_is_gone_is_looked_at_only_and_says_why(desk, issue):
    before = state(desk, issue)
    Masthead.objects.update(font_roles={"song": "fangsong"})

    told = state(desk, issue)
    shown = desk.get(address(issue, "pagedesk"))

    assert shown.status_code == 200
    assert SENTENCE in told["barred"]
    assert f"data-why>{told['barred']}" in shown.content.decode()
    assert not told["may_change"]
    for fact in ("id", "headline", "box", "lines"):
        assert [m[fact] for m in told["modules"]] == [m[fact] for m in before["modules"]]


def test_a_story_on_no_page_is_listed_without_its_copyfit_where_the_font_is_gone(desk, fontless):
    article = make_article(fontless.publication, "夜航")
    place(article, fontless)

    [waiting] = state(desk, fontless)["unplaced"]

    assert (waiting["id"], waiting["headline"]) == (str(article.pk), "夜航")
    assert waiting["lines"] is None


@pytest.mark.parametrize("do", ["pin", "unpin", "settle", "take_off", "larger"])
def test_no_change_is_made_where_the_font_is_gone(desk, fontless, do):
    item = state(desk, fontless)["modules"][-1]["id"]

    answer = send(desk, fontless, do=do, item=item)

    assert answer.status_code == 409
    assert SENTENCE in answer.json()["refused"]
    assert not fontless.placements.exclude(pin_column=None).exists()


def test_a_change_of_an_older_page_whose_font_is_gone_is_refused_for_the_font(desk, issue):
    before = state(desk, issue)
    one, other = [module["id"] for module in before["modules"][-2:]]
    send(desk, issue, do="swap", item=one, other=other)
    Masthead.objects.update(font_roles={"song": "fangsong"})

    for do in ("take_off", "pin"):
        answer = send(desk, issue, do=do, item=one, on=before["layout"])

        assert answer.status_code == 409
        assert SENTENCE in answer.json()["refused"]
        assert answer.json()["state"]["layout"] != before["layout"]


def test_a_font_file_that_is_missing_is_told_the_same_way(desk, issue, monkeypatch):
    def missing(dummy):
        raise FontSetError("The font is missing")

    monkeypatch.setattr(pagestate, "shape_book", missing)

    assert state(desk, issue)["barred"] == "The font is missing"
    assert desk.get(address(issue, "pagedesk")).status_code == 200
