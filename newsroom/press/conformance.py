"""PDF/UA-1 and PDF/A-2u, rule by rule, for the files that are read.

The painter claims both standards; these rules look at the finished file, after the structure was
made over. They cover what our files can contain (no forms, media, layers or signatures) and do
not replace an independent validator.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
from pikepdf import Array, Dictionary, Stream

from newsroom.copydesk.sentence import sentence as _
from newsroom.press.pdf_fonts import is_embedded
from newsroom.press.pdfx_rules import every_object
from newsroom.press.verify import Fault

PAINTING = {*("Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do")}
MARKING = {"BDC", "BMC", "EMC", "INLINE IMAGE"}
OPERATORS = " ".join(sorted(PAINTING | MARKING - {"INLINE IMAGE"}))
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
PDF_UA = "{http://www.aiim.org/pdfua/ns/id/}"
PDF_A = "{http://www.aiim.org/pdfa/ns/id/}"
FORBIDDEN_FILTERS = {"/LZWDecode", "/Crypt"}
FORBIDDEN_KEYS = {"/AA", "/JS", "/EF", "/OPI", "/Alternates", "/XFA", "/TR", "/HTP"}
PRINTED, UNSEEN = 1 << 2, (1 << 0) | (1 << 1) | (1 << 5)  # flags of an annotation

Rule = tuple[int, str, str]  # page (0: the file), clause, what is wrong
Place = tuple[tuple[int, int], int]  # a page and the number of a piece of its content


def conformance_faults(pdf: bytes, *, archive: bool = False) -> tuple[Fault, ...]:
    """What breaks PDF/UA-1, or PDF/A-2u as well: empty for a file that may go out."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        broken = [*_ua_document(document), *_ua_structure(document), *_fonts(document)]
        if archive:
            broken += [*_a_document(document), *_a_objects(document)]
    return tuple(Fault("standard", page, _broken(clause, what)) for page, clause, what in broken)


def _broken(clause: str, what: str) -> Any:
    return _("The file does not keep %(clause)s: %(what)s.", clause=clause, what=what)


def _told(document: pikepdf.Pdf) -> dict[str, str]:
    """The properties in the metadata, by qualified name."""
    if "/Metadata" not in document.Root:
        return {}
    try:
        root = ET.fromstring(document.Root.Metadata.read_bytes())  # noqa: S314 (our own file)
    except ET.ParseError:
        return {}
    told: dict[str, str] = {}
    for description in root.iter(f"{RDF}Description"):
        told |= dict(description.attrib)
        told |= {entry.tag: "".join(entry.itertext()).strip() for entry in description}
    return told


def _ua_document(document: pikepdf.Pdf) -> Iterator[Rule]:
    root, told = document.Root, _told(document)
    marks = root.get("/MarkInfo", Dictionary())
    preferences = root.get("/ViewerPreferences", Dictionary())
    rules = (
        (told.get(f"{PDF_UA}part") == "1", "5", "no claim to be PDF/UA-1"),
        (bool(marks.get("/Marked")), "7.1", "not marked as tagged"),
        (not marks.get("/Suspects"), "7.1", "tags marked as suspect"),
        (bool(told.get(TITLE)), "7.1", "no title"),
        (bool(preferences.get("/DisplayDocTitle")), "7.1", "the title is not shown"),
        (bool(str(root.get("/Lang", ""))), "7.2", "no language"),
        ("/StructTreeRoot" in root, "7.1", "no structure tree"),
    )
    for kept, clause, what in rules:
        if not kept:
            yield 0, f"ISO 14289-1, {clause}", what


