"""The day and the hour of reminders, as tables."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.gateway.messenger.reminding_days import (
    last_moment,
    may_write,
    moment_on,
    next_moment,
    pause_of_unasked,
    reminding_day,
    sent_at,
)
from bot.memory.messaging.reminders import WEEK_SECONDS
from offer_db.opening import TIMEZONE
from offer_db.step_times import BirthRange, DaysOfYear, LifeMonths, SchoolDates, SchoolEvent
from offer_db.steps import Step, plan

TODAY = date(2026, 11, 23)
"""A Monday."""


def step(time: LifeMonths | SchoolDates, birthdays: DaysOfYear | None = None) -> Step:
    return Step(
        id="u7", title="U7 beim Kinderarzt", text="", time=time, birthdays=birthdays, deadline="", bring=(), offers=(),
        topics=(), need="gesundheit", sources=(), certain=True, valid_from=None, valid_to=None, verified_on=None,
    )  # fmt: skip


def born(first: str, last: str | None = None) -> BirthRange:
    return BirthRange(date.fromisoformat(first), date.fromisoformat(last or first))


def year_of_school(first: tuple[int, int], last: tuple[int, int]) -> SchoolDates:
    return SchoolDates(SchoolEvent.EINSCHULUNG, 0, DaysOfYear(first, last))


@pytest.mark.parametrize(
    ("time", "birth", "day"),
    [
        # still to come: the day it begins
        (LifeMonths(20, 23), born("2025-05-10"), "2027-01-11"),  # 10 January is a Sunday
        (LifeMonths(20, 23), born("2025-05-12"), "2027-01-12"),
        (LifeMonths(20, 23), born("2025-08-25"), "2027-04-26"),  # a Sunday
        (year_of_school((1, 1), (5, 1)), born("2021-08-01"), "2027-01-02"),  # New Year
        (year_of_school((5, 1), (5, 31)), born("2021-08-01"), "2027-05-03"),  # 1 May, a Saturday, and the Sunday behind
        (year_of_school((10, 31), (12, 31)), born("2021-08-01"), "2027-11-01"),  # Reformation Day, and a Sunday at that
        (year_of_school((3, 26), (5, 31)), born("2021-08-01"), "2027-03-27"),  # Good Friday; Saturday will do
        # a short one: two weeks before it ends, but not today
        (year_of_school((2, 1), (2, 7)), born("2021-08-01"), "2027-01-25"),  # 24 January is a Sunday
        (SchoolDates(SchoolEvent.EINSCHULUNG, -1, DaysOfYear((11, 25), (11, 27))), born("2021-08-01"), "2026-11-24"),
        # open: half of the time left, in four weeks at most
        (LifeMonths(20, 23), born("2025-02-01"), "2026-12-21"),
        (LifeMonths(20, 23), born("2024-12-14"), "2026-12-03"),  # until 13 December
        (LifeMonths(20, 23), born("2024-11-27"), "2026-11-24"),
        (LifeMonths(20, 23), born("2024-11-25"), "2026-11-24"),
        (LifeMonths(20, 23), born("2024-11-24"), None),  # the last day
        (LifeMonths(5, 71), born("2024-11-24"), "2026-12-21"),  # open for years
        # vague: the oldest child that it may be
        (LifeMonths(33, 35), born("2023-11-24", "2024-11-23"), "2026-11-24"),
        (LifeMonths(36, 38), born("2023-11-24", "2024-11-23"), "2026-11-24"),  # for the oldest it begins tomorrow
        (LifeMonths(24, 29), born("2024-06-01", "2024-06-30"), "2026-11-26"),
    ],
)  # fmt: skip
def test_the_day(time: LifeMonths | SchoolDates, birth: BirthRange, day: str | None) -> None:
    (planned,) = plan([step(time)], birth, TODAY)
    assert reminding_day(planned, birth, TODAY) == (day and date.fromisoformat(day))


def test_nobody_is_reminded_of_what_ends_before_the_next_working_day() -> None:
    saturday, birth = date(2026, 11, 21), born("2026-10-23")
    (planned,) = plan([step(LifeMonths(0, 0))], birth, saturday)
    assert planned.end == date(2026, 11, 22)
    assert reminding_day(planned, birth, saturday) is None


def test_only_birthdays_that_are_meant() -> None:
    late = DaysOfYear((7, 2), (10, 1))
    birth = born("2021-01-01", "2021-12-31")
    (planned,) = plan([step(year_of_school((1, 1), (5, 1)), late)], birth, TODAY)
    assert reminding_day(planned, birth, TODAY) == date(2027, 1, 2)


@pytest.mark.parametrize("start", range(0, 800, 3))
def test_every_day_is_tomorrow_or_later_in_time_and_a_working_day(start: int) -> None:
    today = date(2026, 11, 1) + timedelta(days=start)
    for months, span in ((0, 0), (3, 31), (20, 365)):
        birth = BirthRange(date(2025, 1, 15), date(2025, 1, 15) + timedelta(days=span))
        for planned in plan([step(LifeMonths(months, months + 2))], birth, today):
            day = reminding_day(planned, birth, today)
            if day is None:
                assert planned.end - today < timedelta(days=5)
                continue
            assert today < day <= planned.end
            assert may_write(moment_on(day))
            assert moment_on(day) < last_moment(planned.end)


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        ("2026-11-23 10:00", "2026-11-23 10:00"),
        ("2026-11-23 08:59", "2026-11-23 09:00"),
        ("2026-11-23 09:00", "2026-11-23 09:00"),
        ("2026-11-23 18:59", "2026-11-23 18:59"),
        ("2026-11-23 19:00", "2026-11-24 09:00"),
        ("2026-11-24 00:30", "2026-11-24 09:00"),
        ("2026-11-28 20:00", "2026-11-30 09:00"),  # Saturday in the evening
        ("2026-11-29 12:00", "2026-11-30 09:00"),  # Sunday
        ("2026-12-24 12:00", "2026-12-24 12:00"),
        ("2026-12-24 19:00", "2026-12-28 09:00"),  # Christmas, 26 a Saturday, 27 a Sunday
        ("2027-03-26 12:00", "2027-03-27 09:00"),  # Good Friday
        ("2027-03-28 12:00", "2027-03-30 09:00"),  # Easter; the clocks change on Sunday
        ("2026-10-31 12:00", "2026-11-02 09:00"),  # Reformation Day is a holiday in Lower Saxony, a Saturday
        ("2026-06-04 12:00", "2026-06-04 12:00"),  # Corpus Christi is none
    ],
)
def test_the_hour(moment: str, sent: str) -> None:
    asked, answer = (datetime.fromisoformat(one).replace(tzinfo=TIMEZONE) for one in (moment, sent))
    assert next_moment(asked) == answer
    assert may_write(asked) == (asked == answer)


@pytest.mark.parametrize(
    ("moment", "silent_seconds", "pause"),
    [
        ("2026-11-23 12:00", 86_400.0, 0.0),
        ("2026-11-23 20:00", 86_400.0, 13 * 3600.0),
        ("2026-11-28 19:30", 601.0, 37.5 * 3600.0),
        ("2027-03-27 20:00", 86_400.0, (3 * 24 - 11 - 1) * 3600.0),  # Easter, and the clocks are put forward
        ("2026-11-23 03:00", 599.0, 0.0),  # they have just written
    ],
)
def test_what_is_ready_too_late_waits_for_the_morning(moment: str, silent_seconds: float, pause: float) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=TIMEZONE)
    assert pause_of_unasked(now, silent_seconds) == pause


@pytest.mark.parametrize(
    ("day", "utc"), [("2027-03-27", "09:00"), ("2027-03-30", "08:00"), ("2026-10-24", "08:00"), ("2026-10-26", "09:00")]
)
def test_ten_is_ten_in_gifhorn_in_summer_and_in_winter(day: str, utc: str) -> None:
    expected = datetime.fromisoformat(f"{day} {utc}+00:00")
    assert moment_on(date.fromisoformat(day)).timestamp() == expected.timestamp()


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("2026-11-23", "2026-11-23"),
        ("2026-11-29", "2026-11-28"),
        ("2026-12-27", "2026-12-24"),
        ("2027-01-01", "2026-12-31"),
    ],
)
def test_the_last_moment_of_a_step(end: str, last: str) -> None:
    assert last_moment(date.fromisoformat(end)) == datetime.fromisoformat(f"{last} 19:00").replace(tzinfo=TIMEZONE)


@pytest.mark.parametrize(
    ("days", "others", "last", "sent"),
    [
        (10, [], None, 10),
        (10, [3], None, 3),  # seven days later is within the week
        (11, [3], None, 11),
        (15, [3, 9], None, 15),  # 3 and 9 together, then 15 by itself
        (17, [3, 11], None, 11),
        (8, [3], 2, 9),  # both wait till a week after the last
        (1, [], 0, 7),
        (6, [], 0, 7),
        (5, [], -1, 7),  # a week after the last is a Sunday
        (30, [1, 2, 3], 0, 30),
    ],
)
def test_at_most_once_a_week(days: int, others: list[int], last: int | None, sent: int) -> None:
    monday = datetime(2026, 3, 2, 10, tzinfo=TIMEZONE)

    def at(day: int) -> float:
        return (monday + timedelta(days=day)).timestamp()

    moment = sent_at(at(days), [at(one) for one in others], None if last is None else at(last))
    assert (moment.date() - monday.date()).days == sent
    assert may_write(moment)
    assert last is None or moment.timestamp() >= at(last) + WEEK_SECONDS
