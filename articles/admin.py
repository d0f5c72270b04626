"""The editors' desk, ground floor: copy, people, photos, and the records of what was done."""

from __future__ import annotations

import datetime
import io
from typing import Any, ClassVar

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from articles import accounts  # noqa: F401 - registers the screens of accounts and roles
from articles.auditing import record
from articles.editing import StaleSaveError, keep_revision, save_article, spike_article
from articles.forms import ArticleForm, BylineForm, PhotoForm, mapping_lines
from articles.keys import key_of
from articles.logbook import VerbFilter, details_in_words, target_in_words, verb_in_words, who
from articles.models import (
    Appointment,
    Article,
    ArticlePhoto,
    AuditEntry,
    Byline,
    Import,
    Official,
    Photo,
    Publication,
    Reporter,
    Revision,
    Section,
)
from newsroom.copydesk.parse import blocks_from_html, html_from_blocks
from newsroom.copydesk.pinyin import is_typed_for
from newsroom.copydesk.story import Story

PHOTO_SIZES = (160, 640)  # pixels of the longer side
NONE = "–"


class CalmChoices:
    """Beside a choice stands a plus at most; the other side's own screen is a click on its list."""

    without_plus: tuple[str, ...] = ("publication", "section")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_change_related = widget.can_delete_related = False
            widget.can_view_related = False
            if db_field.name in self.without_plus:
                widget.can_add_related = False
        if widget is not None and isinstance(self, InlineModelAdmin):
            # A table's row has no labels of its own: the column's head is not read with the field.
            getattr(widget, "widget", widget).attrs["aria-label"] = str(field.label)
        return field


class SpokenFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """The box that takes a row out has a name, too."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Take this row out")


class AuditedAdmin(CalmChoices, admin.ModelAdmin):  # type: ignore[type-arg]
    """A desk for rows without a verb of their own: what is done to them is recorded too."""

    empty_value_display = NONE
    list_per_page = 50
    empty_words = _("Nothing here yet.")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        verb = "change" if change else "add"
        record(request.user, f"{verb}_{self.opts.model_name}", obj, fields=form.changed_data)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        record(request.user, f"delete_{self.opts.model_name}", obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for obj in queryset:
            record(request.user, f"delete_{self.opts.model_name}", obj)
        super().delete_queryset(request, queryset)


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A record: it is looked at, never written."""

    empty_value_display = NONE
    empty_words = _("Nothing here yet.")
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SectionInline(CalmChoices, admin.TabularInline):  # type: ignore[type-arg]
    formset = SpokenFormSet
    model = Section
    extra = 0
    verbose_name_plural = _("sections")


class PublicationAdmin(AuditedAdmin):
    """Registered in `issues.admin`, which adds the mastheads."""

    list_display = ("name", "slug", "kind", "language", "on_the_web")
    search_fields = ("name", "slug")
    fields = ("name", "slug", "kind", ("language", "time_zone"), "is_public")
    inlines: ClassVar[Any] = (SectionInline,)
    empty_words = _("No publication yet. Add the paper you make.")

    @admin.display(description=_("on the web"), ordering="is_public")
    def on_the_web(self, publication: Publication) -> str:
        return gettext("yes") if publication.is_public else gettext("no")


class PersonAdmin(AuditedAdmin):
    """People are found by name, by pinyin with or without spaces, and by initials."""

    search_fields: ClassVar[Any] = ("name",)
    search_help_text = _("Name, pinyin (tianyiwei) or initials (tyw)")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if search_term.isascii():
            people = queryset.values_list("pk", "pinyin")
            typed = [pk for pk, pinyin in people if is_typed_for(search_term, pinyin)]
            found |= queryset.filter(pk__in=typed)
        return found, may_repeat


@admin.register(Reporter)
class ReporterAdmin(PersonAdmin):
    list_display = ("name", "kind", "unit", "press_card", "pinyin")
    list_filter = ("kind",)
    search_fields = (*PersonAdmin.search_fields, "aliases")
    autocomplete_fields = ("user",)
    fields = ("name", "aliases", "kind", "unit", "press_card", "user")
    empty_words = _("No reporter yet. Add those who sign, or import a printed page.")


