"""What stands at the end of a printed line: a hyphen, a mark outside the measure, nothing."""

from itertools import pairwise

import pytest

from newsroom.copydesk.story import Block
from newsroom.layout.hyphens import hyphen_places
from newsroom.layout.linebreak import measure, width_of
from newsroom.layout.metrics import TypeBook
from newsroom.layout.prohibition import LineRules
from newsroom.layout.threads import set_block
from newsroom.press.fontset import font_files
from tests.layout.composing import ROOT

ENGLISH = "The neighbourhood representatives unanimously recommended extraordinary improvements"


def lines(text, width=13.0, **rules):
    book = TypeBook.load(font_files(ROOT / "var/fonts"), rules=LineRules(**rules))
    return set_block(Block(text), 0, width, book, 0, len(text))


@pytest.mark.parametrize(
    ("word", "language", "parts"),
    [
        ("neighbourhood", "en-gb", ["neigh", "bour", "hood"]),
        ("representative", "en-us", ["rep", "re", "sen", "ta", "tive"]),
        ("international", "zh-hans", ["inter", "na", "tional"]),
        ("Zeitungswissenschaft", "de", ["Zei", "tungs", "wis", "sen", "schaft"]),
        ("ferry", "en-us", ["ferry"]),
        ("UNESCO-Kommission", "en-us", ["UNESCO-Kom", "mis", "sion"]),
        ("McDonald", "en-us", ["McDonald"]),
        ("neighbour's", "en-us", ["neigh", "bour's"]),
        ("渡船重新开航", "zh-hans", ["渡船重新开航"]),
    ],
)
def test_words_are_divided_as_their_own_language_does(word, language, parts):
    places = [0, *hyphen_places(word, language), len(word)]

    assert [word[a:b] for a, b in pairwise(places)] == parts


def test_a_divided_word_is_told_by_its_line_and_fits_with_its_hyphen():
    divided = [line for line in lines(ENGLISH, 9.0, language="en") if line.hyphen]

    assert divided
    for line in divided:
        assert line.text[-1].isalpha()
    assert "".join(line.text for line in lines(ENGLISH, 9.0, language="en")) == ENGLISH


def test_no_word_is_divided_where_the_paper_does_not_want_it():
    assert not any(line.hyphen for line in lines(ENGLISH, 9.0, language="en", hyphenated=False))


def test_an_address_gets_no_hyphen():
    text = "详见 www.neighbourhoodrepresentatives.example/extraordinaryimprovements 网页"

    assert not any(line.hyphen for line in lines(text, 9.0))


def test_marks_hang_only_where_the_paper_wants_it():
    text = "一二三四五六七八九十一，二三四五六七八九十一二三，四五六。"

    assert [line.hung for line in lines(text)] == [False, False, False]
    hanging = lines(text, hanging=True)
    assert [line.text[-1] for line in hanging if line.hung] == ["，", "，"]
    assert not hanging[-1].hung


def test_a_full_last_line_hangs_its_stop():
    [first, last] = lines("一二三四五六七八九十一二三四五六七八九十一二三四。", hanging=True)

    assert (len(first.text), last.text[-1], last.hung) == (11, "。", True)


def test_the_characters_of_a_line_are_narrowed_by_a_hair_rather_than_set_loose():
    """志愿者协会共有会员 alone would stand at 1.25 em; with 1260 it is a hair too wide."""
    first = lines("志愿者协会共有会员1260名，去年服务时长累计。")[0]

    measured = measure(first.text, TypeBook.load(font_files(ROOT / "var/fonts"))["song"])
    natural = width_of(measured, 0, len(first.text))
    assert first.text == "志愿者协会共有会员1260"
    assert 0.98 <= first.stretch < 1
    assert natural * first.stretch <= 11
