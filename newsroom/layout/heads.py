"""The headline block: which sizes a headline may take at a width, and where its lines stand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from newsroom.layout.geometry import PageGrid
from newsroom.layout.headline import UNEVEN, break_headline, headline_width_em
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import FontRole, HeadLine, HeadRole

# A banner leads a double page.
Rank = Literal["banner", "front", "lead", "second", "third", "brief", "continued"]

# Sizes in points, the best first. Neighbouring ranks stay clearly apart (39 / 26 / 20 / 14).
SIZES: dict[Rank, tuple[float, ...]] = {
    "banner": (84, 72, 96, 64, 110),
    "front": (39, 44, 36, 48, 32),
    "lead": (36, 32, 39, 28),
    "second": (26, 24, 28, 22),
    "third": (20, 18, 22, 16),
    "brief": (14, 16),
    "continued": (14,),
}
RANKS_OF: dict[int, tuple[Rank, ...]] = {
    1: ("front", "lead"),
    2: ("second",),
    3: ("third",),
    4: ("brief",),
}
STEPS = (48, 44, 39, 36, 32, 28, 26, 24, 22, 20, 18, 16, 14)
TOO_SMALL: dict[Rank, float] = {
    "banner": 50.0,
    "front": 50.0,
    "lead": 40.0,
}  # cost of half the size asked for
TOO_SMALL_ELSE = 14.0
UNWISHED = 40.0  # cost of a size that the editor did not ask for: only where nothing else fits
WIDEST = 0.965  # of the module: headlines of neighbours must not run into one another
LINE_GAP = 0.18  # of the headline's size
KICKER_SIZE, DECK_SIZE = 0.45, 0.42  # of the headline's size
KICKER_GAP, DECK_GAP = 0.27, 0.3  # of the headline's size; a kicker needs a quarter at least
SMALLEST, LARGEST_DECK = 10.5, 18.0
ORIGIN_SIZE = 9.0
TOP_WHITE = 3.0  # points; the row of the rule above adds its own
TRACKED_BELOW = 0.6  # a headline that fills less of its module is spaced out
MOST_TRACKING = 0.12  # em
PLAIN_LINES = 2
MUCH_TOO_UNEVEN = 1.0  # cost of lines that differ by more than a fifth
ENDLESS_HEADLINE = 40  # characters; trying every break of more in four lines would take long
LONG_HEADLINE = 28  # characters; longer ones may take a line more


@dataclass(frozen=True)
class HeadWords:
    """The words of a headline block; ``origin`` says where a continued story comes from."""

    headline: str
    kicker: str = ""
    deck: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Part:
    """A run of lines of one role; ``gap`` is the least white above it, in points."""

    role: HeadRole
    size: float
    lines: tuple[str, ...]
    gap: float
    line_gap: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size + (len(self.lines) - 1) * self.line_gap


@dataclass(frozen=True)
class Head:
    """A headline block at one size and width. ``rows`` is the least it needs."""

    size: float
    parts: tuple[Part, ...]
    rows: int
    cost: float
    fill: float = 1.0  # width of the longest headline line, of the module's
    upright: bool = False  # lines run from top to bottom: ``height`` is the block's width then

    @property
    def height(self) -> float:
        return self.parts[0].height + sum(part.gap + part.height for part in self.parts[1:])


def heads(
    words: HeadWords,
    rank: Rank,
    columns: int,
    grid: PageGrid,
    book: TypeBook,
    font: FontRole = "song_heavy",
    *,
    lax: bool = False,
    wished: float = 0,
    strict: bool = False,
) -> list[Head]:
    """Every headline block these words may have across ``columns``; cheap ones are good ones.

    With ``lax`` more lines and all smaller sizes are allowed too, so that there is always one. A
    ``wished`` size comes first and others are dear; with ``strict`` there are no others.
    """
    asked = sizes_of(rank, grid)
    if wished:
        asked = (wished, *(size for size in asked if size != wished and not strict))
    least = min(asked)
    dear = TOO_SMALL.get(rank, TOO_SMALL_ELSE)
    lesser = lax and not (wished and strict)
    sizes = asked + tuple(s for s in STEPS if lesser and s < least)
    width = grid.width_of(columns)
    long = columns == 1 or len(words.headline) > LONG_HEADLINE
    most = PLAIN_LINES + long + (2 if lax and len(words.headline) <= ENDLESS_HEADLINE else 0)
    found = []
    for step, size in enumerate(sizes):
        lines = _headline_lines(words.headline, font, size, width, most, book)
        if lines is not None:
            price = 0.45 * step if size >= least else 2 + dear * 2 * (1 - size / least)
            price += UNWISHED if wished and size != wished else 0.0
            found.append(_head(words, lines, size, price, columns, grid, book, font))
    if not found and lesser:
        lines = _chopped(words.headline, int(width * WIDEST / STEPS[-1]))
        found.append(_head(words, lines, STEPS[-1], dear, columns, grid, book, font))
    return found


def sizes_of(rank: Rank, grid: PageGrid) -> tuple[float, ...]:
    """The sizes of a rank on this page, the best first; none below the smallest step."""
    scale = grid.headline_scale
    scaled = (max(STEPS[-1], round(size * scale)) for size in SIZES[rank])
    return SIZES[rank] if scale == 1 else tuple(dict.fromkeys(scaled))


def size_beside(size: float, grid: PageGrid, step: Literal[1, -1]) -> int | None:
    """The next larger size of the scale (1) or the next smaller (-1); None at its end."""
    scale = grid.headline_scale
    sizes = sorted({max(STEPS[-1], round(one * scale)) for one in STEPS})
    if step > 0:
        return next((one for one in sizes if one > size), None)
    return next((one for one in reversed(sizes) if one < size), None)


def level_of(size: float, level: int, grid: PageGrid) -> int:
    """The level that has such a size: ``level`` itself, else the nearest to it."""
    able = [one for one in RANKS_OF if any(size in sizes_of(r, grid) for r in RANKS_OF[one])]
    return min(able, key=lambda one: (abs(one - level), one), default=level)


def _headline_lines(
    text: str, font: FontRole, size: float, width: float, most: int, book: TypeBook
) -> tuple[str, ...] | None:
    if not text.strip():
        return ()
    if headline_width_em(text, book[font]) * size > most * width:
        return None
    return break_headline(text, book[font], size, width * WIDEST, most)


def _chopped(text: str, count: int) -> tuple[str, ...]:
    """A headline no breaker could set: cut anywhere rather than lost."""
    flat = text.replace("\n", "")
    return tuple(flat[i : i + count] for i in range(0, len(flat), count))


def _head(
    words: HeadWords,
    lines: tuple[str, ...],
    size: float,
    price: float,
    columns: int,
    grid: PageGrid,
    book: TypeBook,
    font: FontRole,
) -> Head:
    width = grid.width_of(columns)
    parts = _parts(words, lines, size, width, book)
    widths = [headline_width_em(line, book[font]) * size / width for line in lines] or [1.0]
    head = Head(size, parts, 0, _cost(widths, price, columns), max(widths))
    if not parts:
        return Head(size, (), 1, 0.0)
    rows = math.ceil((TOP_WHITE + head.height + grid.leading_pt) / grid.leading_pt - 1e-9)
    return Head(size, parts, rows, head.cost, head.fill)


def _cost(widths: list[float], price: float, columns: int) -> float:
    """``price`` is the size's; a headline lost in its width or of uneven lines looks wrong."""
    cost = price + 6 * max(0.0, 0.5 - max(widths))
    if len(widths) > 1:
        uneven = max(0.0, 1 - UNEVEN - min(widths) / max(widths))
        cost += 0.25 * (columns - 1) / 2 + (MUCH_TOO_UNEVEN if uneven > 0 else 0) + 15 * uneven
    return cost + 1.5 * max(0, len(widths) - PLAIN_LINES)


