"""Sends one message into a room, encrypted where the room is; every trouble becomes one of platform.py's three."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from aiohttp import ClientError
from nio import AsyncClient, ErrorResponse, JoinedRoomsResponse, KeysClaimError, MatrixRoom, RoomSendResponse
from nio.exceptions import EncryptionError, LocalProtocolError

from bot.gateway.messenger.matrix_account import reason
from bot.gateway.messenger.matrix_writing import message
from bot.gateway.messenger.platform import NotSendable, PersonGone, TryLater

logger = logging.getLogger(__name__)

_NEVER: Final = ("M_TOO_LARGE", "M_BAD_JSON", "M_NOT_JSON", "M_INVALID_PARAM", "M_BAD_STATE")
_TYPING_SECONDS: Final = 20
_PATIENCE: Final = 3.0


class Sender:
    """Sends with one client; several messages may be on their way at once."""

    def __init__(self, client: AsyncClient) -> None:
        """`client`: logged in, its rooms known from a first sync."""
        self._client = client
        #: One conversation about keys at a time; the listener holds it too.
        self.keys = asyncio.Lock()
        self._typing: set[str] = set()

    async def send(self, room_id: str, text: str, key: str, unasked: bool = False) -> None:
        """Sends it; with the same `key` the homeserver takes it only once.

        What is `unasked` was wished for alone, and goes to nobody else who has come into the room since.

        Raises:
            TryLater, PersonGone, NotSendable: see there.
        """
        trouble: Exception | None = None
        try:
            await self._send(room_id, text, key, unasked)
        except (ClientError, TimeoutError, EncryptionError, LocalProtocolError) as error:
            logger.warning("Matrix: a message could not be sent now (%s)", type(error).__name__)
            trouble = TryLater()
        if trouble is not None:
            raise trouble  # outside of the except: nio's words can hold ids
        if room_id in self._typing:
            self._typing.discard(room_id)
            await self._show_typing(room_id, False)

    async def _send(self, room_id: str, text: str, key: str, unasked: bool) -> None:
        room = self._client.rooms.get(room_id)
        if room is None or not others(self._client, room):
            raise await self._gone(room_id, room is not None)
        if unasked and len(others(self._client, room)) > 1:
            raise NotSendable("what nobody asked for now does not go to several people")
        if room.encrypted:
            await self._share_keys(room)
        # Unverified devices: see SealedStore.
        answer = await self._client.room_send(
            room_id, "m.room.message", message(text), tx_id=key, ignore_unverified_devices=True
        )
        if not isinstance(answer, RoomSendResponse):
            if answer.status_code in ("M_FORBIDDEN", "M_NOT_FOUND"):
                raise await self._gone(room_id, alone=False)
            raise as_ours(answer)

    async def _share_keys(self, room: MatrixRoom) -> None:
        """As nio does in `room_send`; but there a device that could not be given the keys is passed over in silence."""
        client, olm = self._client, self._client.olm
        if olm is None:
            raise TryLater
        async with self.keys:
            if not room.members_synced:
                _must_not_fail(await client.joined_members(room.room_id))
            if client.should_query_keys:
                _must_not_fail(await client.keys_query())
            if not olm.should_share_group_session(room.room_id):
                return
            missing = olm.get_missing_sessions(list(room.users))
            if missing:
                claimed = await client.keys_claim(missing)
                if isinstance(claimed, KeysClaimError):
                    raise as_ours(claimed)
            await client.share_group_session(room.room_id, ignore_unverified_devices=True)
            session = olm.outbound_group_sessions[room.room_id]
            have = session.users_shared_with | session.users_ignored
            for user_id in room.users:
                for device in olm.device_store.active_user_devices(user_id):
                    # a device without one-time keys cannot be reached by anybody: the others shall read all the same
                    reachable = olm.session_store.get(device.curve25519) is not None
                    if reachable and device.id != client.device_id and (user_id, device.id) not in have:
                        del olm.outbound_group_sessions[room.room_id]
                        raise TryLater

    async def _gone(self, room_id: str, alone: bool) -> Exception:
        """Whether there is really nobody: everything of a person is deleted for it, so the homeserver is asked."""
        if alone:
            return PersonGone()
        joined = await self._client.joined_rooms()
        if not isinstance(joined, JoinedRoomsResponse):
            return as_ours(joined)
        return NotSendable("not allowed to write in this room") if room_id in joined.rooms else PersonGone()

    async def typing(self, room_id: str, event_id: str) -> None:
        """Shows that the message was read and that Lotte writes; gives up soon and silently."""
        self._typing.add(room_id)
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._client.update_receipt_marker(room_id, event_id)
                await self._client.room_typing(room_id, True, timeout=_TYPING_SECONDS * 1000)
        except (ClientError, TimeoutError, LocalProtocolError):
            return

    async def _show_typing(self, room_id: str, shown: bool) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._client.room_typing(room_id, shown)
        except (ClientError, TimeoutError, LocalProtocolError):
            return


def others(client: AsyncClient, room: MatrixRoom) -> frozenset[str]:
    """Everybody in a room, or invited, but Lotte."""
    return frozenset(room.users) - {client.user_id}


def as_ours(error: ErrorResponse) -> Exception:
    """What an error of the homeserver means; what is not known may pass."""
    if error.status_code in _NEVER:
        return NotSendable(reason(error))
    return TryLater(error.retry_after_ms / 1000 if error.retry_after_ms else None)


def _must_not_fail(answer: object) -> None:
    if isinstance(answer, ErrorResponse):
        raise as_ours(answer)
