"""A face of type for each headline of a page, so that neighbours are told apart."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

from newsroom.layout.cost import CLEARLY_APART, Placed, Sheet, is_told_by_size
from newsroom.layout.headline import headline_width_em
from newsroom.layout.heads import WIDEST
from newsroom.layout.plan import FontRole
from newsroom.layout.shapes import Setting

Faces = list[FontRole]
FACES: tuple[FontRole, FontRole] = ("song_heavy", "hei_heavy")
MOST_FREE_FACES = 10  # more headlines than this on a page: the rest keep heavy Song


def choose_faces(
    sheet: Sheet, setting: Setting, known: Mapping[int, FontRole] | None = None
) -> Faces:
    """A face for each headline, so that neighbours of about one size differ.

    Hard news leads in heavy Song; boxes and briefs like Hei, other stories change about. Of a
    paper that sets both in one face they all have the same. ``known`` faces, by the number of their
    module, stay as they are.
    """
    known = known or {}
    if len({setting.book.face_at(role) for role in FACES}) == 1:
        return [FACES[0] for _ in sheet.placed]
    able = [i for i, m in enumerate(sheet.placed) if i not in known and _may_be_hei(m, setting)]
    free = able[:MOST_FREE_FACES]
    fixed: Faces = [known.get(i) or _own_face(m, setting) for i, m in enumerate(sheet.placed)]
    question = _Question.of(sheet)
    best: tuple[float, Faces] | None = None
    for chosen in product(FACES, repeat=len(free)):
        faces = list(fixed)
        for place, face in zip(free, chosen, strict=True):
            faces[place] = face
        cost = question.cost(faces)
        if best is None or cost < best[0]:
            best = (cost, faces)
    return best[1] if best else []


class _Question(NamedTuple):
    """What counts in the choice of faces, in numbers of modules: asked a thousand times a page."""

    meeting: list[tuple[int, int]]  # neighbours that nothing but a face tells apart
    dislikes: list[tuple[int, FontRole]]  # modules and the face they would rather not have
    stacked: list[tuple[int, int]]  # one right above the other

    @classmethod
    def of(cls, sheet: Sheet) -> _Question:
        placed = list(enumerate(sheet.placed))
        number = {m: i for i, m in placed}
        meeting = [(number[a], number[b]) for a, b in _meeting(sheet)]
        dislikes = [(i, _disliked(m)) for i, m in placed if m.level > 1]
        stacked = [
            (i, j)
            for i, above in placed
            for j, below in placed
            if above.bottom == below.row and above.column == below.column
        ]
        return cls(meeting, dislikes, stacked)

    def cost(self, faces: Faces) -> float:
        cost = 20.0 * sum(faces[a] == faces[b] for a, b in self.meeting)
        for i, disliked in self.dislikes:
            cost += 1.0 if faces[i] == disliked else 0.0
        for i, j in self.stacked:
            cost += 0.7 if faces[i] == faces[j] else 0.0
        return cost + 0.4 * abs(2 * faces.count("hei_heavy") - len(faces))


def _disliked(m: Placed) -> FontRole:
    return "song_heavy" if m.piece.item.in_box or m.level == 4 else "hei_heavy"


def _own_face(m: Placed, setting: Setting) -> FontRole:
    """The face of a headline that is not free to change about."""
    wants_hei = setting.lead_face == "hei_heavy" and m.level == 1
    return "hei_heavy" if wants_hei and _fits_in_hei(m, setting) else "song_heavy"


def _may_be_hei(m: Placed, setting: Setting) -> bool:
    return m.level > 1 and _fits_in_hei(m, setting)


def _fits_in_hei(m: Placed, setting: Setting) -> bool:
    if m.shape.head.upright:
        return True  # Han are as wide in both faces
    width = setting.grid.width_of(m.shape.span) * WIDEST
    lines = [text for part in m.shape.head.parts if part.role == "headline" for text in part.lines]
    hei = setting.book["hei_heavy"]
    return all(headline_width_em(text, hei) * m.size <= width for text in lines)


def alike(sheet: Sheet, faces: Faces) -> list[tuple[Placed, Placed]]:
    """Neighbours on one line whose headlines neither size, face nor frame tells apart."""
    face_of = dict(zip(sheet.placed, faces, strict=True))
    return [(a, b) for a, b in _meeting(sheet) if face_of[a] == face_of[b]]


def equals(sheet: Sheet) -> list[tuple[Placed, Placed]]:
    """Neighbours on one line with headlines of one size: at a glance no face tells them apart."""
    return [(a, b) for a, b in _meeting(sheet) if a.size == b.size]


def _meeting(sheet: Sheet) -> list[tuple[Placed, Placed]]:
    return [
        (a, b)
        for a, b in sheet.neighbours
        if max(a.size, b.size) < CLEARLY_APART * min(a.size, b.size) and is_told_by_size(a, b)
    ]
