"""Rows of 海港日报, an invented paper: plausible, small, never random.

`IssueFactory(published=True, stories=3)` is an issue that readers see.
"""

import datetime
import hashlib
import io

import factory
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory
from PIL import Image

from articles.models import Article, Photo, Publication, Reporter, Section
from issues.models import EditionFile, Issue, Masthead, Page, Placement, PublishedArticle
from newsroom.copydesk.calendar import lunar_date, weekday_name, year_month
from newsroom.copydesk.story import printed_byline

FIRST_DAY = datetime.date(2026, 1, 2)  # a Friday
PUBLISHED_AT = datetime.datetime(2026, 1, 2, 0, 0, tzinfo=datetime.UTC)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"lin{n}")
    password = factory.django.Password("a-long-password")


class PublicationFactory(DjangoModelFactory):
    class Meta:
        model = Publication

    slug = factory.Sequence(lambda n: f"harbour{n}")
    name = "海港日报"


class MastheadFactory(DjangoModelFactory):
    class Meta:
        model = Masthead

    publication = factory.SubFactory(PublicationFactory)
    valid_from = datetime.date(2020, 1, 1)
    latin_name = "HARBOUR DAILY"
    publisher = "海港日报社"
    permit = "准印证号：（海）字第0001号"
    distribution = "内部资料　免费交流"
    hotline = "0000-0000000"


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    publication = factory.SubFactory(PublicationFactory)
    name = factory.Sequence(lambda n: f"民生{n}")


class ReporterFactory(DjangoModelFactory):
    class Meta:
        model = Reporter

    name = "林晓"
    unit = factory.Sequence(lambda n: f"第{n}组")


class ArticleFactory(DjangoModelFactory):
    class Meta:
        model = Article

    publication = factory.SubFactory(PublicationFactory)
    headline = factory.Sequence(lambda n: f"第{n}班渡船复航")
    body = "<p>本报讯　渡船今日复航，码头早市随之开张。</p><p>船票不涨价。</p>"
    status = Article.Status.EDITED


def frozen_masthead(issue):
    """What publishing writes down of the masthead."""
    return {
        "name": issue.publication.name,
        "latin_name": "HARBOUR DAILY",
        "publisher": "海港日报社",
        "permit": "准印证号：（海）字第0001号",
        "distribution": "内部资料　免费交流",
        "hotline": "0000-0000000",
        "hotline_label": "监督电话",
        "year_month": year_month(issue.date, "zh-hans"),
        "day": str(issue.date.day),
        "weekday": weekday_name(issue.date, "zh-hans"),
        "lunar_date": lunar_date(issue.date),
        "year_number_line": f"第{issue.year_number}期",
        "number_line": f"总第{issue.number}期",
        "page_count_line": "本期共2版",
    }


class IssueFactory(DjangoModelFactory):
    """`published`: as publishing leaves it. `stories`: that many published on page 1."""

    class Meta:
        model = Issue
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(
            state=Issue.State.PUBLISHED,
            published_at=PUBLISHED_AT,
            frozen=factory.LazyAttribute(
                lambda issue: {
                    "title": f"第{issue.year_number}期（总第{issue.number}期）",
                    "masthead": frozen_masthead(issue),
                    "pages": [{"number": 1, "name": "要闻"}, {"number": 2, "name": "民生"}],
                }
            ),
        )

    publication = factory.SubFactory(PublicationFactory)
    number = factory.Sequence(lambda n: 1000 + n)
    year_number = factory.LazyAttribute(lambda issue: issue.number and issue.number % 1000)
    date = factory.Sequence(lambda n: FIRST_DAY + datetime.timedelta(weeks=n % 50))

    @factory.post_generation
    def stories(self, create, count, **facts):
        for _number in range(count or 0):
            PublishedArticleFactory(issue=self, **facts)


class PageFactory(DjangoModelFactory):
    class Meta:
        model = Page

    issue = factory.SubFactory(IssueFactory)
    number = factory.LazyAttribute(lambda page: page.issue.pages.count() + 1)
    name = "要闻"


class PlacementFactory(DjangoModelFactory):
    class Meta:
        model = Placement

    issue = factory.SubFactory(IssueFactory)
    article = factory.SubFactory(
        ArticleFactory, publication=factory.SelfAttribute("..issue.publication")
    )


class PublishedArticleFactory(DjangoModelFactory):
    """`article__headline` and the like reach the copy, which is frozen from the article."""

    class Meta:
        model = PublishedArticle

    issue = factory.SubFactory(IssueFactory, published=True)
    article = factory.SubFactory(
        ArticleFactory, publication=factory.SelfAttribute("..issue.publication")
    )
    page_number = 1
    order = factory.LazyAttribute(lambda row: row.issue.published_articles.count())
    story = factory.LazyAttribute(lambda row: row.article.story().as_json())
    article_version = factory.SelfAttribute("article.version")
    byline = factory.LazyAttribute(lambda row: printed_byline(row.article.printed_bylines()))


def picture_bytes(size=(60, 40), form="JPEG", colour="navy"):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, form)
    return buffer.getvalue()


class EditionFileFactory(DjangoModelFactory):
    """A page picture with its file, and the small one, below EDITION_ROOT."""

    class Meta:
        model = EditionFile
        skip_postgeneration_save = True

    class Params:
        data = factory.LazyAttribute(
            lambda file: picture_bytes((90, 130), "WEBP", colour=(file.page_number or 0, 9, 9))
        )

    issue = factory.SubFactory(IssueFactory, published=True)
    page_number = 1
    profile = EditionFile.Profile.WEB
    sha256 = factory.LazyAttribute(lambda file: hashlib.sha256(file.data).hexdigest())
    path = factory.LazyAttribute(
        lambda file: (
            f"{file.issue.publication.slug}/{file.issue.reference}/{file.sha256[:16]}"
            f"/p{file.page_number}.webp"
        )
    )
    size = factory.LazyAttribute(lambda file: len(file.data))
    engine = "typst"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        file = super()._create(model_class, *args, **kwargs)
        path = settings.EDITION_ROOT / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        colour = (file.page_number or 0, 9, 9)
        path.write_bytes(picture_bytes((90, 130), "WEBP", colour))
        path.with_name(f"{path.stem}-small.webp").write_bytes(
            picture_bytes((45, 65), "WEBP", colour)
        )
        return file


def zone(row, left=0.1, top=0.1, width=0.4, height=0.2):
    """Where the story stands on its page picture, in fractions of the page."""
    return {"article": row.article_id, "left": left, "top": top, "width": width, "height": height}


def add_photo(row, *, data=b"", caption="码头早市", credit="记者　林晓　摄", alt="渡船靠岸"):
    """A photo in the archive, printed with a published article."""
    data = data or picture_bytes((1600, 1000))
    sha256 = hashlib.sha256(data).hexdigest()
    photo = Photo.objects.create(
        file=SimpleUploadedFile("ferry.jpg", data),
        sha256=sha256,
        size=len(data),
        credit=credit,
        alt=alt,
    )
    row.photos = [
        *row.photos,
        {
            "sha256": sha256,
            "file": photo.file.name,
            "width": photo.width,
            "height": photo.height,
            "caption": caption,
            "credit": credit,
            "alt": alt,
        },
    ]
    row.save(update_fields=["photos"])
    return photo
