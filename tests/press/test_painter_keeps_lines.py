"""The width model is the painter's: what we break, Typst does not break again."""

from collections import Counter
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from newsroom.copydesk.story import Block
from newsroom.layout.geometry import TABLOID
from newsroom.layout.linebreak import break_lines, is_han, line_for_painter, measure, painted
from newsroom.layout.metrics import TypeBook
from newsroom.layout.prohibition import PLAIN, Level, LineRules
from newsroom.layout.threads import set_block
from newsroom.press.columns import paragraphs_of
from newsroom.press.fontset import NOTO_WENKAI, font_files
from newsroom.press.marks import Copy, PaintedLine, Paragraph
from newsroom.press.sheet import Sheet
from newsroom.press.verify import _read_pages
from tests.layout.composing import ROOT, type_book
from tests.layout.stories import SENTENCES
from tests.press import press_room as room

LEVELS: tuple[Level, ...] = ("basic", "gb", "strict")
LATIN = (
    "Harbour Queen ferry GDP 5G AI naive cafe Mr. Lee's re-opened e-mail v2.0 C++ WHO "
    "international neighbourhood responsibility Extraordinary well-established"
)
NUMBERS = "2026 14:30 3.5% 1,000 42 ±5 No.7 2月24日 80后 100米 ¥12.5 20℃ 1/3"
MARKS = [*list("，。、；：？！“”‘’（）《》【】—…·～/"), "……", "——", "”。", "》，", "）、"]
OTHER = [
    *(
        "台灣的報紙與雜誌用「繁體」排印，標點居中。",
        "渡し船がきょうから再びはしる。チケットは２枚で",
        "ラッシュアワー",
    ),
    *("https://www.harbour.example/a/b?c=d&e=1#f", "news@harbour.example", "www.harbour.example"),
]
RARE = [*list("𠮷䶮㛃〇々囍犇"), "Ångström", "Ω", "α", "①", "㎡"]
SIZE, PITCH = TABLOID.body_size_pt, TABLOID.leading_pt
LINES = 220  # on one sheet; 24 sheets make more than five thousand


def paragraph(rng):
    """Noise in the proportions of a newspaper, and worse."""
    pieces: list[str] = []
    while sum(map(len, pieces)) < 130:
        kind = rng.random()
        if kind < 0.45:
            text = rng.choice(SENTENCES)
            start = rng.randrange(len(text))
            pieces.append(text[start : start + rng.randint(1, 14)])
        elif kind < 0.6:
            pieces.append(rng.choice(LATIN.split()) + rng.choice(["", " "]))
        elif kind < 0.75:
            pieces.append(rng.choice(NUMBERS.split()))
        elif kind < 0.93:
            pieces.append(rng.choice(MARKS))
        elif kind < 0.97:
            pieces.append(rng.choice(OTHER))
        else:
            pieces.append(rng.choice(RARE))
    return "".join(pieces)


def covered(text):
    song = type_book()["song"]
    return "".join(char for char in text if not song.missing(char) or char == " ")


def set_in(text, width, rules=PLAIN):
    measured = measure(text, type_book()["song"], rules)
    ends = break_lines(measured, width)
    starts = [0, *ends[:-1]]
    return [line_for_painter(measured, a, b) for a, b in zip(starts, ends, strict=True)]


@cache
def book_of(rules):
    return TypeBook.load(font_files(ROOT / "var/fonts"), rules=rules)


def printed_lines(text, width, rules):
    """The lines as the pages have them: divided words, hung marks, characters closed up."""
    block = Block(text)
    return set_block(block, 0, width, book_of(rules), 0, len(text))


def bare(text):
    return "".join(char for char in text if not char.isspace() and char not in "\u2005\u00ad")


def on_a_sheet(copy, deeper=0):
    height = TABLOID.trim_height + deeper
    faces = tuple(NOTO_WENKAI.items())
    return Sheet("行", TABLOID.trim_width, height, 0, faces, (1,), ((copy,),))


