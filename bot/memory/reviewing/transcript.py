"""A conversation as the parent saw it, with what was understood and why something was answered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from bot.memory.conversations import ConversationEvent
from bot.memory.database import storable, transaction
from bot.memory.event_types import ACTION, BOT, USER
from bot.memory.reviewing.rows import ConversationRow, read_rows


@dataclass(frozen=True)
class Understood:
    """What was understood of one message.

    Attributes:
        intent, act: keys of domain.yml and of the chat contract; "" where nothing is known.
        confidence: 0..1.
        ranking: (intent, confidence) of the best guesses, best first; empty for a tapped button.
        children: (label, first month, last month) of each child that was named.
        needs, topics, wishes: keys.
        place: (municipality key, name) or None.
        crisis: kind of danger or None.
        language: code, e.g. "de".
    """

    intent: str
    act: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]
    children: tuple[tuple[str, int, int], ...]
    needs: tuple[str, ...]
    topics: tuple[str, ...]
    place: tuple[str, str] | None
    crisis: str | None
    language: str
    wishes: tuple[str, ...]


@dataclass(frozen=True)
class ShownOffer:
    """An offer as it was shown, and the reasons that were given."""

    id: str
    title: str
    provider: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """One message of Lotte's.

    Attributes:
        text: as it was said; may be empty where there are only offers.
        buttons: their labels.
        action: name of the action it came from, e.g. "action_suchen"; "" where that is not known.
        policy: what chose the action, e.g. "RulePolicy"; "" where that is not known.
    """

    text: str
    buttons: tuple[str, ...]
    offers: tuple[ShownOffer, ...]
    action: str
    policy: str


@dataclass(frozen=True)
class Turn:
    """A message of the parent and what Lotte said to it.

    Attributes:
        position: of the event in its conversation; unique there.
        number: 1 is the parent's first message; 0 is what Lotte said before.
        at: seconds since 1970.
        text: masked; the label, if a button was tapped.
        tapped: a button, nothing that had to be understood.
    """

    position: int
    number: int
    at: float
    text: str
    tapped: bool
    understood: Understood | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Transcript:
    """A whole conversation."""

    row: ConversationRow
    turns: tuple[Turn, ...]


def read_transcript(engine: sa.Engine, sender_id: str) -> Transcript | None:
    """The conversation, or None if there is none (any more).

    Raises:
        MemoryUnavailable: the database cannot be read.
    """
    if not storable(sender_id):
        return None
    with transaction(engine) as connection:
        rows = read_rows(connection, [sender_id])
        if not rows:
            return None
        events = connection.execute(
            sa.select(ConversationEvent.position, ConversationEvent.data)
            .where(ConversationEvent.sender_id == sender_id, ConversationEvent.type_name.in_((USER, BOT, ACTION)))
            .order_by(ConversationEvent.position)
        ).all()
    return Transcript(rows[0], turns_of((position, json.loads(data)) for position, data in events))


def turns_of(events: Iterable[tuple[int, Mapping[str, Any]]]) -> tuple[Turn, ...]:
    """The turns of (position, event) in order. Pure."""
    turns: list[Turn] = []
    action: Mapping[str, Any] = {}
    number = 0
    for position, event in events:
        kind = event["event"]
        if kind == USER:
            number += 1
            action = {}
            turns.append(_turn(position, number, event))
        elif kind == ACTION:
            action = event
        elif kind == BOT:
            if not turns:
                turns.append(Turn(position, 0, float(event.get("timestamp") or 0), "", False, None, ()))
            turns[-1] = replace(turns[-1], answers=(*turns[-1].answers, _answer(event, action)))
    return tuple(turns)


def _turn(position: int, number: int, event: Mapping[str, Any]) -> Turn:
    parsed = event.get("parse_data") or {}
    at, text = float(event.get("timestamp") or 0), str(event.get("text") or "")
    return Turn(position, number, at, text, parsed.get("choice") is not None, _understood(parsed), ())


def _understood(parsed: Mapping[str, Any]) -> Understood | None:
    found = parsed.get("understood")
    if not found:
        return None
    place = found.get("place")
    return Understood(
        intent=str(found.get("intent") or ""),
        act=str(found.get("act") or ""),
        confidence=float(found.get("confidence") or 0),
        ranking=tuple((str(one["name"]), float(one["confidence"])) for one in parsed.get("intent_ranking") or ()),
        children=tuple(
            (str(child.get("label") or ""), int(child["age_months"][0]), int(child["age_months"][1]))
            for child in found.get("children") or ()
        ),
        needs=tuple(found.get("needs") or ()),
        topics=tuple(found.get("topics") or ()),
        place=(str(place["key"]), str(place["name"])) if place else None,
        crisis=found.get("crisis"),
        language=str(found.get("language") or ""),
        wishes=tuple(found.get("wishes") or ()),
    )


def _answer(event: Mapping[str, Any], action: Mapping[str, Any]) -> Answer:
    data = event.get("data") or {}
    custom = data.get("custom") or {}
    return Answer(
        text=str(event.get("text") or ""),
        buttons=tuple(str(button.get("title") or "") for button in data.get("buttons") or ()),
        offers=tuple(
            ShownOffer(
                str(offer["id"]),
                str(offer.get("title") or ""),
                str(offer.get("provider") or ""),
                tuple(offer.get("why") or ()),
            )
            for offer in custom.get("offers") or ()
        ),
        action=str(action.get("name") or ""),
        policy=str(action.get("policy") or ""),
    )
