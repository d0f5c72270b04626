"""Dates as a Chinese newspaper prints them: weekday, lunar date with the sexagenary year."""

from __future__ import annotations

import datetime
from functools import lru_cache

from newsroom.copydesk.languages import is_square

FIRST = datetime.date(1900, 1, 31)
LAST = datetime.date(2100, 12, 31)
WEEKDAYS = "一二三四五六日"
JAPANESE_WEEKDAYS = "月火水木金土日"
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
# New moons within seconds or minutes before midnight in Beijing that the library's table puts on
# the next day. The month begins on the day named here (checked against new-moon instants).
EARLIER_MONTHS = (
    datetime.date(2057, 9, 28),
    datetime.date(2089, 9, 4),
    datetime.date(2097, 8, 7),
)


class LunarRangeError(ValueError):
    """The date is outside 1900-01-31 to 2100-12-31, for which the lunar calendar is known."""


def weekday_name(day: datetime.date, language: str = "zh") -> str:
    """``星期六``, ``土曜日``, or ``Saturday`` for any other language."""
    if language.startswith("zh"):
        return "星期" + WEEKDAYS[day.weekday()]
    if language.startswith("ja"):
        return JAPANESE_WEEKDAYS[day.weekday()] + "曜日"
    return ENGLISH_WEEKDAYS[day.weekday()]


def year_month(day: datetime.date, language: str = "zh") -> str:
    """``2020年2月``."""
    return f"{day.year}年{day.month}月" if is_square(language) else f"{day:%B %Y}"


def full_date(day: datetime.date, language: str = "zh") -> str:
    """``2020年2月29日``."""
    if is_square(language):
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {day:%B %Y}"


@lru_cache(maxsize=1024)
def lunar_parts(day: datetime.date) -> tuple[int, int, bool, int]:
    """Lunar year, month, whether it is a leap month, and day. Raises `LunarRangeError`."""
    # Imported here: only what prints a date pays for the tables.
    from borax.calendars.lunardate import LunarDate

    if not FIRST <= day <= LAST:
        raise LunarRangeError(f"{day} is outside {FIRST} to {LAST}.")
    lunar = LunarDate.from_solar(day)
    for begins in EARLIER_MONTHS:
        # The library has this month one day late: the whole month moves one day on.
        late = LunarDate.from_solar(begins + datetime.timedelta(days=1))
        if day == begins:
            return late.year, late.month, bool(late.leap), 1
        if (lunar.year, lunar.month, lunar.leap) == (late.year, late.month, late.leap):
            return lunar.year, lunar.month, bool(lunar.leap), lunar.day + 1
    return lunar.year, lunar.month, bool(lunar.leap), lunar.day


def sexagenary_year(year: int) -> str:
    """``庚子`` for the lunar year that begins in 2020."""
    return STEMS[(year - 4) % 10] + BRANCHES[(year - 4) % 12]


def lunar_date(day: datetime.date) -> str:
    """``庚子年二月初七``; the year changes at the Spring Festival. Raises `LunarRangeError`."""
    year, month, leap, number = lunar_parts(day)
    leap_mark = "闰" if leap else ""
    return f"{sexagenary_year(year)}年{leap_mark}{MONTHS[month - 1]}月{_lunar_day(number)}"


def _lunar_day(number: int) -> str:
    if number in (10, 20, 30):
        return {10: "初十", 20: "二十", 30: "三十"}[number]
    return "初十廿"[(number - 1) // 10] + "一二三四五六七八九"[number % 10 - 1]
