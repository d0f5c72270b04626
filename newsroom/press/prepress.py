"""What a printer needs that the painter does not write, as PDF/X-1a:2003 or PDF/X-4.

ISO 15930-4 (X-1a:2003) stands on PDF 1.4, ISO 15930-7 (X-4) on PDF 1.6. Both name the printing
condition; X-4 carries its profile. What the file says of itself has no hour in it: the same sheet
gives the same bytes, and the release sheet has the time.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from decimal import Decimal
from html import escape
from uuid import UUID

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream, String

from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.geometry import MM, PageGrid
from newsroom.press.condition import COLDSET, PageInks, PressCondition
from newsroom.press.plates import ink_page
from newsroom.press.printer_marks import SLUG, add_printer_marks

DATE, XMP_DATE = "D:20200101000000Z", "2020-01-01T00:00:00Z"
CREATOR, PRODUCER = "Newsroom", "Typst, pikepdf"
VERSION = {"x1a": "1.4", "x4": "1.6"}
KEPT_IN_CATALOG = {"/Type", "/Pages", "/Lang", "/ViewerPreferences"}
KEPT_IN_PAGE = {"/Type", "/Parent", "/Contents", "/Resources", "/Rotate"} | {
    "/MediaBox",
    "/BleedBox",
    "/TrimBox",
}


class PrepressError(Exception):
    """The file cannot be made ready for the press; ``str()`` says why."""


def finish_press(
    pdf: bytes,
    grid: PageGrid,
    *,
    title: str,
    condition: PressCondition = COLDSET,
    inks: Sequence[PageInks] = (),
    across: Sequence[int] = (),
) -> bytes:
    """The painter's PDF made ready for the press: same input, same bytes.

    ``grid`` is the page format as it was painted, bleed included (`PressCondition.on`). ``inks``
    are those of the pages in their order; pages beyond have four. ``across`` tells which are double
    pages. Raises `PrepressError`.
    """
    if condition.pdf_standard == "x4" and condition.icc_profile is None:
        raise PrepressError(_("PDF/X-4 needs the ICC profile of the press, and there is none."))
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            for index, page in enumerate(document.pages):
                own = grid.spread if 2 in across[index : index + 1] else grid
                _finish_page(document, page, own, inks[index] if index < len(inks) else "four")
            _describe(document, _plain(title), condition, pdf)
            return _saved(document, condition)
    except pikepdf.PdfError as error:
        raise PrepressError(_("The painted file is damaged: make it again.")) from error


def _finish_page(document: Pdf, page: Page, grid: PageGrid, inks: PageInks) -> None:
    _set_boxes(page, grid)
    for key in set(page.obj.keys()) - KEPT_IN_PAGE:
        del page.obj[key]
    ink_page(document, page, inks)
    if grid.bleed_mm:
        add_printer_marks(document, page, grid, inks)


def _set_boxes(page: Page, grid: PageGrid) -> None:
    """The painter puts the trim inside the bleed; the boxes are written to the last digit."""
    bleed = grid.bleed_mm * MM
    slug = SLUG if grid.bleed_mm else 0.0
    left, bottom = float(page.mediabox[0]) + bleed, float(page.mediabox[1]) + bleed
    right, top = left + grid.trim_width, bottom + grid.trim_height
    page.obj.TrimBox = _box(left, bottom, right, top, 0)
    page.obj.BleedBox = _box(left, bottom, right, top, bleed)
    page.obj.MediaBox = _box(left, bottom, right, top, bleed + slug)


def _box(left: float, bottom: float, right: float, top: float, out: float) -> Array:
    corners = (left - out, bottom - out, right + out, top + out)
    return Array([Decimal(f"{value:.4f}") for value in corners])


def _plain(title: str) -> str:
    """A title is required and goes into XML, which has no control characters."""
    return "".join(char for char in title if char.isprintable()).strip() or CREATOR


def _describe(document: Pdf, title: str, condition: PressCondition, painted: bytes) -> None:
    root = document.Root
    for key in set(root.keys()) - KEPT_IN_CATALOG:
        del root[key]
    root.OutputIntents = Array([_output_intent(document, condition)])
    if condition.pdf_standard == "x4":
        packet = _xmp(title, UUID(bytes=hashlib.sha256(painted).digest()[:16], version=4))
        metadata = Stream(document, packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
        root.Metadata = document.make_indirect(metadata)
    _set_info(document, title, condition)


def _output_intent(document: Pdf, condition: PressCondition) -> Dictionary:
    """The registry is named for registered conditions only (ISO 15930-4, 6.2.2)."""
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(condition.output_condition),
        OutputCondition=String(condition.output_condition),
        Info=String(condition.output_condition),
    )
    if condition.is_registered:
        intent.RegistryName = String("http://www.color.org")
    if condition.icc_profile:
        intent.DestOutputProfile = Stream(document, condition.icc_profile, N=4)
    return intent


def _set_info(document: Pdf, title: str, condition: PressCondition) -> None:
    info = document.docinfo
    for key in list(info.keys()):
        del info[key]
    info[Name.Title] = String(title)
    info[Name.Creator] = String(CREATOR)
    info[Name.Producer] = String(PRODUCER)
    info[Name.CreationDate] = String(DATE)
    info[Name.ModDate] = String(DATE)
    info[Name.Trapped] = Name("/False")
    if condition.pdf_standard == "x1a":
        info[Name.GTS_PDFXVersion] = String("PDF/X-1a:2003")


def _xmp(title: str, identity: UUID) -> str:
    """The metadata of ISO 15930-7, 6.5."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"'
        ' xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">'
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"
        '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{escape(title, quote=False)}</rdf:li></rdf:Alt></dc:title>"
        f"<xmp:CreateDate>{XMP_DATE}</xmp:CreateDate>"
        f"<xmp:ModifyDate>{XMP_DATE}</xmp:ModifyDate>"
        f"<xmp:MetadataDate>{XMP_DATE}</xmp:MetadataDate>"
        f"<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>"
        "<pdf:Trapped>False</pdf:Trapped>"
        f"<xmpMM:DocumentID>uuid:{identity}</xmpMM:DocumentID>"
        "<xmpMM:VersionID>1</xmpMM:VersionID>"
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )


def _saved(document: Pdf, condition: PressCondition) -> bytes:
    out = io.BytesIO()
    document.save(
        out,
        deterministic_id=True,
        force_version=VERSION[condition.pdf_standard],
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return out.getvalue()
