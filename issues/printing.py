"""Composed pages -> PDF and pictures; every PDF is read back before it counts."""

from __future__ import annotations

import datetime
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from PIL import Image

from articles.auditing import Actor, require
from articles.models import ArticlePhoto
from articles.wording import untold
from issues.advertising import sizes_of
from issues.composing import current_layouts, current_plan
from issues.dummy import read_dummy, type_book
from issues.filing import is_asked_for, kept_files, store_file, store_read
from issues.imposition import (
    PRESS_ERRORS,
    ExportError,
    Imposition,
    design_look,
    impose,
    masthead_copy,
    painter,
    picture_room,
    sheet_of,
    substitutes,
    write_atomically,
)
from issues.locks import shown_by
from issues.mastheads import folios
from issues.models import EditionFile, Issue, PageLayout
from issues.pressroom import Press, press_of
from issues.proofing import keep_proofs, printed_pages, read_pages
from issues.steps import Step, in_silence
from issues.typefaces import STANDARD
from newsroom.copydesk.sentence import Sentence, in_a_row, sentence
from newsroom.layout.plan import EditionPlan, PagePlan
from newsroom.press.documents import Standard, proof_pdf, read_back, read_proof, reading_pdf
from newsroom.press.pictures import Mode
from newsroom.press.preflight import preflight
from newsroom.press.prepress import finish_press
from newsroom.press.printer_marks import with_slug_lines
from newsroom.press.proofsheet import ProofSlip, circular_sheet, proof_sheet
from newsroom.press.reading import Pages
from newsroom.press.sheet import Sheet
from newsroom.press.single import single_page
from newsroom.press.verify import Report, verify
from newsroom.press.zones import zones

WEB_PPI = 150
SMALL_WIDTH = 480  # pixels of the page picture in lists


@dataclass
class Export:
    """What an export made: its files and, for print, what reading it back found."""

    files: list[EditionFile] = field(default_factory=list)
    report: dict[str, Any] = field(default_factory=dict)
    composed: bool = False  # the pages were stale and composed anew first


def export_issue(
    issue: Issue, profile: str, *, by: Actor, page: int | None = None, step: Step = in_silence
) -> Export:
    """Make the files of one profile. Raises `ExportError` or `CompositionError` with a sentence.

    ``step`` hears what is being done, never inside a transaction; what it raises ends the export.
    """
    require(by, "issues.export_issue")
    page = _shown_by(issue, page)
    released = _released(issue, profile, page)
    if released is not None:
        return released
    step("composing")
    made = impose(issue, by=by)
    try:
        _refuse_page(made, page)
        export = _EXPORTS[profile](issue, made, by, step, page)
    except PRESS_ERRORS as error:
        raise ExportError(untold(error)) from error
    export.composed = made.composed
    return export


def _released(issue: Issue, profile: str, page: int | None) -> Export | None:
    """The files of a published issue: they never change, so they are made again only when lost."""
    files: list[EditionFile] = []
    for kind in FILES_OF.get(profile, ()):
        kept = kept_files(issue, kind, page)
        if not kept:
            return None
        files += kept
    return Export(files, files[0].report) if files else None


def _shown_by(issue: Issue, page: int | None) -> int | None:
    """The number of the layout that shows a page: of a double page the left one."""
    if page is None:
        return None
    shown = shown_by(issue.pages.filter(number=page).first())
    if shown is None:
        raise ExportError(sentence("The issue has no page %(page)s.", page=page))
    return shown.number


def _refuse_page(made: Imposition, page: int | None) -> None:
    if page is not None and page not in {plan.number for plan in made.plan.pages}:
        raise ExportError(sentence("Page %(page)s is not composed yet.", page=page))


def press_page(file: EditionFile, page: int) -> bytes:
    """One page of a press PDF as a PDF of its own."""
    numbers = list(file.issue.pages.exclude(current_layout=None).values_list("number", flat=True))
    at = numbers.index(_shown_by(file.issue, page) or page)
    return single_page((settings.EDITION_ROOT / file.path).read_bytes(), at)


def _said(page: int, detail: Sentence) -> Sentence:
    return sentence("Page %(page)s: %(fault)s", page=page, fault=detail) if page else detail


