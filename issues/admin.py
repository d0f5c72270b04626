"""The editors' desk: issues, their pages and stories; the writing desk with its place in print."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from articles.admin import NONE, ArticleAdmin, AuditedAdmin, CalmChoices, SpokenFormSet
from articles.forms import ArticleForm
from articles.keys import key_of
from articles.models import Article, Publication
from issues import (  # fileadmin and mastheadadmin register screens of their own
    desk,
    fileadmin,  # noqa: F401
    flatplandesk,
    importdesk,
    jobdesk,
    mastheadadmin,  # noqa: F401
    pagedesk,
    proofdesk,
    releasedesk,
)
from issues.advertising import book_artwork, bookable, unbook_artwork
from issues.arranging import arrange_placement, save_issue, save_page
from issues.artdesk import BookingForm
from issues.characters import characters_of_article
from issues.forms import IssueForm, PlacedArticleForm, PlacementForm
from issues.locks import IssueClosedError, PageGoneError, PageLockedError, hold_pages
from issues.models import Booking, Issue, Masthead, Page, Placement
from issues.planning import (
    as_numbered,
    open_issue,
    place_article,
    suggest_issue,
    unplace_article,
)
from issues.progress import readiness, with_progress
from issues.spreads import spread_of
from newsroom.copydesk.calendar import LunarRangeError
from newsroom.copydesk.numbering import find_gaps

admin.site.unregister(DBTaskResult)  # the queue's own rows: people see `Job`


class PageInline(CalmChoices, admin.TabularInline):  # type: ignore[type-arg]
    """The light table: a sheet for each page, its name below it."""

    without_plus = ("duty_editor",)

    model = Page
    fields = ("name", "duty_editor", "inks")
    autocomplete_fields = ("duty_editor",)
    template = "admin/issues/issue/light_table.html"
    extra = 0
    max_num = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("issue", "duty_editor")


class PlacementInline(CalmChoices, admin.TabularInline):  # type: ignore[type-arg]
    formset = SpokenFormSet
    model = Placement
    form = PlacementForm
    extra = 0
    autocomplete_fields = ("article",)
    without_plus = ("page", "article")
    verbose_name = _("story")
    verbose_name_plural = _("stories of this issue")
    readonly_fields = ("boxed_word",)

    def get_fields(self, request: HttpRequest, obj: Issue | None = None) -> Any:
        is_open = self.has_change_permission(request, obj) and not (obj and obj.is_closed)
        box = "boxed" if is_open else "boxed_word"
        return ("article", "page", "order", "headline_level", box, "treatment", "pull_quote")

    @admin.display(description=_("in a box"))
    def boxed_word(self, placement: Placement) -> str:
        return gettext("boxed") if placement.boxed else NONE

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows.select_related("article", "page", "issue").order_by(
            "page__number", "order", "pk"
        )

    def get_formset(self, request: HttpRequest, obj: Issue | None = None, **kwargs: Any) -> Any:
        """The pages are read once for all rows, not once a row."""
        formset = super().get_formset(request, obj, **kwargs)
        page: Any = formset.form.base_fields.get("page")
        if page is not None:
            pages = obj.pages.all() if obj else Page.objects.none()
            page.queryset = pages
            page.choices = [("", NONE), *((p.pk, str(p)) for p in pages)]
        return formset


class BookingInline(CalmChoices, admin.TabularInline):  # type: ignore[type-arg]
    """Advertisements and fixed boxes of an issue."""

    formset = SpokenFormSet
    model = Booking
    form = BookingForm
    extra = 0
    fields = ("size", "page", "place")
    without_plus = ("size", "page")

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows.select_related("size__artwork", "size__photo", "page", "issue__publication")

    def get_formset(self, request: HttpRequest, obj: Issue | None = None, **kwargs: Any) -> Any:
        """Artwork of this paper and pages of this issue, read once for all rows."""
        formset = super().get_formset(request, obj, **kwargs)
        fields: Any = formset.form.base_fields
        if obj is not None and "size" in fields:
            sizes, pages = bookable(obj), obj.pages.all()
            fields["size"].queryset, fields["page"].queryset = sizes, pages
            fields["size"].choices = [("", NONE), *((s.pk, str(s)) for s in sizes)]
            offered = pages if sizes else ()  # nothing to book: no page is asked for
            fields["page"].choices = [("", NONE), *((p.pk, str(p)) for p in offered)]
        return formset


def _release_urls(wrap: Any) -> list[URLPattern]:
    """The screen of 付印 and the files the printer gets."""
    screens = (
        ("<int:pk>/release/", releasedesk.release_screen, "issues_issue_release"),
        ("release/<int:pk>/sheet/", releasedesk.release_paper, "issues_release_sheet"),
        ("release/<int:pk>/files/", releasedesk.release_bundle, "issues_release_bundle"),
        ("released-page/<int:pk>/", releasedesk.released_file, "issues_releasedpage_file"),
    )
    return [path(address, wrap(view), name=name) for address, view, name in screens]


def _desk_urls(wrap: Any) -> list[URLPattern]:
    """The page desk and what it asks and sends."""
    page = "<int:pk>/pages/<int:number>/desk/"
    return [
        path(page, wrap(pagedesk.page_desk), name="issues_issue_pagedesk"),
        path(f"{page}state/", wrap(pagedesk.page_state), name="issues_issue_pagestate"),
        path(f"{page}change/", wrap(pagedesk.page_change), name="issues_issue_pagechange"),
        path(f"{page}proposals/", wrap(pagedesk.page_proposals), name="issues_issue_proposals"),
        path(
            f"{page}proposals/<int:value>.png",
            wrap(pagedesk.proposal_picture),
            name="issues_issue_proposal",
        ),
    ]


@admin.register(Issue)
class IssueAdmin(AuditedAdmin):
    form = IssueForm
    change_form_template = "admin/issues/issue/change_form.html"
    change_list_template = "admin/issues/issue/change_list.html"
    list_display = (
        "title_line",
        "date_line",
        "state_word",
        "pages_line",
        "stories_line",
        "is_ready",
    )
    list_display_links = ("title_line",)
    list_filter = ("state", "publication", "is_special")
    list_select_related = ("publication",)
    list_per_page = 25
    search_fields = ("=number", "special_name", "publication__name", "date")
    search_help_text = _("Running number or date")
    autocomplete_fields = ("editors",)
    view_on_site = False
    actions = None
    empty_words = _("No issue yet. Add the first, or import a printed page.")

    class Media:
        js = (
            forms.Script("js/desk-issue.js", defer=True),
            forms.Script("js/desk-job.js", defer=True),
        )

    def get_fieldsets(self, request: HttpRequest, obj: Issue | None = None) -> Any:
        facts = ("publication", ("date", "number", "year_number"))
        pages = () if obj else ("page_names",)
        other = (
            *(("grows",) if obj else ()),
            ("is_special", "special_name"),
            "mourning",
            ("weekday_override", "lunar_override"),
            "override_reason",
        )
        return (
            (_("Facts"), {"fields": (*facts, *pages, "editors"), "classes": ["facts-of-issue"]}),
            (_("Pages, special issue, other weekday"), {"fields": other, "classes": ["collapse"]}),
        )

    def get_inlines(self, request: HttpRequest, obj: Issue | None) -> Any:
        return (PageInline, PlacementInline, BookingInline) if obj else ()

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("import/", wrap(importdesk.import_issue), name="issues_issue_import"),
            path("day/", wrap(desk.day_facts), name="issues_issue_day"),
            *_release_urls(wrap),
            path(
                "<int:pk>/flatplan/",
                wrap(flatplandesk.flatplan_screen),
                name="issues_issue_flatplan",
            ),
            path("<int:pk>/job/", wrap(jobdesk.job_panel), name="issues_issue_job"),
            path("<int:pk>/do/<slug:verb>/", wrap(desk.do), name="issues_issue_do"),
            path(
                "<int:pk>/pages/<int:number>/<slug:size>.png",
                wrap(desk.page_picture),
                name="issues_issue_picture",
            ),
            path("<int:pk>/pages/<int:number>/", wrap(desk.page_proof), name="issues_issue_proof"),
            *_desk_urls(wrap),
            path(
                "<int:pk>/pages/<int:number>/proofs/",
                wrap(proofdesk.proof_screen),
                name="issues_issue_proofs",
            ),
            *super().get_urls(),
        ]

    # Rights

    def has_change_permission(self, request: HttpRequest, obj: Issue | None = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.is_closed)

    def has_delete_permission(self, request: HttpRequest, obj: Issue | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.published_at)

    # The form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        given = super().get_changeform_initial_data(request)
        publication = _asked_publication(str(given.get("publication", "")))
        if publication is None:
            return given
        proposal = suggest_issue(publication)
        masthead = Masthead.objects.in_force(publication, proposal.date)
        return {
            "date": proposal.date,
            "number": proposal.number,
            "year_number": proposal.year_number,
            "page_names": masthead.page_names if masthead else "",
            **given,
            "publication": publication.pk,
        }

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            response = super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            # Somebody took the number between our check and our write: the check now finds it.
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IssueClosedError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(request.path)
        if object_id and "_compose" in request.POST and response.status_code == 302:
            # Here the transaction of the form is over: the worker sees what was saved.
            issue = Issue.objects.select_related("publication").get(pk=int(object_id))
            desk.run(request, lambda: desk.compose(request, issue))
        return response

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        issue = context.get("original")
        if issue:
            context |= desk.screen_context(issue, request.user)
            _lay_forms_on_sheets(context)
        else:
            context |= _computed_day(context["adminform"].form)
        context["title"] = str(issue.title) if issue else _("New issue")
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Issue, form: Any, change: bool) -> None:
        if change:
            if form.has_changed():
                save_issue(obj, by=request.user, fields=form.changed_data)
        else:
            names = form.cleaned_data.get("page_names")
            open_issue(obj, by=request.user, page_names=names or None)
        for sentence in numbering_doubts(obj):
            messages.warning(request, sentence)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Every row through its verb."""
        rows = formset.save(commit=False)
        if formset.model is Page:
            for page in rows:
                save_page(page, by=request.user)
            return
        if formset.model is Booking:
            for booking in formset.deleted_objects:
                with _locks_told(request):
                    unbook_artwork(booking, by=request.user)
            for booking in rows:
                with _locks_told(request):
                    book_artwork(booking, by=request.user)
            return
        for placement in formset.deleted_objects:
            with _locks_told(request):
                unplace_article(placement.article, by=request.user)
        for placement in rows:
            with _locks_told(request):
                if placement.pk is None:
                    placed = place_article(
                        placement.article, form.instance, by=request.user, page=placement.page
                    )
                    placement.pk = placed.pk
                    placement._state.adding = False
                arrange_placement(placement, by=request.user)

    def response_post_save_add(self, request: HttpRequest, obj: Issue) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:issues_issue_change", args=[obj.pk]))

    def response_post_save_change(self, request: HttpRequest, obj: Issue) -> HttpResponseRedirect:
        return self.response_post_save_add(request, obj)

    # The list

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        match = getattr(request, "resolver_match", None)
        if match is None or match.url_name != "issues_issue_changelist":
            return rows
        return with_progress(rows.annotate(story_count=Count("placements")))

    @admin.display(description=_("issue"), ordering="number")
    def title_line(self, issue: Issue) -> SafeString:
        return format_html(
            '<span class="headline">{}</span> <span class="quiet">{}</span>',
            issue.title,
            issue.publication,
        )

    @admin.display(description=_("date"), ordering="date")
    def date_line(self, issue: Issue) -> str:
        return f"{date_format(issue.date)} {issue.weekday}"

    @admin.display(description=_("state"), ordering="state")
    def state_word(self, issue: Issue) -> SafeString:
        return state_tag(issue)

    @admin.display(description=_("pages composed"))
    def pages_line(self, issue: Issue) -> str:
        pages = issue.pages.all()
        composed = sum(p.current_layout_id is not None for p in pages)
        return f"{composed} / {len(pages) - (spread_of(issue, len(pages)) is not None)}"

    @admin.display(description=_("stories"), ordering="story_count")
    def stories_line(self, issue: Issue) -> str:
        return str(len(issue.placements.all()))

    @admin.display(description=_("ready?"))
    def is_ready(self, issue: Issue) -> str:
        return readiness(issue) or NONE


