"""Figures on conversations in a period: how many, how many were shown offers, what helped, where Lotte failed.

Everything is counted in the database from the columns beside each conversation; no word of a family is read. A
conversation belongs to the period it began in. Counting by the hour it began in, in one pass, gives the totals, the
weeks and the times of day together: 100,000 conversations take one index scan and become some thousand rows.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from bot.memory.conversations import Conversation
from bot.memory.database import transaction
from bot.memory.reviewing.filtering import HELD
from bot.memory.reviewing.summary import NO, YES

#: Fewer conversations in a language than this are counted together: three Arabic families are nearly persons.
SMALLEST_LANGUAGE: Final = 5
OTHER_LANGUAGES: Final = ""
_HOUR: Final = 3600
Counts = tuple[int, ...]
"""The fields of `Totals`, in their order."""


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included, as days begin and end at this place."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def seconds(self) -> tuple[float, float]:
        """Since 1970: the first second of the first day, and the first one after the last day."""
        return _midnight(self.first, self.zone), _midnight(self.last + timedelta(days=1), self.zone)

    @property
    def before(self) -> Period:
        """The period just as long that ends where this one begins."""
        return Period(
            self.first - (self.last - self.first) - timedelta(days=1), self.first - timedelta(days=1), self.zone
        )


@dataclass(frozen=True)
class Totals:
    """Numbers that can be added up.

    Attributes:
        conversations: that began in the period.
        with_offer: of these, with at least one offer shown.
        nothing_found: of these, in which a search at least once found nothing that fits just so.
        asked_yes, asked_no: of these, that answered "Hat das geholfen?".
        messages: of parents, typed or tapped.
        not_understood: of these messages, answered with "nicht verstanden".
        with_fallback: conversations with at least one of those.
        in_danger: conversations in which danger was recognised.
    """

    conversations: int = 0
    with_offer: int = 0
    nothing_found: int = 0
    asked_yes: int = 0
    asked_no: int = 0
    messages: int = 0
    not_understood: int = 0
    with_fallback: int = 0
    in_danger: int = 0

    @property
    def answered(self) -> int:
        """Conversations that said whether it helped."""
        return self.asked_yes + self.asked_no

    @property
    def share_with_offer(self) -> float | None:
        """0..1; None without a conversation."""
        return _share(self.with_offer, self.conversations)

    @property
    def share_helped(self) -> float | None:
        """Of those who answered, 0..1; None if nobody has."""
        return _share(self.asked_yes, self.answered)

    @property
    def share_not_understood(self) -> float | None:
        """Of the messages, 0..1."""
        return _share(self.not_understood, self.messages)

    @property
    def share_with_fallback(self) -> float | None:
        """Of the conversations, 0..1."""
        return _share(self.with_fallback, self.conversations)

    @property
    def share_nothing_found(self) -> float | None:
        """Of the conversations, 0..1."""
        return _share(self.nothing_found, self.conversations)


@dataclass(frozen=True)
class Week:
    """A calendar week, as far as it lies in the period; `monday` may lie before it."""

    monday: date
    totals: Totals


@dataclass(frozen=True)
class Figures:
    """What the page of figures shows.

    Attributes:
        totals: of the period.
        before: of the period before.
        weeks: every week of the period, in order, also those without a conversation.
        hours: conversations by the hour of the day they began in, 24 numbers.
        turns_to_offer: parent's messages until the first offer → conversations.
        median_turns_before: of the period before.
        languages: code → conversations, most first; `OTHER_LANGUAGES` last, for all that are rare.
        channels: channel → conversations, most first; "" where it is not known.
        dangers: first kind of danger → conversations, most first.
    """

    totals: Totals
    before: Totals
    weeks: tuple[Week, ...]
    hours: tuple[int, ...]
    turns_to_offer: Mapping[int, int]
    median_turns_before: float | None
    languages: Mapping[str, int]
    channels: Mapping[str, int]
    dangers: Mapping[str, int]

    @property
    def median_turns(self) -> float | None:
        """Of `turns_to_offer`; None if no conversation was shown an offer."""
        return median(self.turns_to_offer)


def figures(engine: sa.Engine, period: Period) -> Figures:
    """Counts one period and the one before.

    Raises:
        MemoryUnavailable: the database does not answer.
    """
    first, end = period.seconds
    with transaction(engine) as connection:
        hourly = dict(_hourly(connection, period.before.seconds[0], end))
        mixed = list(_mixed(connection, first, end))
        turns_before = _turns(_mixed(connection, period.before.seconds[0], first))
    within = {hour: counts for hour, counts in hourly.items() if hour * _HOUR >= first}
    return Figures(
        totals=_sum(within.values()),
        before=_sum(counts for hour, counts in hourly.items() if hour * _HOUR < first),
        weeks=tuple(_weeks(within, period)),
        hours=_hours(within, period.zone),
        turns_to_offer=_turns(mixed),
        median_turns_before=median(turns_before),
        languages=_rare_together(_counted((row.language, row.number) for row in mixed)),
        channels=_counted((row.channel, row.number) for row in mixed),
        dangers=_counted((row.crisis, row.number) for row in mixed if row.crisis),
    )


def median(counts: Mapping[int, int]) -> float | None:
    """The middle of values that each occur so often; between the two middle ones where their number is even."""
    values = list(Counter(counts).elements())
    return statistics.median(values) if values else None


def _hourly(connection: sa.Connection, first: float, end: float) -> Iterator[tuple[int, Counts]]:
    """The numbers of `Totals` by full hours since 1970; days begin at full hours here, so nothing is cut in two."""
    hour = sa.cast(sa.func.floor(Conversation.created_at / _HOUR), sa.Integer).label("hour")
    columns = (
        sa.func.count(),
        _number(Conversation.first_offer_turn.is_not(None)),
        _number(Conversation.no_offer),
        _number(Conversation.helped == YES),
        _number(Conversation.helped == NO),
        sa.func.sum(Conversation.turns),
        sa.func.sum(Conversation.fallbacks),
        _number(Conversation.fallbacks > 0),
        _number(Conversation.crisis.is_not(None)),
    )
    for row in connection.execute(_begun(sa.select(hour, *columns), first, end).group_by(hour)):
        hour_number, *counts = row
        yield int(hour_number), tuple(counts)


def _mixed(connection: sa.Connection, first: float, end: float) -> Iterable[sa.Row[*tuple[Any, ...]]]:
    """How many conversations there are of every mixture of what is told apart: one pass instead of four."""
    what = (Conversation.language, Conversation.channel, Conversation.crisis, Conversation.first_offer_turn)
    counted = sa.select(*what, sa.func.count().label("number"))
    return connection.execute(_begun(counted, first, end).group_by(*what))


def _begun(query: sa.Select[*tuple[Any, ...]], first: float, end: float) -> sa.Select[*tuple[Any, ...]]:
    return query.where(Conversation.created_at >= first, Conversation.created_at < end, HELD)


def _number(condition: sa.ColumnElement[bool] | InstrumentedAttribute[bool]) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((condition, 1), else_=0))


def _sum(rows: Iterable[Counts]) -> Totals:
    """Column by column: thousands of hours are added up in a few milliseconds."""
    return Totals(*(sum(map(int, column)) for column in zip(*rows, strict=True)))


def _weeks(hourly: Mapping[int, Counts], period: Period) -> Iterator[Week]:
    weeks: dict[date, list[Counts]] = {}
    for hour, counts in hourly.items():
        weeks.setdefault(_monday(datetime.fromtimestamp(hour * _HOUR, period.zone).date()), []).append(counts)
    monday = _monday(period.first)
    while monday <= period.last:
        yield Week(monday, _sum(weeks.get(monday, ())))
        monday += timedelta(weeks=1)


def _hours(hourly: Mapping[int, Counts], zone: ZoneInfo) -> tuple[int, ...]:
    counts: Counter[int] = Counter()
    for hour, (conversations, *_) in hourly.items():
        counts[datetime.fromtimestamp(hour * _HOUR, zone).hour] += conversations
    return tuple(counts[hour] for hour in range(24))


def _turns(mixed: Iterable[sa.Row[*tuple[Any, ...]]]) -> Mapping[int, int]:
    counts: Counter[int] = Counter()
    for row in mixed:
        if row.first_offer_turn is not None:
            counts[int(row.first_offer_turn)] += row.number
    return dict(sorted(counts.items()))


def _counted(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Sums by name, most first, then by name."""
    sums: Counter[str] = Counter()
    for name, number in pairs:
        sums[name] += number
    return dict(sorted(sums.items(), key=lambda entry: (-entry[1], entry[0])))


def _rare_together(languages: Mapping[str, int]) -> dict[str, int]:
    often = {code: number for code, number in languages.items() if number >= SMALLEST_LANGUAGE}
    rare = sum(languages.values()) - sum(often.values())
    return {**often, OTHER_LANGUAGES: rare} if rare else often


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _midnight(day: date, zone: ZoneInfo) -> float:
    return datetime.combine(day, time(), zone).timestamp()


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
