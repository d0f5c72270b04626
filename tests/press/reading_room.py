"""The invented editions as the files that are read; each is made once a run."""

import io
import tempfile
from functools import lru_cache
from pathlib import Path

import pikepdf

from newsroom.layout.geometry import TABLOID
from newsroom.press.documents import reading_pdf
from newsroom.press.pictures import prepare_picture
from newsroom.press.reading import Pages
from newsroom.press.sheet import picture_size
from tests.press import illustrated as paper
from tests.press import press_room as room

DAY = 1_794_000_000


def jumping() -> Pages:
    """Three pages; the lead of page one goes on on page three."""
    sheet = room.sheet_of(room.plan())
    return Pages(sheet, room.plan(), room.items(), TABLOID, room.MASTHEAD, room.FOLIOS)


def with_pictures() -> Pages:
    return Pages(paper.sheet(), paper.plan(), paper.items(), TABLOID, room.MASTHEAD, room.FOLIOS)


@lru_cache(maxsize=4)
def picture_folder(mode="screen") -> Path:
    folder = Path(tempfile.mkdtemp())
    taken = {
        "colour": paper.picture("RGB", (900, 600), (10, 90, 200)),
        "grey": paper.picture("L", (900, 700), 120),
    }
    for photo, frame in paper.frames().items():
        width, height = picture_size(frame, TABLOID)
        made = prepare_picture(taken[photo], width_pt=width, height_pt=height, mode=mode)
        (folder / f"{photo}.jpg").write_bytes(made)
    return folder


def made(pages, standard="web", timestamp=DAY) -> bytes:
    return reading_pdf(
        pages, room.painter(), picture_folder(), standard=standard, timestamp=timestamp
    )


@lru_cache(maxsize=4)
def jumping_pdf(standard="web") -> bytes:
    return made(jumping(), standard)


@lru_cache(maxsize=4)
def pictures_pdf(standard="web") -> bytes:
    return made(with_pictures(), standard)


def opened(pdf) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))
