"""What the parent's latest message said, as the action server receives it, and what came just before."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

AWAY_SECONDS = 12 * 3600
_USER = "user"
_CRISIS = "krise_"
_A_NEED = "krise_gewalt_kinderschutz"


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


def intent_before(tracker: Tracker) -> str | None:
    """The intent of the message before the latest one; None if there was none."""
    messages = [event for event in tracker.events if event.get("event") == _USER]
    parsed = messages[-2].get("parse_data") or {} if len(messages) > 1 else {}
    return (parsed.get("intent") or {}).get("name")


def danger_of(intent: str | None) -> str | None:
    """The danger an intent stands for, a key of `gefahr.CRISIS_OFFERS`: "krise_gewalt" → "gewalt"."""
    return intent.removeprefix(_CRISIS) if intent and intent.startswith(_CRISIS) and intent != _A_NEED else None


def danger_before(tracker: Tracker) -> str | None:
    """The danger of the message before the latest one; None if it was none."""
    return danger_of(intent_before(tracker))


def was_away(tracker: Tracker) -> bool:
    """Whether more than half a day lies between this message and what came before it."""
    times = [(event.get("event"), float(event.get("timestamp") or 0)) for event in tracker.events]
    last = next((index for index in reversed(range(len(times))) if times[index][0] == _USER), 0)
    return last > 0 and times[last][1] - times[last - 1][1] > AWAY_SECONDS
