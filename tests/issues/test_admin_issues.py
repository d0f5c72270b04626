import datetime

import pytest
from django.urls import reverse

from articles.models import Article, AuditEntry
from issues import desk, jobs, lighttable
from issues.composing import Composition
from issues.dummy import CompositionError
from issues.imposition import ExportError
from issues.models import EditionFile, Issue, Placement
from issues.printing import Export
from issues.publishing import IssueNotReadyError
from newsroom.copydesk.story import Position
from newsroom.layout.plan import EditionPlan, Overset, PagePlan
from tests.desk_cast import (
    form_values,
    make_article,
    make_issue,
    make_publication,
    person,
    place,
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


def screen(issue):
    return reverse("admin:issues_issue_change", args=[issue.pk])


def button(issue, verb):
    return reverse("admin:issues_issue_do", args=[issue.pk, verb])


def said(response):
    return [str(message) for message in response.context["messages"]]


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


# The buttons


def test_composing_says_how_many_pages_and_what_found_no_room(
    client, publication, issue, lin, monkeypatch
):
    article = make_article(publication, headline="装不下")
    place(article, issue)
    overset = Overset(str(article.pk), 12, Position(0, 3), "《装不下》多 12 行。")
    plan = EditionPlan((PagePlan(1, 14, ()),), (overset,))
    monkeypatch.setattr(jobs, "compose_issue", lambda issue, *, by, step: Composition(plan))

    response = client.post(button(issue, "compose"), follow=True)

    assert said(response) == ["已组 0 个版。 《装不下》多 12 行。"]


REFUSED = [
    ("compose", "issues.jobs.compose_issue", CompositionError("先上版。")),
    ("export", "issues.jobs.export_issue", ExportError("字体缺字。")),
    ("publish", "issues.jobs.publish_issue", IssueNotReadyError(["缺标题。", "缺报头。"])),
]


@pytest.mark.parametrize(("verb", "name", "error"), REFUSED)
def test_a_refusal_is_a_message_and_no_error_page(
    verb, name, error, client, issue, lin, monkeypatch
):
    def refuse(*args, **kwargs):
        raise error

    monkeypatch.setattr(name, refuse)

    response = client.post(button(issue, verb), follow=True)

    assert response.status_code == 200
    assert said(response) == getattr(error, "problems", [str(error)])


def test_composing_an_issue_without_stories_says_so(client, issue, lin):
    response = client.post(button(issue, "compose"), follow=True)

    assert len(said(response)) == 1


def test_exporting_makes_the_file_that_the_screen_offers(
    client, issue, lin, monkeypatch, settings, tmp_path
):
    settings.EDITION_ROOT = tmp_path
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1")
    file = EditionFile(issue=issue, profile="press", path="a.pdf", sha256="0", size=6, engine="t")

    def export(*args, **kwargs):
        file.save()
        return Export([file])

    monkeypatch.setattr("issues.jobs.export_issue", export)

    response = client.post(button(issue, "export"), follow=True)
    address = reverse("admin:issues_editionfile_file", args=[file.pk])
    download = client.get(address)

    assert address.encode() in response.content
    assert b"".join(download.streaming_content) == b"%PDF-1"
    assert 'filename="a.pdf"' in download.headers["Content-Disposition"]


def test_a_lost_edition_file_is_not_found(client, issue, lin, settings, tmp_path):
    settings.EDITION_ROOT = tmp_path
    file = EditionFile.objects.create(
        issue=issue, profile="press", path="gone.pdf", sha256="0", size=6, engine="t"
    )

    assert client.get(reverse("admin:issues_editionfile_file", args=[file.pk])).status_code == 404


def test_withdrawing_needs_a_reason(client, issue, lin):
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.PUBLISHED)

    client.post(button(issue, "withdraw"), {"reason": " "})
    issue.refresh_from_db()
    before = issue.state
    client.post(button(issue, "withdraw"), {"reason": "第2版人名有误"})

    issue.refresh_from_db()
    assert (before, issue.state) == ("published", "withdrawn")
    assert issue.withdrawn_reason == "第2版人名有误"


def test_chosen_articles_are_placed_on_a_page_in_their_order(client, publication, issue, lin):
    first = make_article(publication, headline="一")
    second = make_article(publication, headline="二")

    client.post(button(issue, "place"), {"article": [second.pk, first.pk], "page": "2"})

    placed = issue.placements.order_by("order")
    assert [p.article for p in placed] == [second, first]
    assert {p.page.number for p in placed} == {2}


def test_an_article_of_another_publication_is_not_placed(client, issue, lin):
    other = make_article(make_publication(slug="hill", name="山镇报"))

    response = client.post(button(issue, "place"), {"article": [other.pk, "x"]}, follow=True)

    assert not issue.placements.exists()
    assert len(said(response)) == 1


def test_pages_are_added_and_the_empty_last_one_is_dropped(client, publication, issue, lin):
    client.post(button(issue, "add-page"))
    added = issue.pages.count()
    stand_on_page(issue, 3)
    client.post(button(issue, "drop-page"))

    assert (added, issue.pages.count()) == (3, 2)


