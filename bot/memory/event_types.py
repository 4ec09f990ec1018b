"""What Rasa calls the events that a conversation is read by."""

from __future__ import annotations

from typing import Final

USER: Final = "user"  # a parent's message, typed or tapped
BOT: Final = "bot"  # a sentence of Lotte's, with buttons and offers
ACTION: Final = "action"  # what was done; stands before the sentences that came of it
SLOT: Final = "slot"
