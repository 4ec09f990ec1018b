"""What the form of an offer lets choose from: providers, places, and topics below their need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from offer_db.records import Municipality, Topic
from offer_db.staff_list import staff_choices
from offer_db.vocabulary import NEEDS


@dataclass(frozen=True)
class Catalogue:
    """All of it in the order of the alphabet."""

    providers: tuple[str, ...]
    places: tuple[Municipality, ...]
    topics: Mapping[str, tuple[Topic, ...]]

    def name_of(self, topic: str) -> str:
        """German name of a topic; the key itself for one nobody knows."""
        return next((one.name for group in self.topics.values() for one in group if one.key == topic), topic)


def read_catalogue(engine: sa.Engine) -> Catalogue:
    """Reads it; some hundred rows."""
    choices = staff_choices(engine)
    topics = {need: tuple(topic for topic in choices.topics if topic.need == need) for need in NEEDS}
    return Catalogue(choices.providers, choices.places, topics)
