"""Officials that the copy names with a post are proposed, and nobody is made up."""

import pytest

from newsroom.copydesk.officials import propose_officials


def proposed(*paragraphs):
    return [(official.name, official.post) for official in propose_officials(paragraphs)]


def test_a_chain_of_names_shares_its_post():
    copy = "区领导祝晚晴、贺知远、褚明参加会议。"

    assert proposed(copy) == [("祝晚晴", "区领导"), ("贺知远", "区领导"), ("褚明", "区领导")]


def test_a_chain_that_ends_in_and_others_names_only_the_named():
    assert proposed("区领导祝晚晴、褚明等参加。") == [("祝晚晴", "区领导"), ("褚明", "区领导")]


@pytest.mark.parametrize(
    ("copy", "official"),
    [
        ("区委书记祝晚晴主持会议。", ("祝晚晴", "区委书记")),
        ("区委副书记、区长褚明出席。", ("褚明", "区长")),
        ("区人大常委会主任褚明强调，要抓紧。", ("褚明", "区人大常委会主任")),
        ("区政协主席褚明调研。", ("褚明", "区政协主席")),
        ("镇党委书记褚明说，船票不涨。", ("褚明", "党委书记")),
        ("副校长褚明同志介绍。", ("褚明", "副校长")),
        ("局长褚明和居民座谈。", ("褚明", "局长")),
    ],
)
def test_a_person_is_proposed_with_the_post_that_stands_before_the_name(copy, official):
    assert proposed(copy) == [official]


def test_two_persons_of_one_sentence_keep_a_post_each():
    assert proposed("局长褚明和副局长贺知远出席。") == [("褚明", "局长"), ("贺知远", "副局长")]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("区领导祝晚晴参加会议。", "区委书记祝晚晴指出，要抓紧。"),
        ("区委书记祝晚晴指出，要抓紧。", "区领导祝晚晴参加会议。"),
    ],
)
def test_a_real_post_wins_over_a_vague_one_in_either_order(paragraphs):
    assert proposed(*paragraphs) == [("祝晚晴", "区委书记")]


def test_each_person_is_proposed_once():
    assert proposed("区长褚明参加。区长褚明指出，要抓紧。") == [("褚明", "区长")]


@pytest.mark.parametrize(
    "copy",
    [
        "区领导参加会议。",
        "会议要求各镇抓紧。",
        "居民祝晚晴参加了会议。",
        "区领导干部参加会议。",
        "区领导单位及学校参加。",
        "区领导全体参加会议。",
        "区领导和居民参加会议。",
        "领导班子成员参加会议。",
        "",
    ],
)
def test_nobody_is_made_up(copy):
    assert proposed(copy) == []


def test_people_come_in_the_order_of_the_copy():
    names = [name for name, _post in proposed("区长褚明出席。", "区委书记祝晚晴讲话。")]

    assert names == ["褚明", "祝晚晴"]
