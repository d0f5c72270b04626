"""What every command shares: plain lines for people or one JSON object, and the exit codes.

0 done, 1 refused (said on stderr), 2 wrong use (argparse).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError, connection

from articles.wording import in_words
from issues.models import Issue
from issues.refusals import REFUSALS


class ReportingCommand(BaseCommand):
    """A command with ``--json``; `answer` prints either the object or the lines."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except REFUSALS as error:
            raise CommandError(in_words(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except (OperationalError, ProgrammingError) as error:
            if Issue._meta.db_table in connection.introspection.table_names():
                raise
            raise CommandError(
                "The database has no tables yet: run '.venv/bin/python manage.py migrate' first."
            ) from error

    def answer(self, options: dict[str, Any], data: dict[str, Any], lines: Iterable[str]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str))
            return
        for line in lines:
            self.stdout.write(line)


class IssueCommand(ReportingCommand):
    """A command on one issue, named by its running number."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("number", type=int, metavar="NUMBER", help="running number 总第N期")
        parser.add_argument("--publication", metavar="SLUG", help="where there are several")

    def find_issue(self, options: dict[str, Any]) -> Issue:
        issues = Issue.objects.select_related("publication").filter(number=options["number"])
        if options["publication"]:
            issues = issues.filter(publication__slug=options["publication"])
        found = list(issues[:2])
        if not found:
            raise CommandError(
                f"There is no issue {options['number']}: see the numbers in the admin."
            )
        if len(found) > 1:
            raise CommandError("Several publications have this issue: add --publication SLUG.")
        return found[0]
