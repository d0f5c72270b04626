"""export_issue NUMBER --profile press|proof|web|archive [--page M] --output DIR [--json]"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from PIL import Image

from issues.imposition import write_atomically
from issues.management.reporting import IssueCommand
from issues.models import EditionFile
from issues.printing import PROFILES, Export, export_issue, press_page


class Command(IssueCommand):
    help = "Export an issue: press PDF, proofs, web edition (pictures, zones, PDF) or archive PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--profile", required=True, choices=PROFILES)
        parser.add_argument("--page", type=int)
        parser.add_argument("--output", type=Path, default=Path(), metavar="DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        issue = self.find_issue(options)
        export = export_issue(issue, options["profile"], by=None, page=options["page"])
        try:
            written = [
                path for f in export.files for path in _copy(f, options["output"], options["page"])
            ]
        except OSError as error:
            raise CommandError(
                f"{options['output']} cannot be written to: {error.strerror}."
            ) from error
        answer = {
            "files": [str(path) for path in written],
            "composed": export.composed,
            "verification": export.report,
        }
        self.answer(options, answer, _lines(export, written))


def _copy(file: EditionFile, folder: Path, page: int | None) -> list[Path]:
    data = (settings.EDITION_ROOT / file.path).read_bytes()
    target = folder / Path(file.path).name
    if file.profile == EditionFile.Profile.PRESS and page is not None:
        target = target.with_name(f"{target.stem}-p{page}.pdf")
        write_atomically(target, press_page(file, page))
        return [target]
    if file.profile != EditionFile.Profile.WEB:
        write_atomically(target, data)
        return [target]
    png, zone_map = target.with_suffix(".png"), target.with_suffix(".json")
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.save(buffer, "PNG")
    write_atomically(png, buffer.getvalue())
    write_atomically(zone_map, json.dumps(file.zones, indent=2).encode())
    return [png, zone_map]


def _lines(export: Export, written: list[Path]) -> Iterator[str]:
    if export.composed:
        yield "The pages were composed first."
    for path in written:
        yield str(path)
    for name, figure in export.report.get("figures", {}).items():
        yield f"  {name}: {figure}"
