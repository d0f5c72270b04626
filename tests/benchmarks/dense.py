"""How well and how fast pages of many small stories are composed.

`python -m tests.benchmarks.dense [--seed N] [--pages K] [--stories 12 13 16 20]
[--format tabloid|broadsheet|a3] [--json]`

For each number of stories K inner pages as full as their copy wants to be: how many are solved, how
many break no rule, and the seconds of CPU of the slowest. Of twelve stories also the seconds when
none of them is tied to another.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from newsroom.copydesk.story import Story
from newsroom.layout.check import check_plan
from newsroom.layout.compose import Composer, compose_edition
from newsroom.layout.fitting import Kept
from newsroom.layout.formats import FORMATS, FormatCode, PageFormat
from newsroom.layout.pagination import Pagination
from newsroom.layout.plan import CopyItem, EditionPlan, Priority
from newsroom.layout.search import group_of, page_search
from newsroom.layout.shapes import Setting
from newsroom.memory import collect_seldom
from tests.benchmarks.page_quality import quality
from tests.layout.composing import type_book
from tests.layout.stories import LENGTHS, make_item, make_photo

UNTIED = 12  # stories that the page by itself can bear without ties
LOAD = 0.98
NEAR = 0.015  # of the page: how well the load is met
LEAST, MOST = 45, 900  # characters of a story


def dense_page(seed: int, count: int, page_format: PageFormat) -> list[CopyItem]:
    """So many stories that fill a page, a few of weight and the others brief."""
    kinds: list[Priority] = ["major", "normal", "normal", "normal", "normal"]
    kinds += ["brief"] * (count - len(kinds))
    low, high = 0.3, 3.0
    for _try in range(12):
        scale = (low + high) / 2
        items = _drawn(Random(f"dense {seed} {count}"), kinds, scale)
        load = _load(items, page_format)
        if abs(load - LOAD) < NEAR:
            break
        low, high = (low, scale) if load > LOAD else (scale, high)
    return items


def _drawn(rng: Random, kinds: Sequence[Priority], scale: float) -> list[CopyItem]:
    items = []
    for number, kind in enumerate(kinds):
        low, high = LENGTHS[kind]
        wanted = int(rng.randint(low, high) * scale)
        photos = (make_photo(rng, f"p{number}"),) if number == 0 else ()
        length = max(LEAST, min(MOST, wanted))
        item = make_item(rng, f"s{number}", kind, characters=length)
        story = _shortened(item.story, length)
        items.append(replace(item, story=story, photos=photos, may_jump=False))
    return items


def _shortened(story: Story, length: int) -> Story:
    """No longer than that: invented stories are of whole sentences, briefs need not be."""
    blocks = []
    for block in story.blocks:
        if length > 0:
            blocks.append(replace(block, text=block.text[:length]))
        length -= len(block.text)
    return replace(story, blocks=tuple(blocks))


def _load(items: Sequence[CopyItem], page_format: PageFormat) -> float:
    composer = _composer(items, page_format)
    return sum(composer.fit.area(item) for item in items) / composer.fit.capacity(0)


def _composer(items: Sequence[CopyItem], page_format: PageFormat) -> Composer:
    rows = page_format.folio_rows
    composer = Composer(items, Setting(page_format.grid, type_book()), Kept(rows, rows), 0)
    composer.fit.pages = Pagination(1)
    return composer


def composed(items: Sequence[CopyItem], page_format: PageFormat) -> EditionPlan:
    return compose_edition(
        items,
        page_format.grid,
        type_book(),
        nameplate_rows=page_format.folio_rows,
        folio_rows=page_format.folio_rows,
        page_count=1,
    )


def untied_seconds(items: Sequence[CopyItem], page_format: PageFormat) -> float:
    """What a good page takes with every story by itself, from raw copy on."""
    before = time.process_time()
    composer = _composer(items, page_format)
    draft = composer.fit.draft(composer.led(items, [], 0), 0, 1)
    if draft is not None:
        group = group_of(draft.pieces, draft.tables, draft.group.columns, draft.rows, UNTIED)
        alone = replace(draft, group=group)
        if alone.fits:
            page_search(alone, composer.fit.first_row(0), Random(0)).run(300, 600)
    return time.process_time() - before


def measured(first_seed: int, pages: int, count: int, page_format: PageFormat) -> dict[str, Any]:
    seconds, found, untied = [], [], [0.0]
    faults: Counter[str] = Counter()
    for seed in range(first_seed, first_seed + pages):
        items = dense_page(seed, count, page_format)
        before = time.process_time()
        plan = composed(items, page_format)
        seconds.append(time.process_time() - before)
        wrong = list(check_plan(plan, items, page_format.grid, type_book()))
        page = quality(plan.pages[0], page_format.grid)
        solved = not plan.overset and not wrong and not plan.pages[0].thin_rows
        found.append((solved, page))
        faults.update(page.faults)
        if count == UNTIED:
            untied.append(untied_seconds(items, page_format))
    return {
        "pages": pages,
        "solved_share": round(sum(solved for solved, _page in found) / pages, 3),
        "clean_share": round(sum(not page.faults for _solved, page in found) / pages, 3),
        "unclean": dict(faults.most_common()),
        "near_size_per_page": round(sum(page.near_sizes for _solved, page in found) / pages, 3),
        "fill_min": round(min(page.fill for _solved, page in found), 4),
        "slowest_s": round(max(seconds), 2),
        **({"slowest_untied_s": round(max(untied), 2)} if count == UNTIED else {}),
    }


def main() -> None:
    collect_seldom()  # as the site and the worker do
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=8)
    parser.add_argument("--stories", type=int, nargs="+", default=[12, 13, 16, 20])
    parser.add_argument("--format", choices=FORMATS, default="tabloid")
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    code: FormatCode = told.format
    figures = {
        count: measured(told.seed, told.pages, count, FORMATS[code]) for count in told.stories
    }
    if told.json:
        print(json.dumps(figures))
        return
    for count, of_count in figures.items():
        print(count, of_count)


if __name__ == "__main__":
    main()
