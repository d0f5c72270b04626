"""What helps where copy finds no place or is too short. Nothing is offered that was not tried.

Each remedy was composed with before it is said (`Composer.scouted`), so that `Composer.composed`
does as well. Trials are counted: the same copy gets the same advice on every machine. A cut is
found by halving; since a page is not always easier to fill with less copy, it is enough, but
perhaps not the least (COMPOSITION: "sufficient, not proved minimal").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args

from newsroom.copydesk.cutting import cut_at, sentence_ends, text_behind
from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _
from newsroom.copydesk.story import Position
from newsroom.layout.compose import Composer, lines_over
from newsroom.layout.plan import CopyItem, EditionPlan, Overset
from newsroom.layout.threads import MIN_KEPT

RemedyKind = Literal[
    "jump",
    "unpin",
    "move",
    "unpin_page",
    "cut",
    "drop",
    "drop_some",
    "fill",
    "drop_page",
    "add_page",
]

MOST_TRIED = 24  # compositions tried for one edition
MOST_CUT = 0.5  # of a story: one that would lose more is better dropped, or printed in parts
HALVINGS = 4  # cuts tried of one story
NEIGHBOURS = 3  # other stories of the crowded page that are tried
TARGETS = 2  # pages a story is tried on
MOST_TOLD = 6  # that help a little, where none settles everything
SQUEEZED = 1.6  # of so many pages: with more copy nobody would want to make do with them
ROOMIER = 3  # ways to take several stories out, each with a little more than the one before
STORIES = 3  # that found no place: beyond these the edition is planned anew, not mended


class RemedyGoneError(Exception):
    """The story or place that the remedy speaks of is not there any more."""


@dataclass(frozen=True)
class Remedy:
    """One thing an editor can do, and what is still over when it is done.

    ``page`` (from 1) is where a story is moved to, the page whose stories are let go, or how many
    pages there are afterwards, ``full`` percent of them. The stories ``out`` are taken out. Copy is
    cut behind ``end``: ``lines`` less, about ``characters``.
    """

    kind: RemedyKind
    item_id: str = ""
    page: int = 0
    end: Position | None = None
    lines: int = 0
    characters: int = 0
    still_over: int = 0
    out: tuple[str, ...] = ()
    full: int = 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Remedy:
        end = Position(**data["end"]) if data["end"] else None
        if data["kind"] not in get_args(RemedyKind):
            raise RemedyGoneError
        return cls(**{**data, "end": end, "out": tuple(data.get("out", ()))})

    def sentence(self, headline: str, stories: str = "") -> Sentence:
        """What is to be done: of the story with that headline, of the ``stories`` taken out."""
        headline = headline.replace("\n", "")
        match self.kind:
            case "jump":
                return _("Let “%(headline)s” go on on another page.", headline=headline)
            case "unpin":
                return _("Let the composer choose the page of “%(headline)s”.", headline=headline)
            case "move":
                return _("Move “%(headline)s” to page %(page)s.", headline=headline, page=self.page)
            case "unpin_page":
                return _(
                    "Let the composer choose the pages of all stories tied to page %(page)s, "
                    "except the lead.",
                    page=self.page,
                )
            case "cut":
                return _(
                    "Cut the last %(characters)s characters (%(lines)s lines) of “%(headline)s”.",
                    characters=self.characters,
                    lines=self.lines,
                    headline=headline,
                )
            case "drop":
                return _("Take “%(headline)s” out of this issue.", headline=headline)
            case "fill":
                return _("Place “%(headline)s”, which stands in no issue yet.", headline=headline)
            case "drop_some":
                return _(
                    "Stay at %(page)s pages: take out %(stories)s.",
                    page=self.page,
                    stories=stories,
                )
            case "drop_page" if self.out:
                return _(
                    "Make it %(page)s pages: take out %(stories)s.",
                    page=self.page,
                    stories=stories,
                )
            case "add_page" | "drop_page":
                return _(
                    "Make it %(page)s pages: the copy fills %(full)s %% of them.",
                    page=self.page,
                    full=self.full,
                )


@dataclass(frozen=True)
class Offer:
    """What is composed: the stories in order of importance, and into how many pages (None: as many
    as they need), of which ``unit`` are printed together."""

    items: tuple[CopyItem, ...]
    page_count: int | None = None
    unit: int = 1


def applied(remedy: Remedy, offer: Offer, spare: Sequence[CopyItem] = ()) -> Offer:
    """What is composed once the remedy is applied. Raises `RemedyGoneError`.

    ``spare`` are stories that wait for room.
    """
    if remedy.kind in ("add_page", "drop_page", "drop_some"):
        if not set(remedy.out) <= {item.id for item in offer.items}:
            raise RemedyGoneError
        staying = (item for item in offer.items if item.id not in remedy.out)
        items = tuple(_within(item, remedy.page) for item in staying)
        return replace(offer, items=items, page_count=remedy.page)
    if remedy.kind == "fill":
        more = [item for item in spare if item.id == remedy.item_id]
        if not more:
            raise RemedyGoneError
        return replace(offer, items=(*offer.items, replace(more[0], page=remedy.page or None)))
    if remedy.kind == "unpin_page":
        return replace(offer, items=tuple(_let_go(offer.items, remedy.page)))
    item = next((item for item in offer.items if item.id == remedy.item_id), None)
    if item is None:
        raise RemedyGoneError
    if remedy.kind == "drop":
        return replace(offer, items=tuple(other for other in offer.items if other is not item))
    mended = _mended(item, remedy)
    return replace(offer, items=tuple(mended if i is item else i for i in offer.items))


def tied_to(items: Sequence[CopyItem], page: int) -> list[CopyItem]:
    """The stories an editor put on a page, the edition's first excepted."""
    return [item for item in items[1:] if item.page == page]


