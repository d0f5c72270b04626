"""The words of our own that the press prints, in the language of the paper."""

import datetime

import pytest

from newsroom.copydesk.calendar import full_date, weekday_name, year_month
from newsroom.copydesk.languages import (
    is_square,
    is_traditional,
    issue_words,
    label,
    main_language,
)
from newsroom.layout.threads import wording_of
from newsroom.press.nameplate import MastheadCopy
from newsroom.press.proofsheet import wording

DAY = datetime.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("language", "main", "square", "traditional"),
    [
        ("zh-hans", "zh", True, False),
        ("zh-Hant", "zh", True, True),
        ("zh_TW", "zh", True, True),
        ("zh-Hant-HK", "zh", True, True),
        ("ja", "ja", True, False),
        ("en-gb", "en", False, False),
    ],
)
def test_a_language_is_known_by_its_tags(language, main, square, traditional):
    assert main_language(language) == main
    assert is_square(language) == square
    assert is_traditional(language) == traditional


@pytest.mark.parametrize(
    ("language", "number", "pages"),
    [
        ("zh-hans", "总第1042期", "本期共4版"),
        ("zh-hant", "總第1042期", "本期共4版"),
        ("ja", "通巻1042号", "全4面"),
        ("de", "Issue 1042", "4 pages"),
    ],
)
def test_numbers_are_said_in_the_language_of_the_paper(language, number, pages):
    words = issue_words(language)

    assert (words.number.format(1042), words.pages.format(4)) == (number, pages)


def test_labels_are_in_the_script_of_the_paper_and_copy_is_left_alone():
    copy = MastheadCopy("海港時報", language="zh-hant", editors="林远", print_run="5000份")

    assert copy.imprint == ("印數：5000份", "責任編輯：林远")
    assert label("责编", "zh-hans") == "责编"
    assert wording_of("zh-hant").jump_line(2) == "（下轉第二版）"
    assert wording("zh-tw").signatures == ("責編", "一校", "二校", "三校", "總編")
    assert wording("zh-tw").clean_proof == "清樣"


def test_a_japanese_paper_speaks_japanese():
    copy = MastheadCopy("港新聞", language="ja", editors="林", year_number_line="第5号",
                        number_line="通巻1042号")  # fmt: skip

    assert (copy.imprint, copy.own_number(2)) == (("編集：林",), "2面")
    assert copy.issue_line == "第5号（通巻1042号）"
    assert wording_of("ja").origin_line(1) == "（1面から続く）"
    assert (full_date(DAY, "ja"), weekday_name(DAY, "ja")) == ("2026年11月20日", "金曜日")
    assert year_month(DAY, "ja") == "2026年11月"
