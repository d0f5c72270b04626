"""Composed pages -> PDF and pictures; every PDF is read back before it counts."""

from __future__ import annotations

import atexit
import datetime
import hashlib
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from PIL import Image

from articles.auditing import Actor, account, record, require
from articles.models import ArticlePhoto
from articles.wording import in_words
from issues.characters import missing_in, names_of_places, substitutes_in
from issues.composing import (
    CompositionError,
    Dummy,
    compose_issue,
    current_layouts,
    current_plan,
    is_current,
    read_dummy,
    type_book,
)
from issues.faces import missing_in_words
from issues.mastheads import Look, folios, look_of, masthead_words
from issues.models import EditionFile, Issue, Masthead, PageLayout
from issues.pressroom import Press, press_of
from issues.proofing import keep_proofs, printed_pages, read_pages
from issues.typefaces import STANDARD, font_record, operators_faces
from newsroom.copydesk.sentence import Sentence
from newsroom.layout.plan import EditionPlan, PhotoFrame
from newsroom.press.art import ArtError
from newsroom.press.condition import ConditionError, PageInks, PressCondition
from newsroom.press.documents import Standard, proof_pdf, read_back, read_proof, reading_pdf
from newsroom.press.engine import Painter, TypesettingError
from newsroom.press.fontset import NOTO_WENKAI, FontFace, font_files
from newsroom.press.inks import in_inks
from newsroom.press.pictures import Mode, PictureError, prepare_picture
from newsroom.press.preflight import preflight
from newsroom.press.prepress import PrepressError, finish_press
from newsroom.press.printer_marks import with_slug_lines
from newsroom.press.proofsheet import ProofSlip, circular_sheet, proof_sheet
from newsroom.press.reading import Pages
from newsroom.press.sheet import Folio, MastheadCopy, Sheet, SheetError, build_sheet, picture_size
from newsroom.press.single import single_page
from newsroom.press.verify import Report, verify
from newsroom.press.zones import zones

WEB_PPI = 150
SMALL_WIDTH = 480  # pixels of the page picture in lists


Step = Callable[[str], None]
PRESS_ERRORS = (
    *(ArtError, ConditionError, PictureError, PrepressError),
    *(SheetError, TypesettingError),
)


def in_silence(step: str) -> None:
    """The listener where nobody waits to hear."""


class ExportError(Exception):
    """The issue cannot be printed as it stands; ``str()`` says what to do."""


@dataclass
class Export:
    """What an export made: its files and, for print, what reading it back found."""

    files: list[EditionFile] = field(default_factory=list)
    report: dict[str, Any] = field(default_factory=dict)
    composed: bool = False  # the pages were stale and composed anew first


@dataclass(frozen=True)
class Imposition:
    """Everything the press needs of an issue."""

    dummy: Dummy
    layouts: list[PageLayout]
    plan: EditionPlan
    composed: bool


def painter() -> Painter:
    """One warm painter a process, another when the operator's faces change."""
    return _painter_with(operators_faces().faces)


@lru_cache(maxsize=1)
def _painter_with(own: tuple[FontFace, ...]) -> Painter:
    """Its child ends with us."""
    started = Painter(font_files(settings.FONT_ROOT, own))
    atexit.register(started.close)
    return started


def _look(masthead: Masthead) -> Look:
    """The design to print in. Raises `ExportError`."""
    try:
        return look_of(masthead)
    except ArtError as error:
        raise ExportError(in_words(error)) from error


def masthead_copy(issue: Issue, page_count: int) -> MastheadCopy:
    """What page one says about the publication and this issue."""
    masthead = issue.masthead
    if masthead is None:
        raise ExportError(
            _("%(publication)s has no masthead: add one first.")
            % {"publication": issue.publication}
        )
    return masthead_words(issue, masthead, page_count)


