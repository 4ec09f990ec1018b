"""One running Lotte for the stand-ins of both platforms; test_killed.py kills its gateway and starts it again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.messenger.installation import PLATFORMS, Installation, installed
from tests.messenger.sides import Side


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    """Lotte, what she talks to, and a look into her memory."""
    with installed() as running:
        yield running


@pytest.fixture
def as_published(installation: Installation) -> Iterator[None]:
    """Whatever goes wrong, every call is as the platform has published it, and nothing is left over."""
    yield
    for side in installation.sides.values():
        side.let_go()
        side.check()
    assert installation.memory.is_idle_everywhere()


@pytest.fixture(params=PLATFORMS)
def side(request: pytest.FixtureRequest, installation: Installation) -> Side:
    """One platform after the other."""
    return installation.sides[str(request.param)]
