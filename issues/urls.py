from django.urls import path, register_converter

from issues import views


class ReferenceConverter:
    """A running number, or ``s`` and the key of a special issue."""

    regex = r"[0-9]{1,9}|s[0-9]{1,9}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


class NumberConverter:
    """A number that any database can compare; ``int`` takes more digits than they do."""

    regex = "[0-9]{1,9}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: object) -> str:
        return str(value)


class HashConverter(ReferenceConverter):
    """A SHA-256 or its beginning, in hexadecimal digits."""

    regex = "[0-9a-f]{16,64}"


register_converter(ReferenceConverter, "reference")
register_converter(NumberConverter, "number")
register_converter(HashConverter, "hash")

app_name = "issues"

urlpatterns = [
    path("", views.home, name="home"),
    path("issues/<reference:reference>/", views.old_address),
    path("<slug:slug>/", views.newest, name="newest"),
    path("<slug:slug>/issues/<reference:reference>/", views.issue_detail, name="detail"),
    path(
        "<slug:slug>/issues/<reference:reference>/pages/<number:number>/",
        views.page_detail,
        name="page",
    ),
    path("<slug:slug>/articles/<number:pk>/", views.article_detail, name="article"),
    path("<slug:slug>/archive/", views.archive, name="archive"),
    path("<slug:slug>/archive/<number:year>/", views.archive, name="archive_year"),
    path(
        "<slug:slug>/pictures/<number:pk>-<hash:digest>-<str:size>.webp",
        views.picture,
        name="picture",
    ),
    path("<slug:slug>/pdf/<number:pk>-<hash:digest>.pdf", views.pdf, name="pdf"),
    path("<slug:slug>/photos/<hash:sha256>-<number:width>.jpg", views.photo, name="photo"),
]
