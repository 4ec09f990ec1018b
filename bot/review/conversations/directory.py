"""The names of places and topics as the offers' database has them; a few dozen rows, read when a page needs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import capwords

import sqlalchemy as sa

from offer_db.database import reading
from offer_db.loading import load_municipalities, load_topics
from offer_db.vocabulary import OUTSIDE


@dataclass(frozen=True)
class DirectoryNames:
    """Keys to German names."""

    places: Mapping[str, str]
    topics: Mapping[str, str]

    def place(self, key: str) -> str:
        """A place's name; towns outside the district carry it in their key; "" where none was said."""
        if key.startswith(f"{OUTSIDE}:"):
            return f"{capwords(key.removeprefix(f'{OUTSIDE}:'))} (außerhalb)"
        return self.places.get(key, key)

    def topic(self, key: str) -> str:
        """A topic's name, or its key."""
        return self.topics.get(key, key)


def read_names(engine: sa.Engine) -> DirectoryNames:
    """Reads them from the offers' database; call it through `in_thread`."""
    with reading(engine) as session:
        places = {place.key: place.name for place in load_municipalities(session)}
        topics = {topic.key: topic.name for topic in load_topics(session).values()}
    return DirectoryNames({**places, OUTSIDE: "außerhalb"}, topics)
