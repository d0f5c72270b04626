"""The page desk as the browser asks it: state, changes, refusals."""

import json
from collections import OrderedDict
from dataclasses import replace

import pytest
from django.contrib.auth.models import Permission, User
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from articles.models import Article, AuditEntry
from issues import handset, pagedesk, proposing
from issues.composing import compose_issue
from issues.flatplan import flatplan
from issues.handtold import Both
from issues.handwork import Done
from issues.locking import lock_page
from issues.models import Issue, Masthead, PagePresence, PageSignoff
from issues.pagestate import modules_of
from issues.presence import GONE_AFTER
from issues.printing import export_issue
from issues.proofing import sign_page
from newsroom.layout.changes import Answer
from newsroom.layout.geometry import Area
from newsroom.layout.plan import PhotoFrame
from tests.desk_cast import make_article, make_issue, make_publication, person, place

pytestmark = pytest.mark.django_db

BODY = "停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票，孩子半价。"


SMALL = dict.fromkeys(("column", "row", "columns", "rows"), 1)


@pytest.fixture
def issue():
    publication = make_publication()
    issue = make_issue(publication)
    for number, length in enumerate((9, 7, 6, 6, 5, 4)):
        place(
            make_article(publication, f"第{number}班渡船今日复航", f"<p>{BODY * length}</p>"), issue
        )
    compose_issue(issue, by=None)
    return issue


@pytest.fixture
def desk(client):
    client.force_login(person("lin"))
    return client


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


def test_the_screen_shows_every_story_of_the_page(desk, issue):
    page = desk.get(address(issue, "pagedesk")).content.decode()

    assert "page-state" in page
    assert len(state(desk, issue)["modules"]) == 6


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


def test_a_page_is_moved_to_where_it_was_dropped_and_pinned(desk, issue):
    before = state(desk, issue)
    one, other = before["modules"][-1], before["modules"][-2]

    answer = send(
        desk, issue, do="move", item=one["id"], area=other["area"], on=before["layout"]
    ).json()

    moved = next(m for m in answer["state"]["modules"] if m["id"] == one["id"])
    assert moved["is_pinned"]
    assert moved["area"]["column"] <= other["area"]["column"] + other["area"]["columns"]


def test_who_may_only_look_changes_nothing(client, issue):
    client.force_login(person("chen"))

    assert client.get(address(issue, "pagedesk")).status_code == 403
    assert send(client, issue, do="undo").status_code in (403, 409)


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
    # Of the version that stands there, but longer than what was set.
    Article.objects.filter(pk=article.pk).update(body=f"<p>{article.story().text}{BODY * 30}</p>")

    told = state(desk, issue)

    [cut] = [module for module in told["modules"] if module["is_cut_off"]]
    assert cut["id"] == str(article.pk)
    assert cut["over"] in range(80, 100)
    assert told["load"] - before["load"] == cut["over"]
    assert told["load"] == flatplan(issue).pages[0].load


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


def test_a_locked_page_is_unlocked_where_it_is_looked_at_by_who_may(desk, client, issue):
    lock_page(issue.pages.get(number=1), by=None)
    assert state(desk, issue)["may_unlock"]

    told = send(desk, issue, do="unlock").json()

    assert told["state"]["may_change"]
    assert not told["state"]["may_unlock"]
    assert AuditEntry.objects.filter(verb="unlock_page").exists()
    lock_page(issue.pages.get(number=1), by=None)
    looker = person("chen")
    looker.user_permissions.add(Permission.objects.get(codename="view_issue"))
    client.force_login(looker)
    assert not state(client, issue)["may_unlock"]
    assert send(client, issue, do="unlock").status_code == 403
    assert issue.pages.get(number=1).is_locked


# Where nothing may change


def locked(issue):
    lock_page(issue.pages.get(number=1), by=None)
    return "已由"


def published(issue):
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.PUBLISHED)
    return "已发布"


@pytest.mark.parametrize("closed", [locked, published])
def test_a_page_that_may_not_change_says_so_at_once_and_offers_nothing(desk, issue, closed):
    reason = closed(issue)

    told = state(desk, issue)
    shown = desk.get(address(issue, "pagedesk")).content.decode()

    assert reason in told["barred"]
    assert not told["may_change"]
    assert f"data-why>{told['barred']}" in shown


def test_a_page_that_may_change_bars_nothing(desk, issue):
    assert state(desk, issue)["barred"] == ""
    assert "data-barred hidden" in desk.get(address(issue, "pagedesk")).content.decode()


