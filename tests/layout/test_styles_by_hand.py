"""A story set anew as its editor wishes: headline, form and picture, where it stands."""

from dataclasses import replace

import pytest

from newsroom.layout.changes import Change, changed
from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID
from newsroom.layout.heads import level_of, size_beside
from newsroom.layout.photos import photo_blocks
from newsroom.layout.plan import EditionPlan
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import Setting
from newsroom.layout.standing import board_of
from tests.layout.composing import compose, type_book
from tests.layout.stories import make_edition


def editions():
    items = tuple(replace(item, may_jump=False) for item in make_edition(3, 2))
    return items, compose(items, page_count=2)


ITEMS, PLAN = editions()
MODULES = [(page.number, module.item_id) for page in PLAN.pages for module in page.modules]
WITH_PHOTO = [
    (page.number, module.item_id) for page in PLAN.pages for module in page.modules if module.photos
]


def set_as(number, id, strict=True, **wish):
    """The page with one story set as wished, and the items as they are then."""
    known = {item.id: item for item in ITEMS}
    known[id] = replace(known[id], **wish)
    book = ShapeBook(Setting(TABLOID, type_book()))
    asked = [id] if strict else []
    page = PLAN.pages[number - 1]
    board = board_of(page, known, book, changed=[id], strict=asked, bare=[id])
    return changed(board, Change("set", id)), known


def module_of(plan, id):
    return next(module for module in plan.modules if module.item_id == id)


def size_of(module):
    return max(line.size_pt for line in module.head if line.role == "headline")


def faults(answer, number, items):
    pages = [answer.plan if page.number == number else page for page in PLAN.pages]
    whole = EditionPlan(tuple(pages), PLAN.overset)
    return check_plan(whole, tuple(items.values()), TABLOID, type_book())


@pytest.mark.parametrize(("number", "id"), MODULES)
@pytest.mark.parametrize("step", [1, -1])
def test_a_headline_is_set_one_size_larger_or_smaller(number, id, step):
    size = size_of(module_of(PLAN.pages[number - 1], id))
    wished = size_beside(size, TABLOID, step)
    if wished is None:
        assert size in (14, 48)
        return

    answer, items = set_as(number, id, headline_size=wished)

    assert answer, answer.reason
    assert size_of(module_of(answer.plan, id)) == wished
    assert faults(answer, number, items) == []


def test_most_headlines_change_without_moving_a_neighbour():
    kept = 0
    for number, id in MODULES:
        size = size_of(module_of(PLAN.pages[number - 1], id))
        wished = size_beside(size, TABLOID, -1) or size_beside(size, TABLOID, 1)
        answer, _items = set_as(number, id, headline_size=wished)
        kept += answer.way == "kept"

    assert kept >= 0.8 * len(MODULES)


@pytest.mark.parametrize(("number", "id"), MODULES[1:5])
@pytest.mark.parametrize(
    "form", [{"boxed": True}, {"tint": 10}, {"headline_direction": "vertical"}]
)
def test_a_form_is_put_on_or_refused_with_a_reason(number, id, form):
    answer, items = set_as(number, id, **form)

    if not answer:
        assert answer.reason
        return
    module = module_of(answer.plan, id)
    is_upright = any(line.direction == "vertical" for line in module.head)
    assert module.boxed or is_upright
    assert faults(answer, number, items) == []


def test_a_picture_takes_the_columns_and_rows_that_were_asked_for():
    taken = 0
    for number, id in WITH_PHOTO:
        item = next(item for item in ITEMS if item.id == id)
        blocks = [b for b in photo_blocks(item.photos, 3, TABLOID, type_book()) if b.columns == 2]
        spot = blocks[0].spots[0]
        rows = spot.rows - len(spot.caption)

        answer, items = set_as(number, id, photo_columns=2, photo_rows=rows)

        if not answer:  # the others do not fill the rest of the page
            assert answer.reason
            continue
        taken += 1
        photo = module_of(answer.plan, id).photos[0]
        assert (photo.area.columns, photo.picture_rows) == (2, rows)
        assert faults(answer, number, items) == []
    assert taken >= len(WITH_PHOTO) - 1


def test_what_cannot_be_set_like_that_is_refused_by_name():
    number, id = WITH_PHOTO[0]

    answer, items = set_as(number, id, photo_columns=TABLOID.columns, photo_rows=1)

    assert not answer
    assert getattr(answer.reason, "values", {})["headline"] == items[id].story.headline.replace(
        "\n", ""
    )


def test_the_composer_keeps_a_size_and_a_jump_that_were_wished_for():
    id = PLAN.pages[0].modules[1].item_id
    size = size_of(PLAN.pages[0].modules[1])
    wished = size_beside(size, TABLOID, -1)
    items = [replace(i, page=1, headline_size=wished) if i.id == id else i for i in ITEMS]

    plan = compose(items, page_count=2)

    assert size_of(module_of(plan.pages[0], id)) == wished

    items = [
        replace(i, page=1, may_jump=True, jump_to=2, jump_after=25) if i.id == id else i
        for i in ITEMS
    ]
    plan = compose(items, page_count=2)
    module = module_of(plan.pages[0], id)
    assert module.jump_to == 2
    assert 12 <= sum(line.block >= 0 for leg in module.legs for line in leg.lines) <= 32


@pytest.mark.parametrize(
    ("size", "level", "found"),
    [(22, 3, 3), (24, 3, 2), (20, 2, 3), (16, 4, 4), (18, 4, 3), (39, 1, 1), (32, 2, 1)],
)
def test_the_level_follows_the_size(size, level, found):
    assert level_of(size, level, TABLOID) == found
