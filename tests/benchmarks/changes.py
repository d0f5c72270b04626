"""How composed pages take changes by hand: random moves, resizes and stretches.

`python -m tests.benchmarks.changes [--seed N] [--changes K] [--load L]
[--format tabloid|broadsheet|a3|a4] [--pins N] [--jumps] [--fillers] [--json]`

Every page that comes back is checked by `check_plan`, every refusal by an exact search of its own.
With ``--pins`` so many other stories are pinned on each page; with ``--jumps`` only pages with a
jump are changed; with ``--fillers`` there is a stock of them for what would be refused.
Seconds are CPU of this process and are not part of the answer.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from statistics import mean, median, quantiles
from typing import Any, NamedTuple

from newsroom.copydesk.story import Block
from newsroom.layout.artwork import Artwork
from newsroom.layout.carrying import carried, stages_of
from newsroom.layout.changes import Answer, Change
from newsroom.layout.check import check_plan
from newsroom.layout.formats import FORMATS, FormatCode
from newsroom.layout.handfill import changed_or_filled
from newsroom.layout.plan import CopyItem, EditionPlan, Overset, PagePlan
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import Setting
from newsroom.layout.standing import Board, board_of
from newsroom.memory import collect_seldom
from tests.benchmarks.composition import composed
from tests.benchmarks.generated import STOCK, Generated, Generator
from tests.benchmarks.page_quality import quality
from tests.benchmarks.refusals import UndecidedError, is_asked_rightly, is_proved
from tests.layout.composing import type_book

STRETCH = 4  # lines that a story grows or shrinks by
KINDS = ("move", "resize", "set")
OF_EACH = 5  # changes of each edition
LINE = "新馆里有阅览座位和许多藏书"  # one line of a tabloid column


def stretched(item: CopyItem, lines: int) -> CopyItem:
    """The story with so many lines more, or fewer, in its longest paragraph."""
    blocks = list(item.story.blocks)
    at = max(range(len(blocks)), key=lambda i: len(blocks[i].text))
    text = blocks[at].text
    text = LINE * lines + text if lines > 0 else text[-lines * len(LINE) :]
    blocks[at] = Block(text, blocks[at].kind)
    return replace(item, story=replace(item.story, blocks=tuple(blocks)))


class Case(NamedTuple):
    """A change an editor may ask for, and the page as it stands then."""

    edition: Generated
    plan: EditionPlan
    page: PagePlan
    items: dict[str, CopyItem]
    board: Board
    change: Change


class Asked(NamedTuple):
    """What is to be measured."""

    seed: int
    changes: int
    code: FormatCode = "tabloid"
    load: float | None = None
    pins: int = 0  # stories pinned on each page, of others than the one that is changed
    jumps: bool = False  # only pages with a story that goes on elsewhere or comes from there
    fillers: bool = False


def cases(asked: Asked) -> Iterator[Case]:
    """Changes of pages just composed, some of each edition."""
    generator = Generator(type_book(), 4, FORMATS[asked.code])
    rng = Random(f"changes {asked.seed}")
    drawn = number = 0
    while drawn < asked.changes:
        edition = generator.edition(asked.seed * 1000 + number, asked.load)
        number += OF_EACH
        plan = composed(edition)
        pages = [page for page in plan.pages if len(page.modules) > 1 + asked.pins]
        if asked.jumps:
            pages = [p for p in pages if any(m.jump_to or m.jump_from for m in p.modules)]
        for _change in range(min(OF_EACH, asked.changes - drawn) if pages else 0):
            yield drawn_change(rng, edition, plan, rng.choice(pages), asked.pins)
            drawn += 1


def drawn_change(
    rng: Random, edition: Generated, plan: EditionPlan, page: PagePlan, pins: int
) -> Case:
    items = {item.id: item for item in edition.items}
    book = ShapeBook(Setting(edition.grid, type_book()))
    board = board_of(page, items, book)
    id = rng.choice(sorted(board.places))
    place, whole = board.places[id], board.whole
    kind = rng.choice(["move", "resize", "set"])
    change = Change("set", id)
    if kind == "set":
        lines = rng.choice([n for n in range(-STRETCH, STRETCH + 1) if n])
        items = {**items, id: stretched(items[id], lines)}
        board = board_of(page, items, book, changed=[id])
    elif kind == "move":
        column = rng.randint(0, whole.columns - place.columns)
        row = rng.randint(0, whole.rows - place.rows)
        change = Change("move", id, place._replace(column=column, row=row))
    else:
        sizes = [(c, r) for c, rows in board.sizes(id, 1).items() for r in rows]
        near = [s for s in sizes if place.column + s[0] <= whole.columns]
        near = [s for s in near if place.row + s[1] <= whole.rows and s != place[2:]]
        near.sort(key=lambda s: (abs(s[0] - place.columns), abs(s[1] - place.rows)))
        columns, rows = rng.choice(near[:12] or [place[2:]])
        change = Change("resize", id, place._replace(columns=columns, rows=rows))
    others = [other for other in sorted(board.places) if other != id]
    board = replace(board, pinned=frozenset(rng.sample(others, pins)))
    return Case(edition, plan, page, items, board, change)


def faults_of(answer: Answer, edition: Generated, plan: EditionPlan, items) -> list[str]:
    """What the independent checker finds on the changed page, the others as they were."""
    assert answer.plan is not None
    pages = tuple(answer.plan if p.number == answer.plan.number else p for p in plan.pages)
    over = tuple(Overset(o.item_id, o.lines_over, o.from_position) for o in plan.overset)
    everything = [items[item.id] for item in edition.items]
    found = check_plan(EditionPlan(pages, over), everything, edition.grid, type_book())
    return [*found, *(["open"] if answer.plan.open_areas else [])]


def measured(asked: Asked) -> dict[str, Any]:
    told = Told()
    for case in cases(asked):
        start = time.process_time()
        answer, plan = answered(case, STOCK if asked.fillers else ())
        told.add(case._replace(plan=plan), answer, time.process_time() - start)
    return told.figures()


def answered(case: Case, stock: Sequence[Artwork]) -> tuple[Answer, EditionPlan]:
    """The answer, and the edition with what it changes on other pages: a story that goes on
    elsewhere is set again on all its pages."""
    id, book = case.change.item_id, ShapeBook(Setting(case.edition.grid, type_book()))
    pages = {page.number: page for page in case.plan.pages}
    stages = stages_of(pages, id)
    if case.change.kind != "set" or len(stages) < 2:
        return changed_or_filled(case.board, case.change, stock), case.plan
    pinned = case.board.pinned
    made = carried(pages, case.items[id], stages, case.items, book, pinned, stock=stock)
    number = case.page.number
    plan = (pages | dict(made.pages))[number] if made else None
    answer = Answer(plan, made.ways.get(number, "kept"), made.moved, made.reason)
    return answer, replace(case.plan, pages=tuple((pages | dict(made.pages)).values()))


@dataclass
class Told:
    """What is told of many changes."""

    seconds: list[float] = field(default_factory=list)
    ways: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    moved: dict[str, list[int]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    faults: list[str] = field(default_factory=list)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)

    def add(self, case: Case, answer: Answer, seconds: float) -> None:
        self.seconds.append(seconds)
        kind = case.change.kind
        self.asked[kind] += 1
        if answer.plan is None:
            told = getattr(answer.reason, "template", answer.reason)[:60]
            self.reasons[f"{kind}: {told}"] += 1
            self.refused[proof(case, answer)] += 1
            return
        self.answered[kind] += 1
        self.ways[answer.way] += 1
        self.moved[kind].append(len(set(answer.moved) - {case.change.item_id}))
        self.faults += faults_of(answer, case.edition, case.plan, case.items)
        self.before.update(quality(case.page, case.edition.grid).faults)
        self.after.update(quality(answer.plan, case.edition.grid).faults)

    def figures(self) -> dict[str, Any]:
        count, done = self.asked.total(), max(1, self.answered.total())
        return {
            "changes": count,
            "answered_share": round(self.answered.total() / max(1, count), 4),
            "answered": {kind: f"{self.answered[kind]}/{self.asked[kind]}" for kind in KINDS},
            "refused": self.refused.total(),
            "refused_proved": self.refused["proved"],
            "refused_wrongly": self.refused["possible"],
            "reasons": dict(self.reasons.most_common()),
            "faults": len(self.faults),
            "first_fault": self.faults[:1],
            "ways": dict(self.ways.most_common()),
            "moved_median": {kind: median(n) for kind, n in self.moved.items() if n},
            "moved_mean": {kind: round(mean(n), 2) for kind, n in self.moved.items() if n},
            "soft_faults_before": round(self.before.total() / done, 3),
            "soft_faults_after": round(self.after.total() / done, 3),
            "before": dict(self.before),
            "after": dict(self.after),
            "median_s": round(median(self.seconds), 3),
            "p95_s": round(quantiles(self.seconds, n=20)[-1], 3),
            "most_s": round(max(self.seconds), 3),
        }


def proof(case: Case, answer: Answer) -> str:
    """What the independent search says of a refusal."""
    try:
        if answer.is_near:
            return "proved" if is_asked_rightly(case.board, case.change) else "possible"
        return "proved" if is_proved(case.board, case.change) else "possible"
    except UndecidedError:
        return "undecided"


def main() -> None:
    collect_seldom()  # as the site and the worker do
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--changes", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--format", choices=FORMATS, default="tabloid")
    parser.add_argument("--load", type=float)
    parser.add_argument("--pins", type=int, default=0)
    parser.add_argument("--jumps", action="store_true")
    parser.add_argument("--fillers", action="store_true")
    told = parser.parse_args()
    pages = told.format, told.load, told.pins, told.jumps
    asked = Asked(told.seed, told.changes, *pages, told.fillers)
    figures = measured(asked)
    if told.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in figures.items():
        print(f"{name:20} {value}")


if __name__ == "__main__":
    main()
