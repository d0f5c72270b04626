"""The words of a headline are jieba's, found without loading it."""

import random
import warnings

import pytest

from newsroom.layout import words
from newsroom.layout.words import chinese_words

PLAIN = (
    "区委常委会召开会议",
    "企业复工复产和重点项目建设情况",
    "上街区2020年第1次GDP统计V1.2会议在A座召开",
    "《关于“十四五”规划》 的通知，全文如下：\r\n第二行 IT业",
    "㐀𠀀龘靐齉",
    "",
)


@pytest.fixture(scope="module")
def jieba():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

        tokenizer = jieba.Tokenizer()
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True  # from the dictionary itself, not from a cache file
    return tokenizer


@pytest.mark.parametrize("text", PLAIN)
def test_the_words_are_those_of_jieba(jieba, text):
    assert list(chinese_words(text)) == list(jieba.cut(text, HMM=False))


def test_any_mixture_of_dictionary_words_is_cut_as_jieba_cuts_it(jieba):
    chance = random.Random(7)
    known = [word for word, frequency in jieba.FREQ.items() if frequency]
    for _ in range(2000):
        text = "".join(
            chance.choice(known)[: chance.randint(1, 4)] for _ in range(chance.randint(1, 9))
        )
        assert list(chinese_words(text)) == list(jieba.cut(text, HMM=False))


def test_the_total_is_that_of_the_installed_dictionary(jieba):
    assert jieba.total == words.TOTAL
