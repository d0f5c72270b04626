"""Marked words, quotations and lists on paper, read back with the plan."""

from dataclasses import replace
from functools import lru_cache
from random import Random

import pytest

from newsroom.copydesk.story import Block, Mark, Story
from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID
from newsroom.layout.plan import CopyItem
from newsroom.press.marks import Copy
from newsroom.press.verify import verify
from tests.layout.composing import compose, type_book
from tests.layout.stories import SENTENCES, make_item
from tests.press import press_room as room

FIRST, SECOND = SENTENCES[1] + SENTENCES[0], SENTENCES[5] + SENTENCES[2] + SENTENCES[7]


def blocks(rng: Random) -> tuple[Block, ...]:
    """One of each kind, some words of each marked."""
    said = "".join(rng.sample(SENTENCES, 4))
    listed = [Block(rng.choice(SENTENCES), "item", number=number) for number in (9, 10, 11)]
    return (
        Block(said, marks=(Mark("strong", 0, 12), Mark("emphasis", 30, 44))),
        Block("怎样报名", "subhead"),
        Block(FIRST, "quote", (Mark("strong", 3, 8), Mark("emphasis", 15, 18))),
        Block(SECOND, marks=(Mark("strong", 0, len(SECOND)),)),
        *(Block(rng.choice(SENTENCES), "item") for _ in range(3)),
        Block("订票请打WHO热线或写信到 news@harbour.example，周末照常。" + said),
        *listed,
        Block(rng.choice(SENTENCES), "item", number=11),
        Block(said + FIRST),
    )


@lru_cache(maxsize=1)
def items():
    rng = Random(8)
    lead = Story(
        "渡船明天复航", blocks(rng) * 3, bylines=make_item(rng, "x", "brief").story.bylines
    )
    second = Story("岸线步道本周开放", blocks(rng))
    rest = [make_item(rng, f"s{n}", "major") for n in range(6)]
    return (CopyItem("lead", lead, "lead", page=1), CopyItem("second", second, "major"), *rest)


@lru_cache(maxsize=1)
def plan():
    return compose(list(items()))


@lru_cache(maxsize=1)
def pdf():
    return room.finished(room.sheet_of(plan()))


def lines(plan):
    return [
        line
        for page in plan.pages
        for module in page.modules
        for leg in module.legs
        for line in leg.lines
    ]


def test_the_plan_is_right():
    assert check_plan(plan(), list(items()), TABLOID, type_book()) == []


def test_every_line_is_printed_as_it_was_planned():
    report = verify(pdf(), plan(), items(), TABLOID)

    assert report.faults == ()
    assert report.figures["rebroken"] == 0


def test_a_marker_that_is_not_printed_is_found():
    sheet = room.sheet_of(plan())
    pages = tuple(
        tuple(
            replace(mark, paragraphs=tuple(replace(p, marker="") for p in mark.paragraphs))
            if isinstance(mark, Copy)
            else mark
            for mark in page
        )
        for page in sheet.pages
    )

    report = verify(room.finished(replace(sheet, pages=pages)), plan(), items(), TABLOID)

    markers = [line.marker for line in lines(plan()) if line.marker]
    assert len(report.faults) == len(markers) > 12
    assert {fault.code for fault in report.faults} == {"line"}


@pytest.mark.parametrize("name", ["NotoSansSC", "LXGWWenKai"])
def test_marked_words_are_in_their_own_face(name):
    assert name.encode() in room.painter().pdf(room.sheet_of(plan()), room.HERE)


def test_only_lines_with_spans_are_painted_in_pieces():
    painted = [
        line
        for mark in room.sheet_of(plan()).pages[0]
        if isinstance(mark, Copy)
        for paragraph in mark.paragraphs
        for line in paragraph.lines
    ]

    assert any(line.pieces for line in painted)
    assert all(("".join(p.text for p in line.pieces) or line.text) == line.text for line in painted)
    assert [line.words_as_json() for line in painted if not line.pieces] == [
        line.text for line in painted if not line.pieces
    ]