def rows_of(pdf):
    """What stands on each baseline of the page, in reading order."""
    rows: dict[int, str] = {}
    for char in _read_pages(pdf, TABLOID)[0]:
        row = round(char.y / PITCH)
        rows[row] = rows.get(row, "") + bare(char.char)
    return rows


@pytest.mark.parametrize("width", [7.0, 11.0, 13.0, 15.5, 21.0, 28.5])
@pytest.mark.parametrize("seed", range(4))
def test_no_line_is_broken_again_by_the_painter(width, seed):
    rng = Random(f"{width} {seed}")
    wanted: list[str] = []
    paragraphs: list[Paragraph] = []
    rules = LineRules(level=LEVELS[seed % 3], solid_numbers=seed != 3, hanging=seed in (1, 3))
    ends = Counter[str]()
    while len(wanted) < LINES:
        lines = printed_lines(covered(paragraph(rng)), width, rules)
        [set_paragraph] = paragraphs_of(lines, rules)
        paragraphs.append(set_paragraph)
        wanted += [line.text + "-" * line.hyphen for line in lines]
        ends.update(kind for line in lines for kind in kinds_of(line))
    copy = Copy(20, 20, width * SIZE, SIZE, PITCH, tuple(paragraphs))

    printed = rows_of(room.painter().pdf(on_a_sheet(copy, deeper=(LINES + 40) * PITCH), room.HERE))

    found = [printed[row] for row in sorted(printed)]
    assert found == [bare(line) for line in wanted if bare(line)]
    assert (ends["hung"] > 10) == rules.hanging
    assert ends["hyphen"]


ENGLISH = (
    "The harbour’s neighbourhood representatives said on Tuesday that “independent” measurements, "
    "well-established since 1999, were ‘unnecessary’… Mr. Lee’s café — re-opened — costs $1.50 "
    "(children: free) or 3.5% more; see www.harbour.example/ferry, news@harbour.example, WHO & Co."
)


def english(rng):
    words = ENGLISH.split()
    return " ".join(rng.choice(words) for _ in range(rng.randint(12, 40)))


@pytest.mark.parametrize("width", [9.0, 13.0, 21.0])
@pytest.mark.parametrize("justified", [True, False])
def test_no_line_of_english_is_broken_again_by_the_painter(width, justified):
    rng = Random(f"english {width}")
    rules = LineRules(language="en-gb", justified=justified)
    wanted: list[str] = []
    paragraphs: list[Paragraph] = []
    while len(wanted) < LINES:
        lines = printed_lines(english(rng), width, rules)
        paragraphs += paragraphs_of(lines, rules)
        wanted += [line.text + "-" * line.hyphen for line in lines]
    copy = Copy(20, 20, width * SIZE, SIZE, PITCH, tuple(paragraphs))
    sheet = replace(on_a_sheet(copy, deeper=(LINES + 40) * PITCH), proportional=True)

    printed = rows_of(room.painter().pdf(sheet, room.HERE))

    assert [printed[row] for row in sorted(printed)] == [bare(line) for line in wanted]
    assert any(line.endswith("-") for line in wanted)
    assert not any(line.startswith(("’", "”", "…", "s ")) for line in wanted)


def test_latin_quotation_marks_are_as_wide_as_the_width_model_has_them():
    book, line = book_of(LineRules(language="en")), "“Well,” said Mr. Lee’s cook — here… ‘now’ x"
    copy = Copy(20, 20, 720, SIZE, PITCH, (unspread(line),))
    sheet = replace(on_a_sheet(copy), proportional=True)

    [row] = rows_with_places(room.painter().pdf(sheet, room.HERE))

    widths = measure(line, book["song"], book.rules).widths
    wanted = [widths[at] * SIZE for at, char in enumerate(line) if bare(char)]
    assert [x for _char, x in row] == pytest.approx(wanted, abs=0.05)
    assert book["song"].advance("“") < 0.6
    assert type_book()["song"].advance("“") == 1


