"""Words that belong together in a headline: a figure and its measure, 我区, 河长制, 推进会.

The dictionary cuts finer than a headline may be broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newsroom.layout.linebreak import is_han

FIGURE = re.compile(r"[0-9]+(?:[.,:/~-][0-9]+)*[.,:/~-]?")
# One character that closes the word before it: 分析会, 上街区, 参与者, 城镇化, 合格率.
CLOSING = frozenset("会局市区县镇乡村街路河桥站厅院校处科组队人者员性化率量们家长制法展节赛案版")
# One character that opens the word behind it: 下阶段, 新时代, 全区, 不停车, 三四月.
OPENING = frozenset("第各每本我全新老大小多少不再更最上下前后首副总一二三四五六七八九十两几")
# They lean on neither side: where a line may end beside them is the breaker's matter.
PARTICLES = frozenset("的了着过们等和与及在把被将对向从为以让使给由到是有来")
MOST_SINGLE = 3  # characters in a row that are no word of the dictionary and so one of their own


def joined_words(words: Iterable[str]) -> tuple[str, ...]:
    """The words with what must not be parted put together, nothing left out."""
    joined = list(_leaning(_singles(_figures(words))))
    if len(joined) > 1 and _is_single(joined[-1]) and is_han(joined[-2][-1]):
        joined[-2:] = [joined[-2] + joined[-1]]  # no headline ends with a character of its own
    return tuple(joined)


def _is_single(word: str) -> bool:
    return len(word) == 1 and is_han(word) and word not in PARTICLES


def _figures(words: Iterable[str]) -> Iterator[str]:
    """Figures with their points, per cent signs and measures: 12.6万人次, 8.5%, 2020年."""
    figure = ""
    for word in words:
        if figure and FIGURE.fullmatch(figure + word):
            figure += word
        elif figure:
            measure = word[:1] in "%％℃°" or is_han(word[:1])
            yield figure + word if measure else figure
            figure = ""
            if not measure:
                figure = word if word.isdigit() else ""
                yield from () if figure else (word,)
        elif word.isascii() and word.isdigit():
            figure = word
        else:
            yield word
    if figure:
        yield figure


def _singles(words: Iterable[str]) -> Iterator[str]:
    """Single characters in a row as one word: the dictionary does not know 河长制 or 绘就."""
    run: list[str] = []
    for word in words:
        if _is_single(word):
            run.append(word)
            continue
        yield from _run(run)
        run = []
        yield word
    yield from _run(run)


def _run(run: list[str]) -> list[str]:
    return ["".join(run)] if 1 < len(run) <= MOST_SINGLE else run


def _leaning(words: Iterable[str]) -> Iterator[str]:
    """A single character with the word it opens or closes."""
    held = ""
    for word in words:
        single = len(word) == 1 and is_han(word)
        if held and single and word in CLOSING:
            held += word
        elif held and held in OPENING | CLOSING and is_han(word[:1]):
            held += word  # at the very beginning, or 新 + 时代
        else:
            if held:
                yield held
            held = word
    if held:
        yield held
