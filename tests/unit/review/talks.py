"""Conversations for the tests of the team's pages, written as Rasa's tracker store writes them: masked events."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

import sqlalchemy as sa
from aiohttp import ClientResponse

from bot.memory.conversations import Conversation, ConversationArchive
from bot.memory.event_masking import masked
from bot.memory.staff.audit import AuditLog, Entry
from bot.nlu.language.acts import NEEDS, act_of, crisis_kind
from bot.settings import Settings
from tests.unit.review.conftest import Client

Event = dict[str, Any]
WITTINGEN = {"key": "03151040", "name": "Wittingen"}


def typed(
    text: str,
    intent: str = "kinderbetreuung",
    confidence: float = 0.9,
    *,
    children: Sequence[Mapping[str, Any]] = (),
    place: Mapping[str, str] | None = None,
    language: str = "de",
    ranking: Sequence[tuple[str, float]] = (),
    channel: str = "web",
    topics: Sequence[str] = (),
) -> Event:
    """A message a parent wrote."""
    understood = {
        "language": language,
        "act": act_of(intent),
        "intent": intent,
        "confidence": confidence,
        "children": list(children),
        "needs": [intent] if intent in NEEDS else [],
        "topics": list(topics),
        "place": place,
        "crisis": crisis_kind(intent),
    }
    guesses = [{"name": name, "confidence": sure} for name, sure in ranking or [(intent, confidence)]]
    return {
        "event": "user",
        "timestamp": time.time(),
        "text": text,
        "input_channel": channel,
        "parse_data": {
            "text": text,
            "intent": {"name": intent, "confidence": confidence},
            "intent_ranking": guesses,
            "entities": [],
            "understood": understood,
        },
    }


def tapped(label: str, intent: str, **facts: str) -> Event:
    """A button a parent tapped."""
    event = typed(label, intent, 1.0)
    event["parse_data"]["choice"] = facts
    return event


def said(
    text: str,
    *,
    buttons: Sequence[str] = (),
    offers: Sequence[Mapping[str, Any]] = (),
    found: bool | None = None,
    action: str = "action_suchen",
) -> list[Event]:
    """What Lotte answered; `found` says whether something she looked for was there."""
    custom: dict[str, Any] = {"offers": list(offers)}
    if found is not None:
        custom["outcome"] = {"hits": len(offers) if found else 0, "relaxed": []}
    data = {"buttons": [{"title": label, "payload": "/ja"} for label in buttons], "custom": custom}
    return [
        {"event": "action", "name": action, "policy": "RulePolicy", "confidence": 1.0, "timestamp": time.time()},
        {"event": "bot", "text": text, "data": data, "timestamp": time.time()},
    ]


def offer(offer_id: str, title: str, *why: str) -> dict[str, Any]:
    """An offer as a card shows it, in short."""
    return {"id": offer_id, "title": title, "provider": "Landkreis Gifhorn", "why": list(why)}


def keep(settings: Settings, sender_id: str, *events: Event | list[Event], hours_ago: float = 0.0) -> str:
    """Stores a conversation, so many hours old; returns its id."""
    flat = [event for part in events for event in (part if isinstance(part, list) else [part])]
    with closing(ConversationArchive(settings.conversations_url)) as archive:
        archive.write(sender_id, 0, [masked(event) for event in flat], {}, None)
    moment = time.time() - 3600 * hours_ago
    change(settings, sender_id, updated_at=moment, created_at=moment)
    return sender_id


def change(settings: Settings, sender_id: str, **values: Any) -> None:
    """Sets columns of a conversation as only time or the bot would."""
    engine = sa.create_engine(settings.conversations_url)
    with engine.begin() as connection:
        connection.execute(sa.update(Conversation).where(Conversation.sender_id == sender_id).values(values))
    engine.dispose()


def audit_log(settings: Settings) -> list[Entry]:
    """What was noted, oldest first."""
    engine = sa.create_engine(settings.conversations_url)
    try:
        return list(reversed(AuditLog(engine).latest(1000)))
    finally:
        engine.dispose()


async def post(client: Client, path: str, form: Mapping[str, str] | None = None) -> ClientResponse:
    """Sends a form with the token of the session; the answer is not followed."""
    data = {**(form or {}), "csrf": client.csrf}  # type: ignore[attr-defined]
    return await client.post(path, data=data, allow_redirects=False)
