"""A composed page of six stories, and the chief editor at its desk."""

import pytest

from issues.composing import compose_issue
from tests.desk_cast import make_article, make_issue, make_publication, place
from tests.issues.page_desk.asking import BODY


@pytest.fixture
def issue():
    publication = make_publication()
    issue = make_issue(publication)
    for number, length in enumerate((9, 7, 6, 6, 5, 4)):
        body = f"<p>{BODY * length}</p>"
        place(make_article(publication, f"第{number}班渡船今日复航", body), issue)
    compose_issue(issue, by=None)
    return issue


@pytest.fixture
def desk(editor):
    return editor
