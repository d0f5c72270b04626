"""From a solved page to its plan: every headline line, leg and picture in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from newsroom.layout.cost import Placed, Sheet, breaches
from newsroom.layout.faces import Faces, alike
from newsroom.layout.geometry import Area
from newsroom.layout.heads import set_head
from newsroom.layout.legs import set_legs, set_photos, set_quotes
from newsroom.layout.photos import is_as_wished
from newsroom.layout.plan import (
    DARKEST_TINT,
    LIGHTEST_TINT,
    ArtFrame,
    FontRole,
    HeadLine,
    Module,
    PagePlan,
)
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import BOX_PADDING, Setting, piece_lines
from newsroom.layout.tools import told_apart
from newsroom.layout.upright_heads import set_upright_head
from newsroom.layout.wishes import is_kept, wishes_of


def page_plan(
    sheet: Sheet,
    number: int,
    score: float,
    shapes: ShapeBook,
    jumps: Mapping[str, int],
    foot_rows: int = 0,
) -> PagePlan:
    """The page of a solved sheet. ``jumps`` gives the page each cut story goes on to,
    ``foot_rows`` what is kept free at its foot."""
    setting = shapes.setting
    thin = setting.grid.rows + 1 - sheet.first_row - sheet.rows - foot_rows
    sheet, faces = told_apart(sheet, shapes)
    order = sorted(
        range(len(sheet.placed)), key=lambda i: sheet.placed[i].row * 100 + sheet.placed[i].column
    )
    modules = tuple(set_module(sheet.placed[i], sheet, setting, faces[i], jumps) for i in order)
    return PagePlan(
        number,
        sheet.first_row,
        modules,
        blank_rows=sheet.white,
        score=round(score, 3),
        violations=(
            *([f"page_thin:{thin * sheet.columns}"] if thin else []),
            *(*breaches(sheet), *_meeting(sheet, faces), *_lost(sheet)),
        ),
        foot_rows=foot_rows,
        thin_rows=thin,
        corner=_corner(sheet, modules),
        artwork=_artwork(sheet),
        across=setting.grid.across,
    )


def changed_plan(
    sheet: Sheet,
    page: PagePlan,
    score: float,
    shapes: ShapeBook,
    kept: Mapping[str, Module],
    open_areas: tuple[Area, ...] = (),
    thin_rows: int = 0,
) -> PagePlan:
    """``page`` after a change by hand: the ``kept`` modules as they are, the others set anew."""
    setting = shapes.setting
    known = {
        i: _face(kept[m.piece.item.id])
        for i, m in enumerate(sheet.placed)
        if m.piece.item.id in kept
    }
    sheet, faces = told_apart(sheet, shapes, known)
    jumps = {m.item_id: m.jump_to for m in page.modules if m.jump_to}
    modules = [
        kept.get(m.piece.item.id) or set_module(m, sheet, setting, faces[i], jumps)
        for i, m in enumerate(sheet.placed)
    ]
    told = (
        *([f"page_thin:{thin_rows * sheet.columns}"] if thin_rows else []),
        *(f"page_open:{area.columns * area.rows}" for area in open_areas),
        *(*breaches(sheet), *_meeting(sheet, faces), *_lost(sheet)),
    )
    return replace(
        page,
        modules=tuple(sorted(modules, key=lambda m: (m.area.row, m.area.column))),
        blank_rows=sheet.white,
        score=score,
        violations=told,
        thin_rows=thin_rows,
        open_areas=open_areas,
        artwork=_artwork(sheet),
    )


def _artwork(sheet: Sheet) -> tuple[ArtFrame, ...]:
    return tuple(art.framed(sheet.first_row, sheet.rows) for art in sheet.art)


def _face(module: Module) -> FontRole:
    faces = (line.font for line in module.head if line.role == "headline")
    return next(faces, "song_heavy")


def _corner(sheet: Sheet, modules: tuple[Module, ...]) -> Area | None:
    """The nameplate's column: as tall as the lead at its right, unless that goes on below it."""
    if not sheet.corner:
        return None
    tops = [m for m in modules if m.area.row == sheet.first_row]
    lead = min(tops, key=lambda m: m.area.column)
    return lead.notch or Area(0, sheet.first_row, sheet.corner, lead.area.rows)


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
            copy = m.shape.body.copy or m.piece.copy
            if m.piece.item.drop_initial and not copy.dropped:
                lost.append(f"wish_not_kept:initial:{m.piece.item.id}")
            shown = {spot.photo.id for spot in m.photo.spots} if m.photo else set()
            wrap = m.shape.body.wrap
            shown |= {wrap.picture.photo.id} if wrap and wrap.picture else set()
            lost += [f"photo_left_out:{p.id}" for p in m.piece.item.photos if p.id not in shown]
            if m.piece.headline_size not in (0, m.size):
                lost.append(f"wish_not_kept:size:{m.piece.item.id}")
            if m.photo and not is_as_wished(m.piece.item, m.photo):
                lost.append(f"wish_not_kept:photo:{m.piece.item.id}")
    return lost


def set_module(
    m: Placed, sheet: Sheet, setting: Setting, face: FontRole, jumps: Mapping[str, int]
) -> Module:
    touches_foot = m.bottom == sheet.rows
    area = Area(
        m.column, sheet.first_row + m.row, m.shape.columns, m.shape.rows - int(touches_foot)
    )
    body, notch = m.shape.body, m.shape.notch
    cut = body.cut
    jump_to = jumps.get(m.piece.item.id) if cut and m.piece.jumps else None
    lines = piece_lines(m.piece, body, setting, jump_to or 0)
    return Module(
        item_id=m.piece.item.id,
        kind="story" if m.piece.came_from is None else "continuation",
        area=area,
        head_rows=m.shape.head_rows,
        head=_head(m, setting, face),
        legs=set_legs(m, area, lines),
        photos=set_photos(m, area),
        quotes=set_quotes(m, area),
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
        notch=Area(area.column, area.row, notch.columns, notch.rows) if notch else None,
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
        setting.grid.width_of(m.shape.span),
        padding_rows=padding,
    )
