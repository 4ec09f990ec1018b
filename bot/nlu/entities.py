"""Rasa's form of an entity, written in one place."""

from __future__ import annotations

from typing import Any

from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message


def add_entity(message: Message, name: str, value: Any, start: int, end: int, extractor: str) -> None:
    """Appends an entity with its offsets into the clean text; `value` must be JSON."""
    found = {
        "entity": name,
        "value": value,
        "start": start,
        "end": end,
        "text": message.get(TEXT)[start:end],
        "extractor": extractor,
    }
    message.set(ENTITIES, [*message.get(ENTITIES, []), found], add_to_output=True)
