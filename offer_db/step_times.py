"""From a birth that is known as a range of days to the days of a step: months of life and school years. Pure.

Which step is due when stands, with its source, in data/gifhorn/uebergaenge.yml; here is only the arithmetic.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

_DAY: Final = timedelta(days=1)
_HALF_MONTH: Final = timedelta(days=15)
_SCHOOL_AGE: Final = 6
_SCHOOL_BEGINS: Final = 8  # August, the first month of a school year
_LAST_BIRTHDAY: Final = (10, 1)
"""§ 64 NSchG: the sixth year of life is completed by 30 September. A year of life ends the day before the birthday
(§§ 187, 188 BGB), so a child born on 1 October still belongs to the year."""


class SchoolEvent(StrEnum):
    """The beginnings from which calendar dates are counted."""

    EINSCHULUNG = "einschulung"
    KLASSE_5 = "klasse_5"


_YEARS_AFTER_ENTRY: Final = {SchoolEvent.EINSCHULUNG: 0, SchoolEvent.KLASSE_5: 4}


@dataclass(frozen=True)
class BirthRange:
    """The days on which a child may have been, or may be, born; both included.

    Raises:
        ValueError: the ends are the wrong way round.
    """

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"birth range {self.earliest}..{self.latest} ends before it begins")


@dataclass(frozen=True, order=True)
class Window:
    """From the first to the last day on which a step can be taken, both included."""

    start: date
    end: date


@dataclass(frozen=True)
class DaysOfYear:
    """From one (month, day) to another, both included; an end before the start lies in the next year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def from_year(self, year: int) -> Window:
        """The window that begins in `year`."""
        return Window(date(year, *self.first), date(year + (self.last < self.first), *self.last))


@dataclass(frozen=True)
class LifeMonths:
    """Months of life counted from birth, 0 the first one, negative before birth; the last one is still open."""

    first: int
    last: int


@dataclass(frozen=True)
class SchoolDates:
    """Days of a calendar year; `year` is relative to the calendar year of the event."""

    event: SchoolEvent
    year: int
    days: DaysOfYear


def birth_range(age_months: tuple[int, int], today: date) -> BirthRange:
    """The days of birth that fit an age in completed months; 36..47 (3 years) gives twelve months.

    Negative ages are months until birth: -5..-4 is a birth in four to five months; -9..0 one between today and in nine.
    """
    youngest, oldest = age_months
    latest = add_months(today, -youngest)
    if oldest > 0 or youngest == 0:
        return BirthRange(min(add_months(today, -oldest - 1) + _DAY, latest), latest)
    if youngest == oldest:  # a count rounded to whole months, not a day
        return BirthRange(max(latest - _HALF_MONTH, today), latest + _HALF_MONTH)
    return BirthRange(add_months(today, -oldest), latest)


def school_year(birth: date) -> int:
    """The calendar year in whose summer a child's compulsory schooling begins in Lower Saxony."""
    return birth.year + _SCHOOL_AGE + ((birth.month, birth.day) > _LAST_BIRTHDAY)


def at_school(birth: BirthRange, today: date) -> BirthRange:
    """The births of a range whose school has begun by today."""
    entered = today.year - (today.month < _SCHOOL_BEGINS)
    youngest = date(entered - _SCHOOL_AGE, *_LAST_BIRTHDAY)
    return BirthRange(min(birth.earliest, youngest), min(birth.latest, youngest))


def windows(time: LifeMonths | SchoolDates, birthdays: DaysOfYear | None, birth: BirthRange) -> Iterator[Window]:
    """The windows that are possible: one for every school year and run of birthdays the birth may lie in.

    Args:
        time: when the step is due.
        birthdays: the only birthdays it is for; None for all.
        birth: when the child was born.
    """
    for born in _births_meant(birthdays, birth):
        if isinstance(time, LifeMonths):
            yield Window(add_months(born.earliest, time.first), add_months(born.latest, time.last + 1) - _DAY)
            continue
        offset = _YEARS_AFTER_ENTRY[time.event] + time.year
        for year in range(school_year(born.earliest), school_year(born.latest) + 1):
            yield time.days.from_year(year + offset)


def _births_meant(birthdays: DaysOfYear | None, birth: BirthRange) -> Iterator[BirthRange]:
    if birthdays is None:
        yield birth
        return
    for year in range(birth.earliest.year - 1, birth.latest.year + 1):
        run = birthdays.from_year(year)
        first, last = max(run.start, birth.earliest), min(run.end, birth.latest)
        if first <= last:
            yield BirthRange(first, last)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last day where there is none (§ 188 Abs. 3 BGB)."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
