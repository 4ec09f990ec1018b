"""What all stores of the messengers have in common: an engine, short transactions, and rows that are there once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.memory.database import Base, open_engine, transaction
from bot.memory.messaging.tables import MessengerPerson


class Store:
    """Reads and writes at `url`; safe to use from several threads and processes."""

    def __init__(self, url: str) -> None:
        """Connects once, so that a missing table is known at start.

        Raises:
            MemoryUnavailable: no connection, or the tables are missing (run the migrations first).
        """
        self._engine = open_engine(url)
        # threads that wait for SQLite's one writer sleep and try again; here they queue, and each gets its turn
        is_sqlite = self._engine.dialect.name == "sqlite"
        self._turn: AbstractContextManager[Any] = _lock(url) if is_sqlite else nullcontext()
        with transaction(self._engine) as connection:
            connection.execute(sa.select(MessengerPerson.person_key).limit(1))

    def close(self) -> None:
        """Gives all connections back."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        """All or nothing. The first statement must write: only then nobody else writes between it and the next."""
        with self._turn, transaction(self._engine) as connection:
            yield connection

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        """To look only: SQLite lets readers and its writer work side by side."""
        return transaction(self._engine)


def upsert(connection: sa.Connection, model: type[Base]) -> Any:
    """An INSERT that knows `on_conflict_do_update` and `on_conflict_do_nothing`, for the database at hand."""
    table = cast(sa.Table, model.__table__)
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def now_or(now: float | None) -> float:
    """The time of day in seconds since 1970, unless somebody else is asked for it (tests)."""
    return time.time() if now is None else now


@lru_cache(maxsize=64)
def _lock(url: str) -> threading.Lock:
    return threading.Lock()
