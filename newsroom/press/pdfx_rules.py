"""PDF/X-1a:2003 and PDF/X-4, object by object (ISO 15930-4 and ISO 15930-7).

Stricter than the standards where a RIP gains nothing from what they allow: ink only (no colour
space of screens in X-4 either), no annotations at all, no object streams.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Stream

from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _
from newsroom.press.condition import PressCondition
from newsroom.press.findings import Findings
from newsroom.press.pdf_fonts import descriptor_of, is_embedded, is_subset

VERSIONS = {"x1a": ("1.3", "1.4"), "x4": ("1.4", "1.5", "1.6")}
NAMES = {"x1a": "PDF/X-1a:2003", "x4": "PDF/X-4"}
X4_KEY = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
CALIBRATED = {"/ICCBased", "/CalRGB", "/CalGray", "/Lab", "/DeviceRGB", "/DeviceN"}
FORBIDDEN_FILTERS = {"/JPXDecode", "/JBIG2Decode", "/LZWDecode", "/Crypt"}
LAYERS = {"/OCProperties", "/OC", "/OCGs"}
ACTIVE = {"/AA", "/OpenAction", "/JS", "/JavaScript", "/AcroForm", "/Annots"}
FOREIGN = {"/OPI", "/EF", "/EmbeddedFiles", "/Ref", "/PS", "/Alternates", "/TR", "/HTP"}
UNREAD = {"/W", "/W2", "/Widths", "/Parent", "/P"}  # long and harmless, or the way back
BLENDED_OTHERWISE = {"/Normal", "/Compatible"}
OBJECT_STREAM = re.compile(rb"/Type\s*/(ObjStm|XRef)\b")


def check_standard(
    pdf: bytes, document: pikepdf.Pdf, condition: PressCondition, findings: Findings
) -> None:
    """Every rule that needs no look at what a page draws."""
    _check_document(pdf, document, condition, findings)
    _check_intent(document, condition, findings)
    fonts: dict[tuple[str, bool], Any] = {}
    for thing in every_object(document):
        _check_object(thing, condition, findings)
        if _is_face(thing):
            fonts[str(thing.get("/BaseFont", "")).strip("/"), is_embedded(thing)] = thing
    _check_fonts(fonts, condition, findings)


def every_object(document: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary, stream and array of the file, those inside others included."""
    for thing in document.objects:
        yield from _with_parts(thing)
    yield from _with_parts(document.trailer)


def _with_parts(thing: Any) -> Iterator[Any]:
    """A thing and the things written inside it; what is numbered comes by itself."""
    if isinstance(thing, Dictionary | Stream):
        yield thing
        parts = [value for key, value in thing.items() if key not in UNREAD]
    elif isinstance(thing, Array):
        yield thing
        parts = list(thing)
    else:
        return
    for part in parts:
        if isinstance(part, Dictionary | Array) and not part.is_indirect:
            yield from _with_parts(part)


def _check_document(
    pdf: bytes, document: pikepdf.Pdf, condition: PressCondition, findings: Findings
) -> None:
    standard = condition.pdf_standard
    name, version, info = NAMES[standard], document.pdf_version, document.docinfo
    old = _("PDF %(version)s is not %(name)s.", version=version, name=name)
    unsaid = _("The file does not say that it is %(name)s.", name=name)
    untrapped = _("The file does not say whether it is trapped.")
    faults = (
        (version not in VERSIONS[standard], old),
        (_claim(document, standard) != name, unsaid),
        (str(info.get("/Trapped")) not in ("/True", "/False"), untrapped),
        (document.is_encrypted, _("The file is encrypted.")),
        (len(document.trailer.get("/ID", ())) != 2, _("The file has no identity (ID).")),
        (OBJECT_STREAM.search(pdf) is not None, _("Objects are packed in object streams.")),
        (not _all_told(info), _("The title or a date of the file is missing.")),
    )
    for is_wrong, said in faults:
        if is_wrong:
            findings.fail("standard", 0, said)


def _all_told(info: Any) -> bool:
    return all(str(info.get(key, "")) for key in ("/Title", "/CreationDate", "/ModDate"))


def _claim(document: pikepdf.Pdf, standard: str) -> str:
    if standard == "x1a":
        return str(document.docinfo.get("/GTS_PDFXVersion", ""))
    return str(document.open_metadata().get(X4_KEY, "")) if "/Metadata" in document.Root else ""


