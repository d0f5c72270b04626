"""Where a Latin word may be divided at the end of a line.

By the patterns of Frank Liang ("Word Hy-phen-a-tion by Com-put-er", 1983) in the dictionaries of
pyphen. clreq 3.2 asks that Western words in Chinese copy be divided as their own language does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import pyphen

LEAST_WORD = 7  # letters: dividing a shorter one gains less than it costs the reader
LEAST_BEFORE, LEAST_AFTER = 3, 3  # letters that stay together
FOREIGN = "en_US"  # of Latin words in copy of another script

_WORD = re.compile(rf"(?<![A-Za-z\u00c0-\u024f'’\d])[A-Za-z\u00c0-\u024f]{{{LEAST_WORD},}}+(?!\d)")


def hyphen_places(text: str, language: str) -> Iterator[int]:
    """Code points of ``text`` before which a word may be divided, in order.

    Words in capitals are names and abbreviations, and stay whole.
    """
    for word in _WORD.finditer(text):
        letters = word.group()
        if letters[1:].islower():
            for place in _places(letters.lower(), language):
                yield word.start() + place


@lru_cache(maxsize=4096)
def _places(word: str, language: str) -> tuple[int, ...]:
    return tuple(_dictionary(language).positions(word))


@lru_cache(maxsize=16)
def _dictionary(language: str) -> pyphen.Pyphen:
    """The patterns of the language, or of English where it has none."""
    known = pyphen.language_fallback(language.replace("-", "_")) or FOREIGN
    return pyphen.Pyphen(lang=known, left=LEAST_BEFORE, right=LEAST_AFTER)
