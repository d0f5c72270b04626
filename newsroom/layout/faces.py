"""A face of type for each headline of a page, so that neighbours are told apart."""

from __future__ import annotations

from itertools import product

from newsroom.layout.cost import CLEARLY_APART, Placed, Sheet
from newsroom.layout.headline import headline_width_em
from newsroom.layout.heads import WIDEST
from newsroom.layout.plan import FontRole
from newsroom.layout.shapes import Setting

Faces = list[FontRole]
FACES: tuple[FontRole, FontRole] = ("song_heavy", "hei_heavy")
MOST_FREE_FACES = 10  # more headlines than this on a page: the rest keep heavy Song


def choose_faces(sheet: Sheet, setting: Setting) -> Faces:
    """A face for each headline, so that neighbours of about one size differ.

    Hard news leads in heavy Song; boxes and briefs like Hei, other stories change about.
    """
    free = [i for i, m in enumerate(sheet.placed) if _may_be_hei(m, setting)][:MOST_FREE_FACES]
    fixed: Faces = [_own_face(m, setting) for m in sheet.placed]
    best: tuple[float, Faces] | None = None
    for chosen in product(FACES, repeat=len(free)):
        faces = list(fixed)
        for place, face in zip(free, chosen, strict=True):
            faces[place] = face
        cost = _face_cost(sheet, faces)
        if best is None or cost < best[0]:
            best = (cost, faces)
    return best[1] if best else []


def _own_face(m: Placed, setting: Setting) -> FontRole:
    """The face of a headline that is not free to change about."""
    wants_hei = setting.lead_face == "hei_heavy" and m.level == 1
    return "hei_heavy" if wants_hei and _fits_in_hei(m, setting) else "song_heavy"


def _may_be_hei(m: Placed, setting: Setting) -> bool:
    return m.level > 1 and _fits_in_hei(m, setting)


def _fits_in_hei(m: Placed, setting: Setting) -> bool:
    if m.shape.head.upright:
        return True  # Han are as wide in both faces
    width = setting.grid.width_of(m.shape.columns) * WIDEST
    lines = [text for part in m.shape.head.parts if part.role == "headline" for text in part.lines]
    hei = setting.book["hei_heavy"]
    return all(headline_width_em(text, hei) * m.size <= width for text in lines)


def _face_cost(sheet: Sheet, faces: Faces) -> float:
    cost = 20.0 * len(alike(sheet, faces))
    for m, face in zip(sheet.placed, faces, strict=True):
        likes_hei = m.piece.item.in_box or m.level == 4
        cost += 1.0 if m.level > 1 and likes_hei == (face == "song_heavy") else 0.0
    for i, above in enumerate(sheet.placed):
        for j, below in enumerate(sheet.placed):
            if above.bottom == below.row and above.column == below.column:
                cost += 0.7 if faces[i] == faces[j] else 0.0
    hei = sum(face == "hei_heavy" for face in faces)
    return cost + 0.4 * abs(2 * hei - len(faces))


def alike(sheet: Sheet, faces: Faces) -> list[tuple[Placed, Placed]]:
    """Neighbours on one line whose headlines neither size, face nor frame tells apart."""
    face_of = dict(zip(sheet.placed, faces, strict=True))
    return [
        (a, b)
        for a, b in sheet.neighbours
        if max(a.size, b.size) < CLEARLY_APART * min(a.size, b.size)
        and a.piece.item.in_box == b.piece.item.in_box
        and a.shape.head.upright == b.shape.head.upright
        and face_of[a] == face_of[b]
    ]
