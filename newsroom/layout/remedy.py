"""What an editor can do where copy finds no place or is too short: as data, in a sentence, done.

What is composed is an `Offer`; a remedy applied to it makes another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any, Literal, get_args

from newsroom.copydesk.cutting import cut_at
from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _
from newsroom.copydesk.story import Position
from newsroom.layout.artwork import Artwork
from newsroom.layout.fillers import WantedFiller, booked_on
from newsroom.layout.plan import CopyItem

NOTHING = WantedFiller(0, 0, 0, 0)
NO_NAMES: Mapping[int, str] = MappingProxyType({})
RemedyKind = Literal[
    "jump",
    "unpin",
    "move",
    "unpin_page",
    "cut",
    "drop",
    "drop_some",
    "fill",
    "filler",
    "wanted_filler",
    "drop_page",
    "add_page",
]


class RemedyGoneError(Exception):
    """The story or place that the remedy speaks of is not there any more."""


@dataclass(frozen=True)
class Remedy:
    """One thing an editor can do, and what is still over when it is done.

    ``page`` (from 1) is where a story is moved to, the page whose stories are let go, or how many
    pages there are afterwards, ``full`` percent of them. The stories ``out`` are taken out. Copy is
    cut behind ``end``: ``lines`` less, about ``characters``. A filler is put on the page: the file
    ``size``, or, where there is none that helps, one like ``wanted`` has to be got first.

    The stories ``freed`` are tied to no page any more. When it was tried the stories that it lets
    go came to stand on the pages ``lands``, ``strays`` of them on one of another section.
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
    size: str = ""
    wanted: WantedFiller = NOTHING
    lands: tuple[int, ...] = ()
    strays: int = 0
    freed: tuple[str, ...] = ()

    @property
    def is_done_here(self) -> bool:
        """Whether a click can do it."""
        return self.kind != "wanted_filler"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Remedy:
        end = Position(**data["end"]) if data["end"] else None
        if data["kind"] not in get_args(RemedyKind):
            raise RemedyGoneError
        wanted = WantedFiller(**data["wanted"])
        lists = {name: tuple(data.get(name, ())) for name in ("out", "lands", "freed")}
        return cls(**{**data, **lists, "end": end, "wanted": wanted})

    def sentence(
        self, headline: str, stories: str = "", names: Mapping[int, str] = NO_NAMES
    ) -> Sentence:
        """What is to be done: of the story or the filler with that headline, of the ``stories``
        taken out or freed. ``names`` are those of the pages."""
        headline = headline.replace("\n", "")
        where = [_page(at, names.get(at, "")) for at in self.lands]
        match self.kind:
            case "jump" if where:
                return _(
                    "Let “%(headline)s” go on on another page: tried, it goes on on %(where)s.",
                    headline=headline,
                    where=where,
                )
            case "unpin" if where:
                return _(
                    "Let the composer choose the page of “%(headline)s”: tried, it came to stand "
                    "on %(where)s.",
                    headline=headline,
                    where=where,
                )
            case "unpin_page" if where:
                return _(
                    "Let the composer choose the pages of all stories tied to page %(page)s, "
                    "except the lead: tried, they came to stand on %(where)s.",
                    page=self.page,
                    where=where,
                )
            case "jump":
                return _("Let “%(headline)s” go on on another page.", headline=headline)
            case "unpin":
                return _("Let the composer choose the page of “%(headline)s”.", headline=headline)
            case "move":
                there = _page(self.page, names.get(self.page, ""))
                return _("Move “%(headline)s” to %(where)s.", headline=headline, where=there)
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
            case "filler":
                return _(
                    "Put the notice “%(name)s” on page %(page)s.", name=headline, page=self.page
                )
            case "wanted_filler":
                return self.wanted.sentence(self.page)
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
            case "add_page" if self.freed:
                return _(
                    "Make it %(page)s pages, and let the composer choose the pages of %(stories)s: "
                    "the copy fills %(full)s %% of them.",
                    page=self.page,
                    stories=stories,
                    full=self.full,
                )
            case "add_page" | "drop_page":
                return _(
                    "Make it %(page)s pages: the copy fills %(full)s %% of them.",
                    page=self.page,
                    full=self.full,
                )


def _page(number: int, name: str) -> Sentence:
    if name:
        return _("page %(page)s %(name)s", page=number, name=name)
    return _("page %(page)s", page=number)


@dataclass(frozen=True)
class Offer:
    """What is composed: the stories in order of importance, and into how many pages (None: as many
    as they need), of which ``unit`` are printed together; ``artwork`` is booked besides."""

    items: tuple[CopyItem, ...]
    page_count: int | None = None
    unit: int = 1
    artwork: tuple[Artwork, ...] = ()


def applied(
    remedy: Remedy,
    offer: Offer,
    spare: Sequence[CopyItem] = (),
    stock: Sequence[Artwork] = (),
) -> Offer:
    """What is composed once the remedy is applied. Raises `RemedyGoneError`.

    ``spare`` are stories that wait for room, ``stock`` fillers that may stand.
    """
    if remedy.kind in ("add_page", "drop_page", "drop_some"):
        if not {*remedy.out, *remedy.freed} <= {item.id for item in offer.items}:
            raise RemedyGoneError
        staying = (item for item in offer.items if item.id not in remedy.out)
        freed = (replace(i, page=None) if i.id in remedy.freed else i for i in staying)
        items = tuple(_within(item, remedy.page) for item in freed)
        return replace(offer, items=items, page_count=remedy.page)
    if remedy.kind == "fill":
        more = [item for item in spare if item.id == remedy.item_id]
        if not more:
            raise RemedyGoneError
        return replace(offer, items=(*offer.items, replace(more[0], page=remedy.page or None)))
    if remedy.kind == "filler":
        art = booked_on(stock, remedy.size, remedy.page)
        if art is None:
            raise RemedyGoneError
        return replace(offer, artwork=(*offer.artwork, art))
    if remedy.kind == "wanted_filler":
        return replace(offer, artwork=(*offer.artwork, remedy.wanted.artwork(remedy.page)))
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
