"""Bylines as they stand at the end of a story: who signed, as what."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from newsroom.copydesk.story import Byline
from newsroom.copydesk.surnames import COMPOUND_SURNAMES, has_surname
from newsroom.copydesk.widths import is_han

ROLES = [
    "本报首席记者",
    "本报见习记者",
    "本报实习记者",
    "本报特约记者",
    "本报记者",
    "首席记者",
    "见习记者",
    "实习记者",
    "特约记者",
    "记者",
    "特约通讯员",
    "本报通讯员",
    "通讯员",
    "实习生",
    "文/图",
    "文／图",
    "图/文",
    "图／文",
    "摄影报道",
    "摄影",
    "整理",
    "编辑",
    "制图",
    "绘图",
    "文",
    "图",
]
ROLE = "|".join(map(re.escape, ROLES))
STARTS = re.compile(rf"^(?:{ROLE})(?![\u3400-\u9fff]{{7}})")
# 文 and 图 are roles when they stand alone, and the beginning of a word when they do not.
LONG_ROLE = "|".join(re.escape(role) for role in ROLES if len(role) > 1)
AT_END = re.compile(
    rf"[（(]\s*((?:{LONG_ROLE}|[文图](?=[\s、：:/／]))[^（()）。]{{1,80}}?)\s*[)）]\s*$"
)
ENGLISH_AT_END = re.compile(r"\(\s*By ([A-Z][^()]{1,80}?)\s*\)\s*$")
SEPARATORS = re.compile(r"[\s、，,：:\u3000]+")
# 文/沈砚秋: the stroke stands for a space; in 文/图 it belongs to the role.
STROKE = re.compile(r"(?<![\u3400-\u9fff])([文图])[/／](?![文图])")
NAME = r"[\u3400-\u9fff·]{2,6}"
ALONE = re.compile(
    rf"^(?:本报)?(?:首席|见习|实习|特约)?(?:记者|通讯员|实习生|摄影)[\s：:]+{NAME}"
    rf"(?:[\s、，,：:]+(?:{NAME}|[文图][/／][文图]))*$"
)
# At the head of a story: the paragraph goes on behind the bracket.
OPENING = re.compile(rf"^(本[报台网]讯)\s*[（(]\s*((?:{LONG_ROLE})[^（()）。]{{1,80}}?)\s*[)）]\s*")


@dataclass(frozen=True)
class SignedText:
    """A paragraph without its byline, and what that said: ``记者 沈砚秋``, or empty."""

    text: str
    signature: str = ""


@dataclass(frozen=True)
class ReadBylines:
    bylines: tuple[Byline, ...]
    unsplit: tuple[str, ...] = ()  # names that look like two people run together


def cut_byline(paragraph: str) -> SignedText:
    """Take the byline off the end of a paragraph."""
    for pattern, role in ((AT_END, ""), (ENGLISH_AT_END, "By ")):
        found = pattern.search(paragraph[-120:])
        if found and _names_people(role + found.group(1)):
            start = len(paragraph) - len(paragraph[-120:]) + found.start()
            return SignedText(paragraph[:start].rstrip(), role + found.group(1))
    return SignedText(paragraph)


def cut_opening_byline(paragraph: str) -> SignedText:
    """Take the byline out of ``本报讯（记者 沈砚秋）今天…``; the printed form stands at the end."""
    found = OPENING.match(paragraph)
    if found is None or not _names_people(found.group(2)):
        return SignedText(paragraph)
    return SignedText(f"{found.group(1)}　{paragraph[found.end() :]}", found.group(2))


def is_byline_alone(line: str) -> bool:
    """The line is a byline without brackets: ``本报记者 沈砚秋``."""
    if len(line) > 80 or not ALONE.match(line):
        return False
    return all(has_surname(name) for _role, name in _tokens(line))


def _names_people(signature: str) -> bool:
    """False for an aside that only begins as a byline does: （记者了解到，明天停航）."""
    role = STARTS.match(signature)
    name = signature[role.end() :] if role else ""
    if not name or not is_han(name[0]) or has_surname(name):
        return True
    return len(name) <= 3 and role is not None and role.group(0).endswith(("记者", "通讯员", "生"))


def names_in(signature: str) -> list[str]:
    """The unambiguous names of a signature: two or three Han characters standing alone."""
    return [name for _role, name in _tokens(signature) if 2 <= len(name) <= 3 and _all_han(name)]


def read_bylines(signature: str, known: Collection[str] = ()) -> ReadBylines:
    """People of a signature in order; run-together names are split by the names that are known."""
    people: list[Byline] = []
    unsplit: list[str] = []
    for role, name in _tokens(signature):
        parts = split_names(name, known)
        if parts is None:
            unsplit.append(name)
            parts = [name]
        people += [Byline(role, part) for part in parts]
    return ReadBylines(tuple(dict.fromkeys(people)), tuple(unsplit))


def _tokens(signature: str) -> list[tuple[str, str]]:
    if signature.startswith("By "):
        names = re.split(r"\s+and\s+|\s*,\s*|\s*&\s*", signature[3:].strip())
        return [("By", name) for name in names if name]
    role, found = "", []
    for token in SEPARATORS.split(STROKE.sub(r"\1 ", signature.strip())):
        match = STARTS.match(token)
        if match and (match.group(0) == token or len(match.group(0)) > 1):
            role, token = match.group(0), token[match.end() :]
        if token:
            found.append((role, token))
    return found


def split_names(name: str, known: Collection[str] = ()) -> list[str] | None:
    """One name, or several run together; None when it is several and nothing tells where."""
    if len(name) < 4 or not _all_han(name) or name in known:
        return [name]
    if whole := _by_known(name, frozenset(known)):
        return whole
    if len(name) == 4 and name[:2] in COMPOUND_SURNAMES:
        return [name]
    for cut in (2, 3):
        for first, rest in ((name[:cut], name[cut:]), (name[:-cut], name[-cut:])):
            if 2 <= len(first) <= 3 and 2 <= len(rest) <= 3 and (first in known or rest in known):
                return [first, rest]
    return None


def _by_known(name: str, known: frozenset[str]) -> list[str] | None:
    """Cut into names that are all known, the longest first. From the end: linear in the name."""
    cuts: dict[int, list[str]] = {len(name): []}
    for start in range(len(name) - 2, -1, -1):
        for length in (4, 3, 2):
            rest = cuts.get(start + length)
            if rest is not None and name[start : start + length] in known:
                cuts[start] = [name[start : start + length], *rest]
                break
    return cuts.get(0)


def _all_han(text: str) -> bool:
    return all(is_han(char) or char == "·" for char in text)