def _check_intent(document: pikepdf.Pdf, condition: PressCondition, findings: Findings) -> None:
    intents = [
        intent
        for intent in document.Root.get("/OutputIntents") or ()
        if str(intent.get("/S")) == "/GTS_PDFX"
    ]
    if len(intents) != 1:
        findings.fail("standard", 0, _("The file names no output condition, or several."))
        return
    named = str(intents[0].get("/OutputConditionIdentifier", ""))
    if named != condition.output_condition:
        said = _("The file is made for “%(named)s”, not for this press.", named=named)
        findings.fail("condition", 0, said)
    profile = intents[0].get("/DestOutputProfile")
    if profile is not None:
        _check_profile(profile, condition, findings)
    elif condition.pdf_standard == "x4":
        findings.fail("standard", 0, _("The ICC profile of the press is missing."))
    elif not condition.is_registered:
        said = _(
            "“%(named)s” is no condition of the ICC registry that we know: "
            "ask the printer for the ICC profile.",
            named=named,
        )
        findings.warn("condition", 0, said)


def _check_profile(profile: Any, condition: PressCondition, findings: Findings) -> None:
    data = profile.read_bytes()
    if data[12:20] != b"prtrCMYK" or data[36:40] != b"acsp" or int(profile.get("/N", 0)) != 4:
        findings.fail("condition", 0, _("The embedded profile is not that of a CMYK press."))
    elif condition.icc_profile is not None and data != condition.icc_profile:
        findings.fail("condition", 0, _("The embedded profile is not the one of this press."))


def _check_object(thing: Any, condition: PressCondition, findings: Findings) -> None:
    if isinstance(thing, Array):
        _check_space(thing, findings)
        return
    for said in _forbidden(thing):
        findings.fail("standard", 0, said)
    if _is_transparent(thing):
        said = _("Part of a page is transparent.")
        if condition.pdf_standard == "x1a":
            findings.fail("transparency", 0, said)
        else:
            findings.warn("transparency", 0, said)


def _check_space(array: Any, findings: Findings) -> None:
    family = str(array[0]) if len(array) and isinstance(array[0], pikepdf.Name) else ""
    if family in CALIBRATED:
        findings.fail("standard", 0, _screen_colour(family))


def _screen_colour(family: str) -> Sentence:
    return _("A colour is defined in %(space)s instead of ink.", space=family.strip("/"))


def _forbidden(thing: Any) -> Iterator[Sentence]:
    keys = set(thing.keys())
    if keys & LAYERS:
        yield _("The file has layers.")
    for key in sorted(keys & ACTIVE):
        yield _("The file has actions, forms or notes (%(key)s).", key=key.strip("/"))
    for key in sorted(keys & FOREIGN):
        yield _("The file has a part no plate is made of (%(key)s).", key=key.strip("/"))
    if str(thing.get("/Subtype")) == "/PS" or str(thing.get("/S")) == "/JavaScript":
        yield _("The file has a program in it.")
    if str(thing.get("/Subtype")) == "/Image":
        yield from _forbidden_in_image(thing)
    space = thing.get("/ColorSpace")
    if isinstance(space, pikepdf.Name) and str(space) in CALIBRATED:
        yield _screen_colour(str(space))


def _forbidden_in_image(image: Any) -> Iterator[Sentence]:
    if int(image.get("/BitsPerComponent", 8)) > 8:
        yield _("A picture has sixteen bits instead of eight.")
    filters = image.get("/Filter", ())
    named = {str(one) for one in filters} if isinstance(filters, Array) else {str(filters)}
    for name in sorted(named & FORBIDDEN_FILTERS):
        yield _("A picture is packed as %(filter)s.", filter=name.strip("/"))


def _is_transparent(thing: Any) -> bool:
    if "/SMask" in thing and str(thing.SMask) != "/None":
        return True
    if any(key in thing and float(thing[key]) < 1 for key in ("/ca", "/CA")):
        return True
    if "/BM" in thing and str(thing.BM) not in BLENDED_OTHERWISE:
        return True
    return str(thing.get("/S")) == "/Transparency" or int(thing.get("/SMaskInData", 0)) > 0


def _is_face(thing: Any) -> bool:
    """A font with glyphs of its own; a composite font has them in its descendant."""
    is_font = isinstance(thing, Dictionary) and str(thing.get("/Type")) == "/Font"
    return is_font and "/DescendantFonts" not in thing


def _check_fonts(
    fonts: dict[tuple[str, bool], Any], condition: PressCondition, findings: Findings
) -> None:
    for (name, embedded), font in sorted(fonts.items()):
        if not embedded:
            findings.fail("fonts", 0, _("The font %(font)s is not embedded.", font=name))
        elif not is_subset(font):
            findings.warn("fonts", 0, _("The font %(font)s is embedded whole.", font=name))
        file = descriptor_of(font).get("/FontFile3") or {}
        if condition.pdf_standard == "x1a" and str(file.get("/Subtype")) == "/OpenType":
            said = _("The font %(font)s is embedded as PDF 1.6 does it.", font=name)
            findings.fail("standard", 0, said)
    findings.figures["fonts_embedded"] = sum(embedded for _name, embedded in fonts)
