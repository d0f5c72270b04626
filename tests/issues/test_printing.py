"""Composed pages become files: verified, kept once, and refused with a sentence when wrong."""

import io

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from PIL import Image

from articles.models import Article, ArticlePhoto, Photo, Publication
from issues.composing import compose_issue
from issues.dummy import CompositionError
from issues.imposition import ExportError, masthead_copy
from issues.models import EditionFile, Masthead, Page, PageLayout
from issues.printing import export_issue, preview_page
from issues.publishing import publish_issue
from tests.desk_cast import (
    make_article,
    make_issue,
    make_photo,
    make_publication,
    make_reporter,
    person,
    place,
)

pytestmark = pytest.mark.django_db

BODY = "<p>停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票。</p>" * 6
RARE = "𠮷"  # only the Kai face has it
UNKNOWN = "\U00031350"  # a Han character that our fonts do not have


@pytest.fixture
def issue():
    publication = make_publication()
    issue = make_issue(publication)
    for number in range(4):
        place(make_article(publication, f"第{number}班渡船复航", BODY), issue)
    return issue


def add_story(issue, headline="码头食堂添菜", body=BODY, page=1, **facts):
    return place(make_article(issue.publication, headline, body, **facts), issue, page)


def export(issue, profile="press", **options):
    return export_issue(issue, profile, by=None, **options)


def stored(file, settings):
    return (settings.EDITION_ROOT / file.path).read_bytes()


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


# The press PDF


def test_the_press_pdf_is_verified_and_holds_every_story(issue, settings):
    made = export(issue)

    [file] = made.files
    assert made.report["faults"] == []
    assert made.report["figures"]["pages"] == 1
    printed = text_of(stored(file, settings))
    for placement in issue.placements.all():
        assert placement.article.headline in printed
    assert printed.count("老人免票。") == 24


def test_the_masthead_is_printed_as_the_desk_shows_it(issue, settings):
    printed = text_of(stored(export(issue).files[0], settings))

    for words in ("海港日报", "HARBOURDAILY", "丙午年十月十二", "总第1042期", "本期共1版"):
        assert words in printed


def test_a_file_says_what_it_was_made_from(issue):
    file = export(issue).files[0]

    file.refresh_from_db()
    assert file.layouts == list(PageLayout.objects.values_list("pk", flat=True))
    assert file.path.startswith(f"harbour/1042/{file.sha256[:16]}/")
    assert file.report["figures"]
    assert len(file.fonts["song"]["sha256"]) == 64


@pytest.mark.parametrize("body", ["", "<p>一句。</p>"])
@pytest.mark.parametrize("page", [1, 2])
def test_odd_copy_is_printed_and_verified_too(issue, body, page):
    add_story(issue, "怪稿", body, page)

    assert export(issue).report["faults"] == []


def test_pages_that_were_never_composed_are_composed_first(issue):
    assert export(issue).composed


def test_copy_that_moved_on_is_composed_anew_and_the_old_file_kept(issue, settings):
    old = export(issue).files[0]
    Article.objects.filter(headline="第0班渡船复航").update(headline="头班渡船复航", version=2)

    made = export(issue)

    old.refresh_from_db()
    assert made.composed
    assert "头班渡船复航" in text_of(stored(made.files[0], settings))
    assert not old.is_current
    assert stored(old, settings)[:5] == b"%PDF-"


def test_the_same_pages_are_one_file_however_often_exported(issue, settings):
    for _time in range(2):
        export(issue)

    assert EditionFile.objects.count() == 1
    assert len(list(settings.EDITION_ROOT.rglob("*.pdf"))) == 1


def test_a_special_issue_without_a_number_is_printed(issue, settings):
    issue.number = issue.year_number = None
    issue.is_special, issue.special_name = True, "号外"
    issue.save()

    file = export(issue).files[0]

    printed = text_of(stored(file, settings))
    assert f"harbour-s{issue.pk}.pdf" in file.path
    assert "号外" in printed
    assert "None" not in printed


def test_an_english_paper_has_english_lines(issue):
    Publication.objects.update(language="en")
    issue.refresh_from_db()

    copy = masthead_copy(issue, 4)

    assert (copy.weekday, copy.lunar_date) == ("Friday", "")
    assert (copy.number_line, copy.page_count_line) == ("Issue 1042", "4 pages")


def test_an_english_papers_story_is_continued_in_english(issue, settings):
    add_story(issue, "长稿", BODY * 14)
    Publication.objects.update(language="en")
    issue.refresh_from_db()

    printed = text_of(stored(export(issue).files[0], settings))

    assert "Continuedonpage2" in printed
    assert "下转" not in printed


# Page pictures


def test_a_page_picture_has_a_small_one_and_a_zone_for_every_story(issue, settings):
    [file, _pdf] = export(issue, "web").files

    stories = {placement.article_id for placement in issue.placements.all()}
    assert {zone["article"] for zone in file.zones} == stories
    for zone in file.zones:
        assert 0 <= zone["left"] < zone["left"] + zone["width"] <= 1
        assert 0 <= zone["top"] < zone["top"] + zone["height"] <= 1
    path = settings.EDITION_ROOT / file.path
    with Image.open(path) as large, Image.open(path.with_name(f"{path.stem}-small.webp")) as small:
        assert large.format == small.format == "WEBP"
        assert large.width > small.width == 480


def test_the_picture_of_a_page_that_is_gone_is_not_current_any_more(issue):
    second = add_story(issue, page=2)
    export(issue, "web")
    second.delete()

    export(issue, "web")

    current = EditionFile.objects.filter(profile="web", is_current=True)
    assert [file.page_number for file in current] == [1]


