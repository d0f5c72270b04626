"""通版 from the editor's wish to the printer's file and the reader's page."""

import json
from dataclasses import replace

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.models import AuditEntry
from issues import imposition
from issues.arranging import add_page, drop_last_page
from issues.composing import compose_issue, current_layouts, current_plan, is_current
from issues.desk import problems_of
from issues.dummy import read_dummy
from issues.flatplan import flatplan
from issues.holding import standing_of
from issues.imposition import ExportError
from issues.lighttable import light_table
from issues.locking import lock_page
from issues.locks import IssueClosedError, PageLockedError
from issues.models import Issue, Page, PageSignoff, ReleasedPage
from issues.planning import place_article
from issues.printing import export_issue
from issues.progress import readiness
from issues.proofing import sign_page
from issues.publishing import publish_issue
from issues.recomposing import changed_pages, compose_pages
from issues.releasing import Order, release_to_print
from issues.spreads import SpreadRefusedError, centre_pages, centre_told, join_pages, part_pages
from newsroom.layout.check import check_plan
from newsroom.layout.geometry import MM
from tests.desk_cast import make_article, make_issue, make_publication, person, place
from tests.layout.composing import type_book

pytestmark = pytest.mark.django_db

BODY = "<p>停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票。</p>" * 12
LONG = "<p>渡船停航三个月，岸上的人学会了绕路，也学会了等。今天汽笛一响，码头又活了。</p>" * 60


@pytest.fixture
def lin():
    return person("lin")


@pytest.fixture
def issue():
    """Four pages, the second and third full enough for a double page."""
    publication = make_publication(slug="harbour-daily")
    issue = make_issue(publication)
    while issue.pages.count() < 4:
        add_page(issue, by=None, name="副刊")
    place(make_article(publication, "渡船今日复航", BODY, priority="lead"), issue, 1)
    place(make_article(publication, "一条渡船和它的两岸", LONG, priority="major"), issue, 2)
    for number in range(12):
        page = (1, 2, 3, 4)[number % 4]
        place(make_article(publication, f"第{number}班渡船加开", BODY), issue, page)
    return issue


@pytest.fixture
def joined(issue):
    join_pages(issue, (2, 3), by=None)
    return issue


@pytest.fixture
def composed(joined):
    compose_issue(joined, by=None)
    return joined


def client_of(client, user):
    client.force_login(user)
    return client


def test_the_two_pages_of_the_true_centre_become_one(issue, lin):
    join_pages(issue, (2, 3), by=lin)

    issue.refresh_from_db()
    assert issue.centre_spread
    assert AuditEntry.objects.filter(verb="join_pages").exists()


@pytest.mark.parametrize("pair", [(1, 2), (3, 4), (3, 2), (4, 1), (2, 4)])
def test_any_other_pair_is_refused_and_told_which_can(issue, pair):
    with pytest.raises(SpreadRefusedError, match="只有正中的第 2、3 版"):
        join_pages(issue, pair, by=None)

    issue.refresh_from_db()
    assert not issue.centre_spread


def test_an_issue_of_no_whole_sheets_has_no_centre(issue):
    add_page(issue, by=None)

    assert centre_pages(issue) is None
    with pytest.raises(SpreadRefusedError, match="4 的倍数"):
        join_pages(issue, (2, 3), by=None)


def test_who_may_not_change_an_issue_may_not_join_its_pages(issue):
    with pytest.raises(PermissionDenied):
        join_pages(issue, (2, 3), by=person("chen"))


def test_a_published_issue_stays_as_it_was_printed(issue):
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.PUBLISHED)

    with pytest.raises(IssueClosedError):
        join_pages(issue, (2, 3), by=None)


def test_joined_pages_are_composed_as_one_and_parted_ones_as_two(composed):
    plan = current_plan(current_layouts(composed))
    dummy = read_dummy(composed)

    assert [page.numbers for page in plan.pages] == [(1,), (2, 3), (4,)]
    assert check_plan(plan, dummy.items, dummy.masthead.grid, type_book()) == []
    assert is_current(dummy, current_layouts(composed))
    assert readiness(composed) == "齐了"

    part_pages(composed, by=None)

    assert not is_current(read_dummy(composed), current_layouts(composed))
    compose_issue(composed, by=None)
    assert [p.numbers for p in current_plan(current_layouts(composed)).pages][1] == (2,)


