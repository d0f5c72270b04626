"""People named with a post in the copy: proposals for the register of officials, never entries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from newsroom.copydesk.surnames import SURNAMES

# Words behind a post that begin like a family name.
NO_NAMES = {"干部", "干警", "成员", "单位", "全体"}
HAN = "\u3400-\u9fff"
POST = (
    r"(?:[省市区县镇党]?(?:人大常委会|政协|政府|委)?(?:副?[省市区县镇]长|副?书记|副?主任|副?主席|领导)"
    r"|[省市区县]委(?:副?书记|常委)|副?[市区县镇]长|副?校长|副?院长|副?局长)"
)
VERBS = (
    "参加|出席|列席|主持|实地|督导|要求|指出|强调|先后|带领|来到|深入|调研|走访|检查|介绍|宣布|讲话|表示|"
    "等|及|和|与|在|对|率|日前|说|就|同志"
)
NAME = rf"(?:(?!等)[{HAN}]){{2,3}}"
CHAIN = re.compile(rf"({POST})({NAME}?(?:、{NAME})+?)(?={VERBS}|[，。；])")
SINGLE = re.compile(rf"({POST})({NAME}?)(?={VERBS})")


@dataclass(frozen=True)
class ProposedOfficial:
    name: str
    post: str


def propose_officials(paragraphs: Iterable[str]) -> tuple[ProposedOfficial, ...]:
    """Each person once, in order of appearance; a real post wins over 区领导 and its like."""
    found: dict[str, str] = {}
    for paragraph in paragraphs:
        for post, names in _mentions(paragraph):
            for name in names.split("、"):
                vague = found.get(name, "领导").endswith("领导")
                if _is_name(name) and (name not in found or vague):
                    found[name] = post
    return tuple(ProposedOfficial(name, post) for name, post in found.items())


def _is_name(word: str) -> bool:
    return word[0] in SURNAMES and word[0] not in "和与" and word not in NO_NAMES


def _mentions(paragraph: str) -> list[tuple[str, str]]:
    matches = [*CHAIN.finditer(paragraph), *SINGLE.finditer(paragraph)]
    return [match.groups() for match in sorted(matches, key=lambda m: m.start())]  # type: ignore[misc]
