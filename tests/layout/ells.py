"""A front page whose lead runs around a nameplate in its corner, composed once a run."""

from functools import lru_cache

from newsroom.layout.geometry import TABLOID, CornerRoom
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import Setting
from newsroom.layout.standing import board_of
from tests.layout.composing import compose, type_book
from tests.layout.stories import make_edition

CORNER = CornerRoom(1, 16, 30)


@lru_cache(maxsize=1)
def edition():
    items = tuple(make_edition(1, 2))
    return items, compose(list(items), 2, corner=CORNER)


def bent_lead():
    _items, plan = edition()
    [lead] = [module for module in plan.pages[0].modules if module.notch]
    return lead


def bent_board(items=None, opened_page=None, **more):
    """The page to be changed by hand, or as it is after a change."""
    mine, plan = edition()
    book = ShapeBook(Setting(TABLOID, type_book()))
    known = {item.id: item for item in items or mine}
    return board_of(opened_page or plan.pages[0], known, book, **more)
