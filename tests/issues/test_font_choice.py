"""A paper chooses the face of each role: its pages, files and form follow."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.urls import reverse

from issues.composing import compose_issue, current_layouts, current_plan
from issues.dummy import CompositionError, read_dummy
from issues.models import EditionFile
from issues.printing import export_issue, preview_page
from issues.publishing import publish_issue
from issues.typefaces import font_errors, fonts_in_words
from newsroom.press.fontset import FONT_SETS, NOTO_WENKAI
from tests.desk_cast import (
    form_values,
    make_article,
    make_issue,
    make_publication,
    person,
    place,
)
from tests.press.own_font import FAMILY, font_bytes, font_folder

pytestmark = pytest.mark.django_db

BODY = "<p>渡船今日复航，船票不涨价。码头的灯亮到九点。</p><h3>新船</h3>" + "<p>来客渐多。</p>" * 30


@pytest.fixture
def issue():
    publication = make_publication()
    made = make_issue(publication)
    place(make_article(publication, body=BODY), made)
    place(make_article(publication, "海塘加固", body=BODY), made, page=2)
    return made


def choose(issue, roles):
    masthead = issue.masthead
    masthead.font_roles = roles
    masthead.save()


def hashes(roles):
    return {role: NOTO_WENKAI[roles.get(role, role)].sha256 for role in NOTO_WENKAI}


@pytest.mark.parametrize("code", FONT_SETS)
def test_pages_and_files_of_each_set_are_as_planned_and_know_their_fonts(issue, code):
    roles = dict(FONT_SETS[code].roles)
    choose(issue, roles)

    export = export_issue(issue, "press", by=None)

    assert export.report["faults"] == []
    assert {layout.fonts["song"] for layout in current_layouts(issue)} == {hashes(roles)["song"]}
    assert {role: font["sha256"] for role, font in export.files[0].fonts.items()} == hashes(roles)
    for profile in ("proof", "web", "archive"):
        assert export_issue(issue, profile, by=None).report.get("faults", []) == []


def test_another_choice_makes_the_pages_stale_and_the_first_brings_them_back(issue):
    compose_issue(issue, by=None)
    first = read_dummy(issue).basis

    choose(issue, {"song": "kai"})
    assert read_dummy(issue).basis != first

    choose(issue, {})
    assert read_dummy(issue).basis == first


def test_copy_in_kai_is_measured_in_kai(issue):
    body = f"<p>{'The Harbour Museum in Hanhai HAMMM ' * 12}</p>"
    place(make_article(issue.publication, "渡轮时刻", body=body), issue)
    plans = {}
    for face in ("song", "kai"):
        choose(issue, {"song": face})
        compose_issue(issue, by=None)
        plans[face] = [layout.plan for layout in current_layouts(issue)]

    assert plans["song"] != plans["kai"]


def test_headlines_of_one_face_are_not_taken_for_two(issue):
    for number in range(6):
        place(make_article(issue.publication, f"第{number}班渡船复航", body=BODY), issue)

    def faces_of_headlines(roles):
        choose(issue, roles)
        plan = current_plan(compose_issue(issue, by=None).layouts)
        return {line.font for p in plan.pages for m in p.modules for line in m.head} - {"kai"}

    assert faces_of_headlines({}) == {"song_heavy", "hei_heavy"}
    assert faces_of_headlines({"song_heavy": "hei_heavy"}) == {"song_heavy"}


def test_the_preview_is_painted_in_the_chosen_faces(issue):
    compose_issue(issue, by=None)
    before = preview_page(issue, 1)

    choose(issue, {"song_heavy": "hei_heavy"})

    assert preview_page(issue, 1) != before


def test_a_face_that_stands_in_without_a_role_is_stored_with_the_file(issue):
    choose(issue, {"kai": "hei"})
    place(make_article(issue.publication, "人物", body="<p>𠮷先生到访。</p>"), issue)

    [file] = export_issue(issue, "press", by=None).files

    assert [font["family"] for font in file.fonts["stand_ins"]] == ["LXGW WenKai"]
    assert any(line.startswith("LXGW WenKai 400") for line in fonts_in_words(file.fonts))


def test_what_an_older_file_knows_of_its_fonts_is_still_shown():
    assert fonts_in_words({"song": "c358a69de3df5f42", "kai": "bbf534b0ca093928"}) == [
        "sha256 c358a69de3df…",
        "sha256 bbf534b0ca09…",
    ]


def test_a_published_issue_keeps_the_faces_it_was_published_in(issue):
    choose(issue, {"song": "kai"})
    publish_issue(issue, by=None)
    issue.refresh_from_db()

    choose(issue, {"song": "hei"})

    assert dict(read_dummy(issue).faces)["song"].code == "kai"
    assert issue.frozen["fonts"]["song"]["family"] == "LXGW WenKai"


def test_a_face_that_is_gone_is_one_sentence(issue):
    choose(issue, {"kai": "fangsong"})

    with pytest.raises(CompositionError, match="fangsong"):
        compose_issue(issue, by=None)


def address_of(masthead):
    return reverse("admin:issues_masthead_change", args=[masthead.pk])


def saved(client, masthead, **changes):
    data = form_values(client.get(address_of(masthead)))
    response = client.post(address_of(masthead), data | changes)
    assert response.status_code == 302, response.context["adminform"].form.errors
    masthead.refresh_from_db()
    return masthead.font_roles


@pytest.fixture
def masthead(client):
    client.force_login(person("lin"))
    return make_publication().mastheads.get()


def test_choosing_a_set_chooses_its_faces(client, masthead):
    assert saved(client, masthead) == {}
    assert saved(client, masthead, font_set="hei") == {"song_heavy": "hei_heavy", "kai": "hei"}
    assert form_values(client.get(address_of(masthead)))["font_set"] == "hei"
    assert saved(client, masthead, font_set="noto_wenkai") == {}


def test_a_face_chosen_by_hand_makes_a_choice_of_its_own(client, masthead):
    assert saved(client, masthead, font_set="hei", font_song="kai")["song"] == "kai"
    assert form_values(client.get(address_of(masthead)))["font_set"] == ""


def test_a_face_that_is_gone_stays_in_the_form_as_missing(client, masthead):
    masthead.font_roles = {"kai": "fangsong"}
    masthead.save()

    assert saved(client, masthead) == {"kai": "fangsong"}
    assert saved(client, masthead, font_kai="song") == {"kai": "song"}


def test_an_edition_file_shows_its_fonts(client, issue):
    client.force_login(person("lin"))
    [file] = export_issue(issue, "press", by=None).files

    page = client.get(reverse("admin:issues_editionfile_change", args=[file.pk]))

    assert "Noto Serif SC 900, Version 2.003-H1, sha256 092e71a70c74…" in page.content.decode()
    assert EditionFile.objects.get(pk=file.pk).fonts["kai"]["version"].startswith("Version 1.250")


@pytest.fixture
def own_fonts(settings, tmp_path):
    settings.FONT_ROOT = font_folder(tmp_path)
    return settings.FONT_ROOT


@pytest.mark.usefixtures("own_fonts")
def test_a_font_of_ones_own_is_among_the_choices_and_prints(client, masthead):
    assert saved(client, masthead, font_kai="hand") == {"kai": "hand"}
    issue = make_issue(masthead.publication)
    place(make_article(masthead.publication, body=BODY), issue)

    [file] = export_issue(issue, "press", by=None).files

    assert file.report["faults"] == []
    assert file.fonts["kai"]["family"] == FAMILY


def test_a_changed_font_is_an_error_of_the_check_and_nothing_is_printed_in_it(issue, own_fonts):
    assert font_errors() == []
    choose(issue, {"kai": "hand"})
    (own_fonts / "hand.ttf").write_bytes(font_bytes(text="渡口"))

    [error] = font_errors()

    assert "hand.ttf" in error.msg
    with pytest.raises(CompositionError, match="hand"):
        compose_issue(issue, by=None)
    with pytest.raises(SystemCheckError, match=r"hand\.ttf"):
        call_command("check")
