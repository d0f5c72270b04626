"""付印: hand the pages to the printer, replace one of them, note that the printer has it.

A released file is never written again. A page that is replaced 换版 gets a new file of the next
version, and the sheet that goes with it names the file it makes void.
"""

from __future__ import annotations

import datetime
import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.auditing import Actor, account, name_of, record, require
from articles.wording import listed
from issues.composing import current_layouts
from issues.dummy import read_dummy, type_book
from issues.houserules import unkept
from issues.imposition import painter, write_atomically
from issues.models import EditionFile, Issue, Page, Release, ReleasedPage
from issues.newer import newer_copy
from issues.outdated import press_outdated
from issues.proofing import page_proofs
from issues.spreads import numbers_of
from newsroom.press import releasesheet
from newsroom.press.releasesheet import ReleaseCopy, ReleasedFile, release_sheet
from newsroom.press.single import single_page

RIGHT = "issues.release_issue"


class ReleaseRefusedError(Exception):
    """The pages cannot be handed over as they stand; ``str()`` says what to do."""


@dataclass(frozen=True)
class Order:
    """What the printer must know besides the files."""

    telephone: str
    paper: str = ""
    print_run: int | None = None
    press_time: datetime.datetime | None = None


@dataclass(frozen=True)
class _PageFile:
    page: Page
    version: int
    name: str
    data: bytes
    sha256: str
    void: ReleasedPage | None

    @property
    def number(self) -> int:
        return self.page.number


def released_files(issue: Issue) -> dict[int, ReleasedPage]:
    """The file of each page that the printer shall use: the one of the highest version."""
    pages = issue.released_pages.select_related("release").order_by("page_number", "version")
    return {page.page_number: page for page in pages}


def changed_since(issue: Issue, files: dict[int, ReleasedPage]) -> list[int]:
    """Numbers of released pages that were composed anew after the printer got them."""
    pages = issue.pages.select_related("current_layout").defer("current_layout__plan")
    now = {page.number: _printed_on(page) for page in pages}
    return [n for n, file in files.items() if n in now and now[n] != file.layout_id]


def _printed_on(page: Page) -> int | None:
    return page.current_layout.prints if page.current_layout else None


def release_to_print(
    issue: Issue,
    order: Order,
    *,
    by: Actor,
    pages: Iterable[int] | None = None,
    reason: str = "",
    unsigned: bool = False,
) -> Release:
    """Hand over all pages, or later replace ``pages`` for a ``reason``.

    The files are cut from the newest press PDF, which must show the pages as they stand now. A page
    that lost a signature goes out only where ``unsigned`` says so. Raises `ReleaseRefusedError`.
    """
    require(by, RIGHT)
    before = released_files(issue)
    chosen = _chosen(issue, before, pages, reason)
    _refuse_newer_copy(issue, chosen)
    if not unsigned:
        _refuse_lost_signatures(issue, chosen)
    if broken := unkept(issue, [page.number for page in chosen]):
        raise ReleaseRefusedError(broken[0])
    press = _press_file(issue)
    files = _cut(issue, press, chosen, before)
    release = Release(
        issue=issue,
        number=issue.releases.count() + 1,
        telephone=order.telephone,
        paper=order.paper,
        print_run=order.print_run,
        press_time=order.press_time,
        reason=reason,
        released_by=account(by),
        signer=name_of(by),
    )
    sheet = _sheet(release, files, before, reason)
    return _store(release, files, sheet, by)


def _chosen(
    issue: Issue, before: dict[int, ReleasedPage], pages: Iterable[int] | None, reason: str
) -> list[Page]:
    pages_now = issue.pages.select_related("current_layout").exclude(current_layout=None)
    composed = {p.number: p for p in pages_now}
    wanted = list(composed) if pages is None else sorted(set(pages))
    if not wanted:
        raise ReleaseRefusedError(_("No page is chosen: tick the pages to hand over."))
    unknown = [number for number in wanted if number not in composed]
    if unknown:
        raise ReleaseRefusedError(_("Page %(page)s is not composed yet.") % {"page": unknown[0]})
    if any(number in before for number in wanted) and not reason.strip():
        raise ReleaseRefusedError(_("Write why the page is replaced: the printer sees the reason."))
    return [composed[number] for number in wanted]