@dataclass
class _Tree:
    """What the structure tree says, as it is walked in reading order."""

    kinds: list[str] = field(default_factory=list)
    content: dict[Place, tuple[int, int]] = field(default_factory=dict)  # -> element
    twice: int = 0
    links: Counter[tuple[int, int]] = field(default_factory=Counter)  # annotations, by object
    silent: int = 0  # figures without words

    def walk(self, element: Any, page: Any = None) -> None:
        kind, page = str(element.get("/S", "")), element.get("/Pg", page)
        self.kinds.append(kind)
        if kind == "/Figure" and not str(element.get("/Alt", "")).strip():
            self.silent += 1
        kids = element.get("/K", Array([]))
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                self._add(page, kid, element)
            elif "/MCID" in kid:
                self._add(kid.get("/Pg", page), int(kid.MCID), element)
            elif "/Obj" in kid:
                self.links[kid.Obj.objgen] += kind == "/Link"
            else:
                self.walk(kid, page)

    def _add(self, page: Any, number: int, element: Any) -> None:
        place = (page.objgen, number)
        self.twice += place in self.content
        self.content[place] = element.objgen


def _ua_structure(document: pikepdf.Pdf) -> Iterator[Rule]:
    root = document.Root.get("/StructTreeRoot")
    if root is None:
        return
    tree = _Tree()
    kids = root.get("/K", Array([]))
    for element in kids if isinstance(kids, Array) else [kids]:
        tree.walk(element)
    if tree.silent:
        yield 0, "ISO 14289-1, 7.3", "a picture without alternative text"
    if not _headings_in_order(tree.kinds):
        yield 0, "ISO 14289-1, 7.4.2", "a level of headings left out"
    if tree.twice:
        yield 0, "ISO 32000-1, 14.7.4", "content in two elements"
    back = _parents(root)
    for number, page in enumerate(document.pages, start=1):
        yield from _ua_page(page, number, tree, back)
        yield from _ua_links(page, number, tree)


def _headings_in_order(kinds: list[str]) -> bool:
    levels = [0, *(int(kind[2:]) for kind in kinds if kind[:2] == "/H" and kind[2:].isdigit())]
    return all(after <= before + 1 for before, after in pairwise(levels))


def _parents(root: Any) -> dict[int, Any]:
    numbers = root.get("/ParentTree", Dictionary()).get("/Nums", Array([]))
    return {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}


def _ua_page(page: pikepdf.Page, number: int, tree: _Tree, back: dict[int, Any]) -> Iterator[Rule]:
    numbers, loose = _content(page)
    if loose:
        yield number, "ISO 14289-1, 7.1", f"{loose} drawings neither tagged nor ornament"
    parents = back.get(int(page.obj.get("/StructParents", -1)), Array([]))
    for at in sorted(numbers):
        element = tree.content.get((page.obj.objgen, at))
        if element is None:
            yield number, "ISO 14289-1, 7.1", "content that no element has"
        elif at >= len(parents) or parents[at].objgen != element:
            yield number, "ISO 32000-1, 14.7.4.4", "content that does not lead to its element"


def _content(page: pikepdf.Page) -> tuple[set[int], int]:
    """The numbers of the marked content, and how much is drawn outside any."""
    numbers: set[int] = set()
    open_marks: list[bool] = []
    loose = 0
    for instruction in pikepdf.parse_content_stream(page, OPERATORS):
        operator = str(instruction.operator)
        if operator in {"BDC", "BMC"}:
            tag, *more = instruction.operands
            mcid = more[0].get("/MCID") if more and isinstance(more[0], Dictionary) else None
            if mcid is not None:
                numbers.add(int(mcid))
            open_marks.append(mcid is not None or str(tag) == "/Artifact")
        elif operator == "EMC":
            open_marks.pop()
        elif not any(open_marks):
            loose += 1
    return numbers, loose


def _ua_links(page: pikepdf.Page, number: int, tree: _Tree) -> Iterator[Rule]:
    links = list(page.obj.get("/Annots", ()))
    if links and str(page.obj.get("/Tabs")) != "/S":
        yield number, "ISO 14289-1, 7.18.3", "links not reached in reading order"
    for link in links:
        if tree.links[link.objgen] != 1 or "/StructParent" not in link:
            yield number, "ISO 14289-1, 7.18.5", "a link that no Link element has"
        if not str(link.get("/Contents", "")).strip():
            yield number, "ISO 14289-1, 7.18.5", "a link without words"


