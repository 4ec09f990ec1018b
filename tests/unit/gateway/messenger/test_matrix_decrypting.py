"""bot/gateway/messenger/matrix_decrypting.py: what is encrypted was seen by no homeserver before us."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import nio
import pytest
from nio.crypto.sessions import InboundGroupSession, OutboundGroupSession

from bot.gateway.messenger.matrix_account import Account, _client, close
from bot.gateway.messenger.matrix_reading import Room, read
from bot.gateway.messenger.matrix_state import StateFolder
from bot.gateway.messenger.platform import UNDECRYPTED, Incoming, Kind

LOTTE, EVA, VIC = "@lotte:kreis.example", "@eva:familie.example", "@vic:familie.example"
ROOM, SENDER_KEY = "!zimmer:familie.example", "curve"
PEOPLE = (LOTTE, EVA, VIC)


class Line:
    """Lotte's client in a room with Eva and Vic; Eva encrypts what she likes, and the homeserver passes it on."""

    def __init__(self, client: nio.AsyncClient) -> None:
        self.client = client
        self._session = OutboundGroupSession()
        self._session.shared = True
        key = InboundGroupSession(self._session.session_key, "ed", SENDER_KEY, ROOM)
        client.olm.inbound_group_store.add(key)
        self._answers = 0

    async def people(self) -> set[str]:
        return set(self.client.rooms[ROOM].users)

    async def come_together(self) -> None:
        await self._sync([_member(user_id, "join") for user_id in PEOPLE])

    async def hears(self, payload: str) -> Incoming | None:
        """What Lotte makes of something encrypted by Eva, after nio has taken it in."""
        content = {
            "algorithm": "m.megolm.v1.aes-sha2", "ciphertext": self._session.encrypt(payload),
            "sender_key": SENDER_KEY, "session_id": self._session.id, "device_id": "EVA1",
        }  # fmt: skip
        [event] = await self._sync([_event("m.room.encrypted", content)])
        return read(event.source, Room(ROOM, LOTTE, "Lotte", frozenset({EVA})))

    async def hears_beside_the_rooms(self, content: dict[str, Any]) -> None:
        await self._sync([], [{"type": "m.room.encrypted", "sender": EVA, "content": content}])

    async def _sync(self, events: list[Any], to_device: list[Any] | None = None) -> list[Any]:
        self._answers += 1
        rooms = {ROOM: {"timeline": {"events": events, "limited": False, "prev_batch": "s"}}}
        answer = nio.SyncResponse.from_dict(
            {
                "next_batch": f"s{self._answers}",
                "rooms": {"join": rooms, "invite": {}, "leave": {}},
                "to_device": {"events": to_device or []},
                "device_one_time_keys_count": {},
                "device_lists": {"changed": [], "left": []},
            }
        )
        await self.client.receive_response(answer)
        return list(answer.rooms.join[ROOM].timeline.events)


def _event(kind: str, content: dict[str, Any], **fields: Any) -> dict[str, Any]:
    stamp = 1_795_417_088_472
    return {"type": kind, "sender": EVA, "event_id": "$e", "origin_server_ts": stamp, "content": content, **fields}


def _member(user_id: str, membership: str) -> dict[str, Any]:
    return _event("m.room.member", {"membership": membership}, state_key=user_id, event_id=f"$da {user_id}")


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    folder = StateFolder(tmp_path / "matrix", "geheim")
    with folder.alone():
        client = _client(Account("http://127.0.0.1:9", LOTTE, "pw"), folder)
        client.restore_login(LOTTE, "LOTTE1", "token")
        line = Line(client)
        await line.come_together()
        yield line
        await close(client)


def _message(**fields: Any) -> str:
    return json.dumps({"type": "m.room.message", "content": {"msgtype": "m.text", "body": "Kita"}, **fields})


async def test_a_message(line: Line) -> None:
    heard = await line.hears(_message(room_id=ROOM))
    assert heard is not None
    assert (heard.kind, heard.text, heard.user, heard.id) == (Kind.TEXT, "Kita", EVA, "$e")


@pytest.mark.parametrize("kind", ["m.sticker", "m.call.invite", "m.poll.start", "org.matrix.msc3381.poll.start"])
async def test_what_is_no_text(line: Line, kind: str) -> None:
    heard = await line.hears(json.dumps({"type": kind, "content": {"body": "?"}}))
    assert heard is not None
    assert (heard.kind, heard.text, heard.user) == (Kind.UNREADABLE, "", EVA)


@pytest.mark.parametrize(
    "payload",
    [
        _message(unsigned=5),
        "[]",
        "5",
        "null",
        '"x"',
        "kein JSON",
        "[" * 20_000,
        '{"type":"m.room.message","content":' + "[" * 20_000 + "]" * 20_000 + "}",
    ],
    ids=["unsigned", "Liste", "Zahl", "nichts", "Wort", "Unsinn", "tief", "tief darin"],
)
async def test_what_breaks_the_library_cannot_be_decrypted_and_nothing_more(line: Line, payload: str) -> None:
    heard = await line.hears(payload)
    assert heard is not None
    assert (heard.kind, heard.text, heard.user) == (Kind.UNREADABLE, UNDECRYPTED, EVA)


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "m.room.member", "state_key": VIC, "content": {"membership": "leave"}},
        {"type": "m.room.member", "state_key": VIC, "content": {"membership": "leave"}, "sender": VIC},
        {"type": "m.room.member", "state_key": LOTTE, "content": {"membership": "invite"}},
        {"type": "m.room.redaction", "redacts": "$fremd", "content": {"redacts": "$fremd"}},
        {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}},
        {"type": "m.room.encrypted", "content": {"algorithm": "m.megolm.v1.aes-sha2"}},
        {"type": "m.room.name", "state_key": "", "content": {"name": "x"}},
        {"type": "m.reaction", "content": {"m.relates_to": {}}},
        {"type": "m.key.verification.start", "content": {}},
        {"type": "m.room.message", "content": {}},
        {"type": "m.room.message", "content": 5, "sender": VIC},
        {"type": 5, "content": {}},
        json.loads(_message(state_key="")),
        json.loads(_message(redacts="$fremd")),
        json.loads(_message(unsigned={"redacted_because": {"sender": VIC, "content": {}}})),
        json.loads(_message(unsigned={"prev_content": {"membership": "join"}})),
    ],
)
async def test_only_what_is_said_is_believed(line: Line, payload: dict[str, Any]) -> None:
    assert await line.hears(json.dumps(payload)) is None
    assert await line.people() == set(PEOPLE)
    assert line.client.rooms[ROOM].encrypted is False
    assert line.client.rooms[ROOM].name is None


async def test_the_sender_is_who_the_homeserver_says(line: Line) -> None:
    heard = await line.hears(_message(sender=VIC, event_id="$fremd", origin_server_ts=1))
    assert heard is not None
    assert (heard.user, heard.id) == (EVA, "$e")


@pytest.mark.parametrize("body", ["!!!", "AAAA", ""])
@pytest.mark.parametrize("kind", [0, 1])
async def test_broken_keys_from_anybody_break_nothing(line: Line, body: str, kind: int) -> None:
    own = line.client.olm.account.identity_keys["curve25519"]
    sealed = {"sender_key": own, "algorithm": "m.olm.v1.curve25519-aes-sha2"}
    await line.hears_beside_the_rooms({**sealed, "ciphertext": {own: {"type": kind, "body": body}}})
    assert await line.hears(_message()) is not None
