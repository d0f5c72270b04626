"""Rows kept for the imprint on the last page, and a nameplate in a column beside the lead."""

from random import Random

import pytest

from newsroom.layout.check import check_plan
from newsroom.layout.geometry import TABLOID, Area, CornerRoom
from newsroom.layout.plan import page_as_json, page_from_json
from tests.layout.composing import compose, type_book
from tests.layout.stories import make_edition, make_item


def faults(plan, items):
    return check_plan(plan, items, TABLOID, type_book())


@pytest.mark.parametrize("pages", [1, 2])
def test_the_last_page_alone_keeps_rows_for_the_imprint(pages):
    items = make_edition(3, pages)
    plan = compose(items, pages, foot_rows=4)

    assert faults(plan, items) == []
    assert [page.foot_rows for page in plan.pages] == [0] * (pages - 1) + [4]
    assert max(module.area.bottom for module in plan.pages[-1].modules) == TABLOID.rows - 4
    assert plan.pages[-1].sketch(TABLOID)[-4:] == ["#####"] * 4


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_a_nameplate_column_is_as_tall_as_the_lead_beside_it(seed):
    items = make_edition(seed, 2)
    plan = compose(items, 2, corner=CornerRoom(1, 26, 40))
    first, second = plan.pages
    [lead] = [m for m in first.modules if (m.area.column, m.area.row) == (1, first.first_row)]

    assert faults(plan, items) == []
    assert lead.headline_level == 1
    assert first.corner == Area(0, first.first_row, 1, lead.area.rows)
    assert 26 <= lead.area.rows <= 40
    assert second.corner is None


def test_what_is_kept_is_stored_with_the_page_and_read_from_old_pages():
    items = make_edition(3, 1)
    page = compose(items, 1, foot_rows=4, corner=CornerRoom(1, 26, 40)).pages[0]
    data = page_as_json(page)
    old = {key: value for key, value in data.items() if key not in {"foot_rows", "corner"}}

    assert page_from_json(data) == page
    assert (page_from_json(old).foot_rows, page_from_json(old).corner) == (0, None)


def test_a_paper_whose_leads_are_in_hei_keeps_its_lines():
    items = make_edition(3, 1)
    song, hei = compose(items, 1), compose(items, 1, lead_face="hei_heavy")
    leads = [next(m for m in p.pages[0].modules if m.headline_level == 1) for p in (song, hei)]
    heads = [[h for h in lead.head if h.role == "headline"] for lead in leads]

    assert [{h.font for h in head} for head in heads] == [{"song_heavy"}, {"hei_heavy"}]
    assert [h.text for h in heads[0]] == [h.text for h in heads[1]]


def test_where_no_story_can_lead_beside_the_nameplate_that_is_said_and_nothing_else():
    items = [make_item(Random(n), f"s{n}", "brief", characters=60) for n in range(3)]

    plan = compose(items, 1, corner=CornerRoom(1, 44, 60))

    assert plan.pages[0].violations == ("lead_too_short:44",)
    assert len(plan.overset) == 3
    told = [str(overset.told) for overset in plan.overset if overset.told]
    assert told == [
        "Page 1 has no story long enough to stand beside the nameplate, 44 rows deep: "
        "put a longer one first, or choose another page design."
    ]
