"""A lead around the nameplate is printed as it is planned: copy, rules, outline, what changed."""

import io
from functools import lru_cache
from itertools import pairwise
from random import Random

import pikepdf
import pytest

from newsroom.layout.check import check_plan
from newsroom.layout.compose import compose_edition
from newsroom.layout.formats import FORMATS
from newsroom.layout.geometry import TABLOID
from newsroom.press.designs import design_of
from newsroom.press.documents import read_back, reading_pdf
from newsroom.press.marks import Rule, Text
from newsroom.press.preflight import preflight
from newsroom.press.reading import Pages
from newsroom.press.rules import page_rules
from newsroom.press.verify import verify
from tests.layout.composing import type_book
from tests.layout.stories import make_item
from tests.press import press_room as room
from tests.press.test_designs import folios_of, sheet_in

GAZETTE, MADE = design_of("gazette"), FORMATS["tabloid"]


@lru_cache(maxsize=1)
def items():
    """A lead as long as half a page: beside the nameplate alone it would be a tower."""
    rng = Random(0)
    lead = make_item(rng, "lead", "lead", characters=2800, page=1, may_jump=False)
    return (lead, *(make_item(rng, f"s{n}", "normal", may_jump=False) for n in range(8)))


@lru_cache(maxsize=1)
def plan():
    first, folio = GAZETTE.first_rows(MADE.nameplate_rows, MADE.folio_rows)
    return compose_edition(
        items(),
        TABLOID,
        type_book(),
        nameplate_rows=first,
        folio_rows=folio,
        corner=GAZETTE.corner_room(room.MASTHEAD, TABLOID, type_book()),
        lead_face=GAZETTE.lead_face,
    )


def bent():
    [module] = [module for module in plan().pages[0].modules if module.notch]
    return module


def sheet():
    return sheet_in(GAZETTE, MADE, room.MASTHEAD, plan=plan())


@lru_cache(maxsize=1)
def pdf():
    return room.finished(sheet())


def test_it_is_printed_read_back_and_passed_by_preflight():
    made = sheet()
    report = verify(pdf(), plan(), items(), TABLOID, made.furniture)
    flight = preflight(pdf(), room.CONDITION, {}, plan(), TABLOID)

    assert check_plan(plan(), items(), TABLOID, type_book()) == []
    assert [str(fault) for fault in report.faults] == []
    assert [str(check.detail) for check in flight.failures] == []


def test_its_headline_stands_in_the_middle_of_the_columns_beside_the_nameplate():
    lead = bent()
    left = TABLOID.x_of(lead.notch.right)
    words = {line.text for line in lead.head if line.role == "headline"}
    printed = [m for m in sheet().pages[0] if isinstance(m, Text) and m.text in words]

    assert words
    assert {(mark.x, mark.align) for mark in printed} == {
        (left + TABLOID.width_of(lead.head_span) / 2, "center")
    }


def rules():
    return [mark for mark in page_rules(plan().pages[0], TABLOID) if isinstance(mark, Rule)]


def test_rules_part_it_from_the_nameplate_beside_and_below():
    lead, notch = bent(), bent().notch
    gutter = TABLOID.x_of(notch.right) - TABLOID.gutter / 2
    upright = [rule for rule in rules() if rule.vertical and abs(rule.x - gutter) < 0.01]
    below = TABLOID.y_of(notch.bottom - 1)

    beside, column = sorted(upright, key=lambda rule: rule.y)[:2]
    assert beside.y == TABLOID.y_of(0)
    assert beside.y + beside.length < TABLOID.y_of(notch.bottom) <= column.y + 0.01
    assert beside.thickness > column.thickness  # below, it parts two columns of one story
    assert column.y + column.length < TABLOID.y_of(lead.area.bottom)
    assert any(
        not rule.vertical and below < rule.y < below + TABLOID.leading_pt and rule.x == TABLOID.left
        for rule in rules()
    )


def test_no_two_rules_lie_on_each_other():
    upright = sorted((r for r in rules() if r.vertical), key=lambda rule: (rule.x, rule.y))
    for one, other in pairwise(upright):
        assert abs(one.x - other.x) > 0.01 or one.y + one.length <= other.y + 0.01


@pytest.mark.parametrize("standard", ["web", "archive"])
def test_it_is_read_on_a_screen_and_the_outline_leads_to_its_headline(standard):
    pages = Pages(
        sheet(), plan(), items(), TABLOID, room.MASTHEAD, folios_of(plan(), room.MASTHEAD)
    )
    made = reading_pdf(pages, room.painter(), room.HERE, standard=standard, timestamp=0)
    with pikepdf.open(io.BytesIO(made)) as document, document.open_outline() as outline:
        entry = outline.root[0].children[0]

    assert [str(fault) for fault in read_back(made, pages).faults] == []
    assert entry.title == items()[0].story.headline
    assert float(entry.destination[2]) == pytest.approx(TABLOID.x_of(bent().notch.right))
