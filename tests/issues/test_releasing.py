"""付印: whole files once to the printer, a page replaced by its next version, receipts noted."""

import hashlib
import io
import zipfile

import pikepdf
import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.models import AuditEntry
from issues.composing import compose_issue
from issues.dummy import type_book
from issues.models import Page, Release, ReleasedPage
from issues.printing import export_issue
from issues.releasing import (
    Order,
    ReleaseRefusedError,
    changed_since,
    inks_of,
    record_receipt,
    release_to_print,
    released_files,
)
from newsroom.press.releasesheet import ReleaseCopy, ReleasedFile, release_sheet
from tests.desk_cast import make_article, make_issue, make_publication, person, place

pytestmark = pytest.mark.django_db

BODY = "<p>停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票。</p>" * 6
ORDER = Order(telephone="0000-1234567", paper="新闻纸", print_run=12000)


@pytest.fixture
def lin():
    return person("lin")


@pytest.fixture
def issue():
    publication = make_publication(slug="harbour-daily")
    issue = make_issue(publication)
    for number in range(4):
        place(make_article(publication, f"第{number}班渡船复航", BODY), issue, number % 2 + 1)
    export_issue(issue, "press", by=None)
    return issue


def bytes_of(page, settings):
    return (settings.EDITION_ROOT / page.path).read_bytes()


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


def change_page(issue, number):
    """Another headline on the page, composed and exported."""
    placement = issue.placements.filter(page__number=number).first()
    placement.article.headline = "渡船延到夜里"
    placement.article.version += 1
    placement.article.save()
    compose_issue(issue, by=None)
    export_issue(issue, "press", by=None)


def test_each_page_gets_a_file_named_by_code_date_page_and_version(issue, lin):
    release_to_print(issue, ORDER, by=lin)

    assert [page.file_name for page in ReleasedPage.objects.all()] == [
        "HARBOURDAILY_20261120_01_v1.pdf",
        "HARBOURDAILY_20261120_02_v1.pdf",
    ]


def test_a_page_file_is_that_page_and_nothing_else(issue, lin, settings):
    whole = (settings.EDITION_ROOT / issue.files.get(profile="press").path).read_bytes()
    release_to_print(issue, ORDER, by=lin)

    pages = [bytes_of(page, settings) for page in ReleasedPage.objects.all()]
    assert "".join(text_of(page) for page in pages) == text_of(whole)
    for page, row in zip(pages, ReleasedPage.objects.all(), strict=True):
        assert hashlib.sha256(page).hexdigest() == row.sha256
        with pikepdf.open(io.BytesIO(page)) as pdf, pikepdf.open(io.BytesIO(whole)) as edition:
            assert len(pdf.pages) == 1
            assert pdf.pdf_version == edition.pdf_version
            assert list(pdf.pages[0].trimbox) == list(edition.pages[0].trimbox)
            assert str(pdf.Root.OutputIntents[0].OutputConditionIdentifier) == str(
                edition.Root.OutputIntents[0].OutputConditionIdentifier
            )
            assert pdf.check_pdf_syntax() == []


def test_the_sheet_names_every_file_its_hash_and_what_the_printer_must_know(issue, lin, settings):
    release = release_to_print(issue, ORDER, by=lin)

    sheet = text_of((settings.EDITION_ROOT / release.sheet_path).read_bytes())
    for page in release.pages.all():
        assert page.file_name in sheet
        assert page.sha256 in sheet
    for fact in ("付印单", "海港日报", "新闻纸", "12,000", "0000-1234567", "CMYK", release.signer):
        assert fact in sheet


def test_releasing_the_same_pages_twice_gives_the_same_bytes(issue, lin, settings):
    release_to_print(issue, ORDER, by=lin)
    [first, _second] = [page.sha256 for page in ReleasedPage.objects.all()]

    with pytest.raises(ReleaseRefusedError, match="相同"):
        release_to_print(issue, ORDER, by=lin, pages=[1], reason="再试")

    assert released_files(issue)[1].sha256 == first


