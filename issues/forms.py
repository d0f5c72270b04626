"""Forms of the issue's desk, and of the import with its preview."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, cast

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.forms import ArticleForm
from articles.models import Article, Publication, Reporter
from articles.wording import in_words
from issues.fontform import FontForm
from issues.models import Issue, Masthead, Page, Placement
from issues.pressroom import condition_of, spot_of
from issues.progress import open_issues
from newsroom.copydesk.bylines import read_bylines
from newsroom.copydesk.calendar import LunarRangeError, lunar_date
from newsroom.copydesk.decode import MAX_BYTES
from newsroom.copydesk.imprint import Imprint
from newsroom.copydesk.numbering import Schedule
from newsroom.copydesk.officials import ProposedOfficial
from newsroom.copydesk.printed_page import Doubt, PrintedPage, PrintedStory
from newsroom.layout.formats import FORMATS, format_of
from newsroom.press.art import MOST_BYTES, ArtError, read_art
from newsroom.press.condition import ConditionError
from newsroom.press.designs import DESIGNS

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


MAX_PROFILE_BYTES = 4 * 1024 * 1024


class IssueForm(forms.ModelForm):  # type: ignore[type-arg]
    page_names = forms.CharField(
        label=_("Pages"),
        required=False,
        max_length=400,
        help_text=_("Their names in page order, apart by spaces. They can be renamed later."),
        widget=forms.TextInput(attrs={"class": "vWide"}),
    )

    class Meta:
        model = Issue
        fields = (
            *("publication", "date", "number", "year_number", "editors"),
            *("is_special", "special_name", "grows", "mourning"),
            *("weekday_override", "lunar_override", "override_reason"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # Stays in the form, or Django would not check the constraints that name it.
            if "publication" in self.fields:
                self.fields["publication"].disabled = True
            self.fields.pop("page_names", None)

    def clean_page_names(self) -> list[str]:
        names = str(self.cleaned_data["page_names"]).split()
        if len(names) > 96:
            raise ValidationError(_("An issue has 96 pages at most."))
        if any(len(name) > 20 for name in names):
            raise ValidationError(_("A page's name has 20 characters at most."))
        return names

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        date = self.cleaned_data.get("date")
        self.instance.year = date.year if date else 0
        publication = self.cleaned_data.get("publication")
        chinese = publication is None or publication.language.startswith("zh")
        if date and chinese and not self.cleaned_data.get("lunar_override"):
            try:
                lunar_date(date)
            except LunarRangeError:
                self.add_error(
                    "date", _("The lunar calendar is known for 1900 to 2100 only: mend the date.")
                )
        return data

    def _get_validation_exclusions(self) -> set[str]:
        """The year is no field, but a constraint names it: it has to be checked."""
        return set(super()._get_validation_exclusions()) - {"year"}  # type: ignore[misc]


class KnownArticle(forms.Widget):
    """The article of a placement that stands: its headline as a link, no choice any more."""

    def __init__(self, placement: Placement) -> None:
        super().__init__()
        self.placement = placement

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        article = self.placement.article
        return format_html(
            '<a class="headline" href="{}">{}</a> <span class="quiet">{}</span>',
            reverse("admin:articles_article_change", args=[article.pk]),
            article.one_line_headline,
            article.get_priority_display(),
        )


class SpokenCheckbox(forms.CheckboxInput):
    """On a phone the table has no heads: the word stands beside the box."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        box = super().render(name, value, attrs, renderer)
        return format_html('{} <span class="phone-only">{}</span>', box, _("boxed"))


class PlacementForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Placement
        fields = (
            *("article", "page", "order", "headline_level"),
            *("boxed", "treatment", "pull_quote"),
        )
        widgets = {
            "boxed": SpokenCheckbox,
            "headline_level": forms.NumberInput(attrs={"placeholder": _("level")}),
            "pull_quote": forms.TextInput(attrs={"placeholder": _("words of the story")}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "article" in self.fields:
            self.fields["article"].disabled = True
            self.fields["article"].widget = KnownArticle(self.instance)


class PlacedArticleForm(ArticleForm):
    """The article with the place an editor gives it."""

    place_issue = forms.ModelChoiceField(
        Issue.objects.none(), label=_("Issue"), required=False, empty_label=_("in no issue yet")
    )
    place_page = forms.IntegerField(
        label=_("Page"),
        required=False,
        min_value=1,
        max_value=96,
        help_text=_("Empty: the composer chooses."),
        widget=forms.NumberInput(attrs={"class": "vNumber"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        placement = getattr(self.instance, "placement", None) if self.instance.pk else None
        issue = cast("forms.ModelChoiceField[Issue]", self.fields["place_issue"])
        issue.queryset = open_issues()
        if placement:
            self.initial["place_issue"] = placement.issue_id
            self.initial["place_page"] = placement.page.number if placement.page else None

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        issue, publication = (
            self.cleaned_data.get("place_issue"),
            self.cleaned_data.get("publication"),
        )
        number = self.cleaned_data.get("place_page")
        if issue and publication and issue.publication_id != publication.pk:
            self.add_error("place_issue", _("This issue belongs to another publication."))
        if number and not issue:
            self.add_error("place_issue", _("Choose the issue that has the page."))
        if issue and number and not issue.pages.filter(number=number).exists():
            self.add_error("place_page", _("The issue has no such page."))
        return data

    @property
    def place_changed(self) -> bool:
        return bool({"place_issue", "place_page"} & set(self.changed_data))

    def chosen_page(self) -> Page | None:
        issue, number = self.cleaned_data.get("place_issue"), self.cleaned_data.get("place_page")
        return issue.pages.filter(number=number).first() if issue and number else None


FREE_SIZE = ""


def apart_choices() -> list[tuple[str, str]]:
    """Every two natures of stories, those that differ first."""
    natures = Article.Nature.choices
    pairs = [*combinations(natures, 2), *((one, one) for one in natures)]
    return [("+".join((a, b)), f"{one} – {other}") for (a, one), (b, other) in pairs]


class MastheadForm(FontForm):
    """The schedule in words instead of JSON; a page format fills the figures of the page."""

    page_format = forms.ChoiceField(
        label=_("Page format"),
        choices=lambda: [
            (FREE_SIZE, _("a size of its own, as written below")),
            *((made.code, in_words(made.name)) for made in FORMATS.values()),
        ],
        required=False,
        help_text=_("Choosing another one fills the figures below when you save."),
    )
    page_design = forms.ChoiceField(
        label=_("Page design"),
        choices=lambda: [(made.code, in_words(made.name)) for made in DESIGNS.values()],
    )
    schedule_kind = forms.ChoiceField(
        label=_("Appears"),
        choices=[
            ("weekly", _("every week, or every few")),
            ("monthly", _("on days of the month")),
            ("irregular", _("irregularly")),
        ],
    )
    schedule_weekday = forms.TypedChoiceField(
        label=_("Weekday"), choices=WEEKDAYS, coerce=int, required=False
    )
    schedule_every = forms.IntegerField(
        label=_("Every … weeks"), min_value=1, max_value=52, required=False
    )
    apart = forms.MultipleChoiceField(
        label=_("Not beside one another"),
        choices=apart_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=Masthead._meta.get_field("apart").help_text,
    )
    schedule_days = forms.CharField(
        label=_("Days of the month"), required=False, help_text=_("Apart by spaces: 10 20 30")
    )

    class Meta:
        model = Masthead
        fields = (
            *("publication", "valid_from", "page_names", "latin_name", "publisher", "permit"),
            *("distribution", "hotline_label", "hotline", "address", "printer", "print_run"),
            *("price", "trim_width_mm", "trim_height_mm", "columns", "column_em", "gutter_em"),
            *("rows", "body_size_pt", "leading_pt", "top_margin_mm", "bleed_mm", "page_unit"),
            *("nameplate_rows", "folio_rows"),
            *("breaking_level", "solid_numbers", "justified", "hyphenated", "hanging_punctuation"),
            *("page_design", "nameplate_art", "ear_left", "ear_right", "distribution_to"),
            *("press_process", "pdf_standard", "output_condition", "icc_profile"),
            *("total_ink", "picture_ppi", "live_margin_mm", "spot_name", "spot_cmyk"),
            *("keeps_protocol", "keeps_pictures", "apart"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schedule = self.instance.schedule or {}
        self.initial.setdefault("schedule_kind", schedule.get("kind", "weekly"))
        self.initial.setdefault("schedule_weekday", schedule.get("weekday", 4))
        self.initial.setdefault("schedule_every", schedule.get("every", 1))
        self.initial.setdefault("schedule_days", " ".join(map(str, schedule.get("days", ()))))
        self.initial.setdefault("page_format", self._format())
        self.initial["apart"] = ["+".join(pair) for pair in self.instance.apart]

    def _format(self) -> str:
        masthead = self.instance
        known = format_of(masthead.grid, masthead.nameplate_rows, masthead.folio_rows)
        return known.code if known else FREE_SIZE

    def _clean_page_format(self) -> None:
        """A format newly chosen gives every figure that nobody wrote by hand."""
        known = FORMATS.get(self.cleaned_data.get("page_format", FREE_SIZE))
        if known is None or "page_format" not in self.changed_data:
            return
        for name, value in known.figures.items():
            if name not in self.changed_data:
                self.cleaned_data[name] = value

    def clean_apart(self) -> list[list[str]]:
        return [pair.split("+") for pair in self.cleaned_data["apart"]]

    def clean_schedule_days(self) -> list[int]:
        words = str(self.cleaned_data["schedule_days"]).split()
        if not all(word.isdecimal() and 1 <= int(word) <= 31 for word in words):
            raise ValidationError(_("Write days of the month, 1 to 31, apart by spaces."))
        return sorted({int(word) for word in words})

    def clean_nameplate_art(self) -> Any:
        """A new drawing is read before it is kept."""
        file = self.cleaned_data.get("nameplate_art")
        if isinstance(file, UploadedFile):
            try:
                read_art(file.read(MOST_BYTES + 1))
            except ArtError as error:
                raise ValidationError(in_words(error)) from error
            file.seek(0)
        return file

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        self._clean_page_format()
        kind = self.cleaned_data.get("schedule_kind")
        if kind == "monthly" and self.cleaned_data.get("schedule_days") == []:
            self.add_error("schedule_days", _("Write at least one day."))
        if not self.errors:
            self.clean_fonts()
            self.instance.schedule = self._schedule(str(kind)).as_json()
        return data

    def clean_icc_profile(self) -> Any:
        file = self.cleaned_data["icc_profile"]
        if file and file.size > MAX_PROFILE_BYTES:
            raise ValidationError(_("An ICC profile of a press has 4 MB at most."))
        return file

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        try:
            condition_of(self.instance)
            spot_of(self.instance)
        except ConditionError as error:
            self.add_error(None, in_words(error))

    def _schedule(self, kind: str) -> Schedule:
        given = self.cleaned_data
        if kind == "weekly":
            return Schedule(
                "weekly", given.get("schedule_weekday") or 0, given.get("schedule_every") or 1
            )
        if kind == "monthly":
            return Schedule("monthly", days=tuple(given["schedule_days"]))
        return Schedule("irregular")


# Import


@dataclass(frozen=True)
class Upload:
    """What was handed in, on its way from the preview to the save."""

    name: str
    data: bytes

    def sealed(self) -> str:
        """For a hidden field: nothing is stored before the save, and nobody swaps the original."""
        content = {"name": self.name, "data": base64.b64encode(self.data).decode()}
        return signing.dumps(content, salt="issues.import", compress=True)

    @classmethod
    def opened(cls, sealed: str) -> Upload:
        """Raises ValidationError when the seal is broken or older than a day."""
        try:
            content = signing.loads(sealed, salt="issues.import", max_age=86400)
            return cls(content["name"], base64.b64decode(content["data"]))
        except (signing.BadSignature, KeyError, binascii.Error) as error:
            raise ValidationError(
                _("The preview is too old or was changed: hand the text in again.")
            ) from error


class UploadForm(forms.Form):
    file = forms.FileField(label=_("Text file"), required=False, help_text=_("Up to 5 MB."))
    text = forms.CharField(
        label=_("Or paste the text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    publication = forms.ModelChoiceField(
        Publication.objects.all(),
        label=_("Publication"),
        required=False,
        empty_label=_("as the masthead in the text says"),
    )

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text", "")
        if not self.errors and not file and not text.strip():
            raise ValidationError(_("Choose a text file, or paste the text of the page."))
        if file and (file.size or 0) > MAX_BYTES:
            raise ValidationError(
                _("The file is larger than 5 MB: import one page of the paper at a time.")
            )
        return data

    def upload(self) -> Upload:
        file = self.cleaned_data.get("file")
        if file:
            return Upload(file.name, file.read())
        return Upload(str(_("pasted text")), self.cleaned_data["text"].encode())


class DoubtfulForm(forms.Form):
    """A part of the preview; its doubts stand beside the field that they are about."""

    DOUBTS: dict[str, str] = {}  # code of the doubt -> field

    def __init__(self, *args: Any, doubts: tuple[Doubt, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.doubts = doubts

    def rows(self) -> Iterator[tuple[forms.BoundField, list[str]]]:
        for field in self.visible_fields():
            yield (
                field,
                [in_words(d.message) for d in self.doubts if self.DOUBTS.get(d.code) == field.name],
            )

    def other_doubts(self) -> list[str]:
        return [
            in_words(d.message) for d in self.doubts if self.DOUBTS.get(d.code) not in self.fields
        ]


class ImprintForm(DoubtfulForm):
    DOUBTS = {
        "no_masthead": "number",
        "no_name": "name",
        "no_number": "number",
        "no_date": "date",
        "weekday": "weekday",
        "lunar_date": "lunar_date",
    }
    NEW_PAPER = (
        *("name", "slug", "latin_name", "publisher", "permit"),
        *("distribution", "hotline_label", "hotline"),
    )

    name = forms.CharField(label=_("Name of the paper"), max_length=60)
    slug = forms.SlugField(
        label=_("Web address"), max_length=50, help_text=_("The paper’s part of the address.")
    )
    latin_name = forms.CharField(label=_("Latin name"), max_length=80, required=False)
    publisher = forms.CharField(label=_("Publisher line"), max_length=80, required=False)
    permit = forms.CharField(label=_("Permit line"), max_length=80, required=False)
    distribution = forms.CharField(label=_("Distribution note"), max_length=60, required=False)
    hotline_label = forms.CharField(label=_("Hotline label"), max_length=20, required=False)
    hotline = forms.CharField(label=_("Hotline"), max_length=40, required=False)
    date = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}))
    number = forms.IntegerField(label=_("Running number"), min_value=1, max_value=9_999_999)
    year_number = forms.IntegerField(
        label=_("Number in the year"), min_value=1, max_value=9999, required=False
    )
    weekday = forms.CharField(label=_("Weekday as printed"), max_length=20, required=False)
    lunar_date = forms.CharField(label=_("Lunar date as printed"), max_length=40, required=False)

    def __init__(self, *args: Any, publication: Publication | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date"].widget.format = "%Y-%m-%d"
        if publication:
            for name in self.NEW_PAPER:
                del self.fields[name]

    @classmethod
    def initial_of(cls, imprint: Imprint) -> dict[str, Any]:
        facts = {name: getattr(imprint, name, None) for name in cls.base_fields if name != "slug"}
        return facts | {"slug": slugify(imprint.latin_name or "")[:50]}

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if Publication.objects.filter(slug=slug).exists():
            raise ValidationError(
                _("A publication has this address already: choose it, or write another one.")
            )
        return slug

    def corrected(self, imprint: Imprint) -> Imprint:
        given = {name: value or None for name, value in self.cleaned_data.items() if name != "slug"}
        return replace(imprint, **given)


class StoryForm(DoubtfulForm):
    DOUBTS = {
        "kicker": "kicker",
        "two_line_headline": "headline",
        "many_headlines": "headline",
        "no_headline": "headline",
        "duplicate_headline": "headline",
        "unsplit_name": "bylines",
        "jump_without_continuation": "paragraphs",
        "no_copy": "paragraphs",
    }

    take = forms.BooleanField(label=_("Take this story"), required=False, initial=True)
    kicker = forms.CharField(label=_("Kicker"), max_length=80, required=False)
    headline = forms.CharField(label=_("Headline"), max_length=200, required=False)
    deck = forms.CharField(label=_("Deck"), max_length=200, required=False)
    paragraphs = forms.CharField(
        label=_("Copy"),
        required=False,
        help_text=_("A line is a paragraph."),
        widget=forms.Textarea,
    )
    bylines = forms.CharField(
        label=_("Byline"),
        max_length=300,
        required=False,
        help_text=_("Role, then names, apart by spaces: 记者 沈砚秋 通讯员 卜春枝"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = len(str(self.initial.get("paragraphs", ""))) // 38
        self.fields["paragraphs"].widget.attrs["rows"] = min(max(lines + 3, 4), 24)

    @staticmethod
    def initial_of(story: PrintedStory) -> dict[str, Any]:
        return {
            "take": True,
            "kicker": story.kicker,
            "headline": story.headline,
            "deck": story.deck,
            "paragraphs": "\n\n".join(story.paragraphs),
            "bylines": signature_of(story),
        }

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        if self.cleaned_data.get("take") and not self.cleaned_data.get("headline"):
            self.add_error("headline", _("Write a headline, or leave the story out."))
        return data

    def corrected(self, story: PrintedStory, known: set[str]) -> PrintedStory:
        given = self.cleaned_data
        bylines = story.bylines
        if "bylines" in self.changed_data:
            bylines = read_bylines(given["bylines"].strip("（）() "), known).bylines
        return replace(
            story,
            kicker=given["kicker"],
            headline=given["headline"],
            deck=given["deck"],
            paragraphs=tuple(p for line in given["paragraphs"].splitlines() if (p := line.strip())),
            bylines=bylines,
        )


def signature_of(story: PrintedStory) -> str:
    """``记者 沈砚秋 通讯员 卜春枝``, to be corrected by hand."""
    parts: list[str] = []
    role = None
    for byline in story.bylines:
        parts += [byline.role] * (byline.role != role) + [byline.name]
        role = byline.role
    return " ".join(part for part in parts if part)


class PreviewForm:
    """Everything that was understood, as forms; ``corrected()`` is what the person made of it."""

    def __init__(
        self, page: PrintedPage, publication: Publication | None, data: Any = None
    ) -> None:
        self.page, self.publication = page, publication
        ids = {story.id for story in page.stories}
        self.imprint = ImprintForm(
            data,
            prefix="imprint",
            publication=publication,
            initial=ImprintForm.initial_of(page.imprint),
            doubts=tuple(d for d in page.doubts if d.story not in ids),
        )
        self.stories = [
            StoryForm(
                data,
                prefix=story.id,
                initial=StoryForm.initial_of(story),
                doubts=tuple(d for d in page.doubts if d.story == story.id),
            )
            for story in page.stories
        ]
        self.chosen = set(data.getlist("officials")) if data is not None else set()

    def is_valid(self) -> bool:
        forms_valid = [form.is_valid() for form in (self.imprint, *self.stories)]
        return all(forms_valid)

    @property
    def sections(self) -> Iterator[tuple[PrintedStory, StoryForm]]:
        return zip(self.page.stories, self.stories, strict=True)

    @property
    def proposals(self) -> Iterator[tuple[int, ProposedOfficial, bool]]:
        for index, official in enumerate(self.page.officials):
            yield index, official, str(index) in self.chosen

    @property
    def slug(self) -> str:
        return str(self.imprint.cleaned_data.get("slug", ""))

    def officials(self) -> tuple[ProposedOfficial, ...]:
        return tuple(official for _index, official, chosen in self.proposals if chosen)

    def corrected(self) -> PrintedPage:
        known = set(Reporter.objects.values_list("name", flat=True))
        return replace(
            self.page,
            imprint=self.imprint.corrected(self.page.imprint),
            stories=tuple(
                form.corrected(story, known)
                for story, form in self.sections
                if form.cleaned_data["take"]
            ),
        )
