"""Pages, stories and sizes in words."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from issues.spreads import named


def pages_in_words(numbers: Collection[int]) -> str:
    """Page 2; of a double page Pages 2–3."""
    return ngettext("Page %(page)s", "Pages %(page)s", len(numbers)) % {"page": named(numbers)}


def story_in_words(headline: str) -> str:
    """A story by its headline: “A bridge at last”, 《一座桥合龙》."""
    return _("“%(headline)s”") % {"headline": headline}


def size_in_words(columns: int, rows: int) -> str:
    """1 column by 22 rows."""
    across = ngettext("%(count)s column", "%(count)s columns", columns) % {"count": columns}
    down = ngettext("%(count)s row", "%(count)s rows", rows) % {"count": rows}
    return _("%(columns)s by %(rows)s") % {"columns": across, "rows": down}
