"""compose_issue NUMBER [--seed S] [--json]"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.management.base import CommandError, CommandParser

from articles.wording import in_words
from issues.composing import Composition, compose_issue
from issues.dummy import read_dummy
from issues.houserules import Breach, breaches_of
from issues.management.reporting import IssueCommand
from issues.remedying import Advice, advice_of, extent_of
from newsroom.layout.geometry import PageGrid


class Command(IssueCommand):
    help = "Compose the pages of an issue."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--seed", type=int, default=0)

    def handle(self, *args: Any, **options: Any) -> None:
        issue = self.find_issue(options)
        started = time.perf_counter()
        composition = compose_issue(issue, by=None, seed=options["seed"])
        milliseconds = round((time.perf_counter() - started) * 1000)
        issue.refresh_from_db(fields=["advice"])
        dummy = read_dummy(issue)
        answer = composition_as_json(
            composition,
            dummy.masthead.grid,
            advice_of(issue, dummy),
            breaches_of(issue, dummy, composition.layouts),
        )
        told = {"filled": round(composition.extent.filled, 2), "told": extent_of(issue, dummy)}
        answer["proposal"] = composition.extent.as_json() | told
        self.answer(options, answer | {"milliseconds": milliseconds}, _lines(answer, milliseconds))
        if composition.overset:
            raise CommandError(" ".join(in_words(o.told) for o in composition.overset if o.told))


def composition_as_json(
    composition: Composition,
    grid: PageGrid,
    advised: Sequence[Advice] = (),
    breaches: Sequence[Breach] = (),
) -> dict[str, Any]:
    pages = []
    for page in composition.plan.pages:
        cells = (grid.rows - page.first_row) * page.on(grid).columns
        used = sum(module.column_rows for module in page.modules)
        pages.append(
            {
                "page": page.number,
                **({"across": page.across} if page.across > 1 else {}),
                "stories": len(page.modules),
                "fill": round((used - page.blank_rows) / cells, 4),
                "holes": cells - used,
                "violations": list(page.violations),
            }
        )
    overset = [
        {"article": int(o.item_id), "page": o.page, "lines": o.lines_over, "told": in_words(o.told)}
        for o in composition.overset
    ]
    remedies = [
        {
            "kind": a.remedy.kind,
            "article": int(a.remedy.item_id) if a.remedy.item_id else None,
            "page": a.remedy.page,
            "out": [int(id) for id in a.remedy.out],
            "artwork": a.remedy.size or None,
            "lines": a.remedy.lines,
            "characters": a.remedy.characters,
            "still_over": a.remedy.still_over,
            "told": a.sentence,
        }
        for a in advised
    ]
    house_rules = [
        {
            "page": one.page,
            "rule": one.broken.rule,
            "articles": [int(id) for id in one.broken.stories],
            "how": list(one.broken.how),
            "told": one.told,
            "overridden": one.override.reason if one.override else None,
        }
        for one in breaches
    ]
    seed = composition.plan.seed
    return {
        "pages": pages,
        "overset": overset,
        "remedies": remedies,
        "house_rules": house_rules,
        "seed": seed,
    }


def _lines(answer: dict[str, Any], milliseconds: int) -> Iterator[str]:
    for page in answer["pages"]:
        yield (
            f"page {page['page']}: {page['stories']} stories, {page['fill']:.1%} full, "
            f"{page['holes']} holes{''.join('; ' + v for v in page['violations'])}"
        )
    for overset in answer["overset"]:
        yield f"no room for article {overset['article']}: {overset['lines']} lines over"
    yield from answer["proposal"]["told"]
    for breach in answer["house_rules"]:
        yield breach["told"] + (f" [{breach['overridden']}]" if breach["overridden"] else "")
    for remedy in answer["remedies"]:
        still = (
            f" ({remedy['still_over']} lines are still over then)" if remedy["still_over"] else ""
        )
        yield f"this helps: {remedy['told']}{still}"
    yield f"{milliseconds} ms"
