"""What happened in a portion of a conversation, read from its masked events: what staff find it by. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from bot.memory.event_types import ACTION, BOT, SLOT, USER
from bot.memory.reviewing.searching import words_of
from offer_db.vocabulary import FAMILIENBUERO_ID

SEARCHES: Final = frozenset({"action_suchen", "action_aendern", "action_mehr_angebote"})
"""Actions that answer with offers they looked for; what others show are telephone numbers, or the Familienbüro."""
NOT_UNDERSTOOD: Final = "action_nicht_verstanden"
LANGUAGE_SLOT: Final = "sprache"
HELPED: Final = "geholfen"
FEEDBACK: Final = "feedback"
INSULT: Final = "beleidigung"
YES: Final = "ja"
NO: Final = "nein"

_PRAISE: Final = re.compile(
    r"\b(?:geholfen|hilfreich|super|toll\w*|klasse|gut\w*|prima|nett\w*|lob|lobe\w*|sterne|daumen hoch|note [12]|"
    r"\w*empfehl\w*|geklappt|zufrieden|danke|dankbar|freu\w*|perfekt|spitze|weiter so)\b"
)
_BLAME: Final = re.compile(r"\b(?:nicht|kein\w*|schlecht\w*|leider|falsch\w*|aber|nix|nichts|weniger)\b")


class FactKind(StrEnum):
    """What `ConversationFact` can say."""

    NEED = "bedarf"
    PLACE = "ort"


@dataclass(frozen=True)
class Message:
    """A parent's message.

    Attributes:
        offset: of its event in the portion.
        turn: 1 is the first message of the portion.
        tapped: a button.
        confidence: 0..1; 1.0 for a button.
    """

    offset: int
    turn: int
    timestamp: float
    text: str
    tapped: bool
    intent: str
    act: str
    confidence: float
    crisis: str | None
    language: str


@dataclass(frozen=True)
class Summary:
    """What a portion adds; None and empty where it says nothing about it.

    Attributes:
        offer_turn: message of the portion that was first answered with offers; 0: one written before the portion.
        no_offer: something was looked for and nothing fitted just so: nothing was found, or a wish had to be let go.
        fallbacks: how often Lotte said that it did not understand.
        lowest_confidence: of the typed messages.
        facts: (kind, value), each once.
        words: stems of what was typed, each once.
    """

    channel: str | None
    language: str | None
    messages: tuple[Message, ...]
    offer_turn: int | None
    no_offer: bool
    fallbacks: int
    lowest_confidence: float | None
    crisis: str | None
    helped: str | None
    bad_feedback: bool
    facts: tuple[tuple[FactKind, str], ...]
    words: tuple[str, ...]

    @property
    def turns(self) -> int:
        """Messages of the parent in the portion."""
        return len(self.messages)


def summarised(events: Sequence[Mapping[str, Any]]) -> Summary:
    """Reads a portion; a turn may be spread over several portions.

    Args:
        events: masked, in Rasa's JSON form, oldest first.
    """
    users = [(offset, event) for offset, event in enumerate(events) if event["event"] == USER]
    messages = tuple(_message(offset, turn, event) for turn, (offset, event) in enumerate(users, 1))
    typed = [message for message in messages if not message.tapped]
    answers = [_helped(event) for _, event in users]
    return Summary(
        channel=next((str(event["input_channel"]) for _, event in users if event.get("input_channel")), None),
        language=_language(events),
        messages=messages,
        offer_turn=_offer_turn(events),
        no_offer=any(_nothing_fitted(event) for event in events),
        fallbacks=sum(event["event"] == ACTION and event.get("name") == NOT_UNDERSTOOD for event in events),
        lowest_confidence=min((message.confidence for message in typed), default=None),
        crisis=next((message.crisis for message in messages if message.crisis), None),
        helped=next((answer for answer in reversed(answers) if answer), None),
        bad_feedback=NO in answers or any(map(_is_bad, messages)),
        facts=_facts(event for _, event in users),
        words=words_of(message.text for message in typed),
    )


def is_complaint(words: str) -> bool:
    """Whether feedback is none of praise: "die nummer stimmt nicht", "nutzlos", but not "sehr hilfreich"."""
    folded = words.casefold()
    return not _PRAISE.search(folded) or bool(_BLAME.search(folded))


def _message(offset: int, turn: int, event: Mapping[str, Any]) -> Message:
    parsed = event.get("parse_data") or {}
    understood = parsed.get("understood") or {}
    intent = parsed.get("intent") or {}
    return Message(
        offset=offset,
        turn=turn,
        timestamp=float(event.get("timestamp") or 0),
        text=str(event.get("text") or ""),
        tapped=parsed.get("choice") is not None,
        intent=str(intent.get("name") or ""),
        act=str(understood.get("act") or ""),
        confidence=float(intent.get("confidence") or 0),
        crisis=understood.get("crisis"),
        language=str(understood.get("language") or ""),
    )


def _is_bad(message: Message) -> bool:
    if message.intent == INSULT:
        return True
    # a tapped one names the offer something is wrong with
    return message.intent == FEEDBACK and (message.tapped or is_complaint(message.text))


def _helped(event: Mapping[str, Any]) -> str | None:
    parsed = event.get("parse_data") or {}
    if (parsed.get("intent") or {}).get("name") != HELPED:
        return None
    answer = (parsed.get("choice") or {}).get("art")
    return answer if answer in (YES, NO) else None


def _language(events: Sequence[Mapping[str, Any]]) -> str | None:
    """What Lotte answered in last."""
    said = (event.get("value") for event in events if event["event"] == SLOT and event.get("name") == LANGUAGE_SLOT)
    return next((str(value) for value in reversed(list(said)) if value), None)


def _offer_turn(events: Sequence[Mapping[str, Any]]) -> int | None:
    """Offers were looked for and shown, if only the nearest alternatives; the Familienbüro alone is no offer."""
    turn, action = 0, None
    for event in events:
        if event["event"] == USER:
            turn += 1
        elif event["event"] == ACTION:
            action = event.get("name")
        elif event["event"] == BOT and _shows_offers(_custom(event), searched=action in SEARCHES):
            return turn
    return None


def _shows_offers(custom: Mapping[str, Any], *, searched: bool) -> bool:
    if not searched and "outcome" not in custom:
        return False
    return any(offer["id"] != FAMILIENBUERO_ID for offer in custom.get("offers") or ())


def _nothing_fitted(event: Mapping[str, Any]) -> bool:
    """By what the search itself says about its result (actions/angebote.py)."""
    outcome = _custom(event).get("outcome") if event["event"] == BOT else None
    return outcome is not None and (not outcome["hits"] or bool(outcome["relaxed"]))


def _custom(event: Mapping[str, Any]) -> Mapping[str, Any]:
    return (event.get("data") or {}).get("custom") or {}


def _facts(users: Iterable[Mapping[str, Any]]) -> tuple[tuple[FactKind, str], ...]:
    """Needs and places that were spoken of or tapped."""
    facts: list[tuple[FactKind, str]] = []
    for event in users:
        parsed = event.get("parse_data") or {}
        understood, choice = parsed.get("understood") or {}, parsed.get("choice") or {}
        facts += [(FactKind.NEED, str(need)) for need in understood.get("needs") or ()]
        if place := understood.get("place"):
            facts.append((FactKind.PLACE, str(place["key"])))
        if choice.get("was") in ("need", "place") and choice.get("zu"):
            facts.append((FactKind.NEED if choice["was"] == "need" else FactKind.PLACE, str(choice["zu"])))
    return tuple(dict.fromkeys(facts))