def test_a_page_with_stories_is_not_dropped(client, publication, issue, lin):
    place(make_article(publication), issue, page=2)

    response = client.post(button(issue, "drop-page"), follow=True)

    assert issue.pages.count() == 2
    assert len(said(response)) == 1


VERBS = ["compose", "export", "publish", "cancel", "withdraw", "place", "add-page", "drop-page"]


@pytest.mark.parametrize("verb", VERBS)
def test_buttons_are_posts(verb, client, issue, lin):
    assert client.get(button(issue, verb)).status_code == 405


def test_an_unknown_button_is_not_found(client, issue, lin):
    assert client.post(button(issue, "explode")).status_code == 404


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", ["wang", "chen"])
def test_a_missing_right_hides_the_button_and_refuses_the_verb(
    verb, name, client, publication, issue
):
    state = Issue.State.PUBLISHED if verb == "withdraw" else Issue.State.PLANNING
    Issue.objects.filter(pk=issue.pk).update(state=state)
    article = make_article(publication)
    client.force_login(person(name))

    shown = client.get(screen(issue))
    response = client.post(button(issue, verb), {"article": [article.pk], "reason": "试"})

    assert button(issue, verb).encode() not in shown.content
    assert response.status_code == 403
    issue.refresh_from_db()
    assert (issue.state, issue.pages.count(), issue.placements.count()) == (state, 2, 0)


def test_an_editor_composes_but_does_not_publish(client, issue):
    client.force_login(person("mei"))

    page = client.get(screen(issue)).content.decode()

    assert button(issue, "compose") in page
    assert button(issue, "publish") not in page


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


# Mastheads and files


def test_a_schedule_is_written_in_words(client, publication, lin):
    masthead = publication.mastheads.get()
    address = reverse("admin:issues_masthead_change", args=[masthead.pk])
    data = form_values(client.get(address))

    client.post(address, data | {"schedule_kind": "monthly", "schedule_days": "20 10"})

    masthead.refresh_from_db()
    assert masthead.schedule == {"kind": "monthly", "days": [10, 20]}


def test_a_page_format_that_holds_no_columns_is_refused(client, publication, lin):
    masthead = publication.mastheads.get()
    address = reverse("admin:issues_masthead_change", args=[masthead.pk])
    data = form_values(client.get(address))

    response = client.post(address, data | {"trim_width_mm": 100})

    assert response.context["adminform"].form.errors


def test_what_the_check_found_is_told_to_the_printer(client, issue, lin):
    report = {
        "figures": {"pages": 2, "characters": 900},
        "faults": [{"code": "x", "page": 1, "detail": "缺字"}],
    }
    file = EditionFile.objects.create(
        issue=issue, profile="press", path="a.pdf", sha256="0", size=6, engine="t", report=report
    )

    page = client.get(reverse("admin:issues_editionfile_change", args=[file.pk])).content.decode()

    assert "缺字" in page
    assert "900" in page


@pytest.mark.parametrize("files", [1, 20])
def test_the_list_of_files_takes_a_flat_number_of_queries(
    files, client, issue, lin, django_assert_max_num_queries
):
    for number in range(files):
        EditionFile.objects.create(
            issue=issue, profile="web", path=f"{number}", sha256="0", size=6, engine="t"
        )

    with django_assert_max_num_queries(10):
        response = client.get(reverse("admin:issues_editionfile_changelist"))

    assert response.status_code == 200


def test_the_front_page_shows_what_is_in_the_making(client, issue, lin):
    page = client.get(reverse("admin:index")).content.decode()

    assert screen(issue) in page


def test_the_front_page_tells_nothing_to_who_has_no_right(client, publication, issue):
    make_article(publication, headline="还没人该知道")
    client.force_login(person("chen"))

    page = client.get(reverse("admin:index")).content.decode()

    assert "还没人该知道" not in page
    assert screen(issue) not in page


@pytest.mark.parametrize("issues", [1, 5])
def test_the_front_page_takes_a_flat_number_of_queries(
    issues, client, publication, lin, django_assert_max_num_queries
):
    for number in range(issues):
        row = make_issue(publication, number + 1, DAY + datetime.timedelta(days=7 * number))
        place(make_article(publication), row)

    with django_assert_max_num_queries(10):
        client.get(reverse("admin:index"))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_desk_speaks_both_languages(language, client, issue, lin):
    client.post(reverse("set_language"), {"language": language, "next": "/admin/"})

    page = client.get(screen(issue)).content.decode()

    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize("words", ["1042", "2026-11-20", "海港", "<b>'\"%", "99999999999999999999"])
@pytest.mark.parametrize("name", ["issue", "editionfile"])
def test_any_words_may_be_searched_for(name, words, client, issue, lin):
    response = client.get(reverse(f"admin:issues_{name}_changelist"), {"q": words})

    assert response.status_code == 200
