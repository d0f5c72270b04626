import datetime
from pathlib import Path

import pytest

from newsroom.copydesk.calendar import (
    LAST,
    LunarRangeError,
    full_date,
    lunar_date,
    lunar_parts,
    sexagenary_year,
    weekday_name,
    year_month,
)

GOLDEN = Path(__file__).with_name("lunar_golden.txt")
DAY = datetime.timedelta(days=1)


def golden_days():
    """Every day of the golden table, which another library made (make_lunar_golden.py)."""
    for line in GOLDEN.read_text(encoding="ascii").splitlines():
        first, year, month, leap, length = line.split()
        for number in range(1, int(length) + 1):
            day = datetime.date.fromisoformat(first) + (number - 1) * DAY
            if day <= LAST:
                yield day, (int(year), int(month), leap == "L", number)


def test_every_day_of_two_centuries_is_the_golden_tables():
    days = list(golden_days())

    wrong = [(day, lunar_parts(day), parts) for day, parts in days if lunar_parts(day) != parts]

    assert len(days) == 73_384
    assert wrong == []


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        ("2020-02-29", "庚子年二月初七"),
        ("2020-01-24", "己亥年十二月三十"),
        ("2020-01-25", "庚子年正月初一"),
        ("2020-05-25", "庚子年闰四月初三"),
        ("2033-12-25", "癸丑年闰十一月初四"),
        ("2026-11-20", "丙午年十月十二"),
        ("2057-09-28", "丁丑年九月初一"),
        ("1900-01-31", "庚子年正月初一"),
    ],
)
def test_the_lunar_date_is_printed_with_its_sexagenary_year(day, printed):
    assert lunar_date(datetime.date.fromisoformat(day)) == printed


@pytest.mark.parametrize("day", ["1900-01-30", "2101-01-01"])
def test_a_day_outside_the_known_centuries_is_refused(day):
    with pytest.raises(LunarRangeError, match="outside"):
        lunar_date(datetime.date.fromisoformat(day))


def test_the_sexagenary_cycle_returns_after_sixty_years():
    assert sexagenary_year(2020) == sexagenary_year(1960) == "庚子"
    assert sexagenary_year(2020) != sexagenary_year(2021)


def test_dates_are_spoken_in_the_language_of_the_paper():
    day = datetime.date(2020, 2, 29)

    assert (weekday_name(day), year_month(day)) == ("星期六", "2020年2月")
    assert (weekday_name(day, "en"), full_date(day, "en")) == ("Saturday", "29 February 2020")
