"""From a solved page to its plan: every headline line, leg and picture in its place."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from newsroom.layout.cost import CLEARLY_APART, Placed, Sheet, breaches
from newsroom.layout.geometry import Area
from newsroom.layout.headline import headline_width_em
from newsroom.layout.heads import WIDEST, set_head
from newsroom.layout.plan import FontRole, HeadLine, Leg, Line, Module, PagePlan, PhotoFrame
from newsroom.layout.shapes import BOX_PADDING, UNDER_PHOTO, Setting, piece_lines, rooms
from newsroom.layout.threads import share

FACES: tuple[FontRole, FontRole] = ("song_heavy", "hei_heavy")
MOST_FREE_FACES = 10  # more headlines than this on a page: the rest keep heavy Song


def page_plan(
    sheet: Sheet, number: int, score: float, setting: Setting, jumps: Mapping[str, int]
) -> PagePlan:
    """The page of a solved sheet. ``jumps`` gives the page each cut story goes on to."""
    faces = choose_faces(sheet, setting)
    order = sorted(
        range(len(sheet.placed)), key=lambda i: sheet.placed[i].row * 100 + sheet.placed[i].column
    )
    modules = tuple(set_module(sheet.placed[i], sheet, setting, faces[i], jumps) for i in order)
    white = sum(m.shape.white * m.shape.columns + m.shape.body.blanks for m in sheet.placed)
    return PagePlan(
        number,
        sheet.first_row,
        modules,
        blank_rows=white,
        score=round(score, 3),
        violations=(*breaches(sheet), *_told_apart(sheet, faces), *_lost_photos(sheet)),
        foot_rows=setting.grid.rows + 1 - sheet.first_row - sheet.rows,
        corner=_corner(sheet, modules),
    )


def _corner(sheet: Sheet, modules: tuple[Module, ...]) -> Area | None:
    """The nameplate's column: as tall as the lead at its right."""
    if not sheet.corner:
        return None
    tops = [m for m in modules if m.area.row == sheet.first_row]
    lead = min(tops, key=lambda m: m.area.column)
    return Area(0, sheet.first_row, sheet.corner, lead.area.rows)


def choose_faces(sheet: Sheet, setting: Setting) -> list[FontRole]:
    """A face for each headline, so that neighbours of about one size differ.

    Hard news leads in heavy Song; boxes and briefs like Hei, other stories change about.
    """
    free = [i for i, m in enumerate(sheet.placed) if _may_be_hei(m, setting)][:MOST_FREE_FACES]
    fixed: list[FontRole] = [_own_face(m, setting) for m in sheet.placed]
    best: tuple[float, list[FontRole]] | None = None
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
    width = setting.grid.width_of(m.shape.columns) * WIDEST
    lines = [text for part in m.shape.head.parts if part.role == "headline" for text in part.lines]
    hei = setting.book["hei_heavy"]
    return all(headline_width_em(text, hei) * m.size <= width for text in lines)


def _face_cost(sheet: Sheet, faces: list[FontRole]) -> float:
    cost = 20.0 * len(_alike(sheet, faces))
    for m, face in zip(sheet.placed, faces, strict=True):
        likes_hei = m.piece.item.boxed or m.level == 4
        cost += 1.0 if m.level > 1 and likes_hei == (face == "song_heavy") else 0.0
    for i, above in enumerate(sheet.placed):
        for j, below in enumerate(sheet.placed):
            if above.bottom == below.row and above.column == below.column:
                cost += 0.7 if faces[i] == faces[j] else 0.0
    hei = sum(face == "hei_heavy" for face in faces)
    return cost + 0.4 * abs(2 * hei - len(faces))


def _alike(sheet: Sheet, faces: list[FontRole]) -> list[tuple[Placed, Placed]]:
    """Neighbours on one line whose headlines neither size, face nor frame tells apart."""
    face_of = dict(zip(sheet.placed, faces, strict=True))
    return [
        (a, b)
        for a, b in sheet.neighbours
        if max(a.size, b.size) < CLEARLY_APART * min(a.size, b.size)
        and a.piece.item.boxed == b.piece.item.boxed
        and face_of[a] == face_of[b]
    ]


def _told_apart(sheet: Sheet, faces: list[FontRole]) -> list[str]:
    return ["headlines_meet" for _ in _alike(sheet, faces)]