def impose(issue: Issue, *, by: Actor) -> Imposition:
    """The current pages of the issue, composed anew first when the copy has moved on."""
    dummy = read_dummy(issue)
    layouts = current_layouts(issue)
    composed = False
    if not issue.is_closed and not is_current(dummy, layouts):
        layouts = compose_issue(issue, by=by).layouts
        composed = True
    plan = current_plan(layouts)
    _refuse_what_is_not_placed(dummy, plan)
    return Imposition(dummy, layouts, plan, composed)


def _refuse_what_is_not_placed(dummy: Dummy, plan: EditionPlan) -> None:
    placed: dict[str, tuple[int, int]] = {}
    for page in plan.pages:
        for module in page.modules:
            placed[module.item_id] = (module.text_to.block, module.text_to.offset)
    for item in dummy.items:
        blocks = item.story.blocks
        end = (len(blocks) - 1, len(blocks[-1].text)) if blocks else (0, 0)
        if item.id not in placed or (placed[item.id] < end and placed[item.id][0] < len(blocks)):
            raise ExportError(
                _("“%(headline)s” does not fit: cut it, drop it or add a page, then compose again.")
                % {"headline": item.story.headline}
            )


@contextmanager
def picture_room(
    plan: EditionPlan, dummy: Dummy, mode: Mode, press: Press
) -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder that holds just this edition's pictures at their printed size; photo id -> name."""
    inks = {f.photo_id: press.of(p.number) for p in plan.pages for m in p.modules for f in m.photos}
    frames = [frame for page in plan.pages for module in page.modules for frame in module.photos]
    uses = ArticlePhoto.objects.select_related("photo").in_bulk([int(f.photo_id) for f in frames])
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        names = {}
        for frame in frames:
            names[frame.photo_id] = f"{frame.photo_id}.jpg"
            use = uses[int(frame.photo_id)]
            data = _picture(use, frame, dummy, mode, press.condition, inks[frame.photo_id])
            (Path(folder) / names[frame.photo_id]).write_bytes(data)
        yield Path(folder), names


def _picture(
    use: ArticlePhoto,
    frame: PhotoFrame,
    dummy: Dummy,
    mode: Mode,
    condition: PressCondition,
    inks: PageInks,
) -> bytes:
    """The picture cropped to its frame and in the press's colours, kept for the next export."""
    grid = dummy.masthead.grid
    width, height = picture_size(frame, grid)
    key = f"{use.photo.sha256}-{width:.2f}x{height:.2f}-{use.focal_x}-{use.focal_y}-{mode}"
    if mode == "press":
        key += f"-{condition.picture_key}-{inks}"
    cached = settings.VAR_DIR / "cache/press" / f"{hashlib.sha256(key.encode()).hexdigest()}.jpg"
    if cached.is_file():
        return cached.read_bytes()
    try:
        data = prepare_picture(
            use.photo.file.read(),
            width_pt=width,
            height_pt=height,
            centre=(use.focal_x, use.focal_y),
            mode=mode,
            condition=condition,
            inks=inks,
        )
    except PictureError as error:
        raise ExportError(f"{use.photo}: {in_words(error)}") from error
    except FileNotFoundError as error:
        raise ExportError(
            _("The file of the photo “%(photo)s” is lost: restore it, or take the photo out.")
            % {"photo": use.photo}
        ) from error
    finally:
        use.photo.file.close()
    write_atomically(cached, data)
    return data


