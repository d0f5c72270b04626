"""withdraw_issue NUMBER --reason TEXT"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from issues.management.reporting import IssueCommand
from issues.publishing import withdraw_issue


class Command(IssueCommand):
    help = "Take a published issue off the web."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        issue = withdraw_issue(self.find_issue(options), by=None, reason=options["reason"])
        self.answer(options, {"number": issue.number, "state": issue.state}, [f"{issue} withdrawn"])
