import pytest

from newsroom.copydesk.numerals import chinese_numeral


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (2, "二"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_a_page_number_is_spoken(number, words):
    assert chinese_numeral(number) == words


@pytest.mark.parametrize("number", [0, 100, -1])
def test_a_number_no_paper_has_is_refused(number):
    with pytest.raises(ValueError, match="not between"):
        chinese_numeral(number)
