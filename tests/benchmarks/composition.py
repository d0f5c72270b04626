"""How well and how fast pages are composed, over generated editions.

`python -m tests.benchmarks.composition [--seed N] [--editions K] [--pages P] [--load L]
[--format tabloid|broadsheet|a3|a4] [--ads N] [--fillers] [--json]`

Prints one object. Counts are exact and the same on every run; seconds are CPU of this process.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from statistics import mean, median, quantiles
from typing import Any

from newsroom.layout.check import check_plan
from newsroom.layout.compose import Composer, compose_edition, lines_over
from newsroom.layout.fitting import Kept
from newsroom.layout.formats import FORMATS, FormatCode
from newsroom.layout.geometry import PageGrid
from newsroom.layout.pagination import Pagination
from newsroom.layout.plan import CopyItem, EditionPlan, PagePlan
from newsroom.layout.remedies import remedies
from newsroom.layout.remedy import Offer, applied
from newsroom.layout.search import page_search
from newsroom.layout.shapes import Setting
from newsroom.memory import collect_seldom
from tests.benchmarks.generated import Generated, Generator
from tests.benchmarks.page_quality import Quality, quality
from tests.layout.composing import type_book

TIMED = 10  # editions whose pages are timed one by one


def composed(edition: Generated) -> EditionPlan:
    return composed_of(Offer(edition.items, edition.pages), edition)


def composed_of(offer: Offer, edition: Generated) -> EditionPlan:
    return compose_edition(
        offer.items,
        edition.grid,
        type_book(),
        nameplate_rows=edition.kept.nameplate_rows,
        folio_rows=edition.kept.folio_rows,
        page_count=offer.page_count,
        artwork=edition.kept.artwork,
        fillers=edition.kept.fillers,
    )


def is_remedied(edition: Generated, plan: EditionPlan) -> bool:
    """Whether something was advised, and all of it is true when it is done and composed anew."""
    offer = Offer(edition.items, edition.pages)
    composer = Composer(edition.items, Setting(edition.grid, type_book()), edition.kept, 0)
    found = remedies(composer, offer, plan)
    over = lines_over(plan)
    return bool(found) and all(
        lines_over(composed_of(applied(remedy, offer), edition)) <= remedy.still_over < over
        for remedy in found
    )


def of_one_page(edition: Generated, page: PagePlan) -> tuple[list[CopyItem], Kept]:
    """The stories that begin on a page, as an issue of that page alone."""
    own = {m.item_id for m in page.modules if not m.jump_from}
    items = [replace(i, page=None, may_jump=False) for i in edition.items if i.id in own]
    kept = replace(edition.kept, artwork=(), fillers=())
    return items, kept if page.number == 1 else replace(kept, nameplate_rows=kept.folio_rows)


def page_seconds(items: Sequence[CopyItem], kept: Kept, grid: PageGrid) -> float:
    """What a good page costs by itself."""
    before = time.process_time()
    compose_edition(
        items,
        grid,
        type_book(),
        nameplate_rows=kept.nameplate_rows,
        folio_rows=kept.folio_rows,
        page_count=1,
    )
    return time.process_time() - before


def first_seconds(items: Sequence[CopyItem], kept: Kept, grid: PageGrid) -> float:
    """What it takes until there is a first page without a hole, from raw copy on."""
    before = time.process_time()
    composer = Composer(items, Setting(grid, type_book()), kept, 0)
    composer.fit.pages = Pagination(1)
    pieces = composer.led(items, [], 0)
    draft, _homeless = composer.fit.fitted(pieces, 0, last=True, jumping="late")
    if draft is not None:
        page_search(draft, composer.fit.first_row(0), Random(0)).run(1, 0)
    return time.process_time() - before


def faults_of(plan: EditionPlan, edition: Generated) -> Counter[str]:
    """What the independent checker found, by kind."""
    found: Counter[str] = Counter()
    for fault in check_plan(plan, edition.items, edition.grid, type_book()):
        kind = "text_lost"
        if "belong to no module" in fault:
            kind = "holes"
        elif "two modules" in fault or "overlap" in fault or "outside" in fault:
            kind = "overlaps"
        found[kind] += 1
    return found


def measured(
    first_seed: int,
    count: int,
    pages: int,
    load: float | None,
    code: FormatCode,
    **artwork: Any,
) -> dict[str, Any]:
    generator = Generator(type_book(), pages, FORMATS[code], **artwork)
    made: list[tuple[Generated, EditionPlan]] = []
    seconds: list[float] = []
    for seed in range(first_seed, first_seed + count):
        edition = generator.edition(seed, load)
        before = time.process_time()
        plan = composed(edition)
        seconds.append(time.process_time() - before)
        made.append((edition, plan))
    return summary(made, seconds)


def summary(made: list[tuple[Generated, EditionPlan]], seconds: list[float]) -> dict[str, Any]:
    eligible = [(edition, plan) for edition, plan in made if edition.eligible]
    solved = [pair for pair in eligible if not pair[1].overset]
    over = [pair for pair in made if pair[1].overset]
    remedied = [edition for edition, plan in over if is_remedied(edition, plan)]
    faults: Counter[str] = sum((faults_of(plan, edition) for edition, plan in made), Counter())
    of_pages = [quality(page, edition.grid) for edition, plan in solved for page in plan.pages]
    single = [
        (*of_one_page(edition, page), edition.grid)
        for edition, plan in made[:TIMED]
        for page in plan.pages
    ]
    first = [first_seconds(*page) for page in single]
    good = [page_seconds(*page) for page in single]
    return {
        "editions": len(made),
        "load_mean": round(mean(edition.load for edition, _plan in made), 4),
        "eligible": len(eligible),
        "ineligible_overset": sum(not edition.eligible for edition, _plan in over),
        "ineligible_with_remedy": sum(not edition.eligible for edition in remedied),
        "overset_editions": len(over),
        "overset_with_remedy": len(remedied),
        "solved_share": round(len(solved) / max(1, len(eligible)), 4),
        "overset": sum(len(plan.overset) for _edition, plan in eligible),
        **{kind: faults[kind] for kind in ("holes", "overlaps", "text_lost")},
        **of_quality(of_pages),
        "filler_share": round(filler_share(made), 4),
        **of_artwork(made),
        "first_p95_s": round(quantiles(first, n=20)[-1], 3),
        "page_median_s": round(median(good), 3),
        "page_p95_s": round(quantiles(good, n=20)[-1], 3),
        "edition_median_s": round(median(seconds), 2),
    }


def filler_share(made: Sequence[tuple[Generated, EditionPlan]]) -> float:
    """Artwork that nobody booked, of the area of all pages."""
    pages = [(edition, page) for edition, plan in made for page in plan.pages]
    fillers = (f.area for _edition, page in pages for f in page.artwork if f.filler)
    whole = sum((e.grid.rows - page.first_row) * e.grid.columns for e, page in pages)
    return sum(area.columns * area.rows for area in fillers) / max(1, whole)


def of_artwork(made: Sequence[tuple[Generated, EditionPlan]]) -> dict[str, int]:
    """What was booked, what stands nowhere, and what stands elsewhere on its page."""
    told = [v for _edition, plan in made for page in plan.pages for v in page.violations]
    return {
        "booked": sum(len(edition.kept.artwork) for edition, _plan in made),
        "left_out": sum(len(plan.left_out) for _edition, plan in made),
        "elsewhere": sum(v.startswith("artwork_elsewhere") for v in told),
    }


def of_quality(pages: list[Quality]) -> dict[str, Any]:
    count = max(1, len(pages))
    broken = Counter(fault for page in pages for fault in page.faults)
    return {
        "fill_mean": round(mean(page.fill for page in pages), 4) if pages else 0,
        "fill_min": round(min((page.fill for page in pages), default=0), 4),
        "pages_98_share": round(sum(page.fill >= 0.98 for page in pages) / count, 4),
        "clean_share": round(sum(not page.faults for page in pages) / count, 4),
        "unclean": dict(broken.most_common()),
        "near_size_per_page": round(sum(page.near_sizes for page in pages) / count, 3),
        "jump_page_share": round(sum(page.jumps for page in pages) / count, 4),
    }


def main() -> None:
    collect_seldom()  # as the site and the worker do
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--editions", type=int, default=100)
    parser.add_argument("--pages", type=int, default=4)
    parser.add_argument("--load", type=float)
    parser.add_argument("--format", choices=FORMATS, default="tabloid")
    parser.add_argument("--ads", type=int, default=0)
    parser.add_argument("--fillers", action="store_true")
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    artwork = {"ads": told.ads, "fillers": told.fillers}
    figures = measured(told.seed, told.editions, told.pages, told.load, told.format, **artwork)
    if told.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:24} {value}")


if __name__ == "__main__":
    main()
