"""Pictures of composed pages, to be looked at: the real edition in its formats, generated ones.

`python -m tests.benchmarks.pictures --output DIR [--seed N] [--editions K] [--pages P]
[--format tabloid|broadsheet|a3|a4] [--ppi N]`

Writes a PNG a page and prints, for each, its fill, its jumps and what a designer would mend.
"""

import argparse
from dataclasses import replace
from pathlib import Path

from PIL import Image

from newsroom.layout.check import check_plan
from newsroom.layout.compose import compose_edition
from newsroom.layout.formats import FORMATS, FormatCode
from newsroom.layout.plan import CopyItem, EditionPlan
from newsroom.press.sheet import build_sheet
from tests.benchmarks.composition import composed
from tests.benchmarks.generated import Generator
from tests.benchmarks.page_quality import quality
from tests.layout.composing import real_issue, type_book
from tests.press import press_room as room

# The real front page: complete on a broadsheet, with jumps on a tabloid's two pages, and free.
REAL: tuple[tuple[str, FormatCode, int, tuple[str, ...]], ...] = (
    ("broadsheet", "broadsheet", 1, ()),
    ("tabloid-front", "tabloid", 2, ("1", "2", "4", "5", "6")),
    ("tabloid-two", "tabloid", 2, ()),
)
GREY = (150, 150, 150)


def placed_on_front(items: list[CopyItem], ids: tuple[str, ...]) -> list[CopyItem]:
    return [replace(item, page=1) if item.id in ids else item for item in items]


def paint(name: str, plan: EditionPlan, code: FormatCode, folder: Path, ppi: int) -> None:
    grid = FORMATS[code].grid
    frames = {f.photo_id for page in plan.pages for m in page.modules for f in m.photos}
    for photo in frames:
        Image.new("RGB", (300, 200), GREY).save(folder / f"{photo}.jpg")
    pictures = {photo: f"{photo}.jpg" for photo in frames}
    folios = {p.number: room.FOLIOS[min(4, p.number)] for p in plan.pages}
    folios = {number: replace(folio, number=number) for number, folio in folios.items()}
    sheet = build_sheet(plan, grid, type_book(), room.MASTHEAD, folios, pictures, title=name)
    for page, png in zip(plan.pages, room.painter().png(sheet, folder, ppi=ppi), strict=True):
        (folder / f"{name}-{page.number}.png").write_bytes(png)
        found = quality(page, grid)
        jumps = [f"{m.item_id}→{m.jump_to}" for m in page.modules if m.jump_to]
        told = [*found.faults, *(f"remark {name}" for name in page.violations)]
        print(f"{name}-{page.number}: fill {found.fill:.3f} jumps {jumps or '–'} {told or 'clean'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--editions", type=int, default=10)
    parser.add_argument("--pages", type=int, default=4)
    parser.add_argument("--format", choices=FORMATS, default="tabloid")
    parser.add_argument("--ppi", type=int, default=60)
    told = parser.parse_args()
    told.output.mkdir(parents=True, exist_ok=True)
    for name, code, pages, front in REAL:
        items, made = placed_on_front(real_issue(), front), FORMATS[code]
        plan = compose_edition(
            items,
            made.grid,
            type_book(),
            nameplate_rows=made.nameplate_rows,
            folio_rows=made.folio_rows,
            page_count=pages,
        )
        faults = check_plan(plan, items, made.grid, type_book())
        over = [overset.told for overset in plan.overset]
        print(f"real edition, {name}: {len(faults)} faults, overset {over or 'nothing'}")
        paint(f"real-{name}", plan, code, told.output, told.ppi)
    generator = Generator(type_book(), told.pages, FORMATS[told.format])
    for seed in range(told.seed, told.seed + told.editions):
        edition = generator.edition(seed)
        paint(f"edition-{seed}", composed(edition), told.format, told.output, told.ppi)


if __name__ == "__main__":
    main()
