"""Where the lines of a headline end: between words, never inside one, and evenly.

Sizes and widths in points; a line break or a space between Han in the text is the editor's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from newsroom.layout.linebreak import (
    is_forbidden_end,
    is_forbidden_start,
    is_han,
    measure,
    width_of,
)
from newsroom.layout.metrics import Advances
from newsroom.layout.phrases import joined_words
from newsroom.layout.words import chinese_words

# Particles lean on the word before them; a line does not begin with one.
NO_LINE_START = frozenset("的了着过们等和与及、，。；：！？”’）》」』】·—…")
NO_LINE_END = frozenset("和与及在把被将对向从为以让使给由到“‘（《「『【—")
SPACES = 2.0  # em: more than a space at the end of a line would have taken
UNEVEN = 0.2  # two lines of a headline differ by at most a fifth


@lru_cache(maxsize=8192)
def headline_width_em(text: str, metrics: Advances) -> float:
    """Natural width of one line of display type, in em of its size."""
    measured = measure(text, metrics)
    return width_of(measured, 0, len(text))


def break_headline(
    text: str, metrics: Advances, size_pt: float, width_pt: float, max_lines: int
) -> tuple[str, ...] | None:
    """The lines, top to bottom, or None when the headline does not fit in ``max_lines`` lines."""
    own = [part.strip() for part in text.split("\n") if part.strip()]
    room = width_pt / size_pt
    if len(own) > 1:
        fits = len(own) <= max_lines and all(headline_width_em(p, metrics) <= room for p in own)
        return (
            tuple(own)
            if fits
            else break_headline(" ".join(own), metrics, size_pt, width_pt, max_lines)
        )
    line = " ".join(text.split())
    if headline_width_em(line, metrics) <= room:
        return (line,)
    for count in range(2, max_lines + 1):
        if headline_width_em(line, metrics) > room * count * 1.02:
            continue
        found = _best_split(line, metrics, room, count)
        if found:
            return found
    return None


@lru_cache(maxsize=2048)
def _best_split(text: str, metrics: Advances, room: float, count: int) -> tuple[str, ...] | None:
    """The most even way to cut the words into ``count`` lines that fit."""
    best: tuple[float, tuple[str, ...]] | None = None

    def width(start: int, end: int) -> float:
        return headline_width_em(text[start:end].strip(), metrics)

    def fits(start: int, end: int, lines: int) -> bool:
        # A space at the end of a line takes no room.
        return 0 < width(start, end) <= room * lines + SPACES * (lines - 1)

    for cuts in _cuts(0, _places(text), len(text), count, fits):
        borders = tuple(pairwise((0, *cuts, len(text))))
        cost = _unevenness([width(start, end) for start, end in borders])
        cost -= sum(0.15 for cut in cuts if " " in text[cut - 1 : cut + 1])
        if best is None or cost < best[0] - 1e-9:
            best = (cost, tuple(text[start:end].strip() for start, end in borders))
    return best[1] if best else None


def _cuts(
    start: int, places: tuple[int, ...], end: int, count: int, fits: Callable[[int, int, int], bool]
) -> Iterator[tuple[int, ...]]:
    """Every choice of places between ``count`` lines that all fit; an early place comes first.

    ``fits`` says whether a part of the text may go into so many lines; parts that are too long for
    those that are left are not looked into.
    """
    if count == 1:
        if fits(start, end, 1):
            yield ()
        return
    for index, place in enumerate(places, start=1):
        if fits(start, place, 1) and fits(place, end, count - 1):
            for others in _cuts(place, places[index:], end, count - 1, fits):
                yield (place, *others)


def _unevenness(widths: list[float]) -> float:
    longest = max(widths)
    uneven = (longest - min(widths)) / longest
    # A first line that is shorter than the second looks top-light; a little is no harm.
    return uneven + (0.02 if widths[0] < widths[-1] else 0.0) + max(0.0, uneven - UNEVEN)


@lru_cache(maxsize=2048)
def _places(text: str) -> tuple[int, ...]:
    """Where a line may end: between words, and never before a particle or a closing mark."""
    places = []
    at = 0
    for word in words(text):
        at += len(word)
        if at < len(text) and _may_end(text[at - 1], text[at:].lstrip()[:1]):
            places.append(at)
    return tuple(places)


def _may_end(last: str, first: str) -> bool:
    if not first or is_forbidden_start(first) or is_forbidden_end(last):
        return False
    return first not in NO_LINE_START and last not in NO_LINE_END


@lru_cache(maxsize=2048)
def words(text: str) -> tuple[str, ...]:
    """The words of a headline, in order, nothing left out. Only Han text loads the dictionary."""
    if any(is_han(char) for char in text):
        return joined_words(chinese_words(text))
    return tuple(re.findall(r"\S+\s*|\s+", text))
