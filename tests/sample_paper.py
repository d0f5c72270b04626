"""The stories of the sample paper as copy items, on no page yet: no database is asked."""

import json
from functools import lru_cache
from pathlib import Path

from newsroom.copydesk.story import Block, Byline, Story
from newsroom.layout.plan import CopyItem, PhotoSpec

SAMPLE = Path(__file__).resolve().parent.parent / "issues" / "sample"
ORDER = ("lead", "major", "normal", "brief")


@lru_cache(maxsize=2)
def sample_items(name: str = "issue-127.json") -> tuple[CopyItem, ...]:
    """In order of importance; every picture lies, three wide and two high."""
    entries = json.loads((SAMPLE / name).read_text(encoding="utf-8"))["articles"]
    found = [_item(f"{number}", entry) for number, entry in enumerate(entries)]
    return tuple(sorted(found, key=lambda item: ORDER.index(item.priority)))


def _item(key, entry) -> CopyItem:
    story = Story(
        entry["headline"],
        tuple(Block(block["text"], block.get("kind", "paragraph")) for block in entry["blocks"]),
        kicker=entry.get("kicker") or "",
        deck=entry.get("deck") or "",
        bylines=tuple(Byline(b["role"], b["name"]) for b in entry.get("bylines", [])),
    )
    photos = tuple(
        PhotoSpec(f"{key}-{at}", 0.66, use["caption"], use["credit"], use["alt"])
        for at, use in enumerate(entry.get("photos", []))
    )
    boxed = entry.get("boxed", False)
    return CopyItem(key, story, entry["priority"], photos=photos, boxed=boxed)
