"""The database a command works with."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from offer_db import migrate
from offer_db.database import default_url, open_engine


def database_url(parsed: argparse.Namespace) -> str:
    """What was said with --database-url, or the usual one."""
    return str(parsed.database_url or default_url())


@contextmanager
def opened(parsed: argparse.Namespace) -> Iterator[Engine]:
    """The database, if its tables are up to date.

    Raises:
        OfferDbError: they are not, or the address cannot be used.
    """
    engine = open_engine(database_url(parsed))
    try:
        with engine.connect() as connection:
            migrate.require_current(connection)
        yield engine
    finally:
        engine.dispose()
