"""A parent with a Matrix app: matrix-nio as the client, with keys of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import nio

from tests.matrix.synapse import PASSWORD, Synapse

ENCRYPTED = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
WAIT_SECONDS = 60.0


class MatrixParent:
    """Somebody with an app.

    Attributes:
        user_id: theirs.
        heard: what the others in the open room said, in order: whole events, decrypted.
        room_id: the open room.
    """

    def __init__(self, client: nio.AsyncClient) -> None:
        self.client = client
        self.user_id: str = client.user_id
        self.heard: list[dict[str, Any]] = []
        self.room_id = ""

    async def open_chat(self, *others: str, encrypted: bool, name: str | None = None) -> str:
        """Makes a room and invites the others, as apps do when somebody is written to for the first time."""
        made = await self.client.room_create(
            is_direct=len(others) == 1,
            name=name,
            invite=list(others),
            # in a group only who made it may put others out
            preset=nio.RoomPreset.trusted_private_chat if len(others) == 1 else nio.RoomPreset.private_chat,
            initial_state=[ENCRYPTED] if encrypted else [],
        )
        assert isinstance(made, nio.RoomCreateResponse), made
        self.room_id = made.room_id
        await self.look()
        return self.room_id

    async def until_joined(self, user_id: str) -> None:
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            user = self.client.rooms[self.room_id].users.get(user_id)
            if user is not None and not user.invited:
                return
            await self.look(2000)
        raise TimeoutError(f"{user_id} did not come")

    async def say(self, text: str, **content: Any) -> str:
        """Returns the id of the event."""
        return await self.post("m.room.message", {"msgtype": "m.text", "body": text, **content})

    async def post(self, kind: str, content: dict[str, Any]) -> str:
        sent = await self.client.room_send(self.room_id, kind, content, ignore_unverified_devices=True)
        assert isinstance(sent, nio.RoomSendResponse), sent
        return sent.event_id

    async def look(self, milliseconds: int = 0) -> None:
        """Lets the app talk to the homeserver once."""
        answer = await self.client.sync(timeout=milliseconds, full_state=not self.client.next_batch)
        assert isinstance(answer, nio.SyncResponse), answer
        if self.client.should_upload_keys:
            await self.client.keys_upload()
        if self.client.should_query_keys:
            await self.client.keys_query()
        info = answer.rooms.join.get(self.room_id)
        for event in info.timeline.events if info else []:
            if event.sender != self.user_id and event.source["type"] in ("m.room.message", "m.room.encrypted"):
                self.heard.append(event.source)

    async def hears(self, count: int = 1, seconds: float = WAIT_SECONDS) -> list[str]:
        """Waits for so many messages more than were taken before; takes and returns their texts."""
        deadline = time.monotonic() + seconds
        while len(self.heard) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(self.heard)} of {count} messages came")
            await self.look(1000)
        taken, self.heard = self.heard[:count], self.heard[count:]
        return [event["content"].get("body", "(verschlüsselt)") for event in taken]

    async def hears_all(self, quiet_seconds: float = 4.0, seconds: float = WAIT_SECONDS) -> list[str]:
        """Waits for a first message, and then until nothing has come for a while."""
        texts = await self.hears(1, seconds)
        silent_since = time.monotonic()
        while time.monotonic() - silent_since < quiet_seconds:
            await self.look(500)
            if self.heard:
                silent_since = time.monotonic()
                texts += await self.hears(len(self.heard))
        return texts

    async def hears_nothing(self, seconds: float = 3.0) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            await self.look(500)
            assert not self.heard, "somebody said something"


@asynccontextmanager
async def matrix_parent(synapse: Synapse, name: str, folder: Path) -> AsyncIterator[MatrixParent]:
    """Registers somebody new and opens their app."""
    synapse.register(name)
    folder = folder / name
    await asyncio.to_thread(folder.mkdir)
    client = nio.AsyncClient(
        synapse.address,
        synapse.user_id(name),
        store_path=str(folder),
        config=nio.AsyncClientConfig(encryption_enabled=True),
    )
    try:
        answer = await client.login(PASSWORD)
        assert isinstance(answer, nio.LoginResponse), answer
        parent = MatrixParent(client)
        await parent.look()
        yield parent
    finally:
        await client.close()