def test_who_may_only_look_is_told_what_is_missing(client, issue):
    looker = person("chen")
    looker.user_permissions.add(Permission.objects.get(codename="view_issue"))
    client.force_login(looker)

    told = state(client, issue)

    assert "组版权限" in told["barred"]
    assert not told["may_change"]


@pytest.mark.parametrize("closed", [locked, published])
def test_no_proposals_are_worked_out_where_nothing_may_change(desk, issue, monkeypatch, closed):
    reason = closed(issue)
    monkeypatch.setattr(proposing, "proposals", lambda _board: pytest.fail("worked out"))

    told = desk.get(address(issue, "proposals"))
    picture = reverse("admin:issues_issue_proposal", args=[issue.pk, 1, 1])

    assert told.status_code == 409
    assert reason in told.json()["refused"]
    assert desk.get(picture).status_code == 404


def signed(issue, *names):
    """The page as it stands, proofed and signed by these in the order of the stages."""
    export_issue(issue, "proof", by=None)
    page = issue.pages.get(number=1)
    for stage, name in zip(PageSignoff.Stage.values, names, strict=False):
        signer, _is_new = User.objects.get_or_create(username=name, is_superuser=True)
        sign_page(page, stage, by=signer)


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", "欧阳、贾平凡的签字即作废"), ("en", "the signatures of 欧阳 and 贾平凡.")],
)
def test_whose_signatures_a_change_voids_is_said_before_it(desk, issue, language, said):
    signed(issue, "欧阳", "贾平凡", "欧阳")

    told = desk.get(address(issue, "pagestate"), headers={"accept-language": language}).json()

    assert said in told["voids"]
    assert (
        f"data-voids>{told['voids']}"
        in desk.get(
            address(issue, "pagedesk"), headers={"accept-language": language}
        ).content.decode()
    )


def test_a_change_leaves_no_signature_to_void_until_it_is_taken_back(desk, issue):
    signed(issue, "欧阳")
    one, other = [module["id"] for module in state(desk, issue)["modules"][-2:]]

    after = send(desk, issue, do="swap", item=one, other=other).json()["state"]
    back = send(desk, issue, do="undo").json()["state"]

    assert after["voids"] == ""
    assert "欧阳" in back["voids"]


def test_a_locked_page_that_was_signed_speaks_of_its_lock_alone(desk, issue):
    signed(issue, "欧阳")
    locked(issue)

    assert state(desk, issue)["voids"] == ""


# What came of it


def test_the_other_story_of_a_swap_is_not_told_as_moved_besides(desk, issue, monkeypatch):
    page = issue.pages.select_related("current_layout").get(number=1)
    one, other, third = [module["id"] for module in state(desk, issue)["modules"][-3:]]
    done = Done(page.current_layout, "part", (one, other, third))
    monkeypatch.setattr(pagedesk, "change_page", lambda *args, **kwargs: done)

    told = send(desk, issue, do="swap", item=one, other=other).json()["said"]

    headline = {str(a.pk): a.headline for a in Article.objects.all()}
    besides = told.partition("另外移动了：")[2].partition("。")[0]
    assert headline[third] in besides
    assert headline[one] not in besides
    assert headline[other] not in besides


def test_a_jump_and_bringing_it_back_say_where_the_story_stands_now(desk, issue):
    place(make_article(issue.publication, "夜航", f"<p>{BODY * 9}</p>"), issue, 2)
    place(make_article(issue.publication, "早班", f"<p>{BODY * 7}</p>"), issue, 2)
    compose_issue(issue, by=None)
    able = [m for m in state(desk, issue)["modules"] if m["may_jump"] and m["copy_lines"] > 20]

    answers = (
        (m["id"], send(desk, issue, do="jump", item=m["id"], page=2, lines=m["copy_lines"] - 10))
        for m in able
    )
    id, gone = next((id, answer.json()) for id, answer in answers if answer.status_code == 200)
    back = send(desk, issue, do="join", item=id)

    assert gone["said"].startswith("现在下转第 2 版。")
    assert back.json()["said"].startswith("余下部分都在本版了。")


def test_proposals_are_worked_out_anew_for_other_house_rules(issue, monkeypatch):
    page = issue.pages.get(number=1)
    asked = []

    def found(board):
        asked.append(board)
        return []

    monkeypatch.setattr(proposing, "proposals", found)
    monkeypatch.setattr(proposing, "_known", OrderedDict())  # not for other tests
    proposing.proposed(page)
    proposing.proposed(page)
    issue.publication.mastheads.update(apart=[["portrait", "ceremony"]])

    proposing.proposed(issue.pages.get(number=1))

    assert len(asked) == 2