def _parts(
    words: HeadWords, lines: tuple[str, ...], size: float, width: float, book: TypeBook
) -> tuple[Part, ...]:
    parts = []
    if words.kicker:
        kicker = _small_lines(words.kicker, KICKER_SIZE * size, width, book)
        parts.append(Part("kicker", *kicker, gap=0.0, line_gap=0.2 * kicker[0]))
    if lines:
        gap = KICKER_GAP * size if parts else 0.0
        parts.append(Part("headline", size, lines, gap, LINE_GAP * size))
    if words.deck:
        deck = _small_lines(words.deck, min(LARGEST_DECK, DECK_SIZE * size), width, book)
        parts.append(Part("deck", *deck, gap=DECK_GAP * size, line_gap=0.25 * deck[0]))
    if words.origin:
        parts.append(Part("origin", ORIGIN_SIZE, (words.origin,), 0.35 * size, 0.0))
    return tuple(parts)


def _small_lines(
    text: str, size: float, width: float, book: TypeBook
) -> tuple[float, tuple[str, ...]]:
    """Size and lines of a kicker or deck: on one line if it can be made to, else on several."""
    size = max(SMALLEST, round(size * 2) / 2)
    room = width * WIDEST
    fitting = room / max(1e-6, headline_width_em(text, book["kai"]))
    if "\n" not in text and fitting >= SMALLEST:
        return min(size, math.floor(fitting * 2) / 2), (text,)
    lines = break_headline(text, book["kai"], SMALLEST, room, 4)
    return SMALLEST, lines or _chopped(text, int(room / SMALLEST))


def set_head(
    head: Head,
    rows: int,
    font: FontRole,
    grid: PageGrid,
    width: float,
    padding_rows: int = 0,
) -> tuple[HeadLine, ...]:
    """The lines of a block that is given ``rows`` rows, optically in the middle of its white.

    The row of the rule above adds half a row of white to the eye, so the block is set that much
    higher; a baseline is always left between head and copy. ``padding_rows`` of the rows are the
    white inside a frame.
    """
    if not head.parts:
        return ()
    padding = padding_rows * grid.leading_pt
    spare = rows * grid.leading_pt - padding - head.height
    opened = _opened(head, spare - 3 * grid.leading_pt)
    spare -= opened * (len(head.parts) - 1)
    top = max(0.0, min((spare - grid.leading_pt / 2) / 2, spare - grid.leading_pt))
    top += padding
    out: list[HeadLine] = []
    for number, part in enumerate(head.parts):
        top += part.gap + opened if number else 0.0
        face: FontRole = font if part.role == "headline" else "kai"
        for text in part.lines:
            tracking = _tracking(text, part, head, width)
            out.append(
                HeadLine(text, part.role, face, part.size, round(top, 3), tracking_pt=tracking)
            )
            top += part.size + part.line_gap
        top -= part.line_gap
    return tuple(out)


def _opened(head: Head, white: float) -> float:
    """Much white is let in between kicker, headline and deck too, within reason."""
    gaps = len(head.parts) - 1
    return min(0.25 * head.size, 0.4 * max(0.0, white) / gaps) if gaps else 0.0


def _tracking(text: str, part: Part, head: Head, width: float) -> float:
    """A short headline in a wide module is spaced out, evenly over all its lines."""
    if part.role != "headline" or head.fill >= TRACKED_BELOW:
        return 0.0
    longest = max(len(line) for line in part.lines)
    wanted = (TRACKED_BELOW - head.fill) * width / longest
    return round(min(MOST_TRACKING * part.size, wanted), 2)
