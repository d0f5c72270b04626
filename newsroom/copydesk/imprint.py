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
PERMIT = re.compile(r"内资|准印|连续性|国内统一|CN\s?\d|[字【〔].{0,12}\d+号")
DISTRIBUTION = re.compile(r"内部资料|内部刊物|内部交流|免费(?:交流|赠阅|发放)|注意保存")
HOTLINE = re.compile(
    r"([监督新闻热线投稿编辑部联系服务]{2,6}(?:电话|热线)|电话|热线)[:：\s]*"
    r"(\d[\d\-—()（）\s]{4,18}\d)"
)
PUBLISHER = re.compile(
    r"(?:出版|主办|主管|编印|承办|编辑出版)$|^(?:主办|主管|编印|出版)(?:单位)?[:：]"
)
PAGE_COUNT = re.compile(
    r"^(?:今日|本期)?共?\s*[一二三四五六七八九十\d]+\s*版$|^第\s*[一二三四五六七八九十\d]+\s*版$"
)
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
        if len(line) > MAX_LINE or not reader.take(line):
            break
        used += 1
    imprint = reader.imprint()
    return (imprint, used) if imprint.is_found else (Imprint(), 0)


class _Reader:
    """Collects the fields; `take` says whether a line belongs to a masthead at all."""

    def __init__(self) -> None:
        self.found = Imprint()
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
            permit=" ".join(self.permit) or None,
            distribution=" ".join(self.distribution) or None,
        )

    def _numbers(self, line: str) -> bool:
        number, year_number = NUMBER.search(line), YEAR_NUMBER.search(line)
        if number:
            self.found = replace(self.found, number=int(number.group(1)))
        if year_number:
            self.found = replace(self.found, year_number=int(year_number.group(1)))
        return bool(number or year_number)

    def _dates(self, line: str) -> bool:
        date = YEAR_MONTH.search(line) or ISO_DATE.search(line)
        if date and self.year_month is None:
            self.year_month = int(date.group(1)), int(date.group(2))
            self.day = int(date.group(3)) if date.group(3) else self.day
        day = DAY.match(line)
        if day and self.day is None:
            self.day = int(day.group(1))
        weekday, lunar = WEEKDAY.search(line), LUNAR.search(line)
        if weekday:
            self.found = replace(self.found, weekday=weekday.group(0).replace("天", "日"))
        if lunar:
            self.found = replace(self.found, lunar_date=f"{lunar.group(1)}年{lunar.group(2)}")
        return bool(date or day or weekday or lunar)

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
            self.found = replace(self.found, publisher=line)
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
