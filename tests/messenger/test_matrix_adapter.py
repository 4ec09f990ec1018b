"""bot/gateway/messenger/matrix.py against a real homeserver, with a hand-written desk in place of the office."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import nio
import pytest

from bot.gateway.messenger.matrix import Matrix
from bot.gateway.messenger.matrix_account import Account
from bot.gateway.messenger.matrix_reading import Event, Room, read
from bot.gateway.messenger.matrix_signing import Identity
from bot.gateway.messenger.matrix_state import StateFolder
from bot.gateway.messenger.platform import UNDECRYPTED, Incoming, Kind, Part, PersonGone, TryLater
from bot.memory.database import MemoryUnavailable
from tests.matrix.parent import matrix_parent
from tests.matrix.synapse import PASSWORD, Synapse, throwaway_synapse

_NUMBERS = itertools.count()
SECRET = "ein Geheimnis nur für Tests"


@pytest.fixture(scope="module")
def synapse() -> Iterator[Synapse]:
    with throwaway_synapse() as running:
        yield running


@pytest.fixture
def lotte(synapse: Synapse) -> str:
    """Lotte's user id: each test has a Lotte of its own, who knows nothing of the others' rooms."""
    name = f"lotte{next(_NUMBERS)}"
    synapse.register(name)
    return synapse.user_id(name)


class Desk:
    """In place of the office: keeps what is received once, and answers texts at once."""

    def __init__(self) -> None:
        self.received: list[Incoming] = []
        self.twice = 0
        self.is_broken = False

    async def receive(self, incoming: Incoming) -> bool:
        if self.is_broken:
            raise MemoryUnavailable("for this test")
        if any(known.id == incoming.id for known in self.received):
            self.twice += 1
            return False
        self.received.append(incoming)
        return True

    async def gets(self, count: int, seconds: float = 60.0) -> list[Incoming]:
        deadline = time.monotonic() + seconds
        while len(self.received) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(self.received)} of {count} came: {[item.kind for item in self.received]}")
            await asyncio.sleep(0.05)
        return self.received

    @property
    def texts(self) -> list[str]:
        return [item.text for item in self.received if item.kind is Kind.TEXT]


def matrix_of(synapse: Synapse, lotte: str, folder: Path, **options: object) -> Matrix:
    account = Account(synapse.address, lotte, PASSWORD)
    return Matrix(account, StateFolder(folder / "matrix", SECRET), **options)  # type: ignore[arg-type]


async def connected(matrix: Matrix) -> None:
    while matrix._sender is None:  # noqa: ASYNC110 (nothing tells of it)
        await asyncio.sleep(0.05)


@asynccontextmanager
async def running(matrix: Matrix, desk: Desk) -> AsyncIterator[Matrix]:
    task = asyncio.create_task(matrix.run(desk.receive))
    try:
        await connected(matrix)
        yield matrix
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.mark.parametrize("encrypted", [False, True], ids=["offen", "verschlüsselt"])
async def test_a_conversation_with_edit_and_deletion(
    synapse: Synapse, lotte: str, tmp_path: Path, encrypted: bool
) -> None:
    desk = Desk()
    name = f"eltern-{encrypted}".lower()
    async with (
        running(matrix_of(synapse, lotte, tmp_path), desk) as matrix,
        matrix_parent(synapse, name, tmp_path) as parent,
    ):
        room = await parent.open_chat(lotte, encrypted=encrypted)
        first = await parent.say("Kita in Wittingen")  # at once, before Lotte has come in
        await parent.until_joined(lotte)
        [text] = await desk.gets(1)
        assert (text.kind, text.text, text.chat, text.user) == (Kind.TEXT, "Kita in Wittingen", room, parent.user_id)
        assert text.id == first
        assert not text.is_group
        assert text.is_addressed
        assert abs(text.sent_at - time.time()) < 60

        await matrix.typing(room, text.id)
        await matrix.send(room, Part("Wie alt ist Ihr Kind?\n1 bis 3\n2 älter"), "k1")
        await matrix.send(room, Part("Wie alt ist Ihr Kind?\n1 bis 3\n2 älter"), "k1")  # again: taken once
        await matrix.send(room, Part("Danke"), "k2")
        assert await parent.hears(2) == ["Wie alt ist Ihr Kind?\n1 bis 3\n2 älter", "Danke"]
        await parent.hears_nothing(1)

        new = {"msgtype": "m.text", "body": "Hort in Wittingen"}
        relation = {"rel_type": "m.replace", "event_id": first}
        await parent.say("* Hort in Wittingen", **{"m.new_content": new, "m.relates_to": relation})
        await parent.client.room_redact(room, first)
        await parent.post("m.sticker", {"body": "Katze", "url": "mxc://lotte.test/x", "info": {}})
        await parent.post("m.room.message", {"msgtype": "m.location", "body": "hier", "geo_uri": "geo:52.48,10.54;u=9"})
        await parent.post("m.room.message", {"msgtype": "m.notice", "body": "ich bin ein Roboter"})
        await parent.client.room_leave(room)
        edited, deleted, sticker, place, left = (await desk.gets(6))[1:]
        assert (edited.kind, edited.text, edited.about) == (Kind.EDITED, "Hort in Wittingen", first)
        assert (deleted.kind, deleted.about) == (Kind.DELETED, first)
        assert (sticker.kind, sticker.text) == (Kind.UNREADABLE, "")
        assert (place.kind, place.latitude, place.longitude) == (Kind.PLACE, 52.48, 10.54)
        assert (left.kind, left.user) == (Kind.LEFT, parent.user_id)
        with pytest.raises(PersonGone):
            await _until(lambda: matrix.send(room, Part("Sind Sie noch da?"), "k3"))
    assert desk.twice == 0


async def _until(send: Callable[[], object]) -> None:
    """The homeserver tells of a room that was left a moment later."""
    for _ in range(20):
        await send()  # type: ignore[misc]
        await asyncio.sleep(0.1)


async def test_nothing_is_lost_while_lotte_is_away(synapse: Synapse, lotte: str, tmp_path: Path) -> None:
    desk = Desk()
    async with matrix_parent(synapse, "fern", tmp_path) as parent:
        async with running(matrix_of(synapse, lotte, tmp_path), desk):
            await parent.open_chat(lotte, encrypted=True)
            await parent.until_joined(lotte)
            await parent.say("eins")
            await desk.gets(1)
            desk.is_broken = True  # the database is away, then the gateway too
            await parent.say("zwei")
            await asyncio.sleep(1)
        desk.is_broken = False
        for number in range(70):  # more than one answer of the homeserver holds
            await parent.say(f"Nachricht {number}")
        async with running(matrix_of(synapse, lotte, tmp_path), desk) as matrix:
            await desk.gets(72)
            assert desk.texts == ["eins", "zwei", *(f"Nachricht {number}" for number in range(70))]
            await matrix.send(parent.room_id, Part("Da bin ich wieder"), "w1")
            assert await parent.hears() == ["Da bin ich wieder"]
    assert desk.twice <= 1


async def test_what_was_said_before_lotte_was_invited_is_not_hers(synapse: Synapse, lotte: str, tmp_path: Path) -> None:
    desk = Desk()
    async with matrix_parent(synapse, "frueher", tmp_path) as parent:
        await parent.open_chat(encrypted=False)
        await parent.say("Das ging Lotte nichts an")
        await parent.client.room_invite(parent.room_id, lotte)
        await parent.say("Hallo Lotte")
        await asyncio.sleep(0.2)
        async with running(matrix_of(synapse, lotte, tmp_path), desk):
            await desk.gets(1)
            await asyncio.sleep(0.5)
    assert desk.texts == ["Hallo Lotte"]


@pytest.mark.parametrize("encrypted", [False, True], ids=["offen", "verschlüsselt"])
async def test_in_a_group_lotte_hears_who_means_her(
    synapse: Synapse, lotte: str, tmp_path: Path, encrypted: bool
) -> None:
    desk = Desk()
    name = f"gruppe-{encrypted}".lower()
    async with (
        running(matrix_of(synapse, lotte, tmp_path), desk) as matrix,
        matrix_parent(synapse, name, tmp_path) as one,
        matrix_parent(synapse, f"{name}-2", tmp_path) as two,
    ):
        room = await one.open_chat(lotte, two.user_id, encrypted=encrypted, name="Elternrunde")
        await two.client.join(room)
        two.room_id = room
        await two.look()
        for user_id in (lotte, two.user_id):
            await one.until_joined(user_id)
        await one.say("Wer bringt Kuchen mit?", **{"m.mentions": {}})
        await two.say("Lotte: Kita in Gifhorn?", **{"m.mentions": {"user_ids": [lotte]}})
        silent, addressed = await desk.gets(2)
        assert (silent.is_group, silent.is_addressed) == (True, False)
        assert (addressed.is_group, addressed.is_addressed, addressed.text) == (True, True, "Kita in Gifhorn?")
        await matrix.send(room, Part("Gern"), "g1")
        assert await one.hears(2) == ["Lotte: Kita in Gifhorn?", "Gern"]
        await one.client.room_kick(room, lotte)
        left = (await desk.gets(4))[2:]
        assert {(item.kind, item.user) for item in left} == {(Kind.LEFT, one.user_id), (Kind.LEFT, two.user_id)}
        with pytest.raises(PersonGone):
            await matrix.send(room, Part("Hallo?"), "g2")


async def test_what_a_moderator_takes_back_is_its_authors(synapse: Synapse, lotte: str, tmp_path: Path) -> None:
    desk = Desk()
    async with (
        running(matrix_of(synapse, lotte, tmp_path), desk),
        matrix_parent(synapse, "mod", tmp_path) as one,
        matrix_parent(synapse, "mod-2", tmp_path) as two,
    ):
        two.room_id = await one.open_chat(lotte, two.user_id, encrypted=True)
        await two.client.join(two.room_id)
        await two.look()
        for user_id in (lotte, two.user_id):
            await one.until_joined(user_id)
        said = await two.say("Lotte: Kita?")
        await desk.gets(1)
        await one.client.room_redact(two.room_id, said)
        # what the homeserver would refuse is no truer for being encrypted
        await one.post("m.room.redaction", {"redacts": said})
        await one.post("m.room.member", {"membership": "leave"})
        await two.say("Lotte: Hort?")
        _, deleted, still_there = await desk.gets(3)
        assert (deleted.kind, deleted.about, deleted.user) == (Kind.DELETED, said, two.user_id)
        assert (still_there.kind, still_there.user, still_there.is_group) == (Kind.TEXT, two.user_id, True)


async def test_an_invitation_without_an_answer_holds_up_nobody(
    synapse: Synapse, lotte: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    join, tries = nio.AsyncClient.join, itertools.count()

    async def hanging(client: nio.AsyncClient, room_id: str) -> object:
        if client.user_id == lotte and room_id == dead and next(tries) >= 0:
            raise TimeoutError
        return await join(client, room_id)

    monkeypatch.setattr(nio.AsyncClient, "join", hanging)
    monkeypatch.setattr("bot.gateway.messenger.matrix_inviting.HELD_SECONDS", 1.0)
    monkeypatch.setattr("bot.gateway.messenger.matrix_inviting.PAUSE_SECONDS", 0.2)
    desk, folder = Desk(), StateFolder(tmp_path / "matrix", SECRET)
    async with (
        running(matrix_of(synapse, lotte, tmp_path), desk) as matrix,
        matrix_parent(synapse, "tot", tmp_path) as nobody,
        matrix_parent(synapse, "lebendig", tmp_path) as parent,
    ):
        before = matrix._sender
        dead = await nobody.open_chat(encrypted=False)
        await nobody.client.room_invite(dead, lotte)
        await parent.open_chat(lotte, encrypted=True)
        await parent.until_joined(lotte)
        await parent.say("eins")
        await desk.gets(1)
        await asyncio.sleep(3)
        position = folder.read()
        await parent.say("zwei")
        await desk.gets(2)
        await asyncio.sleep(1)
        assert folder.read() != position
        assert next(tries) > 1
        assert matrix._sender is before  # the same connection all the time
    assert desk.texts == ["eins", "zwei"]


async def test_a_message_without_its_key_is_said_to_be_unreadable(
    synapse: Synapse, lotte: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateway.messenger.matrix_errands.KEY_SECONDS", 2.0)
    desk = Desk()
    async with running(matrix_of(synapse, lotte, tmp_path), desk), matrix_parent(synapse, "stumm", tmp_path) as parent:
        await parent.open_chat(lotte, encrypted=True)
        await parent.until_joined(lotte)
        await parent.look()
        # the app knows nothing of Lotte's devices, and so gives them no key
        olm = parent.client.olm
        del olm.device_store._entries[lotte]
        olm.users_for_key_query.clear()
        await parent.say("Das kann niemand lesen")
        [unreadable] = await desk.gets(1)
        assert (unreadable.kind, unreadable.text) == (Kind.UNREADABLE, UNDECRYPTED)


async def test_the_homeservers_limit_is_said_and_kept(synapse: Synapse, lotte: str, tmp_path: Path) -> None:
    desk = Desk()
    admin = synapse.register("verwaltung", admin=True)
    async with (
        running(matrix_of(synapse, lotte, tmp_path), desk) as matrix,
        matrix_parent(synapse, "viel", tmp_path) as parent,
    ):
        room = await parent.open_chat(lotte, encrypted=False)
        await parent.until_joined(lotte)
        await parent.say("Hallo")
        await desk.gets(1)
        synapse.slow_down(lotte, admin, messages_a_second=1, at_once=1)
        with pytest.raises(TryLater) as caught:
            await asyncio.gather(*(matrix.send(room, Part(f"Antwort {number}"), f"v{number}") for number in range(10)))
        assert caught.value.seconds is not None
        assert 0 < caught.value.seconds < 60
        synapse.slow_down(lotte, admin, messages_a_second=10_000, at_once=10_000)


async def test_homeserver_restarts(synapse: Synapse, lotte: str, tmp_path: Path) -> None:
    desk = Desk()
    async with (
        running(matrix_of(synapse, lotte, tmp_path), desk) as matrix,
        matrix_parent(synapse, "treu", tmp_path) as parent,
    ):
        room = await parent.open_chat(lotte, encrypted=True)
        await parent.until_joined(lotte)
        await parent.say("vorher")
        await desk.gets(1)
        await asyncio.to_thread(synapse.stop)
        with pytest.raises(TryLater):
            await matrix.send(room, Part("Antwort"), "r1")
        await asyncio.to_thread(synapse.start)
        await parent.say("nachher")
        await desk.gets(2)
        assert desk.texts == ["vorher", "nachher"]
        await matrix.send(room, Part("Antwort"), "r1")
        assert await parent.hears() == ["Antwort"]


class Lease:
    """Who may hand messages over, told by the test."""

    def __init__(self, is_held: bool) -> None:
        self.is_held = is_held

    def hold(self, name: str, holder: str, seconds: float) -> bool:
        return self.is_held


async def test_of_two_gateways_the_second_takes_over_without_a_gap(
    synapse: Synapse, lotte: str, tmp_path: Path
) -> None:
    desk, one, two = Desk(), Lease(True), Lease(False)
    for name in ("eins", "zwei"):
        (tmp_path / name).mkdir()
    async with (
        matrix_parent(synapse, "beide", tmp_path) as parent,
        running(matrix_of(synapse, lotte, tmp_path / "zwei", lease=lambda: two), desk) as second,
    ):
        async with running(matrix_of(synapse, lotte, tmp_path / "eins", lease=lambda: one), desk):
            room = await parent.open_chat(lotte, encrypted=True)
            await parent.until_joined(lotte)
            await parent.say("an den ersten")
            await desk.gets(1)
            one.is_held = False  # it is about to end; nobody hands over for a while
            await parent.say("dazwischen")
            await asyncio.sleep(1)
        two.is_held = True
        await parent.say("an den zweiten")
        await desk.gets(3)
        assert desk.texts == ["an den ersten", "dazwischen", "an den zweiten"]
        await second.send(room, Part("Vom zweiten"), "z1")
        assert await parent.hears() == ["Vom zweiten"]


async def test_a_second_gateway_with_the_same_folder_waits(synapse: Synapse, lotte: str, tmp_path: Path) -> None:
    async with running(matrix_of(synapse, lotte, tmp_path), Desk()):
        waiting = matrix_of(synapse, lotte, tmp_path)
        task = asyncio.create_task(waiting.run(Desk().receive))
        await asyncio.sleep(0.3)
        with pytest.raises(TryLater):
            await waiting.send("!x:lotte.test", Part("Hallo"), "k")
        task.cancel()


async def test_a_login_that_was_ended_is_made_anew(synapse: Synapse, lotte: str, tmp_path: Path) -> None:
    desk = Desk()
    async with matrix_parent(synapse, "neu", tmp_path) as parent:
        async with running(matrix_of(synapse, lotte, tmp_path), desk):
            await parent.open_chat(lotte, encrypted=True)
            await parent.until_joined(lotte)
        state = StateFolder(tmp_path / "matrix", SECRET).read()
        assert state is not None
        synapse.ask("POST", "/_matrix/client/v3/logout", {}, state.access_token)
        async with running(matrix_of(synapse, lotte, tmp_path), desk) as matrix:
            after = StateFolder(tmp_path / "matrix", SECRET).read()
            assert after is not None
            assert after.device_id != state.device_id
            await parent.look()
            await parent.say("Hallo noch einmal")
            await desk.gets(1)
            await matrix.send(parent.room_id, Part("Hallo"), "n1")
            assert await parent.hears() == ["Hallo"]


async def test_a_position_the_homeserver_does_not_know(synapse: Synapse, lotte: str, tmp_path: Path) -> None:
    desk = Desk()
    async with matrix_parent(synapse, "verrutscht", tmp_path) as parent:
        async with running(matrix_of(synapse, lotte, tmp_path), desk):
            await parent.open_chat(lotte, encrypted=True)
            await parent.until_joined(lotte)
        StateFolder(tmp_path / "matrix", SECRET).moved_to("Unsinn")
        async with running(matrix_of(synapse, lotte, tmp_path), desk):
            await parent.say("Hallo")
            await desk.gets(1)
    assert desk.texts == ["Hallo"]


async def test_what_breaks_the_reading_is_passed_over(
    synapse: Synapse, lotte: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_or_break(event: Event, room: Room) -> Incoming | None:
        if event["content"].get("body") == "Gift":
            raise RecursionError
        return read(event, room)

    monkeypatch.setattr("bot.gateway.messenger.matrix_listening.read", read_or_break)
    desk, matrix = Desk(), matrix_of(synapse, lotte, tmp_path)
    async with running(matrix, desk), matrix_parent(synapse, "giftig", tmp_path) as parent:
        await parent.open_chat(lotte, encrypted=False)
        await parent.until_joined(lotte)
        await parent.say("davor")
        await desk.gets(1)
        await parent.say("Gift")
        await asyncio.sleep(1)
        await connected(matrix)
        await parent.say("danach")
        await desk.gets(2)
    assert desk.texts == ["davor", "danach"]


async def test_lottes_devices_bear_her_identity(synapse: Synapse, lotte: str, tmp_path: Path) -> None:
    def keys() -> dict[str, Any]:
        return synapse.ask("POST", "/_matrix/client/v3/keys/query", {"device_keys": {lotte: []}}, token)

    token = synapse.register(lotte[1:].partition(":")[0] + "-pruefer")
    for folder, secret in (("eins", SECRET), ("zwei", SECRET), ("drei", "ein neues Geheimnis")):
        (tmp_path / folder).mkdir()
        matrix = Matrix(Account(synapse.address, lotte, PASSWORD), StateFolder(tmp_path / folder, secret))
        async with running(matrix, Desk()):
            state = StateFolder(tmp_path / folder, secret).read()
            answer = await asyncio.to_thread(keys)
        identity = Identity.of(secret, lotte)
        assert state is not None
        assert identity.is_announced(answer)
        assert identity.has_signed(answer["device_keys"][lotte][state.device_id])
    devices = answer["device_keys"][lotte].values()
    assert len(devices) == 3
    assert [Identity.of(SECRET, lotte).has_signed(device) for device in devices].count(True) == 2


async def test_the_files_name_nobody(synapse: Synapse, lotte: str, tmp_path: Path) -> None:
    desk = Desk()
    async with (
        matrix_parent(synapse, "niemand", tmp_path) as parent,
        running(matrix_of(synapse, lotte, tmp_path), desk) as matrix,
    ):
        room = await parent.open_chat(lotte, encrypted=True)
        await parent.until_joined(lotte)
        await parent.say("Hallo Lotte")
        await desk.gets(1)
        await matrix.send(room, Part("Guten Tag"), "f1")
    folder = tmp_path / "matrix"
    with sqlite3.connect(folder / "schluessel.db") as database:
        sessions = database.execute("SELECT count(*) FROM megolminboundsessions").fetchone()[0]
    database.close()
    assert sessions == 2  # hers and the parent's
    for path in folder.iterdir():
        content = path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0 or not content, path.name
        for word in ("niemand", room, "Hallo", PASSWORD, parent.client.device_id):
            assert word.encode() not in content, (path.name, word)
