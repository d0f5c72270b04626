"""The face of each role is chosen; what stands in is told by face, never the face itself."""

import json
from io import BytesIO

import pikepdf
import pytest

from newsroom.layout.metrics import STAND_IN, TypeBook
from newsroom.press.engine import Painter
from newsroom.press.fontset import (
    FONT_SETS,
    NOTO_WENKAI,
    FontSetError,
    chosen_faces,
    families,
    font_files,
    set_of,
)
from newsroom.press.marks import Text
from newsroom.press.own_faces import MOST_BYTES, OwnFaces, own_faces
from newsroom.press.sheet import Sheet
from tests.layout.composing import ROOT
from tests.press import press_room as room
from tests.press.own_font import FAMILY, HAS, configure, font_bytes, font_folder, row

FONTS = ROOT / "var/fonts"
NAMES: dict[str, set[str]] = {  # characters of names -> the faces of the set that have them
    "𠮷": {"kai"},
    "㛃": set(NOTO_WENKAI),
    "䶮": set(NOTO_WENKAI),
    "喆": set(NOTO_WENKAI),
    "堃": set(NOTO_WENKAI),
    "𫖯": set(NOTO_WENKAI),
    "𱁬": {"hei", "hei_heavy"},
    "\U00020000": set(),
}


def book_of(roles):
    faces = chosen_faces(roles)
    return TypeBook.load(font_files(FONTS), roles={role: face.code for role, face in faces.items()})


def sheet_of(faces, *marks):
    return Sheet("x", 100, 100, 0, tuple(faces.items()), (1,), (marks,))


def test_the_painter_is_told_of_the_first_set_what_it_always_was():
    serif, sans, kai = "Noto Serif SC", "Noto Sans SC", "LXGW WenKai"

    assert {role: (families(face), face.weight) for role, face in chosen_faces({}).items()} == {
        "song": ([serif, kai, sans], 400),
        "song_heavy": ([serif, kai, sans], 900),
        "hei": ([sans, serif, kai], 500),
        "hei_heavy": ([sans, serif, kai], 700),
        "kai": ([kai, serif, sans], 400),
    }


@pytest.mark.parametrize("made", FONT_SETS.values(), ids=FONT_SETS)
def test_a_set_is_known_by_its_faces(made):
    assert set_of(made.roles) == made
    assert set_of({**made.roles, "hei": "kai"}) is None
    assert chosen_faces(made.roles) == {
        role: NOTO_WENKAI[made.roles.get(role, role)] for role in NOTO_WENKAI
    }


def test_a_face_nobody_knows_is_refused_by_name():
    with pytest.raises(FontSetError, match="fangsong"):
        chosen_faces({"kai": "fangsong"})


@pytest.mark.parametrize("made", FONT_SETS.values(), ids=FONT_SETS)
@pytest.mark.parametrize("char", NAMES)
def test_a_rare_character_of_a_name_is_set_in_the_first_face_that_has_it(made, char):
    book = book_of(made.roles)

    for role in NOTO_WENKAI:
        face = made.roles.get(role, role)
        others = [other for other in (face, *STAND_IN[face]) if other in NAMES[char]]
        assert book.face_of(char, role) == (others[0] if others else None)
        assert (char in book[role].substituted(char)) == (face not in others and others != [])
        assert (char in book[role].missing(char)) == (others == [])


@pytest.mark.parametrize("role", NOTO_WENKAI)
@pytest.mark.parametrize("code", NOTO_WENKAI)
def test_no_face_stands_in_for_itself(role, code):
    face = chosen_faces({role: code})[role]

    assert code not in face.stand_ins
    assert len(families(face)) == len(set(families(face)))


def test_roles_of_one_face_are_measured_by_one_face():
    book = book_of({"song": "kai"})

    assert book["song"] is book["kai"]
    assert book.face_at("song") == "kai"
    fonts = json.loads(sheet_of(chosen_faces({"song": "kai"})).json)["fonts"]
    assert fonts["song"] == fonts["kai"]


def test_an_installation_without_a_list_has_the_known_faces_only(tmp_path):
    assert own_faces(tmp_path) == OwnFaces()