def test_a_replaced_page_gets_the_next_version_and_the_sheet_names_the_void_file(
    issue, lin, settings
):
    release_to_print(issue, ORDER, by=lin)
    old = released_files(issue)[2]
    before = bytes_of(old, settings)
    change_page(issue, 2)
    changed = changed_since(issue, released_files(issue))

    release = release_to_print(issue, ORDER, by=lin, pages=[2], reason="人名有误")

    sheet = text_of((settings.EDITION_ROOT / release.sheet_path).read_bytes())
    assert 2 in changed
    assert [page.file_name for page in release.pages.all()] == ["HARBOURDAILY_20261120_02_v2.pdf"]
    assert "作废：HARBOURDAILY_20261120_02_v1.pdf（人名有误）" in sheet
    assert "HARBOURDAILY_20261120_01_v1.pdf" in sheet
    assert bytes_of(old, settings) == before


def test_a_page_is_not_replaced_without_a_reason(issue, lin):
    release_to_print(issue, ORDER, by=lin)
    change_page(issue, 2)

    with pytest.raises(ReleaseRefusedError, match="换版理由"):
        release_to_print(issue, ORDER, by=lin, pages=[2])

    assert Release.objects.count() == 1


def test_copy_that_moved_on_is_not_released(issue, lin):
    article = issue.placements.first().article
    article.headline, article.version = "又改了", article.version + 1
    article.save()

    with pytest.raises(ReleaseRefusedError, match="《又改了》有新稿"):
        release_to_print(issue, ORDER, by=lin)


def test_pages_composed_after_the_export_are_not_released(issue, lin):
    compose_issue(issue, by=None, seed=1)

    with pytest.raises(ReleaseRefusedError, match="先导出"):
        release_to_print(issue, ORDER, by=lin)


@pytest.mark.parametrize(
    "change",
    [
        lambda issue: issue.pages.update(inks="black"),
        lambda issue: issue.publication.mastheads.update(press_process="sheetfed"),
        lambda issue: issue.publication.mastheads.update(hotline="0000-7654321"),
        lambda issue: issue.pages.update(name="改名"),
    ],
    ids=["inks", "press", "masthead", "folio"],
)
def test_a_press_file_of_other_inks_press_or_words_is_not_released(issue, lin, change):
    change(issue)

    with pytest.raises(ReleaseRefusedError, match="先导出"):
        release_to_print(issue, ORDER, by=lin)


def test_an_issue_that_went_into_mourning_is_exported_again_first(issue, lin):
    issue.mourning = True
    issue.save()

    with pytest.raises(ReleaseRefusedError, match="先导出"):
        release_to_print(issue, ORDER, by=lin)

    export_issue(issue, "press", by=None)
    release = release_to_print(issue, ORDER, by=lin)
    assert {page.inks for page in release.pages.all()} == {"K"}


def test_a_lost_press_file_is_said(issue, lin, settings):
    (settings.EDITION_ROOT / issue.files.get(profile="press").path).unlink()

    with pytest.raises(ReleaseRefusedError, match="丢失"):
        release_to_print(issue, ORDER, by=lin)


@pytest.mark.parametrize(("pages", "said"), [([], "没有选"), ([9], "第 9 版"), ([1, 9], "第 9 版")])
def test_pages_that_are_not_there_are_not_released(issue, lin, pages, said):
    with pytest.raises(ReleaseRefusedError, match=said):
        release_to_print(issue, ORDER, by=lin, pages=pages)


def test_only_who_may_release_releases(issue):
    for name in ("mei", "wang", "chen"):
        with pytest.raises(PermissionDenied):
            release_to_print(issue, ORDER, by=person(name))


def test_a_receipt_is_noted_once_and_recorded(issue, lin):
    release_to_print(issue, ORDER, by=lin)
    file = released_files(issue)[1]

    record_receipt(file, " 印厂 老周 ", by=lin)

    assert (file.received_by, file.received_at is not None) == ("印厂 老周", True)
    with pytest.raises(ReleaseRefusedError, match="已记过"):
        record_receipt(file, "别人", by=lin)
    assert AuditEntry.objects.filter(verb="receive_page").count() == 1


@pytest.mark.parametrize(
    ("inks", "mourning", "said"),
    [
        ("four", False, "C M Y K"),
        ("black", False, "K"),
        ("spot", False, "K + PANTONE 185 C"),
        ("four", True, "K"),
    ],
)
def test_the_plates_of_a_page_are_said_as_a_printer_does(issue, inks, mourning, said):
    issue.publication.mastheads.update(spot_name="PANTONE 185 C")
    issue.mourning = mourning

    assert inks_of(issue, Page(issue=issue, number=1, inks=inks)) == said


