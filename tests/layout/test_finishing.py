"""The last touch on a page: headlines and crops, every module in its place."""

from dataclasses import replace

from newsroom.layout.cost import LEAD_AHEAD, Placed, cost_of, is_at_head
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


def test_a_lead_is_made_ahead_of_all_others_together():
    made = 0
    for book, sheet in sheets():
        everyone = range(len(sheet.placed))
        led = book.finisher.led(sheet, STRETCH, everyone)
        if led is None:
            continue
        lead, *others = sorted(led.placed, key=lambda m: not is_at_head(led, m))
        made += 1

        assert rectangles(led) == rectangles(sheet)
        assert all(lead.size >= LEAD_AHEAD * m.size for m in others)
    assert made


def test_no_lead_is_made_of_what_may_not_be_set_anew():
    for book, sheet in sheets():
        small = replace(
            sheet, placed=[_with_head(m, 14 if is_at_head(sheet, m) else 20) for m in sheet.placed]
        )

        assert book.finisher.led(small, STRETCH, []) is None


def test_a_story_that_comes_from_another_page_is_made_no_lead():
    for book, sheet in sheets():
        tails = [_continued(m) if is_at_head(sheet, m) else m for m in sheet.placed]

        assert book.finisher.led(replace(sheet, placed=tails), STRETCH, range(len(tails))) is None


def _continued(m):
    piece = replace(m.piece, came_from=1)
    return Placed(piece, m.shape, m.column, m.row, m.photo_at)


def _with_head(m, size):
    head = replace(m.shape.head, size=size)
    return Placed(m.piece, replace(m.shape, head=head), m.column, m.row, m.photo_at)
