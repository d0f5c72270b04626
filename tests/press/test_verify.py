"""Reading back finds what it claims to find: each file here is broken on purpose in one way."""

import io
from dataclasses import replace

import pikepdf
import pytest

from newsroom.copydesk.story import Block, Story
from newsroom.layout.geometry import TABLOID
from newsroom.layout.plan import CopyItem, EditionPlan
from newsroom.press.marks import Copy, Picture, Text
from newsroom.press.verify import verify
from tests.layout.composing import compose
from tests.press import illustrated as paper
from tests.press import press_room as room


def codes(pdf, plan=None, items=None, grid=TABLOID):
    report = verify(pdf, plan or room.plan(), items or room.items(), grid)
    return {fault.code for fault in report.faults}


def repainted(change):
    """The edition with one mark of page one replaced before it is painted."""
    sheet = room.sheet_of(room.plan())
    marks = list(sheet.pages[0])
    index = next(i for i, mark in enumerate(marks) if change(mark) is not None)
    marks[index] = change(marks[index])
    return room.finished(replace(sheet, pages=(tuple(marks), *sheet.pages[1:])))


def edited(edit):
    """The press PDF after ``edit(document)``."""
    with pikepdf.open(io.BytesIO(room.press_pdf())) as document:
        edit(document)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def in_first_line(mark, change):
    """A copy mark whose first line is changed; None for any other mark."""
    if not isinstance(mark, Copy) or len(mark.paragraphs[0].lines) < 4:
        return None
    first, *rest = mark.paragraphs
    line = replace(first.lines[1], text=change(first.lines[1].text))
    lines = (first.lines[0], line, *first.lines[2:])
    return replace(mark, paragraphs=(replace(first, lines=lines), *rest))


def test_a_lost_character():
    assert codes(repainted(lambda m: in_first_line(m, lambda t: t[:3] + t[4:]))) == {"line", "copy"}


def test_a_changed_character():
    assert codes(repainted(lambda m: in_first_line(m, lambda t: "鱻" + t[1:]))) == {"line", "copy"}


def test_two_characters_in_the_wrong_order():
    def swap(text):
        place = next(i for i in range(len(text) - 1) if text[i] != text[i + 1])
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]

    assert codes(repainted(lambda m: in_first_line(m, swap))) == {"line", "copy"}


def test_copy_off_the_grid():
    def lower(mark):
        return replace(mark, y=mark.y + 0.3) if isinstance(mark, Copy) else None

    assert "off_grid" in codes(repainted(lower))


def test_a_line_that_is_not_spread_to_its_measure_is_not_missed():
    def narrow(mark):
        return replace(mark, width=mark.width - 18) if isinstance(mark, Copy) else None

    assert codes(repainted(narrow))


def test_a_changed_headline():
    def other(mark):
        is_head = isinstance(mark, Text) and mark.size > 20 and mark.font == "song_heavy"
        own = {h.text for m in room.plan().pages[0].modules for h in m.head}
        return replace(mark, text=mark.text[:-1]) if is_head and mark.text in own else None

    assert "head" in codes(repainted(other))


def test_text_that_nobody_planned():
    sheet = room.sheet_of(room.plan())
    extra = Text("多出来的字", 200, 700, "hei", 9)
    pdf = room.finished(replace(sheet, pages=((*sheet.pages[0], extra), *sheet.pages[1:])))

    assert codes(pdf) & {"line", "stray"}


def test_a_missing_page():
    def drop(document):
        del document.pages[-1]

    assert {"pages", "copy"} <= codes(edited(drop))


def test_a_story_that_is_not_in_the_plan():
    lead, *rest = room.items()
    longer = replace(lead, story=replace(lead.story, blocks=lead.story.blocks + lead.story.blocks))

    assert codes(room.press_pdf(), items=(longer, *rest)) == {"copy"}


