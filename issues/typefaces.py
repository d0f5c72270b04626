"""Which faces an issue is printed in: the masthead's choice -> faces of the press."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Error

from articles.wording import in_words
from issues.models import Issue, Masthead
from newsroom.press.fontset import NOTO_WENKAI, Faces, FontFace, chosen_faces
from newsroom.press.own_faces import OwnFaces, own_faces

STANDARD: Faces = tuple(NOTO_WENKAI.items())


def operators_faces() -> OwnFaces:
    """The faces this installation has besides the known ones."""
    return own_faces(settings.FONT_ROOT)


def faces_of(issue: Issue, masthead: Masthead) -> Faces:
    """The face of each role, for a published issue as it was then. Raises `FontSetError`."""
    frozen = issue.frozen if issue.is_closed else {}
    roles = frozen.get("font_roles", {}) if issue.is_closed else masthead.font_roles
    return faces_for(roles)


def faces_for(roles: dict[str, str]) -> Faces:
    """Raises `FontSetError` for a face that is not there."""
    return tuple(chosen_faces(roles, operators_faces().faces).items()) if roles else STANDARD


def added(faces: Faces) -> list[FontFace]:
    """The operator's own among them."""
    return [face for face in dict(faces).values() if face.code not in NOTO_WENKAI]


def font_hashes(faces: Faces = STANDARD) -> dict[str, str]:
    """What a layout stands on: the hash of the file of each role."""
    return {role: face.sha256 for role, face in faces}


def font_record(faces: Faces, stand_ins: set[str]) -> dict[str, Any]:
    """What is stored with a file: each role's face, and others (by code) that stood in."""
    used = {face.code for _role, face in faces}
    also = [face.as_json() for code, face in NOTO_WENKAI.items() if code in stand_ins - used]
    return {role: face.as_json() for role, face in faces} | ({"stand_ins": also} if also else {})


def fonts_in_words(fonts: dict[str, Any]) -> list[str]:
    """A line for each font of an edition file; of older files only the hashes are known."""
    lines: dict[str, None] = {}
    rows = [row for key, row in fonts.items() if key != "stand_ins"] + fonts.get("stand_ins", [])
    for row in rows:
        if isinstance(row, str):
            lines[f"sha256 {row[:12]}…"] = None
        else:
            version = row["version"].partition(";")[0]
            lines[f"{row['family']} {row['weight']}, {version}, sha256 {row['sha256'][:12]}…"] = (
                None
            )
    return list(lines)


def font_errors(**_options: Any) -> list[Error]:
    """For ``manage.py check``: what of faces.json cannot be printed with, and how to mend it."""
    return [Error(in_words(problem), id="issues.E001") for problem in operators_faces().problems]
