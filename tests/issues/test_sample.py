"""The sample paper is what a sub-editor would pass: complete, consistent, printable, fictional."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont
from PIL import Image

from issues.advertising import filler_stock
from issues.models import Artwork, Issue
from issues.sample import pictures
from issues.sample.notices import draw_notice
from issues.sampling import load_sample
from newsroom.copydesk.numbering import Schedule
from newsroom.copydesk.story import Story
from newsroom.press.fontset import font_files

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "issues" / "sample"
ISSUES = ("issue-127.json", "issue-128.json")
BOTH = pytest.mark.parametrize("name", ISSUES)

CHARACTERS = {  # body characters a page: fewest, most
    ("issue-127.json", 1): (1900, 2600),
    ("issue-127.json", 2): (2100, 2800),
    ("issue-128.json", 1): (2300, 3000),
    ("issue-128.json", 2): (1900, 2800),
    ("issue-128.json", 3): (2000, 2800),
    ("issue-128.json", 4): (2100, 2900),
}
LENGTHS = {"lead": (700, 1100), "major": (430, 1300), "normal": (190, 480), "brief": (70, 180)}
HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
HALF_WIDTH = re.compile(rf"{HAN}[,;:!?()\[\]'\".]|[,;:!?()\[\]'\"]{HAN}")
OPENING, CLOSING = "“‘（《", "”’）》"


@lru_cache(maxsize=4)
def read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((SAMPLE / name).read_text(encoding="utf-8"))
    return data


def stories(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read(name)["articles"]
    return found


def length(story: dict[str, Any]) -> int:
    return sum(len(block["text"]) for block in story["blocks"])


def texts(story: dict[str, Any]) -> Iterator[str]:
    """Every string of a story that is printed."""
    yield from (story["kicker"], story["headline"], story["deck"])
    yield from (block["text"] for block in story["blocks"])
    yield from (byline["role"] + byline["name"] for byline in story["bylines"])
    yield from (photo["caption"] + photo["credit"] for photo in story["photos"])


def masthead_texts() -> Iterator[str]:
    facts = read("publication.json")
    yield facts["name"]
    yield facts["latin_name"]
    yield from (str(value) for value in facts["masthead"].values())


def test_there_are_enough_stories_and_every_page_has_some() -> None:
    found = stories("issue-128.json")

    assert len(found) >= 24
    assert {story["page"] for story in found} == {1, 2, 3, 4}
    assert {story["page"] for story in stories("issue-127.json")} == {1, 2}


def test_no_two_stories_share_an_id_or_a_headline() -> None:
    both = [story for name in ISSUES for story in stories(name)]

    assert len({story["id"] for story in both}) == len(both)
    assert len({story["headline"] for story in both}) == len(both)


@BOTH
def test_every_story_reads_as_a_story_of_the_copy_desk(name: str) -> None:
    for data in stories(name):
        story = Story.from_json(data)

        assert story.headline
        assert story.text
        assert data["priority"] in LENGTHS
        assert data["kind"] in {"news", "brief", "photo", "feature", "notice", "service"}
        assert data["section"] in read("publication.json")["sections"]
        kinds = {block["kind"] for block in data["blocks"]}
        assert kinds <= {"paragraph", "subhead", "quote", "item"}


@BOTH
def test_stories_are_as_long_as_their_priority_says(name: str) -> None:
    wrong = {
        story["id"]: length(story)
        for story in stories(name)
        if not LENGTHS[story["priority"]][0] <= length(story) <= LENGTHS[story["priority"]][1]
    }

    assert wrong == {}


@pytest.mark.parametrize(("name", "page"), list(CHARACTERS))
def test_a_page_holds_the_copy_it_has_room_for(name: str, page: int) -> None:
    fewest, most = CHARACTERS[name, page]

    total = sum(length(story) for story in stories(name) if story["page"] == page)

    assert fewest <= total <= most


@BOTH
def test_page_one_has_the_only_lead_and_each_page_a_picture(name: str) -> None:
    found = stories(name)

    assert [story["page"] for story in found if story["priority"] == "lead"] == [1]
    assert {s["page"] for s in found if s["photos"]} == {s["page"] for s in found}


@BOTH
def test_headlines_are_of_newspaper_length(name: str) -> None:
    odd = [s["headline"] for s in stories(name) if not 8 <= len(s["headline"]) <= 20]

    assert odd == []


def test_the_dates_fall_on_the_weekday_of_the_schedule_one_week_apart() -> None:
    schedule = Schedule.from_json(read("publication.json")["schedule"])
    dates = [datetime.date.fromisoformat(read(name)["date"]) for name in ISSUES]

    assert [day.weekday() for day in dates] == [schedule.weekday] * 2
    assert schedule.next_after(dates[0], dates[0]) == dates[1]


def test_the_numbers_run_on_from_issue_to_issue() -> None:
    first, second = (read(name) for name in ISSUES)

    assert (first["number"], second["number"]) == (127, 128)
    assert second["year_number"] == first["year_number"] + 1
    for name in ISSUES:
        pages = read(name)["pages"]
        assert [page["number"] for page in pages] == list(range(1, len(pages) + 1))


@BOTH
def test_everybody_who_signs_is_in_the_register(name: str) -> None:
    known = {reporter["name"] for reporter in read("publication.json")["reporters"]}
    signed = {byline["name"] for story in stories(name) for byline in story["bylines"]}
    signed |= set(read(name)["editors"]) | {page["editor"] for page in read(name)["pages"]}

    assert signed <= known


@BOTH
def test_only_briefs_notices_and_letters_go_unsigned(name: str) -> None:
    unsigned = {
        story["id"]
        for story in stories(name)
        if not story["bylines"] and story["kind"] not in {"brief", "notice"}
    }

    assert unsigned <= {"letters", "light-snow"}


@BOTH
def test_an_official_is_named_with_the_post_of_the_register(name: str) -> None:
    officials = read("publication.json")["officials"]
    copy = "\n".join(text for story in stories(name) for text in texts(story))

    for official in officials:
        for found in re.finditer(official["name"], copy):
            assert copy[: found.start()].endswith(official["post"])


@BOTH
def test_the_pictures_are_drawn_ones_with_caption_credit_and_alt(name: str) -> None:
    for photo in (photo for story in stories(name) for photo in story["photos"]):
        assert photo["file"] in pictures.PICTURES
        assert photo["caption"].endswith("。")
        assert re.fullmatch("本报美编　..{1,2}　绘", photo["credit"])
        assert photo["alt"].endswith("。")
        assert all(0 <= share <= 1 for share in photo["focal"])


def test_every_picture_is_used_once() -> None:
    used = [p["file"] for name in ISSUES for story in stories(name) for p in story["photos"]]

    assert sorted(used) == sorted(pictures.PICTURES)


@BOTH
def test_there_is_no_half_width_punctuation_beside_han(name: str) -> None:
    found = [text for s in stories(name) for text in texts(s) if HALF_WIDTH.search(text)]

    assert found == []


@BOTH
def test_every_paragraph_ends_as_a_sentence_does(name: str) -> None:
    open_ended = [
        block["text"][-12:]
        for story in stories(name)
        for block in story["blocks"]
        if block["kind"] != "subhead" and not re.search("[。！？](”|）)?$|）$|”。$", block["text"])
    ]

    assert open_ended == []


@BOTH
def test_quotation_marks_and_brackets_close_in_their_own_paragraph(name: str) -> None:
    for text in (text for story in stories(name) for text in texts(story)):
        waiting: list[str] = []
        for character in text:
            if character in OPENING:
                waiting.append(CLOSING[OPENING.index(character)])
            elif character in CLOSING:
                assert waiting.pop() == character, text
        assert waiting == [], text


@BOTH
def test_the_copy_has_no_spaces_and_no_doubled_stops(name: str) -> None:
    for text in (text for story in stories(name) for text in texts(story)):
        assert " " not in text
        assert not re.search("[，。；：、]{2}", text), text


@pytest.mark.parametrize("role", ["song", "song_heavy", "hei", "hei_heavy", "kai"])
def test_every_character_is_in_the_fonts_we_print_with(role: Any) -> None:
    path = font_files(ROOT / "var" / "fonts")[role]
    printed = {c for name in ISSUES for s in stories(name) for text in texts(s) for c in text}
    printed |= {character for text in masthead_texts() for character in text}

    with TTFont(path, lazy=True) as font:
        known = font.getBestCmap()

    assert [character for character in sorted(printed) if ord(character) not in known] == []


def test_the_copy_tries_a_name_outside_the_basic_plane() -> None:
    copy = "".join(text for story in stories("issue-128.json") for text in texts(story))

    assert any(ord(character) > 0xFFFF for character in copy)


def test_the_imprint_says_that_it_is_a_sample() -> None:
    facts = read("publication.json")

    assert facts["fictional"] is True
    assert "00000" in facts["masthead"]["permit"]
    assert facts["masthead"]["hotline"].startswith("0000-555")


def test_a_picture_is_the_same_bytes_each_time_and_of_a_printable_shape(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()

    first = pictures.draw("library-night.jpg", tmp_path)
    second = pictures.draw("library-night.jpg", tmp_path / "again")

    assert first.read_bytes() == second.read_bytes()
    with Image.open(first) as picture:
        assert picture.mode == "RGB"
        assert picture.width == 1800
        assert 4 / 3 <= picture.width / picture.height <= 16 / 9


def test_all_pictures_are_drawn_into_the_folder(tmp_path: Path) -> None:
    paths = pictures.draw_all(tmp_path)

    assert [path.name for path in paths] == list(pictures.PICTURES)
    for path in paths:
        with Image.open(path) as picture:
            assert 4 / 3 <= picture.width / picture.height <= 16 / 9
            assert picture.width >= 1800


def test_the_notice_is_drawn_in_its_sizes_the_same_each_time(tmp_path: Path) -> None:
    first, again = tmp_path / "first", tmp_path / "again"
    first.mkdir()
    again.mkdir()

    made = draw_notice(first, settings.FONT_ROOT)

    assert sorted(made.values()) == [2, 5]
    for path in made:
        with Image.open(path) as image:
            shown = image.convert("L").histogram()
            assert image.width >= 1000
        assert sum(shown[:60])  # dark ground
        assert sum(shown[200:])  # light words
    draw_notice(again, settings.FONT_ROOT)
    assert all(path.read_bytes() == (again / path.name).read_bytes() for path in made)


@pytest.mark.django_db
def test_the_sample_has_the_notice_in_stock_once() -> None:
    for _time in range(2):
        load_sample()

    notice = Artwork.objects.get()
    assert (notice.nature, notice.is_filler) == ("notice", True)
    assert [size.columns for size in notice.sizes.all()] == [2, 5]
    assert filler_stock(Issue.objects.get(number=128))
