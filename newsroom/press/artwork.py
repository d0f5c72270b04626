"""Finished artwork on the sheet: the picture whole, a hairline around it, its label above.

An advertisement says that it is one (广告法 14: 显著标明“广告”), in a row of its own, so that the
word is never painted over the artwork and is read aloud before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.layout.geometry import Area, PageGrid
from newsroom.layout.plan import ArtFrame, PagePlan, PhotoFrame
from newsroom.press.marks import Frame, Mark, Picture, Text

LABEL_SIZE = 8.0
HAIRLINE = 0.3


def art_marks(frame: ArtFrame, file: str, grid: PageGrid) -> Iterator[Mark]:
    x, y = grid.x_of(frame.area.column), frame.top_pt(grid)
    width, height = frame.picture_size(grid)
    if frame.label:
        yield Text(frame.label, x + width, label_top(frame, grid), "hei", LABEL_SIZE, "right")
    yield Picture(file, x, y, width, height, frame.alt)
    inset = HAIRLINE / 2
    yield Frame(x + inset, y + inset, width - 2 * inset, height - 2 * inset, HAIRLINE)


def label_top(frame: ArtFrame, grid: PageGrid) -> float:
    """The label stands right above the picture."""
    return frame.top_pt(grid) - grid.leading_pt + (grid.body_size_pt - LABEL_SIZE)


def as_photos(page: PagePlan) -> tuple[PhotoFrame, ...]:
    """The artwork of a page for those who look for pictures, not for what they show."""
    return tuple(
        PhotoFrame(
            frame.artwork_id,
            Area(
                frame.area.column,
                frame.area.row,
                frame.area.columns,
                frame.foot - frame.area.row,
            ),
            alt=frame.alt or frame.label,
        )
        for frame in page.artwork
    )
