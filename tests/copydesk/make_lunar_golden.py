"""Writes lunar_golden.txt with sxtwl (not a dependency): ``pip install sxtwl``, run, commit.

One line per lunar month: first day, lunar year, month, ``L`` for a leap month, length in days.
"""

import datetime
from pathlib import Path

FIRST, LAST = datetime.date(1900, 1, 31), datetime.date(2100, 12, 31)


def months():
    import sxtwl

    day, started = FIRST, None
    while day <= LAST + datetime.timedelta(days=40):
        lunar = sxtwl.fromSolar(day.year, day.month, day.day)
        if lunar.getLunarDay() == 1:
            if started:
                yield (*started, (day - started[0]).days)
            if day > LAST:
                return
            leap = "L" if lunar.isLunarLeap() else "-"
            # The year counted from the Spring Festival, not from 立春.
            started = (day, lunar.getLunarYear(True), lunar.getLunarMonth(), leap)
        day += datetime.timedelta(days=1)


if __name__ == "__main__":
    lines = [f"{day} {year} {month} {leap} {length}" for day, year, month, leap, length in months()]
    target = Path(__file__).with_name("lunar_golden.txt")
    target.write_text("\n".join(lines) + "\n", encoding="ascii")
