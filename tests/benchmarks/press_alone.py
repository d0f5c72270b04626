"""`python -m tests.benchmarks.press_alone FOLDER`: the press without the desk.

From a plan and its sheet, as the desk pickled them into the folder, to a press PDF that was read
back: the part of an export that another painter does from finished HTML, and the check of it.
"""

import pickle
import sys
from pathlib import Path

from newsroom.press.condition import COLDSET
from newsroom.press.engine import Painter
from newsroom.press.fontset import font_files
from newsroom.press.preflight import preflight
from newsroom.press.prepress import finish_press
from newsroom.press.verify import verify
from tests.benchmarks.desk import FONTS


def main(folder: Path) -> None:
    sheet, plan, items, grid = pickle.loads((folder / "sheet.pickle").read_bytes())  # noqa: S301
    with Painter(font_files(FONTS)) as painter:
        painted = painter.pdf(sheet, folder / "press-pictures")
    pdf = finish_press(painted, grid, title=sheet.title)
    report = verify(pdf, plan, items, grid, sheet.furniture)
    flight = preflight(pdf, COLDSET, {}, plan, grid)
    if report.faults or not flight.passed:
        raise SystemExit(f"The press PDF has faults: {(*report.faults, *flight.failures)[:3]}")
    (folder / "alone.pdf").write_bytes(pdf)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
