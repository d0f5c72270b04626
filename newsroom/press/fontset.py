"""The fonts a publication prints with: one named set, each file known by its hash.

Output must not depend on the fonts a machine happens to have, so faces are found by path in one
folder and another file under the same name is refused (`make setup` puts them there). Which face a
role is set in is the publication's choice: a named set, or a choice of its own, out of the faces
that are known and those the operator adds (see own_faces.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.metrics import STAND_IN
from newsroom.layout.plan import FontRole


@dataclass(frozen=True)
class FontFace:
    """A face: its file, the family name and weight the painter asks for, the file's hash.

    ``code`` is what a publication chooses it by; a known face has the name of the role it is made
    for. ``like`` is the known face of its kind, the first to stand in for it. ``version`` is the
    version string of the file's name table, ``label`` what people call a face of the operator's.
    """

    code: str
    file: str
    family: str
    weight: int
    sha256: str
    version: str
    like: FontRole
    label: str = ""

    @property
    def stand_ins(self) -> tuple[FontRole, ...]:
        """Codes of the faces that stand in for it, best first; never the face itself."""
        others = STAND_IN[self.like]
        return others if self.code == self.like else (self.like, *others)

    def as_json(self) -> dict[str, str | int]:
        """What is stored with an edition file."""
        return {
            "file": self.file,
            "family": self.family,
            "weight": self.weight,
            "version": self.version,
            "sha256": self.sha256,
        }


Faces = tuple[tuple[FontRole, FontFace], ...]  # the face of each role, to be hashed and compared
NOTO_SERIF = "Version 2.003-H1;hotconv 1.1.1;makeotfexe 2.6.0"
NOTO_SANS = "Version 2.004-H2;hotconv 1.0.118;makeotfexe 2.5.65603"
NOTO_WENKAI: dict[FontRole, FontFace] = {
    "song": FontFace(
        "song",
        "NotoSerifSC_400Regular.ttf",
        "Noto Serif SC",
        400,
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
        NOTO_SERIF,
        "song",
    ),
    "song_heavy": FontFace(
        "song_heavy",
        "NotoSerifSC_900Black.ttf",
        "Noto Serif SC",
        900,
        "092e71a70c744be3cc33999eb4edcb10fbe95c1b4cff6c2d7f04d6ff15d031e2",
        NOTO_SERIF,
        "song_heavy",
    ),
    "hei": FontFace(
        "hei",
        "NotoSansSC_500Medium.ttf",
        "Noto Sans SC",
        500,
        "b30853d205f3ecdde938b1488c735ee15a2e870d31331b992fdc53971e23ec4a",
        NOTO_SANS,
        "hei",
    ),
    "hei_heavy": FontFace(
        "hei_heavy",
        "NotoSansSC_700Bold.ttf",
        "Noto Sans SC",
        700,
        "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
        NOTO_SANS,
        "hei_heavy",
    ),
    "kai": FontFace(
        "kai",
        "LXGWWenKai-Regular.ttf",
        "LXGW WenKai",
        400,
        "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
        "Version 1.250;January 17, 2023",
        "kai",
    ),
}


@dataclass(frozen=True)
class FontSet:
    """A named choice: the code of the face of each role that is not set in the face of its name."""

    code: str
    name: Sentence
    roles: Mapping[FontRole, str] = field(default_factory=dict)


FONT_SETS = {
    made.code: made
    for made in (
        FontSet("noto_wenkai", _("Song, with Hei and Kai beside it")),
        FontSet(
            "hei", _("Headlines in Hei, copy in Song"), {"song_heavy": "hei_heavy", "kai": "hei"}
        ),
        FontSet("kai", _("Copy in Kai, captions in Song"), {"song": "kai", "kai": "song"}),
    )
}


def chosen_faces(
    roles: Mapping[str, str], own: Iterable[FontFace] = ()
) -> dict[FontRole, FontFace]:
    """The face of each role. Raises `FontSetError` for a face that is not there (any more)."""
    known: dict[str, FontFace] = {face.code: face for face in (*NOTO_WENKAI.values(), *own)}
    faces: dict[FontRole, FontFace] = {}
    for role in NOTO_WENKAI:
        code = roles.get(role, role)
        if code not in known:
            raise FontSetError(
                _(
                    "The font “%(code)s” that the masthead names is not configured any more: "
                    "choose another one in the masthead, or put it back into faces.json.",
                    code=code,
                )
            )
        faces[role] = known[code]
    return faces


def set_of(roles: Mapping[str, str]) -> FontSet | None:
    """The named set that is this very choice, if there is one."""
    return next((made for made in FONT_SETS.values() if made.roles == dict(roles)), None)


def families(face: FontFace) -> list[str]:
    """Family names for the painter: the face's own first, then those that stand in for it."""
    others = (NOTO_WENKAI[code].family for code in face.stand_ins)
    return list(dict.fromkeys((face.family, *others)))


class FontSetError(Exception):
    """A face of the set is missing or is another file; ``str()`` is a sentence for a person."""


def font_files(folder: Path, own: Iterable[FontFace] = ()) -> dict[str, Path]:
    """The path of each face, by its code; ``own`` are those of the operator.

    Raises `FontSetError` naming the first file of the known set that is not there.
    """
    files: dict[str, Path] = {role: folder / face.file for role, face in NOTO_WENKAI.items()}
    for path in files.values():
        if not path.is_file():
            raise FontSetError(
                _(
                    "The font %(file)s is missing from %(folder)s: run 'make setup'.",
                    file=path.name,
                    folder=folder,
                )
            )
    return files | {face.code: folder / face.file for face in own}


def wrong_faces(folder: Path) -> list[str]:
    """Names of the files whose content is not the one of the set (slow: reads every file)."""
    faces = NOTO_WENKAI.values()
    return [face.file for face in faces if sha256_of(folder / face.file) != face.sha256]


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
