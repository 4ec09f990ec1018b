"""Finds where the family lives: a municipality of the district, or a place outside of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import MessageComponent
from bot.nlu.entities import add_entity
from bot.nlu.language.place import Gazetteer
from bot.nlu.message_keys import PLACE


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlaceExtractor(MessageComponent):
    """`places`: path of the list of municipalities."""

    def __init__(self, config: dict[str, Any]) -> None:
        """Reads the list of municipalities."""
        super().__init__(config)
        self._gazetteer = Gazetteer.from_csv(Path(config["places"]))

    def process_message(self, message: Message) -> None:
        """Leaves `place` (the first one inside the district, else the first one outside) and entities `ort`."""
        found = self._gazetteer.find(message.get(TEXT))
        for place in found:
            add_entity(message, "ort", place.key, place.start, place.end, type(self).__name__)
        chosen = next((place for place in found if place.inside), found[0] if found else None)
        message.set(PLACE, {"key": chosen.key, "name": chosen.name} if chosen else None)
