"""What an issue prints about its paper, and in which design: rows -> data of the press."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Reporter
from issues.models import Issue, Masthead
from newsroom.copydesk.calendar import full_date, year_month
from newsroom.copydesk.sentence import sentence
from newsroom.layout.fitting import Kept
from newsroom.layout.metrics import TypeBook
from newsroom.press.art import ArtError, Artwork, read_art
from newsroom.press.designs import DISTRICT, Design, design_of
from newsroom.press.nameplate import Folio, MastheadCopy


@dataclass(frozen=True)
class Look:
    """The design of a paper, with its own nameplate art; ``key`` tells two looks apart."""

    design: Design
    art: Artwork | None = None
    key: str = DISTRICT.code

    def kept(self, masthead: Masthead, copy: MastheadCopy, book: TypeBook) -> Kept:
        """What the composer leaves to the paper itself. Raises `SheetError`."""
        first, folio = self.design.first_rows(masthead.nameplate_rows, masthead.folio_rows)
        foot = self.design.imprint_rows(copy, masthead.grid, book)
        corner = self.design.corner_room(copy, masthead.grid, book, self.art)
        return Kept(first, folio, foot, corner)


def look_of(masthead: Masthead) -> Look:
    """Raises `ArtError` when the nameplate's drawing cannot be read."""
    design = design_of(masthead.page_design)
    if not masthead.nameplate_art:
        return Look(design, key=design.code)
    try:
        with masthead.nameplate_art.open("rb") as file:
            data = file.read()
    except OSError as error:
        lost = sentence("The file of the nameplate's drawing is lost: hand it in again.")
        raise ArtError(lost) from error
    return Look(design, read_art(data), f"{design.code}-{hashlib.sha256(data).hexdigest()[:16]}")


def masthead_words(issue: Issue, masthead: Masthead, page_count: int) -> MastheadCopy:
    """Everything page one and the imprint say, in the words to be printed."""
    language = issue.publication.language
    chinese = language.startswith("zh")
    run = masthead.print_run
    return MastheadCopy(
        name=issue.publication.name,
        latin_name=masthead.latin_name,
        publisher=masthead.publisher,
        permit=masthead.permit,
        distribution=masthead.distribution,
        hotline=masthead.hotline,
        hotline_label=masthead.hotline_label if masthead.hotline else "",
        year_month=year_month(issue.date, language),
        day=str(issue.date.day),
        weekday=issue.weekday,
        lunar_date=issue.lunar_date if chinese else "",
        year_number_line=_year_number_line(issue, chinese),
        number_line=_number_line(issue, chinese),
        page_count_line=f"本期共{page_count}版" if chinese else f"{page_count} pages",
        ear_left=masthead.ear_left,
        ear_right=masthead.ear_right,
        address=masthead.address,
        printer=masthead.printer,
        print_run="" if run is None else f"{run}份" if chinese else f"{run:,}",
        price=masthead.price,
        distribution_to=masthead.distribution_to,
        editors=_names(issue.editors.all(), chinese),
        language=language,
    )


def _names(reporters: Iterable[Reporter], chinese: bool) -> str:
    names = [person.name for person in reporters]
    return ("、" if chinese else ", ").join(names)


def _year_number_line(issue: Issue, chinese: bool) -> str:
    if issue.year_number is None:
        return issue.special_name
    return f"第{issue.year_number}期" if chinese else f"No. {issue.year_number}"


def _number_line(issue: Issue, chinese: bool) -> str:
    if issue.number is None:
        return ""
    return f"总第{issue.number}期" if chinese else f"Issue {issue.number}"


def folios(issue: Issue) -> dict[int, Folio]:
    """The head of each page by its number; the editor on duty stands in it."""
    language = issue.publication.language
    date_line = f"{full_date(issue.date, language)}　{issue.weekday}"
    return {
        page.number: Folio(
            number=page.number,
            name=page.name,
            publication=issue.publication.name,
            date_line=date_line,
            editor=_editor(page.duty_editor, language.startswith("zh")),
        )
        for page in issue.pages.select_related("duty_editor")
    }


def _editor(reporter: Reporter | None, chinese: bool) -> str:
    if reporter is None:
        return ""
    return f"责任编辑：{reporter.name}" if chinese else f"Editor: {reporter.name}"
