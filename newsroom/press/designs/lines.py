"""Short lines of display type: broken between words, as large as their place allows."""

from __future__ import annotations

from dataclasses import dataclass

from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.headline import words
from newsroom.layout.linebreak import is_forbidden_start
from newsroom.layout.plan import FontRole
from newsroom.press.nameplate import SMALLEST_TYPE, Setter, SheetError

STEP = 0.5  # points: sizes are tried downwards by


@dataclass(frozen=True)
class Setting:
    """Lines of one size, the pitch between their tops."""

    lines: tuple[str, ...]
    size: float
    pitch: float

    @property
    def height(self) -> float:
        return (len(self.lines) - 1) * self.pitch + self.size if self.lines else 0.0


def broken(
    text: str, font: FontRole, size: float, width: float, setter: Setter
) -> tuple[str, ...] | None:
    """The lines of ``text`` in ``width`` points; None when a word is wider."""
    lines = [""]
    for word in words(text):
        more = lines[-1] + word
        if setter.width(more.rstrip(), font, size) <= width or is_forbidden_start(word[0]):
            lines[-1] = more
        else:
            lines.append(word.lstrip())
    kept = tuple(line.strip() for line in lines if line.strip())
    return kept if all(setter.width(line, font, size) <= width for line in kept) else None


def filled(
    texts: tuple[str, ...],
    font: FontRole,
    size: float,
    width: float,
    height: float,
    setter: Setter,
    *,
    leading: float = 1.4,
) -> Setting:
    """All of ``texts``, each from a line of its own, at the largest size up to ``size`` at which
    they fit. Raises `SheetError` naming the first when none does."""
    step = 0
    while (now := size - step * STEP) >= SMALLEST_TYPE:
        parts = [broken(text, font, now, width, setter) for text in texts]
        found = Setting(tuple(line for part in parts for line in part or ()), now, now * leading)
        if None not in parts and found.height <= height + 0.01:
            return found
        step += 1
    raise no_room(texts[0])


def joined(
    texts: tuple[str, ...], font: FontRole, size: float, width: float, setter: Setter, gap: str
) -> tuple[str, ...] | None:
    """``texts`` in as few lines as hold them, ``gap`` between; None when one alone is too wide."""
    lines: list[str] = []
    for text in texts:
        more = lines[-1] + gap + text if lines else text
        if lines and setter.width(more, font, size) <= width:
            lines[-1] = more
        else:
            lines.append(text)
    return tuple(lines) if all(setter.width(x, font, size) <= width for x in lines) else None


def no_room(text: str) -> SheetError:
    return SheetError(
        _(
            "“%(text)s” has no room in this page design: shorten it, or choose another design.",
            text=text,
        )
    )