def test_one_page_is_handed_out_alone(issue):
    add_story(issue, page=2)

    files = export(issue, "web", page=2).files

    assert [(file.profile, file.page_number) for file in files] == [("web", 2), ("webpdf", 2)]


def test_a_page_that_is_not_there_is_refused(issue):
    with pytest.raises(ExportError, match="9"):
        export(issue, "web", page=9)


def test_a_preview_shows_the_page_as_it_stands_and_is_painted_once(issue, settings):
    compose_issue(issue, by=None)
    picture = preview_page(issue, 1, ppi=40)

    assert preview_page(issue, 1, ppi=40) == picture
    assert Image.open(io.BytesIO(picture)).format == "PNG"
    assert len(list((settings.VAR_DIR / "cache/preview").iterdir())) == 1


def test_a_page_that_was_not_composed_has_no_preview(issue):
    with pytest.raises(ExportError, match="组版"):
        preview_page(issue, 1)


# Refusals


def with_byline(issue):
    add_story(issue, "怪字").article.bylines.create(reporter=make_reporter(f"林{UNKNOWN}"))


def with_caption(issue):
    story = add_story(issue, "怪字").article
    ArticlePhoto.objects.create(article=story, photo=make_photo(), caption=f"{UNKNOWN}山")


def with_page_name(issue):
    add_story(issue, page=2)
    Page.objects.filter(number=2).update(name=f"{UNKNOWN}版")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda issue: add_story(issue, f"怪字{UNKNOWN}"), "怪字"),
        (lambda issue: add_story(issue, "怪字", kicker=UNKNOWN), "怪字"),
        (lambda issue: add_story(issue, "怪字", deck=UNKNOWN), "怪字"),
        (lambda issue: add_story(issue, "怪字", f"<h3>{UNKNOWN}</h3>{BODY}"), "怪字"),
        (with_byline, "怪字"),
        (with_caption, "怪字"),
        (with_page_name, "第 2 版"),
        (lambda issue: Masthead.objects.update(publisher=UNKNOWN), "报头"),
        (lambda issue: Publication.objects.update(name=UNKNOWN), "报头"),
    ],
    ids=["headline", "kicker", "deck", "subhead", "byline", "caption", "folio", "imprint", "name"],
)
@pytest.mark.parametrize("profile", ["press", "web"])
def test_a_character_no_font_has_is_named_with_its_place(issue, change, where, profile):
    change(issue)
    issue.refresh_from_db()

    with pytest.raises(ExportError) as refused:
        export(issue, profile)

    assert where in str(refused.value)
    assert f"{UNKNOWN}”（U+31350）" in str(refused.value)
    assert not EditionFile.objects.exists()


def test_a_story_without_room_is_named_with_what_to_do(issue):
    add_story(issue, "长卷", "<p>" + "渡船今日复航。" * 3000 + "</p>", may_jump=False)

    with pytest.raises(ExportError, match="长卷"):
        export(issue)
    assert not EditionFile.objects.exists()


def test_an_issue_without_stories_is_refused():
    with pytest.raises(CompositionError, match="稿件"):
        export(make_issue(make_publication()))


def test_an_issue_without_a_masthead_is_refused(issue):
    Masthead.objects.all().delete()

    with pytest.raises((CompositionError, ExportError), match="海港日报"):
        export(issue)


@pytest.mark.parametrize("damage", ["lost", "no picture"])
def test_a_picture_that_cannot_be_read_is_named(issue, settings, damage):
    photo = make_photo(title="渡船靠岸")
    ArticlePhoto.objects.create(article=add_story(issue, "有图").article, photo=photo)
    path = settings.MEDIA_ROOT / photo.file.name
    path.unlink() if damage == "lost" else path.write_bytes(b"not a picture")

    with pytest.raises(ExportError, match="渡船靠岸"):
        export(issue)
    assert Photo.objects.count() == 1


@pytest.mark.parametrize("name", ["wang", "chen"])
def test_exporting_is_for_editors(issue, name):
    with pytest.raises(PermissionDenied):
        export_issue(issue, "press", by=person(name))
    assert not EditionFile.objects.exists()


# After publishing


def test_a_lost_file_of_a_published_issue_is_made_again_the_same(issue, settings):
    published = publish_issue(issue, by=None)
    file = published.files.get(profile="press")
    (settings.EDITION_ROOT / file.path).unlink()

    again = export(published).files[0]

    assert again.sha256 == file.sha256
    assert (settings.EDITION_ROOT / again.path).is_file()


# Rare characters


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({"headline": f"寻访{RARE}田"}, f"寻访{RARE}田"),
        ({"body": f"<p>{RARE}田在江边。</p>{BODY}"}, "码头食堂添菜"),
        ({"body": f"<h3>{RARE}田</h3>{BODY}"}, "码头食堂添菜"),
    ],
    ids=["headline", "body", "subhead"],
)
def test_a_rare_character_is_printed_in_the_face_that_has_it_and_told(
    issue, settings, facts, where
):
    add_story(issue, **facts)

    made = export(issue)

    [row] = made.report["substitutes"]
    assert (row["where"], row["char"], row["by"]) == (where, RARE, "kai")
    assert RARE in text_of(stored(made.files[0], settings))
    assert made.report["faults"] == []


def test_a_plain_issue_has_no_character_of_another_face(issue):
    assert export(issue).report["substitutes"] == []
