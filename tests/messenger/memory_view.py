"""What the running Lotte's database knows of one person in a messenger: a test looks, and changes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

import texts
from bot.gateway.answers import contract_situation, contract_understood
from bot.gateway.messenger.people import person_key, session_of
from bot.gateway.messenger.platform import Incoming, Kind
from bot.gateway.session import Sessions
from bot.memory.conversations import ConversationArchive
from bot.memory.database import open_engine
from bot.memory.event_types import BOT, USER
from bot.memory.messaging.counts import Counts, What
from bot.memory.messaging.postbox import Postbox
from bot.memory.messaging.records import PersonState
from bot.memory.messaging.sealing import Seal
from bot.memory.messaging.tables import MessengerLetter, MessengerPart, MessengerPerson
from bot.settings import Settings
from tests.messenger.reading import paragraphs
from tests.messenger.wires import Wire


@dataclass(frozen=True)
class Turn:
    """One message of a person by the memory, and what Lotte said to it.

    Attributes:
        text: of the person, masked.
        message_id: by which Rasa knows it again.
        said: by Lotte: paragraphs of sentences and ids of offers, in order.
    """

    text: str
    message_id: str | None
    said: tuple[str, ...]


class MemoryView:
    """Looks into the databases of an installation."""

    def __init__(self, settings: Settings) -> None:
        secret, url = settings.secret or "", settings.conversations_url
        self.seal = Seal(secret)
        self.engine = open_engine(url)
        self._sessions = Sessions(secret, secure_cookie=False, days=1)
        self._archive = ConversationArchive(url)
        self._postbox = Postbox(url, self.seal)
        self._counts = Counts(url)

    def close(self) -> None:
        for opened in (self._archive, self._postbox, self._counts):
            opened.close()
        self.engine.dispose()

    def key(self, wire: Wire) -> str:
        """By which everything of a person is found."""
        return person_key(self.seal, Incoming(wire.platform, "", wire.chat, wire.user, Kind.TEXT))

    def sender(self, wire: Wire) -> str:
        """Of the person's conversation."""
        return self._sessions.sender(session_of(self.key(wire)))

    def state(self, wire: Wire) -> PersonState:
        return self._postbox.state(self.key(wire))

    def person(self, wire: Wire) -> Any:
        """The person's row: when last heard of, when due, how long claimed; None: nobody knows them."""
        person = MessengerPerson
        columns = (person.heard_at, person.due_at, person.claimed_until)
        with self.engine.connect() as connection:
            return connection.execute(sa.select(*columns).where(person.person_key == self.key(wire))).first()

    def is_idle(self, wire: Wire, since: float = 0.0) -> bool:
        """Everything that came from the person is answered and sent, and something came after `since`."""
        row = self.person(wire)
        return row is None or (row.heard_at > since and row.due_at is None and not row.claimed_until)

    def is_idle_everywhere(self) -> bool:
        """Nothing waits: no letter, no part, nobody who is due."""
        waiting = (
            sa.select(MessengerLetter.id).where(MessengerLetter.answered_at.is_(None)),
            sa.select(MessengerPart.id),
            sa.select(MessengerPerson.person_key).where(MessengerPerson.due_at.is_not(None)),
        )
        with self.engine.connect() as connection:
            return not any(connection.execute(query.limit(1)).first() for query in waiting)

    def waiting(self, wire: Wire) -> list[str]:
        """The update keys of the person's letters that are not answered, oldest first."""
        letter = MessengerLetter
        query = sa.select(letter.update_key).where(letter.person_key == self.key(wire)).order_by(letter.id)
        with self.engine.connect() as connection:
            return list(connection.scalars(query))

    def parts(self, wire: Wire) -> list[int]:
        """Of the person's messages that wait to be sent, oldest first: how often each was tried."""
        part = MessengerPart
        query = sa.select(part.attempts).where(part.person_key == self.key(wire)).order_by(part.id)
        with self.engine.connect() as connection:
            return list(connection.scalars(query))

    def rows_with(self, *words: str) -> list[str]:
        """Tables with a row in which one of these stands."""
        found = []
        tables = sa.MetaData()
        tables.reflect(self.engine)
        with self.engine.connect() as connection:
            for table in tables.sorted_tables:
                for row in connection.execute(sa.select(table)):
                    found += [table.name for word in words for value in row if word in str(value)]
        return found

    def counts(self, platform: str) -> Mapping[What, int]:
        """How often what happened."""
        found = dict.fromkeys(What, 0)
        for count in self._counts.since(1):
            if count.platform == platform:
                found[What(count.what)] += count.count
        return found

    def understood(self, wire: Wire) -> dict[str, Any]:
        """Of the last message, in the form of the chat contract; nothing at all if the conversation is deleted."""
        remembered = self._archive.read(self.sender(wire), 1)
        users = [event for event in (remembered.events if remembered else ()) if event["event"] == USER]
        return contract_understood(users[-1]["parse_data"]["understood"] if users else {})

    def situation(self, wire: Wire) -> dict[str, Any]:
        """In the form of the chat contract, without the names of topics, which no messenger shows."""
        slots = self._archive.slots(self.sender(wire))
        return contract_situation(slots.get("situation") or {}, texts.load(slots.get("sprache")), {})

    def turns(self, wire: Wire) -> list[Turn]:
        """The whole conversation."""
        remembered = self._archive.read(self.sender(wire), None)
        found: list[Turn] = []
        for event in remembered.events if remembered else ():
            if event["event"] == USER:
                found.append(Turn(event["text"], event.get("message_id"), ()))
            elif event["event"] == BOT and found:
                custom = (event.get("data") or {}).get("custom") or {}
                offers = [offer["id"] for offer in custom.get("offers") or ()]
                said = (*found[-1].said, *paragraphs(event.get("text") or ""), *offers)
                found[-1] = Turn(found[-1].text, found[-1].message_id, said)
        return found


def wait_until(done: Callable[[], Any], seconds: float, what: str) -> Any:
    """Waits until it is true, and returns what it is.

    Raises:
        TimeoutError: it never was.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := done():
            return result
        time.sleep(0.01)
    raise TimeoutError(f"{what}: not within {seconds} s")
