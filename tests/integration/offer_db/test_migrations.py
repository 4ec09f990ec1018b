from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from offer_db import migrate
from offer_db.database import normalise_url, open_engine
from offer_db.errors import OfferDbError
from offer_db.search import OfferDirectory


def test_models_and_migrations_agree(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    assert migrate.differences(empty_url) == []


def test_upgrading_twice_is_harmless_and_downgrading_removes_everything(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    migrate.upgrade(empty_url)
    migrate.downgrade(empty_url)
    engine = open_engine(empty_url)
    assert inspect(engine).get_table_names() == [migrate.VERSION_TABLE]
    engine.dispose()
    migrate.upgrade(empty_url)


def test_tables_of_others_are_left_alone(empty_url: str) -> None:
    engine = create_engine(normalise_url(empty_url))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE events (id INTEGER PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
    migrate.upgrade(empty_url)
    assert migrate.differences(empty_url) == []
    migrate.downgrade(empty_url)
    assert {"events", "alembic_version"} <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_a_directory_without_migrations_says_what_to_do(empty_url: str) -> None:
    with pytest.raises(OfferDbError, match="python -m offer_db migrate"):
        OfferDirectory(empty_url)


def test_sqlite_is_set_up_for_several_processes(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'new' / 'offers.db'}")
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 10_000
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("postgresql://a:b@h/d", "postgresql+psycopg"),
        ("postgres://a@h/d", "postgresql+psycopg"),
        ("postgresql+psycopg://a@h/d", "postgresql+psycopg"),
        ("postgresql+asyncpg://a@h/d", "postgresql+psycopg"),
        ("sqlite:///x.db", "sqlite"),
        ("sqlite+aiosqlite:///x.db", "sqlite"),
    ],
)
def test_urls(url: str, driver: str) -> None:
    assert normalise_url(url).drivername == driver


@pytest.mark.parametrize("url", ["", "offers.db", "mysql://a@h/d"])
def test_bad_urls(url: str) -> None:
    with pytest.raises(OfferDbError):
        normalise_url(url)
