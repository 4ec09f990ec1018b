"""What Lotte said and did in all conversations of a running Lotte, read from its memory."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

import sqlalchemy as sa

from bot.memory.conversations import ConversationEvent
from bot.memory.database import normalised


@dataclass
class Said:
    """Names of actions and responses that ran, and every sentence Lotte wrote."""

    names: set[str] = field(default_factory=set)
    sentences: list[str] = field(default_factory=list)

    def has(self, phrase: str) -> bool:
        """Whether a phrase of texts/ was said, whatever stood in its placeholders."""
        pattern = re.compile(re.sub(r"\\\{\w+\\\}", ".+?", re.escape(phrase)), re.DOTALL)
        return any(pattern.search(sentence) for sentence in self.sentences)


def everything_said(database_url: str) -> Said:
    """Reads all conversations of a database."""
    engine = sa.create_engine(normalised(database_url))
    said = Said()
    with engine.connect() as connection:
        rows = connection.scalars(
            sa.select(ConversationEvent.data).where(ConversationEvent.type_name.in_(("action", "bot")))
        )
        for event in map(json.loads, rows):
            if event["event"] == "action":
                said.names.add(event["name"])
                continue
            said.names.add((event.get("metadata") or {}).get("utter_action") or "")
            labels = [button["title"] for button in (event.get("data") or {}).get("buttons") or []]
            said.sentences += [
                event.get("text") or "",
                *labels,
                json.dumps(event.get("data") or {}, ensure_ascii=False),
            ]
    engine.dispose()
    return said
