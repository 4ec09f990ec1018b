"""Accounts of the team: made by the command line or the authority's directory, changed by `Role.LEITUNG`."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from bot.memory.database import transaction
from bot.memory.staff.errors import AccountError
from bot.memory.staff.passwords import check_password, hash_password
from bot.memory.staff.tables import Role, StaffAccount, StaffSession

_NAME: Final = re.compile(r"[^\W_][\w.@+-]{1,98}[^\W_]")
#: Who stands in the audit log without being a person.
_TAKEN: Final = frozenset({"befehlszeile", "import", "lotte", "system"})


@dataclass(frozen=True)
class Account:
    """An account as `Role.LEITUNG` sees it; times in seconds since 1970."""

    id: int
    name: str
    role: Role
    has_password: bool
    has_second_factor: bool
    from_directory: bool
    active: bool
    locked_until: float
    created_at: float
    last_login_at: float | None


class Accounts:
    """Reads and writes accounts; may be shared between threads."""

    def __init__(self, engine: sa.Engine) -> None:
        """`engine`: of the conversations, migrated."""
        self._engine = engine

    def add(self, name: str, role: Role, password: str = "") -> int:
        """Makes an account; returns its id.

        Raises:
            AccountError: the name is taken or cannot be one, or the password is too easy.
        """
        name = checked_name(name)
        if password:
            check_password(password, name)
        hashed = hash_password(password) if password else ""
        with transaction(self._engine) as connection:
            if connection.scalar(sa.select(StaffAccount.id).where(StaffAccount.name == name)) is not None:
                raise AccountError(f"Ein Konto „{name}“ gibt es schon.")
            made = connection.execute(
                sa.insert(StaffAccount)
                .values(name=name, role=role.value, password_hash=hashed, created_at=time.time())
                .returning(StaffAccount.id)
            )
            return int(made.scalar_one())

    def all(self) -> Sequence[Account]:
        """Every account, by name."""
        with transaction(self._engine) as connection:
            rows = connection.execute(sa.select(StaffAccount.__table__).order_by(StaffAccount.name)).all()
        return [_account(row) for row in rows]

    def get(self, account_id: int) -> Account | None:
        """One account; None if there is none."""
        return self._one(StaffAccount.id == account_id)

    def named(self, name: str) -> Account:
        """The account of this name.

        Raises:
            AccountError: there is none.
        """
        account = self._one(StaffAccount.name == name.strip().lower())
        if account is None:
            raise AccountError(f"Ein Konto „{name.strip().lower()}“ gibt es nicht.")
        return account

    def set_password(self, account_id: int, password: str) -> None:
        """A new password; signs out everywhere, and opens an account that failed tries have closed.

        Raises:
            AccountError: too easy, or the account is gone.
        """
        account = self.get(account_id)
        check_password(password, account.name if account else "")
        hashed = hash_password(password)
        self._change(account_id, signs_out=True, password_hash=hashed, failed_tries=0, locked_until=0.0)

    def set_role(self, account_id: int, role: Role) -> None:
        """Another role; signs the account out everywhere.

        Raises:
            AccountError: it is the last `LEITUNG`, or gone.
        """
        self._change(account_id, keeps_lead=role is Role.LEITUNG, signs_out=True, role=role.value)

    def set_active(self, account_id: int, active: bool) -> None:
        """Closes an account and signs it out everywhere, or opens it again, also after failed tries.

        Raises:
            AccountError: it is the last `LEITUNG`, or gone.
        """
        self._change(
            account_id, keeps_lead=active, signs_out=not active, active=active, failed_tries=0, locked_until=0.0
        )

    def set_second_factor(self, account_id: int, secret: str, step: int) -> None:
        """Asks for a code of this secret from now on; the code of `step` (a number of 30 seconds) was used up."""
        self._change(account_id, totp_secret=secret, totp_last_step=step)

    def remove_second_factor(self, account_id: int, *, signs_out: bool = True) -> None:
        """Asks for the password alone, until a new second factor is set up; signs out everywhere unless told not to.

        Raises:
            AccountError: the account is gone.
        """
        self._change(account_id, signs_out=signs_out, totp_secret="", totp_last_step=0)

    def remove(self, account_id: int) -> None:
        """Deletes an account with its sessions; what it did stays in the audit log.

        Raises:
            AccountError: it is the last `LEITUNG`, or gone.
        """
        with transaction(self._engine) as connection:
            _keep_a_lead(connection, account_id)
            gone = connection.execute(sa.delete(StaffAccount).where(StaffAccount.id == account_id))
            if not gone.rowcount:
                raise AccountError("Dieses Konto gibt es nicht mehr.")

    def _one(self, condition: sa.ColumnElement[bool]) -> Account | None:
        with transaction(self._engine) as connection:
            row = connection.execute(sa.select(StaffAccount.__table__).where(condition)).first()
        return None if row is None else _account(row)

    def _change(self, account_id: int, *, keeps_lead: bool = True, signs_out: bool = False, **values: Any) -> None:
        with transaction(self._engine) as connection:
            if not keeps_lead:
                _keep_a_lead(connection, account_id)
            changed = connection.execute(sa.update(StaffAccount).where(StaffAccount.id == account_id).values(**values))
            if not changed.rowcount:
                raise AccountError("Dieses Konto gibt es nicht mehr.")
            if signs_out:
                connection.execute(sa.delete(StaffSession).where(StaffSession.account_id == account_id))


def checked_name(name: str) -> str:
    """The name as it is kept: lower case, without blanks around it.

    Raises:
        AccountError: empty, too long, or with signs that would be mistaken in a list.
    """
    name = name.strip().lower()
    if not name:
        raise AccountError("Der Name fehlt.")
    if name in _TAKEN:
        raise AccountError(f"„{name}“ kann kein Name sein: So heißt im Protokoll, was keine Person getan hat.")
    if not _NAME.fullmatch(name):
        raise AccountError(
            f"„{name}“ kann kein Name sein. Erlaubt sind 3 bis 100 Buchstaben und Ziffern, dazwischen Punkt, "
            "Bindestrich, Unterstrich, @ und +, z. B. anna.beispiel."
        )
    return name


def _keep_a_lead(connection: sa.Connection, account_id: int) -> None:
    """Refuses to take the last open account that may manage accounts; two requests at once cannot take two."""
    # an update that changes nothing, instead of a select: both databases let the second request wait for the first
    leads = (
        sa.update(StaffAccount)
        .where(StaffAccount.role == Role.LEITUNG.value, StaffAccount.active)
        .values(role=Role.LEITUNG.value)
        .returning(StaffAccount.id)
    )
    if list(connection.scalars(leads)) == [account_id]:
        raise AccountError(
            "Das ist das letzte Konto der Leitung. Machen Sie zuerst ein anderes Konto zur Leitung, sonst kann niemand "
            "mehr Konten verwalten."
        )


def _account(row: Any) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        has_password=bool(row.password_hash),
        has_second_factor=bool(row.totp_secret),
        from_directory=row.subject is not None,
        active=row.active,
        locked_until=row.locked_until,
        created_at=row.created_at,
        last_login_at=row.last_login_at,
    )
