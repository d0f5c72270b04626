"""publish_issue NUMBER"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError

from issues.composing import CompositionError
from issues.management.reporting import IssueCommand
from issues.printing import ExportError
from issues.publishing import IssueNotReadyError, publish_issue


class Command(IssueCommand):
    help = "Publish an issue on the web."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            issue = publish_issue(self.find_issue(options), by=None)
        except (IssueNotReadyError, ExportError, CompositionError) as error:
            raise CommandError(str(error)) from error
        url = issue.get_absolute_url()
        self.answer(
            options, {"number": issue.number, "url": url}, [f"{issue} is on the web: {url}"]
        )
