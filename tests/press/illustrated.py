"""An invented edition with pictures in colour and grey, a box, a kicker and a deck; made once."""

import io
import tempfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from random import Random

from PIL import Image

from newsroom.layout.geometry import TABLOID
from newsroom.layout.plan import PhotoSpec
from newsroom.press.pictures import prepare_picture
from newsroom.press.sheet import Sheet, build_sheet, picture_size
from tests.layout.composing import compose, type_book
from tests.layout.stories import make_item
from tests.press import press_room as room

CREDIT = "记者　林晓　摄"
COLOUR = PhotoSpec("colour", 0.66, "新馆首日的少儿阅览区，孩子们在等第一本书。", CREDIT, "阅览区")
GREY = PhotoSpec("grey", 0.75, "旧馆", CREDIT, "旧馆门前")


@lru_cache(maxsize=1)
def items():
    rng = Random(8)
    lead = make_item(rng, "lead", "lead", photos=(COLOUR,))
    story = replace(lead.story, kicker="新馆首日三千人", deck="座位四百二十个　周末开到晚上九点")
    return (
        replace(lead, story=story),
        make_item(rng, "boxed", "normal", boxed=True),
        make_item(rng, "wide", "major", photos=(GREY,)),
        *(make_item(rng, f"s{n}", "normal") for n in range(4)),
    )


@lru_cache(maxsize=1)
def plan():
    return compose(list(items()))


def modules():
    return {m.item_id: m for page in plan().pages for m in page.modules}


def frames():
    return {f.photo_id: f for m in modules().values() for f in m.photos}


def sheet(book=None) -> Sheet:
    names = {photo: f"{photo}.jpg" for photo in frames()}
    return build_sheet(
        plan(), TABLOID, book or type_book(), room.MASTHEAD, room.FOLIOS, names, title="海港日报"
    )


def picture(mode, size, colour) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, "PNG")
    return buffer.getvalue()


@lru_cache(maxsize=1)
def pdf() -> bytes:
    taken = {
        "colour": picture("RGB", (900, 600), (10, 90, 200)),
        "grey": picture("L", (900, 700), 120),
    }
    with tempfile.TemporaryDirectory() as folder:
        for photo, frame in frames().items():
            width, height = picture_size(frame, TABLOID)
            made = prepare_picture(taken[photo], width_pt=width, height_pt=height)
            (Path(folder) / f"{photo}.jpg").write_bytes(made)
        return room.finished(sheet(), pictures=Path(folder))
