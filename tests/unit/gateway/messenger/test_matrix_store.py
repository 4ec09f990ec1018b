"""bot/gateway/messenger/matrix_store.py: keys come back after a restart, and the file names nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from nio.crypto import InboundGroupSession, OlmAccount, OlmDevice, OutboundGroupSession

from bot.gateway.messenger.matrix_store import KEPT_SESSIONS, SealedStore

ROOM, OTHER = "!zimmer:familie.example", "!anderes:familie.example"


def opened(folder: Path, pickle_key: str = "geheim") -> SealedStore:
    return SealedStore("@lotte:kreis.example", "LOTTE", str(folder), pickle_key, "schluessel.db")


@pytest.fixture
def store(tmp_path: Path) -> SealedStore:
    made = opened(tmp_path)
    made.save_account(OlmAccount())
    return made


def session(room_id: str, sender_key: str = "curve") -> InboundGroupSession:
    outbound = OutboundGroupSession()
    return InboundGroupSession(outbound.session_key, "ed", sender_key, room_id)


def test_sessions_come_back_by_their_rooms(store: SealedStore, tmp_path: Path) -> None:
    first, second = session(ROOM), session(OTHER)
    for one in (first, second, first):
        store.save_inbound_group_session(one)
    assert first.room_id == ROOM  # the caller's is as it was
    store.save_encrypted_rooms({ROOM, OTHER})
    again = opened(tmp_path)
    sessions = again.load_inbound_group_sessions()
    assert sessions.get(ROOM, "curve", first.id) is not None
    assert sessions.get(OTHER, "curve", second.id) is not None
    assert sessions.get(OTHER, "curve", first.id) is None
    assert again.load_encrypted_rooms() == {ROOM, OTHER}


def test_only_the_newest_keys_of_a_device_stay(store: SealedStore, tmp_path: Path) -> None:
    made = [session(ROOM) for _ in range(KEPT_SESSIONS + 3)]
    elsewhere = session(ROOM, "another device")
    for one in (elsewhere, *made):
        store.save_inbound_group_session(one)
    kept = {one.id for one in opened(tmp_path).load_inbound_group_sessions()}
    assert kept == {elsewhere.id, *(one.id for one in made[-KEPT_SESSIONS:])}


def test_a_forgotten_room_leaves_nothing(store: SealedStore, tmp_path: Path) -> None:
    for room_id in (ROOM, OTHER):
        store.save_inbound_group_session(session(room_id))
    store.save_encrypted_rooms({ROOM, OTHER})
    store.delete_encrypted_room(ROOM)
    again = opened(tmp_path)
    assert again.load_encrypted_rooms() == {OTHER}
    assert [one.room_id for one in again.load_inbound_group_sessions()] == [OTHER]


def test_devices_are_trusted_and_not_written_down(store: SealedStore, tmp_path: Path) -> None:
    device = OlmDevice("@mona:familie.example", "HANDY", {"ed25519": "e", "curve25519": "c"})
    store.save_device_keys({device.user_id: {device.id: device}})
    assert not store.is_device_ignored(device)
    store.ignore_devices([device])
    assert store.is_device_ignored(device)
    assert not store.is_device_verified(device)
    assert not store.is_device_blacklisted(device)
    assert list(opened(tmp_path).load_device_keys()) == []


def test_the_file_names_no_room_and_no_person(store: SealedStore, tmp_path: Path) -> None:
    store.save_inbound_group_session(session(ROOM))
    store.save_encrypted_rooms({ROOM})
    store.save_device_keys({"@mona:familie.example": {}})
    store.database.close()
    content = (tmp_path / "schluessel.db").read_bytes()
    assert b"zimmer" not in content
    assert b"mona" not in content
