"""Widths are the painter's, coverage is the font's, and the cache is only a convenience."""

import json
from pathlib import Path

import pytest

from newsroom.layout.metrics import CACHE_FORMAT, STAND_IN, FontMetrics, TypeBook
from newsroom.press.fontset import font_files
from tests.layout.composing import ROOT, type_book

FILES = font_files(ROOT / "var/fonts")
SMALLEST = min(FILES.values(), key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("role", FILES)
def test_han_and_chinese_marks_stand_on_the_square_in_every_face(role):
    square = "渡，。（《——…　" + ("" if role == "kai" else "“”")  # the Kai has Latin quotes

    assert {char: type_book()[role].advance(char) for char in square} == dict.fromkeys(square, 1.0)


@pytest.mark.parametrize("role", FILES)
def test_the_common_characters_are_in_every_face(role):
    common = "".join(
        bytes((high, low)).decode("gb2312", "ignore")
        for high in range(0xA1, 0xF8)
        for low in range(0xA1, 0xFF)
    )
    han = "".join(char for char in common if "\u4e00" <= char <= "\u9fff")

    assert len(han) == 6763
    assert type_book()[role].missing(han) == []


def test_letters_are_narrower_than_han_and_not_all_alike():
    song = type_book()["song"]

    assert 0.2 < song.advance("i") < song.advance("n") < song.advance("W") < 1.1
    assert all(0.4 < song.advance(digit) < 0.6 for digit in "0123456789")


def test_the_dash_is_the_chinese_one():
    """0.89 em in the raw table of Noto Serif SC, one em under its rules for Chinese."""
    assert type_book()["song"].advance("—") == 1.0


def test_what_a_font_has_not_is_told_once_in_order_and_is_one_em_wide():
    song = type_book()["song"]

    assert song.missing("船\U00020000渡\U00020001\U00020000\u200b \t") == [
        "\U00020000",
        "\U00020001",
    ]
    assert song.advance("\U00020000") == 1.0


@pytest.mark.parametrize("role", ["song", "song_heavy", "hei", "hei_heavy"])
def test_another_face_stands_in_for_a_rare_character(role):
    book = type_book()

    assert not book[role].has("𠮷")
    assert book[role].missing("𠮷") == []
    assert book[role].substituted("渡𠮷𠮷") == ["𠮷"]
    assert book.face_of("𠮷", role) == "kai"
    assert book.face_of("渡", role) == role
    assert book.face_of("\U00020000", role) is None


def test_a_stand_in_is_as_wide_as_in_its_own_face():
    book = type_book()
    han = map(chr, range(0x3400, 0x4DC0))
    not_kai = next(char for char in han if not book["kai"].has(char) and book["song"].has(char))

    assert book["kai"].advance(not_kai) == book["song"].advance(not_kai)


def test_coverage_ends_where_a_range_ends():
    face = FontMetrics([(0x41, 0x43), (0x4E00, 0x4E00)], {"A": 0.5})

    assert [char for char in "@ABCD一丁" if face.has(char)] == list("ABC一")
    assert (face.advance("A"), face.advance("B")) == (0.5, 1.0)


def cache_of(path, folder):
    return folder / f".{path.name}.widths-{CACHE_FORMAT}.json"


@pytest.fixture(scope="module")
def warm(tmp_path_factory):
    folder = tmp_path_factory.mktemp("widths")
    FontMetrics.load(SMALLEST, folder)
    return folder


def widths(face):
    return [(face.has(char), face.advance(char)) for char in "A渡，—\U00020000"]


def test_the_cache_says_what_the_font_says(warm, monkeypatch):
    monkeypatch.setattr("newsroom.layout.metrics._read_font", lambda _path: pytest.fail("read"))

    assert widths(FontMetrics.load(SMALLEST, warm)) == widths(
        next(type_book()[role] for role in STAND_IN if FILES[role] == SMALLEST)
    )


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"not json", b"\xff\xfe", b'{"key": 0}'])
def test_a_broken_cache_is_read_past_and_mended(warm, tmp_path, monkeypatch, content):
    whole = json.loads(cache_of(SMALLEST, warm).read_bytes())
    data = {key: whole[key] for key in ("covered", "widths", "proportional")}
    monkeypatch.setattr("newsroom.layout.metrics._read_font", lambda _path: data)
    cache_of(SMALLEST, tmp_path).write_bytes(content)

    face = FontMetrics.load(SMALLEST, tmp_path)

    assert face.has("渡")
    assert json.loads(cache_of(SMALLEST, tmp_path).read_bytes()) == whole


def test_the_cache_of_another_file_is_not_believed(warm, tmp_path, monkeypatch):
    whole = json.loads(cache_of(SMALLEST, warm).read_bytes())
    stale = whole | {"key": [whole["key"][0], 1, 2], "widths": {"7.0": "A"}}
    cache_of(SMALLEST, tmp_path).write_text(json.dumps(stale), encoding="ascii")
    data = {key: whole[key] for key in ("covered", "widths", "proportional")}
    monkeypatch.setattr("newsroom.layout.metrics._read_font", lambda _path: data)

    assert FontMetrics.load(SMALLEST, tmp_path).advance("A") < 1


def test_a_cache_that_cannot_be_written_stops_nothing(warm, tmp_path, monkeypatch):
    whole = json.loads(cache_of(SMALLEST, warm).read_bytes())
    data = {key: whole[key] for key in ("covered", "widths", "proportional")}
    monkeypatch.setattr("newsroom.layout.metrics._read_font", lambda _path: data)
    (tmp_path / "file").touch()

    assert FontMetrics.load(SMALLEST, tmp_path / "file/folder").has("渡")
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_a_font_that_is_not_there_is_an_os_error(tmp_path):
    with pytest.raises(OSError, match=r"gone\.ttf"):
        FontMetrics.load(Path(tmp_path / "gone.ttf"))


def test_a_face_is_read_when_it_is_asked_for(warm):
    book = TypeBook.load({"song": SMALLEST, "kai": Path("gone.ttf")}, warm)

    assert list(book) == ["song", "kai"]
    assert book["song"] is book["song"]
