"""Where the lines of a paragraph end: optimal breaks under the rules of Chinese composition.

The rules are those of W3C "Requirements for Chinese Text Layout" (clreq), prohibition at the
publication's level (`prohibition`): which marks may not start or end a line, which pairs of marks
are squeezed, what may not be cut.

**The width model is the painter's.** Every line this module makes is painted on its own line, so
the painter must not find it too wide and break it again. Lengths here are in em of the text size,
positions are code points of the paragraph. The painter (Typst) must be told:

    #set text(lang: "zh", region: "cn", script: "hani", cjk-latin-spacing: none, hyphenate: false,
              kerning: false, ligatures: false, fallback: false, top-edge: .88em,
              bottom-edge: -.12em)
    #set par(justify: true)

and gets each line as ``painted(line.text)`` followed by ``linebreak(justify: true)`` (a plain
``linebreak()`` where `Line.justified` is false; none after the last line of a paragraph that ends
there). A first indent is ``h(2em)``. ``cjk-latin-spacing: none`` because the quarter em between
Han and Latin is ours: `painted` writes it as U+2005, so that dates and numbers can stay solid. It
reads back from the PDF as white space. ``script: "hani"`` keeps the full-width form of the dash in
a paragraph that has no Han character at all.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple, TypeVar

from newsroom.layout.hyphens import hyphen_places
from newsroom.layout.metrics import Advances
from newsroom.layout.prohibition import LONG_MARKS, PLAIN, SOLIDUS, LineRules

Key = TypeVar("Key")
QUARTER_EM = 0.25
EPSILON = 1e-6
FOUR_PER_EM_SPACE = "\u2005"  # the painter sets it a quarter em wide and never stretches it

# How much of the punctuation's white a line may lose. The painter would take all of it; the rest
# is kept so that a line full of commas does not look choked.
SQUEEZE = 0.8

# Costs of a line. `e` is the white added at each place where the painter may add it, in em.
LOOSE_SQUARE = 2500.0
LOOSE_CUBE = 24000.0  # over a tenth of an em the eye sees gaps: grow faster than the square
TIGHT_CUBE = 100.0  # of the share of the punctuation's white that is used
TIGHT = 4.0
EACH_LINE = 1.0
RAGGED_SQUARE = 6.0  # of the em a ragged line is short
LONE_CHARACTER = 50_000.0  # a last line of one character
NUMBER_CUT = 10.0  # between a number and its measure word: allowed, not liked
URL_CUT = 60.0
HYPHEN_CUT = 30.0
CONDENSED = 90.0  # characters made narrower by a hair: before a line that is loose to the eye
WORD_CUT = 1e6  # a run wider than the line, cut where the line is full
MARK_CUT = 1e8  # ... and at a forbidden place, when there is no other

# How far the characters of a line may be narrowed: no eye sees a fiftieth.
MOST_CONDENSED = 0.02

# Lines looser than this share of the measure are looked at only when there is nothing else.
WINDOW = 0.2

OPENING = "“‘《〈（『「【〖〔［｛"
CLOSING = "”’，．。、：；》〉）』」】〗〕］｝？！"
HANGING = "、，。．"
FULL_WIDTH_QUOTES = "“”‘’"
SPACES = " \u00a0\u3000"  # those the painter stretches and shrinks
CELL_END = "\t"  # in a row of a table that is set in running lines: as wide as a character
TRIMMED = " \u3000\u2005"

(HAN, LETTER, DIGIT, SPACE, OPEN, CLOSE, DASH, UNIT, CURRENCY, JOINER, GLUE, MARK, ANY) = range(13)
CLASSES = 13

_CLASS_OF = (
    dict.fromkeys(OPENING + "([{〘〚｟«‹", OPEN)
    | dict.fromkeys(CLOSING + ")]}〙〛｠»›·・‧•々〻〵ーゝゞヽヾ～〜–‼⁇⁈⁉", CLOSE)
    | dict.fromkeys("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ", CLOSE)
    | dict.fromkeys("—…⋯⸺⸻―", DASH)
    | dict.fromkeys("%％‰℃℉°′″㎡㎞㎏㎎㎝㎜", UNIT)
    | dict.fromkeys("$￥¥€£＄￡￠№", CURRENCY)
    | dict.fromkeys("!\"#&'*+,-./:;<=>?@\\^_`|~／－", JOINER)
    | dict.fromkeys("\u00a0\u202f\u2060\ufeff", GLUE)
    | dict.fromkeys("0123456789０１２３４５６７８９", DIGIT)
)

# May a line end between two neighbours? Anything not listed here may.
NO, YES, ASK = 0, 1, 2


def _pair_rule(before: int, after: int) -> int:
    if after in (CLOSE, DASH, UNIT, SPACE, GLUE) or before in (OPEN, CURRENCY, GLUE):
        return NO
    if MARK in (before, after) or JOINER in (before, after) or before == SPACE:
        return ASK
    if before in (LETTER, DIGIT, UNIT) and after in (LETTER, DIGIT):
        return NO
    return YES


_PAIRS = tuple(_pair_rule(a, b) for a in range(CLASSES) for b in range(CLASSES))

_WHOLE_MARKS = frozenset(char * 2 for char in LONG_MARKS)
_LETTERS = "A-Za-z\u00c0-\u024f\u0370-\u04ff"
_RUN = re.compile(rf"[{_LETTERS}0-9#$%&+@.,:;'’/_~=?!*^|\\<>-]+")
_HAS_LETTER = re.compile(f"[{_LETTERS}]")
_RUN_START = re.compile(f"[{_LETTERS}0-9#$&@]")
_RUN_END = re.compile(f"[{_LETTERS}0-9#%&+]")
_URL = re.compile(
    r"(?:(?:https?|ftp)://|www\.)[!-~]+"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|cn|net|org|gov|edu)\b(?:/[!-~]*)?"
)
_URL_CUTS = frozenset("/.-?&=_@#%:")


@dataclass(frozen=True, eq=False)
class Measured:
    """A paragraph made ready for breaking in one font. Treat the fields as private but `text`.

    The prefix sums have one entry more than the text: what stands before each code point.
    """

    text: str
    rules: LineRules
    widths: list[float]
    shrinks: list[float]  # white the painter may take out
    gaps: list[int]  # places where the painter may add white
    ends: list[int]  # where a line may end, in order; the last is the end of the text
    penalty: dict[int, float]  # end -> what ending there costs, where it costs
    lead: list[float]  # white cut off a code point that starts a line
    lead_shrink: list[float]  # ... of which was counted as shrink
    trail: list[float]  # white cut off a code point that ends one
    trail_shrink: list[float]
    hyphens: frozenset[int]  # ends that divide a word: a hyphen is painted there


def is_han(char: str) -> bool:
    """Han or kana: a character that stands on the square and takes white beside Latin letters."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or char in "々〇〻"
        or "\u3041" <= char <= "\u3096"
        or "\u30a1" <= char <= "\u30fa"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
    )


