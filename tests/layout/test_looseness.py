"""How loose the lines of a tabloid column are, over all the copy at hand."""

import pytest

from newsroom.layout.linebreak import break_lines, measure
from newsroom.layout.prohibition import LineRules
from tests.layout.composing import real_issue, type_book
from tests.layout.stories import SENTENCES
from tests.real_page import TEXT
from tests.sample_copy import sample_paragraphs

MEASURE = 13.0
LOOSEST = 1.15  # em from one Han character to the next


def paragraphs():
    yield from sample_paragraphs()
    for at in range(len(SENTENCES) - 2):
        yield "".join(SENTENCES[at : at + 3])
    if TEXT.is_file():
        for item in real_issue():
            yield from (block.text for block in item.story.blocks)


def spread(level):
    """Every full line of every paragraph and its pitch; and the last lines."""
    song = type_book()["song"]
    for text in paragraphs():
        measured = measure(text, song, LineRules(level))
        ends = break_lines(measured, MEASURE)
        for number, (start, end) in enumerate(zip([0, *ends], ends, strict=False)):
            room = MEASURE - (2.0 if number == 0 else 0.0)
            natural = measured.widths[end] - measured.widths[start] - measured.trail[end - 1]
            natural -= measured.lead[start]
            gaps = measured.gaps[end - 1] - measured.gaps[start]
            pitch = 1 + max(0.0, room - natural) / max(1, gaps)
            yield text[start:end], pitch, end == len(text)


@pytest.mark.parametrize("level", ["basic", "gb", "strict"])
def test_no_line_is_loose(level):
    full = [(line, pitch) for line, pitch, is_last in spread(level) if not is_last]

    loose = [(line, round(pitch, 3)) for line, pitch in full if pitch > LOOSEST]

    assert loose == []
    assert len(full) > 1000


@pytest.mark.parametrize("level", ["basic", "gb", "strict"])
def test_no_last_line_is_a_single_character(level):
    last = [line.rstrip("。”！？」）") for line, _pitch, is_last in spread(level) if is_last]

    assert [line for line in last if len(line) == 1] == []
    assert len(last) > 100
