"""A small font of one's own, made here of a few characters of a known one."""

import hashlib
import json
from functools import lru_cache
from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont

from newsroom.press.fontset import NOTO_WENKAI
from tests.layout.composing import ROOT

HAS = "渡口的船今日复航春，。"
FAMILY = "Harbour Hand"


@lru_cache(maxsize=4)
def font_bytes(family=FAMILY, text=HAS) -> bytes:
    with TTFont(ROOT / "var/fonts" / NOTO_WENKAI["kai"].file) as font:
        options = subset.Options(layout_features=[], name_IDs=["*"])
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=text)
        subsetter.subset(font)
        for record in font["name"].names:
            if record.nameID in (1, 4):
                record.string = family
            if record.nameID == 6:
                record.string = family.replace(" ", "")
        saved = BytesIO()
        font.save(saved)
    return saved.getvalue()


def row(data=None, **changes) -> dict[str, object]:
    """What ``faces.json`` says of that font."""
    data = font_bytes() if data is None else data
    sha256 = hashlib.sha256(data).hexdigest()
    face = {"code": "hand", "label": "手写", "file": "hand.ttf", "like": "kai", "sha256": sha256}
    return face | {"family": FAMILY, "weight": 400} | changes


def configure(folder, *rows) -> None:
    (folder / "faces.json").write_text(json.dumps({"faces": rows}), encoding="utf-8")


def font_folder(tmp_path, *rows):
    """The known set, and beside it the font of one's own, as ``rows`` say (or rightly)."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    for face in NOTO_WENKAI.values():
        (folder / face.file).hardlink_to(ROOT / "var/fonts" / face.file)
    (folder / "hand.ttf").write_bytes(font_bytes())
    configure(folder, *(rows or [row()]))
    return folder
