"""Where two texts differ, in as few characters or words as a person would name; bounded in time.

First by sentences, then by stretches of the long ones, then by characters: of a language that
parts its words by spaces, by words; of a number, by its figures. A place that has too much in
common with too many others is told as one change, so that no text is slow.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from zlib import crc32

Gap = tuple[int, int, int, int]  # old[i1:i2] became new[j1:j2]
Splitter = Callable[[str], list[str]]

MOST_PAIRS = 12_000  # of equal pieces, one of the old and one of the new: above it only anchors
LONG = 400  # characters: a longer passage is compared by stretches first
STRETCH = 16  # words of a stretch, about
MOST_WORDS = 64  # of a stretch
ALIKE = 0.25  # share of the shorter passage that is kept in one that was mended, not written anew

_ENDS = re.compile(r"[。！？；…\n]+[”’」』）)\"']*|[.!?;]+[”’)\]\"']*\s+")
_LETTER = "A-Za-z\u00c0-\u024f\u0370-\u052f\uac00-\ud7a3"  # of scripts that part their words
_WORDS = re.compile(rf"[{_LETTER}][{_LETTER}0-9]{{,39}}(?:['’][{_LETTER}]{{1,40}})?|.", re.DOTALL)


def differing(old: str, new: str) -> Iterator[Gap]:
    """Where two texts differ: ``old[i1:i2]`` became ``new[j1:j2]``, in order."""
    yield from _within(old, new, 0, 0, (_sentences, _stretches))


def _within(old: str, new: str, i0: int, j0: int, splitters: tuple[Splitter, ...]) -> Iterator[Gap]:
    if not splitters:
        yield from _by_words(old, new, i0, j0)
        return
    for i1, i2, j1, j2 in _by(splitters[0], old, new):
        if i1 == i2 or j1 == j2:
            yield i0 + i1, i0 + i2, j0 + j1, j0 + j2
        else:
            yield from _within(old[i1:i2], new[j1:j2], i0 + i1, j0 + j1, splitters[1:])


def _by_words(old: str, new: str, i0: int, j0: int) -> Iterator[Gap]:
    """A passage that keeps next to nothing was written anew, and is one change."""
    gaps = list(_by(_words, old, new))
    kept = len(old) - sum(i2 - i1 for i1, i2, _j1, _j2 in gaps)
    if kept < ALIKE * min(len(old), len(new)):
        gaps = [(0, len(old), 0, len(new))]
    for i1, i2, j1, j2 in gaps:
        yield i0 + i1, i0 + i2, j0 + j1, j0 + j2


def _by(split: Splitter, old: str, new: str) -> Iterator[Gap]:
    """Where they differ, in characters, when only whole pieces are compared."""
    before, after = split(old), split(new)
    starts, ends = _starts(before), _starts(after)
    for a1, a2, b1, b2 in _gaps(before, after):
        yield starts[a1], starts[a2], ends[b1], ends[b2]


def _starts(pieces: Sequence[str]) -> list[int]:
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return starts


def _sentences(text: str) -> list[str]:
    ends = [end.end() for end in _ENDS.finditer(text)]
    return [text[a:b] for a, b in pairwise([0, *ends, len(text)]) if a < b]


def _words(text: str) -> list[str]:
    return _WORDS.findall(text)


def _stretches(text: str) -> list[str]:
    """A long passage in pieces that begin where its own words say so: what stands before them
    does not matter, and behind a word put in they are the same again."""
    if len(text) <= LONG:
        return [text]
    words = _words(text)
    found, first = [], 0
    for at in range(1, len(words)):
        ends = not crc32((words[at - 1] + words[at]).encode("utf-8", "surrogatepass")) % STRETCH
        if ends or at - first >= MOST_WORDS:
            found.append("".join(words[first:at]))
            first = at
    return [*found, "".join(words[first:])]


def _gaps(old: Sequence[str], new: Sequence[str], *, anchored: bool = False) -> Iterator[Gap]:
    """What differs between what both begin and end with: copy that repeats itself lines up."""
    first, last = _alike(old, new)
    a, b = old[first : len(old) - last], new[first : len(new) - last]
    if not a and not b:
        return
    found: Iterator[Gap] = iter([(0, len(a), 0, len(b))])
    if a and b and _pairs(a, b) <= MOST_PAIRS:
        found = _matched(a, b)
    elif a and b and not anchored:
        found = _between_anchors(a, b)
    for i1, i2, j1, j2 in found:
        yield first + i1, first + i2, first + j1, first + j2


def _alike(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many pieces both begin with, and how many of the rest they end with."""
    most = min(len(old), len(new))
    first = next((at for at in range(most) if old[at] != new[at]), most)
    left = most - first
    return first, next((at for at in range(left) if old[-1 - at] != new[-1 - at]), left)


def _pairs(old: Sequence[str], new: Sequence[str]) -> int:
    counted = Counter(new)
    return sum(counted[piece] for piece in old)


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[Gap]:
    for tag, *gap in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            i1, i2, j1, j2 = gap
            yield i1, i2, j1, j2


def _between_anchors(old: Sequence[str], new: Sequence[str]) -> Iterator[Gap]:
    """Between the pieces that each text has once, as many as are in order in both."""
    i0, j0 = 0, 0
    for i, j in [*_anchors(old, new), (len(old), len(new))]:
        for i1, i2, j1, j2 in _gaps(old[i0:i], new[j0:j], anchored=True):
            yield i0 + i1, i0 + i2, j0 + j1, j0 + j2
        i0, j0 = i + 1, j + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The longest rising run of places of what both have once (patience sorting)."""
    once = {piece for piece, count in Counter(old).items() if count == 1}
    once &= {piece for piece, count in Counter(new).items() if count == 1}
    place = {piece: at for at, piece in enumerate(new) if piece in once}
    tops: list[int] = []
    chains: list[tuple[int, int, int]] = []  # place in old, in new, index of the one before
    piles: list[int] = []
    for at, piece in enumerate(old):
        if piece in once:
            pile = bisect_left(tops, place[piece])
            chains.append((at, place[piece], piles[pile - 1] if pile else -1))
            tops[pile : pile + 1] = [place[piece]]
            piles[pile : pile + 1] = [len(chains) - 1]
    return _traced(chains, piles[-1] if piles else -1)


def _traced(chains: Sequence[tuple[int, int, int]], last: int) -> list[tuple[int, int]]:
    found = []
    while last >= 0:
        i, j, last = chains[last]
        found.append((i, j))
    return found[::-1]
