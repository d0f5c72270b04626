"""What the printer told: entered in the masthead, checked there, handed to the press."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.models import model_to_dict

from issues.composing import compose_issue, current_layouts, is_current
from issues.dummy import read_dummy
from issues.forms import MAX_PROFILE_BYTES, MastheadForm
from issues.models import Page
from issues.pressroom import condition_of, inks_of_pages, spot_of
from issues.printing import export_issue
from newsroom.press.condition import COLDSET, SHEETFED, ConditionError, Spot
from tests.desk_cast import make_article, make_issue, make_publication, place
from tests.press.press_profile import press_profile

pytestmark = pytest.mark.django_db


@pytest.fixture
def masthead():
    return make_publication().mastheads.get()


def filled(masthead, profile=None, **facts):
    data = {key: value for key, value in model_to_dict(masthead).items() if value is not None}
    data |= {"apart": ["+".join(pair) for pair in masthead.apart]}
    data |= {"schedule_kind": "weekly", "schedule_weekday": 4, "schedule_every": 1, **facts}
    files = {"icc_profile": SimpleUploadedFile("press.icc", profile)} if profile else {}
    return MastheadForm(data, files, instance=masthead)


def test_a_paper_that_says_nothing_has_the_figures_of_coldset(masthead):
    assert condition_of(masthead) == COLDSET


def test_the_process_brings_its_own_figures(masthead):
    masthead.press_process = "sheetfed"

    assert condition_of(masthead) == SHEETFED


def test_the_printers_own_figures_and_profile_reach_the_press(masthead):
    form = filled(
        masthead,
        press_profile(),
        pdf_standard="x4",
        total_ink=260,
        picture_ppi=150,
        live_margin_mm=6,
    )

    assert form.errors == {}
    condition = condition_of(type(masthead).objects.get(pk=form.save().pk))
    assert (condition.total_ink, condition.picture_ppi) == (2.6, 150)
    assert (condition.live_margin_mm, condition.pdf_standard) == (6, "x4")
    assert condition.icc_profile == press_profile()


@pytest.mark.parametrize(
    ("facts", "profile", "said"),
    [
        ({"pdf_standard": "x4"}, None, "ICC"),
        ({}, b"GIF89a" * 40, "损坏"),
        ({}, press_profile()[:900], "损坏"),
        ({"spot_name": "all", "spot_cmyk": "0 100 100 0"}, None, "专色名"),
        ({"spot_name": "PANTONE 185 C", "spot_cmyk": "红"}, None, "四个"),
        ({"spot_name": "PANTONE 185 C"}, None, "四个"),
    ],
    ids=["no profile", "no icc", "cut off", "reserved", "no figures", "figures missing"],
)
def test_what_makes_no_sense_is_one_sentence_and_nothing_is_saved(masthead, facts, profile, said):
    form = filled(masthead, profile, **facts)

    assert not form.is_valid()
    [(field, sentences)] = form.errors.items()
    assert (field, len(sentences)) == ("__all__", 1)
    assert said in sentences[0]


def test_a_profile_has_a_limit(masthead):
    assert "icc_profile" in filled(masthead, b"\0" * (MAX_PROFILE_BYTES + 1)).errors


@pytest.mark.parametrize("field", ["total_ink", "picture_ppi", "live_margin_mm"])
def test_a_figure_out_of_bounds_is_told_at_its_field(masthead, field):
    assert list(filled(masthead, **{field: 9999}).errors) == [field]


def test_each_page_has_its_inks_and_mourning_makes_all_black(masthead):
    masthead.spot_name, masthead.spot_cmyk = "PANTONE 185 C", "0 100 100 0"
    issue = make_issue(masthead.publication)
    Page.objects.filter(issue=issue, number=2).update(inks="spot")

    coloured = inks_of_pages(issue, masthead)
    issue.mourning = True

    assert coloured == {1: "four", 2: Spot("PANTONE 185 C", (0, 1, 1, 0))}
    assert set(inks_of_pages(issue, masthead).values()) == {"black"}


def test_a_spot_page_needs_a_spot_colour(masthead):
    issue = make_issue(masthead.publication)
    Page.objects.filter(issue=issue, number=2).update(inks="spot")

    assert spot_of(masthead) is None
    with pytest.raises(ConditionError):
        inks_of_pages(issue, masthead)


@pytest.mark.parametrize(
    "change",
    [{"breaking_level": "strict"}, {"solid_numbers": False}, {"justified": False}],
    ids=["level", "numbers", "ragged"],
)
def test_other_line_rules_make_the_pages_stale_and_are_printed(masthead, change):
    issue = make_issue(masthead.publication)
    body = "<p>渡船于2026年11月20日复航——停航三个月，新换了3台发动机、12件救生衣。</p>" * 8
    for number in range(3):
        place(make_article(masthead.publication, f"第{number}班渡船复航", body), issue)
    compose_issue(issue, by=None)
    masthead.__class__.objects.update(**change)

    stale = not is_current(read_dummy(issue), current_layouts(issue))
    export = export_issue(issue, "press", by=None)

    assert stale
    assert export.composed
    assert export.report["faults"] == []