def _refuse_newer_copy(issue: Issue, chosen: list[Page]) -> None:
    """No leave is given for this: the printer would print what nobody read."""
    if issue.is_closed:
        return
    numbers = {page.number for page in chosen}
    newer = [one for one in newer_copy(issue, read_dummy(issue)) if one.page in numbers]
    if newer:
        raise ReleaseRefusedError(str(newer[0]))


def _refuse_lost_signatures(issue: Issue, chosen: list[Page]) -> None:
    states = page_proofs(issue)
    lost = [str(page.number) for page in chosen if states[page.number].lost]
    if lost:
        raise ReleaseRefusedError(
            _(
                "Pages changed after they were signed: %(pages)s. Have them signed again, or tick "
                "that they go out without the signature."
            )
            % {"pages": listed(lost)}
        )


def _press_file(issue: Issue) -> EditionFile:
    """The newest press PDF, if it shows the pages as they stand."""
    file = issue.files.filter(
        profile=EditionFile.Profile.PRESS, page_number=None, is_current=True
    ).first()
    dummy = None if issue.is_closed else read_dummy(issue)
    if file is None or press_outdated(issue, file, dummy, current_layouts(issue)):
        raise ReleaseRefusedError(
            _("The press PDF is not that of the pages as they stand: export it first.")
        )
    if file.report.get("faults"):
        raise ReleaseRefusedError(_("The check of the press PDF found faults: mend them first."))
    return file


def _cut(
    issue: Issue, press: EditionFile, pages: list[Page], before: dict[int, ReleasedPage]
) -> list[_PageFile]:
    try:
        pdf = (settings.EDITION_ROOT / press.path).read_bytes()
    except FileNotFoundError as error:
        raise ReleaseRefusedError(_("The press PDF is lost: export it again.")) from error
    order = list(issue.pages.exclude(current_layout=None).values_list("number", flat=True))
    files = []
    for page in pages:
        data = single_page(pdf, order.index(page.number))
        sha256 = hashlib.sha256(data).hexdigest()
        void = before.get(page.number)
        if void is not None and void.sha256 == sha256:
            raise ReleaseRefusedError(
                _("Page %(page)s is the file the printer has: there is nothing to replace.")
                % {"page": page.number}
            )
        version = void.version + 1 if void else 1
        files.append(_PageFile(page, version, _file_name(issue, page, version), data, sha256, void))
    return files


def _file_name(issue: Issue, page: Page, version: int) -> str:
    """``CODE_YYYYMMDD_NN_vK.pdf``, of a double page ``NN-NN``; a special issue of the same day has
    its key in the code."""
    code = issue.publication.slug.replace("-", "").upper()
    if issue.number is None:
        code += issue.reference.upper()
    numbers = "-".join(f"{number:02}" for number in numbers_of(page))
    return f"{code}_{issue.date:%Y%m%d}_{numbers}_v{version}.pdf"


def inks_of(issue: Issue, page: Page) -> str:
    """The plates of a page, as a printer writes them."""
    if issue.mourning or page.inks == Page.Inks.BLACK:
        return "K"
    if page.inks == Page.Inks.SPOT:
        masthead = issue.masthead
        return f"K + {masthead.spot_name if masthead else ''}".strip(" +")
    return "C M Y K"


def _sheet(
    release: Release, files: list[_PageFile], before: dict[int, ReleasedPage], reason: str
) -> bytes:
    """All files the printer shall use, the new ones with what they make void."""
    issue = release.issue
    names = dict(issue.pages.values_list("number", "name"))
    rows = {
        number: ReleasedFile(number, names.get(number, ""), old.inks, old.file_name, old.sha256)
        for number, old in before.items()
    }
    for file in files:
        void = f"{file.void.file_name}（{reason}）" if file.void else ""
        rows[file.number] = ReleasedFile(
            file.number,
            file.page.name,
            inks_of(issue, file.page),
            file.name,
            file.sha256,
            void,
        )
    copy = ReleaseCopy(
        issue.publication.name,
        f"{issue.title}　{issue.full_date}",
        _facts(release, _page_count(issue, rows)),
        tuple(rows[number] for number in sorted(rows)),
    )
    chinese = issue.publication.language.startswith("zh")
    wording = releasesheet.CHINESE if chinese else releasesheet.ENGLISH
    sheet = release_sheet(_printable(copy), type_book(), wording)
    with tempfile.TemporaryDirectory(prefix="no-pictures-") as folder:
        return painter().pdf(sheet, Path(folder))


