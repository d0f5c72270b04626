"""Why a change by hand cannot be: one sentence each that says what to do instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from newsroom.copydesk.sentence import Sentence, in_a_row
from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.artwork import RULE
from newsroom.layout.plan import PagePlan
from newsroom.layout.standing import Board, place_of
from newsroom.layout.threads import MIN_KEPT
from newsroom.layout.tiling import Place

if TYPE_CHECKING:
    from newsroom.layout.changes import Change

WIDEST_STRETCH = 2

# What is to be mended where a designer's rule is broken, by its name in `cost.RULES`.
BROKEN = {
    "headlines_meet": _("Two headlines of about one size stand side by side."),
    "gutter_through": _("One gutter runs down the whole page."),
    "full_width_cuts": _("A straight cut goes across the whole page."),
    "priority_downward": _("A lesser story stands above a greater one."),
    "lead_first": _("The lead does not stand out."),
    "sizes_in_order": _("A lesser story has the larger headline."),
    "photos_meet": _("Two photos touch."),
    "art_apart": _("Artwork stands where the page begins."),
}


def off_the_page() -> Sentence:
    return _("That place is not on the page: drop the story inside it.")


def no_open_place() -> Sentence:
    return _("The page has no open place: take a story off first, or drop this one on it.")


def place_is_taken() -> Sentence:
    return _("A story stands there: drop this one on it to take its place.")


def artwork_there() -> Sentence:
    return _("Finished artwork stands there and does not give way: choose another place.")


def is_pinned(board: Board, id: str) -> Sentence:
    return _("“%(headline)s” is pinned: unpin it first.", headline=_headline(board, id))


def pinned_as_it_is(board: Board, id: str) -> Sentence:
    """A pinned story keeps its rectangle, which it does not fill as it is wished."""
    return _(
        "“%(headline)s” is pinned and cannot be set like that in its place: unpin it first.",
        headline=_headline(board, id),
    )


def around_nameplate(board: Board, id: str) -> Sentence:
    return _(
        "“%(headline)s” runs around the nameplate and stays there: take it off the page first, "
        "or compose the page anew.",
        headline=_headline(board, id),
    )


def wrong_size(board: Board, id: str, place: Place) -> Sentence:
    """What the story fills at that width, or which widths it fills at all."""
    sizes = board.sizes(id, WIDEST_STRETCH)
    rows = sizes.get(place.columns, [])
    headline = _headline(board, id)
    if not rows:
        return _(
            "“%(headline)s” cannot be %(columns)s columns wide: it fills %(widths)s.",
            headline=headline,
            columns=place.columns,
            widths=", ".join(str(columns) for columns in sorted(sizes)) or "–",
        )
    if place.rows < rows[0]:
        return _(
            "“%(headline)s” is about %(lines)s lines too long for that place.",
            headline=headline,
            lines=(rows[0] - place.rows) * place.columns,
        )
    if place.rows > rows[-1]:
        return _(
            "“%(headline)s” is about %(lines)s lines too short for that place.",
            headline=headline,
            lines=(place.rows - rows[-1]) * place.columns,
        )
    near = min(rows, key=lambda count: abs(count - place.rows))
    return _(
        "“%(headline)s” fills %(near)s rows at that width, not %(rows)s.",
        headline=headline,
        near=near,
        rows=place.rows,
    )


def no_room_for(board: Board, id: str) -> Sentence:
    """A story that comes from another page finds no place on this one."""
    over = lines_over(board)
    if over > 0:
        return _(
            "Page %(page)s is at least %(lines)s lines over with the rest of “%(headline)s”: take "
            "a story off there first, or choose another page.",
            page=board.page.number,
            lines=over,
            headline=_headline(board, id),
        )
    return _(
        "No arrangement of page %(page)s was found that holds the rest of “%(headline)s”: let "
        "more or fewer lines go on, or choose another page.",
        page=board.page.number,
        headline=_headline(board, id),
    )


def too_short_to_jump(headline: str) -> Sentence:
    return _(
        "“%(headline)s” is too short to go on: it needs %(lines)s lines on each page.",
        headline=headline.replace("\n", ""),
        lines=MIN_KEPT,
    )


def has_pins(board: Board) -> bool:
    """Whether an editor pinned a story of the page: an L around the nameplate stays by itself."""
    return bool(board.pinned & board.places.keys() - {board.bent})


def no_room(board: Board, id: str) -> Sentence:
    """The story as it is now goes nowhere on the page: how much is over or missing."""
    headline = _headline(board, id)
    if not board.sizes(id, WIDEST_STRETCH):
        if id == board.bent:
            return around_nameplate(board, id)
        return _(
            "“%(headline)s” cannot be set like that at any width of the page: cut it, or choose a "
            "smaller headline or picture, or another form.",
            headline=headline,
        )
    over = lines_over(board)
    if over > 0:
        return _(
            "With “%(headline)s” like that the page is at least %(lines)s lines over: cut it, or "
            "put a story on another page and compose anew.",
            lines=over,
            headline=headline,
        )
    if over < 0:
        return _(
            "With “%(headline)s” like that the page is at least %(lines)s lines short: let it be "
            "longer, or put another story on the page and compose anew.",
            lines=-over,
            headline=headline,
        )
    if has_pins(board):
        return _(
            "No arrangement was found that holds “%(headline)s” like that: unpin a story near it, "
            "or compose the page anew.",
            headline=headline,
        )
    columns = board.places[id].columns if id in board.places else 1
    return _(
        "No arrangement was found that holds “%(headline)s” like that: cut about %(characters)s "
        "characters, a row of it, give it another width first, or compose the page anew.",
        headline=headline,
        characters=round(columns * board.setting.grid.column_em),
    )


def no_place(board: Board, id: str, place: Place) -> Sentence:
    """The story cannot stand there: what the others would need."""
    if place.columns and not board.fills(id, place) and id in board.places:
        sizes = board.sizes(id, WIDEST_STRETCH)
        if place.columns not in sizes:
            return wrong_size(board, id, place)
    over = lines_over(board)
    headline = _headline(board, id)
    if over:
        return no_room(board, id)
    if has_pins(board):
        return _(
            "With “%(headline)s” there the other stories do not fill the rest of the page: try a "
            "place nearer to the edge of a story, or unpin one.",
            headline=headline,
        )
    return _(
        "With “%(headline)s” there the other stories do not fill the rest of the page: try a place "
        "nearer to the edge of a story, or another width.",
        headline=headline,
    )


def no_exchange(board: Board, id: str, other: str, near: PagePlan | None) -> Sentence:
    """Two stories cannot change places; where each would stand on the page that comes nearest."""
    one, two = _headline(board, id), _headline(board, other)
    if near is None and has_pins(board):
        return _(
            "“%(one)s” and “%(other)s” cannot change places: no arrangement was found with each "
            "where the other stands. Unpin a story near them, or move one by itself.",
            one=one,
            other=two,
        )
    if near is None:
        return _(
            "“%(one)s” and “%(other)s” cannot change places: no arrangement was found with each "
            "where the other stands. Give one another width first, or move one by itself.",
            one=one,
            other=two,
        )
    at, there = (next(m.area for m in near.modules if m.item_id == n) for n in (id, other))
    return _(
        "“%(one)s” and “%(other)s” cannot change places. Nearest to it: “%(one)s” in column "
        "%(column)s from row %(row)s, “%(other)s” in column %(column2)s from row %(row2)s.",
        one=one,
        other=two,
        column=at.column + 1,
        row=at.row + 1,
        column2=there.column + 1,
        row2=there.row + 1,
    )


def only_broken(board: Board, change: Change, rules: Iterable[str]) -> Sentence:
    """What was asked for was found only on pages that break rules which this one keeps."""
    faults = in_a_row(BROKEN[rule] for rule in rules)
    if change.kind == "swap":
        return _(
            "No page was found on which “%(one)s” and “%(other)s” change places without a new "
            "fault. %(faults)s Move one by itself, or do it all the same.",
            one=_headline(board, change.item_id),
            other=_headline(board, change.other),
            faults=faults,
        )
    return _(
        "No page was found with “%(headline)s” like that and without a new fault. %(faults)s "
        "Choose another place or size, or do it all the same.",
        headline=_headline(board, change.item_id),
        faults=faults,
    )


def ranked_otherwise(board: Board, change: Change, plan: PagePlan) -> tuple[str, ...]:
    """Of a story that does not stand where it was dropped, since the order of officials bars it:
    two stories of which the first may not stand below the second."""
    id, wanted = change.item_id, change.place
    if change.kind != "move" or wanted is None or board.house is None:
        return ()
    rows = {m.item_id: place_of(m, plan).row for m in plan.modules}
    if abs(rows[id] - wanted.row) <= 1:
        return ()
    would = {name: place.row for name, place in board.places.items()} | {id: wanted.row}
    barred = (p for p in board.house.outranked if id in p and would[p[0]] > would[p[1]])
    return next((p for p in barred if rows[p[0]] <= rows[p[1]]), ())


def no_filler(board: Board) -> Sentence:
    """None of the stock fills what is open on the page."""
    place = max(board.opened, key=lambda p: p.columns * p.rows, default=None)
    if place is None:
        return _("No notice was found that makes the page fuller: put a story on instead.")
    return _(
        "No notice in stock fills the open place: put a story there, or add a notice of "
        "%(columns)s columns by %(rows)s rows.",
        columns=place.columns,
        rows=place.rows - RULE,
    )


def nothing_to_take_off() -> Sentence:
    return _("No notice fills up this page.")


def lines_over(board: Board) -> int:
    """Column rows that the stories need at least beyond the page (or, negative, leave at most)."""
    room, least, most = needs(board)
    if least > room:
        return least - room
    return min(0, most - room)


def needs(board: Board) -> tuple[int, int, int]:
    """Column rows that the page has for stories, and those that they take at least and at most."""
    whole = board.whole
    room = whole.columns * whole.rows
    room -= sum(place.columns * place.rows for place in board.kept_free.values())
    return room, *needed_by(board, board.pieces)


def needed_by(board: Board, stories: Iterable[str]) -> tuple[int, int]:
    """Column rows that some stories take at least and at most."""
    least = most = 0
    for id in stories:
        areas = [
            columns * count
            for columns, rows in board.sizes(id, WIDEST_STRETCH).items()
            for count in (rows[0], rows[-1])
        ]
        least += min(areas, default=0)
        most += max(areas, default=0)
    return least, most


def _headline(board: Board, id: str) -> str:
    return board.pieces[id].item.story.headline.replace("\n", "")
