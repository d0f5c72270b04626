"""The preflight stored with an edition file, in words for an editor and a printer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

STATES: dict[str, Any] = {
    "pass": _("✓ in order"),
    "warn": _("! look at it"),
    "fail": _("✗ refused"),
}
CLASSES = {"pass": "ready", "warn": "wait", "fail": "blocked"}


class Row(NamedTuple):
    css: str
    state: str
    label: str
    detail: str


def preflight_in_words(check: Mapping[str, Any]) -> Row:
    """One check as `newsroom.press.preflight.Check.as_json` stored it."""
    detail = ""
    if "template" in check:
        template, values = gettext(check["template"]), check.get("values") or {}
        detail = template % values if values else template
    if check.get("page"):
        detail = gettext("Page %(page)s: %(fault)s") % {"page": check["page"], "fault": detail}
    state = check["state"]
    return Row(CLASSES[state], str(STATES[state]), gettext(check["label"]), detail)
