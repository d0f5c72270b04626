"""The text of a real front page and its gold reading, kept outside the project."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared/data"
TEXT = FOLDER / "shangjie-2020-02-29.txt"
GOLD = FOLDER / "shangjie-2020-02-29.gold.json"
# The names of gold's masthead -> ours.
MASTHEAD = {
    "title": "name",
    "title_en": "latin_name",
    "publisher": "publisher",
    "date_iso": "date",
    "weekday": "weekday",
    "lunar": "lunar_date",
    "licence_line": "permit",
    "status_line": "distribution",
    "phone": "hotline",
    "issue_total": "number",
    "issue_in_year": "year_number",
}


def need_real_page() -> None:
    """Skips where the data is not there; fails where it must be (NEWSROOM_DATA_REQUIRED)."""
    if TEXT.is_file() and GOLD.is_file():
        return
    if os.environ.get("NEWSROOM_DATA_REQUIRED"):
        pytest.fail(f"{TEXT} is missing, but NEWSROOM_DATA_REQUIRED is set.")
    pytest.skip("The real page is not beside the checkout.")


def gold() -> dict[str, Any]:
    return dict(json.loads(GOLD.read_text(encoding="utf-8")))
