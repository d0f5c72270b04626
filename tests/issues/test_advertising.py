"""Advertisements are booked, composed around, printed with their label; notices fill up pages."""

import datetime

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from articles.models import AuditEntry
from issues.advertising import (
    ArtworkError,
    book_artwork,
    booked_artwork,
    delete_artwork,
    filler_stock,
    save_artwork,
    unbook_artwork,
)
from issues.composing import compose_issue, current_layouts, is_current
from issues.dummy import read_dummy
from issues.imposition import ExportError
from issues.locking import lock_page
from issues.locks import IssueClosedError, PageLockedError
from issues.models import Artwork, ArtworkSize, Booking, Issue
from issues.printing import export_issue
from issues.recomposing import compose_pages
from tests.desk_cast import (
    make_article,
    make_artwork,
    make_issue,
    make_publication,
    person,
    place,
)

pytestmark = pytest.mark.django_db

BODY = "<p>停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票。</p>" * 6


@pytest.fixture
def issue():
    publication = make_publication()
    issue = make_issue(publication)
    for number in range(4):
        place(make_article(publication, f"第{number}班渡船复航", BODY), issue)
    place(make_article(publication, "码头食堂添菜", BODY), issue, page=2)
    return issue


def booking(issue, artwork, page=1, **facts):
    on = issue.pages.get(number=page) if page else None
    return Booking(issue=issue, size=artwork.sizes.get(), page=on, **facts)


def booked(issue, page=1, **facts):
    made = booking(issue, make_artwork(issue.publication), page, **facts)
    return book_artwork(made, by=None)


def frames(layouts):
    return [frame for layout in layouts for frame in layout.plan.get("artwork", ())]


# Booking ------------------------------------------------------------------------------------------


def test_an_editor_books_and_takes_back_and_both_are_recorded(issue):
    mei = person("mei")
    made = book_artwork(booking(issue, make_artwork(issue.publication)), by=mei)

    unbook_artwork(made, by=mei)

    verbs = AuditEntry.objects.order_by("pk").values_list("verb", "label", "actor_name")
    assert list(verbs) == [
        ("book_artwork", "江边茶社", "mei"),
        ("unbook_artwork", "江边茶社", "mei"),
    ]
    assert not Booking.objects.exists()


def test_a_reporter_may_neither_add_nor_book_nor_take_back(issue):
    wang, artwork = person("wang"), make_artwork(issue.publication)
    made = book_artwork(booking(issue, artwork), by=None)

    for verb in (
        lambda: save_artwork(artwork, by=wang),
        lambda: book_artwork(booking(issue, artwork), by=wang),
        lambda: unbook_artwork(made, by=wang),
        lambda: delete_artwork(artwork, by=wang),
    ):
        with pytest.raises(PermissionDenied):
            verb()


def test_what_may_not_run_is_refused_with_a_sentence(issue):
    past = make_artwork(issue.publication, valid_to=issue.date - datetime.timedelta(days=1))
    other = make_artwork(make_publication(slug="other", name="别报"), title="别处")
    elsewhere = make_issue(issue.publication, number=1043)
    page_of_another = booking(issue, make_artwork(issue.publication))
    page_of_another.page = elsewhere.pages.get(number=1)

    for made, told in (
        (booking(issue, past), "不能刊出"),
        (booking(issue, other), "另一份出版物"),
        (page_of_another, "另一期"),
    ):
        with pytest.raises(ArtworkError, match=told):
            book_artwork(made, by=None)


def test_a_published_issue_takes_no_booking(issue):
    made = booked(issue)
    Issue.objects.update(state=Issue.State.PUBLISHED)
    issue.refresh_from_db()
    made.issue = issue

    with pytest.raises(IssueClosedError):
        book_artwork(booking(issue, make_artwork(issue.publication, title="书店")), by=None)
    with pytest.raises(IssueClosedError):
        unbook_artwork(made, by=None)


def test_only_a_notice_may_fill_up_pages():
    artwork = Artwork(publication=make_publication(), title="茶社", alt="茶社", is_filler=True)

    with pytest.raises(ValidationError, match="商业广告须预订"):
        artwork.full_clean()


def test_booked_or_printed_artwork_is_not_taken_away(issue):
    made = booked(issue)
    with pytest.raises(ArtworkError, match="已有预订"):
        delete_artwork(made.size.artwork, by=None)

    compose_issue(issue, by=None)
    unbook_artwork(made, by=None)
    with pytest.raises(ArtworkError, match="已排在版面上"):
        delete_artwork(made.size.artwork, by=None)


@pytest.mark.parametrize(
    ("language", "label"),
    [("zh-hans", "广告"), ("zh-hant", "廣告"), ("en", "Advertisement")],
)
def test_the_label_speaks_the_language_of_the_paper(language, label):
    issue = make_issue(make_publication(language=language))
    booked(issue)

    assert [art.label for art in booked_artwork(issue)] == [label]


