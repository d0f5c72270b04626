"""What may begin and end a line at each level of clreq 3.1.3, and how a publication sets lines."""

from itertools import pairwise
from random import Random

import pytest

from newsroom.layout.linebreak import (
    break_lines,
    is_forbidden_end,
    is_forbidden_start,
    measure,
)
from newsroom.layout.prohibition import LineRules
from tests.layout.composing import type_book
from tests.layout.stories import SENTENCES

LEVELS = ("basic", "gb", "strict")
CLOSING = "，。、；：！？”’）》〉】』」·—～"
OPENING = "“‘（《〈【『「"


def lines(text, width=13, **rules):
    measured = measure(text, type_book()["song"], LineRules(**rules))
    starts = [0, *break_lines(measured, width, first_indent_em=0)]
    return [text[a:b] for a, b in pairwise(starts)]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("mark", CLOSING)
def test_no_level_lets_a_closing_mark_begin_a_line(level, mark):
    cut = lines("船" * 13 + mark + "船" * 12, level=level)

    assert is_forbidden_start(f"{mark}船", LineRules(level))
    assert not cut[1].startswith(mark)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("mark", OPENING)
def test_no_level_lets_an_opening_mark_end_a_line(level, mark):
    cut = lines("船" * 12 + mark + "船" * 13, level=level)

    assert is_forbidden_end(mark, LineRules(level))
    assert not cut[0].endswith(mark)


@pytest.mark.parametrize("mark", ["——", "……"])
@pytest.mark.parametrize(("level", "begins"), [("basic", True), ("gb", True), ("strict", False)])
def test_only_the_strict_level_keeps_dash_and_ellipsis_from_the_line_start(mark, level, begins):
    cut = lines("船" * 13 + mark + "船" * 10, level=level)

    assert cut[1].startswith(mark) is begins
    assert is_forbidden_start(mark, LineRules(level)) is not begins


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("mark", ["——", "……"])
def test_dash_and_ellipsis_are_never_cut(level, mark):
    for before in range(8, 16):
        assert mark in "|".join(lines("船" * before + mark + "船" * 14, level=level))


@pytest.mark.parametrize(("level", "ends"), [("basic", True), ("gb", False), ("strict", False)])
def test_a_solidus_ends_a_line_at_the_basic_level_only(level, ends):
    cut = lines("船" * 12 + "／" + "船" * 12, level=level)

    assert cut[0].endswith("／") is ends
    assert not cut[1].startswith("／")
    assert is_forbidden_end("／", LineRules(level)) is not ends


@pytest.mark.parametrize("level", LEVELS)
def test_at_every_level_no_line_of_real_looking_copy_breaks_its_rules(level):
    rules = LineRules(level)
    rng = Random(f"copy {level}")
    for _ in range(120):
        text = "".join(rng.choice(SENTENCES) for _ in range(4))
        cut = lines(text, rng.choice((9, 11, 13, 18.5)), level=level)
        assert not [line for line in cut[1:] if is_forbidden_start(line, rules)]
        assert not [line for line in cut[:-1] if is_forbidden_end(line[-1], rules)]


@pytest.mark.parametrize(("level", "begins"), [("gb", True), ("strict", False)])
@pytest.mark.parametrize("kana", "っャー")
def test_in_japanese_small_kana_begin_no_line_at_the_strict_level(level, begins, kana):
    cut = lines("渡" * 13 + kana + "船" * 12, level=level, language="ja")

    assert cut[1].startswith(kana) is begins


def test_in_chinese_the_marks_of_kana_begin_no_line():
    assert not lines("渡" * 13 + "ー" + "船" * 12)[1].startswith("ー")


def test_numbers_are_set_solid_or_apart_as_the_publication_has_it():
    song = type_book()["song"]

    solid = measure("2月24日起", song, LineRules()).widths[-1]
    apart = measure("2月24日起", song, LineRules(solid_numbers=False)).widths[-1]

    assert apart - solid == pytest.approx(0.75)  # after 2, before and after 24


def test_ragged_lines_are_filled_evenly_and_need_no_white():
    words = "The ferry sails again today from the old pier at nine in the morning " * 3
    song = type_book()["song"]
    measured = measure(words, song, LineRules(language="en", justified=False))

    ends = break_lines(measured, 13, first_indent_em=0)

    starts = [0, *ends[:-1]]
    widths = [measured.widths[b] - measured.widths[a] for a, b in zip(starts, ends, strict=True)]
    assert max(widths) <= 13 + 0.5  # the space at the end may stand outside
    assert min(widths[:-1]) > 13 * 0.6
