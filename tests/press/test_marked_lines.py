"""The width model is the painter's where words stand in another face, too."""

from random import Random

import pytest

from newsroom.copydesk.story import Block, Mark
from newsroom.layout.inline import clipped, measured, spans_of
from newsroom.layout.linebreak import break_lines, painted
from newsroom.layout.plan import Line
from newsroom.layout.prohibition import LineRules
from newsroom.press.marks import Copy, Paragraph
from newsroom.press.sheet import _painted_line
from tests.layout.composing import type_book
from tests.press import press_room as room
from tests.press.test_painter_keeps_lines import (
    LINES,
    PITCH,
    SIZE,
    bare,
    covered,
    on_a_sheet,
    paragraph,
    rows_of,
    rows_with_places,
)

KINDS = ("strong", "emphasis", "link")


def marked(rng, text):
    """Marks anywhere, also within a word, over each other and between two commas."""
    marks = []
    for _ in range(rng.randint(1, 7)):
        start = rng.randrange(len(text))
        end = min(len(text), start + rng.choice((1, 2, 3, 5, 9, 20, 200)))
        marks.append(Mark(rng.choice(KINDS), start, end, "https://a.example/"))
    return Block(text, rng.choice(("paragraph", "paragraph", "quote")), tuple(marks))


def lines_of(block, width, rules):
    spans = spans_of(block)
    ready = measured(block.text, spans, type_book())
    ends = break_lines(ready, width)
    for start, end in zip([0, *ends], ends, strict=False):
        text = block.text[start:end]
        line = Line(text, justified=end < len(block.text), spans=clipped(spans, start, end))
        yield _painted_line(line, rules)


@pytest.mark.parametrize("width", [7.0, 11.0, 13.0, 15.5, 28.5])
@pytest.mark.parametrize("seed", range(2))
def test_no_line_with_marks_is_broken_again_by_the_painter(width, seed):
    rng = Random(f"marks {width} {seed}")
    wanted: list[str] = []
    paragraphs: list[Paragraph] = []
    while len(wanted) < LINES:
        block = marked(rng, covered(paragraph(rng)))
        lines = tuple(lines_of(block, width, LineRules()))
        paragraphs.append(Paragraph(lines, "song", indent_em=2.0))
        wanted += [line.text for line in lines]
    copy = Copy(20, 20, width * SIZE, SIZE, PITCH, tuple(paragraphs))

    printed = rows_of(room.painter().pdf(on_a_sheet(copy, deeper=(LINES + 40) * PITCH), room.HERE))

    found = [printed[row] for row in sorted(printed)]
    assert found == [bare(line) for line in wanted if bare(line)]


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
        _painted_line(Line(b.text, justified=False, spans=spans_of(b)), LineRules()) for b in blocks
    ]
    copy = Copy(20, 20, 720, SIZE, PITCH, tuple(Paragraph((line,), "song") for line in lines))

    found = rows_with_places(room.painter().pdf(on_a_sheet(copy), room.HERE))

    assert ["".join(char for char, _x in row) for row in found] == [bare(b.text) for b in blocks]
    for block, row in zip(blocks, found, strict=True):
        wanted = places_in_the_model(block)
        off = [abs(x - at) for (_char, x), at in zip(row, wanted, strict=True) if at is not None]
        assert max(off) < 0.05, painted(block.text)
