"""A composed page taken up again: its pieces in their rectangles, for a change by hand.

Rectangles are those of a sheet: rows count from the first row below nameplate or folio, and every
module has its rule row, so the sheet is one row deeper than the page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from newsroom.copydesk.story import Position
from newsroom.layout.artwork import ArtPlaced, placed_art
from newsroom.layout.cost import LEAD_AHEAD, RULES, Placed, Sheet, cost_of, flaws, is_at_head
from newsroom.layout.faces import equals
from newsroom.layout.geometry import Area, CornerRoom, PageGrid
from newsroom.layout.heads import Rank, sizes_of
from newsroom.layout.houserules import PageRules, is_house_rule, page_rules
from newsroom.layout.initials import initial_of
from newsroom.layout.modules import changed_plan
from newsroom.layout.plan import START, CopyItem, Module, PagePlan
from newsroom.layout.search import with_photo
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import STRETCHES, Notch, Piece, Setting, Shape, Table
from newsroom.layout.threads import MIN_KEPT, Copy, Cut, cuts, set_copy
from newsroom.layout.tiling import Place

TOLD = {rule.name for rule in RULES}  # of the page as it was composed
FINISH = 2  # the stretch of modules that are finished in their place
OPEN = 0.6  # points for each column row of an open place
GRAVE = 2  # times a slight fault: what a reader sees at a glance, as a gutter down the whole page
SLIGHT = {"priority_downward", "sizes_in_order", "feet_even"}
OF_HEADLINES = {"lead_first", "sizes_in_order", "headlines_equal"}  # in another size they go
HOUSE_RULE = 40  # slight faults that weigh as much as a broken house rule: more than a page has
BY_PRIORITY: dict[str, Rank] = {
    "lead": "second",
    "major": "second",
    "normal": "third",
    "brief": "brief",
}
BY_LEVEL: dict[int, Rank] = {1: "lead", 2: "second", 3: "third", 4: "brief"}

Places = dict[str, Place]
OPENED, CORNER, ART = "\0open", "\0corner", "\0art"  # names no story has


@dataclass(frozen=True)
class Board:
    """A page to be changed. ``pinned`` stories stay in their rectangles; an ``opened`` place has
    no story; the nameplate's ``corner`` is nobody's. An L around it stays where it is too."""

    page: PagePlan
    shapes: ShapeBook
    pieces: Mapping[str, Piece]
    places: Places
    modules: Mapping[str, Module]  # as they are printed now; of a changed story none
    opened: tuple[Place, ...] = ()
    pinned: frozenset[str] = frozenset()
    art: tuple[ArtPlaced, ...] = ()  # stays where it is, whatever is changed
    _shapes: dict[tuple[str, int, int], Shape | None] = field(default_factory=dict, compare=False)
    _kept: dict[str, Placed] = field(default_factory=dict, compare=False)
    _finished: dict[tuple[object, ...], Sheet] = field(default_factory=dict, compare=False)
    _heads: dict[tuple[str, int, int], tuple[float, float]] = field(
        default_factory=dict, compare=False
    )

    @property
    def setting(self) -> Setting:
        return self.shapes.setting

    @property
    def whole(self) -> Place:
        grid = self.setting.grid
        rows = grid.rows + 1 - self.page.first_row - self.page.foot_rows
        return Place(0, 0, grid.columns, rows)

    @property
    def corner(self) -> Place | None:
        """The nameplate's corner; as deep as the sheet counts, the row of the rule included."""
        area = self.page.corner
        return Place(area.column, 0, area.columns, area.rows) if area else None

    @property
    def head(self) -> Place:
        """Where the lead begins: top left, beside the nameplate's corner or around it."""
        column = self.corner.columns if self.corner and not self.bent else 0
        return Place(column, 0, 1, 1)

    @property
    def kept_free(self) -> Places:
        """What no story may take, by names that no story has."""
        art = {f"{ART}{one.frame.artwork_id}": one.place for one in self.art}
        return art | ({CORNER: self.corner} if self.corner and not self.bent else {})

    @property
    def bent(self) -> str:
        """The L-shaped story around the nameplate: its rectangle holds the corner too."""
        able = (m.item_id for m in self.page.modules if m.notch and m.item_id in self.places)
        return next(able, "")

    def rooms(self, id: str) -> tuple[Place, ...]:
        """What is open when the story leaves the page."""
        place, corner = self.places[id], self.corner
        return _around(place, corner) if corner and id == self.bent else (place,)

    def _table(self, id: str, stretch: int) -> Table:
        """The sizes of a story; of an L those around the nameplate as deep as that is now."""
        piece, most = self.pieces[id], self.setting.grid.rows + 1
        if self.corner and id == self.bent:
            columns, rows = self.corner.columns, self.corner.rows
            return self.shapes.ells(piece, CornerRoom(columns, rows, rows), most, stretch)
        return self.shapes.table(piece, most, stretch)

    def sizes(self, id: str, stretch: int) -> dict[int, list[int]]:
        """Columns -> every number of rows the story fills exactly."""
        table = self._table(id, stretch)
        return {columns: sorted(shapes) for columns, shapes in table.items()}

    def large_sizes(self, id: str, stretch: int) -> dict[int, list[int]]:
        """Those in which its headline is not smaller than its rank has it."""
        piece, grid = self.pieces[id], self.setting.grid
        least = min(sizes_of(piece.rank, grid))
        table = self._table(id, stretch)
        large = {
            columns: sorted(rows for rows, shape in shapes.items() if shape.head.size >= least)
            for columns, shapes in table.items()
        }
        return {columns: rows for columns, rows in large.items() if rows}

    def fills(self, id: str, place: Place) -> bool:
        """Whether the story fills such a rectangle: in its old shape, or in one of its table."""
        if id == self.bent and (place.column, place.row) != (0, 0):
            return False
        is_as_was = id in self.modules and _size(self.places[id]) == _size(place)
        return is_as_was or self.shape(id, place.columns, place.rows) is not None

    def shape(self, id: str, columns: int, rows: int) -> Shape | None:
        """The best shape of that size, the plainest stretch first."""
        key = (id, columns, rows)
        if key not in self._shapes:
            tables = (self._table(id, stretch) for stretch in STRETCHES)
            found = (table.get(columns, {}).get(rows) for table in tables)
            self._shapes[key] = next((shape for shape in found if shape), None)
        return self._shapes[key]

    def without(self, id: str) -> Board:
        """The page without a story, its place open."""
        places = {name: place for name, place in self.places.items() if name != id}
        pieces = {name: piece for name, piece in self.pieces.items() if name != id}
        opened = (*self.opened, *self.rooms(id))
        return replace(self, places=places, pieces=pieces, opened=opened, _finished={})

    def led_by(self, id: str) -> Board:
        """The page with another lead, whose headline is a lead's; the old one comes second."""
        old = [name for name, piece in self.pieces.items() if piece.level == 1 and name != id]
        rank: Rank = "front" if self.page.number == 1 else "lead"
        ranks: dict[str, Rank] = {**dict.fromkeys(old, "second"), id: rank}
        anew = {name: replace(self.pieces[name], rank=rank) for name, rank in ranks.items()}
        modules = {name: module for name, module in self.modules.items() if name not in ranks}
        pieces = {**self.pieces, **anew}
        return replace(
            self, pieces=pieces, modules=modules, _shapes={}, _kept={}, _finished={}, _heads={}
        )

    def is_kept(self, id: str, places: Places) -> bool:
        """Whether the story is printed just as before."""
        return id in self.modules and self.places.get(id) == places[id]

    def moved(self, places: Places) -> tuple[str, ...]:
        """The stories that stood elsewhere or in another size."""
        return tuple(id for id in places if id in self.places and self.places[id] != places[id])

    def sheet(self, places: Places) -> Sheet:
        """The page as the rules see it. Raises ``KeyError`` where a story has no such shape."""
        placed: list[Placed] = []
        for id, place in sorted(places.items(), key=lambda entry: (entry[1].row, entry[1].column)):
            if self.is_kept(id, places):
                placed.append(self._as_printed(id))
                continue
            shape = self.shape(id, place.columns, place.rows)
            if shape is None:
                raise KeyError(id)
            fresh = Placed(self.pieces[id], shape, place.column, place.row)
            placed.append(with_photo(fresh, placed))
        corner = self.corner.columns if self.corner else 0
        whole = self.whole
        first = self.page.first_row
        return Sheet(placed, whole.columns, whole.rows, first, corner, self.art, self.house)

    @cached_property
    def house(self) -> PageRules | None:
        return page_rules(self.setting.house, list(self.pieces.values()), self.setting.grid)

    def _as_printed(self, id: str) -> Placed:
        if id not in self._kept:
            place, module = self.places[id], self.modules[id]
            shape = self.shape(id, *_size(place)) or self._nearest(id, place)
            at = module.photos[0].area.column - place.column if module.photos else 0
            m = Placed(self.pieces[id], shape, place.column, place.row, at)
            likely = [shape, *self.shapes.finisher.alternatives(m, FINISH)]
            printed = next((one for one in likely if _looks_like(one, module)), shape)
            head = replace(printed.head, size=_head_size(module) or printed.head.size)
            printed = replace(printed, head=head, head_rows=module.head_rows)
            self._kept[id] = Placed(self.pieces[id], printed, place.column, place.row, at)
        return self._kept[id]

    def finished(self, places: Places) -> Sheet:
        """The page with the stories that are set anew finished beside their neighbours.

        Where that leaves more to mend than before, the others are set anew in their very
        rectangles too, as far as they are not pinned.
        """
        key = tuple(sorted(places.items()))
        if key not in self._finished:
            sheet = self.sheet(places)
            anew = [i for i, m in enumerate(sheet.placed) if not self._stays(m, places)]
            _cost, best = self.shapes.finisher.finished(sheet, FINISH, anew)
            if faults_of(best) > self.faults:
                able = [i for i, m in enumerate(best.placed) if m.piece.item.id not in self.pinned]
                _cost, other = self.shapes.finisher.finished(best, FINISH, able)
                led = self.shapes.finisher.led(other, FINISH, able)
                best = min([best, other, *([led] if led else [])], key=faults_of)
            self._finished[key] = best
        return self._finished[key]

    def _stays(self, m: Placed, places: Places) -> bool:
        """Whether this is a story just as it is printed now."""
        id = m.piece.item.id
        return self.is_kept(id, places) and m is self._as_printed(id)

    def _nearest(self, id: str, place: Place) -> Shape:
        """For a story printed in a shape that no table has any more."""
        most = self.setting.grid.rows + 1
        table = self.shapes.table(self.pieces[id], most, STRETCHES[-1])
        shapes = [shape for found in table.values() for shape in found.values()]
        if not shapes:
            raise KeyError(id)
        near = min(shapes, key=lambda s: (abs(s.columns - place.columns), abs(s.rows - place.rows)))
        corner = self.corner if id == self.bent else None
        notch = Notch(corner.columns, corner.rows) if corner else None
        return replace(near, columns=place.columns, rows=place.rows, notch=notch)

    def score(self, sheet: Sheet, opened: Iterable[Place] = ()) -> tuple[int, float]:
        """The weight of its faults, a grave one twice, and points; both are better when less."""
        return faults_of(sheet), self.points(sheet, opened)

    def points(self, sheet: Sheet, opened: Iterable[Place] = ()) -> float:
        """What a designer minds and the white, its faults not weighed."""
        white = sum(place.columns * place.rows for place in opened)
        return cost_of(sheet) + OPEN * white

    def lasting(self, sheet: Sheet) -> int:
        """The weight of the faults that no headline of another size mends."""
        told = set(flaws(sheet)) - OF_HEADLINES
        return _weight(told if self._may_lead(sheet) else told | {"lead_first"})

    def _may_lead(self, sheet: Sheet) -> bool:
        """Whether the story at the head can have a headline that is clearly ahead of all others."""
        heads = [m for m in sheet.placed if is_at_head(sheet, m)]
        if not heads or heads[0].piece.came_from is not None:
            return False
        others = (self._head_sizes(m)[0] for m in sheet.placed if m is not heads[0])
        return self._head_sizes(heads[0])[1] >= LEAD_AHEAD * max(others, default=0.0)

    def _head_sizes(self, m: Placed) -> tuple[float, float]:
        """The least and the largest headline it can have in its rectangle."""
        id = m.piece.item.id
        if id in self.pinned and id in self.modules:
            return m.size, m.size
        key = (id, m.shape.columns, m.shape.rows)
        if key not in self._heads:
            able = self.shapes.finisher.alternatives(m, FINISH)
            sizes = [m.size, *(shape.head.size for shape in able)]
            self._heads[key] = min(sizes), max(sizes)
        return self._heads[key]

    @cached_property
    def faults(self) -> int:
        """The weight of its faults as it stands; with newer copy, as it was composed."""
        if any(id not in self.modules for id in self.places):
            return _weight({told for told in self.page.violations if told in TOLD})
        return faults_of(self.sheet(self.places))

    @cached_property
    def broken(self) -> frozenset[str]:
        """The rules that a reader sees broken on the page as it stands; see `faults`."""
        if any(id not in self.modules for id in self.places):
            return frozenset(_seen(told for told in self.page.violations if told in TOLD))
        return frozenset(seen_broken(self.sheet(self.places)))

    def plan(self, places: Places, opened: tuple[Place, ...] = ()) -> PagePlan:
        """The page with its stories in ``places``; what is kept is not set again.

        A page that was thin stays so as far as the white still runs along its foot; any other open
        place is one to fill.
        """
        sheet, whole = self.finished(places), self.whole
        was_thin = bool(self.page.thin_rows and places)  # a page without a story is all open
        thin = [place for place in opened if was_thin and _is_foot(place, whole)]
        stay = [m.piece.item.id for m in sheet.placed if self._stays(m, places)]
        kept = {id: self.modules[id] for id in stay}
        if thin:
            sheet = replace(sheet, rows=thin[0].row)
            at_foot = {m.piece.item.id for m in sheet.placed if m.bottom == sheet.rows}
            kept = {id: _unruled(m) if id in at_foot else m for id, m in kept.items()}
        return changed_plan(
            sheet,
            self.page,
            round(cost_of(sheet), 3),
            self.shapes,
            kept,
            tuple(_area(p, self.page.first_row, whole) for p in opened if p not in thin),
            thin_rows=whole.rows - sheet.rows,
        )


