"""Reads a press PDF as a printer would before plates are made: may it be printed on this press?

What stands where and says what is `verify`'s matter; here it is boxes, inks, pictures, fine lines,
fonts and the standard. Nothing is rendered: what a page draws is followed in numbers, millimetres
and points as a printer names them.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf

from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.geometry import MM, PageGrid
from newsroom.layout.plan import EditionPlan, PagePlan, PhotoFrame
from newsroom.press.artwork import as_photos
from newsroom.press.boxes import Box, meet
from newsroom.press.condition import PageInks, PressCondition
from newsroom.press.content import ContentError, Painted, painted_things
from newsroom.press.findings import Check, Findings, Preflight
from newsroom.press.page_checks import check_drawing, plates_of
from newsroom.press.pdfx_rules import check_standard

BOX_TOLERANCE = 0.01 * MM
EDGE_TOLERANCE = 0.05 * MM
INK_TOLERANCE = 0.03  # a JPEG is not exact
RESOLUTION_TOLERANCE = 0.98
FAR_TOO_FEW = 0.5  # of the condition's resolution: refused unless waived
BROKEN = (
    pikepdf.PdfError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    OSError,
    SyntaxError,
)

__all__ = ["Check", "Preflight", "preflight"]


@dataclass(frozen=True)
class _Job:
    """What all checks of a page need."""

    condition: PressCondition
    grid: PageGrid
    number: int
    inks: PageInks
    photos: tuple[PhotoFrame, ...]
    waived: frozenset[str]
    findings: Findings


def preflight(
    pdf: bytes,
    condition: PressCondition,
    inks_by_page: Mapping[int, PageInks],
    plan: EditionPlan,
    grid: PageGrid,
    *,
    waived: Collection[str] = (),
) -> Preflight:
    """Check a press PDF against the press it is for; never raises for a bad file.

    ``grid`` is the format of a single page with the bleed of the press. Pages that ``inks_by_page``
    does not name have four inks. ``waived`` are photo ids whose resolution somebody has accepted.
    """
    findings = Findings()
    findings.figures |= {"pages": 0, "pictures": 0, "most_ink_percent": 0}
    try:
        with pikepdf.open(io.BytesIO(pdf), access_mode=pikepdf.AccessMode.stream) as document:
            _check_pages(document, condition, inks_by_page, plan, grid, waived, findings)
            check_standard(pdf, document, condition, findings)
    except BROKEN:
        findings.fail("readable", 0, _("The file is damaged: export it once more."))
    return findings.result()


def _check_pages(
    document: pikepdf.Pdf,
    condition: PressCondition,
    inks_by_page: Mapping[int, PageInks],
    plan: EditionPlan,
    grid: PageGrid,
    waived: Collection[str],
    findings: Findings,
) -> None:
    planned: dict[int, PagePlan] = dict(enumerate(plan.pages))
    for index, page in enumerate(document.pages):
        known = planned.get(index)
        number = known.number if known else index + 1
        photos = tuple(f for m in known.modules for f in m.photos) if known else ()
        photos += as_photos(known) if known else ()
        inks = inks_by_page.get(number, "four")
        own = known.on(grid) if known else grid
        job = _Job(condition, own, number, inks, photos, frozenset(waived), findings)
        findings.figures["pages"] += 1
        _check_page(page, job)


def _check_page(page: pikepdf.Page, job: _Job) -> None:
    try:
        trim = _check_boxes(page, job)
        things = painted_things(page)
        inside = [thing for thing in things if not _is_cut_off(thing, trim, job)]
        _check_live_area(inside, trim, job)
        check_drawing(inside, job.number, job.inks, job.condition, job.findings)
        _check_pictures((thing for thing in inside if thing.kind == "picture"), trim, job)
    except (ContentError, *BROKEN):
        said = _("What the page draws cannot be followed: export it once more.")
        job.findings.fail("readable", job.number, said)


# Boxes


def _check_boxes(page: pikepdf.Page, job: _Job) -> Box:
    """Exact to a hundredth of a millimetre (ISO 15930-4, 6.8). Returns the trim box."""
    if "/TrimBox" not in page.obj or "/BleedBox" not in page.obj:
        job.findings.fail("boxes", job.number, _("The page has no trim box or no bleed box."))
    trim, bleed, media = _box(page.trimbox), _box(page.bleedbox), _box(page.mediabox)
    _check_trim(trim, job)
    wanted = job.grid.bleed_mm * MM
    out = (trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
    if any(abs(side - wanted) > BOX_TOLERANCE for side in out):
        said = _(
            "The bleed is %(found).2f mm instead of %(wanted).2f mm.",
            found=min(out, key=lambda side: abs(side) + (side < 0)) / MM,
            wanted=job.grid.bleed_mm,
        )
        job.findings.fail("boxes", job.number, said)
    if not _within(bleed, media) or not _within(bleed, _box(page.cropbox)):
        job.findings.fail("boxes", job.number, _("The sheet is smaller than page and bleed."))
    if "/ArtBox" in page.obj or int(page.obj.get("/Rotate", 0)) or "/UserUnit" in page.obj:
        job.findings.fail("boxes", job.number, _("The page is turned, scaled or has an art box."))
    return trim


def _check_trim(trim: Box, job: _Job) -> None:
    width, height = trim[2] - trim[0], trim[3] - trim[1]
    grid = job.grid
    wrong = max(abs(width - grid.trim_width), abs(height - grid.trim_height))
    if wrong > BOX_TOLERANCE:
        said = _(
            "The page is %(width).2f × %(height).2f mm instead of %(wide).2f × %(high).2f mm.",
            width=width / MM,
            height=height / MM,
            wide=grid.trim_width_mm,
            high=grid.trim_height_mm,
        )
        job.findings.fail("boxes", job.number, said)


def _box(told: Any) -> Box:
    left, bottom, right, top = (float(value) for value in told)
    return left, bottom, right, top


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - BOX_TOLERANCE
        and inner[1] >= outer[1] - BOX_TOLERANCE
        and inner[2] <= outer[2] + BOX_TOLERANCE
        and inner[3] <= outer[3] + BOX_TOLERANCE
    )


def _is_cut_off(thing: Painted, trim: Box, job: _Job) -> bool:
    """Whether nothing of it is on the page: clipped away, or a mark in the slug."""
    left, bottom, right, top = thing.box
    if left > right or bottom > top:
        return True
    out = job.grid.bleed_mm * MM
    bleed = (trim[0] - out, trim[1] - out, trim[2] + out, trim[3] + out)
    return out > 0 and not meet(thing.box, bleed)


# Live area


def _check_live_area(things: Iterable[Painted], trim: Box, job: _Job) -> None:
    margin = job.condition.live_margin_mm * MM - EDGE_TOLERANCE
    if job.condition.live_margin_mm <= 0:
        return
    left, bottom, right, top = trim
    for thing in things:
        box = thing.box
        reach = min(box[0] - left, box[1] - bottom, right - box[2], top - box[3])
        if reach < margin and plates_of(thing) != {}:
            said = _(
                "Ink stands %(reach).1f mm from the edge; the press prints up to %(margin).1f mm.",
                reach=reach / MM,
                margin=job.condition.live_margin_mm,
            )
            job.findings.fail("live_area", job.number, said)


# Pictures


def _check_pictures(pictures: Iterable[Painted], trim: Box, job: _Job) -> None:
    for thing in pictures:
        job.findings.figures["pictures"] += 1
        _check_resolution(thing, trim, job)
        _check_picture_ink(thing, job)


def _check_resolution(thing: Painted, trim: Box, job: _Job) -> None:
    pixels = int(thing.picture.Width), int(thing.picture.Height)
    ppi = min(pixel / side * 72 for pixel, side in zip(pixels, thing.printed, strict=True) if side)
    figures = job.findings.figures
    figures["lowest_ppi"] = round(min(ppi, figures.get("lowest_ppi", ppi)))
    wanted = job.condition.picture_ppi
    if ppi >= wanted * RESOLUTION_TOLERANCE:
        return
    photo = _photo_at(thing, trim, job)
    said = _(
        "“%(photo)s” is printed at %(ppi).0f ppi, the press asks for %(wanted)s: "
        "take a larger picture or print it smaller.",
        photo=_name(photo),
        ppi=ppi,
        wanted=wanted,
    )
    is_waived = photo is not None and photo.photo_id in job.waived
    if ppi < wanted * FAR_TOO_FEW and not is_waived:
        job.findings.fail("resolution", job.number, said)
    else:
        job.findings.warn("resolution", job.number, said)


def _photo_at(thing: Painted, trim: Box, job: _Job) -> PhotoFrame | None:
    """The planned photo in whose place the middle of the picture stands."""
    grid = job.grid
    x = (thing.box[0] + thing.box[2]) / 2 - trim[0]
    y = trim[3] - (thing.box[1] + thing.box[3]) / 2
    for photo in job.photos:
        area = photo.area
        left, top = photo.left(grid), grid.y_of(area.row)
        inside = left <= x <= left + photo.width(grid)
        if inside and top <= y <= top + photo.picture_rows * grid.leading_pt:
            return photo
    return None


def _name(photo: PhotoFrame | None) -> str:
    if photo is None:
        return "?"
    return "".join(photo.caption)[:20] or photo.alt[:20] or photo.photo_id


def _check_picture_ink(thing: Painted, job: _Job) -> None:
    from newsroom.press.picture_ink import total_ink  # here only: pages of type pay no Pillow

    ink = total_ink(thing.picture)
    if ink is None:
        return
    figures = job.findings.figures
    figures["most_ink_percent"] = max(figures["most_ink_percent"], round(ink * 100))
    if ink > job.condition.total_ink + INK_TOLERANCE:
        said = _(
            "A picture takes %(ink).0f %% of ink, the paper takes %(limit).0f %%.",
            ink=ink * 100,
            limit=job.condition.total_ink * 100,
        )
        job.findings.fail("total_ink", job.number, said)
