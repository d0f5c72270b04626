"""The pages that there are: the lead at the head, what is fixed in place, the likeliest first."""

from newsroom.layout.everypage import every
from newsroom.layout.parts import Aim, Judge
from newsroom.layout.tiling import Place, meets
from tests.layout.ells import bent_board
from tests.layout.test_changes import standing


def searches(board, fixed=None, aim=None):
    given = board, board.whole, list(board.places), fixed or {}
    return every(Judge(*given, price=3.0, breach=40.0, aim=aim))


def pages(board, fixed=None, aim=None):
    return [made for some in searches(board, fixed, aim) for made in some]


def lead_of(board):
    return next(id for id in board.places if board.pieces[id].level == 1)


def is_full(board, made):
    cells = [
        (column, row)
        for place in [*made.places.values(), *made.opened, *board.kept_free.values()]
        for column in range(place.column, place.column + place.columns)
        for row in range(place.row, place.row + place.rows)
    ]
    whole = board.whole
    return len(cells) == len(set(cells)) == whole.columns * whole.rows


def test_every_page_is_full_with_the_lead_at_its_head():
    board = standing(1)
    found = pages(board)

    assert found
    assert all(is_full(board, made) for made in found)
    assert all(made.places[lead_of(board)][:2] == board.head[:2] for made in found)


def test_no_page_comes_twice():
    found = [tuple(sorted(made.places.items())) for made in pages(standing(1))]

    assert len(found) == len(set(found))


def test_a_lead_around_the_nameplate_stays_around_it():
    board = bent_board()
    found = pages(board)

    assert found
    assert {made.places[board.bent][:2] for made in found} == {(0, 0)}
    assert all(is_full(board, made) for made in found)


def test_where_another_story_stands_fast_at_the_head_the_lead_goes_elsewhere():
    board = standing(2)
    other = max(board.places, key=lambda id: board.pieces[id].level)
    fast = Place(board.head.column, board.head.row, 1, board.sizes(other, 1)[1][0])
    found = pages(board, {other: fast})

    assert found
    assert all(made.places[other] == fast for made in found)
    assert not any(meets(made.places[lead_of(board)], fast) for made in found)


def test_a_story_stands_where_it_is_wanted():
    board = standing(1)
    id, other = [id for id in board.places if board.pieces[id].level > 1][:2]
    wanted = board.places[other]
    aim = Aim(id, wanted, board.sizes(id, 2), old=board.places[id])
    found = pages(board, aim=aim)

    assert found
    assert all(meets(made.places[id], wanted) for made in found)


def test_pages_that_finishing_can_make_sound_come_first():
    board = standing(1)
    for some in searches(board):
        weights = [board.lasting(board.sheet(made.places)) for made in some[:4]]

        assert not some or min(weights) == min(board.lasting(board.sheet(m.places)) for m in some)
