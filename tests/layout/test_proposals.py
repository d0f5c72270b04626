"""Other ways to build a page: good ones, clearly different, with what is pinned in its place."""

from itertools import combinations

import pytest

from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID
from newsroom.layout.plan import EditionPlan
from newsroom.layout.proposals import APART, proposals
from tests.layout.composing import type_book
from tests.layout.test_changes import edition, standing


def owners(page):
    """Cell of the page -> the story that stands there."""
    return {
        (column, row): module.item_id
        for module in page.modules
        for column in range(module.area.column, module.area.right)
        for row in range(module.area.row, module.area.bottom)
    }


def different(one, other):
    """The share of one page that belongs to another story on the other."""
    mine, theirs = owners(one), owners(other)
    return sum(theirs.get(cell) != id for cell, id in mine.items()) / len(mine)


@pytest.mark.parametrize("number", [1, 2])
def test_three_ways_are_whole_pages_that_differ_from_this_one_and_each_other(number):
    items, plan = edition()
    board = standing(number)

    found = proposals(board)

    assert len(found) == 3
    pages = [board.page, *(one.plan for one in found)]
    assert all(different(one, other) >= APART - 0.05 for one, other in combinations(pages, 2))
    for one in found:
        whole = tuple(one.plan if page.number == number else page for page in plan.pages)
        assert check_plan(EditionPlan(whole, plan.overset), items, TABLOID, type_book()) == []
        assert len(one.plan.violations) <= len(board.page.violations) + 1


def test_what_is_pinned_stays_and_the_same_page_gives_the_same_proposals():
    id = sorted(standing().places)[-1]
    board = standing(pinned=[id])

    found = proposals(board)

    area = next(m.area for m in board.page.modules if m.item_id == id)
    assert all(m.area == area for p in found for m in p.plan.modules if m.item_id == id)
    assert found == proposals(standing(pinned=[id]))
