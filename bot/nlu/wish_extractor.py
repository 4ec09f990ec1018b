"""Finds how a family wants an offer to be: free of charge, near, on the phone …"""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import MessageComponent
from bot.nlu.language.recognition import is_german
from bot.nlu.language.wishes import find_wishes
from bot.nlu.message_keys import LANGUAGE, WISHES


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class WishExtractor(MessageComponent):
    """German only: other languages have no table yet."""

    def process_message(self, message: Message) -> None:
        """Leaves `wishes`; they decide nothing about the intent."""
        wishes = find_wishes(message.get(TEXT)) if is_german(message.get(LANGUAGE)) else ()
        message.set(WISHES, list(wishes))
