"""What no font can print is refused in a sentence that names the character and where it stands."""

import pytest

from issues.imposition import ExportError
from issues.models import Masthead
from issues.printing import export_issue
from tests.desk_cast import make_article, make_issue, make_publication, place

pytestmark = pytest.mark.django_db

BODY = "<p>停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票。</p>" * 6
NO_GLYPH = "\U00020000"


@pytest.fixture
def issue():
    publication = make_publication()
    issue = make_issue(publication)
    for number in range(4):
        place(make_article(publication, f"第{number}班渡船复航", BODY), issue)
    return issue


@pytest.mark.parametrize("profile", ["press", "web"])
def test_a_character_in_a_story(issue, profile):
    place(make_article(issue.publication, "老船长", f"<p>老{NO_GLYPH}上岸。</p>"), issue)

    with pytest.raises(
        ExportError, match=f"“老船长 › 正文 › 老{NO_GLYPH}上岸”中的“{NO_GLYPH}”（U.20000）"
    ):
        export_issue(issue, profile, by=None)

    assert not issue.files.exists()


def test_a_character_in_the_masthead(issue):
    Masthead.objects.update(publisher=f"海港{NO_GLYPH}社")

    with pytest.raises(ExportError, match=f"“报头 › 海港{NO_GLYPH}社”中的“{NO_GLYPH}”"):
        export_issue(issue, "press", by=None)


def test_a_character_in_the_name_of_an_inner_page(issue):
    issue.pages.filter(number=2).update(name=f"综{NO_GLYPH}")

    with pytest.raises(ExportError, match=f"“第 2 版 › 综{NO_GLYPH}”中的“{NO_GLYPH}”"):
        export_issue(issue, "press", by=None)
