"""What the designs share: the double rule, type on one baseline, ears they have no place for."""

from __future__ import annotations

from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.linebreak import painted
from newsroom.layout.plan import FontRole
from newsroom.press.marks import Align, Drawing, Ink, Mark, Rule, Text
from newsroom.press.nameplate import Folio, MastheadCopy, SheetError

DOUBLE_RULE = (2.5, 1.5, 1.0)  # 文武线: thick, white, thin


def field(x: float, y: float, width: float, height: float, ink: Ink = "black") -> Drawing:
    """A rectangle full of ink."""
    corners = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    path = tuple(("l" if number else "m", corner) for number, corner in enumerate(corners))
    return Drawing(x, y, (*path, ("z",)), ink=ink)


def double_rule(x: float, y: float, width: float) -> list[Mark]:
    """文武线: a thick and a thin red rule, ``y`` the top of the thick one."""
    thick, white, thin = DOUBLE_RULE
    return [
        Rule(x, y + thick / 2, width, thick, ink="red"),
        Rule(x, y + thick + white + thin / 2, width, thin, ink="red"),
    ]


def standing(
    baseline: float,
    text: str,
    x: float,
    font: FontRole,
    size: float,
    align: Align = "left",
    ink: Ink = "black",
) -> Text:
    """Type standing on a common baseline, whatever its size."""
    y = baseline - 0.88 * size
    return Text(painted(text), x, y, font, size, align, ink)


def refuse_ears(copy: MastheadCopy) -> None:
    """Nothing is left out in silence. Raises `SheetError` when there is something in the ears."""
    if copy.ear_left or copy.ear_right:
        raise SheetError(
            _(
                "This page design has no ears for “%(text)s”: clear them, or choose another.",
                text=copy.ear_left or copy.ear_right,
            )
        )


def outside_first(copy: Folio, right: bool) -> tuple[str, ...]:
    """The words of a folio beside number and name, as they are read on a page of that side."""
    parts = (copy.publication, copy.date_line, copy.editor)
    return parts if right else parts[::-1]


def no_nameplate_room() -> SheetError:
    return SheetError(
        _("The nameplate has no room: give it more rows, or choose a larger page format.")
    )


def no_head_room(page: int) -> SheetError:
    return SheetError(
        _(
            "The head of page %(page)s has no room: give it more rows in the page format.",
            page=page,
        )
    )