def _asked_publication(key: str) -> Publication | None:
    """The one in the address, else the one that came out last, else the first."""
    if key.isdecimal():
        return Publication.objects.filter(pk=key_of(key)).first()
    last = Issue.objects.newest_first().select_related("publication").first()
    return last.publication if last else Publication.objects.first()


def _lay_forms_on_sheets(context: dict[str, Any]) -> None:
    """Give every sheet of the light table the form of its page."""
    for inline in context["inline_admin_formsets"]:
        if inline.opts.model is Page:
            forms_of = {form.instance.pk: form for form in inline.formset.forms}
            for sheet in context["light_table"].sheets:
                sheet.forms = [(page, forms_of.get(page.pk)) for page in sheet.pages]


def _computed_day(form: forms.ModelForm[Issue]) -> dict[str, Any]:
    """Weekday and lunar date of the day in the form of a new issue."""
    day = form.initial.get("date") if not form.is_bound else form.cleaned_data.get("date")
    key = str(form["publication"].value() or "")
    publication = Publication.objects.filter(pk=key_of(key)).first()
    if not day or publication is None or isinstance(day, str):
        return {"day_weekday": "", "day_lunar": ""}
    issue = Issue(publication=publication, date=day)
    try:
        return {"day_weekday": issue.weekday, "day_lunar": issue.lunar_date}
    except LunarRangeError:
        return {"day_weekday": issue.weekday, "day_lunar": ""}


