"""A story set otherwise by hand: its headline, its form, its picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from django.utils.translation import gettext as _

from issues.dummy import item_of
from issues.handdesk import Answered, Desk, HandworkError, Wish, pin_moved, plan_of, refuse_rest
from issues.models import Placement
from issues.wanted import Fields
from newsroom.layout.changes import Answer, Change
from newsroom.layout.handfill import changed_or_filled
from newsroom.layout.heads import level_of, size_beside
from newsroom.layout.plan import Module

FORMS = ("box", "tint", "vertical")
LEVELS = (1, 2, 3, 4)
SECOND: Fields = {"headline_level": 2, "headline_size": 0}


def styled(desk: Desk, wish: Wish) -> Answered:
    """The story set anew as it is wished, where it stands."""
    id = wish.item_id
    fields = _style_fields(desk, wish)
    seconds = dict.fromkeys(_leads_before(desk, wish), SECOND)
    answer = _set(desk, wish, {id: fields} | seconds)
    if answer.plan is None and seconds:  # better two leads than none as it is wished
        seconds = {}
        answer = _set(desk, wish, {id: fields})
    plan = plan_of(answer)
    wanted = seconds | {id: fields | pin_moved(desk, id, plan)}
    focus = _focus_of(desk, wish) if wish.focus else None
    return Answered({desk.page.number: plan}, answer.way, answer.moved, wanted, focus)


def _leads_before(desk: Desk, wish: Wish) -> list[str]:
    """Who led the page that the story is to lead, where no editor has set their headlines."""
    if (wish.kind, wish.value) != ("level", 1):
        return []
    others = (m.item_id for m in desk.plan.modules if is_lead(m) and m.item_id != wish.item_id)
    return [id for id in others if id in desk.items and desk.items[id].headline_level is None]


def is_lead(module: Module) -> bool:
    return module.headline_level == 1 and module.jump_from is None


def _set(desk: Desk, wish: Wish, wanted: Mapping[str, Fields]) -> Answer:
    """The page with stories set as they are ``wanted``, that of the wish among them."""
    id = wish.item_id
    placements = desk.page.issue.placements.select_related("article", "page", "jump_page")
    items = dict(desk.items)
    for placement in placements.filter(article_id__in=[int(key) for key in wanted]):
        for name, value in wanted[str(placement.article_id)].items():
            setattr(placement, name, value)
        items[str(placement.article_id)] = item_of(placement, desk.dummy.register)
    bare = [id] if wish.kind in FORMS else []
    board = desk.board(items, changed=wanted, strict=[id], bare=bare)
    answer = changed_or_filled(board, Change("set", id), desk.stock)
    if answer.plan is None and not bare:  # an older wish may not be kept: this one must
        lax = changed_or_filled(desk.board(items, changed=wanted), Change("set", id), desk.stock)
        kept = lax.plan and f"wish_not_kept:{_told(wish)}:{id}" not in lax.plan.violations
        answer = lax if kept else answer
    return answer


def _told(wish: Wish) -> str:
    """The composer's word for the wish."""
    return "photo" if wish.kind == "photo" else "size"


def _style_fields(desk: Desk, wish: Wish) -> Fields:
    """The wish as fields of the placement."""
    module, is_on = desk.module(wish.item_id), bool(wish.value)
    refuse_rest(module)
    treatment = Placement.Treatment
    forms: dict[str, Callable[[], Fields]] = {
        "larger": lambda: _headline_fields(desk, module, 1),
        "smaller": lambda: _headline_fields(desk, module, -1),
        "level": lambda: {"headline_level": _level(wish.value), "headline_size": 0},
        "box": lambda: _boxed_fields(module, is_on),
        "tint": lambda: {"treatment": treatment.TINT if is_on else ""},
        "vertical": lambda: {
            "treatment": treatment.VERTICAL if is_on else "",
            "headline_size": 0,
        },
        "photo": lambda: _photo_fields(module, wish.photo),
    }
    return forms[wish.kind]()


def _headline_fields(desk: Desk, module: Module, step: Literal[1, -1]) -> Fields:
    grid = desk.dummy.masthead.grid
    size = headline_size(module)
    found = size_beside(size, grid, step) if size else None
    if found is None:
        raise HandworkError(
            _("The headline has the largest size already.")
            if step > 0
            else _("The headline has the smallest size already.")
        )
    # The size of a headline alone makes no lead of a story, nor takes a lead down.
    old = module.headline_level
    level = 1 if old == 1 else max(2, level_of(found, old, grid))
    return {"headline_size": found, "headline_level": level}


def headline_size(module: Module) -> float:
    return max((line.size_pt for line in module.head if line.role == "headline"), default=0.0)


def _level(value: int) -> int:
    if value not in LEVELS:
        raise HandworkError(_("The change was not understood: load the page again."))
    return value


def _boxed_fields(module: Module, is_on: bool) -> Fields:
    fields: Fields = {"boxed": is_on}
    if not is_on and module.frame == "thick_thin":
        fields["treatment"] = ""
    return fields


def _photo_fields(module: Module, photo: tuple[int, int]) -> Fields:
    if not module.photos:
        raise HandworkError(_("The story has no picture on this page."))
    return {"photo_columns": photo[0], "photo_rows": photo[1]}


def focused(desk: Desk, wish: Wish) -> Answered:
    """The picture cropped about another point: the page keeps every line."""
    return Answered({desk.page.number: desk.plan}, "kept", focus=_focus_of(desk, wish))


def _focus_of(desk: Desk, wish: Wish) -> tuple[int, float, float]:
    shown = {photo.photo_id for photo in desk.module(wish.item_id).photos}
    if wish.focus is None or str(wish.focus[0]) not in shown:
        raise HandworkError(_("The story has no picture on this page."))
    return wish.focus
