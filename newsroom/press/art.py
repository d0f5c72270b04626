"""A publication's own nameplate as paths."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Artwork:
    """Filled paths in a box of ``width`` by ``height``."""

    width: float
    height: float
