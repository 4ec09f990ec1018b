"""Takes out of an event what could identify a person, before it is stored.

Only what a parent wrote is masked: Lotte's own sentences hold the telephone numbers of offers, which must stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.memory.event_types import USER
from bot.memory.masking import mask


def masked(event: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of one event (Rasa's JSON form) with the parent's words masked in every place they stand."""
    if event.get("event") != USER:
        return dict(event)
    parse_data = dict(event.get("parse_data") or {})
    if isinstance(parse_data.get("text"), str):
        parse_data["text"] = mask(parse_data["text"])
    # offsets refer to the unmasked text and the words would repeat it: what is needed stands in `understood`
    parse_data.pop("text_tokens", None)
    parse_data["entities"] = [_masked_entity(entity) for entity in parse_data.get("entities") or []]
    text = event.get("text")
    return {**event, "text": mask(text) if isinstance(text, str) else text, "parse_data": parse_data}


def _masked_entity(entity: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entity.items() if key not in ("text", "start", "end")}
