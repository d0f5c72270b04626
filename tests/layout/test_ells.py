"""An L-shaped lead around the nameplate: composed where it is better, checked, changed by hand."""

from dataclasses import replace

import pytest

from newsroom.layout.changes import Change, changed
from newsroom.layout.check import check_plan
from newsroom.layout.fitting import Fitter
from newsroom.layout.geometry import TABLOID, Area
from newsroom.layout.handfill import changed_or_filled
from newsroom.layout.plan import EditionPlan, page_as_json, page_from_json
from newsroom.layout.proposals import proposals
from newsroom.layout.tiling import Place
from tests.benchmarks.changes import stretched
from tests.benchmarks.generated import STOCK
from tests.benchmarks.page_quality import quality
from tests.layout.composing import compose, type_book
from tests.layout.ells import CORNER, bent_board, bent_lead, edition


def faults(page, items=None):
    mine, plan = edition()
    whole = EditionPlan((page, *plan.pages[1:]), plan.overset)
    return check_plan(whole, items or mine, TABLOID, type_book())


def spoiled(**changes):
    """What the checker says of the page with something of its lead changed."""
    _items, plan = edition()
    page, lead = plan.pages[0], bent_lead()
    modules = tuple(replace(lead, **changes) if m is lead else m for m in page.modules)
    return " ".join(faults(replace(page, modules=modules)))


def test_a_lead_runs_around_the_nameplate_and_all_its_copy_is_there():
    _items, plan = edition()
    page, lead = plan.pages[0], bent_lead()

    assert faults(page) == []
    assert plan.overset == ()
    assert quality(page, TABLOID).faults == ()
    assert lead.headline_level == 1
    assert page.corner == lead.notch
    assert CORNER.least_rows <= lead.notch.rows <= CORNER.most_rows
    assert lead.area.bottom > lead.notch.bottom


def test_its_copy_is_read_from_under_the_headline_and_ends_below_the_nameplate():
    lead = bent_lead()
    columns = [leg.column for leg in lead.legs]

    assert columns == [*range(lead.notch.right, lead.area.right), 0]
    assert lead.legs[-1].row == lead.notch.bottom
    assert all(leg.row >= lead.area.row + lead.head_rows for leg in lead.legs[:-1])


def test_it_is_taken_only_where_the_page_is_better_for_it(monkeypatch):
    items, plan = edition()
    monkeypatch.setattr(Fitter, "bent", lambda *_: iter(()))
    plain = compose(list(items), 2, corner=CORNER)

    assert not any(module.notch for module in plain.pages[0].modules)
    assert plan.pages[0].score < plain.pages[0].score - 1


def test_the_same_copy_gives_the_same_page_again():
    items, plan = edition()

    assert compose(list(items), 2, corner=CORNER) == plan


def test_it_is_stored_with_its_notch_and_pages_without_one_are_stored_as_before():
    _items, plan = edition()
    data = [page_as_json(page) for page in plan.pages]

    assert [page_from_json(page) for page in data] == list(plan.pages)
    assert sum("notch" in module for page in data for module in page["modules"]) == 1


def test_the_checker_finds_a_lead_that_covers_the_nameplate():
    assert "outside the type area" in spoiled(notch=None)


def test_the_checker_finds_a_notch_that_is_not_the_nameplate():
    notch = bent_lead().notch

    assert "is not in its notch" in spoiled(notch=replace(notch, rows=notch.rows - 1))


def test_the_checker_finds_copy_on_the_nameplate():
    *legs, last = bent_lead().legs

    assert "stands on the nameplate" in spoiled(legs=(*legs, replace(last, row=last.row - 1)))


def test_the_checker_finds_legs_in_the_wrong_order():
    *legs, last = bent_lead().legs

    assert "is read before" in spoiled(legs=(last, *legs))


def test_the_checker_finds_a_hole_below_the_nameplate():
    lead = bent_lead()
    beside = Area(1, lead.area.row, lead.area.columns - 1, lead.area.rows)

    assert "belong to no module" in spoiled(area=beside, notch=None, legs=lead.legs[:-1])


def test_a_page_with_it_taken_up_by_hand_is_the_same_page():
    board = bent_board()

    assert board.plan(board.places) == board.page


@pytest.mark.parametrize("lines", [-4, -1, 2, 4])
def test_longer_or_shorter_copy_stays_around_the_nameplate(lines):
    items, _plan = edition()
    id = bent_lead().item_id
    known = tuple(stretched(item, lines) if item.id == id else item for item in items)

    answer = changed(bent_board(known, changed=[id]), Change("set", id))

    assert answer.plan is not None
    assert faults(answer.plan, known) == []
    assert [m.item_id for m in answer.plan.modules if m.notch] == [id]


def test_the_others_change_places_and_it_stays():
    board = bent_board()
    lead, others = bent_lead(), sorted(board.places.keys() - {board.bent})
    moves = [
        Change("move", id, board.places[other], is_anyhow=True)
        for id in others
        for other in others
        if id != other
    ]
    answers = [changed(board, move) for move in moves]

    done = [answer.plan for answer in answers if answer.plan]
    assert len(done) >= 5
    assert all(faults(page) == [] for page in done)
    assert all(lead in page.modules for page in done)
    assert all(answer.reason for answer in answers if not answer)


@pytest.mark.parametrize("kind", ["move", "resize", "swap"])
def test_it_is_not_pulled_off_the_nameplate(kind):
    board = bent_board()
    other = next(id for id in board.places if id != board.bent)

    pulled = changed_or_filled(board, Change(kind, board.bent, board.places[other], other), STOCK)
    pushed = changed_or_filled(board, Change("move", other, board.places[board.bent]), STOCK)

    for answer in (pulled, pushed):
        assert answer.plan is None
        assert "runs around the nameplate and stays there" in str(answer.reason)


def test_taken_off_it_leaves_two_open_places_and_the_nameplate():
    board = bent_board()
    lead = bent_lead()

    page = changed(board, Change("take_off", lead.item_id)).plan

    assert page is not None
    assert set(page.open_areas) == set(lead.parts)
    assert page.corner == lead.notch
    again = bent_board(opened_page=page)
    assert (again.bent, set(again.kept_free.values())) == ("", {Place(0, 0, 1, lead.notch.rows)})


def test_other_ways_to_build_the_page_keep_it():
    lead = bent_lead()

    found = proposals(bent_board())

    assert found
    assert all(lead in one.plan.modules and faults(one.plan) == [] for one in found)


def test_a_lead_that_grows_much_is_set_anew_around_the_nameplate_or_not_at_all():
    """Two steps that leave few pages: all there are are looked for."""
    items, id = edition()[0], bent_lead().item_id
    shorter = tuple(stretched(item, -10) if item.id == "s03" else item for item in items)
    first = changed(bent_board(shorter, changed=["s03"]), Change("set", "s03"))
    for lines in (18, 24, 28):
        longer = tuple(stretched(i, lines) if i.id == id else i for i in shorter)
        board = bent_board(longer, opened_page=first.plan, changed=[id])
        answer = changed(board, Change("set", id))

        assert answer.plan is None or faults(answer.plan, longer) == []
        assert answer.plan or answer.reason
