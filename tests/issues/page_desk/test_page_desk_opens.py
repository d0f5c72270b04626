"""The page desk opens whatever became of the pictures of a story or of the type of its masthead."""

import pytest
from django.db.models import F

from articles.models import Article, ArticlePhoto
from issues.composing import compose_issue
from tests.desk_cast import make_photo
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
