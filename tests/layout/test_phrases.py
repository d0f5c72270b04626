"""Words that belong together in a headline are never parted."""

from random import Random

import pytest

from newsroom.layout.geometry import TABLOID
from newsroom.layout.headline import break_headline, headline_width_em, words
from newsroom.layout.heads import HeadWords, heads
from tests.layout.composing import type_book

HEADLINES = (
    "我区召开2020年第一季度经济形势分析会部署下阶段重点工作",
    "“小板凳”宣讲团走进田间地头 理论宣讲接地气",
    "守护一江碧水 绘就生态画卷——我区河长制工作综述",
    "春节期间我区接待游客12.6万人次 同比增长8.5%",
    "从“有没有”到“好不好”：老旧小区改造的民生温度",
    "公交专线获居民点赞",
)


@pytest.mark.parametrize(
    ("text", "together"),
    [
        (HEADLINES[0], ("我区", "2020年", "分析会", "下阶段")),
        (HEADLINES[2], ("绘就", "河长制")),
        (HEADLINES[3], ("12.6万人次", "8.5%")),
        (HEADLINES[4], ("有没有", "老旧")),
        (HEADLINES[5], ("点赞",)),
        ("新时代文明实践中心", ("新时代",)),
        ("区领导带队督查", ("区领导",)),
        ("2月24日开馆", ("2月", "24日")),
    ],
)
def test_what_belongs_together_is_one_word(text, together):
    found = words(text)

    assert "".join(found) == text
    for phrase in together:
        assert any(phrase in word for word in found), (phrase, found)


@pytest.mark.parametrize("text", ["渡船今日复航，码头排起长队", "Harbour opens 24 berths", "的"])
def test_no_character_is_lost(text):
    assert "".join(words(text)) == text


@pytest.mark.parametrize("text", HEADLINES)
def test_no_line_of_a_headline_ends_inside_a_phrase(text):
    for room in range(7, 20):
        lines = break_headline(text, type_book()["song_heavy"], 10, room * 10, 3)
        for line in (lines or ())[:-1]:
            at = text.replace(" ", "").index(line.replace(" ", "")) + len(line.replace(" ", ""))
            places = [0]
            for word in words(text):
                places.append(places[-1] + len(word.strip()))
            assert at in places


@pytest.mark.parametrize("text", HEADLINES[:5])
@pytest.mark.parametrize("columns", [3, 4, 5])
def test_the_block_a_page_likes_best_has_lines_that_differ_by_a_fifth_at_most(text, columns):
    face = type_book()["song_heavy"]
    for rank in ("lead", "second", "third"):
        found = heads(HeadWords(text), rank, columns, TABLOID, type_book(), lax=True)
        best = min(found, key=lambda head: head.cost)
        lines = next(part.lines for part in best.parts if part.role == "headline")
        widths = [headline_width_em(line, face) for line in lines]
        assert min(widths) >= 0.77 * max(widths), lines


def test_figures_of_any_length_keep_their_measure():
    rng = Random(4)
    for _ in range(50):
        figure = f"{rng.randint(1, 9999)}{rng.choice(['', '.5', ',300'])}"
        text = f"全区接待游客{figure}{rng.choice(['人', '%', '万元', '吨'])}创新高"
        assert any(figure in word and not word.endswith(figure) for word in words(text))
