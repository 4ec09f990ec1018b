"""Open now, until when, when next, the hours of a day: OSM opening hours, Lower Saxony's public holidays. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import holidays
from opening_hours import OpeningHours, State

from offer_db.hours import is_valid
from offer_db.records import Opening

TIMEZONE: Final = ZoneInfo("Europe/Berlin")
LOOK_AHEAD: Final = timedelta(days=7)
"""So far ahead the next opening is looked for; beyond, a weekday and a time would not say which."""

_HOLIDAY_RULE = re.compile(r"PH (?P<rest>.+)")


def opening_at(osm: str, moment: datetime) -> Opening:
    """Whether something is open at `moment`, until when, or when it opens next.

    Args:
        osm: an expression as `offer_db.hours.to_osm` makes them or staff write them; "" for unknown hours.
        moment: naive times are Europe/Berlin.

    Returns:
        Everything None if it is unknown or cannot be evaluated. Open around the clock has no closing time.
    """
    now = _wall_clock(moment)
    hours = _expression(osm, now.year)
    state = hours.state(now)[0] if hours else State.UNKNOWN
    if hours is None or state == State.UNKNOWN:
        return Opening()
    if state == State.OPEN:
        change = hours.next_change(now)
        if change is None or change.replace(tzinfo=None) - now > timedelta(hours=24):
            return Opening(open_now=True)
        return Opening(open_now=True, opens_until=change.time())
    start = _next_open(hours, now, now + LOOK_AHEAD)
    return Opening(open_now=False, opens_next=start.replace(tzinfo=TIMEZONE) if start else None)


def open_today(osm: str, moment: datetime) -> bool:
    """True if something is open at `moment` or opens later on the same day, for certain."""
    now = _wall_clock(moment)
    hours = _expression(osm, now.year)
    midnight = datetime.combine(now.date() + timedelta(days=1), time())
    return hours is not None and _next_open(hours, now, midnight) is not None


def hours_on(osm: str, day: date) -> tuple[tuple[time, time], ...] | None:
    """From when to when something is open on one day; empty if it is closed, None if that is unknown.

    Args:
        osm: as for `opening_at`.
        day: in Europe/Berlin. What is open past midnight counts on both days, up to midnight and from it.

    Returns:
        Pairs of start and end, early to late; an end of 00:00 is the midnight that ends the day.
    """
    hours = _expression(osm, day.year)
    if hours is None:
        return None
    midnight = datetime.combine(day, time())
    spans = hours.intervals(midnight, midnight + timedelta(days=1))
    found = tuple((state, since.time(), until.time()) for since, until, state, _ in spans)
    if any(state == State.UNKNOWN for state, _, _ in found):
        return None
    return tuple((start, end) for state, start, end in found if state == State.OPEN)


@lru_cache(maxsize=16)
def public_holidays(year: int) -> tuple[date, ...]:
    """The public holidays of Lower Saxony from 1 January of `year` to the end of the next year."""
    return tuple(sorted(holidays.country_holidays("DE", subdiv="NI", years=(year, year + 1))))


def _wall_clock(moment: datetime) -> datetime:
    return moment.astimezone(TIMEZONE).replace(tzinfo=None) if moment.tzinfo else moment


def _next_open(hours: OpeningHours, start: datetime, end: datetime) -> datetime | None:
    """Start of the first stretch between the two that is open; `start` itself if it is open already."""
    for since, _, state, _ in hours.intervals(start, end):
        if state == State.OPEN:
            return max(start, since.replace(tzinfo=None))
    return None


@lru_cache(maxsize=4096)
def _expression(osm: str, year: int) -> OpeningHours | None:
    if not is_valid(osm):
        return None
    rules = [rule.strip() for rule in osm.split(";")]
    return OpeningHours("; ".join(_with_dates(rule, year) for rule in rules))


def _with_dates(rule: str, year: int) -> str:
    # The library knows only holidays of all Germany; Lower Saxony also has Reformationstag, so we write the days out.
    match = _HOLIDAY_RULE.fullmatch(rule)
    if match is None:
        return rule
    return f"{','.join(_day_name(day) for day in public_holidays(year))} {match['rest']}"


def _day_name(day: date) -> str:
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day.year} {months[day.month - 1]} {day.day:02d}"
