"""Proofs, the web edition and the archive file of an issue: made, read back, kept, offered."""

import io

import pikepdf
import pytest
from django.core.management import call_command
from django.urls import reverse

from articles.models import Article
from issues.imposition import ExportError
from issues.models import EditionFile
from issues.printing import PROFILES, export_issue
from issues.publishing import publish_issue
from newsroom.layout.geometry import MM
from tests.desk_cast import make_article, make_issue, make_publication, person, place

pytestmark = pytest.mark.django_db

BODY = "<p>停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票。</p>" * 6


@pytest.fixture
def issue():
    publication = make_publication()
    issue = make_issue(publication)
    for number in range(4):
        place(make_article(publication, f"第{number}班渡船复航", BODY), issue, number % 2 + 1)
    return issue


def made(issue, profile):
    return {file.profile: file for file in export_issue(issue, profile, by=None).files}


def opened(file, settings):
    data = (settings.EDITION_ROOT / file.path).read_bytes()
    return pikepdf.open(io.BytesIO(data))


def test_a_proof_is_an_a3_sheet_and_a_small_file(issue, settings):
    files = made(issue, "proof")

    with opened(files["proof"], settings) as pdf:
        left, bottom, right, top = map(float, pdf.pages[0].mediabox)
        assert (right - left, top - bottom) == pytest.approx((297 * MM, 420 * MM), abs=0.1)
        assert len(pdf.pages) == 2
    assert files["circular"].size < files["proof"].size
    assert files["proof"].report["faults"] == files["circular"].report["faults"] == []


def test_proofs_are_counted(issue):
    numbers = [made(issue, "proof")["proof"].report["proof"] for _ in range(3)]

    assert numbers == [1, 2, 3]
    assert issue.files.filter(profile="proof", is_current=True).count() == 1


def test_the_web_edition_has_a_tagged_pdf_in_the_language_of_the_paper(issue, settings):
    files = made(issue, "web")

    with opened(files["webpdf"], settings) as pdf:
        assert str(pdf.Root.Lang).lower().startswith("zh")
        assert pdf.Root.MarkInfo.Marked
        assert len(pdf.open_outline().root) > 0
    assert files["webpdf"].report["figures"]["characters"] > 500


def test_the_archive_file_says_that_it_is_pdf_a(issue, settings):
    with opened(made(issue, "archive")["archive"], settings) as pdf, pdf.open_metadata() as meta:
        assert (meta.pdfa_status, bool(pdf.Root.get("/OutputIntents"))) == ("2U", True)


@pytest.mark.parametrize("profile", ["web", "archive"])
def test_files_to_be_read_are_the_same_bytes_each_time(issue, profile):
    first = {kind: file.sha256 for kind, file in made(issue, profile).items()}

    assert {kind: file.sha256 for kind, file in made(issue, profile).items()} == first


@pytest.mark.parametrize("colour", ["black", "spot"])
def test_every_file_is_made_of_pages_in_other_inks(issue, colour):
    issue.publication.mastheads.update(spot_name="PANTONE 185 C", spot_cmyk="0 100 100 0")
    issue.pages.update(inks=colour)

    for profile in PROFILES:
        assert export_issue(issue, profile, by=None).report.get("faults", []) == []


def test_an_english_paper_has_an_english_proof(issue):
    issue.publication.language = "en"
    issue.publication.save()

    assert made(issue, "proof")["proof"].report["faults"] == []


def test_the_files_of_a_published_issue_stay(issue):
    publish_issue(issue, by=None)
    issue.refresh_from_db()
    before = {file.pk for file in export_issue(issue, "web", by=None).files}

    assert {file.pk for file in export_issue(issue, "web", by=None).files} == before
    assert EditionFile.objects.filter(profile="webpdf").count() == 1


@pytest.mark.parametrize(
    ("profile", "names"),
    [
        ("proof", {"harbour-1042-proof-1.pdf", "harbour-1042-circular-1.pdf"}),
        ("archive", {"harbour-1042-archive.pdf"}),
        (
            "web",
            {
                *("harbour-1042-p1.png", "harbour-1042-p1.json", "harbour-1042-p2.png"),
                *("harbour-1042-p2.json", "harbour-1042-web.pdf"),
            },
        ),
    ],
)
def test_the_command_writes_the_files_of_each_profile(issue, profile, names, tmp_path):
    call_command("export_issue", "1042", profile=profile, output=tmp_path / "out", verbosity=0)

    assert {path.name for path in (tmp_path / "out").iterdir()} == names


