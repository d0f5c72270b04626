"""Where a story goes on: the jump lines of an edition made to tell the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsroom.copydesk.story import Position
from newsroom.layout.plan import Leg, Module, PagePlan
from newsroom.layout.shapes import Setting


def settled_jumps(pages: Sequence[PagePlan], setting: Setting) -> tuple[PagePlan, ...]:
    """The pages with every jump naming the page its story does go on to.

    A continuation that found no place where it was promised stands on a later page, or nowhere;
    then the story is overset, and its jump leads to no page.
    """
    begins: dict[tuple[str, Position], int] = {
        (m.item_id, m.text_from): page.number for page in pages for m in page.modules
    }
    return tuple(_settled(page, begins, setting) for page in pages)


def _settled(page: PagePlan, begins: dict[tuple[str, Position], int], setting: Setting) -> PagePlan:
    wrong = [
        m for m in page.modules if m.jump_to and begins.get((m.item_id, m.text_to)) != m.jump_to
    ]
    if not wrong:
        return page
    modules = tuple(
        _redirected(m, begins.get((m.item_id, m.text_to)), setting) if m in wrong else m
        for m in page.modules
    )
    return replace(page, modules=modules)


def _redirected(module: Module, target: int | None, setting: Setting) -> Module:
    if target is None:
        return replace(module, jump_to=None)
    last = module.legs[-1]
    line = replace(last.lines[-1], text=setting.wording.jump_line(target))
    leg: Leg = replace(last, lines=(*last.lines[:-1], line))
    return replace(module, legs=(*module.legs[:-1], leg), jump_to=target)
