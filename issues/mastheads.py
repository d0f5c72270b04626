"""What an issue prints about its paper, and in which design: rows -> data of the press."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from issues.models import Issue, Masthead
from newsroom.copydesk.calendar import full_date, year_month
from newsroom.copydesk.languages import issue_words, label
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
    words, run = issue_words(language), masthead.print_run
    lunar = issue.lunar_date if language.startswith("zh") else ""
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
        lunar_date=label(lunar, language),
        year_number_line=(
            issue.special_name
            if issue.year_number is None
            else words.year_number.format(issue.year_number)
        ),
        number_line="" if issue.number is None else words.number.format(issue.number),
        page_count_line=words.pages.format(page_count),
        ear_left=masthead.ear_left,
        ear_right=masthead.ear_right,
        address=masthead.address,
        printer=masthead.printer,
        print_run="" if run is None else words.run.format(run),
        price=masthead.price,
        distribution_to=masthead.distribution_to,
        editors=words.between.join(person.name for person in issue.editors.all()),
        language=language,
    )


def folios(issue: Issue) -> dict[int, Folio]:
    """The head of each page by its number; the editor on duty stands in it."""
    language = issue.publication.language
    words = issue_words(language)
    date_line = f"{full_date(issue.date, language)}　{issue.weekday}"
    return {
        page.number: Folio(
            number=page.number,
            name=page.name,
            publication=issue.publication.name,
            date_line=date_line,
            editor=words.editor.format(page.duty_editor.name) if page.duty_editor else "",
        )
        for page in issue.pages.select_related("duty_editor")
    }
