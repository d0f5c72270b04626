"""What the browser asks of the page desk about page 1 of an issue."""

import json

from django.urls import reverse

BODY = "停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票，孩子半价。"


def address(issue, name, number=1):
    return reverse(f"admin:issues_issue_{name}", args=[issue.pk, number])


def state(desk, issue, number=1):
    return desk.get(address(issue, "pagestate", number)).json()


def post(desk, issue, **change):
    """A change exactly as it is given."""
    return desk.post(
        address(issue, "pagechange"), json.dumps(change), content_type="application/json"
    )


def send(desk, issue, **change):
    """A change of the page as it stands, unless it says of which."""
    on = issue.pages.get(number=1).current_layout_id
    return post(desk, issue, **{"on": on, **change})
