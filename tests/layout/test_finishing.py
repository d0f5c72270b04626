"""The last touch on a page: headlines and crops, every module in its place."""

from newsroom.layout.cost import cost_of
from newsroom.layout.geometry import TABLOID
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import Setting
from newsroom.layout.standing import board_of
from tests.layout.composing import compose, type_book
from tests.layout.stories import make_edition

STRETCH = 2


def sheets():
    items = make_edition(3, 2)
    plan = compose(items, 2)
    book = ShapeBook(Setting(TABLOID, type_book()))
    for page in plan.pages:
        board = board_of(page, {item.id: item for item in items}, book)
        everything = board_of(
            page, {i.id: i for i in items}, book, changed=[m.item_id for m in page.modules]
        )
        if all(everything.fills(id, place) for id, place in board.places.items()):
            yield book, everything.sheet(board.places)


def rectangles(sheet):
    return [(m.piece.item.id, m.column, m.row, m.right, m.bottom) for m in sheet.placed]


def test_finishing_keeps_every_rectangle_and_never_makes_a_page_worse():
    seen = 0
    for book, sheet in sheets():
        points, finished = book.finisher.finished(sheet, STRETCH)
        seen += 1

        assert rectangles(finished) == rectangles(sheet)
        assert points == cost_of(finished) <= cost_of(sheet)
        assert book.finisher.finished(sheet, STRETCH)[0] == points
    assert seen


def test_only_what_is_free_is_set_otherwise():
    for book, sheet in sheets():
        _points, finished = book.finisher.finished(sheet, STRETCH, [0])

        assert list(finished.placed[1:]) == list(sheet.placed[1:])
