"""Names: their pinyin, and officials that the copy names with a post."""

import pytest

from newsroom.copydesk.officials import propose_officials
from newsroom.copydesk.pinyin import initials, name_pinyin


@pytest.mark.parametrize(
    ("name", "pinyin", "short"),
    [
        ("田一苇", "tian yi wei", "tyw"),
        ("单晓燕", "shan xiao yan", "sxy"),
        ("尉迟明", "yu chi ming", "ycm"),
        ("Ann Lee", "ann lee", "al"),
        ("", "", ""),
    ],
)
def test_a_name_is_spelled_for_search(name, pinyin, short):
    assert (name_pinyin(name), initials(name)) == (pinyin, short)


def proposed(*paragraphs):
    return [(official.name, official.post) for official in propose_officials(paragraphs)]


def test_a_chain_of_names_shares_its_post():
    copy = "区领导祝晚晴、贺知远、褚明参加会议。"

    assert proposed(copy) == [("祝晚晴", "区领导"), ("贺知远", "区领导"), ("褚明", "区领导")]


def test_a_real_post_wins_over_a_vague_one():
    assert proposed("区领导祝晚晴参加会议。", "区委书记祝晚晴指出，要抓紧。") == [
        ("祝晚晴", "区委书记")
    ]


def test_each_person_is_proposed_once():
    assert proposed("区长褚明参加。区长褚明指出，要抓紧。") == [("褚明", "区长")]


@pytest.mark.parametrize(
    "copy", ["区领导参加会议。", "会议要求各镇抓紧。", "居民祝晚晴参加了会议。", ""]
)
def test_nobody_is_made_up(copy):
    assert proposed(copy) == []
