"""Finds topics below the needs (Elterngeld, Logopädie, …) by their words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import MessageComponent
from bot.nlu.entities import add_entity
from bot.nlu.language.recognition import is_german
from bot.nlu.language.topic import TopicMatcher
from bot.nlu.message_keys import LANGUAGE, TOPICS


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class TopicExtractor(MessageComponent):
    """`topics`: path of the topic list (key, need, name, words)."""

    def __init__(self, config: dict[str, Any]) -> None:
        """Reads the topic list."""
        super().__init__(config)
        self._matcher = TopicMatcher.from_csv(Path(config["topics"]))

    def process_message(self, message: Message) -> None:
        """Leaves `topics` and one entity `thema` each."""
        found = self._matcher.find(message.get(TEXT), german=is_german(message.get(LANGUAGE)))
        message.set(TOPICS, found)
        for topic in found:
            add_entity(message, "thema", topic.key, topic.start, topic.end, type(self).__name__)
