"""Carries what Lotte believes about a family into another of their conversations: from web to messenger, or back.

The conversation itself stays where it is: whoever reads along there sees nothing of what was said here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rasa.core.agent import Agent
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import ActiveLoop, Event, SlotSet

from bot.nlu.language_recognizer import ENTITY as LANGUAGE  # the slot that is filled from it is called the same

SITUATION: Final = "situation"
#: Of the slot `situation` (actions/situation.py): what is known of the family and what it wants. What was shown and
#: asked in the other conversation is nothing that "die zweite" or "mehr" could mean in this one.
BELIEVED: Final = ("children", "focus", "awaited", "needs", "topics", "wishes", "place", "steps", "withheld")
_KNOWN: Final = ("children", "needs", "topics", "place")


async def carry(agent: Agent, source: str, target: str) -> dict[str, Any]:
    """Copies what is believed about the family from one conversation into another.

    Args:
        agent: with a model, the memory, and the locks of conversations.
        source, target: sender ids; the target may be new. If they are the same, nothing changes.

    Returns:
        {"situation": what the target now believes, "language": the family's, or None}; both empty if the source knows
        nothing, and then nothing changes.

    Raises:
        MemoryUnavailable: nothing was changed.
    """
    slots = await agent.tracker_store.slots(source)
    situation = believed(slots.get(SITUATION) or {})
    language = slots.get(LANGUAGE)
    if not any(situation.get(name) for name in _KNOWN):
        return {"situation": {}, "language": None}
    if source != target:
        async with agent.lock_store.lock(target):
            await _put(agent, target, situation, language)
    return {"situation": situation, "language": language}


def believed(situation: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a situation that is the same wherever the family speaks."""
    return {name: situation[name] for name in BELIEVED if name in situation}


async def _put(agent: Agent, target: str, situation: Mapping[str, Any], language: str | None) -> None:
    processor = agent.processor
    assert processor is not None  # the gateway asks only when /health says ready
    tracker = await processor.fetch_tracker_and_update_session(target)  # a new conversation begins as every other
    changes: list[Event] = [SlotSet(SITUATION, dict(situation))]
    if language:
        changes.append(SlotSet(LANGUAGE, language))
    if tracker.active_loop_name:  # what was being asked there is not what the family answers now
        changes += [ActiveLoop(None), SlotSet(REQUESTED_SLOT, None)]
    for change in changes:
        tracker.update(change, processor.domain)
    await processor.save_tracker(tracker)
    await agent.tracker_store.slots(target)  # nobody else asks for what was just saved: it need not be kept
