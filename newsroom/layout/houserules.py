"""House rules: what the pages of a publication keep even where they look worse for it.

Protocol 规格: of two stories on a page the one naming an official who stands earlier in the order
is not lower, not under a smaller headline, not with a smaller picture. Not beside: stories of two
natures share no edge. Picture: a page shows one where the copy has one.

A page is made in any case. A rule that it breaks is told, and an editor may excuse that breach.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from newsroom.layout.geometry import PageGrid
from newsroom.layout.plan import CopyItem, PagePlan
from newsroom.layout.tiling import Place

if TYPE_CHECKING:
    from newsroom.layout.cost import Placed, Sheet
    from newsroom.layout.heads import Rank
    from newsroom.layout.shapes import Piece

RuleName = Literal["protocol", "not_beside", "picture"]
Nature = Literal["advertisement", "obituary", "accident", "portrait", "ceremony"]
Pair = tuple[str, str]

RULE_NAMES: tuple[RuleName, ...] = ("protocol", "not_beside", "picture")
NATURES: tuple[Nature, ...] = ("advertisement", "obituary", "accident", "portrait", "ceremony")
APART: tuple[Pair, ...] = tuple(
    (one, other) for one in NATURES[:3] for other in NATURES[3:]
)  # what no paper wants to see side by side
PAGE, ART = "@", "art="  # before a page's number and artwork's name in the key of a breach
HARD = 1000.0  # points for each way a rule is broken: no looks make up for it
# Points of the planner for two stories on one page that one page can hardly do justice
NOT_BESIDE_PRICE, PROTOCOL_PRICE, REVERSED_PRICE = 8.0, 0.5, 12.0
PICTURE_PRICE = 60.0  # of a page without one
ROUNDING = 0.01
LIFT = 0.6  # how much further up a story is drawn for each it must not stand below
ORDER = ("lead", "major", "normal", "brief")
HEADS: tuple[Rank, ...] = ("second", "third", "brief")


@dataclass(frozen=True)
class HouseRules:
    """Which rules a publication keeps. ``apart``: natures that do not stand beside one another;
    ``excused``: keys of breaches (`Broken.key`) that an editor allowed."""

    protocol: bool = False
    apart: tuple[Pair, ...] = ()
    picture: bool = False
    excused: frozenset[str] = frozenset()

    def outranks(self, one: CopyItem, other: CopyItem) -> bool:
        """Whether ``one`` names an official who stands before all that ``other`` names."""
        if not self.protocol or one.protocol is None or other.protocol is None:
            return False
        return one.protocol < other.protocol and not self._excuses("protocol", one, other)

    def parts(self, one: CopyItem, other: CopyItem) -> bool:
        """Whether the two may not stand beside one another."""
        pairs = ((a, b) for a in one.nature for b in other.nature)
        is_apart = any((a, b) in self.apart or (b, a) in self.apart for a, b in pairs)
        return is_apart and not self._excuses("not_beside", one, other)

    def shuns(self, item: CopyItem) -> frozenset[str]:
        """The natures of what may not stand beside the story."""
        pairs = [pair for one, other in self.apart for pair in ((one, other), (other, one))]
        return frozenset(other for one, other in pairs if one in item.nature)

    def _excuses(self, rule: RuleName, one: CopyItem, other: CopyItem) -> bool:
        return Broken(rule, _pair(rule, one.id, other.id)).key in self.excused


NO_RULES = HouseRules()


@dataclass(frozen=True)
class Broken:
    """A rule that a page breaks, and the stories concerned: of protocol the first to be named
    first. ``how`` says in which ways; ``page`` is 0 where only one sheet is known; ``artwork``
    is what a story stands beside, where that is no story."""

    rule: RuleName
    stories: tuple[str, ...]
    how: tuple[str, ...] = ()
    page: int = 0
    artwork: str = ""

    @property
    def key(self) -> str:
        """The name of the breach: the same wherever those stories stand."""
        names = self.stories or (f"{PAGE}{self.page}",)
        return ":".join((self.rule, *names, *([ART + self.artwork] if self.artwork else ())))


def _pair(rule: RuleName, one: str, other: str) -> Pair:
    return (one, other) if rule == "protocol" or one < other else (other, one)


# On one page -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PageRules:
    """The rules as far as they bind the stories of one page."""

    grid: PageGrid
    outranked: tuple[Pair, ...]  # of each pair the first must not stand behind the second
    apart: tuple[Pair, ...]
    pictured: tuple[str, ...] = ()  # one of these shows a picture
    shunned: tuple[tuple[str, frozenset[str]], ...] = ()  # natures of artwork, story by story
    excused: frozenset[str] = frozenset()

    def lift(self, id: str) -> float:
        """How much further up than others a story is drawn."""
        first = sum(earlier == id for earlier, _later in self.outranked)
        return LIFT * (first - sum(later == id for _earlier, later in self.outranked))


def page_rules(rules: HouseRules, pieces: Sequence[Piece], grid: PageGrid) -> PageRules | None:
    """What binds these pieces of a page; None where nothing does.

    A continuation has neither rank nor picture: it only stands beside others.
    """
    stories = [piece.item for piece in pieces if piece.came_from is None]
    items = [piece.item for piece in pieces]
    outranked = [(a.id, b.id) for a in stories for b in stories if rules.outranks(a, b)]
    apart = [
        _pair("not_beside", a.id, b.id)
        for number, a in enumerate(items)
        for b in items[:number]
        if rules.parts(a, b)
    ]
    pictured = tuple(sorted(item.id for item in stories if item.photos)) if rules.picture else ()
    if pictured and Broken("picture", pictured).key in rules.excused:
        pictured = ()
    shunned = tuple((item.id, rules.shuns(item)) for item in items if rules.shuns(item))
    if not (outranked or apart or pictured or shunned):
        return None
    apart.sort()
    return PageRules(grid, tuple(outranked), tuple(apart), pictured, shunned, rules.excused)


def broken_on(sheet: Sheet) -> list[Broken]:
    """What a complete page breaks, in the order of the rules."""
    rules = sheet.house
    if rules is None:
        return []
    placed = {m.piece.item.id: m for m in sheet.placed}
    found = []
    for earlier, later in rules.outranked:
        if earlier in placed and later in placed:
            how = _behind(placed[earlier], placed[later], rules.grid)
            found += [Broken("protocol", (earlier, later), how)] if how else []
    for one, other in rules.apart:
        if one in placed and other in placed and are_beside(placed[one], placed[other]):
            found.append(Broken("not_beside", (one, other)))
    for id, natures in rules.shunned:
        found += _beside_artwork(placed[id], natures, sheet) if id in placed else []
    here = [id for id in rules.pictured if id in placed]
    if here and not any(placed[id].photo_box for id in here):
        found.append(Broken("picture", tuple(here)))
    return found


def _beside_artwork(m: Placed, natures: frozenset[str], sheet: Sheet) -> list[Broken]:
    near = [
        Broken("not_beside", (m.piece.item.id,), artwork=art.frame.artwork_id)
        for art in sheet.art
        if art.frame.nature in natures and _touch(m, art.place)
    ]
    excused = sheet.house.excused if sheet.house else frozenset()
    return [one for one in near if one.key not in excused]


def house_cost(sheet: Sheet) -> float:
    return HARD * sum(max(1, len(one.how)) for one in broken_on(sheet))


def _behind(m: Placed, other: Placed, grid: PageGrid) -> tuple[str, ...]:
    """In which ways a story stands behind another."""
    pictures = _picture(m, grid), _picture(other, grid)
    ways = (
        ("lower", m.row > other.row),
        ("smaller_headline", m.size < other.size),
        ("smaller_picture", bool(m.piece.item.photos) and pictures[0] < pictures[1] - ROUNDING),
    )
    return tuple(name for name, is_so in ways if is_so)


def _picture(m: Placed, grid: PageGrid) -> float:
    """The largest picture without its caption, in rows an em wide."""
    broken, wrap = m.shape.broken, m.shape.body.wrap
    if wrap is not None and wrap.picture is not None:
        return wrap.picture.measure_em * (wrap.picture.rows - len(wrap.picture.caption))
    sizes = []
    for spot in m.photo.spots if m.photo else ():
        wide = grid.em_of(spot.columns)
        if broken is not None:
            wide = spot.columns * broken.measure_em + (spot.columns - 1) * broken.gap_em
        sizes.append(wide * (spot.rows - len(spot.caption)))
    return max(sizes, default=0.0)


def are_beside(m: Placed, other: Placed) -> bool:
    """Whether two modules have a part of an edge in common: a gutter or a rule between them."""
    columns, rows = other.right - other.column, other.bottom - other.row
    return _touch(m, Place(other.column, other.row, columns, rows))


def _touch(m: Placed, place: Place) -> bool:
    across = min(m.right, place.column + place.columns) - max(m.column, place.column)
    down = min(m.bottom, place.row + place.rows) - max(m.row, place.row)
    return (across == 0 and down > 0) or (down == 0 and across > 0)


# Before a page is made ---------------------------------------------------------------------------


def may_lead(rules: HouseRules, items: Sequence[CopyItem]) -> list[CopyItem]:
    """The stories of a page that name nobody who is to stand behind somebody else; if there is
    none, all."""
    able = [i for i in items if not any(rules.outranks(other, i) for other in items)]
    return able or list(items)


def ahead_of_first(rules: HouseRules, items: Sequence[CopyItem]) -> list[CopyItem]:
    """The stories of a page that may lead it and outrank its first."""
    return [item for item in may_lead(rules, items) if rules.outranks(item, items[0])]


def raised(
    rules: HouseRules, items: Sequence[CopyItem], ranks: Mapping[str, Rank]
) -> dict[str, Rank]:
    """Headline levels with no story below one that it outranks, but for a level of the editor."""
    found = dict(ranks)
    if not rules.protocol:
        return found
    for item in sorted(items, key=_protocol, reverse=True):
        behind = [other.id for other in items if rules.outranks(item, other)]
        if behind and item.headline_level is None:
            found[item.id] = min((found[id] for id in (item.id, *behind)), key=HEADS.index)
    return found


def _protocol(item: CopyItem) -> int:
    return -1 if item.protocol is None else item.protocol


def clashes(rules: HouseRules, items: Sequence[CopyItem]) -> list[tuple[tuple[int, float], ...]]:
    """For each story those before it that had better be on another page, and what it costs.

    The first story leads its page.
    """
    found = []
    for number, item in enumerate(items):
        pairs = ((at, _clash(rules, items[at], item, at == 0)) for at in range(number))
        found.append(tuple((at, price) for at, price in pairs if price))
    return found


def _clash(rules: HouseRules, first: CopyItem, item: CopyItem, leads: bool) -> float:
    price = NOT_BESIDE_PRICE if rules.parts(first, item) else 0.0
    if rules.outranks(item, first):
        price += 5 * REVERSED_PRICE if leads else 0.0
        is_reversed = ORDER.index(item.priority) > ORDER.index(first.priority)
        price += REVERSED_PRICE if is_reversed else PROTOCOL_PRICE
    elif rules.outranks(first, item):
        price += PROTOCOL_PRICE
    return price


def without_picture(
    pages: Sequence[PagePlan], items: Sequence[CopyItem], rules: HouseRules
) -> tuple[PagePlan, ...]:
    """The pages, those without a picture told where another page has one to spare.

    To spare is the picture of a story that may stand on any page, beside others with pictures.
    """
    if not rules.picture:
        return tuple(pages)
    free = {item.id for item in items[1:] if item.photos and item.page is None}
    shown = [{m.item_id for m in page.modules if m.photos} for page in pages]
    is_spare = any(len(here) > 1 and here & free for here in shown)
    told = []
    for page, here in zip(pages, shown, strict=True):
        stories = any(m.jump_from is None for m in page.modules)
        named = any(name.startswith("picture") for name in page.violations)
        key = Broken("picture", (), page=page.number).key
        if is_spare and stories and not (here or named) and key not in rules.excused:
            page = replace(page, violations=(key, *page.violations))
        told.append(page)
    return tuple(told)


def is_house_rule(violation: str) -> bool:
    """Whether that is the key of a broken house rule."""
    return violation.partition(":")[0] in RULE_NAMES


def to_part(page: PagePlan, items: Sequence[CopyItem]) -> list[int]:
    """Numbers of the stories of which another page may help, by the house rules broken on this."""
    numbers = {item.id: number for number, item in enumerate(items)}
    told = [name.split(":") for name in page.violations if is_house_rule(name)]
    found = {numbers[id] for _rule, *ids in told for id in ids if id in numbers}
    if any(rule == "picture" for rule, *_ids in told):
        found |= {numbers[item.id] for item in items if item.photos}
    return sorted(found)