def test_where_a_story_stands_is_told_when_it_is_not_the_size_and_place_asked_for(desk, issue):
    asked, told = [], []
    for module in state(desk, issue)["modules"]:
        for columns, rows in list(module["sizes"].items())[:3]:
            area = {**module["area"], "columns": int(columns), "rows": rows[0]}
            answer = send(desk, issue, do="resize", item=module["id"], area=area)
            if answer.status_code != 200:
                continue
            after = answer.json()["state"]
            now = next(m["area"] for m in after["modules"] if m["id"] == module["id"])
            off = [abs(now[name] - area[name]) for name in ("column", "columns", "row", "rows")]
            asked.append(max(off[:2]) > 0 or max(off[2:]) > 1)
            where = f"》排在第{now['column'] + 1}栏第{now['row'] + 1}行起，{now['columns']}"
            told.append(where in answer.json()["said"])
            send(desk, issue, do="undo", on=after["layout"])

    assert told == asked
    assert len(set(asked)) == 2


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


def two_pages(issue):
    """A story as it stands, and the page read twice."""
    modules = modules_of(issue.pages.get(number=1).current_layout)
    return modules[0], {m.item_id: m for m in modules}


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "图片现为"), ("en", "is now 1 column")])
def test_a_picture_that_shrank_by_more_than_a_third_is_told_of_any_story(issue, language, said):
    module, page = two_pages(issue)
    large = PhotoFrame("1", Area(0, 10, 2, 14))
    small = replace(large, area=Area(0, 10, 1, 8))
    before = page | {module.item_id: replace(module, photos=(large,))}
    after = page | {module.item_id: replace(module, photos=(small,))}

    with translation.override(language):
        [told] = Both(before, after).pictures([])
        [gone] = Both(before, page).pictures([])

        assert said in told
        assert "14" in gone
        assert list(Both(after, before).pictures([])) == []
        assert len(list(Both(after, before).pictures([module.item_id]))) == 1


def test_a_story_that_became_narrower_where_it_stood_is_told(issue):
    module, page = two_pages(issue)
    narrow = replace(module, area=replace(module.area, columns=module.area.columns - 1))
    both = Both(page, page | {module.item_id: narrow})

    [told] = both.otherwise_set(module.item_id, is_wished=False)

    assert f"{module.area.columns - 1} 栏" in told
    assert list(Both(page, page).otherwise_set(module.item_id, is_wished=False)) == []


def test_the_order_of_officials_is_told_where_it_bars_the_place(issue):
    _module, page = two_pages(issue)
    first, second = list(page)[:2]

    [told] = Both(page, page).ranked([first, second])

    assert told.startswith("按领导排序，《")
    assert list(Both(page, page).ranked([])) == []


def test_a_story_that_leads_the_page_now_is_named(issue):
    module, page = two_pages(issue)
    before = page | {module.item_id: replace(module, headline_level=3)}
    after = page | {module.item_id: replace(module, headline_level=1)}

    [told] = Both(before, after).new_leads()

    assert told.endswith("现在是本版头条。")
    assert list(Both(after, after).new_leads()) == []


@pytest.mark.parametrize("change", [{"do": "settle"}, {"do": "take_off"}, {"do": "pin"}])
@pytest.mark.parametrize("facts", [{"nameplate_rows": 25}, {"columns": 4, "column_em": 16}])
def test_no_change_by_hand_makes_a_page_of_another_masthead_look_current(
    desk, issue, change, facts
):
    before = state(desk, issue)
    Masthead.objects.update(**facts)
    item = before["modules"][-1]["id"]

    answer = send(desk, issue, **change, item=item)

    assert state(desk, issue)["layout"] == before["layout"]
    if change["do"] != "pin":
        assert answer.status_code == 409
        assert "重新组版" in answer.json()["refused"]


def test_of_two_stories_saved_since_only_that_which_prints_something_else_is_newer(desk, issue):
    one, other = [module["id"] for module in state(desk, issue)["modules"][:2]]
    Article.objects.filter(pk__in=(one, other)).update(version=F("version") + 1)
    Article.objects.filter(pk=one).update(headline="第十班渡船今日复航", nature=["accident"])
    Article.objects.filter(pk=other).update(nature=["accident"])

    told = state(desk, issue)["modules"]

    assert [module["id"] for module in told if module["newer"]] == [one]
