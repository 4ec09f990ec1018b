"""What the parent's latest message said, as the action server receives it."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker


def understood(tracker: Tracker) -> dict[str, Any]:
    """The findings of the language understanding (chat contract); empty if the message never went through it."""
    return dict((tracker.latest_message or {}).get("understood") or {})


def choice(tracker: Tracker) -> dict[str, Any]:
    """The facts of a tapped button; empty for typed text."""
    return dict((tracker.latest_message or {}).get("choice") or {})


def text(tracker: Tracker) -> str:
    """The parent's words; empty for a tapped button, whose label says nothing a search could use."""
    message = tracker.latest_message or {}
    return "" if message.get("choice") is not None else str(message.get("text") or "")
