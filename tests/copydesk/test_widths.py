"""Half-width punctuation beside Han becomes full width, and nothing else changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.copydesk.widths import is_han, normalise_widths


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("会议指出,要认真", "会议指出，要认真"),
        ("问:谁?答:我!", "问：谁？答：我！"),
        ("他说:“好”;她说“行”.", "他说：“好”；她说“行”."),
        ("区委(扩大)会", "区委（扩大）会"),
        ("第7期(总第634期)", "第7期（总第634期）"),
        ("(记者 田一苇)", "（记者 田一苇）"),
        ("《公报》,今日见报", "《公报》，今日见报"),
        ("比分3:2,赢了", "比分3:2，赢了"),
        ("第3,第4", "第3，第4"),
        ("“走!”", "“走！”"),
        ("(上,下)", "（上，下）"),
        ("((甲)乙)", "（（甲）乙）"),
        ("甲)乙(", "甲）乙（"),
        ("A,b,乙", "A,b，乙"),
    ],
)
def test_marks_beside_han_become_full_width(text, normal):
    assert normalise_widths(text) == normal


@pytest.mark.parametrize(
    "text", ["1,000 metres", "10:30", "f(x); g(y)", "Hello, world!", "", "没有半角标点。"]
)
def test_what_stands_among_latin_or_digits_is_left_alone(text):
    assert normalise_widths(text) == text


def test_times_inside_chinese_stay_half_width():
    assert normalise_widths("上午10:30,在1,000米外") == "上午10:30，在1,000米外"


def test_brackets_change_as_a_pair():
    assert normalise_widths("新船(Harbour Queen)离岸") == "新船（Harbour Queen）离岸"


MARKED = st.text(st.sampled_from("渡船，。“”（）,;:!?() a1\n"), max_size=40)
MARKS = dict(zip("，；：！？（）", ",;:!?()", strict=True))


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(MARKED)
def test_only_the_width_of_marks_ever_changes(text):
    normal = normalise_widths(text)

    assert [MARKS.get(char, char) for char in normal] == [MARKS.get(char, char) for char in text]


@pytest.mark.parametrize(("char", "han"), [("鲜", True), ("𠮷", True), ("〇", True), ("。", False)])
def test_han_includes_rare_characters_and_no_marks(char, han):
    assert is_han(char) is han
