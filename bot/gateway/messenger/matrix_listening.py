"""Follows the rooms of Lotte's account: invitations, messages, and those of the time she was away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from nio import AsyncClient, ErrorResponse, MatrixRoom, MegolmEvent, RoomInfo, RoomMessagesResponse, SyncResponse
from nio.exceptions import LocalProtocolError

from bot.gateway.messenger.matrix_account import NoAccess, reason
from bot.gateway.messenger.matrix_errands import Errands
from bot.gateway.messenger.matrix_reading import Event, Room, left, news, read
from bot.gateway.messenger.matrix_sending import Sender, others
from bot.gateway.messenger.matrix_waiting import Errand, Waiting
from bot.gateway.messenger.platform import Receive
from bot.memory.database import MemoryUnavailable

logger = logging.getLogger(__name__)

_POLL_SECONDS: Final = 15
_RETRY_SECONDS: Final = 2
_FIRST_SECONDS: Final = 120.0
_PAGES: Final = 5
_BAD_REQUEST: Final = 400
#: In a larger room Lotte does not stay: following it would cost more than all families together.
_MOST_PEOPLE: Final = 200
_FILTER: Final[dict[str, Any]] = {
    "presence": {"types": []},
    "account_data": {"types": []},
    "room": {"timeline": {"limit": 50}, "ephemeral": {"types": []}, "account_data": {"types": []}},
}
#: The first time nothing that was said is read: what once broke us shall not do so again.
_FIRST_FILTER: Final[dict[str, Any]] = {**_FILTER, "room": {**_FILTER["room"], "timeline": {"types": []}}}

#: Whether this gateway is the one that hands messages over.
IsOurs = Callable[[], Awaitable[bool]]


class Listener:
    """One login's view of its rooms."""

    def __init__(
        self,
        client: AsyncClient,
        sender: Sender,
        receive: Receive,
        is_ours: IsOurs,
        moved: Callable[[str], None],
        accept: Callable[[str], Errand],
    ) -> None:
        """`moved` is told the position up to which everything is safe; `accept` takes an invitation to a room."""
        self._client = client
        self._sender = sender
        self._errands = Errands(client, receive)
        self._is_ours = is_ours
        self._moved = moved
        self._accept = accept
        self._waiting = Waiting()

    async def start(self, position: str) -> None:
        """Learns the rooms and reads what came since `position`; "" is the first time, and nothing older is answered.

        Raises:
            NoAccess, aiohttp.ClientError, TimeoutError: see `follow`.
        """
        answer = await self._first(position)
        if position and isinstance(answer, ErrorResponse) and answer.transport_response.status == _BAD_REQUEST:
            logger.error("Matrix: the homeserver does not know where we were; what came meanwhile is not answered")
            position = ""
            answer = await self._first(position)
        await self._take(answer, position)

    async def _first(self, position: str) -> SyncResponse | ErrorResponse:
        wanted = _FILTER if position else _FIRST_FILTER
        async with asyncio.timeout(_FIRST_SECONDS):
            return await self._client.sync(timeout=0, sync_filter=wanted, since=position or None, full_state=True)

    async def follow(self) -> None:
        """Reads for ever.

        Raises:
            NoAccess: the login is not valid any more, or the homeserver has a trouble.
            aiohttp.ClientError, TimeoutError: it cannot be reached.
        """
        while True:
            await self._do()
            position = self._client.next_batch
            seconds = _RETRY_SECONDS if self._waiting else _POLL_SECONDS
            answer = await self._client.sync(timeout=seconds * 1000, sync_filter=_FILTER, since=position)
            await self._take(answer, position)

    async def _do(self) -> None:
        if await self._is_ours():
            try:
                position = await self._waiting.do()
            except MemoryUnavailable as error:
                logger.error("Matrix: a message could not be kept; it is tried again: %s", error)
                return
            await self._leave_rooms()
        else:
            position = self._waiting.let_go()
        if position is not None:
            await asyncio.to_thread(self._moved, position)

    async def _take(self, answer: SyncResponse | ErrorResponse, since: str) -> None:
        if not isinstance(answer, SyncResponse):
            raise NoAccess(reason(answer), later=True)
        errands: list[Errand] = []
        for room_id, info in answer.rooms.leave.items():
            errands += self._put_out(room_id, info)
        if since:
            for room_id, info in answer.rooms.join.items():
                errands += await self._timeline(self._client.rooms[room_id], info, since)
        errands += [self._accept(room_id) for room_id in answer.rooms.invite]
        self._waiting.add(answer.next_batch, errands)
        await self._look_after_keys()

    async def _timeline(self, room: MatrixRoom, info: RoomInfo, since: str) -> list[Errand]:
        events = list(info.timeline.events)
        if info.timeline.limited and not _came_in(events, self._client.user_id):
            events = await self._missed(room.room_id, info.timeline.prev_batch, since) + events
        sources = [event.source for event in events]
        fresh = news(sources, self._client.user_id)
        view = self._view(room)
        errands: list[Errand] = []
        for event in events[len(events) - len(fresh) :]:
            if isinstance(event, MegolmEvent) and event.sender != self._client.user_id:
                errands.append(self._errands.open(event, view))
            else:
                errands += self._errands.hand_over(read(event.source, view))
        return errands

    async def _missed(self, room_id: str, before: str | None, since: str) -> list[Any]:
        """What came between two answers and was too much for the second: in the order it was said."""
        events: list[Any] = []
        for _ in range(_PAGES):
            if before is None:
                break
            page = await self._client.room_messages(room_id, before, end=since, limit=100)
            if not isinstance(page, RoomMessagesResponse):
                raise NoAccess(reason(page), later=True)
            for event in page.chunk:  # newest first
                if isinstance(event, MegolmEvent):
                    event.room_id = room_id
            events = list(reversed(page.chunk)) + events
            before = page.end
            if not page.chunk or _came_in(events, self._client.user_id):
                break
        return events

    def _put_out(self, room_id: str, info: RoomInfo) -> list[Errand]:
        """Lotte is not in this room any more: nobody there is to be reached."""
        room = self._client.rooms.pop(room_id, None)
        self._client.invited_rooms.pop(room_id, None)
        own_id = self._client.user_id
        sources: list[Event] = [event.source for event in [*info.state, *info.timeline.events]]
        members = [event for event in sources if event.get("type") == "m.room.member"]
        own = [event for event in members if event.get("state_key") == own_id]
        ending = own[-1] if own else {}
        if ending.get("sender") == own_id and (room is None or not others(self._client, room)):
            return []  # she went herself, out of an empty room or from an invitation
        people = others(self._client, room) if room is not None else frozenset()
        people |= {str(event.get(side)) for event in members for side in ("sender", "state_key")} - {own_id}
        view = Room(room_id, own_id, "", people)
        event_id = str(ending.get("event_id") or f"out of {room_id}")
        gone = [left(view, who, f"{event_id} {who}") for who in sorted(people)]
        return [
            *(errand for incoming in gone for errand in self._errands.hand_over(incoming)),
            self._errands.forget(room_id),
        ]

    def _view(self, room: MatrixRoom) -> Room:
        own_id = self._client.user_id
        me = room.users.get(own_id)
        return Room(room.room_id, own_id, (me.display_name or "") if me else "", others(self._client, room))

    async def _leave_rooms(self) -> None:
        """Where nobody is left, or far too many are, Lotte goes, and throws the room's keys away."""
        if self._waiting:
            return
        for room in list(self._client.rooms.values()):
            if 0 < len(others(self._client, room)) <= _MOST_PEOPLE:
                continue
            if not isinstance(await self._client.room_leave(room.room_id), ErrorResponse):
                await self._errands.forget(room.room_id)()
                self._client.rooms.pop(room.room_id, None)

    async def _look_after_keys(self) -> None:
        """What nio's own loop does after each answer; a failure is made good after the next."""
        client = self._client
        async with self._sender.keys:
            await client.send_to_device_messages()
            if client.should_upload_keys:
                await client.keys_upload()
            if client.should_query_keys:
                await client.keys_query()
            if client.should_claim_keys:
                try:
                    await client.keys_claim(client.get_users_for_key_claiming())
                except LocalProtocolError:  # somebody else did it meanwhile
                    return


def _came_in(events: list[Any], own_id: str) -> bool:
    sources = [event.source for event in events]
    return len(news(sources, own_id)) < len(sources)
