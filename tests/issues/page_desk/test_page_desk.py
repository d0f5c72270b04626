"""The page desk as the browser asks it: what it shows, changes, several people at one page."""

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from issues import proposing
from issues.composing import compose_issue, current_layouts
from issues.dummy import made_of, read_dummy
from issues.flatplan import flatplan
from issues.models import PagePresence
from issues.presence import GONE_AFTER
from newsroom.layout.plan import page_from_json
from tests.desk_cast import make_article, make_issue, make_publication, person, place
from tests.issues.page_desk.asking import BODY, address, send, state

pytestmark = pytest.mark.django_db


def test_the_screen_shows_every_story_of_the_page(desk, issue):
    page = desk.get(address(issue, "pagedesk")).content.decode()

    assert "page-state" in page
    assert len(state(desk, issue)["modules"]) == 6


def test_every_story_tells_its_copyfit_and_the_page_its_load(desk, issue):
    before = state(desk, issue)
    article = Article.objects.get(pk=before["modules"][1]["id"])
    text = article.story().text
    Article.objects.filter(pk=article.pk).update(
        body=f"<p>{text}{BODY * 3}</p>", version=article.version + 1
    )

    told = state(desk, issue)

    newer = next(module for module in told["modules"] if module["id"] == str(article.pk))
    assert newer["over"] in range(7, 11)
    assert told["load"] - before["load"] == newer["over"]
    assert all(m["lines"] > 0 and m["characters"] > 0 for m in told["modules"])


def test_lines_that_found_no_room_are_told_of_the_story_and_in_the_load_as_the_flatplan_does(
    desk, issue
):
    before = state(desk, issue)
    article = Article.objects.get(pk=before["modules"][1]["id"])
    # The page was made of this copy, of which only the beginning found room.
    Article.objects.filter(pk=article.pk).update(body=f"<p>{article.story().text}{BODY * 30}</p>")
    [layout] = current_layouts(issue)
    layout.made_of = made_of(read_dummy(issue), page_from_json(layout.plan))
    layout.save()

    told = state(desk, issue)

    [cut] = [module for module in told["modules"] if module["is_cut_off"]]
    assert cut["id"] == str(article.pk)
    assert cut["over"] in range(80, 100)
    assert told["load"] - before["load"] == cut["over"]
    assert told["load"] == flatplan(issue).pages[0].load


def test_a_swap_is_answered_with_the_new_state_and_can_be_taken_back(desk, issue):
    before = state(desk, issue)
    one, other = [module["id"] for module in before["modules"][-2:]]

    answer = send(desk, issue, do="swap", item=one, other=other, on=before["layout"])

    assert answer.status_code == 200
    after = answer.json()["state"]
    assert after["layout"] != before["layout"]
    assert after["can_undo"]
    back = send(desk, issue, do="undo", on=after["layout"]).json()["state"]
    assert back["modules"] == before["modules"]
    assert back["can_redo"]


def test_a_page_is_moved_to_where_it_was_dropped_and_pinned(desk, issue):
    before = state(desk, issue)
    one, other = before["modules"][-1], before["modules"][-2]

    answer = send(
        desk, issue, do="move", item=one["id"], area=other["area"], on=before["layout"]
    ).json()

    moved = next(m for m in answer["state"]["modules"] if m["id"] == one["id"])
    assert moved["is_pinned"]
    assert moved["area"]["column"] <= other["area"]["column"] + other["area"]["columns"]


def test_proposals_are_shown_as_true_pictures_and_chosen_in_one_step(desk, issue):
    before = state(desk, issue)

    told = desk.get(address(issue, "proposals")).json()

    assert 1 <= len(told["proposals"]) <= 3
    assert told["layout"] == before["layout"]
    picture = desk.get(told["proposals"][0]["picture"])
    assert picture.content.startswith(b"\x89PNG")
    after = send(desk, issue, do="choose", value=1, on=before["layout"]).json()["state"]
    assert [m["area"] for m in after["modules"]] != [m["area"] for m in before["modules"]]
    assert send(desk, issue, do="undo").json()["state"]["modules"] == before["modules"]
    assert send(desk, issue, do="choose", value=9).status_code == 409


def test_proposals_are_worked_out_anew_for_other_house_rules(issue, monkeypatch):
    page = issue.pages.get(number=1)
    asked = []

    def found(board):
        asked.append(board)
        return []

    monkeypatch.setattr(proposing, "proposals", found)
    proposing.proposed(page)
    proposing.proposed(page)
    issue.publication.mastheads.update(apart=[["portrait", "ceremony"]])

    proposing.proposed(issue.pages.get(number=1))

    assert len(asked) == 2