def test_other_pages_stand_while_the_centre_is_joined(issue):
    compose_issue(issue, by=None)
    before = {page.number: page.current_layout for page in issue.pages.all()}
    join_pages(issue, (2, 3), by=None)
    compose_pages(issue, changed_pages(read_dummy(issue), standing_of(issue)), by=None)
    after = {page.number: page.current_layout for page in issue.pages.all()}

    assert (after[1], after[3], after[4]) == (before[1], None, before[4])
    assert after[2].across == 2
    assert is_current(read_dummy(issue), current_layouts(issue))


def test_both_pages_are_made_when_the_double_page_is_parted(composed):
    part_pages(composed, by=None)
    compose_pages(composed, changed_pages(read_dummy(composed), standing_of(composed)), by=None)

    plan = current_plan(current_layouts(composed))
    assert [page.numbers for page in plan.pages] == [(1,), (2,), (3,), (4,)]
    dummy = read_dummy(composed)
    assert check_plan(plan, dummy.items, dummy.masthead.grid, type_book()) == []


def test_a_locked_page_is_not_joined(issue, lin):
    compose_issue(issue, by=None)
    lock_page(issue.pages.get(number=3), by=lin)

    with pytest.raises(PageLockedError, match="3"):
        join_pages(issue, (2, 3), by=None)


def test_the_double_page_stays_when_it_is_locked_and_the_others_are_composed(composed, lin):
    lock_page(composed.pages.get(number=2), by=lin)
    before = composed.pages.get(number=2).current_layout
    compose_issue(composed, by=None)

    assert composed.pages.get(number=2).current_layout == before
    plan = current_plan(current_layouts(composed))
    assert [page.numbers for page in plan.pages] == [(1,), (2, 3), (4,)]
    dummy = read_dummy(composed)
    assert check_plan(plan, dummy.items, dummy.masthead.grid, type_book()) == []


def test_the_light_table_shows_one_sheet_for_both_pages(composed):
    table = light_table(composed)

    assert [sheet.numbers for sheet in table.sheets] == ["1", "2–3", "4"]
    assert [sheet.waiting for sheet in table.sheets] == [[], [], []]
    assert table.sheets[1].is_composed


def test_an_editor_is_told_when_added_pages_take_the_centre_away(composed):
    add_page(composed, by=None)

    assert any("四的倍数" in told for told in problems_of(composed, light_table(composed)))
    compose_issue(composed, by=None)
    assert all(layout.across == 1 for layout in current_layouts(composed))


def test_the_press_file_has_one_page_of_twice_the_width(composed, settings):
    [file] = export_issue(composed, "press", by=None).files
    document = pypdfium2.PdfDocument((settings.EDITION_ROOT / file.path).read_bytes())

    assert [round(page.get_width() / MM) for page in document] == [270, 540, 270]
    text = "".join(document[0].get_textpage().get_text_range().split())
    assert "本期共4版" in text
    document.close()


def test_a_double_page_goes_to_the_printer_under_both_numbers(composed, lin):
    export_issue(composed, "press", by=None)
    release_to_print(composed, Order(telephone="0000-1234567", paper="新闻纸"), by=lin)

    assert [page.file_name for page in ReleasedPage.objects.order_by("page_number")] == [
        "HARBOURDAILY_20261120_01_v1.pdf",
        "HARBOURDAILY_20261120_02-03_v1.pdf",
        "HARBOURDAILY_20261120_04_v1.pdf",
    ]


@pytest.mark.parametrize("number", [2, 3])
def test_a_proof_of_either_page_is_one_of_the_double_page(composed, number):
    export_issue(composed, "proof", by=None, page=number)

    [proof] = composed.proofs.all()
    assert (proof.page_number, proof.layout.across) == (2, 2)


def test_a_double_page_is_signed_once(composed, lin):
    export_issue(composed, "proof", by=None)
    sign_page(composed.pages.get(number=2), "editor", by=lin)

    proofs = [sheet.proofs for sheet in light_table(composed).sheets if sheet.proofs]
    signed = [signature.stage for one in proofs for signature in one.signed]
    assert signed == ["editor"]


