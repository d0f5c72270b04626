"""Every printed character is looked up in the face it is printed in."""

from dataclasses import fields, replace

import pytest

from newsroom.copydesk.story import Block, Byline, Mark, Story
from newsroom.layout.plan import CopyItem, PhotoSpec
from newsroom.press.coverage import (
    MASTHEAD,
    NOT_PRINTED,
    MissingCharacter,
    Substitute,
    missing_characters,
    near,
    substituted_characters,
)
from newsroom.press.nameplate import Folio
from tests.layout.composing import type_book
from tests.press import press_room as room

NO_GLYPH = "\U00020000"
KAI_ONLY = "𠮷"  # LXGW WenKai has it, the Noto faces have not
PLAIN = Story("渡船复航", (Block("船票不涨价。"),), bylines=(Byline("记者", "林晓"),))


def missing(story=PLAIN, photos=(), masthead=room.MASTHEAD, folios=None):
    return missing_characters(
        [CopyItem("s7", story, photos=photos)], masthead, type_book(), folios or room.FOLIOS
    )


def test_a_plain_edition_misses_nothing():
    assert missing() == []


@pytest.mark.parametrize(
    ("part", "change", "faces"),
    [
        ("headline", {"headline": f"渡{NO_GLYPH}"}, ["song_heavy", "hei_heavy"]),
        ("kicker", {"kicker": NO_GLYPH}, ["kai"]),
        ("deck", {"deck": NO_GLYPH}, ["kai"]),
        ("copy", {"blocks": (Block(f"船{NO_GLYPH}"),)}, ["song"]),
        ("subhead", {"blocks": (Block(NO_GLYPH, "subhead"),)}, ["hei"]),
        ("byline", {"bylines": (Byline("记者", f"林{NO_GLYPH}"),)}, ["kai"]),
    ],
    ids=["headline", "kicker", "deck", "body", "subhead", "byline"],
)
def test_a_character_is_told_with_its_part_and_face(part, change, faces):
    assert missing(replace(PLAIN, **change)) == [
        MissingCharacter("s7", NO_GLYPH, face, part) for face in faces
    ]


@pytest.mark.parametrize("field", ["caption", "credit"])
def test_the_words_below_a_picture_are_looked_up(field):
    photo = PhotoSpec("p", 0.66, **{field: f"图{NO_GLYPH}"})

    assert missing(photos=(photo,)) == [MissingCharacter("s7", NO_GLYPH, "kai", field)]


def test_what_another_face_has_is_not_missing_but_told():
    story = replace(PLAIN, blocks=(Block(KAI_ONLY),), bylines=(Byline("记者", KAI_ONLY),))

    assert missing(story) == []
    assert substituted_characters([CopyItem("s7", story)], room.MASTHEAD, type_book()) == [
        Substitute("s7", KAI_ONLY, "song", "kai", "copy")
    ]


@pytest.mark.parametrize(
    "field", [f.name for f in fields(room.MASTHEAD) if f.name not in NOT_PRINTED]
)
def test_every_field_of_the_masthead_is_looked_up(field):
    found = missing(masthead=replace(room.MASTHEAD, **{field: NO_GLYPH}))

    assert {(f.where, f.char) for f in found} == {(MASTHEAD, NO_GLYPH)}


@pytest.mark.parametrize("field", ["name", "publication", "date_line", "editor"])
def test_every_word_of_a_folio_is_looked_up(field):
    words = {"name": "民生", "publication": "海港日报", "date_line": "2026年"} | {field: NO_GLYPH}

    found = missing(folios={3: Folio(3, **words)})

    assert [(f.where, f.char) for f in found] == [("page 3", NO_GLYPH)]


def test_a_character_is_told_once_for_a_face_and_what_is_invisible_never():
    story = replace(PLAIN, blocks=(Block(NO_GLYPH * 3), Block(f"\u200b\u00ad\u3000{NO_GLYPH}\t")))

    assert missing(story) == [MissingCharacter("s7", NO_GLYPH, "song", "copy")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("（记者　林𠀀　通讯员　卜春枝）", "林𠀀"),
        ("昨天下午，渡口的老船长陈𠀀在码头上说了很多很多话。", "渡口的老船长陈𠀀在码头上说了很多"),
        ("𠀀", "𠀀"),
        ("，𠀀，", "𠀀"),
        ("甲\n乙𠀀\n丙", "乙𠀀"),
    ],
)
def test_a_character_is_told_with_the_name_or_the_words_around_it(text, said):
    assert near(NO_GLYPH, text) == said


def test_a_byline_names_the_person():
    found = missing(replace(PLAIN, bylines=(Byline("记者", "林晓"), Byline("", f"卜{NO_GLYPH}"))))

    assert [(f.part, f.near) for f in found] == [("byline", f"卜{NO_GLYPH}")]


@pytest.mark.parametrize(
    ("wish", "part", "face"),
    [
        ({"pull_quote": f"船{NO_GLYPH}"}, "quote", "kai"),
        ({"drop_initial": 2}, "copy", "song_heavy"),
    ],
)
def test_what_an_editor_wishes_for_is_looked_up_in_its_own_face(wish, part, face):
    story = replace(PLAIN, blocks=(Block(f"{NO_GLYPH}船"),))

    found = missing_characters([CopyItem("s7", story, **wish)], room.MASTHEAD, type_book())

    assert MissingCharacter("s7", NO_GLYPH, face, part) in found


def test_stories_alone_are_looked_up_without_a_masthead():
    assert missing_characters([CopyItem("s7", PLAIN)], None, type_book()) == []


def test_marked_words_are_looked_up_in_their_own_face():
    text = f"船{NO_GLYPH}票{NO_GLYPH}"
    block = Block(text, marks=(Mark("strong", 0, 2), Mark("emphasis", 2, 4)))

    assert {found.font for found in missing(replace(PLAIN, blocks=(block,)))} == {"hei", "kai"}
