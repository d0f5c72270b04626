"""A small invented edition on its way through the press, made once a run."""

from functools import lru_cache
from pathlib import Path
from random import Random

from newsroom.layout.geometry import TABLOID
from newsroom.press.condition import press_condition
from newsroom.press.engine import Painter
from newsroom.press.fontset import font_files
from newsroom.press.prepress import finish_press
from newsroom.press.sheet import Folio, MastheadCopy, Sheet, build_sheet
from tests.layout.composing import ROOT, compose, type_book
from tests.layout.stories import make_item

MASTHEAD = MastheadCopy(
    name="海港日报",
    latin_name="HARBOUR DAILY",
    publisher="海港镇新闻中心出版",
    permit="海港市连续性内部资料【海】0001号",
    distribution="内部资料　免费交流",
    hotline="0000-5550128",
    hotline_label="新闻热线",
    year_month="2026年11月",
    day="20",
    weekday="星期五",
    lunar_date="丙午年十月十二",
    year_number_line="第42期",
    number_line="总第1042期",
    page_count_line="本期共2版",
)
FOLIOS = {
    n: Folio(n, name, "海港日报", "2026年11月20日　星期五")
    for n, name in ((1, "要闻"), (2, "综合"), (3, "民生"), (4, "副刊"))
}
HERE = Path(__file__).parent  # no picture is asked for
CONDITION = press_condition("coldset")


@lru_cache(maxsize=1)
def painter() -> Painter:
    return Painter(font_files(ROOT / "var/fonts"))


@lru_cache(maxsize=1)
def items():
    """A lead too long for page one, so that it jumps, and pages with a folio on either side."""
    rng = Random(5)
    first = [
        make_item(rng, "lead", "lead", characters=4200, page=1),
        make_item(rng, "second", "major", page=1),
    ]
    rest = [make_item(rng, f"s{n}", "major", subheads=n == 1) for n in range(8)]
    return (*first, *rest)


@lru_cache(maxsize=1)
def plan():
    return compose(list(items()))


def sheet_of(pages) -> Sheet:
    return build_sheet(pages, TABLOID, type_book(), MASTHEAD, FOLIOS, {}, title="海港日报 1042")


@lru_cache(maxsize=1)
def press_pdf() -> bytes:
    return finished(sheet_of(plan()))


def finished(sheet: Sheet, grid=TABLOID, pictures=HERE, condition=CONDITION, inks=()) -> bytes:
    painted = painter().pdf(sheet, pictures)
    return finish_press(painted, grid, title=sheet.title, condition=condition, inks=inks)
