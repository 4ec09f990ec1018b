"""The audit log: every view of a conversation and every change, with who, when and what."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.memory.database import SECONDS_A_DAY, transaction
from bot.memory.staff.tables import AuditEntry


@dataclass(frozen=True)
class Entry:
    """One line of the log.

    Attributes:
        at: seconds since 1970.
        who: name of the account, or "Befehlszeile".
        action: German, e.g. "Unterhaltung angesehen".
        subject: id of what it was done to; may be empty.
        detail: what changed, in words; holds nothing of a family.
    """

    id: int
    at: float
    who: str
    action: str
    subject: str
    detail: str


class AuditLog:
    """Appends and reads; may be shared between threads."""

    def __init__(self, engine: sa.Engine) -> None:
        """`engine`: of the conversations, migrated."""
        self._engine = engine

    def add(self, who: str, action: str, subject: str = "", detail: str = "") -> None:
        """Writes one line.

        Raises:
            MemoryUnavailable: it was not written; then what it is about must not happen either.
        """
        with transaction(self._engine) as connection:
            connection.execute(
                sa.insert(AuditEntry).values(at=time.time(), who=who, action=action, subject=subject, detail=detail)
            )

    def latest(self, limit: int, before: int | None = None, who: str = "", subject: str = "") -> Sequence[Entry]:
        """The newest lines first, at most `limit`, older than the id `before`; of one person, about one thing."""
        columns = [getattr(AuditEntry, name) for name in Entry.__dataclass_fields__]
        query = sa.select(*columns).order_by(AuditEntry.id.desc()).limit(limit)
        if before is not None:
            query = query.where(AuditEntry.id < before)
        if who:
            query = query.where(AuditEntry.who == who)
        if subject:
            query = query.where(AuditEntry.subject == subject)
        with transaction(self._engine) as connection:
            return [Entry(*row) for row in connection.execute(query)]

    def delete_older_than(self, days: float) -> int:
        """Deletes lines older than `days`; returns how many."""
        with transaction(self._engine) as connection:
            old = sa.delete(AuditEntry).where(AuditEntry.at < time.time() - days * SECONDS_A_DAY)
            return int(connection.execute(old).rowcount)
