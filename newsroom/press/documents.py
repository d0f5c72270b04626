"""The files of an edition that are read, not plated: web, archive and proofs.

Each is painted from the same sheet as the press PDF and read back against the same plan. Same
pages, same arguments, same bytes: the time of day comes in as an argument.
"""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pikepdf
from pikepdf import Array

from newsroom.layout.metrics import TypeBook
from newsroom.layout.prohibition import PLAIN, LineRules
from newsroom.press.engine import Painter
from newsroom.press.proofsheet import ProofSheet
from newsroom.press.reading import Pages, reading_order, tagged_sheet
from newsroom.press.structure import structured
from newsroom.press.verify import Report, verify_text

Standard = Literal["web", "archive"]
# PDF/UA-1 is ISO 14289-1; PDF/A-2u (ISO 19005-2, level U) asks in addition for an output intent
# and for text that can be searched. The archive's file can be read aloud as well.
STANDARDS: dict[Standard, tuple[str, ...]] = {"web": ("ua-1",), "archive": ("a-2u", "ua-1")}


def reading_pdf(
    pages: Pages, painter: Painter, pictures: Path, *, standard: Standard, timestamp: int
) -> bytes:
    """A tagged PDF in the colours of a screen, stories in reading order.

    ``pictures`` holds the sheet's pictures in RGB or grey; ``timestamp`` is the date the file
    bears, in seconds since 1970. Raises `TypesettingError`.
    """
    shown = pages.shown_in("screen")
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
    right = sheet.left + sheet.scale * sheet.sheet.width
    bottom = sheet.top + sheet.scale * sheet.sheet.height
    corners = (sheet.left, sheet.height - bottom, right, sheet.height - sheet.top)
    with pikepdf.open(io.BytesIO(painted)) as document:
        for page in document.pages:
            page.obj.TrimBox = Array([Decimal(f"{corner:.4f}") for corner in corners])
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def read_back(pdf: bytes, pages: Pages, rules: LineRules = PLAIN) -> Report:
    """The text of a `reading_pdf` beside the plan, character by character."""
    return verify_text(
        pdf, pages.plan, pages.whole_items, pages.grid, rules, furniture=pages.sheet.furniture
    )


def read_proof(pdf: bytes, pages: Pages, sheet: ProofSheet, book: TypeBook) -> Report:
    """The same for a proof, its frame included; ``sheet`` is the one it was painted from."""
    return verify_text(
        pdf,
        pages.plan,
        pages.whole_items,
        pages.grid,
        book.rules,
        scale=sheet.scale,
        beside=sheet.beside(book),
    )
