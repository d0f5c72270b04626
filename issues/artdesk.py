"""The desk of advertisements, notices and fixed boxes."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin import NONE, AuditedAdmin, CalmChoices, SpokenFormSet, photo_tag
from issues.advertising import (
    ArtworkError,
    booking_problem,
    delete_artwork,
    refuse_if_printed,
    rows_in_words,
    save_artwork,
)
from issues.models import Artwork, ArtworkSize, Booking


class BookingForm(forms.ModelForm):  # type: ignore[type-arg]
    """A booking; what the verb would refuse is said beside the row."""

    class Meta:
        model = Booking
        fields = ("size", "page", "place")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("size"):
            wanted = Booking(issue=self.instance.issue, size=data["size"], page=data.get("page"))
            if told := booking_problem(wanted):
                raise ValidationError(told)
        return data


class ArtworkSizeForm(forms.ModelForm):  # type: ignore[type-arg]
    """A file that stands on composed pages is not exchanged below them: another is added."""

    class Meta:
        model = ArtworkSize
        fields = ("photo", "columns", "resolution_waiver")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.instance.pk and {"photo", "columns"} & set(self.changed_data):
            try:
                refuse_if_printed([self.instance])
            except ArtworkError as error:
                raise ValidationError(str(error)) from error
        return data


class ArtworkSizeFormSet(SpokenFormSet):
    def clean(self) -> None:
        super().clean()
        gone = [form.instance for form in self.deleted_forms if form.instance.pk]
        try:
            refuse_if_printed(gone)
        except ArtworkError as error:
            raise ValidationError(str(error)) from error
        if booked := Booking.objects.filter(size__in=gone).first():
            raise ValidationError(
                gettext("“%(title)s” is booked: take its bookings back first, or let it run out.")
                % {"title": booked.size}
            )


class ArtworkSizeInline(CalmChoices, admin.TabularInline):  # type: ignore[type-arg]
    formset = ArtworkSizeFormSet
    model = ArtworkSize
    form = ArtworkSizeForm
    extra = 0
    min_num = 1
    autocomplete_fields = ("photo",)
    fields = ("photo", "columns", "rows_line", "resolution_waiver")
    readonly_fields = ("rows_line",)
    verbose_name_plural = _("finished sizes")

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows.select_related("photo", "artwork__publication")

    @admin.display(description=_("printed"))
    def rows_line(self, size: ArtworkSize) -> str:
        return rows_in_words(size) if size.pk else NONE


@admin.register(Artwork)
class ArtworkAdmin(AuditedAdmin):
    list_display = ("thumbnail", "title", "nature", "source", "runs", "sizes_line", "is_filler")
    list_display_links = ("title",)
    list_filter = ("publication", "nature", "is_filler")
    list_select_related = ("publication",)
    search_fields = ("title", "source")
    fields = (
        "publication",
        "title",
        ("nature", "source"),
        "alt",
        ("valid_from", "valid_to"),
        "is_filler",
    )
    inlines: ClassVar[Any] = (ArtworkSizeInline,)
    actions = None
    empty_words = _("No advertisement yet. Add the first, with its finished picture.")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("sizes__photo")

    def save_model(self, request: HttpRequest, obj: Artwork, form: Any, change: bool) -> None:
        save_artwork(obj, by=request.user, fields=form.changed_data)

    def delete_model(self, request: HttpRequest, obj: Artwork) -> None:
        delete_artwork(obj, by=request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Artwork | None = None) -> bool:
        """What is booked or stands on a page is not offered for deletion."""
        if not super().has_delete_permission(request, obj) or obj is None:
            return super().has_delete_permission(request, obj)
        if Booking.objects.filter(size__artwork=obj).exists():
            return False
        try:
            refuse_if_printed(obj.sizes.all())
        except ArtworkError:
            return False
        return True

    @admin.display(description=_("picture"))
    def thumbnail(self, artwork: Artwork) -> SafeString | str:
        sizes = list(artwork.sizes.all())
        return photo_tag(sizes[0].photo, 160) if sizes else NONE

    @admin.display(description=_("may run"))
    def runs(self, artwork: Artwork) -> SafeString | str:
        if not (artwork.valid_from or artwork.valid_to):
            return gettext("always")
        return format_html("{} – {}", artwork.valid_from or "", artwork.valid_to or "")

    @admin.display(description=_("columns"))
    def sizes_line(self, artwork: Artwork) -> str:
        return ", ".join(str(size.columns) for size in artwork.sizes.all()) or NONE
