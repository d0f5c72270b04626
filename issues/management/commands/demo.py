"""demo: the sample paper from nothing to print and web."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
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
        # With --json the steps go to stderr: stdout is the object and nothing else.
        steps = self.stderr if options["json"] else self.stdout
        steps.write("… Preparing the database")
        call_command("migrate", interactive=False, verbosity=0)
        steps.write("… Loading the sample paper")
        issues = load_sample(say=lambda line: steps.write(f"… {line}"))
        for issue in issues:
            if issue.state not in {Issue.State.PUBLISHED, Issue.State.WITHDRAWN}:
                steps.write(f"… Composing, printing and publishing {issue}")
                publish_issue(issue, by=None)
        answer = _made(issues) | {"account": EDITOR, "password": _make_editor()}
        self.answer(options, answer, _lines(answer))


def _made(issues: list[Issue]) -> dict[str, Any]:
    files = EditionFile.objects.filter(issue__in=issues, is_current=True).order_by("pk")
    site = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/"
    return {
        "files": [str(settings.EDITION_ROOT / file.path) for file in files],
        "site": site,
        "editors": f"{site}admin/",
    }


def _make_editor() -> str | None:
    """The password of the new account; None where there is one already."""
    if User.objects.filter(username=EDITOR).exists():
        return None
    password = secrets.token_urlsafe(12)
    User.objects.create_superuser(EDITOR, password=password)
    return password


def _lines(answer: dict[str, Any]) -> Iterator[str]:
    yield "\nPrint and web files:"
    for file in answer["files"]:
        yield f"  {file}"
    yield f"\nSite:        {answer['site']}"
    yield f"Editors:     {answer['editors']}"
    if answer["password"]:
        yield f"Account:     {EDITOR}   password: {answer['password']}   (shown only now)"
        return
    yield (
        f"Account:     {EDITOR} exists already; for a new password run "
        f"'.venv/bin/python manage.py changepassword {EDITOR}'."
    )
