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
        ("（记者：贺知远）", [("记者", "贺知远")]),
        ("（文/贺知远 图/褚明）", [("文", "贺知远"), ("图", "褚明")]),
        ("（记者 贺知远）（摄影 褚明）", [("记者", "贺知远"), ("摄影", "褚明")]),
        ("\n(记者 贺知远)", [("记者", "贺知远")]),
        ("\n本报记者 贺知远 通讯员 褚明", [("本报记者", "贺知远"), ("通讯员", "褚明")]),
        ("(记者 贺\n知远)", [("记者", "贺知远")]),
    ],
)
def test_a_byline_ends_the_story_and_leaves_the_copy(signature, people):
    story = only(f"渡船复航\n\n今天上午渡船离岸。{signature}")

    assert story.paragraphs == ("今天上午渡船离岸。",)
    assert [(byline.role, byline.name) for byline in story.bylines] == people


@pytest.mark.parametrize("byline", ["(记者 贺知远)", "本报记者 贺知远"])
def test_a_byline_above_the_copy_opens_the_story(byline):
    page = read(f"渡船复航\n{byline}\n\n今天上午渡船离岸。\n\n船票两元。\n\n食堂添菜\n\n添了两样。")

    assert [story.headline for story in page.stories] == ["渡船复航", "食堂添菜"]
    assert page.stories[0].paragraphs == ("今天上午渡船离岸。", "船票两元。")
    assert [byline.name for byline in page.stories[0].bylines] == ["贺知远"]


def test_a_byline_behind_the_dateline_leaves_the_copy_and_the_story_goes_on():
    story = only("渡船复航\n\n本报讯(记者 贺知远)今天上午渡船离岸。\n\n船票两元。")

    assert story.paragraphs == ("本报讯　今天上午渡船离岸。", "船票两元。")
    assert [byline.name for byline in story.bylines] == ["贺知远"]


def test_lines_of_verse_that_are_signed_do_not_swallow_the_next_headline():
    page = read("码头诗\n渡船离了岸\n人们上了船\n(记者 贺知远)\n\n食堂添菜\n\n添了两样。")

    assert page.stories[1].headline == "食堂添菜"


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


@pytest.mark.parametrize(
    "tail",
    [
        "(下转二版)(记者 贺知远)",
        "(记者 贺知远)(下转二版)",
        "(记者 贺知远) 下转第2版",
        "(记者 贺知远)(下\n转二版)",
    ],
)
def test_a_jump_line_and_a_byline_are_cut_off_in_either_order(tail):
    story = only(f"渡船复航\n\n今天上午渡船离岸。{tail}")

    assert story.paragraphs == ("今天上午渡船离岸。",)
    assert story.jump.to_page == 2
    assert [byline.name for byline in story.bylines] == ["贺知远"]


@pytest.mark.parametrize("tail", ["（下转第十十版）", "（下转一二十版）", "再下转二版"])
def test_what_only_resembles_a_jump_line_stays_in_the_copy(tail):
    story = only(f"渡船复航\n\n{LONG}渡船离岸{tail}")

    assert story.paragraphs[0].endswith(tail)
    assert story.jump is None


def test_a_jump_to_the_page_before_is_followed_through_two_pages():
    body = "渡船复航\n\n渡船(下转2版)\n\n(上接1版)离(下转3版)\n\n(上接2版)岸了。"

    page = read(body)

    assert page.stories[0].paragraphs == ("渡船离岸了。",)
    assert codes(page) == []


def test_a_continuation_that_two_stories_could_own_stays_alone_and_all_are_doubted():
    body = "渡船复航\n\n离(下转2版)\n\n食堂添菜\n\n添(下转2版)\n\n(上接1版)了两样菜。"

    page = read(body)

    assert [story.paragraphs for story in page.stories] == [("离",), ("添",), ("了两样菜。",)]
    assert codes(page) == ["jump_without_continuation", "jump_without_continuation", "no_headline"]


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


@pytest.mark.parametrize(
    "headline",
    [
        "渡船复航！",
        "渡船何时复航？",
        "区里评出“最美船工”",
        "渡船复航（组图）",
        "渡船复航，居民点赞",
    ],
)
def test_a_headline_may_end_in_a_mark(headline):
    story = only(f"{headline}\n\n今天上午渡船离岸。")

    assert (story.headline, story.paragraphs) == (headline, ("今天上午渡船离岸。",))


@pytest.mark.parametrize("line", ["船工说：“走！”", "（未完待续）", "渡船离岸。人们", "有三件事："])
def test_a_short_line_of_copy_is_no_headline(line):
    page = read(f"渡船复航\n\n今天上午渡船离岸。\n\n{line}")

    assert [story.headline for story in page.stories] == ["渡船复航"]
    assert page.stories[0].paragraphs[-1] == line


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


def test_a_caption_is_no_copy_and_is_not_dropped_in_silence():
    page = read("渡船复航\n\n今天上午渡船离岸。\n●码头边的人群")

    assert codes(page) == ["caption_not_imported"]
    assert (page.doubts[0].story, page.doubts[0].excerpt) == ("s1", "●码头边的人群")


def test_a_caption_above_every_headline_belongs_to_the_first_story():
    story = only("▲码头边的人群。\n渡船复航\n\n今天上午渡船离岸。")

    assert (story.headline, story.captions) == ("渡船复航", ("▲码头边的人群。",))


def test_half_width_marks_beside_han_become_full_width_everywhere():
    story = only("渡船复航,首日(今天)满员\n--停航三个月:第一天\n\n船长说:“走!”今天10:30,渡船离岸.")

    assert story.headline == "渡船复航，首日（今天）满员"
    assert story.deck == "--停航三个月：第一天"
    assert story.paragraphs == ("船长说：“走！”今天10:30，渡船离岸.",)


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