def board_of(
    page: PagePlan,
    items: Mapping[str, CopyItem],
    shapes: ShapeBook,
    *,
    pinned: Iterable[str] = (),
    changed: Iterable[str] = (),
    strict: Iterable[str] = (),
    bare: Iterable[str] = (),
) -> Board:
    """The page with the copy and the wishes of ``items``; ``changed`` stories are set anew.

    Those that are ``strict`` are set as wished or not at all; ``bare`` ones lose the tint or the
    vertical headline that the composer gave them.
    """
    shapes = shapes.on(page)
    setting = shapes.setting
    known = [module for module in page.modules if module.item_id in items]
    plain = set(bare)
    pieces = {
        m.item_id: piece_of(
            _as_set(items[m.item_id], m) if m.item_id not in plain else items[m.item_id],
            *(m, page.number, setting),
        )
        for m in known
    }
    pieces |= {id: replace(pieces[id], strict=True) for id in strict}
    anew = set(changed)
    pieces |= {
        m.item_id: _cut_off(pieces[m.item_id], m, shapes)
        for m in known
        if m.jump_to is None and m.item_id not in anew
    }
    left = [m for m in page.modules if m.item_id not in items]
    gone = [room for m in left for room in _rooms(m, page)]
    bent = [m.item_id for m in known if m.notch]
    areas = (place_in(area, page, setting.grid) for area in page.open_areas)
    return Board(
        page,
        shapes,
        pieces,
        {m.item_id: place_of(m, page) for m in known},
        {m.item_id: _ruled(m, page) for m in known if m.item_id not in anew},
        (*areas, *gone, *_thin(page, setting)),
        frozenset((*pinned, *bent)),
        tuple(placed_art(frame, page.first_row) for frame in page.artwork),
    )


