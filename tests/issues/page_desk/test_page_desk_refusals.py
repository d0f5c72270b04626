"""What the page desk does not understand or cannot do is one sentence, and nothing is changed."""

import pytest

from articles.models import AuditEntry
from issues import handset
from newsroom.layout.changes import Answer
from newsroom.layout.reasons import only_broken
from tests.desk_cast import person
from tests.issues.page_desk.asking import address, post, send, state

pytestmark = pytest.mark.django_db


def test_a_change_of_an_older_page_is_refused_with_the_page_as_it_stands(desk, issue):
    before = state(desk, issue)
    one, other = [module["id"] for module in before["modules"][-2:]]
    send(desk, issue, do="swap", item=one, other=other, on=before["layout"])

    answer = send(desk, issue, do="take_off", item=one, on=before["layout"])

    assert answer.status_code == 409
    assert answer.json()["is_stale"]
    assert answer.json()["state"]["layout"] != before["layout"]
    assert one in {module["id"] for module in answer.json()["state"]["modules"]}


@pytest.mark.parametrize("on", [{}, {"on": None}, {"on": "7"}, {"on": True}])
@pytest.mark.parametrize("do", ["take_off", "undo", "redo", "pin"])
def test_a_change_that_does_not_say_what_it_was_made_on_is_refused(desk, issue, on, do):
    before = state(desk, issue)
    one = before["modules"][-1]["id"]
    send(desk, issue, do="take_off", item=before["modules"][1]["id"])
    stands = state(desk, issue)

    answer = post(desk, issue, do=do, item=one, **on)

    assert answer.status_code == 409
    assert answer.json()["refused"]
    assert state(desk, issue) == stands


def test_a_pin_on_an_older_page_is_refused(desk, issue):
    before = state(desk, issue)
    one, other = [module["id"] for module in before["modules"][-2:]]
    send(desk, issue, do="swap", item=one, other=other)

    answer = send(desk, issue, do="pin", item=one, on=before["layout"])

    assert answer.status_code == 409
    assert answer.json()["is_stale"]
    assert not issue.placements.exclude(pin_column=None).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"do": "move"},
        {"do": "move", "item": "x", "area": {"column": 0}},
        {
            "do": "resize",
            "item": "9999999",
            "area": dict.fromkeys(("column", "row", "columns", "rows"), 1),
        },
        {"do": "swap", "item": "'; DROP TABLE", "other": "1"},
        {"do": "pin", "item": "no number"},
        {"do": "put_on", "item": "424242"},
        {"do": "focus", "item": "1", "focus": {"use": "1", "x": 10**400, "y": 0}},
        {"do": "focus", "item": "1", "focus": {"use": "9" * 900, "x": 0.5, "y": 0.5}},
        {"do": "focus", "item": "1", "focus": {"use": "1", "x": float("nan"), "y": 0}},
        {"do": 7},
    ],
)
def test_a_senseless_change_is_refused_in_a_sentence_and_changes_nothing(desk, issue, change):
    before = state(desk, issue)

    answer = send(desk, issue, **change)

    assert answer.status_code == 409
    assert answer.json()["refused"]
    assert state(desk, issue) == before


def test_what_is_sent_as_the_story_of_a_proposal_is_not_kept_where_none_is_meant(desk, issue):
    assert send(desk, issue, do="choose", value=1, item="\x00<b>").status_code == 200

    page = issue.pages.select_related("current_layout").get(number=1)
    assert page.current_layout.change["item"] == ""
    assert AuditEntry.objects.get(verb="page_choose").details["article"] == ""


def test_a_swap_with_a_story_that_is_not_there_is_refused(desk, issue):
    one = state(desk, issue)["modules"][-1]["id"]

    for other in ("", "9999999", one):
        assert send(desk, issue, do="swap", item=one, other=other).status_code == 409


def test_a_change_of_no_known_kind_is_not_found(desk, issue):
    assert send(desk, issue, do="explode").status_code == 404


