"""The masthead of a printed page, recognised line by line in the text above its first story."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsroom.copydesk.widths import is_han

MAX_LINES = 60  # a masthead that goes on longer is none
MAX_LINE = 60  # characters of one of its lines
DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")}

NUMBER = re.compile(r"总(?:第)?\s*(\d{1,7})\s*期")
YEAR_NUMBER = re.compile(r"(?<!总)第\s*(\d{1,4})\s*期")
YEAR_MONTH = re.compile(r"((?:19|20|21)\d\d)\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")
ISO_DATE = re.compile(r"((?:19|20|21)\d\d)[-./](\d{1,2})[-./](\d{1,2})")
DAY = re.compile(r"^(\d{1,2})日?$")
WEEKDAY = re.compile(r"星期[一二三四五六日天]")
LUNAR = re.compile(
    r"(?:农历)?([甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])年?"
    r"(闰?[正一二三四五六七八九十冬腊]{1,2}月(?:初|十|二十|廿|三十)[一二三四五六七八九十]?)"
)
# Each of these must not fit a headline: the first story's stands right below the masthead.
PERMIT = re.compile(
    r"内资(?:[准字\s【（(]|$)|准印|连续性内|国内统一|CN\s?\d|[字】〕]\s*第?\s*\d+\s*号\s*$"
)
DISTRIBUTION = re.compile(r"^(?:内部资料|内部刊物|内部交流|注意保存|免费(?:交流|赠阅|发放)\s*$)")
HOTLINE = re.compile(
    r"([监督新闻热线投稿编辑部联系服务]{2,6}(?:电话|热线)|电话|热线)[:：\s]*"
    r"([(（]?\d[\d\-—()（）\s]{4,18}\d)"
)
PUBLISHER = re.compile(
    r"^[^《》由将，,]*(?:出版|主办|主管|编印|承办|编辑出版)$|^(?:主办|主管|编印|出版)(?:单位)?[:：]"
)
PAGE_COUNT = re.compile(
    r"^(?:今日|本期)?共?\s*[一二三四五六七八九十\d]+\s*版$|^第\s*[一二三四五六七八九十\d]+\s*版$"
)
HALF_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)}
LATIN = re.compile(r"^[A-Z][A-Za-z .,'&\-]{3,60}$")


@dataclass(frozen=True)
class Imprint:
    """What the masthead said; None where it did not say it."""

    name: str | None = None
    latin_name: str | None = None
    publisher: str | None = None
    date: datetime.date | None = None
    weekday: str | None = None
    lunar_date: str | None = None
    permit: str | None = None
    distribution: str | None = None
    hotline: str | None = None
    hotline_label: str | None = None
    number: int | None = None
    year_number: int | None = None

    @property
    def is_found(self) -> bool:
        return self.number is not None or self.year_number is not None or self.date is not None


def read_imprint(lines: Sequence[str]) -> tuple[Imprint, int]:
    """The masthead at the top of the lines, and how many lines it takes (0: there is none)."""
    reader = _Reader()
    used = 0
    for line in lines[:MAX_LINES]:
        if len(line) > MAX_LINE or not reader.take(line.translate(HALF_WIDTH)):
            break
        used += 1
    imprint = reader.imprint()
    return (imprint, used) if imprint.is_found else (Imprint(), 0)


class _Reader:
    """Collects the fields; `take` says whether a line belongs to a masthead at all."""

    def __init__(self) -> None:
        self.found = Imprint()
        self.publisher: list[str] = []
        self.permit: list[str] = []
        self.distribution: list[str] = []
        self.year_month: tuple[int, int] | None = None
        self.day: int | None = None

    def take(self, line: str) -> bool:
        taken = [self._numbers(line), self._dates(line), self._lines(line)]
        return any(taken) or self._name(line)

    def imprint(self) -> Imprint:
        return replace(
            self.found,
            date=self._date(),
            publisher=" ".join(self.publisher) or None,
            permit=" ".join(self.permit) or None,
            distribution=" ".join(self.distribution) or None,
        )

    def _note(self, **fields: str | int) -> bool:
        """Keep what a line says; a line that says it otherwise than before is no masthead's."""
        if any(getattr(self.found, name) not in (None, said) for name, said in fields.items()):
            return False
        self.found = replace(self.found, **fields)  # type: ignore[arg-type]
        return bool(fields)

    def _numbers(self, line: str) -> bool:
        patterns = {"number": NUMBER, "year_number": YEAR_NUMBER}
        found = {name: pattern.search(line) for name, pattern in patterns.items()}
        return self._note(**{name: int(said.group(1)) for name, said in found.items() if said})

    def _dates(self, line: str) -> bool:
        weekday, lunar = WEEKDAY.search(line), LUNAR.search(line)
        said: dict[str, str | int] = {}
        if weekday:
            said["weekday"] = weekday.group(0).replace("天", "日")
        if lunar:
            said["lunar_date"] = f"{lunar.group(1)}年{lunar.group(2)}"
        return self._note_day(line) | self._note(**said)

    def _note_day(self, line: str) -> bool:
        date, day = YEAR_MONTH.search(line) or ISO_DATE.search(line), DAY.match(line)
        year_month = (int(date.group(1)), int(date.group(2))) if date else None
        if date and self.year_month in (None, year_month):
            self.year_month = year_month
            self.day = int(date.group(3)) if date.group(3) else self.day
            return True
        if day and self.day is None:
            self.day = int(day.group(1))
            return True
        return False

    def _lines(self, line: str) -> bool:
        hotline = HOTLINE.search(line)
        if hotline:
            label, number = hotline.groups()
            self.found = replace(self.found, hotline=number.strip(), hotline_label=label)
        if PERMIT.search(line) and not hotline:
            self.permit.append(line)
            return True
        if DISTRIBUTION.search(line) and not hotline:
            self.distribution.append(line)
            return True
        if PUBLISHER.search(line):
            self.publisher.append(line)
            return True
        if LATIN.match(line) and self.found.latin_name is None:
            self.found = replace(self.found, latin_name=line)
            return True
        return bool(hotline or PAGE_COUNT.match(line))

    def _name(self, line: str) -> bool:
        """The first short line that is nothing else is the paper's name."""
        bare = line.replace(" ", "").replace("\u3000", "")
        if self.found.name or len(bare) > 12 or not bare or not all(map(is_han, bare)):
            return False
        self.found = replace(self.found, name=bare)
        return True

    def _date(self) -> datetime.date | None:
        if self.year_month is None or self.day is None:
            return None
        try:
            return datetime.date(*self.year_month, self.day)
        except ValueError:
            return None
