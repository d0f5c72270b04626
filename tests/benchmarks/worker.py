"""The press as the background worker runs it: cold, warm after one change, a hundred times over.

`python -m tests.benchmarks.worker [--json] [--exports N]`

The press without desk and composer: composed pages to a press PDF that was read back. CPU is that
of the process and of its painter; memory is what both hold. WeasyPrint and headless Chromium paint
equivalent HTML of the same pages, cold, in the same run: only ratios are worth comparing. Composing
is a figure of its own.
"""

import argparse
import contextlib
import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from newsroom.layout.compose import compose_edition
from newsroom.layout.geometry import TABLOID, PageGrid
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import CopyItem, EditionPlan, Module, PagePlan
from newsroom.press.engine import Painter
from newsroom.press.fontset import font_files
from newsroom.press.nameplate import Folio, MastheadCopy
from newsroom.press.prepress import finish_press
from newsroom.press.sheet import Sheet, build_sheet
from newsroom.press.verify import verify
from tests.benchmarks.desk import FONTS, ROOT
from tests.benchmarks.equivalent_html import sheet_as_html
from tests.layout.stories import make_item

BROADSHEET = replace(
    TABLOID, trim_width_mm=390, trim_height_mm=540, columns=8, column_em=11.5, gutter_em=2, rows=108
)
MASTHEAD = MastheadCopy("海港日报", "HARBOUR DAILY", "海港镇新闻中心出版", day="20")
GOALS = {
    "cold_cpu_seconds": 1.0,
    "changed_cpu_seconds": 0.15,
    "peak_megabytes": 400,
    "times_faster_than_weasyprint": 20,
    "times_faster_than_chromium": 10,
    "share_of_reading_back": 0.3,
    "growth_per_character": 1.0,
    "memory_hundredth_over_fortieth": 1.1,
}
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Edition:
    grid: PageGrid
    items: tuple[CopyItem, ...]
    pages: int

    @property
    def characters(self) -> int:
        return sum(len(item.story.text) for item in self.items)


def edition(grid: PageGrid, stories: int, pages: int, characters: int) -> Edition:
    rng = Random(f"{stories} {pages}")
    items = [make_item(rng, "s0", "lead", characters=characters * 2)]
    items += [
        make_item(rng, f"s{n}", "major" if n % 10 == 0 else "normal", characters=characters)
        for n in range(1, stories)
    ]
    return Edition(grid, tuple(items), pages)


def four_pages() -> Edition:
    return edition(TABLOID, 40, 4, 280)


def eight_pages() -> Edition:
    return edition(BROADSHEET, 120, 8, 420)


class Press:
    """One worker: widths and painter are kept from export to export."""

    def __init__(self) -> None:
        files = font_files(FONTS)
        self.book = TypeBook.load(files)
        self.painter = Painter(files)
        self.reading = 0.0  # CPU seconds spent on reading back

    def compose(self, edition: Edition) -> EditionPlan:
        return compose_edition(
            edition.items,
            edition.grid,
            self.book,
            nameplate_rows=14,
            folio_rows=3,
            page_count=edition.pages,
        )

    def sheet(self, edition: Edition, plan: EditionPlan) -> Sheet:
        folios = {n: Folio(n, "综合", "海港日报", "2026年11月20日") for n in range(1, 97)}
        return build_sheet(plan, edition.grid, self.book, MASTHEAD, folios, {}, title="海港日报")

    def export(self, edition: Edition, plan: EditionPlan, folder: Path) -> bytes:
        sheet = self.sheet(edition, plan)
        pdf = finish_press(self.painter.pdf(sheet, folder), edition.grid, title=sheet.title)
        before = time.process_time()
        over = {overset.item_id for overset in plan.overset}
        placed = [item for item in edition.items if item.id not in over]
        report = verify(pdf, plan, placed, edition.grid)
        self.reading += time.process_time() - before
        if report.faults:
            raise SystemExit(f"The press PDF has faults: {report.faults[:3]}")
        return pdf

    @property
    def cpu(self) -> float:
        """CPU seconds of this process and its painter so far."""
        return time.process_time() + sum(_cpu(child) for child in _children())

    @property
    def megabytes(self) -> float:
        return sum(_held(process) for process in (os.getpid(), *_children())) / 1024


