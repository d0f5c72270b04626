"""Files to be read aloud: stories in their order, with headings, pictures, links and bookmarks."""

from dataclasses import replace
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from newsroom.press.documents import read_back
from newsroom.press.marks import Picture
from newsroom.press.nameplate import SheetError
from newsroom.press.reading import reading_order
from newsroom.press.structure import StructureError, structured
from tests.press import press_room as room
from tests.press import reading_room as library


def tree(element, depth=0):
    """Every element with its depth, kind and number of kids."""
    found = [(depth, str(element.S)[1:], len(element.K))]
    for kid in element.K:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += tree(kid, depth + 1)
    return found


def kinds(pdf):
    with library.opened(pdf) as document:
        return tree(document.Root.StructTreeRoot.K[0])


def sections(document):
    """The elements of each story, in order."""
    [root] = document.Root.StructTreeRoot.K
    return [kid for part in root.K for kid in part.K if str(kid.S) == "/Sect"]


@pytest.mark.parametrize("standard", ["web", "archive"])
@pytest.mark.parametrize("edition", ["jumping", "with_pictures"])
def test_the_text_reads_back_without_a_fault(edition, standard):
    pages = getattr(library, edition)()
    pdf = {"jumping": library.jumping_pdf, "with_pictures": library.pictures_pdf}[edition]

    report = read_back(pdf(standard), pages)

    assert report.faults == ()
    assert report.figures["off_grid"] == 0
    assert report.figures["lines"] > 200


def test_every_story_is_one_section_with_one_headline():
    with library.opened(library.jumping_pdf()) as document:
        heads = [[str(kid.S) for kid in section.K] for section in sections(document)]

    assert len(heads) == len(room.items())
    assert all(kinds.count("/H2") == 1 and "/H1" not in kinds for kinds in heads)


def test_a_paragraph_in_two_columns_or_on_two_pages_is_one_paragraph():
    with library.opened(library.jumping_pdf()) as document:
        lead = sections(document)[0]
        paragraphs = [kid for kid in lead.K if str(kid.S) in {"/P", "/H3"}]
        over_two_pages = [p for p in paragraphs if len(pages_of(p)) == 2]

    beside = 4  # the byline, the jump line and the two lines of the continuation's head
    assert len(paragraphs) == len(room.items()[0].story.blocks) + beside
    assert len(over_two_pages) == torn_paragraphs()


def pages_of(element):
    """The pages on which the content of an element stands."""
    return {element.Pg.objgen if isinstance(kid, int) else kid.Pg.objgen for kid in element.K}


def torn_paragraphs():
    """How many paragraphs of the lead the end of a page cuts."""
    ends = {m.text_to for page in room.plan().pages for m in page.modules if m.jump_to}
    return sum(position.offset > 0 for position in ends)


def test_every_page_begins_with_a_heading_and_no_level_is_left_out():
    levels = [
        int(kind[1]) for _depth, kind, _kids in kinds(library.jumping_pdf()) if kind[0] == "H"
    ]

    assert levels[0] == 1
    assert levels.count(1) == len(room.plan().pages)
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert 3 in levels


def test_a_picture_has_its_alternative_text_and_its_caption_inside():
    with library.opened(library.pictures_pdf()) as document:
        figures = [k for s in sections(document) for k in s.K if k.S == "/Figure"]

        assert [str(figure.Alt) for figure in figures] == ["阅览区", "旧馆门前"]
        assert [str(figure.K[-1].S) for figure in figures] == ["/Caption"] * 2


def test_a_picture_without_alternative_text_is_described_by_the_headline():
    pages = library.with_pictures()
    bare = tuple(tuple(without_alt(mark) for mark in marks) for marks in pages.sheet.pages)
    pages = replace(pages, sheet=replace(pages.sheet, pages=bare))

    [figure] = [passage for passage in reading_order(pages)[0] if passage.kind == "figure"]

    assert [mark.as_json()["alt"] for mark in figure.marks] == [pages.items[0].story.headline]


def without_alt(mark):
    return replace(mark, alt="") if isinstance(mark, Picture) else mark


def test_a_jump_line_leads_to_its_page_and_back():
    with library.opened(library.jumping_pdf()) as document:
        [there] = document.pages[0].Annots
        [back] = [
            link for link in document.pages[came_to() - 1].Annots if "上接" in str(link.Contents)
        ]

        assert there.Dest[0].objgen == document.pages[came_to() - 1].objgen
        assert back.Dest[0].objgen == document.pages[0].objgen
        assert "下转" in str(there.Contents)


def came_to():
    [number] = [
        page.number
        for page in room.plan().pages
        for module in page.modules
        if module.jump_from == 1
    ]
    return number


def test_a_link_lies_over_its_words():
    with library.opened(library.jumping_pdf()) as document:
        [link] = document.pages[0].Annots
        area = [float(side) for side in link.Rect]
    page = pypdfium2.PdfDocument(library.jumping_pdf())[0]

    inside = page.get_textpage().get_text_bounded(*area)

    assert "下转" in inside
    assert len("".join(inside.split())) < 14


def test_the_bookmarks_are_pages_and_below_them_their_stories():
    with library.opened(library.jumping_pdf()) as document, document.open_outline() as outline:
        pages = {entry.title: [child.title for child in entry.children] for entry in outline.root}

    assert list(pages) == ["第1版　要闻", "第2版　综合", "第3版　民生"]
    told = [headline for stories in pages.values() for headline in stories]
    assert sorted(told) == sorted(item.story.headline for item in room.items())


def test_the_running_head_and_the_rules_are_not_read_aloud():
    order = reading_order(library.jumping())

    assert [p.text for p in order[1] if p.kind == "artifact"] == [
        "海港日报　2026年11月20日　星期五"
    ]
    assert [p.text for p in order[1] if p.kind == "h1"] == ["2 综合"]


def test_the_document_says_its_title_and_language():
    with library.opened(library.jumping_pdf()) as document:
        assert str(document.Root.Lang) == "zh-CN"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo.Title) == "海港日报 1042"


def test_a_paper_in_another_language_says_so():
    pages = library.jumping()
    english = replace(pages, masthead=replace(pages.masthead, language="en"))

    with library.opened(library.made(english)) as document:
        assert str(document.Root.Lang) == "en"
        assert b"<rdf:li>en</rdf:li>" in document.Root.Metadata.read_bytes()
        with document.open_outline() as outline:
            assert outline.root[0].title == "Page 1: 要闻"


def test_a_file_of_one_page_has_that_page_and_no_dead_link():
    pages = library.jumping().only(came_to())
    pdf = library.made(pages)

    assert read_back(pdf, pages).faults == ()
    with library.opened(pdf) as document:
        assert len(document.pages) == 1
        assert "/Annots" not in document.pages[0]
    assert [kind for _d, kind, _n in kinds(pdf) if kind[0] == "H"][:2] == ["H1", "H2"]


def test_a_page_that_is_not_there_has_no_file():
    with pytest.raises(SheetError, match="no page 9"):
        library.jumping().only(9)


@pytest.mark.parametrize("standard", ["web", "archive"])
def test_the_same_pages_are_the_same_bytes(standard):
    assert library.made(library.jumping(), standard) == library.jumping_pdf(standard)


def test_tags_that_were_not_asked_for_are_refused():
    pages = library.jumping()
    order = [page[:-1] for page in reading_order(pages)]

    with pytest.raises(StructureError, match="passages became"):
        structured(library.jumping_pdf(), pages, order)
