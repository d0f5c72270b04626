"""People are sorted and searched by the pinyin of their names."""

import pytest

from newsroom.copydesk.pinyin import is_typed_for, name_pinyin


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("田一苇", "tian yi wei"),
        ("单晓燕", "shan xiao yan"),
        ("仇海", "qiu hai"),
        ("曾望舒", "zeng wang shu"),
        ("解明", "xie ming"),
        ("尉迟明", "yu chi ming"),
        ("长孙明", "zhang sun ming"),
        ("吕远", "lv yuan"),
        ("阿迪力·买买提", "a di li mai mai ti"),
        ("Ann Lee", "ann lee"),
        ("  田　一苇 ", "tian yi wei"),
        ("单", "shan"),
        ("", ""),
        ("·", ""),
    ],
)
def test_a_name_is_spelled_for_search(name, pinyin):
    assert name_pinyin(name) == pinyin


def test_a_character_is_read_otherwise_as_a_surname_than_inside_a_name():
    assert name_pinyin("单小单").split() == ["shan", "xiao", "dan"]


def test_names_sort_as_a_dictionary_does():
    assert sorted(["卓远", "褚明", "安宁", "曾舒"], key=name_pinyin) == [
        "安宁",
        "褚明",
        "曾舒",
        "卓远",
    ]


@pytest.mark.parametrize("name", ["𠮷田", "🚢", "()<>", "a" * 5000])
def test_what_has_no_pinyin_is_kept(name):
    assert name_pinyin(name).replace(" ", "").startswith(name[0])


@pytest.mark.parametrize(
    "typed",
    [
        "h",
        "he",
        "hezhiyuan",
        "he zhi yuan",
        "hzy",
        "hezy",
        "hezhiy",
        "hzhiyuan",
        "zhiyuan",
        "zy",
        "HZ",
    ],
)
def test_a_name_is_typed_as_in_an_input_method(typed):
    assert is_typed_for(typed, "he zhi yuan")


@pytest.mark.parametrize("typed", ["", " ", "hy", "e", "hezu", "ezy", "hezhiyuanx", "h*", "贺"])
def test_what_leaves_a_syllable_out_is_not_typed_for_the_name(typed):
    assert not is_typed_for(typed, "he zhi yuan")


def test_nobody_is_typed_for_a_name_without_pinyin():
    assert not is_typed_for("a", "")


def test_a_hostile_name_is_read_at_once():
    assert not is_typed_for("a" * 200 + "b", " ".join(["a" * 6] * 20))
