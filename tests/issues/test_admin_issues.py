import datetime

import pytest
from django.urls import reverse

from articles.models import Article, AuditEntry
from issues import desk, jobs, lighttable
from issues.composing import Composition
from issues.models import Issue, Placement
from newsroom.layout.plan import EditionPlan
from tests.desk_cast import (
    button,
    make_article,
    make_issue,
    make_publication,
    person,
    place,
    said,
    screen,
    stand_on_page,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 20)


@pytest.fixture
def publication():
    return make_publication()


@pytest.fixture
def issue(publication):
    return make_issue(publication)


@pytest.fixture
def lin(client):
    user = person("lin")
    client.force_login(user)
    return user


def form_of(issue, **changes):
    """What a browser sends back from the issue's screen."""
    data = {
        "publication": issue.publication_id,
        "date": issue.date.isoformat(),
        "number": issue.number,
        "year_number": issue.year_number,
    }
    pages, placements = list(issue.pages.all()), list(issue.placements.all())
    for prefix, rows in (("pages", pages), ("placements", placements), ("bookings", ())):
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
    for index, page in enumerate(pages):
        data |= {f"pages-{index}-{name}": getattr(page, name) for name in ("id", "name", "inks")}
    for index, placement in enumerate(placements):
        data |= {
            f"placements-{index}-id": placement.pk,
            f"placements-{index}-page": placement.page_id or "",
            f"placements-{index}-order": placement.order,
        }
    return data | changes


# A new issue


def test_a_new_issue_proposes_what_follows_the_last(client, issue, lin):
    page = client.get(reverse("admin:issues_issue_add"))

    form = page.context["adminform"].form
    assert form["date"].value() == DAY + datetime.timedelta(days=7)
    assert form["number"].value() == 1043
    assert form["year_number"].value() == 43
    assert form["page_names"].value() == "要闻 综合"
    assert page.context["day_weekday"] == "星期五"
    assert page.context["day_lunar"] == "丙午年十月十九"


def test_another_publication_proposes_its_own_numbers(client, issue, lin):
    other = make_publication(slug="hill", name="山镇报")

    page = client.get(reverse("admin:issues_issue_add"), {"publication": other.pk})

    assert page.context["adminform"].form["number"].value() == 1


def new_issue(publication, **changes):
    facts = {"publication": publication.pk, "date": "2026-11-27", "number": 1043, "year_number": 43}
    return facts | {"page_names": "要闻 副刊 专版"} | changes


def test_adding_an_issue_lays_its_pages(client, publication, lin):
    response = client.post(reverse("admin:issues_issue_add"), new_issue(publication))

    issue = Issue.objects.get()
    assert response.url == screen(issue)
    assert [page.name for page in issue.pages.all()] == ["要闻", "副刊", "专版"]
    assert AuditEntry.objects.filter(verb="open_issue").exists()


@pytest.mark.parametrize(
    "changes",
    [{"number": 1042}, {"number": 7, "year_number": 42}, {"number": ""}, {"date": "1799-01-01"}],
)
def test_an_issue_that_breaks_a_rule_is_refused_with_a_sentence(
    changes, client, publication, issue, lin
):
    response = client.post(reverse("admin:issues_issue_add"), new_issue(publication, **changes))

    assert response.status_code == 200
    assert response.context["adminform"].form.errors
    assert Issue.objects.count() == 1


def test_a_missing_number_is_said_and_does_not_stop_the_save(client, publication, issue, lin):
    response = client.post(
        reverse("admin:issues_issue_add"), new_issue(publication, number=1050), follow=True
    )

    assert any("1042" in words and "1050" in words for words in said(response))
    assert Issue.objects.filter(number=1050).exists()


def test_the_day_of_a_date_is_told(client, lin):
    answer = client.get(reverse("admin:issues_issue_day"), {"date": "2020-02-29"})

    assert answer.json() == {"weekday": "星期六", "lunar": "庚子年二月初七"}


@pytest.mark.parametrize("date", ["", "2020-02-30", "1700-01-01", "<b>"])
def test_a_date_that_is_none_has_no_day(date, client, lin):
    answer = client.get(reverse("admin:issues_issue_day"), {"date": date})

    assert answer.json()["lunar"] == ""


# The screen


def test_the_screen_shows_the_masthead_as_it_prints(client, issue, lin):
    page = client.get(screen(issue)).content.decode()

    for words in ("海港日报", "HARBOUR DAILY", "丙午年十月十二", "总第1042期", "本期共2版"):
        assert words in page


