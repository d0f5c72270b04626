from django.urls import path, register_converter

from issues import views


class ReferenceConverter:
    """A running number, or ``s`` and the key of a special issue."""

    regex = r"\d{1,9}|s\d{1,9}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(ReferenceConverter, "reference")

app_name = "issues"

urlpatterns = [
    path("", views.home, name="home"),
    path("issues/<reference:reference>/", views.old_address),
    path("<slug:slug>/", views.newest, name="newest"),
    path("<slug:slug>/issues/<reference:reference>/", views.issue_detail, name="detail"),
    path(
        "<slug:slug>/issues/<reference:reference>/pages/<int:number>/",
        views.page_detail,
        name="page",
    ),
    path("<slug:slug>/articles/<int:pk>/", views.article_detail, name="article"),
    path("<slug:slug>/archive/", views.archive, name="archive"),
    path("<slug:slug>/archive/<int:year>/", views.archive, name="archive_year"),
    path(
        "<slug:slug>/pictures/<int:pk>-<str:digest>-<str:size>.webp", views.picture, name="picture"
    ),
    path("<slug:slug>/photos/<str:sha256>-<int:width>.jpg", views.photo, name="photo"),
]
