"""The sample paper's pictures: linocuts, cut anew by code each time they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from issues.sample.handwork import clock_mender, football
from issues.sample.streets import bus_seven, market, old_street
from issues.sample.waterside import footbridge, library, reeds

PICTURES: dict[str, Callable[[], Image.Image]] = {
    "footbridge.jpg": footbridge,
    "library-night.jpg": library,
    "old-street.jpg": old_street,
    "bus-seven.jpg": bus_seven,
    "market.jpg": market,
    "football.jpg": football,
    "clock-mender.jpg": clock_mender,
    "reeds.jpg": reeds,
}


def draw_all(folder: Path) -> list[Path]:
    """Draws every picture into the folder as JPEG; the paths, in the order of `PICTURES`."""
    return [draw(name, folder) for name in PICTURES]


def draw(name: str, folder: Path) -> Path:
    path = folder / name
    PICTURES[name]().save(path, "JPEG", quality=90, dpi=(300, 300))
    return path
