"""What helps an overfull issue: advised, done with one click, and never once the copy changed."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.models import Article, AuditEntry
from issues.advertising import unbook_artwork
from issues.arranging import add_page, arrange_placement, lay_out
from issues.composing import compose_issue, current_layouts
from issues.dummy import CompositionError, read_dummy
from issues.locks import IssueClosedError
from issues.models import Artwork, Issue, Page
from issues.remedying import advice_of, apply_remedy, extent_of, name_of_advice
from newsroom.copydesk.parse import blocks_from_html
from newsroom.layout.geometry import Area
from tests.desk_cast import (
    make_article,
    make_artwork,
    make_issue,
    make_publication,
    person,
    place,
)

pytestmark = pytest.mark.django_db

SENTENCE = "停航三个月的渡船今日复航，码头边站满了人。"
COPY = f"<p>{SENTENCE * 8}</p>" * 3
STORIES = 11


@pytest.fixture
def issue():
    """Two pages; the first has one story more than it holds, and none may jump."""
    publication = make_publication()
    issue = make_issue(publication)
    for number in range(STORIES):
        article = make_article(publication, f"第{number}班渡船复航", COPY, may_jump=False)
        place(article, issue, page=1 if number < 7 else 2)
    return issue


@pytest.fixture
def composed(issue):
    compose_issue(issue, by=None)
    issue.refresh_from_db()
    return issue


def advised(issue, kind):
    dummy = read_dummy(issue)
    return name_of_advice(issue), next(a for a in advice_of(issue, dummy) if a.remedy.kind == kind)


def test_an_overfull_issue_says_what_helps(composed):
    dummy = read_dummy(composed)

    kinds = {advice.remedy.kind for advice in advice_of(composed, dummy)}

    assert kinds == {"jump", "unpin", "unpin_page", "cut", "drop"}


def test_doing_it_moves_the_story_composes_again_and_is_recorded(composed):
    basis, advice = advised(composed, "unpin")

    _advice, composition = apply_remedy(composed, advice.number, basis, by=person("lin"))

    placement = composed.placements.get(article_id=advice.remedy.item_id)
    assert placement.page is None
    assert sum(o.lines_over for o in composition.overset) <= advice.remedy.still_over
    assert AuditEntry.objects.filter(verb="apply_remedy").exists()


def test_all_stories_of_a_page_are_let_go_at_once(issue):
    issue.placements.update(page=issue.pages.get(number=1))
    compose_issue(issue, by=None)
    issue.refresh_from_db()
    basis, advice = advised(issue, "unpin_page")

    _advice, composition = apply_remedy(issue, advice.number, basis, by=person("lin"))

    assert composition.overset == ()
    assert issue.placements.filter(page=None).count() == STORIES - 1


def test_a_story_is_let_jump(composed):
    basis, advice = advised(composed, "jump")

    _advice, composition = apply_remedy(composed, advice.number, basis, by=person("lin"))

    assert Article.objects.get(pk=advice.remedy.item_id).may_jump
    assert composition.overset == ()


def test_a_cut_takes_the_words_it_showed_and_keeps_the_version_before(composed):
    basis, advice = advised(composed, "cut")
    article = Article.objects.get(pk=advice.remedy.item_id)
    before, version = article.story().text, article.version

    apply_remedy(composed, advice.number, basis, by=person("lin"))

    article.refresh_from_db()
    assert before == article.story().text + advice.lost
    assert blocks_from_html(article.body) == article.story().blocks
    assert article.version == version + 1
    assert [r.version for r in article.revisions.all()] == [version + 1, version]


def test_nothing_is_advised_once_the_copy_changed(composed):
    basis, advice = advised(composed, "drop")
    Article.objects.filter(pk=advice.remedy.item_id).update(headline="改过的标题")

    assert advice_of(composed, read_dummy(composed)) == []
    with pytest.raises(CompositionError):
        apply_remedy(composed, advice.number, basis, by=person("lin"))
    assert composed.placements.count() == STORIES


def test_a_second_click_does_not_do_it_twice(composed):
    basis, advice = advised(composed, "drop")
    lin = person("lin")
    apply_remedy(composed, advice.number, basis, by=lin)
    left = composed.placements.count()
    again = Issue.objects.get(pk=composed.pk)

    with pytest.raises(CompositionError):
        apply_remedy(again, advice.number, basis, by=lin)
    assert composed.placements.count() == left


def test_who_may_not_compose_does_not_apply(composed):
    basis, advice = advised(composed, "drop")

    with pytest.raises(PermissionDenied):
        apply_remedy(composed, advice.number, basis, by=person("wang"))
    assert composed.placements.count() == STORIES


def test_a_published_issue_gets_no_advice(composed):
    basis, advice = advised(composed, "drop")
    composed.state = Issue.State.PUBLISHED

    assert advice_of(composed, read_dummy(composed)) == []
    with pytest.raises(IssueClosedError):
        apply_remedy(composed, advice.number, basis, by=person("lin"))


def test_an_issue_that_fits_forgets_what_was_advised(composed):
    composed.placements.filter(order__gt=2).delete()

    compose_issue(composed, by=None)

    composed.refresh_from_db()
    advice = advice_of(composed, read_dummy(composed))
    assert {one.remedy.kind for one in advice} <= {"fill"}  # page 2 has room now


def test_the_screen_offers_it_and_a_click_does_it(composed, client):
    client.force_login(person("lin"))
    basis, advice = advised(composed, "drop")
    screen = client.get(reverse("admin:issues_issue_change", args=[composed.pk]))

    assert advice.sentence in screen.content.decode()

    done = client.post(
        reverse("admin:issues_issue_do", args=[composed.pk, "remedy"]),
        {"number": advice.number, "basis": basis},
        follow=True,
    )

    assert done.status_code == 200
    assert composed.placements.count() == STORIES - 1


@pytest.mark.parametrize("number", ["", "-1", "99", "x", "0" * 40])
def test_a_forged_number_is_one_sentence(composed, client, number):
    client.force_login(person("lin"))

    answer = client.post(
        reverse("admin:issues_issue_do", args=[composed.pk, "remedy"]),
        {"number": number, "basis": "0"},
        follow=True,
    )

    assert answer.status_code == 200
    assert composed.placements.count() == STORIES


def test_a_story_on_another_page_is_pinned_no_more(composed):
    placement = composed.placements.first()
    placement.pin_column, placement.pin_row = 0, 20
    placement.pin_columns, placement.pin_rows = 2, 20
    placement.save()
    assert placement.pin == Area(0, 20, 2, 20)

    placement.page = Page.objects.get(issue=composed, number=2)
    arrange_placement(placement, by=person("lin"))

    placement.refresh_from_db()
    assert placement.pin is None


# Pages by the sheet


@pytest.fixture
def long_issue(issue):
    """Copy for more than a page, free to stand anywhere, where one is laid out."""
    issue.publication.mastheads.update(page_unit=1)
    lay_out(issue, 1, by=None)
    issue.placements.filter(order__gt=8).delete()
    issue.placements.update(page=None)
    compose_issue(issue, by=None)
    issue.refresh_from_db()
    return issue


def test_copy_too_long_for_the_sheet_is_told_with_both_ways_out(long_issue, client):
    client.force_login(person("lin"))

    (told,) = extent_of(long_issue, read_dummy(long_issue))
    screen = client.get(reverse("admin:issues_issue_change", args=[long_issue.pk]))

    assert "现有1版：多出" in told
    assert told in screen.content.decode()
    _basis, more = advised(long_issue, "add_page")
    assert more.sentence.startswith("改为2版：稿件可排满")
    _basis, fewer = advised(long_issue, "drop_some")
    assert fewer.sentence.startswith("保持1版：撤下《")


def test_another_sheet_is_added_with_a_click(long_issue):
    basis, advice = advised(long_issue, "add_page")

    _advice, composition = apply_remedy(long_issue, advice.number, basis, by=person("lin"))

    assert composition.overset == ()
    assert long_issue.pages.count() == 2


def test_stories_are_taken_out_to_stay_at_the_pages_there_are(long_issue):
    basis, advice = advised(long_issue, "drop_some")
    before = long_issue.placements.count()

    _advice, composition = apply_remedy(long_issue, advice.number, basis, by=person("lin"))

    assert composition.overset == ()
    assert long_issue.pages.count() == 1
    assert long_issue.placements.count() == before - len(advice.remedy.out)
    assert len(advice.remedy.out) > 1


def test_a_sheet_too_many_is_dropped_with_its_wishes(issue):
    issue.publication.mastheads.update(page_unit=2)
    lay_out(issue, 4, by=None)
    issue.placements.filter(order__gt=7).delete()
    issue.placements.update(page=None)
    issue.placements.filter(order=0).update(page=issue.pages.get(number=4))
    compose_issue(issue, by=None)
    issue.refresh_from_db()
    basis, advice = advised(issue, "drop_page")

    _advice, composition = apply_remedy(issue, advice.number, basis, by=person("lin"))

    assert issue.pages.count() == 2
    assert len(composition.plan.pages) == 2
    assert issue.placements.get(order=0).page is None


def test_a_page_laid_by_hand_ends_the_growing(issue):
    issue.grows = True
    issue.save()

    add_page(issue, by=None)

    assert not Issue.objects.get(pk=issue.pk).grows


def test_an_issue_whose_pages_nobody_named_grows():
    publication = make_publication()
    publication.mastheads.update(page_names="")

    assert make_issue(publication).grows
    assert not Issue.objects.exclude(grows=True).exists()


# Fillers


@pytest.fixture
def short_issue():
    """Two pages; the first is short, and there the composer puts no filler of its own accord."""
    publication = make_publication()
    issue = make_issue(publication)
    for number, (page, times) in enumerate(((1, 4), (1, 3), (2, 4), (2, 4), (2, 3), (2, 3))):
        body = f"<p>{SENTENCE * 8}</p>" * times
        place(make_article(publication, f"第{number}班渡船复航", body), issue, page=page)
    return issue


def notice_for(issue, columns, pixels):
    facts = {"nature": "notice", "is_filler": True}
    return make_artwork(issue.publication, "节水", columns, pixels, **facts)


@pytest.fixture
def asking(short_issue):
    """The short issue composed with a filler that is too small; what it asks for."""
    notice_for(short_issue, 1, (560, 300))
    compose_issue(short_issue, by=None)
    short_issue.refresh_from_db()
    return advised(short_issue, "wanted_filler")


def test_an_issue_short_of_copy_asks_for_a_filler_that_no_click_can_do(short_issue, asking, client):
    lin = person("lin")
    client.force_login(lin)
    basis, advice = asking

    answer = client.get(reverse("admin:issues_issue_change", args=[short_issue.pk]))

    screen = answer.content.decode()
    assert advice.sentence in screen
    assert "补不满第1版" in advice.sentence
    assert f'value="{advice.number}">{advice.sentence}' not in screen
    assert reverse("admin:issues_artwork_add") in screen
    with pytest.raises(CompositionError):
        apply_remedy(short_issue, advice.number, basis, by=lin)


@pytest.fixture
def with_filler(short_issue, asking):
    """The same with a filler of the size that was asked for."""
    wanted = asking[1].remedy.wanted
    notice_for(short_issue, wanted.columns, (wanted.width_mm * 12, wanted.height_mm * 12))
    compose_issue(short_issue, by=None)
    short_issue.refresh_from_db()
    return short_issue


def test_a_filler_is_put_on_with_a_click_and_taken_off_again_with_its_booking(with_filler, client):
    lin = person("lin")
    client.force_login(lin)
    basis, advice = advised(with_filler, "filler")
    before = [layout.plan for layout in current_layouts(with_filler)]
    assert before[0]["thin_rows"]

    client.post(
        reverse("admin:issues_issue_do", args=[with_filler.pk, "remedy"]),
        {"number": advice.number, "basis": basis},
    )

    assert advice.sentence == "用公益广告“节水”给第1版补白。"
    booking = with_filler.bookings.get()
    assert (booking.size.plan_id, booking.page.number) == (advice.remedy.size, 1)
    filled = [layout.plan for layout in current_layouts(with_filler)]
    assert [frame["artwork_id"] for frame in filled[0]["artwork"]] == [advice.remedy.size]
    assert not filled[0]["thin_rows"]
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"apply_remedy", "book_artwork"} <= verbs
    unbook_artwork(booking, by=lin)
    compose_issue(with_filler, by=lin)
    assert [layout.plan for layout in current_layouts(with_filler)] == before


def test_who_may_book_nothing_puts_no_filler_on(with_filler):
    basis, advice = advised(with_filler, "filler")
    lin = person("lin")
    for group in lin.groups.all():
        group.permissions.remove(Permission.objects.get(codename="add_booking"))

    with pytest.raises(PermissionDenied):
        apply_remedy(with_filler, advice.number, basis, by=lin)
    assert not with_filler.bookings.exists()


def test_a_filler_that_was_taken_away_meanwhile_is_advised_no_more(with_filler):
    basis, advice = advised(with_filler, "filler")
    Artwork.objects.filter(sizes=advice.remedy.size.removeprefix("art-")).delete()

    assert advice_of(with_filler, read_dummy(with_filler)) == []
    with pytest.raises(CompositionError):
        apply_remedy(with_filler, advice.number, basis, by=person("lin"))


def test_advice_is_not_taken_for_other_advice_of_the_same_copy(composed):
    """Somebody composed with a page locked meanwhile: number two is another story then."""
    basis, advice = advised(composed, "drop")
    composed.advice["remedies"].reverse()
    composed.save(update_fields=["advice"])

    with pytest.raises(CompositionError):
        apply_remedy(composed, advice.number, basis, by=person("lin"))

    assert composed.placements.count() == STORIES
