"""The sample paper in each format and design: composed, exported for print, read back, no fault."""

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from PIL import Image

from issues.composing import compose_issue, is_current
from issues.dummy import CompositionError, read_dummy
from issues.imposition import ExportError
from issues.mastheads import folios, masthead_words
from issues.models import Masthead
from issues.printing import export_issue, preview_page
from issues.sample import pictures
from issues.sampling import load_sample
from newsroom.layout.formats import FORMATS
from tests.desk_cast import make_article, make_issue, make_publication, make_reporter, place

pytestmark = pytest.mark.django_db

BODY = "<p>停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票。</p>" * 6
ART = b'<svg xmlns="http://www.w3.org/2000/svg"><path fill="red" d="M0 0h90v30h-90z"/></svg>'


@pytest.fixture
def issue():
    issue = make_issue(make_publication())
    for number in range(4):
        place(make_article(issue.publication, f"第{number}班渡船复航", BODY), issue)
    return issue


def changed(issue, **facts):
    masthead = issue.masthead
    for name, value in facts.items():
        setattr(masthead, name, value)
    masthead.save()


def text_of(file, settings):
    document = pypdfium2.PdfDocument((settings.EDITION_ROOT / file.path).read_bytes())
    pages = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return pages


@pytest.fixture
def plain_pictures(monkeypatch):
    """Drawing the sample's own takes seconds; here their place is what counts."""
    plain = dict.fromkeys(pictures.PICTURES, lambda: Image.new("RGB", (2400, 1600), "grey"))
    monkeypatch.setattr(pictures, "PICTURES", plain)


@pytest.mark.parametrize(
    ("code", "design", "process"),
    [
        ("broadsheet", "evening", "coldset"),
        ("a3", "gazette", "sheetfed"),
        ("a4", "bulletin", "sheetfed"),
        ("tabloid", "district", "coldset"),
    ],
)
def test_the_sample_paper_is_exported_in_every_format(
    plain_pictures, settings, code, design, process
):
    issue = load_sample()[0]
    issue.placements.update(page=None)
    issue.grows = True  # as many pages as its copy takes in that format
    issue.save(update_fields=["grows"])
    Masthead.objects.filter(publication=issue.publication).update(
        **FORMATS[code].figures, page_design=design, press_process=process
    )

    made = export_issue(issue, "press", by=None)

    pages = text_of(made.files[0], settings)
    assert made.report["faults"] == []
    assert "澜川市双楫印刷厂" in pages[-1]
    assert f"本期共{len(pages)}版" in pages[0]


def test_ears_imprint_and_editors_on_duty_are_printed(issue, settings):
    changed(issue, page_design="evening", ear_left="晴转多云", ear_right="看第2版",
            address="码头路1号", print_run=800, distribution_to="各社区")  # fmt: skip
    issue.editors.add(make_reporter("欧阳秋"))
    issue.pages.filter(number=2).update(duty_editor=make_reporter("林晓", unit="一组"))
    place(make_article(issue.publication, "码头食堂添菜", BODY), issue, page=2)

    made = export_issue(issue, "press", by=None)

    first, last = text_of(made.files[0], settings)
    assert [word in first for word in ("晴转多云", "看第2版")] == [True, True]
    assert "责任编辑：林晓" in last
    for words in ("地址：码头路1号", "印数：800份", "发送对象：各社区", "责任编辑：欧阳秋"):
        assert words in last


def test_another_design_composes_anew_and_the_plain_one_does_not(issue):
    layouts = compose_issue(issue, by=None).layouts
    changed(issue, address="码头路1号", ear_left="")
    assert is_current(read_dummy(issue), layouts)

    changed(issue, page_design="evening")
    assert not is_current(read_dummy(issue), layouts)


def test_a_preview_is_painted_anew_in_another_design(issue):
    compose_issue(issue, by=None)
    plain = preview_page(issue, 1)
    changed(issue, page_design="bulletin")
    compose_issue(issue, by=None)

    assert preview_page(issue, 1) != plain


def test_a_drawing_takes_the_place_of_the_name_and_is_missed_when_lost(issue, settings):
    masthead = issue.masthead
    masthead.nameplate_art.save("name.svg", ContentFile(ART))
    [file] = export_issue(issue, "press", by=None).files
    [page] = text_of(file, settings)
    assert not page.startswith("海港日报")

    masthead.nameplate_art.storage.delete(masthead.nameplate_art.name)
    with pytest.raises((ExportError, CompositionError), match=r"drawing is lost|报头图的文件丢失"):
        preview_page(issue, 1)


def test_what_has_no_room_in_a_design_is_said_before_composing(issue):
    changed(issue, page_design="gazette", permit="准印证" * 26, rows=40)

    with pytest.raises(CompositionError, match=r"no room|排不下"):
        compose_issue(issue, by=None)


def test_the_words_of_a_masthead_are_all_handed_to_the_press(issue):
    changed(issue, price="1.00元", printer="海港印务")
    copy = masthead_words(issue, issue.masthead, 2)

    assert copy.imprint == ("印刷：海港印务", "定价：1.00元")
    assert {folio.editor for folio in folios(issue).values()} == {""}
