from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from offer_db.opening import TIMEZONE, hours_on, open_today, opening_at, public_holidays

OFFICE = "Mo-Fr 08:00-18:00; PH unknown"
SPLIT = "Mo-We 08:30-12:00; Th 08:30-12:00,14:00-17:30; PH unknown"


@pytest.mark.parametrize(
    ("osm", "moment", "expected"),
    [
        (OFFICE, datetime(2025, 10, 30, 10), (True, time(18))),
        (OFFICE, datetime(2025, 10, 30, 18), (False, None)),
        (OFFICE, datetime(2025, 11, 1, 10), (False, None)),  # a Saturday, Allerheiligen is no holiday here
        # Reformationstag is a holiday in Lower Saxony, though not in all of Germany; Fronleichnam is none.
        (OFFICE, datetime(2025, 10, 31, 10), (None, None)),
        ("Mo-Fr 08:00-18:00; PH off", datetime(2025, 10, 31, 10), (False, None)),
        (OFFICE, datetime(2025, 6, 19, 10), (True, time(18))),
        (OFFICE, datetime(2025, 7, 1, 6, 30, tzinfo=UTC), (True, time(18))),
        (OFFICE, datetime(2025, 7, 1, 5, 30, tzinfo=UTC), (False, None)),
        ("24/7", datetime(2025, 12, 25, 3), (True, None)),
        ("Mo-Su 07:00-22:00", datetime(2025, 12, 25, 10), (True, time(22))),
        ("Fr 20:00-26:00", datetime(2025, 10, 25, 1), (True, time(2))),
        ("", datetime(2025, 10, 30, 10), (None, None)),
        ("kaputt", datetime(2025, 10, 30, 10), (None, None)),
    ],
)
def test_open_and_until_when(osm: str, moment: datetime, expected: tuple[bool | None, time | None]) -> None:
    opening = opening_at(osm, moment)
    assert (opening.open_now, opening.opens_until) == expected
    assert opening.open_now is False or opening.opens_next is None


@pytest.mark.parametrize(
    ("osm", "moment", "expected"),
    [
        (OFFICE, datetime(2026, 11, 23, 7), datetime(2026, 11, 23, 8)),  # later today
        (OFFICE, datetime(2026, 11, 23, 18), datetime(2026, 11, 24, 8)),
        (OFFICE, datetime(2026, 11, 22, 12), datetime(2026, 11, 23, 8)),  # over the weekend
        (SPLIT, datetime(2026, 11, 26, 13), datetime(2026, 11, 26, 14)),  # after lunch
        # The two days of Christmas are unknown, then comes a weekend: the next opening that is certain counts.
        (OFFICE, datetime(2026, 12, 24, 19), datetime(2026, 12, 28, 8)),
        ("Mo-Fr 08:00-18:00; PH off", datetime(2026, 12, 31, 19), datetime(2027, 1, 4, 8)),  # into the next year
        ("Mo 08:00-12:00", datetime(2026, 11, 23, 12), datetime(2026, 11, 30, 8)),
        ("Jul 08:00-12:00", datetime(2026, 11, 23, 12), None),  # not within a week
        ("off", datetime(2026, 11, 23, 12), None),
    ],
)
def test_the_next_opening(osm: str, moment: datetime, expected: datetime | None) -> None:
    found = opening_at(osm, moment)
    assert found.open_now is False
    assert found.opens_next == (expected.replace(tzinfo=TIMEZONE) if expected else None)


def test_the_next_opening_is_said_in_local_time_across_the_change_of_clocks() -> None:
    found = opening_at(OFFICE, datetime(2026, 3, 28, 12, tzinfo=UTC)).opens_next  # clocks change on Sunday
    assert found is not None
    assert (found.isoformat(), found.utcoffset()) == ("2026-03-30T08:00:00+02:00", timedelta(hours=2))


@pytest.mark.parametrize(
    ("osm", "moment", "today"),
    [
        (OFFICE, datetime(2026, 11, 23, 6), True),
        (OFFICE, datetime(2026, 11, 23, 17, 59), True),
        (OFFICE, datetime(2026, 11, 23, 18), False),
        (OFFICE, datetime(2026, 11, 22, 23, 59), False),  # tomorrow is not today
        (SPLIT, datetime(2026, 11, 26, 13), True),
        (OFFICE, datetime(2026, 12, 25, 10), False),  # unknown on holidays
        ("24/7", datetime(2026, 12, 25, 23, 59), True),
        ("Fr 20:00-26:00", datetime(2026, 11, 28, 1), True),
        ("Fr 20:00-26:00", datetime(2026, 11, 28, 3), False),
        ("", datetime(2026, 11, 23, 10), False),
        ("kaputt", datetime(2026, 11, 23, 10), False),
    ],
)
def test_open_today(osm: str, moment: datetime, today: bool) -> None:
    assert open_today(osm, moment) is today


@pytest.mark.parametrize(
    ("osm", "day", "hours"),
    [
        (OFFICE, date(2026, 11, 23), ((time(8), time(18)),)),
        (SPLIT, date(2026, 11, 26), ((time(8, 30), time(12)), (time(14), time(17, 30)))),
        ("Mo 08:00-10:00,10:00-12:00", date(2026, 11, 23), ((time(8), time(12)),)),
        (OFFICE, date(2026, 11, 22), ()),  # a Sunday
        ("off", date(2026, 11, 23), ()),
        (OFFICE, date(2025, 10, 31), None),  # Reformationstag: nobody says
        ("Mo-Fr 08:00-18:00; PH off", date(2025, 10, 31), ()),
        ("24/7", date(2026, 12, 25), ((time(), time()),)),
        # past midnight: on both days
        ("Fr 20:00-26:00", date(2026, 11, 27), ((time(20), time()),)),
        ("Fr 20:00-26:00", date(2026, 11, 28), ((time(), time(2)),)),
        (OFFICE, date(2026, 3, 29), ()),  # the clocks change
        ("Su 01:00-04:00", date(2026, 3, 29), ((time(1), time(4)),)),
        ("", date(2026, 11, 23), None),
        ("kaputt", date(2026, 11, 23), None),
    ],
)
def test_hours_of_a_day(osm: str, day: date, hours: tuple[tuple[time, time], ...] | None) -> None:
    assert hours_on(osm, day) == hours


def test_holidays_reach_into_the_next_year() -> None:
    assert {day.year for day in public_holidays(2026)} == {2026, 2027}