@pytest.mark.parametrize(
    "words",
    [
        "https://x.example/a-long-address/of-many-parts/to-be-cut-here-and-there",
        "座\u200b位\u2060和\u200e藏\u200d书\u00ad\ufeff",
        "official 的 o\ufb03cial",
        "𣲘河边𬭎先生㛃䶮囍",
        "e\u0301le\u0300ve A\u030a",
        "A-",
    ],
    ids=["address cut at a hyphen", "invisible", "ligature", "rare", "accents", "last hyphen"],
)
def test_nothing_is_found_in_what_is_only_unusual(words):
    text = f"新馆里有阅览座位和许多{words}藏书" * 3
    story = Story("图书馆新馆\u200b今日开门", (Block(text), Block(f"来自{words}")))
    items = [CopyItem("s", story, "lead")]
    plan = compose(items)

    report = verify(room.finished(room.sheet_of(plan)), plan, items, TABLOID)

    assert report.faults == ()


def test_a_lost_caption():
    sheet = paper.sheet()
    marks = [[m for m in page if not _is_caption(m)] for page in sheet.pages]
    bare = replace(sheet, pages=tuple(tuple(m for m in page if not isinstance(m, Picture))
                                      for page in marks))  # fmt: skip

    report = verify(room.finished(bare), paper.plan(), paper.items(), TABLOID)

    assert [fault.code for fault in report.faults] == ["caption", "caption"]
    assert paper.COLOUR.caption in report.faults[0].detail


def test_a_line_of_type_over_a_picture():
    frame = paper.frames()["colour"]
    x, y = TABLOID.x_of(frame.area.column) + 20, TABLOID.y_of(frame.area.row) + 40
    sheet = paper.sheet()
    pages = [tuple(m for m in page if not isinstance(m, Picture)) for page in sheet.pages]
    pages[0] = (*pages[0], Text("多出来的字", x, y, "hei", 9))

    report = verify(
        room.finished(replace(sheet, pages=tuple(pages))), paper.plan(), paper.items(), TABLOID
    )

    assert [fault.code for fault in report.faults] == ["stray"]


def _is_caption(mark):
    return isinstance(mark, Copy) and mark.size < TABLOID.body_size_pt


def test_an_empty_plan_against_a_full_file():
    assert "pages" in codes(room.press_pdf(), plan=EditionPlan(()))


def beside(apart, second="新闻热线"):
    """Page one with two words more in its head, their baselines so far apart; as planned, as
    printed."""
    planned = (Text("2026年12月", 300, 20, "hei", 8), Text("新闻热线", 400, 20 + apart, "hei", 8))
    printed = (planned[0], replace(planned[1], text=second))
    sheet = room.sheet_of(room.plan())
    head = (*sheet.furniture[0], *planned)
    pages = ((*sheet.pages[0], *printed), *sheet.pages[1:])
    return (head, *sheet.furniture[1:]), room.finished(replace(sheet, pages=pages))


@pytest.mark.parametrize("apart", [0.0, 0.3, 0.55, 0.9, 3.0])
def test_words_of_the_head_are_told_apart_however_near_their_baselines_are(apart):
    furniture, pdf = beside(apart)

    assert verify(pdf, room.plan(), room.items(), TABLOID, furniture).faults == ()


@pytest.mark.parametrize("apart", [0.3, 0.55])
def test_a_changed_word_of_the_head_is_found_however_near_the_other_is(apart):
    furniture, pdf = beside(apart, "新闻热钱")

    found = verify(pdf, room.plan(), room.items(), TABLOID, furniture).faults
    assert [fault.code for fault in found] == ["furniture"]


@pytest.mark.parametrize(("off", "expected"), [(0.4, []), (0.7, ["furniture", "stray"])])
def test_a_word_of_the_head_that_stands_alone_is_read_half_a_point_off(off, expected):
    planned = Text("新闻热线", 400, 20, "hei", 8)
    sheet = room.sheet_of(room.plan())
    pages = ((*sheet.pages[0], replace(planned, y=20 + off)), *sheet.pages[1:])
    furniture = ((*sheet.furniture[0], planned), *sheet.furniture[1:])

    pdf = room.finished(replace(sheet, pages=pages))
    found = verify(pdf, room.plan(), room.items(), TABLOID, furniture).faults
    assert [fault.code for fault in found] == expected
