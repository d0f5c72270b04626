"""The invented edition with a double page on its way through the press; each file is made once."""

import tempfile
from functools import lru_cache
from pathlib import Path

from newsroom.layout.geometry import TABLOID
from newsroom.press.condition import press_condition
from newsroom.press.folios import joined_folios
from newsroom.press.pictures import Mode, prepare_picture
from newsroom.press.prepress import finish_press
from newsroom.press.reading import Pages
from newsroom.press.sheet import Sheet, build_sheet, picture_size
from tests.layout import spreads
from tests.layout.composing import type_book
from tests.press import illustrated as paper
from tests.press import press_room as room

TRIMMED = press_condition("sheetfed", picture_ppi=100)  # the invented pictures are small


def frames():
    return [
        (page, frame)
        for page in spreads.edition().pages
        for module in page.modules
        for frame in module.photos
    ]


@lru_cache(maxsize=1)
def folder(mode: Mode = "press") -> Path:
    made = Path(tempfile.mkdtemp())
    taken = paper.picture("RGB", (2400, 1600), (60, 110, 160))
    for page, frame in frames():
        width, height = picture_size(frame, page.on(TABLOID))
        data = prepare_picture(taken, width_pt=width, height_pt=height, mode=mode)
        (made / f"{frame.photo_id}.jpg").write_bytes(data)
    return made


def sheet(grid=TABLOID, **more) -> Sheet:
    names = {frame.photo_id: f"{frame.photo_id}.jpg" for _page, frame in frames()}
    return build_sheet(
        spreads.edition(),
        grid,
        type_book(),
        room.MASTHEAD,
        room.FOLIOS,
        names,
        title="海港日报",
        **more,
    )


def pages() -> Pages:
    return Pages(sheet(), spreads.edition(), spreads.items(), TABLOID, room.MASTHEAD, room.FOLIOS)


@lru_cache(maxsize=1)
def press_pdf() -> bytes:
    grid = TRIMMED.on(TABLOID)
    made = sheet(grid)
    painted = room.painter().pdf(made, folder())
    return finish_press(painted, grid, title=made.title, condition=TRIMMED, across=made.across)


def folio_of(design):
    """The head of the double page as a design paints it."""
    heads = [room.FOLIOS[number] for number in spreads.spread().numbers]
    return joined_folios(design.folio, heads, 3, TABLOID, type_book())