def write_atomically(path: Path, data: bytes) -> None:
    """Whole or not at all: a killed process leaves no half file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        os.fchmod(handle, 0o644)
    Path(name).replace(path)


def _sheet(made: Imposition, issue: Issue, pictures: dict[str, str], press: Press) -> Sheet:
    masthead = masthead_copy(issue, len(made.plan.pages))
    grid = press.condition.on(made.dummy.masthead.grid)
    heads = folios(issue)
    _refuse_missing_characters(made, masthead, heads)
    look = _look(made.dummy.masthead)
    sheet = build_sheet(
        made.plan,
        grid,
        type_book(made.dummy.masthead.line_rules, made.dummy.faces),
        masthead,
        heads,
        pictures,
        title=str(issue),
        faces=dict(made.dummy.faces),
        design=look.design,
        art=look.art,
    )
    return in_inks(sheet, press.inks)


def _refuse_missing_characters(
    made: Imposition, masthead: MastheadCopy, heads: dict[int, Folio]
) -> None:
    missing = missing_in(made.dummy, masthead, heads)
    if missing:
        names = names_of_places(made.dummy.items, heads)
        raise ExportError(missing_in_words(names[missing[0].where], missing[0]))


def substitutes(made: Imposition, issue: Issue) -> list[dict[str, str]]:
    """Characters that another face stands in for: where, which, the face it lacks, the other."""
    return substitutes_in(made.dummy, masthead_copy(issue, len(made.plan.pages)), folios(issue))


def _stood_in(made: Imposition, issue: Issue) -> set[str]:
    """Codes of the faces that print a character although no role is set in them."""
    chosen = {face.code for _role, face in made.dummy.faces}
    if chosen >= NOTO_WENKAI.keys():
        return set()  # nothing else stands in
    return {row["by"] for row in substitutes(made, issue)} - chosen


def export_issue(
    issue: Issue, profile: str, *, by: Actor, page: int | None = None, step: Step = in_silence
) -> Export:
    """Make the files of one profile. Raises `ExportError` or `CompositionError` with a sentence.

    ``step`` hears what is being done, never inside a transaction; what it raises ends the export.
    """
    require(by, "issues.export_issue")
    if page is not None and not issue.pages.filter(number=page).exists():
        raise ExportError(_("The issue has no page %(page)s.") % {"page": page})
    released = _released(issue, profile, page)
    if released is not None:
        return released
    step("composing")
    made = impose(issue, by=by)
    try:
        _refuse_page(made, page)
        export = _EXPORTS[profile](issue, made, by, step, page)
    except PRESS_ERRORS as error:
        raise ExportError(in_words(error)) from error
    export.composed = made.composed
    return export


def _released(issue: Issue, profile: str, page: int | None) -> Export | None:
    """The files of a published issue: they never change, so they are made again only when lost."""
    files: list[EditionFile] = []
    for kind in FILES_OF.get(profile, ()):
        kept = _kept(issue, kind, page)
        if not kept:
            return None
        files += kept
    return Export(files, files[0].report) if files else None


def _kept(issue: Issue, kind: str, page: int | None) -> list[EditionFile]:
    """The files of one kind that a published issue has; none when one of them is lost."""
    current = issue.files.filter(profile=kind, is_current=True) if issue.is_closed else []
    files = [file for file in current if _is_asked_for(file, page)]
    lost = any(not (settings.EDITION_ROOT / file.path).is_file() for file in files)
    return [] if lost else files


def _is_asked_for(file: EditionFile, page: int | None) -> bool:
    """Page pictures are one a page; of the press PDF, which is whole, a page is handed out."""
    if file.profile == EditionFile.Profile.PRESS:
        return True
    if file.profile == EditionFile.Profile.WEB:
        return page in {None, file.page_number}
    return file.page_number == page


def _refuse_page(made: Imposition, page: int | None) -> None:
    if page is not None and page not in {plan.number for plan in made.plan.pages}:
        raise ExportError(_("Page %(page)s is not composed yet.") % {"page": page})


def press_page(file: EditionFile, page: int) -> bytes:
    """One page of a press PDF as a PDF of its own."""
    numbers = list(file.issue.pages.exclude(current_layout=None).values_list("number", flat=True))
    return single_page((settings.EDITION_ROOT / file.path).read_bytes(), numbers.index(page))


def _said(page: int, detail: Sentence) -> str:
    words = in_words(detail)
    return _("Page %(page)s: %(fault)s") % {"page": page, "fault": words} if page else words


def _export_press(
    issue: Issue, made: Imposition, by: Actor, step: Step, page: int | None
) -> Export:
    """Always whole: a single page is handed out of it, see `press_page`."""
    press = press_of(issue, made.dummy.masthead)
    step("painting")
    with picture_room(made.plan, made.dummy, "press", press) as (folder, names):
        sheet = with_slug_lines(_sheet(made, issue, names, press), _slugs(issue, made))
        painted = painter().pdf(sheet, folder)
    step("checking")
    pdf = finish_press(
        painted,
        press.condition.on(made.dummy.masthead.grid),
        title=str(issue),
        condition=press.condition,
        inks=[press.of(page.number) for page in made.plan.pages],
    )
    report = _checked(issue, made, press, pdf, sheet) | {"basis": press_basis(issue, made.layouts)}
    step("storing")
    name = f"{issue.publication.slug}-{issue.reference}.pdf"
    file = _store(issue, made, EditionFile.Profile.PRESS, None, name, pdf, by, report=report)
    return Export([file], report)


def press_basis(issue: Issue, layouts: list[PageLayout]) -> str:
    """Hash of all that a press PDF of these layouts is made of; another one is stale."""
    masthead = issue.masthead
    press = press_of(issue, masthead) if masthead else None
    given = [
        [layout.pk for layout in layouts],
        masthead_copy(issue, len(layouts)),
        sorted(folios(issue).items()),
        press,
        _look(masthead).key if masthead else "",
    ]
    return hashlib.sha256(repr(given).encode()).hexdigest()


def _slugs(issue: Issue, made: Imposition) -> dict[int, str]:
    """Page number -> what the printer reads in the slug: paper, issue, page, date."""
    copy = masthead_copy(issue, len(made.plan.pages))
    numbers = [page.number for page in made.plan.pages]
    return {n: f"{copy.name} {copy.number_line} {copy.own_number(n)} {issue.date}" for n in numbers}


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
            _("The printed page differs from the plan, nothing was released: %(faults)s")
            % {"faults": " ".join(_said(fault.page, fault.detail) for fault in read.faults[:3])}
        )
    if not flight.passed:
        said = [_said(check.page, check.detail) for check in flight.failures[:3] if check.detail]
        raise ExportError(
            _("The press cannot print this, nothing was released: %(faults)s")
            % {"faults": " ".join(said)}
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
    return {str(pk) for pk in waived.values_list("pk", flat=True)}


def _export_web(issue: Issue, made: Imposition, by: Actor, step: Step) -> Export:
    press = press_of(issue, made.dummy.masthead)
    step("painting")
    with picture_room(made.plan, made.dummy, "screen", press) as (folder, names):
        sheet = _sheet(made, issue, names, press).shown_in("screen")
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
            for zone in zones(plan, made.dummy.masthead.grid)
        ]
        large, small = _webp(png)
        file = _store(
            issue,
            made,
            EditionFile.Profile.WEB,
            plan.number,
            name,
            large,
            by,
            zones=page_zones,
            layouts=[layout.pk],
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


def _store(
    issue: Issue,
    made: Imposition,
    profile: str,
    page_number: int | None,
    name: str,
    data: bytes,
    by: Actor,
    **facts: Any,
) -> EditionFile:
    """Keep the file under its hash; an earlier file of the same bytes is that file."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = f"{issue.publication.slug}/{issue.reference}/{sha256[:16]}/{name}"
    write_atomically(settings.EDITION_ROOT / path, data)
    facts.setdefault("layouts", [layout.pk for layout in made.layouts])
    current = issue.files.filter(profile=profile, page_number=page_number, is_current=True)
    same = current.filter(sha256=sha256, layouts=facts["layouts"]).first()
    if same is not None:
        return same
    with transaction.atomic():
        issue.files.filter(profile=profile, page_number=page_number).update(is_current=False)
        file = EditionFile.objects.create(
            issue=issue,
            page_number=page_number,
            profile=profile,
            path=path,
            sha256=sha256,
            size=len(data),
            fonts=font_record(made.dummy.faces, _stood_in(made, issue)),
            engine="typst 0.15.2",
            created_by=account(by),
            **facts,
        )
        record(by, f"export_{profile}", issue, sha256=sha256, page=page_number)
    return file


