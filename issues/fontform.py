"""The fonts of a masthead as choices: a named set, or a face for each role."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.wording import in_words
from issues.faces import FACES
from issues.typefaces import operators_faces
from newsroom.press.fontset import FONT_SETS, NOTO_WENKAI, set_of

OWN_CHOICE = ""
# Field -> the role it is about and what people call it.
ROLES: dict[str, tuple[str, Any]] = {
    "font_song": ("song", _("Copy")),
    "font_song_heavy": ("song_heavy", _("Nameplate and headlines")),
    "font_hei_heavy": ("hei_heavy", _("Headlines beside them, page names")),
    "font_hei": ("hei", _("Subheads, dates, folios")),
    "font_kai": ("kai", _("Kickers, decks, captions, bylines")),
}


def face_choices() -> list[tuple[str, Any]]:
    own = [(face.code, face.label) for face in operators_faces().faces]
    return [(code, FACES[code]) for code in NOTO_WENKAI] + own


def set_choices() -> list[tuple[str, Any]]:
    named = [(made.code, in_words(made.name)) for made in FONT_SETS.values()]
    return [*named, (OWN_CHOICE, _("a choice of its own, as written below"))]


def _face_field(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=face_choices, required=False)


class FontForm(forms.ModelForm):  # type: ignore[type-arg]
    """Fields beside ``font_roles``; a set newly chosen gives every role nobody chose by hand."""

    font_set = forms.ChoiceField(
        label=_("Fonts"),
        choices=set_choices,
        required=False,
        help_text=_("Choosing another set fills the faces below when you save."),
    )
    font_song = _face_field(ROLES["font_song"][1])
    font_song_heavy = _face_field(ROLES["font_song_heavy"][1])
    font_hei_heavy = _face_field(ROLES["font_hei_heavy"][1])
    font_hei = _face_field(ROLES["font_hei"][1])
    font_kai = _face_field(ROLES["font_kai"][1])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = self.instance.font_roles
        known = set_of(roles)
        self.initial.setdefault("font_set", known.code if known else OWN_CHOICE)
        for name, (role, _label) in ROLES.items():
            self.initial.setdefault(name, roles.get(role, role))
            self._offer_the_lost(name, roles.get(role, role))

    def _offer_the_lost(self, name: str, code: str) -> None:
        """A face that is not configured any more stays chosen until somebody chooses another."""
        choices = face_choices()
        if code not in dict(choices):
            lost = (code, _("%(font)s: missing") % {"font": code})
            cast("forms.ChoiceField", self.fields[name]).choices = [*choices, lost]

    def clean_fonts(self) -> None:
        """Only what differs from the known set is stored: an untouched masthead stores nothing."""
        given, changed = self.cleaned_data, self.changed_data
        made = FONT_SETS.get(given.get("font_set", "")) if "font_set" in changed else None
        chosen: dict[str, str] = {}
        for name, (role, _label) in ROLES.items():
            face = given.get(name) or role
            if made and name not in changed:
                face = made.roles.get(role, role)  # type: ignore[call-overload]  # one of the roles
            if face != role:
                chosen[role] = face
        self.instance.font_roles = chosen
