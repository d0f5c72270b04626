"""The pure core speaks in English sentences; here they are said in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext

from newsroom.copydesk.sentence import Sentence


def in_words(said: str | Exception) -> str:
    """A sentence of the core, or of its error, translated; any other text as it is."""
    text = said.args[0] if isinstance(said, Exception) and said.args else said
    if not isinstance(text, Sentence):
        return str(said)
    template = gettext(text.template)
    return template % text.values if text.values else template
