"""From a solved page to its plan: every headline line, leg and picture in its place."""

from __future__ import annotations

from collections.abc import Mapping

from newsroom.layout.cost import Placed, Sheet, breaches
from newsroom.layout.faces import Faces, alike
from newsroom.layout.geometry import Area
from newsroom.layout.heads import set_head
from newsroom.layout.plan import (
    DARKEST_TINT,
    LIGHTEST_TINT,
    FontRole,
    HeadLine,
    Leg,
    Line,
    Module,
    PagePlan,
    PhotoFrame,
)
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import (
    BOX_PADDING,
    UNDER_PHOTO,
    Setting,
    piece_lines,
    rooms,
)
from newsroom.layout.threads import share
from newsroom.layout.tools import told_apart
from newsroom.layout.upright_heads import set_upright_head
from newsroom.layout.wishes import is_kept, wishes_of


def page_plan(
    sheet: Sheet, number: int, score: float, shapes: ShapeBook, jumps: Mapping[str, int]
) -> PagePlan:
    """The page of a solved sheet. ``jumps`` gives the page each cut story goes on to."""
    setting = shapes.setting
    sheet, faces = told_apart(sheet, shapes)
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
        violations=(*breaches(sheet), *_meeting(sheet, faces), *_lost(sheet)),
    )


def _meeting(sheet: Sheet, faces: Faces) -> list[str]:
    return ["headlines_meet" for _ in alike(sheet, faces)]


def _lost(sheet: Sheet) -> list[str]:
    """No picture is dropped in silence, nor a wish of the editor."""
    lost = [
        f"wish_not_kept:{wish}:{m.piece.item.id}"
        for m in sheet.placed
        for wish in wishes_of(m.piece)
        if not is_kept(wish, m.shape)
    ]
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
        boxed=m.piece.item.in_box,
        rule_below=not touches_foot,
        jump_to=jump_to,
        jump_from=m.piece.came_from,
        frame=m.piece.item.frame if m.piece.item.boxed else "",
        tint=_tint(m.piece.item.tint),
        head_columns=m.shape.head_columns,
    )


def _tint(wished: int) -> int:
    """A tint the press can print and a reader can read on."""
    return min(DARKEST_TINT, max(LIGHTEST_TINT, wished)) if wished else 0


def _head(m: Placed, setting: Setting, face: FontRole) -> tuple[HeadLine, ...]:
    padding = BOX_PADDING if m.piece.item.in_box else 0
    if m.shape.head.upright:
        return set_upright_head(
            m.shape.head,
            m.shape.head_rows * setting.grid.leading_pt,
            m.shape.body.rows - padding,
            face,
            setting.grid,
            setting.book,
        )
    return set_head(
        m.shape.head,
        m.shape.head_rows,
        face,
        setting.grid,
        setting.grid.width_of(m.shape.columns),
        padding_rows=padding,
    )


def body_rooms(m: Placed) -> list[int]:
    padding = BOX_PADDING if m.piece.item.in_box else 0
    at = m.photo_at - m.shape.head_columns
    return rooms(m.shape.body_columns, m.shape.body.rows - padding, m.photo, at)


def _legs(m: Placed, area: Area, lines: tuple[Line, ...]) -> tuple[Leg, ...]:
    rows = body_rooms(m)
    taken = share(lines, rows)
    if taken is None:
        raise ValueError(f"The copy of {m.piece.item.id!r} does not fill its legs.")
    top = area.row + m.shape.head_rows
    columns = [
        c
        for c in range(m.shape.head_columns, area.columns)
        if not _photo_above(m, c) or _leg_below(m)
    ]
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
    padding = BOX_PADDING if m.piece.item.in_box else 0
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
