"""How often something happened, by day and platform: what an operator sees of the messengers without seeing anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from bot.memory.database import transaction
from bot.memory.messaging.store import Store, now_or, upsert
from bot.memory.messaging.tables import MessengerCount
from offer_db.opening import TIMEZONE


class What(StrEnum):
    """What is counted."""

    RECEIVED = "empfangen"
    ANSWERED = "beantwortet"
    DUPLICATE = "doppelt"
    REFUSED = "abgewiesen"
    TOO_OLD = "zu_alt"
    SENT = "gesendet"
    LATER = "spaeter"
    UNDELIVERABLE = "nicht_zustellbar"
    UNREADABLE = "unlesbar"  # sealed with another secret, or no adapter could read it
    GIVEN_UP = "aufgegeben"  # a letter that cannot be answered, whoever tries


@dataclass(frozen=True)
class Count:
    """How often something happened on a day (as in Gifhorn, "2026-11-23")."""

    day: str
    platform: str
    what: str
    count: int


class Counts(Store):
    """Counts; the postbox counts what it does by itself, the rest is the gateway's."""

    def add(self, platform: str, what: What | str, n: int = 1, now: float | None = None) -> None:
        """Adds `n` to today."""
        with self._transaction() as connection:
            add(connection, platform, what, now_or(now), n)

    def since(self, days: int, now: float | None = None) -> Sequence[Count]:
        """Today and the `days` before, oldest first; nothing for what did not happen."""
        first = _moment(now_or(now)).date() - timedelta(days=days)
        columns = (MessengerCount.day, MessengerCount.platform, MessengerCount.what, MessengerCount.count)
        query = sa.select(*columns).where(MessengerCount.day >= first.isoformat()).order_by(*columns[:3])
        with self._reading() as connection:
            return [Count(*row) for row in connection.execute(query)]


def between(engine: sa.Engine, first: date, last: date) -> Mapping[str, Mapping[str, int]]:
    """What happened on these days (both included), added up: platform → `What` → how often. For the team's pages.

    Raises:
        MemoryUnavailable: see there.
    """
    table = MessengerCount
    query = (
        sa.select(table.platform, table.what, sa.func.sum(table.count))
        .where(table.day.between(first.isoformat(), last.isoformat()))
        .group_by(table.platform, table.what)
        .order_by(table.platform)
    )
    found: dict[str, dict[str, int]] = {}
    with transaction(engine) as connection:
        for platform, what, number in connection.execute(query):
            found.setdefault(platform, {})[what] = int(number)
    return found


def add(connection: sa.Connection, platform: str, what: What | str, now: float, n: int = 1) -> None:
    """Counts within a transaction: one count, and as its last statement, so that nobody waits for two."""
    row = upsert(connection, MessengerCount).values(
        day=_moment(now).date().isoformat(), platform=platform, what=str(what), count=n
    )
    connection.execute(
        row.on_conflict_do_update(
            index_elements=["day", "platform", "what"], set_={"count": MessengerCount.count + row.excluded.count}
        )
    )


def _moment(now: float) -> datetime:
    return datetime.fromtimestamp(now, TIMEZONE)
