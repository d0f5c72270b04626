"""Lines as clreq wants them, in the widths of the fonts we print with."""

import itertools
from random import Random

import pytest

from newsroom.layout.linebreak import (
    break_lines,
    is_forbidden_end,
    is_forbidden_start,
    line_for_painter,
    measure,
    painted,
    width_of,
)
from newsroom.layout.prohibition import LineRules
from tests.layout.composing import type_book
from tests.layout.stories import SENTENCES


def lines(text, width=13.0, indent=2.0, font="song"):
    measured = measure(text, type_book()[font])
    starts = [0, *break_lines(measured, width, first_indent_em=indent)]
    return [text[a:b] for a, b in itertools.pairwise(starts)]


def test_plain_han_fills_the_measure_behind_a_two_em_indent():
    text = "新馆里有阅览座位和许多藏书" * 3

    assert [len(line) for line in lines(text)] == [11, 13, 13, 2]


def test_no_text_has_no_lines():
    assert lines("") == []


@pytest.mark.parametrize("mark", "，。、；：？！）》”’】…%℃")
def test_no_line_begins_with_a_closing_mark(mark):
    for length in range(8, 16):
        text = "渡" * length + mark + "船" * 14

        assert all(not line.startswith(mark) for line in lines(text))


@pytest.mark.parametrize("mark", "（《“‘【")
def test_no_line_ends_with_an_opening_mark(mark):
    for length in range(8, 16):
        text = "渡" * length + mark + "船" * 14

        assert all(not line.endswith(mark) for line in lines(text))


@pytest.mark.parametrize("unit", ["——", "……", "2026", "14:30", "3.5%", "GDP"])
def test_what_belongs_together_is_not_cut(unit):
    for length in range(6, 14):
        text = "渡" * length + unit + "船" * 14

        assert unit in "|".join(lines(text))


def test_a_mark_that_does_not_fit_takes_the_character_before_it_along():
    """11 characters and half a comma are 11.5 em, behind the indent there are 11."""
    text = "一二三四五六七八九十一，" + "船" * 8

    assert lines(text)[0] == "一二三四五六七八九十"


def test_one_comma_inside_a_line_has_not_white_enough_to_squeeze_another_in():
    """10 characters, a comma and half a comma: 0.5 em over, and 0.8 of 0.5 em may be taken."""
    assert lines("一二三四五，六七八九十，" + "船" * 8)[0] == "一二三四五，六七八九"


def test_two_commas_inside_a_line_have():
    """9 characters, two commas and a half: 0.5 em over, and 0.8 of 1 em may be taken."""
    assert lines("一二，三四，五六七八九，" + "船" * 8)[0] == "一二，三四，五六七八九，"


def test_a_mark_at_either_end_of_a_line_gives_its_half_em_away():
    song = type_book()["song"]

    assert width_of(measure("十一，", song), 0, 3) == pytest.approx(2.5)
    assert width_of(measure("（十一", song), 0, 3) == pytest.approx(2.5)
    assert width_of(measure("十，一", song), 0, 3) == pytest.approx(3)


def test_without_an_indent_the_first_line_is_as_long_as_the_others():
    assert [len(line) for line in lines("船" * 30, indent=0)] == [13, 13, 4]


def test_a_character_is_taken_back_so_that_the_last_does_not_stand_alone():
    assert [len(line) for line in lines("船" * 25)] == [11, 12, 2]
    assert [len(line) for line in lines("船" * 24 + "。")] == [10, 12, 3]


def test_a_paragraph_of_one_character_is_one_line():
    assert lines("完") == ["完"]
    assert lines("完。") == ["完。"]


@pytest.mark.parametrize("length", range(4, 12))
def test_the_numbers_of_a_date_are_whole(length):
    cut = lines("渡" * length + "于2026年11月20日，复航并开放早市" + "船" * 20)

    assert all(number in "|".join(cut) for number in ("2026", "11", "20"))