@lru_cache(maxsize=16_384)  # the lines of an edition, which hardly change between two exports
def painted(text: str, *, solid_numbers: bool = True) -> str:
    """The text of one line as the painter must get it.

    Spaces at the ends and invisible characters are gone, other white space is a plain space, and
    a quarter-em space (U+2005) stands between Han and Latin words.
    """
    clean = "".join(visible(c) for c in text).strip(TRIMMED)
    pieces = []
    last = 0
    for place in quarter_ems(clean, solid_numbers):
        pieces.append(clean[last:place])
        last = place
    return FOUR_PER_EM_SPACE.join([*pieces, clean[last:]])


def painted_pieces(
    text: str, keys: Sequence[Key], *, solid_numbers: bool = True
) -> tuple[tuple[str, Key], ...]:
    """`painted` cut where the key changes: each piece with the key of its characters.

    ``keys`` has one for each code point of ``text``, its face for example. The quarter em between
    Han and Latin belongs to what stands before it.
    """
    kept = [(visible(char), key) for char, key in zip(text, keys, strict=True) if visible(char)]
    whole = "".join(char for char, _key in kept)
    first = len(whole) - len(whole.lstrip(TRIMMED))
    kept = kept[first : first + len(whole.strip(TRIMMED))]
    for place in reversed(quarter_ems(whole.strip(TRIMMED), solid_numbers)):
        kept.insert(place, (FOUR_PER_EM_SPACE, kept[place - 1][1]))
    return tuple(
        ("".join(char for char, _key in piece), key)
        for key, piece in groupby(kept, key=itemgetter(1))
    )


