"""What a change by hand came to, told with all its side effects."""

from dataclasses import replace

import pytest
from django.utils import translation

from articles.models import Article
from issues import pagedesk
from issues.composing import compose_issue
from issues.handtold import Both
from issues.handwork import Done
from issues.pagestate import modules_of
from newsroom.layout.geometry import Area
from newsroom.layout.plan import PhotoFrame
from tests.desk_cast import make_article, place
from tests.issues.page_desk.asking import BODY, send, state

pytestmark = pytest.mark.django_db


def test_the_other_story_of_a_swap_is_not_told_as_moved_besides(desk, issue, monkeypatch):
    page = issue.pages.select_related("current_layout").get(number=1)
    one, other, third = [module["id"] for module in state(desk, issue)["modules"][-3:]]
    done = Done(page.current_layout, "part", (one, other, third))
    monkeypatch.setattr(pagedesk, "change_page", lambda *args, **kwargs: done)

    told = send(desk, issue, do="swap", item=one, other=other).json()["said"]

    headline = {str(a.pk): a.headline for a in Article.objects.all()}
    besides = told.partition("另外移动了：")[2].partition("。")[0]
    assert f"《{headline[third]}》" in besides
    assert headline[one] not in besides
    assert headline[other] not in besides


def test_a_jump_and_bringing_it_back_say_where_the_story_stands_now(desk, issue):
    place(make_article(issue.publication, "夜航", f"<p>{BODY * 9}</p>"), issue, 2)
    place(make_article(issue.publication, "早班", f"<p>{BODY * 7}</p>"), issue, 2)
    compose_issue(issue, by=None)
    able = [m for m in state(desk, issue)["modules"] if m["may_jump"] and m["lines"] > 20]

    answers = (
        (m["id"], send(desk, issue, do="jump", item=m["id"], page=2, lines=m["lines"] - 10))
        for m in able
    )
    id, gone = next((id, answer.json()) for id, answer in answers if answer.status_code == 200)
    back = send(desk, issue, do="join", item=id)

    assert gone["said"].startswith("现在下转第 2 版。")
    assert back.json()["said"].startswith("余下部分都在本版了。")
    assert "第 2 版现有空处。" in back.json()["said"]


def test_undo_of_pages_composed_together_is_asked_about_and_names_them(desk, issue):
    place(make_article(issue.publication, "夜航", f"<p>{BODY * 9}</p>"), issue, 2)
    compose_issue(issue, by=None)
    before = state(desk, issue)

    asked = send(desk, issue, do="undo")
    assert (asked.status_code, asked.json()["is_near"]) == (409, True)
    assert asked.json()["refused"] == "撤销会把第 1 版、第 2 版的组版一起撤回。"
    assert state(desk, issue) == before
    back = send(desk, issue, do="undo", anyhow=True).json()
    again = send(desk, issue, do="redo").json()

    assert back["said"] == "已撤销上一步。 同时改动了：第 2 版。"
    assert again["said"] == "已重做。 同时改动了：第 2 版。"
    assert again["state"]["layout"] == before["layout"]


def test_undo_of_one_page_is_not_asked_about(desk, issue):
    compose_issue(issue, by=None)

    assert send(desk, issue, do="undo").json()["said"] == "已撤销上一步。"


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