def state_tag(issue: Issue) -> SafeString:
    return format_html('<span class="state {}">{}</span>', issue.state, issue.get_state_display())


def numbering_doubts(issue: Issue) -> list[str]:
    """Where the numbers of this issue do not follow those of its neighbours."""
    if issue.is_special or issue.number is None:
        return []
    others = issue.publication.issues.filter(is_special=False).exclude(pk=issue.pk)
    before = others.filter(Q(date__lt=issue.date)).order_by("-date").first()
    after = others.filter(Q(date__gte=issue.date)).order_by("date").first()
    rows = [as_numbered(row) for row in (before, issue, after) if row]
    sentences = {
        "gap": _("A number is missing between issue %(before)s and issue %(after)s."),
        "double": _("Issue %(before)s and issue %(after)s have the same number."),
        "backwards": _("Issue %(after)s comes after issue %(before)s: check date and numbers."),
        "date_order": _("Issue %(after)s comes after issue %(before)s: check date and numbers."),
        "year_restart_missing": _(
            "Issue %(after)s is the first of its year: its number in the year should be 1."
        ),
    }
    return list(
        dict.fromkeys(
            str(sentences[f.kind]) % {"before": f.before.number, "after": f.after.number}
            for f in find_gaps(rows)
        )
    )


@contextmanager
def _locks_told(request: HttpRequest) -> Iterator[None]:
    """What a locked page forbids, or one that is gone, is a message; the rest is saved."""
    try:
        yield
    except (PageGoneError, PageLockedError) as error:
        messages.error(request, str(error))


