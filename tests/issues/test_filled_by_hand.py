"""A change by hand fills the page up where copy is short: told, a step like others, taken back."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.models import Article, AuditEntry
from issues.composing import compose_issue, current_layouts, is_current
from issues.dummy import read_dummy
from issues.handdesk import Wish
from issues.handwork import change_page, undo
from issues.imposition import impose
from issues.models import Page
from issues.wanted import NO_PIN, pin_fields
from newsroom.layout.geometry import Area
from tests.desk_cast import (
    make_article,
    make_artwork,
    make_issue,
    make_publication,
    person,
    place,
)

pytestmark = pytest.mark.django_db

BODY = "停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票，孩子半价。"
LENGTHS = (24, 18, 15, 14, 10, 8)


@pytest.fixture
def issue():
    """A composed page whose story at the foot was cut to less than a third since; the others are
    pinned."""
    publication = make_publication()
    issue = make_issue(publication)
    for number, length in enumerate(LENGTHS):
        body = f"<p>{BODY * length}</p>"
        place(make_article(publication, f"第{number}班渡船今日复航", body), issue)
    compose_issue(issue, by=None)
    modules = page_of(issue).current_layout.plan["modules"]
    cut = max(modules, key=lambda m: (m["area"]["row"] + m["area"]["rows"], m["area"]["rows"]))
    for module in modules:
        if module is not cut:
            pin = pin_fields(Area(**module["area"]))
            issue.placements.filter(article_id=module["item_id"]).update(**pin)
    cut_short = {"body": f"<p>{BODY * 2}</p>", "version": 2}
    Article.objects.filter(pk=cut["item_id"]).update(**cut_short)
    return issue


def with_stock(issue):
    """Notices one, two and three columns wide."""
    for columns, pixels in ((1, 440), (2, 900), (3, 1400)):
        for deep in range(6, 24, 2):
            make_artwork(
                issue.publication,
                f"节水{columns}栏{deep}行",
                columns,
                (pixels, deep * 47),
                nature="notice",
                is_filler=True,
            )


def page_of(issue):
    return Page.objects.select_related("issue", "current_layout").get(issue=issue, number=1)


def settle(issue):
    return change_page(page_of(issue), Wish("settle"), on=None, by=None)


def test_newer_copy_too_short_for_its_place_is_settled_with_a_filler(issue):
    with_stock(issue)

    done = settle(issue)

    assert done.way == "filler"
    [frame] = done.layout.plan["artwork"]
    assert frame["filler"]
    assert not done.layout.plan.get("open_areas")
    assert is_current(read_dummy(issue), current_layouts(issue))
    assert not impose(issue, by=None).composed


def test_undo_takes_the_filler_off_again(issue):
    with_stock(issue)
    before = page_of(issue).current_layout
    settle(issue)

    undo(page_of(issue), on=None, by=None)

    assert page_of(issue).current_layout == before
    assert not before.plan.get("artwork")


def test_a_filler_that_stands_on_another_page_is_not_put_in_again(issue):
    with_stock(issue)
    [frame] = settle(issue).layout.plan["artwork"]
    undo(page_of(issue), on=None, by=None)
    other = Page.objects.get(issue=issue, number=2)
    layout = page_of(issue).current_layout
    layout.pk, layout.page, layout.previous, layout.number = None, other, None, 9
    layout.plan = layout.plan | {"number": 2, "modules": [], "artwork": [frame]}
    layout.save()
    Page.objects.filter(pk=other.pk).update(current_layout=layout)

    [another] = settle(issue).layout.plan["artwork"]

    assert another["artwork_id"] != frame["artwork_id"]


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh-hans", "已用“{}”补白。"), ("en", "A filler was put in: {}.")],
)
def test_the_desk_says_which_filler_was_put_in(issue, client, language, told):
    with_stock(issue)
    client.force_login(person("lin"))
    client.cookies["django_language"] = language

    answer = client.post(
        reverse("admin:issues_issue_pagechange", args=[issue.pk, 1]),
        json.dumps({"do": "settle", "on": page_of(issue).current_layout_id}),
        content_type="application/json",
    ).json()

    [frame] = page_of(issue).current_layout.plan["artwork"]
    assert answer["said"].startswith(told.format(frame["alt"]))


def test_without_a_stock_its_place_stays_open_below(issue):
    done = settle(issue)

    assert done.way == "open"
    assert done.layout.plan["open_areas"]


def test_an_open_place_is_filled_up_and_the_filler_taken_off_with_a_click_each(issue, client):
    client.force_login(person("lin"))
    settle(issue)
    is_open = page_of(issue).current_layout
    with_stock(issue)
    issue.placements.update(**NO_PIN)

    filled = click(client, issue, "fill_up")

    assert filled["said"].startswith("已用“节水")
    assert (filled["state"]["open"], filled["state"]["can_fill"]) == ([], False)
    assert filled["state"]["is_filled"]
    bare = click(client, issue, "bare")
    assert bare["said"].startswith("已撤下补白“节水")
    assert (bare["state"]["is_filled"], bare["state"]["can_fill"]) == (False, True)
    assert AuditEntry.objects.filter(verb__in=("page_fill_up", "page_bare")).count() == 2
    click(client, issue, "undo")
    back = click(client, issue, "undo")
    assert back["state"]["layout"] == is_open.pk


def test_without_a_stock_a_place_that_stays_open_is_told_with_its_size(issue, client):
    client.force_login(person("lin"))
    settle(issue)
    [area] = page_of(issue).current_layout.plan["open_areas"]

    refused = click(client, issue, "fill_up")["refused"]

    assert f"宽{area['columns']}栏、高{area['rows']}行" in refused


def test_who_may_not_compose_fills_nothing_up(issue):
    wang = person("wang")
    for kind in ("fill_up", "bare"):
        with pytest.raises(PermissionDenied):
            change_page(page_of(issue), Wish(kind), on=None, by=wang)


def click(client, issue, name):
    return client.post(
        reverse("admin:issues_issue_pagechange", args=[issue.pk, 1]),
        json.dumps({"do": name, "on": page_of(issue).current_layout_id}),
        content_type="application/json",
    ).json()
