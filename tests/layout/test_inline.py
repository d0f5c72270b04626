"""Marked words stand in faces of their own, and where they stand is in the layout."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.copydesk.story import Block, Byline, Mark, Position, Story
from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID
from newsroom.layout.initials import Initial
from newsroom.layout.inline import measured, roles_of, spans_of
from newsroom.layout.linebreak import measure, painted, painted_pieces
from newsroom.layout.plan import CopyItem, Line, Span, page_as_json, page_from_json
from newsroom.layout.threads import Cut, kept_lines, set_copy
from tests.layout.composing import compose, type_book
from tests.layout.stories import SENTENCES

TEXT = "渡船明天复航，票价不变。"
LONG = "".join(SENTENCES)


def block(text, *marks, kind="paragraph"):
    return Block(text, kind, tuple(Mark(*mark) for mark in marks))


@pytest.mark.parametrize(
    ("given", "spans"),
    [
        (block(TEXT), []),
        (block(TEXT, ("link", 0, 4, "https://a.example/")), []),
        (block(TEXT, ("strong", 0, 4)), [(0, 4, "hei")]),
        (block(TEXT, ("emphasis", 2, 4)), [(2, 4, "kai")]),
        (block(TEXT, ("emphasis", 0, 4), ("strong", 2, 4)), [(0, 2, "kai"), (2, 4, "hei")]),
        (block(TEXT, ("strong", 0, 12)), [(0, 12, "hei")]),
        (block(TEXT, ("strong", 0, 12), kind="subhead"), []),
        (block(TEXT, kind="quote"), [(0, 6, "kai"), (7, 11, "kai")]),
        (block("渡船复航", ("emphasis", 2, 3), kind="quote"), [(0, 2, "kai"), (3, 4, "kai")]),
        (block("他说：“好。”", ("strong", 0, 3)), [(0, 2, "hei")]),
        (block("他说：“好。”", ("strong", 0, 7)), [(0, 7, "hei")]),
        (block("他说：“好。”", ("emphasis", 0, 7)), [(0, 2, "kai"), (4, 5, "kai")]),
        (block("cafe\u0301 好", ("strong", 0, 4)), [(0, 5, "hei")]),
        (block("渡船", ("strong", 1, 9)), [(1, 2, "hei")]),
    ],
)  # fmt: skip
def test_spans_are_where_the_marks_ask_for_another_face(given, spans):
    assert list(spans_of(given)) == [Span(*span) for span in spans]


ALPHABET = "渡船岸，。“”（·——Ab1 \u3000\u200b\u0301"
SPANS = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(("hei", "kai"))), max_size=4)


@given(st.text(ALPHABET, max_size=12), SPANS, st.booleans())
def test_the_pieces_are_the_painted_line(text, places, solid):
    ends = sorted(min(at, len(text)) for at, _role in places)
    spans = [
        Span(start, end, role)
        for start, end, (_at, role) in zip([0, *ends], ends, places, strict=False)
    ]

    pieces = painted_pieces(text, roles_of(Line(text, spans=tuple(spans))), solid_numbers=solid)

    assert "".join(piece for piece, _face in pieces) == painted(text, solid_numbers=solid)


def test_the_quarter_em_does_not_move_the_faces():
    line = Line("　用WHO的 5G网", spans=(Span(2, 5, "hei"), Span(9, 10, "kai")))

    pieces = painted_pieces(line.text, roles_of(line))

    assert pieces == (
        ("用\u2005", None),
        ("WHO\u2005", "hei"),
        ("的 5G\u2005", None),
        ("网", "kai"),
    )


def set_marked(*marks, text=LONG, width=13.0, **more):
    story = Story("渡船", (block(text, *marks),))
    return set_copy(story, width, type_book(), **more)


def in_another_face(lines):
    return "".join(line.text[s.start : s.end] for line in lines for s in line.spans)


@pytest.mark.parametrize(("start", "end"), [(0, 5), (10, 60), (3, 200)])
def test_every_marked_word_is_in_the_span_of_a_line(start, end):
    copy = set_marked(("strong", start, end))

    assert in_another_face(copy.lines) == LONG[start:end]


def test_wider_words_of_another_face_break_the_copy_elsewhere():
    text = "渡船 Wm " * 40

    plain, strong = set_marked(text=text), set_marked(("strong", 0, 240), text=text)

    assert [line.end for line in plain.lines] != [line.end for line in strong.lines]


def test_a_line_cut_at_a_sentence_keeps_the_marks_before_it():
    copy = set_marked(("strong", 0, len(LONG)))
    first = copy.lines[0]

    kept = kept_lines(copy, Cut(Position(0, first.start + 4), 1), "（下转第二版）")

    assert (kept[0].text, kept[0].spans) == (LONG[:4], (Span(0, 4, "hei"),))


def test_marks_beside_a_drop_initial_stay_on_their_words():
    copy = set_marked(("strong", 0, 6), initial=Initial(2, 3.0))

    assert copy.lines[0].initial == LONG[0]
    assert in_another_face(copy.lines) == LONG[1:6]


def marked_items():
    text = LONG * 3
    marks = tuple(Mark("strong", at, at + 9) for at in range(0, 400, 40))
    plain = CopyItem("plain", Story("渡船明天复航", (Block(text),)), "major")
    return [plain, CopyItem("marked", Story("岸线开放", (Block(text, marks=marks),)), "lead")]


def test_a_composed_page_with_marks_is_right():
    items = marked_items()

    plan = compose(items)

    assert check_plan(plan, items, TABLOID, type_book()) == []


def test_a_layout_with_marks_is_stored_and_loaded():
    pages = compose(marked_items()).pages

    stored = json.loads(json.dumps([page_as_json(page) for page in pages]))

    assert tuple(page_from_json(data) for data in stored) == pages


def test_the_layout_of_plain_copy_says_nothing_of_marks_and_insets():
    lines = [
        line
        for page in compose(marked_items()).pages
        for module in page_as_json(page)["modules"]
        for leg in module["legs"]
        for line in leg["lines"]
        if module["item_id"] == "plain"
    ]

    assert lines
    assert not any({"spans", "inset_em", "marker"} & line.keys() for line in lines)


def test_a_line_without_spans_is_measured_as_plain_text():
    book = type_book()

    assert measured(TEXT, (), book) is measure(TEXT, book["song"], book.rules)


def test_a_subhead_is_in_one_face():
    story = Story("渡船", (replace(block(TEXT, ("emphasis", 0, 4)), kind="subhead"), Block(LONG)))

    assert not any(line.spans for line in set_copy(story, 13.0, type_book()).lines)


@pytest.mark.parametrize(
    ("given", "width", "inset", "indent"),
    [
        (Block(LONG), 13.0, 0.0, 2.0),
        (Block(LONG, "quote"), 13.0, 1.0, 2.0),
        (Block(LONG, "quote"), 16.0, 2.0, 2.0),
        (Block(LONG, "item"), 13.0, 1.0, 0.0),
        (Block(LONG, "item", number=99), 13.0, 2.0, 0.0),
        (Block(LONG, "item", number=100), 13.0, 3.0, 0.0),
    ],
)
def test_quotations_and_items_stand_in_on_every_line(given, width, inset, indent):
    lines = set_copy(Story("渡船", (given,)), width, type_book()).lines

    assert {line.inset_em for line in lines} == {inset}
    assert [line.indent_em for line in lines[:2]] == [indent, 0.0]
    assert "".join(line.text for line in lines) == LONG


def test_every_item_has_its_marker_once():
    texts = (("甲", 0), ("乙", 0), ("丙", 1), ("丁", 1), ("戊", 2))
    blocks = tuple(Block(text * 30, "item", number=number) for text, number in texts)

    lines = set_copy(Story("渡船", blocks), 13.0, type_book()).lines

    marked = [(line.text[0], line.marker) for line in lines if line.marker]
    assert marked == [("甲", "▪"), ("乙", "▪"), ("丙", "1."), ("戊", "2.")]


def test_the_rest_of_an_item_has_no_marker():
    story = Story("渡船", (Block(LONG, "item", number=3),))

    rest = set_copy(story, 13.0, type_book(), start=Position(0, 20))

    assert not any(line.marker for line in rest.lines)
    assert {line.inset_em for line in rest.lines} == {2.0}


def test_a_byline_behind_the_last_words_leaves_room_for_the_inset():
    signed = (Byline("记者", "林晓"),)
    item = Story("渡船", (Block("渡船复航", "item", number=3),), bylines=signed)
    text = Story("渡船", (Block("渡船复航"),), bylines=signed)
    widths = [tenth / 10 for tenth in range(80, 160)]

    fits = [
        min(width for width in widths if set_copy(story, width, type_book()).byline_fits)
        for story in (text, item)
    ]

    assert fits[0] == fits[1]  # an indent is as wide as the inset of a number
