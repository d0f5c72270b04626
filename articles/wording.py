"""The pure core speaks in English sentences; here they are said in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from newsroom.copydesk.sentence import Sentence

# Django's sentences that its own catalogue lacks or says stiffly: ours is asked first.
OF_DJANGO = (
    _(" By %(filter_title)s "),
    _("0 of %(cnt)s selected"),
    _("Action:"),
    _("Add %(name)s"),
    _("Add %s"),
    _("Add another %(verbose_name)s"),
    _("After you’ve created a user, you’ll be able to edit more user options."),
    _("Authentication and Authorization"),
    _("Change %s"),
    _("Change history: %s"),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would require deleting the following "
        "protected related objects:"
    ),
    _(
        "Deleting the selected %(objects_name)s would require deleting the following protected "
        "related objects:"
    ),
    _("Error:"),
    _("Filter"),
    _(
        "Please enter the correct %(username)s and password for a staff account. Note that both "
        "fields may be case-sensitive."
    ),
    _("Save and add another"),
    _("Set password: %s"),
    _("Sorting priority: %(priority_number)s"),
    _("View %s"),
    _("You may edit it again below."),
    _("group"),
    _("groups"),
)


def in_words(said: str | Exception) -> str:
    """A sentence of the core, or of its error, translated; any other text as it is."""
    text = said.args[0] if isinstance(said, Exception) and said.args else said
    if not isinstance(text, Sentence):
        return str(said)
    template = gettext(text.template)
    return template % text.values if text.values else template


def listed(words: Iterable[object]) -> str:
    """Several of a kind in a row: 甲、乙、丙; A, B and C."""
    *others, last = [str(word) for word in words]
    if (get_language() or "").startswith("zh"):
        return "、".join([*others, last])
    return f"{', '.join(others)} and {last}" if others else last
