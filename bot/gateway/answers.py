"""Rasa's answer in the form of the chat contract: buttons become ids, only the agreed fields go out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import texts

_UNDERSTOOD = ("language", "act", "intent", "confidence", "needs", "crisis")


def contract_answer(answer: Mapping[str, Any], choice_id: Callable[[str, str], str]) -> dict[str, Any]:
    """The body of a 200.

    Args:
        answer: from the channel.
        choice_id: (payload, label) → the button's id for this session.
    """
    messages = [
        {
            "text": message["text"],
            "buttons": [
                {"id": choice_id(button["payload"], button["title"]), "label": button["title"]}
                for button in message["buttons"]
            ],
            "offers": message["offers"],
        }
        for message in answer["messages"]
    ]
    if not answer["complete"]:
        messages.append(plain(texts.load(answer["understood"].get("language")).phrase("stoerung")))
    return {
        "messages": messages,
        "understood": contract_understood(answer["understood"]),
        "situation": contract_situation(answer["situation"]),
    }


def plain(text: str) -> dict[str, Any]:
    """A message that is nothing but a text."""
    return {"text": text, "buttons": [], "offers": []}


def contract_understood(understood: Mapping[str, Any]) -> dict[str, Any]:
    """What was understood of this one message."""
    return {
        **{name: understood.get(name) for name in _UNDERSTOOD},
        "children": _children(understood),
        "place": _place(understood),
    }


def contract_situation(situation: Mapping[str, Any]) -> dict[str, Any]:
    """What Lotte now believes about the family."""
    return {"children": _children(situation), "needs": list(situation.get("needs") or []), "place": _place(situation)}


def _children(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"age_months": child["age_months"], "label": child["label"]} for child in facts.get("children") or []]


def _place(facts: Mapping[str, Any]) -> dict[str, str] | None:
    place = facts.get("place")
    return {"key": place["key"], "name": place["name"]} if place else None
