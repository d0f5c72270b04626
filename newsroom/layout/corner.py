"""A nameplate that stands beside the lead of page one: both equally tall, or the lead an L."""

from __future__ import annotations

from dataclasses import replace

from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.geometry import CornerRoom
from newsroom.layout.plan import EditionPlan
from newsroom.layout.shapes import Table


def beside_corner(table: Table, corner: CornerRoom, columns: int) -> Table:
    """The lead's shapes with the nameplate's column at their left, both equally tall."""
    tall = range(corner.least_rows, corner.most_rows + 1)
    beside = {
        width + corner.columns: {rows: shape for rows, shape in shapes.items() if rows in tall}
        for width, shapes in table.items()
        if width + corner.columns <= columns
    }
    return {width: shapes for width, shapes in beside.items() if shapes}


def with_ells(beside: Table, ells: Table) -> Table:
    """The same with L-shaped leads, where they are the better or the only ones of their size."""
    table = {width: dict(shapes) for width, shapes in beside.items()}
    for width, shapes in ells.items():
        known = table.setdefault(width, {})
        for rows, shape in shapes.items():
            if rows not in known or shape.cost < known[rows].cost:
                known[rows] = shape
    return table


def told_of_corner(plan: EditionPlan, corner: CornerRoom | None) -> EditionPlan:
    """Where no story can lead beside the nameplate, that is what is said, not that copy is long."""
    if corner is None or not plan.overset or not plan.pages or plan.pages[0].modules:
        return plan
    sentence = _(
        "Page 1 has no story long enough to stand beside the nameplate, %(rows)s rows deep: "
        "put a longer one first, or choose another page design.",
        rows=corner.least_rows,
    )
    first = replace(plan.pages[0], violations=(f"lead_too_short:{corner.least_rows}",))
    one, *rest = plan.overset
    overset = (replace(one, told=sentence), *(replace(other, told="") for other in rest))
    return replace(plan, pages=(first, *plan.pages[1:]), overset=overset)
