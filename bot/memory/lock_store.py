"""Rasa's lock for one conversation, asked fifty times a second instead of once."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore

WAIT_SECONDS = 0.02


class QuickLockStore(InMemoryLockStore):
    """Stock waits a full second before it looks again whether a conversation is free."""

    def __init__(self, endpoint_config: Any = None) -> None:
        """`endpoint_config` is what Rasa hands over from endpoints.yml; nothing of it is needed."""
        super().__init__()

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = WAIT_SECONDS,
    ) -> AsyncGenerator[TicketLock, None]:
        """See Rasa's `LockStore.lock`."""
        async with super().lock(conversation_id, lock_lifetime, wait_time_in_seconds) as lock:
            yield lock
