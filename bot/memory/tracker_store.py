"""Rasa's tracker store over `ConversationArchive`: masked, bounded, in a thread, and loud when it fails.

Bounded: a turn reads the last turns and the present slots, not the whole conversation, so turn 200 costs what turn 5
costs. Loud: bot/rasa_patches.py removes Rasa's wrapper that would go on in RAM and forget everything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, Event, SlotSet, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from bot.memory.conversations import ConversationArchive, Remembered
from bot.memory.event_masking import masked

# A rule looks at the present turn and at the question before it; each further turn costs every prediction time.
TURNS_HANDED_BACK = 2
_MARK = "_lotte_stored"


class ConversationStore(TrackerStore):
    """Configured in endpoints.yml: Rasa hands its `url`, a SQLAlchemy address, over as `host`."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        host: str = "",
        **kwargs: Any,
    ) -> None:
        """Connects.

        Raises:
            MemoryUnavailable: the database is down or not migrated.
        """
        super().__init__(domain, event_broker, **kwargs)
        self.archive = ConversationArchive(host)
        self._just_saved: dict[str, Mapping[str, Any]] = {}

    @property
    def domain(self) -> Domain:
        """The loaded model's domain, which knows the slots."""
        return self._domain

    @domain.setter
    def domain(self, domain: Domain | None) -> None:
        self._domain = domain or Domain.empty()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Appends the tracker's new events, masked."""
        events = list(tracker.events)
        seen, position = getattr(tracker, _MARK, (0, 0))
        new = [masked(event.as_dict()) for event in events[seen:]]
        slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value != slot.initial_value}
        position = await asyncio.to_thread(
            self.archive.write, tracker.sender_id, position, new, slots, tracker.active_loop_name
        )
        setattr(tracker, _MARK, (len(events), position))
        self._just_saved[tracker.sender_id] = slots

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The last turns, with the slots as they are now."""
        return await self._tracker(sender_id, TURNS_HANDED_BACK)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The whole conversation; for reviews, not for turns."""
        return await self._tracker(conversation_id, None)

    async def keys(self) -> Iterable[str]:
        """All conversations."""
        return await asyncio.to_thread(self.archive.sender_ids)

    async def delete(self, sender_id: str) -> None:
        """Deletes a conversation for good."""
        await asyncio.to_thread(self.archive.delete, sender_id)

    async def slots(self, sender_id: str) -> Mapping[str, Any]:
        """Only the slots of a conversation; asked once after each turn, so what was just saved need not be read."""
        if sender_id in self._just_saved:
            return self._just_saved.pop(sender_id)
        return await asyncio.to_thread(self.archive.slots, sender_id)

    async def _tracker(self, sender_id: str, turns: int | None) -> DialogueStateTracker | None:
        remembered = await asyncio.to_thread(self.archive.read, sender_id, turns)
        if remembered is None:
            return None
        events = deserialise_events([dict(event) for event in remembered.events])
        tracker = DialogueStateTracker.from_events(sender_id, _prelude(remembered, events) + events, self.domain.slots)
        setattr(tracker, _MARK, (len(tracker.events), remembered.next_position))
        return tracker


def _prelude(remembered: Remembered, events: list[Event]) -> list[Event]:
    """What was settled before the turns handed back: slots and an open form that these turns do not mention."""
    told = {event.key for event in events if isinstance(event, SlotSet)}
    prelude: list[Event] = []
    if remembered.active_loop and not any(isinstance(event, ActiveLoop) for event in events):
        prelude.append(ActiveLoop(remembered.active_loop))
    for name, value in remembered.slots.items():
        if name not in told and (name != REQUESTED_SLOT or remembered.active_loop):
            prelude.append(SlotSet(name, value))
    return prelude
