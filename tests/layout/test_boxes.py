"""Boxes and tints, wished for or used to tell two headlines apart."""

from dataclasses import replace
from random import Random

import pytest

from newsroom.layout import tools
from newsroom.layout.check import check_plan
from newsroom.layout.cost import Placed, Sheet
from newsroom.layout.geometry import TABLOID
from newsroom.layout.plan import CopyItem, page_as_json, page_from_json
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import Piece, Setting
from newsroom.layout.threads import set_copy
from newsroom.layout.tools import told_apart
from tests.layout.composing import compose, modules_of, plain_story, type_book
from tests.layout.stories import make_edition, make_item


def side_by_side(first_lines, second_lines, least=22, columns=(3, 2)):
    """A page's row of two stories with headlines of one size that no face tells apart."""
    book = ShapeBook(Setting(TABLOID, type_book()))
    pieces = []
    for id, lines in (("a", first_lines), ("b", second_lines)):
        story = plain_story(lines, headline="图书馆新馆")
        pieces.append(Piece(CopyItem(id, story), set_copy(story, 13, type_book()), "lead"))
    tables = [book.table(piece, 76, 1) for piece in pieces]
    left, right = (table[c] for table, c in zip(tables, columns, strict=True))
    both = [h for h in sorted(left.keys() & right.keys()) if h > least]
    rows = next(h for h in both if left[h].head.size == right[h].head.size)
    pair = [Placed(pieces[0], left[rows], 0, 9), Placed(pieces[1], right[rows], columns[0], 9)]
    return Sheet(pair, 5, 9 + rows, 3), book


def test_the_shorter_of_two_stories_whose_headlines_meet_gets_a_tint():
    sheet, book = side_by_side(54, 30)

    told, _faces = told_apart(sheet, book)

    assert [m.piece.item.tint for m in told.placed] == [0, 10]
    assert [(m.column, m.row, m.right, m.bottom) for m in told.placed] == [
        (m.column, m.row, m.right, m.bottom) for m in sheet.placed
    ]


def test_a_long_story_is_not_boxed_for_its_neighbours_sake():
    sheet, book = side_by_side(120, 80)

    told, _faces = told_apart(sheet, book)

    assert [m.piece.item.tint for m in told.placed] == [0, 0]


def test_where_no_box_may_stand_a_vertical_headline_tells_them_apart(monkeypatch):
    monkeypatch.setattr(tools, "MOST_BOXES", 0)
    sheet, book = side_by_side(32, 38, least=15, columns=(2, 3))

    told, _faces = told_apart(sheet, book)

    assert [m.shape.head.upright for m in told.placed] == [False, True]


@pytest.mark.parametrize(
    ("wishes", "printed"),
    [
        ({"boxed": True}, (True, "plain", 0)),
        ({"boxed": True, "frame": "thick_thin"}, (True, "thick_thin", 0)),
        ({"tint": 10}, (True, "", 10)),
        ({"boxed": True, "frame": "double", "tint": 40}, (True, "double", 12)),
        ({"tint": 3}, (True, "", 8)),
        ({"frame": "double"}, (False, "", 0)),
    ],
)
def test_a_box_is_what_the_editor_wished_and_the_press_can_print(wishes, printed):
    items = [make_item(Random(n), f"s{n}", "normal") for n in range(5)]
    items[2] = replace(items[2], **wishes)

    plan = compose(items, 1)

    assert check_plan(plan, items, TABLOID, type_book()) == []
    ((_page, module),) = modules_of(plan, "s2")
    assert (module.boxed, module.frame, module.tint) == printed


def test_a_tint_keeps_copy_as_far_from_its_edges_as_a_frame():
    items = make_edition(7, 2)[:12]
    items[4] = replace(items[4], tint=10)

    plan = compose(items, 2)

    ((_page, module),) = modules_of(plan, items[4].id)
    foot = module.area.bottom - (1 if module.rule_below else 0)
    assert max(leg.row + len(leg.lines) for leg in module.legs) <= foot - 1
    assert module.head[0].top_pt >= TABLOID.leading_pt


def test_a_page_stored_before_there_were_tints_still_loads():
    (page,) = compose([make_item(Random(1), "s", "normal", boxed=True)], 1).pages
    old = page_as_json(page)
    for module in old["modules"]:
        del module["frame"], module["tint"]

    loaded = page_from_json(old)

    assert (loaded.modules[0].boxed, loaded.modules[0].frame) == (True, "plain")
