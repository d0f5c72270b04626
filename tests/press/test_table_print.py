"""Tables on paper: cells in columns that fit the measure, read back to the last character."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from newsroom.copydesk.story import Block, Story
from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID
from newsroom.layout.plan import Leg, Line, PagePlan, page_as_json, page_from_json
from newsroom.layout.prohibition import PLAIN
from newsroom.layout.tables import row_line
from newsroom.layout.threads import set_copy, share
from newsroom.press.columns import leg_marks
from newsroom.press.marks import Copy, Rule
from tests.layout.composing import compose, type_book
from tests.layout.stories import make_item
from tests.press import press_room as room
from tests.press.test_painter_keeps_lines import LINES, PITCH, SIZE, bare, on_a_sheet, rows_of

TABLE = (
    Block("线路\t首班\t末班\t票价", "row", is_header=True),
    Block("7路\t5:50\t22:00\t2元", "row"),
    Block("12路\t6:10\t20:30\t2元", "row"),
)
LONG_PAGE = replace(TABLOID, trim_height_mm=1200, rows=240)


def rows_in(blocks, width):
    return [row_line(blocks, index, width, type_book()) for index in range(len(blocks))]


def test_a_row_is_one_line_and_its_numbers_end_with_their_column():
    head, first, last = rows_in(TABLE, 13)

    assert [line.text for line in (head, first, last)] == [block.text for block in TABLE]
    assert [line.ruled for line in (head, first, last)] == [True, False, True]
    assert [cell.is_right for cell in first.cells] == [False, True, True, False]
    assert {cell.role for cell in head.cells} == {"hei"}
    ends = [cell.x_em + cell.width_em for cell in first.cells]
    assert ends[-1] <= 13
    gaps = [b.x_em - (a.x_em + a.width_em) for a, b in pairwise(first.cells)]
    assert min(gaps) >= 0.6


def test_a_table_wider_than_the_measure_is_set_in_running_lines():
    wide = (Block("这一格的字很多很多\t那一格的字也不少啊", "row"),)

    assert rows_in(wide, 13) == [None]
    copy = set_copy(Story("题", wide), 13, type_book())
    assert "".join(line.text for line in copy.lines) == wide[0].text
    assert not copy.lines[0].cells


def test_no_leg_ends_on_the_head_of_a_table():
    copy = set_copy(Story("题", (Block("新" * 26), *TABLE)), 13, type_book())
    head = next(at for at, line in enumerate(copy.lines) if line.ruled)

    taken = share(copy.lines, (head + 1, len(copy.lines) - head - 1))

    assert taken is None


def test_a_page_with_a_table_is_right_and_survives_being_stored():
    items = [make_item(Random(n), f"s{n}", "lead" if n == 0 else "normal") for n in range(5)]
    first = items[0].story
    story = replace(first, blocks=(*first.blocks[:2], *TABLE, *first.blocks[2:]))
    items = [replace(items[0], story=story), *items[1:]]

    plan = compose(items, 1)

    assert check_plan(plan, items, TABLOID, type_book()) == []
    [page] = plan.pages
    assert any(line.cells for m in page.modules for leg in m.legs for line in leg.lines)
    assert page_from_json(page_as_json(page)) == page


def test_rules_stand_below_the_head_and_below_the_foot():
    lines = tuple(rows_in(TABLE, 13))

    marks = list(leg_marks(Leg(0, 0, lines), PagePlan(1, 0, ()), TABLOID, PLAIN))

    rules = [mark for mark in marks if isinstance(mark, Rule)]
    assert [round((rule.y - TABLOID.y_of(0)) / PITCH, 2) for rule in rules] == [0.83, 2.83]
    assert len([mark for mark in marks if isinstance(mark, Copy)]) == 1


@pytest.mark.parametrize("width", [11.0, 13.0, 18.5, 28.0])
def test_no_row_is_painted_otherwise_than_planned(width):
    rng = Random(f"tables {width}")
    words = ["7路", "5:50", "桂子街尽头", "¥12.5", "Harbour", "", "12", "共420个", "（停）", "WHO"]
    most = 3 if width < 14 else 6
    lines: list[Line] = []
    while len(lines) < LINES:
        rows = [
            Block("\t".join(rng.choice(words) for _ in range(rng.randint(1, most))), "row")
            for _ in range(rng.randint(1, 5))
        ]
        blocks = tuple(row for row in rows if row.text.strip("\t"))
        for line in set_copy(Story("题", blocks), width, type_book()).lines:
            lines.append(replace(line, block=len(lines) if line.cells else line.block + 10_000))
    leg = Leg(0, 0, tuple(lines), measure_em=width)
    marks = leg_marks(leg, PagePlan(1, 0, ()), LONG_PAGE, PLAIN)
    sheet = replace(on_a_sheet(None, deeper=(LINES + 60) * PITCH), pages=(tuple(marks),))

    printed = rows_of(room.painter().pdf(sheet, room.HERE))

    wanted = [bare(line.text) + "-" * line.hyphen for line in lines]
    assert [printed[row] for row in sorted(printed)] == wanted
    assert sum(bool(line.cells) for line in lines) > LINES / 5
    for line in lines:
        assert all(cell.x_em + cell.width_em <= width + 1e-6 for cell in line.cells)
    assert TABLOID.body_size_pt == SIZE
