"""Copy around a picture and a pull quote on paper: all of it stands where it was planned."""

import tempfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from newsroom.layout.geometry import TABLOID
from newsroom.press.pictures import prepare_picture
from newsroom.press.quotes import line_tops
from newsroom.press.sheet import build_sheet, picture_size
from newsroom.press.verify import verify
from tests.layout.composing import compose, modules_of, type_book
from tests.layout.stories import make_edition
from tests.press import illustrated
from tests.press import press_room as room

QUOTE = "图纸贴出来先让大家提意见"


@lru_cache(maxsize=1)
def edition():
    items = [replace(item, photos=()) for item in make_edition(7, 2)[:12]]
    items[4] = replace(items[4], id="s1", wrapped=True, photos=(illustrated.COLOUR,))
    items[3] = replace(items[3], id="s2", pull_quote=QUOTE)
    plan = compose(items, 2)
    names = {"colour": "colour.jpg"}
    sheet = build_sheet(plan, TABLOID, type_book(), room.MASTHEAD, room.FOLIOS, names, title="试")
    (frame,) = modules_of(plan, "s1")[0][1].photos
    with tempfile.TemporaryDirectory() as folder:
        taken = illustrated.picture("RGB", (900, 600), (10, 90, 200))
        width, height = picture_size(frame, TABLOID)
        made = prepare_picture(taken, width_pt=width, height_pt=height)
        (Path(folder) / "colour.jpg").write_bytes(made)
        pdf = room.finished(sheet, pictures=Path(folder))
    return items, plan, pdf


def test_the_file_reads_back_as_planned():
    items, plan, pdf = edition()

    assert modules_of(plan, "s2")[0][1].quotes
    assert any(leg.measure_em for leg in modules_of(plan, "s1")[0][1].legs)
    assert verify(pdf, plan, items, TABLOID).faults == ()


def test_another_quote_is_found():
    items, plan, pdf = edition()

    def misread(module):
        quotes = tuple(
            replace(q, lines=tuple(line.replace("图", "画") for line in q.lines))
            for q in module.quotes
        )
        return replace(module, quotes=quotes)

    pages = tuple(
        replace(page, modules=tuple(misread(m) for m in page.modules)) for page in plan.pages
    )

    faults = verify(pdf, replace(plan, pages=pages), items, TABLOID).faults
    assert [fault.code for fault in faults] == ["quote"]


def test_the_lines_of_a_quote_stand_in_the_middle_of_its_place():
    _items, plan, _pdf = edition()
    (quote,) = modules_of(plan, "s2")[0][1].quotes

    tops = [top for _line, top in line_tops(quote, TABLOID)]

    above = tops[0] - TABLOID.y_of(quote.area.row)
    below = TABLOID.y_of(quote.area.bottom) - 4.5 - (tops[-1] + quote.size_pt)
    assert abs(above - below) < 0.01
    assert above > 4