def test_what_is_no_json_is_refused(desk, issue):
    answer = desk.post(address(issue, "pagechange"), "{", content_type="application/json")

    assert answer.status_code == 409


def test_who_may_only_look_changes_nothing(client, issue):
    client.force_login(person("chen"))

    assert client.get(address(issue, "pagedesk")).status_code == 403
    assert send(client, issue, do="undo").status_code in (403, 409)


@pytest.mark.parametrize(
    "change",
    [
        {"do": "larger"},
        {"do": "level", "value": 7},
        {"do": "photo", "columns": -1},
        {"do": "focus", "focus": {"use": 1, "x": 2, "y": 0}},
        {"do": "focus", "focus": [1, 2]},
        {"do": "jump", "page": 1, "lines": 20},
        {"do": "join"},
        {"do": "box", "value": "yes"},
    ],
)
def test_a_style_or_jump_that_cannot_be_is_refused_in_a_sentence(desk, issue, change):
    before = state(desk, issue)
    change = {"item": before["modules"][1]["id"], **change} if change["do"] != "larger" else change

    answer = send(desk, issue, **change)

    assert answer.status_code == 409
    assert answer.json()["refused"]
    assert state(desk, issue) == before


def test_a_change_nested_without_end_and_an_endless_number_are_refused(desk, issue):
    nested = desk.post(address(issue, "pagechange"), "[" * 3900, content_type="application/json")
    pinned = send(desk, issue, do="pin", item="9" * 3000)

    assert (nested.status_code, pinned.status_code) == (409, 409)


def test_an_issue_of_a_number_no_database_holds_is_not_found(desk, issue):
    there = address(issue, "pagedesk")
    gone = there.replace(f"/{issue.pk}/", f"/{10**22}/", 1)

    assert desk.get(there).status_code == 200
    assert desk.get(gone).status_code == 404


def test_a_refusal_for_a_pin_names_the_story_whose_pin_is_in_the_way(desk, issue):
    one, other = [module["id"] for module in state(desk, issue)["modules"][-2:]]
    send(desk, issue, do="pin", item=other)

    refused = send(desk, issue, do="swap", item=one, other=other).json()

    assert "已固定" in refused["refused"]
    assert refused["pinned"] == other


def test_a_swap_that_can_only_come_near_is_asked_about_and_done_all_the_same(
    desk, issue, monkeypatch
):
    modules = state(desk, issue)["modules"]
    one, other = [module["id"] for module in modules[-2:]]
    asked = []

    def near(board, change, stock):
        asked.append(change.is_anyhow)
        if change.is_anyhow:
            return Answer(board.page, "part")
        return Answer(None, reason="Nearest to it", is_near=True)

    monkeypatch.setattr(handset, "changed_or_filled", near)

    refused = send(desk, issue, do="swap", item=one, other=other)
    done = send(desk, issue, do="swap", item=one, other=other, anyhow=True)

    assert refused.status_code == 409
    assert refused.json() == {"refused": "Nearest to it", "is_near": True}
    assert asked == [False, True]
    assert done.status_code == 200
    assert done.json()["said"].count("》排在第") == 2


def test_a_size_that_costs_a_rule_is_asked_about_in_the_readers_language(desk, issue, monkeypatch):
    module = state(desk, issue)["modules"][-1]

    def only_with_a_gutter(board, change, stock):
        if change.is_anyhow:
            return Answer(board.page, "page")
        reason = only_broken(board, change, ["gutter_through", "lead_first"])
        return Answer(None, reason=reason, is_near=True)

    monkeypatch.setattr(handset, "changed_or_filled", only_with_a_gutter)
    asked = {"do": "resize", "item": module["id"], "area": module["area"]}

    told = send(desk, issue, **asked)
    done = send(desk, issue, **asked, anyhow=True)

    assert told.status_code == 409
    assert told.json()["is_near"] is True
    for said in (f"《{module['headline']}》", "一条栏缝从上通到下。", "头条不突出。", "仍然照做"):
        assert said in told.json()["refused"]
    assert done.status_code == 200
