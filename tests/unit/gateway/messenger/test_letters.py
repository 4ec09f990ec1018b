"""Updates as letters, and back."""

from __future__ import annotations

from bot.gateway.messenger.letters import letter_of, opened
from bot.gateway.messenger.platform import Kind
from bot.memory.messaging.sealing import Seal
from tests.unit.gateway.messenger.fake_platform import incoming

SEAL = Seal("geheim")


def test_there_and_back() -> None:
    update = incoming(Kind.EDITED, text="Kita", about="eins", language="tr", is_group=True, room="r", sent_at=7.0)
    assert opened(letter_of(SEAL, update, 8.0).content, "fake") == update


def test_a_letter_of_another_release_can_be_opened() -> None:
    """One that could not would be tried for ever, and nothing behind it be answered."""
    update = incoming(Kind.TEXT, text="Kita")
    content = {**letter_of(SEAL, update, 8.0).content, "mood": "good"}
    del content["room"]
    assert opened(content, "fake") == update
