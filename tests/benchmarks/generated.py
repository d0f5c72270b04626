"""Generated editions for the composition benchmark: any seed, load and format, always the same.

Load is what the copy takes when every story is set as one would like to, over what the pages hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from newsroom.layout.artwork import Artwork
from newsroom.layout.compose import Composer
from newsroom.layout.fitting import Kept
from newsroom.layout.formats import FORMATS, PageFormat
from newsroom.layout.geometry import PageGrid
from newsroom.layout.metrics import TypeBook
from newsroom.layout.pagination import Pagination
from newsroom.layout.plan import CopyItem, Priority
from newsroom.layout.shapes import Setting
from tests.layout.artworks import advertisement, notice
from tests.layout.stories import LENGTHS, make_item, make_photo

BOUND = 1 / 3  # of the stories have a page
FULL = 1.1  # of a page: fixed stories beyond that are the editor's mistake
JUMPS = 0.5  # of the longer stories may go on elsewhere
PICTURED = 0.3  # of the longer stories have a picture
MIX: tuple[Priority, ...] = ("major", "major", "normal", "normal", "normal", "brief", "brief")
AD_SIZES = ((2, 14), (2, 20), (3, 12), (5, 9))  # columns and rows
AD_PLACES = ("foot_right", "foot_left", "foot", "top_right")
STOCK = (
    notice("water", (1, 14), (2, 10), (5, 5)),
    notice("seats", (2, 16), (3, 12)),
    notice("books", (1, 20), (2, 13), (5, 8)),
    notice("helmets", (2, 7), (3, 9)),
)
ORDER: tuple[Priority, ...] = ("lead", "major", "normal", "brief")


@dataclass(frozen=True)
class Generated:
    """An edition to compose. ``eligible``: its fixed pages can be made at all."""

    seed: int
    items: tuple[CopyItem, ...]
    pages: int
    grid: PageGrid
    load: float
    kept: Kept
    eligible: bool


class Generator:
    """Draws editions of one format."""

    def __init__(
        self,
        book: TypeBook,
        pages: int,
        page_format: PageFormat = FORMATS["tabloid"],
        *,
        ads: int = 0,
        fillers: bool = False,
    ) -> None:
        self.setting = Setting(page_format.grid, book)
        self.pages = pages
        self.ads = ads
        stock = STOCK if fillers else ()
        self.kept = Kept(page_format.nameplate_rows, page_format.folio_rows, fillers=stock)

    def edition(self, seed: int, load: float | None = None) -> Generated:
        rng = Random(f"edition {seed} {self.pages}")
        sold = tuple(self._advertisement(seed, number) for number in range(self.ads))
        self.kept = replace(self.kept, artwork=sold)
        wanted = rng.uniform(0.96, 1.02) if load is None else load
        items = self._bound(rng, self._filled(rng, wanted))
        areas, room = self._areas(items), self._room(items)
        fixed = [0.0] * self.pages
        flows = [False] * self.pages
        for item, area in zip(items, areas, strict=True):
            if item.page is not None:
                fixed[item.page - 1] += area
                flows[item.page - 1] |= item.may_jump
        eligible = all(
            taken <= FULL * page or flow
            for taken, page, flow in zip(fixed, room, flows, strict=True)
        )
        total = sum(areas) / sum(room)
        return Generated(seed, items, self.pages, self.setting.grid, total, self.kept, eligible)

    def _advertisement(self, seed: int, number: int) -> Artwork:
        """Half of them bound to a page, half of them to a corner; of dice of their own."""
        rng = Random(f"advertisement {seed} {number}")
        columns, rows = rng.choice(AD_SIZES)
        page = rng.choice([None, rng.randint(1, self.pages)])
        place = rng.choice(["any", rng.choice(AD_PLACES)])
        return advertisement(f"ad{number}", columns, rows, page=page, place=place)

    def _filled(self, rng: Random, load: float) -> list[CopyItem]:
        """Stories until the load is reached; the last is cut to fit."""
        items = [self._story(rng, 0, "lead")]
        room = sum(self._room(items)) * load
        taken = sum(self._areas(items))
        while room - taken > 25:
            kind = MIX[len(items) % len(MIX)]
            item = self._story(rng, len(items), kind)
            area = self._areas([items[0], item])[1]
            if area > room - taken:
                item = replace(self._story(rng, len(items), "brief"), photos=())
                area = self._areas([items[0], item])[1]
            items.append(item)
            taken += area
        return sorted(items, key=lambda item: ORDER.index(item.priority))

    def _story(self, rng: Random, number: int, kind: Priority) -> CopyItem:
        low, high = LENGTHS[kind]
        longer = kind in ("lead", "major")
        pictured = number == 0 or (longer and rng.random() < PICTURED)
        return make_item(
            rng,
            f"s{number}",
            kind,
            characters=rng.randint(low, high),
            photos=(make_photo(rng, f"p{number}"),) if pictured else (),
            may_jump=longer and rng.random() < JUMPS,
            subheads=longer and rng.random() < 0.4,
        )

    def _bound(self, rng: Random, items: Sequence[CopyItem]) -> tuple[CopyItem, ...]:
        """A third of the stories get a page; the lead is on the first in any case."""
        chosen = set(rng.sample(range(1, len(items)), int(len(items) * BOUND)))
        return tuple(
            replace(item, page=rng.randint(1, self.pages)) if at in chosen else item
            for at, item in enumerate(items)
        )

    def _areas(self, items: Sequence[CopyItem]) -> list[float]:
        composer = Composer(items, self.setting, self.kept, 0)
        return [composer.fit.area(item) for item in items]

    def _room(self, items: Sequence[CopyItem]) -> list[int]:
        composer = Composer(items, self.setting, self.kept, 0)
        composer.fit.pages = Pagination(self.pages)
        return [composer.fit.capacity(page) for page in range(self.pages)]
