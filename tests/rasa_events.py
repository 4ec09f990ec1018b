"""Events of a conversation as Rasa's tracker store gets them, written by hand for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def typed(
    text: str = "hallo",
    intent: str = "angabe",
    *,
    confidence: float = 0.9,
    at: float = 1_000.0,
    channel: str | None = "web",
    **understood: Any,
) -> dict[str, Any]:
    """A message that was typed; further arguments stand in `understood`."""
    found = {"language": "de", "act": "nachfrage", "intent": intent, "confidence": confidence, **understood}
    return {
        "event": "user",
        "timestamp": at,
        "text": text,
        "input_channel": channel,
        "parse_data": {
            "text": text,
            "intent": {"name": intent, "confidence": confidence},
            "entities": [],
            "intent_ranking": [{"name": intent, "confidence": confidence}, {"name": "gruss", "confidence": 0.01}],
            "understood": found,
        },
    }


def tapped(label: str, intent: str, *, at: float = 1_000.0, **facts: str) -> dict[str, Any]:
    """A button that was tapped; further arguments are its facts."""
    event = typed(label, intent, confidence=1.0, at=at)
    del event["parse_data"]["intent_ranking"]
    event["parse_data"]["choice"] = facts
    return event


def action(name: str, at: float = 1_000.0) -> dict[str, Any]:
    """Something was done."""
    return {"event": "action", "timestamp": at, "name": name, "policy": "RulePolicy", "confidence": 1.0}


def said(
    text: str = "Das passt:",
    *,
    offers: Sequence[str] = (),
    outcome: Mapping[str, Any] | None = None,
    buttons: Sequence[str] = (),
    at: float = 1_000.0,
) -> dict[str, Any]:
    """A sentence of Lotte's, with offers of these ids."""
    cards = [{"id": key, "title": f"Angebot {key}", "provider": "Träger", "why": ["passt"]} for key in offers]
    custom: dict[str, Any] = {"offers": cards} if offers or outcome else {}
    if outcome:
        custom["outcome"] = dict(outcome)
    data = {"buttons": [{"title": label, "payload": "/x"} for label in buttons] or None, "custom": custom or None}
    return {"event": "bot", "timestamp": at, "text": text, "data": data}


def slot(name: str, value: Any) -> dict[str, Any]:
    """Something was remembered."""
    return {"event": "slot", "timestamp": 1_000.0, "name": name, "value": value}
