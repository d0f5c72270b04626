"""publish_issue NUMBER"""

from __future__ import annotations

from typing import Any

from issues.management.reporting import IssueCommand
from issues.publishing import publish_issue


class Command(IssueCommand):
    help = "Publish an issue on the web."

    def handle(self, *args: Any, **options: Any) -> None:
        issue = publish_issue(self.find_issue(options), by=None)
        url = issue.get_absolute_url()
        self.answer(
            options, {"number": issue.number, "url": url}, [f"{issue} is on the web: {url}"]
        )
