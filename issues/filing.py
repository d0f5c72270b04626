"""Edition files: one is stored under its hash, and known as the newest of its kind."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.db import transaction

from articles.auditing import Actor, account, record
from issues.imposition import (
    Imposition,
    stood_in,
    write_atomically,
)
from issues.models import EditionFile, Issue
from issues.typefaces import font_record


def kept_files(issue: Issue, kind: str, page: int | None) -> list[EditionFile]:
    """The files of one kind that a published issue has; none when one of them is lost."""
    current = issue.files.filter(profile=kind, is_current=True) if issue.is_closed else []
    files = [file for file in current if is_asked_for(file, page)]
    lost = any(not (settings.EDITION_ROOT / file.path).is_file() for file in files)
    return [] if lost else files


def is_asked_for(file: EditionFile, page: int | None) -> bool:
    """Page pictures are one a page; of the press PDF, which is whole, a page is handed out."""
    if file.profile == EditionFile.Profile.PRESS:
        return True
    if file.profile == EditionFile.Profile.WEB:
        return page in {None, file.page_number}
    return file.page_number == page


def store_file(
    issue: Issue,
    made: Imposition,
    profile: str,
    page_number: int | None,
    name: str,
    data: bytes,
    by: Actor,
    **facts: Any,
) -> EditionFile:
    """Keep the file under its hash; an earlier file of the same bytes is that file."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = f"{issue.publication.slug}/{issue.reference}/{sha256[:16]}/{name}"
    write_atomically(settings.EDITION_ROOT / path, data)
    facts.setdefault("layouts", [layout.prints for layout in made.layouts])
    current = issue.files.filter(profile=profile, page_number=page_number, is_current=True)
    same = current.filter(sha256=sha256, layouts=facts["layouts"]).first()
    if same is not None:
        return same
    with transaction.atomic():
        issue.files.filter(profile=profile, page_number=page_number).update(is_current=False)
        file = EditionFile.objects.create(
            issue=issue,
            page_number=page_number,
            profile=profile,
            path=path,
            sha256=sha256,
            size=len(data),
            fonts=font_record(made.dummy.faces, stood_in(made, issue)),
            engine="typst 0.15.2",
            created_by=account(by),
            **facts,
        )
        record(by, f"export_{profile}", issue, sha256=sha256, page=page_number)
    return file


def store_read(
    issue: Issue,
    made: Imposition,
    profile: EditionFile.Profile,
    page: int | None,
    kind: str,
    pdf: bytes,
    by: Actor,
    report: dict[str, Any],
) -> EditionFile:
    """Keep a file of the whole issue or of one page; the whole takes the place of its pages."""
    one = f"-p{page}" if page is not None else ""
    name = f"{issue.publication.slug}-{issue.reference}{one}-{kind}.pdf"
    shown = [
        layout.prints
        for plan, layout in zip(made.plan.pages, made.layouts, strict=True)
        if page in {None, plan.number}
    ]
    file = store_file(issue, made, profile, page, name, pdf, by, report=report, layouts=shown)
    if page is None:
        issue.files.filter(profile=profile).exclude(page_number=None).update(is_current=False)
    return file
