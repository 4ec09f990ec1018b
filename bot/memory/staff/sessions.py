"""Who is signed in: a random token in the browser, its hash here, ended by time, sign-out or a closed account."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.memory.database import transaction
from bot.memory.staff.tables import Role, StaffAccount, StaffSession


@dataclass(frozen=True)
class Staff:
    """Whoever is signed in.

    Attributes:
        account_id: of `StaffAccount`.
        name: of the account.
        role: what they may do.
        csrf: secret of this session that every form carries.
        ends_at: then the session ends even if it is used, in seconds since 1970.
        seen_at: last use, to the half minute, in seconds since 1970.
    """

    account_id: int
    name: str
    role: Role
    csrf: str
    ends_at: float = 0.0
    seen_at: float = 0.0


@dataclass(frozen=True)
class OpenSession:
    """A browser that is signed in; times in seconds since 1970.

    Attributes:
        seen_at: last request, to the half minute.
        is_this: of the token that was given.
    """

    created_at: float
    seen_at: float
    is_this: bool


class StaffSessions:
    """Starts, finds and ends sessions; may be shared between threads."""

    def __init__(
        self,
        engine: sa.Engine,
        *,
        idle_seconds: float,
        longest_seconds: float,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """A session ends after `idle_seconds` without a request, and after `longest_seconds` in any case."""
        self._engine = engine
        self._clock = clock
        self._idle = idle_seconds
        self._longest = longest_seconds

    def start(self, account_id: int) -> str:
        """A new session of this account; returns the token for the cookie, which nothing here can tell again."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with transaction(self._engine) as connection:
            connection.execute(
                sa.insert(StaffSession).values(
                    token_hash=_hash(token),
                    account_id=account_id,
                    csrf=secrets.token_urlsafe(32),
                    created_at=now,
                    seen_at=now,
                )
            )
        return token

    def find(self, token: str) -> Staff | None:
        """Whose session it is; None if there is none, it is over, or the account is closed. Does not count as use."""
        query = (
            sa.select(
                StaffAccount.id,
                StaffAccount.name,
                StaffAccount.role,
                StaffSession.csrf,
                StaffSession.seen_at,
                StaffSession.created_at,
            )
            .join(StaffAccount, StaffAccount.id == StaffSession.account_id)
            .where(StaffSession.token_hash == _hash(token), StaffAccount.active, sa.not_(self._is_over()))
        )
        with transaction(self._engine) as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return Staff(row.id, row.name, Role(row.role), row.csrf, row.created_at + self._longest, row.seen_at)

    def needs_mark(self, staff: Staff) -> bool:
        """Whether a use of now has to be written down; not every request need write."""
        return self._clock() - staff.seen_at > min(30.0, self._idle / 10)

    def mark_used(self, token: str) -> None:
        """Lets the idle time of a session begin anew."""
        seen = sa.update(StaffSession).where(StaffSession.token_hash == _hash(token)).values(seen_at=self._clock())
        with transaction(self._engine) as connection:
            connection.execute(seen)

    def end(self, token: str) -> None:
        """Signs this browser out."""
        with transaction(self._engine) as connection:
            connection.execute(sa.delete(StaffSession).where(StaffSession.token_hash == _hash(token)))

    def end_all(self, account_id: int) -> int:
        """Signs an account out everywhere; returns how many sessions that were."""
        with transaction(self._engine) as connection:
            ended = connection.execute(sa.delete(StaffSession).where(StaffSession.account_id == account_id))
            return int(ended.rowcount)

    def end_others(self, account_id: int, token: str) -> int:
        """Signs an account out everywhere but here; returns how many sessions that were."""
        others = sa.and_(StaffSession.account_id == account_id, StaffSession.token_hash != _hash(token))
        with transaction(self._engine) as connection:
            return int(connection.execute(sa.delete(StaffSession).where(others)).rowcount)

    def of_account(self, account_id: int, token: str) -> Sequence[OpenSession]:
        """Where an account is signed in, last used first; `token`: of the browser that asks."""
        query = (
            sa.select(StaffSession.created_at, StaffSession.seen_at, StaffSession.token_hash)
            .where(StaffSession.account_id == account_id, sa.not_(self._is_over()))
            .order_by(StaffSession.seen_at.desc(), StaffSession.token_hash)
        )
        with transaction(self._engine) as connection:
            rows = connection.execute(query).all()
        return [OpenSession(row.created_at, row.seen_at, row.token_hash == _hash(token)) for row in rows]

    def delete_expired(self) -> int:
        """Removes sessions that are over; returns how many."""
        with transaction(self._engine) as connection:
            return int(connection.execute(sa.delete(StaffSession).where(self._is_over())).rowcount)

    def _is_over(self) -> sa.ColumnElement[bool]:
        now = self._clock()
        return sa.or_(StaffSession.seen_at <= now - self._idle, StaffSession.created_at <= now - self._longest)


def _hash(token: str) -> str:
    # the token is random and long: a plain hash is enough, argon2 would only cost time at every request
    return hashlib.sha256(token.encode()).hexdigest()
