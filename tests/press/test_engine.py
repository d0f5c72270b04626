"""The painter in its own process: it may refuse, hang or die, and says so in a sentence."""

import io
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from newsroom.layout.geometry import TABLOID
from newsroom.press import engine
from newsroom.press.engine import Painter, TypesettingError
from newsroom.press.fontset import NOTO_WENKAI, font_files
from newsroom.press.marks import Picture, Text
from newsroom.press.sheet import Sheet, SheetError
from tests.layout.composing import ROOT
from tests.press import press_room as room

FACES = tuple(NOTO_WENKAI.items())
HELLO = Text("渡船复航", 40, 40, "song", 20)


def sheet(*pages, faces=FACES):
    numbers = tuple(range(1, len(pages) + 1))
    return Sheet("一页", 300, 200, 0, faces, numbers, tuple(tuple(page) for page in pages))


@pytest.fixture
def own_painter():
    """For tests that end the child: the shared one stays warm for the others."""
    with Painter(font_files(ROOT / "var/fonts")) as painter:
        yield painter


def child_of(painter):
    return painter._child._process


def test_the_same_sheet_is_the_same_bytes_from_another_process(own_painter):
    assert own_painter.pdf(sheet([HELLO]), room.HERE) == room.painter().pdf(
        sheet([HELLO]), room.HERE
    )


def test_a_picture_of_each_page_has_the_size_of_the_sheet():
    pictures = room.painter().png(sheet([HELLO], [HELLO]), room.HERE, ppi=144)

    assert [Image.open(io.BytesIO(data)).size for data in pictures] == [(600, 400)] * 2


def test_one_page_of_several_can_be_asked_for():
    blank, words = room.painter().png(sheet([], [HELLO]), room.HERE, ppi=72)

    assert room.painter().png(sheet([], [HELLO]), room.HERE, ppi=72, page=2) == [words]
    assert blank != words


def test_a_page_that_is_not_there_is_refused():
    with pytest.raises(SheetError, match="no page 3"):
        room.painter().png(sheet([HELLO]), room.HERE, ppi=72, page=3)


def test_a_font_the_painter_does_not_know_is_refused_rather_than_left_out():
    unknown = replace(NOTO_WENKAI["song"], family="No Such Song")
    faces = tuple((NOTO_WENKAI | {"song": unknown}).items())

    with pytest.raises(TypesettingError, match=r"could not be set: .*no such song"):
        room.painter().pdf(sheet([HELLO], faces=faces), room.HERE)


@pytest.mark.parametrize("name", ["gone.jpg", "../secret.jpg", "/etc/hostname", "@preview/a:0.1.0"])
def test_a_picture_outside_the_edition_s_own_folder_is_refused(tmp_path, name):
    (tmp_path / "pictures").mkdir()
    Image.new("L", (9, 9)).save(tmp_path / "secret.jpg")

    with pytest.raises(TypesettingError, match="could not be set"):
        room.painter().pdf(sheet([Picture(name, 0, 0, 50, 50)]), tmp_path / "pictures")


def test_after_a_refusal_the_same_child_goes_on(own_painter):
    with pytest.raises(TypesettingError):
        own_painter.pdf(sheet([Picture("gone.jpg", 0, 0, 50, 50)]), room.HERE)
    child = child_of(own_painter)

    assert own_painter.pdf(sheet([HELLO]), room.HERE).startswith(b"%PDF")
    assert child_of(own_painter) is child


def test_a_child_that_was_killed_while_idle_is_replaced(own_painter):
    before = own_painter.pdf(sheet([HELLO]), room.HERE)
    child_of(own_painter).kill()
    child_of(own_painter).wait()

    assert own_painter.pdf(sheet([HELLO]), room.HERE) == before


def test_a_child_that_dies_at_work_is_told_and_the_next_page_is_painted(own_painter):
    own_painter.pdf(sheet([HELLO]), room.HERE)
    os.kill(child_of(own_painter).pid, signal.SIGSTOP)  # it takes the request and does not answer
    killer = threading.Timer(0.2, child_of(own_painter).kill)
    killer.start()

    with pytest.raises(TypesettingError, match=r"The painter stopped \(exit -9\): try again"):
        own_painter.pdf(sheet([HELLO]), room.HERE)

    killer.join()
    assert own_painter.pdf(sheet([HELLO]), room.HERE).startswith(b"%PDF")


def test_a_page_that_takes_too_long_is_given_up_with_advice():
    with Painter(font_files(ROOT / "var/fonts"), timeout_seconds=0.01) as painter:
        with pytest.raises(TypesettingError, match=r"within 0.01 seconds: .*changed last"):
            painter.pdf(sheet([HELLO]), room.HERE)
        assert painter._child is None


def test_a_child_is_changed_for_a_new_one_after_its_share_of_pages(own_painter, monkeypatch):
    monkeypatch.setattr(engine, "COMPILES_PER_CHILD", 2)
    children = set()
    for _page in range(3):
        own_painter.pdf(sheet([HELLO]), room.HERE)
        children.add(child_of(own_painter).pid)

    assert len(children) == 2


def test_threads_may_share_a_painter():
    sheets = [sheet([replace(HELLO, text=f"第{n}页")]) for n in range(6)]

    def paint(page):
        return room.painter().pdf(page, room.HERE)

    with ThreadPoolExecutor(max_workers=6) as pool:
        painted = list(pool.map(paint, sheets))

    assert painted == [paint(page) for page in sheets]
    assert len(set(painted)) == 6


def test_closing_ends_the_child_and_leaves_no_folder():
    painter = Painter(font_files(ROOT / "var/fonts"))
    painter.pdf(sheet([HELLO]), room.HERE)
    child, folder = child_of(painter), Path(painter._child._folder.name)  # type: ignore[union-attr]
    assert folder.is_dir()

    painter.close()
    painter.close()

    assert child.poll() is not None
    assert not folder.exists()


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="Reads /proc.")
def test_the_child_sees_no_secret_of_its_parent(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    with Painter(font_files(ROOT / "var/fonts")) as painter:
        painter.pdf(sheet([HELLO]), room.HERE)
        environment = Path(f"/proc/{child_of(painter).pid}/environ").read_bytes()

    assert b"PATH=" in environment
    assert b"do not tell" not in environment


def test_bleed_makes_the_sheet_larger_and_the_picture_not():
    grid = replace(TABLOID, bleed_mm=3)
    bled = replace(sheet([HELLO]), bleed=grid.bleed_mm * 72 / 25.4)

    [data] = room.painter().png(bled, room.HERE, ppi=72)

    assert Image.open(io.BytesIO(data)).size == (300, 200)