def _pages(
    issue: Issue, made: Imposition, press: Press, names: dict[str, str], page: int | None
) -> Pages:
    """All that the files which are read, not plated, are made of: the issue or one page of it."""
    pages = Pages(
        _sheet(made, issue, names, press),
        made.plan,
        made.dummy.items,
        made.dummy.masthead.grid,
        masthead_copy(issue, len(made.plan.pages)),
        folios(issue),
    )
    return pages if page is None else pages.only(page)


def _export_web_edition(
    issue: Issue, made: Imposition, by: Actor, step: Step, page: int | None
) -> Export:
    """Page pictures with their zones, and the tagged PDF for readers."""
    # Of an issue published before there were PDFs for the web, the pictures stay.
    pictures = _kept(issue, EditionFile.Profile.WEB, page)
    if not pictures:
        painted = _export_web(issue, made, by, step).files
        pictures = [file for file in painted if _is_asked_for(file, page)]
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
    return Export([_store_read(issue, made, profile, page, standard, pdf, by, report)], report)


def _store_read(
    issue: Issue,
    made: Imposition,
    profile: EditionFile.Profile,
    page: int | None,
    kind: str,
    pdf: bytes,
    by: Actor,
    report: dict[str, Any],
) -> EditionFile:
    """Keep a file of the whole issue or of one page; the whole takes the place of its pages."""
    one = f"-p{page}" if page is not None else ""
    name = f"{issue.publication.slug}-{issue.reference}{one}-{kind}.pdf"
    shown = [
        layout.pk
        for plan, layout in zip(made.plan.pages, made.layouts, strict=True)
        if page in {None, plan.number}
    ]
    file = _store(issue, made, profile, page, name, pdf, by, report=report, layouts=shown)
    if page is None:
        issue.files.filter(profile=profile).exclude(page_number=None).update(is_current=False)
    return file


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
        {at: str(layout.number) for at, layout in layouts.items()},
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
        files.append(_store_read(issue, made, profile, page, kind, pdf, by, report))
    keep_proofs(issue, number, files[0], layouts, printed)
    return Export(files, files[0].report)


