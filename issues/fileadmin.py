"""Exported files, with what was found when they were read back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.admin import NONE, ReadOnlyAdmin, short_time
from articles.forms import mapping_lines
from issues import desk
from issues.faces import substitute_in_words
from issues.models import EditionFile, Page
from issues.outdated import layouts_now, shows_other_pages
from issues.preflight import preflight_in_words
from issues.typefaces import fonts_in_words


@admin.register(EditionFile)
class EditionFileAdmin(ReadOnlyAdmin):
    list_display = ("issue", "profile", "page_line", "verdict", "made", "download")
    list_display_links = ("issue",)
    list_filter = ("profile", "is_current")
    list_select_related = ("issue__publication",)
    search_fields = ("path", "sha256", "=issue__number")
    fields = (
        *("issue", "profile", "page_line", "created_at", "verdict"),
        *("findings", "preflight", "stand_ins", "typefaces", "figures"),
        *("sha256", "engine", "download"),
    )
    readonly_fields = fields
    empty_words = _("Nothing was exported yet. Open an issue and press Export press PDF.")

    def get_queryset(self, request: HttpRequest) -> Any:
        pages = Page.objects.select_related("current_layout").defer("current_layout__plan")
        files = super().get_queryset(request).defer("zones", "fonts")
        return files.prefetch_related(Prefetch("issue__pages", pages))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(desk.edition_file)
        return [path("<int:pk>/file/", view, name="issues_editionfile_file"), *super().get_urls()]

    @admin.display(description=_("page"))
    def page_line(self, file: EditionFile) -> str:
        return str(file.page_number) if file.page_number else gettext("all pages")

    @admin.display(description=_("made"), ordering="created_at")
    def made(self, file: EditionFile) -> str:
        return short_time(file.created_at)

    @admin.display(description=_("read back"))
    def verdict(self, file: EditionFile) -> SafeString | str:
        """What reading it back came to, and whether the pages are others by now."""
        states = []
        if faults := len(file.report.get("faults", ())):
            words = ngettext("✗ %(count)s fault", "✗ %(count)s faults", faults) % {"count": faults}
            states.append(("blocked", words))
        elif file.profile == EditionFile.Profile.PRESS:
            states.append(("ready", gettext("✓ as planned")))
        if told := shows_other_pages(file, layouts_now(file.issue.pages.all())):
            states.append(("blocked", told))
        return format_html_join(" ", '<span class="state {}">{}</span>', states) or NONE

    @admin.display(description=_("faults"))
    def findings(self, file: EditionFile) -> SafeString | str:
        faults = file.report.get("faults", ())
        lines = ((_fault_line(fault),) for fault in faults)
        rows = format_html_join("", "<li>{}</li>", lines)
        return format_html("<ul>{}</ul>", rows) if rows else gettext("None.")

    @admin.display(description=_("preflight"))
    def preflight(self, file: EditionFile) -> SafeString | str:
        """The list a printer reads: each rule, and what was found against it."""
        rows = [preflight_in_words(row) for row in file.report.get("preflight", ())]
        lines = format_html_join(
            "",
            '<tr><td><span class="state {}">{}</span></td><th scope="row">{}</th><td>{}</td></tr>',
            ((row.css, row.state, row.label, row.detail) for row in rows),
        )
        table = format_html('<table class="preflight"><tbody>{}</tbody></table>', lines)
        return table if lines else NONE

    @admin.display(description=_("characters in another face"))
    def stand_ins(self, file: EditionFile) -> SafeString | str:
        rows = file.report.get("substitutes", ())
        lines = format_html_join("", "<li>{}</li>", ((substitute_in_words(row),) for row in rows))
        return format_html("<ul>{}</ul>", lines) if lines else gettext("None.")

    @admin.display(description=_("fonts"))
    def typefaces(self, file: EditionFile) -> SafeString:
        lines = ((line,) for line in fonts_in_words(file.fonts))
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", lines))

    @admin.display(description=_("figures"))
    def figures(self, file: EditionFile) -> SafeString:
        figures = file.report.get("figures", {})
        return mapping_lines({FIGURES.get(key, key): value for key, value in figures.items()})

    @admin.display(description=_("file"), ordering="size")
    def download(self, file: EditionFile) -> SafeString:
        return format_html(
            '<a href="{}" download>{}</a> <span class="size">{}</span>',
            reverse("admin:issues_editionfile_file", args=[file.pk]),
            gettext("Download"),
            filesizeformat(file.size),
        )


def _fault_line(fault: dict[str, Any]) -> str:
    where = (
        gettext("page %(page)s") % {"page": fault["page"]}
        if fault.get("page")
        else gettext("the file")
    )
    return f"{where}: {fault.get('detail', '')}"


# What the press calls the figures of the check, in a printer's words.
FIGURES: dict[str, Any] = {
    "pages": _("Pages"),
    "lines": _("Lines"),
    "characters": _("Characters"),
    "off_grid": _("Lines off the grid"),
    "largest_deviation_pt": _("Largest deviation, pt"),
    "rebroken": _("Lines broken otherwise than planned"),
    "forbidden_starts": _("Marks that may not begin a line"),
    "forbidden_ends": _("Marks that may not end a line"),
    "fonts_embedded": _("Fonts embedded"),
    "pictures": _("Pictures"),
    "lowest_ppi": _("Lowest resolution, ppi"),
    "most_ink_percent": _("Most ink in a picture, %"),
}
