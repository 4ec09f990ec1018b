"""Finds the children of a message and their ages in months."""

from __future__ import annotations

from datetime import date

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import MessageComponent
from bot.nlu.entities import add_entity
from bot.nlu.language.child_age import find_children
from bot.nlu.message_keys import CHILDREN


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ChildAgeExtractor(MessageComponent):
    """Relative ages ("wird im Mai 4") count from the day of the message."""

    def process_message(self, message: Message) -> None:
        """Leaves `children` and one entity `kind_alter` each (value: closed range of months)."""
        children = []
        for child in find_children(message.get(TEXT), date.today()):
            age = [child.min_months, child.max_months]
            children.append({"age_months": age, "label": child.label, "role": child.role})
            add_entity(message, "kind_alter", age, child.start, child.end, type(self).__name__)
        message.set(CHILDREN, children)
