"""A page with too little copy is laid out from its head, and says how much is missing."""

from random import Random

import pytest

from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID
from newsroom.layout.plan import CopyItem, EditionPlan, page_as_json, page_from_json
from tests.layout.composing import compose, plain_story, type_book
from tests.layout.stories import make_edition, make_item, make_photo


@pytest.mark.parametrize("lines", [1, 9, 40, 90])
def test_the_headline_of_a_lone_story_stands_under_the_nameplate_and_its_copy_under_it(lines):
    items = [CopyItem("s", plain_story(lines))]

    plan = compose(items, 1)

    assert check_plan(plan, items, TABLOID, type_book()) == []
    (page,) = plan.pages
    (module,) = page.modules
    assert module.head[0].top_pt < 5 * TABLOID.leading_pt
    assert module.legs[0].row < page.first_row + 10
    assert page.thin_rows > 20


def test_a_thin_page_says_how_many_lines_are_missing():
    items = [make_item(Random(3), "a", "lead")]

    (page,) = compose(items, 1).pages

    copy = sum(len(leg.lines) for module in page.modules for leg in module.legs)
    assert page.violations == (f"page_thin:{page.thin_rows * 5}",)
    assert copy + page.thin_rows * 5 < 5 * (75 - page.first_row)


def test_a_picture_grows_before_a_page_is_called_thin():
    photos = (make_photo(Random(1), "p"),)
    plain = [make_item(Random(3), "a", "lead"), make_item(Random(4), "b", "normal")]
    pictured = [make_item(Random(3), "a", "lead", photos=photos), plain[1]]

    (page,), (without,) = compose(pictured, 1).pages, compose(plain, 1).pages

    assert page.thin_rows == 0
    assert without.thin_rows > 0
    assert page.modules[0].photos[0].area.columns >= 3


def test_a_page_of_few_stories_is_not_blown_up_to_look_full():
    items = [make_item(Random(n), f"b{n}", "brief" if n else "normal") for n in range(5)]

    (page,) = compose(items, 1).pages

    assert check_plan(EditionPlan((page,)), items, TABLOID, type_book()) == []
    assert page.thin_rows > 10
    assert max(module.head_rows for module in page.modules) < 12
    assert f"page_thin:{page.thin_rows * 5}" in page.violations


def test_a_page_of_usual_copy_is_not_thin():
    plan = compose(make_edition(3, 4), 4)

    assert [page.thin_rows for page in plan.pages] == [0, 0, 0, 0]


def test_what_is_thin_survives_being_stored_and_pages_of_before_are_full():
    (page,) = compose([CopyItem("s", plain_story(9))], 1).pages
    data = page_as_json(page)

    assert page_from_json(data) == page
    del data["thin_rows"]
    assert page_from_json(data).thin_rows == 0
