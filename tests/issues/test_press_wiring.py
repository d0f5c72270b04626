"""What the masthead says of the press, and the pages of their inks, is what comes out of it."""

import io

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.ImageChops import subtract

from articles.models import ArticlePhoto, Photo
from issues.imposition import ExportError
from issues.models import Issue, Masthead, Page
from issues.printing import export_issue, preview_page
from tests.desk_cast import make_article, make_issue, make_publication, picture_bytes, place
from tests.press.press_profile import press_profile

pytestmark = pytest.mark.django_db

BODY = "<p>停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票。</p>" * 6


@pytest.fixture
def issue():
    publication = make_publication()
    issue = make_issue(publication)
    for number in range(4):
        place(make_article(publication, f"第{number}班渡船复航", BODY), issue)
    return issue


def exported(issue, settings):
    made = export_issue(Issue.objects.get(pk=issue.pk), "press", by=None)
    data = (settings.EDITION_ROOT / made.files[0].path).read_bytes()
    return made, pikepdf.open(io.BytesIO(data))


def says(issue, **facts):
    Masthead.objects.filter(publication=issue.publication).update(**facts)


def test_an_export_keeps_the_printer_s_list(issue, settings):
    made, _document = exported(issue, settings)

    assert {check["state"] for check in made.report["preflight"]} == {"pass"}
    assert {"boxes", "inks", "total_ink", "fonts", "standard"} <= {
        check["id"] for check in made.report["preflight"]
    }
    assert made.report["figures"]["fonts_embedded"] > 2


def test_a_sheet_fed_press_gets_bleed_marks_and_a_slug_line(issue, settings):
    says(issue, press_process="sheetfed")

    _made, document = exported(issue, settings)

    page = document.pages[0]
    assert float(page.trimbox[0]) - float(page.bleedbox[0]) == pytest.approx(8.504, abs=0.01)
    assert "/AllInks" in page.Resources.ColorSpace


def test_pdf_x4_carries_the_profile_of_the_masthead(issue, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    masthead = Masthead.objects.get(publication=issue.publication)
    masthead.pdf_standard = "x4"
    masthead.icc_profile.save("press.icc", ContentFile(press_profile()))

    _made, document = exported(issue, settings)

    assert document.pdf_version == "1.6"
    assert document.Root.OutputIntents[0].DestOutputProfile.read_bytes() == press_profile()


def test_an_issue_in_mourning_is_black_nameplate_included(issue, settings):
    Issue.objects.filter(pk=issue.pk).update(mourning=True)

    _made, document = exported(issue, settings)

    drawn = document.pages[0].Contents.read_bytes()
    assert b"0 1 1 0 k" not in drawn
    assert b"0 0 0 1 k" in drawn


def test_mourning_shows_in_the_preview_at_once(issue):
    export_issue(issue, "web", by=None)
    red = preview_page(issue, 1, ppi=36)
    issue.mourning = True
    issue.save()

    black = Image.open(io.BytesIO(preview_page(issue, 1, ppi=36))).convert("RGB")

    assert redness(black) < 40 < redness(Image.open(io.BytesIO(red)).convert("RGB"))


def redness(image):
    red, green, _blue = image.split()
    return max(value for value, pixels in enumerate(subtract(red, green).histogram()) if pixels)


def test_a_page_in_a_spot_colour_has_that_plate(issue, settings):
    says(issue, spot_name="PANTONE 185 C", spot_cmyk="0 100 80 0")
    Page.objects.filter(issue=issue).update(inks="spot")

    _made, document = exported(issue, settings)

    [space] = [space for _name, space in document.pages[0].Resources.ColorSpace.items()]
    assert str(space[1]) == "/PANTONE 185 C"


@pytest.mark.parametrize("profile", ["press", "web"])
def test_a_spot_page_of_a_paper_without_a_spot_colour_is_refused_in_a_sentence(issue, profile):
    Page.objects.filter(issue=issue).update(inks="spot")

    with pytest.raises(ExportError):
        export_issue(Issue.objects.get(pk=issue.pk), profile, by=None)


def with_photo(issue, size):
    article = make_article(issue.publication, "渡船的船工", BODY)
    data = picture_bytes(size)
    photo = Photo(sha256="1" * 64, size=len(data))
    photo.file.save("boatman.png", SimpleUploadedFile("boatman.png", data), save=True)
    ArticlePhoto.objects.create(article=article, photo=photo, order=1, caption="船工在缆桩旁")
    place(article, issue, 1)


def test_a_picture_of_far_too_few_pixels_is_not_printed(issue, settings):
    with_photo(issue, (120, 80))

    with pytest.raises(ExportError, match="船工"):
        exported(issue, settings)


def test_a_picture_on_a_black_page_is_grey(issue, settings):
    with_photo(issue, (2400, 1600))
    Page.objects.filter(issue=issue).update(inks="black")

    _made, document = exported(issue, settings)

    [picture] = [image for page in document.pages for image in page.get_images().values()]
    assert str(picture.ColorSpace) == "/DeviceGray"
