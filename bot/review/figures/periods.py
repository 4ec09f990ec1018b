"""Which days the figures are of, as it stands in the address: `?zeitraum=30`, or `von` and `bis`. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from bot.memory.reviewing.figures import Period
from offer_db.opening import TIMEZONE

FROM_TO: Final = "von_bis"
PERIODS: Final[Mapping[str, str]] = {
    "7": "Letzte 7 Tage",
    "30": "Letzte 30 Tage",
    "90": "Letzte 90 Tage",
    FROM_TO: "Von – bis",
}
DEFAULT: Final = "30"
LONGEST_DAYS: Final = 731
_LONGEST_FIELD: Final = 20


@dataclass(frozen=True)
class ChosenPeriod:
    """What somebody chose.

    Attributes:
        key: one of `PERIODS`.
        start, end: what stands in the two fields.
        period: the days; those of `DEFAULT` where the fields cannot be used.
        problems: field ("von", "bis") → German sentence.
    """

    key: str
    start: str
    end: str
    period: Period
    problems: Mapping[str, str]

    @property
    def query(self) -> str:
        """The part of the address behind the question mark."""
        fields = {"von": self.start, "bis": self.end} if self.key == FROM_TO else {}
        return urlencode({"zeitraum": self.key, **fields})


def read_period(query: Mapping[str, str], today: date) -> ChosenPeriod:
    """Reads the address; today is the last day unless one is named."""
    key = query.get("zeitraum", "")
    start, end = (query.get(name, "").strip()[:_LONGEST_FIELD] for name in ("von", "bis"))
    if key not in PERIODS:
        key = FROM_TO if start or end else DEFAULT
    if key != FROM_TO:
        return ChosenPeriod(key, "", "", _last(int(key), today), {})
    problems: dict[str, str] = {}
    first, last = _day(start, "von", problems), _day(end, "bis", problems) or today
    if first and first > last:
        problems["bis"] = "Der letzte Tag liegt vor dem ersten."
    elif first and (last - first).days >= LONGEST_DAYS:
        problems["von"] = "Bitte wählen Sie höchstens zwei Jahre."
    elif not first and not problems:
        problems["von"] = "Bitte schreiben Sie den ersten Tag, zum Beispiel 01.11.2026."
    period = _last(int(DEFAULT), today) if problems or not first else Period(first, last, TIMEZONE)
    return ChosenPeriod(key, start, end, period, problems)


def is_whole(period: Period, today: date, retention_days: float) -> bool:
    """Whether no conversation of these days can have been deleted because of its age."""
    return period.first > today - timedelta(days=retention_days)


def _last(days: int, today: date) -> Period:
    return Period(today - timedelta(days=days - 1), today, TIMEZONE)


def _day(words: str, name: str, problems: dict[str, str]) -> date | None:
    if not words:
        return None
    for form in ("%Y-%m-%d", "%d.%m.%Y"):  # browsers without a calendar leave it to the hand
        try:
            day = datetime.strptime(words, form).date()
        except ValueError:
            continue
        if 2000 <= day.year <= 2999:
            return day
    problems[name] = "Bitte schreiben Sie den Tag wie 23.11.2026."
    return None
