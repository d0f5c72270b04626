"""The faces of type, and what they have no character for, in words for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.press.coverage import MissingCharacter

FACES: dict[str, Any] = {
    "song": gettext_lazy("Song"),
    "song_heavy": gettext_lazy("heavy Song"),
    "hei": gettext_lazy("Hei"),
    "hei_heavy": gettext_lazy("heavy Hei"),
    "kai": gettext_lazy("Kai"),
}
# The parts of a story, as `newsroom.press.coverage` calls them.
PARTS: dict[str, Any] = {
    "headline": gettext_lazy("headline"),
    "kicker": gettext_lazy("kicker"),
    "deck": gettext_lazy("deck"),
    "byline": gettext_lazy("byline"),
    "copy": gettext_lazy("copy"),
    "subhead": gettext_lazy("subhead"),
    "quote": gettext_lazy("pull quote"),
    "caption": gettext_lazy("caption"),
    "credit": gettext_lazy("credit"),
}


def substitute_in_words(row: Mapping[str, str]) -> str:
    """One row of `issues.characters.substitutes_in` as a sentence; older rows know no part."""
    return _("“%(where)s”: %(char)s (U+%(code)04X) is set in %(by)s, %(font)s has it not.") % {
        "where": _place(row["where"], row.get("part", ""), row.get("near", "")),
        "char": row["char"],
        "code": ord(row["char"]),
        "by": FACES.get(row["by"], row["by"]),
        "font": FACES.get(row["font"], row["font"]),
    }


def missing_in_words(where: str, found: MissingCharacter) -> str:
    """``where``: the headline of the story, or what else it stands in."""
    return _(
        "No font has the character %(char)s (U+%(code)04X) in “%(where)s”: "
        "write it another way, or have it added to the fonts."
    ) % {
        "char": found.char,
        "code": ord(found.char),
        "where": _place(where, found.part, found.near),
    }


def _place(where: str, part: str, near: str) -> str:
    """海塘加固 › byline › 林晓"""
    steps = [" ".join(where.split()), str(PARTS.get(part, "")), near]
    return " › ".join(dict.fromkeys(step for step in steps if step))
