"""A composed page of six stories, and what the browser asks of the page desk about it."""

import json

from django.urls import reverse

from issues.composing import compose_issue
from tests.desk_cast import make_article, make_issue, make_publication, place

BODY = "停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票，孩子半价。"


def ferry_issue():
    """Six stories on the first of its pages."""
    publication = make_publication()
    issue = make_issue(publication)
    for number, length in enumerate((9, 7, 6, 6, 5, 4)):
        body = f"<p>{BODY * length}</p>"
        place(make_article(publication, f"第{number}班渡船今日复航", body), issue)
    compose_issue(issue, by=None)
    return issue


def address(issue, name):
    return reverse(f"admin:issues_issue_{name}", args=[issue.pk, 1])


def state(desk, issue):
    return desk.get(address(issue, "pagestate")).json()


def post(desk, issue, **change):
    """A change exactly as it is given."""
    return desk.post(
        address(issue, "pagechange"), json.dumps(change), content_type="application/json"
    )


def send(desk, issue, **change):
    """A change of the page as it stands, unless it says of which."""
    on = issue.pages.get(number=1).current_layout_id
    return post(desk, issue, **{"on": on, **change})
