"""demo: the sample paper from nothing to print and web."""

from __future__ import annotations

import os
import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command

from issues.management.reporting import ReportingCommand
from issues.models import EditionFile, Issue
from issues.publishing import publish_issue
from issues.sampling import load_sample

EDITOR = "editor"


class Command(ReportingCommand):
    help = "Load the sample publication, compose, export, publish; make an editor's account."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("… Preparing the database")
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write("… Loading the sample paper")
        issues = load_sample(say=lambda line: self.stdout.write(f"… {line}"))
        for issue in issues:
            self._publish(issue)
        self._say_where(issues)
        self._make_editor()

    def _publish(self, issue: Issue) -> None:
        if issue.state == Issue.State.PUBLISHED:
            return
        self.stdout.write(f"… Composing, printing and publishing {issue}")
        publish_issue(issue, by=None)

    def _say_where(self, issues: list[Issue]) -> None:
        files = EditionFile.objects.filter(issue__in=issues, is_current=True).order_by("pk")
        self.stdout.write("\nPrint and web files:")
        for file in files:
            self.stdout.write(f"  {settings.EDITION_ROOT / file.path}")
        port = os.environ.get("PORT", "8000")
        self.stdout.write(f"\nSite:        http://127.0.0.1:{port}/")
        self.stdout.write(f"Editors:     http://127.0.0.1:{port}/admin/")

    def _make_editor(self) -> None:
        if User.objects.filter(username=EDITOR).exists():
            self.stdout.write(
                f"Account:     {EDITOR} exists already; for a new password run "
                f"'.venv/bin/python manage.py changepassword {EDITOR}'."
            )
            return
        password = secrets.token_urlsafe(12)
        User.objects.create_superuser(EDITOR, password=password)
        self.stdout.write(f"Account:     {EDITOR}   password: {password}   (shown only now)")
