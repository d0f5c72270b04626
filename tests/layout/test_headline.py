"""Headlines end their lines between words and evenly; an editor's own break is kept."""

from random import Random

import pytest

from newsroom.layout.headline import break_headline, headline_width_em, words
from tests.layout.composing import type_book
from tests.layout.stories import SUBJECTS, VERBS

PARTICLES = "的了着过们等和与及、，。；：！？”’）》」』】·—…"


def broken(text, room_em, max_lines=3):
    """The lines in a measure of ``room_em`` characters."""
    return break_headline(text, type_book()["song_heavy"], 10, room_em * 10, max_lines)


def test_what_fits_is_one_line():
    assert broken("渡船今日复航", 6) == ("渡船今日复航",)


def test_two_lines_are_cut_between_words_and_even():
    assert broken("老旧小区改造惠及四千户居民", 8) == ("老旧小区改造", "惠及四千户居民")


def test_three_lines_are_used_when_two_are_not_enough():
    lines = broken("老旧小区改造惠及四千户居民", 6)

    assert lines is not None
    assert len(lines) == 3


def test_what_does_not_fit_is_none():
    assert broken("老旧小区改造惠及四千户居民", 6, max_lines=2) is None
    assert broken("渡船", 1.5, max_lines=1) is None


def test_an_editors_break_is_kept_even_when_one_line_would_do():
    assert broken("渡船复航\n早市开张", 20) == ("渡船复航", "早市开张")


def test_an_editors_break_that_does_not_fit_is_given_up_not_the_headline():
    assert broken("渡船\n今日复航码头早市重新开张", 8) == ("渡船 今日复航", "码头早市重新开张")


def test_a_space_is_the_first_place_to_cut():
    lines = broken("柳溪夜市重开张 两月投诉降七成", 9)

    assert lines == ("柳溪夜市重开张", "两月投诉降七成")


def test_a_latin_name_is_not_cut():
    for room in range(8, 20):
        lines = broken("渡船Harbour Queen号今日复航", room, 3)
        assert lines is None or "Harbour" in " ".join(lines)
        assert lines is None or "Queen" in " ".join(lines)


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_no_words_are_no_lines_to_set(text):
    assert broken(text, 10) == ("",)


@pytest.mark.parametrize("seed", range(40))
def test_any_headline_keeps_its_characters_fits_and_begins_no_line_with_a_particle(seed):
    rng = Random(seed)
    text = rng.choice(SUBJECTS) + "的" + rng.choice(VERBS) + "，" + rng.choice(VERBS)
    room = rng.uniform(7, 16)

    lines = broken(text, room)

    if lines is None:
        assert headline_width_em(text, type_book()["song_heavy"]) > 2 * room
        return
    assert "".join(lines) == text
    for line in lines:
        assert headline_width_em(line, type_book()["song_heavy"]) <= room + 1e-9
        assert line[0] not in PARTICLES


@pytest.mark.parametrize("text", ["Harbour opens again", "渡船 今日复航", "  a  b ", "2月24日GDP"])
def test_words_are_the_whole_text(text):
    assert "".join(words(text)) == text