def line_for_painter(measured: Measured, start: int, end: int) -> str:
    """The line ``measured.text[start:end]`` as the painter must get it."""
    return painted(measured.text[start:end], solid_numbers=measured.rules.solid_numbers)


def visible(char: str) -> str:
    """What the painter gets for a character: itself, a plain space, or nothing."""
    if char in SPACES or char == FOUR_PER_EM_SPACE:
        return char
    if char == CELL_END:
        return "\u3000"
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) in ("Cf", "Cc") else char


def quarter_ems(text: str, solid_numbers: bool) -> list[int]:
    """Places in ``text`` where Han meets a Latin word. A number alone is set solid on both sides:
    2月24日, 69个; a word with letters is not: 新冠 COVID-19 肺炎."""
    places = []
    for run in _RUN.finditer(text):
        start, end = run.span()
        if solid_numbers and not _HAS_LETTER.search(run.group()):
            continue
        if start and is_han(text[start - 1]) and _RUN_START.match(text[start]):
            places.append(start)
        if end < len(text) and is_han(text[end]) and _RUN_END.match(text[end - 1]):
            places.append(end)
    return places


@dataclass(frozen=True)
class _Glyph:
    """One character in one font: class, advance, white it can lose left and right, 1 if the
    painter may add white behind it."""

    kind: int
    advance: float
    left: float = 0.0
    right: float = 0.0
    gap: int = 0


def _glyph(char: str, font: Advances) -> _Glyph:
    kind = _class_of(char)
    if char == FOUR_PER_EM_SPACE:
        return _Glyph(kind, QUARTER_EM)
    if visible(char) == "" or unicodedata.category(char) == "Mn":
        return _Glyph(kind, 0.0)
    if char.isspace():
        width = font.advance("\u3000" if char in ("\u3000", CELL_END) else " ")
        return _Glyph(kind, width, right=width / 3, gap=1)
    width = font.advance(char)
    if char in CLOSING and _is_square(char, width):
        return _Glyph(kind, width, right=width / 2, gap=1)
    if char in OPENING and _is_square(char, width):
        return _Glyph(kind, width, left=width / 2, gap=1)
    if char in "·・":
        return _Glyph(kind, width, left=width / 4, right=width / 4, gap=1)
    return _Glyph(kind, width, gap=int(kind == HAN or is_han(char)))


def _is_square(char: str, width: float) -> bool:
    """Curly quotes are Chinese marks only where the font makes them one em wide."""
    return char not in FULL_WIDTH_QUOTES or abs(width - 1) < 1e-9


def _class_of(char: str) -> int:
    listed = _CLASS_OF.get(char)
    if listed is not None:
        return listed
    if is_han(char):
        return HAN
    if char.isspace():
        return SPACE
    if unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf", "Cc"):
        return MARK
    if char.isalpha() and unicodedata.east_asian_width(char) not in ("W", "F"):
        return LETTER
    return ANY


@lru_cache(maxsize=16)
def _glyphs(font: Advances) -> dict[str, _Glyph]:
    """The glyphs met so far in one font."""
    return {}


def _glyphs_of(text: str, font: Advances) -> list[_Glyph]:
    known = _glyphs(font)
    glyphs = []
    for char in text:
        glyph = known.get(char)
        if glyph is None:
            glyph = known[char] = _glyph(char, font)
        glyphs.append(glyph)
    return glyphs


class Part(NamedTuple):
    """Code points ``start`` to ``end`` of a text that stand in a font of their own."""

    start: int
    end: int
    font: Advances


