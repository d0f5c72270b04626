"""One and several, in both languages."""

import pytest
from django.utils import translation

from articles.wording import from_parts, in_words, listed, parts_of
from issues.wording import pages_in_words, size_in_words
from newsroom.copydesk.sentence import in_a_row, sentence


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["", "1", "1 and 4", "1, 3 and 4"]),
        ("zh-hans", ["", "1", "1、4", "1、3、4"]),
    ],
)
def test_several_are_listed_as_the_language_does(language, said):
    with translation.override(language):
        assert [listed(numbers) for numbers in ([], [1], [1, 4], [1, 3, 4])] == said


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [
        ("en", "1 column by 1 row", "5 columns by 22 rows"),
        ("zh-hans", "1 栏 × 1 行", "5 栏 × 22 行"),
    ],
)
def test_a_size_is_said_for_one_and_for_several(language, one, several):
    with translation.override(language):
        assert (size_in_words(1, 1), size_in_words(5, 22)) == (one, several)


@pytest.mark.parametrize(
    ("language", "one", "both"),
    [("en", "Page 2", "Pages 2–3"), ("zh-hans", "第 2 版", "第 2–3 版")],
)
def test_a_double_page_is_two_pages(language, one, both):
    with translation.override(language):
        assert (pages_in_words([2]), pages_in_words(range(2, 4))) == (one, both)


def test_sentences_in_a_row_are_each_said_in_the_readers_language():
    detail = sentence("Page %(page)s is not composed yet.", page=3)
    fault = sentence("Page %(page)s: %(fault)s", page=3, fault=detail)
    kept = parts_of(in_a_row([fault, sentence("The archive PDF is made.")]))

    with translation.override("zh-hans"):
        assert in_words(from_parts(kept)) == "第 3 版：第 3 版还没有组版。 存档 PDF 已生成。"
    with translation.override("en"):
        assert in_words(from_parts(kept)) == (
            "Page 3: Page 3 is not composed yet. The archive PDF is made."
        )


def test_a_sentence_kept_in_parts_is_said_in_another_language_with_all_that_is_in_it():
    inner = sentence("The press PDF is made and checked.")
    kept = parts_of(sentence("Done: %(advice)s", advice=inner))
    pages = parts_of(sentence("Page %(page)s is not composed yet.", page=[1, 4]))

    with translation.override("zh-hans"):
        assert in_words(from_parts(kept)) == "已照办：付印 PDF 已生成并核验。"
        assert in_words(from_parts(pages)) == "第 1、4 版还没有组版。"
    with translation.override("en"):
        assert in_words(from_parts(pages)) == "Page 1 and 4 is not composed yet."
        assert in_words(from_parts("字体缺字。")) == "字体缺字。"
