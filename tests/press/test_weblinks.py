"""Links of the copy lead somewhere in a file that is read, and in no file that is plated."""

import io
from functools import lru_cache

import pikepdf
import pytest

from newsroom.copydesk.story import Block, Byline, Mark, Story
from newsroom.layout.geometry import TABLOID
from newsroom.layout.plan import CopyItem
from newsroom.press.documents import read_back, reading_pdf
from newsroom.press.reading import Pages
from newsroom.press.weblinks import MOST, address, with_links
from tests.layout.composing import compose
from tests.layout.stories import SENTENCES
from tests.press import press_room as room

TABLE, MAIL = "https://harbour.example/表?a=1&b=(2)", "mailto:news@harbour.example"
TEXT = "订票请打热线，或看《新时刻表》，或者写信到news@harbour.example。"
LONG = TEXT + "".join(SENTENCES) * 6
LINKS = (Mark("link", 9, 15, TABLE), Mark("link", 21, 41, MAIL), Mark("strong", 21, 25))


def pages_of(*marks, drop_initial=0):
    story = Story("渡船复航", (Block(LONG, marks=marks),), bylines=(Byline("记者", "林晓"),))
    other = Story("步道开放", (Block(LONG), Block(LONG)))
    items = (
        CopyItem("a", story, "lead", drop_initial=drop_initial),
        CopyItem("b", other, "major", page=1),
    )
    plan = compose(list(items))
    sheet = room.sheet_of(plan)
    return Pages(sheet, plan, items, TABLOID, room.MASTHEAD, room.FOLIOS)


@lru_cache(maxsize=2)
def made(standard="web"):
    pages = pages_of(*LINKS)
    pdf = reading_pdf(pages, room.painter(), room.HERE, standard=standard, timestamp=0)
    return pages, pdf


def web_links(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [link for page in document.pages for link in page.obj.get("/Annots", [])]
        return [(str(link.A.URI), str(link.Contents)) for link in found if "/A" in link]


def linked_words(pages):
    return [
        (piece.text, piece.href)
        for page in with_links(pages).sheet.pages
        for mark in page
        for paragraph in getattr(mark, "paragraphs", ())
        for line in paragraph.lines
        for piece in line.pieces
        if piece.href
    ]


@pytest.mark.parametrize("standard", ["web", "archive"])
def test_a_file_with_links_keeps_its_text_and_its_standard(standard):
    pages, pdf = made(standard)

    assert read_back(pdf, pages, standard=standard).faults == ()


def test_every_link_leads_to_its_address_and_says_it():
    assert set(web_links(made()[1])) == {
        ("https://harbour.example/%E8%A1%A8?a=1&b=(2)", TABLE),
        (MAIL, MAIL),
    }


def test_links_are_over_their_words_and_no_mark_is_torn_from_its_neighbour():
    words = linked_words(pages_of(*LINKS))

    assert "".join(text for text, href in words if "http" in href) == "《新时刻表"
    assert "".join(text for text, href in words if href == MAIL) == "news@harbour.example"


def test_a_link_beside_a_drop_initial_is_over_its_words():
    words = linked_words(pages_of(Mark("link", 0, 4, MAIL), drop_initial=2))

    assert "".join(text for text, _href in words) == TEXT[1:4]


def test_pages_without_links_stay_as_they_are():
    pages = pages_of(Mark("strong", 0, 4))

    assert with_links(pages) is pages


def test_the_press_is_told_of_no_link():
    assert "harbour.example/" not in made()[0].sheet.json
    assert web_links(room.finished(made()[0].sheet)) == []


@pytest.mark.parametrize(
    ("href", "plain"),
    [
        ("https://a.example/b?c=%20#d", "https://a.example/b?c=%20#d"),
        ("https://a.example/渡 船", "https://a.example/%E6%B8%A1%20%E8%88%B9"),
        ("HTTP://a.example/", "HTTP://a.example/"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("//a.example/", ""),
        ("https://[a.example/", ""),
        ("https://a.example/" + "x" * MOST, ""),
    ],
)
def test_only_addresses_that_a_reader_may_follow_are_told(href, plain):
    assert address(href) == plain
