"""Whether a page can be made of a format, and hold what it is asked to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from issues.models import Masthead


# What a page can be made of, field by field: in millimetres, ems of the body size, or points.
BOUNDS = {
    "trim_width_mm": (100, 1000),
    "trim_height_mm": (100, 1000),
    "top_margin_mm": (0, 200),
    "bleed_mm": (0, 20),
    "column_em": (5, 60),
    "gutter_em": (0.5, 10),
    "body_size_pt": (5, 24),
    "leading_pt": (5, 48),
}


def grid_problem(masthead: Masthead) -> None:
    """Raises ValidationError with what to change when no page can be made of these measures."""
    for name, bounds in BOUNDS.items():
        _require_within(masthead, name, *bounds)
    if masthead.leading_pt < masthead.body_size_pt:
        raise ValidationError(_("The lines overlap: the leading is less than the body size."))
    _require_on_sheet(masthead)


def _require_within(masthead: Masthead, name: str, low: float, high: float) -> None:
    if low <= getattr(masthead, name) <= high:  # so NaN is out, too
        return
    label = getattr(masthead._meta.get_field(name), "verbose_name", name)
    raise ValidationError(
        _("“%(field)s” is between %(low)s and %(high)s.")
        % {"field": label, "low": low, "high": high}
    )


def _require_on_sheet(masthead: Masthead) -> None:
    grid = masthead.grid
    if grid.type_width > grid.trim_width:
        raise ValidationError(
            _("The columns are %(over).1f mm wider than the page: take fewer or narrower columns.")
            % {"over": (grid.type_width - grid.trim_width) * 25.4 / 72}
        )
    if grid.top + grid.type_height > grid.trim_height:
        raise ValidationError(
            _("The rows are %(over).1f mm taller than the page: take fewer rows.")
            % {"over": (grid.top + grid.type_height - grid.trim_height) * 25.4 / 72}
        )
