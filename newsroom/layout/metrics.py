"""How wide each character is and which characters a font can print at all.

Widths are those of the painter: the glyph of the ``cmap``, put through the font's ``locl`` rules
for simplified Chinese (the em dash is 0.89 em wide in the raw table and 1 em on the page).

Reading five fonts of 15 MB with fontTools costs most of a second, so the result is kept in a small
file and read back in a millisecond. The file is a convenience: one that is stale, broken or cannot
be written is ignored.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from newsroom.layout.plan import FontRole
from newsroom.layout.prohibition import PLAIN, LineRules

CACHE_FORMAT = 2
# Which faces stand in, in order, for a character that a face has not: of the same weight.
STAND_IN: dict[FontRole, tuple[FontRole, ...]] = {
    "song": ("kai", "hei"),
    "song_heavy": ("kai", "hei_heavy"),
    "hei": ("song", "kai"),
    "hei_heavy": ("song_heavy", "kai"),
    "kai": ("song", "hei"),
}
MISSING_ADVANCE = 1.0  # .notdef, an empty box, is one em wide in every face of the set


class Advances(Protocol):
    """What measuring needs of a font: the advance of a character, in em. Compared by identity."""

    def __hash__(self) -> int: ...

    def advance(self, char: str) -> float: ...


class FontMetrics:
    """Advances and coverage of one font face."""

    def __init__(self, covered: Iterable[tuple[int, int]], widths: Mapping[str, float]) -> None:
        """``covered``: ascending (first, last) code points; ``widths``: em, where it is not 1."""
        ranges = list(covered)
        self._firsts = [first for first, _ in ranges]
        self._lasts = [last for _, last in ranges]
        self._advances = dict(widths)
        self._stand_in: Callable[[str], float | None] = lambda char: None

    def with_stand_ins(self, faces: Callable[[], Iterable[FontMetrics]]) -> FontMetrics:
        """The same face; characters it has not are those of the first of ``faces`` that has them.

        ``faces`` is called when such a character is met, and not before.
        """

        def advance(char: str) -> float | None:
            return next((face.advance(char) for face in faces() if face.has(char)), None)

        self._stand_in = advance
        return self

    def has(self, char: str) -> bool:
        """Whether the face itself has a glyph."""
        code = ord(char)
        index = bisect_right(self._firsts, code) - 1
        return index >= 0 and code <= self._lasts[index]

    def advance(self, char: str) -> float:
        """Advance width in em; that of the empty box when the font has no such glyph."""
        found = self._advances.get(char)
        if found is None:
            found = self._advances[char] = 1.0 if self.has(char) else self._of_stand_in(char)
        return found

    def _of_stand_in(self, char: str) -> float:
        advance = self._stand_in(char)
        return MISSING_ADVANCE if advance is None else advance

    def missing(self, text: str) -> list[str]:
        """Characters of ``text`` that would print as an empty box, each once, in order.

        White space and invisible format characters print nothing and are never missing.
        """
        return [c for c in self._not_own(text) if self._stand_in(c) is None]

    def substituted(self, text: str) -> list[str]:
        """Characters of ``text`` that another face stands in for, each once, in order."""
        return [c for c in self._not_own(text) if self._stand_in(c) is not None]

    def _not_own(self, text: str) -> list[str]:
        return [c for c in dict.fromkeys(text) if not (self.has(c) or _is_invisible(c))]

    @classmethod
    def load(
        cls, path: Path, cache_folder: Path | None = None, *, proportional: bool = False
    ) -> FontMetrics:
        """Metrics of the font file ``path``; ``proportional``: marks as Latin copy has them.

        The compact copy is kept in ``cache_folder``, by default a hidden file beside the font.
        Raises ``OSError`` when the font itself cannot be read.
        """
        stat = path.stat()
        key = [CACHE_FORMAT, stat.st_size, stat.st_mtime_ns]
        cache = (cache_folder or path.parent) / f".{path.name}.widths-{CACHE_FORMAT}.json"
        try:
            return cls._from_data(_read_cache(cache, key), proportional)
        except (OSError, ValueError, KeyError, TypeError):
            data = _read_font(path)
            _write_cache(cache, {"key": key, **data})
            return cls._from_data(data, proportional)

    @classmethod
    def _from_data(cls, data: Mapping[str, Any], proportional: bool) -> FontMetrics:
        bounds = data["covered"]
        covered = list(zip(bounds[::2], bounds[1::2], strict=True))
        widths = {char: float(width) for width, chars in data["widths"].items() for char in chars}
        if proportional:
            widths |= data["proportional"]
        return cls(covered, widths)


class TypeBook:
    """The faces a publication prints with, and how it sets lines in them.

    A face is known by its code: of the known set that is the role it is made for. A face is read
    when it is first asked for.
    """

    def __init__(
        self,
        files: Mapping[str, Path],
        cache_folder: Path | None = None,
        rules: LineRules = PLAIN,
        roles: Mapping[FontRole, str] | None = None,
        stand_ins: Mapping[Any, tuple[str, ...]] = STAND_IN,
    ) -> None:
        """``files`` by the code of the face; ``roles``: which face each role is set in, where it
        is not the face of that name; ``stand_ins``: what stands in for a face, best first."""
        self.rules = rules
        self._files: dict[str, Path] = dict(files)
        self._cache_folder = cache_folder
        self._roles: dict[FontRole, str] = {role: role for role in STAND_IN if role in files}
        self._roles |= roles or {}
        self._stand_ins: dict[str, tuple[str, ...]] = dict(stand_ins)
        self._loaded: dict[str, FontMetrics] = {}
        self._by_role: dict[FontRole, FontMetrics] = {}  # asked for with every line

    @classmethod
    def load(
        cls,
        files: Mapping[str, Path],
        cache_folder: Path | None = None,
        rules: LineRules = PLAIN,
        roles: Mapping[FontRole, str] | None = None,
        stand_ins: Mapping[Any, tuple[str, ...]] = STAND_IN,
    ) -> TypeBook:
        return cls(files, cache_folder, rules, roles, stand_ins)

    def __getitem__(self, role: FontRole) -> FontMetrics:
        if role not in self._by_role:
            self._by_role[role] = self._face(self._roles[role])
        return self._by_role[role]

    def face_at(self, role: FontRole) -> str:
        """The code of the face that ``role`` is set in."""
        return self._roles[role]

    def face_of(self, char: str, role: FontRole) -> str | None:
        """The face that prints ``char`` where ``role`` is asked for; None when none has it."""
        own = self._roles[role]
        return next((f for f in (own, *self._stand_ins[own]) if self._face(f).has(char)), None)

    def __iter__(self) -> Iterator[FontRole]:
        return iter(self._roles)

    def _face(self, code: str) -> FontMetrics:
        if code not in self._loaded:
            face = FontMetrics.load(
                self._files[code], self._cache_folder, proportional=not self.rules.is_square
            )
            others = self._stand_ins[code]
            self._loaded[code] = face.with_stand_ins(lambda: map(self._face, others))
        return self._loaded[code]


def _is_invisible(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cf", "Cc")


def _read_cache(cache: Path, key: list[int]) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(cache.read_bytes())
    if data["key"] != key:
        raise ValueError("The cached widths belong to another font file.")
    return data


def _write_cache(cache: Path, data: Mapping[str, Any]) -> None:
    """Write through a temporary file: another process never reads half a cache."""
    with contextlib.suppress(OSError):
        cache.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=cache.parent, prefix=".widths")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                json.dump(data, file)
            Path(name).replace(cache)
        except OSError:
            Path(name).unlink(missing_ok=True)


def _read_font(path: Path) -> dict[str, Any]:
    """Coverage as a flat list of first and last code points; characters grouped by width."""
    from fontTools.ttLib import TTFont  # slow to import; needed only to build the cache

    with TTFont(path, fontNumber=0, lazy=True) as font:
        glyphs = font.getBestCmap()
        local, narrow = _forms(font, "locl"), _forms(font, "pwid")
        advances = font["hmtx"].metrics
        em = font["head"].unitsPerEm
        widths: dict[str, str] = {}
        for code, glyph in glyphs.items():
            advance = advances[local.get(glyph, glyph)][0]
            if advance != em and not 0xD800 <= code <= 0xDFFF:
                widths[repr(advance / em)] = widths.get(repr(advance / em), "") + chr(code)
        # The fonts of the set apply pwid before locl: the local em dash stays as wide as it is.
        proportional = {
            chr(code): advances[local.get(narrow[glyph], narrow[glyph])][0] / em
            for code, glyph in glyphs.items()
            if glyph in narrow and not 0xD800 <= code <= 0xDFFF
        }
    return {"covered": _bounds(sorted(glyphs)), "widths": widths, "proportional": proportional}


def _bounds(codes: list[int]) -> list[int]:
    bounds: list[int] = []
    for code in codes:
        if bounds and bounds[-1] == code - 1:
            bounds[-1] = code
        else:
            bounds += [code, code]
    return bounds


def _forms(font: Any, tag: str) -> dict[str, str]:
    """Glyph -> glyph that a feature puts in its place for simplified Chinese in Han script:
    ``locl`` always, ``pwid`` (quotation marks as wide as Latin ones) where it is asked for."""
    if "GSUB" not in font:
        return {}
    table = font["GSUB"].table
    forms: dict[str, str] = {}
    for index in _chinese_features(table):
        feature = table.FeatureList.FeatureRecord[index]
        if feature.FeatureTag == tag:
            for lookup in feature.Feature.LookupListIndex:
                for part in table.LookupList.Lookup[lookup].SubTable:
                    forms |= getattr(getattr(part, "ExtSubTable", part), "mapping", {})
    return forms


def _chinese_features(table: Any) -> list[int]:
    for script in table.ScriptList.ScriptRecord:
        if script.ScriptTag == "hani":
            for language in script.Script.LangSysRecord:
                if language.LangSysTag == "ZHS ":
                    return list(language.LangSys.FeatureIndex)
    return []
