"""Lotte's keys for encrypted rooms on disk: sealed, and without anybody's user id or room in the clear."""

from __future__ import annotations

import base64
import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from nio.crypto import DeviceStore, GroupSessionStore, InboundGroupSession, OlmDevice, OutgoingKeyRequest, TrustState
from nio.store import MatrixStore
from nio.store.database import use_database
from nio.store.models import EncryptedRooms, MegolmInboundSessions
from peewee import SQL

#: Of each device in a room: older keys open only messages that were answered long ago.
KEPT_SESSIONS = 5


@dataclass
class SealedStore(MatrixStore):
    """What a restart must not lose: our own keys, and the keys of the others' sessions; nio pickles them encrypted.

    The list of everybody's devices is not kept at all: the homeserver tells it again after a start, and nobody is
    verified by hand. Rooms stand there encrypted, in a way that makes the same room look the same each time.
    """

    _rooms: AESSIV = field(init=False)

    def __post_init__(self) -> None:
        self._rooms = AESSIV(hashlib.sha512(b"rooms of Matrix\0" + self.pickle_key.encode()).digest())
        super().__post_init__()

    def _sealed(self, room_id: str) -> str:
        return base64.urlsafe_b64encode(self._rooms.encrypt(room_id.encode(), None)).decode("ascii")

    def _opened(self, sealed: str) -> str:
        return self._rooms.decrypt(base64.urlsafe_b64decode(sealed), None).decode()

    def save_inbound_group_session(self, session: InboundGroupSession) -> None:
        """Keeps a key that opens messages of one device in one room; the oldest of them go."""
        with self._under_seal(session):
            super().save_inbound_group_session(session)
            self._drop_old(session.sender_key, session.room_id)

    def load_inbound_group_sessions(self) -> GroupSessionStore:
        """All of them, by their real rooms; those of another secret are passed over."""
        sessions = GroupSessionStore()
        for session in super().load_inbound_group_sessions():
            with contextlib.suppress(InvalidTag, ValueError):
                session.room_id = self._opened(session.room_id)
                sessions.add(session)
        return sessions

    def save_encrypted_rooms(self, rooms: set[str]) -> None:
        """Remembers that these are encrypted: a homeserver cannot talk us out of it later."""
        super().save_encrypted_rooms({self._sealed(room_id) for room_id in rooms})

    def load_encrypted_rooms(self) -> set[str]:
        """By their real names."""
        return {self._opened(sealed) for sealed in super().load_encrypted_rooms()}

    def delete_encrypted_room(self, room: str) -> None:
        """Forgets a room with all its keys; nio calls it when the room is forgotten."""
        self._delete_room(self._sealed(room))

    @use_database  # type: ignore[untyped-decorator, unused-ignore]
    def _delete_room(self, sealed: str) -> None:
        EncryptedRooms.delete().where(EncryptedRooms.room_id == sealed).execute()
        MegolmInboundSessions.delete().where(MegolmInboundSessions.room_id == sealed).execute()

    @use_database  # type: ignore[untyped-decorator, unused-ignore]
    def _drop_old(self, sender_key: str, sealed: str) -> None:
        sessions = MegolmInboundSessions
        of_device = (sessions.sender_key == sender_key) & (sessions.room_id == sealed)
        newest_first = sessions.select(sessions.session_id).where(of_device).order_by(SQL("rowid DESC"))
        for old in list(newest_first.offset(KEPT_SESSIONS).limit(100)):
            sessions.delete().where(sessions.session_id == old.session_id).execute()

    @contextlib.contextmanager
    def _under_seal(self, session: InboundGroupSession) -> Iterator[None]:
        room_id = session.room_id
        session.room_id = self._sealed(room_id)
        try:
            yield
        finally:
            session.room_id = room_id

    # Nobody's devices are written down.

    def save_device_keys(self, device_keys: Any) -> None:
        """They stay in memory."""

    def load_device_keys(self) -> DeviceStore:
        """None: they are asked for anew."""
        return DeviceStore()

    def add_outgoing_key_request(self, key_request: OutgoingKeyRequest) -> None:
        """It stays in memory."""

    def load_outgoing_key_requests(self) -> dict[str, OutgoingKeyRequest]:
        """None."""
        return {}

    def remove_outgoing_key_request(self, key_request: OutgoingKeyRequest) -> None:
        """Nothing is there."""

    # Trust: parents' devices are trusted as the homeserver names them. A bot has no eyes to compare emojis with, and
    # refusing an unverified telephone would mean to refuse nearly every family.

    def ignore_devices(self, devices: list[OlmDevice]) -> None:
        """They get the keys although nobody compared them (nio's word for it is "ignored")."""
        for device in devices:
            device.trust_state = TrustState.ignored

    def is_device_ignored(self, device: OlmDevice) -> bool:
        """Whether it was so before."""
        return bool(device.trust_state == TrustState.ignored)

    def is_device_verified(self, device: OlmDevice) -> bool:
        """Never: nobody compares."""
        return False

    def is_device_blacklisted(self, device: OlmDevice) -> bool:
        """Never."""
        return False