@pytest.mark.parametrize("kind", ["proof", "web", "archive"])
def test_the_desk_makes_each_of_them_in_the_background(issue, client, kind):
    client.force_login(person("lin"))

    client.post(reverse("admin:issues_issue_do", args=[issue.pk, "export"]), {"kind": kind})

    job = issue.jobs.get()
    assert (job.kind, job.state) == (kind, "done")
    assert job.files.exists()


def test_the_desk_makes_nothing_else(issue, client):
    client.force_login(person("lin"))
    address = reverse("admin:issues_issue_do", args=[issue.pk, "export"])

    assert client.post(address, {"kind": "publish"}).status_code == 404


def test_a_page_of_the_press_pdf_is_a_file_of_its_own(issue, tmp_path):
    call_command("export_issue", "1042", profile="press", page=2, output=tmp_path, verbosity=0)

    [path] = tmp_path.glob("*.pdf")
    with pikepdf.open(path) as pdf:
        assert (path.name, len(pdf.pages)) == ("harbour-1042-p2.pdf", 1)


@pytest.mark.parametrize("design", ["district", "evening", "gazette", "bulletin"])
def test_a_paper_with_an_imprint_has_its_proofs_and_files_in_every_design(issue, design):
    issue.publication.mastheads.update(
        page_design=design, address="渡口路18号", printer="双楫印刷厂", print_run=12000
    )
    Article.objects.update(body=BODY * 3)

    for profile in PROFILES:
        assert export_issue(issue, profile, by=None).report.get("faults", []) == []


@pytest.mark.parametrize(
    ("profile", "names"),
    [
        ("proof", {"harbour-1042-p2-proof-1.pdf", "harbour-1042-p2-circular-1.pdf"}),
        ("archive", {"harbour-1042-p2-archive.pdf"}),
        ("web", {"harbour-1042-p2.png", "harbour-1042-p2.json", "harbour-1042-p2-web.pdf"}),
    ],
)
def test_one_page_can_be_had_in_each_profile(issue, profile, names, tmp_path):
    folder = tmp_path / "out"

    call_command("export_issue", "1042", profile=profile, page=2, output=folder, verbosity=0)

    assert {path.name for path in folder.iterdir()} == names
    for path in folder.glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) == 1


def test_the_whole_issue_takes_the_place_of_its_single_pages(issue):
    [page] = export_issue(issue, "archive", by=None, page=1).files
    [whole] = export_issue(issue, "archive", by=None).files

    page.refresh_from_db()
    assert (page.page_number, page.is_current) == (1, False)
    assert (whole.page_number, whole.is_current) == (None, True)


def test_a_published_issue_gets_its_web_pdf_later_and_keeps_its_pictures(issue):
    publish_issue(issue, by=None)
    issue.refresh_from_db()
    pictures = set(issue.files.filter(profile="web").values_list("pk", "sha256"))
    issue.files.filter(profile="webpdf").delete()

    files = export_issue(issue, "web", by=None).files

    assert {(file.pk, file.sha256) for file in files if file.profile == "web"} == pictures
    assert [file.profile for file in files].count("webpdf") == 1


def test_a_page_of_a_published_issue_is_made_once(issue):
    publish_issue(issue, by=None)
    issue.refresh_from_db()

    first = export_issue(issue, "web", by=None, page=2).files
    again = export_issue(issue, "web", by=None, page=2).files

    assert [file.pk for file in first] == [file.pk for file in again]
    assert len(export_issue(issue, "web", by=None).files) == 3


@pytest.mark.parametrize("profile", PROFILES)
def test_a_page_the_issue_has_not_is_refused(issue, profile):
    with pytest.raises(ExportError, match="9"):
        export_issue(issue, profile, by=None, page=9)


def test_a_paper_that_is_trimmed_has_its_proofs_and_files(issue):
    issue.publication.mastheads.update(press_process="sheetfed", bleed_mm=3)

    for profile in PROFILES:
        assert export_issue(issue, profile, by=None).report.get("faults", []) == []