def test_latin_words_are_whole_and_their_space_stays_at_the_line_end():
    text = "The Harbour Queen ferry sails again today from the old pier at nine"

    cut = lines(text, 13)

    assert [line[-1] for line in cut[:-1]] == [" "] * (len(cut) - 1)
    assert " ".join(line.strip() for line in cut) == text


def test_two_marks_in_a_row_share_their_white():
    song = type_book()["song"]

    assert width_of(measure("一。”二", song), 0, 4) < 4.0


def test_a_paragraph_does_not_end_in_a_single_character():
    rng = Random(11)
    lonely = 0
    for _ in range(300):
        text = "".join(rng.choice(SENTENCES) for _ in range(3))
        last = lines(text)[-1].rstrip("。”！？")
        lonely += len(last) < 2

    assert lonely == 0


def test_real_sentences_have_no_forbidden_break_at_any_width():
    rng = Random(3)
    for width in (9, 11, 13, 15.5, 18, 28.5):
        text = "".join(rng.choice(SENTENCES) for _ in range(8))
        for line in lines(text, width)[:-1]:
            assert not is_forbidden_end(line[-1])
        for line in lines(text, width)[1:]:
            assert not is_forbidden_start(line)


@pytest.mark.parametrize("width", [4, 6, 9, 13, 40])
def test_every_character_is_in_one_line_in_order(width):
    text = "渡船Harbour Queen号2026年11月20日复航（首航）。https://x.example/a/very/long/address"

    assert "".join(lines(text, width)) == text


def test_a_word_longer_than_the_measure_is_cut_rather_than_lost():
    text = "a" * 200

    cut = lines(text, 13)

    assert "".join(cut) == text
    song = type_book()["song"]
    assert all(width_of(measure(line, song), 0, len(line)) <= 13.01 for line in cut)


def test_no_line_is_wider_than_its_measure():
    rng = Random(7)
    song = type_book()["song"]
    for _ in range(60):
        text = "".join(rng.choice(SENTENCES) for _ in range(3))
        measured = measure(text, song)
        start = 0
        for end in break_lines(measured, 13.0):
            # What is over is squeezed out of marks, never more than half an em of each, and a
            # hair off all characters.
            marks = sum(char in "，。、“”（）《》：；？！" for char in text[start:end])
            assert width_of(measured, start, end) <= 13.0 * 1.02 + 0.5 * marks
            start = end


def test_han_and_latin_are_a_quarter_em_apart_and_numbers_are_solid():
    assert painted("渡船Queen号") == "渡船\u2005Queen\u2005号"
    assert painted("11月20日") == "11月20日"
    assert painted("共420个座位") == "共420个座位"


def test_spaces_at_line_ends_and_invisible_characters_are_not_painted():
    assert painted(" 渡\u200b船\u00ad ") == "渡船"


def test_the_same_text_breaks_alike_every_time():
    text = "".join(SENTENCES)

    assert lines(text) == lines(text)


def test_breaking_can_go_on_from_any_line_end():
    text = "".join(SENTENCES[:6])
    measured = measure(text, type_book()["song"])
    ends = break_lines(measured, 13.0)

    rest = break_lines(measured, 13.0, first_indent_em=0.0, start=ends[4])

    assert line_for_painter(measured, ends[4], rest[0])
    assert rest[-1] == len(text)


@pytest.mark.parametrize(
    "text", ["。" * 40, "（" * 40, "——" * 20, "\u3000" * 30, "👍" * 30, "𠮷" * 30]
)
def test_unreasonable_text_still_ends(text):
    assert "".join(lines(text, 5)) == text


@pytest.mark.parametrize(
    ("language", "indent"), [("zh-hans", 2), ("zh-hant", 2), ("ja", 1), ("en", 1)]
)
def test_a_paragraph_is_indented_as_its_language_has_it(language, indent):
    assert LineRules(language=language).first_indent_em == indent


def test_an_apostrophe_parts_no_word():
    text = "Lee’s boat isn’t the harbour’s " * 4

    for line in lines(text, 7)[1:]:
        assert not line.startswith(("s ", "t ", "’"))