def test_readers_find_the_double_page_under_both_numbers(composed, client):
    publish_issue(composed, by=None)
    slug, reference = composed.publication.slug, composed.reference
    left, right = (reverse("issues:page", args=[slug, reference, n]) for n in (2, 3))

    shown = client.get(left)
    assert shown.status_code == 200
    assert f'rel="canonical" href="http://testserver{left}"' in shown.content.decode()
    assert "2–3" in shown.content.decode()
    assert client.get(right).headers["Location"] == left
    assert client.get(reverse("issues:page", args=[slug, reference, 4])).status_code == 200
    assert client.get(reverse("issues:page", args=[slug, reference, 5])).status_code == 404
    for address in (left, reverse("issues:detail", args=[slug, reference])):
        words = client.get(address, headers={"accept-language": "en"}).content.decode()
        assert "Pages 2–3" in words
        assert "Page 2–3" not in words
    detail = client.get(reverse("issues:detail", args=[slug, reference])).content.decode()
    assert "2–3" in detail


def test_the_button_names_the_centre_and_joins_it(issue, client, lin):
    lin.is_superuser = True
    lin.save()
    desk = client_of(client, lin)
    screen = reverse("admin:issues_issue_change", args=[issue.pk])

    assert 'value="2-3"' in desk.get(screen).content.decode()
    desk.post(reverse("admin:issues_issue_do", args=[issue.pk, "join"]), {"pages": "2-3"})
    issue.refresh_from_db()
    assert issue.centre_spread
    assert 'form="part"' in desk.get(screen).content.decode()
    desk.post(reverse("admin:issues_issue_do", args=[issue.pk, "part"]))
    issue.refresh_from_db()
    assert not issue.centre_spread


@pytest.mark.parametrize(("pages", "status"), [("", 404), ("2", 404), ("x-y", 404), ("3-4", 302)])
def test_pages_that_are_no_centre_are_refused_at_the_desk(issue, client, lin, pages, status):
    lin.is_superuser = True
    lin.save()
    desk = client_of(client, lin)
    do = reverse("admin:issues_issue_do", args=[issue.pk, "join"])

    assert desk.post(do, {"pages": pages}).status_code == status
    issue.refresh_from_db()
    assert not issue.centre_spread


def test_the_screens_of_a_double_page_open_and_its_form_saves(composed, client, lin):
    lin.is_superuser = True
    lin.save()
    desk = client_of(client, lin)
    screen = desk.get(reverse("admin:issues_issue_change", args=[composed.pk])).content.decode()

    for number in range(4):
        assert f'name="pages-{number}-id"' in screen
    for name in ("proof", "pagedesk", "proofs"):
        address = reverse(f"admin:issues_issue_{name}", args=[composed.pk, 2])
        assert "2–3" in desk.get(address).content.decode()
    for number in (1, 2):  # every page needs the window's width
        hand = desk.get(reverse("admin:issues_issue_pagedesk", args=[composed.pk, number]))
        assert not hand.context["is_nav_sidebar_enabled"]
    state = desk.get(reverse("admin:issues_issue_pagestate", args=[composed.pk, 2])).json()
    assert state["grid"]["columns"] == 10
    assert Page.objects.get(issue=composed, number=3).current_layout is None


def test_what_a_fifth_page_does_to_the_double_page_is_said_before_and_after(composed, client, lin):
    lin.is_superuser = True
    lin.save()
    desk = client_of(client, lin)
    screen = reverse("admin:issues_issue_change", args=[composed.pk])
    before = desk.get(screen).content.decode()

    added = desk.post(reverse("admin:issues_issue_do", args=[composed.pk, "add-page"]), follow=True)
    after = added.content.decode()
    back = desk.post(reverse("admin:issues_issue_do", args=[composed.pk, "drop-page"]), follow=True)

    assert 'aria-describedby="centre-told"' in before
    assert before.count("不是 4 的倍数就没有正中的两版") == 1  # of a page more or fewer alike
    told = [str(message) for message in added.context["messages"]]
    assert len(told) == 1
    assert told[0].startswith("已加第 5 版。")
    assert "第 2–3 版组版时将拆成两个版" in told[0]
    assert "4 个版时，正中的第 2–3 版组版时将成为通版" in after
    assert "正中的第 2–3 版组版时将成为通版" in str(*back.context["messages"])


