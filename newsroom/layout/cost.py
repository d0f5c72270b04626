"""What a page designer would mind in a page: one named rule each, with its reason.

A rule looks at a `Sheet` and returns points; 0 is perfect, and what reaches `Rule.serious` is
told to the editor. Costs inside a module (headline size, crop, white) come with its shape.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from newsroom.layout.artwork import ArtPlaced
from newsroom.layout.houserules import PageRules, broken_on, house_cost
from newsroom.layout.photos import PhotoBlock
from newsroom.layout.shapes import Piece, Shape

CLEARLY_APART = 1.3  # ratio of two headline sizes that nobody takes for equals
LEAD_AHEAD = 1.25  # a lead's headline against the next largest
LARGE_PHOTO = 0.07  # of the page
SMALL_CATCHER = 250.0  # points by what share of the page the largest picture is smaller than that
WEAK_LEAD = 9.0  # points of a lead that is not ahead of the next largest
LITTLE_WHITE = 0.018  # of the page, at the feet of legs
MOST_CUTS = 2  # from edge to edge
FILLER = 5.0  # points of a filler: a page is better off without
OPTICAL_CENTRE = 0.42  # of the page's height


class Placed:
    """A piece in its place; rows count from the first row below nameplate or folio.

    Every module has a rule row, so a sheet is one row deeper than the page. ``photo_at`` is the
    column of the picture inside the module. Not a dataclass: tens of thousands are judged, and
    what the rules ask again and again is worked out once.
    """

    def __init__(
        self, piece: Piece, shape: Shape, column: int, row: int, photo_at: int = 0
    ) -> None:
        self.piece = piece
        self.shape = shape
        self.column = column
        self.row = row
        self.photo_at = photo_at
        self.right = column + shape.columns
        self.bottom = row + shape.rows
        self.size = shape.head.size
        self.level = piece.level
        self.notched = shape.notch.columns if shape.notch else 0
        self.photo: PhotoBlock | None = shape.body.photo
        # Left, top, right, bottom of the pictures on the sheet.
        self.photo_box = self._photo_box(self.photo) if self.photo else self._wrapped_box()

    def _wrapped_box(self) -> tuple[int, int, int, int] | None:
        wrap = self.shape.body.wrap
        if wrap is None or wrap.picture is None:
            return None
        insert, top = wrap.picture.insert, self.row + self.shape.head_rows
        return self.right - insert.columns - 1, top, self.right, top + wrap.picture.rows

    def _photo_box(self, block: PhotoBlock) -> tuple[int, int, int, int]:
        top = self.row + self.shape.head_rows
        if self.shape.broken is None:
            left = self.column + self.photo_at
            return left, top, left + block.columns, top + block.rows
        unit = self.shape.columns / self.shape.legs
        left = self.column + int(self.photo_at * unit)
        right = self.column + math.ceil((self.photo_at + block.columns) * unit)
        return left, top, right, top + block.rows


@dataclass(frozen=True, eq=False)
class Sheet:
    """A complete page as the rules see it. What all rules ask for is worked out at once."""

    placed: Sequence[Placed]
    columns: int
    rows: int
    first_row: int
    corner: int = 0  # columns of the nameplate at the left of the lead
    art: tuple[ArtPlaced, ...] = ()
    house: PageRules | None = None  # what no look makes up for
    # Modules side by side whose headlines stand on one line, left one first.
    neighbours: list[tuple[Placed, Placed]] = field(init=False)
    # Pairs of modules of different level, the more important first.
    unequal: list[tuple[Placed, Placed]] = field(init=False)
    with_photos: list[Placed] = field(init=False)

    def __post_init__(self) -> None:
        placed = self.placed
        beside = [
            (a, b)
            for a in placed
            for b in placed
            if a.right == b.column
            and a.row < b.row + b.shape.head_rows
            and b.row < a.row + a.shape.head_rows
        ]
        unequal = [(a, b) for a in placed for b in placed if a.level < b.level]
        object.__setattr__(self, "neighbours", beside)
        object.__setattr__(self, "unequal", unequal)
        object.__setattr__(self, "with_photos", [m for m in placed if m.photo_box])

    @property
    def art_at_foot(self) -> int:
        """Rows at the foot that artwork takes over the whole width."""
        foot = [art.place for art in self.art if art.place.row + art.place.rows == self.rows]
        across = sum(place.columns for place in foot) == self.columns
        return min(place.rows for place in foot) if across else 0

    @property
    def white(self) -> int:
        """Column rows inside the stories that no line and no picture stands on."""
        return sum(m.shape.white * m.shape.span + m.shape.body.blanks for m in self.placed)


def headlines_meet(sheet: Sheet) -> float:
    """碰题: two headlines on one line read as one; sizes clearly apart or a frame tell them."""
    cost = 0.0
    for a, b in sheet.neighbours:
        if not is_told_by_size(a, b):
            cost += 0.3
        elif max(a.size, b.size) >= CLEARLY_APART * min(a.size, b.size):
            cost += 0.8
        else:
            cost += 9.0 if min(a.level, b.level) < 4 else 7.0
            cost += 3.0 if a.size == b.size else 0.0
    return cost


def is_told_by_size(a: Placed, b: Placed) -> bool:
    """Whether neither a frame nor their direction tells two headlines apart."""
    framed = a.piece.item.in_box != b.piece.item.in_box
    return not framed and a.shape.head.upright == b.shape.head.upright


def gutter_through(sheet: Sheet) -> float:
    """断版: a straight gutter down the page cuts it into two papers."""
    cost = 0.0
    for column in range(1, sheet.columns):
        share = _longest_gutter(sheet, column) / sheet.rows
        cost += 25 if share > 0.97 else 6 if share > 0.75 else 2.5 if share > 0.62 else 0
    return cost


def _longest_gutter(sheet: Sheet, column: int) -> int:
    crossing = [(m.row, m.bottom) for m in sheet.placed if m.column + m.notched < column < m.right]
    for art in sheet.art:
        place = art.place
        if place.column < column < place.column + place.columns:
            crossing.append((place.row, place.row + place.rows))
    crossing.sort()
    longest = at = 0
    for top, bottom in crossing:
        longest = max(longest, top - at)
        at = max(at, bottom)
    return max(longest, sheet.rows - at)


def full_width_cuts(sheet: Sheet) -> float:
    """More than two cuts from edge to edge make a page of drawers; one in the middle halves it."""
    cuts = _cuts(sheet)
    cost = sum((0.6, 3.0, 7.0)[min(number, 2)] for number in range(len(cuts)))
    return cost + sum(1.5 for row in cuts if 0.42 < row / sheet.rows < 0.58)


def _cuts(sheet: Sheet) -> list[int]:
    rows = {m.bottom for m in sheet.placed} - {sheet.rows, sheet.rows - sheet.art_at_foot}
    spans = [(m.row, m.bottom) for m in sheet.placed]
    spans += [(art.place.row, art.place.row + art.place.rows) for art in sheet.art]
    return [row for row in sorted(rows) if not any(top < row < foot for top, foot in spans)]


def priority_downward(sheet: Sheet) -> float:
    """The reader takes what stands higher for more important."""
    cost = 0.0
    for a, b in sheet.unequal:
        lower = a.row - b.row
        if lower > 5:
            cost += (b.level - a.level) * (0.35 + 1.5 * lower / sheet.rows)
            cost += 3 if a.level <= 2 and lower > 0.45 * sheet.rows else 0
    return cost


def lead_first(sheet: Sheet) -> float:
    """The lead stands top left, wide, under the largest headline; a continuation never does."""
    if all(m.piece.came_from is not None for m in sheet.placed):
        return 0.0  # a page of continuations has no lead
    first = next((m for m in sheet.placed if is_at_head(sheet, m)), None)
    if first is None:
        return WEAK_LEAD  # its place was left open by hand
    cost = 30.0 if first.piece.came_from is not None else 0.0
    largest = max((m.size for m in sheet.placed if m is not first), default=0.0)
    if first.size < LEAD_AHEAD * largest:
        cost += WEAK_LEAD + 30 * (LEAD_AHEAD * largest / max(1.0, first.size) - 1)
    return cost + (1.5 if first.shape.span < 0.6 * sheet.columns else 0.0)


def is_at_head(sheet: Sheet, m: Placed) -> bool:
    """Whether it stands where the lead stands: top left, beside the nameplate's corner."""
    return m.row == 0 and m.column <= sheet.corner


