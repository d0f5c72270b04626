"""The text of a printed page becomes an issue once, whole, or not at all."""

import datetime

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from articles.models import Appointment, Article, AuditEntry, Import, Official, Publication
from issues.importing import ImportRefusedError, import_page, read_upload
from issues.models import Issue
from newsroom.copydesk.decode import MAX_BYTES, UnreadableTextError
from newsroom.copydesk.officials import ProposedOfficial
from tests.desk_cast import make_issue, make_publication, make_reporter, person

pytestmark = pytest.mark.django_db

MASTHEAD = """海港日报
HARBOUR DAILY
海港镇新闻中心出版
2026年11月
20
星期五
丙午年十月十二
海港省连续性内资
【审海港连】00000号
第42期(总第1042期)
内部资料 免费交流
监督电话 0000-5550000
"""
STORIES = """
渡船今日复航

11月20日,停航三个月的渡船复航,区长祝晚晴参加首航。码头边站满了人。(记者 贺知远田一苇)

码头食堂添了新菜

码头食堂今天添了两样新菜,排队的人比昨天多了一倍。(记者 顾望舒)
"""
PAGE = MASTHEAD + STORIES


def hand_in(text=PAGE, slug="harbour", **facts):
    data = text if isinstance(text, bytes) else text.encode()
    facts = {"file_name": "page.txt", "by": None, "slug": slug} | facts
    return import_page(read_upload(data), original=data, **facts)


def every_row():
    """All rows of all tables as they are now."""
    return {
        model: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models(include_auto_created=True)
    }


# What one import makes


def test_an_import_makes_the_issue_its_page_and_its_articles():
    issue = hand_in().issue

    assert (issue.number, issue.year_number, issue.date) == (1042, 42, datetime.date(2026, 11, 20))
    assert issue.pages.count() == 1
    assert [p.article.headline for p in issue.placements.all()] == [
        "渡船今日复航",
        "码头食堂添了新菜",
    ]


def test_the_copy_is_stored_in_full_width_with_its_first_revision():
    hand_in()

    article = Article.objects.get(headline="渡船今日复航")
    assert article.body == (
        "<p>11月20日，停航三个月的渡船复航，区长祝晚晴参加首航。码头边站满了人。</p>"
    )
    assert article.revisions.get().story == article.story().as_json()


def test_a_publication_that_is_not_there_is_made_from_the_masthead():
    issue = hand_in().issue

    publication, masthead = Publication.objects.get(), issue.masthead
    assert (publication.slug, publication.name) == ("harbour", "海港日报")
    assert masthead.valid_from == issue.date
    assert masthead.latin_name == "HARBOUR DAILY"
    assert masthead.publisher == "海港镇新闻中心出版"
    assert masthead.permit == "海港省连续性内资 【审海港连】00000号"
    assert masthead.distribution == "内部资料 免费交流"
    assert masthead.hotline == "0000-5550000"


def test_without_an_address_it_is_taken_from_the_latin_name():
    hand_in(slug="")

    assert Publication.objects.get().slug == "harbour-daily"


def test_a_publication_that_is_there_keeps_its_masthead():
    publication = make_publication()

    hand_in()

    assert publication.mastheads.get().publisher == ""
    assert Issue.objects.get().publication == publication


def test_names_that_run_together_are_split_by_the_register():
    make_reporter("贺知远")

    hand_in()

    article = Article.objects.get(headline="渡船今日复航")
    assert [b.reporter.name for b in article.bylines.all()] == ["贺知远", "田一苇"]


def test_a_reporter_of_the_register_is_not_made_twice():
    known = make_reporter("顾望舒")

    hand_in()

    assert Article.objects.get(headline="码头食堂添了新菜").bylines.get().reporter == known


def test_a_printed_lunar_date_the_calendar_does_not_know_is_kept_with_a_reason():
    issue = hand_in(PAGE.replace("丙午年十月十二", "丙午年十月十一")).issue

    assert issue.lunar_date == "丙午年十月十一"
    assert issue.override_reason


def test_the_original_is_kept_to_the_byte_with_what_it_made():
    data = PAGE.encode("gb18030")

    result = hand_in(data)

    kept = Import.objects.get()
    assert bytes(kept.original) == data
    assert kept.created["issue"] == result.issue.pk
    assert len(kept.created["articles"]) == 2
    assert AuditEntry.objects.get(verb="import_issue").details["sha256"] == kept.sha256


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_encoding_makes_the_same_copy(encoding):
    hand_in(PAGE.encode(encoding))

    assert Article.objects.get(headline="码头食堂添了新菜").body == (
        "<p>码头食堂今天添了两样新菜，排队的人比昨天多了一倍。</p>"
    )


# Officials


def test_officials_are_proposed_and_never_made():
    page = read_upload(PAGE.encode())

    hand_in()

    assert ProposedOfficial("祝晚晴", "区长") in page.officials
    assert not Official.objects.exists()
    assert not Appointment.objects.exists()


def test_an_official_that_the_editor_took_enters_the_register_once():
    proposed = ProposedOfficial("祝晚晴", "区长")

    hand_in(officials=(proposed, proposed))

    assert str(Appointment.objects.get()) == "区长 祝晚晴"


# Twice


def test_the_same_text_again_changes_no_row_of_any_table():
    first = hand_in()
    before = every_row()

    again = hand_in()

    assert every_row() == before
    assert (again.issue, again.created, again.record) == (first.issue, False, first.record)


