"""A page changed by hand: the least moves, every answer is a whole page, a refusal says why."""

from dataclasses import replace
from functools import lru_cache
from itertools import combinations, product
from statistics import median

import pytest

from newsroom.layout import changes, reasons, ways
from newsroom.layout.changes import NEAR_ROWS, Answer, Change, changed, pinned_page
from newsroom.layout.check import check_plan
from newsroom.layout.formats import FORMATS
from newsroom.layout.geometry import TABLOID, Area
from newsroom.layout.parts import Aim, Exchange, takes_place
from newsroom.layout.plan import EditionPlan, page_as_json, page_from_json
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import Setting
from newsroom.layout.standing import board_of, new_piece, place_of
from newsroom.layout.tiling import Place
from tests.benchmarks.changes import Asked, cases, stretched
from tests.benchmarks.composition import composed
from tests.benchmarks.generated import Generator
from tests.benchmarks.page_quality import quality
from tests.benchmarks.refusals import UndecidedError, is_asked_rightly, is_proved
from tests.layout.composing import compose, type_book
from tests.layout.stories import make_edition


@lru_cache(maxsize=2)
def edition(dice=0):
    items = tuple(replace(item, may_jump=False) for item in make_edition(3, 2))
    return items, compose(items, page_count=2, seed=dice)


def standing(number=2, dice=0, **more):
    items, plan = edition(dice)
    page = plan.pages[number - 1]
    book = ShapeBook(Setting(TABLOID, type_book()))
    return board_of(page, {item.id: item for item in items}, book, **more)


def faults(board, answer, items=None):
    """What the independent checker says of the edition with the changed page."""
    mine, plan = edition()
    pages = [answer.plan if page.number == board.page.number else page for page in plan.pages]
    return check_plan(EditionPlan(tuple(pages), plan.overset), items or mine, TABLOID, type_book())


def area_of(answer, id):
    return next(m.area for m in answer.plan.modules if m.item_id == id)


def test_a_page_taken_up_again_is_the_same_page():
    board = standing()

    assert board.plan(board.places).modules == board.page.modules


def test_longer_and_shorter_copy_moves_few_stories():
    items, _plan = edition()
    moved = []
    for id, lines in product(sorted(standing().places), (-3, -1, 1, 3)):
        known = {item.id: item for item in items}
        known[id] = stretched(known[id], lines)
        before = standing()
        board = board_of(before.page, known, before.shapes, changed=[id])
        answer = changed(board, Change("set", id))
        if answer:
            assert faults(board, answer, tuple(known.values())) == []
            moved.append(len(answer.moved))

    assert len(moved) >= 0.9 * 4 * len(standing().places)
    assert median(moved) <= 3


@pytest.mark.parametrize("number", range(4))
def test_a_story_dropped_on_another_comes_to_stand_there(number):
    board = standing()
    id, other = sorted(board.places)[number], sorted(board.places)[-1]
    aim = board.places[other]

    answer = changed(
        board,
        Change(
            "move",
            id,
            aim._replace(
                columns=board.places[id].columns,
                rows=min(board.places[id].rows, board.whole.rows - aim.row),
            ),
        ),
    )

    if answer:
        assert faults(board, answer) == []
        area = area_of(answer, id)
        assert area.column < aim.column + aim.columns
        assert aim.column < area.right
    else:
        assert answer.reason


@pytest.mark.parametrize("number", [1, 2])
def test_a_swap_puts_each_in_the_others_place_or_names_both_in_its_refusal(number):
    board = standing(number)
    pairs = list(combinations(sorted(board.places), 2))[::3]
    done = 0
    for one, other in pairs:
        answer = changed(board, Change("swap", one, other=other))
        if not answer:
            assert all(board.pieces[id].item.story.headline in answer.reason for id in (one, other))
            continue
        assert answer.plan
        done += 1
        now = {m.item_id: place_of(m, answer.plan) for m in answer.plan.modules}
        assert faults(board, answer) == []
        assert takes_place(now[one], board.places[other])
        assert takes_place(now[other], board.places[one])

    assert done >= len(pairs) - 1


