"""How much CPU the press PDF of an edition costs, beside WeasyPrint painting the same pages.

`python -m tests.benchmarks.press [--json] [--runs N]`

Every run is a fresh process with a fresh copy of the desk's folder; its cost is the user and system
time of the process and its children, as the system counted it. Ours begins with the copy in the
database and ends with a file that was read back; the peer begins with finished HTML, composes
nothing and checks nothing. Runs alternate, the median counts; only ratios are worth comparing.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import pypdfium2

from newsroom.layout.insets import BULLET
from tests.benchmarks.desk import FONTS, ROOT, Desk, environment, set_up

GOAL = 10.0  # the peer's CPU over ours
WITHOUT_HARFBUZZ = (
    "from weasyprint.pdf import fonts; fonts.harfbuzz_subset = None;"
    "from weasyprint.__main__ import main; main()"
)
PEERS = ("weasyprint", "weasyprint_fonttools")
OURS = ("edition", "changed_story", "export_again", "press_alone")


@dataclass(frozen=True)
class Contender:
    """A command to be measured; ``folder`` is copied to a new VAR_DIR before each run."""

    name: str
    says: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    folder: Path | None = None


def contenders(desk: Desk, folder: Path) -> list[Contender]:
    export = ("manage.py", "export_issue", str(desk.number), "--profile", "press")
    to_pdf = ("--output", str(folder))
    changed = ("-m", "tests.benchmarks.changed_story", str(desk.number))
    to_peer = ("--quiet", str(desk.html), str(folder / "peer.pdf"))
    fonts = fontconfig(folder)
    return [
        Contender(
            "edition",
            "database to verified press PDF, composed on the way",
            (*export, *to_pdf),
            folder=desk.imported,
        ),
        Contender(PEERS[0], "finished HTML", ("-m", "weasyprint", *to_peer), fonts),
        Contender(
            "changed_story",
            "one story saved, composed, exported and verified again",
            changed,
            folder=desk.exported,
        ),
        Contender(
            PEERS[1],
            "the same as pip alone installs it: no HarfBuzz library to subset with",
            ("-c", WITHOUT_HARFBUZZ, *to_peer),
            fonts,
        ),
        Contender(
            "export_again",
            "pages composed before, press PDF made and verified again",
            (*export, *to_pdf),
            folder=desk.exported,
        ),
        Contender(
            "press_alone",
            "the peer's share: composed pages to a press PDF; verified as well",
            ("-m", "tests.benchmarks.press_alone", str(folder)),
        ),
    ]


def fontconfig(folder: Path) -> dict[str, str]:
    """Settings under which the peer finds just our fonts, its cache kept between the runs."""
    file = folder / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{FONTS}</dir><cachedir>{folder / 'fontconfig'}</cachedir></fontconfig>"
    )
    return {"FONTCONFIG_FILE": str(file)}


def cpu_seconds(contender: Contender, folder: Path) -> float:
    """One cold run. Raises ``SystemExit`` when the command fails: a failed run costs nothing."""
    var = folder / "run"
    shutil.rmtree(var, ignore_errors=True)
    if contender.folder:
        shutil.copytree(contender.folder, var)
    said = folder / "said.txt"
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *contender.command],
            cwd=ROOT,
            env=environment(var) | contender.environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{contender.name} failed:\n{said.read_text(encoding='utf-8')}")
    return usage.ru_utime + usage.ru_stime


def refuse_another_text(ours: Path, theirs: Path) -> None:
    """The peer must have painted the same pages: as many, and every character of them."""
    our_pages, our_characters = printed(ours)
    their_pages, their_characters = printed(theirs)
    if our_pages != their_pages or our_characters != their_characters:
        lost, added = our_characters - their_characters, their_characters - our_characters
        raise SystemExit(
            f"The peer painted other pages: {their_pages} instead of {our_pages}, "
            f"{lost.total()} characters lost, {added.total()} added."
        )


def printed(pdf: Path) -> tuple[int, Counter[str]]:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    # The peer takes bullets from whatever font of the system has one; cut down, not every such font
    # says which character that was.
    told = (char for char in text if not char.isspace() and char != BULLET)
    return len(document), Counter(told)


def peer_subsetter() -> str:
    """What the peer cuts its fonts with; without HarfBuzz's library it needs five times the CPU."""
    program = "from weasyprint.text.ffi import harfbuzz_subset as h; print(bool(h))"
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return "harfbuzz" if answer.stdout.strip() == "True" else "fonttools"


def measure(runs: int, folder: Path) -> dict[str, Any]:
    desk = set_up(folder)
    row = contenders(desk, folder)
    for contender in row:  # once unmeasured: byte code, the system's cache, the peer's font cache
        cpu_seconds(contender, folder)
        if contender.name in PEERS:
            refuse_another_text(desk.press_pdf, folder / "peer.pdf")
    seconds: dict[str, list[float]] = {contender.name: [] for contender in row}
    for turn in range(runs):
        for contender in row if turn % 2 == 0 else reversed(row):
            seconds[contender.name].append(cpu_seconds(contender, folder))
    return report(desk, row, seconds)


def report(desk: Desk, row: list[Contender], seconds: dict[str, list[float]]) -> dict[str, Any]:
    cost = {name: median(values) for name, values in seconds.items()}
    ratios = {name: {peer: round(cost[peer] / cost[name], 2) for peer in PEERS} for name in OURS}
    return {
        "source": desk.source,
        "pages": desk.pages,
        "peer_subsetter": peer_subsetter(),
        "cpu_seconds": [
            {
                "name": contender.name,
                "says": contender.says,
                "median": round(cost[contender.name], 3),
                "least": round(min(seconds[contender.name]), 3),
                "most": round(max(seconds[contender.name]), 3),
            }
            for contender in row
        ],
        "ratios": ratios,
        "goal": GOAL,
        "reached": all(ratios[name][PEERS[0]] >= GOAL for name in OURS[:2]),
    }


def show(result: dict[str, Any]) -> None:
    print(f"{result['pages']} pages of {result['source']}; CPU seconds, cold")
    for line in result["cpu_seconds"]:
        spread = f"{line['least']:.2f}-{line['most']:.2f}"
        print(f"  {line['name']:<22}{line['median']:>6.2f}  [{spread}]  {line['says']}")
    print(f"WeasyPrint's CPU over ours (as it is here, it subsets with {result['peer_subsetter']})")
    for name, ratios in result["ratios"].items():
        shown = "   ".join(f"{ratio:.2f} x {peer}" for peer, ratio in ratios.items())
        print(f"  {name:<22}{shown}")
    print(f"Goal {result['goal']:g}: {'reached' if result['reached'] else 'not reached'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--runs", type=int, default=5, help="measured runs of each (default 5)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="press-benchmark-") as folder:
        result = measure(options.runs, Path(folder))
    if options.json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        show(result)


if __name__ == "__main__":
    main()
