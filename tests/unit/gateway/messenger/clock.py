"""A clock for reminders that stands, and is put forward.

The office goes by the real one: what becomes due by this clock is sent at once only if it is not ahead of it.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.gateway.messenger.reminding_days import may_write
from offer_db.opening import TIMEZONE


class Clock:
    """Attributes: `now`, aware."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def working_noon(days: int) -> datetime:
    """Noon of the last day on which Lotte may remind, at least so many days ago."""
    noon = datetime.combine(datetime.now(TIMEZONE).date() - timedelta(days=days), time(12), TIMEZONE)
    while not may_write(noon):
        noon -= timedelta(days=1)
    return noon