class AppointmentInline(CalmChoices, admin.TabularInline):  # type: ignore[type-arg]
    formset = SpokenFormSet
    model = Appointment
    extra = 0
    fields = ("organisation", "post", "order", "from_date", "to_date")


@admin.register(Official)
class OfficialAdmin(PersonAdmin):
    list_display = ("name", "posts", "pinyin")
    fields = ("name",)
    search_fields = (*PersonAdmin.search_fields, "appointments__post")
    inlines = (AppointmentInline,)
    empty_words = _("No official yet. Add them with their posts, as they are to be printed.")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("appointments")

    @admin.display(description=_("posts"))
    def posts(self, official: Official) -> str:
        return "；".join(f"{a.organisation}{a.post}" for a in official.appointments.all())


class BylineInline(CalmChoices, admin.TabularInline):  # type: ignore[type-arg]
    formset = SpokenFormSet
    model = Byline
    form = BylineForm
    extra = 0
    autocomplete_fields = ("reporter",)


class ArticlePhotoInline(CalmChoices, admin.TabularInline):  # type: ignore[type-arg]
    formset = SpokenFormSet
    model = ArticlePhoto
    extra = 0
    autocomplete_fields = ("photo",)
    fields = ("picture", "photo", "caption", "focal_x", "focal_y", "order", "resolution_waiver")
    readonly_fields = ("picture",)
    formfield_overrides = {models.CharField: {"widget": AdminTextareaWidget}}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("photo")

    @admin.display(description=_("picture"))
    def picture(self, use: ArticlePhoto) -> SafeString | str:
        return photo_tag(use.photo, 160) if use.pk else ""


@method_decorator(csp_update(settings.EDITOR_CSP), name="changeform_view")
class ArticleAdmin(AuditedAdmin):
    """The writing desk. Registered in `issues.admin`, which adds where the article stands."""

    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"
    list_display: Any = (
        "headline_line",
        "section",
        "priority",
        "status",
        "signed",
        "length",
        "saved",
    )
    list_display_links = ("headline_line",)
    list_filter: ClassVar[Any] = ("status", "section", "priority", "kind")
    list_select_related: ClassVar[Any] = ("section",)
    list_per_page = 50
    search_fields = ("headline", "kicker", "deck", "bylines__reporter__name")
    search_help_text = _("Headline, kicker, deck or reporter")
    readonly_fields: ClassVar[Any] = ("length", "signed", "versions")
    inlines = (BylineInline, ArticlePhotoInline)
    actions = ("spike_articles",)
    save_on_top = False
    empty_words = _("No article yet. Write one, or import a printed page.")
    COPY = ("kicker", "headline", "deck", "body", "expected_version")
    WORK = (
        "publication",
        "section",
        "priority",
        "kind",
        "nature",
        "status",
        "may_jump",
        "source",
        "language",
    )

    class Media:
        js = ("js/desk-article.js",)

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        panels = [
            (_("Copy"), {"fields": self.COPY, "classes": ["copy"]}),
            (_("For the page"), {"fields": self.work_fields(obj), "classes": ["work"]}),
        ]
        if obj:
            panels.append((_("State"), {"fields": self.state_fields(), "classes": ["state"]}))
        return panels

    def work_fields(self, article: Article | None) -> tuple[str, ...]:
        return self.WORK

    def state_fields(self) -> tuple[str, ...]:
        return ("length", "signed", "versions")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        only = list(Publication.objects.all()[:2])
        first = {"publication": only[0].pk, "language": only[0].language} if only else {}
        return first | super().get_changeform_initial_data(request)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("bylines__reporter")

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Article | None:
        """With ``?revision=N`` the form opens with the copy of that version, to be saved anew."""
        article = super().get_object(request, object_id, from_field)
        number = key_of(request.GET.get("revision", ""))
        if article and request.method == "GET" and number:
            revision = article.revisions.filter(version=number).first()
            if revision:
                _take_copy(article, revision)
                messages.warning(
                    request,
                    _("This is version %(number)s. Save to make it the copy again.")
                    % {"number": number},
                )
        return article

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except StaleSaveError:
            # Somebody saved between our check and our write: the form now finds it out itself.
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        save_article(
            obj,
            by=request.user,
            expected_version=form.cleaned_data.get("expected_version") if change else None,
        )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        keep_revision(form.instance, by=request.user)

    def has_spike_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.spike_article")

    @admin.action(description=_("Spike: take out of the running"), permissions=["spike"])
    def spike_articles(self, request: HttpRequest, queryset: Any) -> None:
        articles = list(queryset.exclude(status=Article.Status.SPIKED))
        for article in articles:
            spike_article(article, by=request.user)
        messages.success(
            request,
            ngettext("%(count)s article spiked.", "%(count)s articles spiked.", len(articles))
            % {"count": len(articles)},
        )

    @admin.display(description=_("headline"), ordering="headline")
    def headline_line(self, article: Article) -> SafeString:
        kicker = format_html('<span class="kicker">{}</span>', article.kicker)
        return format_html(
            '{}<span class="headline">{}</span>',
            kicker if article.kicker else "",
            article.one_line_headline,
        )

    @admin.display(description=_("byline"))
    def signed(self, article: Article) -> str:
        return article.byline_text.strip("（）")

    @admin.display(description=_("characters"))
    def length(self, article: Article) -> SafeString:
        count = sum(len(block.text) for block in blocks_from_html(article.body))
        return format_html('<span data-length class="figure">{}</span>', count)

    @admin.display(description=_("last saved"), ordering="updated_at")
    def saved(self, article: Article) -> str:
        return short_time(article.updated_at)

    @admin.display(description=_("versions"))
    def versions(self, article: Article) -> SafeString:
        now = article.version
        rows = article.revisions.only("version", "author_name", "created_at", "article_id")[:12]
        return format_html(
            '<ol class="versions">{}</ol>',
            format_html_join("", "<li>{}</li>", ((_version_line(row, now),) for row in rows)),
        )


