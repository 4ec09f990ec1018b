"""What Lotte believes about a family as chips that can be tapped, and the corrections that come back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.gateway.errors import ApiError
from offer_db.ages import months
from offer_db.vocabulary import NEEDS
from texts import DEFAULT_LANGUAGE, Texts, load
from texts.ages import age_in_words

CHILD, NEED, TOPIC, WISH, PLACE = FIELDS = ("child", "need", "topic", "wish", "place")
MOST_INDEX: Final = 19
_PLACE_KEY: Final = re.compile(r"[0-9]{5,11}")


@dataclass(frozen=True)
class Change:
    """One corrected chip.

    Attributes:
        field: one of `FIELDS`; a topic and a wish can only be taken away.
        index: which of the children, needs, topics or wishes; 0 for the place.
        value: "36..47" (months), a need, the key of a municipality; None takes it away.
    """

    field: str
    index: int
    value: str | None

    @property
    def payload(self) -> str:
        """As the channel takes it."""
        return f"/aendern was={self.field} nr={self.index}" + (f" zu={self.value}" if self.value else "")


def read_change(value: Any) -> Change:
    """The member `change` of a request; exactly what the contract allows.

    Raises:
        ApiError: 400.
    """
    if not isinstance(value, dict):
        raise ApiError(400, "form", "fehler_form")
    field, index, new = value.get("field"), value.get("index", 0), value.get("value")
    if (
        not isinstance(field, str)
        or field not in FIELDS
        or not isinstance(index, int)
        or isinstance(index, bool)
        or not 0 <= index <= MOST_INDEX
        or not (new is None or (isinstance(new, str) and _is_value(field, new)))
    ):
        raise ApiError(400, "form", "fehler_form")
    return Change(field, index, new)


def _is_value(field: str, value: str) -> bool:
    if field == CHILD:
        return months(value) is not None
    return value in NEEDS if field == NEED else field == PLACE and bool(_PLACE_KEY.fullmatch(value))


def chips(situation: Mapping[str, Any], texts: Texts, topic_name: Callable[[str], str | None]) -> list[dict[str, Any]]:
    """The situation as chips in the order they are read: [{"field", "index", "label", "value"}].

    Args:
        situation: from the channel.
        texts: in the language of the conversation.
        topic_name: key → its German name, None for one nobody knows.
    """
    found: list[dict[str, Any]] = []

    def add(field: str, index: int, label: str | None, value: str) -> None:
        if label:
            found.append({"field": field, "index": index, "label": label, "value": value})

    for index, child in enumerate(situation.get("children") or []):
        first, last = child["age_months"]
        add(CHILD, index, child_label(child, texts), f"{first}..{last}")
    topics = situation.get("topics") or []
    for index, need in enumerate(situation.get("needs") or []):
        add(NEED, index, texts.phrase(f"bedarf_{need}"), need)
    for index, topic in enumerate(topics):
        add(TOPIC, index, topic_name(topic), topic)
    for index, wish in enumerate(situation.get("wishes") or []):
        add(WISH, index, texts.phrase(f"wunsch_{wish}"), wish)
    if place := situation.get("place"):
        add(PLACE, 0, place["name"], place["key"])
    return found


def child_label(child: Mapping[str, Any], texts: Texts) -> str:
    """What the child is called, with its age: "Sohn, 3 Jahre"; in other languages the age alone."""
    first, last = child["age_months"]
    if texts.locale != DEFAULT_LANGUAGE:
        return age_in_words(first, last, texts)
    role, age = child.get("role"), child["label"]
    return f"{role}, {age}" if role and role != age else str(age)


def age_label(value: str, language: str | None) -> str:
    """The months of a chip in words: "36..47" is "3 Jahre"."""
    first, last = (int(month) for month in value.split(".."))
    return age_in_words(first, last, load(language))