# Composing ----------------------------------------------------------------------------------------


def test_the_page_is_composed_around_what_is_booked(issue):
    booked(issue, place="foot_right")

    layouts = compose_issue(issue, by=None).layouts

    [frame] = layouts[0].plan["artwork"]
    area = frame["area"]
    assert area["column"] + area["columns"] == 5
    assert (frame["label"], frame["nature"], frame["filler"]) == ("广告", "advertisement", False)
    assert is_current(read_dummy(issue), layouts)


def test_a_booking_made_changed_or_taken_back_makes_the_page_stale(issue):
    def current():
        return is_current(read_dummy(issue), current_layouts(issue))

    compose_issue(issue, by=None)
    made = booked(issue)
    assert not current()
    compose_issue(issue, by=None)
    assert current()
    made.place = "foot_left"
    book_artwork(made, by=None)
    assert not current()
    compose_issue(issue, by=None)
    unbook_artwork(made, by=None)
    assert not current()


def test_pages_composed_alone_leave_an_advertisement_where_it_stands(issue):
    booked(issue, page=None)
    compose_issue(issue, by=None)
    [before] = frames(current_layouts(issue))
    free = next(number for number in (1, 2) if number != place_of(issue))

    compose_pages(issue, [free], by=None)
    assert frames(current_layouts(issue)) == [before]
    compose_pages(issue, [place_of(issue)], by=None)

    assert [frame["artwork_id"] for frame in frames(current_layouts(issue))] == [
        before["artwork_id"]
    ]
    assert is_current(read_dummy(issue), current_layouts(issue))


def test_no_artwork_comes_onto_a_locked_page_nor_leaves_one(issue):
    standing = booked(issue)
    compose_issue(issue, by=None)
    lock_page(issue.pages.get(number=1), by=None)

    with pytest.raises(PageLockedError):
        unbook_artwork(standing, by=None)
    standing.place = "foot"
    with pytest.raises(PageLockedError):
        book_artwork(standing, by=None)
    other = make_artwork(issue.publication, "候船室", pixels=(1100, 500))
    with pytest.raises(PageLockedError):
        book_artwork(booking(issue, other), by=None)
    book_artwork(booking(issue, other, page=2), by=None)
    assert issue.bookings.count() == 2


def place_of(issue):
    """The page with an advertisement."""
    return next(one.page.number for one in current_layouts(issue) if one.plan.get("artwork"))


def test_an_unbooked_notice_fills_up_a_page_that_is_short(issue):
    sizes = ((1, (560, 900)), (2, (1100, 700)), (5, (2800, 500)))
    for columns, pixels in sizes:
        make_artwork(
            issue.publication,
            f"节水{columns}",
            columns,
            pixels,
            nature="notice",
            is_filler=True,
        )
    issue.pages.get(number=2).delete()

    layouts = compose_issue(issue, by=None).layouts

    found = frames(layouts)
    assert found
    assert all(frame["filler"] and not frame["label"] for frame in found)
    assert is_current(read_dummy(issue), layouts)


def test_a_notice_that_is_booked_or_ran_out_is_no_filler(issue):
    facts = {"nature": "notice", "is_filler": True}
    kept = make_artwork(issue.publication, "让座", **facts)
    make_artwork(issue.publication, "节水", valid_to=datetime.date(2026, 1, 1), **facts)
    taken = make_artwork(issue.publication, "读书", **facts)
    book_artwork(booking(issue, taken), by=None)

    assert [art.name for art in filler_stock(issue)] == [kept.title]


def test_what_cannot_stand_is_told_and_nothing_is_exported(issue):
    wide = make_artwork(issue.publication, "太宽", columns=7)
    book_artwork(booking(issue, wide), by=None)

    composition = compose_issue(issue, by=None)

    told = "“太宽” is 7 columns wide and the page has 5: book it in a narrower size."
    assert [left.told for left in composition.plan.left_out] == [told]
    assert is_current(read_dummy(issue), composition.layouts)  # it is not composed again in vain
    with pytest.raises(ExportError, match="宽 7 栏"):
        export_issue(issue, "press", by=None)


# Printing -----------------------------------------------------------------------------------------


@pytest.fixture
def full_issue(issue):
    for number in range(7):
        article = make_article(issue.publication, f"码头第{number}家食堂添菜", BODY * 3)
        place(article, issue, page=1 + number % 2)
    return issue