def _ruled(module: Module, page: PagePlan) -> Module:
    """At the foot of a page that is not full: with the rule that parts it from the white."""
    if module.rule_below or not page.thin_rows:
        return module
    area = replace(module.area, rows=module.area.rows + 1)
    return replace(module, area=area, rule_below=True)


def _unruled(module: Module) -> Module:
    """Undoes `_ruled`."""
    if not module.rule_below:
        return module
    area = replace(module.area, rows=module.area.rows - 1)
    return replace(module, area=area, rule_below=False)


def _is_foot(place: Place, whole: Place) -> bool:
    return place.columns == whole.columns and place.row + place.rows == whole.rows


def piece_of(item: CopyItem, module: Module, page: int, setting: Setting) -> Piece:
    """The story as it stands in ``module``, with its copy as it is now."""
    copy = copy_from(item, module.text_from, setting)
    if module.jump_from is not None:
        rank: Rank = "continued"
    else:
        rank = BY_LEVEL[item.headline_level or module.headline_level]
        rank = "front" if rank == "lead" and page == 1 else rank
        rank = "banner" if rank == "lead" and _is_across(module, setting.grid) else rank
    piece = Piece(item, copy, rank, module.jump_from)
    cut = _cut_as(module, copy) if module.jump_to is not None else None
    return replace(piece, cuts=(cut,), jumps=True) if cut else piece