def kinds_of(line):
    marked = {"hyphen": line.hyphen, "hung": line.hung, "narrow": line.stretch != 1}
    return [kind for kind, is_so in marked.items() if is_so]


def unspread(text):
    """A line on a paragraph of its own, as wide as it is by nature."""
    return Paragraph((PaintedLine(painted(text), False),), "song")


def rows_with_places(pdf):
    """The characters of each row with the points from the first one's origin, left to right."""
    rows: dict[int, list[tuple[str, float]]] = {}
    for char in _read_pages(pdf, TABLOID)[0]:
        rows.setdefault(round(char.y / PITCH), []).append((char.char, char.x))
    ordered = [sorted(rows[row], key=lambda place: place[1]) for row in sorted(rows)]
    return [[(char, x - row[0][1]) for char, x in row] for row in ordered]


def places_in_the_model(text):
    """Points from the first character to each that is no mark; a mark's own glyph may hang out."""
    song = type_book()["song"]
    widths = measure(text, song).widths
    return [
        (widths[at + 1] - song.advance(char)) * SIZE if char.isalnum() else None
        for at, char in enumerate(text)
        if bare(char)
    ]


@pytest.mark.parametrize("seed", range(5))
def test_every_character_stands_where_the_width_model_has_it(seed):
    """To a twentieth of a point, over 60 lines of noise; the last character is always a Han one."""
    rng = Random(f"widths {seed}")
    lines = [
        "船" + covered(paragraph(rng))[: rng.randint(6, 48)].rstrip() + "末" for _ in range(60)
    ]
    copy = Copy(20, 20, 720, SIZE, PITCH, tuple(unspread(line) for line in lines))

    found = rows_with_places(room.painter().pdf(on_a_sheet(copy), room.HERE))

    assert ["".join(char for char, _x in row) for row in found] == [bare(line) for line in lines]
    for line, row in zip(lines, found, strict=True):
        wanted = places_in_the_model(line)
        off = [abs(x - at) for (_char, x), at in zip(row, wanted, strict=True) if at is not None]
        assert max(off) < 0.05, line


def test_lines_in_boxes_of_their_own_stand_on_the_grid():
    apart = (
        PaintedLine("渡船重新开航", hung="，"),
        PaintedLine("望汀湖的水位已经", stretch=0.98),
        PaintedLine("落到闸口以下", hung="。", stretch=0.99),
    )
    lines = [PaintedLine("一九八六年冬天"), *apart, PaintedLine("回到往年", justified=False)]
    copy = Copy(20, 20, 8 * SIZE, SIZE, PITCH, (Paragraph(tuple(lines), "song"),))

    chars = _read_pages(room.painter().pdf(on_a_sheet(copy), room.HERE), TABLOID)[0]

    rows = {round(char.y - 20 - 0.88 * SIZE, 3) for char in chars}
    assert rows == {0.0, PITCH, 2 * PITCH, 3 * PITCH, 4 * PITCH}
    hung = [char.x for char in chars if char.char in "，。"]
    assert hung == pytest.approx([20 + 8 * SIZE] * 2, abs=0.05)


@pytest.mark.parametrize("width", [11.0, 13.0, 28.5])
def test_a_spread_line_ends_flush_with_its_measure(width):
    rng = Random(f"flush {width}")
    text = "".join(rng.choice(SENTENCES) for _ in range(30))
    lines = set_in(text, width)[:60]
    marks = tuple(PaintedLine(line) for line in lines)
    copy = Copy(20, 20, width * SIZE, SIZE, PITCH, (Paragraph(marks, "song", indent_em=2.0),))

    ends: dict[int, tuple[float, str]] = {}
    for char in _read_pages(room.painter().pdf(on_a_sheet(copy), room.HERE), TABLOID)[0]:
        row = round(char.y / PITCH)
        ends[row] = max(ends.get(row, (0.0, "")), (char.x - 20, char.char))

    flush = [x for x, char in ends.values() if is_han(char)]
    assert len(flush) > 20
    assert flush == pytest.approx([(width - 1) * SIZE] * len(flush), abs=0.05)
