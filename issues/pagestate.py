"""A page as data for the page desk: its grid, its stories, what may be done with each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
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
from issues.composing import stale_pages
from issues.dummy import Dummy, read_dummy, shape_book
from issues.handstyle import headline_size
from issues.lighttable import Sheet
from issues.locking import RIGHT as LOCKS
from issues.locks import lock_told
from issues.models import Issue, Page, PageLayout
from issues.newer import newer_stories
from issues.planning import IssueClosedError
from issues.presence import others_at
from newsroom.layout.carrying import lines_of
from newsroom.layout.geometry import Area, PageGrid
from newsroom.layout.pagemaking import is_short
from newsroom.layout.photos import photo_blocks
from newsroom.layout.plan import START, CopyItem, Module, PagePlan, PhotoFrame, page_from_json
from newsroom.layout.standing import Board, board_of, copy_from
from newsroom.layout.threads import MIN_KEPT
from newsroom.press.sheet import picture_size
from newsroom.press.zones import Zone

PICTURE = 640  # pixels of the picture that is cropped


def may_change(user: User | AnonymousUser, issue: Issue) -> bool:
    return not issue.is_closed and user.has_perm("issues.compose_issue")


def barred(page: Page, user: User | AnonymousUser) -> str:
    """Why nothing on the page can be changed, and what to do."""
    if page.issue.is_closed:
        return str(IssueClosedError(page.issue))
    if page.is_locked:
        return in_words(lock_told(page))
    if not may_change(user, page.issue):
        return _("You may look at the page; to change it you need the right to compose pages.")
    return ""


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


def state_of(page: Page, sheet: Sheet, user: User | AnonymousUser) -> dict[str, Any]:
    """The page as data: its grid, its stories with the sizes each can fill, what may be done."""
    issue, layout = page.issue, page.current_layout
    masthead = issue.masthead
    reason = barred(page, user)
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
        "remarks": sheet.remarks,
        "unplaced": _unplaced(issue),
        "modules": [],
        "open": [],
        "can_fill": False,
        "is_filled": False,
    }
    if layout is None or masthead is None:
        return told
    dummy = read_dummy(issue)
    return told | _Teller(page, layout, dummy, masthead.grid, _newer(sheet), _cut_off(sheet)).told()


def _newer(sheet: Sheet) -> dict[str, str]:
    return {str(s.article.pk): s.newer_told for s in sheet.stories if s.is_newer}


def _cut_off(sheet: Sheet) -> set[str]:
    return {str(s.article.pk) for s in sheet.stories if s.is_cut_off}


@dataclass(frozen=True)
class _Teller:
    """A composed page and what is known of it."""

    page: Page
    layout: PageLayout
    dummy: Dummy
    single: PageGrid
    newer: Mapping[str, str]  # story -> who saved its newer copy, and when
    cut_off: Collection[str]  # stories whose end found no room

    @property
    def grid(self) -> PageGrid:
        return self.plan.on(self.single)

    @cached_property
    def plan(self) -> PagePlan:
        return page_from_json(self.layout.plan)

    @cached_property
    def items(self) -> dict[str, CopyItem]:
        return {item.id: item for item in self.dummy.items}

    @cached_property
    def board(self) -> Board:
        return board_of(self.plan, self.items, shape_book(self.dummy))

    @cached_property
    def layouts(self) -> dict[int, PageLayout]:
        pages = self.page.issue.pages.select_related("current_layout")
        return {page.number: page.current_layout for page in pages if page.current_layout}

    @cached_property
    def lines(self) -> dict[int, Counter[str]]:
        """Page -> the lines that stand there of each story."""
        found: dict[int, Counter[str]] = {}
        for at, layout in self.layouts.items():
            counted = found.setdefault(at, Counter())
            for module in modules_of(layout):
                counted[module.item_id] += lines_of(module)
        return found

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
            "is_stale": bool(stale_pages(self.dummy, [self.layout])),
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
        sizes = self.board.sizes(id, 2) if id in self.board.pieces else {}
        depth = 0 if module.rule_below else 1
        headline = item.story.headline.replace("\n", "") if item else "–"
        return {
            "id": id,
            "headline": headline,
            "url": reverse("admin:articles_article_change", args=[int(id)]),
            "area": asdict(module.area),
            "box": asdict(_box(module.area, self.grid)),
            "notch": _notch(module, self.grid),
            "lines": sum(len(leg.lines) for leg in module.legs),
            "characters": sum(
                len(line.text) for leg in module.legs for line in leg.lines if line.block >= 0
            ),
            # Rows of the module as they are drawn: the row of a rule at the foot is nobody's.
            "sizes": {columns: [row - depth for row in rows] for columns, rows in sizes.items()},
            "is_pinned": self.dummy.pins.get(id) == module.area,
            "newer": self.newer.get(id, ""),
            "is_cut_off": id in self.cut_off and module.jump_to is None,
            "over": self.over(module),
            "goes_on": module.jump_to,
            "comes_from": module.jump_from,
            "copy_lines": lines_of(module),
            "rest": self.rest(module),
            "may_jump": item is not None and lines_of(module) >= 2 * MIN_KEPT,
            "headline_size": headline_size(module),
            "headline_level": module.headline_level,
            "is_boxed": module.boxed and bool(module.frame),
            "is_tinted": bool(module.tint),
            "is_vertical": any(line.direction == "vertical" for line in module.head),
            "photo": self.photo(module, item) if item else None,
        }

    @cached_property
    def changed(self) -> list[str]:
        return newer_stories(self.dummy, self.layout)

    def rest(self, module: Module) -> int:
        """Lines of the story on later pages."""
        later = [counted for at, counted in self.lines.items() if at > self.page.number]
        return sum(counted[module.item_id] for counted in later)

    def over(self, module: Module) -> int:
        """Lines a story has more than stand, told where it ends: cut off, or with newer copy."""
        id = module.item_id
        is_short = id in self.changed or id in self.cut_off
        if not is_short or module.jump_to is not None:
            return 0
        if id not in self.items:
            return -lines_of(module)
        copy = copy_from(self.items[id], START, self.board.setting)
        return len(copy.lines) + copy.beyond - sum(counted[id] for counted in self.lines.values())

    def photo(self, module: Module, item: CopyItem) -> dict[str, Any] | None:
        """The pictures of a story with their crops, and the sizes they may take.

        None where the copy has none of those that stand: there is nothing to crop or to size.
        """
        kept = {photo.id for photo in item.photos}
        if not any(photo.photo_id in kept for photo in module.photos):
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
    return f"{reverse('admin:issues_issue_picture', args=args)}?{layout.pk}"


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


def _unplaced(issue: Issue) -> list[dict[str, Any]]:
    """Stories of the issue that stand on no page, with their copyfit."""
    layouts = PageLayout.objects.filter(pk__in=issue.pages.values("current_layout"))
    standing = {module["item_id"] for layout in layouts for module in layout.plan["modules"]}
    if issue.masthead is None:
        return []
    dummy = read_dummy(issue)
    setting = shape_book(dummy).setting
    return [
        {
            "id": item.id,
            "headline": item.story.headline.replace("\n", ""),
            "url": reverse("admin:articles_article_change", args=[int(item.id)]),
            "lines": len(copy_from(item, START, setting).lines),
            "characters": len(item.story.text),
        }
        for item in dummy.items
        if item.id not in standing
    ]
