"""Lines of copy mean the same on the page desk and on the flatplan."""

import pytest

from articles.models import Byline
from issues.composing import compose_issue
from issues.flatplan import flatplan
from issues.models import Placement
from tests.desk_cast import make_article, make_issue, make_photo, make_publication, make_reporter
from tests.desk_cast import place as placed
from tests.issues.page_desk.asking import BODY, address, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    """A page of signed stories, some with subheads."""
    publication = make_publication()
    issue = make_issue(publication)
    for number, length in enumerate((9, 7, 6, 6, 5)):
        body = f"<p>{BODY * length}</p><h3>码头</h3><p>{BODY}</p>"
        article = make_article(publication, f"第{number}班渡船今日复航", body)
        Byline.objects.create(article=article, reporter=make_reporter(f"欧阳{number}"))
        placed(article, issue)
    compose_issue(issue, by=None)
    return issue


def on_flatplan(issue):
    return {str(s.article.pk): s.lines for page in flatplan(issue).pages for s in page.stories}


def at_desk(editor, issue):
    return {module["id"]: module["lines"] for module in state(editor, issue)["modules"]}


def test_a_story_has_as_many_lines_at_the_desk_as_on_the_flatplan(editor, issue):
    assert at_desk(editor, issue) == on_flatplan(issue)
    assert all(lines > 0 for lines in on_flatplan(issue).values())


@pytest.mark.parametrize("treatment", ["broken", "wrapped", "initial", "tint"])
def test_it_has_as_many_however_its_copy_is_set(editor, issue, treatment):
    plain = at_desk(editor, issue)
    wished = issue.placements.order_by("order")[:2]
    for placement in wished:
        placement.article.article_photos.create(photo=make_photo(sha256=f"{placement.pk:064}"))
    keys = [placement.pk for placement in wished]
    Placement.objects.filter(pk__in=keys).update(treatment=treatment)
    compose_issue(issue, by=None)

    assert at_desk(editor, issue) == on_flatplan(issue) == plain


def test_the_lines_here_and_the_rest_are_those_of_the_flatplan_where_a_story_goes_on(editor):
    publication = make_publication()
    issue = make_issue(publication)
    for page, length in ((1, 60), (1, 9), (1, 8), (1, 7), (2, 12), (2, 9)):
        article = make_article(publication, f"第{length}班渡船今日复航", f"<p>{BODY * length}</p>")
        placed(article, issue, page)
    compose_issue(issue, by=None)
    jumped = [m for m in state(editor, issue)["modules"] if m["goes_on"]]

    assert jumped
    for module in jumped:
        assert abs(module["lines"] + module["rest"] - on_flatplan(issue)[module["id"]]) <= 1


def test_a_story_on_no_page_has_as_many_too(editor, issue):
    taken = issue.placements.order_by("-order").first()
    before = on_flatplan(issue)[str(taken.article_id)]
    taken.delete()
    compose_issue(issue, by=None)
    placed(taken.article, issue)

    assert [story["lines"] for story in state(editor, issue)["unplaced"]] == [before]
    assert editor.get(address(issue, "pagedesk")).status_code == 200
