"""Accounts of the team: made by the command line, passwords as argon2id hashes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.memory.database import transaction
from bot.memory.staff.tables import Role, StaffAccount

SHORTEST_PASSWORD: Final = 12
_HASHER: Final = PasswordHasher()


class AccountError(Exception):
    """An account cannot be made or changed so; the message is German."""


@dataclass(frozen=True)
class Account:
    """An account as `Role.LEITUNG` sees it; times in seconds since 1970."""

    id: int
    name: str
    role: Role
    has_password: bool
    has_second_factor: bool
    active: bool
    locked_until: float
    last_login_at: float | None


class Accounts:
    """Reads and writes accounts; may be shared between threads."""

    def __init__(self, engine: sa.Engine) -> None:
        """`engine`: of the conversations, migrated."""
        self._engine = engine

    def add(self, name: str, role: Role, password: str = "") -> int:
        """Makes an account; returns its id.

        Raises:
            AccountError: the name is taken or empty, or the password too short.
        """
        name = name.strip().lower()
        if not name:
            raise AccountError("Der Name fehlt.")
        if password and len(password) < SHORTEST_PASSWORD:
            raise AccountError(f"Das Passwort braucht mindestens {SHORTEST_PASSWORD} Zeichen.")
        with transaction(self._engine) as connection:
            if connection.scalar(sa.select(StaffAccount.id).where(StaffAccount.name == name)) is not None:
                raise AccountError(f"Ein Konto „{name}“ gibt es schon.")
            made = connection.execute(
                sa.insert(StaffAccount)
                .values(
                    name=name,
                    role=role.value,
                    password_hash=_HASHER.hash(password) if password else "",
                    created_at=time.time(),
                )
                .returning(StaffAccount.id)
            )
            return int(made.scalar_one())

    def all(self) -> Sequence[Account]:
        """Every account, by name."""
        with transaction(self._engine) as connection:
            rows = connection.execute(sa.select(StaffAccount.__table__).order_by(StaffAccount.name)).all()
        return [
            Account(
                row.id,
                row.name,
                Role(row.role),
                bool(row.password_hash),
                bool(row.totp_secret),
                row.active,
                row.locked_until,
                row.last_login_at,
            )
            for row in rows
        ]


def password_fits(password_hash: str, password: str) -> bool:
    """Whether the password is the one of the hash; an empty hash fits nothing."""
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
