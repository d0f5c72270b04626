"""Faces the operator adds to the known set: ``faces.json`` in the folder of the fonts.

``{"faces": [{"code": "fangsong", "label": "仿宋", "file": "FangSong.ttf", "like": "kai",
"sha256": "…", "family": "FangSong", "weight": 400}]}``; family and weight may be left out. ``like``
(song, hei or kai) says of what kind the face is. A face that is not what the list says of it is
refused with a sentence, the others stand.
"""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.metrics import FontMetrics
from newsroom.layout.plan import FontRole
from newsroom.press.fontset import NOTO_WENKAI, FontFace, sha256_of

LIST = "faces.json"
SUFFIXES = (".ttf", ".otf", ".ttc")
MOST_BYTES = 64 * 1024 * 1024
MOST_FACES = 20
HEAVY_FROM = 700  # heavier than this, the heavy faces of the set stand in
CODE = re.compile(r"[a-z][a-z0-9_-]{0,19}")
KINDS: dict[str, tuple[FontRole, FontRole]] = {
    "song": ("song", "song_heavy"),
    "hei": ("hei", "hei_heavy"),
    "kai": ("kai", "kai"),
}


@dataclass(frozen=True)
class OwnFaces:
    """The faces that can be used, and a sentence for each that cannot."""

    faces: tuple[FontFace, ...] = ()
    problems: tuple[Sentence, ...] = ()


class _RefusedError(Exception):
    """What is wrong with one face; its argument is a `Sentence`."""


def own_faces(folder: Path) -> OwnFaces:
    """The faces of ``folder/faces.json``; none when there is no such file. Never raises."""
    try:
        rows = json.loads((folder / LIST).read_bytes())["faces"]
        if not isinstance(rows, list) or len(rows) > MOST_FACES:
            raise ValueError
    except FileNotFoundError:
        return OwnFaces()
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        unread = _("%(file)s cannot be read: it has a list “faces” in JSON.", file=folder / LIST)
        return OwnFaces(problems=(unread,))
    faces: dict[str, FontFace] = {}
    problems: list[Sentence] = []
    for row in rows:
        try:
            face = _face(row, folder, {*NOTO_WENKAI, *faces})
            faces[face.code] = face
        except _RefusedError as refused:
            problems.append(refused.args[0])
    return OwnFaces(tuple(faces.values()), tuple(problems))


def _face(row: Any, folder: Path, taken: set[str]) -> FontFace:
    told = row if isinstance(row, dict) else {}
    code, label, file, kind = (str(told.get(key, "")) for key in ("code", "label", "file", "like"))
    if not CODE.fullmatch(code) or code in taken or not label or kind not in KINDS:
        refusal = _(
            "The face “%(code)s” of faces.json needs a code of its own in small letters, a label, "
            "and as “like” one of song, hei, kai.",
            code=code[:40],
        )
        raise _RefusedError(refusal)
    path = _inside(folder, file)
    stat = path.stat()
    seen = _seen(path, stat.st_size, stat.st_mtime_ns)
    told_family, told_weight = told.get("family", seen.family), told.get("weight", seen.weight)
    if told.get("sha256") != seen.sha256:
        raise _RefusedError(_another_file(file, seen))
    if (told_family, told_weight) != (seen.family, seen.weight):
        refusal = _(
            "The painter knows %(file)s as %(family)s %(weight)s: write that into faces.json.",
            file=file,
            family=seen.family,
            weight=seen.weight,
        )
        raise _RefusedError(refusal)
    like = KINDS[kind][seen.weight >= HEAVY_FROM]
    label = label[:40]
    return FontFace(code, file, seen.family, seen.weight, seen.sha256, seen.version, like, label)


def _another_file(file: str, seen: _Seen) -> Sentence:
    return _(
        "The font %(file)s is not the file that faces.json names: put the right file there, or if "
        "this one shall be printed from now on, write its sha256 %(sha256)s into faces.json.",
        file=file,
        sha256=seen.sha256,
    )


def _inside(folder: Path, file: str) -> Path:
    """The file by its full path: never one outside ``folder``, nor a large one."""
    try:
        path = (folder / file).resolve()
        inside = path.is_relative_to(folder.resolve()) and path.suffix.lower() in SUFFIXES
        found = inside and path.is_file()
    except (OSError, ValueError):
        inside = found = False
    if not inside:
        refusal = _(
            "The font “%(file)s” of faces.json is no .ttf, .otf or .ttc file inside %(folder)s.",
            file=file[:80],
            folder=folder,
        )
        raise _RefusedError(refusal)
    if not found:
        refusal = _(
            "The font %(file)s of faces.json is missing from %(folder)s: put it there, "
            "or take it out of faces.json.",
            file=file[:80],
            folder=folder,
        )
        raise _RefusedError(refusal)
    if path.stat().st_size > MOST_BYTES:
        raise _RefusedError(
            _("The font %(file)s is larger than %(most)d MB.", file=file, most=MOST_BYTES >> 20)
        )
    return path


@dataclass(frozen=True)
class _Seen:
    """What a font file is, to the painter."""

    family: str
    weight: int
    version: str
    sha256: str


@lru_cache(maxsize=2 * MOST_FACES)
def _seen(path: Path, _size: int, _changed: int) -> _Seen:
    """Reads the whole file; once, until its size or time changes."""
    told = _told_by_the_painter(path)
    if any(face.family in {known.family for known in NOTO_WENKAI.values()} for face in told):
        raise _RefusedError(
            _("%(file)s has the family name of a known font: it would change it.", file=path.name)
        )
    version = _version(path) if told else None
    if version is None:
        raise _RefusedError(
            _(
                "%(file)s cannot be read as a font: a variable font has to be made static, "
                "of a collection the first face is taken.",
                file=path.name,
            )
        )
    return _Seen(told[0].family, told[0].weight, version, sha256_of(path))


def _told_by_the_painter(path: Path) -> list[Any]:
    """Family and weight of each face of the file, as the painter will look for them."""
    import typst  # here only: nobody else pays for it

    with tempfile.TemporaryDirectory(prefix="face-") as folder:
        (Path(folder) / f"0{path.suffix}").symlink_to(path)
        found = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )
        return sorted(found.fonts(), key=lambda face: face.index)


def _version(path: Path) -> str | None:
    """The version string; None for what cannot be measured."""
    from fontTools.ttLib import TTFont

    try:
        with TTFont(path, fontNumber=0, lazy=True) as font:
            if "fvar" in font:
                return None
            version = str(font["name"].getDebugName(5) or font["head"].fontRevision)
        FontMetrics.load(path)
    except Exception:  # a broken font raises anything
        return None
    return version
