import datetime

import pytest

from newsroom.copydesk.imprint import Imprint, read_imprint

LINES = [
    "海港日报",
    "HARBOUR DAILY",
    "海港镇新闻中心出版",
    "2026年11月",
    "20",
    "星期五",
    "丙午年十月十二",
    "海港市连续性内部资料【海】0001号",
    "第42期(总第1042期)",
    "内部资料 免费交流",
    "新闻热线：0000-5550128",
    "本期共4版",
    "渡船今日复航",
    "今天上午渡船离岸。",
]


def test_every_field_is_read_and_the_first_headline_ends_it():
    imprint, used = read_imprint(LINES)

    assert used == 12
    assert imprint == Imprint(
        name="海港日报",
        latin_name="HARBOUR DAILY",
        publisher="海港镇新闻中心出版",
        date=datetime.date(2026, 11, 20),
        weekday="星期五",
        lunar_date="丙午年十月十二",
        permit="海港市连续性内部资料【海】0001号",
        distribution="内部资料 免费交流",
        hotline="0000-5550128",
        hotline_label="新闻热线",
        number=1042,
        year_number=42,
    )


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2026年11月20日 星期五", datetime.date(2026, 11, 20)),
        ("2026-11-20", datetime.date(2026, 11, 20)),
        ("2026.11.20", datetime.date(2026, 11, 20)),
        ("2026年2月30日", None),
        ("2026年13月1日", None),
    ],
)
def test_dates_are_read_in_their_forms_and_impossible_ones_are_none(line, day):
    imprint, _used = read_imprint(["海港日报", "总第1042期", line])

    assert imprint.date == day


@pytest.mark.parametrize(
    ("line", "lunar"),
    [
        ("农历丙午年十月十二", "丙午年十月十二"),
        ("乙巳年闰六月初一", "乙巳年闰六月初一"),
        ("丙午年腊月廿三", "丙午年腊月廿三"),
        ("庚子年正月三十", "庚子年正月三十"),
    ],
)
def test_lunar_dates_are_read(line, lunar):
    assert read_imprint(["海港日报", "总第1042期", line])[0].lunar_date == lunar


def test_the_spaced_name_of_a_paper_is_closed_up():
    assert read_imprint(["海 港 日 报", "总第1期"])[0].name == "海港日报"


@pytest.mark.parametrize("lines", [[], ["渡船今日复航"], ["渡船今日复航", "今天上午渡船离岸。"]])
def test_what_has_neither_number_nor_date_is_no_masthead(lines):
    assert read_imprint(lines) == (Imprint(), 0)
