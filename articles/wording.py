"""The pure core speaks in English sentences; here they are said in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from newsroom.copydesk.sentence import Sentence, sentence

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


class RefusedError(Exception):
    """What a verb says no with; ``str()`` is the sentence in the language of whoever reads it."""

    def __str__(self) -> str:
        text = self.args[0] if self.args else ""
        return in_words(text) if isinstance(text, Sentence) else str(text)


def in_words(said: str | Exception) -> str:
    """A sentence of the core, or of its error, translated; any other text as it is."""
    text = said.args[0] if isinstance(said, Exception) and said.args else said
    if not isinstance(text, Sentence):
        return str(said)
    template = gettext(text.template)
    values = {name: _value_in_words(value) for name, value in text.values.items()}
    return template % values if values else template


def _value_in_words(value: object) -> object:
    if isinstance(value, list | tuple):
        return listed([_value_in_words(one) for one in value])
    return in_words(value) if isinstance(value, Sentence) else value


def untold(error: Exception) -> str:
    """What an error says, still in parts where it came in parts."""
    text = error.args[0] if error.args else ""
    return text if isinstance(text, Sentence) else str(error)


def parts_of(said: Any) -> Any:
    """A sentence as JSON, to be said in the language of whoever reads it later."""
    if isinstance(said, Sentence):
        values = {name: parts_of(value) for name, value in said.values.items()}
        return {"template": said.template, "values": values}
    if isinstance(said, list | tuple):
        return [parts_of(one) for one in said]
    return said


def from_parts(parts: Any) -> Any:
    if isinstance(parts, dict):
        values = {name: from_parts(value) for name, value in parts["values"].items()}
        return sentence(parts["template"], **values)
    return [from_parts(one) for one in parts] if isinstance(parts, list) else parts


def listed(words: Iterable[object]) -> str:
    """Several of a kind in a row: 甲、乙、丙; A, B and C."""
    said = [str(word) for word in words]
    if (get_language() or "").startswith("zh") or len(said) < 2:
        return "、".join(said)
    return f"{', '.join(said[:-1])} and {said[-1]}"
