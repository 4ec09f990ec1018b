"""Accounts that the authority's own directory vouches for (OpenID Connect): made at the first sign-in, role kept up."""

from __future__ import annotations

import itertools
import time

import sqlalchemy as sa

from bot.memory.database import transaction
from bot.memory.staff.accounts import checked_name
from bot.memory.staff.errors import AccountError
from bot.memory.staff.tables import Role, StaffAccount, StaffSession


def account_of_directory(engine: sa.Engine, subject: str, wished_name: str, role: Role) -> tuple[int, str]:
    """The account of somebody the directory has just vouched for.

    Args:
        engine: of the conversations.
        subject: who it is, for ever: issuer and sub. A name alone never leads to an account.
        wished_name: what the directory calls the person; with a number behind it if that name is taken.
        role: what their groups say now.

    Returns:
        id and name of the account.

    Raises:
        AccountError: the account was closed here.
    """
    with transaction(engine) as connection:
        known = connection.execute(sa.select(StaffAccount.__table__).where(StaffAccount.subject == subject)).first()
        if known is None:
            name = _free_name(connection, wished_name)
            made = connection.execute(
                sa.insert(StaffAccount)
                .values(name=name, role=role.value, subject=subject, created_at=time.time())
                .returning(StaffAccount.id)
            )
            return int(made.scalar_one()), name
        if not known.active:
            raise AccountError("Ihr Konto ist gesperrt. Fragen Sie die Leitung.")
        if known.role != role.value:
            connection.execute(sa.delete(StaffSession).where(StaffSession.account_id == known.id))
            connection.execute(sa.update(StaffAccount).where(StaffAccount.id == known.id).values(role=role.value))
        return int(known.id), str(known.name)


def _free_name(connection: sa.Connection, wished: str) -> str:
    try:
        name = checked_name(wished[:90])
    except AccountError:
        name = "konto-der-verwaltung"
    taken = set(connection.scalars(sa.select(StaffAccount.name)))
    return next(
        candidate
        for candidate in itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
        if candidate not in taken
    )
