"""The pictures of a story as one rectangle inside its module: spans, crops and captions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsroom.layout.geometry import PageGrid
from newsroom.layout.linebreak import break_lines, measure, width_of
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import CopyItem, PhotoSpec

CAPTION_SIZE = 8.0
CREDIT_GAP = 1.0  # em between the last words of a caption and the credit on the same line
CROPS = (-0.15, -0.12, -0.09, -0.06, -0.03, 0.0, 0.03, 0.06, 0.09, 0.12, 0.15)
OWN_SHAPE = 0.06  # a picture outside 4:3 to 16:9 keeps its own shape within this
FLATTEST, STEEPEST = 9 / 16, 3 / 4  # height to width
LEAST_ROWS, MOST_ROWS = 5, 40  # and half as many again on a double page


@dataclass(frozen=True)
class Spot:
    """A picture inside its block; column and row count from the block's top left."""

    photo: PhotoSpec
    column: int
    row: int
    columns: int
    rows: int  # with the caption
    caption: tuple[str, ...]


@dataclass(frozen=True)
class PhotoBlock:
    """The pictures of a story in one rectangle of ``columns`` by ``rows``, captions included."""

    columns: int
    rows: int
    spots: tuple[Spot, ...]
    cost: float


def photo_blocks(
    photos: Sequence[PhotoSpec], columns: int, grid: PageGrid, book: TypeBook
) -> list[PhotoBlock]:
    """Every rectangle the pictures fill at spans up to ``columns``, the cheapest of each size."""
    best: dict[tuple[int, int], PhotoBlock] = {}
    for span in range(1, columns + 1):
        for block in _arrangements(photos, span, grid, book):
            known = best.get((block.columns, block.rows))
            if known is None or block.cost < known.cost:
                best[block.columns, block.rows] = block
    return list(best.values())


def is_as_wished(item: CopyItem, block: PhotoBlock) -> bool:
    """Whether the pictures are as wide, and the first as deep, as the editor asked for."""
    first = block.spots[0]
    deep = first.rows - len(first.caption)
    return item.photo_columns in (0, block.columns) and item.photo_rows in (0, deep)


def _arrangements(
    photos: Sequence[PhotoSpec], span: int, grid: PageGrid, book: TypeBook
) -> Iterator[PhotoBlock]:
    """One above the other, side by side, or the first large with the others below it."""
    layouts = [[[photo] for photo in photos]]
    if len(photos) > 1 and span % len(photos) == 0:
        layouts.append([list(photos)])
    if len(photos) > 2 and span % (len(photos) - 1) == 0:
        layouts.append([[photos[0]], list(photos[1:])])
    for layout in layouts:
        for crop in CROPS:
            block = _block(layout, span, crop, grid, book)
            if block is not None:
                yield block


def _block(
    layout: list[list[PhotoSpec]], span: int, crop: float, grid: PageGrid, book: TypeBook
) -> PhotoBlock | None:
    spots: list[Spot] = []
    row = 0
    for strip in layout:
        each = span // len(strip)
        rows = _common_rows(strip, each, crop, grid)
        if rows is None:
            return None
        captions = [set_caption(photo, each, grid, book) for photo in strip]
        deepest = max(len(caption) for caption in captions)
        for number, (photo, caption) in enumerate(zip(strip, captions, strict=True)):
            padded = caption + ("",) * (deepest - len(caption))
            spots.append(Spot(photo, number * each, row, each, rows + deepest, padded))
        row += rows + deepest
    return PhotoBlock(span, row, tuple(spots), 6 * abs(crop) + 0.5 * (len(layout) - 1))


def _common_rows(strip: list[PhotoSpec], columns: int, crop: float, grid: PageGrid) -> int | None:
    """Rows of the pictures of one strip: about the first one's own, if the others allow it."""
    width = grid.width_of(columns)
    rows = round(width * strip[0].aspect * (1 + crop) / grid.leading_pt)
    if not LEAST_ROWS <= rows <= MOST_ROWS * (grid.across + 1) // 2:
        return None
    shape = rows * grid.leading_pt / width
    return rows if all(crop_allowed(photo.aspect, shape) for photo in strip) else None


def crop_allowed(aspect: float, shape: float) -> bool:
    """Whether a picture of ``aspect`` may be cropped to ``shape`` (height to width)."""
    change = abs(shape / aspect - 1)
    within = FLATTEST - 0.01 <= shape <= STEEPEST + 0.01
    return change <= CROPS[-1] + 0.02 if within else change <= OWN_SHAPE


def set_caption(photo: PhotoSpec, columns: int, grid: PageGrid, book: TypeBook) -> tuple[str, ...]:
    """The caption in lines. The credit goes on the last one, which may be empty to make room."""
    return set_caption_in(photo, grid.width_of(columns), book)


def set_caption_in(photo: PhotoSpec, width_pt: float, book: TypeBook) -> tuple[str, ...]:
    """The same in so many points."""
    measured = measure(photo.caption, book["kai"], book.rules.for_captions)
    width = width_pt / CAPTION_SIZE
    lines: list[str] = []
    start = 0
    for end in break_lines(measured, width, first_indent_em=0.0) if photo.caption else ():
        lines.append(photo.caption[start:end])
        used = width_of(measured, start, end)
        start = end
    if photo.credit:
        credit = width_of(measure(photo.credit, book["kai"], book.rules), 0, len(photo.credit))
        if not lines or used + CREDIT_GAP + credit > width:
            lines.append("")
    return tuple(lines)
