"""The vertical headline block: which size it takes beside a body, and where its lines stand.

It fills the first column of its module from top to bottom; the copy stands in the others.
"""

from __future__ import annotations

from newsroom.layout.geometry import PageGrid
from newsroom.layout.headline import break_headline
from newsroom.layout.heads import (
    DECK_SIZE,
    KICKER_SIZE,
    LARGEST_DECK,
    SMALLEST,
    Head,
    HeadWords,
    Part,
    Rank,
    sizes_of,
)
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import FontRole, HeadLine, HeadRole
from newsroom.layout.upright import count_of, length_of

UPRIGHT_COLUMNS = 1  # columns a vertical headline takes
LINE_GAP = 0.3  # of the headline's size
PART_GAP = 0.4  # of the headline's size
FILL = 0.94  # of the height and of the column's width, at most
SHORT = 0.5  # a line that fills less of its column looks lost
MOST_TRACKING = 0.4  # em
MOST_LINES = 3
SMALL_STEP = 0.8  # cost of one step of size


def upright_head(
    words: HeadWords, rank: Rank, rows: int, grid: PageGrid, book: TypeBook, wished: float = 0
) -> Head | None:
    """The best vertical block beside ``rows`` rows of copy; None where the words do not fit."""
    found = []
    for step, size in enumerate((wished,) if wished else sizes_of(rank, grid)):
        for most in range(1, MOST_LINES + 1):
            parts = _parts(words, size, most, rows, grid, book)
            if parts is not None:
                found.append(_head(parts, size, step, rows, grid, book))
                break
    return min(found, key=lambda head: head.cost, default=None)


def _height(rows: int, grid: PageGrid) -> float:
    """Points from the top of the first line of copy to the foot of the last."""
    return rows * grid.leading_pt - (grid.leading_pt - grid.body_size_pt)


def _parts(
    words: HeadWords, size: float, most: int, rows: int, grid: PageGrid, book: TypeBook
) -> tuple[Part, ...] | None:
    height = _height(rows, grid) * FILL
    asked: list[tuple[HeadRole, str, float, int]] = [
        ("kicker", words.kicker, max(SMALLEST, KICKER_SIZE * size), 2),
        ("headline", words.headline, size, most),
        ("deck", words.deck, max(SMALLEST, min(LARGEST_DECK, DECK_SIZE * size)), 2),
    ]
    parts: list[Part] = []
    for role, text, small, count in asked:
        if not text.strip():
            continue
        face = book["song_heavy" if role == "headline" else "kai"]
        lines = break_headline(text, face, small, height, count)
        if lines is None or any(length_of(line, face) * small > height for line in lines):
            return None
        parts.append(Part(role, small, lines, PART_GAP * size if parts else 0.0, LINE_GAP * small))
    head = Head(size, tuple(parts), 0, 0.0, upright=True)
    return tuple(parts) if parts and head.height <= FILL * grid.column_width else None


def _head(
    parts: tuple[Part, ...], size: float, step: int, rows: int, grid: PageGrid, book: TypeBook
) -> Head:
    lines = [line for part in parts if part.role == "headline" for line in part.lines]
    lengths = [length_of(line, book["song_heavy"]) * size for line in lines] or [1.0]
    fill = max(lengths) / _height(rows, grid)
    uneven = 1 - min(lengths) / max(lengths)
    cost = SMALL_STEP * step + 8 * max(0.0, SHORT - fill) + 3 * max(0.0, uneven - 0.2)
    return Head(size, parts, 0, cost, fill, upright=True)


def set_upright_head(
    head: Head, top: float, rows: int, font: FontRole, grid: PageGrid, book: TypeBook
) -> tuple[HeadLine, ...]:
    """The lines from right to left, in the middle of the column, all beginning on one level.

    ``top`` is the foot of the white above, in points from the top of the module.
    """
    height = _height(rows, grid)
    spare = height - _longest(head, book)
    tracking = _tracking(head, spare, book)
    first = top + (height - _longest(head, book, tracking)) / 2
    right = (grid.column_width + head.height) / 2
    out: list[HeadLine] = []
    for number, part in enumerate(head.parts):
        right -= part.gap if number else 0.0
        face: FontRole = font if part.role == "headline" else "kai"
        for text in part.lines:
            out.append(
                HeadLine(
                    text,
                    part.role,
                    face,
                    part.size,
                    round(first, 3),
                    tracking_pt=round(tracking * part.size, 2),
                    direction="vertical",
                    left_pt=round(right - part.size, 3),
                )
            )
            right -= part.size + part.line_gap
        right += part.line_gap
    return tuple(out)


def _longest(head: Head, book: TypeBook, tracking: float = 0.0) -> float:
    """Points the longest line takes."""
    lengths = []
    for part in head.parts:
        face = book["song_heavy" if part.role == "headline" else "kai"]
        for line in part.lines:
            places = count_of(line, face) - 1
            lengths.append((length_of(line, face) + places * tracking) * part.size)
    return max(lengths)


def _tracking(head: Head, spare: float, book: TypeBook) -> float:
    """Much white is let in between the characters, within reason, in em for all lines."""
    headline = next((part for part in head.parts if part.role == "headline"), head.parts[0])
    places = max(count_of(line, book["song_heavy"]) for line in headline.lines) - 1
    if places < 1:
        return 0.0
    tracking = max(0.0, min(MOST_TRACKING, 0.6 * spare / (places * headline.size)))
    while tracking > 0.01 and _longest(head, book, tracking) > _longest(head, book) + spare:
        tracking *= 0.5  # a small kicker of many characters would run out of the column
    return tracking if _longest(head, book, tracking) <= _longest(head, book) + spare else 0.0