@pytest.mark.parametrize(
    ("count", "said"),
    [(3, "没有正中"), (4, ""), (5, "没有正中"), (8, "正中的第 4–5 版组版时将成为通版")],
)
def test_what_becomes_of_the_double_page_with_other_pages(joined, count, said):
    assert said in centre_told(joined, count)
    assert bool(centre_told(joined, count)) is bool(said)


def test_an_issue_without_a_double_page_has_none_to_lose(issue):
    assert centre_told(issue, 5) == ""


@pytest.mark.parametrize("name", ["change", "flatplan", "proof", "pagedesk", "proofs", "release"])
def test_in_english_a_double_page_is_two_pages_everywhere(composed, client, lin, name):
    lin.is_superuser = True
    lin.save()
    numbers = [2] if name in ("proof", "pagedesk", "proofs") else []
    address = reverse(f"admin:issues_issue_{name}", args=[composed.pk, *numbers])

    shown = client_of(client, lin).get(address, headers={"accept-language": "en"})

    words = shown.content.decode()
    assert "ages 2–3" in words
    assert "age 2–3" not in words


def at(issue, name, number, *more):
    return reverse(f"admin:issues_issue_{name}", args=[issue.pk, number, *more])


@pytest.mark.parametrize(
    ("name", "more"),
    [
        *((name, ()) for name in ("proof", "pagedesk", "pagestate", "proposals", "proofs")),
        ("picture", ("small",)),
        ("proposal", (1,)),
    ],
)
def test_the_right_half_leads_to_the_double_page(composed, client, lin, name, more):
    lin.is_superuser = True
    lin.save()
    desk = client_of(client, lin)

    answer = desk.get(at(composed, name, 3, *more), {"old": "1", "new": "2"})

    assert answer.status_code == 302
    assert answer["Location"] == at(composed, name, 2, *more) + "?old=1&new=2"
    assert desk.get(at(composed, name, 5, *more)).status_code == 404


def test_pages_that_are_two_have_addresses_of_their_own(issue, client, lin):
    compose_issue(issue, by=None)
    desk = client_of(client, lin)

    state = desk.get(at(issue, "pagestate", 3)).json()

    assert (state["page"], state["numbers"]) == (3, "3")
    assert state["address"] == at(issue, "pagedesk", 3)


def test_the_right_half_is_signed_as_the_double_page_it_is(composed, client, lin):
    export_issue(composed, "proof", by=lin)
    desk = client_of(client, lin)

    desk.post(at(composed, "proofs", 3), {"verb": "sign", "stage": "first", "proof": "1"})

    assert [s.page.number for s in PageSignoff.objects.select_related("page")] == [2]


def change(desk, issue, number, **given):
    address = at(issue, "pagechange", number)
    return desk.post(address, json.dumps(given), content_type="application/json")


def test_who_is_at_the_right_page_when_it_becomes_half_of_a_double_page_is_led_there(
    issue, client, lin
):
    compose_issue(issue, by=None)
    desk = client_of(client, lin)
    before = desk.get(at(issue, "pagestate", 3)).json()
    join_pages(issue, (2, 3), by=None)
    compose_issue(issue, by=None)

    looked = desk.post(at(issue, "pagestate", 3)).json()
    item = before["modules"][-1]["id"]
    refused = change(desk, issue, 3, do="take_off", item=item, on=before["layout"])

    assert (looked["numbers"], looked["address"]) == ("2–3", at(issue, "pagedesk", 2))
    assert refused.status_code == 409
    assert refused.json()["is_stale"]
    assert refused.json()["state"]["address"] == at(issue, "pagedesk", 2)


def test_undo_across_the_making_of_a_double_page_tells_what_stands_now(issue, client, lin):
    compose_issue(issue, by=None)
    join_pages(issue, (2, 3), by=None)
    compose_issue(issue, by=None)
    desk = client_of(client, lin)
    before = desk.get(at(issue, "pagestate", 2)).json()

    undo = {"do": "undo", "on": before["layout"], "anyhow": True}
    after = change(desk, issue, 2, **undo).json()["state"]
    again = change(desk, issue, 2, do="redo", on=after["layout"]).json()["state"]

    assert (before["numbers"], after["numbers"], again["numbers"]) == ("2–3", "2", "2–3")
    assert Page.objects.get(issue=issue, number=3).current_layout is None
    assert after["address"] == at(issue, "pagedesk", 2)