def test_an_empty_page_says_what_to_do(client, issue, lin):
    page = client.get(screen(issue)).content.decode()

    assert page.count('<span class="empty">') == 2


def test_a_composed_page_shows_its_picture_and_headlines(client, publication, issue, lin):
    place(make_article(publication, headline="渡船复航"), issue)
    stand_on_page(issue)

    response = client.get(screen(issue))

    table = response.context["light_table"]
    assert [s.article.headline for s in table.sheets[0].stories] == ["渡船复航"]
    assert reverse("admin:issues_issue_picture", args=[issue.pk, 1, "small"]).encode() in (
        response.content
    )


def test_newer_copy_is_marked_on_its_page(client, publication, issue, lin):
    article = make_article(publication)
    place(article, issue)
    stand_on_page(issue)
    Article.objects.filter(pk=article.pk).update(version=2)

    table = client.get(screen(issue)).context["light_table"]

    assert table.sheets[0].stories[0].is_newer
    assert table.is_stale


def test_a_story_whose_end_found_no_room_is_named(publication, issue, monkeypatch):
    article = make_article(publication)
    place(article, issue)
    stand_on_page(issue, cut_off=[article])
    monkeypatch.setattr(lighttable, "is_current", lambda dummy, layouts: True)

    table = lighttable.light_table(issue)

    assert table.sheets[0].stories[0].is_cut_off
    assert [p.article for p in table.without_room] == [article]


def test_a_story_put_on_a_composed_page_later_waits_there(publication, issue):
    place(make_article(publication), issue)
    stand_on_page(issue)
    late = place(make_article(publication, headline="晚到的稿"), issue)

    assert lighttable.light_table(issue).sheets[0].waiting == [late]


def test_stories_without_a_page_are_named(publication, issue):
    placement = Placement.objects.create(article=make_article(publication), issue=issue)

    assert lighttable.light_table(issue).unassigned == [placement]


def test_a_breach_of_a_designers_rule_is_told_in_words_and_once(issue):
    page = issue.pages.get(number=1)
    sheet = lighttable.Sheet(
        page, violations=("photo_left_out:3", "photo_left_out:4", "unheard_of")
    )

    assert len(sheet.remarks) == 1


def test_a_wish_that_was_not_kept_is_told_with_its_story(publication, issue):
    placement = place(make_article(publication, headline="渡口100%复航"), issue)
    page = issue.pages.get(number=1)
    sheet = lighttable.Sheet(
        page,
        [lighttable.StoryOnPage(placement)],
        violations=(f"wish_not_kept:quote:{placement.article_id}",),
    )

    assert sheet.remarks == ["《渡口100%复航》未能按“提要引语”排。"]


@pytest.mark.parametrize("stories", [1, 20])
def test_the_screen_takes_a_flat_number_of_queries(
    stories, client, publication, issue, lin, django_assert_max_num_queries
):
    for number in range(stories):
        place(make_article(publication, headline=f"渡船{number}"), issue)
        make_article(publication, headline=f"未上版{number}")
    stand_on_page(issue)

    with django_assert_max_num_queries(44):
        response = client.get(screen(issue))

    assert response.status_code == 200


@pytest.mark.parametrize("issues", [1, 20])
def test_the_list_of_issues_takes_a_flat_number_of_queries(
    issues, client, publication, lin, django_assert_max_num_queries
):
    for number in range(issues):
        issue = make_issue(publication, number + 1, DAY + datetime.timedelta(days=7 * number))
        place(make_article(publication), issue)

    with django_assert_max_num_queries(13):
        response = client.get(reverse("admin:issues_issue_changelist"))

    assert response.status_code == 200


def test_the_list_says_what_is_missing(client, publication, issue, lin):
    place(make_article(publication), issue)

    row = client.get(reverse("admin:issues_issue_changelist")).content.decode()

    assert "0 / 2" in row


# The form of the screen


def test_pages_are_renamed_and_placements_arranged_through_their_verbs(
    client, publication, issue, lin
):
    placement = place(make_article(publication), issue)
    second = issue.pages.get(number=2)

    client.post(
        screen(issue),
        form_of(
            issue,
            **{
                "pages-0-name": "头版",
                "placements-0-page": second.pk,
                "placements-0-headline_level": 1,
                "placements-0-boxed": "on",
            },
        ),
    )

    placement.refresh_from_db()
    assert issue.pages.get(number=1).name == "头版"
    assert (placement.page, placement.headline_level, placement.boxed) == (second, 1, True)
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"change_page", "arrange_placement"} <= verbs