def _read(report: Report) -> dict[str, Any]:
    """The figures of reading back. Raises `ExportError` when the text is not the plan's."""
    if report.faults:
        raise ExportError(
            _("The printed page differs from the plan, nothing was released: %(faults)s")
            % {"faults": " ".join(_said(fault.page, fault.detail) for fault in report.faults[:3])}
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
        raise ExportError(_("Page %(page)s is not composed yet.") % {"page": number})
    dummy = read_dummy(issue)
    made = Imposition(dummy, layouts, plan, composed=False)
    masthead = masthead_copy(issue, len(plan.pages))
    colours = f"{issue.mourning}-{list(issue.pages.values_list('inks', flat=True))}"
    heads = folios(issue)
    key = f"screen-{[layout.pk for layout in layouts]}-{number}-{ppi}-{masthead}-{heads}-{colours}"
    key += _look(dummy.masthead).key
    if dummy.faces != STANDARD:
        key += repr(dummy.faces)
    cached = settings.VAR_DIR / "cache/preview" / f"{hashlib.sha256(key.encode()).hexdigest()}.png"
    if cached.is_file():
        return cached.read_bytes()
    try:
        press = press_of(issue, dummy.masthead)
        with picture_room(plan, dummy, "screen", press) as (folder, names):
            sheet = _sheet(made, issue, names, press).shown_in("screen")
            [png] = painter().png(sheet, folder, ppi=ppi, page=number)
    except PRESS_ERRORS as error:
        raise ExportError(in_words(error)) from error
    write_atomically(cached, png)
    return png


__all__ = [
    "CompositionError",
    "Export",
    "ExportError",
    "export_issue",
    "folios",
    "masthead_copy",
    "preview_page",
]