@lru_cache(maxsize=4096)
def measure(
    text: str, metrics: Advances, rules: LineRules = PLAIN, parts: tuple[Part, ...] = ()
) -> Measured:
    """Prepare one paragraph (or line) for breaking in the font ``metrics``.

    ``parts`` stand in other fonts. Two marks side by side must be in one: the painter squeezes
    no pair across a change of font (`inline.spans_of` sees to it).
    """
    glyphs = _glyphs_of(text, metrics)
    for part in parts:
        glyphs[part.start : part.end] = _glyphs_of(text[part.start : part.end], part.font)
    advance = [g.advance for g in glyphs]
    left = [g.left for g in glyphs]
    right = [g.right for g in glyphs]
    _squeeze_pairs(glyphs, advance, left, right)
    before = [0.0] * len(text)
    for place in quarter_ems(text, rules.solid_numbers):
        before[place] = QUARTER_EM
    opens = [g.left > 0 and g.right == 0 for g in glyphs]
    spaces = [g.kind == SPACE for g in glyphs]
    closes = [g.right > 0 and g.left == 0 for g in glyphs]
    lead = [b + (le if o else 0.0) for b, le, o in zip(before, left, opens, strict=True)]
    trail = [
        a if space else (r if close else 0.0)
        for a, r, close, space in zip(advance, right, closes, spaces, strict=True)
    ]
    ends, penalty = _line_ends(text, [g.kind for g in glyphs], rules)
    hyphens = _hyphens(text, rules, ends, penalty)
    for place in hyphens:  # white that is negative: the hyphen takes room at the end of the line
        trail[place - 1] = -_font_at(place - 1, metrics, parts).advance("-")
    if rules.hanging:
        _let_marks_hang(text, glyphs, trail, right)
    return Measured(
        text=text,
        rules=rules,
        widths=list(accumulate(map(float.__add__, advance, before), initial=0.0)),
        shrinks=list(accumulate(map(float.__add__, left, right), initial=0.0)),
        gaps=list(accumulate((g.gap for g in glyphs), initial=0)),
        ends=ends,
        penalty=penalty,
        lead=lead,
        lead_shrink=[le if o else 0.0 for le, o in zip(left, opens, strict=True)],
        trail=trail,
        trail_shrink=[r if c else 0.0 for r, c in zip(right, closes, strict=True)],
        hyphens=hyphens,
    )


def _font_at(place: int, metrics: Advances, parts: Sequence[Part]) -> Advances:
    return next((part.font for part in parts if part.start <= place < part.end), metrics)


def _hyphens(
    text: str, rules: LineRules, ends: list[int], penalty: dict[int, float]
) -> frozenset[int]:
    """Add the places where words may be divided to the line ends; none within an address."""
    if not rules.hyphenated:
        return frozenset()
    addresses = {place for url in _URL.finditer(text) for place in range(*url.span())}
    places = frozenset(hyphen_places(text, rules.language)) - addresses
    if places:
        penalty.update(dict.fromkeys(places, HYPHEN_CUT))
        ends[:] = sorted({*ends, *places})
    return places


def _let_marks_hang(
    text: str, glyphs: list[_Glyph], trail: list[float], right: list[float]
) -> None:
    """A mark that hangs takes no room at the end of its line (clreq 3.1.7)."""
    for place, char in enumerate(text):
        if char in HANGING and right[place]:
            trail[place] = glyphs[place].advance


def _squeeze_pairs(
    glyphs: list[_Glyph], advance: list[float], left: list[float], right: list[float]
) -> None:
    """Two marks side by side lose half an em between them (clreq 3.1.6.1), as the painter does."""
    for here in range(len(glyphs) - 1):
        after = here + 1
        if not (_is_mark(glyphs[here]) and _is_mark(glyphs[after])):
            continue
        half = glyphs[here].advance / 2
        if right[here] + left[after] < half - EPSILON:
            continue
        first = min(right[here], half)
        rest = half - first
        advance[here] -= first
        right[here] -= first
        advance[after] -= rest
        left[after] -= rest


def _is_mark(glyph: _Glyph) -> bool:
    return glyph.kind != SPACE and (glyph.left > 0 or glyph.right > 0)