def _cut_off(piece: Piece, module: Module, shapes: ShapeBook) -> Piece:
    """A story that is too long for any page stays cut off where it was."""
    most = shapes.setting.grid.rows + 1
    is_whole = _kept(module) >= len(piece.copy.lines)
    if is_whole or shapes.table(piece, most, STRETCHES[-1]):
        return piece
    cut = _cut_as(module, piece.copy)
    return replace(piece, cuts=(cut,)) if cut else piece


def _is_across(module: Module, grid: PageGrid) -> bool:
    """Whether it is wider than one page of a double page."""
    return grid.across > 1 and module.area.columns > grid.columns // grid.across


def new_piece(item: CopyItem, setting: Setting) -> Piece:
    """A story that has stood on no page."""
    level = item.headline_level
    rank = BY_LEVEL[level] if level else BY_PRIORITY[item.priority]
    return Piece(item, copy_from(item, START, setting), rank)


def copy_from(item: CopyItem, start: Position, setting: Setting) -> Copy:
    grid = setting.grid
    initial = initial_of(item.drop_initial, grid) if start == START else None
    limit = grid.columns * grid.rows + MIN_KEPT
    return set_copy(
        item.story, grid.column_em, setting.book, start=start, limit=limit, initial=initial
    )


def _as_set(item: CopyItem, module: Module) -> CopyItem:
    """With the tint or the vertical headline that the composer gave it."""
    if item.in_box or item.headline_direction == "vertical" or module.jump_from is not None:
        return item
    if module.tint:
        item = replace(item, tint=module.tint)
        broken = any(leg.measure_em and not leg.lines[0].left_em for leg in module.legs)
        return replace(item, broken_columns=broken or item.broken_columns)
    if any(line.direction == "vertical" for line in module.head):
        return replace(item, headline_direction="vertical")
    return item


