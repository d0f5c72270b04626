"""How well and how fast pages are composed, over generated editions.

`python -m tests.benchmarks.composition [--seed N] [--editions K] [--pages P] [--load L] [--json]`

Prints one object. Counts are exact and the same on every run; seconds are CPU of this process.
"""

import argparse
import json
import time
from collections import Counter
from dataclasses import replace
from statistics import mean, median, quantiles
from typing import Any

from newsroom.layout.check import check_plan
from newsroom.layout.compose import compose_edition
from newsroom.layout.plan import EditionPlan
from tests.benchmarks.generated import FOLIO_ROWS, NAMEPLATE_ROWS, Generated, Generator
from tests.benchmarks.page_quality import Quality, quality
from tests.layout.composing import type_book


def composed(edition: Generated) -> EditionPlan:
    return compose_edition(
        edition.items,
        edition.grid,
        type_book(),
        nameplate_rows=NAMEPLATE_ROWS,
        folio_rows=FOLIO_ROWS,
        page_count=edition.pages,
    )


def page_seconds(edition: Generated, plan: EditionPlan) -> list[float]:
    """What each page costs by itself, with the stories that begin on it."""
    by_id = {item.id: item for item in edition.items}
    spent = []
    for page in plan.pages:
        own = [by_id[m.item_id] for m in page.modules if m.kind == "story"]
        order = sorted(own, key=edition.items.index)
        before = time.process_time()
        compose_edition(
            [replace(item, page=None, may_jump=False) for item in order],
            edition.grid,
            type_book(),
            nameplate_rows=NAMEPLATE_ROWS if page.number == 1 else FOLIO_ROWS,
            folio_rows=FOLIO_ROWS,
            page_count=1,
        )
        spent.append(time.process_time() - before)
    return spent


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


def measured(first_seed: int, count: int, pages: int, load: float | None) -> dict[str, Any]:
    generator = Generator(type_book(), pages)
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
    told = [plan for edition, plan in made if not edition.eligible]
    faults: Counter[str] = sum((faults_of(plan, edition) for edition, plan in made), Counter())
    of_pages = [quality(page, edition.grid) for edition, plan in solved for page in plan.pages]
    single = [s for edition, plan in made[:5] for s in page_seconds(edition, plan)]
    return {
        "editions": len(made),
        "load_mean": round(mean(edition.load for edition, _plan in made), 4),
        "eligible": len(eligible),
        "ineligible_with_remedy": sum(1 for p in told if any(o.remedy for o in p.overset)),
        "solved_share": round(len(solved) / max(1, len(eligible)), 4),
        "overset": sum(len(plan.overset) for _edition, plan in eligible),
        **{kind: faults[kind] for kind in ("holes", "overlaps", "text_lost")},
        **of_quality(of_pages),
        "page_median_s": round(median(single), 3),
        "page_p95_s": round(quantiles(single, n=20)[-1], 3),
        "edition_median_s": round(median(seconds), 2),
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
        "filler_share": 0.0,  # the composer knows no fillers yet
        "jump_page_share": round(sum(page.jumps for page in pages) / count, 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--editions", type=int, default=100)
    parser.add_argument("--pages", type=int, default=4)
    parser.add_argument("--load", type=float)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    figures = measured(told.seed, told.editions, told.pages, told.load)
    if told.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:24} {value}")


if __name__ == "__main__":
    main()
