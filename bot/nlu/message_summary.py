"""Last in the pipeline: what was understood, in the form of the chat contract (DESIGN, section 6)."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import MessageComponent
from bot.nlu.language.acts import act_of
from bot.nlu.language.recognition import GERMAN_CODE
from bot.nlu.message_keys import (
    CHILDREN,
    CRISIS,
    LANGUAGE,
    NEEDS,
    PLACE,
    REFERENCES,
    TOPICS,
    UNDERSTOOD,
    WISHES,
    WORRY,
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class MessageSummary(MessageComponent):
    """Gathers the findings of all components; reads no text and decides nothing."""

    def process_message(self, message: Message) -> None:
        """Leaves `understood`, which reaches actions, tracker and gateway."""
        intent: dict[str, Any] = message.get(INTENT) or {}
        understood = {
            "language": message.get(LANGUAGE) or GERMAN_CODE,
            "act": act_of(intent.get("name")),
            "intent": intent.get("name"),
            "confidence": round(float(intent.get("confidence") or 0.0), 3),
            "children": message.get(CHILDREN, []),
            "needs": message.get(NEEDS, []),
            "topics": [topic.key for topic in message.get(TOPICS, [])],
            "place": message.get(PLACE),
            "crisis": message.get(CRISIS),
            "references": message.get(REFERENCES, []),
            "wishes": message.get(WISHES, []),
            "worry": message.get(WORRY),
        }
        message.set(UNDERSTOOD, understood, add_to_output=True)
