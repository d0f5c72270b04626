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


def test_full_width_digits_are_read_as_digits():
    imprint, _used = read_imprint(
        ["海港日报", "２０２６年１１月２０日", "第４２期（总第１０４２期）"]
    )

    assert (imprint.date, imprint.number) == (datetime.date(2026, 11, 20), 1042)
    assert imprint.year_number == 42


@pytest.mark.parametrize(
    "headline",
    [
        "第3期船工培训班开班",
        "星期六集市开张",
        "2027年1月起渡船加班",
        "我区免费发放口罩",
        "【关注】台风3号来袭",
        "保持政策连续性",
        "《海港志》出版",
        "海港论坛由我区主办",
        "渡船今日复航",
    ],
)
def test_no_headline_is_taken_for_a_line_of_the_masthead(headline):
    lines = ["海港日报", "HARBOUR DAILY", "2026年11月20日 星期五", "第42期(总第1042期)"]

    with_headline = read_imprint([*lines, headline])

    assert with_headline == read_imprint(lines)
    assert with_headline[1] == 4


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        (["主管：海港镇", "主办：宣传科"], "publisher", "主管：海港镇 主办：宣传科"),
        (["海港镇主管", "海港镇宣传科主办"], "publisher", "海港镇主管 海港镇宣传科主办"),
        (["海港市连续性内资", "【审海】00012号"], "permit", "海港市连续性内资 【审海】00012号"),
        (["海内资准印字第12号"], "permit", "海内资准印字第12号"),
        (["国内统一刊号：CN 00-0000"], "permit", "国内统一刊号：CN 00-0000"),
        (["免费赠阅"], "distribution", "免费赠阅"),
        (["内部资料", "注意保存"], "distribution", "内部资料 注意保存"),
        (["投稿电话 (0000) 5550128"], "hotline", "(0000) 5550128"),
        (["星期天"], "weekday", "星期日"),
    ],
)
def test_lines_of_one_field_are_kept_together(lines, field, value):
    imprint, used = read_imprint(["海港日报", "总第1042期", *lines])

    assert getattr(imprint, field) == value
    assert used == 2 + len(lines)


def test_a_date_that_stands_twice_is_one_date():
    imprint, used = read_imprint(["2026年11月20日", "海港日报", "2026-11-20 总第1042期"])

    assert (imprint.date, used) == (datetime.date(2026, 11, 20), 3)


def test_a_masthead_never_takes_a_whole_page():
    _imprint, used = read_imprint(["总第1042期"] * 500)

    assert used == 60