def test_proposals_are_worked_out_once_for_those_who_show_them_and_choose_one(
    desk, issue, monkeypatch
):
    found = proposing.proposed(issue.pages.get(number=1))[1]
    told = desk.get(address(issue, "proposals")).json()
    monkeypatch.setattr(proposing, "proposals", None)  # another process finds them

    assert found == proposing.proposed(issue.pages.get(number=1))[1]
    assert desk.get(told["proposals"][0]["picture"]).status_code == 200
    assert send(desk, issue, do="choose", value=1).status_code == 200


def test_a_lead_around_the_nameplate_is_shown_so_and_stays(desk):
    publication = make_publication()
    issue = make_issue(publication)
    masthead = issue.masthead
    masthead.page_design = "gazette"
    masthead.save()
    for number, length in enumerate((72, 9, 8)):
        body = f"<p>{BODY * length}</p>"
        place(make_article(publication, f"第{number}班渡船今日复航", body), issue)
    compose_issue(issue, by=None)

    modules = state(desk, issue)["modules"]
    [lead] = [module for module in modules if module["notch"]]
    answer = send(desk, issue, do="move", item=lead["id"], area=modules[-1]["area"])

    assert 0 < lead["notch"]["width"] < 0.5
    assert 0.3 < lead["notch"]["height"] < 0.9
    assert "绕报头排" in answer.json()["refused"]


# Together, and over a bad line


KEY = "0123456789abcdef" * 2


def test_a_change_asked_for_twice_with_one_key_is_done_once(desk, issue):
    layout = state(desk, issue)["layout"]
    one = state(desk, issue)["modules"][-1]["id"]
    change = {"do": "take_off", "item": one, "on": layout, "key": KEY}

    first = send(desk, issue, **change)
    again = send(desk, issue, **change)

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json()["state"]["layout"] == first.json()["state"]["layout"]
    assert again.json()["said"] == first.json()["said"]
    assert again.json()["state"]["step"] == KEY


def test_the_key_of_another_step_is_not_taken(desk, issue):
    one, other = [module["id"] for module in state(desk, issue)["modules"][-2:]]
    send(desk, issue, do="take_off", item=one, key=KEY)
    send(desk, issue, do="undo")
    send(desk, issue, do="take_off", item=other)

    answer = send(desk, issue, do="put_on", item=other, key=KEY)

    assert answer.json()["state"]["step"] not in ("", KEY)


AREA = {"column": 0, "row": 30, "columns": 2, "rows": 9}


@pytest.mark.parametrize(
    "change",
    [
        {"do": "take_off", "item": 0},
        {"do": "swap", "item": 0, "other": 2},
        {"do": "swap", "item": 2, "other": 1},
        {"do": "swap", "item": 0, "other": "424242"},
        {"do": "move", "item": "424242", "area": AREA},
        {"do": "level", "item": 0, "value": 3},
        {"do": "join", "item": 0},
        {"do": "settle"},
    ],
)
def test_a_change_with_the_key_of_another_that_stands_is_refused(desk, issue, change):
    ids = [module["id"] for module in state(desk, issue)["modules"]][-3:]
    done = send(desk, issue, do="swap", item=ids[0], other=ids[1], key=KEY)
    named = {k: ids[v] for k, v in change.items() if k in ("item", "other") and v in range(3)}

    answer = send(desk, issue, **change | named, key=KEY)

    assert (done.status_code, answer.status_code) == (200, 409)
    assert answer.json()["refused"] == "没有看懂这一步操作：请重新载入页面。"
    assert state(desk, issue) == done.json()["state"]


def test_who_is_at_the_page_is_told_to_the_others_and_for_a_while_only(desk, issue):
    other = Client()
    other.force_login(person("mei"))
    desk.post(address(issue, "pagestate"))

    assert other.post(address(issue, "pagestate")).json()["others"] == ["lin"]
    assert state(desk, issue)["others"] == ["mei"]
    PagePresence.objects.update(seen_at=timezone.now() - GONE_AFTER * 2)
    assert state(desk, issue)["others"] == []


def test_looking_often_keeps_one_row(desk, issue):
    for _look in range(3):
        desk.post(address(issue, "pagestate"))

    assert PagePresence.objects.count() == 1
