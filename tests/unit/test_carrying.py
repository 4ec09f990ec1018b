"""What is carried from one conversation into another; with the real Rasa: tests/browser/test_handover.py."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from actions.situation import Situation
from bot.carrying import BELIEVED, believed, carry
from bot.channel import LotteChannel
from bot.memory.conversations import MemoryUnavailable
from bot.settings import ROOT

DOMAIN = Domain.load(str(ROOT / "domain.yml"))
CHILD = {"age_months": [24, 35], "label": "2 Jahre", "role": "Sohn"}
FAMILY: dict[str, Any] = {
    "children": [CHILD],
    "focus": [CHILD],
    "needs": ["kinderbetreuung"],
    "topics": ["krippe"],
    "wishes": ["kostenlos"],
    "place": {"key": "03151040", "name": "Wittingen"},
    "withheld": ["kind_alter"],
}
OF_THE_TALK: dict[str, Any] = {"shown": ["gf-but"], "last": ["gf-but"], "asked": ["ort"], "hinted": ["x"], "answers": 3}


class FakeAgent:
    """Conversations by sender, in memory; one at a time, as the lock of a conversation has it."""

    def __init__(self, conversations: Mapping[str, Mapping[str, Any]]) -> None:
        self.processor = self.tracker_store = self.lock_store = self
        self.domain = DOMAIN
        self.conversations = {
            sender: DialogueStateTracker.from_events(
                sender, [ActionExecuted("action_listen"), *(SlotSet(*slot) for slot in slots.items())], DOMAIN.slots
            )
            for sender, slots in conversations.items()
        }
        self.saved: list[str] = []
        self.locked: list[str] = []
        self.is_there = True

    async def slots(self, sender: str) -> dict[str, Any]:
        if not self.is_there:
            raise MemoryUnavailable("gone")
        tracker = self.conversations.get(sender)
        return {name: slot.value for name, slot in tracker.slots.items() if slot.value} if tracker else {}

    @asynccontextmanager
    async def lock(self, sender: str) -> AsyncIterator[None]:
        self.locked.append(sender)
        yield
        self.locked.remove(sender)

    async def fetch_tracker_and_update_session(self, sender: str) -> DialogueStateTracker:
        assert self.locked == [sender]
        new = DialogueStateTracker.from_events(sender, [ActionExecuted("action_listen")], DOMAIN.slots)
        return self.conversations.setdefault(sender, new)

    async def save_tracker(self, tracker: DialogueStateTracker) -> None:
        assert self.locked == [tracker.sender_id]
        self.saved.append(tracker.sender_id)


async def post(agent: FakeAgent, body: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
    """Status and answer of /carry, without a server around it."""

    async def nobody(message: object) -> None:
        raise AssertionError("nothing was said")

    routes = LotteChannel("secret").blueprint(nobody)
    handler = next(route.handler for route in routes._future_routes if route.uri == "/carry")
    answer = await handler(SimpleNamespace(app=SimpleNamespace(ctx=SimpleNamespace(agent=agent)), json=body))
    return answer.status, dict(json.loads(answer.body))


async def test_the_family_goes_along_and_the_talk_does_not() -> None:
    agent = FakeAgent({"web": {"situation": {**FAMILY, **OF_THE_TALK}, "sprache": "tr"}})
    assert await post(agent, {"from": "web", "to": "telegram"}) == (200, {"situation": FAMILY, "language": "tr"})
    assert agent.saved == ["telegram"]
    assert await agent.slots("telegram") == {"situation": FAMILY, "sprache": "tr"}
    assert (await agent.slots("web"))["situation"]["shown"] == ["gf-but"], "the conversation it came from stays"


async def test_what_was_believed_there_before_is_replaced_and_an_open_question_ends() -> None:
    agent = FakeAgent({"a": {"situation": FAMILY}, "b": {"situation": {"needs": ["sucht_psyche"]}, "sprache": "ru"}})
    agent.conversations["b"].update(ActiveLoop("rueckruf_form"))
    agent.conversations["b"].update(SlotSet("requested_slot", "rueckruf_nummer"))
    await carry(agent, "a", "b")
    assert await agent.slots("b") == {"situation": FAMILY, "sprache": "ru"}
    assert agent.conversations["b"].active_loop_name is None


@pytest.mark.parametrize(
    "slots", [None, {}, {"situation": None}, {"situation": Situation().to_slot()}, {"sprache": "tr"}]
)
async def test_where_nothing_is_known_nothing_changes(slots: dict[str, Any] | None) -> None:
    agent = FakeAgent({} if slots is None else {"a": slots})
    assert await carry(agent, "a", "b") == {"situation": {}, "language": None}
    assert (agent.saved, list(agent.conversations)) == ([], [] if slots is None else ["a"])


async def test_into_itself_nothing_changes() -> None:
    agent = FakeAgent({"a": {"situation": {**FAMILY, **OF_THE_TALK}}})
    assert (await carry(agent, "a", "a"))["situation"] == FAMILY
    assert agent.saved == []


async def test_without_a_memory_the_gateway_is_told() -> None:
    agent = FakeAgent({"a": {"situation": FAMILY}})
    agent.is_there = False
    status, _ = await post(agent, {"from": "a", "to": "b"})
    assert (status, agent.saved) == (503, [])


def test_every_field_of_the_situation_goes_along_or_stays() -> None:
    """A field that is added to the situation must be decided on here too."""
    assert set(Situation().to_slot()) == {*BELIEVED, *OF_THE_TALK}
    slot = Situation.from_slot({**FAMILY, **OF_THE_TALK}).to_slot()
    assert Situation.from_slot(believed(slot)) == Situation.from_slot(FAMILY)


def test_the_fake_is_asked_for_what_rasa_has() -> None:
    for name in ("fetch_tracker_and_update_session", "save_tracker"):
        assert asyncio.iscoroutinefunction(getattr(MessageProcessor, name)), name
