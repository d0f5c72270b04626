"""Whether a page format can hold what it is asked to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from issues.models import Masthead


def grid_problem(masthead: Masthead) -> None:
    """Raises ValidationError with what to change when the type area is larger than the sheet."""
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