def _let_go(items: Sequence[CopyItem], page: int) -> Iterator[CopyItem]:
    tied = tied_to(items, page)
    yield from (replace(item, page=None) if item in tied else item for item in items)


def _within(item: CopyItem, pages: int) -> CopyItem:
    """A story wanted on a page that is dropped finds another."""
    return replace(item, page=None) if item.page and item.page > pages else item


def _mended(item: CopyItem, remedy: Remedy) -> CopyItem:
    if remedy.kind == "jump":
        return replace(item, may_jump=True)
    if remedy.kind == "cut":
        blocks = item.story.blocks
        end = remedy.end
        if end is None or end.block >= len(blocks) or end.offset > len(blocks[end.block].text):
            raise RemedyGoneError
        return replace(item, story=cut_at(item.story, end))
    return replace(item, page=remedy.page or None)


def remedies(
    composer: Composer, offer: Offer, plan: EditionPlan, spare: Sequence[CopyItem] = ()
) -> tuple[Remedy, ...]:
    """What helps ``plan``, which ``composer`` made of ``offer``: the gentlest first.

    Empty where nothing is over or short, and where nothing that was tried helps.
    """
    search = _Search(composer, offer, plan, tuple(spare))
    return search.for_too_much() if plan.overset else search.for_too_little()


