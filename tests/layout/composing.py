"""What composition tests share: the page, the fonts, the real issue when it is at hand."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from newsroom.copydesk.story import Block, Byline, Story
from newsroom.layout.compose import compose_edition
from newsroom.layout.geometry import TABLOID
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import CopyItem, EditionPlan
from newsroom.press.fontset import font_files
from tests.real_page import gold, need_real_page

ROOT = Path(__file__).resolve().parents[2]
NAMEPLATE_ROWS, FOLIO_ROWS = 14, 3


@lru_cache(maxsize=1)
def type_book() -> TypeBook:
    return TypeBook.load(font_files(ROOT / "var/fonts"))


def compose(items, page_count=None, seed=0, **more) -> EditionPlan:
    return compose_edition(
        items,
        TABLOID,
        type_book(),
        nameplate_rows=NAMEPLATE_ROWS,
        folio_rows=FOLIO_ROWS,
        page_count=page_count,
        seed=seed,
        **more,
    )


def plain_story(lines: int, headline: str = "图书馆新馆今日开门", **more) -> Story:
    """One paragraph of Han characters only: exactly ``lines`` lines of a tabloid column."""
    text = ("新馆里有阅览座位和许多藏书" * lines)[: lines * 13 - 4]
    return Story(headline, (Block(text),), **more)


def real_issue() -> list[CopyItem]:
    """The eight stories of the printed issue; skips where it is not at hand."""
    need_real_page()
    items = [_real_item(entry) for entry in gold()["stories"]]
    return sorted(items, key=lambda item: item.priority != "lead")


def _real_item(entry) -> CopyItem:
    blocks = tuple(Block(p["text_fullwidth"].removesuffix(p["tail"])) for p in entry["paragraphs"])
    bylines = tuple(Byline("记者", name) for name in entry["reporters"])
    story = Story(entry["headline_as_printed"], blocks, bylines=bylines)
    priority = {2: "lead", 1: "major", 4: "major"}.get(entry["story"], "normal")
    return CopyItem(str(entry["story"]), story, priority)  # type: ignore[arg-type]


def modules_of(plan: EditionPlan, item_id: str):
    return [(p.number, m) for p in plan.pages for m in p.modules if m.item_id == item_id]
