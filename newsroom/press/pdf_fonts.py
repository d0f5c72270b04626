"""The fonts of a PDF as far as a page needs them: how wide a string is, whether they are inside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pikepdf

FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True)
class PdfFont:
    """Widths in ems. Codes of a composite font are two bytes (Identity-H), of others one."""

    widths: dict[int, float] = field(default_factory=dict)
    usual: float = 0.0
    composite: bool = False

    @classmethod
    def of(cls, told: Any) -> PdfFont:
        if told is None:
            return cls()
        if "/DescendantFonts" in told:
            inner = told.DescendantFonts[0]
            usual = float(inner.get("/DW", 1000)) / 1000
            return cls(dict(_composite_widths(inner.get("/W"))), usual, composite=True)
        first = int(told.get("/FirstChar", 0))
        widths = {first + n: float(w) / 1000 for n, w in enumerate(told.get("/Widths") or ())}
        return cls(widths)

    def measure(self, text: bytes) -> tuple[float, int, int]:
        """Ems, characters, and blanks that word spacing widens (one-byte code 32 only)."""
        widths, usual = self.widths, self.usual
        if not self.composite:
            return sum(widths.get(code, usual) for code in text), len(text), text.count(b" ")
        codes = [high << 8 | low for high, low in zip(text[::2], text[1::2], strict=False)]
        return sum(widths.get(code, usual) for code in codes), len(codes), 0


def _composite_widths(told: Any) -> list[tuple[int, float]]:
    """``c [w …]`` and ``first last w`` (ISO 32000-1, 9.7.4.3)."""
    parts = list(told or ())
    found: list[tuple[int, float]] = []
    while len(parts) >= 2:
        first = int(parts[0])
        if isinstance(parts[1], pikepdf.Array):
            found += [(first + n, float(w) / 1000) for n, w in enumerate(parts[1])]
            parts = parts[2:]
        else:
            last = min(int(parts[1]), first + 65_535)
            found += [(code, float(parts[2]) / 1000) for code in range(first, last + 1)]
            parts = parts[3:]
    return found


def descriptor_of(font: Any) -> Any:
    """The FontDescriptor, or an empty dictionary; a Type 3 font has none and needs none."""
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    return inner.get("/FontDescriptor") or pikepdf.Dictionary()


def is_embedded(font: Any) -> bool:
    if str(font.get("/Subtype")) == "/Type3":
        return True
    descriptor = descriptor_of(font)
    return any(key in descriptor for key in FONT_FILES)


def is_subset(font: Any) -> bool:
    """``ABCDEF+Name`` (ISO 32000-1, 9.6.4)."""
    name = str(font.get("/BaseFont", "")).strip("/")
    return str(font.get("/Subtype")) == "/Type3" or name[6:7] == "+"
