"""A page as data for the page desk: its grid, its stories, what may be done with each."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.auditing import name_of
from articles.logbook import who
from articles.models import ArticlePhoto
from articles.wording import in_words, listed
from issues.copyfit import lines_needed, lines_standing
from issues.dummy import Dummy, shape_book
from issues.flatplan import planned
from issues.handstyle import headline_size
from issues.lighttable import LightTable, Sheet, StoryOnPage, sheet_at
from issues.locking import RIGHT as LOCKS
from issues.locks import IssueClosedError, lock_told
from issues.models import Issue, Page, PageLayout
from issues.newer import newer_stories
from issues.presence import others_at
from newsroom.layout.carrying import lines_of
from newsroom.layout.geometry import Area, PageGrid
from newsroom.layout.pagemaking import is_short
from newsroom.layout.photos import photo_blocks
from newsroom.layout.plan import START, CopyItem, Module, PagePlan, PhotoFrame, page_from_json
from newsroom.layout.standing import Board, board_of, copy_from
from newsroom.layout.threads import MIN_KEPT
from newsroom.press.fontset import FontSetError
from newsroom.press.sheet import picture_size
from newsroom.press.zones import Zone

PICTURE = 640  # pixels of the picture that is cropped


def may_change(user: User | AnonymousUser, issue: Issue) -> bool:
    return not issue.is_closed and user.has_perm("issues.compose_issue")


def barred(page: Page, user: User | AnonymousUser, unset: str = "") -> str:
    """Why nothing on the page can be changed, and what to do; ``unset``: why no copy can be set."""
    if page.issue.is_closed:
        return str(IssueClosedError(page.issue))
    if page.is_locked:
        return in_words(lock_told(page))
    if not may_change(user, page.issue):
        return _("You may look at the page; to change it you need the right to compose pages.")
    return unset


def voided(sheet: Sheet) -> str:
    """Whose signatures a change takes away."""
    signed = [s.signoff.signer for s in (sheet.proofs.signed if sheet.proofs else ()) if s.signoff]
    if not signed:
        return ""
    names = listed(dict.fromkeys(signed))
    return ngettext(
        "A change voids the signature of %(names)s.",
        "A change voids the signatures of %(names)s.",
        len(set(signed)),
    ) % {"names": names}


def modules_of(layout: PageLayout | None) -> tuple[Module, ...]:
    return page_from_json(layout.plan).modules if layout else ()


def settable(table: LightTable) -> tuple[Dummy | None, str]:
    """What the copy of the issue is set from; else None and why it cannot be set, as where a font
    that the masthead names is gone."""
    if table.dummy is None:
        return None, table.problem
    try:
        shape_book(table.dummy)
    except FontSetError as error:
        return None, in_words(error)
    return table.dummy, ""


def state_of(page: Page, table: LightTable, user: User | AnonymousUser) -> dict[str, Any]:
    """The page as data: its grid, its stories with the sizes each can fill, what may be done."""
    issue, layout = page.issue, page.current_layout
    masthead = issue.masthead
    sheet, _previous, _following = sheet_at(table, page.number)
    dummy, unset = settable(table)
    reason = barred(page, user, unset)
    told: dict[str, Any] = {
        "page": page.number,
        "numbers": sheet.numbers,
        "address": reverse("admin:issues_issue_pagedesk", args=[issue.pk, page.number]),
        "barred": reason,
        "voids": "" if reason else voided(sheet),
        "layout": layout.pk if layout else None,
        "step": layout.step if layout else "",
        "changed_by": who(name_of(layout.created_by)) if layout else "",
        "others": others_at(page, user),
        "may_change": layout is not None and not reason,
        "may_unlock": page.is_locked and not issue.is_closed and user.has_perm(LOCKS),
        "remarks": [*([] if issue.is_closed else _on_the_way(sheet, table)), *sheet.remarks],
        "unplaced": _unplaced(table, dummy),
        "modules": [],
        "open": [],
        "can_fill": False,
        "is_filled": False,
    }
    if layout is None or masthead is None:
        return told
    return told | _Teller(page, layout, dummy, masthead.grid, sheet).told()


@dataclass(frozen=True)
class _Teller:
    """A composed page and what is known of it."""

    page: Page
    layout: PageLayout
    dummy: Dummy | None  # None: no copy can be set, the page is only looked at
    single: PageGrid
    sheet: Sheet

    @cached_property
    def stories(self) -> dict[str, StoryOnPage]:
        return {str(story.placement.article_id): story for story in self.sheet.stories}

    @property
    def grid(self) -> PageGrid:
        return self.plan.on(self.single)

    @cached_property
    def plan(self) -> PagePlan:
        return page_from_json(self.layout.plan)

    @cached_property
    def items(self) -> dict[str, CopyItem]:
        return {item.id: item for item in self.dummy.items} if self.dummy else {}

    @cached_property
    def board(self) -> Board | None:
        if self.dummy is None:
            return None
        return board_of(self.plan, self.items, shape_book(self.dummy))

    @cached_property
    def layouts(self) -> dict[int, PageLayout]:
        pages = self.page.issue.pages.select_related("current_layout")
        return {page.number: page.current_layout for page in pages if page.current_layout}

    @cached_property
    def lines(self) -> dict[int, Counter[str]]:
        """Page -> the lines that stand there of each story."""
        return {at: lines_standing(modules_of(layout)) for at, layout in self.layouts.items()}

    @cached_property
    def uses(self) -> dict[str, ArticlePhoto]:
        keys = [int(photo.photo_id) for m in self.plan.modules for photo in m.photos]
        rows = ArticlePhoto.objects.select_related("photo").in_bulk(keys)
        return {str(key): use for key, use in rows.items()}

    def told(self) -> dict[str, Any]:
        modules = [self.module(module) for module in self.plan.modules]
        open_rows = sum(area.columns * area.rows for area in self.plan.open_areas)
        open_rows += self.plan.thin_rows * self.grid.columns
        return {
            "grid": _grid(self.grid, self.plan),
            "picture": _picture(self.page, self.layout),
            "is_stale": bool(self.changed),  # what else was changed no settling of copy mends
            "can_undo": self.layout.previous_id is not None,
            "can_redo": self.layout.following.exists(),
            "can_fill": is_short(self.plan, self.single),
            "is_filled": any(frame.filler for frame in self.plan.artwork),
            "modules": modules,
            "load": sum(module["over"] for module in modules) - open_rows,
            "later": [number for number in sorted(self.layouts) if number > self.page.number],
            "open": [
                {"area": asdict(area), "box": asdict(_box(area, self.grid))}
                for area in self.plan.open_areas
            ],
        }

    def module(self, module: Module) -> dict[str, Any]:
        id, item = module.item_id, self.items.get(module.item_id)
        story = self.stories.get(id)
        depth = 0 if module.rule_below else 1
        return {
            "id": id,
            "headline": story.article.one_line_headline if story else "–",
            "url": reverse("admin:articles_article_change", args=[int(id)]),
            "area": asdict(module.area),
            "box": asdict(_box(module.area, self.grid)),
            "notch": _notch(module, self.grid),
            "lines": self.lines_here(module),
            "characters": sum(
                len(line.text) for leg in module.legs for line in leg.lines if line.block >= 0
            ),
            # Rows of the module as they are drawn: the row of a rule at the foot is nobody's.
            "sizes": {
                columns: [row - depth for row in rows] for columns, rows in self.sizes(id).items()
            },
            "is_pinned": story is not None and story.placement.pin == module.area,
            "newer": story.newer_told if story else "",
            "is_cut_off": self.is_cut_off(id) and module.jump_to is None,
            "over": self.over(module),
            "goes_on": module.jump_to,
            "comes_from": module.jump_from,
            "rest": self.rest(module),
            "may_jump": item is not None and lines_of(module) >= 2 * MIN_KEPT,
            "headline_size": headline_size(module),
            "headline_level": module.headline_level,
            "is_boxed": module.boxed and bool(module.frame),
            "is_tinted": bool(module.tint),
            "is_vertical": any(line.direction == "vertical" for line in module.head),
            "photo": self.photo(module, item) if item else None,
        }

    def sizes(self, id: str) -> dict[int, list[int]]:
        if self.board is None or id not in self.board.pieces:
            return {}
        return self.board.sizes(id, 2)

    def is_cut_off(self, id: str) -> bool:
        return id in self.stories and self.stories[id].is_cut_off

    @cached_property
    def changed(self) -> list[str]:
        return newer_stories(self.dummy, self.layout) if self.dummy else []

    def lines_here(self, module: Module) -> int:
        """Its lines of copy in the paper's own column, also where it is set in others: in broken
        columns or around a picture. Of copy that goes on, or is not what stands, as it is set."""
        id = module.item_id
        piece = self.board.pieces.get(id) if self.board else None
        ends_here = module.jump_to is None and not self.is_cut_off(id)
        if piece is None or not ends_here or id in self.changed:
            return lines_of(module)
        return lines_needed(piece.copy)

    def rest(self, module: Module) -> int:
        """Lines of the story on later pages."""
        later = [counted for at, counted in self.lines.items() if at > self.page.number]
        return sum(counted[module.item_id] for counted in later)

    def over(self, module: Module) -> int:
        """Lines a story has more than stand, told where it ends: cut off, or with newer copy."""
        id = module.item_id
        is_short = id in self.changed or self.is_cut_off(id)
        if self.board is None or not is_short or module.jump_to is not None:
            return 0
        if id not in self.items:
            return -lines_of(module)
        copy = copy_from(self.items[id], START, self.board.setting)
        return lines_needed(copy) - sum(counted[id] for counted in self.lines.values())

    def photo(self, module: Module, item: CopyItem) -> dict[str, Any] | None:
        """The pictures of a story with their crops, and the sizes they may take.

        None where the copy has none of those that stand: there is nothing to crop or to size.
        """
        kept = {photo.id for photo in item.photos}
        if self.board is None or not any(photo.photo_id in kept for photo in module.photos):
            return None
        first = module.photos[0]
        is_plain = all(photo.measure_em == 0 for photo in module.photos)
        blocks = photo_blocks(
            *(item.photos[: len(module.photos)], self.grid.columns),
            *(self.grid, self.board.setting.book),
        )
        able: dict[int, set[int]] = defaultdict(set)
        for block in blocks if is_plain else ():
            spot = block.spots[0]
            able[block.columns].add(spot.rows - len(spot.caption))
        left = min(photo.area.column for photo in module.photos)
        return {
            "columns": max(photo.area.right for photo in module.photos) - left,
            "rows": first.picture_rows,
            "sizes": {columns: sorted(rows) for columns, rows in sorted(able.items())},
            "is_chosen": bool(item.photo_columns or item.photo_rows),
            "uses": [self.use(photo) for photo in module.photos if photo.photo_id in self.uses],
        }

    def use(self, frame: PhotoFrame) -> dict[str, Any]:
        use = self.uses[frame.photo_id]
        width, height = picture_size(frame, self.grid)
        return {
            "id": use.pk,
            "name": use.caption or str(use.photo),
            "picture": reverse("admin:articles_photo_picture", args=[use.photo_id, PICTURE]),
            "x": use.focal_x,
            "y": use.focal_y,
            "aspect": use.photo.aspect,
            "frame": height / width,
        }


def _grid(grid: PageGrid, plan: PagePlan) -> dict[str, Any]:
    """Fractions of the trimmed page, for a picture of any size."""
    pitch = grid.column_width + grid.gutter
    return {
        "columns": grid.columns,
        "first_row": plan.first_row,
        "last_row": grid.rows - plan.foot_rows,
        "left": grid.left / grid.trim_width,
        "top": grid.top / grid.trim_height,
        "column": pitch / grid.trim_width,
        "row": grid.leading_pt / grid.trim_height,
        "gutter": grid.gutter / grid.trim_width,
        "shape": grid.trim_width / grid.trim_height,
    }


def _picture(page: Page, layout: PageLayout) -> str:
    args = [page.issue_id, page.number, "large"]
    return f"{reverse('admin:issues_issue_picture', args=args)}?{layout.prints}"


def _box(area: Area, grid: PageGrid) -> Zone:
    """The area in fractions of the trimmed page."""
    left, top = grid.x_of(area.column), grid.y_of(area.row)
    return Zone(
        "",
        left / grid.trim_width,
        top / grid.trim_height,
        grid.width_of(area.columns) / grid.trim_width,
        area.rows * grid.leading_pt / grid.trim_height,
    )


def _notch(module: Module, grid: PageGrid) -> dict[str, float] | None:
    """What the nameplate takes of the top left of an L, in fractions of its box."""
    if module.notch is None:
        return None
    width = grid.width_of(module.area.columns)
    taken = grid.x_of(module.head_column) - grid.x_of(module.area.column)
    return {"width": taken / width, "height": module.notch.rows / module.area.rows}


def _on_the_way(sheet: Sheet, table: LightTable) -> list[str]:
    """Stories that wait to be composed on another page, and those that wait for this one."""
    told = []
    for story in planned(sheet, table):
        words = {"headline": story.article.one_line_headline, "page": story.goes_to}
        if story.goes_to is not None:
            told.append(_("“%(headline)s” goes to page %(page)s once that is composed.") % words)
        elif story.stands is None:
            told.append(_("“%(headline)s” comes here once this page is composed.") % words)
    return told


def _unplaced(table: LightTable, dummy: Dummy | None) -> list[dict[str, Any]]:
    """Stories of the issue that stand on no page, the most important first, with their copyfit;
    where no copy can be set without it."""
    standing = {story.placement.pk for sheet in table.sheets for story in sheet.stories}
    waiting = {str(p.article_id): p.article for p in table.placements if p.pk not in standing}
    lines: dict[str, int] = {}
    if dummy is not None:
        setting = shape_book(dummy).setting
        unset = (item for item in dummy.items if item.id in waiting)
        lines = {item.id: lines_needed(copy_from(item, START, setting)) for item in unset}
    return [
        {
            "id": id,
            "headline": waiting[id].one_line_headline,
            "url": reverse("admin:articles_article_change", args=[int(id)]),
            "lines": lines.get(id),
            "characters": len(waiting[id].story().text),
        }
        for id in lines or waiting
    ]
