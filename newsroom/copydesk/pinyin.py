"""Pinyin of people's names, to sort and to search by."""

from __future__ import annotations

from bisect import bisect
from functools import lru_cache

# Characters that are read otherwise as a surname than in running text.
SURNAMES = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "查": "zha", "盖": "ge", "区": "ou",
    "朴": "piao", "覃": "qin", "翟": "zhai", "任": "ren", "华": "hua", "尹": "yin", "宁": "ning",
    "缪": "miao", "纪": "ji", "种": "chong", "乐": "yue", "员": "yun", "折": "she", "黑": "he",
    "召": "shao", "洗": "xian", "冼": "xian", "葛": "ge", "哈": "ha", "那": "na", "句": "gou",
    "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "澹台": "tan tai",
}  # fmt: skip


@lru_cache(maxsize=4096)
def name_pinyin(name: str) -> str:
    """``田一苇`` -> ``tian yi wei``: lower case, one word a character; Latin names are kept."""
    name = " ".join(name.replace("·", " ").split())
    for length in (2, 1):
        reading = SURNAMES.get(name[:length])
        if reading:
            return f"{reading} {_plain(name[length:])}".strip()
    return _plain(name)


def is_typed_for(typed: str, pinyin: str) -> bool:
    """Whether ``typed`` is how somebody types the name ``pinyin``: the beginnings of its syllables.

    ``tianyiwei``, ``tian yi wei``, ``tyw``, ``tianyw``, ``yiwei`` and ``ti`` are typed for
    ``tian yi wei``, as in an input method; ``tw`` is not, it leaves a syllable out.
    """
    starts = [0, *(at + 1 for at, letter in enumerate(pinyin) if letter == " ")]
    letters = "".join(typed.lower().split())
    places = set(starts)  # where the next letter may stand
    for letter in letters:
        read = [place for place in places if pinyin[place : place + 1] == letter]
        places = {place + 1 for place in read}
        places |= {starts[bisect(starts, place)] for place in read if place < starts[-1]}
    return bool(letters) and bool(places)


def _plain(text: str) -> str:
    # Imported here: pypinyin reads its dictionaries when it is imported.
    from pypinyin import lazy_pinyin

    return " ".join(" ".join(lazy_pinyin(text)).lower().split())
