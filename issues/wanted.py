"""Wishes for stories: written with a change by hand, and taken back with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from django.db.models import Model

from articles.models import ArticlePhoto
from issues.models import Issue, PageLayout, Placement
from issues.planning import PIN
from newsroom.layout.geometry import Area

Fields = dict[str, Any]
NO_PIN: Fields = dict.fromkeys(PIN)
PAGES = ("page_id", "jump_page_id")
TOGETHER = ({"page_id", *PIN}, {"jump_page_id", "jump_lines"})  # one wish each
KEPT_WHOLE = 0  # lines before a jump: there is to be none
# Of a story that was taken off; one that goes on elsewhere is cut for the place it had.
NO_PLACE: Fields = NO_PIN | {"page_id": None, "jump_page_id": None, "jump_lines": None}


def pin_fields(area: Area) -> Fields:
    return {
        "pin_column": area.column,
        "pin_row": area.row,
        "pin_columns": area.columns,
        "pin_rows": area.rows,
    }


def write_wishes(issue: Issue, wanted: Mapping[str, Fields]) -> dict[str, Any]:
    """Write what is wanted of stories, by their key; what was written, to take it back."""
    told = {}
    for placement in issue.placements.filter(article_id__in=[int(key) for key in wanted]):
        new = wanted[str(placement.article_id)]
        before = {name: getattr(placement, name) for name in new}
        if before != new:
            Placement.objects.filter(pk=placement.pk).update(**new)
            told[str(placement.article_id)] = {"before": before, "after": new}
    return told


def write_focus(focus: tuple[int, float, float] | None) -> dict[str, Any]:
    """Write the point a picture is cropped about; what was written."""
    use = ArticlePhoto.objects.filter(pk=focus[0]).first() if focus else None
    if use is None or focus is None:
        return {}
    before = {"focal_x": use.focal_x, "focal_y": use.focal_y}
    after = {"focal_x": focus[1], "focal_y": focus[2]}
    ArticlePhoto.objects.filter(pk=use.pk).update(**after)
    return {str(use.pk): {"before": before, "after": after}}


def _since(row: Model, stood: Fields) -> set[str]:
    """What was wished since that ``stood``."""
    changed = {name for name, value in stood.items() if getattr(row, name) != value}
    return changed.union(*(names for names in TOGETHER if names & changed))


def rewrite_wishes(
    issue: Issue, step: Iterable[PageLayout], which: Literal["before", "after"]
) -> None:
    """What was written with a step, as it was before it or after, as far as nobody wished for
    something else since; a page dropped since is none."""
    other = "after" if which == "before" else "before"
    step = list(step)
    pages = {None, *(layout.page_id for layout in step)}
    there = {None, *issue.pages.values_list("pk", flat=True)}
    for layout in step:
        for key, told in layout.change.get("where", {}).items():
            fields = {
                name: None if name in PAGES and value not in there else value
                for name, value in told[which].items()
            }
            for placement in issue.placements.filter(article_id=int(key)):
                since = _since(placement, told[other])
                mine = {name: value for name, value in fields.items() if name not in since}
                if mine.get("page_id", placement.page_id) not in pages:  # a pin is of its page
                    mine = {name: value for name, value in mine.items() if name not in PIN}
                Placement.objects.filter(pk=placement.pk).update(**mine)
        for key, told in layout.change.get("focus", {}).items():
            for use in ArticlePhoto.objects.filter(pk=int(key), article__placement__issue=issue):
                if not _since(use, told[other]):
                    ArticlePhoto.objects.filter(pk=use.pk).update(**told[which])