def _fonts(document: pikepdf.Pdf) -> Iterator[Rule]:
    for thing in document.objects:
        if not isinstance(thing, Dictionary) or str(thing.get("/Type")) != "/Font":
            continue
        name = str(thing.get("/BaseFont", "")).strip("/")
        if "/DescendantFonts" in thing:
            if "/ToUnicode" not in thing:
                yield 0, "ISO 14289-1, 7.21.7", f"no characters told for the font {name}"
        elif not is_embedded(thing):
            yield 0, "ISO 14289-1, 7.21.4.1", f"the font {name} is not embedded"


def _a_document(document: pikepdf.Pdf) -> Iterator[Rule]:
    told = _told(document)
    claim = told.get(f"{PDF_A}part"), told.get(f"{PDF_A}conformance")
    title = str(document.docinfo.get("/Title", ""))
    rules = (
        (claim == ("2", "U"), "6.6.4", "no claim to be PDF/A-2u"),
        (len(document.trailer.get("/ID", ())) == 2, "6.1.3", "no identity (ID)"),
        (not document.is_encrypted, "6.1.3", "encrypted"),
        (document.pdf_version <= "1.7", "6.1.2", "newer than PDF 1.7"),
        (title in ("", told.get(TITLE)), "6.6.3", "two different titles"),
        (_has_intent(document), "6.2.3", "no output intent with a profile"),
        ("/OpenAction" not in document.Root, "6.5.2", "an action when it is opened"),
    )
    for kept, clause, what in rules:
        if not kept:
            yield 0, f"ISO 19005-2, {clause}", what


def _has_intent(document: pikepdf.Pdf) -> bool:
    intents = [i for i in document.Root.get("/OutputIntents", ()) if str(i.S) == "/GTS_PDFA1"]
    if len(intents) != 1 or "/DestOutputProfile" not in intents[0]:
        return False
    return bool(intents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp")


def _a_objects(document: pikepdf.Pdf) -> Iterator[Rule]:
    for thing in every_object(document):
        if isinstance(thing, Array):
            yield from _a_colour(thing)
            continue
        for key in sorted(FORBIDDEN_KEYS & set(thing.keys())):
            yield 0, "ISO 19005-2, 6.1", f"a part that may not be there ({key.strip('/')})"
        if isinstance(thing, Stream):
            yield from _a_stream(thing)
        if str(thing.get("/Subtype")) == "/Link":
            flags = int(thing.get("/F", 0))
            if not flags & PRINTED or flags & UNSEEN:
                yield 0, "ISO 19005-2, 6.3.2", "a link that is not printed"
    for number, page in enumerate(document.pages, start=1):
        if any(pikepdf.parse_content_stream(page, "k K")):
            yield number, "ISO 19005-2, 6.2.4.3", "press inks without a profile"


def _a_stream(stream: Any) -> Iterator[Rule]:
    filters = stream.get("/Filter", ())
    named = {str(one) for one in filters} if isinstance(filters, Array) else {str(filters)}
    if named & FORBIDDEN_FILTERS:
        yield 0, "ISO 19005-2, 6.1.7.2", "a stream packed as it may not be"
    if "/F" in stream:
        yield 0, "ISO 19005-2, 6.1.7.1", "a stream outside the file"
    if stream.get("/Interpolate"):
        yield 0, "ISO 19005-2, 6.2.8", "a picture that is interpolated"
    if str(stream.get("/ColorSpace")) == "/DeviceCMYK":
        yield 0, "ISO 19005-2, 6.2.4.3", "press inks without a profile"


def _a_colour(array: Any) -> Iterator[Rule]:
    if len(array) and str(array[0]) == "/Separation" and str(array[2]) == "/DeviceCMYK":
        yield 0, "ISO 19005-2, 6.2.4.4", "press inks without a profile"
