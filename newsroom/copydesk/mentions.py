"""Officials named in copy, found by the register: exact names, the longest first.

A name of two characters may be printed with white inside. Where two officials have one name the
post before it tells them apart; a post holds for all names that follow it with 、 between them, and
for the bare name in the rest of the story. Where no post tells, the one who comes last in the order
is meant: a doubt makes no rule stricter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

HAN = "\u3400-\u9fff"
TWO_HAN = re.compile(f"[{HAN}]{{2}}")
WHITE = "[ \u3000]?"
BEFORE = 60  # characters in which a post and other names stand before a name
LONGEST_NAME = 6  # characters, white included, of a name between a post and another name
AND = re.compile("[、和]")


@dataclass(frozen=True)
class Holder:
    """An official with the posts held on one day, and the order of the first of them: the lowest
    is named first."""

    name: str
    posts: tuple[str, ...]
    order: int


@dataclass(frozen=True)
class Mention:
    """An official named at ``start`` of a text."""

    holder: Holder
    start: int


def mentions(text: str, register: Sequence[Holder]) -> list[Mention]:
    """Everyone of the register whom the text names, in order of appearance."""
    by_name, pattern = _ready(tuple(register))
    if pattern is None:
        return []
    found = [(match.start(), _plain(match.group())) for match in pattern.finditer(text)]
    said = [_by_post(text[max(0, start - BEFORE) : start], by_name[name]) for start, name in found]
    told: dict[str, Holder] = {}
    for (_start, name), holder in zip(found, said, strict=True):
        if holder is not None:
            told.setdefault(name, holder)
    made = []
    for (start, name), holder in zip(found, said, strict=True):
        if holder is not None:
            told[name] = holder
        made.append(Mention(told.get(name) or _last(by_name[name]), start))
    return made


def first_in_order(texts: Iterable[str], register: Sequence[Holder]) -> int | None:
    """The order of the first-ranking official whom the texts name."""
    named = mentions("\n".join(texts), register)
    return min((mention.holder.order for mention in named), default=None)


@lru_cache(maxsize=8)
def _ready(
    register: tuple[Holder, ...],
) -> tuple[dict[str, list[Holder]], re.Pattern[str] | None]:
    by_name: dict[str, list[Holder]] = defaultdict(list)
    for holder in register:
        if holder.name.strip():
            by_name[_plain(holder.name)].append(holder)
    longest_first = sorted(by_name, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(map(_printed, longest_first))) if by_name else None
    return dict(by_name), pattern


def _printed(name: str) -> str:
    """A pattern of the name as it may be printed. A name in letters is a whole word."""
    if TWO_HAN.fullmatch(name):
        return f"{name[0]}{WHITE}{name[1]}"
    before = r"(?<![^\W\d_])" if name[0].isascii() else ""
    behind = r"(?![^\W\d_])" if name[-1].isascii() else ""
    return before + re.escape(name) + behind


def _plain(name: str) -> str:
    """Without the white inside a name of two characters."""
    bare = "".join(name.split())
    return bare if TWO_HAN.fullmatch(bare) else " ".join(name.split())


def _by_post(before: str, holders: Sequence[Holder]) -> Holder | None:
    """Whose post stands before the name. The longest wins: 副书记 ends in 书记."""
    fitting = [
        (len(post), -holder.order, holder)
        for holder in holders
        for post in holder.posts
        if post and _leads_up(before, post)
    ]
    return max(fitting, key=lambda one: one[:2])[2] if fitting else None


def _leads_up(before: str, post: str) -> bool:
    """Whether the post stands right before, or before other names that lead up to this one."""
    *chain, last = AND.split(before)
    if last.rstrip().endswith(post):
        return True
    if last.strip():
        return False
    for part in reversed(chain):
        _head, said, name = part.rpartition(post)
        if said:
            return 0 < len(name) <= LONGEST_NAME
        if not 0 < len(part) <= LONGEST_NAME:
            return False
    return False


def _last(holders: Sequence[Holder]) -> Holder:
    return max(holders, key=lambda holder: holder.order)
