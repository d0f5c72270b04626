"""The fonts a publication prints with: one named set, each file known by its hash.

Output must not depend on the fonts a machine happens to have, so faces are found by path in one
folder and another file under the same name is refused (`make setup` puts them there).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.metrics import STAND_IN
from newsroom.layout.plan import FontRole


@dataclass(frozen=True)
class FontFace:
    """A face of the set: its file, the family name and weight the painter asks for, its hash."""

    file: str
    family: str
    weight: int
    sha256: str


NOTO_WENKAI: dict[FontRole, FontFace] = {
    "song": FontFace(
        "NotoSerifSC_400Regular.ttf",
        "Noto Serif SC",
        400,
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    ),
    "song_heavy": FontFace(
        "NotoSerifSC_900Black.ttf",
        "Noto Serif SC",
        900,
        "092e71a70c744be3cc33999eb4edcb10fbe95c1b4cff6c2d7f04d6ff15d031e2",
    ),
    "hei": FontFace(
        "NotoSansSC_500Medium.ttf",
        "Noto Sans SC",
        500,
        "b30853d205f3ecdde938b1488c735ee15a2e870d31331b992fdc53971e23ec4a",
    ),
    "hei_heavy": FontFace(
        "NotoSansSC_700Bold.ttf",
        "Noto Sans SC",
        700,
        "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    ),
    "kai": FontFace(
        "LXGWWenKai-Regular.ttf",
        "LXGW WenKai",
        400,
        "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
    ),
}


def families(role: FontRole, faces: Mapping[FontRole, FontFace] = NOTO_WENKAI) -> list[str]:
    """Family names for the painter: the face's own first, then those that stand in for it."""
    roles = (role, *STAND_IN[role])
    return list(dict.fromkeys(faces[r].family for r in roles if r in faces))


class FontSetError(Exception):
    """A face of the set is missing or is another file; ``str()`` is a sentence for a person."""


def font_files(folder: Path) -> dict[FontRole, Path]:
    """The path of each face. Raises `FontSetError` naming the first file that is not there."""
    files = {role: folder / face.file for role, face in NOTO_WENKAI.items()}
    for path in files.values():
        if not path.is_file():
            raise FontSetError(
                _(
                    "The font %(file)s is missing from %(folder)s: run 'make setup'.",
                    file=path.name,
                    folder=folder,
                )
            )
    return files


def wrong_faces(folder: Path) -> list[str]:
    """Names of the files whose content is not the one of the set (slow: reads every file)."""
    return [
        face.file
        for face in NOTO_WENKAI.values()
        if hashlib.sha256((folder / face.file).read_bytes()).hexdigest() != face.sha256
    ]
