"""Whether an exported file still shows the pages as they stand: the one rule of what is sent."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from issues.composing import is_current
from issues.dummy import Dummy
from issues.models import EditionFile, Issue, Page, PageLayout
from issues.printing import press_basis


def layouts_now(pages: Iterable[Page]) -> dict[int, datetime.datetime]:
    """Keys of the layouts that stand, in page order, and when each was made."""
    layouts = (page.current_layout for page in sorted(pages, key=lambda page: page.number))
    return {layout.prints: layout.created_at for layout in layouts if layout}


def shows_other_pages(file: EditionFile, now: Mapping[int, datetime.datetime]) -> str:
    """Says that the pages of a file are not those that stand; nothing where they are, or where a
    later file has taken its place."""
    whole = file.page_number is None
    if not file.is_current:
        return ""
    if list(file.layouts) == list(now) if whole else set(file.layouts) <= now.keys():
        return ""
    others = [at for key, at in now.items() if whole and key not in file.layouts]
    changed = max(others, default=file.created_at)
    if changed <= file.created_at:  # a step was taken back, or a page dropped
        return _("Out of date: pages were changed after it.")
    when = date_format(localtime(changed), "SHORT_DATETIME_FORMAT")
    return _("Out of date: pages were changed after it (%(when)s).") % {"when": when}


def press_outdated(
    issue: Issue, file: EditionFile, dummy: Dummy | None, layouts: list[PageLayout]
) -> str:
    """Why a press PDF is not that of the issue as it stands; nothing where it may be sent.

    Without ``dummy`` the issue cannot be composed at all, and only the pages are compared. Raises
    `ExportError`.
    """
    told = shows_other_pages(file, {layout.prints: layout.created_at for layout in layouts})
    if told or issue.is_closed or dummy is None:
        return told
    if not is_current(dummy, layouts):
        return _("Out of date: copy or wishes were changed after it.")
    if file.report.get("basis") != press_basis(issue, layouts):
        return _("Out of date: masthead, folios or press settings were changed after it.")
    return ""
