"""The pictures of a story as one rectangle: rows, crops, captions; counted by hand."""

from dataclasses import replace
from random import Random

import pytest

from newsroom.layout.geometry import TABLOID
from newsroom.layout.photos import CAPTION_SIZE, crop_allowed, photo_blocks, set_caption
from newsroom.layout.plan import PhotoSpec
from tests.layout.composing import type_book
from tests.layout.stories import make_photo

PLAIN = PhotoSpec("p", 0.66)


def blocks(*photos, columns=5):
    return photo_blocks(photos, columns, TABLOID, type_book())


def caption(text, credit="", columns=1):
    return set_caption(PhotoSpec("p", 0.66, text, credit), columns, TABLOID, type_book())


def test_a_column_holds_fourteen_characters_of_caption():
    """117 pt at 8 pt are 14.6 em."""
    assert caption("码" * 14) == ("码" * 14,)
    assert [len(line) for line in caption("码" * 16)] == [14, 2]


def test_a_caption_is_not_indented_and_keeps_every_character():
    text = "新馆首日的少儿阅览区，孩子们在等第一本书，窗外下着雨。"

    assert "".join(caption(text)) == text
    assert caption(text)[0][0] == "新"


def test_a_credit_stands_behind_the_last_words_when_an_em_is_left_between():
    assert caption("码" * 9, "林晓摄摄") == ("码" * 9,)  # 9 + 1 + 4 of 14.6 em
    assert caption("码" * 10, "林晓摄摄") == ("码" * 10, "")  # 10 + 1 + 4


def test_a_credit_alone_has_a_line_and_no_words_have_none():
    assert caption("", "林晓摄") == ("",)
    assert caption("") == ()


def test_a_credit_wider_than_a_column_still_has_its_line():
    assert caption("码头", "长" * 20) == ("码头", "")


@pytest.mark.parametrize("columns", [1, 2, 3, 5])
def test_a_picture_alone_keeps_near_its_shape_at_every_width(columns):
    for block in blocks(PLAIN):
        [spot] = block.spots
        shape = spot.rows * TABLOID.leading_pt / TABLOID.width_of(spot.columns)
        assert crop_allowed(PLAIN.aspect, shape)
        assert (block.columns, block.rows) == (spot.columns, spot.rows)
    assert columns in {block.columns for block in blocks(PLAIN)}


def test_the_uncropped_size_costs_least():
    """256.5 pt wide and 0.66 high are 12.54 rows: 13."""
    two = [block for block in blocks(PLAIN) if block.columns == 2]

    assert min(two, key=lambda block: block.cost).rows == 13


def test_each_size_is_offered_once():
    sizes = [(block.columns, block.rows) for block in blocks(PLAIN, replace(PLAIN, id="q"))]

    assert len(sizes) == len(set(sizes))


@pytest.mark.parametrize("aspect", [0.02, 8, 50])
def test_a_picture_no_span_can_hold_is_offered_nowhere(aspect):
    assert blocks(replace(PLAIN, aspect=aspect)) == []


def test_a_panorama_is_offered_as_wide_as_it_must_be():
    """0.12 high: 2 rows in a column, 6 over the page."""
    assert {(block.columns, block.rows) for block in blocks(replace(PLAIN, aspect=0.12))} == {
        (4, 5), (5, 6)
    }  # fmt: skip


def test_captions_of_a_strip_are_equally_deep():
    photos = (PhotoSpec("a", 0.66, "短"), PhotoSpec("b", 0.66, "很长的说明" * 9))
    side_by_side = [b for b in blocks(*photos) if {s.column for s in b.spots} == {0, 1}]

    assert side_by_side
    for block in side_by_side:
        first, second = block.spots
        assert len(first.caption) == len(second.caption) > 3
        assert first.rows == second.rows


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("seed", range(3))
def test_pictures_fill_their_block_without_overlap(count, seed):
    rng = Random(seed)
    photos = [make_photo(rng, str(number)) for number in range(count)]

    found = blocks(*photos)

    assert found
    for block in found:
        cells = [
            (column, row)
            for spot in block.spots
            for column in range(spot.column, spot.column + spot.columns)
            for row in range(spot.row, spot.row + spot.rows)
        ]
        assert len(cells) == len(set(cells)) == block.columns * block.rows
        assert [spot.photo for spot in block.spots] == photos


def test_captions_are_set_in_the_size_they_are_measured_in():
    from newsroom.press import sheet

    assert sheet.CAPTION_SIZE == CAPTION_SIZE
