"""The named page formats: figures a page can be made of, that hold the sample paper."""

from dataclasses import replace

import pytest

from newsroom.layout.check import check_plan
from newsroom.layout.compose import compose_edition
from newsroom.layout.formats import A4, BROADSHEET, FORMATS, format_of
from newsroom.layout.geometry import MM, TABLOID
from newsroom.layout.heads import SIZES, sizes_of
from tests.layout.composing import type_book
from tests.sample_paper import sample_items

ALL = pytest.mark.parametrize("made", FORMATS.values(), ids=FORMATS.keys())


@ALL
def test_the_type_area_leaves_a_margin_on_every_side(made):
    grid = made.grid
    foot = grid.trim_height - grid.bottom

    assert 10 * MM <= grid.left <= 24 * MM
    assert 10 * MM <= grid.top <= 24 * MM
    assert 11 * MM <= foot <= 24 * MM


@ALL
def test_measure_and_leading_are_those_of_a_newspaper(made):
    assert 11 <= made.grid.column_em <= 16
    assert 1.4 <= made.grid.leading_pt / made.grid.body_size_pt <= 1.6


@ALL
def test_the_sample_paper_is_composed_in_every_format(made):
    items = sample_items()
    plan = compose_edition(
        items,
        made.grid,
        type_book(),
        nameplate_rows=made.nameplate_rows,
        folio_rows=made.folio_rows,
    )

    assert check_plan(plan, items, made.grid, type_book()) == []
    assert plan.overset == ()


def test_a_format_is_known_again_by_its_figures_whatever_its_bleed():
    for made in FORMATS.values():
        bled = replace(made.grid, bleed_mm=3)
        assert format_of(bled, made.nameplate_rows, made.folio_rows) == made


def test_other_figures_are_a_free_size():
    assert format_of(replace(TABLOID, columns=4), 14, 3) is None
    assert format_of(TABLOID, 15, 3) is None


def test_headlines_grow_with_the_page():
    on = [sizes_of("front", grid)[0] for grid in (A4, TABLOID, BROADSHEET)]

    assert on == [31, 39, 49]
    assert sizes_of("second", TABLOID) == SIZES["second"]
