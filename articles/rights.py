"""What an account may do, in words."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, Any] = {
    "add": _("add"),
    "change": _("change"),
    "delete": _("delete"),
    "view": _("look at"),
}


def right_in_words(right: Permission) -> str:
    """“article: add”, or the sentence of a right of our own."""
    action, _underscore, name = right.codename.partition("_")
    model = right.content_type.model_class()
    if action not in ACTIONS or name != right.content_type.model or model is None:
        return gettext(right.name)
    facts = {"what": model._meta.verbose_name, "action": ACTIONS[action]}
    return gettext("%(what)s: %(action)s") % facts


def named_right(permission: str) -> str:
    """The words for ``app_label.codename``; as it is when there is no such right."""
    app, _dot, codename = permission.partition(".")
    rights = Permission.objects.select_related("content_type")
    found = rights.filter(content_type__app_label=app, codename=codename).first()
    return right_in_words(found) if found else permission