def test_of_two_sound_ways_the_one_that_moves_fewer_stories_is_taken(monkeypatch):
    board = standing()
    asked = [
        Change("move", id, board.places[id]._replace(column=column, row=0))
        for id, column in product(sorted(board.places), (0, 1, 2))
        if column + board.places[id].columns <= 5
    ][::2]
    few = [changed(board, change) for change in asked]
    monkeypatch.setattr(ways, "loosened", lambda *asked: None)
    many = [changed(board, change) for change in asked]

    assert all(len(one.moved) <= len(other.moved) for one, other in zip(few, many, strict=True))
    assert [one.moved for one in few] != [other.moved for other in many]
    assert all(faults(board, answer) == [] for answer in few if answer)


def test_stories_that_only_slid_have_not_changed_places():
    left, right = Place(0, 0, 1, 20), Place(1, 0, 1, 20)
    both = Exchange(Aim("a", right, {}), Aim("b", left, {}))

    assert both.is_done({"a": right, "b": left})
    assert not both.is_done({"a": left, "b": right})
    assert not both.is_done({"a": right, "b": right._replace(row=20)})
    assert both.off({"a": left, "b": right}) == float("inf")


def test_a_swap_that_can_only_come_near_says_where_each_would_stand(monkeypatch):
    board = standing()
    one, other = sorted(board.places)[:2]
    monkeypatch.setattr(changes, "swapped", lambda *asked: None)
    monkeypatch.setattr(changes, "exchanged", lambda *asked: None)

    refused = changed(board, Change("swap", one, other=other))
    done = changed(board, Change("swap", one, other=other, is_anyhow=True))

    assert refused.is_near
    assert not refused
    area = area_of(done, one)
    assert f"in column {area.column + 1} from row {area.row + 1}" in refused.reason


def test_a_dropped_story_stands_in_that_column_about_that_row_where_a_sound_page_has_it():
    board = standing()
    kept = tried = 0
    for id, column, row in product(sorted(board.places)[1::2], (0, 2), (20, 45)):
        wanted = board.places[id]._replace(column=column, row=row)
        if wanted.column + wanted.columns > 5 or wanted.row + wanted.rows > board.whole.rows:
            continue
        answer = changed(board, Change("move", id, wanted))
        tried += 1
        if answer:
            assert faults(board, answer) == []
            area = area_of(answer, id)
            off = area.row - board.page.first_row - row
            kept += area.column == column and abs(off) <= NEAR_ROWS

    assert tried > 4
    assert kept >= tried / 2


@pytest.mark.parametrize("number", [1, 2])
def test_a_lead_moved_away_leaves_a_page_with_another_lead_and_says_so(number):
    board = standing(number)
    lead = next(m for m in board.page.modules if m.headline_level == 1)
    place = board.places[lead.item_id]
    foot = place._replace(row=board.whole.rows - place.rows)

    answer = changed(board, Change("move", lead.item_id, foot))

    assert answer.plan
    assert faults(board, answer) == []
    assert "lead_first" not in quality(answer.plan, TABLOID).faults
    levels = {module.item_id: module.headline_level for module in answer.plan.modules}
    before = {module.item_id: module.headline_level for module in board.page.modules}
    assert dict(answer.levels) == {id: n for id, n in levels.items() if n != before[id]}


def test_a_page_that_can_be_made_is_never_proved_impossible():
    board = standing()
    for id in sorted(board.places):
        assert not proved(board, Change("set", id))
        assert not proved(board, Change("resize", id, board.places[id]))


def proved(board, change):
    """Undecided is not proved."""
    try:
        return is_proved(board, change)
    except UndecidedError:
        return False


def test_a_size_that_leaves_no_room_for_the_others_is_proved_impossible():
    board = standing()
    id = sorted(board.places)[0]

    assert is_proved(board, Change("resize", id, board.whole))


def test_what_is_pinned_does_not_move():
    board = standing()
    pinned, id = sorted(board.places)[:2]
    board = replace(board, pinned=frozenset([pinned]))
    place = board.places[id]
    sizes = [rows for rows in board.sizes(id, 1)[place.columns] if rows != place.rows]

    answer = changed(board, Change("resize", id, place._replace(rows=sizes[0])))

    assert not answer or area_of(answer, pinned) == next(
        m.area for m in board.page.modules if m.item_id == pinned
    )


def test_a_drop_on_what_is_pinned_is_refused_by_name():
    board = standing()
    pinned, id = sorted(board.places)[:2]
    board = replace(board, pinned=frozenset([pinned]))

    answer = changed(board, Change("swap", id, other=pinned))

    assert not answer
    assert board.pieces[pinned].item.story.headline.replace("\n", "") in answer.reason