def _page_count(issue: Issue, rows: Iterable[int]) -> int:
    """Pages in the files of ``rows``: a double page is two."""
    across = {layout.page.number: layout.across for layout in current_layouts(issue)}
    return sum(across.get(number, 1) for number in rows)


def _printable(copy: ReleaseCopy) -> ReleaseCopy:
    """A form lets anything through: what no face can print is shown as the geta mark."""
    book = type_book()

    def plain(text: str) -> str:
        missing = {*book["song"].missing(text), *book["hei"].missing(text)}
        return "".join("〓" if char in missing else char for char in text)

    facts = tuple((label, plain(value)) for label, value in copy.facts)
    files = tuple(
        replace(file, void=plain(file.void), name=plain(file.name)) for file in copy.files
    )
    return replace(copy, facts=facts, files=files)


def _facts(release: Release, pages: int) -> tuple[tuple[str, str], ...]:
    masthead = release.issue.masthead
    printer = masthead.printer if masthead else ""
    run = f"{release.print_run:,}" if release.print_run else ""
    local = timezone.localtime(release.press_time) if release.press_time else None
    time = date_format(local, "Y-m-d H:i") if local else ""
    if release.issue.publication.language.startswith("zh"):
        labels = ("纸张", "印数", "开印时间", "印厂", "版数", "签发", "电话", "换版理由")
    else:
        labels = ("Paper", "Print run", "Press time", "Printer", "Pages", "Signed", "Phone", "Why")
    values = (
        *(release.paper, run, time, printer, str(pages)),
        *(release.signer, release.telephone, release.reason),
    )
    return tuple((a, b) for a, b in zip(labels, values, strict=True) if b)


def _store(release: Release, files: list[_PageFile], sheet: bytes, by: Actor) -> Release:
    issue = release.issue
    folder = f"{issue.publication.slug}/{issue.reference}/release"
    paths = [f"{folder}/{file.sha256[:16]}/{file.name}" for file in files]
    for path, file in zip(paths, files, strict=True):
        write_atomically(settings.EDITION_ROOT / path, file.data)
    release.sheet_sha256 = hashlib.sha256(sheet).hexdigest()
    stem = files[0].name.rpartition("_")[0].rpartition("_")[0]
    release.sheet_path = f"{folder}/{release.sheet_sha256[:16]}/{stem}_R{release.number}.pdf"
    write_atomically(settings.EDITION_ROOT / release.sheet_path, sheet)
    try:
        with transaction.atomic():
            release.save()
            ReleasedPage.objects.bulk_create(
                ReleasedPage(
                    release=release,
                    issue=issue,
                    page_number=file.number,
                    version=file.version,
                    inks=inks_of(issue, file.page),
                    path=path,
                    sha256=file.sha256,
                    size=len(file.data),
                    layout_id=_printed_on(file.page),
                )
                for path, file in zip(paths, files, strict=True)
            )
            names = [file.name for file in files]
            record(by, "release_issue", issue, files=names, reason=release.reason)
    except IntegrityError as error:
        raise ReleaseRefusedError(
            _("Somebody else released pages at this moment: look at their release first.")
        ) from error
    return release


@transaction.atomic
def record_receipt(file: ReleasedPage, received_by: str, *, by: Actor) -> ReleasedPage:
    """Note who at the printer has the file. A receipt is noted once."""
    require(by, RIGHT)
    if not received_by.strip():
        raise ReleaseRefusedError(_("Write who at the printer has the file."))
    given = ReleasedPage.objects.filter(pk=file.pk, received_at=None)
    if not given.update(received_at=timezone.now(), received_by=received_by.strip()[:80]):
        raise ReleaseRefusedError(_("The receipt of %(file)s is noted already.") % {"file": file})
    record(by, "receive_page", file.issue, file=file.file_name, received_by=received_by.strip())
    file.refresh_from_db()
    return file
