"""An update of a platform as a letter of the postbox, and back. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from bot.gateway.messenger.people import person_key, update_key
from bot.gateway.messenger.platform import Incoming, Kind
from bot.memory.messaging.records import Letter
from bot.memory.messaging.sealing import Seal


def letter_of(seal: Seal, incoming: Incoming, received_at: float) -> Letter:
    """The letter; `received_at` in seconds since 1970."""
    content: dict[str, Any] = {name: value for name, value in asdict(incoming).items() if name != "platform"}
    content["about_key"] = update_key(seal, incoming, incoming.about) if incoming.about else ""
    return Letter(
        platform=incoming.platform,
        update_key=update_key(seal, incoming),
        person_key=person_key(seal, incoming),
        content=content,
        received_at=received_at,
        sent_at=incoming.sent_at,
    )


def opened(content: Mapping[str, Any], platform: str) -> Incoming:
    """The update a letter was made of; what an older or newer release has put in besides is left out."""
    names = {field.name for field in fields(Incoming)} - {"platform", "kind"}
    known = {name: value for name, value in content.items() if name in names}
    return Incoming(platform=platform, kind=Kind(content["kind"]), **known)
