"""The files of an edition that are read, not plated: web, archive and proofs.

Each is painted from the same sheet as the press PDF and read back against the same plan. Same
pages, same arguments, same bytes: the time of day comes in as an argument.
"""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name

from newsroom.layout.metrics import TypeBook
from newsroom.layout.prohibition import PLAIN, LineRules
from newsroom.press.conformance import conformance_faults
from newsroom.press.engine import Painter
from newsroom.press.proofsheet import ProofSheet
from newsroom.press.reading import Pages, reading_order, tagged_sheet
from newsroom.press.structure import structured
from newsroom.press.verify import Report, verify_text
from newsroom.press.weblinks import with_links

Standard = Literal["web", "archive"]
# PDF/UA-1 is ISO 14289-1; PDF/A-2u (ISO 19005-2, level U) asks in addition for an output intent
# and for text that can be searched. The archive's file can be read aloud as well.
STANDARDS: dict[Standard, tuple[str, ...]] = {"web": ("ua-1",), "archive": ("a-2u", "ua-1")}


def reading_pdf(
    pages: Pages,
    painter: Painter,
    pictures: Path,
    *,
    standard: Standard,
    timestamp: int,
    rules: LineRules = PLAIN,
) -> bytes:
    """A tagged PDF in the colours of a screen, stories in reading order.

    ``pictures`` holds the sheet's pictures in RGB or grey; ``timestamp`` is the date the file
    bears, in seconds since 1970; ``rules`` are those the sheet was made with.
    Raises `TypesettingError`.
    """
    shown = with_links(pages.shown_in("screen"), rules)
    order = reading_order(shown)
    painted = painter.pdf(
        tagged_sheet(shown, order), pictures, standards=STANDARDS[standard], timestamp=timestamp
    )
    return structured(painted, shown, order)


def proof_pdf(sheet: ProofSheet, painter: Painter, pictures: Path) -> bytes:
    """A `proof_sheet`, with pictures in grey, or a `circular_sheet`, with small ones.

    The TrimBox says where the page lies: readers of the file measure from there.
    Raises `TypesettingError`.
    """
    painted = painter.pdf(sheet, pictures)
    with pikepdf.open(io.BytesIO(painted)) as document:
        for at, page in enumerate(document.pages):
            corners = _trim_on_paper(sheet, at)
            page.obj.TrimBox = Array([Decimal(f"{corner:.4f}") for corner in corners])
            if sheet.sheet.colours == "grey":
                _in_black_alone(page)
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _trim_on_paper(sheet: ProofSheet, at: int) -> tuple[float, float, float, float]:
    lie, width = sheet.lies[at], sheet.sheet.widths[at]
    foot, head = (lie.paper.height - lie.top - lie.scale * high for high in (sheet.sheet.height, 0))
    return lie.left, foot, lie.left + lie.scale * width, head


def _in_black_alone(page: pikepdf.Page) -> None:
    """The painter calibrates grey, which a colour printer would mix of all its inks."""
    spaces = page.obj.Resources.get(Name.ColorSpace) or Dictionary()
    for name, space in spaces.items():
        if _is_calibrated_grey(space):
            spaces[name] = Name.DeviceGray
    for image in page.get_images().values():
        if _is_calibrated_grey(image.get(Name.ColorSpace)):
            image.ColorSpace = Name.DeviceGray


def _is_calibrated_grey(space: Any) -> bool:
    return isinstance(space, Array) and space[0] == Name.ICCBased and int(space[1].N) == 1


def read_back(
    pdf: bytes, pages: Pages, rules: LineRules = PLAIN, *, standard: Standard = "web"
) -> Report:
    """The text of a `reading_pdf` beside the plan, character by character, and its standard."""
    read = verify_text(
        pdf, pages.plan, pages.whole_items, pages.grid, rules, furniture=pages.sheet.furniture
    )
    broken = conformance_faults(pdf, archive=standard == "archive")
    return replace(read, faults=(*read.faults, *broken))


def read_proof(pdf: bytes, pages: Pages, sheet: ProofSheet, book: TypeBook) -> Report:
    """The same for a proof, its frame included; ``sheet`` is the one it was painted from."""
    return verify_text(
        pdf,
        pages.plan,
        pages.whole_items,
        replace(pages.grid, bleed_mm=0.0),  # what stands beyond the trim is the frame, not a slug
        book.rules,
        furniture=pages.sheet.furniture,
        scales=[lie.scale for lie in sheet.lies],
        beside=sheet.beside(book),
    )
