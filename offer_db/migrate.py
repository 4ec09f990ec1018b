"""Brings a database to the newest table layout, and tells whether models and migrations agree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from offer_db.database import open_engine
from offer_db.errors import OfferDbError
from offer_db.models import Base

VERSION_TABLE: Final = "offer_db_version"
"""Not Alembic's default: another package keeps its tables in the same PostgreSQL database."""

_FOLDER: Final = Path(__file__).parent / "migrations"
_LOCK_KEY: Final = 315_100_01
"""Any fixed number: two processes that migrate at once take turns (PostgreSQL advisory lock)."""

# Made by hand in the migrations because Alembic cannot compare them: the word search of each database.
_HAND_MADE: Final = frozenset({("column", "document"), ("index", "ix_offer_words_document")})


def upgrade(database_url: str, revision: str = "head") -> None:
    """Runs all migrations that are missing. Safe to call at every start and from several processes.

    Raises:
        OfferDbError: the URL cannot be used.
    """
    with _migrating(database_url) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database_url: str, revision: str = "base") -> None:
    """Takes migrations back, `base` removes every table of this package with its data."""
    with _migrating(database_url) as connection:
        command.downgrade(_config(connection), revision)


def differences(database_url: str) -> list[Any]:
    """What `alembic check` would complain about: differences between models and database, empty if they agree."""
    engine = open_engine(database_url)
    try:
        with engine.connect() as connection:
            options = {"compare_type": True, "include_object": is_ours, "version_table": VERSION_TABLE}
            migration = MigrationContext.configure(connection, opts=options)
            return list(compare_metadata(migration, Base.metadata))
    finally:
        engine.dispose()


def require_current(connection: Connection) -> None:
    """Checks that the tables are there and up to date.

    Raises:
        OfferDbError: `python -m offer_db migrate` has to be run first.
    """
    migration = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    head = ScriptDirectory(str(_FOLDER)).get_current_head()
    if migration.get_current_revision() != head:
        raise OfferDbError("Die Datenbank ist nicht auf dem neuesten Stand. Bitte zuerst: python -m offer_db migrate")


def is_ours(obj: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
    """Alembic filter: leaves alone what other packages or the word search keep in the same database."""
    if kind == "table":
        return name in Base.metadata.tables
    return (kind, name) not in _HAND_MADE


@contextmanager
def _migrating(database_url: str) -> Iterator[Connection]:
    engine = open_engine(database_url)
    try:
        with engine.connect().execution_options(offer_db_writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
            yield connection
    finally:
        engine.dispose()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
