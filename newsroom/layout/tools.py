"""What a designer reaches for when two headlines still meet: a tint below the shorter story, or a
vertical headline.

The page keeps its tiling: a story is only changed for a twin that fills the same rectangle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from newsroom.layout.cost import Placed, Sheet
from newsroom.layout.faces import Faces, alike, choose_faces, equals
from newsroom.layout.houserules import broken_on
from newsroom.layout.plan import CopyItem, FontRole
from newsroom.layout.shapebook import ShapeBook

SHORT = 45  # lines; a longer story in a box weighs more than a lead
MOST_BOXES = 2  # on a page, those the editor asked for among them
DEAREST = 8.0  # points a twin may cost more than what it stands for: as many as a breach
TINT = 10  # percent of black

Meeting = list[tuple[Placed, Placed]]


def told_apart(
    sheet: Sheet, shapes: ShapeBook, known: Mapping[int, FontRole] | None = None
) -> tuple[Sheet, Faces]:
    """The page with faces for its headlines, and with a box where faces alone do not tell
    neighbours apart and one of the two is short, or a vertical headline.

    Modules with ``known`` faces, by their number on the sheet, stay as they are, and so does what
    its editor has just set so.
    """
    known = known or {}
    faces = choose_faces(sheet, shapes.setting, known)
    for meet in (alike, _equal):
        meeting = meet(sheet, faces)
        while meeting:
            found = _first_better(sheet, faces, meet, shapes, known)
            if found is None:
                break
            sheet, faces, meeting = found
    return sheet, faces


def _first_better(
    sheet: Sheet,
    faces: Faces,
    meet: Callable[[Sheet, Faces], Meeting],
    shapes: ShapeBook,
    known: Mapping[int, FontRole],
) -> tuple[Sheet, Faces, Meeting] | None:
    """The page with one story in a twin, so that fewer meet, and none are alike that were not."""
    meeting, before = meet(sheet, faces), len(alike(sheet, faces))
    broken = len(broken_on(sheet))
    for other in _changed(sheet, meeting, shapes, known):
        if len(broken_on(other)) > broken:
            continue
        chosen = choose_faces(other, shapes.setting, known)
        still = meet(other, chosen)
        if len(still) < len(meeting) and len(alike(other, chosen)) <= before:
            return other, chosen, still
    return None


def _equal(sheet: Sheet, _faces: Faces) -> Meeting:
    return equals(sheet)


def _changed(
    sheet: Sheet, meeting: Meeting, shapes: ShapeBook, known: Mapping[int, FontRole]
) -> Iterator[Sheet]:
    """The page with one of the stories that meet in a twin of its own size, the shortest first."""
    full = sum(m.piece.item.in_box for m in sheet.placed) >= MOST_BOXES
    lead = min(sheet.placed, key=lambda m: (m.row, m.column))
    fast = {lead, *(sheet.placed[number] for number in known)}
    fast |= {m for m in sheet.placed if m.piece.strict}
    for m in sorted({m for pair in meeting for m in pair} - fast, key=_by_length):
        tinted = replace(m.piece.item, tint=TINT)
        boxes = [tinted, replace(tinted, broken_columns=True)]
        items = boxes if _may_be_boxed(m) and not full else []
        items += [replace(m.piece.item, headline_direction="vertical")] if _may_turn(m) else []
        for item in items:
            twin = _twin(m, item, shapes)
            if twin is not None:
                yield replace(sheet, placed=[twin if one is m else one for one in sheet.placed])


def _by_length(m: Placed) -> tuple[int, int, int]:
    return len(m.piece.copy.lines), m.row, m.column


def _may_be_boxed(m: Placed) -> bool:
    whole = m.piece.came_from is None and not m.piece.cuts
    return len(m.piece.copy.lines) <= SHORT and whole and not m.piece.item.in_box


def _may_turn(m: Placed) -> bool:
    """Whether a vertical headline would do: of a secondary story, on two columns or more."""
    whole = m.piece.came_from is None and not m.piece.cuts
    return whole and m.shape.columns > 1 and not m.shape.head.upright


def _twin(m: Placed, item: CopyItem, shapes: ShapeBook) -> Placed | None:
    """The story with other wishes in the same place, where it can fill that."""
    piece = replace(m.piece, item=item)
    table = shapes.wished(piece, shapes.setting.grid.rows + 1, 1)
    shape = table.get(m.shape.columns, {}).get(m.shape.rows)
    if shape is None or shape.cost > m.shape.cost + DEAREST:
        return None
    block = shape.body.photo
    right = shape.beside + shape.legs - block.columns if block else 0
    return Placed(piece, shape, m.column, m.row, right)