def test_a_story_taken_off_leaves_its_place_open_and_can_be_put_back():
    items, _plan = edition()
    board = standing()
    id = sorted(board.places)[1]

    off = changed(board, Change("take_off", id))

    assert off.plan
    assert off.plan.open_areas
    assert "page_open" in off.plan.violations[0]
    stored = page_from_json(page_as_json(off.plan))
    assert stored == off.plan
    again = board_of(stored, {item.id: item for item in items}, board.shapes)
    piece = new_piece(next(item for item in items if item.id == id), board.setting)
    again = replace(again, pieces={**again.pieces, id: replace(piece, rank=board.pieces[id].rank)})
    back = changed(again, Change("put_on", id))
    assert back.plan
    assert back.plan.open_areas == ()
    assert faults(board, back) == []


def test_a_place_off_the_page_and_a_size_no_story_fills_are_refused_in_a_sentence():
    board = standing()
    id = sorted(board.places)[0]

    assert "not on the page" in changed(board, Change("move", id, Place(4, 70, 3, 30))).reason
    tiny = board.places[id]._replace(rows=2)
    assert "too long" in changed(board, Change("resize", id, tiny)).reason


def test_unpinning_is_offered_only_where_a_story_is_pinned(monkeypatch):
    monkeypatch.setattr(reasons, "lines_over", lambda _board: 0)
    free = standing()
    id, other, pinned = sorted(free.places)[:3]
    place = free.places[id]

    def said(board):
        return (
            reasons.no_room(board, id),
            reasons.no_place(board, id, place),
            reasons.no_exchange(board, id, other, None),
        )

    assert all("npin" in one for one in said(replace(free, pinned=frozenset([pinned]))))
    assert not any("npin" in one for one in said(free))
    assert f"cut about {13 * place.columns} characters" in said(free)[0]
    assert all("another width" in one for one in said(free))


def test_a_page_composed_anew_keeps_what_was_pinned():
    items, _plan = edition()
    board = standing()
    id, other = sorted(board.places)[:2]
    swapped = changed(board, Change("swap", id, other=other))
    assert swapped
    pin = area_of(swapped, id)

    page = pinned_page(board.page, {item.id: item for item in items}, board.shapes, {id: pin})

    assert next(m.area for m in page.modules if m.item_id == id) == pin


def test_a_pin_that_is_kept_hides_none_that_could_not_be():
    items, _plan = edition()
    board = standing()
    page = board.page
    first, *others = [m.item_id for m in page.modules]
    everywhere = Area(0, page.first_row, TABLOID.columns, TABLOID.rows - page.first_row)
    swapped = changed(board, Change("swap", others[0], other=others[1]))
    known = {item.id: item for item in items}
    pins = {first: everywhere, others[0]: area_of(swapped, others[0])}

    pinned = pinned_page(page, known, board.shapes, pins)

    assert area_of(Answer(pinned, "kept"), others[0]) == pins[others[0]]
    assert f"wish_not_kept:pin:{first}" in pinned.violations


def test_the_same_change_gives_the_same_page():
    id, other = sorted(standing().places)[:2]

    assert changed(standing(), Change("swap", id, other=other)) == changed(
        standing(), Change("swap", id, other=other)
    )


# Pages that are not full, or have lost their lead


@lru_cache(maxsize=1)
def thin_edition():
    items = tuple(replace(item, may_jump=False, photos=()) for item in make_edition(3, 1)[2:6])
    return items, compose(items, page_count=1)


def thin_board():
    items, plan = thin_edition()
    book = ShapeBook(Setting(TABLOID, type_book()))
    return board_of(plan.pages[0], {item.id: item for item in items}, book)


def test_a_thin_page_taken_up_again_is_the_same_page():
    board = thin_board()

    assert board.page.thin_rows
    assert board.plan(board.places, board.opened).modules == board.page.modules


def test_a_thin_page_stays_thin_when_two_of_its_stories_change_places():
    items, _plan = thin_edition()
    tried = 0
    for one, other in combinations(sorted(thin_board().places), 2):
        board = thin_board()
        answer = changed(board, Change("swap", one, other=other))
        if not answer.plan:
            continue
        tried += 1
        made = EditionPlan((answer.plan,))
        assert check_plan(made, items, TABLOID, type_book()) == []
        assert answer.plan.thin_rows or answer.plan.open_areas
        assert page_from_json(page_as_json(answer.plan)) == answer.plan
    assert tried


