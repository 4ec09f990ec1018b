"""Engines and transactions for SQLite and PostgreSQL, the same to the rest of the package."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from offer_db.errors import OfferDbError

DEFAULT_URL: Final = "sqlite:///var/offers.db"
BUSY_TIMEOUT_MS: Final = 10_000
_WRITES: Final = "offer_db_writes"
_PATIENCE: Final = "offer_db_patience"


def default_url() -> str:
    """`DATABASE_URL`, or the SQLite file under `var/`."""
    return os.environ.get("DATABASE_URL") or DEFAULT_URL


def normalise_url(database_url: str) -> URL:
    """Reads a database URL; `postgresql://` and `postgres://` mean psycopg 3.

    Raises:
        OfferDbError: not a URL, or a database that is not supported.
    """
    try:
        url = make_url(database_url)
    except ArgumentError as error:
        raise OfferDbError("Die Datenbank-Adresse ist nicht lesbar.") from error
    if url.get_backend_name() in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        return url.set(drivername="sqlite")
    raise OfferDbError(f"„{url.get_backend_name()}“ wird nicht unterstützt, nur SQLite und PostgreSQL.")


#: What a family looks for stands in no error message and so in no log.
_QUIET: Final[dict[str, Any]] = {"hide_parameters": True}


def open_engine(database_url: str) -> Engine:
    """Makes an engine; connects to nothing yet, but makes the folder of a SQLite file.

    Raises:
        OfferDbError: see `normalise_url`.
    """
    url = normalise_url(database_url)
    if url.get_backend_name() == "postgresql":
        return create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=10, **_QUIET)
    if url.database in (None, "", ":memory:"):
        engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False}, **_QUIET)
    else:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"check_same_thread": False}, **_QUIET)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(dbapi_connection: Any, _record: Any) -> None:
    # The driver's own transaction handling starts too late and commits before DDL; we send BEGIN ourselves.
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: a reader that turns writer in the middle would fail instead of waiting.
    options = connection.get_execution_options()
    writes, patience_ms = options.get(_WRITES, False), options.get(_PATIENCE)
    if patience_ms is not None:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(patience_ms)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that is rolled back at the end."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@contextmanager
def writing(engine: Engine, *, patience_ms: int | None = None) -> Iterator[Session]:
    """A session in one transaction: committed at the end, rolled back on any exception.

    Args:
        engine: where to write.
        patience_ms: so long it waits for other writers before it fails; None is the database's own patience, see
            `BUSY_TIMEOUT_MS`.
    """
    with engine.connect().execution_options(**{_WRITES: True, _PATIENCE: patience_ms}) as connection:
        try:
            with (
                Session(connection, expire_on_commit=False, join_transaction_mode="control_fully") as session,
                session.begin(),
            ):
                if patience_ms is not None and engine.dialect.name == "postgresql":
                    session.execute(text(f"SET LOCAL lock_timeout = {int(patience_ms)}"))
                yield session
        finally:
            if patience_ms is not None and engine.dialect.name == "sqlite":
                # The connection goes back to the pool; its next user is as patient as everybody.
                connection.connection.cursor().execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
