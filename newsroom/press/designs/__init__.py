"""The page designs a publication may choose from."""

from __future__ import annotations

from newsroom.press.designs.bulletin import BULLETIN
from newsroom.press.designs.design import Design
from newsroom.press.designs.district import DISTRICT
from newsroom.press.designs.evening import EVENING
from newsroom.press.designs.gazette import GAZETTE

DESIGNS: dict[str, Design] = {d.code: d for d in (DISTRICT, EVENING, GAZETTE, BULLETIN)}


def design_of(code: str) -> Design:
    """The design of that code; one that is gone prints as the first."""
    return DESIGNS.get(code, DISTRICT)


__all__ = ["DESIGNS", "DISTRICT", "Design", "design_of"]