@pytest.mark.parametrize("number", [1, 2])
def test_every_story_of_a_page_can_be_taken_off_the_lead_too(number):
    for id in sorted(standing(number).places):
        answer = changed(standing(number), Change("take_off", id))

        assert answer.plan, answer.reason
        assert answer.plan.open_areas
        assert id not in {module.item_id for module in answer.plan.modules}


def narrow():
    """On page 1 of the edition a story so narrow that a gutter runs down the page."""
    board = standing(1)
    place = board.places["s01"]._replace(columns=1, rows=61)
    return board, Change("resize", "s01", place)


def broken(plan):
    return set(quality(plan, TABLOID).faults)


def test_a_size_that_costs_a_rule_is_asked_about_first_and_made_when_wished_all_the_same():
    board, change = narrow()

    asked = changed(board, change)
    done = changed(board, change._replace(is_anyhow=True))

    assert asked.plan is None
    assert asked.is_near
    assert asked.broken == ("gutter_through",)
    assert "One gutter runs down the whole page." in asked.reason
    assert board.pieces["s01"].item.story.headline in asked.reason
    assert is_asked_rightly(board, change)
    assert done.plan
    assert faults(board, done) == []
    assert broken(done.plan) == {"gutter_through"}
    assert area_of(done, "s01").columns == 1


def test_around_a_pin_it_is_asked_first_too():
    board, change = narrow()
    board = replace(board, pinned=frozenset({"s00"}))

    answer = changed(board, change)
    done = changed(board, change._replace(is_anyhow=True))

    assert answer.is_near
    assert answer.broken
    assert is_asked_rightly(board, change)
    assert done.plan
    assert area_of(done, "s00") == next(m.area for m in board.page.modules if m.item_id == "s00")


def test_a_size_that_can_be_had_without_a_fault_is_never_proved_to_need_one():
    board, _change = narrow()
    change = Change("resize", "s01", board.places["s01"]._replace(rows=32))

    assert changed(board, change).plan
    assert not is_asked_rightly(board, change)


def test_a_page_that_has_its_fault_already_is_changed_without_a_question():
    board, change = narrow()
    faulty = changed(board, change._replace(is_anyhow=True)).plan
    assert faulty
    again = board_of(faulty, {item.id: item for item in edition()[0]}, board.shapes)
    change = Change("resize", "s01", again.places["s01"]._replace(columns=2, rows=36))
    assert again.broken == {"gutter_through"}

    answer = changed(again, change)

    assert answer.plan
    assert answer.broken == ()
    assert not is_asked_rightly(again, change)


def test_a_size_a_little_off_is_taken_before_a_rule_of_the_page_is_broken():
    case = next(cases(Asked(seed=3, changes=1)))  # 25 rows: within three of them a gutter runs down
    wanted = case.change.place

    answer = changed(case.board, case.change)

    assert case.change.kind == "resize"
    assert wanted is not None
    assert answer.plan is not None
    assert quality(answer.plan, case.edition.grid).faults == ()
    area = area_of(answer, case.change.item_id)
    assert area.columns == wanted.columns
    assert abs(area.rows + 1 - wanted.rows) <= 0.2 * wanted.rows + 1


def test_another_size_is_never_answered_with_the_page_as_it_was():
    case = list(cases(Asked(seed=3, changes=2)))[1]
    id, wanted = case.change.item_id, case.change.place
    old = case.board.places[id]
    assert case.change.kind == "resize"
    assert wanted is not None
    assert (wanted.columns, wanted.rows) == (old.columns, old.rows + 2)

    answer = changed(case.board, case.change)

    assert answer.plan is not None
    now = {module.item_id: place_of(module, answer.plan) for module in answer.plan.modules}
    assert now[id].rows > old.rows


def test_a_lead_that_is_moved_away_takes_a_size_of_its_new_rank():
    edition = Generator(type_book(), 4, FORMATS["tabloid"]).edition(4030)
    page = composed(edition).pages[3]
    board = board_of(
        page,
        {item.id: item for item in edition.items},
        ShapeBook(Setting(edition.grid, type_book())),
        pinned=["s17"],
    )
    assert board.pieces["s8"].level == 1

    answer = changed(board, Change("move", "s8", board.places["s8"]._replace(row=20)))

    assert answer.plan is None or area_of(answer, "s8").row > 0
