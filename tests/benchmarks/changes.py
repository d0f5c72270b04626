"""How composed pages take changes by hand: random moves, resizes and stretches.

`python -m tests.benchmarks.changes [--seed N] [--changes K] [--json]`

Every page that comes back is checked by `check_plan`, every refusal by arithmetic of its own.
Seconds are CPU of this process and are not part of the answer.
"""

import argparse
import json
import time
from collections import Counter
from dataclasses import replace
from random import Random
from statistics import mean, median, quantiles
from typing import Any

from newsroom.copydesk.story import Block
from newsroom.layout.changes import Answer, Change, changed
from newsroom.layout.check import check_plan
from newsroom.layout.plan import CopyItem, EditionPlan, Overset, PagePlan
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import Setting
from newsroom.layout.standing import board_of
from tests.benchmarks.composition import composed
from tests.benchmarks.generated import Generated, Generator
from tests.benchmarks.page_quality import quality
from tests.layout.composing import type_book

STRETCH = 4  # lines that a story grows or shrinks by
LINE = "新馆里有阅览座位和许多藏书"  # one line of a tabloid column


def stretched(item: CopyItem, lines: int) -> CopyItem:
    """The story with so many lines more, or fewer, in its longest paragraph."""
    blocks = list(item.story.blocks)
    at = max(range(len(blocks)), key=lambda i: len(blocks[i].text))
    text = blocks[at].text
    text = LINE * lines + text if lines > 0 else text[-lines * len(LINE) :]
    blocks[at] = Block(text, blocks[at].kind)
    return replace(item, story=replace(item.story, blocks=tuple(blocks)))


def drawn_change(rng: Random, page: PagePlan, items: dict[str, CopyItem], book: ShapeBook):
    """A change an editor may ask for: the board as it stands then, and what is asked."""
    board = board_of(page, items, book)
    id = rng.choice(sorted(board.places))
    place, whole = board.places[id], board.whole
    kind = rng.choice(["move", "resize", "set"])
    if kind == "set":
        lines = rng.choice([n for n in range(-STRETCH, STRETCH + 1) if n])
        items = {**items, id: stretched(items[id], lines)}
        return kind, items, board_of(page, items, book, changed=[id]), Change("set", id)
    if kind == "move":
        column = rng.randint(0, whole.columns - place.columns)
        row = rng.randint(0, whole.rows - place.rows)
        return kind, items, board, Change("move", id, place._replace(column=column, row=row))
    sizes = [(c, r) for c, rows in board.sizes(id, 1).items() for r in rows]
    near = [s for s in sizes if place.column + s[0] <= whole.columns]
    near = [s for s in near if place.row + s[1] <= whole.rows and s != (place.columns, place.rows)]
    near.sort(key=lambda s: (abs(s[0] - place.columns), abs(s[1] - place.rows)))
    columns, rows = rng.choice(near[:12] or [(place.columns, place.rows)])
    return kind, items, board, Change("resize", id, place._replace(columns=columns, rows=rows))


def faults_of(answer: Answer, edition: Generated, plan: EditionPlan, items) -> list[str]:
    """What the independent checker finds on the changed page, the others as they were."""
    assert answer.plan is not None
    pages = tuple(answer.plan if p.number == answer.plan.number else p for p in plan.pages)
    over = tuple(Overset(o.item_id, o.lines_over, o.from_position) for o in plan.overset)
    everything = [items[item.id] for item in edition.items]
    found = check_plan(EditionPlan(pages, over), everything, edition.grid, type_book())
    return [*found, *(["open"] if answer.plan.open_areas else [])]


def measured(seed: int, count: int) -> dict[str, Any]:
    generator = Generator(type_book(), 4)
    rng = Random(f"changes {seed}")
    seconds: list[float] = []
    ways: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    moved: dict[str, list[int]] = {"move": [], "resize": [], "set": []}
    faults: list[str] = []
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    by_lead: Counter[str] = Counter()  # where the editor moved or resized the lead itself
    edition = plan = None
    for number in range(count):
        if number % 5 == 0:
            edition = generator.edition(seed * 1000 + number)
            plan = composed(edition)
        assert edition is not None
        assert plan is not None
        page = rng.choice([page for page in plan.pages if len(page.modules) > 1])
        items = {item.id: item for item in edition.items}
        book = ShapeBook(Setting(edition.grid, type_book()))
        kind, items, board, change = drawn_change(rng, page, items, book)
        start = time.process_time()
        answer = changed(board, change)
        seconds.append(time.process_time() - start)
        asked[kind] += 1
        if not answer:
            reasons[f"{kind}: {getattr(answer.reason, 'template', answer.reason)[:60]}"] += 1
            continue
        assert answer.plan is not None
        answered[kind] += 1
        ways[answer.way] += 1
        moved[kind].append(len(set(answer.moved) - {change.item_id}))
        faults += faults_of(answer, edition, plan, items)
        before.update(quality(page, edition.grid).faults)
        after.update(quality(answer.plan, edition.grid).faults)
        if board.pieces[change.item_id].level == 1 and kind != "set":
            by_lead.update(quality(answer.plan, edition.grid).faults)
    done = max(1, sum(answered.values()))
    return {
        "changes": count,
        "answered_share": round(done / count, 4),
        "answered": {kind: f"{answered[kind]}/{asked[kind]}" for kind in sorted(asked)},
        "faults": len(faults),
        "first_fault": faults[:1],
        "ways": dict(ways.most_common()),
        "moved_median": {kind: median(counts) for kind, counts in moved.items() if counts},
        "moved_mean": {kind: round(mean(counts), 2) for kind, counts in moved.items() if counts},
        "soft_faults_before": round(before.total() / done, 3),
        "soft_faults_after": round(after.total() / done, 3),
        "before": dict(before),
        "after": dict(after),
        "after_lead_moved": dict(by_lead),
        "reasons": dict(reasons.most_common()),
        "median_s": round(median(seconds), 3),
        "p95_s": round(quantiles(seconds, n=20)[-1], 3),
        "most_s": round(max(seconds), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--changes", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    figures = measured(told.seed, told.changes)
    if told.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in figures.items():
        print(f"{name:20} {value}")


if __name__ == "__main__":
    main()