def _export_press(
    issue: Issue, made: Imposition, by: Actor, step: Step, page: int | None
) -> Export:
    """Always whole: a single page is handed out of it, see `press_page`."""
    press = press_of(issue, made.dummy.masthead)
    step("painting")
    with picture_room(made.plan, made.dummy, "press", press) as (folder, names):
        sheet = with_slug_lines(sheet_of(made, issue, names, press), _slugs(issue, made))
        painted = painter().pdf(sheet, folder)
    step("checking")
    pdf = finish_press(
        painted,
        press.condition.on(made.dummy.masthead.grid),
        title=str(issue),
        condition=press.condition,
        inks=[press.of(page.number) for page in made.plan.pages],
        across=sheet.across,
    )
    report = _checked(issue, made, press, pdf, sheet) | {"basis": press_basis(issue, made.layouts)}
    step("storing")
    name = f"{issue.publication.slug}-{issue.reference}.pdf"
    file = store_file(issue, made, EditionFile.Profile.PRESS, None, name, pdf, by, report=report)
    return Export([file], report)


def press_basis(issue: Issue, layouts: list[PageLayout]) -> str:
    """Hash of all that a press PDF of these layouts is made of; another one is stale."""
    masthead = issue.masthead
    press = press_of(issue, masthead) if masthead else None
    given = [
        [layout.prints for layout in layouts],
        masthead_copy(issue, current_plan(layouts).page_count),
        sorted(folios(issue).items()),
        press,
        design_look(masthead).key if masthead else "",
    ]
    return hashlib.sha256(repr(given).encode()).hexdigest()


def _slugs(issue: Issue, made: Imposition) -> dict[int, str]:
    """Page number -> what the printer reads in the slug: paper, issue, page, date."""
    copy = masthead_copy(issue, made.plan.page_count)
    return {
        page.number: f"{copy.name} {copy.number_line} {copy.own_number(*page.numbers)} {issue.date}"
        for page in made.plan.pages
    }


def _checked(
    issue: Issue, made: Imposition, press: Press, pdf: bytes, sheet: Sheet
) -> dict[str, Any]:
    """What reading back and preflight found. Raises `ExportError` when it must not be printed."""
    grid = press.condition.on(made.dummy.masthead.grid)
    rules = made.dummy.masthead.line_rules
    read = verify(pdf, made.plan, made.dummy.items, grid, sheet.furniture, rules)
    waived = _waived(made.plan)
    flight = preflight(pdf, press.condition, press.inks, made.plan, grid, waived=waived)
    if read.faults:
        raise ExportError(
            sentence(
                "The printed page differs from the plan, nothing was released: %(faults)s",
                faults=in_a_row(_said(fault.page, fault.detail) for fault in read.faults[:3]),
            )
        )
    if not flight.passed:
        said = [_said(check.page, check.detail) for check in flight.failures[:3] if check.detail]
        raise ExportError(
            sentence(
                "The press cannot print this, nothing was released: %(faults)s",
                faults=in_a_row(said),
            )
        )
    return {
        "figures": read.figures | flight.figures,
        "faults": [],
        "preflight": [check.as_json() for check in flight.checks],
        "substitutes": substitutes(made, issue),
    }


def _waived(plan: EditionPlan) -> set[str]:
    """Ids of photos that somebody, with a reason, prints although they have too few pixels."""
    ids = {int(f.photo_id) for p in plan.pages for m in p.modules for f in m.photos}
    waived = ArticlePhoto.objects.filter(pk__in=ids).exclude(resolution_waiver="")
    sold = {key for key, size in sizes_of(plan).items() if size.resolution_waiver}
    return {str(pk) for pk in waived.values_list("pk", flat=True)} | sold


def _export_web(issue: Issue, made: Imposition, by: Actor, step: Step) -> Export:
    press = press_of(issue, made.dummy.masthead)
    step("painting")
    with picture_room(made.plan, made.dummy, "screen", press) as (folder, names):
        sheet = sheet_of(made, issue, names, press).shown_in("screen")
        pictures = painter().png(sheet, folder, ppi=WEB_PPI)
    step("storing")
    files = []
    for plan, layout, png in zip(made.plan.pages, made.layouts, pictures, strict=True):
        name = f"{issue.publication.slug}-{issue.reference}-p{plan.number}.webp"
        page_zones = [
            {
                "article": int(zone.item_id),
                "left": zone.left,
                "top": zone.top,
                "width": zone.width,
                "height": zone.height,
            }
            for zone in zones(plan, plan.on(made.dummy.masthead.grid))
        ]
        large, small = _webp(png)
        file = store_file(
            issue,
            made,
            EditionFile.Profile.WEB,
            plan.number,
            name,
            large,
            by,
            zones=page_zones,
            layouts=[layout.prints],
        )
        path = settings.EDITION_ROOT / file.path
        write_atomically(path.with_name(f"{path.stem}-small.webp"), small)
        files.append(file)
    of_pages_gone = issue.files.filter(profile=EditionFile.Profile.WEB, is_current=True)
    of_pages_gone.exclude(pk__in=[file.pk for file in files]).update(is_current=False)
    return Export(files)


