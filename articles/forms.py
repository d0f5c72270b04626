"""Forms of the writing desk: an article that is not overwritten, a photo that is one."""

from __future__ import annotations

import difflib
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from articles.models import Article, Byline, Photo
from newsroom.copydesk.parse import blocks_from_html

MAX_PHOTO_BYTES = 30 * 1024 * 1024
PHOTO_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
ROLES = ("记者", "通讯员", "实习生", "摄影", "文/图", "整理")


class SuggestingInput(forms.TextInput):
    """A text field with suggestions; other words may be typed."""

    def __init__(self, suggestions: tuple[str, ...], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.suggestions = suggestions

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        list_id = f"{(attrs or {}).get('id', name)}_suggestions"
        field = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join("", '<option value="{}">', ((s,) for s in self.suggestions))
        return format_html("{}<datalist{}>{}</datalist>", field, flatatt({"id": list_id}), options)


Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class FieldConflict:
    """A field that two people left different: its paragraphs, in pieces (text, is the same)."""

    label: str
    mine: list[Pieces]
    theirs: list[Pieces]


class ArticleForm(forms.ModelForm):  # type: ignore[type-arg]
    """Carries the version it was opened at; a stale one is refused, with both texts kept."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    nature = forms.MultipleChoiceField(
        label=_("nature"),
        choices=Article.Nature.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=Article._meta.get_field("nature").help_text,
    )

    class Meta:
        model = Article
        fields = (
            *("kicker", "headline", "deck", "body", "publication", "section", "priority"),
            *("kind", "nature", "status", "may_jump", "source", "language"),
        )
        widgets = {
            "kicker": forms.TextInput(attrs={"class": "vWide", "autocomplete": "off"}),
            "headline": forms.Textarea(attrs={"rows": 2, "class": "vHeadline"}),
            "deck": forms.TextInput(attrs={"class": "vWide", "autocomplete": "off"}),
        }
        error_messages = {"headline": {"required": _("Write a headline.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts: list[FieldConflict] = []
        self.saved_by = ""
        if self.instance.pk:
            self.initial["expected_version"] = self.instance.version
        if "status" in self.fields:
            self._offer_states()
        if "section" in self.fields:
            self._offer_sections()

    def _offer_states(self) -> None:
        """Spiking is a verb of its own; a spiked article can be taken up again here."""
        field = cast(forms.ChoiceField, self.fields["status"])
        now = self.initial.get("status")
        field.choices = [
            choice
            for choice in Article.Status.choices
            if choice[0] != Article.Status.SPIKED or choice[0] == now
        ]

    def _offer_sections(self) -> None:
        if self.instance.publication_id:
            field = cast("forms.ModelChoiceField[Any]", self.fields["section"])
            field.queryset = self.instance.publication.sections.all()

    def clean_headline(self) -> str:
        lines = (" ".join(line.split()) for line in self.cleaned_data["headline"].splitlines())
        headline = "\n".join(line for line in lines if line)
        if not headline:
            raise ValidationError(_("Write a headline."))
        return headline

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        section, publication = (
            self.cleaned_data.get("section"),
            self.cleaned_data.get("publication"),
        )
        if section and publication and section.publication_id != publication.pk:
            self.add_error("section", _("This section belongs to another publication."))
        self._refuse_stale()
        return data

    def _refuse_stale(self) -> None:
        expected = self.cleaned_data.get("expected_version")
        if not self.instance.pk or expected is None:
            return
        now = Article.objects.get(pk=self.instance.pk)
        if now.version == expected:
            return
        self.conflicts = list(self._compare(now))
        revision = now.revisions.filter(version=now.version).first()
        self.saved_by = revision.author_name if revision else ""
        # The next save is deliberate: it goes over the version that is shown beside it now.
        data = cast(Any, self.data).copy()
        data[self.add_prefix("expected_version")] = now.version
        self.data = data
        raise ValidationError(
            _(
                "Somebody saved this article while you had it open. Nothing was saved and nothing "
                "is lost: both texts are below. Mend yours, then save again to keep it."
            ),
            code="stale",
        )

    def _compare(self, now: Article) -> Any:
        shown = {field.name: field for field in Article._meta.fields}
        for name in self.fields:
            if name not in shown or name not in self.cleaned_data:
                continue
            mine, theirs = self.cleaned_data[name], getattr(now, name, None)
            mine_lines, their_lines = _lines(name, mine), _lines(name, theirs)
            if mine_lines != their_lines:
                label = str(shown[name].verbose_name)
                yield FieldConflict(label, *_side_by_side(mine_lines, their_lines))


def _lines(name: str, value: Any) -> list[str]:
    if name == "body":
        return [block.text for block in blocks_from_html(value or "")]
    if name in {"kind", "priority", "status", "language"}:
        choices = cast(Any, Article._meta.get_field(name)).choices
        return [str(dict(choices).get(value, value))]
    if name == "nature":
        return [str(label) for nature, label in Article.Nature.choices if nature in (value or ())]
    if isinstance(value, bool):
        return [gettext("yes") if value else gettext("no")]
    return str("" if value is None else value).splitlines() or [""]


def _side_by_side(mine: list[str], theirs: list[str]) -> tuple[list[Pieces], list[Pieces]]:
    left: list[Pieces] = []
    right: list[Pieces] = []
    for kind, a, b, c, d in _opcodes(mine, theirs):
        if kind == "replace" and b - a == d - c:
            pairs = [_in_pieces(x, y) for x, y in zip(mine[a:b], theirs[c:d], strict=True)]
            left += [pair[0] for pair in pairs]
            right += [pair[1] for pair in pairs]
        else:
            left += [[(line, kind == "equal")] for line in mine[a:b]]
            right += [[(line, kind == "equal")] for line in theirs[c:d]]
    return left, right


def _in_pieces(mine: str, theirs: str) -> tuple[Pieces, Pieces]:
    left: Pieces = []
    right: Pieces = []
    for kind, a, b, c, d in _opcodes(mine, theirs):
        left += [(mine[a:b], kind == "equal")] * (b > a)
        right += [(theirs[c:d], kind == "equal")] * (d > c)
    return left, right


def _opcodes(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    # autojunk takes the commonest characters of Chinese for noise.
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
    return list(matcher.get_opcodes())


class BylineForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Byline
        fields = ("role", "reporter", "order")
        widgets = {"role": SuggestingInput(ROLES)}


class PhotoForm(forms.ModelForm):  # type: ignore[type-arg]
    """Takes a picture into the archive once: the same file again is named, not stored."""

    class Meta:
        model = Photo
        fields = ("file", "title", "credit", "rights", "alt")
        error_messages = {
            "file": {
                "invalid_image": _(
                    "This file is not a picture we can read: hand in a JPEG, PNG, TIFF or WebP."
                )
            }
        }

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if not isinstance(file, UploadedFile):
            return file
        if (file.size or 0) > MAX_PHOTO_BYTES:
            raise ValidationError(_("The picture is larger than 30 MB: hand in a smaller one."))
        data = file.read()
        file.seek(0)
        _refuse_what_is_no_picture(data)
        self._refuse_known(hashlib.sha256(data).hexdigest())
        self.instance.sha256 = hashlib.sha256(data).hexdigest()
        self.instance.size = len(data)
        return file

    def _refuse_known(self, sha256: str) -> None:
        known = Photo.objects.filter(sha256=sha256).exclude(pk=self.instance.pk).first()
        if known:
            raise ValidationError(
                _("This picture is in the archive already, as “%(photo)s” (number %(number)s).")
                % {"photo": known, "number": known.pk}
            )


def _refuse_what_is_no_picture(data: bytes) -> None:
    try:
        with Image.open(io.BytesIO(data), formats=PHOTO_FORMATS) as image:
            image.load()
    except Image.DecompressionBombError as error:
        raise ValidationError(
            _("The picture has more pixels than we take: save it smaller.")
        ) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ValidationError(
            _("This file is not a picture we can read: hand in a JPEG, PNG, TIFF or WebP.")
        ) from error


def mapping_lines(data: Mapping[str, Any]) -> SafeString:
    """A small JSON object as a definition list, for read-only panels."""
    if not data:
        return SafeString("–")
    rows = format_html_join("", "<dt>{}</dt><dd>{}</dd>", data.items())
    return format_html('<dl class="facts">{}</dl>', rows)