@pytest.mark.parametrize("text", ["\U00031350", "<b>&", "../..", "长" * 60, "a" * 60, "🚢"])
def test_any_text_in_the_form_gives_a_sheet(issue, lin, text):
    order = Order(telephone=text[:40], paper=text)

    assert release_to_print(issue, order, by=lin).sheet_sha256


def test_a_hundred_pages_go_on_several_sheets():

    files = tuple(
        ReleasedFile(n, "综合", "K", f"A_20261120_{n:02}_v1.pdf", "0" * 64) for n in range(96)
    )
    sheet = release_sheet(ReleaseCopy("海港日报", "第42期", (), files), type_book())

    printed = [mark.text for page in sheet.pages for mark in page if hasattr(mark, "text")]
    assert [file.file for file in files] == [text for text in printed if text.startswith("A_")]
    for page in sheet.pages:
        assert max(mark.y for mark in page) < sheet.height - 40


# The screen


@pytest.fixture
def desk(client, issue, lin):
    client.force_login(lin)
    return reverse("admin:issues_issue_release", args=[issue.pk])


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_the_screen_releases_the_ticked_pages_and_offers_files_and_sheet(client, desk, issue):
    answer = client.post(
        desk, {"verb": "release", "page": ["1", "2"], "telephone": "1"}, follow=True
    )

    assert "HARBOURDAILY_20261120_01_v1.pdf" in said(answer)[0]
    release = issue.releases.get()
    for name, key in (
        ("issues_releasedpage_file", release.pages.first().pk),
        ("issues_release_sheet", release.pk),
    ):
        address = reverse(f"admin:{name}", args=[key])
        assert address.encode() in answer.content
        assert b"".join(client.get(address).streaming_content).startswith(b"%PDF-")
    bundle = client.get(reverse("admin:issues_release_bundle", args=[release.pk]))
    with zipfile.ZipFile(io.BytesIO(b"".join(bundle.streaming_content))) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 3


def test_the_screen_ticks_what_is_new_or_changed(client, desk, issue, lin):
    release_to_print(issue, ORDER, by=lin)
    before = client.get(desk).content.decode()
    change_page(issue, 2)
    after = client.get(desk).content.decode()

    assert before.count("checked") == 0
    assert 'value="2" aria-label="付印第2版" checked' in after


def test_a_refusal_on_the_screen_keeps_what_was_typed(client, desk):
    answer = client.post(desk, {"verb": "release", "telephone": "0000-99", "paper": "新闻纸"})

    assert said(answer) == ["还没有选版面：请勾选要付印的版。"]
    assert 'value="0000-99"' in answer.content.decode()


def test_a_telephone_is_asked_for(client, desk):
    answer = client.post(desk, {"verb": "release", "page": ["1"]})

    assert answer.context["form"].errors["telephone"]
    assert not Release.objects.exists()


def test_a_receipt_is_noted_on_the_screen(client, desk, issue, lin):
    release_to_print(issue, ORDER, by=lin)
    file = released_files(issue)[1]

    client.post(desk, {"verb": "receipt", "file": file.pk, "received_by": "老周"})

    file.refresh_from_db()
    assert file.received_by == "老周"


@pytest.mark.parametrize("key", ["", "x", "0", "99999999999999999999"])
def test_a_receipt_for_nothing_is_a_sentence(client, desk, key):
    answer = client.post(desk, {"verb": "receipt", "file": key, "received_by": "老周"}, follow=True)

    assert len(said(answer)) == 1


def test_an_editor_sees_but_does_not_release(client, issue, lin):
    client.force_login(person("mei"))
    address = reverse("admin:issues_issue_release", args=[issue.pk])

    assert b'name="page"' not in client.get(address).content
    assert client.post(address, {"page": ["1"], "telephone": "1"}).status_code == 403


def test_a_stranger_sees_nothing_of_it(client, issue, lin):
    release = release_to_print(issue, ORDER, by=lin)
    client.force_login(person("chen"))

    for name, key in (
        ("issues_issue_release", issue.pk),
        ("issues_release_sheet", release.pk),
        ("issues_release_bundle", release.pk),
        ("issues_releasedpage_file", release.pages.get(page_number=1).pk),
    ):
        assert client.get(reverse(f"admin:{name}", args=[key])).status_code == 403
