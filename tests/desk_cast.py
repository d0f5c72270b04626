"""Rows and people for the tests of the desk: 海港日报, its chief Lin, editor Mei, reporter Wang."""

import datetime
import io

from django import forms
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from articles.editing import keep_revision
from articles.models import Article, Photo, Publication, Reporter
from issues.composing import compose_issue
from issues.models import Artwork, ArtworkSize, Issue, Masthead, PageLayout, Placement
from issues.planning import lay_pages
from newsroom.copydesk.story import Position
from newsroom.layout.geometry import Area
from newsroom.layout.plan import Module, PagePlan, page_as_json

GROUPS = {"lin": "总编 Chief editors", "mei": "编辑 Editors", "wang": "记者 Reporters"}


def person(name):
    """``lin``, ``mei``, ``wang`` with their roles; ``chen`` may log in and nothing else."""
    user = User.objects.create_user(name, password="a-long-password", is_staff=True)
    if name in GROUPS:
        user.groups.add(Group.objects.get(name=GROUPS[name]))
    return user


def make_publication(**facts):
    facts = {"slug": "harbour", "name": "海港日报"} | facts
    publication = Publication.objects.create(**facts)
    Masthead.objects.create(
        publication=publication,
        valid_from=datetime.date(2020, 1, 1),
        latin_name="HARBOUR DAILY",
        page_names="要闻 综合",
    )
    return publication


def make_issue(publication, number=1042, date=datetime.date(2026, 11, 20), **facts):
    issue = Issue.objects.create(
        publication=publication, number=number, year_number=number % 100, date=date, **facts
    )
    lay_pages(issue)
    return issue


def make_article(publication, headline="渡船复航", body="<p>渡船今日复航。</p>", **facts):
    article = Article.objects.create(publication=publication, headline=headline, body=body, **facts)
    keep_revision(article, by=None)
    return article


def make_reporter(name="欧阳秋", **facts):
    return Reporter.objects.create(name=name, **facts)


def place(article, issue, page=1):
    return Placement.objects.create(
        article=article,
        issue=issue,
        page=issue.pages.get(number=page),
        order=issue.placements.count(),
    )


TRIP = "<p>渡口停航十一年，昨天早上七点重新开航。第一班船坐了四十二人，多数是孩子。</p>" * 9


def two_page_issue():
    """A story on each of its first two pages."""
    publication = make_publication()
    issue = make_issue(publication)
    place(make_article(publication, "渡船复航", TRIP), issue, page=1)
    place(make_article(publication, "湖堤夜练", TRIP), issue, page=2)
    return issue


SENTENCE = "停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票，孩子半价。"


def composed_issue(lengths, publication=None, **facts):
    """An issue with a story of so many sentences for each number: page -> numbers."""
    publication = publication or make_publication()
    issue = make_issue(publication)
    for page, counts in lengths.items():
        for number, count in enumerate(counts):
            headline = f"第{page}{number}班渡船今日复航"
            story = make_article(publication, headline, f"<p>{SENTENCE * count}</p>", **facts)
            place(story, issue, page)
    compose_issue(issue, by=None)
    return issue


def form_values(response):
    """What a browser sends back from a screen with one form, its empty file fields left out."""
    form = response.context["adminform"].form
    return {
        field.html_name: field.value()
        for field in form
        if field.value() is not None and not isinstance(field.field, forms.FileField)
    }


def picture_bytes(size=(40, 30), colour="navy", form="PNG"):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, form)
    return buffer.getvalue()


def make_photo(**facts):
    data = picture_bytes()
    photo = Photo(sha256=facts.pop("sha256", "0" * 64), size=len(data), **facts)
    photo.file.save("ferry.png", SimpleUploadedFile("ferry.png", data), save=True)
    return photo


def stand_on_page(issue, number=1, *, cut_off=()):
    """A layout on which the page's stories stand, as the composer would leave it."""
    page = issue.pages.get(number=number)
    placements = list(issue.placements.filter(page=page).select_related("article"))
    modules = tuple(
        Module(
            item_id=str(p.article_id),
            kind="story",
            area=Area(0, 14 + index, 5, 1),
            head_rows=1,
            head=(),
            legs=(),
            text_to=_end_of(p.article, cut_off),
        )
        for index, p in enumerate(placements)
    )
    page.current_layout = PageLayout.objects.create(
        page=page,
        number=1,
        plan=page_as_json(PagePlan(number, 14, modules)),
        versions={str(p.article_id): p.article.version for p in placements},
        fonts={},
        basis="another",
    )
    page.save()
    return page.current_layout


def _end_of(article, cut_off):
    blocks = article.story().blocks
    return Position(0, 1) if article in cut_off else Position(len(blocks) - 1, len(blocks[-1].text))


def make_artwork(publication, title="江边茶社", columns=2, pixels=(1100, 700), **facts):
    """Artwork with one finished size of its own picture."""
    artwork = Artwork.objects.create(publication=publication, title=title, alt=title, **facts)
    data = picture_bytes(size=pixels, colour="teal")
    photo = Photo(sha256=f"{Photo.objects.count():064}", size=len(data))
    photo.file.save("art.png", SimpleUploadedFile("art.png", data), save=True)
    ArtworkSize.objects.create(artwork=artwork, photo=photo, columns=columns)
    return artwork


def screen(issue):
    """The address of the issue's screen."""
    return reverse("admin:issues_issue_change", args=[issue.pk])


def button(issue, verb):
    """The address that a button of the issue's screen posts to."""
    return reverse("admin:issues_issue_do", args=[issue.pk, verb])


def said(response):
    """The messages of an answer."""
    return [str(message) for message in response.context["messages"]]
