"""What type, rules, fills and pictures of one page are held to: inks, ink, fineness, overprint."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array

from newsroom.copydesk.sentence import sentence as _
from newsroom.press.boxes import meet
from newsroom.press.condition import PageInks, PressCondition, Spot
from newsroom.press.content import Colour, Painted
from newsroom.press.findings import Findings
from newsroom.press.plates import LARGEST_OVERPRINTED

HAIRLINE = 0.3  # points
COLOURED_RULE = 1.0
COLOURED_TYPE = 14.0
REVERSED_TYPE = 10.0
EXACTLY = 0.005
FINEST_SHARE = 0.004  # of a plate: one of 256 steps is no ink
INK_TOLERANCE = 0.005
SOLID_BLACK = Colour("DeviceCMYK", (0.0, 0.0, 0.0, 1.0))
PLATES = ("cyan", "magenta", "yellow", "black")


def check_drawing(
    things: Sequence[Painted],
    page: int,
    inks: PageInks,
    condition: PressCondition,
    findings: Findings,
) -> None:
    """Everything that is decided by a thing's own colour and size, and what lies below it."""
    pictures = [thing for thing in things if thing.kind == "picture"]
    for thing in things:
        used = plates_of(thing)
        _check_inks(thing, used, page, inks, findings)
        if used is not None:
            _check_total(used, page, condition, findings)
            _check_fineness(thing, used, page, findings)
        _check_overprint(thing, used, pictures, page, findings)


def plates_of(thing: Painted) -> dict[str, float] | None:
    """Share of ink by plate; None for a colour that is none of ink, and for a picture."""
    colour = thing.colour
    if thing.kind in ("picture", "shading"):
        return None
    if colour.space == "DeviceCMYK" and len(colour.values) == 4:
        shares = dict(zip(PLATES, colour.values, strict=True))
    elif colour.space == "DeviceGray" and colour.values:
        shares = {"black": 1 - colour.values[0]}
    elif colour.space == "Separation" and colour.values:
        shares = {colour.ink: colour.values[0]}
    else:
        return None
    return {plate: share for plate, share in shares.items() if share > FINEST_SHARE}


def _allowed(inks: PageInks) -> set[str]:
    if isinstance(inks, Spot):
        return {"black", inks.name}
    return {"black"} if inks == "black" else set(PLATES)


def _check_inks(
    thing: Painted, used: dict[str, float] | None, page: int, inks: PageInks, findings: Findings
) -> None:
    allowed = _allowed(inks)
    if thing.kind == "picture":
        _check_picture(thing, page, allowed, findings)
        return
    if used is None:
        said = _(
            "A colour is in %(space)s instead of the inks of the page.", space=_space_of(thing)
        )
        findings.fail("inks", page, said)
        return
    for ink in sorted(set(used) - allowed):
        said = _("The page uses the ink %(ink)s, which it does not have.", ink=ink)
        findings.fail("inks", page, said)


def _space_of(thing: Painted) -> str:
    return "Shading" if thing.kind == "shading" else thing.colour.space


def _check_picture(thing: Painted, page: int, allowed: set[str], findings: Findings) -> None:
    told = thing.picture.get("/ColorSpace")
    if told is None:  # a stencil, painted in the colour of the moment
        return
    space = str(told[0] if isinstance(told, Array) else told).strip("/")
    plates = {"DeviceGray": {"black"}, "DeviceCMYK": set(PLATES)}.get(space)
    if plates is None and space == "Separation":
        plates = {str(told[1]).removeprefix("/")}
    if plates is None:
        said = _("A picture is in %(space)s instead of CMYK or grey.", space=space)
        findings.fail("inks", page, said)
    elif not plates <= allowed:
        said = _("A picture is in %(space)s on a page without these inks.", space=space)
        findings.fail("inks", page, said)


def _check_total(
    used: dict[str, float], page: int, condition: PressCondition, findings: Findings
) -> None:
    ink = sum(used.values())
    figures = findings.figures
    figures["most_ink_percent"] = max(figures["most_ink_percent"], round(ink * 100))
    if ink > condition.total_ink + INK_TOLERANCE:
        said = _(
            "A colour takes %(ink).0f %% of ink, the paper takes %(limit).0f %%.",
            ink=ink * 100,
            limit=condition.total_ink * 100,
        )
        findings.fail("total_ink", page, said)


def _check_fineness(thing: Painted, used: dict[str, float], page: int, findings: Findings) -> None:
    if thing.kind == "type":
        _check_type(thing, used, page, findings)
    elif used:
        thickness = thing.size if thing.kind == "rule" else _thickness(thing)
        if thickness < HAIRLINE - EXACTLY:
            said = _("A rule of %(size).2f pt is too fine to print.", size=thickness)
            findings.warn("hairlines", page, said)
        elif len(used) > 1 and thickness < COLOURED_RULE - EXACTLY:
            said = _("A rule of %(size).2f pt is in several inks.", size=thickness)
            findings.warn("coloured", page, said)


def _thickness(thing: Painted) -> float:
    left, bottom, right, top = thing.box
    return max(0.0, min(right - left, top - bottom))


def _check_type(thing: Painted, used: dict[str, float], page: int, findings: Findings) -> None:
    if not used and thing.size < REVERSED_TYPE - EXACTLY:
        said = _("Reversed type of %(size).1f pt fills up with ink.", size=thing.size)
        findings.warn("reversed", page, said)
    if len(used) > 1 and thing.size < COLOURED_TYPE - EXACTLY:
        said = _("Type of %(size).1f pt is in several inks.", size=thing.size)
        findings.warn("coloured", page, said)


def _check_overprint(
    thing: Painted,
    used: dict[str, float] | None,
    pictures: Sequence[Painted],
    page: int,
    findings: Findings,
) -> None:
    is_black = thing.colour == SOLID_BLACK and thing.kind != "picture"
    is_small = thing.kind == "rule" or thing.size <= LARGEST_OVERPRINTED + EXACTLY
    if thing.overprints and not is_black:
        said = _("White overprints and vanishes.") if used == {} else None
        findings.fail("overprint", page, said or _("A tint, a colour or a picture overprints."))
    elif thing.overprints and thing.kind == "type" and not is_small:
        if any(meet(thing.box, picture.box) for picture in pictures):
            said = _("Black type of %(size).0f pt overprints a picture.", size=thing.size)
            findings.fail("overprint", page, said)
    elif is_black and is_small and not thing.overprints and thing.kind in ("type", "rule"):
        said = _("Small black type or a black rule does not overprint.")
        findings.fail("overprint", page, said)
