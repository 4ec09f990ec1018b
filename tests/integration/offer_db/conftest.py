"""Every test of this folder runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from offer_db import migrate
from offer_db.database import open_engine
from offer_db.meaning import shared_encoder
from offer_db.search import OfferDirectory
from offer_db.seeding import seed
from tests.postgres import fresh_database

DATA = Path(__file__).parents[3] / "data" / "gifhorn"
_numbers = itertools.count(1)


@pytest.fixture
def empty_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path / 'offers.db'}"
    else:
        with fresh_database(request.getfixturevalue("server"), f"test_{next(_numbers)}") as url:
            yield url


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    """A database with tables, places and topics, but no offers."""
    migrate.upgrade(empty_url)
    engine = open_engine(empty_url)
    folder = Path(__file__).parent / "small"
    seed(engine, folder)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def seeded_url(dialect: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real directory of data/gifhorn; tests only read it."""
    if dialect == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('gifhorn') / 'offers.db'}"
        _fill(url)
        yield url
    else:
        with fresh_database(request.getfixturevalue("server"), "gifhorn") as url:
            _fill(url)
            yield url


@pytest.fixture(scope="session")
def directory(seeded_url: str) -> Iterator[OfferDirectory]:
    with OfferDirectory(seeded_url) as directory:
        yield directory


def _fill(url: str) -> None:
    migrate.upgrade(url)
    engine = open_engine(url)
    seed(engine, DATA, shared_encoder)
    engine.dispose()