def _webp(png: bytes) -> tuple[bytes, bytes]:
    """The page picture for the site: full size, and small for lists."""
    with Image.open(io.BytesIO(png)) as image:
        picture = image.convert("RGB")
    height = round(picture.height * SMALL_WIDTH / picture.width)
    small = picture.resize((SMALL_WIDTH, height), Image.Resampling.LANCZOS)
    return _encoded(picture), _encoded(small)


def _encoded(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=82, method=4)
    return buffer.getvalue()


def _pages(
    issue: Issue, made: Imposition, press: Press, names: dict[str, str], page: int | None
) -> Pages:
    """All that the files which are read, not plated, are made of: the issue or one page of it."""
    pages = Pages(
        sheet_of(made, issue, names, press),
        made.plan,
        made.dummy.items,
        made.dummy.masthead.grid,
        masthead_copy(issue, made.plan.page_count),
        folios(issue),
    )
    return pages if page is None else pages.only(page)


def _export_web_edition(
    issue: Issue, made: Imposition, by: Actor, step: Step, page: int | None
) -> Export:
    """Page pictures with their zones, and the tagged PDF for readers."""
    # Of an issue published before there were PDFs for the web, the pictures stay.
    pictures = kept_files(issue, EditionFile.Profile.WEB, page)
    if not pictures:
        painted = _export_web(issue, made, by, step).files
        pictures = [file for file in painted if is_asked_for(file, page)]
    export = Export(pictures)
    export.files += _export_reading(issue, made, by, step, page, EditionFile.Profile.WEBPDF).files
    return export


def _export_archive(
    issue: Issue, made: Imposition, by: Actor, step: Step, page: int | None
) -> Export:
    return _export_reading(issue, made, by, step, page, EditionFile.Profile.ARCHIVE)


def _export_reading(
    issue: Issue,
    made: Imposition,
    by: Actor,
    step: Step,
    page: int | None,
    profile: EditionFile.Profile,
) -> Export:
    """A tagged PDF: PDF/UA for the web, PDF/A besides for the archive."""
    standard: Standard = "archive" if profile == EditionFile.Profile.ARCHIVE else "web"
    press = press_of(issue, made.dummy.masthead)
    noon = datetime.datetime.combine(issue.date, datetime.time(12), datetime.UTC)
    step("painting")
    with picture_room(made.plan, made.dummy, "screen", press) as (folder, names):
        pages = _pages(issue, made, press, names, page)
        timestamp = int(noon.timestamp())
        rules = made.dummy.masthead.line_rules
        pdf = reading_pdf(
            pages, painter(), folder, standard=standard, timestamp=timestamp, rules=rules
        )
    step("checking")
    report = _read(read_back(pdf, pages, rules, standard=standard))
    step("storing")
    return Export([store_read(issue, made, profile, page, standard, pdf, by, report)], report)


