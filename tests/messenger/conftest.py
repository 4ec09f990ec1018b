"""One running Lotte for both platforms' stand-ins; test_faults.py kills its gateway and starts it again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.messenger.installation import Installation, installed


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    """Lotte, what she talks to, and a look into her memory."""
    with installed() as running:
        yield running