class _Search:
    """Tries remedies one by one, at most `MOST_TRIED`."""

    def __init__(
        self, composer: Composer, offer: Offer, plan: EditionPlan, spare: tuple[CopyItem, ...]
    ) -> None:
        self.composer = composer
        self.offer = offer
        self.plan = plan
        self.spare = spare
        self.over = lines_over(plan)
        self.items = {item.id: item for item in offer.items}
        self.pages = plan.page_count
        self.extent = composer.extent(plan, offer.unit)
        self.left = MOST_TRIED

    def for_too_much(self) -> tuple[Remedy, ...]:
        found: list[Remedy] = []
        over = {self.items[o.item_id].page for o in self.plan.overset if o.item_id in self.items}
        pages = sorted(page for page in over if page is not None)
        found += self._helping([Remedy("unpin_page", page=page) for page in pages], "")
        found += self._more_pages()
        for overset in self.plan.overset[:STORIES]:
            found += self._of_story(overset)
        if not any(r.kind in ("cut", "drop") and not r.still_over for r in found):
            found += self._taken_out("drop_some", self.pages, self.over)
        return _sorted(found or self._without_what_is_over())

    def for_too_little(self) -> tuple[Remedy, ...]:
        found: list[Remedy] = []
        if self.extent.missing:
            missing = self._white(self.plan)
            for item in self._fillers(missing):
                found += self._filling(Remedy("fill", item.id), missing)
        if self.extent.is_told:
            found += self._fewer_pages()
        if self.extent.pages % self.extent.unit and self.extent.fills(self.extent.more):
            found += self._more_pages()
        return tuple(found)

    def _more_pages(self) -> list[Remedy]:
        """The next larger edition that holds everything."""
        if self.composer.has_its_pages:
            return []
        for more in (self.extent.more, self.extent.more + self.extent.unit):
            tried = Remedy("add_page", page=more, full=self.extent.share_of(more))
            fitting = self._fitting([tried])
            if fitting:
                return fitting
        return []

    def _fewer_pages(self) -> list[Remedy]:
        """The next smaller edition: as it is, or with some stories taken out."""
        fewer = self.extent.fewer
        if not fewer or self.composer.has_its_pages:
            return []
        full = self.extent.share_of(fewer)
        found = self._fitting([Remedy("drop_page", page=fewer, full=full)] if full <= 100 else [])
        over = round(self.extent.area * (1 - 100 / full)) if full > 100 else 1
        return found or self._taken_out("drop_page", fewer, over)

    def _taken_out(
        self, kind: Literal["drop_some", "drop_page"], pages: int, over: int
    ) -> list[Remedy]:
        """Several stories of least weight taken out, so that the rest fits into so many pages."""
        if self.extent.share_of(pages) > SQUEEZED * 100:
            return []
        for step in range(ROOMIER):
            out = self._of_least_weight(over * (1 + step / ROOMIER))
            tried = Remedy(kind, page=pages, out=out)
            fitting = self._fitting([tried] if out else [])
            if fitting:
                return fitting
        return []

    def _without_what_is_over(self) -> list[Remedy]:
        """Far too much copy, of which no story by itself helps: all that found no place taken
        out. One more try than others have."""
        over = (overset.item_id for overset in self.plan.overset)
        out = tuple(dict.fromkeys(id for id in over if id in self.items))
        self.left = max(self.left, 1)
        staying = self.offer.items[0].id not in out and len(out) > 1
        return self._helping([Remedy("drop_some", page=self.pages, out=out)] if staying else [], "")

    def _of_least_weight(self, area: float) -> tuple[str, ...]:
        """The last stories in order that take so much room together; none they could spare."""
        out: list[CopyItem] = []
        for item in reversed(self.offer.items[1:]):
            if area <= 0:
                break
            out.append(item)
            area -= self.composer.area(item)
        for item in list(out):  # what is not needed after all stays
            if self.composer.area(item) <= -area:
                out.remove(item)
                area += self.composer.area(item)
        return tuple(item.id for item in reversed(out)) if area <= 0 else ()

    def _fitting(self, tried: Iterable[Remedy]) -> list[Remedy]:
        """Those after which no copy is over."""
        plans = ((remedy, self._scouted(remedy)) for remedy in tried)
        return [remedy for remedy, plan in plans if plan is not None and not plan.overset]

    def _of_story(self, overset: Overset) -> list[Remedy]:
        """What makes room for one story, on the page where it is too much."""
        item = self.items.get(overset.item_id)
        if item is None:
            return []
        page = item.page or self._page_of(item.id)
        found: list[Remedy] = []
        for make in (self._jumps, self._moves):
            found += self._helping(make(item, page), item.id)
        found += self._cut(item, overset)
        beside = self._beside(item, page, overset.lines_over)
        if not found:  # something else gives way
            for other in beside:
                found += self._cut(other, overset)
        found += self._helping([Remedy("drop", other.id) for other in (item, *beside)], item.id)
        return found

    # What may be tried --------------------------------------------------------------------------

    def _page_of(self, id: str) -> int | None:
        return next((p.number for p in self.plan.pages for m in p.modules if m.item_id == id), None)

    def _beside(self, item: CopyItem, page: int | None, lines: int) -> list[CopyItem]:
        """Other stories of its page that are tied to it, of the size that is needed first."""
        if page is None:
            return []
        others = [i for i in tied_to(self.offer.items, page) if i.id != item.id]
        area = self.composer.fit.area
        return sorted(others, key=lambda i: abs(area(i) - lines))[:NEIGHBOURS]

    def _jumps(self, item: CopyItem, page: int | None) -> Iterator[Remedy]:
        if page is None or page >= self.pages:
            return
        on_page = [i for i in self.offer.items if i.page == page and i.id != item.id]
        longest = sorted(on_page, key=lambda i: -len(self.composer.copies[i.id].lines))
        for other in (item, *longest[:NEIGHBOURS]):
            if not other.may_jump and len(self.composer.copies[other.id].lines) >= 3 * MIN_KEPT:
                yield Remedy("jump", other.id)

    def _moves(self, item: CopyItem, page: int | None) -> Iterator[Remedy]:
        """Off the page it is tied to: wherever there is room, else where there is most."""
        if page is None:
            return
        lines = self.plan.overset[0].lines_over
        tied = [item] if item.page and item is not self.offer.items[0] else []
        for other in (*tied, *self._beside(item, page, lines)):
            yield Remedy("unpin", other.id)
            for target in self._calmest(page):
                yield Remedy("move", other.id, page=target)

    def _calmest(self, page: int) -> list[int]:
        load = [0.0] * self.pages
        for item in self.offer.items:
            at = item.page or self._page_of(item.id) or self.pages
            load[min(at, self.pages) - 1] += self.composer.fit.area(item)
        pages = [number for number in range(1, self.pages + 1) if number != page]
        return sorted(pages, key=lambda number: load[number - 1])[:TARGETS]

    def _fillers(self, room: float) -> list[CopyItem]:
        """Waiting stories that fill the room best."""
        areas = {item.id: self._area(item) for item in self.spare}
        fitting = [item for item in self.spare if areas[item.id] <= room]
        return sorted(fitting, key=lambda item: room - areas[item.id])[:NEIGHBOURS]

    def _area(self, item: CopyItem) -> float:
        return self.composer.of_others([*self.offer.items[:1], item]).fit.area(item)

    # Trying it ------------------------------------------------------------------------------------

    def _scouted(self, remedy: Remedy) -> EditionPlan | None:
        """The edition with the remedy; None when enough was tried."""
        if self.left <= 0:
            return None
        self.left -= 1
        offer = applied(remedy, self.offer, self.spare)
        if not offer.items:
            return None
        return self.composer.of_others(offer.items).scouted(offer.page_count)

    def _tried(self, remedy: Remedy, id: str) -> Remedy | None:
        """The remedy with what is over after it; None where it does not help the story."""
        plan = self._scouted(remedy)
        if plan is None:
            return None
        over = lines_over(plan)
        helps = over < self.over and id not in {overset.item_id for overset in plan.overset}
        return replace(remedy, still_over=over) if helps else None

    def _helping(self, tried: Iterable[Remedy], id: str) -> list[Remedy]:
        """Those that help; of one sort of each story the first."""
        found: dict[tuple[str, str], Remedy] = {}
        for remedy in tried:
            sort = "move" if remedy.kind == "unpin" else remedy.kind
            if remedy.item_id and (sort, remedy.item_id) in found:
                continue
            helpful = self._tried(remedy, id)
            if helpful is not None:
                found[sort, remedy.item_id] = helpful
                if not helpful.still_over and remedy.kind in ("jump", "unpin", "move"):
                    break
        return list(found.values())

    def _cut(self, item: CopyItem, overset: Overset) -> list[Remedy]:
        """The least cut at the end of a story that makes it fit, found by halving."""
        ends = [
            end
            for end in sentence_ends(item.story)
            if len(text_behind(item.story, end)) <= MOST_CUT * len(item.story.text)
        ]
        ends.reverse()  # the least cut first
        best: Remedy | None = None
        low, high = 0, len(ends) - 1
        for _halving in range(HALVINGS):
            if low > high:
                break
            middle = (low + high) // 2 if best else self._guess(item, ends, overset.lines_over)
            middle = min(max(middle, low), high)
            helpful = self._tried(self._cut_behind(item, ends[middle]), overset.item_id)
            if helpful and (best is None or helpful.still_over <= best.still_over):
                best = helpful
            if helpful and not helpful.still_over:
                high = middle - 1
            else:
                low = middle + 1
        return [best] if best else []

    def _guess(self, item: CopyItem, ends: Sequence[Position], lines: int) -> int:
        """The first end that takes as many lines away as are too many."""
        for number, end in enumerate(ends):
            if self._lines_behind(item, end) >= lines:
                return number
        return len(ends) - 1

    def _lines_behind(self, item: CopyItem, end: Position) -> int:
        lines = self.composer.copies[item.id].lines
        return sum(1 for line in lines if (line.block, line.start) >= (end.block, end.offset))

    def _cut_behind(self, item: CopyItem, end: Position) -> Remedy:
        characters = len(text_behind(item.story, end))
        lines = max(1, self._lines_behind(item, end))
        return Remedy("cut", item.id, end=end, lines=lines, characters=characters)

    def _filling(self, remedy: Remedy, missing: int) -> list[Remedy]:
        plan = self._scouted(remedy)
        if plan is None or plan.overset:
            return []
        return [remedy] if self._white(plan) < missing else []

    def _white(self, plan: EditionPlan) -> int:
        """Column rows that no copy stands on, below the stories and inside them."""
        columns = self.composer.grid.columns
        return sum(page.thin_rows * columns + page.blank_rows for page in plan.pages)


def _sorted(found: Sequence[Remedy]) -> tuple[Remedy, ...]:
    """Each once, the gentlest first: those that settle everything, or else the best few."""
    ordered = sorted(dict.fromkeys(found), key=_burden)
    settling = tuple(remedy for remedy in ordered if not remedy.still_over)
    return settling or tuple(ordered[:MOST_TOLD])


def _burden(remedy: Remedy) -> tuple[int, int, int]:
    return (remedy.still_over, get_args(RemedyKind).index(remedy.kind), remedy.characters)
