import datetime

import pytest

from newsroom.copydesk.numbering import NumberedIssue, Schedule, find_gaps, suggest_next

WEEKLY = Schedule("weekly", weekday=4)


def day(text):
    return datetime.date.fromisoformat(text)


def issue(number, year_number, date, **more):
    return NumberedIssue(number, year_number, day(date), **more)


def suggest(last, schedule=WEEKLY, today="2026-11-23", **more):
    found = suggest_next(last, schedule, today=day(today), **more)
    return str(found.date), found.number, found.year_number


def test_the_first_issue_ever_is_number_one_on_the_next_day_of_the_schedule():
    assert suggest(None) == ("2026-11-27", 1, 1)


def test_the_next_weekly_issue_follows_the_last_one_and_not_the_calendar_of_today():
    assert suggest(issue(634, 7, "2026-11-13")) == ("2026-11-20", 635, 8)


def test_the_number_in_the_year_starts_again_at_new_year_and_the_running_number_goes_on():
    assert suggest(issue(999, 52, "2026-12-25")) == ("2027-01-01", 1000, 1)


def test_a_paper_every_other_week_rests_a_week():
    assert suggest(issue(3, 3, "2026-11-13"), Schedule("weekly", 4, 2))[0] == "2026-11-27"


def test_a_holiday_is_skipped():
    assert suggest(issue(3, 3, "2026-11-13"), skip=[day("2026-11-20")])[0] == "2026-11-27"


@pytest.mark.parametrize(
    ("last", "expected"), [("2026-11-15", "2026-12-01"), ("2028-02-15", "2028-02-29")]
)
def test_a_monthly_day_falls_on_the_last_day_of_a_short_month(last, expected):
    days = (15, 31) if last.startswith("2028") else (1, 15)

    assert suggest(issue(3, 3, last), Schedule("monthly", days=days))[0] == expected


def test_an_irregular_paper_comes_out_today_but_never_twice_on_a_day():
    assert suggest(issue(3, 3, "2026-11-13"), Schedule("irregular"))[0] == "2026-11-23"
    assert suggest(issue(3, 3, "2026-11-23"), Schedule("irregular"))[0] == "2026-11-24"


@pytest.mark.parametrize(
    ("second", "kinds"),
    [
        (issue(11, 3, "2026-01-16"), []),
        (issue(12, 3, "2026-01-16"), ["gap"]),
        (issue(10, 3, "2026-01-16"), ["double"]),
        (issue(9, 3, "2026-01-16"), ["backwards"]),
        (issue(11, 5, "2026-01-16"), ["gap"]),
        (issue(11, 2, "2026-01-16"), ["double"]),
        (issue(11, 3, "2027-01-08"), ["year_restart_missing"]),
        (issue(11, 1, "2027-01-08"), []),
        (issue(None, None, "2026-01-16", special=True), []),
        (issue(11, None, "2026-01-16", special=True), []),
    ],
)
def test_gaps_and_doubles_are_found(second, kinds):
    findings = find_gaps([second, issue(10, 2, "2026-01-09")])

    assert [finding.kind for finding in findings] == kinds


@pytest.mark.parametrize(
    "schedule", [WEEKLY, Schedule("monthly", days=(1, 15)), Schedule("irregular")]
)
def test_a_schedule_survives_json(schedule):
    assert Schedule.from_json(schedule.as_json()) == schedule


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        {"kind": "daily"},
        {"kind": "weekly", "weekday": 7},
        {"kind": "weekly"},
        {"kind": "monthly", "days": []},
        {"kind": "monthly", "days": "15"},
        {"kind": "weekly", "weekday": True},
    ],
)
def test_a_bad_schedule_is_refused_in_one_sentence(data):
    with pytest.raises(ValueError, match=r"^A .*\.$"):
        Schedule.from_json(data)