def _cut_as(module: Module, copy: Copy) -> Cut | None:
    """The cut of the printed module; of changed copy the nearest one, or none when it is short."""
    kept = _kept(module)
    if kept <= len(copy.lines) and _ends_at(copy, kept, module.text_to):
        return Cut(module.text_to, kept)
    return min(cuts(copy), key=lambda cut: (abs(cut.kept - kept), cut.rough), default=None)


def _kept(module: Module) -> int:
    """How many lines of its copy stand in the module."""
    lines = (line for leg in module.legs for line in leg.lines)
    return sum(line.style in ("body", "subhead") for line in lines)


def _ends_at(copy: Copy, kept: int, position: Position) -> bool:
    if not kept:
        return False
    line = copy.lines[kept - 1]
    if position.offset == 0 and position.block > line.block:
        return line.end == len(copy.story.blocks[line.block].text)
    return position.block == line.block and line.start < position.offset <= line.end


def place_of(module: Module, page: PagePlan) -> Place:
    area = module.area
    rows = area.rows + (0 if module.rule_below else 1)
    return Place(area.column, area.row - page.first_row, area.columns, rows)


def _rooms(module: Module, page: PagePlan) -> tuple[Place, ...]:
    """What is open where the story is gone."""
    place, corner = place_of(module, page), module.notch
    free = Place(corner.column, 0, corner.columns, corner.rows) if corner else None
    return _around(place, free) if free else (place,)


