"""A broken line as it is printed: what stands at its end, and how wide its characters are."""

from __future__ import annotations

import math
from typing import NamedTuple

from newsroom.layout.linebreak import (
    EPSILON,
    HANGING,
    MOST_CONDENSED,
    SQUEEZE,
    Measured,
)


class Ending(NamedTuple):
    """``hyphen``: the line ends within a word. ``hung``: its last mark stands outside the measure.
    ``stretch``: the width of its characters, 1 their own."""

    hyphen: bool = False
    hung: bool = False
    stretch: float = 1.0


PLAIN_ENDING = Ending()


def ending_of(
    measured: Measured,
    start: int,
    end: int,
    width_em: float,
    indent_em: float,
    *,
    behind: bool = False,
) -> Ending:
    """How ``measured.text[start:end]`` ends on a line of ``width_em``, its indent included.

    ``behind``: the text begins behind a marker, where the painter trims nothing either.
    """
    trims = not (start == 0 and (indent_em or behind))
    lead = measured.lead[start] if trims else 0.0
    natural = measured.widths[end] - measured.widths[start] - lead - measured.trail[end - 1]
    shrink = measured.shrinks[end] - measured.shrinks[start] - measured.trail_shrink[end - 1]
    shrink -= measured.lead_shrink[start] if trims else 0.0
    over = natural - (width_em - indent_em) - max(0.0, shrink) * SQUEEZE
    hyphen = end in measured.hyphens
    hung = measured.rules.hanging and _hangs(measured, end, over)
    if over <= EPSILON and not (hyphen or hung):
        return PLAIN_ENDING
    width = width_em - indent_em
    narrowed = EPSILON < over <= MOST_CONDENSED * width
    return Ending(hyphen, hung, _floor(width / (width + over)) if narrowed else 1.0)


def _floor(share: float) -> float:
    """Four places, never more than the line needs: the painter must not find it too wide."""
    return math.floor(share * 10_000 - 0.01) / 10_000


def _hangs(measured: Measured, end: int, over: float) -> bool:
    """At the end of a full line; at the end of a paragraph only where there is no room."""
    if measured.text[end - 1] not in HANGING:
        return False
    if end < len(measured.text) and measured.rules.justified:
        return True
    return over + measured.trail[end - 1] / 2 > EPSILON
