"""Finds the children of a message: how old they are in months, and which it speaks of besides."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import MessageComponent
from bot.nlu.entities import add_entity
from bot.nlu.language.ages_elsewhere.finding import find_children_elsewhere
from bot.nlu.language.ages_elsewhere.table import table
from bot.nlu.language.child_age import ChildMention, find_children
from bot.nlu.language.child_reference import find_references
from bot.nlu.language.recognition import UNDERSTOOD_ELSEWHERE
from bot.nlu.message_keys import CHILDREN, LANGUAGE, REFERENCES


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ChildAgeExtractor(MessageComponent):
    """Relative ages ("wird im Mai 4") count from the day of the message."""

    def __init__(self, config: dict[str, Any]) -> None:
        """Reads the tables of other languages at start (about 0.3 s), not during the first foreign message."""
        super().__init__(config)
        for language in UNDERSTOOD_ELSEWHERE:
            table(language)

    def process_message(self, message: Message) -> None:
        """Leaves `children` and one entity `kind_alter` each (value: closed range of months), and `references`."""
        children = []
        for child in self._find(message.get(TEXT), message.get(LANGUAGE)):
            age = [child.min_months, child.max_months]
            children.append({"age_months": age, "label": child.label, "role": child.role})
            add_entity(message, "kind_alter", age, child.start, child.end, type(self).__name__)
        message.set(CHILDREN, children)
        if message.get(LANGUAGE) not in UNDERSTOOD_ELSEWHERE:
            message.set(REFERENCES, [asdict(reference) for reference in find_references(message.get(TEXT))])

    @staticmethod
    def _find(text: str, language: str | None) -> list[ChildMention]:
        today = date.today()
        if language in UNDERSTOOD_ELSEWHERE:
            return find_children_elsewhere(text, language, today)
        return find_children(text, today)
