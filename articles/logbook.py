"""The log of what was done, in the words of an office: the rows keep bare verbs and keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.auditing import OPERATOR
from articles.models import AuditEntry

# What is recorded by a name of its own; the rest is one of ACTIONS and a model's name.
VERBS: dict[str, Any] = {
    "create_article": _("wrote the article"),
    "save_article": _("saved the article"),
    "spike_article": _("spiked the article"),
    "place_article": _("placed the article"),
    "unplace_article": _("took the article out of the issue"),
    "arrange_placement": _("moved the article"),
    "open_issue": _("opened the issue"),
    "import_issue": _("imported the issue"),
    "compose_issue": _("composed the pages"),
    "export_press": _("exported the press PDF"),
    "export_web": _("made the page picture"),
    "export_webpdf": _("made the web PDF"),
    "export_proof": _("made a proof"),
    "export_circular": _("made a proof to send round"),
    "export_archive": _("made the archive PDF"),
    "release_issue": _("released pages to print"),
    "receive_page": _("noted the printer's receipt"),
    "cancel_job": _("cancelled the background work"),
    "publish_issue": _("published the issue"),
    "withdraw_issue": _("withdrew the issue"),
    "drop_page": _("dropped the page"),
    "compose_pages": _("composed some of the pages"),
    "lock_page": _("locked the page"),
    "unlock_page": _("unlocked the page"),
    "join_pages": _("made the centre pages one double page"),
    "part_pages": _("parted the double page"),
    "page_move": _("moved a story on the page"),
    "page_resize": _("resized a story on the page"),
    "page_swap": _("swapped two stories on the page"),
    "page_take_off": _("took a story off the page"),
    "page_put_on": _("put a story on the page"),
    "page_settle": _("took newer copy onto the page"),
    "page_fill_up": _("filled the page up with a notice"),
    "page_bare": _("took the notice off that filled the page up"),
    "pin_story": _("pinned the story to its place"),
    "unpin_story": _("unpinned the story"),
    "page_undo": _("took back a change of the page"),
    "page_redo": _("did a change of the page again"),
    "apply_remedy": _("did what was advised"),
    "override_house_rule": _("overrode a house rule"),
    "restore_house_rule": _("took back the override of a house rule"),
}
ACTIONS: dict[str, Any] = {
    "add": _("added: %(what)s"),
    "change": _("changed: %(what)s"),
    "delete": _("deleted: %(what)s"),
}
DETAILS: dict[str, Any] = {
    "fields": _("fields"),
    "file": _("file"),
    "issue": _("issue"),
    "name": _("name"),
    "page": _("page"),
    "pages": _("pages"),
    "reason": _("reason"),
    "rule": _("house rule"),
    "sha256": "SHA-256",
    "version": _("version"),
}


def who(name: str) -> str:
    """The name as recorded; the operator's in the reader's language."""
    return gettext("command line") if name == OPERATOR else name


def verb_in_words(verb: str) -> str:
    """``add_reporter`` -> “added: reporter”; a verb nobody knows stays as it is."""
    if verb in VERBS:
        return str(VERBS[verb])
    action, _underscore, name = verb.partition("_")
    if action not in ACTIONS:
        return verb
    return str(ACTIONS[action]) % {"what": _names_of_models().get(name, name)}


def target_in_words(target: str) -> str:
    """``issues.issue:2`` -> “issue 2”."""
    label, _colon, key = target.partition(":")
    return f"{_names_of_models().get(label.rpartition('.')[2], label)} {key}"


def details_in_words(details: Mapping[str, Any]) -> dict[str, Any]:
    def value(key: str, what: Any) -> Any:
        return ", ".join(map(str, what)) if isinstance(what, list) else what

    return {
        str(DETAILS.get(key, key)): value(key, what)
        for key, what in details.items()
        if what not in (None, "", [])
    }


def _names_of_models() -> dict[str, str]:
    return {
        model._meta.model_name or "": str(model._meta.verbose_name) for model in apps.get_models()
    }


class VerbFilter(admin.SimpleListFilter):
    title = _("what")
    parameter_name = "verb"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[AuditEntry]
    ) -> list[tuple[str, str]]:
        verbs = AuditEntry.objects.order_by("verb").values_list("verb", flat=True).distinct()
        return [(verb, verb_in_words(verb)) for verb in verbs]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet[AuditEntry]
    ) -> models.QuerySet[AuditEntry]:
        return queryset.filter(verb=self.value()) if self.value() else queryset