def test_a_font_of_ones_own_is_measured_and_painted_in_its_role(tmp_path):
    folder = font_folder(tmp_path)
    found = own_faces(folder)
    faces = chosen_faces({"kai": "hand"}, found.faces)
    files = font_files(folder, found.faces)
    stand_ins = STAND_IN | {"hand": faces["kai"].stand_ins}
    book = TypeBook.load(files, roles={"kai": "hand"}, stand_ins=stand_ins)

    assert found.problems == ()
    assert families(faces["kai"]) == [FAMILY, "LXGW WenKai", "Noto Serif SC", "Noto Sans SC"]
    assert (faces["kai"].version, faces["kai"].label) == ("Version 1.250;January 17, 2023", "手写")
    assert book["kai"].substituted(f"{HAS}灯\U00020000") == ["灯"]
    assert book.face_of("灯", "kai") == "kai"
    with Painter(files) as painter:
        pdf = painter.pdf(sheet_of(faces, Text("渡口的灯", 10, 10, "kai", 12)), room.HERE)
    assert fonts_in(pdf) == {"HarbourHand", "LXGWWenKai-Regular"}


def fonts_in(pdf):
    with pikepdf.open(BytesIO(pdf)) as document:
        fonts = document.pages[0].Resources.Font.values()
        return {str(font.BaseFont)[8:].removesuffix("-Identity-H") for font in fonts}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sha256": "0" * 64}, "is not the file that faces.json names"),
        ({"sha256": None}, "write its sha256"),
        ({"file": "gone.ttf"}, "is missing from"),
        ({"file": "../hand.ttf"}, "inside"),
        ({"file": "/etc/passwd"}, "inside"),
        ({"file": "faces.json"}, "inside"),
        ({"file": "a\0b.ttf"}, "inside"),
        ({"family": "Another"}, f"knows hand.ttf as {FAMILY} 400"),
        ({"weight": 700}, f"knows hand.ttf as {FAMILY} 400"),
        ({"code": "song"}, "a code of its own"),
        ({"code": "Hand!"}, "a code of its own"),
        ({"label": ""}, "a label"),
        ({"like": "fraktur"}, "one of song, hei, kai"),
    ],
)
def test_a_face_that_is_not_as_the_list_says_is_refused_and_the_others_stand(
    tmp_path, changes, said
):
    folder = font_folder(tmp_path, row(**changes), row(code="second"))

    found = own_faces(folder)

    assert [face.code for face in found.faces] == ["second"]
    assert len(found.problems) == 1
    assert said in found.problems[0]


@pytest.mark.parametrize(
    "data", [b"", b"not a font", font_bytes(family="Noto Serif SC"), b"\0" * (MOST_BYTES + 1)]
)
def test_a_file_that_is_no_font_of_ones_own_is_refused(tmp_path, data):
    folder = font_folder(tmp_path, row(data))
    (folder / "hand.ttf").write_bytes(data)

    found = own_faces(folder)

    assert found.faces == ()
    assert "hand.ttf" in found.problems[0]


@pytest.mark.parametrize("text", ["", "[]", '{"faces": 1}', "{", "[" * 100_000, '{"faces": [1]}'])
def test_a_list_that_cannot_be_read_is_a_sentence(tmp_path, text):
    folder = font_folder(tmp_path)
    (folder / "faces.json").write_text(text)

    found = own_faces(folder)

    assert found.faces == ()
    assert len(found.problems) == 1


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    folder = font_folder(tmp_path, row(file="link.ttf"))
    (tmp_path / "outside.ttf").write_bytes(font_bytes())
    (folder / "link.ttf").symlink_to(tmp_path / "outside.ttf")

    assert "inside" in own_faces(folder).problems[0]


def test_a_file_that_changes_is_looked_at_again(tmp_path):
    folder = font_folder(tmp_path)
    assert own_faces(folder).problems == ()

    (folder / "hand.ttf").write_bytes(font_bytes(text=HAS + "灯"))

    assert own_faces(folder).faces == ()
    configure(folder, row(font_bytes(text=HAS + "灯")))
    assert own_faces(folder).problems == ()
