"""What the printer's press can do: process, ink limit, margins, resolution, profile; and the inks.

Defaults come from the process; figures the printer gave take their place. Ink is a share of one
plate: 1.0 is a solid, total ink 2.4 is what printers write as 240 %.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.geometry import PageGrid

Process = Literal["coldset", "sheetfed"]
PdfStandard = Literal["x1a", "x4"]
InkSet = Literal["four", "black", "spot"]

# Characterised printing conditions by the beginnings of their names in the ICC registry.
REGISTERED = re.compile(r"(CGATS|FOGRA|IFRA|JC|PSR|EUROSB)\s?[A-Z0-9]", re.ASCII)
NOT_A_SPOT = {"", "all", "none", "cyan", "magenta", "yellow", "black"}
ICC_HEADER = 128  # bytes, ICC.1:2010, 7.2


class ConditionError(Exception):
    """The press condition makes no sense; ``str()`` says what to change."""


@dataclass(frozen=True)
class PressCondition:
    """Made by `press_condition`, which fills in the figures of the process and checks all."""

    process: Process = "coldset"
    pdf_standard: PdfStandard = "x1a"
    total_ink: float = 2.4
    picture_ppi: int = 200
    live_margin_mm: float = 8.0  # no ink closer to the edge: a coldset press does not trim
    bleed_mm: float = 0.0
    output_condition: str = "CGATS TR 002"
    icc_profile: bytes | None = None

    @property
    def is_registered(self) -> bool:
        """Whether the name alone says the condition (ISO 15930-4, 6.2.2), without a profile."""
        return REGISTERED.match(self.output_condition) is not None

    @property
    def picture_key(self) -> str:
        """Short and the same for conditions that make the same of a picture."""
        profile = hashlib.sha256(self.icc_profile or b"").hexdigest()[:16]
        return f"{self.total_ink:.3f}-{self.picture_ppi}-{profile}"

    def on(self, grid: PageGrid) -> PageGrid:
        """The page format with this press's bleed."""
        return replace(grid, bleed_mm=self.bleed_mm)


@dataclass(frozen=True)
class Spot:
    """One named ink beside black 套红; ``cmyk`` is what a screen or a proof shows instead."""

    name: str
    cmyk: tuple[float, float, float, float]


PageInks = Literal["four", "black"] | Spot

COLDSET = PressCondition()
SHEETFED = PressCondition(
    process="sheetfed",
    total_ink=3.2,
    picture_ppi=300,
    live_margin_mm=0.0,
    bleed_mm=3.0,
    output_condition="FOGRA39",
)
OF_PROCESS: dict[str, PressCondition] = {"coldset": COLDSET, "sheetfed": SHEETFED}


def press_condition(
    process: str = "coldset",
    pdf_standard: str = "x1a",
    *,
    total_ink_percent: float | None = None,
    picture_ppi: int | None = None,
    live_margin_mm: float | None = None,
    bleed_mm: float | None = None,
    output_condition: str = "",
    icc_profile: bytes | None = None,
) -> PressCondition:
    """The condition of a process with the printer's own figures. Raises `ConditionError`.

    A figure that is None (a bleed that is None or 0, an empty name) is the one of the process.
    """
    usual = OF_PROCESS.get(process)
    if usual is None:
        raise ConditionError(_("No press is called “%(name)s”.", name=process))
    if pdf_standard not in ("x1a", "x4"):
        raise ConditionError(_("No PDF standard is called “%(name)s”.", name=pdf_standard))
    condition = replace(
        usual,
        pdf_standard="x4" if pdf_standard == "x4" else "x1a",
        total_ink=usual.total_ink if total_ink_percent is None else total_ink_percent / 100,
        picture_ppi=usual.picture_ppi if picture_ppi is None else picture_ppi,
        live_margin_mm=usual.live_margin_mm if live_margin_mm is None else live_margin_mm,
        bleed_mm=bleed_mm or usual.bleed_mm,
        output_condition=" ".join(output_condition.split()) or usual.output_condition,
        icc_profile=icc_profile or None,
    )
    _refuse_figures(condition)
    _refuse_profile(condition)
    return condition


def _refuse_figures(condition: PressCondition) -> None:
    ink, bleed, margin = condition.total_ink, condition.bleed_mm, condition.live_margin_mm
    if not 1 <= ink <= 4:  # so NaN is out, too
        said = _("The limit of total ink is between 100 and 400 %%, not %(ink)g.", ink=ink * 100)
        raise ConditionError(said)
    if not 50 <= condition.picture_ppi <= 1200:
        raise ConditionError(
            _(
                "The picture resolution is between 50 and 1200 ppi, not %(ppi)g.",
                ppi=condition.picture_ppi,
            )
        )
    if not 0 <= bleed <= 20:
        raise ConditionError(_("The bleed is between 0 and 20 mm, not %(bleed)g.", bleed=bleed))
    if not 0 <= margin <= 50:
        said = _("The margin without ink is between 0 and 50 mm, not %(margin)g.", margin=margin)
        raise ConditionError(said)


def _refuse_profile(condition: PressCondition) -> None:
    profile = condition.icc_profile
    if profile is None:
        if condition.pdf_standard == "x4":
            raise ConditionError(
                _(
                    "PDF/X-4 needs the ICC profile of the press: ask the printer for it, "
                    "or choose PDF/X-1a."
                )
            )
        return
    size = int.from_bytes(profile[:4], "big")
    if len(profile) <= ICC_HEADER or profile[36:40] != b"acsp" or size > len(profile):
        raise ConditionError(
            _("The ICC profile is damaged or none at all: ask the printer for the file once more.")
        )
    if (profile[12:16], profile[16:20]) != (b"prtr", b"CMYK"):
        raise ConditionError(
            _("The ICC profile is not that of a CMYK press: ask the printer for the right one.")
        )


def spot_ink(name: str, cmyk: str) -> Spot:
    """The spot colour as a publication writes it, ``0 100 100 0`` in per cent.

    Raises `ConditionError`.
    """
    told = " ".join(name.split())
    if told.lower() in NOT_A_SPOT or not told.isprintable():
        raise ConditionError(
            _("“%(name)s” is no name of a spot colour: give the one on the ink tin.", name=name)
        )
    parts = re.findall(r"[^\s,;，；%]+", cmyk)
    if len(parts) != 4 or not all(_is_percent(part) for part in parts):
        raise ConditionError(
            _("The spot colour needs four figures from 0 to 100, for example “0 100 100 0”.")
        )
    cyan, magenta, yellow, black = (float(part) / 100 for part in parts)
    return Spot(told, (cyan, magenta, yellow, black))


def _is_percent(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,4})?", text) is not None and float(text) <= 100


def page_inks(kind: str, spot: Spot | None = None, *, mourning: bool = False) -> PageInks:
    """The inks of one page. Mourning makes every page black. Raises `ConditionError`."""
    if mourning or kind == "black":
        return "black"
    if kind != "spot":
        return "four"
    if spot is None:
        raise ConditionError(
            _("A page is to be printed in black and a spot colour: name the colour first.")
        )
    return spot


def the_spot(inks: Iterable[PageInks]) -> Spot | None:
    """The one spot colour of an edition. Raises `ConditionError` when there are two."""
    spots = {ink for ink in inks if isinstance(ink, Spot)}
    if len(spots) > 1:
        raise ConditionError(_("An edition is printed with one spot colour, not with two."))
    return next(iter(spots), None)