def _line_ends(text: str, kinds: list[int], rules: LineRules) -> tuple[list[int], dict[int, float]]:
    """Where a line may end, and what it costs there."""
    cuts = {
        place
        for url in _URL.finditer(text)
        for place in range(url.start() + 4, url.end() - 2)
        if text[place - 1] in _URL_CUTS and text[place] not in _URL_CUTS
    }
    ends: list[int] = []
    penalty: dict[int, float] = {}
    for place in range(1, len(text)):
        before, after = kinds[place - 1], kinds[place]
        if place in cuts:
            ends.append(place)
            penalty[place] = URL_CUT
            continue
        rule = _PAIRS[before * CLASSES + after]
        if text[place - 1] == "’" and after == LETTER and kinds[place - 2 : place - 1] == [LETTER]:
            continue  # an apostrophe
        if rule == NO and _is_lenient(text, before, after, place, rules):
            rule = YES
        if rule == YES or (rule == ASK and _asked(text, before, after, place, rules)):
            ends.append(place)
            if before == DIGIT and after == HAN:
                penalty[place] = NUMBER_CUT
    if text:
        ends.append(len(text))
    return ends, penalty


def _is_lenient(text: str, before: int, after: int, place: int, rules: LineRules) -> bool:
    """Whether the level lets a line begin here, where the strict rules do not."""
    if before in (OPEN, CURRENCY, GLUE) or not rules.may_start(text[place]):
        return False
    if after == DASH:  # a dash or an ellipsis is one piece, and a single dash is a connector
        return text[place - 1] not in LONG_MARKS and text[place : place + 2] in _WHOLE_MARKS
    return True


def _asked(text: str, before: int, after: int, place: int, rules: LineRules) -> bool:
    """Pairs that depend on the characters: Latin punctuation, spaces, combining marks."""
    if MARK in (before, after) or after == JOINER:
        return False
    if before == SPACE:
        return True
    if text[place - 1] in SOLIDUS:
        return rules.may_end(text[place - 1])
    return before == JOINER and text[place - 1] in ",.;:!?" and after in (HAN, OPEN, ANY)


def width_of(measured: Measured, start: int, end: int) -> float:
    """Natural width in em of ``text[start:end]`` standing on a line of its own."""
    return _natural(measured, start, end, trim_start=True) if end > start else 0.0


def _natural(measured: Measured, start: int, end: int, *, trim_start: bool) -> float:
    lead = measured.lead[start] if trim_start else 0.0
    return measured.widths[end] - measured.widths[start] - lead - measured.trail[end - 1]


def break_lines(
    measured: Measured, width_em: float, *, first_indent_em: float = 2.0, start: int = 0
) -> list[int]:
    """Where the lines of ``text[start:]`` end, as code points; the last is the text's length.

    The breaks cost least over the whole paragraph (dynamic programming over its line ends, after
    Knuth and Plass); of equal ones the first is taken, so the same text always breaks alike.
    """
    length = len(measured.text)
    if start >= length:
        return []
    best: dict[int, tuple[float, int]] = {start: (0.0, -1)}
    waiting = [start]
    while waiting:
        here = heappop(waiting)
        if here == length:
            break
        width = width_em - (first_indent_em if here == start else 0.0)
        so_far = best[here][0]
        for end, cost in _lines_from(measured, here, width, is_first=here == start):
            total = so_far + cost
            known = best.get(end)
            if known is None:
                heappush(waiting, end)
            if known is None or total < known[0] - 1e-12:
                best[end] = (total, here)
    return _traced(best, start, length)


def _traced(best: dict[int, tuple[float, int]], start: int, length: int) -> list[int]:
    ends = []
    place = length
    while place != start:
        ends.append(place)
        place = best[place][1]
    return ends[::-1]


