"""Proof-reading a plan by geometry and text alone: knows nothing of how it was made."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from newsroom.copydesk.story import Position, Story, printed_byline
from newsroom.layout.geometry import Area, PageGrid
from newsroom.layout.inline import last_role, measured_line
from newsroom.layout.linebreak import measure, width_of
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import ArtFrame, CopyItem, EditionPlan, Leg, Line, Module, PagePlan
from newsroom.layout.upright import cells

TOLERANCE = 0.02  # em or points; rounding only
NO_AREA = Area(0, 0, 0, 0)


def check_plan(
    plan: EditionPlan, items: Sequence[CopyItem], grid: PageGrid, book: TypeBook
) -> list[str]:
    """Everything wrong with ``plan``, one sentence each; empty when it is right.

    ``grid`` is that of a single page. Modules tile every page without hole or overlap, all that is
    in a module stays in it and apart, legs end level, each story's text is placed once and in order
    up to where it is overset, and a double page is the true centre, with no copy on its fold.
    """
    found: list[str] = []
    for page in plan.pages:
        own = page.on(grid)
        found += _check_tiling(page, own)
        for module in page.modules:
            where = f"Page {page.number}, story {module.item_id}"
            found += [f"{where}: {fault}" for fault in _check_module(module, page, own, book)]
            if page.across > 1:
                found += [f"{where}: {fault}" for fault in _check_fold(module, own)]
        for frame in page.artwork:
            where = f"Page {page.number}, artwork {frame.artwork_id}"
            found += [f"{where}: {fault}" for fault in _check_artwork(frame, page, own)]
    standing = Counter(frame.artwork_id for page in plan.pages for frame in page.artwork)
    found += [f"Artwork {id} stands {count} times." for id, count in standing.items() if count > 1]
    found += _check_numbers(plan)
    return found + list(_check_text(plan, items))


def _check_numbers(plan: EditionPlan) -> Iterator[str]:
    """Pages follow one another, and only the two in the very middle of whole sheets are joined."""
    expected = 1
    for page in plan.pages:
        if page.number != expected:
            yield f"Page {page.number} stands where page {expected} belongs."
        expected = page.number + page.across
    for page in plan.pages:
        if page.across > 2 or (page.across == 2 and page.number * 2 != plan.page_count):
            yield f"Page {page.number} is no true centre of {plan.page_count} pages."
        if page.across == 2 and plan.page_count % 4:
            yield f"Page {page.number} is double among {plan.page_count} pages, no whole sheets."


def _check_fold(module: Module, grid: PageGrid) -> Iterator[str]:
    """Headlines and pictures may lie across the fold, copy may not."""
    fold = grid.trim_width / 2
    for leg in module.legs:
        left, right = leg.left(grid), leg.left(grid) + leg.width(grid)
        if left < fold < right:
            yield "a line of copy lies on the fold."


def _check_tiling(page: PagePlan, grid: PageGrid) -> Iterator[str]:
    taken: dict[tuple[int, int], int] = defaultdict(int)
    for module in page.modules:
        for cell in set(_cells(module.area)) - set(_cells(module.notch or NO_AREA)):
            taken[cell] += 1
    for frame in page.artwork:
        for cell in _cells(frame.area):
            taken[cell] += 1
    foot = grid.rows - page.foot_rows - page.thin_rows
    wanted = Area(0, page.first_row, grid.columns, foot - page.first_row)
    cells = set(_cells(wanted)) - set(_cells(page.corner or NO_AREA))
    for area in page.open_areas:  # told to the editor, who has yet to fill them
        if not set(_cells(area)) <= cells:
            yield f"Page {page.number}: an open place lies outside the type area."
        cells -= set(_cells(area))
    holes = cells - taken.keys()
    if holes and (page.modules or "page_empty" not in page.violations):
        yield f"Page {page.number}: {len(holes)} column rows belong to no module."
    if outside := taken.keys() - cells:
        yield f"Page {page.number}: {len(outside)} column rows lie outside the type area."
    if doubled := [cell for cell, count in taken.items() if count > 1]:
        yield f"Page {page.number}: {len(doubled)} column rows belong to two modules."


def _check_artwork(frame: ArtFrame, page: PagePlan, grid: PageGrid) -> Iterator[str]:
    """Finished artwork stands whole in its area, with less than a row over."""
    label = grid.leading_pt if frame.label else 0.0
    over = frame.top_pt(grid) - label - grid.y_of(frame.area.row)
    if not -TOLERANCE <= over < grid.leading_pt:
        yield "its area is not as deep as the artwork."
    if frame.rule_below == (frame.area.bottom == grid.rows - page.foot_rows - page.thin_rows):
        yield "a rule stands below it if and only if it does not reach the foot."


def _cells(area: Area) -> Iterator[tuple[int, int]]:
    for column in range(area.column, area.right):
        for row in range(area.row, area.bottom):
            yield column, row


def _check_module(module: Module, page: PagePlan, grid: PageGrid, book: TypeBook) -> Iterator[str]:
    yield from _check_inside(module, grid)
    yield from _check_notch(module, page, grid)
    yield from _check_head(module, grid, book)
    yield from _check_legs(module, grid, book)
    if module.rule_below == (module.area.bottom == grid.rows - page.foot_rows - page.thin_rows):
        yield "a rule stands below a module if and only if it does not reach the foot."
    left = page.corner.right if page.corner else 0
    top_left = (module.head_column, module.area.row) == (left, page.first_row)
    has_stories = any(other.jump_from is None for other in page.modules)
    if top_left and module.jump_from is not None and has_stories:
        yield "a continuation stands top left."


def _inner(module: Module) -> Area:
    """What picture and copy may fill: below the headline, above rule and frame."""
    area = module.area
    padding = 1 if module.boxed else 0
    foot = area.bottom - padding - (1 if module.rule_below else 0)
    top = area.row + module.head_rows
    return Area(area.column, top, area.columns, foot - top)


def _check_inside(module: Module, grid: PageGrid) -> Iterator[str]:
    inner = _inner(module)
    room = _room(inner.column, inner.row, inner.columns, inner.rows, grid)
    filled = [
        (photo.left(grid), photo.area.row, photo.left(grid) + photo.width(grid), photo.area.bottom)
        for photo in module.photos
    ]
    filled += [_leg_room(leg, grid) for leg in module.legs]
    filled += [
        _room(q.area.column, q.area.row, q.area.columns, q.area.rows, grid) for q in module.quotes
    ]
    if any(not _holds(room, box) for box in filled):
        yield "copy or a picture runs out of its module."
    if any(_meet(one, other) for one, other in combinations(filled, 2)):
        yield "copy and pictures overlap."
    if any(photo.picture_rows < 1 for photo in module.photos):
        yield "a caption leaves no room for its picture."


def _check_notch(module: Module, page: PagePlan, grid: PageGrid) -> Iterator[str]:
    """An L-shaped lead lies around the nameplate, and is read from under its headline on."""
    notch, area = module.notch, module.area
    if notch is None:
        return
    if notch != page.corner or (notch.column, notch.row) != (area.column, area.row):
        yield "the nameplate is not in its notch."
    if notch.right >= area.right or notch.bottom >= _inner(module).bottom:
        yield "nothing is left of it beside the nameplate, or below."
    if module.boxed or module.head_columns:
        yield "a box or a vertical headline does not go around the nameplate."
    room = _room(notch.column, notch.row, notch.columns, notch.rows, grid)
    filled = [_leg_room(leg, grid) for leg in module.legs]
    filled += [
        _room(p.area.column, p.area.row, p.area.columns, p.area.rows, grid) for p in module.photos
    ]
    if any(_meet(room, box) for box in filled):
        yield "copy or a picture stands on the nameplate."
    below = [leg.column < notch.right for leg in module.legs]
    if below != sorted(below):
        yield "the copy below the nameplate is read before that under the headline."
    if not any(below):
        yield "no copy stands below the nameplate."


_Room = tuple[float, int, float, int]  # left in points, first row, right, row behind the last


def _room(column: int, row: int, columns: int, rows: int, grid: PageGrid) -> _Room:
    left = grid.x_of(column)
    return left, row, left + grid.width_of(columns), row + rows


def _leg_room(leg: Leg, grid: PageGrid) -> _Room:
    left = leg.left(grid)
    return left, leg.row, left + leg.width(grid), leg.row + len(leg.lines)


def _stands_on(upper: _Room, lower: _Room) -> bool:
    beside = min(upper[2], lower[2]) - max(upper[0], lower[0]) > TOLERANCE
    return beside and lower[1] >= upper[3]


def _holds(room: _Room, box: _Room) -> bool:
    beside = room[0] - TOLERANCE <= box[0] and box[2] <= room[2] + TOLERANCE
    return beside and room[1] <= box[1] and box[3] <= room[3]


def _meet(one: _Room, other: _Room) -> bool:
    beside = min(one[2], other[2]) - max(one[0], other[0]) > TOLERANCE
    return beside and min(one[3], other[3]) > max(one[1], other[1])


def _check_head(module: Module, grid: PageGrid, book: TypeBook) -> Iterator[str]:
    yield from _check_upright(module, grid, book)
    at = 0.0
    for line in module.head:
        if line.direction == "vertical":
            continue
        if line.top_pt < at - TOLERANCE:
            yield f"the headline line {line.text!r} overlaps the one above."
        at = line.top_pt + line.size_pt
        measured = measure(line.text, book[line.font])
        width = width_of(measured, 0, len(line.text)) * line.size_pt * line.stretch
        width += line.tracking_pt * (len(line.text) - 1)
        if width > grid.width_of(module.head_span) + TOLERANCE:
            yield f"the headline line {line.text!r} is wider than its module."
    room = module.head_rows * grid.leading_pt
    if at and at > room - grid.leading_pt + TOLERANCE:
        yield "less than one baseline of white is left between headline and copy."


def _check_upright(module: Module, grid: PageGrid, book: TypeBook) -> Iterator[str]:
    """Vertical lines stand in their own columns, from right to left, and end above the foot."""
    left = grid.width_of(module.head_columns) if module.head_columns else 0.0
    foot = (_inner(module).bottom - module.area.row) * grid.leading_pt
    for line in module.head:
        if line.direction == "horizontal":
            continue
        tracking = line.tracking_pt / line.size_pt
        last = cells(line.text, book[line.font], tracking)[-1]
        if not 0 <= line.left_pt <= left - line.size_pt:
            yield f"the vertical headline line {line.text!r} stands outside its column."
        if line.top_pt + (last.at + last.length) * line.size_pt > foot + TOLERANCE:
            yield f"the vertical headline line {line.text!r} is longer than its module."
        left = line.left_pt
    if any(leg.column < module.area.column + module.head_columns for leg in module.legs):
        yield "copy stands in the column of a vertical headline."


def _check_legs(module: Module, grid: PageGrid, book: TypeBook) -> Iterator[str]:
    lines = [line for leg in module.legs for line in leg.lines]
    if any(not leg.lines for leg in module.legs):
        yield "a leg is empty."
    rooms = [_leg_room(leg, grid) for leg in module.legs]
    feet = [room[3] for room in rooms if not any(_stands_on(room, other) for other in rooms)]
    if feet and max(feet) - min(feet) > 1:
        yield "the legs do not end level."
    if feet and not module.photos and max(feet) != _inner(module).bottom:
        yield "the copy does not reach the foot of its module."
    if any(leg.lines and leg.lines[-1].style == "subhead" for leg in module.legs[:-1]):
        yield "a leg ends on a subhead."
    if module.jump_to and (not lines or lines[-1].style != "jump"):
        yield "a cut story has no jump line."
    for line, measure_em in [(line, leg.width(grid) / grid.body_size_pt)
                             for leg in module.legs for line in leg.lines]:  # fmt: skip
        if _too_wide(line, measure_em, book):
            yield f"the line {line.text!r} is wider than the column."


def _too_wide(line: Line, measure_em: float, book: TypeBook) -> bool:
    words = measured_line(line, book)
    width = line.inset_em + line.indent_em + width_of(words, 0, len(line.text))
    if line.hyphen:
        width += book[last_role(line)].advance("-")
    if line.tail:
        tail = measure(line.tail, book["kai"], book.rules)
        return width + 1.0 + width_of(tail, 0, len(line.tail)) > measure_em + TOLERANCE
    least = width - words.shrinks[-1]  # all the white of its marks squeezed out
    return least * line.stretch > measure_em + TOLERANCE


def _check_text(plan: EditionPlan, items: Sequence[CopyItem]) -> Iterator[str]:
    placed: dict[str, list[tuple[int, Module]]] = defaultdict(list)
    for page in plan.pages:
        for module in page.modules:
            placed[module.item_id].append((page.number, module))
    over = {overset.item_id: overset.from_position for overset in plan.overset}
    for item in items:
        for fault in _check_story(item, placed.get(item.id, []), over.get(item.id)):
            yield f"Story {item.id}: {fault}"
    if unknown := placed.keys() - {item.id for item in items}:
        yield f"Modules of unknown stories: {', '.join(sorted(unknown))}."


def _check_story(
    item: CopyItem, parts: list[tuple[int, Module]], overset: Position | None
) -> Iterator[str]:
    at, end = Position(0, 0), overset or _end(item.story)
    for number, (page, module) in enumerate(parts):
        if module.text_from != at:
            yield f"its part on page {page} does not begin where the last one ended."
        yield from _check_run(item.story, module, at)
        at = module.text_to
        yield from _check_jump(parts, number)
    if at != end and not (at == Position(0, 0) == end):
        yield f"it ends at {at}, not at {end}."
    if not overset and not parts:
        yield "it is neither placed nor overset."
    signed = printed_byline(item.story.bylines)
    lines = [line for _, module in parts for leg in module.legs for line in leg.lines]
    said = [line.tail for line in lines if line.tail]
    said += [line.text for line in lines if line.style == "byline"]
    if overset is None and "　".join(said) != signed:
        yield f"its byline is printed as {said}."


def _check_run(story: Story, module: Module, at: Position) -> Iterator[str]:
    """The lines of a module hold the characters from ``at`` to its end, each once."""
    for leg in module.legs:
        for line in leg.lines:
            if line.style in ("byline", "jump"):
                continue
            at = _past_empty(story, at)
            if Position(line.block, line.start) != at:
                yield f"the line {line.text!r} is out of order."
            if line.initial + line.text != story.blocks[line.block].text[line.start : line.end]:
                yield f"the line {line.text!r} is not what the story says there."
            at = _past_empty(story, Position(line.block, line.end))
    if at != _past_empty(story, module.text_to):
        yield f"its lines end at {at}, not at {module.text_to}."


def _past_empty(story: Story, at: Position) -> Position:
    """The same place, said as the start of the block that has the next character."""
    block, offset = at.block, at.offset
    while block < len(story.blocks) - 1 and offset >= len(story.blocks[block].text):
        block, offset = block + 1, 0
    return Position(block, offset)


def _check_jump(parts: list[tuple[int, Module]], number: int) -> Iterator[str]:
    page, module = parts[number]
    after = parts[number + 1] if number + 1 < len(parts) else None
    if after is None:
        if module.jump_to is not None:
            yield f"it jumps from page {page} to nowhere."
    elif module.jump_to != after[0] or after[1].jump_from != page:
        yield f"its jump from page {page} does not meet its continuation on page {after[0]}."


def _end(story: Story) -> Position:
    if not story.blocks:
        return Position(0, 0)
    return Position(len(story.blocks) - 1, len(story.blocks[-1].text))