def test_a_story_wanted_on_the_right_page_stands_there_on_the_double_page(composed):
    assert composed.placements.filter(page__number=3).exists()
    assert changed_pages(read_dummy(composed), standing_of(composed)) == []


@pytest.mark.parametrize("number", [2, 3])
def test_no_story_is_put_on_either_page_of_a_locked_double_page(composed, lin, number):
    lock_page(composed.pages.get(number=2), by=lin)
    article = make_article(composed.publication, "加开夜航", BODY)
    page = composed.pages.get(number=number)

    with pytest.raises(PageLockedError, match="2"):
        place_article(article, composed, by=None, page=page)


def test_the_flatplan_shows_the_double_page_across_its_pair(composed, client, lin):
    before = flatplan(composed)
    story = before.pages[0].stories[0]
    place_article(story.article, composed, by=None, page=composed.pages.get(number=3))
    plan = flatplan(composed)
    shown = client_of(client, lin).get(reverse("admin:issues_issue_flatplan", args=[composed.pk]))

    sides = [(pair.left, pair.right) for pair in plan.pairs]
    assert [tuple(side and side.sheet.numbers for side in pair) for pair in sides] == [
        (None, "1"),
        ("2–3", None),
        ("4", None),
    ]
    assert plan.pairs[1].is_centre
    assert before.changed == []
    assert all(one.goes_to is None for page in before.pages for one in page.stories)
    assert [one.goes_to for one in plan.pages[0].stories if one.article == story.article] == [3]
    assert [one.article for one in plan.pages[1].stories if one.stands is None] == [story.article]
    assert "flatplan-page left double" in shown.content.decode()


def test_a_double_page_without_enough_copy_is_short_by_its_white_on_both_pages(issue):
    for placement in issue.placements.filter(page__number__in=(2, 3))[1:]:
        placement.delete()
    join_pages(issue, (2, 3), by=None)
    compose_issue(issue, by=None)

    page = flatplan(issue).pages[1]

    white = current_plan(current_layouts(issue)).pages[1].thin_rows
    assert white > 0
    assert page.load == -white * 2 * issue.masthead.grid.columns


def test_a_double_page_that_is_not_the_centre_of_what_is_printed_is_not_exported(
    composed, monkeypatch
):
    """Of eight pages that were laid out five are printed: no two of them are a centre."""
    plan = current_plan(current_layouts(composed))
    fifth = replace(plan.pages[-1], number=5, modules=())
    monkeypatch.setattr(
        imposition, "current_plan", lambda _layouts: replace(plan, pages=(*plan.pages, fifth))
    )

    with pytest.raises(ExportError, match="正中"):
        export_issue(composed, "press", by=None)


def test_a_double_page_on_two_sets_of_plates_is_not_exported(composed):
    composed.pages.filter(number=3).update(inks=Page.Inks.BLACK)

    with pytest.raises(ExportError, match="套色"):
        export_issue(composed, "press", by=None)


def test_a_locked_double_page_is_not_parted_when_its_issue_lost_a_page(composed):
    composed.placements.filter(page__number=4).update(page=None)
    lock_page(composed.pages.get(number=2), by=None)
    drop_last_page(composed, by=None)

    with pytest.raises(PageLockedError):
        part_pages(composed, by=None)


def test_the_left_half_waits_to_be_composed_when_the_right_one_is_dropped(composed):
    composed.placements.filter(page__number__gt=2).update(page=None)
    drop_last_page(composed, by=None)
    drop_last_page(composed, by=None)

    assert composed.pages.get(number=2).current_layout is None
    compose_pages(composed, changed_pages(read_dummy(composed), standing_of(composed)), by=None)
    assert composed.pages.get(number=2).current_layout.across == 1


def test_what_is_no_double_page_is_not_parted(issue):
    version = issue.version

    with pytest.raises(SpreadRefusedError):
        part_pages(issue, by=None)

    issue.refresh_from_db()
    assert issue.version == version
