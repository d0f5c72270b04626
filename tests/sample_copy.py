"""The copy of the sample paper, as it is written in the project."""

import json
from collections.abc import Iterator
from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "issues/sample"


def sample_paragraphs() -> Iterator[str]:
    """Every paragraph of every story."""
    for path in sorted(SAMPLE.glob("issue-*.json")):
        for story in json.loads(path.read_text(encoding="utf-8"))["articles"]:
            blocks = story["blocks"]
            yield from (block["text"] for block in blocks if block["kind"] == "paragraph")
