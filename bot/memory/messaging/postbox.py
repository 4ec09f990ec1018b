"""The postbox: letters in, answers out, each person's in order. Whatever kills a gateway, nothing in it is lost.

A letter waits until the transaction that puts its answer here wipes it; a part waits until the platform has it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from bot.memory.messaging.claims import Claims
from bot.memory.messaging.counts import What, add
from bot.memory.messaging.forgetting import (
    forget_codes,
    forget_expired,
    forget_parts,
    forget_person,
    forget_reminders,
    wipe_letters,
)
from bot.memory.messaging.mail import add_letter, add_parts, mark_due
from bot.memory.messaging.records import Letter, LetterRow, PartRow, PersonState
from bot.memory.messaging.sealing import Seal, SealBroken
from bot.memory.messaging.store import now_or
from bot.memory.messaging.tables import MessengerLetter, MessengerPart, MessengerPerson

logger = logging.getLogger(__name__)


class Postbox(Claims):
    """Safe to use from several threads, processes and machines; every method may raise MemoryUnavailable."""

    def __init__(self, url: str, seal: Seal) -> None:
        """See `Store`."""
        super().__init__(url)
        self._seal = seal

    def accept(self, letter: Letter) -> bool:
        """Keeps a letter, whose person is due by that; False: it was here before."""
        sealed = self._seal.close(letter.content)
        with self._transaction() as connection:
            is_new = add_letter(connection, letter, sealed)
            if is_new:
                mark_due(connection, letter)
            add(connection, letter.platform, What.RECEIVED if is_new else What.DUPLICATE, letter.received_at)
        return is_new

    def withdraw(self, update_key: str, person_key: str, now: float | None = None) -> bool:
        """The person has taken it back: it is wiped, if it waits and is theirs. To be called as soon as this arrives.

        A letter that is being answered at the moment gets no answer any more (`answered` says False), but Rasa may know
        it already; so its words have to go there too, when the deletion's own letter is answered.
        """
        letter = MessengerLetter
        theirs = sa.and_(letter.update_key == update_key, letter.person_key == person_key)
        with self._transaction() as connection:
            return bool(wipe_letters(connection, theirs, now_or(now)))

    def state(self, person_key: str) -> PersonState:
        """What is known of a person; of somebody unknown, `PersonState()`."""
        person = MessengerPerson
        columns = (person.state, person.heard_at, person.reminded_at)
        with self._reading() as connection:
            row = connection.execute(sa.select(*columns).where(person.person_key == person_key)).first()
        if row is None:
            return PersonState()
        try:
            known = self._seal.open(row.state) if row.state else {}
        except SealBroken:
            known = {}
        return PersonState.from_json(known, row.heard_at, row.reminded_at)

    def next_letter(self, person_key: str) -> LetterRow | None:
        """The oldest letter that waits; each time it is taken out counts as a try. None: none waits."""
        letter = MessengerLetter
        oldest = (
            sa.select(letter.id)
            .where(letter.person_key == person_key)
            .order_by(letter.sent_second, letter.id)
            .limit(1)
            .scalar_subquery()
        )
        columns = (letter.id, letter.update_key, letter.content, letter.received_at, letter.attempts)
        while row := self._take_out(letter, oldest, columns):
            try:
                return LetterRow(row.id, row.update_key, self._seal.open(row.content), row.received_at, row.attempts)
            except SealBroken:
                self._drop_unreadable(letter, row.id)
        return None

    def answered(
        self,
        letter_id: int,
        parts: Sequence[Mapping[str, Any]],
        state: PersonState,
        now: float | None = None,
        *,
        forgetting: bool = False,
        sender_id: str | None = None,
    ) -> bool:
        """Puts the answer in the letter's place: parts wait, the letter is wiped, the state kept; all or nothing.

        Args:
            parts: JSON, in order; stored sealed. None is an answer too.
            forgetting: the person has deleted everything: older parts and reminders go as well, and with the last of
                these parts the person's row. Letters that came after this one stay: they are a new beginning.
            sender_id: of their conversation, whose code goes too when forgetting.

        Returns:
            False, and nothing has changed: the letter was answered, withdrawn or forgotten meanwhile.
        """
        person, letter, moment = MessengerPerson, MessengerLetter, now_or(now)
        its_person = sa.select(letter.person_key).where(letter.id == letter_id).scalar_subquery()
        locked = sa.update(person).where(person.person_key == its_person).values(claim_number=person.claim_number)
        sealed = [self._seal.close(part) for part in parts]
        known = {"state": self._seal.close(state.to_json()), "leaving": forgetting}
        with self._transaction() as connection:
            row = connection.execute(locked.returning(person.person_key, person.platform)).first()
            if row is None or not wipe_letters(connection, letter.id == letter_id, moment):
                return False
            if forgetting:
                forget_parts(connection, row.person_key)
                forget_reminders(connection, row.person_key)
                if sender_id is not None:
                    forget_codes(connection, sender_id)
            due = {"due_at": sa.func.coalesce(person.due_at, moment)}
            connection.execute(sa.update(person).where(person.person_key == row.person_key).values(**known, **due))
            add_parts(connection, row.person_key, row.platform, sealed, moment)
            add(connection, row.platform, What.ANSWERED, moment)
        return True

    def next_part(self, person_key: str) -> PartRow | None:
        """The oldest message that waits to be sent; each time it is taken out counts as a try. None: none waits."""
        part = MessengerPart
        oldest = sa.select(part.id).where(part.person_key == person_key).order_by(part.id).limit(1).scalar_subquery()
        columns = (part.id, part.send_key, part.content, part.created_at, part.attempts)
        while row := self._take_out(part, oldest, columns):
            try:
                return PartRow(row.id, row.send_key, self._seal.open(row.content), row.created_at, row.attempts)
            except SealBroken:
                self._drop_unreadable(part, row.id)
        return None

    def part_sent(self, part_id: int) -> None:
        """The platform has it: it is deleted."""
        self._delete_parts(MessengerPart.id == part_id, What.SENT)

    def part_dropped(self, part_id: int) -> None:
        """The platform will never take it: it is deleted."""
        self._delete_parts(MessengerPart.id == part_id, What.UNDELIVERABLE)

    def parts_dropped(self, person_key: str) -> int:
        """The platform will take nothing for this person: all parts are deleted; returns how many."""
        return self._delete_parts(MessengerPart.person_key == person_key, What.UNDELIVERABLE)

    def forget(self, person_key: str, sender_id: str | None = None) -> None:
        """Everything of a person: letters, parts, reminders, state; and the code of their conversation `sender_id`.

        The keys of updates stay for some days, so that nothing delivered twice is answered; they name no person.
        """
        with self._transaction() as connection:
            forget_person(connection, person_key, now_or(None))
            if sender_id is not None:
                forget_codes(connection, sender_id)

    def delete_expired(self, days: float, now: float | None = None) -> int:
        """Deletes people not heard of for `days`, and all else that has outlived its time; returns how many people."""
        with self._transaction() as connection:
            return forget_expired(connection, days, now_or(now))

    def _take_out(
        self,
        model: type[MessengerLetter] | type[MessengerPart],
        oldest: sa.ScalarSelect[int],
        columns: Sequence[InstrumentedAttribute[Any]],
    ) -> sa.Row[Any] | None:
        taken = sa.update(model).where(model.id == oldest).values(attempts=model.attempts + 1).returning(*columns)
        with self._transaction() as connection:
            return connection.execute(taken).first()

    def _drop_unreadable(self, model: type[MessengerLetter] | type[MessengerPart], row_id: int) -> None:
        logger.error("A row of %s was sealed with another secret and is dropped", model.__tablename__)
        with self._transaction() as connection:
            dropped = sa.delete(model).where(model.id == row_id).returning(model.platform)
            for platform in connection.scalars(dropped).all():
                add(connection, platform, What.UNREADABLE, now_or(None))

    def _delete_parts(self, which: sa.ColumnElement[bool], why: What) -> int:
        with self._transaction() as connection:
            gone = connection.scalars(sa.delete(MessengerPart).where(which).returning(MessengerPart.platform)).all()
            if gone:
                add(connection, gone[0], why, now_or(None), len(gone))
        return len(gone)
