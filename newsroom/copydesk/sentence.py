"""A sentence for a person: whole in English, and still in parts for who translates it.

The core translates nothing. It imports `sentence` as ``_``, which marks its text for the catalogue;
the desk looks the template up and fills the values in again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Sentence(str):
    """The English text; ``template`` and ``values`` are what it was made of."""

    template: str
    values: dict[str, Any]


def sentence(template: str, /, **values: Any) -> Sentence:
    """``template % values`` that remembers both."""
    made = Sentence(template % values if values else template)
    made.template, made.values = template, values
    return made


def in_a_row(said: Iterable[str]) -> Sentence:
    """Sentences one after the other, each still in parts."""
    values = {f"sentence_{number}": one for number, one in enumerate(said)}
    return sentence(" ".join(f"%({name})s" for name in values), **values)