def sizes_in_order(sheet: Sheet) -> float:
    """A story of a lower level never shouts louder than one of a higher."""
    return 3.0 * sum(a.size < 1.1 * b.size for a, b in sheet.unequal)


def photos_meet(sheet: Sheet) -> float:
    """Pictures of two stories that touch are read as one picture story."""
    boxes = [m.photo_box for m in sheet.with_photos if m.photo_box]
    return sum(5.0 for i, a in enumerate(boxes) for b in boxes[:i] if _touch(a, b))


def _touch(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    beside = min(a[2], b[2]) - max(a[0], b[0])
    above = min(a[3], b[3]) - max(a[1], b[1])
    return (beside >= 0 and above > 0) or (beside > 0 and above > -4)


def widths_vary(sheet: Sheet) -> float:
    """Modules of one width, or of the same form twice, look like a form to fill in."""
    if len(sheet.placed) < 4:
        return 0.0
    widths = Counter(m.shape.columns for m in sheet.placed)
    common = widths.most_common(1)[0][1] / len(sheet.placed)
    forms = Counter((m.shape.columns, m.shape.rows) for m in sheet.placed if m.level < 4)
    cost = 10 * max(0.0, common - 0.6) + (1.5 if len(widths) < 3 else 0.0)
    return cost + 1.2 * sum(count - 1 for count in forms.values())


def no_drawers(sheet: Sheet) -> float:
    """Three modules of one width exactly above one another look like drawers."""
    stacked = {(m.column, m.shape.columns, m.row): m for m in sheet.placed}
    cost = 0.0
    for m in sheet.placed:
        below = stacked.get((m.column, m.shape.columns, m.bottom))
        if below and (m.column, m.shape.columns, below.bottom) in stacked:
            cost += 1.8
    return cost


def eye_catcher(sheet: Sheet) -> float:
    """One picture is large and stands near the optical centre, a little above the middle."""
    boxes = [m.photo_box for m in sheet.with_photos if m.photo_box]
    if not boxes:
        return 0.0
    depth = sheet.rows + sheet.first_row
    nearest = min(_off_centre(box, sheet) for box in boxes)
    largest = max((right - left) * (bottom - top) for left, top, right, bottom in boxes) / (
        sheet.columns * depth
    )
    return 8 * max(0.0, nearest - 0.12) + SMALL_CATCHER * max(0.0, LARGE_PHOTO - largest)


def _off_centre(box: tuple[int, int, int, int], sheet: Sheet) -> float:
    left, top, right, bottom = box
    depth = sheet.rows + sheet.first_row
    across = abs((left + right) / 2 / sheet.columns - 0.5) - (right - left) * 0.06
    down = (sheet.first_row + (top + bottom) / 2) / depth - OPTICAL_CENTRE
    return 0.5 * max(0.0, across) + abs(down) - (bottom - top) * 0.004


def balanced(sheet: Sheet) -> float:
    """Dark headlines and pictures all on one side make a page tip over."""
    moment = weight = 0.0
    for m in sheet.placed:
        head = m.shape.span * m.shape.head_rows * m.size / 30
        moment += head * (m.column + m.notched + m.right) / 2
        weight += head
        if m.photo_box:
            left, top, right, bottom = m.photo_box
            mass = 1.5 * (right - left) * (bottom - top)
            moment += mass * (left + right) / 2
            weight += mass
    return 12 * max(0.0, abs(moment / weight / sheet.columns - 0.5) - 0.08) if weight else 0.0


def white_shared(sheet: Sheet) -> float:
    """White looks meant when all modules have a little; a single hole looks like an error."""
    return sum(
        0.5 * max(0.0, m.shape.white - 3.0) + 0.25 * m.shape.body.blanks * (m.bottom == sheet.rows)
        for m in sheet.placed
    )


def feet_even(sheet: Sheet) -> float:
    """A leg or two may end a line early; many on one page look as if copy was missing."""
    blank = sum(m.shape.body.blanks for m in sheet.placed)
    return 1.5 * max(0.0, blank - LITTLE_WHITE * sheet.columns * sheet.rows)


def art_apart(sheet: Sheet) -> float:
    """Artwork stands at the foot or outside, never where a page is begun; a page without fillers
    is the better one."""
    cost = 0.0
    for frame, place in sheet.art:
        right, foot = place.column + place.columns, place.row + place.rows
        begins = place.row == 0 and place.column <= sheet.corner
        inside = place.column > 0 and right < sheet.columns
        cost += 40.0 * begins + 3.0 * inside + 10.0 * (sheet.rows - foot) / sheet.rows
        cost += FILLER * frame.filler
    return cost


@dataclass(frozen=True)
class Rule:
    """A named rule; from ``serious`` points on its breach is told to the editor."""

    name: str
    judge: Callable[[Sheet], float]
    serious: float = 1e9


RULES = (
    Rule("headlines_meet", headlines_meet),  # told only when no face of type tells them apart
    Rule("gutter_through", gutter_through, 25),
    Rule("full_width_cuts", full_width_cuts, 10.6),
    Rule("priority_downward", priority_downward, 12),
    Rule("lead_first", lead_first, 11.7),  # a lead less than 1.15 times as large as the next
    Rule("sizes_in_order", sizes_in_order, 3),
    Rule("photos_meet", photos_meet, 5),
    Rule("widths_vary", widths_vary),
    Rule("no_drawers", no_drawers),
    Rule("eye_catcher", eye_catcher),
    Rule("balanced", balanced),
    Rule("white_shared", white_shared),
    Rule("feet_even", feet_even),
    Rule("art_apart", art_apart, 40),
)


def cost_of(sheet: Sheet) -> float:
    looks = sum(m.shape.cost for m in sheet.placed) + sum(rule.judge(sheet) for rule in RULES)
    return looks + house_cost(sheet)


def breaches(sheet: Sheet) -> Iterator[str]:
    """Names of the rules this page breaks badly enough to say so, house rules first."""
    yield from (broken.key for broken in broken_on(sheet))
    for rule in RULES:
        if rule.judge(sheet) >= rule.serious:
            yield rule.name


def flaws(sheet: Sheet) -> Iterator[str]:
    """What a designer would mend before he let the page go, told to the editor or not."""
    yield from breaches(sheet)
    if any(a.size == b.size and is_told_by_size(a, b) for a, b in sheet.neighbours):
        yield "headlines_equal"
    if lead_first(sheet) >= WEAK_LEAD:
        yield "lead_first"
    if len(_cuts(sheet)) > MOST_CUTS:
        yield "full_width_cuts"
    if feet_even(sheet) > 0:
        yield "feet_even"