def test_the_press_pdf_says_advertisement_and_is_verified(full_issue, settings):
    booked(full_issue, page=2, place="foot_left")

    export = export_issue(full_issue, "press", by=None)

    [file] = export.files
    document = pypdfium2.PdfDocument(settings.EDITION_ROOT / file.path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "广告" in text
    assert file.report["faults"] == []
    assert file.report["figures"]["pictures"] == 1


def test_artwork_with_too_few_pixels_is_refused_unless_somebody_says_why(full_issue):
    coarse = make_artwork(full_issue.publication, "模糊", pixels=(110, 70))
    book_artwork(booking(full_issue, coarse, page=2), by=None)

    with pytest.raises(ExportError, match="模糊"):
        export_issue(full_issue, "press", by=None)
    ArtworkSize.objects.update(resolution_waiver="客户要求")
    assert export_issue(full_issue, "press", by=None).files


# The desk -----------------------------------------------------------------------------------------


def change_screen(artwork):
    return reverse("admin:issues_artwork_change", args=[artwork.pk])


def test_artwork_is_added_with_its_sizes_on_one_screen(client, issue):
    client.force_login(person("mei"))
    photo = make_artwork(issue.publication).sizes.get().photo

    answer = client.post(
        reverse("admin:issues_artwork_add"),
        {
            "publication": issue.publication.pk,
            "title": "渡口书店",
            "nature": "advertisement",
            "source": "渡口书店",
            "alt": "书店开张，全场九折",
            "sizes-TOTAL_FORMS": 1,
            "sizes-INITIAL_FORMS": 0,
            "sizes-0-photo": photo.pk,
            "sizes-0-columns": 3,
        },
    )

    assert answer.status_code == 302
    made = Artwork.objects.get(title="渡口书店")
    assert [size.columns for size in made.sizes.all()] == [3]
    assert AuditEntry.objects.filter(verb="add_artwork", label="渡口书店").exists()
    page = client.get(change_screen(made)).content.decode()
    assert "3 栏 × 20 行" in page
    assert "江边茶社" in client.get(reverse("admin:issues_artwork_changelist")).content.decode()


def test_a_file_on_a_composed_page_is_neither_exchanged_nor_taken_away(client, issue):
    client.force_login(person("mei"))
    made = booked(issue)
    artwork = made.size.artwork
    compose_issue(issue, by=None)
    unbook_artwork(made, by=None)
    size = artwork.sizes.get()

    def posted(**changes):
        data = {
            "publication": issue.publication.pk,
            "title": artwork.title,
            "nature": artwork.nature,
            "alt": "换了",
            "sizes-TOTAL_FORMS": 1,
            "sizes-INITIAL_FORMS": 1,
            "sizes-0-id": size.pk,
            "sizes-0-artwork": artwork.pk,
            "sizes-0-photo": size.photo_id,
            "sizes-0-columns": size.columns,
            **changes,
        }
        return client.post(change_screen(artwork), data)

    for changes in ({"sizes-0-columns": 3}, {"sizes-0-DELETE": "on"}):
        assert "已排在版面上" in posted(**changes).content.decode()
    assert posted().status_code == 302
    assert ArtworkSize.objects.get().columns == 2


def test_artwork_is_booked_on_the_screen_of_the_issue(client, issue):
    client.force_login(person("mei"))
    artwork = make_artwork(issue.publication)
    make_artwork(issue.publication, "过期", valid_to=datetime.date(2020, 1, 1))
    screen = reverse("admin:issues_issue_change", args=[issue.pk])
    shown = client.get(screen)
    assert "江边茶社" in shown.content.decode()
    assert "本期广告和固定栏" in shown.content.decode()
    assert "过期" not in shown.content.decode()

    form = shown.context["adminform"].form
    data = {f.html_name: f.value() for f in form if f.value() is not None}
    for formset in (one.formset for one in shown.context["inline_admin_formsets"]):
        for row in (formset.management_form, *formset.forms):
            data |= {f.html_name: f.value() for f in row if f.value() is not None}
    data |= {
        "bookings-TOTAL_FORMS": 1,
        "bookings-0-size": artwork.sizes.get().pk,
        "bookings-0-page": issue.pages.get(number=2).pk,
        "bookings-0-place": "foot",
    }
    answer = client.post(screen, data)

    assert answer.status_code == 302
    made = Booking.objects.get()
    assert (made.issue, made.page, made.place) == (issue, issue.pages.get(number=2), "foot")
    assert AuditEntry.objects.filter(verb="book_artwork").exists()


def test_the_screen_of_the_issue_says_what_stands_nowhere(client, issue):
    client.force_login(person("lin"))
    wide = make_artwork(issue.publication, "太宽", columns=7)
    book_artwork(booking(issue, wide), by=None)
    compose_issue(issue, by=None)

    page = client.get(reverse("admin:issues_issue_change", args=[issue.pk])).content.decode()

    assert "宽 7 栏" in page
