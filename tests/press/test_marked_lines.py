"""The width model is the painter's where words stand in another face, too."""

from collections.abc import Iterable
from dataclasses import replace
from random import Random

import pytest

from newsroom.copydesk.story import Block, Mark
from newsroom.layout.geometry import TABLOID
from newsroom.layout.inline import measured, spans_of
from newsroom.layout.insets import marker_of
from newsroom.layout.linebreak import painted
from newsroom.layout.plan import Leg, Line, PagePlan
from newsroom.layout.prohibition import LineRules
from newsroom.layout.threads import set_block
from newsroom.press.columns import leg_marks, painted_line
from newsroom.press.marks import Copy, Paragraph
from newsroom.press.marks import Mark as PressMark
from newsroom.press.weblinks import _hrefs, _linked
from tests.layout.composing import type_book
from tests.press import press_room as room
from tests.press.test_painter_keeps_lines import (
    LINES,
    PITCH,
    SIZE,
    bare,
    book_of,
    covered,
    on_a_sheet,
    paragraph,
    rows_of,
    rows_with_places,
)

LONG_PAGE = replace(TABLOID, rows=LINES + 30)
KINDS = ("strong", "emphasis", "link")


def marked(rng, text):
    """Marks anywhere, also within a word, over each other and between two commas."""
    marks = []
    for _ in range(rng.randint(1, 7)):
        start = rng.randrange(len(text))
        end = min(len(text), start + rng.choice((1, 2, 3, 5, 9, 20, 200)))
        marks.append(Mark(rng.choice(KINDS), start, end, "https://a.example/"))
    kind = rng.choice(("paragraph", "paragraph", "quote", "item", "item"))
    number = rng.choice((0, 1, 10, 100, 2026)) if kind == "item" else 0
    return Block(text, kind, tuple(marks), number)


def lines_of(block, index, width, book):
    marker = marker_of((block,), 0)
    return set_block(block, index, width, book, 0, len(block.text), marker)


@pytest.mark.parametrize("width", [7.0, 11.0, 13.0, 15.5, 28.5])
@pytest.mark.parametrize("seed", range(2))
def test_no_line_with_marks_is_broken_again_by_the_painter(width, seed):
    rng = Random(f"marks {width} {seed}")
    rules = LineRules(hanging=seed == 1)
    book = book_of(rules)
    lines: list[Line] = []
    blocks: list[Block] = []
    while len(lines) < LINES:
        blocks.append(marked(rng, covered(paragraph(rng))))
        lines += lines_of(blocks[-1], len(blocks) - 1, width, book)
    page = PagePlan(1, 0, ())
    assert sum(bool(line.spans) for line in lines) > LINES / 5
    marks: Iterable[PressMark] = leg_marks(
        Leg(0, 0, tuple(lines), measure_em=width), page, LONG_PAGE, rules
    )
    if seed == 1:
        linked_lines = (painted_line(line, rules, _hrefs(line, blocks)) for line in lines)
        marks = (_linked(mark, linked_lines) for mark in marks)
    sheet = replace(on_a_sheet(None, deeper=(LINES + 40) * PITCH), pages=(tuple(marks),))

    printed = rows_of(room.painter().pdf(sheet, room.HERE))

    found = [printed[row] for row in sorted(printed)]
    wanted = [bare(line.marker + painted(line.text)) + "-" * line.hyphen for line in lines]
    assert found == [line for line in wanted if line]


def places_in_the_model(block):
    spans = spans_of(block)
    faces = [type_book()["song"]] * len(block.text)
    for span in spans:
        faces[span.start : span.end] = [type_book()[span.role]] * (span.end - span.start)
    widths = measured(block.text, spans, type_book()).widths
    return [
        (widths[at + 1] - faces[at].advance(char)) * SIZE if char.isalnum() else None
        for at, char in enumerate(block.text)
        if bare(char)
    ]


@pytest.mark.parametrize("seed", range(5))
def test_every_character_with_marks_stands_where_the_width_model_has_it(seed):
    rng = Random(f"marked widths {seed}")
    blocks = [
        marked(rng, "船" + covered(paragraph(rng))[: rng.randint(6, 48)].rstrip() + "末")
        for _ in range(60)
    ]
    lines = [
        painted_line(Line(b.text, justified=False, spans=spans_of(b)), LineRules()) for b in blocks
    ]
    copy = Copy(20, 20, 720, SIZE, PITCH, tuple(Paragraph((line,), "song") for line in lines))

    found = rows_with_places(room.painter().pdf(on_a_sheet(copy), room.HERE))

    assert ["".join(char for char, _x in row) for row in found] == [bare(b.text) for b in blocks]
    for block, row in zip(blocks, found, strict=True):
        wanted = places_in_the_model(block)
        off = [abs(x - at) for (_char, x), at in zip(row, wanted, strict=True) if at is not None]
        assert max(off) < 0.05, painted(block.text)
