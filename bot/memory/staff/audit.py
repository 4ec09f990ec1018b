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
        action: German, e.g. "Gespräch angesehen".
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

    def latest(
        self,
        limit: int,
        before: int | None = None,
        who: str = "",
        subject: str = "",
        action: str = "",
        after: int | None = None,
    ) -> Sequence[Entry]:
        """The newest lines first, at most `limit`.

        Args:
            limit: how many at most.
            before: only lines older than this id.
            who: of one person.
            subject: about one thing.
            action: of one kind.
            after: only lines newer than this id, the oldest of them, still newest first.
        """
        columns = [getattr(AuditEntry, name) for name in Entry.__dataclass_fields__]
        order = AuditEntry.id.desc() if after is None else AuditEntry.id.asc()
        query = sa.select(*columns).order_by(order).limit(limit)
        if before is not None:
            query = query.where(AuditEntry.id < before)
        if after is not None:
            query = query.where(AuditEntry.id > after)
        for column, value in ((AuditEntry.who, who), (AuditEntry.subject, subject), (AuditEntry.action, action)):
            if value:
                query = query.where(column == value)
        with transaction(self._engine) as connection:
            entries = [Entry(*row) for row in connection.execute(query)]
        return entries if after is None else entries[::-1]

    def choices(self) -> tuple[Sequence[str], Sequence[str]]:
        """Everybody who, and every kind of thing that, stands in the log, by the alphabet."""
        with transaction(self._engine) as connection:
            people, actions = (
                tuple(connection.scalars(sa.select(column).distinct().order_by(column)))
                for column in (AuditEntry.who, AuditEntry.action)
            )
        return people, actions

    def delete_older_than(self, days: float) -> int:
        """Deletes lines older than `days`; returns how many."""
        with transaction(self._engine) as connection:
            old = sa.delete(AuditEntry).where(AuditEntry.at < time.time() - days * SECONDS_A_DAY)
            return int(connection.execute(old).rowcount)
