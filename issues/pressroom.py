"""What the masthead and the pages say of the press, as the press wants to hear it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile

from issues.models import Issue, Masthead
from newsroom.press.condition import (
    PageInks,
    PressCondition,
    Spot,
    page_inks,
    press_condition,
    spot_ink,
)


@dataclass(frozen=True)
class Press:
    """The press of an issue, and the inks of its pages by their numbers."""

    condition: PressCondition
    inks: dict[int, PageInks]

    def of(self, page: int) -> PageInks:
        return self.inks.get(page, "four")


def press_of(issue: Issue, masthead: Masthead) -> Press:
    """Raises `ConditionError` with what to change in the masthead."""
    return Press(condition_of(masthead), inks_of_pages(issue, masthead))


def condition_of(masthead: Masthead) -> PressCondition:
    """The press condition of the paper. Raises `ConditionError`."""
    return press_condition(
        masthead.press_process,
        masthead.pdf_standard,
        total_ink_percent=masthead.total_ink,
        picture_ppi=masthead.picture_ppi,
        live_margin_mm=masthead.live_margin_mm,
        bleed_mm=masthead.bleed_mm,
        output_condition=masthead.output_condition,
        icc_profile=_profile(masthead),
    )


def _profile(masthead: Masthead) -> bytes | None:
    file: FieldFile = masthead.icc_profile
    if not file:
        return None
    if isinstance(file.file, UploadedFile):  # still in the form: the storage wants it open
        data = bytes(file.read())
        file.seek(0)
        return data
    with file.open("rb") as stored:
        return bytes(stored.read())


def spot_of(masthead: Masthead) -> Spot | None:
    """The spot colour of the paper, if it has one. Raises `ConditionError`."""
    if not (masthead.spot_name or masthead.spot_cmyk):
        return None
    return spot_ink(masthead.spot_name, masthead.spot_cmyk)


def inks_of_pages(issue: Issue, masthead: Masthead) -> dict[int, PageInks]:
    """Page number -> its inks. Raises `ConditionError`."""
    spot = spot_of(masthead)
    return {
        page.number: page_inks(page.inks, spot, mourning=issue.mourning)
        for page in issue.pages.all()
    }
