"""Mastheads: what the paper prints about itself, and the publication they belong to."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin import AuditedAdmin, PublicationAdmin
from articles.models import Publication
from articles.wording import in_words
from issues.forms import MastheadForm
from issues.models import Masthead
from newsroom.layout.formats import format_of


@admin.register(Masthead)
class MastheadAdmin(AuditedAdmin):
    form = MastheadForm
    list_display = ("__str__", "publisher", "permit", "valid_from", "format_line")
    list_filter = ("publication",)
    list_select_related = ("publication",)
    empty_words = _("No masthead yet. Add what the paper prints about itself.")
    fieldsets = (
        (None, {"fields": ("publication", "valid_from", "page_names")}),
        (
            _("Printed on page one"),
            {
                "fields": (
                    *("latin_name", "publisher", "permit", "distribution"),
                    ("hotline_label", "hotline"),
                )
            },
        ),
        (
            _("Schedule"),
            {
                "fields": (
                    ("schedule_kind", "schedule_weekday", "schedule_every"),
                    "schedule_days",
                )
            },
        ),
        (
            _("Imprint"),
            {"fields": ("address", "printer", "distribution_to", ("print_run", "price"))},
        ),
        (
            _("Look of the pages"),
            {
                "fields": (
                    ("page_format", "page_unit"),
                    *("page_design", "nameplate_art", "ear_left", "ear_right"),
                )
            },
        ),
        (
            _("Fonts"),
            {
                "fields": (
                    "font_set",
                    ("font_song", "font_kai"),
                    ("font_song_heavy", "font_hei_heavy", "font_hei"),
                ),
                "classes": ["collapse"],
            },
        ),
        (
            _("Figures of the page"),
            {
                "fields": (
                    ("trim_width_mm", "trim_height_mm"),
                    ("columns", "column_em", "gutter_em"),
                    ("rows", "body_size_pt", "leading_pt"),
                    ("top_margin_mm", "bleed_mm"),
                    ("nameplate_rows", "folio_rows"),
                ),
                "classes": ["collapse"],
            },
        ),
        (
            _("Lines"),
            {
                "fields": (
                    ("breaking_level", "solid_numbers", "justified"),
                    ("hyphenated", "hanging_punctuation"),
                ),
                "classes": ["collapse"],
            },
        ),
        (
            _("House rules"),
            {
                "fields": ("keeps_protocol", "keeps_pictures", "apart"),
                "description": _(
                    "The composer keeps these even where a page looks worse for it. A rule that is "
                    "broken all the same blocks the issue until it is overridden with a reason."
                ),
                "classes": ["collapse"],
            },
        ),
        (
            _("Press"),
            {
                "fields": (
                    ("press_process", "pdf_standard"),
                    ("total_ink", "picture_ppi", "live_margin_mm"),
                    ("output_condition", "icc_profile"),
                    ("spot_name", "spot_cmyk"),
                ),
                "description": _("What the printer told you; empty fields are those of the press."),
                "classes": ["collapse"],
            },
        ),
    )

    @admin.display(description=_("page format"))
    def format_line(self, masthead: Masthead) -> str:
        known = format_of(masthead.grid, masthead.nameplate_rows, masthead.folio_rows)
        if known:
            return in_words(known.name)
        return f"{masthead.trim_width_mm:g} × {masthead.trim_height_mm:g} mm"


class MastheadList(admin.TabularInline):  # type: ignore[type-arg]
    """The mastheads of a publication, to be opened; they are edited on a screen of their own."""

    model = Masthead
    fields = ("valid_from", "publisher", "permit")
    readonly_fields = fields
    extra = 0
    max_num = 0
    can_delete = False
    show_change_link = True


@admin.register(Publication)
class PublicationWithMastheadsAdmin(PublicationAdmin):
    inlines = (*PublicationAdmin.inlines, MastheadList)
