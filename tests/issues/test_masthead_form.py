"""The masthead's screen: a page format fills the figures, a design is chosen by name."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from newsroom.layout.formats import FORMATS
from newsroom.press.art import read_art
from tests.desk_cast import form_values, make_publication, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lin")]


@pytest.fixture
def masthead():
    return make_publication().mastheads.get()


@pytest.fixture
def lin(client):
    client.force_login(person("lin"))


def address_of(masthead):
    return reverse("admin:issues_masthead_change", args=[masthead.pk])


def form_in(client, masthead):
    return client.get(address_of(masthead)).context["adminform"].form


def saved(client, masthead, **changes):
    data = form_values(client.get(address_of(masthead)))
    response = client.post(address_of(masthead), data | changes)
    assert response.status_code == 302, response.context["adminform"].form.errors
    masthead.refresh_from_db()
    return masthead


@pytest.mark.parametrize("code", ["broadsheet", "a3", "a4"])
def test_choosing_a_format_fills_all_its_figures(client, masthead, code):
    saved(client, masthead, page_format=code)

    grid = {key: getattr(masthead, key) for key in FORMATS[code].figures}
    assert grid == FORMATS[code].figures
    assert form_in(client, masthead)["page_format"].value() == code


def test_a_figure_written_by_hand_beside_a_new_format_is_kept(client, masthead):
    saved(client, masthead, page_format="a4", columns=4, column_em=11, bleed_mm=3)

    assert (masthead.columns, masthead.trim_width_mm, masthead.bleed_mm) == (4, 210, 3)
    assert form_in(client, masthead)["page_format"].value() == ""


def test_changing_a_figure_of_a_chosen_format_makes_a_free_size(client, masthead):
    saved(client, masthead, rows=74)

    assert masthead.rows == 74
    assert form_in(client, masthead)["page_format"].value() == ""


def drawing(body):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">{body}</svg>'
    return SimpleUploadedFile("name.svg", svg.encode(), "image/svg+xml")


def test_a_design_with_ears_and_a_drawing_of_its_own_is_kept(client, masthead):
    art = drawing('<path d="M0 0h40v10h-40z"/>')
    saved(client, masthead, page_design="evening", ear_left="晴", nameplate_art=art)

    assert (masthead.page_design, masthead.ear_left) == ("evening", "晴")
    with masthead.nameplate_art.open() as file:
        assert read_art(file.read()).width == 40


@pytest.mark.parametrize(
    ("body", "said"),
    [("<script>1</script>", "脚本"), ('<image href="a.png"/>', "外部"), ("", "填充")],
)
def test_a_drawing_that_is_no_nameplate_is_refused_with_its_reason(client, masthead, body, said):
    data = form_values(client.get(address_of(masthead)))

    response = client.post(address_of(masthead), data | {"nameplate_art": drawing(body)})

    [error] = response.context["adminform"].form.errors["nameplate_art"]
    assert said in error
