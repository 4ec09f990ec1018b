"""What goes and when: all of a person at once, or what has outlived its time. Within a transaction of the postbox."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from bot.memory.database import SECONDS_A_DAY
from bot.memory.messaging.tables import HandoverCode, MessengerLetter, MessengerPart, MessengerPerson, Reminder

REPLAY_DAYS: Final = 8
"""So long the keys of answered updates are kept: platforms deliver one again for seven days at most."""


def forget_person(connection: sa.Connection, person_key: str, now: float) -> None:
    """All of a person, reminders too; the update keys stay, and say of nobody that they are theirs."""
    # the person first, like everybody who changes letters or parts
    connection.execute(sa.delete(MessengerPerson).where(MessengerPerson.person_key == person_key))
    forget_reminders(connection, person_key)
    _forget_mail(connection, person_key, now)


def forget_reminders(connection: sa.Connection, person_key: str) -> int:
    """All reminders of a person; returns how many."""
    return int(connection.execute(sa.delete(Reminder).where(Reminder.person_key == person_key)).rowcount)


def forget_parts(connection: sa.Connection, person_key: str) -> int:
    """All messages that wait to be sent to a person; returns how many."""
    return int(connection.execute(sa.delete(MessengerPart).where(MessengerPart.person_key == person_key)).rowcount)


def forget_codes(connection: sa.Connection, sender_id: str) -> None:
    """The code of a conversation."""
    connection.execute(sa.delete(HandoverCode).where(HandoverCode.sender_id == sender_id))


def wipe_letters(connection: sa.Connection, which: sa.ColumnElement[bool], now: float) -> int:
    """Takes words and person out of letters that wait, which are answered by that; returns how many."""
    wiped = sa.update(MessengerLetter).where(which, MessengerLetter.answered_at.is_(None))
    return int(connection.execute(wiped.values(content=None, person_key=None, answered_at=now)).rowcount)


def forget_expired(connection: sa.Connection, days: float, now: float) -> int:
    """What has outlived its time; returns how many people.

    People go who were not heard of for `days`, and not reminded either. A reminder that is still to come stays: so
    long it was promised to be kept; it goes `days` after it was due, if it could not be sent.
    """
    limit = now - days * SECONDS_A_DAY
    person = MessengerPerson
    silent = sa.and_(person.heard_at < limit, sa.or_(person.reminded_at.is_(None), person.reminded_at < limit))
    gone = connection.scalars(sa.delete(person).where(silent).returning(person.person_key)).all()
    for person_key in gone:
        _forget_mail(connection, person_key, now)
    connection.execute(
        sa.delete(MessengerLetter).where(MessengerLetter.answered_at < now - REPLAY_DAYS * SECONDS_A_DAY)
    )
    connection.execute(sa.delete(Reminder).where(Reminder.due_at < limit))
    connection.execute(sa.delete(HandoverCode).where(HandoverCode.expires_at <= now))
    return len(gone)


def _forget_mail(connection: sa.Connection, person_key: str, now: float) -> None:
    wipe_letters(connection, MessengerLetter.person_key == person_key, now)
    forget_parts(connection, person_key)
