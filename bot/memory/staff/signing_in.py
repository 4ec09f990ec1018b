"""Signing in with a password and a code: every try counts as failed until it has succeeded, and too many cost time."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from bot.memory.database import storable, transaction
from bot.memory.staff.passwords import (
    LONGEST_PASSWORD,
    compare_with_nothing,
    hash_password,
    is_outdated,
    password_fits,
)
from bot.memory.staff.second_factor import step_of_code
from bot.memory.staff.tables import StaffAccount

TRIES: Final = 5
#: How long an account stays closed after the fifth, sixth, … failed try, in seconds.
LOCKS: Final = (60.0, 300.0, 900.0, 3600.0)

#: So long after the last failed try, in seconds, an account's failed tries are forgotten.
FORGOTTEN: Final = 24 * 3600.0


@dataclass(frozen=True)
class Outcome:
    """What became of a try.

    Attributes:
        passed: this step succeeded.
        account_id: of the account that was tried; None if there is none, or none that may be tried now.
        name: of that account; never what was typed, which may be a password in the wrong field.
        needs_code: the password was right, and a code has to follow.
        stamp: marks password and second factor as they are; a second step with another one is out of date.
        locked_seconds: so long this try has closed the account; 0 if it has not.
    """

    passed: bool
    account_id: int | None = None
    name: str = ""
    needs_code: bool = False
    stamp: str = ""
    locked_seconds: float = 0.0


class SigningIn:
    """Checks passwords and codes; may be shared between threads. A hash takes some 50 ms and 64 MiB."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], float] = time.time) -> None:
        """`engine`: of the conversations, migrated; `clock`: seconds since 1970."""
        self._engine = engine
        self._clock = clock

    def password(self, name: str, password: str) -> Outcome:
        """Whether this is the password of an open account; takes the same time if there is no such account.

        With a second factor the failed tries stay as they were: otherwise whoever knows the password could try codes
        without end.
        """
        password = password[: LONGEST_PASSWORD + 1]
        named = StaffAccount.name == name.strip().lower()
        row = self._take_try(named, StaffAccount.password_hash != sa.literal("")) if storable(name) else None
        if row is None:
            compare_with_nothing(password)
            return Outcome(False)
        if not password_fits(row.password_hash, password):
            return self._failed(row)
        if row.totp_secret:
            self._give_back_try(row)
        else:
            self._forget_tries(row.id)
        stamp = _stamp(row)
        if is_outdated(row.password_hash):
            stamp = self._renew(row, password)
        return Outcome(True, row.id, row.name, needs_code=bool(row.totp_secret), stamp=stamp)

    def code(self, account_id: int, stamp: str, code: str) -> Outcome:
        """Whether this is a code of now that was not used yet; `stamp` is the one of the right password."""
        row = self._take_try(StaffAccount.id == account_id, StaffAccount.totp_secret != sa.literal(""))
        if row is None:
            return Outcome(False)
        step = step_of_code(row.totp_secret, code, self._clock())
        if step is None or stamp != _stamp(row) or not self._use_up(row.id, step):
            return self._failed(row)
        self._forget_tries(row.id)
        return Outcome(True, row.id, row.name)

    def note_login(self, account_id: int) -> None:
        """Keeps when somebody last signed in."""
        with transaction(self._engine) as connection:
            values = {"last_login_at": self._clock()}
            connection.execute(sa.update(StaffAccount).where(StaffAccount.id == account_id).values(**values))

    def _take_try(self, *conditions: sa.ColumnElement[bool]) -> Any:
        """Counts a try before it is looked at: a hundred at once are a hundred. None: no such account, or closed."""
        now = self._clock()
        # locked_until tells when the last try was, too: a try without a lock leaves its own time there
        long_ago = sa.and_(StaffAccount.locked_until > 0.0, StaffAccount.locked_until <= now - FORGOTTEN)
        tries = sa.case((long_ago, 1), else_=StaffAccount.failed_tries + 1)
        lock = sa.case(
            *((tries == TRIES + index, now + seconds) for index, seconds in enumerate(LOCKS[:-1])),
            (tries > TRIES + len(LOCKS) - 2, now + LOCKS[-1]),
            else_=now,
        )
        counted = (
            sa.update(StaffAccount)
            .where(*conditions, StaffAccount.active, StaffAccount.locked_until <= now)
            .values(failed_tries=tries, locked_until=lock)
            .returning(StaffAccount.__table__)
        )
        with transaction(self._engine) as connection:
            return connection.execute(counted).first()

    def _give_back_try(self, row: Any) -> None:
        fewer = {"failed_tries": StaffAccount.failed_tries - 1, "locked_until": self._clock()}
        self._update(StaffAccount.id == row.id, StaffAccount.failed_tries > 0, **fewer)

    def _forget_tries(self, account_id: int) -> None:
        self._update(StaffAccount.id == account_id, failed_tries=0, locked_until=0.0)

    def _use_up(self, account_id: int, step: int) -> bool:
        """Lets a code count once, even if it is sent twice at the same moment."""
        return self._update(StaffAccount.id == account_id, StaffAccount.totp_last_step < step, totp_last_step=step) == 1

    def _renew(self, row: Any, password: str) -> str:
        """Keeps the hash with today's parameters, unless the password was changed meanwhile; returns the new stamp."""
        renewed = hash_password(password)
        self._update(StaffAccount.id == row.id, StaffAccount.password_hash == row.password_hash, password_hash=renewed)
        return _fingerprint(renewed, row.totp_secret)

    def _update(self, *conditions: sa.ColumnElement[bool], **values: Any) -> int:
        with transaction(self._engine) as connection:
            return int(connection.execute(sa.update(StaffAccount).where(*conditions).values(**values)).rowcount)

    def _failed(self, row: Any) -> Outcome:
        return Outcome(False, row.id, row.name, locked_seconds=max(0.0, row.locked_until - self._clock()))


def _stamp(row: Any) -> str:
    return _fingerprint(row.password_hash, row.totp_secret)


def _fingerprint(password_hash: str, totp_secret: str) -> str:
    return hashlib.sha256(f"{password_hash}|{totp_secret}".encode()).hexdigest()[:24]