def _children() -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{os.getpid()}/task").iterdir():
        with contextlib.suppress(FileNotFoundError):  # a thread may end while we look
            found += map(int, (task / "children").read_text().split())
    return found


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def _held(process: int) -> int:
    """Kilobytes of memory the process holds now."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def compose(press: Press, which: str, folder: Path) -> float:
    """Compose the edition for the runs to come; the CPU seconds that took."""
    wanted = {"four": four_pages, "eight": eight_pages}[which]()
    before = time.process_time()
    plan = press.compose(wanted)
    spent = time.process_time() - before
    (folder / f"{which}.pickle").write_bytes(pickle.dumps((wanted, plan)))
    return spent


def composed(which: str, folder: Path) -> tuple[Edition, EditionPlan]:
    wanted, plan = pickle.loads((folder / f"{which}.pickle").read_bytes())  # noqa: S301
    return wanted, plan


def cold(which: str, folder: Path) -> None:
    """The command that is measured as a whole process."""
    wanted, plan = composed(which, folder)
    press = Press()
    (folder / f"{which}.pdf").write_bytes(press.export(wanted, plan, folder))
    facts = {"reading": press.reading, "megabytes": press.megabytes, "over": len(plan.overset)}
    (folder / f"{which}.json").write_text(json.dumps(facts))
    press.painter.close()


def cpu_of(command: list[str], folder: Path) -> float:
    """CPU seconds of a whole process with its children; its words go into the folder."""
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[:4]} failed:\n{(folder / 'said.txt').read_text()}")
    return usage.ru_utime + usage.ru_stime


def cold_cpu(which: str, folder: Path, runs: int = 3) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.worker", "--cold", which, str(folder)]
    return median(cpu_of(command, folder) for _ in range(runs))


def peers(folder: Path) -> dict[str, float]:
    """CPU seconds of each peer over finished HTML of our four pages, once warmed up."""
    html = folder / "pages.html"
    html.write_text(sheet_as_html(Press().sheet(*composed("four", folder)), folder))
    commands = {"weasyprint": [sys.executable, "-m", "weasyprint", "-q", str(html), "w.pdf"]}
    commands["weasyprint"][-1] = str(folder / "weasyprint.pdf")
    chromium = shutil.which("chromium")
    if chromium:
        commands["chromium"] = [
            *(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
            *(f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'c.pdf'}"),
            html.as_uri(),
        ]
    return {
        name: median([cpu_of(command, folder) for _ in range(3)][1:])
        for name, command in commands.items()
    }


def changed_cpu(press: Press, folder: Path) -> float:
    """CPU seconds from a changed story to the new PDF, in a worker that made the edition before."""
    wanted, plan = composed("four", folder)
    press.export(wanted, plan, folder)
    spent = []
    for turn in range(5):
        before = press.cpu
        wanted, plan = with_change(wanted, plan, 7 + turn, "改")
        press.export(wanted, plan, folder)
        spent.append(press.cpu - before)
    return median(spent)


def with_change(
    edition: Edition, plan: EditionPlan, index: int, char: str
) -> tuple[Edition, EditionPlan]:
    """The first Han character of one story is another one, in the copy and on its page."""
    item = edition.items[index]
    first, *rest = item.story.blocks
    story = replace(item.story, blocks=(replace(first, text=char + first.text[1:]), *rest))
    items = list(edition.items)
    items[index] = replace(item, story=story)
    pages = tuple(
        replace(page, modules=tuple(map_modules(page, item.id, char))) for page in plan.pages
    )
    return replace(edition, items=tuple(items)), replace(plan, pages=pages)


def map_modules(page: PagePlan, item_id: str, char: str) -> Iterator[Module]:
    for module in page.modules:
        if module.item_id != item_id or module.kind != "story":
            yield module
            continue
        leg, *legs = module.legs
        line, *lines = leg.lines
        changed = replace(line, text=char + line.text[1:])
        yield replace(module, legs=(replace(leg, lines=(changed, *lines)), *legs))


def growing_memory(press: Press, exports: int, folder: Path) -> float:
    """What a worker holds after the last of many different exports, over the time at 40 %."""
    wanted, plan = composed("four", folder)
    held = []
    for turn in range(exports):
        wanted, plan = with_change(wanted, plan, 1 + turn % 39, chr(0x4E00 + turn))
        press.export(wanted, plan, folder)
        held.append(press.megabytes)
    return held[-1] / held[exports * 2 // 5 - 1]


def measure(exports: int, folder: Path) -> dict[str, Any]:
    press = Press()
    composing = [compose(press, which, folder) for which in ("four", "eight")]
    four, eight = cold_cpu("four", folder), cold_cpu("eight", folder)
    facts = json.loads((folder / "four.json").read_text())
    large = json.loads((folder / "eight.json").read_text())
    others = peers(folder)
    changed = changed_cpu(press, folder)
    memory = growing_memory(press, exports, folder)
    press.painter.close()
    per_character = (eight / eight_pages().characters) / (four / four_pages().characters)
    figures = {
        "cold_cpu_seconds": four,
        "changed_cpu_seconds": changed,
        "peak_megabytes": facts["megabytes"],
        **{f"times_faster_than_{name}": cost / four for name, cost in others.items()},
        "share_of_reading_back": facts["reading"] / four,
        "growth_per_character": per_character,
        "memory_hundredth_over_fortieth": memory,
    }
    return {
        "composing_cpu_seconds": [round(seconds, 2) for seconds in composing],
        "stories_without_room": [facts["over"], large["over"]],
        "figures": {name: round(value, 3) for name, value in figures.items()},
        "goals": GOALS,
    }


def show(result: dict[str, Any]) -> None:
    four, eight = result["stories_without_room"]
    print("Four tabloid pages, 40 stories; eight broadsheet pages, 120 stories")
    print(
        "  composing them: {:.2f} and {:.2f} CPU seconds".format(*result["composing_cpu_seconds"])
    )
    print(f"  stories that found no room: {four} and {eight}")
    for name, value in result["figures"].items():
        goal = GOALS[name]
        reached = value >= goal if name.startswith("times") else value <= goal
        print(f"  {name:<34}{value:>9.2f}   goal {goal:g}{'' if reached else '   not reached'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--exports", type=int, default=100, help="exports in one worker")
    parser.add_argument("--cold", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.cold:
        cold(options.cold[0], Path(options.cold[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        result = measure(options.exports, Path(folder))
    if options.json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        show(result)


if __name__ == "__main__":
    main()