def short_time(moment: datetime.datetime) -> str:
    """``11-24 04:49``, with the year where it is another one."""
    local = timezone.localtime(moment)
    this_year = local.year == timezone.localdate().year
    return f"{local:%m-%d %H:%M}" if this_year else f"{local:%Y-%m-%d}"


def _take_copy(article: Article, revision: Revision) -> None:
    story = Story.from_json(revision.story)
    article.kicker, article.headline, article.deck = story.kicker, story.headline, story.deck
    article.body = html_from_blocks(story.blocks)  # type: ignore[assignment]


def _version_line(revision: Revision, now: int) -> SafeString:
    when = short_time(revision.created_at)
    author = who(revision.author_name)
    if revision.version == now:
        return format_html("<strong>{}</strong> {} {}", f"v{revision.version}", when, author)
    return format_html(
        '<a href="?revision={}">{}</a> {} {}',
        revision.version,
        f"v{revision.version}",
        when,
        author,
    )


def photo_tag(photo: Photo, size: int) -> SafeString:
    return format_html(
        '<img src="{}" alt="{}" class="photo" loading="lazy">',
        reverse("admin:articles_photo_picture", args=[photo.pk, size]),
        photo.alt or photo.title,
    )


@admin.register(Photo)
class PhotoAdmin(AuditedAdmin):
    form = PhotoForm
    list_display = ("thumbnail", "title_line", "credit", "pixels", "has_alt", "created_at")
    list_display_links = ("title_line",)
    search_fields = ("title", "alt", "credit", "file")
    list_per_page = 40
    empty_words = _("No photo yet. Add the first.")

    def get_fields(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        facts = ("title", "credit", "rights", "alt")
        return ("picture", "pixels", *facts) if obj else ("file", *facts)

    def get_readonly_fields(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        return ("picture", "pixels") if obj else ()

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.picture_view)
        name = "articles_photo_picture"
        return [path("<int:pk>/picture/<int:size>/", view, name=name), *super().get_urls()]

    def picture_view(self, request: HttpRequest, pk: int, size: int) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if size not in PHOTO_SIZES:
            raise Http404
        photo = get_object_or_404(Photo, pk=pk)
        response = HttpResponse(_shrunk(photo, size), content_type="image/jpeg")
        response["Cache-Control"] = "private, max-age=86400"
        return response

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            _measure_upright(obj)

    @admin.display(description=_("picture"))
    def thumbnail(self, photo: Photo) -> SafeString:
        return photo_tag(photo, 160)

    @admin.display(description=_("picture"))
    def picture(self, photo: Photo) -> SafeString:
        return photo_tag(photo, 640)

    @admin.display(description=_("title"), ordering="title")
    def title_line(self, photo: Photo) -> str:
        return str(photo)

    @admin.display(description=_("pixels"))
    def pixels(self, photo: Photo) -> str:
        return f"{photo.width} × {photo.height}"

    @admin.display(description=_("alternative text"))
    def has_alt(self, photo: Photo) -> str:
        return gettext("yes") if photo.alt else gettext("no")


def _shrunk(photo: Photo, size: int) -> bytes:
    buffer = io.BytesIO()
    try:
        with photo.file.open("rb") as file, Image.open(file) as image:
            image.draft("RGB", (size, size))
            upright = ImageOps.exif_transpose(image).convert("RGB")
            upright.thumbnail((size, size))
            upright.save(buffer, "JPEG", quality=80)
    except OSError as error:  # the file is gone or damaged: the list must still open
        raise Http404 from error
    return buffer.getvalue()


def _measure_upright(photo: Photo) -> None:
    """A camera held upright writes lying pixels and a note; the page needs the upright measures."""
    with photo.file.open("rb") as file, Image.open(file) as image:
        width, height = ImageOps.exif_transpose(image).size
    if (width, height) != (photo.width, photo.height):
        Photo.objects.filter(pk=photo.pk).update(width=width, height=height)


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    list_display = ("file_name", "publication", "importer", "created_at")
    list_select_related = ("publication",)
    search_fields = ("file_name", "author_name")
    fields = ("file_name", "publication", "importer", "created_at", "stories", "doubts")
    readonly_fields = fields
    empty_words = _("Nothing was imported yet.")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("original")

    @admin.display(description=_("who"), ordering="author_name")
    def importer(self, kept: Import) -> str:
        return who(kept.author_name)

    @admin.display(description=_("stories"))
    def stories(self, kept: Import) -> SafeString:
        titles = ((a.get("headline", ""),) for a in kept.understood.get("articles", ()))
        return format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", titles))

    @admin.display(description=_("doubts"))
    def doubts(self, kept: Import) -> SafeString | str:
        doubts = kept.understood.get("doubts", ())
        lines = ((d.get("message", "") if isinstance(d, dict) else d,) for d in doubts)
        rows = format_html_join("", "<li>{}</li>", lines)
        return format_html("<ul>{}</ul>", rows) if rows else gettext("None.")


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ("moment", "doer", "deed", "label")
    list_filter = (VerbFilter,)
    search_fields = ("actor_name", "label", "verb", "target")
    show_full_result_count = False
    fields = ("moment", "doer", "deed", "label", "aim", "facts")
    readonly_fields = fields
    empty_words = _("Nothing was done yet.")

    @admin.display(description=_("details"))
    def facts(self, entry: AuditEntry) -> SafeString:
        return mapping_lines(details_in_words(entry.details))

    @admin.display(description=_("when"), ordering="at")
    def moment(self, entry: AuditEntry) -> str:
        return short_time(entry.at)

    @admin.display(description=_("who"), ordering="actor_name")
    def doer(self, entry: AuditEntry) -> str:
        return who(entry.actor_name)

    @admin.display(description=_("what"), ordering="verb")
    def deed(self, entry: AuditEntry) -> str:
        return verb_in_words(entry.verb)

    @admin.display(description=_("to what"))
    def aim(self, entry: AuditEntry) -> str:
        return target_in_words(entry.target)
