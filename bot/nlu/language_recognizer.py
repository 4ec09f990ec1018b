"""Recognises the language of a message, for the components after it and for the conversation."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import MessageComponent
from bot.nlu.entities import add_entity
from bot.nlu.language.recognition import recognise, warm_up
from bot.nlu.message_keys import LANGUAGE

ENTITY = "sprache"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageRecognizer(MessageComponent):
    """Must stand before everything that reads words."""

    def __init__(self, config: dict[str, Any]) -> None:
        """Loads the statistics at start (about 0.5 s, 32 MiB), not during the first foreign message."""
        super().__init__(config)
        warm_up()

    def process_message(self, message: Message) -> None:
        """Leaves `language`, and where it is known an entity `sprache`, from which the slot of that name is filled.

        The entity covers no letters: it speaks of the whole message, and must not look like a word of it.
        """
        language = recognise(message.get(TEXT))
        message.set(LANGUAGE, language)
        if language is not None:
            add_entity(message, ENTITY, language, 0, 0, type(self).__name__)