def _lines_from(
    measured: Measured, start: int, width: float, *, is_first: bool
) -> list[tuple[int, float]]:
    """The lines that may begin at ``start``: their ends and costs."""
    widths, ends = measured.widths, measured.ends
    trim = not (is_first and start == 0)  # behind the first indent the painter trims nothing
    lead = measured.lead[start] if trim else 0.0
    lead_shrink = measured.lead_shrink[start] if trim else 0.0
    base, shrunk = widths[start] + lead, measured.shrinks[start] + lead_shrink
    length = len(measured.text)
    spare = width * MOST_CONDENSED if measured.rules.condensed else 0.0
    first = bisect_right(ends, start)
    # The first end that could reach the loosest line we look at.
    near = max(first, bisect_left(ends, bisect_left(widths, base + width * (1 - WINDOW)) - 1))
    found = []
    for index in range(near, len(ends)):
        end = ends[index]
        natural = widths[end] - base - measured.trail[end - 1]
        over = natural - width
        shrink = max(0.0, measured.shrinks[end] - shrunk - measured.trail_shrink[end - 1])
        if over > shrink * SQUEEZE + EPSILON:
            if over > shrink + 1.0:
                break
            if over - shrink * SQUEEZE <= spare:
                found.append((end, CONDENSED + measured.penalty.get(end, 0.0)))
            continue
        found.append((end, _cost(measured, start, end, over, shrink, end == length, is_first)))
    return found or _forced(measured, start, width, base, near, first)


def _cost(
    measured: Measured,
    start: int,
    end: int,
    over: float,
    shrink: float,
    is_last: bool,
    is_first: bool,
) -> float:
    cost = EACH_LINE + measured.penalty.get(end, 0.0)
    if over > EPSILON:
        return cost + TIGHT + TIGHT_CUBE * (over / shrink) ** 3
    if is_last:
        return cost + (LONE_CHARACTER if not is_first and _is_lone(measured.text, start) else 0.0)
    if not measured.rules.justified:
        return cost + RAGGED_SQUARE * over**2
    gaps = max(1, measured.gaps[end - 1] - measured.gaps[start])
    added = max(0.0, -over) / gaps
    return cost + LOOSE_SQUARE * added**2 + LOOSE_CUBE * added**3


def _is_lone(text: str, start: int) -> bool:
    """A last line of one character, marks not counted; a Latin word is not lonely."""
    core = [char for char in text[start:] if char not in CLOSING and char not in TRIMMED]
    return len(core) < 2


def _forced(
    measured: Measured, start: int, width: float, base: float, near: int, first: int
) -> list[tuple[int, float]]:
    """No line ends in the window: the widest that fits, else the run is cut where it is full."""
    for index in range(min(near, len(measured.ends)) - 1, first - 1, -1):
        end = measured.ends[index]
        over = measured.widths[end] - base - measured.trail[end - 1] - width
        if over <= EPSILON:
            is_last = end == len(measured.text)
            return [(end, _cost(measured, start, end, over, 0.0, is_last, False))]
    fits = bisect_right(measured.widths, base + width + EPSILON) - 1
    end = max(start + 1, min(fits, len(measured.text)))
    for earlier in range(end, max(start, end - 4), -1):
        if earlier not in measured.hyphens and not _is_forbidden(measured.text, earlier):
            return [(earlier, WORD_CUT)]
    return [(end, MARK_CUT)]


def _is_forbidden(text: str, place: int) -> bool:
    if place >= len(text):
        return False
    rule = _PAIRS[_class_of(text[place - 1]) * CLASSES + _class_of(text[place])]
    return rule == NO and _class_of(text[place]) in (CLOSE, DASH, UNIT, SPACE)


def is_forbidden_start(line: str, rules: LineRules = PLAIN) -> bool:
    """Whether no line may begin as this one does (clreq 3.1.3). A single dash is a connector."""
    first = line[:1]
    if first in LONG_MARKS:
        return not (rules.may_start(first) and line[:2] in _WHOLE_MARKS)
    if rules.may_start(first):
        return False
    return _class_of(first) in (CLOSE, UNIT) or first in SOLIDUS


def is_forbidden_end(char: str, rules: LineRules = PLAIN) -> bool:
    """Whether no line may end with this character (clreq 3.1.3)."""
    if char == "／":  # a plain one may be that of an address
        return not rules.may_end(char)
    return _class_of(char) in (OPEN, CURRENCY)
