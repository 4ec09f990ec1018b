"""Finds where the family lives: a municipality of the district, or a place outside of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import MessageComponent
from bot.nlu.entities import add_entity
from bot.nlu.language.place import Gazetteer, PlaceMention
from bot.nlu.language.place_elsewhere import GazetteerElsewhere, manners
from bot.nlu.language.place_names import read_names
from bot.nlu.message_keys import LANGUAGE, PLACE


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlaceExtractor(MessageComponent):
    """`places`: path of the list of municipalities."""

    def __init__(self, config: dict[str, Any]) -> None:
        """Reads the list of municipalities."""
        super().__init__(config)
        names = read_names(Path(config["places"]))
        self._gazetteer = Gazetteer(names)
        self._elsewhere = GazetteerElsewhere(names)

    def process_message(self, message: Message) -> None:
        """Leaves `place` (the first one inside the district, else the first one outside) and entities `ort`."""
        found = self._find(message.get(TEXT), message.get(LANGUAGE))
        for place in found:
            add_entity(message, "ort", place.key, place.start, place.end, type(self).__name__)
        chosen = next((place for place in found if place.inside), found[0] if found else None)
        message.set(PLACE, {"key": chosen.key, "name": chosen.name} if chosen else None)

    def _find(self, text: str, language: str | None) -> list[PlaceMention]:
        return self._elsewhere.find(text, language) if language in manners() else self._gazetteer.find(text)
