"""The words of a Chinese line: jieba's dictionary and its most probable path, without its start.

Loading jieba builds a table of every prefix, most of a second and 100 MB, to cut a few headlines
(and its cache of that table is a shared temporary file). Here the dictionary stays what it is, its
lines in order, and a fragment is looked up by bisection. The words are those of
``jieba.cut(text, HMM=False)``; a test holds that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from math import log
from pathlib import Path

# Sum of all frequencies in the dictionary of jieba 0.42.1.
TOTAL = 60101967
PARTS = re.compile(r"([\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+)|\r\n|.", re.DOTALL)
LETTER = re.compile(r"[a-zA-Z0-9]")


def chinese_words(text: str) -> Iterator[str]:
    """The words in order, nothing left out; white space and punctuation stand alone."""
    for part in PARTS.finditer(text):
        if part[1]:
            yield from _join_letters(_most_probable(part[1]))
        else:
            yield part[0]


def _join_letters(words: Iterator[str]) -> Iterator[str]:
    """Letters and digits that are no word of their own, as one."""
    run = ""
    for word in words:
        if len(word) == 1 and LETTER.match(word):
            run += word
            continue
        if run:
            yield run
        run = ""
        yield word
    if run:
        yield run


def _most_probable(text: str) -> Iterator[str]:
    """Cut so that the product of the words' frequencies is largest; of equals, the longer word."""
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        ends = list(_words_from(text, start)) or [(start + 1, 1)]
        best[start] = max(
            (log(frequency) - log(TOTAL) + best[end][0], end) for end, frequency in ends
        )
    start = 0
    while start < len(text):
        end = best[start][1]
        yield text[start:end]
        start = end


def _words_from(text: str, start: int) -> Iterator[tuple[int, int]]:
    """End and frequency of each dictionary word that begins at ``start``, shortest first."""
    lines = _dictionary()
    at = 0
    for end in range(start + 1, len(text) + 1):
        fragment = text[start:end].encode()
        at = bisect_left(lines, fragment, at)
        if at == len(lines) or not lines[at].startswith(fragment):
            return
        # The space after a word sorts before any letter: the word itself comes first.
        word, frequency = lines[at].split(b" ")[:2]
        if word == fragment and int(frequency):
            yield end, int(frequency)


@lru_cache(maxsize=1)
def _dictionary() -> list[bytes]:
    """Lines of word, frequency and kind, sorted by their bytes (the file itself nearly is)."""
    spec = find_spec("jieba")  # its folder only: nothing of it is imported
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("The package jieba is missing: run 'make setup'.")
    data = Path(spec.origin).with_name("dict.txt").read_bytes()
    return sorted(data.splitlines())