def test_the_same_text_again_changes_no_row_after_an_editor_worked_on_it():
    hand_in()
    Article.objects.update(headline="编辑改过的标题", version=2)
    before = every_row()

    hand_in()

    assert every_row() == before


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("停航三个月", "停航四个月"),
        ("2026年11月\n20", "2026年12月\n20"),
        ("第42期", "第43期"),
    ],
    ids=["copy", "date", "number in the year"],
)
def test_other_text_for_a_number_that_is_there_is_refused_and_changes_no_row(was, becomes):
    hand_in()
    before = every_row()

    with pytest.raises(ImportRefusedError, match="1042"):
        hand_in(PAGE.replace(was, becomes))

    assert every_row() == before


def test_an_open_issue_of_that_number_and_day_without_stories_is_filled():
    waiting = make_issue(make_publication())

    result = hand_in(fill=True)

    assert result.issue == waiting
    assert result.created
    assert waiting.placements.count() == 2
    assert Issue.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"date": datetime.date(2026, 11, 21)},
        {"year_number": 41},
        {"state": Issue.State.PUBLISHED},
    ],
    ids=["date", "number in the year", "published"],
)
def test_an_empty_issue_that_is_another_one_or_closed_is_not_filled(other):
    Issue.objects.filter(pk=make_issue(make_publication()).pk).update(**other)
    before = every_row()

    with pytest.raises(ImportRefusedError, match="1042"):
        hand_in(fill=True)

    assert every_row() == before


def test_a_number_in_the_year_that_is_taken_is_refused_and_changes_no_row():
    hand_in()
    before = every_row()

    with pytest.raises(ImportRefusedError, match="2026"):
        hand_in(PAGE.replace("总第1042期", "总第1043期"))

    assert every_row() == before


def test_the_same_text_for_another_paper_is_another_issue():
    hand_in()

    result = hand_in(slug="hill")

    assert result.created
    assert Issue.objects.filter(number=1042).count() == 2


def test_a_text_whose_issue_was_deleted_is_imported_anew():
    first = hand_in()
    first.issue.placements.all().delete()
    first.issue.delete()

    assert hand_in().created


# Whole or not at all


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: STORIES, "总第…期"),
        (lambda text: text.replace("第42期(总第1042期)", ""), "总第…期"),
        (lambda text: text.replace("2026年11月\n20\n", ""), "总第…期"),
        (lambda text: MASTHEAD, "稿件"),
        (lambda text: text.replace("渡船今日复航", "渡" * 300), "渡渡渡"),
    ],
    ids=["no masthead", "no number", "no date", "no story", "endless headline"],
)
def test_a_text_that_is_no_issue_is_refused_and_changes_no_row(change, says):
    before = every_row()

    with pytest.raises(ImportRefusedError) as refused:
        hand_in(change(PAGE))

    assert says in str(refused.value)
    assert every_row() == before


def test_a_masthead_without_a_name_needs_a_known_paper():
    text = PAGE.replace("海港日报\n", "").replace("HARBOUR DAILY\n", "")
    before = every_row()

    with pytest.raises(ImportRefusedError):
        hand_in(text, slug="")

    assert every_row() == before


def test_a_failure_at_the_last_step_leaves_no_row(monkeypatch):
    def fail(*args, **details):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("issues.importing.record", fail)
    before = every_row()

    with pytest.raises(RuntimeError):
        hand_in()

    assert every_row() == before


# Hostile input


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        ("\ufeff \n　\n".encode(), "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"PK\x03\x04" + b"word/document.xml" * 9, "word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "word"),
        (b"{\\rtf1 hello}", "word"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\xff\xfe\x00", "encoding"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data, code):
    with pytest.raises(UnreadableTextError) as refused:
        read_upload(data)

    assert refused.value.code == code
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "bulk",
    [
        "渡船今日复航，" * 200_000,
        "渡\n" * 200_000,
        "(记者 " * 200_000,
        "区领导祝晚晴、" * 60_000,
        "“" * 300_000,
    ],
    ids=["one paragraph", "lines", "bylines", "officials", "quotes"],
)
def test_megabytes_of_anything_are_read_below_the_first_story(bulk):
    page = read_upload(f"{PAGE}\n又一条消息\n\n{bulk}".encode())

    assert page.imprint.number == 1042
    assert page.stories[0].headline == "渡船今日复航"


@pytest.mark.parametrize(
    "line", ["<script>alert(1)</script>", "{{ secret }}", "%s %(x)s {}", "'--"]
)
def test_markup_and_templates_in_copy_stay_text(line):
    hand_in(PAGE.replace("码头边站满了人。", f"码头边{line}站满了人。"))

    article = Article.objects.get(headline="渡船今日复航")
    assert "<script>" not in article.body
    assert line in article.story().text


# Rights


@pytest.mark.parametrize("name", ["wang", "chen"])
def test_who_may_not_import_changes_no_row(name):
    by = person(name)
    before = every_row()

    with pytest.raises(PermissionDenied):
        hand_in(by=by)

    assert every_row() == before


def test_an_import_names_who_did_it():
    hand_in(by=person("mei"))

    assert Import.objects.get().author_name == "mei"
    assert AuditEntry.objects.get(verb="import_issue").actor_name == "mei"


def test_an_issue_made_by_hand_is_not_filled_unasked_by_an_import():
    make_issue(make_publication())
    before = every_row()

    with pytest.raises(ImportRefusedError):
        hand_in()

    assert every_row() == before
