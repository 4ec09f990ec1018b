"""When a step of the plan is reminded of, and at which hours Lotte may write to somebody who did not just write. Pure.

The rules (docs/erinnerungen.md):
- A step that is still to come: on the day it begins, and at least two weeks before it ends.
- A step that is open already: when half of the time left is over, but in four weeks at the latest.
- At ten o'clock. Never on a Sunday or a public holiday of Lower Saxony: then on the next day that is none, or on the
  last one before it if the step would be over by then.
- What could not be sent at ten, because Lotte or a platform was down, is sent later, but between nine and nineteen.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.memory.messaging.reminders import WEEK_SECONDS
from offer_db.opening import TIMEZONE, public_holidays
from offer_db.step_times import BirthRange
from offer_db.steps import PlannedStep, plan

HOUR: Final = time(10)
FIRST_HOUR: Final = time(9)
END_HOUR: Final = time(19)
BEFORE_THE_END: Final = timedelta(days=14)
LONGEST_WAIT: Final = timedelta(days=28)
#: Whoever wrote so lately is not woken by a message.
AWAKE_SECONDS: Final = 600.0
_DAY: Final = timedelta(days=1)
_SUNDAY: Final = 6


def reminding_day(planned: PlannedStep, birth: BirthRange, today: date) -> date | None:
    """The day on which a step is reminded of; None: no day is left on which that would help.

    Args:
        planned: a step of this child that is not over.
        birth: when the child was born; of a vague one, its earliest day counts: rather too early than too late.
        today: in Europe/Berlin.
    """
    end = _first_end(planned, birth, today)
    if planned.start > today:
        wish = min(planned.start, end - BEFORE_THE_END)
    else:
        wish = today + min((end - today) // 2, LONGEST_WAIT)
    tomorrow = today + _DAY
    day = _on_or_after(max(wish, tomorrow))
    if day > planned.end:
        day = _on_or_before(planned.end)
    return day if day >= tomorrow else None


def moment_on(day: date) -> datetime:
    """When a reminder of this day is sent."""
    return datetime.combine(day, HOUR, TIMEZONE)


def last_moment(end: date) -> datetime:
    """From then on a reminder of a step that ends on `end` cannot be sent in time any more."""
    return datetime.combine(_on_or_before(end), END_HOUR, TIMEZONE)


def may_write(moment: datetime) -> bool:
    """Whether a reminder may be sent at `moment`, which is aware."""
    return next_moment(moment) <= moment


def next_moment(moment: datetime) -> datetime:
    """`moment` itself, or the next at which a reminder may be sent; aware, in Europe/Berlin."""
    local = moment.astimezone(TIMEZONE)
    if _is_working_day(local.date()) and local.time() < END_HOUR:
        return max(local, datetime.combine(local.date(), FIRST_HOUR, TIMEZONE))
    return datetime.combine(_on_or_after(local.date() + _DAY), FIRST_HOUR, TIMEZONE)


def pause_of_unasked(now: datetime, silent_seconds: float) -> float:
    """How long a reminder that is ready, but could not be sent in time, waits until it may be sent; 0.0: it may now.

    Args:
        now: aware.
        silent_seconds: since the person last wrote. Whoever has just written is awake, and their answer must not wait
            behind a reminder.
    """
    if silent_seconds < AWAKE_SECONDS:
        return 0.0
    return next_moment(now).timestamp() - now.timestamp()


def sent_at(due_at: float, others_due_at: Iterable[float], last: float | None) -> datetime:
    """When somebody is reminded who has several reminders: at most once a week, of all that is due within the week.

    Args:
        due_at: of the reminder in question, in seconds since 1970.
        others_due_at: of all others of this person that wait.
        last: when the person was reminded last; None: never.
    """
    waiting = sorted([due_at, *others_due_at])
    while True:
        earliest = waiting[0] if last is None else max(waiting[0], last + WEEK_SECONDS)
        moment = next_moment(datetime.fromtimestamp(earliest, TIMEZONE))
        last = moment.timestamp()
        if due_at <= last + WEEK_SECONDS:
            return moment
        waiting = [due for due in waiting if due > last + WEEK_SECONDS]


def _first_end(planned: PlannedStep, birth: BirthRange, today: date) -> date:
    """The first day on which the step may end: of a year of possible births, for the oldest child."""
    oldest = plan([planned.step], BirthRange(birth.earliest, birth.earliest), today)
    return oldest[0].end if oldest else planned.end


def _is_working_day(day: date) -> bool:
    return day.weekday() != _SUNDAY and day not in public_holidays(day.year)


def _on_or_after(day: date) -> date:
    while not _is_working_day(day):
        day += _DAY
    return day


def _on_or_before(day: date) -> date:
    while not _is_working_day(day):
        day -= _DAY
    return day
