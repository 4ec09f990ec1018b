"""What there is to do about an event of Matrix; each errand can be tried again until it is done."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from aiohttp import ClientError
from nio import AsyncClient, MegolmEvent
from nio.exceptions import EncryptionError

from bot.gateway.messenger.matrix_reading import Event, Room, read
from bot.gateway.messenger.matrix_waiting import Errand
from bot.gateway.messenger.platform import Incoming, Kind, Receive

#: So long a message may wait for its key, which comes on another way; then Lotte says that she cannot read it.
KEY_SECONDS: Final = 20.0
#: So long a homeserver in trouble is asked whose message was taken back.
AUTHOR_SECONDS: Final = 600.0
_FOUND: Final = 200
_NOT_NOW: Final = (401, 429)
_BROKEN: Final = 500


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
        if incoming.kind is Kind.DELETED:
            return [self._take_back(incoming)]

        async def hand_over() -> bool:
            await self._receive(incoming)
            return True

        return [hand_over]

    def _take_back(self, incoming: Incoming) -> Errand:
        """Hands over that a message is gone, as its author's wish: whoever may moderate can do it too, or lie.

        If nobody says who wrote it, it is no message Lotte could have read.
        """
        patience_ends = time.monotonic() + AUTHOR_SECONDS

        async def take_back() -> bool:
            try:
                author = await self._author(incoming.chat, incoming.about)
            except (ClientError, TimeoutError):
                return time.monotonic() >= patience_ends
            if author and author != self._client.user_id:
                await self._receive(replace(incoming, user=author))
            return True

        return take_back

    async def _author(self, room_id: str, event_id: str) -> str:
        """Who wrote a message of a room; "" if it is not to be found there.

        Raises:
            aiohttp.ClientError, TimeoutError: the homeserver does not say now.
        """
        # not by nio, which would decrypt it again
        room, event = (quote(name, safe="", errors="replace") for name in (room_id, event_id))
        path = f"/_matrix/client/v3/rooms/{room}/event/{event}"
        headers = {"Authorization": f"Bearer {self._client.access_token}"}
        response = await self._client.send("GET", path, None, headers)
        answer = await self._client.parse_body(response)
        if response.status in _NOT_NOW or response.status >= _BROKEN:
            raise ClientError
        author = answer.get("sender") if response.status == _FOUND else None
        return author if isinstance(author, str) else ""

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

    def forget(self, room_id: str) -> Errand:
        """The room is over: its keys go, and the homeserver need not tell of it again."""

        async def forget() -> bool:
            await self._client.room_forget(room_id)  # a failure does no harm
            self._client.store.delete_encrypted_room(room_id)
            return True

        return forget
