"""A scratch desk for a benchmark: database, media and the peer's HTML in a folder of its own."""

import io
import os
import pickle
import shutil
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "var/fonts"


@dataclass(frozen=True)
class Desk:
    """An issue at two moments. Each folder is a whole VAR_DIR, to be copied for every run."""

    source: str
    number: int
    pages: int
    imported: Path  # copy in the database, nothing composed
    exported: Path  # composed, and its press PDF made once
    html: Path
    press_pdf: Path


def environment(var: Path) -> dict[str, str]:
    """What a process needs to work in ``var``: its own SQLite database, the fonts of the set-up."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR") if key in os.environ}
    return kept | {
        "VAR_DIR": str(var),
        "FONT_ROOT": str(FONTS),
        "SECRET_KEY": "scratch-desk-of-a-benchmark-" + "0" * 32,
        "HTTPS": "off",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }


def set_up(folder: Path) -> Desk:
    """Load the real edition (else the sample's largest issue), keep it before and after export."""
    var = folder / "var"
    var.mkdir()
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(environment(var))
    import django

    django.setup()
    from django.core.management import call_command

    with redirect_stdout(io.StringIO()):
        call_command("migrate", verbosity=0, interactive=False)
        source, number = _load()
        imported = _keep(var, folder / "imported")
        call_command("export_issue", str(number), profile="press", output=folder)
        exported = _keep(var, folder / "exported")
    html, pages = _write_html(number, folder)
    return Desk(source, number, pages, imported, exported, html, next(folder.glob("*.pdf")))


def _load() -> tuple[str, int]:
    from django.core.management import call_command

    from tests.real_page import TEXT  # with pytest, whose import is not to be measured

    if TEXT.is_file():
        call_command("import_issue", str(TEXT), publication="shangjie")
        return "the real edition", 634
    from issues.sampling import load_sample

    largest = max(load_sample(), key=lambda issue: issue.pages.count())
    assert largest.number is not None
    return "the sample edition (the real page is not beside the checkout)", largest.number


def _keep(var: Path, copy: Path) -> Path:
    """A copy of the folder with the database at rest (closing folds the WAL into the file)."""
    from django.db import connections

    connections.close_all()
    shutil.copytree(var, copy)
    return copy


def _write_html(number: int, folder: Path) -> tuple[Path, int]:
    from issues import imposition
    from issues.dummy import type_book
    from issues.mastheads import folios
    from issues.models import Issue
    from issues.pressroom import press_of
    from newsroom.press.sheet import build_sheet
    from tests.benchmarks.equivalent_html import sheet_as_html

    issue = Issue.objects.select_related("publication").get(number=number)
    made = imposition.impose(issue, by=None)
    grid = made.dummy.masthead.grid
    masthead = imposition.masthead_copy(issue, len(made.plan.pages))
    press = press_of(issue, made.dummy.masthead)
    with imposition.picture_room(made.plan, made.dummy, "press", press) as (room, _names):
        shutil.copytree(room, folder / "press-pictures")
    with imposition.picture_room(made.plan, made.dummy, "screen", press) as (room, names):
        pictures = shutil.copytree(room, folder / "pictures")
    sheet = build_sheet(
        made.plan, grid, type_book(), masthead, folios(issue), names, title=str(issue)
    )
    parts = (sheet, made.plan, made.dummy.items, grid)
    (folder / "sheet.pickle").write_bytes(pickle.dumps(parts))
    html = folder / "pages.html"
    html.write_text(sheet_as_html(sheet, pictures), encoding="utf-8")
    return html, len(sheet.pages)
