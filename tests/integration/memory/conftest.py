"""Empty databases of the conversations; every test that takes one runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.memory.conversations import ConversationArchive
from bot.memory.database import open_engine
from bot.memory.messaging.postbox import Postbox
from bot.memory.messaging.reminders import Reminders
from bot.memory.migrate import upgrade
from tests.integration.memory.messaging import SEAL
from tests.postgres import fresh_database

_numbers = itertools.count(1)


@pytest.fixture
def empty_memory_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path / 'memory.db'}"
    else:
        with fresh_database(request.getfixturevalue("server"), f"reviewing_{next(_numbers)}") as url:
            yield url


@pytest.fixture
def memory_url(empty_memory_url: str) -> str:
    """A database with all tables."""
    upgrade(empty_memory_url)
    return empty_memory_url


@pytest.fixture
def memory_engine(memory_url: str) -> Iterator[sa.Engine]:
    """Of `memory_url`."""
    engine = open_engine(memory_url)
    yield engine
    engine.dispose()


@pytest.fixture
def archive(memory_url: str) -> Iterator[ConversationArchive]:
    """Writes to `memory_url` as Rasa's tracker store does."""
    archive = ConversationArchive(memory_url)
    yield archive
    archive.close()


@pytest.fixture
def box(memory_url: str) -> Iterator[Postbox]:
    """What has arrived and what is to be sent."""
    box = Postbox(memory_url, SEAL)
    yield box
    box.close()


@pytest.fixture
def reminders(memory_url: str) -> Iterator[Reminders]:
    """Of the same database."""
    reminders = Reminders(memory_url, SEAL)
    yield reminders
    reminders.close()
