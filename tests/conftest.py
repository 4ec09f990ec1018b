"""Fixtures for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgres import throwaway_postgres
from tests.running import RunningLotte, running_lotte


@pytest.fixture(scope="session")
def lotte() -> Iterator[RunningLotte]:
    """One real, running Lotte on SQLite for the whole session; tests that kill a part bring it back."""
    with running_lotte() as running:
        yield running


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A throw-away PostgreSQL server; skips where none is installed."""
    with throwaway_postgres() as url:
        yield url


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    """Tests that use it run on both databases."""
    return str(request.param)
