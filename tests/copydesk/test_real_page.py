"""The real front page is read as its gold reading says, to the character."""

import pytest

from newsroom.copydesk.decode import decode_text
from newsroom.copydesk.printed_page import read_printed_page
from tests.real_page import MASTHEAD, TEXT, gold, need_real_page

pytestmark = pytest.mark.usefixtures("real_page")


@pytest.fixture(scope="module")
def real_page():
    need_real_page()


@pytest.fixture(scope="module")
def page(real_page):
    return read_printed_page(decode_text(TEXT.read_bytes()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_reading_does_not_depend_on_the_encoding(page, encoding):
    again = TEXT.read_text(encoding="utf-8-sig").encode(encoding)

    assert read_printed_page(decode_text(again)) == page


@pytest.mark.parametrize(("theirs", "ours"), MASTHEAD.items())
def test_a_field_of_the_masthead_is_the_gold_one(page, theirs, ours):
    assert page.as_json()["issue"][ours] == gold()["masthead"][theirs]


def test_there_are_as_many_stories(page):
    assert len(page.stories) == len(gold()["stories"]) == 8


@pytest.mark.parametrize("number", range(8))
def test_a_story_is_the_gold_one(page, number):
    wanted, story = gold()["stories"][number], page.stories[number]

    assert story.headline == wanted["headline_as_printed"]
    assert story.kicker == story.deck == ""
    assert list(story.paragraphs) == [p["text_fullwidth"] for p in wanted["paragraphs"]]
    assert [byline.name for byline in story.bylines] == wanted["reporters"]


def test_the_jump_without_continuation_is_a_doubt(page):
    jumps = [doubt for doubt in page.doubts if doubt.code == "jump_without_continuation"]

    assert [doubt.story for doubt in jumps] == ["s1"]


def test_every_character_below_the_masthead_is_in_one_story(page):
    kept = sum(len(p) for story in page.stories for p in story.paragraphs)
    wanted = sum(len(p["text_fullwidth"]) for s in gold()["stories"] for p in s["paragraphs"])

    assert kept == wanted


def test_run_together_bylines_are_split_into_the_names_of_gold(page):
    run_together = [
        number
        for number, story in enumerate(gold()["stories"])
        if story["byline_as_printed"]
        and "".join(story["reporters"]) in story["byline_as_printed"]
        and len(story["reporters"]) > 1
    ]

    assert len(run_together) == 2
    for number in run_together:
        names = [byline.name for byline in page.stories[number].bylines]
        assert names == gold()["stories"][number]["reporters"]


def test_every_rejoined_paragraph_is_the_gold_one(page):
    rejoined = [
        (number, paragraph)
        for number, story in enumerate(gold()["stories"])
        for paragraph in story["paragraphs"]
        if paragraph["rejoined_across_column"]
    ]

    assert rejoined
    for number, paragraph in rejoined:
        said = page.stories[number].paragraphs[paragraph["n"] - 1]
        assert said == paragraph["text_fullwidth"]


def test_a_story_jumps_where_gold_says_so(page):
    wanted = [(s.get("jump") or {}).get("to_page") for s in gold()["stories"]]

    assert [s.jump.to_page if s.jump else None for s in page.stories] == wanted


def test_nothing_else_is_doubted(page):
    assert [doubt.code for doubt in page.doubts] == ["jump_without_continuation"]
    assert page.doubts[0].excerpt in str(page.doubts[0].message)


def test_the_officials_of_gold_are_proposed_and_nobody_else(page):
    proposed = {official.name: official.post for official in page.officials}

    assert set(proposed) == {official["name"] for official in gold()["officials"]}
    for official in gold()["officials"]:
        assert official["role"].startswith(proposed[official["name"]])


def test_a_register_that_knows_everybody_changes_nothing(page):
    known = [reporter["name"] for reporter in gold()["reporters"]]

    again = read_printed_page(decode_text(TEXT.read_bytes()), known_reporters=known)

    assert again == page