def _around(place: Place, corner: Place) -> tuple[Place, Place]:
    """The parts of an L: beside the nameplate's corner and below it."""
    beside = Place(corner.columns, 0, place.columns - corner.columns, place.rows)
    return beside, Place(0, corner.rows, corner.columns, place.rows - corner.rows)


def place_in(area: Area, page: PagePlan, grid: PageGrid) -> Place:
    """An area of the page as a rectangle of the sheet: at the foot, or above the white of a page
    that is not full, it takes the rule's row too."""
    foot = grid.rows - page.foot_rows
    at_foot = area.bottom in (foot, foot - page.thin_rows)
    return Place(area.column, area.row - page.first_row, area.columns, area.rows + int(at_foot))


def _area(place: Place, first_row: int, whole: Place) -> Area:
    at_foot = place.row + place.rows == whole.rows
    return Area(place.column, first_row + place.row, place.columns, place.rows - int(at_foot))


def _thin(page: PagePlan, setting: Setting) -> list[Place]:
    """The white below a page that is not full."""
    if not page.thin_rows:
        return []
    rows = setting.grid.rows + 1 - page.first_row - page.foot_rows
    return [Place(0, rows - page.thin_rows, setting.grid.columns, page.thin_rows)]


def faults_of(sheet: Sheet) -> int:
    told = set(flaws(sheet)) - {"headlines_equal"}
    return _weight(told) + GRAVE * len(equals(sheet))


def seen_broken(sheet: Sheet) -> set[str]:
    """The designer's rules that a reader sees broken at a glance, house rules not among them."""
    told = {"headlines_meet"} if equals(sheet) else set()
    return told | _seen(set(flaws(sheet)) - {"headlines_equal"})


def _seen(told: Iterable[str]) -> set[str]:
    return {name for name in told if name not in SLIGHT and not is_house_rule(name)}


def _weight(told: Collection[str]) -> int:
    house = sum(map(is_house_rule, told))
    slight = len(SLIGHT & set(told))
    return HOUSE_RULE * house + slight + GRAVE * (len(told) - house - slight)


def _looks_like(shape: Shape, module: Module) -> bool:
    """Whether this is the shape that was printed."""
    block = shape.body.photo
    size = (block.columns, block.rows) if block else None
    printed = [(photo.area.columns, photo.area.rows) for photo in module.photos]
    same_head = shape.head.size == _head_size(module) and shape.head_rows == module.head_rows
    return same_head and (size is None or size in printed or not printed)


def _head_size(module: Module) -> float:
    return max((line.size_pt for line in module.head if line.role == "headline"), default=0.0)


def _size(place: Place) -> tuple[int, int]:
    return place.columns, place.rows
