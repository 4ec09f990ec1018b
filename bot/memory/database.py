"""Engine, transactions and error of `bot.memory`, the same for conversations and call-back wishes.

All errors of the database leave as `MemoryUnavailable`: what could not be remembered must not look as if it was.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase

SECONDS_A_DAY = 86_400
_SQLITE_SECONDS = 10  # so long a writer waits for another
_CONTROL, _HALF = "Cc", "Cs"


class MemoryUnavailable(Exception):
    """The database of the conversations did not do what was asked; nothing was half written."""


class Base(DeclarativeBase):
    """Tables of `bot.memory`; `offer_db` has its own."""

    metadata = sa.MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(column_0_label)s",
        }
    )


def normalised(url: str) -> str:
    """`postgresql://…` without a driver means psycopg 3, which is the one that is installed."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1) if url.startswith("postgresql://") else url


def open_engine(url: str) -> sa.Engine:
    """An engine for SQLite or PostgreSQL that several threads may use; connects to nothing yet."""
    sqlite = make_url(url).get_backend_name() == "sqlite"
    arguments: dict[str, Any] = {"connect_args": {"timeout": _SQLITE_SECONDS}} if sqlite else {"pool_pre_ping": True}
    # no words of a family in an error message, and so none in a log
    engine = sa.create_engine(normalised(url), hide_parameters=True, **arguments)
    if sqlite:
        sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


@contextmanager
def transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection whose work is committed at the end, all of it or nothing.

    Raises:
        MemoryUnavailable: whatever the database refused.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        # only the class and the driver's first line: a statement's parameters are people's words
        raise MemoryUnavailable(
            f"{type(error).__name__}: {str(getattr(error, 'orig', error)).splitlines()[0]}"
        ) from None


def storable(text: str) -> bool:
    """Whether this can stand in a row, and so be looked for: PostgreSQL refuses NUL, and half characters.

    Other control characters have no business in a line of text either.
    """
    return not any(unicodedata.category(character) in (_CONTROL, _HALF) for character in text)


@contextmanager
def deletion(engine: sa.Engine) -> Iterator[sa.Connection]:
    """As `transaction`, for what must be gone afterwards: SQLite's journal beside the file still holds the old rows.

    Raises:
        MemoryUnavailable: nothing was deleted.
    """
    with transaction(engine) as connection:
        yield connection
    if engine.dialect.name == "sqlite":
        # while somebody reads, the journal stays: it then goes with the next deletion or the next full journal
        with suppress(SQLAlchemyError), engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=200")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql(f"PRAGMA busy_timeout={1000 * _SQLITE_SECONDS}")


def _prepare_sqlite(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # a deleted telephone number shall not stay readable in the file
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()
