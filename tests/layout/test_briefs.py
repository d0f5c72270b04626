"""Columns of briefs 简讯栏: what makes a page of many small stories possible, and readable."""

from dataclasses import replace
from random import Random

import pytest

from newsroom.layout.check import check_plan
from newsroom.layout.compose import Composer
from newsroom.layout.fitting import Kept
from newsroom.layout.formats import FORMATS
from newsroom.layout.pagination import Pagination
from newsroom.layout.search import MOST_CHILDREN
from newsroom.layout.shapes import Setting
from newsroom.layout.tiling import Leaf, Stack
from tests.benchmarks.dense import composed, dense_page
from tests.layout.composing import type_book
from tests.layout.stories import make_photo

TABLOID = FORMATS["tabloid"]


def draft_of(items):
    composer = Composer(items, Setting(TABLOID.grid, type_book()), Kept(3, 3), 0)
    composer.fit.pages = Pagination(1)
    return composer.fit.draft(composer.led(items, [], 0), 0, 1)


def stacked_in(draft):
    """The ids of the stories in each column of briefs."""
    stacks = [child for child in draft.group.children if isinstance(child, Stack)]
    return [
        [draft.pieces[leaf.index].item.id for leaf in stack.children if isinstance(leaf, Leaf)]
        for stack in stacks
    ]


def test_twenty_stories_make_one_page_with_briefs_above_one_another():
    items = dense_page(1, 20, TABLOID)

    plan = composed(items, TABLOID)

    (page,) = plan.pages
    assert check_plan(plan, items, TABLOID.grid, type_book()) == []
    assert plan.overset == ()
    assert not page.thin_rows
    assert len({m.item_id for m in page.modules}) == 20
    briefs = {(m.area.column, m.area.columns, m.area.row): m.area for m in page.modules
              if m.headline_level == 4}  # fmt: skip
    below = [a for a in briefs.values() if (a.column, a.columns, a.bottom) in briefs]
    assert len(below) >= 6


@pytest.mark.parametrize("count", [13, 16, 20])
def test_a_crowded_page_has_columns_of_briefs_and_no_pairs(count):
    items = dense_page(2, count, TABLOID)

    draft = draft_of(items)

    assert draft.fits
    stacked = stacked_in(draft)
    assert stacked
    assert all(3 <= len(column) <= 6 for column in stacked)
    alone = len(draft.group.children) - len(stacked)
    assert alone + sum(len(column) for column in stacked) == count


def test_eight_stories_need_no_column_of_briefs():
    items = dense_page(1, 20, TABLOID)[:MOST_CHILDREN]

    assert stacked_in(draft_of(items)) == []


def test_briefs_with_a_picture_or_in_a_box_stand_by_themselves():
    items = dense_page(1, 16, TABLOID)
    pictured = replace(items[-1], photos=(make_photo(Random(1), "p"),))
    boxed = replace(items[-2], boxed=True)

    stacked = [
        id for column in stacked_in(draft_of([*items[:-2], boxed, pictured])) for id in column
    ]

    assert len(stacked) > 3
    assert not {pictured.id, boxed.id} & set(stacked)