def _export_proof(
    issue: Issue, made: Imposition, by: Actor, step: Step, page: int | None
) -> Export:
    """大样 on A3, and the same pages small with a watermark, to be sent round."""
    press = press_of(issue, made.dummy.masthead)
    book = type_book(made.dummy.masthead.line_rules, made.dummy.faces)
    number = issue.files.filter(profile=EditionFile.Profile.PROOF).count() + 1
    pairs = zip(made.plan.pages, made.layouts, strict=True)
    layouts = {plan.number: layout for plan, layout in pairs}
    told = printed_pages(issue, layouts)
    printed = {at: words for at, words in told.items() if page in {None, at}}
    slip = ProofSlip(
        number,
        date_format(timezone.localtime(), "Y-m-d H:i"),
        {at: str(layout.version) for at, layout in layouts.items()},
        read_pages(issue),
    )
    made_of: tuple[tuple[EditionFile.Profile, Mode, Any], ...] = (
        (EditionFile.Profile.PROOF, "grey", proof_sheet),
        (EditionFile.Profile.CIRCULAR, "small", circular_sheet),
    )
    files = []
    for profile, mode, frame in made_of:
        step("painting")
        with picture_room(made.plan, made.dummy, mode, press) as (folder, names):
            pages = _pages(issue, made, press, names, page)
            sheet = frame(pages, slip, book)
            pdf = proof_pdf(sheet, painter(), folder)
        step("checking")
        report = _read(read_proof(pdf, pages, sheet, book)) | {"proof": number}
        step("storing")
        kind = f"{profile}-{number}"
        files.append(store_read(issue, made, profile, page, kind, pdf, by, report))
    keep_proofs(issue, number, files[0], layouts, printed)
    return Export(files, files[0].report)


def _read(report: Report) -> dict[str, Any]:
    """The figures of reading back. Raises `ExportError` when the text is not the plan's."""
    if report.faults:
        raise ExportError(
            sentence(
                "The printed page differs from the plan, nothing was released: %(faults)s",
                faults=in_a_row(_said(fault.page, fault.detail) for fault in report.faults[:3]),
            )
        )
    return {"figures": report.figures, "faults": []}


_EXPORTS: dict[str, Callable[[Issue, Imposition, Actor, Step, int | None], Export]] = {
    EditionFile.Profile.PRESS: _export_press,
    EditionFile.Profile.WEB: _export_web_edition,
    EditionFile.Profile.PROOF: _export_proof,
    EditionFile.Profile.ARCHIVE: _export_archive,
}
PROFILES = tuple(str(profile) for profile in _EXPORTS)  # what can be asked for
# The files that come of it; a proof is made anew each time.
FILES_OF: dict[str, tuple[str, ...]] = {
    EditionFile.Profile.PRESS: ("press",),
    EditionFile.Profile.WEB: ("web", "webpdf"),
    EditionFile.Profile.ARCHIVE: ("archive",),
}


def preview_page(issue: Issue, number: int, *, ppi: int = 72) -> bytes:
    """A composed page as PNG, from the layouts as they stand. Raises `ExportError`."""
    layouts = current_layouts(issue)
    plan = current_plan(layouts)
    if number not in {page.number for page in plan.pages}:
        raise ExportError(sentence("Page %(page)s is not composed yet.", page=number))
    dummy = read_dummy(issue)
    made = Imposition(dummy, layouts, plan, composed=False)
    masthead = masthead_copy(issue, plan.page_count)
    colours = f"{issue.mourning}-{list(issue.pages.values_list('inks', flat=True))}"
    heads = folios(issue)
    pages = [layout.prints for layout in layouts]
    key = f"screen-{pages}-{number}-{ppi}-{masthead}-{heads}-{colours}"
    key += design_look(dummy.masthead).key
    if dummy.faces != STANDARD:
        key += repr(dummy.faces)
    cached = settings.VAR_DIR / "cache/preview" / f"{hashlib.sha256(key.encode()).hexdigest()}.png"
    if cached.is_file():
        return cached.read_bytes()
    png = _painted(issue, made, number, ppi)
    write_atomically(cached, png)
    return png


def preview_plan(issue: Issue, page: PagePlan, *, ppi: int) -> bytes:
    """A page as PNG as it could be, the others as they stand. Raises `ExportError`."""
    layouts = current_layouts(issue)
    plan = current_plan(layouts)
    pages = tuple(page if one.number == page.number else one for one in plan.pages)
    made = Imposition(read_dummy(issue), layouts, replace(plan, pages=pages), composed=False)
    return _painted(issue, made, page.number, ppi)


def _painted(issue: Issue, made: Imposition, number: int, ppi: int) -> bytes:
    try:
        press = press_of(issue, made.dummy.masthead)
        with picture_room(made.plan, made.dummy, "screen", press) as (folder, names):
            sheet = sheet_of(made, issue, names, press).shown_in("screen")
            [png] = painter().png(sheet, folder, ppi=ppi, page=number)
    except PRESS_ERRORS as error:
        raise ExportError(untold(error)) from error
    return png
