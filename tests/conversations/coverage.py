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
    """Actions and responses that ran, every sentence Lotte wrote, and how many questions a turn had at most."""

    names: set[str] = field(default_factory=set)
    most_questions: int = 0
    sentences: set[str] = field(default_factory=set)

    def has(self, phrase: str) -> bool:
        """Whether a phrase of texts/ was said, whatever stood in its placeholders."""
        fixed = re.split(r"\{\w+\}", phrase)
        pattern = re.compile(".+?".join(map(re.escape, fixed)), re.DOTALL)
        # the pattern alone takes minutes: it goes through each sentence from each of its letters
        return any(
            all(words in sentence for words in fixed) and pattern.search(sentence) for sentence in self.sentences
        )


def everything_said(database_url: str) -> Said:
    """Reads all conversations of a database."""
    engine = sa.create_engine(normalised(database_url))
    said = Said()
    with engine.connect() as connection:
        rows = connection.scalars(
            sa.select(ConversationEvent.data)
            .where(ConversationEvent.type_name.in_(("user", "action", "bot")))
            .order_by(ConversationEvent.sender_id, ConversationEvent.position)
        )
        questions = 0
        for event in map(json.loads, rows):
            if event["event"] == "user":
                questions = 0
            elif event["event"] == "action":
                said.names.add(event["name"])
            else:
                name = (event.get("metadata") or {}).get("utter_action") or ""
                questions += name.startswith("utter_ask_")
                said.most_questions = max(said.most_questions, questions)
                said.names.add(name)
                data = event.get("data") or {}
                labels = [button["title"] for button in data.get("buttons") or []]
                said.sentences |= {event.get("text") or "", *labels, json.dumps(data, ensure_ascii=False)}
    engine.dispose()
    return said
