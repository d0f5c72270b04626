"""import_issue FILE --publication SLUG [--publish] [--json]"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from issues.importing import (
    ImportResult,
    as_json,
    find_publication,
    import_page,
    read_upload,
)
from issues.management.reporting import ReportingCommand
from issues.publishing import publish_issue

MAX_BYTES = 5 * 1024 * 1024


class Command(ReportingCommand):
    help = "Read the text of a printed page into an issue with its articles."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--publication", metavar="SLUG", required=True)
        parser.add_argument("--publish", action="store_true", help="publish it at once")

    def handle(self, *args: Any, **options: Any) -> None:
        data = _read(options["file"])
        page = read_upload(data)
        result = import_page(
            page,
            original=data,
            file_name=options["file"].name,
            by=None,
            publication=find_publication(options["publication"]),
            slug=options["publication"],
        )
        if options["publish"]:
            publish_issue(result.issue, by=None)
        understood = as_json(result, page)
        self.answer(options, understood, _lines(result, understood))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def _lines(result: ImportResult, understood: dict[str, Any]) -> Iterator[str]:
    issue = result.issue
    yield f"{issue.publication} {issue.title} {issue.date:%Y-%m-%d}"
    if not result.created:
        yield "This text was imported before: nothing was changed."
    for story in understood["articles"]:
        names = " ".join(byline["name"] for byline in story["bylines"])
        yield f"  {story['id']} {story['headline']} ({len(story['paragraphs'])} ¶) {names}"
    for doubt in understood["doubts"]:
        yield f"  ? {doubt['message']}"
