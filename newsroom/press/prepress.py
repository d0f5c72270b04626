"""What a printer needs that the painter does not write: boxes, overprint, output intent, marks."""

from __future__ import annotations

import io
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Page, Pdf, Stream, String

from newsroom.layout.geometry import MM, PageGrid

SLUG = 8 * MM  # room for crop marks outside the bleed
MARK_GAP = 1.0  # points between bleed and mark
BLACK = [0, 0, 0, 1]
DATE = "D:20200101000000Z"  # the same sheet gives the same bytes; the release sheet has the time


def finish_press(pdf: bytes, grid: PageGrid, *, title: str, output_condition: str) -> bytes:
    """The painter's PDF made ready for the press: same input, same bytes.

    MediaBox, BleedBox and TrimBox of the sheet, black overprinting what lies below it, an output
    intent naming a characterised printing condition of the ICC registry (ISO 15930-1, 6.2: a
    registered condition needs no embedded profile), and crop marks where the sheet is trimmed.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            _set_boxes(page, grid)
            _overprint_black(document, page)
            _plain_grey(page)
            if grid.bleed_mm:
                _add_crop_marks(document, page, grid)
        _describe(document, title, output_condition)
        out = io.BytesIO()
        document.save(
            out,
            deterministic_id=True,
            force_version="1.4",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def _set_boxes(page: Page, grid: PageGrid) -> None:
    """The painter puts the trim inside the bleed; the boxes are written to the last digit."""
    bleed = grid.bleed_mm * MM
    slug = SLUG if grid.bleed_mm else 0.0
    left, bottom = float(page.mediabox[0]) + bleed, float(page.mediabox[1]) + bleed
    right, top = left + grid.trim_width, bottom + grid.trim_height
    page.obj.TrimBox = _box(left, bottom, right, top, 0)
    page.obj.BleedBox = _box(left, bottom, right, top, bleed)
    page.obj.MediaBox = _box(left, bottom, right, top, bleed + slug)
    for name in (Name.CropBox, Name.ArtBox):
        if name in page.obj:
            del page.obj[name]


def _box(left: float, bottom: float, right: float, top: float, out: float) -> Array:
    corners = (left - out, bottom - out, right + out, top + out)
    return Array([Decimal(f"{value:.4f}") for value in corners])


def _overprint_black(document: Pdf, page: Page) -> None:
    """Type and rules in solid black print over what is below: no white edge when plates shift."""
    resources = page.obj.get(Name.Resources) or Dictionary()
    page.obj.Resources = resources
    states = resources.get(Name.ExtGState) or Dictionary()
    resources.ExtGState = states
    states[Name("/OverprintOn")] = Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)
    states[Name("/OverprintOff")] = Dictionary(Type=Name.ExtGState, OP=False, op=False, OPM=1)
    out = []
    for instruction in pikepdf.parse_content_stream(page):
        out.append(instruction)
        if str(instruction.operator) in {"k", "K"}:
            is_black = [float(value) for value in instruction.operands] == BLACK
            name = Name("/OverprintOn") if is_black else Name("/OverprintOff")
            out.append(pikepdf.ContentStreamInstruction([name], Operator("gs")))
    page.obj.Contents = Stream(document, pikepdf.unparse_content_stream(out))


def _plain_grey(page: Page) -> None:
    """The painter calibrates grey pictures, which a press would separate into four inks; here grey
    is black ink."""
    for image in page.get_images().values():
        space = image.get(Name.ColorSpace)
        if isinstance(space, Array) and space[0] == Name.ICCBased and space[1].N == 1:
            image.ColorSpace = Name.DeviceGray


def _add_crop_marks(document: Pdf, page: Page, grid: PageGrid) -> None:
    """Four pairs of hairlines in all inks, outside the bleed."""
    left, bottom, right, top = (float(value) for value in page.obj.TrimBox)
    near, far = grid.bleed_mm * MM + MARK_GAP, grid.bleed_mm * MM + SLUG - MARK_GAP
    lines = []
    for x in (left, right):
        lines += [(x, bottom - near, x, bottom - far), (x, top + near, x, top + far)]
    for y in (bottom, top):
        lines += [(left - near, y, left - far, y), (right + near, y, right + far, y)]
    drawn = " ".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S" for a, b, c, d in lines)
    all_inks = Array(
        [
            Name.Separation,
            Name.All,
            Name.DeviceCMYK,
            Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1),
        ]
    )
    spaces = page.obj.Resources.get(Name.ColorSpace) or Dictionary()
    page.obj.Resources.ColorSpace = spaces
    spaces[Name("/AllInks")] = document.make_indirect(all_inks)
    page.contents_add(
        Stream(document, f"q /AllInks CS 1 SCN 0.25 w {drawn} Q".encode()), prepend=False
    )


def _describe(document: Pdf, title: str, output_condition: str) -> None:
    for key in (Name.Metadata, Name.StructTreeRoot, Name.MarkInfo, Name.OCProperties):
        if key in document.Root:
            del document.Root[key]
    document.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=String(output_condition),
                RegistryName=String("http://www.color.org"),
                Info=String(output_condition),
            )
        ]
    )
    info = document.docinfo
    for key in list(info.keys()):
        del info[key]
    info[Name.Title] = String(title)
    info[Name.Creator] = String("Newsroom")
    info[Name.Producer] = String("Typst, pikepdf")
    info[Name.CreationDate] = String(DATE)
    info[Name.ModDate] = String(DATE)
    info[Name.Trapped] = Name("/False")