def test_a_story_is_placed_and_taken_out_in_the_table(client, publication, issue, lin):
    old = place(make_article(publication), issue)
    new = make_article(publication, headline="新稿")
    rows = {
        "placements-0-DELETE": "on",
        "placements-TOTAL_FORMS": 2,
        "placements-1-article": new.pk,
        "placements-1-page": issue.pages.get(number=2).pk,
        "placements-1-order": 3,
    }

    client.post(screen(issue), form_of(issue, **rows))

    assert not Placement.objects.filter(pk=old.pk).exists()
    assert (new.placement.page.number, new.placement.order) == (2, 3)


def test_an_article_of_another_issue_is_refused_in_the_table(client, publication, issue, lin):
    other = make_issue(publication, 1041, DAY - datetime.timedelta(days=7))
    article = make_article(publication)
    place(article, other)
    rows = {"placements-TOTAL_FORMS": 1, "placements-0-article": article.pk}

    response = client.post(screen(issue), form_of(issue, **rows, **{"placements-0-order": 0}))

    assert response.status_code == 200
    article.placement.refresh_from_db()
    assert article.placement.issue == other


def test_save_and_compose_composes_after_the_save(client, publication, issue, lin, monkeypatch):
    seen = []

    def compose(issue, *, by, step):
        seen.append(issue.pages.get(number=1).name)
        return Composition(EditionPlan(()))

    monkeypatch.setattr(jobs, "compose_issue", compose)

    client.post(screen(issue), form_of(issue, **{"pages-0-name": "头版", "_compose": "1"}))

    assert seen == ["头版"]


def test_a_closed_issue_is_shown_and_not_changed(client, publication, issue, lin):
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.PUBLISHED)

    shown = client.get(screen(issue))
    changed = client.post(screen(issue), form_of(issue, number=7))

    assert shown.status_code == 200
    assert changed.status_code == 403
    assert b"issue-buttons" in shown.content
    assert button(issue, "compose").encode() not in shown.content


# Pictures


def test_the_picture_of_a_page_is_sent_once(client, issue, lin, monkeypatch):
    monkeypatch.setattr(desk, "preview_page", lambda issue, number, *, ppi: b"\x89PNG")
    address = reverse("admin:issues_issue_picture", args=[issue.pk, 1, "small"])

    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.content, first.headers["Content-Type"]) == (b"\x89PNG", "image/png")
    assert again.status_code == 304


def test_a_page_that_is_not_composed_has_no_picture_but_a_sentence(client, issue, lin):
    response = client.get(reverse("admin:issues_issue_picture", args=[issue.pk, 1, "small"]))

    assert response.status_code == 404
    assert "1" in response.content.decode()


@pytest.mark.parametrize("number", [1, 2])
def test_a_page_opens_large_with_its_stories(number, client, publication, issue, lin):
    place(make_article(publication, headline="渡船复航"), issue)
    stand_on_page(issue)

    page = client.get(reverse("admin:issues_issue_proof", args=[issue.pk, number]))

    assert ("渡船复航" in page.content.decode()) is (number == 1)


def test_pictures_and_pages_are_for_those_who_may_see_issues(client, issue):
    client.force_login(person("chen"))

    for name, args in (("picture", [issue.pk, 1, "small"]), ("proof", [issue.pk, 1])):
        assert client.get(reverse(f"admin:issues_issue_{name}", args=args)).status_code == 403


# The article's place


def test_the_article_form_places_the_article(client, publication, issue, lin):
    from tests.articles.test_admin_articles import form_of as article_form

    article = make_article(publication)
    data = article_form(publication, expected_version=1, place_issue=issue.pk, place_page=2)

    client.post(reverse("admin:articles_article_change", args=[article.pk]), data)

    article.refresh_from_db()
    assert (article.placement.issue, article.placement.page.number) == (issue, 2)


def test_a_reporter_is_not_offered_a_place(client, publication, issue):
    client.force_login(person("wang"))
    article = make_article(publication)

    page = client.get(reverse("admin:articles_article_change", args=[article.pk]))

    assert "place_issue" not in page.context["adminform"].form.fields


def test_the_search_for_a_story_to_place_leaves_placed_ones_out(client, publication, issue, lin):
    place(make_article(publication, headline="渡船甲"), issue)
    free = make_article(publication, headline="渡船乙")

    answer = client.get(
        reverse("admin:autocomplete"),
        {
            "term": "渡船",
            "app_label": "issues",
            "model_name": "placement",
            "field_name": "article",
        },
    )

    assert [row["id"] for row in answer.json()["results"]] == [str(free.pk)]