def _is_moved(form: Any) -> bool:
    """Whether a story is placed elsewhere by its own form."""
    return isinstance(form, PlacedArticleForm) and form.place_changed


class PlacedFilter(admin.SimpleListFilter):
    title = _("place")
    parameter_name = "placed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("In no issue yet")), ("open", _("In an issue")), ("out", _("Published"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "no":
            return queryset.filter(placement=None)
        if self.value() == "open":
            return queryset.filter(placement__isnull=False, published=None)
        return queryset.filter(published__isnull=False) if self.value() == "out" else queryset


@admin.register(Article)
class PlacedArticleAdmin(ArticleAdmin):
    list_display = (*ArticleAdmin.list_display[:4], "where", *ArticleAdmin.list_display[4:])
    list_filter = (PlacedFilter, *ArticleAdmin.list_filter)
    list_select_related = ("section", "placement__issue__publication", "placement__page")
    readonly_fields = (*ArticleAdmin.readonly_fields, "where", "characters")

    def state_fields(self) -> tuple[str, ...]:
        return ("where", *super().state_fields(), "characters")

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        panels = super().get_fieldsets(request, obj)
        if may_place(request, obj):
            place = {"fields": ("place_issue", "place_page"), "classes": ["work"]}
            panels.insert(2, (_("In print"), place))
        return panels

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        kwargs["form"] = PlacedArticleForm if may_place(request, obj) else ArticleForm
        return super().get_form(request, obj, change, **kwargs)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Pages are held before the copy that comes to stand on them, as everywhere."""
        issues = {form.cleaned_data["place_issue"]} if _is_moved(form) else set()
        if issues and hasattr(obj, "placement"):
            issues.add(obj.placement.issue)
        with suppress(IssueClosedError):  # the copy itself is saved all the same
            for issue in sorted(filter(None, issues), key=lambda one: one.pk):
                hold_pages(issue)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not _is_moved(form):
            return
        issue = form.cleaned_data["place_issue"]
        try:
            with _locks_told(request):  # the copy itself is saved all the same
                if issue is None:
                    unplace_article(form.instance, by=request.user)
                else:
                    place_article(form.instance, issue, by=request.user, page=form.chosen_page())
        except IssueClosedError as error:
            messages.error(request, str(error))

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Who looks for a story to place is offered those that stand in no issue."""
        rows, duplicates = super().get_search_results(request, queryset, search_term)
        if request.GET.get("model_name") == "placement":
            rows = rows.filter(placement=None).exclude(status=Article.Status.SPIKED)
        return rows, duplicates

    @admin.display(description=_("characters and fonts"))
    def characters(self, article: Article) -> SafeString | str:
        """What the paper's fonts make of the copy as it is saved."""
        found = characters_of_article(article)
        lines = [("missing", line) for line in found.missing]
        lines += [("", line) for line in found.substituted]
        rows = format_html_join("", '<li class="{}">{}</li>', lines)
        made = format_html('<ul class="characters">{}</ul>', rows)
        return made if rows else gettext("All are in the fonts.")

    @admin.display(description=_("in print"), ordering="placement__issue__date")
    def where(self, article: Article) -> SafeString | str:
        placement = getattr(article, "placement", None) if article.pk else None
        if placement is None:
            return NONE
        page = gettext("page %(page)s") % {"page": placement.page.number} if placement.page else ""
        return format_html(
            '<a href="{}">{}</a> {}',
            reverse("admin:issues_issue_change", args=[placement.issue_id]),
            _short(placement.issue),
            page,
        )


def _short(issue: Issue) -> str:
    if issue.number is None:
        return issue.title
    return gettext("issue %(number)s") % {"number": issue.number}


def may_place(request: HttpRequest, article: Article | None) -> bool:
    placement = getattr(article, "placement", None) if article else None
    closed = placement is not None and placement.issue.is_closed
    return not closed and request.user.has_perm("issues.change_placement")
