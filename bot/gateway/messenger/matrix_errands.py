"""What there is to do about an event of Matrix; each errand can be tried again until it is done."""

from __future__ import annotations

import logging
import time
from typing import Final

from nio import AsyncClient, ErrorResponse, MegolmEvent
from nio.exceptions import EncryptionError

from bot.gateway.messenger.matrix_account import reason
from bot.gateway.messenger.matrix_reading import Event, Room, read
from bot.gateway.messenger.matrix_waiting import Errand
from bot.gateway.messenger.platform import Incoming, Receive

logger = logging.getLogger(__name__)

#: So long a message may wait for its key, which comes on another way; then Lotte says that she cannot read it.
KEY_SECONDS: Final = 20.0
_INVITATION_SECONDS: Final = 600.0
_REFUSED: Final = ("M_FORBIDDEN", "M_NOT_FOUND", "M_UNSUPPORTED_ROOM_VERSION")


class Errands:
    """Makes them for one login; those that hand something over raise MemoryUnavailable while the database is away."""

    def __init__(self, client: AsyncClient, receive: Receive) -> None:
        """`receive`: of the office."""
        self._client = client
        self._receive = receive

    def hand_over(self, incoming: Incoming | None) -> list[Errand]:
        """One that keeps it for answering; none for what is not for Lotte."""
        if incoming is None:
            return []

        async def hand_over() -> bool:
            await self._receive(incoming)
            return True

        return [hand_over]

    def open(self, event: MegolmEvent, room: Room) -> Errand:
        """Decrypts a message whose key is not there (yet), and hands it over."""
        patience_ends = time.monotonic() + KEY_SECONDS
        plain: Event | None = None

        async def open_and_hand_over() -> bool:
            nonlocal plain
            if plain is None:
                try:
                    plain = self._client.decrypt_event(event).source
                except EncryptionError:
                    if time.monotonic() < patience_ends:
                        return False
                    plain = event.source
            for errand in self.hand_over(read(plain, room)):
                await errand()
            return True

        return open_and_hand_over

    def join(self, room_id: str) -> Errand:
        """Accepts an invitation, whoever it is from: in a group Lotte is silent until she is addressed."""
        patience_ends = time.monotonic() + _INVITATION_SECONDS

        async def join() -> bool:
            answer = await self._client.join(room_id)
            if not isinstance(answer, ErrorResponse):
                return True
            if answer.status_code not in _REFUSED and time.monotonic() < patience_ends:
                return False
            logger.warning("Matrix: an invitation could not be accepted (%s)", reason(answer))
            await self._client.room_leave(room_id)
            return True

        return join

    def forget(self, room_id: str) -> Errand:
        """The room is over: its keys go, and the homeserver need not tell of it again."""

        async def forget() -> bool:
            await self._client.room_forget(room_id)  # a failure does no harm
            self._client.store.delete_encrypted_room(room_id)
            return True

        return forget
