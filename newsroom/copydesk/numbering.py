"""Dates and numbers of issues: what comes next, and what is wrong with what is there."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

ScheduleKind = Literal["weekly", "monthly", "irregular"]
FindingKind = Literal["gap", "double", "backwards", "year_restart_missing", "date_order"]
HORIZON = 400  # days we look ahead for a date of the schedule


@dataclass(frozen=True)
class Schedule:
    """When a paper comes out: every n weeks on a weekday (0 Monday), on days of the month, or so.

    A monthly day beyond the end of a short month falls on that month's last day.
    """

    kind: ScheduleKind
    weekday: int = 0
    every: int = 1
    days: tuple[int, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Schedule:
        """Raises ValueError with one sentence."""
        kind = data.get("kind") if isinstance(data, Mapping) else None
        if kind == "irregular":
            return cls("irregular")
        if kind == "weekly":
            return cls("weekly", _within(data, "weekday", 0, 6), _within(data, "every", 1, 52))
        if kind == "monthly":
            return cls("monthly", days=_month_days(data.get("days")))
        raise ValueError('A schedule\'s "kind" is "weekly", "monthly" or "irregular".')

    def as_json(self) -> dict[str, Any]:
        if self.kind == "weekly":
            return {"kind": "weekly", "weekday": self.weekday, "every": self.every}
        if self.kind == "monthly":
            return {"kind": "monthly", "days": list(self.days)}
        return {"kind": "irregular"}

    def next_after(
        self, last: datetime.date | None, today: datetime.date, skip: Collection[datetime.date] = ()
    ) -> datetime.date:
        """The next day of the schedule after ``last`` that is not skipped; irregular: today."""
        if self.kind == "irregular":
            return max(today, last + datetime.timedelta(days=1)) if last else today
        after = last or today - datetime.timedelta(days=1)
        for ahead in range(1, HORIZON):
            day = after + datetime.timedelta(days=ahead)
            if self._is_due(day, last) and day not in skip:
                return day
        return after + datetime.timedelta(days=1)

    def _is_due(self, day: datetime.date, last: datetime.date | None) -> bool:
        if self.kind == "weekly":
            rested = last is None or (day - last).days > 7 * (self.every - 1)
            return day.weekday() == self.weekday and rested
        return day.day in self.days or (_is_last_day(day) and max(self.days) > day.day)


def _within(data: Mapping[str, Any], name: str, low: int, high: int) -> int:
    value = data.get(name, low if name == "every" else None)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError(f'A weekly schedule\'s "{name}" is a whole number, {low} to {high}.')
    return value


def _month_days(days: Any) -> tuple[int, ...]:
    good = isinstance(days, Sequence) and not isinstance(days, str) and len(days) > 0
    if not good or not all(isinstance(day, int) and 1 <= day <= 31 for day in days):
        raise ValueError('A monthly schedule\'s "days" is a list of days, 1 to 31.')
    return tuple(sorted(set(days)))


def _is_last_day(day: datetime.date) -> bool:
    return (day + datetime.timedelta(days=1)).month != day.month


@dataclass(frozen=True)
class NumberedIssue:
    """An issue as far as numbering is concerned; a special may be without numbers."""

    number: int | None
    year_number: int | None
    date: datetime.date
    special: bool = False


@dataclass(frozen=True)
class Suggestion:
    date: datetime.date
    number: int
    year_number: int


def suggest_next(
    last: NumberedIssue | None,
    schedule: Schedule,
    *,
    today: datetime.date,
    skip: Collection[datetime.date] = (),
) -> Suggestion:
    """Date, running number and number in the year of the issue after ``last`` (a numbered one)."""
    day = schedule.next_after(last.date if last else None, today, skip)
    if last is None:
        return Suggestion(day, 1, 1)
    same_year = last.date.year == day.year
    return Suggestion(
        day,
        (last.number or 0) + 1,
        (last.year_number or 0) + 1 if same_year else 1,
    )


@dataclass(frozen=True)
class NumberingFinding:
    """Two neighbouring issues whose numbers or dates do not follow each other."""

    kind: FindingKind
    before: NumberedIssue
    after: NumberedIssue
    expected: int | None = None


def find_gaps(issues: Iterable[NumberedIssue]) -> list[NumberingFinding]:
    """Check the regular issues by date; specials without a number are passed."""
    rows = sorted(
        (issue for issue in issues if issue.number is not None),
        key=lambda issue: (issue.date, issue.number or 0),
    )
    return [
        finding for before, after in itertools.pairwise(rows) for finding in _compare(before, after)
    ]


def _compare(before: NumberedIssue, after: NumberedIssue) -> Iterator[NumberingFinding]:
    expected = (before.number or 0) + 1
    if after.number == before.number:
        yield NumberingFinding("double", before, after, expected)
    elif (after.number or 0) < expected:
        yield NumberingFinding("backwards", before, after, expected)
    elif (after.number or 0) > expected:
        yield NumberingFinding("gap", before, after, expected)
    if before.special or after.special:
        return
    if before.date.year == after.date.year:
        expected = (before.year_number or 0) + 1
        if after.year_number == before.year_number:
            yield NumberingFinding("double", before, after, expected)
        elif after.year_number != expected:
            kind: FindingKind = "gap" if (after.year_number or 0) > expected else "backwards"
            yield NumberingFinding(kind, before, after, expected)
    elif after.year_number != 1:
        yield NumberingFinding("year_restart_missing", before, after, 1)
