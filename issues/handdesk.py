"""What a change by hand is worked out with: the wish, the page as it stands, the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from django.utils.translation import gettext as _

from articles.wording import in_words
from issues.dummy import Dummy, shape_book
from issues.models import Page, PageLayout
from issues.newer import is_set_otherwise, newer_stories
from issues.wanted import Fields, pin_fields
from newsroom.layout.artwork import Artwork
from newsroom.layout.changes import Answer
from newsroom.layout.fillers import unused
from newsroom.layout.geometry import Area
from newsroom.layout.plan import CopyItem, Module, PagePlan, page_from_json
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.standing import Board, board_of

Moving = Literal["move", "resize", "swap", "take_off", "put_on"]
Style = Literal["larger", "smaller", "level", "box", "tint", "vertical", "photo"]
OfPage = Literal["settle", "choose", "fill_up", "bare"]
Kind = Moving | Style | OfPage | Literal["focus", "jump", "join", "pin", "unpin"]
MOVING: tuple[Moving, ...] = ("move", "resize", "swap", "take_off", "put_on")
STYLES: tuple[Style, ...] = ("larger", "smaller", "level", "box", "tint", "vertical", "photo")
OF_A_PAGE: tuple[OfPage, ...] = ("settle", "choose", "fill_up", "bare")  # about no story
KINDS: tuple[Kind, ...] = (*MOVING, *STYLES, *OF_A_PAGE, "focus", "jump", "join")


class HandworkError(Exception):
    """The page cannot be changed like that; ``str()`` says why and what to do. ``pinned`` is the
    story whose pin is in the way."""

    pinned = ""


class NearError(HandworkError):
    """What was wished can be done nearly, or with a fault, which ``str()`` tells."""


@dataclass(frozen=True)
class Wish:
    """What is to be done on a page; ``area`` counts columns and rows of the type area.

    ``value``: a headline's level, the number of a proposal, or 1 and 0 for a form that is put on
    or taken off. ``page`` and
    ``lines`` say where a story goes on; ``photo`` is columns and rows, 0 as the composer likes;
    ``focus`` the use of a photo with the point it is cropped about.
    """

    kind: Kind
    item_id: str = ""
    area: Area | None = None
    other: str = ""
    value: int = 0
    page: int = 0
    lines: int = 0
    photo: tuple[int, int] = (0, 0)
    focus: tuple[int, float, float] | None = None
    is_anyhow: bool = False  # what comes near the wish, or has a fault, is good enough


@dataclass(frozen=True)
class Answered:
    """The pages as they will be, by number, the first that of the wish; and what is remembered:
    of stories, by their key, and of uses of photos. ``ranked``: two stories of which the first
    may not stand below the second, where that is why a place was not kept."""

    plans: Mapping[int, PagePlan]
    way: str
    moved: tuple[str, ...] = ()
    wanted: Mapping[str, Fields] = field(default_factory=dict)
    focus: tuple[int, float, float] | None = None
    ranked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Desk:
    """A page and its issue as they stand."""

    page: Page
    dummy: Dummy
    layouts: Mapping[int, PageLayout]
    book: ShapeBook

    @classmethod
    def of(cls, page: Page, dummy: Dummy) -> Desk:
        pages = page.issue.pages.select_related("current_layout")
        layouts = {p.number: p.current_layout for p in pages if p.current_layout}
        return cls(page, dummy, layouts, shape_book(dummy))

    @cached_property
    def plans(self) -> dict[int, PagePlan]:
        return {number: page_from_json(layout.plan) for number, layout in self.layouts.items()}

    @cached_property
    def items(self) -> dict[str, CopyItem]:
        return {item.id: item for item in self.dummy.items}

    @property
    def plan(self) -> PagePlan:
        return self.plans[self.page.number]

    @cached_property
    def pins(self) -> frozenset[str]:
        """Stories that stand where they are pinned. A pin that composing could not keep holds
        nothing where the story stands instead."""
        standing = (m for plan in self.plans.values() for m in plan.modules if m.jump_from is None)
        return frozenset(m.item_id for m in standing if self.dummy.pins.get(m.item_id) == m.area)

    @property
    def stock(self) -> tuple[Artwork, ...]:
        """Fillers that stand on no other page."""
        return unused(self.dummy.fillers, self.plans, self.page.number)

    def module(self, id: str, page: int | None = None) -> Module:
        plan = self.plans[page] if page else self.plan
        found = next((module for module in plan.modules if module.item_id == id), None)
        if found is None:
            raise HandworkError(_("That story does not stand on this page any more."))
        return found

    def stale(self, number: int) -> list[str]:
        """Stories of a page whose copy is newer than what stands there."""
        return newer_stories(self.dummy, self.layouts[number])

    def board(self, items: Mapping[str, CopyItem] | None = None, **more: Any) -> Board:
        return board_of(self.plan, items or self.items, self.book, pinned=self.pins, **more)


def refuse_rest(module: Module) -> None:
    """Raises `HandworkError` where only the rest of the story stands."""
    if module.jump_from is not None:
        raise HandworkError(
            _("Only the rest of the story stands here: do that on page %(page)s, where it begins.")
            % {"page": module.jump_from}
        )


def refuse_elsewhere(layouts: Iterable[PageLayout], id: str) -> None:
    """Raises `HandworkError` where a story that comes onto a page stands on one already."""
    if any(module["item_id"] == id for layout in layouts for module in layout.plan["modules"]):
        raise HandworkError(
            _("That story stands on another page: take it off there first, then put it here.")
        )


def refuse_unfit(desk: Desk, number: int = 0) -> None:
    """Raises `HandworkError` where nothing can be changed by hand on a page (this one): it is not
    composed, or it was with another masthead or type, which no change of a story makes good."""
    layout = desk.layouts.get(number or desk.page.number)
    if layout is None:
        raise HandworkError(_("The page is not composed yet: press Compose pages first."))
    if is_set_otherwise(desk.dummy, layout):
        raise HandworkError(
            _(
                "Masthead, type or fonts were changed since page %(page)s was composed: compose it "
                "anew."
            )
            % {"page": number or desk.page.number}
        )


def refuse_stale(desk: Desk) -> None:
    """Raises `HandworkError` where nothing can be changed by hand, or copy is newer."""
    refuse_unfit(desk)
    if desk.stale(desk.page.number):
        raise HandworkError(
            _("Copy on this page was changed since it was composed: settle it first.")
        )


def plan_of(answer: Answer) -> PagePlan:
    if answer.plan is None:
        error = (NearError if answer.is_near else HandworkError)(in_words(answer.reason))
        error.pinned = answer.pinned
        raise error
    return answer.plan


def pin_moved(desk: Desk, id: str, plan: PagePlan) -> Fields:
    """A pinned story that had to take another rectangle is pinned there."""
    if id not in desk.dummy.pins:
        return {}
    return pin_fields(next(m.area for m in plan.modules if m.item_id == id))