def _lost_photos(sheet: Sheet) -> list[str]:
    """A picture is never dropped in silence."""
    lost = []
    for m in sheet.placed:
        if m.piece.came_from is None:
            shown = {spot.photo.id for spot in m.photo.spots} if m.photo else set()
            lost += [f"photo_left_out:{p.id}" for p in m.piece.item.photos if p.id not in shown]
    return lost


def set_module(
    m: Placed, sheet: Sheet, setting: Setting, face: FontRole, jumps: Mapping[str, int]
) -> Module:
    touches_foot = m.bottom == sheet.rows
    area = Area(
        m.column, sheet.first_row + m.row, m.shape.columns, m.shape.rows - int(touches_foot)
    )
    body = m.shape.body
    cut = body.cut
    jump_to = jumps.get(m.piece.item.id) if cut and m.piece.jumps else None
    lines = piece_lines(m.piece, body, setting, jump_to or 0)
    return Module(
        item_id=m.piece.item.id,
        kind="story" if m.piece.came_from is None else "continuation",
        area=area,
        head_rows=m.shape.head_rows,
        head=_head(m, setting, face),
        legs=_legs(m, area, lines),
        photos=_photos(m, area),
        text_from=m.piece.copy.start,
        text_to=cut.position if cut else m.piece.copy.end,
        headline_level=m.level,
        boxed=m.piece.item.boxed,
        rule_below=not touches_foot,
        jump_to=jump_to,
        jump_from=m.piece.came_from,
    )


def _head(m: Placed, setting: Setting, face: FontRole) -> tuple[HeadLine, ...]:
    padding = BOX_PADDING if m.piece.item.boxed else 0
    return set_head(
        m.shape.head,
        m.shape.head_rows,
        face,
        setting.grid,
        setting.grid.width_of(m.shape.columns),
        padding_rows=padding,
    )


def body_rooms(m: Placed) -> list[int]:
    padding = BOX_PADDING if m.piece.item.boxed else 0
    return rooms(m.shape.columns, m.shape.body.rows - padding, m.photo, m.photo_at)


def _legs(m: Placed, area: Area, lines: tuple[Line, ...]) -> tuple[Leg, ...]:
    rows = body_rooms(m)
    taken = share(lines, rows)
    if taken is None:
        raise ValueError(f"The copy of {m.piece.item.id!r} does not fill its legs.")
    top = area.row + m.shape.head_rows
    columns = [c for c in range(area.columns) if not _photo_above(m, c) or _leg_below(m)]
    legs: list[Leg] = []
    done = deep = 0
    for column, count, room in zip(columns, taken, rows, strict=bool(rows)):  # none: no copy
        run = lines[done : done + count]
        if run:  # a single line leaves the legs beside it empty
            legs.append(Leg(area.column + column, top + _photo_above(m, column), run))
            deep = room
        done += count
    return (*legs[:-1], *_closed(legs[-1], deep)) if legs else ()


def _closed(leg: Leg, rows: int) -> tuple[Leg, ...]:
    """The last leg; byline or jump line of its own go down to the foot, which so ends even."""
    derived = sum(1 for line in leg.lines if line.style in ("byline", "jump"))
    if len(leg.lines) in (derived, rows) or not derived:
        return (leg,)
    foot = Leg(leg.column, leg.row + rows - derived, leg.lines[-derived:])
    return Leg(leg.column, leg.row, leg.lines[:-derived]), foot


def _photo_above(m: Placed, column: int) -> int:
    """Rows of picture and white above the leg in ``column`` of the module."""
    if m.photo is None or not m.photo_at <= column < m.photo_at + m.photo.columns:
        return 0
    return m.photo.rows + UNDER_PHOTO


def _leg_below(m: Placed) -> bool:
    padding = BOX_PADDING if m.piece.item.boxed else 0
    return m.photo is not None and m.shape.body.rows - padding > m.photo.rows + UNDER_PHOTO


def _photos(m: Placed, area: Area) -> tuple[PhotoFrame, ...]:
    if m.photo is None:
        return ()
    left, top = area.column + m.photo_at, area.row + m.shape.head_rows
    return tuple(
        PhotoFrame(
            spot.photo.id,
            Area(left + spot.column, top + spot.row, spot.columns, spot.rows),
            spot.caption,
            spot.photo.credit,
            spot.photo.alt,
        )
        for spot in m.photo.spots
    )
