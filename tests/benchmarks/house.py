"""How many pages keep the rules of the house, with the rules on and off, over generated editions.

`python -m tests.benchmarks.house [--seed N] [--editions K] [--pages P] [--json]`

Prints one object. The judge is `housecheck`, which knows nothing of how the pages were made.
"""

import argparse
import json
from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

from newsroom.layout.check import check_plan
from newsroom.layout.compose import compose_edition
from newsroom.layout.housecheck import broken_rules
from newsroom.layout.houserules import APART, NO_RULES, HouseRules, is_house_rule
from newsroom.layout.plan import EditionPlan
from tests.benchmarks.generated import Generated, Generator
from tests.layout.composing import type_book

ALL = HouseRules(protocol=True, apart=APART, picture=True)
NAMED = 0.3  # of the stories name an official
OFFICIALS = 12
GRAVE = ("advertisement", "obituary", "accident")
FESTIVE = ("portrait", "ceremony")


def with_house_matters(edition: Generated) -> Generated:
    """The edition with officials in some of its stories, and for each page about one grave and one
    festive story."""
    rng = Random(f"house {edition.seed} {edition.pages}")
    items = [
        replace(item, protocol=rng.randint(1, OFFICIALS) if rng.random() < NAMED else None)
        for item in edition.items
    ]
    some = rng.sample(range(1, len(items)), min(2 * edition.pages, len(items) - 1))
    for number, at in enumerate(some):
        nature = rng.choice((GRAVE, FESTIVE)[number % 2])
        items[at] = replace(items[at], nature=(nature,))
    return replace(edition, items=tuple(items))


def composed(edition: Generated, rules: HouseRules) -> EditionPlan:
    return compose_edition(
        edition.items,
        edition.grid,
        type_book(),
        nameplate_rows=edition.kept.nameplate_rows,
        folio_rows=edition.kept.folio_rows,
        page_count=edition.pages,
        house=rules,
    )


def broken_pages(edition: Generated, plan: EditionPlan) -> dict[int, list[str]]:
    """Page -> the rules it breaks, in the eyes of the independent judge."""
    items = {item.id: item for item in edition.items}
    found: dict[int, list[str]] = {}
    for broken in broken_rules(plan.pages, items, ALL, edition.grid):
        found.setdefault(broken.page, []).append(broken.key)
    return found


def told_pages(plan: EditionPlan) -> dict[int, list[str]]:
    told = {page.number: list(filter(is_house_rule, page.violations)) for page in plan.pages}
    return {number: names for number, names in told.items() if names}


def measured(first_seed: int, count: int, pages: int) -> dict[str, Any]:
    generator = Generator(type_book(), pages)
    made = kept = kept_off = unsaid = over = over_off = faults = 0
    rules: Counter[str] = Counter()
    for seed in range(first_seed, first_seed + count):
        edition = with_house_matters(generator.edition(seed))
        on, off = composed(edition, ALL), composed(edition, NO_RULES)
        broken = broken_pages(edition, on)
        made += len(on.pages)
        kept += len(on.pages) - len(broken)
        kept_off += len(off.pages) - len(broken_pages(edition, off))
        unsaid += len(broken.keys() - told_pages(on).keys())
        rules.update(name.partition(":")[0] for names in broken.values() for name in names)
        over, over_off = over + len(on.overset), over_off + len(off.overset)
        faults += len(check_plan(on, edition.items, edition.grid, type_book()))
    return {
        "editions": count,
        "pages": made,
        "kept_share": round(kept / made, 4),
        "kept_share_rules_off": round(kept_off / made, 4),
        "broken_and_not_told": unsaid,
        "broken": dict(rules.most_common()),
        "overset": over,
        "overset_rules_off": over_off,
        "faults": faults,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--editions", type=int, default=10)
    parser.add_argument("--pages", type=int, default=4)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    figures = measured(told.seed, told.editions, told.pages)
    if told.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:24} {value}")


if __name__ == "__main__":
    main()
