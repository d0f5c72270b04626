"""The faces of type in words, for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FACES: dict[str, Any] = {
    "song": gettext_lazy("Song"),
    "song_heavy": gettext_lazy("heavy Song"),
    "hei": gettext_lazy("Hei"),
    "hei_heavy": gettext_lazy("heavy Hei"),
    "kai": gettext_lazy("Kai"),
}


def substitute_in_words(row: Mapping[str, str]) -> str:
    """One row of `issues.printing.substitutes` as a sentence."""
    return _("“%(where)s”: %(char)s (U+%(code)04X) is set in %(by)s, %(font)s has it not.") % {
        "where": " ".join(row["where"].split()),
        "char": row["char"],
        "code": ord(row["char"]),
        "by": FACES[row["by"]],
        "font": FACES[row["font"]],
    }
