"""A Matrix client that believes only what may be encrypted: no homeserver has looked into that before us."""

from __future__ import annotations

import logging
from typing import Any, Final

from nio import AsyncClient, Event, MegolmEvent, UnknownEvent
from nio.crypto import Olm
from nio.exceptions import EncryptionError

from bot.gateway.messenger.matrix_reading import SAID

logger = logging.getLogger(__name__)

#: Marks of what a homeserver has to allow or adds: who is in a room, who takes something back.
_HOMESERVERS: Final = ("state_key", "redacts", "unsigned")
_PASSED_OVER: Final = "m.dummy"


class CarefulClient(AsyncClient):
    """nio lets any trouble with a payload but its own `EncryptionError` break the whole answer of the homeserver."""

    def load_store(self) -> None:
        """Makes what decrypts, as nio does, and stands before it."""
        super().load_store()
        if self.olm is not None:
            _guard(self.olm)


def _guard(olm: Olm) -> None:
    decrypt, to_device = olm.decrypt_megolm_event, olm.handle_to_device_event

    def decrypted(event: MegolmEvent, room_id: str | None = None) -> Any:
        trouble = ""
        try:
            plain = decrypt(event, room_id)
        except EncryptionError:
            raise
        except Exception as error:
            trouble = type(error).__name__
        if trouble:
            raise EncryptionError(trouble)  # outside of the except: the other's words can hold what was written
        return plain if _is_said(plain.source, event) else _nothing(event)

    def handled(event: Any) -> Any:
        try:
            return to_device(event)
        except Exception as error:  # anybody can send anything to a device; the homeserver repeats it until it is taken
            logger.warning("Matrix: keys from somebody were not readable (%s)", type(error).__name__)
            return None

    olm.decrypt_megolm_event = decrypted  # type: ignore[method-assign, unused-ignore]
    olm.handle_to_device_event = handled  # type: ignore[method-assign, unused-ignore]


def _is_said(source: dict[str, Any], event: MegolmEvent) -> bool:
    """Whether it is somebody's word. `unsigned` is nio's own if the homeserver gave a transaction to our event."""
    marks = [mark for mark in _HOMESERVERS if mark in source and not (mark == "unsigned" and event.transaction_id)]
    return source.get("type") in SAID and source.get("event_id") == event.event_id and not marks


def _nothing(event: MegolmEvent) -> Event:
    """In its place: of an unknown kind, so that neither nio nor we take anything from it."""
    envelope = {name: event.source[name] for name in ("event_id", "sender", "origin_server_ts")}
    return UnknownEvent({**envelope, "type": _PASSED_OVER, "content": {}}, _PASSED_OVER)
