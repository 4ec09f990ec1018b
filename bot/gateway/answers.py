"""Rasa's answer in the form of the chat contract: buttons become ids, only the agreed fields go out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import texts
from bot.gateway.calendar import links
from bot.gateway.corrections import chips

_UNDERSTOOD = ("language", "act", "intent", "confidence", "needs", "crisis")


def contract_answer(
    answer: Mapping[str, Any],
    choice_id: Callable[[str, str], str],
    secret: str,
    confirmation: str | None = None,
    topic_names: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """The body of a 200.

    Args:
        answer: from the channel.
        choice_id: (payload, label) → the button's id for this session.
        secret: of this installation; signs the address of a calendar file.
        confirmation: what became of a wish to be called back; stands where the dialogue asked for it.
        topic_names: key → German name of the situation's topics.
    """
    spoken = texts.load(answer.get("language") or answer["understood"].get("language"))
    messages: list[dict[str, Any]] = []
    for message in answer["messages"]:
        # the mark of a wish may come without words of its own; an empty bubble would be seen
        marked = message.get("callback") or message.get("callback_cancelled")
        if message["text"] or message["buttons"] or message["offers"] or not marked:
            messages.append({**_contract_message(message, choice_id), **_with_links(message, secret)})
        if marked and confirmation is not None:
            messages.append(plain(confirmation))
            confirmation = None
    trouble = plain(spoken.phrase("stoerung"))
    if not answer["complete"] and trouble not in messages:
        messages.append(trouble)
    return {
        "messages": messages,
        "understood": contract_understood(answer["understood"]),
        "situation": contract_situation(answer["situation"], spoken, topic_names),
        "language": spoken.locale,
    }


def takes_callback_back(answer: Mapping[str, Any]) -> bool:
    """Whether the parent no longer wants to be called."""
    return any(message.get("callback_cancelled") for message in answer["messages"])


def wants_callback(answer: Mapping[str, Any]) -> bool:
    """Whether the dialogue has the consent and asks to keep the number of this very message."""
    return any(message.get("callback") for message in answer["messages"])


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


def contract_situation(
    situation: Mapping[str, Any], spoken: texts.Texts, topic_names: Mapping[str, str]
) -> dict[str, Any]:
    """What Lotte now believes about the family; `chips` is the same for reading and correcting."""
    return {
        "children": _children(situation),
        "needs": list(situation.get("needs") or []),
        "place": _place(situation),
        "chips": chips(situation, spoken, topic_names.get),
    }


def _contract_message(message: Mapping[str, Any], choice_id: Callable[[str, str], str]) -> dict[str, Any]:
    buttons = [
        {"id": choice_id(button["payload"], button["title"]), "label": button["title"]} for button in message["buttons"]
    ]
    return {"text": message["text"], "buttons": buttons, "offers": message["offers"]}


def _with_links(message: Mapping[str, Any], secret: str) -> dict[str, Any]:
    found = links(message, secret)
    return {"links": found} if found else {}


def _children(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"age_months": child["age_months"], "label": child["label"]} for child in facts.get("children") or []]


def _place(facts: Mapping[str, Any]) -> dict[str, str] | None:
    place = facts.get("place")
    return {"key": place["key"], "name": place["name"]} if place else None
