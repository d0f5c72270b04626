"""The fonts are those of the set, or a sentence says which is not."""

import pytest

from newsroom.press.fontset import NOTO_WENKAI, FontSetError, font_files, wrong_faces
from tests.layout.composing import ROOT

FONTS = ROOT / "var/fonts"


@pytest.fixture
def folder(tmp_path):
    """The set by its names, each file empty."""
    for face in NOTO_WENKAI.values():
        (tmp_path / face.file).touch()
    return tmp_path


def test_the_installed_fonts_are_those_of_the_set():
    assert wrong_faces(FONTS) == []
    assert font_files(FONTS).keys() == NOTO_WENKAI.keys()


@pytest.mark.parametrize("role", NOTO_WENKAI)
def test_a_missing_font_is_named_with_its_folder_and_the_remedy(folder, role):
    file = NOTO_WENKAI[role].file
    (folder / file).unlink()

    with pytest.raises(FontSetError) as refused:
        font_files(folder)

    assert str(refused.value) == f"The font {file} is missing from {folder}: run 'make setup'."


def test_a_folder_in_the_place_of_a_font_is_none(folder):
    file = NOTO_WENKAI["kai"].file
    (folder / file).unlink()
    (folder / file).mkdir()

    with pytest.raises(FontSetError, match=file):
        font_files(folder)


def test_another_file_under_the_name_of_a_font_is_found(folder):
    assert wrong_faces(folder) == [face.file for face in NOTO_WENKAI.values()]
