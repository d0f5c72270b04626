"""Copy around a picture or a pull quote: narrower beside it, nothing lost, ending level."""

from dataclasses import replace
from random import Random

import pytest

from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID
from newsroom.layout.inserts import pictured, quoted
from newsroom.layout.plan import page_as_json, page_from_json
from newsroom.layout.runaround import LEAST_NARROW, Insert, copy_in_runs, runs_around
from tests.layout.composing import compose, modules_of, plain_story, type_book
from tests.layout.stories import make_edition, make_item, make_photo


@pytest.fixture(scope="module")
def edition():
    items = make_edition(7, 2)[:12]
    for number in (2, 4):
        items[number] = replace(items[number], wrapped=True)
    items[3] = replace(items[3], pull_quote="居民在家门口就能做检查", boxed=True)
    return items, compose(items, 2)


def test_a_page_with_copy_run_around_is_right_and_survives_being_stored(edition):
    items, plan = edition

    assert check_plan(plan, items, TABLOID, type_book()) == []
    assert plan.overset == ()
    assert not any("wish_not_kept" in v for page in plan.pages for v in page.violations)
    assert [page_from_json(page_as_json(page)) for page in plan.pages] == list(plan.pages)


def test_a_wrapped_picture_is_a_part_of_a_column_wider_than_whole_ones(edition):
    items, plan = edition
    for number in (2, 4):
        ((_page, module),) = modules_of(plan, items[number].id)
        (photo,) = module.photos
        width = photo.width(TABLOID)
        right = TABLOID.x_of(module.area.column) + TABLOID.width_of(module.area.columns)
        assert photo.left(TABLOID) + width == pytest.approx(right)
        whole = [TABLOID.width_of(columns) for columns in range(1, 6)]
        assert all(abs(width - other) > 9 for other in whole)


def test_the_copy_beside_it_is_narrower_for_as_long_as_the_picture_is_deep(edition):
    items, plan = edition
    for number in (2, 4):
        ((_page, module),) = modules_of(plan, items[number].id)
        (photo,) = module.photos
        (narrow,) = [leg for leg in module.legs if leg.measure_em]
        assert narrow.measure_em >= LEAST_NARROW
        assert narrow.row == photo.area.row
        assert len(narrow.lines) == photo.area.rows + 1
        assert narrow.left(TABLOID) + narrow.width(TABLOID) <= photo.left(TABLOID) - 9 + 0.01


def test_a_pull_quote_stands_in_a_column_with_copy_above_and_below(edition):
    items, plan = edition
    ((_page, module),) = modules_of(plan, items[3].id)

    (quote,) = module.quotes
    legs = [leg for leg in module.legs if leg.column == quote.area.column]

    assert "".join(quote.lines) == items[3].pull_quote
    assert min(leg.row + len(leg.lines) for leg in legs) < quote.area.row
    assert max(leg.row for leg in legs) > quote.area.bottom
    assert all(len(leg.lines) >= 4 for leg in legs if leg.lines[-1].style == "body")


def test_a_quote_that_finds_no_room_is_told():
    items = [make_item(Random(1), "s", "brief", characters=60, pull_quote="好")]
    items += [make_item(Random(n), f"t{n}", "normal") for n in range(4)]

    plan = compose(items, 1)

    assert check_plan(plan, items, TABLOID, type_book()) == []
    assert "wish_not_kept:quote:s" in plan.pages[0].violations


def test_runs_fill_the_columns_but_for_the_insert():
    insert = Insert(1, 4.0, 0, 9)

    runs = runs_around(insert, 3, 20, 1, 13)

    assert sum(run.rows for run in runs) == 3 * 20 - 9 - 1
    assert [(run.column, run.row, run.rows, run.measure_em) for run in runs] == [
        (0, 0, 20, 0),
        (1, 0, 9, 8),
        (1, 9, 11, 0),
        (2, 9, 10, 0),
    ]


@pytest.mark.parametrize("seed", range(8))
def test_copy_in_runs_holds_the_story_once_and_in_order(seed):
    story = make_item(Random(seed), "s", "normal").story
    lines = len(story.text) // 13
    for rows in range(lines // 2, lines):
        runs = runs_around(Insert(1, 4.0, 0, 8), 2, rows, 0, 13)
        copy = copy_in_runs(story, runs, 13, type_book())
        if copy is not None:
            assert "".join(line.text for line in copy.lines) == story.text
            return
    raise AssertionError("The story fills no depth at all.")


def test_copy_too_long_for_its_runs_is_none():
    runs = runs_around(Insert(1, 4.0, 0, 8), 2, 12, 0, 13)

    assert copy_in_runs(plain_story(40), runs, 13, type_book()) is None


def test_pictures_keep_their_shape_and_leave_eight_ems_beside_them():
    found = list(pictured(make_photo(Random(1), "p"), 3, TABLOID, type_book()))

    assert found
    for option in found:
        assert TABLOID.column_em - option.insert.extra_em - 1 >= LEAST_NARROW
        assert option.insert.rows == option.rows + 1


def test_a_quote_needs_copy_above_and_below_it():
    assert quoted("居民在家门口就能做检查", 10, TABLOID, type_book()) is None
    assert quoted("居民在家门口就能做检查", 30, TABLOID, type_book()) is not None
    assert quoted("   ", 30, TABLOID, type_book()) is None
