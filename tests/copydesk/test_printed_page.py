"""Reading an invented printed page: what is understood, and what is doubted."""

import pytest

from newsroom.copydesk.printed_page import page_number, read_printed_page

MASTHEAD = """海港日报
HARBOUR DAILY
海港镇新闻中心出版
2026年11月
20
星期五
丙午年十月十二
第42期(总第1042期)
"""
LONG = "停航三个月的渡船今天上午复航，" * 4  # longer than any headline


def read(body, masthead=MASTHEAD, **more):
    return read_printed_page(f"{masthead}\n{body}", **more)


def only(body, **more):
    page = read(body, **more)
    assert len(page.stories) == 1
    return page.stories[0]


def codes(page):
    return [doubt.code for doubt in page.doubts]


def test_a_paragraph_cut_by_a_column_end_is_joined():
    story = only(f"渡船复航\n\n{LONG}码头\n\n边站满了人。\n\n船票仍是两元。")

    assert story.paragraphs == (f"{LONG}码头边站满了人。", "船票仍是两元。")


def test_latin_words_cut_by_a_column_end_keep_a_space():
    story = only(f"渡船复航\n\n{LONG}船名是 Harbour\nQueen 号。")

    assert story.paragraphs == (f"{LONG}船名是 Harbour Queen 号。",)


def test_a_cut_line_with_a_comma_is_no_headline():
    story = only(f"渡船复航\n\n{LONG}。\n复航,码头边\n站满了人。")

    assert story.headline == "渡船复航"
    assert story.paragraphs == (f"{LONG}。", "复航，码头边站满了人。")


def test_two_lines_are_one_headline_and_a_doubt():
    page = read("停航三个月的渡船今天复航\n码头边站满了前来乘船的居民\n\n今天上午渡船离岸。")

    assert page.stories[0].headline == "停航三个月的渡船今天复航 码头边站满了前来乘船的居民"
    assert codes(page) == ["two_line_headline"]


def test_slogans_above_a_headline_are_its_kicker():
    page = read("保安全 保畅通\n渡船复航首日载客两千人次\n\n今天上午渡船离岸。")

    assert (page.stories[0].kicker, page.stories[0].headline) == (
        "保安全 保畅通",
        "渡船复航首日载客两千人次",
    )
    assert codes(page) == ["kicker"]


def test_a_line_behind_a_dash_is_the_deck():
    story = only("渡船复航\n——停航三个月后的第一天\n\n今天上午渡船离岸。")

    assert (story.headline, story.deck) == ("渡船复航", "——停航三个月后的第一天")


@pytest.mark.parametrize(
    ("signature", "people"),
    [
        ("(记者 贺知远)", [("记者", "贺知远")]),
        ("（记者贺知远）", [("记者", "贺知远")]),
        ("(记者 贺知远 通讯员 褚明)", [("记者", "贺知远"), ("通讯员", "褚明")]),
        ("（本报记者　贺知远　文／图）", [("本报记者", "贺知远")]),
    ],
)
def test_a_byline_ends_the_story_and_leaves_the_copy(signature, people):
    story = only(f"渡船复航\n\n今天上午渡船离岸。{signature}")

    assert story.paragraphs == ("今天上午渡船离岸。",)
    assert [(byline.role, byline.name) for byline in story.bylines] == people


def test_names_run_together_are_split_by_the_register():
    story = only("渡船复航\n\n渡船离岸。(记者 贺知远田一苇)", known_reporters=["田一苇"])

    assert [byline.name for byline in story.bylines] == ["贺知远", "田一苇"]


def test_names_run_together_are_split_by_a_name_elsewhere_in_the_text():
    page = read("渡船复航\n\n离岸了。(记者 贺知远田一苇)\n\n食堂添菜\n\n添了两样。(记者 贺知远)")

    assert [byline.name for byline in page.stories[0].bylines] == ["贺知远", "田一苇"]
    assert codes(page) == []


def test_names_that_nothing_splits_are_kept_and_doubted():
    page = read("渡船复航\n\n离岸了。(记者 贺知远田一苇)")

    assert [byline.name for byline in page.stories[0].bylines] == ["贺知远田一苇"]
    assert codes(page) == ["unsplit_name"]
    assert page.doubts[0].excerpt == "贺知远田一苇"


def test_a_jump_line_is_cut_off_and_its_missing_rest_is_a_doubt():
    page = read("渡船复航\n\n今天上午渡船离岸。(下转二版)")

    assert page.stories[0].paragraphs == ("今天上午渡船离岸。",)
    assert (page.stories[0].jump.to_page, page.stories[0].jump.text) == (2, "（下转二版）")
    assert codes(page) == ["jump_without_continuation"]


def test_a_continuation_goes_to_the_story_it_came_from():
    body = (
        "渡船复航\n\n今天上午渡船离(下转2版)\n\n食堂添菜\n\n添了两样。\n\n"
        "(上接1版《渡船复航》)岸了。(记者 贺知远)"
    )

    page = read(body)

    assert [story.headline for story in page.stories] == ["渡船复航", "食堂添菜"]
    assert page.stories[0].paragraphs == ("今天上午渡船离岸了。",)
    assert page.stories[0].jump is None
    assert codes(page) == []


def test_copy_without_a_headline_is_a_story_and_a_doubt():
    page = read("今天上午，停航三个月的渡船离岸，码头边站满了人。")

    assert page.stories[0].headline == ""
    assert codes(page) == ["no_headline"]


def test_a_headline_without_copy_is_a_doubt():
    page = read("渡船复航\n\n今天上午渡船离岸。(记者 贺知远)\n\n食堂添菜")

    assert codes(page) == ["no_copy"]


def test_a_headline_that_stands_twice_is_a_doubt():
    page = read("渡船复航\n\n甲。(记者 贺知远)\n\n渡船复航\n\n乙。(记者 贺知远)")

    assert codes(page) == ["duplicate_headline"]


def test_a_caption_belongs_to_the_story_above():
    story = only("渡船复航\n\n今天上午渡船离岸。\n▲码头边的人群。")

    assert story.captions == ("▲码头边的人群。",)


def test_the_masthead_is_checked_against_the_calendar():
    wrong = MASTHEAD.replace("星期五", "星期六").replace("十月十二", "十月十三")

    page = read("渡船复航\n\n离岸了。", masthead=wrong)

    assert codes(page) == ["weekday", "lunar_date"]
    assert page.doubts[0].message.values == {"printed": "星期六", "computed": "星期五"}


def test_a_text_without_masthead_says_so_and_keeps_its_stories():
    page = read("渡船复航\n\n今天上午渡船离岸。", masthead="")

    assert page.stories[0].headline == "渡船复航"
    assert codes(page) == ["no_masthead"]


def test_what_the_masthead_does_not_say_is_named():
    page = read("渡船复航\n\n离岸了。", masthead="海港日报\n2026年11月20日\n")

    assert codes(page) == ["no_number"]


@pytest.mark.parametrize("text", ["", "\n\n\n", "　", "（）", "》《", "\x00" * 50, "a" * 200_000])
def test_nothing_makes_it_fail(text):
    read_printed_page(text)


@pytest.mark.parametrize(
    ("words", "number"),
    [("二", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("7", 7)],
)
def test_page_numbers_are_read_in_both_scripts(words, number):
    assert page_number(words) == number
